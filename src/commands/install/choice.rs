//! Which clients, and which file of each.

use std::path::PathBuf;

use super::InstallArgs;
use crate::clients::{self, CLIENTS, Client};
use crate::context::Context;
use crate::failure::{Failure, Kind};
use crate::private_file::Owner;

/// A client and its file.
pub(super) struct Choice {
    pub(super) client: &'static dyn Client,
    pub(super) path: PathBuf,
}

impl InstallArgs {
    pub(super) fn choices(&self, owner: Owner, context: &Context) -> Result<Vec<Choice>, Failure> {
        let clients = self.clients(context)?;
        self.check_configs(&clients)?;
        let mut choices: Vec<Choice> = Vec::new();
        for client in &clients {
            let path = self.path_of(*client, owner, context)?;
            if choices.iter().any(|other| other.path == path) {
                return Err(Failure::new(
                    Kind::Usage,
                    format!("two clients cannot share the file `{}`", path.display()),
                )
                .next("give each client a file of its own: --config CLIENT=PATH"));
            }
            choices.push(Choice { client: *client, path });
        }
        Ok(choices)
    }

    /// Each --config is for one of the clients, and no two are for the same.
    fn check_configs(&self, clients: &[&dyn Client]) -> Result<(), Failure> {
        let refused = |what: String| {
            Err(Failure::new(Kind::Usage, what)
                .next("give --config PATH for one client, or CLIENT=PATH for each of several"))
        };
        for (at, config) in self.config.iter().enumerate() {
            let earlier = self.config.iter().take(at);
            match split_config(config) {
                (_, "" | "-") => return refused(format!("`{config}` names no file")),
                (None, _) if clients.len() > 1 => {
                    return refused(format!("it is not said which client `{config}` is for"));
                }
                (Some(name), _) if clients.iter().all(|client| client.name() != name) => {
                    return refused(format!("`{config}` is for a client that is not installed for"));
                }
                (name, _)
                    if earlier
                        .map(|other| split_config(other).0)
                        .any(|other| other == name || other.is_none() || name.is_none()) =>
                {
                    return refused(format!("`{config}` is the second --config for the same client"));
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Each client once, in the order given.
    fn clients(&self, context: &Context) -> Result<Vec<&'static dyn Client>, Failure> {
        let names = if self.client.is_empty() { ask_for_clients(context)? } else { self.client.clone() };
        let mut clients: Vec<&'static dyn Client> = Vec::new();
        for name in names {
            let client = clients::by_name(&name).ok_or_else(|| unknown(&name))?;
            if clients.iter().all(|other| other.name() != client.name()) {
                clients.push(client);
            }
        }
        Ok(clients)
    }

    fn path_of(&self, client: &dyn Client, owner: Owner, context: &Context) -> Result<PathBuf, Failure> {
        let mine = |name: Option<&str>| name.is_none_or(|name| name == client.name());
        let named = self.config.iter().map(|config| split_config(config)).find(|(name, _)| mine(*name));
        let own = || Some(context.places.home_of(owner)?.join(client.home_path()?));
        let path = named.map(|(_, path)| PathBuf::from(path)).or_else(own).ok_or_else(|| {
            Failure::new(Kind::Usage, format!("{} has no config file of its own here", client.name()))
                .next(format!("give --config {}=PATH", client.name()))
        })?;
        if path.to_str().is_none() {
            return Err(Failure::new(
                Kind::Usage,
                format!("`{}` is not UTF-8, which the ledger needs", path.display()),
            )
            .next("name a path of UTF-8 characters"));
        }
        Ok(std::path::absolute(&path).unwrap_or(path))
    }
}

fn ask_for_clients(context: &Context) -> Result<Vec<String>, Failure> {
    let names = CLIENTS.iter().map(|client| client.name()).collect::<Vec<_>>().join(", ");
    if !context.terminal.is_there() {
        return Err(Failure::new(Kind::Usage, "no client was named")
            .next(format!("give --client with one or more of: {names}")));
    }
    let answer = context.terminal.ask(&format!("Install for which clients ({names})?"))?;
    Ok(answer.split(',').map(|name| name.trim().to_owned()).collect())
}

/// `CLIENT=PATH`, or a path alone; a path may hold `=` itself.
fn split_config(config: &str) -> (Option<&str>, &str) {
    match config.split_once('=') {
        Some((name, path)) if clients::by_name(name).is_some() => (Some(name), path),
        _ => (None, config),
    }
}

fn unknown(name: &str) -> Failure {
    Failure::new(Kind::Usage, format!("there is no client `{name}`")).next("`akvault help clients` lists them")
}

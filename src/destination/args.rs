//! The options that say where: `--client`, `--config`, `--client-env`, `--owner`, `--follow`.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::error::ErrorKind;

use super::Place;
use crate::clients::{self, CLIENTS, Client, Family};
use crate::context::Context;
use crate::failure::{Failure, Kind};
use crate::private_file::{Directory, Owner, Policy, Target};

/// Which clients, and which files of theirs.
#[derive(Debug, Args)]
pub struct DestinationArgs {
    /// The clients, separated by commas; `--client help` lists them
    #[arg(short, long, value_name = "CLIENT", value_delimiter = ',', value_parser = ClientParser)]
    pub client: Vec<&'static dyn Client>,
    /// Use this file instead of the client's own, or this directory if it has several files: aws and lego always,
    /// others where the directory is there or its name ends with `/`. With several clients, CLIENT=PATH for each
    #[arg(long, value_name = "PATH")]
    config: Vec<String>,
    /// The names of variables in environment files [install: sdk, uninstall: all]
    #[arg(long, value_name = "FAMILY", value_parser = families())]
    client_env: Option<Families>,
    /// As root: write for this user, into files and directories of theirs
    #[arg(long, value_name = "USER[:GROUP]")]
    owner: Option<String>,
    /// Accept config files and directories behind symbolic links of yours
    #[arg(long)]
    follow: bool,
}

impl DestinationArgs {
    /// Whose files, and whether links are followed.
    ///
    /// # Errors
    /// When there is no such user, or only root could write for them.
    pub fn policy(&self) -> Result<Policy, Failure> {
        let owner = self.owner.as_deref().map_or_else(|| Ok(Owner::effective()), Owner::parse)?;
        Ok(Policy::new(owner, self.follow))
    }

    /// Every file of every client, once; environment files with these families unless others were asked for.
    ///
    /// # Errors
    /// When a client is not known, has no file of its own, or nobody says which are meant.
    pub fn places(
        &self,
        policy: Policy,
        families: &'static [Family],
        context: &Context,
    ) -> Result<Vec<Place>, Failure> {
        let families = self.client_env.map_or(families, |Families(asked)| asked);
        let clients = self.clients(context)?;
        self.check_configs(&clients)?;
        let mut places: Vec<Place> = Vec::new();
        for client in clients {
            for place in self.places_of(client, policy, families, context)? {
                match places.iter_mut().find(|other| other.path == place.path) {
                    Some(other) => other.join(place),
                    None => places.push(place),
                }
            }
        }
        Ok(places)
    }

    /// Each client once, in the order given.
    fn clients(&self, context: &Context) -> Result<Vec<&'static dyn Client>, Failure> {
        let named = if self.client.is_empty() { ask_for_clients(context)? } else { self.client.clone() };
        let mut clients: Vec<&'static dyn Client> = Vec::new();
        for client in named {
            if clients.iter().all(|other| other.name() != client.name()) {
                clients.push(client);
            }
        }
        Ok(clients)
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
                    return refused(format!("`{config}` is for a client that is not named"));
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

    fn places_of(
        &self,
        client: &'static dyn Client,
        policy: Policy,
        families: &[Family],
        context: &Context,
    ) -> Result<Vec<Place>, Failure> {
        let named = self.config_of(client);
        let path = match named {
            Some(named) => absolute(Path::new(named))?,
            None => own_directory(client, policy, context)?,
        };
        if let Some(format) = client.credential()
            && let Some(credential) = credential_in(&path)?
        {
            let credential = Some(credential);
            return Ok(vec![Place { clients: vec![client], path, formats: vec![format], is_home: false, credential }]);
        }
        let is_home = named.is_none();
        let place = |path, formats| Place { clients: vec![client], path, formats, is_home, credential: None };
        let mut files = clients::files_of(client, families);
        if let Some(named) = named.filter(|named| !is_directory(client, files.len(), named, policy)) {
            if named.ends_with('/') {
                return Err(Failure::new(
                    Kind::Usage,
                    format!("`{named}` is a directory, and {} has one file", client.name()),
                )
                .next("name the file in it"));
            }
            files.truncate(1);
            return Ok(files.into_iter().map(|(_, formats)| place(resolved(&path, policy), formats)).collect());
        }
        let is_resolved = named.is_some() || policy.follow;
        let path_of = |file| if is_resolved { resolved(&path.join(file), policy) } else { path.join(file) };
        Ok(files.into_iter().map(|(file, formats)| place(path_of(file), formats)).collect())
    }

    fn config_of(&self, client: &dyn Client) -> Option<&str> {
        let mine = |name: Option<&str>| name.is_none_or(|name| name == client.name());
        self.config.iter().map(|config| split_config(config)).find(|(name, _)| mine(*name)).map(|(_, path)| path)
    }
}

/// A directory holds the client's files by their own names. A client of one file is given that file.
fn is_directory(client: &dyn Client, files: usize, named: &str, policy: Policy) -> bool {
    let is_there = || matches!(Directory::look(Path::new(named), policy), Ok(Some(_)));
    client.is_inseparable() || (files > 1 && (named.ends_with('/') || is_there()))
}

/// Where the client looks by itself. A home that is missing is missing on purpose: nobody makes one for
/// an account that has none.
fn own_directory(client: &dyn Client, policy: Policy, context: &Context) -> Result<PathBuf, Failure> {
    let home = context.places.home_of(policy.owner);
    let (Some(home), Some(directory)) = (home, client.directory()) else {
        return Err(Failure::new(Kind::Usage, format!("{} has no config file of its own here", client.name()))
            .next(format!("give --config {}=PATH", client.name())));
    };
    // An unsafe home is told with its reason when the file is opened.
    if matches!(Directory::look(&home, policy), Ok(None)) {
        return Err(Failure::new(Kind::NotFound, format!("the home directory `{}` is not there", home.display()))
            .next(format!("give --config {}=PATH", client.name())));
    }
    absolute(&home.join(directory))
}

/// One file has one name in the ledger, however it is spelt on the command line.
fn resolved(path: &Path, policy: Policy) -> PathBuf {
    Target::resolved(path, policy).unwrap_or_else(|_| path.to_owned())
}

/// `ak` of `ak.cred`: systemd takes a credential under this name alone (systemd-creds(1), `--name`), and it
/// stands in a unit (systemd.exec(5), `LoadCredentialEncrypted=`).
fn credential_in(path: &Path) -> Result<Option<String>, Failure> {
    let is_credential = path.extension().is_some_and(|extension| extension == "cred");
    let Some(name) = path.file_stem().and_then(OsStr::to_str).filter(|_| is_credential) else { return Ok(None) };
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "_.-".contains(c);
    if name.starts_with('.') || !name.chars().all(is_plain) {
        let what = format!("`{name}` is no name for a credential of systemd");
        return Err(Failure::new(Kind::Usage, what).next("name the file after it, in letters, digits and _.- alone"));
    }
    Ok(Some(name.to_owned()))
}

fn absolute(path: &Path) -> Result<PathBuf, Failure> {
    if path.to_str().is_none() {
        let what = format!("`{}` is not UTF-8, which the ledger needs", path.display());
        return Err(Failure::new(Kind::Usage, what).next("name a path of UTF-8 characters"));
    }
    Ok(std::path::absolute(path).unwrap_or_else(|_| path.to_owned()))
}

fn ask_for_clients(context: &Context) -> Result<Vec<&'static dyn Client>, Failure> {
    let names = CLIENTS.iter().map(|client| client.name()).collect::<Vec<_>>().join(", ");
    if !context.terminal.is_there() {
        return Err(Failure::new(Kind::Usage, "no client was named")
            .next(format!("give --client with one or more of: {names}")));
    }
    let answer = context.terminal.ask(&format!("For which clients ({names})?"))?;
    answer.split(',').map(|name| clients::by_name(name.trim()).ok_or_else(|| unknown(name.trim()))).collect()
}

/// `CLIENT=PATH`, or a path alone; a path may hold `=` itself.
pub(crate) fn split_config(config: &str) -> (Option<&str>, &str) {
    match config.split_once('=') {
        Some((name, path)) if clients::by_name(name).is_some() => (Some(name), path),
        _ => (None, config),
    }
}

fn unknown(name: &str) -> Failure {
    Failure::new(Kind::Usage, format!("there is no client `{name}`")).next("`akvault help clients` lists them")
}

/// A client by its name; the word `help` lists them all.
#[derive(Debug, Clone)]
pub(crate) struct ClientParser;

impl TypedValueParser for ClientParser {
    type Value = &'static dyn Client;

    fn parse_ref(
        &self,
        command: &clap::Command,
        argument: Option<&clap::Arg>,
        value: &OsStr,
    ) -> Result<Self::Value, clap::Error> {
        if value == "help" {
            return Err(clap::Error::raw(ErrorKind::DisplayHelp, clients::listing()));
        }
        let names = PossibleValuesParser::new(CLIENTS.iter().map(|client| client.name()));
        let name = names.parse_ref(command, argument, value)?;
        clients::by_name(&name).ok_or_else(|| clap::Error::new(ErrorKind::InvalidValue).with_cmd(command))
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(CLIENTS.iter().map(|client| PossibleValue::new(client.name()).help(client.about()))))
    }
}

/// Names of environment variables that were asked for.
#[derive(Debug, Clone, Copy)]
pub struct Families(pub &'static [Family]);

/// Reads the words for `--client-env`.
pub fn families() -> impl TypedValueParser<Value = Families> {
    let words = Family::ALL.iter().map(|family| family.name()).chain(["all"]);
    PossibleValuesParser::new(words).map(|word| {
        let one = Family::ALL.iter().position(|family| family.name() == word);
        Families(one.and_then(|at| Family::ALL.get(at..=at)).unwrap_or(&Family::ALL))
    })
}

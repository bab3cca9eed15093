//! `which`: for each reader of AccessKeys every place that it looks, in its order, and which key wins.
//!
//! It only reads: no file is made, no lock taken, nobody asked and nothing contacted. What is broken is what
//! it tells, not why it fails.

mod told;

use std::path::PathBuf;

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use super::report;
use crate::clients::{self, Client};
use crate::context::Context;
use crate::destination::{ClientParser, split_config};
use crate::failure::{Failure, Kind};
use crate::private_file::{Owner, Policy};
use crate::readers::{self, Elsewhere, READERS, Reader};

/// Show where programs look for AccessKeys, in their order, and which key wins
///
/// For each reader (an SDK, a command line, Terraform, ...): environment variables, config files and what else
/// it asks; what is there, masked; which one wins, and what is shadowed by it. Places that cannot be seen from
/// here are named, and never contacted. Without --client and --reader, those readers are told that find
/// something. A reader follows symbolic links; akvault looks behind them with --follow alone.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  akvault which --client aliyun")]
pub struct WhichArgs {
    /// Only the readers of these clients' files, separated by commas; `--client help` lists the clients
    #[arg(short, long, value_name = "CLIENT", value_delimiter = ',', value_parser = ClientParser)]
    client: Vec<&'static dyn Client>,
    /// Only these readers, separated by commas
    #[arg(long, value_name = "READER", value_delimiter = ',', value_parser = reader_parser())]
    reader: Vec<&'static dyn Reader>,
    /// Look as if the readers were told to use this profile
    #[arg(long, value_name = "PROFILE", value_parser = profile_name)]
    profile: Option<String>,
    /// Look as if the readers were told to use this file, or the files in this directory; CLIENT=PATH, or
    /// PATH alone for a single client
    #[arg(long, value_name = "PATH")]
    config: Vec<String>,
    /// As root: look into this user's files
    #[arg(long, value_name = "USER")]
    owner: Option<String>,
    /// Look behind symbolic links of the user's
    #[arg(long)]
    follow: bool,
}

/// Runs the verb.
///
/// # Errors
/// For wrong arguments. What is found is told, whatever it is.
pub fn run(args: &WhichArgs, context: &Context) -> Result<(), Failure> {
    let owner = args.owner.as_deref().map_or_else(|| Ok(Owner::effective()), Owner::parse)?;
    let mut world = context.world(Policy::new(owner, args.follow));
    world.profile.clone_from(&args.profile);
    world.configs = args.elsewhere()?;
    let answers = args.readers().map(|reader| readers::ask(reader, &world)).collect();
    args.remark(context);
    report(context, &told::Told { answers, home: world.home, is_chosen: args.is_choice() })
}

impl WhichArgs {
    fn is_choice(&self) -> bool {
        !self.client.is_empty() || !self.reader.is_empty()
    }

    /// Those that are named, and those of the clients that are named; else all of them.
    fn readers(&self) -> impl Iterator<Item = &'static dyn Reader> {
        let reads_one =
            |reader: &dyn Reader| self.client.iter().any(|client| reader.clients().contains(&client.name()));
        let is_named = |reader: &dyn Reader| self.reader.iter().any(|named| named.word() == reader.word());
        READERS.iter().copied().filter(move |reader| !self.is_choice() || is_named(*reader) || reads_one(*reader))
    }

    fn elsewhere(&self) -> Result<Vec<Elsewhere>, Failure> {
        let mut all: Vec<Elsewhere> = Vec::new();
        for config in &self.config {
            let next = self.elsewhere_of(config)?;
            if all.iter().any(|other| other.client == next.client) {
                return Err(usage(format!("`{config}` is the second --config for the same client")));
            }
            all.push(next);
        }
        Ok(all)
    }

    fn elsewhere_of(&self, config: &str) -> Result<Elsewhere, Failure> {
        let (name, path) = split_config(config);
        let client = match (name, self.client.as_slice()) {
            (Some(name), named) if named.is_empty() || named.iter().any(|client| client.name() == name) => {
                clients::by_name(name)
            }
            (Some(_), _) => return Err(usage(format!("`{config}` is for a client that is not named"))),
            (None, [only]) => Some(*only),
            (None, _) => None,
        };
        let client = client.ok_or_else(|| usage(format!("it is not said which client `{config}` is for")))?;
        if path.is_empty() {
            return Err(usage(format!("`{config}` names no file")));
        }
        if client.directory().is_none() {
            let what = format!("no program looks for files of {} by itself", client.name());
            return Err(
                Failure::new(Kind::Usage, what).next("set the variables that it writes, and run akvault with them")
            );
        }
        let path = PathBuf::from(path);
        let is_directory = path.is_dir() || path.as_os_str().to_string_lossy().ends_with('/');
        Ok(Elsewhere { client: client.name(), path, is_directory })
    }

    /// Some clients are for programs of one's own.
    fn remark(&self, context: &Context) {
        for client in self.client.iter().filter(|client| readers::of_client(client.name()).next().is_none()) {
            context
                .output
                .say(&format!("akvault: no program is known that looks for files of {} by itself", client.name()));
        }
    }
}

fn usage(what: String) -> Failure {
    Failure::new(Kind::Usage, what).next("give --config CLIENT=PATH, once for each client")
}

/// Any name that may stand in a file; not every one is a name that akvault would write.
fn profile_name(text: &str) -> Result<String, &'static str> {
    if text.is_empty() { Err("a profile has a name") } else { Ok(text.to_owned()) }
}

fn reader_parser() -> impl TypedValueParser<Value = &'static dyn Reader> {
    let words = PossibleValuesParser::new(READERS.iter().map(|reader| reader.word()));
    words.try_map(|word| readers::by_word(&word).ok_or("there is no such reader"))
}

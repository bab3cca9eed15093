//! `exec`: run a program with a key that the vault keeps, in its environment and nowhere else.
//!
//! Nothing is written to the disk. The program takes the place of this process, so whatever happens to
//! it happens to it alone. With `--file` we stay beside it, to take the file away that it reads.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::Args;
use clap::builder::PossibleValuesParser;

use crate::clients::{self, CLIENTS, Client, Entry, Family, TOKENS, files_of, variables};
use crate::context::Context;
use crate::cursor::Values;
use crate::destination::{Families, families};
use crate::domain::Name;
use crate::domain::hex::hex;
use crate::failure::{Failure, Kind};
use crate::opening::KeyArgs;
use crate::private_file::close_descriptor;
use crate::secret::Secret;
use crate::successor::Successor;
use crate::unlocking;
use crate::vault::Record;

/// Without it, the aliyun CLI takes a profile's key before the one in the environment (aliyun-cli
/// `config/profile.go`), and the program would run with another key than it was given.
const IGNORE_PROFILE: &str = "ALIBABA_CLOUD_IGNORE_PROFILE";

/// Run a program with a key from the vault in its environment
///
/// The key stands in the variables that the program's client reads, and nowhere on the disk. Variables
/// of a security token are taken away, since they would belong to another key. Exit code and signals
/// are the program's own.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  akvault exec prod -- ./deploy
  akvault exec prod --client-env terraform -- ./deploy")]
pub struct ExecArgs {
    /// The record
    #[arg(value_parser = Name::new, add = Values::Kept)]
    name: Name,
    /// The names of the variables
    #[arg(long, value_name = "FAMILY", value_parser = families())]
    client_env: Option<Families>,
    /// Write the file of a client that reads no variables, for as long as the program runs: `AKVAULT_FILE` names it
    #[arg(long, value_name = "CLIENT", value_parser = PossibleValuesParser::new(with_one_file()))]
    file: Option<String>,
    #[command(flatten)]
    keys: KeyArgs,
    /// The program and its arguments, after --
    #[arg(last = true, required = true, value_name = "CMD")]
    command: Vec<OsString>,
}

/// Runs the verb.
///
/// # Errors
/// When there is no such record, or its secret does not open. That the program cannot be run shows
/// when the memory of this run is gone, see [`cli`](crate::cli).
pub fn run(args: ExecArgs, context: &Context) -> Result<(), Failure> {
    prepare(args, context).map_err(|failure| failure.unchanged("no program was started"))
}

fn prepare(args: ExecArgs, context: &Context) -> Result<(), Failure> {
    let record = context.vault()?.record(&args.name)?;
    let key = unlocking::access_key(&record, &args.keys, context)?;
    if let Some(number) = args.keys.passphrase_fd {
        close_descriptor(number);
    }
    let entry = Entry { access_key: &key, region: record.region.as_ref() };
    let text = args.file.as_deref().map(|client| file_text(client, &record, &entry)).transpose()?;
    let default = if text.is_some() { &[][..] } else { &[Family::Sdk] };
    let families = args.client_env.map_or(default, |Families(asked)| asked);
    let set = families.iter().flat_map(|family| variables(*family, &entry));
    let ignore = families.contains(&Family::Sdk).then(|| (IGNORE_PROFILE, Secret::from("TRUE")));
    let nothing = || Failure::new(Kind::Usage, "there is no program to run").next("give it after --");
    let mut successor = Successor::new(args.command).ok_or_else(nothing)?.without(TOKENS).with(set).with(ignore);
    if let (Some(text), Some(client)) = (text, &args.file) {
        let name = format!("{}-{client}", hex(&context.random::<8>()?));
        successor = successor.with_file(runtime_directory(context)?, name, text);
    }
    context.successor.replace(Some(successor));
    Ok(())
}

/// The clients whose key stands in one file.
fn with_one_file() -> Vec<&'static str> {
    let has_one = |client: &&&dyn Client| !client.is_inseparable() && files_of(**client, &[Family::Sdk]).len() == 1;
    CLIENTS.iter().filter(has_one).map(|client| client.name()).collect()
}

/// What stands in the client's file, and nothing else.
fn file_text(client: &str, record: &Record, entry: &Entry<'_>) -> Result<Secret, Failure> {
    let unknown = || Failure::new(Kind::Usage, format!("there is no client `{client}`")).next("`akvault help clients`");
    let client = clients::by_name(client).ok_or_else(unknown)?;
    if client.needs_region() && entry.region.is_none() {
        return Err(Failure::new(Kind::Usage, format!("{} refuses a profile without a region", client.name()))
            .next(format!("akvault edit {} --region REGION", record.name)));
    }
    let profile = record.profile.clone().unwrap_or_default();
    let mut text = Secret::from("");
    for format in files_of(client, &[Family::Sdk]).into_iter().flat_map(|(_, formats)| formats) {
        text = format
            .put(text.expose(), &profile, entry)
            .map_err(|broken| Failure::broken_config(Path::new(client.name()), &broken))?;
    }
    Ok(text)
}

/// The directory of the session (XDG Base Directory Specification) or of the service (systemd.exec(5)),
/// which is in memory and gone with it. There is no other place for a secret that shall not stay.
fn runtime_directory(context: &Context) -> Result<PathBuf, Failure> {
    let named = |name: &str| (context.places.variable)(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let directory = ["XDG_RUNTIME_DIR", "RUNTIME_DIRECTORY"].into_iter().find_map(named);
    directory.map(|directory| directory.join("akvault")).ok_or_else(|| {
        Failure::new(Kind::NotFound, "there is no runtime directory: XDG_RUNTIME_DIR is not set, nor RUNTIME_DIRECTORY")
            .next("use the variables without --file; or run it in a login session, or in a service with RuntimeDirectory=akvault and RuntimeDirectoryMode=0700")
    })
}

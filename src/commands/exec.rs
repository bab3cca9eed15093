//! `exec`: run a program with a key that the vault keeps, in its environment and nowhere else.
//!
//! Nothing is written to the disk. The program takes the place of this process, so whatever happens to
//! it happens to it alone.

use std::ffi::OsString;

use clap::Args;

use crate::clients::{Entry, Family, variables};
use crate::context::Context;
use crate::destination::{Families, families};
use crate::domain::Name;
use crate::failure::{Failure, Kind};
use crate::opening::KeyArgs;
use crate::private_file::close_descriptor;
use crate::secret::Secret;
use crate::successor::Successor;
use crate::unlocking;

/// Without it, the aliyun CLI takes a profile's key before the one in the environment (aliyun-cli
/// `config/profile.go`), and the program would run with another key than it was given.
const IGNORE_PROFILE: &str = "ALIBABA_CLOUD_IGNORE_PROFILE";

/// Run a program with a key from the vault in its environment
///
/// The key stands in the variables that the program's client reads, and nowhere on the disk. Variables
/// of a security token are taken away, since they would belong to another key. Exit code and signals
/// are the program's own.
#[derive(Debug, Args)]
pub struct ExecArgs {
    /// The record
    #[arg(value_parser = Name::new)]
    name: Name,
    /// The names of the variables
    #[arg(long, value_name = "FAMILY", value_parser = families())]
    client_env: Option<Families>,
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
    let families = args.client_env.map_or(&[Family::Sdk][..], |Families(asked)| asked);
    let set = families.iter().flat_map(|family| variables(*family, &entry));
    let ignore = families.contains(&Family::Sdk).then(|| (IGNORE_PROFILE, Some(Secret::from("TRUE"))));
    let nothing = || Failure::new(Kind::Usage, "there is no program to run").next("give it after --");
    let successor = Successor::new(args.command).ok_or_else(nothing)?.with(set).with(ignore);
    context.successor.replace(Some(successor));
    Ok(())
}

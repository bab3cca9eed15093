//! `password`: passwords of RAM users for the console. They are made, looked at and reminded of; none is
//! kept.

mod check;
mod forget;
mod list;
mod new;
mod track;

use clap::{Args, Subcommand};

use crate::context::Context;
use crate::failure::Failure;
use crate::verdict::Verdict;

/// Make and check console passwords, and know when they must be changed
#[derive(Debug, Args)]
#[command(disable_help_subcommand = true)]
pub struct PasswordArgs {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    New(new::NewArgs),
    Check(check::CheckArgs),
    Track(track::TrackArgs),
    List(list::ListArgs),
    Forget(forget::ForgetArgs),
}

/// Runs the verb.
///
/// # Errors
/// The failure that is told to the person.
pub fn run(args: PasswordArgs, context: &Context) -> Result<Verdict, Failure> {
    let done = match args.verb {
        Verb::New(args) => new::run(&args, context),
        Verb::Check(args) => check::run(&args, context),
        Verb::Track(args) => track::run(&args, context),
        Verb::List(args) => return list::run(&args, context),
        Verb::Forget(args) => forget::run(&args, context),
    };
    done.map(|()| Verdict::Done)
}

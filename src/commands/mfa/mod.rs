//! `mfa`: virtual MFA. One file for each of its verbs, with its arguments, its work and its report.
//!
//! Seeds are sealed in the vault like secrets; only `export --reveal` and `qr` show one.

mod bind;
mod code;
mod device;
mod export;
mod import;
mod list;
mod look;
mod new;
mod qr;
mod remove;
mod rename;
mod verify;

use clap::{Args, Subcommand};

use crate::context::Context;
use crate::failure::Failure;

/// Keep the seeds of virtual MFA devices, and make their codes
#[derive(Debug, Args)]
#[command(disable_help_subcommand = true)]
pub struct MfaArgs {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    New(new::NewArgs),
    Import(import::ImportArgs),
    List(list::ListArgs),
    Code(code::CodeArgs),
    Bind(bind::BindArgs),
    Verify(verify::VerifyArgs),
    Qr(qr::QrArgs),
    Export(export::ExportArgs),
    Rename(rename::RenameArgs),
    Remove(remove::RemoveArgs),
}

/// Runs the verb.
///
/// # Errors
/// The failure that is told to the person.
pub fn run(args: MfaArgs, context: &Context) -> Result<(), Failure> {
    match args.verb {
        Verb::New(args) => new::run(&args, context),
        Verb::Import(args) => import::run(&args, context),
        Verb::List(args) => list::run(&args, context),
        Verb::Code(args) => code::run(&args, context),
        Verb::Bind(args) => bind::run(&args, context),
        Verb::Verify(args) => verify::run(&args, context),
        Verb::Qr(args) => qr::run(&args, context),
        Verb::Export(args) => export::run(&args, context),
        Verb::Rename(args) => rename::run(&args, context),
        Verb::Remove(args) => remove::run(&args, context),
    }
}

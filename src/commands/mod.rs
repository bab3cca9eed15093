//! The verbs: one file each, with its arguments, its work and its report. No verb imports another.
//!
//! To add one, write its file here, and add it to [`Command`] and to [`Command::run`].

pub mod check;
pub mod completions;
pub mod help;
pub mod inspect;
pub mod install;
pub mod list;
pub mod man;
pub mod open;
pub mod receipt;
pub mod remove;
pub mod seal;
pub mod show;
pub mod uninstall;
pub mod which;

use clap::Subcommand;

use crate::context::Context;
use crate::failure::Failure;
use crate::output::Report;
use crate::verdict::Verdict;

/// What akvault does.
#[derive(Debug, Subcommand)]
#[expect(missing_docs, reason = "each variant is described by its arguments")]
pub enum Command {
    Seal(Box<seal::SealArgs>),
    Inspect(inspect::InspectArgs),
    Open(open::OpenArgs),
    Install(Box<install::InstallArgs>),
    Uninstall(uninstall::UninstallArgs),
    Receipt(receipt::ReceiptArgs),
    Check(check::CheckArgs),
    List(list::ListArgs),
    Show(show::ShowArgs),
    Which(which::WhichArgs),
    Remove(remove::RemoveArgs),
    Completions(completions::CompletionsArgs),
    Man(man::ManArgs),
    Help(help::HelpArgs),
}

impl Command {
    /// Runs the verb. `definition` makes the whole command line, for the verbs that describe it.
    ///
    /// # Errors
    /// The failure that is told to the person.
    pub fn run(self, context: &Context, definition: fn() -> clap::Command) -> Result<Verdict, Failure> {
        let mut verdict = Verdict::Done;
        let done = match self {
            Self::Seal(args) => seal::run(*args, context),
            Self::Inspect(args) => inspect::run(&args, context),
            Self::Open(args) => open::run(&args, context),
            Self::Install(args) => install::run(&args, context),
            Self::Uninstall(args) => uninstall::run(&args, context),
            Self::Receipt(args) => receipt::run(&args, context),
            Self::Check(args) => check::run(&args, context).map(|found| verdict = found),
            Self::List(args) => list::run(&args, context),
            Self::Show(args) => show::run(&args, context),
            Self::Which(args) => which::run(&args, context),
            Self::Remove(args) => remove::run(&args, context),
            Self::Completions(args) => completions::run(&args, context, definition()),
            Self::Man(args) => man::run(&args, context, definition()),
            Self::Help(args) => help::run(&args, context, definition()),
        };
        // The verbs that write say it more exactly.
        done.map(|()| verdict).map_err(|failure| failure.unchanged("everything: this command only reads"))
    }
}

/// Tells a verb's result.
fn report(context: &Context, report: &dyn Report) -> Result<(), Failure> {
    context.output.report(report).map_err(|error| Failure::output(&error))
}

//! The verbs: one file each, with its arguments, its work and its report. No verb imports another.
//!
//! To add one, write its file here, and add it to [`Command`] and to [`Command::run`].

pub mod add;
pub mod audit_log;
pub mod check;
pub mod complete;
pub mod completions;
pub mod credential_process;
pub mod edit;
pub mod exec;
pub mod help;
pub mod import;
pub mod init;
pub mod inspect;
pub mod install;
pub mod list;
pub mod lock;
pub mod man;
pub mod mfa;
pub mod open;
pub mod passwd;
pub mod password;
pub mod receipt;
pub mod rekey;
pub mod remove;
pub mod rename;
pub mod rotate;
pub mod schedule;
pub mod seal;
pub mod show;
pub mod status;
pub mod uninstall;
pub mod unlock;
pub mod verify;
pub mod which;
pub mod who;

use clap::Subcommand;

use crate::context::Context;
use crate::domain::Holder;
use crate::failure::Failure;
use crate::output::Report;
use crate::vault::{Record, Rows};
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
    Rotate(rotate::RotateArgs),
    Import(import::ImportArgs),
    Who(who::WhoArgs),
    AuditLog(audit_log::AuditLogArgs),
    Status(status::StatusArgs),
    Schedule(schedule::ScheduleArgs),
    Which(which::WhichArgs),
    Check(check::CheckArgs),
    Init(init::InitArgs),
    Add(Box<add::AddArgs>),
    List(list::ListArgs),
    Show(show::ShowArgs),
    Edit(Box<edit::EditArgs>),
    Rename(rename::RenameArgs),
    Remove(remove::RemoveArgs),
    Verify(verify::VerifyArgs),
    Exec(exec::ExecArgs),
    CredentialProcess(credential_process::CredentialProcessArgs),
    Unlock(unlock::UnlockArgs),
    Lock(lock::LockArgs),
    Passwd(passwd::PasswdArgs),
    Rekey(rekey::RekeyArgs),
    Mfa(Box<mfa::MfaArgs>),
    Password(password::PasswordArgs),
    Completions(completions::CompletionsArgs),
    Complete(complete::CompleteArgs),
    Man(man::ManArgs),
    Help(help::HelpArgs),
}

/// Makes the definition of the whole command line.
#[derive(Debug, Clone, Copy)]
pub struct Definition {
    /// Without the headings of its help, which take time.
    pub bare: fn() -> clap::Command,
    /// With them.
    pub with_headings: fn() -> clap::Command,
}

impl Command {
    /// Runs the verb. `definition` is for the verbs that describe the command line.
    ///
    /// # Errors
    /// The failure that is told to the person.
    pub fn run(self, context: &Context, definition: Definition) -> Result<Verdict, Failure> {
        let mut verdict = Verdict::Done;
        let done = match self {
            Self::Seal(args) => seal::run(*args, context).map(|found| verdict = found),
            Self::Inspect(args) => inspect::run(&args, context),
            Self::Open(args) => open::run(&args, context),
            Self::Install(args) => install::run(&args, context),
            Self::Uninstall(args) => uninstall::run(&args, context),
            Self::Receipt(args) => receipt::run(&args, context),
            Self::Rotate(args) => rotate::run(&args, context),
            Self::Import(args) => import::run(&args, context).map(|found| verdict = found),
            Self::Who(args) => who::run(&args, context),
            Self::AuditLog(args) => audit_log::run(&args, context).map(|found| verdict = found),
            Self::Status(args) => status::run(&args, context).map(|found| verdict = found),
            Self::Schedule(args) => schedule::run(&args, context),
            Self::Which(args) => which::run(&args, context),
            Self::Check(args) => check::run(&args, context).map(|found| verdict = found),
            Self::Init(args) => init::run(&args, context),
            Self::Add(args) => add::run(&args, context),
            Self::List(args) => list::run(&args, context),
            Self::Show(args) => show::run(&args, context),
            Self::Edit(args) => edit::run(&args, context),
            Self::Rename(args) => rename::run(&args, context),
            Self::Remove(args) => remove::run(&args, context),
            Self::Verify(args) => verify::run(&args, context).map(|found| verdict = found),
            Self::Exec(args) => exec::run(args, context),
            Self::CredentialProcess(args) => credential_process::run(&args, context),
            Self::Unlock(args) => unlock::run(args, context),
            Self::Lock(args) => lock::run(&args, context),
            Self::Passwd(args) => passwd::run(args, context),
            Self::Rekey(args) => rekey::run(&args, context),
            Self::Mfa(args) => mfa::run(*args, context),
            Self::Password(args) => password::run(args, context).map(|found| verdict = found),
            Self::Completions(args) => completions::run(&args, context),
            Self::Complete(args) => complete::run(&args, context, &(definition.bare)()),
            Self::Man(args) => man::run(&args, context, (definition.with_headings)()),
            Self::Help(args) => help::run(&args, context, (definition.with_headings)()),
        };
        // The verbs that write say it more exactly.
        done.map(|()| verdict).map_err(|failure| failure.unchanged("everything: this command only reads"))
    }
}

/// Of a ledger without records.
const EMPTY: &str = "The ledger is empty. `akvault seal FILE --for HOLDER` makes the first record.";

/// Tells a verb's result.
fn report(context: &Context, report: &dyn Report) -> Result<(), Failure> {
    context.output.report(report).map_err(|error| Failure::output(&error))
}

/// What a record says may have been changed by somebody else.
fn warn_of_break(record: &Record, context: &Context) {
    if let Some(at) = record.history_breaks_at() {
        context.output.warn(&format!("the history of `{}` was edited or cut: event {at} does not follow", record.name));
    }
}

/// Asks whether a holder of whom no record is yet was mistyped.
fn warn_of_slip(holder: &Holder, rows: &Rows, context: &Context) {
    if let Some(near) = holder.slip_of(rows.iter().map(|row| row.holder)) {
        context.output.warn(&asked_of(holder, near));
    }
}

fn asked_of(holder: &Holder, near: &str) -> String {
    format!("{holder}: no record is of them yet; did you mean `{near}`?")
}

/// Tells that no record is of this holder: a filter that lets nothing through looks like a ledger in which all is well.
fn warn_of_nobody(holder: &Holder, rows: &Rows, context: &Context) {
    // What cannot be read may be theirs.
    if rows.is_empty() || !rows.faults().is_empty() {
        return;
    }
    let next = holder.nearest(rows.iter().map(|row| row.holder)).map(|near| format!("did you mean `{near}`?"));
    let next = next.unwrap_or_else(|| "`akvault who` shows what somebody could have opened".into());
    context.output.warn(&format!("no record is of {holder}: {next}"));
}

//! `password check`: how good a typed password is. Nothing of it is kept or sent.

use clap::Args;
use serde_json::{Value, json};

use crate::bundle::passphrase::guesses_log10;
use crate::commands::report;
use crate::context::Context;
use crate::cursor::Values;
use crate::domain::console_password::complaints;
use crate::failure::{Failure, Kind};
use crate::output::{Page, Report};

/// Check a password against the rules that RAM's policy can have, and how soon it could be guessed
///
/// The terminal asks for it without showing it.
#[derive(Debug, Args)]
pub(super) struct CheckArgs {
    /// The user whose password it is, whose name may not be in it
    #[arg(long, value_name = "USER", add = Values::Free)]
    user: Option<String>,
}

/// A console asks for no more than some thousand tries, but passwords leak from other sites as hashes.
const LEAST_GUESSES_LOG10: u32 = 10;

/// Runs the verb.
///
/// # Errors
/// When there is something against it, or nobody types one.
pub(super) fn run(args: &CheckArgs, context: &Context) -> Result<(), Failure> {
    let typed = context.terminal.ask_hidden("Password (not shown):")?;
    let complaints = complaints(&typed, args.user.as_deref());
    let checked = Checked { guesses_log10: guesses_log10(&typed), complaints };
    report(context, &checked)?;
    let weak = checked.guesses_log10 < LEAST_GUESSES_LOG10;
    match (weak, checked.complaints.is_empty()) {
        (false, true) => Ok(()),
        (true, _) => Err(refused("the password can be guessed too soon")),
        (false, false) => Err(refused("RAM's policy may refuse the password")),
    }
}

fn refused(what: &'static str) -> Failure {
    Failure::new(Kind::Failed, what)
        .unchanged("everything: nothing of it is kept")
        .next("`akvault password new` makes a good one")
}

struct Checked {
    guesses_log10: u32,
    complaints: Vec<String>,
}

impl Report for Checked {
    fn human(&self, page: &mut Page) {
        page.line(&format!("It takes about 10^{} tries to guess.", self.guesses_log10));
        self.complaints.iter().for_each(|complaint| page.line(complaint));
    }

    fn json(&self) -> Value {
        json!({ "guesses_log10": self.guesses_log10, "complaints": self.complaints })
    }
}

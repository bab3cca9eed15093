//! `password forget`: no longer remind of a password. The password itself is untouched.

use clap::Args;
use serde_json::{Value, json};

use crate::commands::report;
use crate::context::Context;
use crate::cursor::Values;
use crate::domain::Name;
use crate::failure::Failure;
use crate::interrupt::shield;
use crate::output::{Page, Report};

/// Forget when a password was changed
#[derive(Debug, Args)]
pub(super) struct ForgetArgs {
    /// What it is called here
    #[arg(value_parser = Name::new, add = Values::Password)]
    name: Name,
}

/// Runs the verb.
///
/// # Errors
/// When there is none of that name, or its record cannot be removed.
pub(super) fn run(args: &ForgetArgs, context: &Context) -> Result<(), Failure> {
    forget(args, context).map_err(|failure| failure.unchanged("the ledger is as it was"))
}

fn forget(args: &ForgetArgs, context: &Context) -> Result<(), Failure> {
    let ledger = context.lock_ledger()?;
    {
        let _shield = shield();
        ledger.remove_password(&args.name)?;
    }
    report(context, &Forgotten { name: args.name.clone() })
        .map_err(|failure| failure.unchanged("it is forgotten; only the report is missing"))
}

struct Forgotten {
    name: Name,
}

impl Report for Forgotten {
    fn human(&self, page: &mut Page) {
        page.line(&format!("Forgot the password `{}`", self.name));
    }

    fn json(&self) -> Value {
        json!({ "name": self.name.as_str(), "forgotten": true })
    }
}

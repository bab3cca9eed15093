//! `remove`: forget a record.

use clap::Args;
use serde_json::{Value, json};

use super::report;
use crate::context::Context;
use crate::domain::Name;
use crate::failure::Failure;
use crate::interrupt::shield;
use crate::output::{Page, Report};

/// Remove a record from the ledger
///
/// The AccessKey itself stays valid in the cloud, and installed wherever it is.
#[derive(Debug, Args)]
pub struct RemoveArgs {
    /// The record
    #[arg(value_parser = Name::new)]
    name: Name,
    /// Do not ask
    #[arg(short, long)]
    force: bool,
    /// Only say what would be removed
    #[arg(short = 'n', long)]
    dry_run: bool,
}

/// Runs the verb.
///
/// # Errors
/// When there is no such record, nobody agrees, or it cannot be removed.
pub fn run(args: &RemoveArgs, context: &Context) -> Result<(), Failure> {
    remove(args, context).map_err(|failure| failure.unchanged("the ledger is as it was"))
}

fn remove(args: &RemoveArgs, context: &Context) -> Result<(), Failure> {
    let vault = context.vault()?;
    // A record that cannot be read can still be removed.
    let (masked, is_kept, is_asked_for) = match vault.record(&args.name) {
        Ok(record) => (record.masked_id(), record.is_kept(), record.is_asked_for()),
        Err(crate::vault::Error::Record { .. }) => (None, false, false),
        Err(error) => return Err(error.into()),
    };
    if is_asked_for {
        context.output.warn(&format!(
            "profiles that ask the vault for `{}` will not find it: point them at another key, or delete them",
            args.name
        ));
    }
    if !args.dry_run {
        agree(args, masked.as_deref(), is_kept, context)?;
        let ledger = context.lock_ledger()?;
        let _shield = shield();
        ledger.remove(&args.name)?;
    }
    report(context, &Removed { name: args.name.clone(), masked, done: !args.dry_run }).map_err(|failure| {
        if args.dry_run { failure } else { failure.unchanged("the record is removed; only the report is missing") }
    })
}

fn agree(args: &RemoveArgs, masked: Option<&str>, is_kept: bool, context: &Context) -> Result<(), Failure> {
    if args.force {
        return Ok(());
    }
    let question = format!(
        "The ledger will forget `{}` ({}): its deadline, receipts and history{}.",
        args.name,
        masked.unwrap_or("no AccessKey"),
        if is_kept { ", and the only copy of its secret in this vault" } else { "" }
    );
    context.confirm(&question, args.name.as_str(), "give --force to remove without asking")
}

struct Removed {
    name: Name,
    masked: Option<String>,
    done: bool,
}

impl Report for Removed {
    fn human(&self, page: &mut Page) {
        let masked = self.masked.as_deref().unwrap_or("no AccessKey");
        if self.done {
            page.line(&format!(
                "Removed `{}` ({masked}) from the ledger. The AccessKey itself is still valid.",
                self.name
            ));
        } else {
            page.line(&format!("Would remove `{}` ({masked}) from the ledger.", self.name));
        }
    }

    fn json(&self) -> Value {
        json!({ "name": self.name.as_str(), "access_key_id": self.masked, "removed": self.done })
    }
}

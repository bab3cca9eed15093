//! `rename`: give a record another name.
//!
//! A sealed secret repeats the name of its record, so it is opened and sealed anew. The new record and
//! the removal of the old one are one step; a kill between them is finished by the next run.

use clap::Args;
use serde_json::{Value, json};

use super::report;
use crate::context::Context;
use crate::domain::{AccessKey, Name};
use crate::failure::{Failure, Kind};
use crate::interrupt::shield;
use crate::opening::KeyArgs;
use crate::output::{Page, Report};
use crate::unlocking;
use crate::vault::{Ledger, Record, What};

/// Give a record another name
#[derive(Debug, Args)]
pub struct RenameArgs {
    /// The record
    #[arg(value_parser = Name::new)]
    old: Name,
    /// What it is going to be called
    #[arg(value_parser = Name::new)]
    new: Name,
    #[command(flatten)]
    keys: KeyArgs,
}

/// Runs the verb.
///
/// # Errors
/// When there is no such record, the new name is taken, or a secret that is kept does not open.
pub fn run(args: &RenameArgs, context: &Context) -> Result<(), Failure> {
    rename(args, context).map_err(|failure| failure.unchanged("the ledger is as it was"))
}

fn rename(args: &RenameArgs, context: &Context) -> Result<(), Failure> {
    context.finish_interrupted()?;
    let vault = context.vault()?;
    let record = vault.record(&args.old)?;
    refuse_taken(args, &vault.names()?)?;
    let key = if record.is_kept() { Some(unlocking::access_key(&record, &args.keys, context)?) } else { None };
    let ledger = context.lock_ledger()?;
    refuse_taken(args, &ledger.vault().names()?)?;
    let renamed = renamed(args, &record, key.as_ref(), &ledger, context)?;
    if record.is_asked_for() {
        context.output.warn(&format!(
            "profiles that ask the vault for `{}` will not find it: run `akvault install --client aliyun --external {}`",
            args.old, args.new
        ));
    }
    {
        let _shield = shield();
        ledger.commit_journaled(vec![ledger.stage(&renamed)?, ledger.stage_removal(&args.old)?])?;
    }
    report(context, &Renamed { old: args.old.clone(), new: args.new.clone() })
        .map_err(|failure| failure.unchanged("the record is renamed; only the report is missing"))
}

fn refuse_taken(args: &RenameArgs, names: &[Name]) -> Result<(), Failure> {
    if args.old == args.new {
        return Err(Failure::new(Kind::Usage, format!("it is called `{}` already", args.old)).next("give another name"));
    }
    if names.contains(&args.new) {
        return Err(Failure::new(Kind::Conflict, format!("the name `{}` is taken by another record", args.new))
            .next("give another name"));
    }
    Ok(())
}

/// The record as it is now, under its new name.
fn renamed(
    args: &RenameArgs,
    seen: &Record,
    key: Option<&AccessKey>,
    ledger: &Ledger,
    context: &Context,
) -> Result<Record, Failure> {
    let mut record = ledger.vault().record(&args.old)?;
    if record.sealed_secret != seen.sealed_secret {
        return Err(Failure::new(Kind::Busy, "another run has changed the secret in the meantime")
            .next("run the command again"));
    }
    let facts = [("from", args.old.as_str()), ("to", args.new.as_str())];
    record.history.note(context.clock.now(), What::Renamed, &facts);
    let recipients = key.map(|_| ledger.vault().recipients()).transpose()?;
    Ok(record.renamed(args.new.clone(), key.zip(recipients.as_ref()))?)
}

struct Renamed {
    old: Name,
    new: Name,
}

impl Report for Renamed {
    fn human(&self, page: &mut Page) {
        page.line(&format!("`{}` is now called `{}`.", self.old, self.new));
    }

    fn json(&self) -> Value {
        json!({ "old": self.old.as_str(), "name": self.new.as_str() })
    }
}

//! `add`: keep the secret of an AccessKey in the vault, sealed to the vault's public keys.
//!
//! No passphrase is needed for that. The record is made, or the one of the same key gets its secret;
//! a secret that is kept already is not replaced.

use clap::Args;
use serde_json::{Value, json};

use super::report;
use crate::context::Context;
use crate::cursor::Values;
use crate::domain::{Holder, Name};
use crate::failure::{Failure, Kind};
use crate::gathering::{Gathered, SourceArgs};
use crate::interrupt::shield;
use crate::output::{Page, Report};
use crate::seal::Recipients;
use crate::unlocking::sealed_to;
use crate::vault::{self, Ledger, Record, What};

/// Keep an AccessKey in the vault, sealed
///
/// FILE is what the console or the API gave, as for `seal`; `akvault help formats` lists the kinds.
/// Without FILE, the terminal asks for the AccessKey ID and secret.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  akvault add shop AccessKey.csv --for shop --remove-source")]
pub struct AddArgs {
    /// What the record is called
    #[arg(value_parser = Name::new, add = Values::Free)]
    name: Name,
    #[command(flatten)]
    source: SourceArgs,
    /// The one person or application that the key is for
    #[arg(long = "for", value_name = "HOLDER", value_parser = Holder::new)]
    holder: Holder,
    /// Check the source and the options and say what would be kept, but write nothing
    #[arg(short = 'n', long)]
    dry_run: bool,
}

/// Runs the verb.
///
/// # Errors
/// When there is no vault, the source is not in order, or the record cannot be written.
pub fn run(args: &AddArgs, context: &Context) -> Result<(), Failure> {
    add(args, context).map_err(|failure| failure.unchanged("nothing was kept, and the source is as it was"))
}

fn add(args: &AddArgs, context: &Context) -> Result<(), Failure> {
    args.source.check(context)?;
    let recipients = context.vault()?.recipients()?;
    let mut gathered = args.source.gather(&args.holder, context)?;
    gathered.oddities(context.today()).for_each(|oddity| context.output.warn(&oddity));
    super::warn_of_slip(&args.holder, &context.vault()?.rows()?, context);
    args.source.refuse_second_holder(&gathered.access_key.id, &args.holder, &context.vault()?)?;
    if args.dry_run {
        return report(context, &Kept::of(args, &gathered, &recipients, false));
    }
    let ledger = context.lock_ledger()?;
    let mut record = record(args, &gathered, &ledger, context)?;
    // Read under the lock: a `rekey` may have changed them in the meantime.
    let recipients = ledger.vault().recipients()?;
    let forced = args.source.force.then_some(vault::FORCED);
    record.keep_and_note(&gathered.access_key, &recipients, context.clock.now(), forced.as_slice())?;
    {
        let _shield = shield();
        ledger.save(&record)?;
    }
    let removed = remove_source(args, &mut gathered, &mut record, &ledger, context)?;
    report(context, &Kept { removed, ..Kept::of(args, &gathered, &recipients, true) })
        .map_err(|failure| failure.unchanged("the key is kept; only the report is missing"))
}

/// The record of the key, which may be there already, but without its secret.
fn record(args: &AddArgs, gathered: &Gathered, ledger: &Ledger, context: &Context) -> Result<Record, Failure> {
    let id = &gathered.access_key.id;
    args.source.refuse_second_holder(id, &args.holder, ledger.vault())?;
    let Some(mut known) = ledger.of_key(id, &args.holder)? else {
        let name = ledger.free_name(Some(&args.name), &args.holder).map_err(with_another_name)?;
        let issued = gathered.issued.clone();
        return Ok(Record::new(name, Some(id.clone()), args.holder.clone(), issued, context.clock.now()));
    };
    if known.name != args.name {
        return Err(Failure::new(Kind::Conflict, format!("this AccessKey is in the ledger as `{}`", known.name))
            .next(format!("run `akvault add {}`, or `akvault rename` it", known.name)));
    }
    if known.is_kept() {
        return Err(Failure::new(Kind::Conflict, format!("the vault keeps the secret of `{}` already", known.name))
            .next("nothing is to be done: `akvault verify` tells whether it opens"));
    }
    known.update(gathered.issued.clone());
    Ok(known)
}

fn with_another_name(error: vault::Error) -> Failure {
    Failure::from(error).next("give another name")
}

/// Only after the record was read back from the disk.
fn remove_source(
    args: &AddArgs,
    gathered: &mut Gathered,
    record: &mut Record,
    ledger: &Ledger,
    context: &Context,
) -> Result<bool, Failure> {
    let Some(source) = gathered.source.take().filter(|_| args.source.remove_source) else { return Ok(false) };
    let kept = |failure: Failure| failure.unchanged("the key is kept; the source is still there");
    let there = ledger.vault().record(&record.name).map_err(|error| kept(error.into()))?;
    if there.sealed_secret != record.sealed_secret {
        return Err(kept(crate::seal::Error::Damaged.into()));
    }
    source.remove().map_err(|error| kept(error.into()))?;
    record.history.note(context.clock.now(), What::SourceRemoved, &[]);
    ledger.save(record).map_err(|error| Failure::from(error).unchanged("the key is kept; the source is deleted"))?;
    Ok(true)
}

struct Kept {
    name: Name,
    masked: String,
    holder: String,
    rotate_by: String,
    sealed: String,
    done: bool,
    removed: bool,
}

impl Kept {
    fn of(args: &AddArgs, gathered: &Gathered, recipients: &Recipients, done: bool) -> Self {
        Self {
            name: args.name.clone(),
            masked: gathered.access_key.id.masked(),
            holder: args.holder.to_string(),
            rotate_by: gathered.issued.rotate_by.to_string(),
            sealed: sealed_to(recipients),
            done,
            removed: false,
        }
    }
}

impl Report for Kept {
    fn human(&self, page: &mut Page) {
        let verb = if self.done { "Keeps" } else { "Would keep" };
        page.line(&format!("{verb} {} of {} as `{}`, {}", self.masked, self.holder, self.name, self.sealed));
        page.field("rotate by", Some(&self.rotate_by));
        if self.removed {
            page.line(crate::gathering::SOURCE_IS_DELETED);
        }
    }

    fn json(&self) -> Value {
        json!({
            "name": self.name.as_str(),
            "access_key_id": self.masked,
            "holder": self.holder,
            "rotate_by": self.rotate_by,
            "kept": self.done,
            "source_removed": self.removed,
        })
    }
}

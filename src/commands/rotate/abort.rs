//! `rotate --abort`: the old key stays as it is in the cloud, and its successor becomes a key of its own.
//!
//! A key that is deleted has no way back here.

use super::told::Aborted;
use super::{RotateArgs, is_deleted, write};
use crate::commands::report;
use crate::context::Context;
use crate::domain::rotation::{Facts, Rotation, Step};
use crate::failure::{Failure, Kind};
use crate::vault::{Ledger, Record, Rotations, What};

/// The old key's notes go, and so does what ties the successor to it.
pub(super) fn abort(
    facts: &Facts,
    rotations: &Rotations<'_>,
    args: &RotateArgs,
    ledger: Option<&Ledger>,
    context: &Context,
) -> Result<(), Failure> {
    match facts.stage() {
        None => {
            return Err(Failure::new(Kind::Usage, format!("no rotation of `{}` has begun", facts.name))
                .next(format!("`akvault rotate {}` shows how it begins", facts.name)));
        }
        Some(_) if facts.noted.day(Step::Deleted).is_some() => return Err(is_deleted(facts)),
        Some(_) => {}
    }
    let is_tied = |record: &Record| record.is_of(&facts.id) || record.supersedes.as_ref() == Some(&facts.id);
    if let Some(ledger) = ledger {
        let mut records = ledger.vault().find(is_tied)?;
        for record in &mut records {
            untie(record, facts, args, context);
        }
        write(ledger, &records)?;
    }
    let successors = rotations.superseding(&facts.id).iter().filter_map(|record| rotations.facts(record)).collect();
    report(context, &Aborted { facts: facts.clone(), successors, done: ledger.is_some() })
        .map_err(|failure| failure.unchanged("the rotation is given up; only the report is missing"))
}

fn untie(record: &mut Record, facts: &Facts, args: &RotateArgs, context: &Context) {
    if record.is_of(&facts.id) {
        record.rotation = Rotation::default();
    } else {
        record.supersedes = None;
    }
    let (by, of) = (context.places.issuer(), facts.name.to_string());
    let mut noted = vec![("by", by.as_str()), ("of", of.as_str())];
    noted.extend(args.reason.as_deref().map(|reason| ("reason", reason)));
    record.history.note(context.clock.now(), What::RotationAborted, &noted);
}

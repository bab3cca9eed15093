//! `seal --roster`: many keys, each for its holder: one bundle and one text a row.
//!
//! Everything is checked before the first file is written. Then bundles are sealed by all processors, and some at a
//! time are written: under the ledger's lock the file of texts is replaced, and each bundle gets its name with its
//! record. The texts go first, so that no bundle is ever without its passphrase. The next run of one
//! that was interrupted sees by the ledger which keys are sealed, and seals the others; a text whose
//! bundle the ledger does not know goes, and with it what there is of that bundle.

mod halves;
mod plan;
mod press;
mod texts;
mod told;

use std::collections::BTreeMap;
use std::path::Path;

use self::halves::Places;
use self::plan::Plan;
use self::press::{Press, Sealed};
use self::texts::{Text, Texts};
use self::told::{Done, Told};
use super::{SealArgs, draft};
use crate::bundle::{Key, Sealing, second_channel_text};
use crate::commands::report;
use crate::context::Context;
use crate::failure::{Failure, Kind};
use crate::interrupt::shield;
use crate::private_file::{Directory, Owner, Policy, commit, remove};
use crate::vault::{Ledger, Record};
use crate::verdict::Verdict;

/// Seals a roster.
pub(super) fn run(args: &SealArgs, roster: &Path, context: &Context) -> Result<Verdict, Failure> {
    let missing = || Failure::new(Kind::Usage, "there is no place for the texts").next("give --passphrase-out FILE");
    let texts = args.passphrase_out.as_deref().ok_or_else(missing)?;
    let policy = Policy::new(Owner::effective(), args.follow);
    let plan = Plan::of(args, roster, texts, policy, context)?;
    if args.dry_run {
        let told = Told { done: plan.outcomes(), is_dry: true };
        return report(context, &told).map(|()| told.verdict());
    }
    for first_channel in [Some(&args.out), args.eml.as_ref()].into_iter().flatten() {
        refuse_same_directory(first_channel, texts, policy)?;
    }
    if args.eml.is_some() {
        draft::warn_of_no_address(plan.rows.iter().map(|row| &row.parcel.holder), context);
    }
    let places = Places::of(&args.out, texts, policy);
    let run = Run { args, texts, places, policy, context, sealing: context.sealing };
    let told = run.all(plan)?;
    report(context, &told).map_err(|failure| failure.unchanged("the bundles are written and noted"))?;
    Ok(told.verdict())
}

/// As for a single bundle; both directories are made where they are missing.
fn refuse_same_directory(out: &Path, texts: &Path, policy: Policy) -> Result<(), Failure> {
    let parent = texts.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if Directory::open(parent, policy)?.is_same(&Directory::open(out, policy)?)? {
        return Err(Failure::new(Kind::Usage, "the texts and the bundles may not lie in the same directory")
            .next("give --passphrase-out a file in another directory"));
    }
    drop(Texts::open(texts, policy)?);
    Ok(())
}

struct Run<'a> {
    args: &'a SealArgs,
    texts: &'a Path,
    places: Places,
    policy: Policy,
    context: &'a Context,
    sealing: Sealing,
}

impl Run<'_> {
    /// Bundles are written while others are sealed.
    fn all(&self, plan: Plan) -> Result<Told, Failure> {
        let Plan { rows, mut done } = plan;
        let mut progress = self.context.output.progress("sealed", rows.len());
        let count = || progress.add(1);
        let written = self.press().seal(rows, count, |mut some| {
            some.sort_by_key(|one| one.row.line);
            done.extend(self.write(some)?);
            Ok(())
        });
        written.map_err(|failure| after(&done, failure))?;
        done.sort_by_key(|one| one.line);
        Ok(Told { done, is_dry: false })
    }

    fn press(&self) -> Press<'_> {
        Press {
            out: &self.args.out,
            eml: self.args.eml.as_deref(),
            policy: self.policy,
            sealing: self.sealing,
            binary: self.args.binary,
            now: self.context.clock.now(),
        }
    }

    /// Texts first, then each bundle with its record.
    fn write(&self, sealed: Vec<Sealed>) -> Result<Vec<Done>, Failure> {
        let ledger = self.context.lock_ledger()?;
        let known = plan::index(ledger.vault().find(|_| true)?);
        let (new, sealed_before): (Vec<Sealed>, Vec<Sealed>) =
            sealed.into_iter().partition(|one| !one.row.is_sealed_in(&known));
        let _shield = shield();
        self.write_texts(&new, &known)?;
        let mut done: Vec<Done> = sealed_before.iter().map(|one| one.row.told_as_before(&known)).collect();
        for one in new {
            let written = self.write_one(one, &ledger, &known);
            done.push(written.map_err(|failure| after(&done, failure))?);
        }
        Ok(done)
    }

    fn write_texts(&self, new: &[Sealed], known: &Known) -> Result<(), Failure> {
        let mut texts = Texts::open(self.texts, self.policy)?;
        let is_known =
            |id: &str| known.values().flatten().any(|record| record.bundles.iter().any(|bundle| bundle.is_called(id)));
        let orphans = texts.without_unknown(is_known);
        self.remove_left(&self.args.out, "age", &orphans)?;
        self.args.eml.as_deref().map_or(Ok(()), |eml| self.remove_left(eml, "eml", &orphans))?;
        texts.add(new.iter().map(|one| Text {
            phone: one.row.phone.clone().unwrap_or_default(),
            holder: one.row.parcel.holder.to_string(),
            message: match &one.row.key {
                Key::Generated(passphrase) | Key::Chosen(passphrase) => second_channel_text(&one.packed.id, passphrase),
                Key::Recipients(_) => one.packed.id.long().into(),
            },
        }));
        Ok(commit(vec![texts.stage()?])?)
    }

    /// Files of bundles that an interrupted run left, and nobody can open.
    fn remove_left(&self, folder: &Path, extension: &str, orphans: &[String]) -> Result<(), Failure> {
        let folder = Directory::open(folder, self.policy)?;
        let names = folder.names()?;
        for name in orphans.iter().map(|id| format!("{id}.{extension}")) {
            if names.iter().any(|there| there.to_str() == Some(&name)) {
                remove(&folder, name.as_ref())?;
            }
        }
        Ok(())
    }

    fn write_one(&self, one: Sealed, ledger: &Ledger, known: &Known) -> Result<Done, Failure> {
        let Sealed { row, packed, bundle, draft } = one;
        let record = row.parcel.noted(
            row.known(known).map(|old| ledger.vault().record(&old.name)).transpose()?,
            &packed,
            &self.places.facts(),
            self.context.clock.now(),
            || Ok(ledger.free_name(None, &row.parcel.holder)?),
        )?;
        let path = bundle.path();
        let staged = std::iter::once(bundle).chain(draft).chain([ledger.stage(&record)?]);
        commit(staged.collect())?;
        Ok(row.told(Some((packed.id.to_string(), path, record.name.to_string()))))
    }
}

/// The records by the key that they are of.
type Known = BTreeMap<String, Vec<Record>>;

/// What was written before it failed stays, and the next run goes on from there.
fn after(done: &[Done], failure: Failure) -> Failure {
    if !done.iter().any(Done::is_new) {
        return failure;
    }
    failure.unchanged(
        "what was sealed so far is written and noted, and the sources are as they were; the same command does the rest",
    )
}

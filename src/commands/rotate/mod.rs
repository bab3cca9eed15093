//! `rotate`: the staged replacement of one key. It shows the single next step, and notes the steps that
//! are done.
//!
//! It never talks to the cloud: it shows commands, with ids and no secret, for whoever may run them. A
//! step whose conditions are missing is refused; with --force and a reason it is noted all the same,
//! and so are the reason and what was missing.

mod abort;
mod told;

use clap::{Args, ValueEnum};

use self::abort::abort;
use self::told::{Noting, Told};
use super::{report, warn_of_break};
use crate::context::Context;
use crate::domain::rotation::{Facts, Refusal, Rotation, Step, WAIT};
use crate::domain::{Day, Days, Name};
use crate::failure::{Failure, Kind};
use crate::interrupt::shield;
use crate::printable::is_unprintable;
use crate::vault::{Ledger, Record, Rotations, What};

/// Replace an AccessKey step by step: show the next step, and note what is done
///
/// The order: a successor is issued, and sealed for the holder; a receipt comes from every host that has
/// the old key; the old key is disabled; it stays so for a while, and nothing misses or uses it; it is
/// deleted. What the ledger sees by itself (a key that was sealed with --supersedes, receipts) need not be noted.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  akvault rotate alice
  akvault rotate alice --done issued
  akvault rotate alice --abort")]
pub struct RotateArgs {
    /// The record of the old key
    #[arg(value_parser = Name::new)]
    name: Name,
    /// Note that this step is done
    #[arg(long, value_name = "STEP", conflicts_with = "abort")]
    done: Option<Done>,
    /// When it was done (UTC) [default: today]
    #[arg(long, value_name = "DATE", value_parser = Day::parse, requires = "done")]
    date: Option<Day>,
    /// How long the old key stays disabled before it may be deleted
    #[arg(long, value_name = "DAYS", value_parser = Days::parse, default_value = WAIT)]
    wait: Days,
    /// Note it although a condition is missing
    #[arg(short, long, requires_all = ["done", "reason"])]
    force: bool,
    /// Why, for the history
    #[arg(long, value_name = "TEXT", value_parser = reason)]
    reason: Option<String>,
    /// Give the rotation up: the old key stays, and its successor becomes a key of its own
    #[arg(long)]
    abort: bool,
    /// Only say what would be noted
    #[arg(short = 'n', long)]
    dry_run: bool,
}

/// What can be noted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Done {
    /// The successor is created in the cloud
    Issued,
    /// The successor is sealed for the holder
    Sealed,
    /// Every host that has the old key has the new one
    Installed,
    /// The old key is disabled in the cloud
    Disabled,
    /// The old key was disabled long enough, and nothing has used it
    Unused,
    /// The old key is deleted in the cloud
    Deleted,
    /// The old key had to be enabled again
    Enabled,
}

impl Done {
    /// None for the way back.
    fn step(self) -> Option<Step> {
        match self {
            Self::Issued => Some(Step::Issued),
            Self::Sealed => Some(Step::Sealed),
            Self::Installed => Some(Step::Installed),
            Self::Disabled => Some(Step::Disabled),
            Self::Unused => Some(Step::Unused),
            Self::Deleted => Some(Step::Deleted),
            Self::Enabled => None,
        }
    }
}

/// A line of printable characters.
fn reason(text: &str) -> Result<String, &'static str> {
    let text = text.trim();
    let is_bad = text.is_empty() || text.len() > 254 || text.chars().any(|c| is_unprintable(c) || c.is_control());
    if is_bad { Err("use 1 to 254 printable characters") } else { Ok(text.to_owned()) }
}

/// Runs the verb.
///
/// # Errors
/// When there is no such key, or a step is refused.
pub fn run(args: &RotateArgs, context: &Context) -> Result<(), Failure> {
    if args.wait.count() == 0 {
        return Err(Failure::new(Kind::Usage, "the cloud tells the last use hours late: wait for a day at least")
            .next(format!("give --wait {WAIT}")));
    }
    if args.done.is_none() && !args.abort {
        return show(args, context);
    }
    change(args, context).map_err(|failure| failure.unchanged("the ledger is as it was"))
}

fn show(args: &RotateArgs, context: &Context) -> Result<(), Failure> {
    if args.reason.is_some() {
        return Err(
            Failure::new(Kind::Usage, "there is nothing to note the reason with").next("give --done STEP or --abort")
        );
    }
    let vault = context.vault()?;
    let record = vault.record(&args.name)?;
    for fault in vault.rows()?.faults() {
        context.output.warn(&format!("{fault}; whether it is of this key cannot be told"));
    }
    let records = vault.find(|record| record.access_key_id.is_some())?;
    let facts = facts(&record, &Rotations::over(&records), context)?;
    report(context, &Told::new(facts, args.wait, context.today()))
}

/// With a warning for each record that they rest on and that somebody has changed.
fn facts(record: &Record, rotations: &Rotations<'_>, context: &Context) -> Result<Facts, Failure> {
    let facts = rotations.facts(record).ok_or_else(|| {
        Failure::new(
            Kind::Usage,
            format!("`{}` is a file that was sealed as it is: it has no key to rotate", record.name),
        )
        .next("`akvault list` shows all names")
    })?;
    let all = rotations.same_key(&facts.id).iter().chain(rotations.superseding(&facts.id));
    all.for_each(|record| warn_of_break(record, context));
    Ok(facts)
}

/// Everything is looked at under the lock, so that no receipt comes in between.
fn change(args: &RotateArgs, context: &Context) -> Result<(), Failure> {
    if args.dry_run {
        return change_in(None, args, context);
    }
    let ledger = context.lock_ledger()?;
    change_in(Some(&ledger), args, context)
}

fn change_in(ledger: Option<&Ledger>, args: &RotateArgs, context: &Context) -> Result<(), Failure> {
    let record = context.vault()?.record(&args.name)?;
    let records = context.vault()?.find(|record| record.access_key_id.is_some())?;
    let rotations = Rotations::over(&records);
    let facts = facts(&record, &rotations, context)?;
    match args.done {
        Some(done) => note(done, &facts, args, ledger, context),
        None => abort(&facts, &rotations, args, ledger, context),
    }
}

fn note(
    done: Done,
    facts: &Facts,
    args: &RotateArgs,
    ledger: Option<&Ledger>,
    context: &Context,
) -> Result<(), Failure> {
    let today = context.today();
    let day = args.date.unwrap_or(today);
    let (noted, missing) = match done.step() {
        Some(step) => {
            let noted = facts.done(step, day, args.wait, today, args.force);
            let noted = noted.map_err(|refusal| refused(step, &refusal, facts))?;
            (noted, facts.missing(step, args.wait, day))
        }
        None => (enabled(facts, day, today)?, Vec::new()),
    };
    let changes = noted != facts.noted;
    let missing: Vec<String> = missing.iter().map(ToString::to_string).collect();
    if let (true, Some(ledger)) = (changes, ledger) {
        let event = Event { done, day, missing: missing.join("; ") };
        save(&noted, &event, facts, args, ledger, context)?;
    }
    for missing in &missing {
        context.output.warn(&format!("going on because of --force: {missing}"));
    }
    let mut forced = facts.forced.clone();
    if let (true, Some(step), Some(reason)) = (changes && !missing.is_empty(), done.step(), &args.reason) {
        forced.insert(step, reason.clone());
    }
    let told = Told::new(Facts { noted, forced, ..facts.clone() }, args.wait, today);
    let noting = match (changes, ledger) {
        (false, _) => Noting::Known,
        (true, Some(_)) => Noting::Noted,
        (true, None) => Noting::Wanted,
    };
    report(context, &told.after(done_word(done), noting))
        .map_err(|failure| failure.unchanged("the step is noted; only the report is missing"))
}

fn done_word(done: Done) -> &'static str {
    done.step().map_or("enabled", Step::as_str)
}

fn refused(step: Step, refusal: &Refusal, facts: &Facts) -> Failure {
    let what = format!("the step `{}` of `{}` cannot be noted: {refusal}", step.as_str(), facts.name);
    match refusal {
        Refusal::Future | Refusal::BeforeKey(_) | Refusal::Before(..) => {
            Failure::new(Kind::Usage, what).next("check --date and the clock")
        }
        Refusal::Missing(_) => Failure::new(Kind::Failed, what).next(format!(
            "`akvault rotate {}` shows what is to be done; --force --reason TEXT notes it all the same",
            facts.name
        )),
    }
}

fn enabled(facts: &Facts, day: Day, today: Day) -> Result<Rotation, Failure> {
    if facts.noted.day(Step::Deleted).is_some() {
        return Err(is_deleted(facts));
    }
    let Some(disabled) = facts.noted.day(Step::Disabled) else { return Ok(facts.noted.clone()) };
    if day > today || day < disabled {
        return Err(Failure::new(
            Kind::Usage,
            format!("the key was disabled on {disabled}, and enabled between then and today"),
        )
        .next("check --date and the clock"));
    }
    let mut noted = facts.noted.clone();
    noted.enable();
    Ok(noted)
}

fn is_deleted(facts: &Facts) -> Failure {
    Failure::new(Kind::Failed, format!("the key of `{}` is deleted", facts.name))
        .next("within 30 days the recycle bin of the RAM console can restore it; then seal it again under another name")
}

/// What is noted in the history.
struct Event {
    done: Done,
    day: Day,
    missing: String,
}

impl Event {
    fn what(&self) -> What {
        match self.done {
            Done::Disabled => What::Disabled,
            Done::Deleted => What::Deleted,
            Done::Enabled => What::Enabled,
            Done::Issued | Done::Sealed | Done::Installed | Done::Unused => What::Rotation,
        }
    }

    fn note(&self, record: &mut Record, args: &RotateArgs, context: &Context) {
        let (day, by) = (self.day.to_string(), context.places.issuer());
        let mut facts = vec![("step", done_word(self.done)), ("day", &day), ("by", &by)];
        facts.extend(args.reason.as_deref().map(|reason| ("reason", reason)));
        facts.extend((!self.missing.is_empty()).then_some(("forced", self.missing.as_str())));
        record.history.note(context.clock.now(), self.what(), &facts);
    }
}

/// In every record of the key: there is one for each holder.
fn save(
    noted: &Rotation,
    event: &Event,
    facts: &Facts,
    args: &RotateArgs,
    ledger: &Ledger,
    context: &Context,
) -> Result<(), Failure> {
    let mut records = ledger.vault().find(|record| record.is_of(&facts.id))?;
    for record in &mut records {
        record.rotation = noted.clone();
        event.note(record, args, context);
    }
    write(ledger, &records)
}

fn write(ledger: &Ledger, records: &[Record]) -> Result<(), Failure> {
    let _shield = shield();
    match records {
        [record] => ledger.save(record)?,
        many => ledger.commit_journaled(many.iter().map(|record| ledger.stage(record)).collect::<Result<_, _>>()?)?,
    }
    Ok(())
}

//! `audit-log`: what happened to all keys, or to one, in the order of time; and where a history does not
//! follow from what stands before it.
//!
//! A chain is checked whole, whatever is asked for: a filter hides events, never a break.

use clap::Args;
use clap::builder::PossibleValuesParser;
use serde_json::{Value, json};

use super::{EMPTY, report};
use crate::context::Context;
use crate::domain::{Day, Holder, Name};
use crate::failure::Failure;
use crate::output::{Page, Report};
use crate::vault::{Event, Record, What};
use crate::verdict::Verdict;

/// Show what happened to the AccessKeys in the ledger, in the order of time
///
/// Every history is chained by hashes. Where an event does not follow from the one before, it is marked,
/// and the exit code is 22, as for a record that cannot be read.
#[derive(Debug, Args)]
pub struct AuditLogArgs {
    /// Only this record
    #[arg(value_parser = Name::new)]
    name: Option<Name>,
    /// Only what was noted on this day (UTC) or later
    #[arg(long, value_name = "DATE", value_parser = Day::parse)]
    since: Option<Day>,
    /// Only events of this kind
    #[arg(long, value_name = "EVENT", value_parser = PossibleValuesParser::new(What::ALL.map(What::as_str)))]
    event: Option<String>,
    /// Only of keys that are, or were sealed, for this person or application
    #[arg(long = "for", alias = "holder", value_name = "HOLDER", value_parser = Holder::new)]
    holder: Option<Holder>,
}

/// Runs the verb.
///
/// # Errors
/// When the ledger cannot be read, or there is no such record.
pub fn run(args: &AuditLogArgs, context: &Context) -> Result<Verdict, Failure> {
    let records = records(args, context)?;
    warn_of_nobody(args, &records, context);
    let mut log = Log { is_of_nothing: records.is_empty(), ..Log::default() };
    for record in records {
        match record {
            Ok(record) if args.wants_record(&record) => log.add(&record, args),
            Ok(_) => {}
            Err(fault) => {
                context.output.warn(&fault);
                log.unreadable.push(fault);
            }
        }
    }
    // Stable: events of one moment stay in the order of their record.
    log.entries.sort_by(|one, two| (&one.event.at, &one.name).cmp(&(&two.event.at, &two.name)));
    report(context, &log)?;
    Ok(if log.breaks.is_empty() && log.unreadable.is_empty() { Verdict::Done } else { Verdict::Drift })
}

/// A single record that cannot be read is a failure.
fn records(args: &AuditLogArgs, context: &Context) -> Result<Vec<Result<Record, String>>, Failure> {
    let vault = context.vault()?;
    match &args.name {
        Some(name) => Ok(vec![Ok(vault.record(name)?)]),
        None => Ok(vault.records()?.into_iter().map(|record| record.map_err(|fault| fault.to_string())).collect()),
    }
}

/// One that no readable record knows may be mistyped.
fn warn_of_nobody(args: &AuditLogArgs, records: &[Result<Record, String>], context: &Context) {
    let Some(holder) = &args.holder else { return };
    let known: Vec<&Record> = records.iter().flatten().collect();
    if known.len() < records.len() || known.is_empty() || known.iter().any(|record| args.wants_record(record)) {
        return;
    }
    let near = holder.nearest(known.iter().map(|record| record.holder.as_str()));
    let next = near.map(|near| format!(": did you mean `{near}`?")).unwrap_or_default();
    context.output.warn(&format!("no record is of {holder}{next}"));
}

impl AuditLogArgs {
    fn wants_record(&self, record: &Record) -> bool {
        let Some(wanted) = &self.holder else { return true };
        let sealed_for = |event: &Event| event.facts.get("holder").is_some_and(|holder| wanted.is_called(holder));
        wanted.resembles(&record.holder) || record.history.events().iter().any(sealed_for)
    }

    fn wants(&self, event: &Event) -> bool {
        // An edited moment may be anything: what cannot be compared is shown.
        let day = event.at.get(..10).and_then(|day| Day::parse(day).ok());
        let is_late = self.since.is_none_or(|since| day.is_none_or(|day| day >= since));
        is_late && self.event.as_ref().is_none_or(|wanted| *wanted == event.event)
    }
}

struct Entry {
    name: String,
    masked: Option<String>,
    holder: String,
    event: Event,
    is_broken: bool,
}

#[derive(Default)]
struct Log {
    entries: Vec<Entry>,
    /// The record, and the event in it, counted from 1.
    breaks: Vec<(String, usize)>,
    unreadable: Vec<String>,
    is_of_nothing: bool,
}

impl Log {
    fn add(&mut self, record: &Record, args: &AuditLogArgs) {
        let broken_at = record.history_breaks_at();
        self.breaks.extend(broken_at.map(|at| (record.name.to_string(), at)));
        for (number, event) in (1..).zip(record.history.events()) {
            let is_broken = broken_at == Some(number);
            // A break is shown whatever was asked for.
            if is_broken || args.wants(event) {
                self.entries.push(Entry {
                    name: record.name.to_string(),
                    masked: record.masked_id(),
                    holder: record.holder.to_string(),
                    event: event.clone(),
                    is_broken,
                });
            }
        }
    }
}

impl Entry {
    fn facts(&self) -> String {
        let facts = self.event.facts.iter().map(|(key, value)| format!("{key} {value}"));
        facts.collect::<Vec<_>>().join(", ")
    }
}

impl Report for Log {
    fn human(&self, page: &mut Page) {
        if self.is_of_nothing {
            page.line(EMPTY);
        } else if self.entries.is_empty() {
            page.line("Nothing like that has happened.");
        } else {
            let row = |entry: &Entry| {
                let mark = if entry.is_broken { "BROKEN " } else { "" };
                vec![
                    entry.event.at.clone(),
                    entry.name.clone(),
                    entry.event.event.clone(),
                    format!("{mark}{}", entry.facts()),
                ]
            };
            let rows: Vec<Vec<String>> = self.entries.iter().map(row).collect();
            page.table(&["AT", "NAME", "EVENT", "FACTS"], &rows);
        }
        for (name, at) in &self.breaks {
            page.line(&format!("The history of `{name}` was edited or cut: event {at} does not follow."));
        }
    }

    fn json(&self) -> Value {
        let entry = |entry: &Entry| {
            json!({
                "at": entry.event.at,
                "name": entry.name,
                "access_key_id": entry.masked,
                "holder": entry.holder,
                "event": entry.event.event,
                "facts": entry.event.facts,
                "intact": !entry.is_broken,
            })
        };
        let broken = self.breaks.iter().map(|(name, at)| json!({ "name": name, "event": at }));
        json!({
            "events": self.entries.iter().map(entry).collect::<Vec<_>>(),
            "broken": broken.collect::<Vec<_>>(),
            "unreadable": self.unreadable,
        })
    }
}

//! `who`: what one person could have opened, for the day that they leave: its state, and the next step for
//! each.
//!
//! It asks the history too: a key that was sealed for them once, or that they have revealed, counts,
//! whosever it is now. It changes nothing.

mod factors;

use clap::Args;
use serde_json::{Value, json};

use super::report;
use crate::context::Context;
use crate::domain::rotation::{Facts, Step, WAIT};
use crate::domain::{Day, Days, Holder};
use crate::failure::{Failure, Kind};
use crate::near::question;
use crate::output::{Page, Report};
use crate::vault::{History, Kind as RecordKind, Record, Rotations};

/// Show all that one person could have opened, and what to do about each
///
/// For the day that somebody leaves: their own keys are to be disabled, those that they could open and
/// others use are to be rotated.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  akvault who alice@example.com")]
pub struct WhoArgs {
    /// The person or application, as in the ledger (upper and lower case alike)
    #[arg(value_parser = Holder::new)]
    holder: Holder,
}

/// Runs the verb.
///
/// # Errors
/// When the ledger cannot be read, or knows nobody of that name.
pub fn run(args: &WhoArgs, context: &Context) -> Result<(), Failure> {
    let vault = context.vault()?;
    let mut records = Vec::new();
    for record in vault.records()? {
        match record {
            Ok(record) => records.push(record),
            Err(fault) => context.output.warn(&format!("{fault}; whose it is cannot be told")),
        }
    }
    let rotations = Rotations::over(&records);
    let mut items: Vec<Item> =
        records.iter().filter_map(|record| Item::of(record, &args.holder, &rotations, context)).collect();
    items.extend(factors::items(&vault, &args.holder, context)?);
    if items.is_empty() {
        return Err(Failure::new(
            Kind::NotFound,
            format!("the ledger knows nothing that {} could have opened", args.holder),
        )
        .next(near(&args.holder, &records) + "`akvault list` shows all holders"));
    }
    report(context, &Opened { holder: args.holder.clone(), items })
}

/// Whom of the ledger somebody may have meant.
fn near(typed: &Holder, records: &[Record]) -> String {
    question(typed.nearest(records.iter().map(|record| record.holder.as_str())))
}

/// Why somebody could have opened something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Why {
    /// It is theirs.
    Holder,
    /// It was sealed for them, and is another's now.
    Sealed,
    /// They had its secret shown.
    Revealed,
    /// It is called as they are.
    Named,
}

impl Why {
    fn of(holder: &str, history: &History, person: &Holder) -> Option<Self> {
        if person.is_called(holder) {
            return Some(Self::Holder);
        }
        let says = |event: &str, member: &str| {
            let events = history.events().iter().filter(|noted| noted.event == event);
            events.filter_map(|noted| noted.facts.get(member)).any(|name| person.is_called(name))
        };
        if says("sealed", "holder") {
            return Some(Self::Sealed);
        }
        says("revealed", "by").then_some(Self::Revealed)
    }

    fn as_str(self) -> &'static str {
        match self {
            Self::Holder => "holder",
            Self::Sealed => "sealed for them",
            Self::Revealed => "revealed",
            Self::Named => "its name",
        }
    }
}

struct Item {
    name: String,
    kind: &'static str,
    masked: Option<String>,
    holder: String,
    why: Why,
    state: &'static str,
    rotate_by: Option<Day>,
    places: Vec<String>,
    /// What to do, and the command that notes it here.
    next: String,
    note: Option<String>,
}

impl Item {
    fn of(record: &Record, person: &Holder, rotations: &Rotations<'_>, context: &Context) -> Option<Self> {
        let why = Why::of(record.holder.as_str(), &record.history, person)?;
        let (next, note) = match rotations.facts(record) {
            Some(facts) => next(&facts, why, context.today()),
            None if record.kind == RecordKind::Seed => {
                ("aliyun ims UnbindMFADevice --UserPrincipalName USER".to_owned(), None)
            }
            None => ("replace what the file gives access to".to_owned(), None),
        };
        Some(Self {
            name: record.name.to_string(),
            kind: record.kind.as_str(),
            masked: record.masked_id(),
            holder: record.holder.to_string(),
            why,
            state: record.state(),
            rotate_by: Some(record.rotate_by).filter(|_| record.kind != RecordKind::Seed),
            places: places(record),
            next,
            note,
        })
    }
}

fn places(record: &Record) -> Vec<String> {
    let hosts = record
        .receipts
        .iter()
        .map(|receipt| receipt.host.as_ref().map_or_else(|| "(unnamed)".to_owned(), ToString::to_string));
    let here = record.installed.iter().map(|place| place.path.display().to_string());
    let mut places: Vec<String> = hosts.chain(here).collect();
    places.sort();
    places.dedup();
    places
}

/// Somebody's own key goes without a successor; one that others use is replaced first.
fn next(facts: &Facts, why: Why, today: Day) -> (String, Option<String>) {
    let stage = facts.stage();
    if why == Why::Holder && stage < Some(Step::Disabled) {
        let reason = format!("akvault rotate {} --done disabled --force --reason offboarding", facts.name);
        return (facts.disabling(), Some(reason));
    }
    let next = facts.next(Days::parse(WAIT).unwrap_or(Days::DELIVERY), today);
    (next.short().to_owned(), next.note.filter(|_| next.command.is_some()))
}

struct Opened {
    holder: Holder,
    items: Vec<Item>,
}

impl Opened {
    fn open(&self) -> usize {
        self.items.iter().filter(|item| item.state != "deleted").count()
    }
}

impl Report for Opened {
    fn human(&self, page: &mut Page) {
        page.line(&format!("{} could have opened {}; {} not deleted:", self.holder, self.items.len(), self.open()));
        for item in &self.items {
            page.line("");
            page.field("name", Some(&item.name));
            page.field("kind", Some(item.kind));
            page.field("access key id", item.masked.as_deref());
            page.field("why", Some(item.why.as_str()));
            page.field("holder", (!matches!(item.why, Why::Holder | Why::Named)).then_some(&item.holder));
            page.field("state", Some(item.state));
            page.field("rotate by", item.rotate_by.map(|day| day.to_string()).as_deref());
            page.field("where", (!item.places.is_empty()).then(|| item.places.join(", ")).as_deref());
            page.field("next", Some(&item.next));
            page.field("then", item.note.as_deref());
        }
    }

    fn json(&self) -> Value {
        let item = |item: &Item| {
            json!({
                "name": item.name,
                "kind": item.kind,
                "access_key_id": item.masked,
                "holder": item.holder,
                "why": item.why.as_str(),
                "state": item.state,
                "rotate_by": item.rotate_by.map(|day| day.to_string()),
                "where": item.places,
                "next": item.next,
                "note": item.note,
            })
        };
        let items: Vec<Value> = self.items.iter().map(item).collect();
        json!({ "holder": self.holder.as_str(), "items": items, "not_deleted": self.open() })
    }
}

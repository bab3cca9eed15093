//! `list`: every record of the ledger, or those that are asked for, a line each.

use clap::{Args, ValueEnum};
use serde_json::{Value, json};

use super::report;
use crate::context::Context;
use crate::domain::{Day, Holder, ProfileName, Region, Standing};
use crate::failure::Failure;
use crate::output::{Page, Report};
use crate::vault::Record;

/// List the AccessKeys in the ledger: who has them, and when they must be replaced
#[derive(Debug, Args)]
pub struct ListArgs {
    /// Show more of each: kind, profile, region, user, bundles, and whether the vault keeps the secret
    #[arg(short, long)]
    wide: bool,
    /// Only those of this holder
    #[arg(long = "for", value_name = "HOLDER", value_parser = Holder::new)]
    holder: Option<Holder>,
    /// Only those in this state
    #[arg(long, value_name = "STATE")]
    state: Option<State>,
    /// Only those that are overdue or due soon
    #[arg(long)]
    due: bool,
    /// Only those whose secret the vault keeps
    #[arg(long)]
    kept: bool,
}

/// How far a key has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum State {
    /// It never left the vault
    Kept,
    /// It was sealed into a bundle
    Sealed,
    /// It is where it is used
    Installed,
    /// It is disabled in the cloud
    Disabled,
    /// It is deleted in the cloud
    Deleted,
}

impl State {
    fn as_str(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::Sealed => "sealed",
            Self::Installed => "installed",
            Self::Disabled => "disabled",
            Self::Deleted => "deleted",
        }
    }
}

impl ListArgs {
    fn wants(&self, record: &Record, today: Day) -> bool {
        self.holder.as_ref().is_none_or(|holder| record.holder == *holder)
            && self.state.is_none_or(|state| record.state() == state.as_str())
            && (!self.due || record.standing(today) != Standing::Fresh)
            && (!self.kept || record.is_kept())
    }
}

/// Runs the verb.
///
/// # Errors
/// When the ledger cannot be read. A single record that cannot be read is a warning.
pub fn run(args: &ListArgs, context: &Context) -> Result<(), Failure> {
    let today = context.today();
    let mut list = List { records: Vec::new(), unreadable: Vec::new(), is_empty: true, wide: args.wide, today };
    for record in context.vault()?.records()? {
        list.is_empty = false;
        match record {
            Ok(record) if args.wants(&record, today) => list.records.push(record),
            Ok(_) => {}
            Err(fault) => {
                context.output.warn(&fault.to_string());
                list.unreadable.push(fault.to_string());
            }
        }
    }
    report(context, &list)
}

struct List {
    records: Vec<Record>,
    unreadable: Vec<String>,
    /// Whether there is no record at all, wanted or not.
    is_empty: bool,
    wide: bool,
    today: Day,
}

const HEADER: [&str; 7] = ["NAME", "ACCESSKEY", "HOLDER", "AGE", "ROTATE BY", "DUE", "STATE"];
const MORE: [&str; 7] = ["KIND", "SECRET", "CREATED", "PROFILE", "REGION", "USER", "BUNDLES"];

impl Report for List {
    fn human(&self, page: &mut Page) {
        if self.is_empty {
            page.line("The ledger is empty. `akvault seal FILE --for HOLDER` makes the first record.");
            return;
        }
        if self.records.is_empty() {
            page.line("No record is like that.");
            return;
        }
        let header: Vec<&str> = HEADER.into_iter().chain(MORE.into_iter().filter(|_| self.wide)).collect();
        let rows: Vec<Vec<String>> = self.records.iter().map(|record| self.row(record)).collect();
        page.table(&header, &rows);
    }

    fn json(&self) -> Value {
        let keys: Vec<Value> = self.records.iter().map(|record| self.member(record)).collect();
        json!({ "keys": keys, "unreadable": self.unreadable })
    }
}

impl List {
    fn row(&self, record: &Record) -> Vec<String> {
        let mut row = vec![
            record.name.to_string(),
            record.masked_id().unwrap_or_else(|| format!("({})", record.kind.as_str())),
            record.holder.to_string(),
            format!("{}d", self.today.days_since(record.created)),
            record.rotate_by.to_string(),
            record.standing(self.today).to_string(),
            record.state().to_owned(),
        ];
        if self.wide {
            row.extend(more(record));
        }
        row
    }

    fn member(&self, record: &Record) -> Value {
        json!({
            "name": record.name.as_str(),
            "kind": record.kind.as_str(),
            "access_key_id": record.masked_id(),
            "holder": record.holder.as_str(),
            "created": record.created.to_string(),
            "age_days": self.today.days_since(record.created),
            "rotate_by": record.rotate_by.to_string(),
            "due": record.standing(self.today).as_str(),
            "state": record.state(),
            "secret_kept": record.is_kept(),
            "profile": record.profile.as_ref().map(ProfileName::as_str),
            "region": record.region.as_ref().map(Region::as_str),
            "user": record.user,
            "bundles": record.bundles.len(),
        })
    }
}

fn more(record: &Record) -> [String; 7] {
    let text = |value: Option<&str>| value.unwrap_or("-").to_owned();
    [
        record.kind.as_str().to_owned(),
        text(record.is_kept().then_some("kept")),
        record.created.to_string(),
        text(record.profile.as_ref().map(ProfileName::as_str)),
        text(record.region.as_ref().map(Region::as_str)),
        text(record.user.as_deref()),
        record.bundles.len().to_string(),
    ]
}

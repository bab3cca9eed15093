//! `list`: every record of the ledger, a line each.

use clap::Args;
use serde_json::{Value, json};

use super::report;
use crate::context::Context;
use crate::domain::Day;
use crate::failure::Failure;
use crate::output::{Page, Report};
use crate::vault::Record;

/// List the AccessKeys in the ledger: who has them, and when they must be replaced
#[derive(Debug, Args)]
pub struct ListArgs {}

/// Runs the verb.
///
/// # Errors
/// When the ledger cannot be read. A single record that cannot be read is a warning.
pub fn run(_args: &ListArgs, context: &Context) -> Result<(), Failure> {
    let mut records = Vec::new();
    let mut unreadable = Vec::new();
    for record in context.vault()?.records()? {
        match record {
            Ok(record) => records.push(record),
            Err(fault) => {
                context.output.warn(&fault.to_string());
                unreadable.push(fault.to_string());
            }
        }
    }
    report(context, &List { records, unreadable, today: context.today() })
}

struct List {
    records: Vec<Record>,
    unreadable: Vec<String>,
    today: Day,
}

impl Report for List {
    fn human(&self, page: &mut Page) {
        if self.records.is_empty() {
            page.line("The ledger is empty. `akvault seal FILE --for HOLDER` makes the first record.");
            return;
        }
        let rows: Vec<Vec<String>> = self.records.iter().map(|record| row(record, self.today)).collect();
        page.table(&["NAME", "ACCESSKEY", "HOLDER", "AGE", "ROTATE BY", "DUE", "STATE"], &rows);
    }

    fn json(&self) -> Value {
        let keys: Vec<Value> = self.records.iter().map(|record| member(record, self.today)).collect();
        json!({ "keys": keys, "unreadable": self.unreadable })
    }
}

fn row(record: &Record, today: Day) -> Vec<String> {
    vec![
        record.name.to_string(),
        record.masked_id().unwrap_or_else(|| "(file)".to_owned()),
        record.holder.to_string(),
        format!("{}d", today.days_since(record.created)),
        record.rotate_by.to_string(),
        record.standing(today).to_string(),
        record.state().to_owned(),
    ]
}

fn member(record: &Record, today: Day) -> Value {
    json!({
        "name": record.name.as_str(),
        "kind": record.kind.as_str(),
        "access_key_id": record.masked_id(),
        "holder": record.holder.as_str(),
        "created": record.created.to_string(),
        "age_days": today.days_since(record.created),
        "rotate_by": record.rotate_by.to_string(),
        "due": record.standing(today).as_str(),
        "state": record.state(),
    })
}

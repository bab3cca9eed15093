//! `list`: every record of the ledger, or those that are asked for, a line each.

use clap::{Args, ValueEnum};
use serde_json::{Value, json};

use super::{EMPTY, report, warn_of_nobody};
use crate::context::Context;
use crate::domain::{Day, Holder, Standing};
use crate::failure::Failure;
use crate::output::{Page, Report, Table};
use crate::vault::{Row, Rows};

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
    fn is_filter(&self) -> bool {
        self.holder.is_some() || self.state.is_some() || self.due || self.kept
    }

    fn wants(&self, row: &Row<'_>, today: Day) -> bool {
        self.holder.as_ref().is_none_or(|holder| holder.is_called(row.holder))
            && self.state.is_none_or(|state| row.state == state.as_str())
            && (!self.due || row.standing(today) != Standing::Fresh)
            && (!self.kept || row.is_kept)
    }
}

/// Runs the verb.
///
/// # Errors
/// When the ledger cannot be read. A single record that cannot be read is a warning.
pub fn run(args: &ListArgs, context: &Context) -> Result<(), Failure> {
    let rows = context.vault()?.rows_to_show()?;
    for fault in rows.faults() {
        context.output.warn(&fault.to_string());
    }
    if let Some(holder) = args.holder.as_ref().filter(|holder| !rows.know(holder)) {
        warn_of_nobody(holder, &rows, context);
    }
    report(context, &List { rows: &rows, args, today: context.today() })
}

struct List<'l> {
    rows: &'l Rows,
    args: &'l ListArgs,
    today: Day,
}

const HEADER: [&str; 7] = ["NAME", "ACCESSKEY", "HOLDER", "AGE", "ROTATE BY", "DUE", "STATE"];
const MORE: [&str; 7] = ["KIND", "SECRET", "CREATED", "PROFILE", "REGION", "USER", "BUNDLES"];

impl Report for List<'_> {
    fn human(&self, page: &mut Page) {
        if self.rows.is_empty() {
            page.line(EMPTY);
            return;
        }
        if self.wanted().next().is_none() {
            let no_record = if self.args.is_filter() { "No record is like that." } else { "No record can be read." };
            page.line(no_record);
            return;
        }
        let header: Vec<&str> = HEADER.into_iter().chain(MORE.into_iter().filter(|_| self.args.wide)).collect();
        let mut table = Table::new(&header);
        self.wanted().for_each(|row| self.put(&row, &mut table));
        page.put(&table);
    }

    fn json(&self) -> Value {
        let keys: Vec<Value> = self.wanted().map(|row| self.member(&row)).collect();
        let unreadable: Vec<String> = self.rows.faults().iter().map(ToString::to_string).collect();
        json!({ "keys": keys, "unreadable": unreadable })
    }
}

impl List<'_> {
    fn wanted(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().filter(|row| self.args.wants(row, self.today))
    }

    fn put(&self, row: &Row<'_>, table: &mut Table) {
        table.cell(row.name);
        table.cell(row.label());
        table.cell(row.holder);
        table.cell(format_args!("{}d", self.today.days_since(row.created)));
        match row.last_day() {
            Some(day) => {
                table.cell(day);
                table.cell(row.standing(self.today));
            }
            None => ["-", "-"].into_iter().for_each(|none| table.cell(none)),
        }
        table.cell(row.state);
        if self.args.wide {
            table.cell(row.kind.as_str());
            table.cell(if row.is_kept { "kept" } else { "-" });
            table.cell(row.created);
            for text in [row.profile, row.region, row.user] {
                table.cell(text.unwrap_or("-"));
            }
            table.cell(row.bundle_count());
        }
    }

    fn member(&self, row: &Row<'_>) -> Value {
        json!({
            "name": row.name,
            "kind": row.kind.as_str(),
            "access_key_id": row.masked_id(),
            "holder": row.holder,
            "created": row.created.to_string(),
            "age_days": self.today.days_since(row.created),
            "rotate_by": row.last_day().map(|day| day.to_string()),
            "due": row.last_day().map(|_| row.standing(self.today).as_str()),
            "state": row.state,
            "secret_kept": row.is_kept,
            "profile": row.profile,
            "region": row.region,
            "user": row.user,
            "bundles": row.bundle_count(),
        })
    }
}

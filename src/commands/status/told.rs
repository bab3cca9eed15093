//! What `status` tells: people, in a table; programs; spreadsheets.

use std::collections::BTreeSet;
use std::fmt::{self, Display, Write as _};
use std::path::PathBuf;

use serde_json::{Value, json};

use super::Reckoning;
use super::next::next_step;
use super::passwords::Passwords;
use crate::commands::EMPTY;
use crate::context::Context;
use crate::domain::{Day, Holder, Standing, Urgent};
use crate::output::{Page, Report, Table};
use crate::vault::{Row, Rows};
use crate::verdict::Verdict;

/// The records that were asked for, the most urgent first.
pub(super) struct Told {
    rows: Rows,
    order: Vec<usize>,
    pub(super) reckoning: Reckoning,
    pub(super) due: Urgent,
    /// The keys that another one of the ledger supersedes.
    pub(super) superseded: BTreeSet<String>,
    /// Where there is no ledger at all.
    pub(super) nowhere: Option<PathBuf>,
    /// The holder that was asked for, if the ledger knows none of that name.
    pub(super) of_nobody: Option<Holder>,
    /// Whether less than all was asked for.
    pub(super) is_filtered: bool,
    /// The records that were created on a day that is still to come.
    future: Vec<usize>,
    /// Those whose history was edited or cut.
    broken: Vec<usize>,
    pub(super) passwords: Passwords,
}

/// The keys of a ledger that another one of it supersedes.
pub(super) fn superseded(rows: &Rows) -> BTreeSet<String> {
    rows.iter().filter_map(|row| row.supersedes.map(str::to_owned)).collect()
}

impl Told {
    /// Of the records of a ledger, those that are wanted.
    pub(super) fn new(rows: Rows, reckoning: Reckoning, wants: impl Fn(&Row<'_>) -> bool) -> Self {
        let (mut due, mut found) = (Urgent::default(), Vec::with_capacity(rows.len()));
        let (mut future, mut broken) = (Vec::new(), Vec::new());
        let mut superseded = BTreeSet::new();
        for (at, row) in rows.iter().enumerate() {
            superseded.extend(row.supersedes.map(str::to_owned));
            if wants(&row) {
                due.count(reckoning.standing(&row));
                found.push((row.deadline().map_or(i32::MAX, Day::number), at));
                future.extend(Some(at).filter(|_| row.created.is_to_come(reckoning.today)));
                broken.extend(Some(at).filter(|_| !row.is_intact));
            }
        }
        // They come in the order of their names, and stay in it where a day is the same.
        found.sort_unstable();
        let order = found.into_iter().map(|(_, at)| at).collect();
        let passwords = Passwords::default();
        Self {
            order,
            rows,
            reckoning,
            due,
            superseded,
            nowhere: None,
            of_nobody: None,
            is_filtered: false,
            future,
            broken,
            passwords,
        }
    }

    /// How many are told.
    pub(super) fn len(&self) -> usize {
        self.order.len()
    }

    /// How many cannot be read.
    pub(super) fn unreadable(&self) -> usize {
        self.rows.faults().len()
    }

    pub(super) fn verdict(&self) -> Verdict {
        let Urgent { overdue, soon } = self.all_due();
        Verdict::of_deadlines(overdue, soon, self.unreadable())
    }

    /// How much is overdue, and how much is due soon, passwords too.
    pub(super) fn all_due(&self) -> Urgent {
        self.due.and(self.passwords.0)
    }

    /// The records, the most urgent first.
    pub(super) fn iter(&self) -> impl Iterator<Item = Item<'_>> {
        let rows = self.order.iter().filter_map(|at| self.rows.get(*at));
        rows.map(|row| Item {
            has_successor: row.access_key_id.is_some_and(|id| self.superseded.contains(id)),
            row,
            reckoning: self.reckoning,
        })
    }

    /// Those that are overdue or due soon.
    pub(super) fn urgent(&self) -> impl Iterator<Item = Item<'_>> {
        self.iter().take_while(|item| item.standing() != Standing::Fresh)
    }

    /// Of several records, one is named.
    pub(super) fn warn_of_the_future(&self, context: &Context) {
        if let Some((Row { name, created, .. }, more)) = self.first_of(&self.future) {
            context.output.warn(&format!("`{name}` says that it was created on {created}{more}: is the clock right?"));
        }
    }

    /// Whoever asks for one record is told where.
    pub(super) fn warn_of_broken_histories(&self, context: &Context) {
        if let Some((Row { name, .. }, more)) = self.first_of(&self.broken) {
            context
                .output
                .warn(&format!("the history of `{name}`{more} was edited or cut: `akvault audit-log` shows where"));
        }
    }

    fn first_of(&self, some: &[usize]) -> Option<(Row<'_>, String)> {
        let first = some.first().and_then(|at| self.rows.get(*at))?;
        let more = match some.len() {
            1 => String::new(),
            all => format!(", and {} more", all.saturating_sub(1)),
        };
        Some((first, more))
    }

    /// Whether somebody has edited or cut the history of a record.
    pub(super) fn is_broken(&self) -> bool {
        !self.broken.is_empty()
    }

    /// RFC 4180, with line feeds.
    pub(super) fn csv(&self) -> String {
        let mut text = format!("{}\n", COLUMNS.join(","));
        for item in self.iter() {
            let cells: Vec<String> = item.cells().iter().map(|cell| quoted(cell)).collect();
            // Writing to a String does not fail.
            let _ = writeln!(text, "{}", cells.join(","));
        }
        text
    }
}

const HEADER: [&str; 9] = ["NAME", "ACCESSKEY", "HOLDER", "INSTALLED", "AGE", "ROTATE BY", "DUE", "STATE", "NEXT STEP"];
const COLUMNS: [&str; 15] = [
    "name",
    "kind",
    "access_key_id",
    "holder",
    "hosts",
    "first_host",
    "places",
    "first_place",
    "created",
    "age_days",
    "rotate_by",
    "days_left",
    "due",
    "state",
    "next_step",
];

impl Report for Told {
    fn human(&self, page: &mut Page) {
        self.keys(page);
        if let Some(words) = self.passwords.words() {
            page.line(&format!("{words}: `akvault password list`"));
        }
    }

    fn json(&self) -> Value {
        json!({
            "today": self.reckoning.today.to_string(),
            "due_within_days": self.reckoning.soon.count(),
            "overdue": self.due.overdue,
            "due_soon": self.due.soon,
            "keys": self.iter().map(|item| item.member()).collect::<Vec<_>>(),
            "passwords": self.passwords.members(),
            "unreadable": self.rows.faults().iter().map(ToString::to_string).collect::<Vec<_>>(),
        })
    }
}

impl Told {
    fn keys(&self, page: &mut Page) {
        if let Some(home) = &self.nowhere {
            page.line(&format!("There is no ledger in `{}` yet.", home.display()));
        }
        if self.rows.is_empty() {
            page.line(EMPTY);
            return;
        }
        if self.order.is_empty() {
            if self.is_filtered {
                page.line("No record is like that.");
            }
            self.blind().iter().for_each(|blind| page.line(&format!("{blind}.")));
            return;
        }
        let mut table = Table::new(&HEADER);
        table.reserve(self.len());
        self.iter().for_each(|item| item.put(&mut table));
        page.put(&table);
        page.line("");
        page.paragraph("", &format!("On {}: {}.", self.reckoning.today, self.counts()));
        self.blind().iter().for_each(|blind| page.line(&format!("{blind}.")));
    }

    /// `1 overdue, 2 due within 14d, 30 in all`
    pub(super) fn counts(&self) -> String {
        let (soon, all) = (self.reckoning.soon, self.len());
        format!("{} overdue, {} due within {soon}, {all} in all", self.due.overdue, self.due.soon)
    }

    /// `2 records cannot be read`; nothing when all can.
    pub(super) fn blind(&self) -> Option<String> {
        match self.unreadable() {
            0 => None,
            1 => Some("1 record cannot be read".to_owned()),
            many => Some(format!("{many} records cannot be read")),
        }
    }
}

/// One record, on this day.
pub(super) struct Item<'r> {
    pub(super) row: Row<'r>,
    reckoning: Reckoning,
    has_successor: bool,
}

impl Item<'_> {
    pub(super) fn standing(&self) -> Standing {
        self.reckoning.standing(&self.row)
    }

    pub(super) fn next_step(&self) -> Option<String> {
        next_step(&self.row, self.standing(), self.has_successor)
    }

    pub(super) fn due(&self) -> Due {
        Due { left: self.reckoning.days_left(&self.row), standing: self.standing() }
    }

    pub(super) fn age(&self) -> i64 {
        self.reckoning.age(&self.row)
    }

    fn put(&self, table: &mut Table) {
        let row = &self.row;
        table.cell(row.name);
        table.cell(row.label());
        table.cell(row.holder);
        table.cell(Where(row));
        table.cell(format_args!("{}d", self.age()));
        match row.last_day() {
            Some(day) => table.cell(day),
            None => table.cell("-"),
        }
        table.cell(self.due());
        table.cell(row.state);
        table.cell(self.next_step().as_deref().unwrap_or("-"));
    }

    pub(super) fn member(&self) -> Value {
        let row = &self.row;
        json!({
            "name": row.name,
            "kind": row.kind.as_str(),
            "access_key_id": row.masked_id(),
            "holder": row.holder,
            "hosts": row.hosts,
            "first_host": row.first_host,
            "places": row.places,
            "first_place": row.first_place,
            "created": row.created.to_string(),
            "age_days": self.age(),
            "rotate_by": row.rotate_by.to_string(),
            "days_left": self.reckoning.days_left(row),
            "due": self.standing().as_str(),
            "state": row.state,
            "next_step": self.next_step(),
        })
    }

    fn cells(&self) -> [String; 15] {
        let row = &self.row;
        let text = |value: Option<&str>| harmless(value.unwrap_or_default());
        [
            row.name.to_owned(),
            row.kind.as_str().to_owned(),
            row.masked_id().unwrap_or_default(),
            harmless(row.holder),
            row.hosts.to_string(),
            text(row.first_host),
            row.places.to_string(),
            text(row.first_place),
            row.created.to_string(),
            self.age().to_string(),
            row.rotate_by.to_string(),
            self.reckoning.days_left(row).map_or_else(String::new, |left| left.to_string()),
            self.standing().as_str().to_owned(),
            row.state.to_owned(),
            self.next_step().unwrap_or_default(),
        ]
    }
}

/// The first place, and how many more there are; machines that sent a receipt before places on this one.
struct Where<'r>(&'r Row<'r>);

impl Display for Where<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Row { hosts, places, first_host, first_place, .. } = self.0;
        let all = hosts.saturating_add(*places);
        let unnamed = if *hosts > 0 { Some("(unnamed)") } else { None };
        f.write_str(first_host.or(unnamed).or(*first_place).unwrap_or("-"))?;
        if all > 1 { write!(f, " +{}", all.saturating_sub(1)) } else { Ok(()) }
    }
}

/// How a deadline stands, in words: no colour is needed to see what is urgent.
pub(super) struct Due {
    left: Option<i64>,
    standing: Standing,
}

impl Display for Due {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.left, self.standing) {
            (None, _) => f.write_str("-"),
            (Some(left), Standing::Overdue) => write!(f, "overdue {}d", left.saturating_neg()),
            (Some(0), Standing::DueSoon) => f.write_str("due today"),
            (Some(left), Standing::DueSoon) => write!(f, "due in {left}d"),
            (Some(left), Standing::Fresh) => write!(f, "in {left}d"),
        }
    }
}

/// What a spreadsheet takes for a formula is made text, as OWASP advises ("CSV Injection").
fn harmless(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@']) { format!("'{text}") } else { text.to_owned() }
}

fn quoted(cell: &str) -> String {
    let is_bare = !cell.contains(['"', ',', '\n', '\r']);
    if is_bare { cell.to_owned() } else { format!("\"{}\"", cell.replace('"', "\"\"")) }
}

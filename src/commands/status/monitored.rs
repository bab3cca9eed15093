//! `status` for programs that watch: the line of a plugin, the metrics of Prometheus, and the few lines that greet
//! whoever logs in. Ids are masked in all of them.

use std::fmt::Write as _;

use super::told::{Item, Told};
use crate::domain::{Day, Urgent};
use crate::verdict::State;

/// So many records are named; the others are counted.
const NAMED: usize = 5;

/// The state, and `AKVAULT WARNING - 0 overdue, 1 due within 14d, 3 in all: bob due in 3d | ...`. Of a record that
/// cannot be read nobody knows when it is due.
pub(super) fn plugin(told: &Told) -> (State, String) {
    if let Some(home) = &told.nowhere {
        // A wrong directory has nothing that is due, and must not look like a ledger that is in order.
        let text = format!("there is no ledger in {}", home.display());
        return (State::Unknown, State::Unknown.line(&text, &[]));
    }
    if let Some(holder) = &told.of_nobody {
        // The same goes for a mistyped holder.
        return (State::Unknown, State::Unknown.line(&format!("the ledger knows nothing of {holder}"), &[]));
    }
    let due = told.all_due();
    let is_odd = told.reckoning.went_back || told.is_broken();
    let state = match (due.overdue, due.soon, told.unreadable(), is_odd) {
        (0, 0, 0, false) => State::Ok,
        (0, 0, unreadable, _) if unreadable > 0 => State::Unknown,
        (0, _, _, _) => State::Warning,
        _ => State::Critical,
    };
    let mut text = told.counts();
    let urgent: Vec<String> =
        told.urgent().take(NAMED).map(|item| format!("{} {}", item.row.name, item.due())).collect();
    if !urgent.is_empty() {
        let _ = write!(text, ": {}", urgent.join(", "));
    }
    if let Some(words) = told.passwords.words() {
        let _ = write!(text, "; {words}");
    }
    for (holds, words) in [
        (told.unreadable() > 0, "records that cannot be read"),
        (told.is_broken(), "a history was edited or cut"),
        (told.reckoning.went_back, "the clock went back"),
    ] {
        if holds {
            let _ = write!(text, "; {words}");
        }
    }
    let numbers = [
        ("overdue", told.due.overdue),
        ("due_soon", told.due.soon),
        ("keys", told.len()),
        ("unreadable", told.unreadable()),
        ("passwords_overdue", told.passwords.0.overdue),
        ("passwords_due_soon", told.passwords.0.soon),
    ];
    let line = state.line(&text, &numbers);
    (state, line)
}

/// Nothing when nothing is due, and all can be read.
pub(super) fn motd(told: &Told) -> String {
    let mut text = String::new();
    let urgent = told.due.overdue.saturating_add(told.due.soon);
    // Writing to a String does not fail.
    if let Some(words) = told.passwords.words() {
        let _ = writeln!(text, "akvault: {words}. `akvault password list` says which.");
    }
    if urgent == 0 {
        if let Some(blind) = told.blind() {
            let _ = writeln!(text, "akvault: {blind}. `akvault verify` says more.");
        }
        return text;
    }
    let _ = writeln!(text, "akvault: {}. `akvault status` says more.", told.counts());
    for item in told.urgent().take(NAMED) {
        let id = item.row.masked_id().unwrap_or_else(|| "file".to_owned());
        let _ = writeln!(text, "  {} ({id}) of {}: {}", item.row.name, item.row.holder, item.due());
    }
    if urgent > NAMED {
        let _ = writeln!(text, "  and {} more", urgent.saturating_sub(NAMED));
    }
    if let Some(blind) = told.blind() {
        let _ = writeln!(text, "  {blind}");
    }
    text
}

/// The text format that `node_exporter`'s textfile collector reads: <https://prometheus.io/docs/instrumenting/exposition_formats/>
pub(super) fn metrics(told: &Told, now: i64) -> String {
    let mut text = String::new();
    let (name, help) = ("akvault_key_rotate_by_timestamp_seconds", "The first second (UTC) of the key's last day");
    by_key(told, name, help, |item| item.row.deadline().map(Day::midnight), &mut text);
    by_key(told, "akvault_key_age_days", "Days since the key was created", |item| Some(item.age()), &mut text);
    head(&mut text, "akvault_keys", "Keys by how their deadline stands");
    let fresh = told.len().saturating_sub(told.due.overdue).saturating_sub(told.due.soon);
    for (due, count) in [("overdue", told.due.overdue), ("due_soon", told.due.soon), ("ok", fresh)] {
        let _ = writeln!(text, "akvault_keys{{due=\"{due}\"}} {count}");
    }
    head(&mut text, "akvault_passwords", "Console passwords by how their deadline stands");
    let Urgent { overdue, soon } = told.passwords.0;
    for (due, count) in [("overdue", overdue), ("due_soon", soon)] {
        let _ = writeln!(text, "akvault_passwords{{due=\"{due}\"}} {count}");
    }
    let single = [
        ("akvault_unreadable_records", "Records that cannot be read", count(told.unreadable())),
        (
            "akvault_clock_went_back",
            "1 if the clock is behind the last day that was seen",
            i64::from(told.reckoning.went_back),
        ),
        ("akvault_last_run_timestamp_seconds", "When this was written", now),
    ];
    for (name, help, value) in single {
        head(&mut text, name, help);
        let _ = writeln!(text, "{name} {value}");
    }
    text
}

fn by_key(told: &Told, name: &str, help: &str, value: impl Fn(&Item<'_>) -> Option<i64>, text: &mut String) {
    head(text, name, help);
    for item in told.iter() {
        if let Some(value) = value(&item) {
            let _ = writeln!(text, "{name}{{{}}} {value}", labels(&item));
        }
    }
}

fn head(text: &mut String, name: &str, help: &str) {
    let _ = writeln!(text, "# HELP {name} {help}.\n# TYPE {name} gauge");
}

fn labels(item: &Item<'_>) -> String {
    let row = &item.row;
    let id = row.masked_id().unwrap_or_default();
    let labels = [("name", row.name), ("access_key_id", &id), ("holder", row.holder), ("kind", row.kind.as_str())];
    labels.map(|(label, value)| format!("{label}=\"{}\"", escaped(value))).join(",")
}

fn escaped(value: &str) -> String {
    value.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n")
}

fn count(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

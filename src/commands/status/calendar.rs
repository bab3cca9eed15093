//! Deadlines as a calendar, RFC 5545: a day for each key, and alarms before it.
//!
//! What is written follows from the records alone, and not from the day on which it is written. So an event changes
//! when its record does: it keeps its UID, and its SEQUENCE and DTSTAMP count the events of the record's history.
//! A key that nobody can use any more becomes a cancelled event; the seed of an MFA device has no day, and no event.

use jiff::Timestamp;
use sha2::{Digest as _, Sha256};

use super::told::{Item, Told};
use crate::domain::hex::hex;
use crate::domain::{Day, Days};
use crate::vault::Row;

/// Octets of a line, without its end: RFC 5545, 3.1.
const LONGEST: usize = 75;

/// The whole calendar.
pub(super) fn calendar(told: &Told) -> String {
    let mut lines = Lines::default();
    for (name, value) in [
        ("BEGIN", "VCALENDAR"),
        ("VERSION", "2.0"),
        ("PRODID", "-//akvault//akvault//EN"),
        ("CALSCALE", "GREGORIAN"),
        ("METHOD", "PUBLISH"),
        ("X-WR-CALNAME", "AccessKey rotation"),
    ] {
        lines.put(name, value);
    }
    for item in told.iter().filter(|item| item.row.last_day().is_some()) {
        event(&item, told.reckoning.soon, &mut lines);
    }
    lines.put("END", "VCALENDAR");
    lines.0
}

fn event(item: &Item<'_>, soon: Days, lines: &mut Lines) {
    let row = &item.row;
    let what = row.masked_id().map_or_else(|| "the file".to_owned(), |id| format!("the AccessKey {id}"));
    lines.put("BEGIN", "VEVENT");
    lines.put("UID", &uid(row));
    lines.put("DTSTAMP", &stamp(row.noted));
    lines.put("SEQUENCE", &row.events.saturating_sub(1).to_string());
    lines.put("DTSTART;VALUE=DATE", &date(row.rotate_by));
    // The last day of the calendar has none after it; an event without an end then takes its day.
    if let Some(end) = row.rotate_by.next() {
        lines.put("DTEND;VALUE=DATE", &date(end));
    }
    lines.put("SUMMARY", &text(&format!("Replace {what} of {}", row.holder)));
    lines.put("DESCRIPTION", &text(&describe(row)));
    lines.put("CATEGORIES", "akvault");
    lines.put("TRANSP", "TRANSPARENT");
    let is_over = row.deadline().is_none();
    lines.put("STATUS", if is_over { "CANCELLED" } else { "CONFIRMED" });
    if !is_over {
        alarms(row, soon, lines);
    }
    lines.put("END", "VEVENT");
}

fn describe(row: &Row<'_>) -> String {
    let Row { name, created, rotate_by, .. } = row;
    format!("`{name}` was created on {created}; its last day is {rotate_by}.\nNext step: akvault status {name}")
}

/// At nine in the morning: when it is soon, on the day before, and on the day.
fn alarms(row: &Row<'_>, soon: Days, lines: &mut Lines) {
    let early = soon.count().saturating_sub(1);
    let triggers = [(early > 0).then(|| format!("-P{early}DT15H")), Some("-PT15H".to_owned()), Some("PT9H".to_owned())];
    for trigger in triggers.into_iter().flatten() {
        lines.put("BEGIN", "VALARM");
        lines.put("ACTION", "DISPLAY");
        lines.put(
            "DESCRIPTION",
            &text(&format!("{} of {} must be replaced by {}", row.name, row.holder, row.rotate_by)),
        );
        lines.put("TRIGGER", &trigger);
        lines.put("END", "VALARM");
    }
}

/// The same for the same key of the same holder, whatever the record is called; a file has but its name.
fn uid(row: &Row<'_>) -> String {
    let mut hash = Sha256::new();
    for part in ["akvault", row.access_key_id.unwrap_or(row.name), row.holder] {
        hash.update(format!("{}:{part}", part.len()));
    }
    let hash = hex(&hash.finalize());
    format!("{}@akvault", hash.get(..32).unwrap_or(&hash))
}

fn date(day: Day) -> String {
    format!("{:08}", day.number())
}

/// A second that is none counts as the first one.
fn stamp(second: i64) -> String {
    Timestamp::from_second(second).unwrap_or(Timestamp::UNIX_EPOCH).strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// RFC 5545, 3.3.11.
fn text(value: &str) -> String {
    let escaped = value.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,");
    escaped.replace('\n', "\\n")
}

#[derive(Default)]
struct Lines(String);

impl Lines {
    /// A content line, folded between characters.
    fn put(&mut self, name: &str, value: &str) {
        let mut octets: usize = 0;
        for character in format!("{name}:{value}").chars() {
            if octets.saturating_add(character.len_utf8()) > LONGEST {
                self.0.push_str("\r\n ");
                octets = 1;
            }
            self.0.push(character);
            octets = octets.saturating_add(character.len_utf8());
        }
        self.0.push_str("\r\n");
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn folded(value: &str) -> String {
        let mut lines = Lines::default();
        lines.put("SUMMARY", value);
        lines.0
    }

    proptest! {
        #[test]
        fn folding_is_undone_by_unfolding_and_no_line_is_too_long(value in "\\PC{0,200}") {
            let folded = folded(&value);
            prop_assert!(folded.ends_with("\r\n") && folded.split("\r\n").all(|line| line.len() <= LONGEST));
            prop_assert_eq!(folded.replace("\r\n ", ""), format!("SUMMARY:{value}\r\n"));
        }
    }

    #[test]
    fn texts_and_days_are_written_as_the_standard_says() {
        assert_eq!(text("a\\b;c,d\ne:\"f\""), "a\\\\b\\;c\\,d\\ne:\"f\"");
        assert_eq!(date(Day::parse("0033-04-03").unwrap()), "00330403");
        assert_eq!((stamp(1_795_435_200).as_str(), stamp(i64::MAX).as_str()), ("20261123T120000Z", "19700101T000000Z"));
        assert_eq!(folded(&"é".repeat(40)), format!("SUMMARY:{}\r\n {}\r\n", "é".repeat(33), "é".repeat(7)));
    }
}

//! The calendar of `status --ics`, read by icalendar.

use super::readers::installed;
use super::world::{World, succeed};

/// Prints what it makes of the calendar: a line an event.
const READER: &str = r#"
import sys
from datetime import timedelta
from icalendar import Calendar

calendar = Calendar.from_ical(open(sys.argv[1], "rb").read())
assert calendar["VERSION"] == "2.0" and not calendar.errors
for event in calendar.walk("VEVENT"):
    assert not event.errors, event.errors
    assert event["DTSTART"].params["VALUE"] == "DATE"
    assert event.decoded("DTEND") - event.decoded("DTSTART") == timedelta(days=1)
    alarms = [str(alarm.decoded("TRIGGER")) for alarm in event.walk("VALARM")]
    print(event["UID"], event["SEQUENCE"], event.decoded("DTSTART"), event["SUMMARY"], *alarms, sep="|")
"#;

#[test]
#[ignore = "needs icalendar from PyPI"]
fn icalendar_reads_the_calendar_and_finds_every_key_once() {
    let world = World::new();
    let holders =
        ["alice@example.com", "王芳; \"first, of many\" and a name that is longer than one line of a calendar"];
    for (number, holder) in holders.iter().enumerate() {
        let source =
            format!("AccessKey ID,AccessKey Secret\nLTAI5tEXAMPLEexample000{number},EXAMPLEexampleEXAMPLEexample01\n");
        world.write("AccessKey.csv", source);
        let seal = ["seal", "AccessKey.csv", "--for", holder, "--created", "2026-11-01"];
        let halves = ["--passphrase-out", &format!("words/{number}"), "-o", &format!("mail/{number}.age")];
        succeed(world.akvault().args(seal).args(halves));
    }
    let status = world.akvault().args(["status", "--ics", "work.ics"]).output().unwrap();
    assert!([0, 20, 21].contains(&status.status.code().unwrap()), "{status:?}");
    let mut python = world.command("python3");
    python.env("PYTHONPATH", installed("PEERS_PYTHON")).args(["-c", READER, "work.ics"]);
    let told = succeed(&mut python);
    let lines: Vec<Vec<&str>> = told.lines().map(|line| line.split('|').collect()).collect();
    assert_eq!(lines.len(), 2, "{told}");
    for (line, holder) in lines.iter().zip(holders) {
        assert_eq!((line[1], line[2]), ("1", "2027-01-30"));
        assert!(line[3].starts_with("Replace the AccessKey LTAI****") && line[3].ends_with(holder), "{told}");
        assert_eq!(line[4..], ["-14 days, 9:00:00", "-1 day, 9:00:00", "9:00:00"]);
    }
    assert_ne!(lines[0][0], lines[1][0]);
}

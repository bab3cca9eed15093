//! `status`: what is due, sorted, filtered, told in each form; deadlines with a clock that stands still, or runs back.

use std::fs;

use proptest::prelude::*;

use crate::sandbox::{ID, MASKED, OTHER_ID, Outcome, SECRET, Sandbox, csv, mode_of};

const SEALED: &str = "2026-11-23";

/// Seals a key on a day, into the ledger in `vault`.
#[track_caller]
fn seal(sandbox: &Sandbox, day: &str, id: &str, holder: &str, more: &[&str]) {
    sandbox.write("AccessKey.csv", csv(id, SECRET));
    let seal = ["seal", "@AccessKey.csv", "--for", holder, "-R", "@recipients.txt", "-o", "@mail"];
    sandbox.run_on(day, &[&seal[..], more].concat()).succeeds();
}

/// `alice` has 90 days, `bob` 30, and `ci`'s file 200.
fn with_records() -> Sandbox {
    let sandbox = Sandbox::with_key();
    seal(&sandbox, SEALED, ID, "alice@example.com", &[]);
    seal(&sandbox, SEALED, OTHER_ID, "bob", &["--rotate-every", "30d"]);
    seal(&sandbox, SEALED, ID, "ci", &["--as-is", "--rotate-every", "200d"]);
    sandbox
}

fn status(sandbox: &Sandbox, day: &str, more: &[&str]) -> Outcome {
    sandbox.run_on(day, &[&["status"], more].concat())
}

/// JSON of a run that ends with this code.
#[track_caller]
#[expect(clippy::needless_pass_by_value, reason = "reads well: told(status(..), 20)")]
fn told(outcome: Outcome, code: i32) -> serde_json::Value {
    assert_eq!(outcome.code, code, "{outcome:?}");
    let value: serde_json::Value = serde_json::from_str(&outcome.out).unwrap();
    assert_eq!(value["schema"], 1);
    value
}

fn names(value: &serde_json::Value) -> Vec<&str> {
    value["keys"].as_array().unwrap().iter().map(|key| key["name"].as_str().unwrap()).collect()
}

#[test]
fn an_empty_ledger_is_in_order_and_stays_unmade() {
    let sandbox = Sandbox::new();
    let home = sandbox.vault("").display().to_string();
    let home = home.trim_end_matches('/');
    sandbox.run(&["status"]).shows(&["no ledger in `", home, "` yet", "The ledger is empty"]).succeeds();
    let blind = sandbox.run(&["status", "--nagios"]);
    assert_eq!((blind.code, blind.out), (3, format!("AKVAULT UNKNOWN - there is no ledger in {home}\n")));
    assert!(!sandbox.vault("").exists());
}

#[test]
fn the_most_urgent_comes_first_and_no_id_is_whole() {
    let sandbox = with_records();
    let shown = status(&sandbox, "2026-12-20", &[]);
    assert_eq!(shown.code, 20);
    let rows: Vec<&str> = shown.out.lines().collect();
    assert!(rows[0].starts_with("NAME   ACCESSKEY     HOLDER"), "{rows:#?}");
    assert!(rows[1].starts_with("bob ") && rows[1].contains("due in 3d") && rows[1].ends_with("akvault rotate bob"));
    assert!(rows[2].starts_with("alice ") && rows[2].contains("27d  2027-02-21  in 63d") && rows[2].contains(MASKED));
    assert!(rows[2].contains("  sealed  wait for the receipt of "));
    assert!(rows[3].starts_with("ci ") && rows[3].contains("(file)") && rows[3].ends_with("sealed  -"));
    assert_eq!(rows[5], "On 2026-12-20: 0 overdue, 1 due within 14d, 3 in all.");
    for form in [&[][..], &["--json"], &["--csv"], &["alice"], &["alice", "--json"]] {
        let told = status(&sandbox, "2026-12-20", form).out;
        assert!(!told.contains(ID) && !told.contains(SECRET) && !told.contains("receipt_key"), "{told}");
    }
}

#[test]
fn a_filter_changes_what_counts() {
    let sandbox = with_records();
    let on = "2026-12-20";
    assert_eq!(names(&told(status(&sandbox, on, &["--json"]), 20)), ["bob", "alice", "ci"]);
    assert_eq!(names(&told(status(&sandbox, on, &["--json", "--holder", "alice@example.com"]), 0)), ["alice"]);
    assert_eq!(names(&told(status(&sandbox, on, &["--json", "--state", "installed"]), 0)), Vec::<&str>::new());
    assert_eq!(names(&told(status(&sandbox, on, &["--json", "--due", "2d"]), 0)), Vec::<&str>::new());
    assert_eq!(names(&told(status(&sandbox, on, &["--json", "--due", "3d"]), 20)), ["bob"]);
    assert_eq!(names(&told(status(&sandbox, on, &["--json", "--due", "9w"]), 20)), ["bob", "alice"]);
    assert_eq!(names(&told(status(&sandbox, "2026-12-24", &["--json", "--due", "0d"]), 21)), ["bob"]);
    status(&sandbox, on, &["--state", "kept"]).shows(&["No record is like that"]).succeeds();
    sandbox.refuses(2, &["status", "--state", "lost"]).says(&["possible values"]);
    sandbox.refuses(2, &["status", "--json", "--csv"]).says(&["are different outputs"]);
    sandbox.refuses(9, &["status", "carol"]).says(&["no record `carol`"]);
}

#[test]
fn a_record_alone_is_told_in_detail_with_its_next_step() {
    let sandbox = with_records();
    let shown = status(&sandbox, "2026-12-24", &["bob"]);
    assert_eq!(shown.code, 21);
    shown.shows(&["holder          bob", "(overdue 1d)", "next step       akvault rotate bob"]).says(&[]).out.clear();
    let key = &told(status(&sandbox, "2026-12-24", &["alice", "--json"]), 0)["keys"][0];
    assert_eq!((key["days_left"].as_i64(), key["age_days"].as_i64()), (Some(59), Some(31)));
    assert_eq!((&key["receipts"], &key["history_intact"]), (&serde_json::json!([]), &true.into()));
}

#[test]
fn where_a_key_is_comes_from_receipts_and_from_this_machine() {
    let sandbox = Sandbox::with_key();
    seal(&sandbox, SEALED, ID, "alice", &[]);
    let bundle = format!("@mail/{}", sandbox.names("mail")[0]);
    let install = [
        "install",
        &bundle,
        "-i",
        "@identity.txt",
        "--client",
        "json,toml",
        "--config",
        "json=a.json",
        "--config",
        "toml=a.toml",
    ];
    let placed = install.map(|word| word.replace("a.json", &sandbox.path("a.json").display().to_string()));
    let placed = placed.map(|word| word.replace("a.toml", &sandbox.path("a.toml").display().to_string()));
    let said = sandbox.run_on(SEALED, &placed.each_ref().map(String::as_str)).succeeds();
    let receipt: Vec<&str> = said.lines().last().unwrap().split(' ').skip(1).collect();
    sandbox.run_on(SEALED, &receipt).succeeds();
    status(&sandbox, SEALED, &[]).shows(&["  web-1 +2  ", "installed"]).succeeds();
    let key = &told(status(&sandbox, SEALED, &["--json"]), 0)["keys"][0];
    assert_eq!((key["hosts"].as_u64(), key["places"].as_u64()), (Some(1), Some(2)));
    let shown = status(&sandbox, SEALED, &["alice"]);
    shown.shows(&["installed on    web-1, receipt of 2026-11-23", "installed here  ", "a.toml for toml"]).succeeds();
}

#[test]
fn a_spreadsheet_gets_cells_and_no_formulas() {
    let sandbox = Sandbox::with_key();
    seal(&sandbox, SEALED, ID, "=1+1, \"x\"", &["--name", "a"]);
    let text = status(&sandbox, SEALED, &["--csv"]).succeeds();
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines[0].starts_with("name,kind,access_key_id,holder,") && lines.len() == 2);
    assert!(lines[1].starts_with(&format!("a,access-key,{MASKED},\"'=1+1, \"\"x\"\"\",0,,0,,2026-11-23,0,")), "{text}");
}

#[test]
fn a_deadline_stands_the_same_in_every_year() {
    for (created, day, left, code) in [
        ("2026-11-23", "2027-02-06", 15, 0),
        ("2026-11-23", "2027-02-07", 14, 20),
        ("2026-11-23", "2027-02-20", 1, 20),  // day 89
        ("2026-11-23", "2027-02-21", 0, 20),  // day 90
        ("2026-11-23", "2027-02-22", -1, 21), // day 91
        ("2027-12-01", "2028-02-29", 0, 20),  // over a leap day
        ("2027-12-01", "2028-03-01", -1, 21),
        ("2028-12-01", "2029-03-01", 0, 20),
        ("2037-11-01", "2038-01-20", 10, 20), // past the end of 32 bits
        ("2037-11-01", "2038-01-31", -1, 21),
        ("2099-12-01", "2100-03-01", 0, 20), // 2100 has no leap day
        ("9999-11-01", "9999-12-30", 1, 20), // the calendar ends first
    ] {
        let sandbox = Sandbox::with_key();
        seal(&sandbox, created, ID, "alice", &[]);
        let value = told(status(&sandbox, day, &["--json"]), code);
        assert_eq!(value["keys"][0]["days_left"].as_i64(), Some(left), "{created}, {day}: {value}");
    }
}

#[test]
fn a_clock_that_goes_back_makes_no_key_younger() {
    let sandbox = Sandbox::with_key();
    seal(&sandbox, SEALED, ID, "alice", &[]);
    status(&sandbox, "2027-02-21", &[]).shows(&["due today"]).says(&[]).out.clear();
    assert_eq!(fs::read_to_string(sandbox.vault("local/last-seen")).unwrap(), "2027-02-21\n");
    assert_eq!(mode_of(&sandbox.vault("local/last-seen")), 0o600);
    assert_eq!(fs::read_to_string(sandbox.vault("local/.gitignore")).unwrap(), "*\n");
    let back = status(&sandbox, "2026-12-01", &["--json"]);
    let back = back.says(&["the clock says 2026-12-01, but it was 2027-02-21 before", "local/last-seen"]);
    assert_eq!(told(back, 20)["today"], "2027-02-21");
    status(&sandbox, "2027-02-22", &[]).shows(&["overdue 1d"]).says(&[]).out.clear();
    fs::write(sandbox.vault("local/last-seen"), "9999-12-31 and more\n").unwrap();
    let after = status(&sandbox, "2026-12-01", &["--json"]);
    assert!(after.err.is_empty() && told(after, 0)["today"] == "2026-12-01");
}

#[test]
fn a_key_from_the_future_is_told_and_breaks_nothing() {
    let sandbox = Sandbox::with_key();
    seal(&sandbox, "2030-01-01", ID, "alice", &[]);
    let shown =
        status(&sandbox, SEALED, &["--json"]).says(&["`alice` says that it was created on 2030-01-01: is the clock"]);
    assert_eq!(told(shown, 0)["keys"][0]["age_days"].as_i64(), Some(-1135));
}

#[test]
fn a_ledger_that_takes_no_file_is_told_all_the_same() {
    let sandbox = with_records();
    fs::remove_dir_all(sandbox.vault("local")).unwrap();
    fs::write(sandbox.vault("local"), "in the way").unwrap();
    assert_eq!(names(&told(status(&sandbox, "2026-12-20", &["--json"]), 20)), ["bob", "alice", "ci"]);
    fs::write(sandbox.vault("keys/eve.toml"), "version = 9\n").unwrap();
    let shown = status(&sandbox, SEALED, &["--json"])
        .says(&["warning: the record `eve` cannot be read: it has format version 9"]);
    let value = told(shown, 22);
    assert_eq!((names(&value).len(), value["unreadable"].as_array().unwrap().len()), (3, 1));
}

#[test]
fn nothing_is_in_order_while_a_record_cannot_be_read() {
    let sandbox = with_records();
    fs::write(sandbox.vault("keys/bob.toml"), "version = 9\n").unwrap();
    for (form, says) in [
        (&[][..], "2 in all.\n1 record cannot be read.\n"),
        (&["--motd"], "akvault: 1 record cannot be read. `akvault verify` says more.\n"),
        (&["--csv"], "alice,"),
        (&["--prometheus", "-"], "akvault_unreadable_records 1"),
        (&["--ics", "-"], "BEGIN:VCALENDAR"),
        (&["--state", "kept"], "No record is like that.\n1 record cannot be read.\n"),
    ] {
        let shown = status(&sandbox, SEALED, form);
        assert!(shown.code == 22 && shown.out.contains(says), "{shown:#?}");
    }
    for name in ["alice", "ci"] {
        fs::remove_file(sandbox.vault(&format!("keys/{name}.toml"))).unwrap();
    }
    let shown = status(&sandbox, SEALED, &[]);
    assert_eq!((shown.code, shown.out.as_str()), (22, "1 record cannot be read.\n"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    /// Whatever the days: what is told is the difference of two day numbers, and the code follows from it.
    #[test]
    fn days_left_are_days(created in 0_i32..2_900_000, every in 0_i32..36_500, day in 0_i32..2_900_000, soon in 0_i32..400) {
        let date = |number: i32| jiff::civil::date(1, 1, 1).checked_add(jiff::Span::new().days(number)).unwrap();
        let sandbox = Sandbox::with_key();
        seal(&sandbox, &date(created).to_string(), ID, "alice", &["--rotate-every", &format!("{every}d")]);
        let deadline = (created + every).min(3_652_058);
        let left = deadline - day;
        let outcome = status(&sandbox, &date(day).to_string(), &["--json", "alice", "--due", &format!("{soon}d")]);
        let code = if left < 0 { 21 } else if left <= soon { 20 } else { 0 };
        prop_assert_eq!(outcome.code, code, "{:?}", &outcome);
        let value: serde_json::Value = serde_json::from_str(&outcome.out).unwrap();
        prop_assert_eq!(value["keys"][0]["days_left"].as_i64(), Some(i64::from(left)));
        prop_assert_eq!(value["keys"][0]["age_days"].as_i64(), Some(i64::from(day - created)));
    }
}

#[test]
fn a_monitoring_system_gets_one_line_and_its_codes() {
    let sandbox = with_records();
    for verb in ["status", "list"] {
        sandbox.run_on(SEALED, &[verb, "--for", "Alice@Example.COM"]).shows(&["alice@example.com"]).succeeds();
    }
    for (day, code, line) in [
        (
            "2026-11-23",
            0,
            "AKVAULT OK - 0 overdue, 0 due within 14d, 3 in all | overdue=0 due_soon=0 keys=3 unreadable=0 passwords_overdue=0 passwords_due_soon=0\n",
        ),
        (
            "2026-12-20",
            1,
            "AKVAULT WARNING - 0 overdue, 1 due within 14d, 3 in all: bob due in 3d | overdue=0 due_soon=1 keys=3 unreadable=0 passwords_overdue=0 passwords_due_soon=0\n",
        ),
        (
            "2027-02-20",
            2,
            "AKVAULT CRITICAL - 1 overdue, 1 due within 14d, 3 in all: bob overdue 59d, alice due in 1d | \
             overdue=1 due_soon=1 keys=3 unreadable=0 passwords_overdue=0 passwords_due_soon=0\n",
        ),
    ] {
        let outcome = status(&sandbox, day, &["--nagios"]);
        assert_eq!((outcome.code, outcome.out.as_str()), (code, line));
    }
    let back = status(&sandbox, "2026-11-24", &["--nagios", "--holder", "ci"]);
    assert!(back.code == 1 && back.out.contains("; the clock went back | "), "{back:?}");
    fs::remove_file(sandbox.vault("local/last-seen")).unwrap();
    fs::write(sandbox.vault("keys/eve.toml"), "version = 9\n").unwrap();
    let blind = status(&sandbox, SEALED, &["--nagios"]);
    assert!(blind.code == 3 && blind.out.starts_with("AKVAULT UNKNOWN - ") && blind.out.contains("unreadable=1"));
    let nobody = status(&sandbox, SEALED, &["--nagios", "--for", "carol"]);
    assert!(nobody.code == 3 && nobody.out.contains("the ledger knows nothing of carol"), "{nobody:?}");
    fs::remove_file(sandbox.vault("keys/eve.toml")).unwrap();
    let warns = |more: &[&str]| status(&sandbox, SEALED, more).err.contains("warning: no record is of carol");
    assert!(warns(&["--for", "carol"]) && !warns(&["--for", "carol", "--motd"]));
    assert!(!warns(&["--for", "carol", "--nagios"]) && !warns(&["alice", "--for", "carol"]));
    let missing = status(&sandbox, SEALED, &["carol", "--nagios"]);
    assert!(missing.code == 3 && missing.out.starts_with("AKVAULT UNKNOWN - there is no record"), "{missing:?}");
}

#[test]
fn whoever_logs_in_hears_of_what_is_due_and_of_nothing_else() {
    let sandbox = with_records();
    assert_eq!(status(&sandbox, SEALED, &["--motd"]).succeeds(), "");
    let shown = status(&sandbox, "2026-12-24", &["--motd"]);
    let expected = "akvault: 1 overdue, 0 due within 14d, 1 in all. `akvault status` says more.\n  \
                    bob (LTAI****0002) of bob: overdue 1d\n";
    assert_eq!((shown.code, shown.out), (21, expected.replace("1 in all", "3 in all")));
}

#[test]
fn metrics_are_those_of_the_text_format_and_hold_no_whole_id() {
    let sandbox = with_records();
    seal(&sandbox, SEALED, "LTAI5tEXAMPLEexample0003", "a \"b\\ c", &["--name", "odd"]);
    sandbox.write("metrics/akvault.prom", "old");
    let outcome = status(&sandbox, "2026-12-20", &["--prometheus", "@metrics/akvault.prom"]);
    assert_eq!((outcome.code, outcome.out.as_str()), (20, ""));
    assert_eq!(sandbox.mode("metrics/akvault.prom"), 0o644);
    let text = sandbox.read("metrics/akvault.prom");
    for line in [
        "# TYPE akvault_key_rotate_by_timestamp_seconds gauge",
        "akvault_key_rotate_by_timestamp_seconds{name=\"bob\",access_key_id=\"LTAI****0002\",holder=\"bob\",kind=\"access-key\"} 1797984000",
        "akvault_key_age_days{name=\"odd\",access_key_id=\"LTAI****0003\",holder=\"a \\\"b\\\\ c\",kind=\"access-key\"} 27",
        "akvault_keys{due=\"overdue\"} 0",
        "akvault_keys{due=\"due_soon\"} 1",
        "akvault_keys{due=\"ok\"} 3",
        "akvault_passwords{due=\"overdue\"} 0",
        "akvault_passwords{due=\"due_soon\"} 0",
        "akvault_unreadable_records 0",
        "akvault_clock_went_back 0",
        "akvault_last_run_timestamp_seconds 1797768000",
    ] {
        assert!(text.lines().any(|other| other == line), "`{line}` is not in {text}");
    }
    assert!(!text.contains(ID) && text.ends_with('\n') && sandbox.names("metrics") == ["akvault.prom"]);
    let printed = status(&sandbox, "2026-12-20", &["--prometheus", "-", "--quiet"]);
    assert_eq!((printed.code, printed.out), (20, text));
    sandbox
        .refuses(2, &["status", "--prometheus", "-", "--ics", "-"])
        .says(&["--prometheus - and --ics - are different outputs"]);
    sandbox.write("open/x", "");
    sandbox.set_mode("open", 0o777);
    let refused = sandbox.run(&["status", "--prometheus", "open/akvault.prom"]);
    assert!(refused.code == 7 && refused.err.contains("unchanged: the file is as it was"), "{refused:?}");
}

#[test]
fn a_calendar_changes_when_a_record_does_and_not_before() {
    let sandbox = with_records();
    status(&sandbox, SEALED, &["--ics", "@work.ics"]).succeeds();
    assert_eq!(sandbox.mode("work.ics"), 0o600);
    let first = sandbox.read("work.ics");
    let lines: Vec<&str> = first.split("\r\n").collect();
    assert!(!first.contains(ID) && !first.replace("\r\n", "").contains(['\r', '\n']));
    assert_eq!((lines[0], lines[1], lines.last()), ("BEGIN:VCALENDAR", "VERSION:2.0", Some(&"")));
    for line in [
        "DTSTART;VALUE=DATE:20270221",
        "DTEND;VALUE=DATE:20270222",
        "DTSTAMP:20261123T120000Z",
        "SEQUENCE:1",
        "SUMMARY:Replace the AccessKey LTAI****0001 of alice@example.com",
        "TRIGGER:-P13DT15H",
        "STATUS:CONFIRMED",
    ] {
        assert!(lines.contains(&line), "`{line}` is not in {first}");
    }
    assert_eq!(first.matches("BEGIN:VALARM").count(), 9);
    let later = status(&sandbox, "2026-12-20", &["--ics", "-"]);
    assert_eq!((later.code, later.out), (20, first.clone()), "another day is no cause");
    let uid =
        |text: &str| text.split("\r\n").filter(|line| line.starts_with("UID:")).map(str::to_owned).collect::<Vec<_>>();
    sandbox.run_on("2026-12-20", &["edit", "alice", "--rotate-every", "60d"]).succeeds();
    let after = status(&sandbox, "2026-12-21", &["--ics", "-"]).out;
    assert!(
        after.contains("DTSTART;VALUE=DATE:20270122\r\n")
            && after.contains("DTSTAMP:20261220T120000Z\r\nSEQUENCE:2\r\n")
    );
    let (mut before, mut now) = (uid(&first), uid(&after));
    before.sort();
    now.sort();
    assert_eq!((before.len(), before), (3, now), "an import updates, and adds nothing");
    let whole = "9999-12-30";
    let far = Sandbox::with_key();
    seal(
        &far,
        whole,
        ID,
        "王芳, the \"first\"; of many, with a name that is longer than a line of a calendar",
        &["--name", "wang"],
    );
    let text = status(&far, whole, &["--ics", "-"]).out;
    assert!(text.contains("DTSTART;VALUE=DATE:99991231\r\nSUMMARY:") && !text.contains("DTEND"), "{text}");
    assert!(text.replace("\r\n ", "").contains("of 王芳\\, the \"first\"\\; of many\\, with"), "{text}");
}

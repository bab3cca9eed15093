//! `import`: what the cloud tells of users and keys, against the ledger.

use std::fs;

use serde_json::Value;

use crate::sandbox::{ALICE, ID, MASKED, OTHER_ID, OTHER_SECRET, Outcome, SECRET, Sandbox, csv};

const SEALED: &str = "2026-11-23";
const HEADER: &str = "user,user_creation_time,user_last_logon,password_exist,password_active,password_last_changed,password_next_rotation,mfa_active,access_key_1_exist,access_key_1_active,access_key_1_last_rotated,access_key_1_last_used,access_key_2_exist,access_key_2_active,access_key_2_last_rotated,access_key_2_last_used";
const NO_KEY: &str = "FALSE,FALSE,N/A,N/A";
/// No console password.
const NO_LOGIN: &str = "2026-01-01T00:00:00Z,-,FALSE,FALSE,N/A,N/A,FALSE";

fn key(is_active: bool, created: &str, used: &str) -> String {
    let flag = if is_active { "TRUE" } else { "FALSE" };
    format!("TRUE,{flag},{created}T08:00:00Z,{used}")
}

fn row(user: &str, one: &str, two: &str) -> String {
    format!("{user},{NO_LOGIN},{one},{two}\n")
}

fn seal(sandbox: &Sandbox, holder: &str, id: &str, secret: &str, more: &[&str]) {
    sandbox.write("AccessKey.csv", csv(id, secret));
    let seal = ["seal", "@AccessKey.csv", "--for", holder, "-R", "@recipients.txt", "-o", "@mail"];
    sandbox.run_on(SEALED, &[&seal[..], more].concat()).succeeds();
}

/// A ledger with alice's key.
fn ledger() -> Sandbox {
    let sandbox = Sandbox::with_key();
    seal(&sandbox, ALICE, ID, SECRET, &[]);
    sandbox
}

fn import(sandbox: &Sandbox, day: &str, rows: &str, more: &[&str]) -> Outcome {
    sandbox.write("report.csv", format!("{HEADER}\n{rows}"));
    sandbox.run_on(day, &[&["import", "@report.csv"], more].concat())
}

/// The findings as `code user record`.
#[track_caller]
fn found(outcome: &Outcome) -> Vec<String> {
    let json: Value = serde_json::from_str(&outcome.out).unwrap_or_else(|_| panic!("{outcome:#?}"));
    let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    let findings = json["findings"].as_array().unwrap().iter();
    let told: Vec<String> =
        findings.map(|one| format!("{} {} {}", text(&one["code"]), text(&one["user"]), text(&one["name"]))).collect();
    assert_eq!(outcome.code, if told.is_empty() { 0 } else { 22 }, "{outcome:#?}");
    told
}

#[test]
fn what_the_report_tells_of_a_key_goes_into_the_ledger() {
    let sandbox = ledger();
    let alice = row("alice@123.onaliyun.com", &key(true, "2026-11-20", "2026-11-24T09:00:00Z"), NO_KEY);
    let before = sandbox.inventory();
    for dry in ["-n", "--dry-run"] {
        let told = import(&sandbox, "2026-11-25", &alice, &[dry]);
        told.shows(&["Would change `alice`: created 2026-11-23 -> 2026-11-20", "last used (nothing) -> 2026-11-24"])
            .succeeds();
    }
    fs::remove_file(sandbox.path("report.csv")).unwrap();
    sandbox.assert_unchanged(&before);
    let told = import(&sandbox, "2026-11-25", &alice, &[]);
    told.shows(&["Changed `alice`: rotate by 2027-02-21 -> 2027-02-18", "user (nothing) -> alice@123.onaliyun.com"])
        .succeeds();
    let shown = sandbox.run_on(SEALED, &["show", "alice", "--json"]).json();
    assert_eq!((shown["created"].as_str(), shown["last_used"].as_str()), (Some("2026-11-20"), Some("2026-11-24")));
    assert_eq!(shown["history"][2]["facts"]["fields"], "created, rotate by, last used, user");
    import(&sandbox, "2026-11-25", &alice, &[]).shows(&["knows all that already"]).succeeds();
    let older = row("alice@123.onaliyun.com", &key(true, "2026-11-20", "2026-11-21T09:00:00Z"), NO_KEY);
    import(&sandbox, "2026-11-26", &older, &["--date", "2026-11-22"]).shows(&["knows all that already"]).succeeds();
    import(&sandbox, "2026-11-26", &older, &["--date", "2026-11-27"]).says(&["still to come"]).fails(2);
}

#[test]
fn whatever_needs_attention_is_found() {
    let sandbox = ledger();
    let login = |password: &str, mfa: &str| format!("2026-01-01T00:00:00Z,-,TRUE,TRUE,{password}T00:00:00Z,-,{mfa}");
    let fresh = key(true, "2027-02-01", "2027-03-01T00:00:00Z");
    let rows = [
        format!("<root>,{},{fresh},{NO_KEY}\n", login("2027-02-01", "TRUE")),
        row("alice", &key(true, "2026-11-23", "-"), NO_KEY),
        format!("bob,{},{NO_KEY},{NO_KEY}\n", login("2026-11-01", "FALSE")),
        row("carol", &key(true, "2026-10-01", "2027-03-01T00:00:00Z"), NO_KEY),
    ];
    let told = import(&sandbox, "2027-03-02", &rows.concat(), &["--json"]);
    assert_eq!(
        found(&told),
        [
            "root-key <root> -",
            "unknown-key <root> -",
            "key-old alice alice",
            "key-unused alice alice",
            "no-mfa bob -",
            "password-old bob -",
            "key-old carol -",
            "unknown-key carol -",
        ]
    );
    let told = import(&sandbox, "2027-03-02", &rows.concat(), &[]).shows(&[
        "FOUND",
        "was never used, and is 99 days old",
        "access_key_1",
        "password-old",
    ]);
    assert_eq!(told.code, 22, "{told:#?}");
}

#[test]
fn ninety_days_are_not_yet_too_many() {
    let sandbox = ledger();
    for (day, codes) in [("2027-02-21", &[][..]), ("2027-02-22", &["key-old alice alice", "key-unused alice alice"])] {
        let told = import(&sandbox, day, &row("alice", &key(true, "2026-11-23", "-"), NO_KEY), &["--json"]);
        assert_eq!(found(&told), codes, "{day}");
    }
}

#[test]
fn what_the_ledger_calls_gone_and_the_cloud_calls_active_is_found_and_the_other_way_round() {
    let sandbox = ledger();
    seal(&sandbox, ALICE, OTHER_ID, OTHER_SECRET, &["--supersedes", ID, "--created", "2026-11-01"]);
    for step in ["disabled", "deleted"] {
        let done = ["rotate", "alice", "--done", step, "--force", "--reason", "leaked"];
        sandbox.run_on("2026-11-24", &done).succeeds();
        let rows = row("alice", &key(true, "2026-11-23", "-"), &key(false, "2026-11-01", "-"));
        let told = import(&sandbox, "2026-11-25", &rows, &["--json"]);
        assert_eq!(found(&told), ["inactive alice alice-2", "still-active alice alice"], "{step}");
    }
    let gone = import(&sandbox, "2026-11-25", &row("alice", NO_KEY, NO_KEY), &["--json"]);
    assert_eq!(found(&gone), ["not-in-report alice alice-2"]);
    let older = import(&sandbox, "2026-11-25", &row("alice", NO_KEY, NO_KEY), &["--json", "--date", "2026-10-31"]);
    assert!(found(&older).is_empty(), "a report knows no key that was created after it");
}

#[test]
fn a_disabled_key_that_the_cloud_lists_as_active_is_not_deleted_until_it_is_listed_as_inactive() {
    let sandbox = ledger();
    let run = |day: &str, more: &[&str]| sandbox.run_on(day, &[&["rotate", "alice", "--done"], more].concat());
    run("2026-11-24", &["disabled", "--force", "--reason", "leaked"]).succeeds();
    let list = |day: &str, status: &str| {
        let key = format!(r#"{{"AccessKeyId": "{ID}", "Status": "{status}", "CreateDate": "2026-11-23T08:00:00Z"}}"#);
        sandbox.write("keys.json", format!(r#"{{"AccessKeys": {{"AccessKey": [{key}]}}, "RequestId": "x"}}"#));
        sandbox.run_on("2026-12-10", &["import", "--list-access-keys", "@keys.json", "--date", day, "--json"])
    };
    sandbox.write("used.json", r#"{"AccessKeyLastUsed": {"LastUsedDate": "N/A"}, "RequestId": "x"}"#);
    sandbox.run_on("2026-12-02", &["import", "--last-used", "@used.json", "--id", ID]).succeeds();
    assert_eq!(found(&list("2026-12-02", "Active")), ["still-active - alice"]);
    let says = "the cloud listed the old key as active on 2026-12-02";
    run("2026-12-10", &["unused"]).says(&[says]).fails(1);
    assert!(found(&list("2026-12-01", "Inactive")).is_empty(), "an older answer clears nothing");
    run("2026-12-10", &["deleted"]).says(&[says]).fails(1);
    assert!(found(&list("2026-12-03", "Inactive")).is_empty());
    run("2026-12-10", &["unused"]).succeeds();
    run("2026-12-10", &["deleted"]).succeeds();
}

#[test]
fn keys_that_cannot_be_told_apart_change_nothing() {
    let sandbox = ledger();
    seal(&sandbox, ALICE, OTHER_ID, OTHER_SECRET, &[]);
    let rows = row("alice", &key(true, "2026-11-23", "2026-11-24T00:00:00Z"), &key(true, "2026-11-23", "-"));
    let told = import(&sandbox, "2026-11-25", &rows, &["--json"]);
    assert_eq!(found(&told), ["ambiguous-key alice -", "ambiguous-key alice -"]);
    let json: Value = serde_json::from_str(&told.out).unwrap();
    assert_eq!(json["changes"].as_array().unwrap().len(), 0);
    let newer = row("alice", &key(true, "2026-11-24", "-"), &key(true, "2026-11-25", "-"));
    assert_eq!(
        found(&import(&sandbox, "2026-11-25", &newer, &["--json"])),
        ["unknown-key alice -", "unknown-key alice -"]
    );
}

#[test]
fn users_of_other_domains_are_other_users() {
    let sandbox = ledger();
    sandbox.run_on(SEALED, &["edit", "alice", "--user", "alice@123.onaliyun.com"]).succeeds();
    let told =
        import(&sandbox, SEALED, &row("alice@456.onaliyun.com", &key(true, "2026-11-23", "-"), NO_KEY), &["--json"]);
    // The report has no user of the ledger's at all: another account's, or the user is gone.
    let nobody = "not-in-report alice@123.onaliyun.com alice";
    assert_eq!(found(&told), ["unknown-key alice@456.onaliyun.com -", nobody]);
    let told =
        import(&sandbox, SEALED, &row("ALICE@123.onaliyun.com", &key(true, "2026-11-23", "-"), NO_KEY), &["--json"]);
    assert!(found(&told).is_empty());
}

#[test]
fn what_is_not_understood_is_named_and_what_is_no_report_is_refused() {
    let sandbox = ledger();
    let odd = row("alice", "TRUE,perhaps,2026-11-23T08:00:00Z,-", NO_KEY);
    let told =
        import(&sandbox, SEALED, &odd, &[]).shows(&["Not understood: line 2, `access_key_1_active`: this is not TRUE"]);
    told.succeeds();
    let escaped = import(&sandbox, SEALED, &row("\u{1b}[2J", &key(true, "2026-11-23", "-"), NO_KEY), &[]);
    assert!(escaped.out.contains("\\u{1b}[2J") && !escaped.out.contains('\u{1b}'));
    for (text, says) in [("a,b\n", "no column `user`"), ("", "empty"), ("user\n\"x", "a quote is left open")] {
        fs::write(sandbox.path("report.csv"), text).unwrap();
        let refused =
            sandbox.run_on(SEALED, &["import", "@report.csv"]).says(&[says, "unchanged: the ledger is as it was"]);
        refused.fails(5);
    }
    fs::write(sandbox.path("report.csv"), format!("{HEADER}\n{odd}")).unwrap();
    sandbox.refuses(2, &["import"]);
    sandbox.refuses(9, &["import", "nowhere.csv"]);
    sandbox.refuses(2, &["import", "report.csv", "--user", "alice"]);
}

#[test]
fn a_state_that_is_not_understood_is_no_state() {
    let sandbox = ledger();
    let disable = ["rotate", "alice", "--done", "disabled", "--force", "--reason", "leaked"];
    sandbox.run_on("2026-11-24", &disable).succeeds();
    let told =
        import(&sandbox, "2026-11-25", &row("alice", "TRUE,perhaps,2026-11-23T08:00:00Z,-", NO_KEY), &["--json"]);
    assert!(found(&told).is_empty(), "neither active nor inactive: {told:?}");
    assert!(told.out.contains("access_key_1_active"), "{told:?}");
    let record = fs::read_to_string(sandbox.vault("keys/alice.toml")).unwrap();
    assert!(!record.contains("seen_active"), "{record}");
}

#[test]
fn a_user_in_two_rows_is_told_and_a_report_is_taken_as_the_api_gives_it() {
    let sandbox = ledger();
    let alice = row("alice", &key(true, "2026-11-20", "2026-11-22T00:00:00Z"), NO_KEY);
    let other = row("alice", &key(true, "2026-11-21", "2026-11-23T00:00:00Z"), NO_KEY);
    let says = "Not understood: line 3, `user`: this user stands in a row above, which is read";
    let told = import(&sandbox, SEALED, &(alice + &other), &["-n"]);
    told.shows(&[says, "last used (nothing) -> 2026-11-22"]).succeeds();
    // `user,mfa_active,access_key_1_exist,access_key_1_active` and a row of `alice`.
    let base64 =
        "dXNlcixtZmFfYWN0aXZlLGFjY2Vzc19rZXlfMV9leGlzdCxhY2Nlc3Nfa2V5XzFfYWN0aXZlCmFsaWNlLEZBTFNFLFRSVUUsRkFMU0UK";
    for content in [base64.to_owned(), format!(r#"{{"Content": "{base64}", "RequestId": "x"}}"#)] {
        sandbox.write("report", content);
        let told = sandbox.run_on(SEALED, &["import", "@report", "-n", "--json"]);
        assert_eq!(found(&told), ["no-mfa alice -", "inactive alice alice"]);
    }
}

#[test]
fn the_answers_of_the_api_have_ids() {
    let sandbox = ledger();
    sandbox.run_on(SEALED, &["edit", "alice", "--user", "alice"]).succeeds();
    let one = |id: &str, status: &str| {
        format!(r#"{{"AccessKeyId": "{id}", "Status": "{status}", "CreateDate": "2026-11-20T08:00:00Z"}}"#)
    };
    let list = |keys: &[String]| {
        sandbox.write(
            "keys.json",
            format!(r#"{{"AccessKeys": {{"AccessKey": [{}]}}, "RequestId": "x"}}"#, keys.join(",")),
        );
    };
    let import = |more: &[&str]| {
        sandbox.run_on("2026-11-25", &[&["import", "--list-access-keys", "@keys.json", "--json"], more].concat())
    };
    list(&[one(ID, "Active"), one(OTHER_ID, "Active")]);
    let told = import(&["--user", "alice"]);
    assert_eq!(found(&told), ["unknown-key alice -"]);
    assert!(!told.out.contains(OTHER_ID) && told.out.contains("LTAI****0002"));
    assert_eq!(sandbox.run_on(SEALED, &["show", "alice", "--json"]).json()["created"], "2026-11-20");
    list(&[one(ID, "Inactive")]);
    assert_eq!(found(&import(&[])), ["inactive - alice"]);
    list(&[]);
    assert_eq!(found(&import(&["--user", "alice"])), ["not-in-report alice alice"]);
    let before = ["--user", "alice", "--date", "2026-11-19"];
    assert!(found(&import(&before)).is_empty(), "the key was created on the day after");
    assert!(found(&import(&[])).is_empty());
}

#[test]
fn a_use_that_is_still_to_come_is_not_understood_and_changes_nothing() {
    let sandbox = ledger();
    sandbox.write("used.json", r#"{"AccessKeyLastUsed": {"LastUsedDate": "2036-11-26T00:00:00Z"}, "RequestId": "x"}"#);
    let told = sandbox.run_on("2026-11-25", &["import", "--last-used", "@used.json", "--id", ID]);
    told.shows(&["Not understood: line 1, `LastUsedDate`: this day is later than the report"]).succeeds();
    let rows = row("alice", &key(true, "2026-11-23", "2036-11-26T00:00:00Z"), NO_KEY);
    import(&sandbox, "2026-11-25", &rows, &[])
        .shows(&["Not understood: line 2, `access_key_1_last_used`: this day is later than the report"])
        .succeeds();
    let record = fs::read_to_string(sandbox.vault("keys/alice.toml")).unwrap();
    assert!(!record.contains("last_used") && !record.contains("used_checked"), "{record}");
}

#[test]
fn the_last_use_stops_a_rotation() {
    let sandbox = ledger();
    let used = |date: &str, day: &str, id: &str| {
        sandbox
            .write("used.json", format!(r#"{{"AccessKeyLastUsed": {{"LastUsedDate": "{date}"}}, "RequestId": "x"}}"#));
        sandbox.run_on(day, &["import", "--last-used", "@used.json", "--id", id])
    };
    used("2026-11-24T00:00:00Z", "2026-11-25", OTHER_ID).says(&["does not know LTAI****0002"]).fails(9);
    sandbox
        .run_on("2026-11-24", &["rotate", "alice", "--done", "disabled", "--force", "--reason", "leaked"])
        .succeeds();
    used("2026-11-26T00:00:00Z", "2026-12-02", ID).shows(&["last used (nothing) -> 2026-11-26"]).succeeds();
    let unused = sandbox.run_on("2026-12-02", &["rotate", "alice", "--done", "unused"]);
    unused.says(&["the old key was used on 2026-11-26, after the switch on 2026-11-24"]).fails(1);
    sandbox.refuses(2, &["import", "--last-used", "used.json"]).says(&["--id"]);
    assert!(sandbox.run_on("2026-12-02", &["show", "alice"]).succeeds().contains(MASKED));
}

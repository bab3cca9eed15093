//! Console passwords: made, checked, and reminded of.

use crate::sandbox::Sandbox;
use crate::schemas;
use crate::terminal::{CLEAR_AND_LEAVE_SCREEN, ENTER_SCREEN};

#[test]
fn a_new_password_goes_into_an_owner_only_file_and_never_to_standard_output() {
    let sandbox = Sandbox::new();
    sandbox.run(&["password", "new", "--out", "new"]).shows(&["Wrote a new password"]).succeeds();
    let password = sandbox.read("new");
    assert_eq!((password.trim_end().len(), sandbox.mode("new")), (20, 0o600));
    sandbox.run(&["password", "new", "--out", "long", "--length", "32"]).succeeds();
    assert_eq!(sandbox.read("long").trim_end().len(), 32);
    sandbox.refuses(8, &["password", "new", "--out", "new"]).says(&["exists already"]);
    sandbox.refuses(2, &["password", "new", "--out", "-"]).says(&["never goes to standard output"]);
    sandbox.refuses(2, &["password", "new", "--length", "7"]).says(&["8 to 32"]);
    sandbox.refuses(10, &["password", "new"]).says(&["no terminal to show the password on", "--out FILE"]);
}

#[test]
fn a_new_password_is_shown_once() {
    let sandbox = Sandbox::new();
    let shown = sandbox.start("", &["password", "new"]).shows(ENTER_SCREEN).shows("Press any key");
    let ended = shown.types("x").ends().with(0);
    assert!(ended.seen.ends_with(CLEAR_AND_LEAVE_SCREEN), "{ended:?}");
    assert_eq!(sandbox.read("out"), "");
}

#[test]
fn a_typed_password_is_judged_and_not_kept() {
    let sandbox = Sandbox::new();
    let check = ["password", "check", "--user", "alice@example.com"];
    for (typed, code, words) in [
        ("kV7#mQ2$xR9!pL4^", 0, ["about 10^1", "tries to guess"]),
        ("Password1!", 1, ["tries to guess", "can be guessed too soon"]),
        ("kv7#mq2$xr9!pl4^zz", 1, ["no upper-case letters", "policy may refuse"]),
        ("Alice#mQ2$xR9!pL4^", 1, ["name of the user", "policy may refuse"]),
    ] {
        let asked = sandbox.start("", &check).asks_hidden("Password (not shown):");
        let ended = asked.types(&format!("{typed}\n")).ends().with(code);
        let told = format!("{}{}", ended.seen, sandbox.read("out"));
        assert!(words.iter().all(|word| told.contains(word)) && !told.contains(typed), "{told}");
    }
    let in_json = ["akvault", "password", "check", "--json"];
    let _ended =
        sandbox.start("", &in_json[1..]).asks_hidden("Password (not shown):").types("Password1!\n").ends().with(1);
    schemas::check(&in_json.map(Into::into), &sandbox.read("out"));
    assert!(!sandbox.vault("").exists());
    sandbox.refuses(10, &check);
}

#[test]
fn a_password_is_reminded_of_by_its_days_alone() {
    let sandbox = Sandbox::new();
    let on = |day: &str, arguments: &[&str]| sandbox.run_on(day, &[&["password"], arguments].concat());
    on("2026-11-23", &["list"]).shows(&["No password is tracked"]).succeeds();
    on("2026-11-23", &["track", "alice"]).shows(&["again by 2027-02-21"]).succeeds();
    let bob = ["track", "bob", "--changed", "2026-11-01", "--rotate-every", "30d"];
    on("2026-11-23", &bob).shows(&["again by 2026-12-01"]).succeeds();
    let due = on("2026-12-02", &["list", "--json"]);
    let json: serde_json::Value = serde_json::from_str(&due.out).unwrap();
    assert_eq!(due.code, 21, "{due:?}");
    for (day, code) in [("2026-11-16", 0), ("2026-11-17", 20), ("2026-12-01", 20), ("2026-12-02", 21)] {
        let (listed, status) = (on(day, &["list"]), sandbox.run_on(day, &["status"]));
        assert_eq!((listed.code, status.code), (code, code), "{day}: {listed:?} {status:?}");
    }
    let status = |more: &[&str]| sandbox.run_on("2026-12-02", &[&["status"], more].concat());
    assert!(status(&[]).out.contains("1 console password is overdue: `akvault password list`"));
    let member = serde_json::from_str::<serde_json::Value>(&status(&["--json"]).out).unwrap()["passwords"].clone();
    assert_eq!((&member["overdue"], &member["due_soon"]), (&1.into(), &0.into()));
    let watched = status(&["--nagios"]);
    assert!(watched.code == 2 && watched.out.contains("1 console password is overdue |"), "{watched:?}");
    assert!(watched.out.ends_with(" passwords_overdue=1 passwords_due_soon=0\n"), "{watched:?}");
    let metrics = status(&["--prometheus", "-"]);
    assert!(metrics.out.contains("\nakvault_passwords{due=\"overdue\"} 1\n"), "{metrics:?}");
    assert!(status(&["--motd"]).out.contains("1 console password is overdue"));
    status(&["--holder", "alice"]).succeeds();
    assert_eq!((&json["passwords"][0]["due"], &json["passwords"][1]["due"]), (&"ok".into(), &"overdue".into()));
    on("2026-12-02", &["track", "bob", "--changed", "2026-12-02"]).succeeds();
    on("2026-12-02", &["list"]).shows(&["bob    2026-12-02  2027-03-02"]).succeeds();
    on("2026-12-02", &["track", "bob", "--changed", "2027-12-02"])
        .fails(2)
        .says(&["the password cannot", "check --changed"]);
    on("2026-12-02", &["track", "bob", "--rotate-every", "0d"])
        .fails(2)
        .says(&["a password that is changed after 0 days"]);
    on("2026-12-02", &["forget", "bob"]).shows(&["Forgot"]).succeeds();
    on("2026-12-02", &["forget", "bob"]).fails(9).says(&["no password `bob` is tracked"]);
    let record = std::fs::read_to_string(sandbox.vault("passwords/alice.toml")).unwrap();
    assert_eq!(record, include_str!("fixtures/password-1.toml"));
    std::fs::write(sandbox.vault("passwords/alice.toml"), "version = 9\n").unwrap();
    let unreadable = on("2026-12-02", &["list", "--json"]).says(&["format version 9"]);
    assert_eq!(unreadable.code, 22, "{unreadable:?}");
    let unreadable: serde_json::Value = serde_json::from_str(&unreadable.out).unwrap();
    assert_eq!(unreadable["unreadable"].as_array().unwrap().len(), 1);
}

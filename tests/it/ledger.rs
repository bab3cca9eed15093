//! The ledger: `list`, `show` and `remove`.

use std::fs;

use crate::sandbox::{ID, MASKED, OTHER_ID, OTHER_SECRET, SECRET, Sandbox, csv, mode_of};

/// A ledger with the records `alice` and `bob`.
fn with_records() -> Sandbox {
    let sandbox = Sandbox::with_key();
    for (holder, id, secret) in [("bob", OTHER_ID, OTHER_SECRET), ("alice@example.com", ID, SECRET)] {
        sandbox.write("AccessKey.csv", csv(id, secret));
        sandbox.run(&["seal", "AccessKey.csv", "--for", holder, "-R", "recipients.txt", "-o", "mail"]).succeeds();
    }
    sandbox
}

/// Replaces a piece of a record's file.
fn edit(sandbox: &Sandbox, name: &str, from: &str, to: &str) {
    let path = sandbox.vault(&format!("keys/{name}.toml"));
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{text}");
    fs::write(path, text.replacen(from, to, 1)).unwrap();
}

#[test]
fn an_empty_ledger_says_how_to_begin_and_makes_nothing() {
    let sandbox = Sandbox::new();
    sandbox.run(&["list"]).shows(&["The ledger is empty", "akvault seal"]).succeeds();
    assert_eq!(sandbox.run(&["list", "--json"]).json()["keys"].as_array().unwrap().len(), 0);
    assert!(!sandbox.vault("").exists());
}

/// Locks, leftovers and the index are of this machine alone.
#[test]
fn a_new_ledger_tells_git_what_to_pass_over_and_asks_nobody_twice() {
    let sandbox = Sandbox::with_key();
    sandbox.bundle(&[]);
    assert_eq!(sandbox.read("operator/.gitignore"), ".*.lock\n.*.akvault-tmp\njournal.toml\n");
    assert_eq!(sandbox.mode("operator/.gitignore"), 0o600);
    fs::remove_file(sandbox.path("operator/.gitignore")).unwrap();
    sandbox.bundle(&[]);
    assert!(!sandbox.has("operator/.gitignore"), "who took it away has a reason");
    fs::remove_dir_all(sandbox.path("operator")).unwrap();
    sandbox.write("operator/.gitignore", "mine\n");
    sandbox.bundle(&[]);
    assert_eq!(sandbox.read("operator/.gitignore"), "mine\n");
}

#[test]
fn a_ledger_of_which_nothing_can_be_read_is_not_empty_and_not_filtered() {
    let sandbox = Sandbox::with_key();
    sandbox.bundle(&[]);
    fs::write(sandbox.path("operator/keys/alice.toml"), "version = 9\n").unwrap();
    let list = |more: &[&str]| sandbox.run(&[&["list", "--home", "operator"], more].concat());
    let told = list(&[]).says(&["format version 9"]).succeeds();
    assert_eq!(told, "No record can be read.\n");
    assert_eq!(list(&["--due"]).succeeds(), "No record is like that.\n");
}

#[test]
fn the_list_is_sorted_and_masked() {
    let sandbox = with_records();
    let told = sandbox.run(&["list"]).shows(&["NAME", "ROTATE BY"]).succeeds();
    let rows: Vec<&str> = told.lines().skip(1).collect();
    assert!(
        rows.len() == 2 && rows[0].starts_with("alice  LTAI****0001") && rows[1].starts_with("bob    LTAI****0002")
    );
    let json = sandbox.run(&["list", "--json"]).json();
    assert_eq!((json["keys"][0]["name"].as_str(), json["keys"][1]["state"].as_str()), (Some("alice"), Some("sealed")));
    assert!(![&told, &json.to_string()].iter().any(|text| text.contains(ID) || text.contains(SECRET)));
    assert_eq!((mode_of(&sandbox.vault("keys/alice.toml")), mode_of(&sandbox.vault("keys"))), (0o600, 0o700));
}

#[test]
fn a_record_that_cannot_be_read_is_a_warning_in_the_list_and_an_error_alone() {
    let sandbox = with_records();
    for (from, to, says) in [
        ("version = 1", "version = 9", "format version 9"),
        ("holder = ", "holder = [CANARY", "is not what a record holds"),
        ("name = \"bob\"", "name = \"eve\"", "it calls itself `eve`"),
    ] {
        edit(&sandbox, "bob", from, to);
        let told = sandbox.run(&["list"]).shows(&["alice"]).says(&["warning: the record `bob` cannot be read", says]);
        assert!(!told.err.contains("CANARY"));
        told.succeeds();
        sandbox.refuses(5, &["show", "bob"]).says(&[says, "next: "]);
        edit(&sandbox, "bob", to, from);
    }
    sandbox.run(&["show", "bob"]).succeeds();
}

#[test]
fn everything_that_is_known_of_a_key_is_shown_masked() {
    let sandbox = with_records();
    let told =
        sandbox.run(&["show", "alice"]).shows(&["name            alice", MASKED, "90d", "issued", "sealed"]).succeeds();
    let json = sandbox.run(&["show", "alice", "--json"]).json();
    assert_eq!((json["access_key_id"].as_str(), json["history_intact"].as_bool()), (Some(MASKED), Some(true)));
    assert!(
        ![&told, &json.to_string()]
            .iter()
            .any(|text| text.contains(ID) || text.contains(SECRET) || text.contains("receipt_key"))
    );
}

#[test]
fn an_edited_history_is_a_warning_and_no_crash() {
    let sandbox = with_records();
    edit(&sandbox, "alice", "holder = \"alice@example.com\"\ninstall_before", "holder = \"mallory\"\ninstall_before");
    sandbox.run(&["show", "alice"]).says(&["warning: the history of `alice` was edited or cut: event 2"]).succeeds();
    assert_eq!(sandbox.run(&["show", "alice", "--json"]).json()["history_intact"], false);
    let says = "the history of `alice` was edited or cut: `akvault audit-log` shows where";
    sandbox.run(&["status"]).says(&[says]).succeeds();
    let watched = sandbox.run(&["status", "--nagios"]);
    assert!(watched.code == 1 && watched.out.contains("; a history was edited or cut |"), "{watched:?}");
}

/// A chain whose end is gone still holds; the rest of the record tells of more.
#[test]
fn a_history_without_its_end_is_seen_by_whoever_looks_at_it() {
    let sandbox = with_records();
    let path = sandbox.vault("keys/alice.toml");
    let whole = fs::read_to_string(&path).unwrap();
    let starts: Vec<usize> = whole.match_indices("[[history]]").map(|(at, _)| at).collect();
    assert_eq!(starts.len(), 2, "{whole}");
    for (at, event) in [(starts[0], "event 1"), (starts[1], "event 2")] {
        fs::write(&path, whole.split_at(at).0).unwrap();
        let says = format!("`alice` was edited or cut: {event} does not follow");
        sandbox.run(&["show", "alice"]).says(&[&says]).succeeds();
        sandbox.run(&["status", "alice"]).says(&[&says]).succeeds();
        assert_eq!(sandbox.run(&["status", "alice", "--json"]).json()["keys"][0]["history_intact"], false);
        let log = sandbox.run(&["audit-log"]).shows(&[&says]);
        assert_eq!(log.code, 22, "{log:#?}");
    }
    fs::write(&path, &whole).unwrap();
    let log = sandbox.run(&["audit-log"]);
    assert!(log.code == 0 && !log.out.contains("does not follow"), "{log:#?}");
}

#[test]
fn names_are_names_and_not_paths() {
    let sandbox = with_records();
    sandbox.refuses(9, &["show", "carol"]).says(&["no record `carol`", "akvault list"]);
    sandbox.refuses(9, &["show", "alise"]).says(&["did you mean `alice`? "]);
    sandbox.refuses(9, &["show", "alice", "--home", "nowhere"]).says(&["no record `alice`"]);
    for bad in ["../keys/alice", "/etc/passwd", "ALICE", "."] {
        sandbox.refuses(2, &["show", bad]).says(&["is not a name"]);
        sandbox.refuses(2, &["remove", bad, "--force"]).says(&["is not a name"]);
    }
}

#[test]
fn removing_takes_a_yes() {
    let sandbox = with_records();
    let before = sandbox.inventory();
    sandbox.refuses(10, &["remove", "alice"]).says(&[
        "no terminal to ask on",
        "--force",
        "unchanged: the ledger is as it was",
    ]);
    sandbox.run(&["remove", "alice", "--dry-run"]).shows(&["Would remove `alice` (LTAI****0001)"]).succeeds();
    sandbox.assert_unchanged(&before);
    sandbox.run(&["remove", "alice", "-f"]).shows(&["Removed `alice`", "is still valid"]).succeeds();
    assert!(!sandbox.vault("keys/alice.toml").exists() && sandbox.vault("keys/bob.toml").exists());
    sandbox.refuses(9, &["remove", "alice", "-f"]).says(&["no record `alice`", "unchanged: "]);
}

#[test]
fn a_record_that_cannot_be_read_can_still_be_removed() {
    let sandbox = with_records();
    edit(&sandbox, "alice", "version = 1", "version = 9");
    assert_eq!(sandbox.run(&["remove", "alice", "--force", "--json"]).json()["removed"], true);
    assert!(!sandbox.vault("keys/alice.toml").exists());
}

#[test]
fn the_ledger_is_where_the_flag_or_the_environment_says_and_never_here() {
    let sandbox = with_records();
    sandbox.run(&["list", "--home", "elsewhere"]).shows(&["The ledger is empty"]).succeeds();
    let relative = "AKVAULT_HOME=../vault exec \"$0\" list";
    sandbox.shell(relative).shows(&["The ledger is empty"]).succeeds();
    let platform = "unset AKVAULT_HOME; XDG_DATA_HOME=\"$HOME/data\" exec \"$0\" list --json";
    fs::create_dir_all(sandbox.home("data")).unwrap();
    fs::rename(sandbox.vault(""), sandbox.home("data/akvault")).unwrap();
    let listed = sandbox.shell(platform);
    assert!(!cfg!(target_os = "linux") || listed.out.contains("\"alice\""), "{listed:?}");
}

#[test]
fn a_ledger_that_others_can_change_is_refused() {
    let sandbox = with_records();
    fs::set_permissions(sandbox.vault("keys"), std::os::unix::fs::PermissionsExt::from_mode(0o777)).unwrap();
    for verb in [&["list"][..], &["show", "alice"], &["remove", "alice", "-f"]] {
        sandbox.refuses(7, verb).says(&["others can write to the directory", "chmod go-w"]);
    }
}

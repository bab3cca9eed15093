//! `edit` and the filters of `list`.

use super::{BY_FILE, assert_all_open, record, with_secrets};
use crate::sandbox::OTHER_ID;

#[test]
fn what_is_said_of_a_key_is_changed_by_options() {
    let sandbox = with_secrets();
    let sets =
        ["--for", "carol", "--created", "2026-10-01", "--rotate-every", "60d", "--profile", "p", "--region", "r"];
    let more = ["--supersedes", OTHER_ID, "--account", "1234567890123456", "--user", "carol"];
    let edit = [&["edit", "alice"], &sets[..], &more].concat();
    let before = sandbox.inventory();
    let planned = sandbox.run(&[&edit[..], &["--dry-run"]].concat()).shows(&["Would change `alice`"]).succeeds();
    sandbox.assert_unchanged(&before);
    let told = sandbox.run(&edit).shows(&["Changed `alice`", "alice@example.com -> carol"]).succeeds();
    assert_eq!(told.lines().count(), planned.lines().count());
    let shown = sandbox.run(&["show", "alice", "--json"]).json();
    let facts = ["holder", "created", "rotate_by", "profile", "region", "supersedes", "account", "user"];
    assert_eq!(
        facts.map(|fact| shown[fact].as_str().unwrap().to_owned()),
        ["carol", "2026-10-01", "2026-11-30", "p", "r", "LTAI****0002", "1234567890123456", "carol"]
    );
    assert!(record(&sandbox, "alice").contains("event = \"edited\""));
    assert_all_open(&sandbox, &BY_FILE, 2);
    let clear = ["edit", "alice", "--clear", "profile,region,supersedes,account,user"];
    sandbox.run(&clear).shows(&["p -> (nothing)"]).succeeds();
    assert!(sandbox.run(&["show", "alice", "--json"]).json()["profile"].is_null());
}

#[test]
fn what_changes_nothing_leaves_the_record_byte_for_byte() {
    let sandbox = with_secrets();
    let before = sandbox.inventory();
    sandbox.run(&["edit", "alice", "--rotate-every", "90d"]).shows(&["says so already"]).succeeds();
    sandbox.assert_unchanged(&before);
    sandbox.refuses(2, &["edit", "alice", "-n"]).says(&["nothing to change was given"]);
    sandbox.refuses(2, &["edit", "alice", "--user", "\u{1b}[31m"]).says(&["printable"]);
    sandbox.refuses(2, &["edit", "alice", "--rotate-every", "0d"]).says(&["never used"]);
    sandbox.refuses(2, &["edit", "bob", "--supersedes", OTHER_ID]).says(&["does not replace itself"]);
    sandbox.refuses(9, &["edit", "nobody", "--user", "x"]).says(&["no record `nobody`", "the ledger is as it was"]);
}

#[test]
fn the_list_shows_what_is_asked_for() {
    let sandbox = with_secrets();
    sandbox.run(&["seal", "AccessKey.csv", "--for", "carol", "-R", "recipients.txt", "-o", "mail", "-f"]).succeeds();
    sandbox.run(&["edit", "bob", "--created", "2020-01-01"]).succeeds();
    let names = |more: &[&str]| {
        let json = sandbox.run(&[&["list", "--json"], more].concat()).json();
        let names = json["keys"].as_array().unwrap().iter().map(|key| key["name"].as_str().unwrap().to_owned());
        names.collect::<Vec<_>>()
    };
    assert_eq!(names(&[]), ["alice", "bob", "carol"]);
    assert_eq!(names(&["--kept"]), ["alice", "bob"]);
    assert_eq!(names(&["--due"]), ["bob"]);
    assert_eq!(names(&["--state", "sealed"]), ["carol"]);
    assert_eq!(names(&["--state", "installed"]), Vec::<String>::new());
    assert_eq!(names(&["--for", "carol", "--kept"]), Vec::<String>::new());
    let nobody = sandbox.run(&["list", "--for", "nobody"]).shows(&["No record is like that"]);
    nobody.says(&["warning: no record is of nobody: `akvault who` shows"]).succeeds();
    let near = sandbox.run(&["list", "--for", "Carlo"]).says(&["no record is of Carlo: did you mean `carol`?"]);
    near.shows(&["No record is like that"]).succeeds();
    sandbox.run(&["list", "--wide"]).shows(&["SECRET", "BUNDLES", "access-key", "kept"]).succeeds();
}

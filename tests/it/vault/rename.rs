//! `rename`: the record and its sealed part change their name in one step.

use super::{BY_FILE, assert_all_open, identity_text, opened_with, record, with_secrets};
use crate::sandbox::CHOSEN;

#[test]
fn the_sealed_part_is_renamed_too() {
    let sandbox = with_secrets();
    let told = sandbox.run(&[&["rename", "alice", "carol"][..], &BY_FILE].concat());
    told.shows(&["`alice` is now called `carol`"]).succeeds();
    assert!(!sandbox.vault("keys/alice.toml").exists());
    let text = record(&sandbox, "carol");
    assert!(text.contains("event = \"renamed\"") && text.contains("from = \"alice\""));
    assert_eq!(opened_with(&text, &identity_text(&sandbox, CHOSEN)).unwrap()["name"], "carol");
    assert_all_open(&sandbox, &BY_FILE, 2);
}

#[test]
fn a_record_without_a_secret_needs_no_passphrase() {
    let sandbox = with_secrets();
    sandbox.run(&["seal", "AccessKey.csv", "--for", "carol", "-R", "recipients.txt", "-o", "mail", "-f"]).succeeds();
    sandbox.run(&["rename", "carol", "dave"]).succeeds();
    assert!(record(&sandbox, "dave").contains("holder = \"carol\""));
}

#[test]
fn what_cannot_be_renamed_stays() {
    let sandbox = with_secrets();
    sandbox.refuses(8, &[&["rename", "alice", "bob"][..], &BY_FILE].concat()).says(&["`bob` is taken"]);
    sandbox.refuses(2, &["rename", "alice", "alice"]).says(&["is called `alice` already"]);
    sandbox.refuses(2, &["rename", "alice", "../x"]).says(&["is not a name"]);
    sandbox.refuses(9, &["rename", "nobody", "x"]).says(&["no record `nobody`"]);
    sandbox.refuses(10, &["rename", "alice", "carol"]).says(&["no terminal", "the ledger is as it was"]);
    let wrong = ["rename", "alice", "carol", "--passphrase-file", "another"];
    sandbox.refuses(4, &wrong).says(&["wrong passphrase"]);
    sandbox.refuses(4, &["rename", "alice", "carol", "-i", "identity.txt"]).says(&["none of the identities opens"]);
}

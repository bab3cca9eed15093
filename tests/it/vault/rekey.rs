//! `rekey`: to whom secrets are sealed changes, and nothing is lost on the way.

use std::fs;

use super::{BY_FILE, DAY, assert_all_open, identity_text, opened_with, record, with_secrets, write_record};
use crate::sandbox::{CHOSEN, Sandbox};

const REKEY: [&str; 3] = ["rekey", "--passphrase-file", "@pass"];

fn add_recipient(sandbox: &Sandbox, key: &str) {
    let path = sandbox.vault("recipients.txt");
    fs::write(&path, fs::read_to_string(&path).unwrap() + key).unwrap();
}

#[test]
fn a_colleague_who_was_added_opens_everything_and_whoever_was_removed_nothing_new() {
    let sandbox = with_secrets();
    let before = fs::read_to_string(sandbox.vault("recipients.txt")).unwrap();
    let colleague = sandbox.read("identity.txt");
    assert!(opened_with(&record(&sandbox, "alice"), &colleague).is_none());
    add_recipient(&sandbox, &sandbox.read("recipients.txt"));
    let history = record(&sandbox, "alice").split_once("[[history]]").unwrap().1.to_owned();
    sandbox
        .run(&[&["rekey"][..], &BY_FILE].concat())
        .shows(&["Sealed 2 secrets", "identity is the one that it was"])
        .shows(&[&format!("sealed to       {}", sandbox.read("recipients.txt").trim())])
        .succeeds();
    let text = record(&sandbox, "alice");
    assert!(opened_with(&text, &colleague).is_some() && text.ends_with(&history), "nothing else changes");
    assert_all_open(&sandbox, &["-i", "identity.txt"], 2);
    assert_all_open(&sandbox, &BY_FILE, 2);
    fs::write(sandbox.vault("recipients.txt"), before).unwrap();
    sandbox.run(&[&["rekey"][..], &BY_FILE].concat()).succeeds();
    assert!(opened_with(&record(&sandbox, "bob"), &colleague).is_none());
    // In place, which a Tab does not see: it looks at no record.
    write_record(&sandbox, "bob", "no record");
    sandbox.run(&["complete", "fish", "--current=", "--", "show"]).shows(&["bob\t"]).succeeds();
}

#[test]
fn a_new_identity_takes_the_place_of_the_old_one() {
    let sandbox = with_secrets();
    add_recipient(&sandbox, &format!("# a colleague\n{}", sandbox.read("recipients.txt")));
    let old = identity_text(&sandbox, CHOSEN);
    let rekeyed = sandbox.run_on(DAY, &[&REKEY[..], &["--new-identity"]].concat());
    rekeyed.shows(&["Sealed 2 secrets", "A new identity has taken the place of the old one"]).succeeds();
    let new = identity_text(&sandbox, CHOSEN);
    assert_eq!(new.matches("AGE-SECRET-KEY-1").count(), 1);
    assert!(new != old && opened_with(&record(&sandbox, "alice"), &old).is_none());
    let recipients = fs::read_to_string(sandbox.vault("recipients.txt")).unwrap();
    assert!(recipients.contains("# a colleague") && recipients.matches("age1").count() == 2, "{recipients}");
    assert_all_open(&sandbox, &BY_FILE, 2);
    assert_all_open(&sandbox, &["-i", "identity.txt"], 2);
}

/// What a run leaves that was killed after the first record.
fn interrupted() -> Sandbox {
    let sandbox = with_secrets();
    let bob = record(&sandbox, "bob");
    write_record(&sandbox, "bob", &bob.replacen("sealed_secret", "sealed_sceret", 1));
    let told = sandbox.run_on(DAY, &[&REKEY[..], &["--new-identity"]].concat());
    assert!(told.code == 0 || told.code == 5, "{told:?}");
    write_record(&sandbox, "bob", &bob);
    sandbox
}

#[test]
fn an_interrupted_run_is_finished_by_the_next_and_the_old_identity_stays_until_then() {
    let sandbox = interrupted();
    assert_eq!(identity_text(&sandbox, CHOSEN).matches("AGE-SECRET-KEY-1").count(), 2);
    assert_all_open(&sandbox, &BY_FILE, 2);
    let told = sandbox.run_on(DAY, &[&REKEY[..], &["--new-identity"]].concat());
    told.says(&["an earlier rekey was interrupted"]).succeeds();
    assert_eq!(identity_text(&sandbox, CHOSEN).matches("AGE-SECRET-KEY-1").count(), 1);
    assert_all_open(&sandbox, &BY_FILE, 2);
}

#[test]
fn a_secret_that_does_not_open_is_named_and_keeps_the_old_identity() {
    let sandbox = with_secrets();
    let (alice, bob) = (record(&sandbox, "alice"), record(&sandbox, "bob"));
    write_record(&sandbox, "bob", &bob.replace(super::sealed_part(&bob), super::sealed_part(&alice)));
    let told = sandbox.run_on(DAY, &[&REKEY[..], &["--new-identity"]].concat());
    assert_eq!(told.code, 5, "{told:?}");
    let told = told.shows(&["bob: ", "belongs to another record", "Sealed 1 secrets"]);
    let _told = told.says(&["1 secrets could not be sealed anew", "the old identity is kept"]);
    assert_eq!(identity_text(&sandbox, CHOSEN).matches("AGE-SECRET-KEY-1").count(), 2);
}

/// A run that is killed while its copies wait beside the vault's files has made no identity yet.
#[test]
fn what_a_killed_run_left_beside_the_keys_is_swept() {
    let sandbox = with_secrets();
    let left = [".identity.age.akvault-tmp", ".recipients.txt.akvault-tmp", ".journal.toml.akvault-tmp"];
    for name in left {
        fs::write(sandbox.vault(name), "left").unwrap();
    }
    sandbox.run(&[&["rekey"][..], &BY_FILE].concat()).shows(&["identity is the one that it was"]).succeeds();
    assert!(left.iter().all(|name| !sandbox.vault(name).exists()));
}

#[test]
fn nobody_locks_themselves_out() {
    let sandbox = with_secrets();
    fs::write(sandbox.vault("recipients.txt"), sandbox.read("recipients.txt")).unwrap();
    let rekey = [&["rekey"][..], &BY_FILE].concat();
    sandbox.refuses(8, &rekey).says(&["public key of none of these identities", "nothing is lost"]);
    sandbox.refuses(2, &["rekey", "--new-identity", "-i", "identity.txt"]).says(&["cannot be used with"]);
    fs::write(sandbox.vault("recipients.txt"), "age1oops\n").unwrap();
    sandbox.refuses(5, &rekey).says(&["`recipients.txt` of the vault cannot be used", "line 1"]);
}

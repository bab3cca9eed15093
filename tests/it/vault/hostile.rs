//! Records that an attacker has edited: whatever is in them, no secret comes out of the wrong one, and
//! nothing reaches the terminal that could repaint it.

use std::fs;

use super::{BY_FILE, record, sealed_part, with_secrets, write_record};
use crate::sandbox::{ID, OTHER_ID, SECRET};

/// A name for a secret that is asked for in each of the ways there are.
const OPENING: [&[&str]; 2] = [&["rename", "alice", "carol"], &["verify"]];

#[test]
fn secrets_are_not_swapped_between_records() {
    let sandbox = with_secrets();
    let (alice, bob) = (record(&sandbox, "alice"), record(&sandbox, "bob"));
    for (text, says) in [
        (alice.replace(sealed_part(&alice), sealed_part(&bob)), "the name is not the same"),
        (alice.replace(ID, OTHER_ID), "the AccessKey ID is not the same"),
        (bob.replace("name = \"bob\"", "name = \"alice\""), "the name is not the same"),
        (alice.replace("kind = \"access-key\"", "kind = \"file\""), "the kind is not the same"),
    ] {
        write_record(&sandbox, "alice", &text);
        for verb in OPENING {
            let told = sandbox.run(&[verb, &BY_FILE].concat());
            let all = format!("{}{}", told.out, told.err);
            assert!(matches!(told.code, 5 | 22) && all.contains(says) && !all.contains(SECRET), "{verb:?} {told:?}");
        }
    }
}

#[test]
fn huge_deep_new_and_control_bytes_are_refused_by_name() {
    let sandbox = with_secrets();
    let alice = record(&sandbox, "alice");
    let huge = format!("{alice}# {}\n", "x".repeat(2 << 20));
    let deep = alice.replacen("version = 1", &format!("version = 1\ndeep = {}", "[".repeat(100_000)), 1);
    let long = alice.replacen("\n-----END", &format!("\n{}\n-----END", "A".repeat(900_000)), 1);
    let escape = alice.replacen("-----BEGIN AGE", "\\u001b]52;c;eA==\\u0007-----BEGIN AGE", 1);
    for (text, says) in [
        (huge, "larger than 1048576 bytes"),
        (deep, "is not what a record holds"),
        (long, "armor"),
        (escape, "this is not an age file"),
        (alice.replacen("version = 1", "version = 2", 1), "format version 2"),
        (alice.replacen("sealed_secret = \"\"\"", "sealed_secret = \"\"\"age-encryption.org/v1\n", 1), "header"),
    ] {
        write_record(&sandbox, "alice", &text);
        for verb in OPENING {
            let told = sandbox.run(&[verb, &BY_FILE].concat());
            let all = format!("{}{}", told.out, told.err);
            assert!(matches!(told.code, 5 | 22) && all.contains(says), "{says}: {verb:?} {told:?}");
            assert!(!all.contains('\u{1b}') && !all.contains("defect"), "{told:?}");
        }
    }
}

#[test]
fn a_cut_history_is_a_warning_and_the_secret_still_opens() {
    let sandbox = with_secrets();
    let alice = record(&sandbox, "alice");
    let (head, history) = alice.split_once("[[history]]").unwrap();
    let (_, rest) = history.split_once("[[history]]").unwrap();
    write_record(&sandbox, "alice", &format!("{head}[[history]]{rest}"));
    let told = sandbox.run(&[&["rename", "alice", "carol"][..], &BY_FILE].concat());
    told.succeeds();
    sandbox.run(&["show", "carol"]).says(&["the history of `carol` was edited or cut: event 1"]).succeeds();
}

#[test]
fn a_vault_that_others_can_change_is_refused() {
    let sandbox = with_secrets();
    fs::set_permissions(sandbox.vault(""), std::os::unix::fs::PermissionsExt::from_mode(0o777)).unwrap();
    for verb in [&["add", "x", "AccessKey.csv", "--for", "x"][..], &["verify"], &["rekey"], &["passwd"]] {
        sandbox.refuses(7, verb).says(&["others can write to the directory"]);
    }
}

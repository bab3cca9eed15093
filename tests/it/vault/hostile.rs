//! Records that an attacker has edited: whatever is in them, no secret comes out of the wrong one, and
//! nothing reaches the terminal that could repaint it.

use std::fs;

use akvault::printable::is_unprintable;

use super::{BY_FILE, record, sealed_part, with_secrets, write_record};
use crate::sandbox::{ID, OTHER_ID, OTHER_SECRET, SECRET, Sandbox};

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

/// Its chain holds, but there are fewer events than there were.
#[test]
fn a_history_without_its_end_is_a_fault_and_stays_one() {
    let sandbox = with_secrets();
    sandbox.run(&["edit", "bob", "--user", "bob"]).succeeds();
    let bob = record(&sandbox, "bob");
    write_record(&sandbox, "bob", bob.rsplit_once("[[history]]").unwrap().0);
    for missing in ["event 3 does not follow", "event 4 does not follow"] {
        let verified = sandbox.run(&["verify"]);
        assert!(verified.code == 22 && verified.out.contains(missing), "{verified:?}");
        sandbox.run(&["edit", "bob", "--account", "1234567890123456"]).succeeds();
    }
}

/// Repaints, sets the clipboard, ends a line and turns the text round, as TOML escapes it.
const HOSTILE: &str = "\\u001b[2J\\u001b]52;c;eA==\\u0007\\u009b31m\\u202e\\r\\n\\u007f$(touch pwned)";

/// Whatever an attacker can make of `keys/alice.toml`.
fn edited(alice: &str, bob: &str) -> Vec<String> {
    let cut = alice.len() / 2;
    let (head, tail) = alice.split_at(alice.char_indices().map(|(at, _)| at).find(|at| *at >= cut).unwrap());
    let replaced = [
        ("issuer = \"", format!("issuer = \"{HOSTILE}")),
        ("holder = \"", format!("holder = \"{HOSTILE}")),
        ("event = \"issued\"", format!("event = \"{HOSTILE}\"\nfact = \"{HOSTILE}\"")),
        ("name = \"alice\"", "name = \"../../alice\"".to_owned()),
        ("name = \"alice\"", "name = \"bob\"".to_owned()),
        ("version = 1", "version = 2".to_owned()),
        ("version = 1", "version = 99999999999999999999".to_owned()),
        ("version = 1", format!("version = 1\nuser = \"{HOSTILE}\"\naccount = \"{HOSTILE}\"")),
        (
            "version = 1",
            "version = 1\nlast_used = \"9999-12-31\"\nsupersedes = \"LTAI5tEXAMPLEexample0001\"".to_owned(),
        ),
        ("version = 1", format!("version = 1\ndeep = {}", "[".repeat(50_000))),
        ("rotate_every = \"90d\"", "rotate_every = \"36500d\"".to_owned()),
        ("rotate_every = \"90d\"", "rotate_every = \"0d\"".to_owned()),
        ("2026-", "9999-".to_owned()),
        ("2026-", "0001-".to_owned()),
        (ID, OTHER_ID.to_owned()),
        ("[[history]]", "[history]".to_owned()),
        (sealed_part(alice), sealed_part(bob).to_owned()),
        (sealed_part(alice), "A".repeat(100_000)),
    ];
    let mut edited: Vec<String> = replaced.iter().map(|(from, to)| alice.replace(from, to)).collect();
    edited.extend([head.to_owned(), tail.to_owned(), String::new(), "\0".repeat(5_000), format!("\u{feff}{alice}")]);
    edited
}

/// All that reads or writes a record. What needs the vault's passphrase gets it.
fn verbs() -> Vec<Vec<&'static str>> {
    let lines = [
        "list --wide",
        "list --json",
        "show alice",
        "show alice --json",
        "status",
        "status alice",
        "status --json",
        "status --csv",
        "status --nagios",
        "status --motd",
        "status --prometheus -",
        "status --ics -",
        "who alice@example.com",
        "who bob",
        "audit-log",
        "audit-log --json",
        "rotate alice",
        "rotate alice --json",
        "rotate alice --done disabled",
        "check",
        "check --json",
        "verify",
        "verify PASS",
        "edit alice --user x",
        "rename alice carol PASS",
        "seal other.csv --for bob --out mail --passphrase-out words",
        "credential-process alice PASS",
        "exec alice PASS -- true",
        "rekey PASS",
        "receipt XB0N-W90E Q36E-TX89-3FZZ",
        "remove alice --force",
    ];
    let words = |line: &'static str| {
        line.split(' ').flat_map(|word| if word == "PASS" { BY_FILE.to_vec() } else { vec![word] })
    };
    lines.iter().map(|line| words(line).collect()).collect()
}

#[test]
fn no_verb_is_harmed_by_an_edited_record_nor_harms_with_it() {
    let sandbox = with_secrets();
    let (alice, bob) = (record(&sandbox, "alice"), record(&sandbox, "bob"));
    for text in edited(&alice, &bob) {
        for verb in verbs() {
            write_record(&sandbox, "alice", &text);
            assert_harmless(&sandbox, &verb, &text);
            for made in ["mail", "words"] {
                let made = sandbox.path(made);
                drop((fs::remove_file(&made), fs::remove_dir_all(&made)));
            }
            drop(fs::remove_file(sandbox.vault("keys/carol.toml")));
            write_record(&sandbox, "bob", &bob);
        }
    }
}

#[track_caller]
fn assert_harmless(sandbox: &Sandbox, verb: &[&str], text: &str) {
    let told = sandbox.run(verb);
    let start: String = text.chars().take(300).collect();
    let case = || format!("{verb:?}\n{told:?}\n{start}");
    assert!(matches!(told.code, 0..=2 | 4..=9 | 11 | 20..=22) || verb.contains(&"--nagios"), "{}", case());
    for said in [&told.out, &told.err] {
        assert!(!said.chars().any(|c| is_unprintable(c) && c != '\r'), "{}", case());
        assert!(!said.contains("defect") && !said.contains("panicked"), "{}", case());
    }
    let secrets = [SECRET, OTHER_SECRET].map(|secret| told.out.contains(secret) || told.err.contains(secret));
    let may_tell = verb.starts_with(&["credential-process"]) && told.code == 0;
    assert!(!secrets[1] && (!secrets[0] || may_tell), "{}", case());
    assert!(!sandbox.path("pwned").exists() && !sandbox.vault("alice.toml").exists(), "{}", case());
    let bob = toml::from_str::<toml::Table>(&record(sandbox, "bob")).unwrap();
    assert_eq!(bob["access_key_id"].as_str(), Some(OTHER_ID), "{}", case());
}

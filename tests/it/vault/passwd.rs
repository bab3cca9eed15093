//! `passwd`: the passphrase changes, the identity and all that is sealed to it stay.

use std::fs;
use std::os::fd::AsRawFd as _;
use std::os::unix::fs::symlink;

use super::{ANOTHER, BY_FILE, DAY, assert_all_open, identity_text, with_secrets};
use crate::sandbox::CHOSEN;

const NEW: [&str; 2] = ["--new-passphrase-file", "@another"];

#[test]
fn the_new_passphrase_opens_the_same_identity_and_the_old_one_nothing() {
    let sandbox = with_secrets();
    let (identity, alice) = (identity_text(&sandbox, CHOSEN), super::record(&sandbox, "alice"));
    sandbox.run_on(DAY, &[&["passwd", "--passphrase-file", "@pass"][..], &NEW].concat()).succeeds();
    assert_eq!((identity_text(&sandbox, ANOTHER), super::record(&sandbox, "alice")), (identity, alice));
    sandbox.refuses(4, &[&["verify"][..], &BY_FILE].concat()).says(&["wrong passphrase"]);
    assert_all_open(&sandbox, &["--passphrase-file", "another"], 2);
}

#[test]
fn the_strength_is_that_of_a_new_vault() {
    let sandbox = with_secrets();
    let told = sandbox.shell("exec \"$0\" passwd --passphrase-fd 3 --new-passphrase-fd 4 3<pass 4<another");
    told.shows(&["Changed the passphrase", "still open with the old one"]).succeeds();
    let inspected = sandbox.run(&["inspect", sandbox.vault("identity.age").to_str().unwrap(), "--json"]).json();
    assert_eq!(inspected["scrypt_log_n"], 18);
}

#[test]
fn both_passphrases_come_from_descriptors_too() {
    let sandbox = with_secrets();
    let open = |name| fs::File::open(sandbox.path(name)).unwrap();
    let (old, new) = (open("pass"), open("another"));
    let numbers = [old.as_raw_fd().to_string(), new.as_raw_fd().to_string()];
    let passwd = ["passwd", "--passphrase-fd", &numbers[0], "--new-passphrase-fd", &numbers[1]];
    sandbox.run_on(DAY, &passwd).succeeds();
    assert_all_open(&sandbox, &["--passphrase-file", "another"], 2);
}

#[test]
fn words_are_made_here_too() {
    let sandbox = with_secrets();
    let passwd = ["passwd", "--passphrase-file", "@pass", "--passphrase-out", "@sms/words"];
    sandbox.run_on(DAY, &passwd).succeeds();
    assert_all_open(&sandbox, &["--passphrase-file", "sms/words"], 2);
}

#[test]
fn a_wrong_old_or_a_weak_new_passphrase_changes_nothing() {
    let sandbox = with_secrets();
    sandbox.write("weak", "password1");
    let cases: [(u8, &[&str], &str); 5] = [
        (4, &["--passphrase-file", "another", "--new-passphrase-file", "pass"], "wrong passphrase"),
        (2, &["--passphrase-file", "pass", "--new-passphrase-file", "weak"], "can be guessed"),
        (2, &["--passphrase-file", "-", "--new-passphrase-file", "-"], "one purpose only"),
        (10, &["--passphrase-file", "pass"], "no terminal"),
        (10, &["--passphrase-file", "pass", "--generate"], "no terminal to show"),
    ];
    for (code, arguments, says) in cases {
        sandbox.refuses(code, &[&["passwd"], arguments].concat()).says(&[says, "the passphrase is as it was"]);
    }
    fs::remove_file(sandbox.vault("identity.age")).unwrap();
    sandbox.refuses(9, &["passwd", "--passphrase-file", "pass"]).says(&["no identity of its own"]);
}

/// Whoever copies the vault would have it too, wherever it lies in there and by whatever name.
#[test]
fn nothing_that_is_not_sealed_goes_into_the_vault() {
    let sandbox = with_secrets();
    symlink(sandbox.vault("keys"), sandbox.path("alias")).unwrap();
    let keys = sandbox.vault("keys/words");
    let passwd = ["passwd", "--passphrase-file", "pass", "--passphrase-out"];
    let seal = ["seal", "AccessKey.csv", "--for", "alice", "--out", "mail", "--passphrase-out"];
    let roster = ["seal", "--roster", "roster.csv", "--out", "mail", "--passphrase-out"];
    sandbox.write("roster.csv", "holder,source\nalice,AccessKey.csv\n");
    for verb in [&passwd[..], &seal, &roster] {
        let refused = sandbox.refuses(2, &[verb, &[keys.to_str().unwrap()]].concat());
        refused.says(&["what is not sealed may not lie in the vault"]);
        assert_ne!(sandbox.run(&[verb, &["alias/words"]].concat()).code, 0);
        assert!(!keys.exists());
    }
}

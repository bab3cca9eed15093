//! `unlock` and `lock`: the kernel's keyring, on the kernel that the tests run on.

use std::fs;
use std::thread::sleep;
use std::time::Duration;

use super::{BY_FILE, DAY, assert_all_open, with_secrets};
use crate::sandbox::{ALICE, CHOSEN, ID, SECRET, Sandbox};

fn unlock(sandbox: &Sandbox, more: &[&str]) {
    sandbox.run(&[&["unlock"][..], &BY_FILE, more].concat()).shows(&["unlocked in this session until"]).succeeds();
}

/// The line of the kernel for the key of this sandbox; one with an `i` is forgotten, and about to go.
fn kernels_line(sandbox: &Sandbox) -> Option<String> {
    let name = format!("akvault:{}", sandbox.vault("").display());
    let keys = fs::read_to_string("/proc/keys").unwrap();
    let is_it = |line: &&str| line.ends_with(&format!("{}: 184", name.trim_end_matches('/')));
    let is_there = |line: &&str| !line.split_whitespace().nth(1).unwrap().contains('i');
    keys.lines().filter(is_it).find(is_there).map(str::to_owned)
}

#[test]
#[ignore = "needs the kernel's keyring"]
fn an_unlocked_vault_asks_nobody_until_it_is_locked() {
    let sandbox = with_secrets();
    unlock(&sandbox, &[]);
    assert_eq!(sandbox.run(&[&["unlock", "--json"][..], &BY_FILE].concat()).json()["unlocked"], true);
    assert_all_open(&sandbox, &["--secrets"], 2);
    let line = ["exec", "alice", "--", "sh", "-c", "echo \"$ALIBABA_CLOUD_ACCESS_KEY_SECRET\""];
    assert_eq!(sandbox.run(&line).succeeds().trim(), SECRET);
    sandbox.run(&["credential-process", "alice"]).shows(&[ID]).succeeds();
    let seal = ["seal", "--from-vault", "alice", "-R", "recipients.txt", "-o", "mail"];
    sandbox.run(&seal).shows(&[ALICE]).succeeds();
    sandbox.run(&["rekey"]).shows(&["Sealed 2 secrets"]).succeeds();
    sandbox.run(&["rename", "bob", "carol"]).succeeds();
    let show = sandbox.start_on_screen(&["show", "alice", "--reveal"]).shows("to go on:").types("alice\n");
    let _shown = show.ends().with(0);
    sandbox.refuses(10, &["passwd"]).says(&["no terminal"]);
    sandbox.run(&["lock"]).shows(&["The vault is locked"]).succeeds();
    sandbox.refuses(10, &["verify", "--secrets"]).says(&["no terminal"]);
    assert_eq!(sandbox.run(&["lock", "--json"]).json()["was_unlocked"], false);
}

#[test]
#[ignore = "needs the kernel's keyring"]
fn the_kernel_counts_the_time() {
    let sandbox = with_secrets();
    unlock(&sandbox, &["--for", "1s"]);
    sandbox.run(&["verify", "--secrets"]).succeeds();
    sleep(Duration::from_millis(1300));
    sandbox.refuses(10, &["verify", "--secrets"]).says(&["no terminal"]);
    unlock(&sandbox, &["--for", "1s"]);
    unlock(&sandbox, &["--for", "8h"]);
    sleep(Duration::from_millis(1300));
    sandbox.run(&["verify", "--secrets"]).succeeds();
    sandbox.run(&["lock"]).succeeds();
}

#[test]
#[ignore = "needs the kernel's keyring"]
fn only_processes_of_this_session_may_use_it() {
    let sandbox = with_secrets();
    unlock(&sandbox, &[]);
    let line = kernels_line(&sandbox).unwrap();
    let words: Vec<&str> = line.split_whitespace().collect();
    assert_eq!((words[3], words[4]), ("15m", "3b000000"), "time, and rights of its possessor alone: {line}");
    sandbox.run(&["lock"]).succeeds();
    assert_eq!(kernels_line(&sandbox), None);
}

#[test]
#[ignore = "needs the kernel's keyring"]
fn an_identity_that_is_not_the_vaults_any_more_counts_for_nothing() {
    let sandbox = with_secrets();
    let before = sandbox.vault("identity.age");
    let (identity, recipients) = (fs::read(&before).unwrap(), fs::read(sandbox.vault("recipients.txt")).unwrap());
    let rekey = ["rekey", "--new-identity", "--passphrase-file", "@pass"];
    sandbox.run_on(DAY, &rekey).succeeds();
    let (newer, its) = (fs::read(&before).unwrap(), fs::read(sandbox.vault("recipients.txt")).unwrap());
    fs::write(&before, identity).unwrap();
    fs::write(sandbox.vault("recipients.txt"), recipients).unwrap();
    unlock(&sandbox, &[]);
    fs::write(&before, newer).unwrap();
    fs::write(sandbox.vault("recipients.txt"), its).unwrap();
    sandbox.refuses(10, &["verify", "--secrets"]).says(&["no terminal"]);
    unlock(&sandbox, &[]);
    sandbox.write("another", super::ANOTHER);
    let passwd = ["passwd", "--passphrase-file", "@pass", "--new-passphrase-file", "@another"];
    sandbox.run_on(DAY, &passwd).succeeds();
    assert_eq!(kernels_line(&sandbox), None, "a new passphrase locks");
}

#[test]
fn nothing_is_kept_unless_it_is_asked_for_and_the_passphrase_is_right() {
    let sandbox = with_secrets();
    sandbox.run(&[&["verify"][..], &BY_FILE].concat()).succeeds();
    sandbox.refuses(10, &["verify", "--secrets"]).says(&["no terminal"]);
    sandbox.refuses(4, &["unlock", "--passphrase-file", "another"]).says(&["wrong passphrase", "not unlocked"]);
    for bad in ["0m", "25h", "soon", ""] {
        sandbox.refuses(2, &["unlock", "--for", bad]).says(&["90s, 15m or 8h"]);
    }
    sandbox.refuses(9, &["unlock", "--home", "nowhere"]).says(&["akvault init"]);
    let empty = sandbox.start("", &["unlock"]).asks_hidden("Passphrase of the vault:").types("\n").ends().with(3);
    assert!(empty.seen.contains("cancelled") && !empty.seen.contains(CHOSEN));
}

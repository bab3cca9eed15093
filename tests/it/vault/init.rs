//! `init`: a vault is made once, and its key is as good as it should be.

use std::fs;

use super::{ANOTHER, DAY, assert_all_open, empty_vault, identity_text};
use crate::sandbox::{ALICE, CHOSEN, Sandbox, mode_of};

#[test]
fn a_vault_is_an_identity_under_a_passphrase_and_its_public_key() {
    let sandbox = Sandbox::new();
    sandbox.write("pass", format!("{CHOSEN}\n"));
    sandbox.run(&["init", "--passphrase-file", "pass"]).shows(&["Made the vault", "sealed to", "age1"]).succeeds();
    let inspected = sandbox.run(&["inspect", sandbox.vault("identity.age").to_str().unwrap(), "--json"]).json();
    assert_eq!(inspected["scrypt_log_n"], 18, "the strength that was promised");
    let text = identity_text(&sandbox, CHOSEN);
    let public = text.lines().find_map(|line| line.strip_prefix("# public key: ")).unwrap();
    assert!(text.lines().last().unwrap().starts_with("AGE-SECRET-KEY-1"));
    let recipients = fs::read_to_string(sandbox.vault("recipients.txt")).unwrap();
    assert_eq!(recipients.lines().last(), Some(public));
    let modes = ["", "identity.age", "recipients.txt"].map(|name| mode_of(&sandbox.vault(name)));
    assert_eq!(modes, [0o700, 0o600, 0o600]);
}

#[test]
fn a_vault_is_made_once() {
    let sandbox = empty_vault();
    for more in [&["--passphrase-file", "another"][..], &["--passphrase-out", "sms/new"], &["-i", "identity.txt"]] {
        let again = [&["init"], more].concat();
        sandbox.refuses(8, &again).says(&["`identity.age` exists", "unchanged: no vault was made", "akvault passwd"]);
    }
    fs::remove_file(sandbox.vault("identity.age")).unwrap();
    sandbox.refuses(8, &["init", "-i", "identity.txt"]).says(&["`recipients.txt` exists"]);
}

#[test]
fn a_passphrase_that_can_be_guessed_is_refused() {
    let sandbox = Sandbox::new();
    for (weak, code) in [("password1", 2), ("correct horse", 2), ("", 2)] {
        sandbox.write("pass", weak);
        sandbox.refuses(code, &["init", "--passphrase-file", "pass"]).says(&["passphrase", "next: "]);
    }
    sandbox.refuses(9, &["init", "--passphrase-file", "nowhere"]).says(&["nowhere"]);
    sandbox.refuses(10, &["init"]).says(&["no terminal", "--passphrase-out FILE", "unchanged: no vault was made"]);
    sandbox.refuses(10, &["init", "--generate"]).says(&["no terminal to show the passphrase on", "--passphrase-out"]);
    sandbox.refuses(2, &["init", "--generate", "--passphrase-file", "pass"]).says(&["cannot be used with"]);
}

#[test]
fn words_are_made_into_a_file_outside_the_vault() {
    let sandbox = Sandbox::with_key();
    sandbox.run_on(DAY, &["init", "--passphrase-out", "@sms/words"]).succeeds();
    let words = sandbox.read("sms/words");
    assert_eq!((words.trim_end().split('-').count(), sandbox.mode("sms/words")), (12, 0o600));
    sandbox.run(&["add", "alice", "AccessKey.csv", "--for", ALICE]).succeeds();
    assert_all_open(&sandbox, &["--passphrase-file", "sms/words"], 1);
    sandbox.write("shouted", words.to_uppercase().replace('-', " "));
    assert_all_open(&sandbox, &["--passphrase-file", "shouted"], 1);
    sandbox.write("there", "precious");
    let elsewhere = ["init", "--home", "other", "--passphrase-out"];
    sandbox.refuses(8, &[&elsewhere[..], &["there"]].concat()).says(&["exists already"]);
    sandbox.refuses(2, &[&elsewhere[..], &["-"]].concat()).says(&["never goes to standard output"]);
    let beside = sandbox.run_on(DAY, &["init", "--home", "@other", "--passphrase-out", "@other/words"]);
    beside.says(&["may not lie in the vault"]).fails(2);
    assert!(!sandbox.has("other/words") && !sandbox.has("other/identity.age"));
}

#[test]
fn keys_that_are_there_already_can_be_used() {
    let ssh = include_str!("../fixtures/test-only-ed25519.pub").trim();
    let sandbox = Sandbox::with_key();
    sandbox.write("id_ed25519", include_str!("../fixtures/test-only-ed25519"));
    sandbox.run(&["init", "--identity", "identity.txt", "--recipient", ssh]).shows(&["-i FILE"]).succeeds();
    assert!(!sandbox.vault("identity.age").exists());
    sandbox.run(&["add", "alice", "AccessKey.csv", "--for", ALICE]).succeeds();
    for identity in ["identity.txt", "id_ed25519"] {
        assert_all_open(&sandbox, &["-i", identity], 1);
    }
    sandbox.write("pass", ANOTHER);
    let by_passphrase = ["verify", "--passphrase-file", "pass"];
    sandbox.refuses(9, &by_passphrase).says(&["no identity of its own", "-i FILE"]);
    sandbox.refuses(2, &["init", "--home", "x", "-r", "age1oops"]).says(&["--recipient: not a recipient"]);
    sandbox.refuses(2, &["init", "--home", "x", "-r", ssh, "--generate"]).says(&["cannot be used with"]);
    sandbox.refuses(2, &["init", "--home", "x", "-i", "-", "-i", "-"]).says(&["one purpose only"]);
}

#[test]
fn the_passphrase_comes_from_a_descriptor_too() {
    let sandbox = empty_vault();
    sandbox.run(&["add", "alice", "AccessKey.csv", "--for", ALICE]).succeeds();
    sandbox.shell("exec \"$0\" verify --passphrase-fd 5 5<pass").shows(&["secrets opened  1"]).succeeds();
    let line = "exec \"$0\" init --home other --passphrase-fd 5 5<pass";
    sandbox.shell(line).shows(&["Made the vault"]).succeeds();
}

#[test]
fn hints_are_those_of_the_verb() {
    let sandbox = Sandbox::with_key();
    sandbox.write("second.txt", akvault::seal::generate().secret.expose());
    let two = ["init", "-i", "identity.txt", "-i", "second.txt", "--home", "../two"];
    sandbox.run(&two).shows(&["with the identity of any of these keys: give it with -i FILE"]).succeeds();
    let one = ["init", "-i", "identity.txt", "--home", "../one"];
    sandbox.run(&one).shows(&["with the identity of that key alone"]).succeeds();
    std::os::unix::fs::symlink("../one", sandbox.path("alias")).unwrap();
    let linked = sandbox.refuses(7, &["list", "--home", "alias"]).says(&["symbolic link", "with --home DIR"]);
    assert!(!linked.err.contains("--follow"), "{linked:?}");
}

#[test]
fn a_wrong_passphrase_is_not_typed_again_where_it_comes_from_a_file() {
    let sandbox = super::with_secrets();
    for wrong in [ANOTHER.to_owned(), words(&sandbox)] {
        sandbox.write("wrong", wrong);
        let refused = sandbox.refuses(4, &["verify", "--passphrase-file", "wrong"]);
        assert!(refused.err.contains("give the passphrase of this vault, in the first line"), "{refused:?}");
    }
}

/// Twelve of another vault, with spaces between them.
fn words(sandbox: &Sandbox) -> String {
    sandbox.run(&["init", "--home", "../other", "--passphrase-out", "words"]).succeeds();
    sandbox.read("words").replace('-', " ")
}

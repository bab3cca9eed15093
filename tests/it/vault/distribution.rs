//! From the vault to a bundle, and from a bundle into the vault.

use super::{ANOTHER, BY_FILE, assert_all_open, empty_vault, record, with_secrets};
use crate::sandbox::{ALICE, ID, MASKED, SECRET, Sandbox};

const FROM_VAULT: [&str; 7] = ["seal", "--from-vault", "alice", "-R", "recipients.txt", "-o", "mail/a.age"];

#[test]
fn a_key_that_is_kept_is_sealed_into_a_bundle() {
    let sandbox = with_secrets();
    sandbox.run(&["edit", "alice", "--region", "cn-hangzhou", "--rotate-every", "60d", "--user", "a"]).succeeds();
    let seal = [&FROM_VAULT[..], &["--vault-passphrase-file", "pass"]].concat();
    sandbox.run(&seal).shows(&[MASKED, ALICE, "ledger          alice"]).succeeds();
    let opened = sandbox.run(&["open", "mail/a.age", "-i", "identity.txt", "--reveal", "--json"]).json();
    let facts = ["access_key_id", "access_key_secret", "region", "user", "holder"].map(|fact| opened[fact].as_str());
    assert_eq!(facts, [Some(ID), Some(SECRET), Some("cn-hangzhou"), Some("a"), Some(ALICE)]);
    let shown = sandbox.run(&["show", "alice", "--json"]).json();
    assert_eq!((shown["state"].as_str(), shown["rotate_every"].as_str()), (Some("sealed"), Some("60d")));
    assert_eq!(shown["rotate_by"], opened["rotate_by"]);
    assert_all_open(&sandbox, &BY_FILE, 2);
}

#[test]
fn the_flags_of_seal_count_for_it_too() {
    let sandbox = with_secrets();
    sandbox.write("id_vault", super::identity_text(&sandbox, crate::sandbox::CHOSEN));
    let flags = ["-i", "id_vault", "--profile", "work", "--region", "r", "--for", "carol", "--force"];
    sandbox.run(&[&FROM_VAULT[..], &flags].concat()).shows(&["carol"]).succeeds();
    let opened = sandbox.run(&["open", "mail/a.age", "-i", "identity.txt", "--json"]).json();
    assert_eq!((opened["profile"].as_str(), opened["holder"].as_str()), (Some("work"), Some("carol")));
    assert!(!record(&sandbox, "carol").contains("sealed_secret"), "kept once, for whom it was kept");
    let line = "exec \"$0\" seal --from-vault bob --vault-passphrase-fd 4 -R recipients.txt -o mail/b.age 4<pass";
    sandbox.shell(line).shows(&["LTAI****0002", "bob"]).succeeds();
}

#[test]
fn what_does_not_go_together_is_refused() {
    let sandbox = with_secrets();
    for more in [&["AccessKey.csv"][..], &["--id", ID], &["--name", "x"], &["--as-is"], &["--format", "csv"]] {
        sandbox.refuses(2, &[&FROM_VAULT[..], more].concat()).says(&["cannot be used with"]);
    }
    let without = ["seal", "AccessKey.csv", "--for", ALICE, "-R", "recipients.txt", "--vault-passphrase-file", "pass"];
    sandbox.refuses(2, &without).says(&["--from-vault"]);
    let twice = [&FROM_VAULT[..], &["--vault-passphrase-fd", "0", "-R", "-"]].concat();
    sandbox.refuses(2, &twice).says(&["one purpose only"]);
    sandbox.refuses(2, &["seal", "-R", "recipients.txt"]).says(&["--for"]);
    sandbox.refuses(10, &FROM_VAULT).says(&["no terminal", "--vault-passphrase-file FILE", "no bundle was written"]);
    sandbox
        .refuses(8, &[&FROM_VAULT[..], &["--for", "eve", "--vault-passphrase-file", "pass"]].concat())
        .says(&["--force"]);
    let wrong = [&FROM_VAULT[..], &["--vault-passphrase-file", "another"]].concat();
    let refused = sandbox.refuses(4, &wrong).says(&["wrong passphrase"]);
    assert!(!refused.err.contains(ANOTHER));
    let nobody = ["seal", "--from-vault", "nobody", "-R", "recipients.txt", "--vault-passphrase-file", "pass"];
    sandbox.refuses(9, &nobody).says(&["no record `nobody`"]);
}

fn install_and_keep(bundle: &str) -> [&str; 9] {
    ["install", bundle, "-i", "identity.txt", "--client", "json", "--config", "app/key.json", "--keep"]
}

#[test]
fn an_installed_key_is_kept_too() {
    let sandbox = empty_vault();
    let bundle = sandbox.bundle(&[]);
    sandbox.run(&[&install_and_keep(&bundle)[..], &["-n"]].concat()).succeeds();
    assert!(!sandbox.vault("keys/alice.toml").exists());
    sandbox.run(&install_and_keep(&bundle)).shows(&["vault           keeps the secret, sealed"]).succeeds();
    assert!(sandbox.read("app/key.json").contains(SECRET));
    let text = record(&sandbox, "alice");
    assert!(text.contains("sealed_secret") && text.contains("[[installed]]") && !text.contains(SECRET));
    assert_all_open(&sandbox, &BY_FILE, 1);
    let again = sandbox.inventory();
    assert_eq!(sandbox.run(&[&install_and_keep(&bundle)[..], &["--json"]].concat()).json()["kept"], true);
    sandbox.assert_unchanged(&again);
}

#[test]
fn a_key_that_is_installed_already_can_still_be_kept() {
    let sandbox = empty_vault();
    let bundle = sandbox.bundle(&[]);
    let install = install_and_keep(&bundle);
    sandbox.run(&install[..8]).succeeds();
    assert!(!record(&sandbox, "alice").contains("sealed_secret"));
    sandbox.run(&install).succeeds();
    assert_all_open(&sandbox, &BY_FILE, 1);
}

#[test]
fn without_a_vault_nothing_is_installed_and_kept() {
    let sandbox = Sandbox::with_key();
    let bundle = sandbox.bundle(&[]);
    sandbox.refuses(9, &install_and_keep(&bundle)).says(&["no vault", "akvault init", "no config file was touched"]);
}

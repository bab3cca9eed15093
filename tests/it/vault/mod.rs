//! The vault: secrets that are kept sealed on this machine.

mod add;
mod distribution;
mod edit;
mod exec;
mod external;
mod hostile;
mod init;
mod passwd;
mod rekey;
mod rename;
mod show;
mod terminal;
mod unlock;
mod verify;

use std::fs;

use akvault::seal::{Identities, Sealed, open_with_identities, open_with_passphrase};
use akvault::secret::Secret;

use crate::sandbox::{ALICE, CHOSEN, OTHER_ID, OTHER_SECRET, Sandbox, csv};

/// The day on which the vault is made.
const DAY: &str = "2026-11-23";
/// Another good one.
const ANOTHER: &str = "ein ganz anderes Passwort, 1999 Zitronen!";
/// The passphrase of the vault by its file.
const BY_FILE: [&str; 2] = ["--passphrase-file", "pass"];

/// A vault under [`CHOSEN`], which stands in `pass` and takes next to no work.
fn empty_vault() -> Sandbox {
    let sandbox = Sandbox::with_key();
    sandbox.write("pass", CHOSEN);
    sandbox.write("another", ANOTHER);
    sandbox.run_on(DAY, &["init", "--passphrase-file", "@pass"]).succeeds();
    sandbox
}

/// The same with the keys `alice` and `bob` in it.
fn with_secrets() -> Sandbox {
    let sandbox = empty_vault();
    sandbox.write("other.csv", csv(OTHER_ID, OTHER_SECRET));
    sandbox.run(&["add", "alice", "AccessKey.csv", "--for", ALICE]).succeeds();
    sandbox.run(&["add", "bob", "other.csv", "--for", "bob"]).succeeds();
    sandbox
}

fn record(sandbox: &Sandbox, name: &str) -> String {
    fs::read_to_string(sandbox.vault(&format!("keys/{name}.toml"))).unwrap()
}

fn write_record(sandbox: &Sandbox, name: &str, text: &str) {
    fs::write(sandbox.vault(&format!("keys/{name}.toml")), text).unwrap();
}

/// The armored age file in a record.
fn sealed_part(record: &str) -> &str {
    let (_, after) = record.split_once("sealed_secret = \"\"\"\n").unwrap();
    after.split_once("\"\"\"").unwrap().0
}

/// The text of the vault's identity.
fn identity_text(sandbox: &Sandbox, passphrase: &str) -> String {
    let bytes = fs::read(sandbox.vault("identity.age")).unwrap();
    let opened = open_with_passphrase(&Sealed::parse(&bytes).unwrap(), &Secret::from(passphrase)).unwrap();
    String::from_utf8(opened.expose().to_vec()).unwrap()
}

/// What is sealed in a record, by this identity.
fn opened_with(record: &str, identity: &str) -> Option<serde_json::Value> {
    let text = Secret::from(identity.as_bytes().to_vec());
    let identities = Identities::parse(&text, "test", &mut |_| None).unwrap();
    let plain = open_with_identities(&Sealed::parse(sealed_part(record).as_bytes()).unwrap(), &identities).ok()?;
    Some(serde_json::from_slice(plain.expose()).unwrap())
}

/// Every secret opens, and the vault is in order.
#[track_caller]
fn assert_all_open(sandbox: &Sandbox, keys: &[&str], count: u64) {
    let told = sandbox.run(&[&["verify", "--json"], keys].concat()).json();
    assert_eq!((told["secrets_opened"].as_u64(), told["faults"].as_array().unwrap().len()), (Some(count), 0), "{told}");
}

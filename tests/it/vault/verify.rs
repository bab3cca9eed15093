//! `verify`: every fault is listed, and told by the exit code.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use super::{BY_FILE, record, sealed_part, with_secrets, write_record};
use crate::sandbox::{ALICE, OTHER_SECRET, SECRET, Sandbox, csv, write_private};

fn faults(sandbox: &Sandbox, more: &[&str]) -> Vec<String> {
    let told = sandbox.run(&[&["verify", "--json"], more].concat());
    let json: serde_json::Value = serde_json::from_str(&told.out).unwrap();
    let faults: Vec<String> = json["faults"].as_array().unwrap().iter().map(ToString::to_string).collect();
    assert_eq!(told.code, if faults.is_empty() { 0 } else { 22 }, "{told:?}");
    assert!(!told.err.contains("error"), "{told:?}");
    assert!(!told.out.contains(SECRET) && !told.err.contains(SECRET));
    faults
}

#[test]
fn a_vault_in_order_has_no_fault() {
    let sandbox = with_secrets();
    assert!(faults(&sandbox, &[]).is_empty() && faults(&sandbox, &BY_FILE).is_empty());
    sandbox.run(&["verify"]).shows(&["records         2", "--secrets does"]).succeeds();
    sandbox.refuses(10, &["verify", "--secrets"]).says(&["no terminal"]);
}

/// Whoever can write to the vault can add a reader of what is sealed later.
#[test]
fn whoever_reads_what_is_sealed_is_told() {
    let sandbox = with_secrets();
    let (path, stranger) = (sandbox.vault("recipients.txt"), sandbox.read("recipients.txt"));
    let own = fs::read_to_string(&path).unwrap().lines().last().unwrap().to_owned();
    fs::write(&path, format!("{own}\n{stranger}")).unwrap();
    let told = sandbox.run(&[&["verify"][..], &BY_FILE].concat()).succeeds();
    let sealed_to = |line: &&str| line.starts_with("sealed to");
    let lines: Vec<&str> = told.lines().filter(sealed_to).collect();
    assert!(lines[0].ends_with(&format!("{own} (its identity is at hand)")), "{told}");
    assert!(lines[1].ends_with(stranger.trim()) && lines.len() == 2, "{told}");
    let keys = sandbox.run(&["verify", "--json"]).json()["recipients"].clone();
    assert_eq!((keys[1]["key"].as_str(), keys[1]["identity_at_hand"].as_bool()), (Some(stranger.trim()), None));
    sandbox.write("third.csv", csv("LTAI5tEXAMPLEexample0003", OTHER_SECRET));
    sandbox.write("seed", "EXAMPLEEXAMPLEEXAMPLEEXAMPLEEXAM");
    for arguments in
        [&["add", "third", "third.csv", "--for", "bob"][..], &["mfa", "new", "dev"], &["mfa", "import", "ops", "seed"]]
    {
        sandbox.run(arguments).shows(&["sealed to 2 public keys"]).succeeds();
    }
}

#[test]
fn all_faults_are_listed() {
    let sandbox = with_secrets();
    let (alice, bob) = (record(&sandbox, "alice"), record(&sandbox, "bob"));
    write_record(
        &sandbox,
        "cut",
        &alice.replacen("name = \"alice\"", "name = \"cut\"", 1).replacen("issued", "issudd", 1),
    );
    write_record(&sandbox, "new", &alice.replacen("version = 1", "version = 9", 1));
    write_record(&sandbox, "other", &alice);
    write_record(&sandbox, "swapped", &bob.replacen("name = \"bob\"", "name = \"swapped\"", 1));
    write_record(
        &sandbox,
        "short",
        &alice.replacen("name = \"alice\"", "name = \"short\"", 1).replacen("\n-----END", "", 1),
    );
    fs::write(sandbox.vault("keys/STRANGE.toml"), "").unwrap();
    fs::set_permissions(sandbox.vault(""), fs::Permissions::from_mode(0o755)).unwrap();
    let without_key = faults(&sandbox, &[]);
    for what in ["(mode 0755)", "STRANGE.toml", "event 1 does not follow", "format version 9", "calls itself `alice`"] {
        assert!(without_key.iter().any(|fault| fault.contains(what)), "{what}: {without_key:#?}");
    }
    assert!(without_key.iter().any(|fault| fault.contains("short") && fault.contains("armor")), "{without_key:#?}");
    assert_eq!(without_key.len(), 8);
    let with_key = faults(&sandbox, &BY_FILE);
    for name in ["swapped", "cut"] {
        let is_it = |fault: &&String| fault.contains(name) && fault.contains("the name is not the same");
        assert_eq!(with_key.iter().filter(is_it).count(), 1, "{with_key:#?}");
    }
    assert_eq!(with_key.len(), 10, "{with_key:#?}");
}

/// What a merge of two clones leaves, each of which has sealed the key for somebody else.
#[test]
fn one_key_in_two_records_is_a_fault_unless_somebody_insisted() {
    let sandbox = with_secrets();
    let alice = record(&sandbox, "alice");
    let seal = ["seal", "AccessKey.csv", "-R", "recipients.txt", "-o", "mail", "--for"];
    sandbox.run(&[&seal[..], &[ALICE]].concat()).succeeds();
    sandbox.run(&[&seal[..], &["carol", "--force"]].concat()).succeeds();
    sandbox.run(&["add", "dave", "AccessKey.csv", "--for", "dave", "--force"]).succeeds();
    assert!(faults(&sandbox, &[]).is_empty());
    let carol = record(&sandbox, "carol");
    fs::remove_file(sandbox.vault("keys/carol.toml")).unwrap();
    fs::remove_file(sandbox.vault("keys/dave.toml")).unwrap();
    fs::remove_file(sandbox.vault("keys/alice.toml")).unwrap();
    sandbox.run(&[&seal[..], &["carol"]].concat()).succeeds();
    assert!(faults(&sandbox, &[]).is_empty());
    write_record(&sandbox, "alice", &alice);
    let found = faults(&sandbox, &[]);
    assert!(found.len() == 1 && found[0].contains("LTAI****0001 is in the records `alice` and `carol`"), "{found:?}");
    write_record(&sandbox, "carol", &carol);
    assert!(faults(&sandbox, &[]).is_empty());
    // Several bundles for one holder are one record.
    write_record(&sandbox, "carol", &carol.replace("holder = \"carol\"", &format!("holder = \"{ALICE}\"")));
    assert!(faults(&sandbox, &[]).iter().any(|fault| fault.contains("`alice` and `carol`")));
}

/// Whoever takes the last event away leaves a chain that holds, and a receipt that nobody noted.
#[test]
fn a_receipt_whose_event_is_gone_is_a_fault() {
    let sandbox = Sandbox::new();
    let record = include_str!("../fixtures/record-1.toml");
    write_private(&sandbox.vault("keys/alice.toml"), record.as_bytes());
    assert!(faults(&sandbox, &[]).is_empty(), "an old record reads without a warning");
    for verb in ["show", "status"] {
        assert_eq!(sandbox.run(&[verb, "alice"]).err, "", "{verb}");
    }
    sandbox.run(&["audit-log"]).shows(&["receipt"]).succeeds();
    let (cut, last) = record.rsplit_once("\n[[history]]").unwrap();
    assert!(last.contains("event = \"receipt\""));
    write_record(&sandbox, "alice", cut);
    assert!(faults(&sandbox, &[])[0].contains("its history was edited or cut: event 4 does not follow"));
    for verb in ["show", "status"] {
        let told = sandbox.run(&[verb, "alice"]);
        assert!(told.err.contains("the history of `alice` was edited or cut: event 4"), "{verb}: {told:?}");
    }
    let told = sandbox.run(&["audit-log"]).shows(&["The history of `alice` was edited or cut: event 4"]);
    assert_eq!(told.code, 22);
}

#[test]
fn keys_that_do_not_fit_are_faults() {
    let sandbox = with_secrets();
    let recipients = fs::read(sandbox.vault("recipients.txt")).unwrap();
    fs::write(sandbox.vault("recipients.txt"), sandbox.read("recipients.txt")).unwrap();
    assert!(faults(&sandbox, &BY_FILE)[0].contains("does not hold the public key of this identity"));
    fs::write(sandbox.vault("recipients.txt"), "junk\n").unwrap();
    assert!(faults(&sandbox, &[])[0].contains("`recipients.txt` of the vault cannot be used"));
    fs::remove_file(sandbox.vault("recipients.txt")).unwrap();
    assert!(faults(&sandbox, &[])[0].contains("`recipients.txt` is missing"));
    fs::write(sandbox.vault("recipients.txt"), recipients).unwrap();
    fs::write(sandbox.vault("identity.age"), sealed_part(&record(&sandbox, "alice"))).unwrap();
    assert!(faults(&sandbox, &[])[0].contains("`identity.age` of the vault cannot be used"));
}

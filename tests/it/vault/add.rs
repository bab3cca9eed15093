//! `add`: the intake of `seal`, into the vault.

use super::{BY_FILE, assert_all_open, empty_vault, identity_text, opened_with, record};
use crate::sandbox::{ALICE, CHOSEN, ID, MASKED, OTHER_ID, OTHER_SECRET, SECRET, Sandbox, csv};

const ADD: [&str; 5] = ["add", "prod", "AccessKey.csv", "--for", ALICE];

#[test]
fn a_key_is_sealed_into_its_record_without_any_passphrase() {
    let sandbox = empty_vault();
    let told = sandbox.run(&ADD).shows(&["Keeps LTAI****0001 of alice@example.com as `prod`, sealed"]).succeeds();
    assert!(!told.contains(SECRET) && !told.contains(ID));
    let text = record(&sandbox, "prod");
    assert!(!text.contains(SECRET) && text.contains("event = \"kept\""));
    let sealed = opened_with(&text, &identity_text(&sandbox, CHOSEN)).unwrap();
    assert_eq!(
        sealed,
        serde_json::json!({ "version": 1, "kind": "access-key", "name": "prod",
                            "access_key": { "id": ID, "secret": SECRET } })
    );
    let listed = sandbox.run(&["list", "--json"]).json();
    assert_eq!((&listed["keys"][0]["state"], &listed["keys"][0]["secret_kept"]), (&"kept".into(), &true.into()));
}

#[test]
fn what_is_known_of_the_key_comes_along() {
    let sandbox = empty_vault();
    let flags = ["--profile", "work", "--region", "cn-hangzhou", "--created", "2026-10-01", "--rotate-every", "60d"];
    sandbox.run(&[&ADD[..], &flags, &["--supersedes", OTHER_ID, "--format", "csv", "--id", ID]].concat()).succeeds();
    let shown = sandbox.run(&["show", "prod", "--json"]).json();
    let facts = ["profile", "region", "created", "rotate_by", "supersedes"].map(|fact| shown[fact].as_str().unwrap());
    assert_eq!(facts, ["work", "cn-hangzhou", "2026-10-01", "2026-11-30", "LTAI****0002"]);
}

#[test]
fn the_source_is_refused_as_by_seal() {
    let sandbox = empty_vault();
    sandbox.write("sts.csv", csv("STS.EXAMPLEexample0000000001", SECRET));
    sandbox.refuses(2, &["add", "x", "sts.csv", "--for", "x"]).says(&["temporary STS credential"]);
    sandbox.write("junk", "junk");
    sandbox.refuses(5, &["add", "x", "junk", "--for", "x"]).says(&["none of the known kinds", "nothing was kept"]);
    sandbox.refuses(9, &["add", "x", "nowhere", "--for", "x"]).says(&["nowhere"]);
    sandbox.refuses(10, &["add", "x", "--for", "x"]).says(&["no terminal", "name the file that holds"]);
    sandbox.refuses(2, &[&ADD[..], &["--rotate-every", "0d"]].concat()).says(&["never used"]);
    sandbox.refuses(2, &[&ADD[..], &["--created", "2999-01-01"]].concat()).says(&["created in the future"]);
    sandbox.refuses(2, &["add", "x", "-", "--for", "x", "--remove-source"]).says(&["cannot be deleted"]);
    sandbox.refuses(2, &["add", "../x", "AccessKey.csv", "--for", "x"]).says(&["is not a name"]);
    sandbox.refuses(2, &["add", "x", "AccessKey.csv"]).says(&["--for"]);
    let piped = sandbox.run_with_input(&["add", "x", "-", "--for", "x"], csv(ID, SECRET).as_bytes());
    piped.shows(&[MASKED]).succeeds();
}

#[test]
fn a_dry_run_writes_nothing() {
    let sandbox = empty_vault();
    let before = sandbox.inventory();
    sandbox.run(&[&ADD[..], &["-n"]].concat()).shows(&["Would keep LTAI****0001"]).succeeds();
    sandbox.assert_unchanged(&before);
}

#[test]
fn the_source_goes_once_the_key_is_on_the_disk() {
    let sandbox = empty_vault();
    sandbox.run(&[&ADD[..], &["--remove-source"]].concat()).shows(&["The source is deleted"]).succeeds();
    assert!(!sandbox.has("AccessKey.csv"));
    assert!(record(&sandbox, "prod").contains("event = \"source-removed\""));
    assert_all_open(&sandbox, &BY_FILE, 1);
}

#[test]
fn names_and_keys_are_not_taken_twice() {
    let sandbox = empty_vault();
    sandbox.run(&ADD).succeeds();
    sandbox.refuses(8, &ADD).says(&["keeps the secret of `prod` already", "akvault verify"]);
    sandbox.refuses(8, &["add", "other", "AccessKey.csv", "--for", ALICE]).says(&["in the ledger as `prod`"]);
    sandbox.refuses(8, &["add", "x", "AccessKey.csv", "--for", "bob"]).says(&[ALICE, "--force"]);
    sandbox.write("other.csv", csv(OTHER_ID, OTHER_SECRET));
    sandbox
        .refuses(8, &["add", "prod", "other.csv", "--for", ALICE])
        .says(&["taken by another record", "LTAI****0001"]);
    sandbox.run(&["add", "shared", "AccessKey.csv", "--for", "bob", "--force"]).succeeds();
    assert_all_open(&sandbox, &BY_FILE, 2);
}

#[test]
fn a_key_of_the_ledger_gets_its_secret() {
    let sandbox = empty_vault();
    sandbox.run(&["seal", "AccessKey.csv", "--for", ALICE, "-R", "recipients.txt", "-o", "mail"]).succeeds();
    sandbox.refuses(9, &["show", "alice", "--reveal"]).says(&["does not keep the secret of `alice`", "akvault add"]);
    sandbox.run(&["add", "alice", "AccessKey.csv", "--for", ALICE]).succeeds();
    assert_all_open(&sandbox, &BY_FILE, 1);
    let shown = sandbox.run(&["show", "alice", "--json"]).json();
    assert_eq!((shown["state"].as_str(), shown["bundles"].as_array().unwrap().len()), (Some("sealed"), 1));
}

#[test]
fn without_a_vault_nothing_is_kept_and_the_ledger_works_as_before() {
    let sandbox = Sandbox::with_key();
    sandbox.refuses(9, &ADD).says(&["no vault", "akvault init"]);
    sandbox.run(&["seal", "AccessKey.csv", "--for", ALICE, "-R", "recipients.txt", "-o", "mail"]).succeeds();
    sandbox.run(&["verify"]).shows(&["faults          0"]).succeeds();
    for verb in [&["edit", "alice", "--user", "a"][..], &["rename", "alice", "bob"], &["remove", "bob", "-f"]] {
        sandbox.run(verb).succeeds();
    }
    for needs_a_vault in [&["rekey"][..], &["verify", "--secrets"], &["passwd"]] {
        sandbox.refuses(9, needs_a_vault).says(&["akvault init"]);
    }
}

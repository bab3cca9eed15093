//! `who`: all that one person could have opened; and `audit-log`: what happened, and where it breaks.

use std::fs;

use crate::sandbox::{ALICE, ID, OTHER_ID, OTHER_SECRET, SECRET, Sandbox, csv};

const DAY: &str = "2026-11-23";

fn seal(sandbox: &Sandbox, day: &str, holder: &str, id: &str, secret: &str, more: &[&str]) {
    sandbox.write("AccessKey.csv", csv(id, secret));
    let seal = ["seal", "@AccessKey.csv", "--for", holder, "-R", "@recipients.txt", "-o", "@mail"];
    sandbox.run_on(day, &[&seal[..], more].concat()).succeeds();
}

/// Alice has a key of her own, and one that is the shop's now; bob has another.
fn office() -> Sandbox {
    let sandbox = Sandbox::with_key();
    seal(&sandbox, DAY, ALICE, ID, SECRET, &[]);
    seal(&sandbox, "2026-11-24", ALICE, OTHER_ID, OTHER_SECRET, &["--name", "shop"]);
    sandbox.run_on("2026-11-25", &["edit", "shop", "--for", "shop", "--user", "shop"]).succeeds();
    seal(&sandbox, "2026-11-26", "bob", "LTAI5tEXAMPLEexample0003", SECRET, &[]);
    sandbox
}

#[test]
fn somebody_who_leaves_takes_along_what_they_could_have_opened() {
    let sandbox = office();
    let told = sandbox.run_on("2026-12-01", &["who", "Alice@Example.com"]);
    let disable =
        format!("next            aliyun ram UpdateAccessKey --UserName USER --UserAccessKeyId {ID} --Status Inactive");
    let told = told.shows(&["could have opened 2; 2 not deleted", &disable]);
    let told = told
        .shows(&["why             sealed for them", "next            aliyun ram CreateAccessKey --UserName shop"])
        .succeeds();
    assert!(!told.contains("bob") && !told.contains(SECRET));
    let note = told.lines().find_map(|line| line.strip_prefix("then            akvault ")).unwrap();
    sandbox.run_on("2026-12-01", &note.split(' ').collect::<Vec<_>>()).succeeds();
    let json = sandbox.run_on("2026-12-01", &["who", ALICE, "--json"]).json();
    let states: Vec<&str> =
        json["items"].as_array().unwrap().iter().map(|item| item["state"].as_str().unwrap()).collect();
    assert_eq!(
        (states, json["items"][0]["note"].as_str()),
        (vec!["disabled", "sealed"], Some("akvault rotate alice --done unused"))
    );
}

#[test]
fn files_count_too_and_nobody_is_not_found() {
    let sandbox = office();
    sandbox.write("kubeconfig", "apiVersion: v1");
    sandbox
        .run_on(DAY, &["seal", "@kubeconfig", "--as-is", "--for", "carol", "-R", "@recipients.txt", "-o", "@mail"])
        .succeeds();
    sandbox
        .run_on(DAY, &["who", "carol"])
        .shows(&["kind            file", "replace what the file gives access to"])
        .succeeds();
    let file = sandbox.run_on(DAY, &["who", "carol", "--json"]).json();
    assert!(file["items"][0]["note"].is_null(), "{file}");
    sandbox.run_on(DAY, &["who", "carlo"]).says(&["next: did you mean `carol`? `akvault list`"]).fails(9);
    sandbox.run_on(DAY, &["who", "mallory"]).says(&["knows nothing that mallory could have opened", "next: "]).fails(9);
    fs::write(sandbox.vault("keys/bob.toml"), "version = 9").unwrap();
    sandbox
        .run_on(DAY, &["who", ALICE])
        .says(&["the record `bob` cannot be read", "whose it is cannot be told"])
        .succeeds();
}

#[test]
fn what_happened_is_told_in_the_order_of_time() {
    let sandbox = office();
    let words = |more: &[&str]| -> Vec<String> {
        let told = sandbox.run_on("2026-12-01", &[&["audit-log", "--json"], more].concat()).json();
        let events = told["events"].as_array().unwrap();
        events
            .iter()
            .map(|event| format!("{} {}", event["name"].as_str().unwrap(), event["event"].as_str().unwrap()))
            .collect()
    };
    let all = ["alice issued", "alice sealed", "shop issued", "shop sealed", "shop edited", "bob issued", "bob sealed"];
    assert_eq!(words(&[]), all);
    assert_eq!(words(&["shop"]), all[2..5]);
    assert_eq!(words(&["--since", "2026-11-25"]), all[4..]);
    assert_eq!(words(&["--event", "sealed"]), ["alice sealed", "shop sealed", "bob sealed"]);
    assert_eq!(words(&["--holder", "ALICE@example.com"]), all[..5]);
    sandbox.run_on(DAY, &["audit-log"]).shows(&["AT ", "2026-11-25T12:00:00Z  shop   edited  fields "]).succeeds();
    sandbox.run_on(DAY, &["audit-log", "--event", "deleted"]).shows(&["Nothing like that"]).succeeds();
    let refused = sandbox.run_on(DAY, &["audit-log", "--event", "seald"]);
    refused.says(&["possible values: issued, sealed", "did you mean `sealed`?"]).fails(2);
    let nobody = sandbox.run_on(DAY, &["audit-log", "--for", "alcie@example.com"]);
    nobody.says(&["no record is of alcie@example.com: did you mean `alice@example.com`?"]).succeeds();
    let nowhere = sandbox.run_on(DAY, &["audit-log", "--home", "@nowhere"]);
    nowhere.shows(&["The ledger is empty. `akvault seal FILE"]).succeeds();
    sandbox.run_on(DAY, &["audit-log", "carol"]).says(&["no record `carol`"]).fails(9);
}

#[test]
fn a_broken_chain_is_shown_where_it_breaks_whatever_is_asked_for() {
    let sandbox = office();
    let path = sandbox.vault("keys/shop.toml");
    let text = fs::read_to_string(&path).unwrap();
    let event = "event = \"sealed\"";
    assert!(text.contains(event));
    fs::write(&path, text.replacen(event, "event = \"receipt\"", 1)).unwrap();
    for filter in [&[][..], &["--event", "edited"], &["shop", "--since", "2026-12-24"]] {
        let told = sandbox.run_on(DAY, &[&["audit-log"], filter].concat());
        let told =
            told.shows(&["receipt", "BROKEN", "The history of `shop` was edited or cut: event 2 does not follow."]);
        assert_eq!(told.code, 22, "{told:#?}");
    }
    let told = sandbox.run_on(DAY, &["audit-log", "--json"]);
    let json: serde_json::Value = serde_json::from_str(&told.out).unwrap();
    assert_eq!((json["broken"][0]["name"].as_str(), json["broken"][0]["event"].as_u64()), (Some("shop"), Some(2)));
    assert_eq!(sandbox.run_on(DAY, &["audit-log", "alice"]).code, 0);
    fs::write(&path, "version = 9").unwrap();
    assert_eq!(sandbox.run_on(DAY, &["audit-log"]).says(&["format version 9"]).code, 22);
}

#[test]
fn the_other_factors_of_a_person_count_too() {
    let sandbox = Sandbox::with_key();
    let recipient = sandbox.write_key_pair();
    sandbox.run(&["init", "--recipient", &recipient]).succeeds();
    sandbox.run(&["mfa", "new", "console", "--issuer", "Aliyun", "--account", "Alice@example.com"]).succeeds();
    sandbox.run(&["mfa", "new", "other", "--issuer", "Aliyun", "--account", "bob@example.com"]).succeeds();
    sandbox.run(&["mfa", "new", "ram", "--issuer", "Aliyun", "--account", "alice@1234567890"]).succeeds();
    sandbox.run(&["password", "track", "alice", "--changed", DAY]).succeeds();
    let json = sandbox.run(&["who", ALICE, "--json"]).json();
    let rows: Vec<(&str, &str, &str)> = json["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| {
            let text = |key: &str| item[key].as_str().unwrap();
            (text("name"), text("kind"), text("why"))
        })
        .collect();
    assert_eq!(rows, [("console", "mfa", "holder"), ("ram", "mfa", "its name"), ("alice", "password", "its name")]);
    let told = sandbox.run(&["who", ALICE]);
    told.shows(&[
        "UnbindMFADevice",
        "akvault mfa remove console",
        "rotate by       2027-02-21",
        "akvault password forget alice",
    ])
    .succeeds();
}

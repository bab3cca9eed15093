//! A seed travels in a bundle of its own, and never by the channel of the key of the same user.

use super::{SEED, exported, mfa, uri, with_device};
use crate::sandbox::{ALICE, MASKED, OTHER_ID, OTHER_SECRET, Sandbox, csv};

const TO_ALICE: [&str; 6] = ["--for", ALICE, "-R", "recipients.txt", "-o", "mail/seed.age"];

/// The device `dev`, sealed for Alice in `mail/seed.age`.
fn sealed() -> Sandbox {
    let sandbox = with_device();
    sandbox.write("dev.txt", "");
    let seal = [&["seal", "--from-mfa", "dev", "-i", "identity.txt"], &TO_ALICE[..]].concat();
    let told =
        sandbox.run(&seal).shows(&["the seed of an MFA device for alice", "akvault install seed.age --mfa NAME"]);
    assert!(!told.succeeds().contains(SEED));
    sandbox
}

#[test]
fn a_seed_is_sealed_noted_and_kept_at_the_other_end() {
    let sandbox = sealed();
    let list = sandbox.run(&["list", "--json"]).json();
    assert_eq!((&list["keys"][0]["kind"], &list["keys"][0]["name"]), (&"mfa".into(), &"alice".into()));
    sandbox.run(&["show", "alice"]).shows(&["kind            mfa"]).succeeds();
    // A seed is bound until it is unbound.
    assert_eq!((&list["keys"][0]["rotate_by"], &list["keys"][0]["due"]), (&().into(), &().into()));
    for verb in ["list", "status"] {
        let table = sandbox.run(&[verb]).succeeds();
        let row = table.lines().nth(1).unwrap().split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(row.contains(" 0d - - sealed"), "{table}");
    }
    let calendar = sandbox.run(&["status", "--ics", "-"]).succeeds();
    assert!(calendar.starts_with("BEGIN:VCALENDAR") && !calendar.contains("VEVENT"), "{calendar}");
    let there = ["--home", "../there", "-i", "identity.txt"];
    sandbox.run(&["init", "--identity", "identity.txt", "--home", "../there"]).succeeds();
    let install = [&["install", "mail/seed.age", "--mfa", "phone"], &there[..]].concat();
    sandbox.run(&[&install[..], &["-n"]].concat()).shows(&["Would keep"]).succeeds();
    sandbox.run(&install).shows(&["Keeps the MFA device `phone` of dev@123456"]).succeeds();
    let taken = sandbox.run(&[&["mfa", "export", "phone", "--reveal"], &there[..]].concat());
    assert_eq!(taken.succeeds().trim_end(), uri("dev"));
    sandbox.run(&install).fails(8).says(&["`phone`"]);
    let shown = sandbox.run(&["open", "mail/seed.age", "-i", "identity.txt"]);
    shown.shows(&["holds the seed of an MFA device", "--mfa NAME"]).succeeds();
    let shown = sandbox.run(&["open", "mail/seed.age", "-i", "identity.txt", "--json"]).json();
    assert_eq!((&shown["kind"], &shown["content"]), (&"mfa".into(), &serde_json::Value::Null));
    // Stock age shows the URI alone.
    sandbox.run(&["open", "mail/seed.age", "-i", "identity.txt", "-o", "uri"]).succeeds();
    assert_eq!(sandbox.read("uri"), format!("{}\n", uri("dev")));
}

#[test]
fn a_seed_is_no_key_and_a_key_no_seed() {
    let sandbox = sealed();
    let install = ["install", "mail/seed.age", "-i", "identity.txt"];
    let client = ["--client", "json", "--config", "key.json", "--region", "r"];
    sandbox.refuses(2, &[&install[..], &client].concat()).says(&["seed of an MFA device", "--mfa NAME"]);
    sandbox.refuses(2, &[&install[..], &client, &["--mfa", "x"]].concat()).says(&["cannot be used with"]);
    let bundle = sandbox.bundle(&[]);
    sandbox.refuses(5, &["install", &bundle, "-i", "identity.txt", "--mfa", "x"]).says(&["holds no seed"]);
    sandbox.refuses(2, &["install", "--mfa", "x"]).says(&["BUNDLE"]);
    sandbox.refuses(9, &["receipt", &id_of(&sandbox), "ABCD-EFGH-JKMN"]).says(&["no receipts"]);
    for more in [&["AccessKey.csv"][..], &["--from-vault", "x"], &["--as-is"], &["--profile", "p"]] {
        let seal = [&["seal", "--from-mfa", "dev", "-i", "identity.txt"], &TO_ALICE[..], more].concat();
        sandbox.refuses(2, &seal).says(&["cannot be used with"]);
    }
    sandbox.refuses(2, &["seal", "--from-mfa", "dev", "-R", "recipients.txt"]).says(&["--for"]);
    sandbox.refuses(9, &[&["seal", "--from-mfa", "x", "-i", "identity.txt"], &TO_ALICE[..]].concat()).says(&["`x`"]);
}

fn id_of(sandbox: &Sandbox) -> String {
    let json = sandbox.run(&["show", "alice", "--json"]).json();
    json["bundles"][0]["id"].as_str().unwrap().to_owned()
}

#[test]
fn both_factors_for_one_person_on_one_day_are_warned_of() {
    let sandbox = sealed();
    let seal = |name: &str, holder: &str| {
        let out = format!("mail/{name}.age");
        sandbox.run(&["seal", "AccessKey.csv", "--for", holder, "-f", "-R", "recipients.txt", "-o", &out])
    };
    seal("key", ALICE).says(&["an MFA seed was sealed for alice", "same channel"]).shows(&[MASKED]).succeeds();
    let bob = seal("bob", "bob");
    assert!(!bob.err.contains("same channel"), "{bob:?}");
    bob.succeeds();
    let again = [
        "seal",
        "--from-mfa",
        "dev",
        "-i",
        "identity.txt",
        "--for",
        "bob",
        "-R",
        "recipients.txt",
        "-o",
        "mail/b2.age",
    ];
    sandbox.run(&again).says(&["an AccessKey was sealed for bob today too"]).succeeds();
    assert_eq!(exported(&sandbox, "dev").trim_end(), uri("dev"));
    mfa(&sandbox, &["code", "dev"]).succeeds();
}

#[test]
fn both_factors_are_warned_of_in_a_roster_too_however_the_holder_is_spelt() {
    let sandbox = sealed();
    let key = sandbox.read("recipients.txt");
    sandbox.write("other.csv", csv(OTHER_ID, OTHER_SECRET));
    let rows = format!("holder,source,recipient\nALICE@example.com,AccessKey.csv,{0}\nbob,other.csv,{0}\n", key.trim());
    sandbox.write("roster.csv", rows);
    let told = sandbox.run(&["seal", "--roster", "roster.csv", "--out", "mail", "--passphrase-out", "sms/texts.csv"]);
    assert_eq!(told.err.matches("an MFA seed was sealed for ALICE@example.com today too").count(), 1, "{told:?}");
    assert_eq!(told.err.matches("same channel").count(), 1, "{told:?}");
    told.succeeds();
}

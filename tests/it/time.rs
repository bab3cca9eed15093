//! Deadlines, with a clock that stands still.

use crate::sandbox::{ALICE, ID, OTHER_ID, OTHER_SECRET, Outcome, SECRET, Sandbox, csv};

const SEALED: &str = "2026-11-23";

/// Seals `AccessKey.csv` to the key pair into `mail/N.age` on a day, with the operator's ledger.
fn seal_on(sandbox: &Sandbox, day: &str, more: &[&str]) -> String {
    let path = format!("@mail/{}.age", sandbox.names("mail").len());
    let seal = ["seal", "@AccessKey.csv", "--for", ALICE, "-R", "@recipients.txt", "--home", "@operator", "-o", &path];
    sandbox.run_on(day, &[&seal[..], more].concat()).succeeds();
    path
}

fn install_on(sandbox: &Sandbox, day: &str, bundle: &str, more: &[&str]) -> Outcome {
    let install = ["install", bundle, "-i", "@identity.txt", "--client", "json", "--config", "@app/key.json"];
    sandbox.run_on(day, &[&install[..], more].concat())
}

#[test]
fn a_key_is_due_ninety_days_after_it_was_created() {
    let sandbox = Sandbox::with_key();
    seal_on(&sandbox, SEALED, &[]);
    for (day, due) in [
        ("2026-11-23", "ok"),
        ("2027-02-06", "ok"),
        ("2027-02-07", "due_soon"),
        ("2027-02-21", "due_soon"),
        ("2027-02-22", "overdue"),
    ] {
        let json = sandbox.run_on(day, &["list", "--json", "--home", "@operator"]).json();
        assert_eq!(
            (json["keys"][0]["rotate_by"].as_str(), json["keys"][0]["due"].as_str()),
            (Some("2027-02-21"), Some(due)),
            "{day}"
        );
    }
}

#[test]
fn the_days_are_those_that_were_asked_for() {
    let sandbox = Sandbox::with_key();
    let flags = ["--created", "2026-10-01", "--rotate-every", "12w", "--install-before", "2026-12-24"];
    let bundle = seal_on(&sandbox, SEALED, &flags);
    let told = sandbox.run_on(SEALED, &["open", &bundle, "-i", "@identity.txt", "--json"]).json();
    let days = ["created", "rotate_by", "install_before"].map(|day| told[day].as_str().unwrap().to_owned());
    assert_eq!(days, ["2026-10-01", "2026-12-24", "2026-12-24"]);
    let within = seal_on(&sandbox, SEALED, &["--install-before", "2w"]);
    let told = sandbox.run_on(SEALED, &["open", &within, "-i", "@identity.txt", "--json"]).json();
    assert_eq!(
        (told["install_before"].as_str(), told["created"].as_str()),
        (Some("2026-12-07"), Some("2026-10-01")),
        "the ledger knows when it was created"
    );
}

#[test]
fn a_key_is_not_created_in_the_future() {
    let sandbox = Sandbox::with_key();
    let seal = ["seal", "@AccessKey.csv", "--for", ALICE, "-R", "@recipients.txt", "-o", "@mail", "--created"];
    let refused = sandbox
        .run_on(SEALED, &[&seal[..], &["2026-11-25"]].concat())
        .says(&["cannot have been created in the future"]);
    refused.fails(2);
    sandbox.run_on(SEALED, &[&seal[..], &["2026-11-24"]].concat()).succeeds();
}

#[test]
fn what_is_late_already_is_said_while_sealing() {
    let sandbox = Sandbox::with_key();
    let seal = ["seal", "@AccessKey.csv", "--for", ALICE, "-R", "@recipients.txt", "-o", "@mail"];
    let told =
        sandbox.run_on(SEALED, &[&seal[..], &["--created", "2026-08-24", "--install-before", "2026-11-22"]].concat());
    told.says(&["this key was due to be replaced on 2026-11-22", "last day to install this bundle has passed"])
        .succeeds();
}

#[test]
fn a_bundle_is_installed_until_its_last_day() {
    let sandbox = Sandbox::with_key();
    let bundle = seal_on(&sandbox, SEALED, &[]);
    let before = sandbox.inventory();
    let refused = install_on(&sandbox, "2026-12-01", &bundle, &[]).says(&[
        "to be installed by 2026-11-30",
        "--force",
        "unchanged: no config",
    ]);
    refused.fails(6);
    sandbox.assert_unchanged(&before);
    install_on(&sandbox, "2026-11-30", &bundle, &[]).succeeds();
    let late = install_on(&sandbox, "2026-12-01", &bundle, &["--force"]);
    late.says(&["to be installed by 2026-11-30; going on because of --force"]).succeeds();
}

#[test]
fn an_overdue_key_is_installed_with_a_warning() {
    let sandbox = Sandbox::with_key();
    let bundle = seal_on(&sandbox, SEALED, &["--rotate-every", "2d"]);
    install_on(&sandbox, "2026-11-25", &bundle, &["--dry-run"]).succeeds();
    let told = install_on(&sandbox, "2026-11-26", &bundle, &[]);
    told.says(&["warning: this key was due to be replaced on 2026-11-25"]).succeeds();
}

#[test]
fn an_older_key_does_not_take_the_place_of_a_newer_one() {
    let sandbox = Sandbox::with_key();
    let old = seal_on(&sandbox, SEALED, &["--created", "2026-10-01"]);
    sandbox.write("AccessKey.csv", csv(OTHER_ID, OTHER_SECRET));
    let new = seal_on(&sandbox, SEALED, &["--created", "2026-10-02"]);
    install_on(&sandbox, SEALED, &new, &[]).succeeds();
    for more in [&[][..], &["--replace"]] {
        let refused = install_on(&sandbox, SEALED, &old, more);
        let refused =
            refused.says(&["LTAI****0002 installed in", "is newer (created 2026-10-02)", "unchanged: no config"]);
        refused.fails(6);
    }
    assert!(sandbox.read("app/key.json").contains(OTHER_SECRET));
    install_on(&sandbox, SEALED, &old, &["--force"]).says(&["going on because of --force"]).succeeds();
    assert!(sandbox.read("app/key.json").contains(SECRET));
}

#[test]
fn a_receipt_counts_from_the_sealing_to_tomorrow() {
    let sandbox = Sandbox::with_key();
    let bundle = seal_on(&sandbox, SEALED, &[]);
    let receipt_of = |day: &str| {
        let told = install_on(&sandbox, day, &bundle, &[]).succeeds();
        told.lines().last().unwrap().split(' ').skip(1).map(str::to_owned).collect::<Vec<_>>()
    };
    let confirm = |day: &str, receipt: &[String]| {
        let words: Vec<&str> = receipt.iter().map(String::as_str).chain(["--home", "@operator"]).collect();
        sandbox.run_on(day, &words)
    };
    let (first, ahead, before) = (receipt_of(SEALED), receipt_of("2026-11-26"), receipt_of("2026-11-22"));
    confirm("2026-11-25", &first).shows(&["Installed on web-1 on 2026-11-23"]).succeeds();
    confirm("2026-11-25", &ahead).shows(&["2026-11-26"]).succeeds();
    confirm("2026-11-24", &receipt_of("2026-11-26")).fails(5);
    confirm("2026-11-25", &before).fails(5);
}

#[test]
fn the_source_tells_when_its_key_was_created() {
    let sandbox = Sandbox::with_key();
    sandbox.write(
        "AccessKey.csv",
        format!("AccessKey ID,AccessKey Secret,Create Date\n{ID},{SECRET},2026-09-09T08:00:00Z\n"),
    );
    let (from_source, from_flag) =
        (seal_on(&sandbox, SEALED, &[]), seal_on(&sandbox, SEALED, &["--created", "2026-09-10"]));
    for (bundle, created) in [(from_source, "2026-09-09"), (from_flag, "2026-09-10")] {
        let told = sandbox.run_on(SEALED, &["open", &bundle, "-i", "@identity.txt", "--json"]).json();
        assert_eq!(told["created"], created);
    }
}

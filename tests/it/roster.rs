//! `seal --roster`: many keys, each for its holder, with one bundle and one text a row.

use std::fs;

use crate::sandbox::{ALICE, ID, OTHER_ID, OTHER_SECRET, Outcome, SECRET, Sandbox, csv};

const DAY: &str = "2026-11-23";
const THIRD_ID: &str = "LTAI5tEXAMPLEexample0003";
const ROSTER: [&str; 7] = ["seal", "--roster", "@roster.csv", "--out", "@mail", "--passphrase-out", "@sms/texts.csv"];

fn seal(sandbox: &Sandbox, more: &[&str]) -> Outcome {
    sandbox.run_on(DAY, &[&ROSTER[..], more].concat())
}

/// Two files of keys.
fn office(roster: &str) -> Sandbox {
    let sandbox = Sandbox::with_key();
    sandbox.write("keys/alice.csv", csv(ID, SECRET));
    sandbox.write("keys/two.csv", format!("{}{THIRD_ID},{SECRET}\r\n", csv(OTHER_ID, OTHER_SECRET)));
    sandbox.write("roster.csv", roster);
    sandbox
}

/// The id and the words of the text that was written for a holder.
fn text_for(sandbox: &Sandbox, holder: &str) -> (String, String) {
    let texts = sandbox.read("sms/texts.csv");
    let text = texts.lines().find(|line| line.contains(holder)).unwrap().rsplit(',').next().unwrap().to_owned();
    let (id, words) = text.split_once(": ").unwrap();
    (id.to_owned(), words.to_owned())
}

/// Opens the bundle of a holder with that text.
fn opened(sandbox: &Sandbox, holder: &str) -> serde_json::Value {
    let (id, words) = text_for(sandbox, holder);
    let bundle = format!("@mail/{id}.age");
    sandbox.write("sms/one", words);
    sandbox.run_on(DAY, &["open", &bundle, "--passphrase-file", "@sms/one", "--json"]).json()
}

#[test]
fn each_row_gets_a_bundle_a_text_and_a_record() {
    let sandbox = office(&format!(
        "holder,source,id,user,profile,region,phone\n{ALICE},keys/alice.csv,,alice,prod,cn-hangzhou,\"+49 1, desk\"\nbob,keys/two.csv,{OTHER_ID},,,,\n"
    ));
    let told = seal(&sandbox, &[])
        .shows(&["LINE  HOLDER", "alice@example.com  LTAI****0001", "2 sealed, 0 sealed before."])
        .succeeds();
    assert!(!told.contains(SECRET) && !told.contains(ID));
    let alice = opened(&sandbox, ALICE);
    let facts =
        ["holder", "user", "profile", "region"].map(|member| alice[member].as_str().unwrap_or_default().to_owned());
    assert_eq!(facts, [ALICE, "alice", "prod", "cn-hangzhou"]);
    assert_eq!(opened(&sandbox, "bob")["access_key_id"], "LTAI****0002");
    let texts = sandbox.read("sms/texts.csv");
    assert!(
        texts.starts_with("phone,holder,text\n\"+49 1, desk\",alice@example.com,") && texts.lines().count() == 3,
        "{texts}"
    );
    assert_eq!((sandbox.mode("sms/texts.csv"), sandbox.names("mail").len()), (0o600, 2));
    sandbox.run_on(DAY, &["list"]).shows(&["alice ", "bob ", "sealed"]).succeeds();
}

#[test]
fn what_is_odd_about_a_key_is_told_with_its_row() {
    let sandbox = office(&format!("holder,source,id\n{ALICE},keys/alice.csv,\nbob,keys/odd.csv,\n"));
    sandbox.write("keys/odd.csv", csv(OTHER_ID, &format!("{OTHER_SECRET}{OTHER_SECRET}")));
    let odd = "warning: line 3, bob: the AccessKey secret has an unusual shape";
    assert_eq!(seal(&sandbox, &[]).says(&[odd]).err.matches("unusual shape").count(), 1);
}

#[test]
fn rows_seal_to_public_keys_and_from_the_vault_too() {
    let sandbox = office("");
    sandbox.run_on(DAY, &["init", "--recipient", sandbox.read("recipients.txt").trim()]).succeeds();
    sandbox.run_on(DAY, &["add", "shop", "@keys/alice.csv", "--for", "shop", "--created", "2026-11-01"]).succeeds();
    let key = sandbox.read("recipients.txt");
    sandbox.write("roster.csv", format!("holder,id,recipient,supersedes\nshop,{ID},{},{OTHER_ID}\n", key.trim()));
    seal(&sandbox, &["--identity", "@identity.txt", "--json"]).succeeds();
    let name = sandbox.names("mail")[0].clone();
    let told = sandbox.run_on(DAY, &["open", &format!("@mail/{name}"), "-i", "@identity.txt", "--json"]).json();
    assert_eq!((told["created"].as_str(), told["supersedes"].as_str()), (Some("2026-11-01"), Some("LTAI****0002")));
    let text = sandbox.read("sms/texts.csv");
    assert!(
        text.lines().nth(1).unwrap().starts_with(&format!(",shop,{}-", name.strip_suffix(".age").unwrap())),
        "{text}"
    );
    sandbox.write("roster.csv", format!("holder,id\nbob,{OTHER_ID}\n"));
    seal(&sandbox, &["-i", "@identity.txt"]).says(&["line 2 of the roster: the vault does not keep that key"]).fails(9);
}

#[test]
fn everything_is_checked_before_the_first_file_is_written() {
    let sandbox = office("");
    for (rows, code, says) in [
        (
            "alice,keys/alice.csv,\nbob,nowhere.csv,\ncarol,keys/two.csv,\n".to_owned(),
            9,
            "2 rows of the roster are not in order: line 3: cannot",
        ),
        (
            "alice,keys/alice.csv,\nbob,keys/alice.csv,\n".to_owned(),
            8,
            "line 3 of the roster: LTAI****0001 stands in line 2 too",
        ),
        (format!("alice,keys/two.csv,{ID}\n"), 9, "line 2 of the roster: there is no AccessKey LTAI****0001"),
        ("alice,keys/alice.csv\n".to_owned(), 5, "line 2: this row has more or fewer cells"),
        (String::new(), 5, "the roster has no rows"),
    ] {
        sandbox.write("roster.csv", format!("holder,source,id\n{rows}"));
        let refused = seal(&sandbox, &[]).says(&[says, "unchanged: no bundle was written"]);
        refused.fails(code);
    }
    assert!(!sandbox.has("mail") && !sandbox.has("sms") && !sandbox.vault("").exists());
}

#[test]
fn a_second_run_seals_what_is_new_and_nothing_twice() {
    let sandbox = office(&format!("holder,source,id\n{ALICE},keys/alice.csv,\nbob,keys/two.csv,{OTHER_ID}\n"));
    seal(&sandbox, &["-n"]).shows(&["would be sealed", "2 would be sealed, 0 were sealed before."]).succeeds();
    assert!(!sandbox.has("mail") && !sandbox.has("sms"));
    seal(&sandbox, &[]).succeeds();
    let before = sandbox.inventory();
    seal(&sandbox, &[]).shows(&["0 sealed, 2 sealed before."]).succeeds();
    sandbox.assert_unchanged(&before);
    sandbox.write("roster.csv", format!("{}carol,keys/two.csv,{THIRD_ID}\n", sandbox.read("roster.csv")));
    let json = seal(&sandbox, &["--json"]).json();
    assert_eq!((json["sealed"].as_u64(), json["sealed_before"].as_u64()), (Some(1), Some(2)));
    assert_eq!((sandbox.names("mail").len(), sandbox.read("sms/texts.csv").lines().count()), (3, 4));
    for holder in [ALICE, "bob", "carol"] {
        assert_eq!(opened(&sandbox, holder)["holder"], holder);
    }
}

/// Three rows that were sealed, of which each test takes something away.
fn sealed_office() -> Sandbox {
    let sandbox = office(&format!(
        "holder,source,id\n{ALICE},keys/alice.csv,\nbob,keys/two.csv,{OTHER_ID}\ncarol,keys/two.csv,{THIRD_ID}\n"
    ));
    seal(&sandbox, &[]).succeeds();
    sandbox
}

/// What a run tells of each row, as JSON; its exit code tells whether a half is gone.
#[track_caller]
fn gone(sandbox: &Sandbox, more: &[&str]) -> Vec<String> {
    let told = seal(sandbox, &[&["--json"], more].concat());
    let json: serde_json::Value = serde_json::from_str(&told.out).unwrap();
    let rows = json["rows"].as_array().unwrap();
    let halves: Vec<String> = rows.iter().map(|row| row["gone"].to_string()).collect();
    let count = halves.iter().filter(|halves| *halves != "[]").count();
    assert_eq!(
        (told.code, json["gone"].as_u64()),
        (if count == 0 { 0 } else { 22 }, u64::try_from(count).ok()),
        "{told:#?}"
    );
    halves
}

#[test]
fn a_half_that_was_deleted_is_told_for_its_row() {
    let sandbox = sealed_office();
    fs::remove_file(sandbox.path(&format!("mail/{}.age", text_for(&sandbox, ALICE).0))).unwrap();
    let texts = sandbox.read("sms/texts.csv");
    let kept: Vec<&str> = texts.lines().filter(|line| !line.contains("bob")).collect();
    sandbox.write("sms/texts.csv", kept.join("\n") + "\n");
    let before = sandbox.inventory();
    for dry in [&[][..], &["-n"]] {
        assert_eq!(gone(&sandbox, dry), [r#"["bundle"]"#, r#"["text"]"#, "[]"], "{dry:?}");
        let told = seal(&sandbox, dry).shows(&[
            "sealed before, bundle gone\n",
            "sealed before, text gone\n",
            "carol              LTAI****0003",
            "Of 2 that were sealed before, a half is not where it was put:",
            &format!("--for bob --id {OTHER_ID}\n"),
        ]);
        assert_eq!(told.code, 22, "{told:#?}");
    }
    sandbox.assert_unchanged(&before);
}

#[test]
fn what_is_sealed_anew_or_delivered_is_not_looked_for() {
    let sandbox = sealed_office();
    let anew = |name: &str| -> Vec<String> {
        let told = seal(&sandbox, &["--json"]);
        let json: serde_json::Value = serde_json::from_str(&told.out).unwrap();
        let row = json["rows"].as_array().unwrap().iter().find(|row| row["name"] == name).unwrap();
        row["again"].as_str().unwrap().split(' ').skip(1).map(str::to_owned).collect()
    };
    let (id, words) = text_for(&sandbox, "carol");
    sandbox.write("sms/one", words);
    let bundle = format!("@mail/{id}.age");
    let config = sandbox.path("app/key.json").display().to_string();
    let to = ["--client", "json", "--config", &config, "--home", "@machine", "--host", "db-1"];
    let install = sandbox.run_on(DAY, &[&["install", &bundle, "--passphrase-file", "@sms/one"], &to[..]].concat());
    let line = install.succeeds().lines().last().unwrap().to_owned();
    sandbox.run_on(DAY, &line.split(' ').skip(1).collect::<Vec<_>>()).succeeds();
    for folder in ["mail", "sms"] {
        fs::remove_dir_all(sandbox.path(folder)).unwrap();
    }
    assert_eq!(gone(&sandbox, &[]), [r#"["bundle","text"]"#, r#"["bundle","text"]"#, "[]"], "carol has it");
    let again = anew("alice");
    let again: Vec<&str> = again.iter().map(String::as_str).collect();
    sandbox.run_on(DAY, &[&again[..], &["-R", "@recipients.txt", "-o", "@elsewhere"]].concat()).succeeds();
    assert_eq!(gone(&sandbox, &[]), ["[]", r#"["bundle","text"]"#, "[]"], "alice has a new one");
}

#[test]
fn what_was_sealed_into_another_place_is_not_missed() {
    let sandbox = office(&format!("holder,source,id\n{ALICE},keys/alice.csv,\nbob,keys/two.csv,{OTHER_ID}\n"));
    sandbox.run_on(DAY, &["seal", "@keys/alice.csv", "--for", ALICE, "-R", "@recipients.txt", "-o", "@old"]).succeeds();
    fs::remove_dir_all(sandbox.path("old")).unwrap();
    assert_eq!(gone(&sandbox, &[]), ["[]", "[]"], "it was sealed alone");
    let moved = ["seal", "--roster", "@roster.csv", "--out", "@other", "--passphrase-out", "@others/texts.csv"];
    sandbox.run_on(DAY, &moved).shows(&["0 sealed, 2 sealed before."]).succeeds();
    fs::remove_dir_all(sandbox.path("mail")).unwrap();
    assert_eq!(gone(&sandbox, &[]), ["[]", r#"["bundle"]"#]);
}

#[test]
fn what_an_interrupted_run_left_goes_and_nothing_else() {
    let sandbox = office(&format!("holder,source,id\n{ALICE},keys/alice.csv,\n"));
    sandbox.write("sms/texts.csv", "phone,holder,text\n,alice@example.com,K7Q2-M3XD: word-word\n");
    sandbox.write("mail/K7Q2-M3XD.age", "a bundle that no ledger knows");
    sandbox.write("mail/precious.age", "mine");
    seal(&sandbox, &[]).succeeds();
    assert!(!sandbox.has("mail/K7Q2-M3XD.age") && sandbox.read("mail/precious.age") == "mine");
    assert!(!sandbox.read("sms/texts.csv").contains("K7Q2-M3XD: word-word"));
}

#[test]
fn a_key_of_another_holder_takes_force() {
    let sandbox = office("holder,source\nbob,keys/alice.csv\n");
    sandbox.run_on(DAY, &["seal", "@keys/alice.csv", "--for", ALICE, "-R", "@recipients.txt", "-o", "@old"]).succeeds();
    seal(&sandbox, &[]).says(&["LTAI****0001 was sealed for alice@example.com before", "--force"]).fails(8);
    seal(&sandbox, &["--force"]).succeeds();
}

#[test]
fn places_and_flags_that_do_not_fit_are_refused() {
    let sandbox = office(&format!("holder,source\n{ALICE},keys/alice.csv\n"));
    let roster = ["seal", "--roster", "roster.csv", "--out", "mail"];
    sandbox.refuses(2, &roster).says(&["--passphrase-out"]);
    let with = |more: &[&'static str]| [&roster[..], more].concat();
    sandbox
        .refuses(2, &with(&["--passphrase-out", "mail/../mail/texts.csv"]))
        .says(&["may not lie in the same directory"]);
    sandbox.write("sms/texts.csv", "precious");
    sandbox.refuses(8, &with(&["--passphrase-out", "sms/texts.csv"])).says(&["is not a file of a roster's texts"]);
    for more in [
        &["--for", "x"][..],
        &["--as-is"],
        &["--qr"],
        &["-r", "x"],
        &["--name", "x"],
        &["--profile", "x"],
        &["AccessKey.csv"],
    ] {
        sandbox.refuses(2, &[with(&["--passphrase-out", "sms/texts.csv"]), more.to_vec()].concat());
    }
    sandbox
        .refuses(2, &["seal", "--roster", "roster.csv", "--out", "-", "--passphrase-out", "new/texts"])
        .says(&["--out DIR"]);
    sandbox
        .refuses(2, &with(&["--passphrase-out", "new/texts", "-i", "identity.txt"]))
        .says(&["a row without `source`"]);
    assert_eq!(fs::read_to_string(sandbox.path("sms/texts.csv")).unwrap(), "precious");
}

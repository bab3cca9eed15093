//! `open`: the masked summary, and the content byte for byte.

use std::fs;
use std::os::unix::fs::symlink;

use crate::sandbox::{ALICE, ID, MASKED, SECRET, Sandbox, to_install};

/// A bundle under twelve words, in `mail/a.age` and `sms/text`.
fn sealed_by_passphrase() -> Sandbox {
    let sandbox = Sandbox::with_key();
    let arguments = ["seal", "AccessKey.csv", "--for", ALICE, "-o", "mail/a.age", "--passphrase-out", "sms/text"];
    sandbox.run(&arguments).succeeds();
    sandbox
}

#[test]
fn the_summary_is_masked() {
    let sandbox = Sandbox::with_key();
    let bundle = sandbox.bundle(&["--region", "cn-hangzhou", "--profile", "prod"]);
    let told = sandbox.run(&["open", &bundle, "-i", "identity.txt"]);
    let told = told.shows(&[MASKED, ALICE, "cn-hangzhou", "prod", "secret          ****", "install before"]).succeeds();
    let json = sandbox.run(&["open", &bundle, "--identity", "identity.txt", "--json"]).json();
    assert_eq!((json["access_key_id"].as_str(), json["holder"].as_str()), (Some(MASKED), Some(ALICE)));
    assert!(![&told, &json.to_string()].iter().any(|text| text.contains(SECRET) || text.contains(ID)));
}

#[test]
fn the_content_is_shown_only_on_request() {
    let sandbox = Sandbox::with_key();
    let bundle = sandbox.bundle(&[]);
    let content = sandbox.run(&["open", &bundle, "-i", "identity.txt", "-o", "-"]).succeeds();
    let document: serde_json::Value = serde_json::from_str(&content).unwrap();
    assert_eq!((document["access_key"]["id"].as_str(), document["version"].as_u64()), (Some(ID), Some(1)));
    assert_eq!(document["access_key"]["secret"], SECRET);
    sandbox.run(&["open", &bundle, "-i", "identity.txt", "--reveal"]).shows(&[ID, SECRET, ALICE]).succeeds();
    let told = sandbox.run(&["open", &bundle, "-i", "identity.txt", "--reveal", "--json"]).json();
    assert_eq!((told["access_key_id"].as_str(), told["access_key_secret"].as_str()), (Some(ID), Some(SECRET)));
    sandbox.refuses(2, &["open", &bundle, "--reveal", "-o", "x"]).says(&["cannot be used with"]);
}

#[test]
fn the_content_goes_into_a_new_file_of_ones_own() {
    let sandbox = Sandbox::with_key();
    let bundle = sandbox.bundle(&[]);
    let open = |out: &'static str| ["open", &bundle, "-i", "identity.txt", "--output", out].map(str::to_owned);
    let told = sandbox.run(&open("new/content").each_ref().map(String::as_str)).shows(&["Restored", "new/content"]);
    assert!(!told.succeeds().contains(SECRET));
    assert_eq!((sandbox.mode("new/content"), sandbox.mode("new")), (0o600, 0o700));
    symlink("victim", sandbox.path("link")).unwrap();
    for taken in ["new/content", "link"] {
        sandbox
            .refuses(8, &open(taken).each_ref().map(String::as_str))
            .says(&["exists already", "unchanged: no content"]);
    }
    symlink("new", sandbox.path("alias")).unwrap();
    sandbox.refuses(7, &open("alias/other").each_ref().map(String::as_str)).says(&["symbolic link"]);
    sandbox.refuses(7, &open("..").each_ref().map(String::as_str)).says(&["not a regular file"]);
}

#[test]
fn the_words_come_from_a_file_a_descriptor_or_standard_input() {
    let sandbox = sealed_by_passphrase();
    let text = sandbox.read("sms/text");
    sandbox.run(&["open", "mail/a.age", "--passphrase-file", "sms/text"]).shows(&[MASKED]).succeeds();
    sandbox.shell("exec \"$0\" open mail/a.age --passphrase-fd 7 7<sms/text").shows(&[MASKED]).succeeds();
    let typed = text.split_once(": ").unwrap().1.to_uppercase().replace('-', "  ");
    sandbox.run_with_input(&["open", "mail/a.age", "--passphrase-file", "-"], typed.as_bytes()).succeeds();
    sandbox.run_with_input(&["open", "-", "--passphrase-file", "sms/text"], &sandbox.bytes("mail/a.age")).succeeds();
}

#[test]
fn mistyped_words_are_named_with_the_nearest_ones() {
    let sandbox = sealed_by_passphrase();
    let text = sandbox.read("sms/text");
    let (id, words) = text.trim_end().split_once(": ").unwrap();
    let with_first = |first: &str| format!("{first}-{}", words.split_once('-').unwrap().1);
    let other = if id == "K7Q2-M3XD" { "K7Q2-M3XE" } else { "K7Q2-M3XD" };
    for (typed, says) in [
        (with_first("abandom"), "word 1 `abandom` is not in the list (nearest: abandon"),
        (words.split_once('-').unwrap().1.to_owned(), "the passphrase has 11 words, not 12"),
        (format!("{other}: {words}"), "this passphrase is for the bundle"),
    ] {
        sandbox.write("typed", typed);
        let refused = sandbox.refuses(4, &["open", "mail/a.age", "--passphrase-file", "typed"]);
        let refused = refused.says(&[says, "unchanged: no content was written", "next: "]);
        assert!(!refused.err.contains(words));
    }
    let right = words.split_once('-').unwrap().0;
    let wrong = ["zoo", "zone", "zero", "zebra", "youth", "young", "year", "yard", "wrong"];
    let misfits = wrong.into_iter().filter(|first| *first != right).map(with_first);
    let refusals = misfits.map(|typed| {
        sandbox.write("typed", typed);
        sandbox.refuses(4, &["open", "mail/a.age", "--passphrase-file", "typed"]).err
    });
    assert!(refusals.filter(|told| told.contains("do not fit together")).count() > 0, "eight checksums of 4 bits");
}

#[test]
fn a_wrong_passphrase_or_identity_opens_nothing() {
    let sandbox = sealed_by_passphrase();
    sandbox.write("typed", "letter advice cage absurd amount doctor acoustic avoid letter advice cage above");
    sandbox.refuses(4, &["open", "mail/a.age", "--passphrase-file", "typed"]).says(&["wrong passphrase", "next: "]);
    sandbox.refuses(4, &["open", "mail/a.age", "-i", "identity.txt"]).says(&["sealed under a passphrase"]);
    let bundle = sandbox.bundle(&[]);
    sandbox.refuses(4, &["open", &bundle, "--passphrase-file", "typed"]).says(&["sealed to public keys", "-i FILE"]);
    sandbox.write_key_pair();
    sandbox.refuses(4, &["open", &bundle, "-i", "identity.txt"]).says(&["none of the identities opens this"]);
}

#[test]
fn what_is_no_identity_is_named_by_its_line() {
    let sandbox = Sandbox::with_key();
    let bundle = sandbox.bundle(&[]);
    let open = ["open", &bundle, "-i", "other"];
    for (content, says) in [
        ("", "there is no identity in it"),
        ("# mine\n\nCANARY\n", "other, line 3: not an identity"),
        (sandbox.read("recipients.txt").as_str(), "this is a public key"),
        ("-----BEGIN RSA PRIVATE KEY-----\nCANARY\n", "RUSTSEC-2023-0071"),
        ("AGE-PLUGIN-YUBIKEY-1CANARY", "plugins are not supported"),
    ] {
        sandbox.write("other", content);
        let refused = sandbox.refuses(2, &open).says(&[says, "unchanged: "]);
        assert!(!refused.err.contains("CANARY"));
    }
    fs::remove_file(sandbox.path("other")).unwrap();
    sandbox.refuses(9, &open).says(&["other"]);
    let several = ["open", &bundle, "-i", "identity.txt", "-i", "identity.txt"];
    sandbox.run(&several).succeeds();
    sandbox.refuses(2, &["open", "-", "-i", "-"]).says(&["one purpose only"]);
    sandbox.refuses(2, &[&several[..], &["--passphrase-fd", "3"]].concat()).says(&["cannot be used with"]);
}

#[test]
fn an_identity_file_may_itself_be_sealed_and_then_needs_a_terminal() {
    let sandbox = Sandbox::with_key();
    let bundle = sandbox.bundle(&[]);
    let seal = ["seal", "identity.txt", "--as-is", "--for", "me", "-o", "mine.age", "--passphrase-out", "sms/mine"];
    sandbox.run(&seal).succeeds();
    sandbox.refuses(10, &["open", &bundle, "-i", "mine.age"]).says(&["no terminal to ask on", "unchanged: "]);
}

#[test]
fn without_a_terminal_a_passphrase_must_be_given() {
    let sandbox = sealed_by_passphrase();
    for more in [&[][..], &["--no-input"]] {
        let refused = sandbox.refuses(10, &[&["open", "mail/a.age"], more].concat());
        refused.says(&["no terminal to ask on", "--passphrase-file FILE", "unchanged: no content was written"]);
    }
    sandbox.refuses(9, &["open", "mail/a.age", "--passphrase-file", "nowhere"]).says(&["nowhere"]);
    sandbox.refuses(9, &["open", "mail/a.age", "--passphrase-fd", "99"]).says(&["/dev/fd/99"]);
}

#[test]
fn a_bundle_of_something_else_says_so() {
    let sandbox = Sandbox::with_key();
    sandbox.write("notes", "just text");
    let seal = ["seal", "notes", "--as-is", "--for", ALICE, "-R", "recipients.txt", "-o", "mail/n.age"];
    sandbox.run(&seal).succeeds();
    let told = sandbox.run(&["open", "mail/n.age", "-i", "identity.txt"]).shows(&["holds a file of 9 bytes"]);
    assert!(!told.succeeds().contains("just text"));
    assert_eq!(sandbox.run(&["open", "mail/n.age", "-i", "identity.txt", "--json"]).json()["kind"], "file");
    sandbox.refuses(5, &to_install("mail/n.age")).says(&["holds a file, not an AccessKey", "akvault open"]);
}

#[test]
fn a_document_of_a_later_version_is_refused_by_name() {
    let sandbox = Sandbox::with_key();
    sandbox.write("later", r#"{"version": 2, "kind": "access-key"}"#);
    let seal = ["seal", "later", "--as-is", "--for", ALICE, "-R", "recipients.txt", "-o", "mail/l.age"];
    sandbox.run(&seal).succeeds();
    sandbox.refuses(5, &["open", "mail/l.age", "-i", "identity.txt"]).says(&["format version 2", "update akvault"]);
    sandbox.refuses(5, &to_install("mail/l.age")).says(&["format version 2", "unchanged: no config file"]);
}

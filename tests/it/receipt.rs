//! `receipt`: the way back.

use crate::sandbox::{Sandbox, to_install};

/// Installs with a host label, and gives the arguments of the line that is to be sent back.
fn installed_on(sandbox: &Sandbox, bundle: &str, host: &str) -> Vec<String> {
    let install = [&to_install(bundle)[..], &["--host", host]].concat();
    let told = sandbox.run(&install).succeeds();
    let line = told.lines().last().unwrap().strip_prefix("akvault ").unwrap();
    line.split(' ').chain(["--home", "operator"]).map(str::to_owned).collect()
}

fn words(receipt: &[String]) -> Vec<&str> {
    receipt.iter().map(String::as_str).collect()
}

/// The same line with one of its words replaced.
fn with<'a>(receipt: &'a [String], at: usize, word: &'a str) -> Vec<&'a str> {
    let mut words = words(receipt);
    words[at] = word;
    words
}

#[test]
fn the_right_receipt_is_noted_once() {
    let sandbox = Sandbox::with_key();
    let bundle = sandbox.bundle(&[]);
    let receipt = installed_on(&sandbox, &bundle, "web-1");
    sandbox.run(&["list", "--home", "operator"]).shows(&["sealed"]).succeeds();
    let told = sandbox.run(&words(&receipt)).shows(&[
        "Installed on web-1",
        "LTAI****0001 of alice@example.com",
        "noted in `alice`",
    ]);
    assert!(!told.succeeds().contains("already"));
    sandbox.run(&["list", "--home", "operator"]).shows(&["installed"]).succeeds();
    let before = sandbox.inventory();
    sandbox.run(&words(&receipt)).shows(&["already noted"]).succeeds();
    let json = sandbox.run(&[&words(&receipt)[..], &["--json"]].concat()).json();
    assert_eq!((json["already_noted"].as_bool(), json["host"].as_str()), (Some(true), Some("web-1")));
    sandbox.assert_unchanged(&before);
}

#[test]
fn what_people_type_is_forgiven() {
    let sandbox = Sandbox::with_key();
    let bundle = sandbox.bundle(&[]);
    let receipt = installed_on(&sandbox, &bundle, "web-1");
    let (id, code) = (receipt[1].to_lowercase().replace('-', ""), receipt[2].to_lowercase().replace('0', "o"));
    sandbox.run(&with(&with(&receipt, 1, &id).into_iter().map(str::to_owned).collect::<Vec<_>>(), 2, &code)).succeeds();
}

#[test]
fn a_wrong_code_or_host_is_noted_nowhere() {
    let sandbox = Sandbox::with_key();
    let bundle = sandbox.bundle(&[]);
    let receipt = installed_on(&sandbox, &bundle, "web-1");
    let other = if receipt[2].starts_with('0') { "1" } else { "0" };
    let code = format!("{other}{}", &receipt[2].get(1..).unwrap());
    sandbox.refuses(5, &with(&receipt, 2, &code)).says(&["does not fit the bundle", "unchanged: nothing was noted"]);
    sandbox.refuses(5, &with(&receipt, 4, "web-2")).says(&["does not fit the bundle", "copy the whole line"]);
    let no_host: Vec<&str> = words(&receipt).into_iter().filter(|word| !["--host", "web-1"].contains(word)).collect();
    sandbox.refuses(5, &no_host).says(&["give --host as in the line"]);
    sandbox.run(&["list", "--home", "operator"]).shows(&["sealed"]).succeeds();
}

#[test]
fn the_receipt_of_another_bundle_does_not_fit() {
    let sandbox = Sandbox::with_key();
    let (first, second) = (sandbox.bundle(&[]), sandbox.bundle(&[]));
    let receipt = installed_on(&sandbox, &first, "web-1");
    let other = sandbox.run(&["inspect", &second, "--json"]).json();
    sandbox.refuses(5, &with(&receipt, 1, other["id"].as_str().unwrap())).says(&["does not fit the bundle"]);
}

#[test]
fn an_unknown_bundle_and_what_is_no_code_are_refused() {
    let sandbox = Sandbox::with_key();
    let bundle = sandbox.bundle(&[]);
    let receipt = installed_on(&sandbox, &bundle, "web-1");
    let unknown = if receipt[1] == "K7Q2-M3XD" { "K7Q2-M3XE" } else { "K7Q2-M3XD" };
    sandbox.refuses(9, &with(&receipt, 1, unknown)).says(&[
        "no bundle K7Q2",
        "unchanged: nothing was noted",
        "akvault list",
    ]);
    sandbox.refuses(9, &["receipt", unknown, &receipt[2], "--home", "nowhere"]).says(&["no bundle"]);
    assert!(!sandbox.has("nowhere"));
    for (at, word) in [(1, "K7Q2"), (2, "ABCD-EFGH"), (2, "ABCD-EFGH-JKMU"), (4, "a b")] {
        sandbox.refuses(2, &with(&receipt, at, word)).says(&["is not a"]);
    }
}

#[test]
fn a_key_that_was_sealed_twice_takes_the_receipts_of_both() {
    let sandbox = Sandbox::with_key();
    let (first, second) = (sandbox.bundle(&[]), sandbox.bundle(&[]));
    for (bundle, host) in [(&first, "web-1"), (&second, "web-2")] {
        let receipt = installed_on(&sandbox, bundle, host);
        sandbox.run(&words(&receipt)).shows(&[host]).succeeds();
    }
    let shown = sandbox.run(&["show", "alice", "--home", "operator", "--json"]).json();
    let hosts: Vec<&str> =
        shown["receipts"].as_array().unwrap().iter().map(|receipt| receipt["host"].as_str().unwrap()).collect();
    assert_eq!(hosts, ["web-1", "web-2"]);
    assert_eq!(shown["history_intact"], true);
}

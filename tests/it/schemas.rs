//! `--json` as it is documented: one strict schema a verb, in `schemas/VERB.json`. Whatever any test makes the
//! program print with `--json` is held against it, so that no member is there that is not documented.
//!
//! The check reads the few words of JSON Schema that stand in these files, and refuses every other; a peer test
//! shows that a whole validator reads them alike.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::sandbox::{ALICE, CHOSEN, ID, OTHER_ID, OTHER_SECRET, Sandbox, csv};

/// Verbs that print the same with `--json` and without, and why.
const WITHOUT: &[(&str, &str)] = &[
    ("completions", "a script for a shell"),
    ("credential-process", "JSON already, as Alibaba Cloud's programs read it"),
    ("exec", "the output is the program's"),
    ("help", "text for people"),
];

/// Verbs that need a terminal, or a kernel of one kind: their own tests hold them against their schema.
const ELSEWHERE: [&str; 2] = ["password-check", "unlock"];

pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas")
}

/// Holds standard output against the schema of the verb that was run with `--json`.
#[track_caller]
pub(crate) fn check(arguments: &[OsString], out: &str) {
    let has = |option| arguments.iter().any(|argument| argument == option);
    // To a monitoring system a refusal goes to standard output too.
    if !has("--json") || has("--nagios") || out.is_empty() {
        return;
    }
    let verb = verb(arguments);
    let is_hidden = akvault::cli::definition().find_subcommand(&verb).is_some_and(clap::Command::is_hide_set);
    if is_hidden || WITHOUT.iter().any(|(name, _)| *name == verb) {
        return;
    }
    let text =
        fs::read_to_string(folder().join(format!("{verb}.json"))).unwrap_or_else(|_| panic!("no schema: {verb}"));
    let schema: Value = serde_json::from_str(&text).unwrap();
    let told: Value = serde_json::from_str(out).unwrap_or_else(|error| panic!("{verb}: {error}: {out}"));
    assert_eq!(faults(&schema, &told, &verb), Vec::<String>::new(), "{out}");
}

/// The verb as its schema is called: `mfa-new`.
fn verb(arguments: &[OsString]) -> String {
    let definition = akvault::cli::definition().ignore_errors(true);
    let matches = definition.try_get_matches_from(arguments).unwrap();
    let verbs = std::iter::successors(matches.subcommand(), |(_, below)| below.subcommand());
    verbs.map(|(name, _)| name.to_owned()).collect::<Vec<_>>().join("-")
}

/// Where a value is not what a schema says, and how.
pub(crate) fn faults(schema: &Value, value: &Value, at: &str) -> Vec<String> {
    let words = schema.as_object().unwrap_or_else(|| panic!("{at}: a schema is an object"));
    words.iter().flat_map(|(word, meant)| faults_of_word((word, meant), schema, value, at)).collect()
}

fn faults_of_word((word, meant): (&str, &Value), schema: &Value, value: &Value, at: &str) -> Vec<String> {
    let fault = |is_fine: bool, what: String| if is_fine { Vec::new() } else { vec![format!("{at}: {what}")] };
    let members = || value.as_object().into_iter().flatten();
    match word {
        "$schema" | "title" | "description" => Vec::new(),
        "type" => {
            let is_it = |name: &Value| is_of_type(name.as_str().unwrap(), value);
            let is_fine = meant.as_array().map_or_else(|| is_it(meant), |names| names.iter().any(is_it));
            fault(is_fine, format!("{value} is not of type {meant}"))
        }
        "const" => fault(value == meant, format!("{value} is not {meant}")),
        "enum" => fault(meant.as_array().unwrap().contains(value), format!("{value} is not one of {meant}")),
        "required" => {
            let names =
                meant.as_array().unwrap().iter().filter(|_| value.is_object()).map(|name| name.as_str().unwrap());
            names.flat_map(|name| fault(value.get(name).is_some(), format!("{name} is missing"))).collect()
        }
        "properties" => {
            let known = |name: &str| meant.get(name).map(|schema| (schema, format!("{at}.{name}")));
            let pairs = members().filter_map(|(name, value)| known(name).map(|(schema, at)| (schema, value, at)));
            pairs.flat_map(|(schema, value, at)| faults(schema, value, &at)).collect()
        }
        "additionalProperties" => {
            let others = members().filter(|(name, _)| schema["properties"].get(name).is_none());
            others
                .flat_map(|(name, value)| match meant.as_bool() {
                    Some(may) => fault(may, format!("{name} is not documented")),
                    None => faults(meant, value, &format!("{at}.{name}")),
                })
                .collect()
        }
        "items" => {
            value.as_array().into_iter().flatten().flat_map(|item| faults(meant, item, &format!("{at}[]"))).collect()
        }
        "anyOf" => {
            let answers: Vec<Vec<String>> =
                meant.as_array().unwrap().iter().map(|one| faults(one, value, at)).collect();
            if answers.iter().any(Vec::is_empty) { Vec::new() } else { answers.concat() }
        }
        other => panic!("{at}: the check does not know `{other}`"),
    }
}

fn is_of_type(name: &str, value: &Value) -> bool {
    match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        other => panic!("there is no type `{other}`"),
    }
}

/// Every verb that has none below it.
fn verbs() -> BTreeSet<String> {
    fn gather(before: &str, command: &clap::Command, all: &mut BTreeSet<String>) {
        for verb in command.get_subcommands().filter(|verb| !verb.is_hide_set()) {
            let name = format!("{before}{}", verb.get_name());
            if verb.has_subcommands() {
                gather(&format!("{name}-"), verb, all);
            } else {
                all.insert(name);
            }
        }
    }
    let mut all = BTreeSet::new();
    gather("", &akvault::cli::definition(), &mut all);
    all
}

/// All schemas by their verbs.
fn schemas() -> Vec<(String, Value)> {
    let files = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    let verb = |path: &Path| path.file_stem().unwrap().to_str().unwrap().to_owned();
    files.map(|path| (verb(&path), serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap())).collect()
}

#[test]
fn every_verb_has_a_schema_or_a_reason_and_every_schema_a_verb() {
    let described: BTreeSet<String> = schemas().into_iter().map(|(verb, _)| verb).collect();
    let without: BTreeSet<String> = WITHOUT.iter().map(|(verb, _)| (*verb).to_owned()).collect();
    assert!(described.is_disjoint(&without));
    assert_eq!(&described | &without, verbs());
}

#[test]
fn every_schema_is_strict_and_begins_with_the_version() {
    fn assert_strict(verb: &str, schema: &Value) {
        if schema["type"].as_str() == Some("object") || schema.get("properties").is_some() {
            assert!(schema.get("additionalProperties").is_some_and(|others| *others != true), "{verb}: {schema}");
        }
        match schema {
            Value::Object(words) => words.values().for_each(|below| assert_strict(verb, below)),
            Value::Array(items) => items.iter().for_each(|below| assert_strict(verb, below)),
            _ => {}
        }
    }
    for (verb, schema) in schemas() {
        assert_strict(&verb, &schema);
        assert_eq!(
            schema["title"],
            format!("akvault {} --json", verb.replacen("mfa-", "mfa ", 1).replacen("password-", "password ", 1))
        );
        let shapes = schema["anyOf"].as_array().cloned().unwrap_or_else(|| vec![schema.clone()]);
        for shape in shapes {
            assert_eq!(shape["properties"]["schema"], json!({ "const": akvault::output::SCHEMA }), "{verb}");
            assert!(shape["required"].as_array().unwrap().contains(&"schema".into()), "{verb}");
        }
    }
}

#[test]
fn the_check_finds_what_is_missing_what_is_too_much_and_what_is_of_another_kind() {
    let inner = json!({ "type": "object", "properties": {}, "additionalProperties": { "type": "integer" } });
    let schema = json!({
        "type": "object",
        "properties": { "a": { "type": ["string", "null"] }, "b": { "type": "array", "items": { "enum": ["x"] } }, "c": inner },
        "required": ["a"],
        "additionalProperties": false,
    });
    assert_eq!(faults(&schema, &json!({ "a": null, "b": ["x", "x"], "c": { "n": 1 } }), "it"), Vec::<String>::new());
    for (value, fault) in [
        (json!([]), "it: [] is not of type \"object\""),
        (json!({ "b": [] }), "it: a is missing"),
        (json!({ "a": 1 }), "it.a: 1 is not of type [\"string\",\"null\"]"),
        (json!({ "a": "", "d": 0 }), "it: d is not documented"),
        (json!({ "a": "", "b": ["y"] }), "it.b[]: \"y\" is not one of [\"x\"]"),
        (json!({ "a": "", "c": { "n": "1" } }), "it.c.n: \"1\" is not of type \"integer\""),
    ] {
        assert!(faults(&schema, &value, "it").contains(&fault.to_owned()), "{value}");
    }
}

/// What was run with `--json`, of which every run is checked.
struct Story {
    sandbox: Sandbox,
    told: BTreeSet<String>,
}

impl Story {
    fn tells(&mut self, arguments: &[&str]) -> Value {
        let outcome = self.sandbox.run(&[arguments, &["--json"]].concat());
        let words: Vec<OsString> = std::iter::once(&"akvault").chain(arguments).map(OsString::from).collect();
        self.told.insert(verb(&words));
        serde_json::from_str(&outcome.out).unwrap_or_else(|error| panic!("{arguments:?}: {error}: {outcome:#?}"))
    }
}

#[test]
fn every_verb_tells_in_json_what_its_schema_says() {
    let mut story = Story { sandbox: Sandbox::with_key(), told: BTreeSet::new() };
    story.a_vault_is_made_and_kept();
    story.keys_are_sealed_and_opened();
    story.keys_are_installed_and_looked_after();
    story.devices_and_passwords_are_kept();
    let elsewhere = ELSEWHERE.iter().chain(WITHOUT.iter().map(|(verb, _)| verb)).map(ToString::to_string);
    assert_eq!(verbs().difference(&story.told).cloned().collect::<BTreeSet<_>>(), elsewhere.collect());
}

const KEY: [&str; 2] = ["-i", "identity.txt"];

impl Story {
    fn opens(&mut self, arguments: &[&str]) -> Value {
        self.tells(&[arguments, &KEY].concat())
    }

    fn a_vault_is_made_and_kept(&mut self) {
        self.sandbox.write("other.csv", csv(OTHER_ID, OTHER_SECRET));
        self.sandbox.write("pass", CHOSEN);
        self.sandbox.write("another", "ein ganz anderes Passwort, 1999 Zitronen!");
        self.tells(&["init", "--home", "sealed", "--passphrase-file", "pass"]);
        let passwd = ["passwd", "--home", "sealed", "--passphrase-file", "pass", "--new-passphrase-file", "another"];
        self.tells(&passwd);
        self.tells(&["init", "-i", "identity.txt"]);
        self.tells(&["add", "ci", "other.csv", "--for", "ci", "-n"]);
        self.tells(&["add", "ci", "other.csv", "--for", "ci"]);
        self.opens(&["verify"]);
        self.opens(&["rekey"]);
        self.tells(&["edit", "ci", "--profile", "deploy"]);
        self.opens(&["rename", "ci", "deploy"]);
        self.tells(&["lock"]);
    }

    fn keys_are_sealed_and_opened(&mut self) {
        let seal = ["seal", "AccessKey.csv", "--for", ALICE, "-R", "recipients.txt", "--region", "cn-hangzhou"];
        self.tells(&[&seal[..], &["-n"]].concat());
        self.tells(&[&seal[..], &["-o", "mail/a.age"]].concat());
        self.tells(&["seal", "--as-is", "other.csv", "--for", "bob", "-R", "recipients.txt", "-o", "mail/b.age"]);
        self.sandbox.write("third.csv", csv("LTAI5tEXAMPLEexample0003", OTHER_SECRET));
        self.sandbox.write("roster.csv", "holder,source\ncarol,third.csv\n");
        self.tells(&["seal", "--roster", "roster.csv", "-o", "mail", "--passphrase-out", "sms/texts.csv", "-n"]);
        self.tells(&["inspect", "mail/a.age"]);
        self.opens(&["open", "mail/a.age"]);
        self.opens(&["open", "mail/a.age", "--reveal"]);
        self.opens(&["open", "mail/b.age", "-o", "opened"]);
        self.opens(&["open", "mail/b.age", "--reveal"]);
    }

    fn keys_are_installed_and_looked_after(&mut self) {
        let install = ["install", "mail/a.age", "--client", "aliyun"];
        self.opens(&[&install[..], &["-n"]].concat());
        let done = self.opens(&[&install[..], &["--host", "web-1"]].concat());
        let receipt = |member: &str| done["receipt"][member].as_str().unwrap().to_owned();
        self.tells(&["receipt", &receipt("id"), &receipt("code"), "--host", "web-1"]);
        self.tells(&["install", "--external", "deploy", "--client", "aliyun", "--region", "cn-hangzhou", "-n"]);
        self.tells(&["which"]);
        self.tells(&["check"]);
        self.tells(&["status"]);
        self.tells(&["status", "alice"]);
        self.tells(&["list", "--wide"]);
        self.tells(&["show", "alice"]);
        self.tells(&["who", ALICE]);
        self.tells(&["audit-log"]);
        self.tells(&["schedule", "--cron"]);
        self.tells(&["rotate", "alice"]);
        let successor = ["seal", "third.csv", "--for", ALICE, "-R", "recipients.txt", "--supersedes", ID, "-o", "mail"];
        self.tells(&successor);
        self.tells(&["rotate", "alice", "--abort", "-n"]);
        self.sandbox.write("keys.json", r#"{"AccessKeys":{"AccessKey":[]},"RequestId":"EXAMPLE"}"#);
        self.tells(&["import", "--list-access-keys", "keys.json", "--user", "alice"]);
        self.tells(&["uninstall", "--client", "aliyun", "--profile", "default"]);
        self.tells(&["remove", "alice", "-n"]);
        self.tells(&["man", "--out", "pages"]);
    }

    fn devices_and_passwords_are_kept(&mut self) {
        self.sandbox.write("seed", "EXAMPLEEXAMPLEEXAMPLEEXAMPLEEXAM");
        self.tells(&["mfa", "new", "dev"]);
        self.tells(&["mfa", "import", "app", "seed"]);
        self.tells(&["mfa", "list"]);
        let now = self.opens(&["mfa", "code", "app", "--at", "2026-11-23T12:00:00Z"]);
        let code = now["code"].as_str().unwrap().to_owned();
        self.opens(&["mfa", "verify", "app", &code, "--at", "2026-11-23T12:00:00Z"]);
        self.opens(&["mfa", "bind", "app", "--no-wait"]);
        self.opens(&["mfa", "qr", "app", "-o", "app.png"]);
        self.opens(&["mfa", "export", "app", "--reveal"]);
        self.opens(&["mfa", "rename", "app", "phone"]);
        self.tells(&["mfa", "remove", "phone", "-f"]);
        self.tells(&["password", "track", "alice"]);
        self.tells(&["password", "list"]);
        self.tells(&["password", "forget", "alice"]);
        self.tells(&["password", "new", "-o", "new"]);
    }
}

#[test]
fn a_verb_without_a_schema_writes_the_same_with_json_and_without() {
    let sandbox = Sandbox::with_key();
    sandbox.run(&["init", "-i", "identity.txt"]).succeeds();
    sandbox.run(&["add", "ci", "AccessKey.csv", "--for", "ci"]).succeeds();
    let with = |arguments: &[&'static str]| [&["--json"], arguments].concat();
    let exec = ["exec", "ci", "-i", "identity.txt", "--", "env"];
    assert_eq!(sandbox.run(&with(&exec)).succeeds(), sandbox.run(&exec).succeeds());
    // On a clock that stands still, since credentials expire.
    let credentials = ["credential-process", "ci", "-i", "@identity.txt"];
    for arguments in [&["completions", "fish"][..], &["help", "exit-codes"], &credentials] {
        let run = |arguments: &[&str]| sandbox.run_on("2026-11-23", arguments).succeeds();
        assert_eq!(run(&with(arguments)), run(arguments), "{arguments:?}");
    }
    assert_eq!(WITHOUT.len(), 4);
}

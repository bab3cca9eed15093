//! The rotation under faults: errors and kills at every call, and crowds.

use std::fs;
use std::time::{Duration, Instant};

use super::crowd::run_crowd;
use super::injected::{Scenario, cases, run_all, trace};
use super::world::{ID, SECRET, World, give_identity};

/// A key that two holders have, each in a record of their own, and its successor.
fn world() -> World {
    let world = World::new();
    let recipient = give_identity(&world);
    let seal = |holder, out, more: &[&str]| {
        let arguments = ["seal", "AccessKey.csv", "--for", holder, "-r", &recipient, "-o", out];
        world.run(&[&arguments[..], more].concat()).well();
    };
    seal("alice", "out/first.age", &[]);
    seal("bob", "out/second.age", &["--force"]);
    world.file(
        "AccessKey.csv",
        "AccessKey ID,AccessKey Secret\nLTAI5tEXAMPLEexample0002,EXAMPLEexampleEXAMPLEexample01\n",
    );
    seal("carol", "out/third.age", &["--supersedes", ID]);
    world
}

const NAMES: [&str; 3] = ["alice", "bob", "carol"];

/// For each record whether it says `what`; panics at a torn one.
fn says(world: &World, names: &[&str], what: &str) -> Vec<bool> {
    let text = |name: &&str| world.text(&format!("vault/keys/{name}.toml"));
    let check = |text: String| {
        drop(toml::from_str::<toml::Table>(&text).unwrap_or_else(|error| panic!("a torn record: {error}\n{text}")));
        text.contains(what)
    };
    names.iter().map(text).map(check).collect()
}

fn scenario(name: &'static str, arguments: &[&str], parts: super::injected::Parts, done_already: i32) -> Scenario {
    Scenario {
        name,
        arguments: arguments.iter().map(ToString::to_string).collect(),
        template: world(),
        parts,
        makes_new: &[],
        done_already,
        slow: false,
        first: &[],
        killed_before: None,
    }
}

#[test]
#[ignore = "needs strace"]
fn a_fault_anywhere_in_a_step_leaves_all_records_of_the_key_or_none() {
    let done = ["rotate", "alice", "--done", "disabled", "--force", "--reason", "leaked"];
    let parts = |world: &World| says(world, &["alice", "bob"], "\nevent = \"disabled\"");
    run_all(&scenario("rotate --done", &done, Box::new(parts), 0));
}

#[test]
#[ignore = "needs strace"]
fn a_fault_anywhere_in_giving_up_leaves_the_old_key_and_its_successor_tied_or_not() {
    let parts = |world: &World| says(world, &NAMES, "\nevent = \"rotation-aborted\"");
    run_all(&scenario("rotate --abort", &["rotate", "alice", "--abort"], Box::new(parts), 2));
}

#[test]
#[ignore = "needs strace"]
fn a_fault_anywhere_in_an_import_leaves_the_record_as_it_was_or_with_all_that_was_told() {
    let import = ["import", "--last-used", "used.json", "--id", "LTAI5tEXAMPLEexample0002"];
    let parts = |world: &World| {
        ["\nlast_used = ", "\nused_checked = ", "\nevent = \"imported\""]
            .into_iter()
            .flat_map(|what| says(world, &["carol"], what))
            .collect()
    };
    let scenario = scenario("import --last-used", &import, Box::new(parts), 0);
    let day = "2026-11-20T00:00:00Z";
    scenario.template.file("used.json", &format!("{{\"AccessKeyLastUsed\": {{\"LastUsedDate\": \"{day}\"}}}}"));
    run_all(&scenario);
}

/// Each record is for itself, so some may be new and others old; no record is half of each, and the next run does the rest.
#[test]
#[ignore = "needs strace"]
fn a_fault_anywhere_in_the_import_of_a_list_leaves_each_record_as_it_was_or_with_all_that_was_told() {
    let import = ["import", "--list-access-keys", "keys.json", "--user", "shop"];
    let (template, shop) = (world(), tempfile::tempdir().unwrap());
    let key = |id: &str| format!("{{\"AccessKeyId\": \"{id}\", \"Status\": \"Active\"}}");
    let keys = format!("{}, {}", key(ID), key("LTAI5tEXAMPLEexample0002"));
    template.file("keys.json", &format!("{{\"AccessKeys\": {{\"AccessKey\": [{keys}]}}}}"));
    let world_at = || template.copy_to(&shop.path().canonicalize().unwrap().join("world"));
    let are_new = |world: &World| {
        let [user, event] = ["\nuser = \"shop\"", "\nevent = \"imported\""].map(|what| says(world, &NAMES, what));
        assert_eq!(user, event, "half of what was told");
        user
    };
    let (calls, loader) = trace(&world_at(), &import);
    let cases = cases(&calls, &loader, true);
    assert!(cases.len() > 100, "{}", cases.len());
    let mut between = 0;
    for case in &cases {
        let world = world_at();
        let ran = case.run(&world, &import);
        let what = format!("{case:?}: {ran:?}");
        ran.is_decent(&what);
        let new = are_new(&world);
        assert!(ran.code != 0 || new == [true; 3], "{what}: says that it is done: {new:?}");
        assert!(!ran.err.contains("the ledger is as it was") || new == [false; 3], "{what}: {new:?}");
        between += usize::from(new.contains(&true) && new.contains(&false));
        let next = world.run(&import).well();
        assert_eq!(are_new(&world), [true; 3], "{what}: then {next:?}");
        assert!(world.temporaries().is_empty() && !world.path("vault/journal.toml").exists(), "{what}");
    }
    println!("import --list-access-keys: {} cases, {between} in between", cases.len());
    assert!(between > 10);
}

#[test]
#[ignore = "needs strace"]
fn a_fault_anywhere_in_edit_leaves_the_record_as_it_was_or_edited() {
    let edit = ["edit", "carol", "--for", "shop", "--user", "shop"];
    let parts = |world: &World| {
        ["\nholder = \"shop\"", "\nuser = \"shop\"", "\nevent = \"edited\""]
            .into_iter()
            .flat_map(|what| says(world, &["carol"], what))
            .collect()
    };
    run_all(&scenario("edit", &edit, Box::new(parts), 0));
}

/// A step and an import for each of fifty keys. Every fifth has a second holder, so that two records change with it.
#[test]
#[ignore = "takes a while"]
fn a_crowd_that_notes_steps_and_imports_loses_nothing() {
    const KEYS: usize = 50;
    let world = World::new();
    let recipient = give_identity(&world);
    let id = |number: usize| format!("LTAI5tEXAMPLEexample1{number:03}");
    let all = |line: &dyn Fn(usize) -> String| (0..KEYS).map(line).collect::<String>();
    world.file("keys.csv", &format!("AccessKey ID,AccessKey Secret\n{}", all(&|at| format!("{},{SECRET}\n", id(at)))));
    let roster = |holder: &str, every: usize| {
        let row = |at: usize| format!("{holder}-{at},keys.csv,{},{recipient}\n", id(at));
        let rows: String = (0..KEYS).step_by(every).map(row).collect();
        world.file("roster.csv", &format!("holder,source,id,recipient\n{rows}"));
        let seal =
            ["seal", "--roster", "roster.csv", "--out", "out", "--passphrase-out", "second/texts.csv", "--force"];
        world.run(&seal).well();
    };
    roster("k", 1);
    roster("other", 5);
    world.file("used.json", r#"{"AccessKeyLastUsed": {"LastUsedDate": "N/A"}}"#);
    let verb = |number: usize| {
        let (name, id) = (format!("k-{}", number / 2), id(number / 2));
        let words = match number % 2 {
            0 => ["rotate", &name, "--done", "disabled", "--force", "--reason", "leaked"].to_vec(),
            _ => ["import", "--last-used", "used.json", "--id", &id].to_vec(),
        };
        words.iter().map(ToString::to_string).collect()
    };
    let (done, killed) = run_crowd(&world, verb);
    let begin = Instant::now();
    world.run(&["edit", "k-1", "--user", "k-1"]).well();
    assert!(begin.elapsed() < Duration::from_secs(10), "a lock was left behind");
    let record = |name: &str| fs::read_to_string(world.path(&format!("vault/keys/{name}.toml"))).unwrap();
    for number in &done {
        let what = ["\nevent = \"disabled\"", "\nused_checked = "][number % 2];
        assert!(record(&format!("k-{}", number / 2)).contains(what), "number {number} is lost");
    }
    for key in (0..KEYS).step_by(5) {
        let is_disabled = |holder: &str| record(&format!("{holder}-{key}")).contains("\nevent = \"disabled\"");
        assert_eq!(is_disabled("k"), is_disabled("other"), "one record of key {key} without the other");
    }
    world.run(&["verify"]).well();
    let told: serde_json::Value = serde_json::from_str(&world.run(&["list", "--json"]).well().out).unwrap();
    assert_eq!((told["keys"].as_array().unwrap().len(), told["unreadable"].as_array().unwrap().len()), (60, 0));
    assert!(world.temporaries().is_empty() && !world.path("vault/journal.toml").exists());
    println!("{} of 100 done, {killed} killed", done.len());
    assert!(killed >= 5 && done.len() >= 50, "{killed} killed, {} done", done.len());
}

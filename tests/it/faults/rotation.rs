//! The rotation under faults: errors and kills at every call.

use super::injected::{Scenario, run_all};
use super::world::{ID, World, give_identity};

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
    let parts = |world: &World| says(world, &["alice", "bob", "carol"], "\nevent = \"rotation-aborted\"");
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

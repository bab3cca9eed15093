//! The verbs that open nothing: what they read of secrets on the way is gone too when they end (promise 10).

use super::memory::{Needles, of_identity, search};
use super::world::{FOREIGN_SECRET, INSTALL_FOUR, World, give_configs, seal_bundle};

fn needles(world: &World) -> Needles {
    of_identity(world).with("a foreign secret", FOREIGN_SECRET.as_bytes())
}

/// The record keeps its receipt key in the clear, since there is no vault, and the config files hold
/// secrets of others.
fn installed() -> World {
    let world = World::new();
    seal_bundle(&world);
    give_configs(&world);
    world.run(INSTALL_FOUR).well();
    world
}

#[test]
#[ignore = "needs strace"]
fn no_verb_that_opens_nothing_leaves_a_secret_in_memory() {
    let world = installed();
    let receipt = world.run(&[INSTALL_FOUR, &["--json"]].concat()).well().out;
    let receipt: serde_json::Value = serde_json::from_str(&receipt).unwrap();
    let code = receipt["receipt"]["code"].as_str().unwrap_or_else(|| panic!("{receipt}"));
    let id = receipt["receipt"]["id"].as_str().unwrap_or_else(|| panic!("{receipt}"));
    let mut found = Vec::new();
    for arguments in [
        &["receipt", id, code, "--host", "web-1"][..],
        &["status"],
        &["status", "--json"],
        &["who", "alice"],
        &["audit-log"],
        &["rotate", "alice"],
        &["verify"],
        &["inspect", "out/bundle.age"],
        &["edit", "alice", "--user", "alice"],
        &["check", "--fix", "--force", "--json"],
        &["uninstall", "--client", "aliyun", "--profile", "work"],
        &["remove", "alice", "--force"],
    ] {
        found.extend(search(&arguments.join(" "), &world, arguments, b"", needles));
    }
    found.extend(search("password new", &world, &["password", "new", "-o", "second/new"], b"", |world| {
        Needles::default().with("the password", world.text("second/new").trim_end().as_bytes())
    }));
    assert!(found.is_empty(), "{} finds:\n{}", found.len(), found.join("\n"));
}

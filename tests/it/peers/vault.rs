//! The vault without akvault: opened with stock `age`, step by step as the manual says, and merged by git.

use std::fs;

use super::world::{ID, SECRET, World, converse, succeed};

const PASSPHRASE: &str = "korrekt2 Pferd! Batterie; Heftklammer 77";

fn vault() -> World {
    let world = World::new();
    world.write("AccessKey.csv", format!("AccessKey ID,AccessKey Secret\r\n{ID},{SECRET}\r\n"));
    world.write("pass", PASSPHRASE);
    succeed(world.akvault().args(["init", "--passphrase-file", "pass", "--home", "vault"]));
    succeed(world.akvault().args(["add", "shop", "AccessKey.csv", "--for", "shop", "--home", "vault"]));
    world
}

/// The commands of the manual's section on recovery.
fn commands() -> Vec<String> {
    let examples = crate::examples::written_down();
    let of_section = examples.into_iter().filter(|example| example.is_in("akvault-vault.7", "RECOVERY"));
    of_section.map(|example| example.line).collect()
}

#[test]
#[ignore = "needs age"]
fn the_manuals_recovery_works_step_by_step() {
    let world = vault();
    let commands = commands();
    assert_eq!(commands.len(), 4, "{commands:#?}");
    for command in &commands {
        let line = format!("{} >../told", command.replace("NAME", "shop"));
        let mut shell = world.command("sh");
        shell.current_dir(world.path("vault")).args(["-ec", &line]);
        if command.contains("identity.age") {
            converse(shell, &[("Enter passphrase", PASSPHRASE)]);
        } else {
            succeed(&mut shell);
        }
        let told = String::from_utf8(world.read("told")).unwrap();
        let shows = told.contains(SECRET) && told.contains(ID);
        assert_eq!(shows, command.starts_with("sed"), "{command}: {told}");
    }
    assert!(!world.path("vault/identity.txt").exists(), "the last step removes what the first one made");
}

/// Runs git in a clone.
fn git(world: &World, clone: &str, arguments: &[&str]) -> String {
    let mut git = world.command("git");
    git.args(["-C", clone, "-c", "user.name=x", "-c", "user.email=x@example.com", "-c", "init.defaultBranch=main"]);
    succeed(git.args(arguments))
}

#[test]
#[ignore = "needs git"]
fn two_clones_that_added_different_keys_merge_without_a_conflict() {
    let world = vault();
    fs::write(world.path("vault/.gitattributes"), akvault::commands::man::GIT_ATTRIBUTES).unwrap();
    git(&world, "vault", &["init", "-q"]);
    let commit = |clone: &str| {
        git(&world, clone, &["add", "-A"]);
        git(&world, clone, &["commit", "-qm", "keys"]);
    };
    commit("vault");
    assert!(!git(&world, "vault", &["ls-files"]).contains(".lock"), "locks are this machine's own");
    for clone in ["one", "two"] {
        git(&world, ".", &["clone", "-q", "vault", clone]);
        fs::set_permissions(world.path(clone), std::os::unix::fs::PermissionsExt::from_mode(0o700)).unwrap();
        let number = if clone == "one" { 3 } else { 4 };
        let source = format!("AccessKey ID,AccessKey Secret\nLTAI5tEXAMPLEexample000{number},EXAMPLEsecret{number}\n");
        world.write("new.csv", source);
        succeed(world.akvault().args(["add", clone, "new.csv", "--for", clone, "--home", clone]));
        succeed(world.akvault().args(["edit", "shop", "--user", "shop", "--home", clone]));
        git(&world, clone, &["checkout", "-q", "keys/shop.toml"]);
        commit(clone);
    }
    git(&world, "one", &["pull", "-q", "--no-rebase", "--no-edit", "../two", "main"]);
    let told = succeed(world.akvault().args(["verify", "--passphrase-file", "pass", "--home", "one", "--json"]));
    let told: serde_json::Value = serde_json::from_str(&told).unwrap();
    assert_eq!((told["secrets_opened"].as_u64(), told["faults"].as_array().unwrap().len()), (Some(3), 0), "{told}");
}

/// What merges line by line would make of one record that two have changed is never written: git says that
/// there is a conflict, and both are whole.
#[test]
#[ignore = "needs git"]
fn a_record_that_two_have_changed_is_a_conflict_and_never_a_mixture() {
    let world = vault();
    fs::write(world.path("vault/.gitattributes"), akvault::commands::man::GIT_ATTRIBUTES).unwrap();
    git(&world, "vault", &["init", "-q"]);
    git(&world, "vault", &["add", "-A"]);
    git(&world, "vault", &["commit", "-qm", "keys"]);
    git(&world, ".", &["clone", "-q", "vault", "one"]);
    fs::set_permissions(world.path("one"), std::os::unix::fs::PermissionsExt::from_mode(0o700)).unwrap();
    for (clone, option) in [("vault", "--user"), ("one", "--account")] {
        succeed(world.akvault().args(["edit", "shop", option, "x", "--home", clone]));
        git(&world, clone, &["commit", "-qam", "edit"]);
    }
    let mut pull = world.command("git");
    pull.args(["-C", "one", "-c", "user.name=x", "-c", "user.email=x@example.com", "pull", "-q", "--no-rebase"]);
    assert!(!super::world::run(&mut pull).status.success());
    let text = fs::read_to_string(world.path("one/keys/shop.toml")).unwrap();
    assert!(!text.contains("<<<<<<<") && text.contains("account = \"x\"") && !text.contains("user = "), "{text}");
    succeed(world.akvault().args(["verify", "--passphrase-file", "pass", "--home", "one"]));
}

//! The vault under faults: what is left in memory after each verb that handles a secret of it, errors
//! and kills at every call, crowds.

use std::cell::RefCell;
use std::fs;

use super::crowd::run_crowd;
use super::injected::{Scenario, run_all};
use super::memory::{Held, Needles, Spy, scalar, search, size_of_map};
use super::world::{SECRET, World};

const PASSPHRASE: &str = "korrekt2 Pferd! Batterie; Heftklammer 77";
const ANOTHER: &str = "ein ganz anderes Passwort, 1999 Zitronen!";
const BY_FILE: &[&str] = &["--passphrase-file", "pass"];

/// What opens an age file, as the age crate sees it.
fn open(text: &[u8], identity: &dyn age::Identity) -> (Vec<u8>, Vec<u8>) {
    let spy = Spy { identity, key: RefCell::default() };
    let armor = age::armor::ArmoredReader::new(text);
    let mut reader = age::Decryptor::new(armor).unwrap().decrypt(std::iter::once(&spy as &dyn age::Identity)).unwrap();
    let mut plain = Vec::new();
    std::io::Read::read_to_end(&mut reader, &mut plain).unwrap();
    (plain, spy.key.take().unwrap())
}

/// The identities in `identity.age`, one a line, with its file key.
fn identities(world: &World, passphrase: &str) -> (Vec<String>, Vec<u8>) {
    let identity = age::scrypt::Identity::new(age::secrecy::SecretString::from(passphrase));
    let (text, file_key) = open(&fs::read(world.path("vault/identity.age")).unwrap(), &identity);
    let text = String::from_utf8(text).unwrap();
    (text.lines().filter(|line| !line.starts_with('#')).map(str::to_owned).collect(), file_key)
}

/// The armored part of a record.
fn sealed_part(record: &str) -> &str {
    record.split_once("sealed_secret = \"\"\"\n").unwrap().1.split_once("\"\"\"").unwrap().0
}

/// Everything about the vault that no verb may leave in memory.
fn of_vault(world: &World, passphrase: &str) -> Needles {
    let (lines, file_key) = identities(world, passphrase);
    let line = lines.first().unwrap();
    let mut needles = Needles::default()
        .with("the secret", SECRET.as_bytes())
        .with("the passphrase", passphrase.as_bytes())
        .with("the file key of the identity", &file_key)
        .with("the identity's text", line.strip_prefix("AGE-SECRET-KEY-1").unwrap().as_bytes())
        .with("the identity", &scalar(line));
    let identity: age::x25519::Identity = line.parse().unwrap();
    let names = fs::read_dir(world.path("vault/keys")).into_iter().flatten();
    for path in names.map(|entry| entry.unwrap().path()).filter(|path| path.extension().is_some_and(|it| it == "toml"))
    {
        let record = fs::read_to_string(path).unwrap();
        if record.contains("sealed_secret") {
            needles = needles.with("the file key of a record", &open(sealed_part(&record).as_bytes(), &identity).1);
        }
    }
    needles
}

fn empty_vault() -> World {
    let world = World::new();
    world.file("pass", PASSPHRASE);
    world.file("another", ANOTHER);
    world.run(&[&["init"], BY_FILE].concat()).well();
    world
}

/// A vault that keeps `alice`.
fn vault() -> World {
    let world = empty_vault();
    world.run(&["add", "alice", "AccessKey.csv", "--for", "alice", "--region", "cn-hangzhou"]).well();
    world
}

#[test]
#[ignore = "needs strace"]
fn no_verb_of_the_vault_leaves_a_secret_in_memory() {
    let mut found = Vec::new();
    let mut also = |finds: Vec<String>| found.extend(finds);
    let chosen = |world: &World| of_vault(world, PASSPHRASE);

    let world = World::new();
    world.file("pass", PASSPHRASE);
    also(search("init", &world, &[&["init"], BY_FILE].concat(), b"", chosen));
    let csv = world.text("AccessKey.csv");
    also(search("add -", &world, &["add", "alice", "-", "--for", "alice"], csv.as_bytes(), chosen));
    let words = World::new();
    also(search("init --passphrase-out", &words, &["init", "--passphrase-out", "second/words"], b"", |world| {
        of_vault(world, world.text("second/words").trim_end())
    }));

    let world = vault();
    also(search("add FILE", &empty_vault(), &["add", "alice", "AccessKey.csv", "--for", "alice"], b"", chosen));
    also(search("verify", &world, &[&["verify"], BY_FILE].concat(), b"", chosen));
    also(search("verify by stdin", &world, &["verify", "--passphrase-fd", "0"], PASSPHRASE.as_bytes(), chosen));
    also(search("credential-process", &world, &[&["credential-process", "alice"], BY_FILE].concat(), b"", chosen));
    let seal = ["seal", "--from-vault", "alice", "--vault-passphrase-file", "pass", "-o", "out/bundle.age"];
    also(search("seal --from-vault", &world, &[&seal[..], &["--passphrase-out", "second/text"]].concat(), b"", chosen));
    let install = ["install", "out/bundle.age", "--passphrase-file", "second/text", "--client", "aliyun", "--keep"];
    also(search("install --keep", &world, &install, b"", chosen));
    let external = ["install", "--client", "aliyun", "--external", "alice", "--profile", "vault"];
    also(search("install --external", &world, &[&external, BY_FILE].concat(), b"", chosen));
    also(search("rename", &world, &[&["rename", "alice", "carol"], BY_FILE].concat(), b"", chosen));
    also(search("edit", &world, &["edit", "carol", "--user", "carol"], b"", chosen));
    also(search("unlock", &world, &[&["unlock", "--for", "1m"], BY_FILE].concat(), b"", chosen));
    also(search("credential-process, unlocked", &world, &["credential-process", "carol"], b"", chosen));
    also(search("rekey, unlocked", &world, &["rekey"], b"", chosen));
    also(search("lock", &world, &["lock"], b"", chosen));

    let (old, _) = identities(&world, PASSPHRASE);
    also(search("rekey --new-identity", &world, &[&["rekey", "--new-identity"], BY_FILE].concat(), b"", |world| {
        chosen(world).with("the old identity", &scalar(&old[0]))
    }));
    let passwd = [&["passwd"], BY_FILE, &["--new-passphrase-file", "another"]].concat();
    also(search("passwd", &world, &passwd, b"", |world| {
        of_vault(world, ANOTHER).with("the old passphrase", PASSPHRASE.as_bytes())
    }));
    assert!(found.is_empty(), "{} finds:\n{}", found.len(), found.join("\n"));
}

#[test]
#[ignore = "needs strace"]
fn a_reveal_leaves_no_secret_in_memory() {
    let world = vault();
    let answers = [("to go on:", "alice"), ("Passphrase of the vault:", PASSPHRASE)];
    let (held, _session) = Held::at_exit_on_terminal(&world, &["show", "alice", "--reveal"], &answers);
    let found = of_vault(&world, PASSPHRASE).found_in(&held);
    assert!(held.release().is_none() && world.text("vault/keys/alice.toml").contains("revealed"));
    assert!(found.is_empty(), "{} finds:\n{}", found.len(), found.join("\n"));
}

/// At the moment of `execve` the key stands in the environment that is handed over, and what opened it
/// is gone, with the stack of the thread that did.
#[test]
#[ignore = "needs strace"]
fn when_a_program_takes_over_what_opened_its_key_is_gone() {
    let world = vault();
    let held = Held::at_exec(&world, &[&["exec", "alice"], BY_FILE, &["--", "true"]].concat());
    let maps = held.about("maps");
    assert!(maps.lines().all(|line| size_of_map(line) < 64 << 20), "the working thread's stack is still there: {maps}");
    let needles = of_vault(&world, PASSPHRASE);
    let found: Vec<String> =
        needles.found_in(&held).into_iter().filter(|found| !found.starts_with("the secret ")).collect();
    let is_there = Needles::default().with("the secret", SECRET.as_bytes()).found_in(&held);
    drop(held.release());
    assert!(found.is_empty(), "{} finds:\n{}", found.len(), found.join("\n"));
    assert!(!is_there.is_empty(), "the search works, and the key is handed over");
}

fn words(arguments: &[&str]) -> Vec<String> {
    arguments.iter().map(ToString::to_string).collect()
}

/// A scenario whose result is told by `parts`.
fn scenario(
    name: &'static str,
    template: World,
    arguments: &[&str],
    done_already: i32,
    parts: impl Fn(&World) -> Vec<bool> + Sync + 'static,
) -> Scenario {
    Scenario {
        name,
        arguments: words(arguments),
        template,
        parts: Box::new(parts),
        makes_new: &[],
        done_already,
        slow: true,
        first: &[],
        killed_before: None,
    }
}

fn text(world: &World, name: &str) -> String {
    fs::read_to_string(world.path(name)).unwrap_or_default()
}

/// Whether a record keeps its secret; panics when it is torn, or the secret does not open.
fn keeps(world: &World, name: &str) -> bool {
    let text = text(world, &format!("vault/keys/{name}.toml"));
    if text.is_empty() {
        return false;
    }
    drop(toml::from_str::<toml::Table>(&text).unwrap_or_else(|error| panic!("a torn record: {error}\n{text}")));
    text.contains("sealed_secret") && text.ends_with('\n')
}

/// What is sealed in a record, by one of these identities.
fn opens_by(world: &World, name: &str, lines: &[String]) -> bool {
    let record = text(world, &format!("vault/keys/{name}.toml"));
    let armor = age::armor::ArmoredReader::new(sealed_part(&record).as_bytes());
    let identities: Vec<age::x25519::Identity> = lines.iter().map(|line| line.parse().unwrap()).collect();
    let identities = identities.iter().map(|identity| identity as &dyn age::Identity);
    age::Decryptor::new(armor).unwrap().decrypt(identities).is_ok()
}

/// Keys in place of a passphrase, which take no work: for the scenarios that are run a thousand times.
fn keyed_vault() -> World {
    let world = World::new();
    super::world::give_identity(&world);
    world.run(&["init", "-i", "identity.txt"]).well();
    world.run(&["add", "alice", "AccessKey.csv", "--for", "alice"]).well();
    world
}

#[test]
#[ignore = "takes a while"]
fn a_crowd_that_adds_and_seals_anew_loses_nothing() {
    let world = keyed_vault();
    for number in 0..100 {
        let pair = format!("LTAI5tEXAMPLEexample1{number:03},{SECRET}");
        world.file(&format!("keys/{number}.csv"), &format!("AccessKey ID,AccessKey Secret\n{pair}\n"));
    }
    let verb = |number: usize| match number % 10 {
        0 => words(&["rekey", "-i", "identity.txt"]),
        _ => words(&["add", &format!("key-{number}"), &format!("keys/{number}.csv"), "--for", &format!("h{number}")]),
    };
    let (done, killed) = run_crowd(&world, verb);
    world.run(&["rekey", "-i", "identity.txt"]).well();
    let told = world.run(&["verify", "-i", "identity.txt", "--json"]).well();
    let told: serde_json::Value = serde_json::from_str(&told.out).unwrap();
    let added = done.iter().filter(|number| **number % 10 != 0).count();
    assert!(done.iter().all(|number| number % 10 == 0 || keeps(&world, &format!("key-{number}"))));
    assert!(told["secrets_opened"].as_u64().unwrap() > u64::try_from(added).unwrap(), "{told}");
    assert!(world.temporaries().is_empty() && killed >= 5 && added >= 50, "{killed} killed, {added} added");
    println!("{added} of 90 added, {killed} killed");
}

#[test]
#[ignore = "needs strace"]
fn a_fault_anywhere_in_init_leaves_a_whole_vault_or_none() {
    let world = World::new();
    super::world::give_identity(&world);
    let parts = |world: &World| vec![text(world, "vault/recipients.txt").contains("\nage1")];
    run_all(&scenario("init -i", world, &["init", "-i", "identity.txt"], 8, parts));
}

#[test]
#[ignore = "needs strace"]
fn a_fault_anywhere_in_add_leaves_the_secret_in_its_record_or_no_record() {
    let world = keyed_vault();
    world.run(&["remove", "alice", "--force"]).well();
    let add = ["add", "alice", "AccessKey.csv", "--for", "alice"];
    run_all(&scenario("add", world, &add, 8, |world| vec![keeps(world, "alice")]));
}

#[test]
#[ignore = "needs strace"]
fn a_fault_anywhere_in_rename_leaves_the_record_under_one_name() {
    let world = keyed_vault();
    let rename = ["rename", "alice", "carol", "-i", "identity.txt"];
    let parts = |world: &World| vec![keeps(world, "carol"), !world.path("vault/keys/alice.toml").exists()];
    run_all(&scenario("rename", world, &rename, 9, parts));
}

/// Kills a verb that stretches a passphrase, which takes too long for every call, at each of its syncs and renames, and
/// fails each of them and of its writes. Then the same command, or what an ended one leaves of it, finds everything in
/// order.
fn fail_at_each_step(template: &World, arguments: &[&str], is_whole: impl Fn(&World) -> bool, done_already: i32) {
    let shop = tempfile::tempdir().unwrap();
    for (calls, fault, most) in [
        ("renameat,renameat2", "signal=KILL", 4),
        ("fsync", "signal=KILL", 9),
        ("renameat,renameat2", "error=EIO", 4),
        ("fsync", "error=EIO", 9),
        ("write", "error=ENOSPC", 5),
    ] {
        for number in 1..=most {
            let world = template.copy_to(&shop.path().canonicalize().unwrap().join("world"));
            let (trace, inject) = (format!("trace={calls}"), format!("inject={calls}:{fault}:when={number}"));
            let strace = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", &trace, "-e", &inject];
            let ran = world.under(&strace, arguments);
            let what = format!("{inject}: {ran:?}");
            ran.is_decent(&what);
            assert!(fault.starts_with("error") || ran.was_killed() || ran.code == 0, "{what}");
            assert!(ran.code != 0 || is_whole(&world), "{what}: says that it is done");
            let next = world.run(arguments);
            assert!(next.code == 0 || next.code == done_already, "{what}, then {next:?}");
            assert!(is_whole(&world), "{what}, then {next:?}");
            let left = world.left_after();
            assert!(left.is_empty() && !world.path("vault/journal.toml").exists(), "{what}: {left:?}");
        }
    }
}

#[test]
#[ignore = "needs strace"]
fn a_kill_or_a_fault_in_init_or_passwd_leaves_a_vault_that_opens() {
    let world = World::new();
    let init = ["init", "--passphrase-out", "second/words"];
    let is_whole = |world: &World| {
        let (lines, _) = identities(world, world.text("second/words").trim_end());
        lines.len() == 1 && world.text("vault/recipients.txt").contains("\nage1")
    };
    fail_at_each_step(&world, &init, is_whole, 8);
    let passwd = [&["passwd"], BY_FILE, &["--new-passphrase-file", "another"]].concat();
    fail_at_each_step(&vault(), &passwd, |world| identities(world, ANOTHER).0.len() == 1, 4);
}

#[test]
#[ignore = "needs strace"]
fn a_fault_anywhere_in_rekey_leaves_every_secret_to_the_old_or_the_new_keys() {
    let world = keyed_vault();
    world.file("b.csv", "AccessKey ID,AccessKey Secret\nLTAI5tEXAMPLEexample0002,EXAMPLEexampleEXAMPLEexample02\n");
    world.run(&["add", "bob", "b.csv", "--for", "bob"]).well();
    let colleague = akvault::seal::generate();
    let old = world.text("identity.txt").trim().to_owned();
    let recipients = world.text("vault/recipients.txt");
    world.file("vault/recipients.txt", &format!("{recipients}{}\n", colleague.recipient));
    let new = colleague.secret.expose().to_owned();
    // One record is replaced after the other: the first one is watched, and neither may ever be lost.
    let parts = move |world: &World| {
        for name in ["alice", "bob"] {
            assert!(opens_by(world, name, std::slice::from_ref(&old)), "{name} is lost");
        }
        vec![opens_by(world, "alice", std::slice::from_ref(&new))]
    };
    run_all(&scenario("rekey", world, &["rekey", "-i", "identity.txt"], 0, parts));
}

/// Old enough to be remembered by the index, and enough of them that one is written.
fn large_ledger() -> World {
    let world = World::new();
    world
        .run(&[
            "seal",
            "AccessKey.csv",
            "--for",
            "alice",
            "-r",
            &super::world::give_identity(&world),
            "-o",
            "out/0.age",
        ])
        .well();
    let record = text(&world, "vault/keys/alice.toml");
    for number in 0..300 {
        let other = record.replace("\"alice\"", &format!("\"r{number}\"")).replace("0001\"", &format!("{number:04}\""));
        world.file(&format!("vault/keys/r{number}.toml"), &other);
    }
    std::thread::sleep(std::time::Duration::from_millis(3_500));
    world
}

/// A damaged index is made anew by each run. It is of use, and its loss is none: a run answers whatever fails there,
/// and the next one answers the same.
#[test]
#[ignore = "needs strace"]
fn a_fault_anywhere_around_the_index_changes_no_answer() {
    let world = large_ledger();
    let status = ["status", "--json"];
    let expected = world.run(&status).well().out;
    assert!(world.path("vault/local/index").exists() && expected.contains("\"r299\""));
    let (mut cases, mut refused, mut killed) = (0, 0, 0);
    for (calls, most) in [
        ("openat", 50),
        ("unlinkat", 8),
        ("write", 12),
        ("renameat,renameat2", 4),
        ("flock", 4),
        ("fchmod", 4),
        ("mkdirat", 3),
    ] {
        for (fault, from_then_on) in
            [("error=ENOSPC", ""), ("error=EIO", "+"), ("error=EMFILE", ""), ("signal=KILL", "")]
        {
            for number in 1..=most {
                fs::write(world.path("vault/local/index"), "damaged").unwrap();
                let (trace, inject) =
                    (format!("trace={calls}"), format!("inject={calls}:{fault}:when={number}{from_then_on}"));
                let strace = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", &trace, "-e", &inject];
                let ran = world.under(&strace, &status);
                cases += 1;
                match ran.code {
                    0 => assert!(
                        ran.out == expected || !ran.out.contains("\"unreadable\": []"),
                        "{inject}: a wrong answer"
                    ),
                    _ if ran.was_killed() => killed += 1,
                    _ => refused += 1,
                }
                let after = world.run(&status).well().out;
                assert_eq!(after, expected, "{inject}, and the run after it");
                assert!(world.temporaries().is_empty(), "{inject}: {:?}", world.temporaries());
            }
        }
    }
    println!("{cases} cases: {killed} killed, {refused} refused");
    assert!(killed > 5);
}

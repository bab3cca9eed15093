//! MFA devices under faults: what is left in memory after each verb that handles a seed, and errors and
//! kills at every call of those that write.

use super::hostile::base64;
use super::injected::{Scenario, run_all};
use super::memory::{Needles, search};
use super::world::{World, give_identity};
use crate::sandbox::base32_bytes;

/// Fake, and like nothing else in memory.
const SEED: &str = "K7FAKEMFASEEDQ2W3FAKEMFASEEDX4Y5";
/// When a code is made and verified.
const NOON: &str = "2026-11-23T12:00:00Z";
const KEY: [&str; 2] = ["-i", "identity.txt"];

fn uri() -> String {
    format!("otpauth://totp/Aliyun:dev@123456?secret={SEED}&issuer=Aliyun")
}

/// A vault that is sealed to `identity.txt`, with the device `dev`.
fn vault() -> World {
    let world = World::new();
    give_identity(&world);
    world.run(&["init", "-i", "identity.txt"]).well();
    world.file("uri", &uri());
    world.run(&["mfa", "import", "dev", "uri"]).well();
    world
}

fn needles(_: &World) -> Needles {
    Needles::default().with("the seed", SEED.as_bytes()).with("the bytes of the seed", &base32_bytes(SEED))
}

/// What `CreateVirtualMFADevice` answers.
fn answer() -> String {
    format!(
        "{{\"VirtualMFADevice\": {{\"SerialNumber\": \"acs:ram::123456:mfa/dev\", \"Base32StringSeed\": \"{SEED}\"}}}}"
    )
}

/// What Google Authenticator exports: one account, its seed in bytes, time-based.
fn migration() -> String {
    let seed = base32_bytes(SEED);
    let field = |tag: u8, bytes: &[u8]| [&[tag, u8::try_from(bytes.len()).unwrap()], bytes].concat();
    let account = [field(0x0a, &seed), field(0x12, b"dev"), vec![0x20, 1, 0x28, 1, 0x30, 2]].concat();
    let message = [field(0x0a, &account), vec![0x10, 1]].concat();
    let encoded = base64(&message).replace('+', "%2B").replace('/', "%2F").replace('=', "%3D");
    format!("otpauth-migration://offline?data={encoded}")
}

/// The seed that a run has just made is known from what it kept.
fn of_made(world: &World) -> Needles {
    let uri = world.run(&["mfa", "export", "made", "--reveal", KEY[0], KEY[1]]).well().out;
    let seed = uri.split_once("secret=").unwrap().1.split('&').next().unwrap().trim_end().to_owned();
    Needles::default().with("the seed", seed.as_bytes()).with("the bytes of the seed", &base32_bytes(&seed))
}

#[test]
#[ignore = "needs strace"]
fn no_verb_of_mfa_leaves_a_seed_in_memory() {
    let world = vault();
    let picture = akvault::mfa::png(&akvault::secret::Secret::from(uri())).unwrap();
    std::fs::write(world.path("code.png"), picture.expose()).unwrap();
    world.file("seed", SEED);
    world.file("answer.json", &answer());
    let export = migration();
    world.file("export", &export);
    let picture = akvault::mfa::png(&akvault::secret::Secret::from(export)).unwrap();
    std::fs::write(world.path("export.png"), picture.expose()).unwrap();
    let code = world.run(&["mfa", "code", "dev", "--at", NOON, KEY[0], KEY[1]]).well().out.trim_end().to_owned();
    let mut found = search("mfa new", &world, &["mfa", "new", "made"], b"", of_made);
    for (name, arguments) in [
        ("mfa import of a URI", vec!["import", "a", "uri"]),
        ("mfa import of a seed", vec!["import", "b", "seed"]),
        ("mfa import of a picture", vec!["import", "c", "code.png"]),
        ("mfa import of the API's answer", vec!["import", "f", "answer.json"]),
        ("mfa import of an export", vec!["import", "g", "export"]),
        ("mfa import of an export's picture", vec!["import", "h", "export.png"]),
        ("mfa verify", vec!["verify", "dev", &code, "--at", NOON, KEY[0], KEY[1]]),
        ("mfa code", vec!["code", "dev", KEY[0], KEY[1]]),
        ("mfa bind", vec!["bind", "dev", "--no-wait", KEY[0], KEY[1]]),
        ("mfa qr -o PNG", vec!["qr", "dev", "-o", "new.png", KEY[0], KEY[1]]),
        ("mfa qr -o SVG", vec!["qr", "dev", "-o", "new.svg", KEY[0], KEY[1]]),
        ("mfa export", vec!["export", "dev", "--reveal", KEY[0], KEY[1]]),
        ("mfa export --json", vec!["export", "dev", "--reveal", "--json", KEY[0], KEY[1]]),
        ("mfa rename", vec!["rename", "dev", "ops", KEY[0], KEY[1]]),
    ] {
        found.extend(search(name, &world, &[&["mfa"], &arguments[..]].concat(), b"", needles));
    }
    found.extend(search("mfa import -", &world, &["mfa", "import", "d", "-"], uri().as_bytes(), needles));
    let seal =
        ["seal", "--from-mfa", "ops", "--for", "alice", "-R", "vault/recipients.txt", "-o", "seed.age", KEY[0], KEY[1]];
    found.extend(search("seal --from-mfa", &world, &seal, b"", needles));
    let install = ["install", "seed.age", "--mfa", "e", KEY[0], KEY[1]];
    found.extend(search("install --mfa", &world, &install, b"", needles));
    assert!(found.is_empty(), "{} finds:\n{}", found.len(), found.join("\n"));
}

fn keeps(world: &World, name: &str) -> bool {
    let path = world.path(&format!("vault/mfa/{name}.toml"));
    path.exists() && std::fs::read_to_string(path).unwrap().ends_with("\"\n")
}

fn scenario(
    name: &'static str,
    arguments: &[&str],
    done_already: i32,
    parts: impl Fn(&World) -> Vec<bool> + Sync + 'static,
) -> Scenario {
    Scenario {
        name,
        arguments: arguments.iter().map(|argument| (*argument).to_owned()).collect(),
        template: vault(),
        parts: Box::new(parts),
        makes_new: &[],
        done_already,
        slow: false,
        first: &[],
        killed_before: None,
    }
}

#[test]
#[ignore = "needs strace"]
fn a_fault_anywhere_in_an_import_leaves_the_device_or_none() {
    let import = ["mfa", "import", "ops", "uri"];
    run_all(&scenario("mfa import", &import, 8, |world| vec![keeps(world, "ops")]));
}

#[test]
#[ignore = "needs strace"]
fn a_fault_anywhere_in_a_rename_leaves_the_device_under_one_name() {
    let rename = ["mfa", "rename", "dev", "ops", KEY[0], KEY[1]];
    run_all(&scenario("mfa rename", &rename, 9, |world| vec![keeps(world, "ops"), !keeps(world, "dev")]));
}

#[test]
#[ignore = "needs strace"]
fn a_fault_anywhere_in_a_removal_leaves_the_device_or_takes_it() {
    let remove = ["mfa", "remove", "dev", "--force"];
    run_all(&scenario("mfa remove", &remove, 9, |world| vec![!keeps(world, "dev")]));
}

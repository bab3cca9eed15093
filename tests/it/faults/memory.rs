//! What is left in the memory of the process when it ends (promise 10): nothing of any secret. And
//! nobody but root can look while it runs.
//!
//! strace holds the process at `exit_group`, and the test reads every map that can be read.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::io::Write as _;
use std::os::unix::fs::FileExt as _;
use std::process::{Child, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use expectrl::session::OsSession;
use expectrl::{Expect as _, Session};

use age_core::format::{FileKey, Stanza};
use age_core::secrecy::ExposeSecret as _;

use super::world::{BIN, FOREIGN_SECRET, INSTALL_FOUR, Ran, SECRET, World, give_configs, give_identity, seal_bundle};

/// So many bytes in a row of a secret are a find.
const FRAGMENT: usize = 12;
/// `exit_group` on the machines that the tests run on.
const EXIT_GROUP: &str = if cfg!(target_arch = "aarch64") { "94" } else { "231" };

/// `execve`, likewise.
const EXECVE: &str = if cfg!(target_arch = "aarch64") { "221" } else { "59" };

/// A process that is about to end.
pub(super) struct Held {
    /// None on a terminal, whose session ends it.
    strace: Option<Child>,
    pid: String,
}

impl Held {
    /// Runs akvault until its last system call.
    pub(super) fn at_exit(world: &World, arguments: &[&str], input: &[u8]) -> Self {
        Self::at("exit_group:delay_enter=60000000", EXIT_GROUP, world, arguments, input)
    }

    /// Runs akvault until it becomes another program. The first `execve` is its own start.
    pub(super) fn at_exec(world: &World, arguments: &[&str]) -> Self {
        Self::at("execve:delay_enter=60000000:when=2", EXECVE, world, arguments, b"")
    }

    fn at(call: &str, number: &str, world: &World, arguments: &[&str], input: &[u8]) -> Self {
        let (name, _) = call.split_once(':').unwrap();
        let (trace, inject) = (format!("trace={name}"), format!("inject={call}"));
        let mut command = world.command("strace");
        command.args(["-f", "-qq", "-o", "/dev/null", "-e", &trace, "-e", &inject]);
        command.arg(BIN).args(world.spelt(arguments));
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut strace = command.spawn().unwrap();
        drop(strace.stdin.take().unwrap().write_all(input));
        let pid = Self::child_of(strace.id());
        let process = Self { strace: Some(strace), pid };
        process.wait_until_it_calls(number);
        process
    }

    /// Runs akvault on a terminal until its last system call, and answers its prompts in their order.
    pub(super) fn at_exit_on_terminal(
        world: &World,
        arguments: &[&str],
        answers: &[(&str, &str)],
    ) -> (Self, OsSession) {
        let mut command = world.command("strace");
        command.args(["-f", "-qq", "-o", "/dev/null", "-e", "trace=exit_group"]);
        command.args(["-e", "inject=exit_group:delay_enter=60000000", BIN]).args(world.spelt(arguments));
        command.env("TERM", "xterm-256color");
        let mut session = Session::spawn(command).unwrap();
        session.set_expect_timeout(Some(Duration::from_secs(50)));
        for (prompt, answer) in answers {
            session.expect(prompt).unwrap();
            session.send_line(answer).unwrap();
        }
        let pid = Self::child_of(session.get_process().pid().as_raw().try_into().unwrap());
        let process = Self { strace: None, pid };
        process.wait_until_it_calls(EXIT_GROUP);
        (process, session)
    }

    fn wait_until_it_calls(&self, number: &str) {
        wait_for(number, || self.about("syscall").starts_with(&format!("{number} ")).then_some(()));
    }

    fn child_of(strace: u32) -> String {
        wait_for("the process", || {
            let children = format!("/proc/{strace}/task/{strace}/children");
            let children = fs::read_to_string(children).unwrap_or_default();
            let is_ours =
                |pid: &&str| fs::read_to_string(format!("/proc/{pid}/comm")).is_ok_and(|name| name.trim() == "akvault");
            children.split_whitespace().find(is_ours).map(str::to_owned)
        })
    }

    pub(super) fn about(&self, what: &str) -> String {
        fs::read_to_string(format!("/proc/{}/{what}", self.pid)).unwrap_or_default()
    }

    /// Every readable map, with what it is.
    fn maps(&self) -> Vec<(String, u64, Vec<u8>)> {
        let memory = fs::File::open(format!("/proc/{}/mem", self.pid)).unwrap();
        let mut maps = Vec::new();
        for line in self.about("maps").lines() {
            let (range, rest) = line.split_once(' ').unwrap();
            let (from, to) = range.split_once('-').unwrap();
            let (from, to) = (u64::from_str_radix(from, 16).unwrap(), u64::from_str_radix(to, 16).unwrap());
            if !rest.starts_with('r') || rest.contains("[v") {
                continue;
            }
            let mut bytes = vec![0; usize::try_from(to - from).unwrap()];
            memory.read_exact_at(&mut bytes, from).unwrap_or_else(|error| panic!("{line}: {error}"));
            maps.push((line.split_whitespace().collect::<Vec<_>>().join(" "), from, bytes));
        }
        maps
    }

    pub(super) fn release(mut self) -> Option<Ran> {
        let pid = rustix::process::Pid::from_raw(self.pid.parse().unwrap()).unwrap();
        rustix::process::kill_process(pid, rustix::process::Signal::KILL).unwrap();
        let mut strace = self.strace.take()?;
        drop(strace.kill());
        Some(Ran::of(&strace.wait_with_output().unwrap()))
    }
}

fn wait_for<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let begin = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(begin.elapsed() < Duration::from_secs(50), "{what} does not come");
        sleep(Duration::from_millis(2));
    }
}

/// What must not be found.
#[derive(Default)]
pub(super) struct Needles(BTreeMap<&'static str, Vec<u8>>);

impl Needles {
    pub(super) fn with(mut self, name: &'static str, bytes: &[u8]) -> Self {
        assert!(bytes.len() >= FRAGMENT, "{name} is too short: {bytes:?}");
        self.0.insert(name, bytes.to_vec());
        self
    }

    /// Whatever of them is in the process, with its place.
    pub(super) fn found_in(&self, held: &Held) -> Vec<String> {
        let mut windows: HashMap<&[u8], &'static str> = HashMap::new();
        let mut begins = vec![false; 1 << 16];
        for (name, bytes) in &self.0 {
            for window in bytes.windows(FRAGMENT) {
                windows.insert(window, name);
                begins[usize::from(window[0]) << 8 | usize::from(window[1])] = true;
            }
        }
        let mut found = Vec::new();
        for (map, from, bytes) in held.maps() {
            for (at, window) in bytes.windows(FRAGMENT).enumerate() {
                if begins[usize::from(window[0]) << 8 | usize::from(window[1])]
                    && let Some(name) = windows.get(window)
                {
                    let around = &bytes[at.saturating_sub(32)..(at + 64).min(bytes.len())];
                    let around = around.escape_ascii();
                    found.push(format!("{name} at {:x} in {map}: {around}", from + u64::try_from(at).unwrap()));
                }
            }
        }
        found
    }
}

/// Runs a verb that succeeds, and gives what is found of the needles when it ends.
pub(super) fn search(
    name: &str,
    world: &World,
    arguments: &[&str],
    input: &[u8],
    needles: impl FnOnce(&World) -> Needles,
) -> Vec<String> {
    let held = Held::at_exit(world, arguments, input);
    let maps = held.about("maps");
    let stacks = maps.lines().filter(|line| size_of_map(line) >= 64 << 20).count();
    assert_eq!(stacks, 0, "{name}: the working thread's stack is still there:\n{maps}");
    let needles = needles(world);
    let found = needles.found_in(&held);
    let ran = held.release().unwrap();
    assert!(!ran.err.contains("error"), "{name}: {ran:?}");
    println!("memory after {name}: {} secrets, {} finds", needles.0.len(), found.len());
    found.into_iter().map(|found| format!("{name}: {found}")).collect()
}

pub(super) fn size_of_map(line: &str) -> u64 {
    let (from, to) = line.split_once(' ').unwrap().0.split_once('-').unwrap();
    u64::from_str_radix(to, 16).unwrap() - u64::from_str_radix(from, 16).unwrap()
}

/// An identity that keeps the file key that it is asked to unwrap.
pub(super) struct Spy<'a> {
    pub(super) identity: &'a dyn age::Identity,
    pub(super) key: RefCell<Option<Vec<u8>>>,
}

impl age::Identity for Spy<'_> {
    fn unwrap_stanza(&self, stanza: &Stanza) -> Option<Result<FileKey, age::DecryptError>> {
        let key = self.identity.unwrap_stanza(stanza);
        if let Some(Ok(key)) = &key {
            self.key.replace(Some(key.expose_secret().to_vec()));
        }
        key
    }
}

/// The secrets of a bundle that lies in `out`: its file key and its receipt key.
fn of_bundle(world: &World, identity: &dyn age::Identity) -> Needles {
    let sealed = fs::read(world.path("out/bundle.age")).unwrap();
    let spy = Spy { identity, key: RefCell::default() };
    let armor = age::armor::ArmoredReader::new(&sealed[..]);
    let mut reader = age::Decryptor::new(armor).unwrap().decrypt(std::iter::once(&spy as &dyn age::Identity)).unwrap();
    let mut payload = String::new();
    std::io::Read::read_to_string(&mut reader, &mut payload).unwrap();
    let payload: serde_json::Value = serde_json::from_str(&payload).unwrap();
    let receipt_key = payload["receipt_key"].as_str().unwrap();
    let digits: Vec<u32> = receipt_key.chars().map(|digit| digit.to_digit(16).unwrap()).collect();
    let raw: Vec<u8> = digits.chunks(2).map(|pair| u8::try_from(pair[0] << 4 | pair[1]).unwrap()).collect();
    Needles::default()
        .with("the secret", SECRET.as_bytes())
        .with("the file key", &spy.key.take().unwrap())
        .with("the receipt key's text", receipt_key.as_bytes())
        .with("the receipt key", &raw)
}

pub(super) fn of_identity(world: &World) -> Needles {
    let text = world.text("identity.txt");
    let identity: age::x25519::Identity = text.trim().parse().unwrap();
    of_bundle(world, &identity)
        .with("the identity's text", text.trim().strip_prefix("AGE-SECRET-KEY-1").unwrap().as_bytes())
        .with("the identity", &scalar(text.trim()))
}

fn of_passphrase(world: &World) -> Needles {
    let text = world.text("second/pass.txt");
    let passphrase = text.trim().split_once(": ").unwrap().1;
    let identity = age::scrypt::Identity::new(age::secrecy::SecretString::from(passphrase));
    of_bundle(world, &identity).with("the passphrase", passphrase.as_bytes())
}

/// The 32 bytes of an identity: bech32, without its prefix and its checksum.
pub(super) fn scalar(identity: &str) -> Vec<u8> {
    let data = identity.strip_prefix("AGE-SECRET-KEY-1").unwrap();
    let letters = "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L";
    let (mut bits, mut count, mut bytes) = (0_u32, 0, Vec::new());
    for letter in data.chars().take(data.len() - 6) {
        bits = (bits << 5 | u32::try_from(letters.find(letter).unwrap()).unwrap()) & 0xfff;
        count += 5;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from(bits >> count & 0xff).unwrap());
        }
    }
    bytes
}

const SEAL: &[&str] =
    &["seal", "--for", "alice", "--profile", "work", "--region", "cn-hangzhou", "-o", "out/bundle.age"];
const TO_FILE: &[&str] = &["--passphrase-out", "second/pass.txt"];
const BY_FILE: &[&str] = &["--passphrase-file", "second/pass.txt"];

fn sealed_with_passphrase() -> World {
    let world = World::new();
    world.run(&[SEAL, TO_FILE, &["AccessKey.csv"]].concat()).well();
    world
}

fn sealed_to_identity() -> World {
    let world = World::new();
    seal_bundle(&world);
    world
}

#[test]
#[ignore = "needs strace"]
fn no_verb_leaves_a_secret_in_memory() {
    let csv = World::new().text("AccessKey.csv");
    let mut found = Vec::new();
    let mut also = |finds: Vec<String>| found.extend(finds);

    let world = World::new();
    also(search("seal FILE", &world, &[SEAL, TO_FILE, &["AccessKey.csv"]].concat(), b"", of_passphrase));
    let world = World::new();
    also(search("seal -", &world, &[SEAL, TO_FILE, &["-"]].concat(), csv.as_bytes(), of_passphrase));
    let world = World::new();
    let recipient = give_identity(&world);
    also(search("seal -r", &world, &[SEAL, &["-r", &recipient, "AccessKey.csv"]].concat(), b"", of_identity));

    let world = sealed_with_passphrase();
    let open = ["open", "out/bundle.age"];
    also(search("open", &world, &[&open, BY_FILE].concat(), b"", of_passphrase));
    also(search("open --reveal", &world, &[&open, BY_FILE, &["--reveal"]].concat(), b"", of_passphrase));
    also(search(
        "open --json --reveal",
        &world,
        &[&open, BY_FILE, &["--reveal", "--json"]].concat(),
        b"",
        of_passphrase,
    ));
    also(search("open -o FILE", &world, &[&open, BY_FILE, &["-o", "out/plain.json"]].concat(), b"", of_passphrase));
    also(search("open -o -", &world, &[&open, BY_FILE, &["-o", "-"]].concat(), b"", of_passphrase));

    let typed = world.text("second/pass.txt").split_once(": ").unwrap().1.to_uppercase().replace('-', " ");
    let install = ["install", "out/bundle.age", "--client", "aliyun"];
    also(search("install by passphrase", &world, &[&install, BY_FILE].concat(), b"", of_passphrase));
    also(search(
        "install by stdin",
        &world,
        &[&install[..], &["--passphrase-fd", "0"]].concat(),
        typed.as_bytes(),
        |world| of_passphrase(world).with("the passphrase as typed", typed.as_bytes()),
    ));

    let world = sealed_to_identity();
    let dry = ["install", "out/bundle.age", "--client", "aliyun", "-i", "identity.txt", "-n"];
    also(search("install -n", &world, &dry, b"", of_identity));
    give_configs(&world);
    also(search("install for four", &world, INSTALL_FOUR, b"", |world| {
        of_identity(world).with("a foreign secret", FOREIGN_SECRET.as_bytes())
    }));
    also(search("which", &world, &["which"], b"", |world| {
        of_identity(world).with("a foreign secret", FOREIGN_SECRET.as_bytes())
    }));
    also(search("list", &world, &["list"], b"", of_identity));
    also(search("show --json", &world, &["show", "alice", "--json"], b"", of_identity));
    world.file("home/.env", &format!("LTAI5tEXAMPLEexample0009 {FOREIGN_SECRET}"));
    also(search("check", &world, &["check", "--json"], b"", |world| {
        of_identity(world).with("a foreign secret", FOREIGN_SECRET.as_bytes())
    }));
    assert!(found.is_empty(), "{} finds:\n{}", found.len(), found.join("\n"));
}

/// The search itself works: a process that keeps a secret is caught.
#[test]
#[ignore = "needs strace"]
fn a_secret_that_stays_in_memory_is_found() {
    let world = World::new();
    let held = Held::at_exit(&world, &["list", "--home", &format!("@/{SECRET}")], b"");
    let needles = Needles::default().with("an argument", SECRET.as_bytes());
    assert!(!needles.found_in(&held).is_empty());
    drop(held.release());
}

//! Errors and kills at every call to the file system (promises 1 to 4).
//!
//! Each verb is traced once. Then it is run anew for every call that its working thread makes. Where
//! the call changes something it fails with two of the errors once, with the other two from then on,
//! in turn, and is killed there; a call that only looks fails once, with each error in turn, and is
//! not killed, since nothing has changed since the one before. `AKVAULT_FAULTS=all` does everything
//! everywhere. The few calls whose number the loader's own calls share are left out: the run would
//! not even start.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Mutex;
use std::thread;
use std::time::Instant;

use super::world::{FIVE, FOREIGN_SECRET, INSTALL_FIVE, Ran, World, give_five_configs, give_identity, seal_bundle};

const ERRORS: [&str; 4] = ["ENOSPC", "EIO", "EINTR", "EMFILE"];
/// What is traced; everything else neither reads nor changes a file.
const CALLS: &str = "openat,openat2,mkdirat,read,pread64,write,pwrite64,fsync,fdatasync,rename,renameat,renameat2,linkat,\
                     unlinkat,fchmod,fchmodat,fchown,fchownat,flock,utimensat,newfstatat,fstat,statx,getdents64,ftruncate,fcntl,\
                     readlinkat,fremovexattr,faccessat,faccessat2,access,lseek";

/// How far a run has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Old,
    New,
    /// Every file is wholly old or wholly new, but not all of them are the same.
    Between,
}

/// For each part of a result whether it is new.
pub(super) type Parts = Box<dyn Fn(&World) -> Vec<bool> + Sync>;

/// A verb, the world it runs in, and what it makes of it.
pub(super) struct Scenario {
    pub(super) name: &'static str,
    pub(super) arguments: Vec<String>,
    pub(super) template: World,
    /// For each part of the result whether it is new; panics at a torn one.
    pub(super) parts: Parts,
    /// The files that a second run would find in its way, since it makes them new.
    pub(super) makes_new: &'static [&'static str],
    /// How a second run may end although everything is done.
    pub(super) done_already: i32,
    /// A slow verb is not run anew for calls that only look.
    pub(super) slow: bool,
    /// What is done in the world before: a ledger names places of its own world.
    pub(super) first: &'static [&'static str],
    /// A kill of the same command before, from which the run that is tested recovers.
    pub(super) killed_before: Option<Case>,
}

impl Scenario {
    fn state(&self, world: &World) -> State {
        let parts = (self.parts)(world);
        match (parts.contains(&true), parts.contains(&false)) {
            (true, true) => State::Between,
            (true, false) => State::New,
            _ => State::Old,
        }
    }

    /// A world in which the verb can be run.
    fn world_at(&self, place: &Path) -> World {
        let world = self.template.copy_to(place);
        if !self.first.is_empty() {
            world.run(self.first).well();
        }
        if let Some(kill) = &self.killed_before {
            assert!(kill.run(&world, &self.arguments()).was_killed());
        }
        world
    }

    fn arguments(&self) -> Vec<&str> {
        self.arguments.iter().map(String::as_str).collect()
    }
}

/// One fault.
#[derive(Debug, Clone)]
pub(super) struct Case {
    call: String,
    number: usize,
    fault: Fault,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    Once(&'static str),
    FromThenOn(&'static str),
    Kill,
}

impl Case {
    fn injection(&self) -> String {
        let Self { call, number, fault } = self;
        match fault {
            Fault::Once(error) => format!("inject={call}:error={error}:when={number}"),
            Fault::FromThenOn(error) => format!("inject={call}:error={error}:when={number}+"),
            Fault::Kill => format!("inject={call}:signal=KILL:when={number}"),
        }
    }

    pub(super) fn run(&self, world: &World, arguments: &[&str]) -> Ran {
        let (trace, injection) = (format!("trace={}", self.call), self.injection());
        let mut strace = vec!["strace", "-f", "-qq", "-o", "/dev/null", "-e", &trace, "-e", &injection];
        if self.fault != Fault::Kill {
            // Much faster, but strace 6.1 then forgets the signals that it should inject.
            strace.push("--seccomp-bpf");
        }
        world.under(&strace, arguments)
    }
}

/// A call of the working thread in a trace.
pub(super) struct Call {
    name: String,
    text: String,
    /// Which of its name it is, in its thread.
    number: usize,
}

impl Call {
    fn changes_something(&self) -> bool {
        match self.name.as_str() {
            "openat" => self.text.contains("O_CREAT") || self.text.contains("O_TMPFILE"),
            "read" | "newfstatat" | "fstat" | "statx" | "getdents64" | "fcntl" | "readlinkat" | "lseek" | "access"
            | "faccessat" | "faccessat2" | "pread64" => false,
            _ => true,
        }
    }
}

/// The calls of the working thread, and how many of each name the loader makes.
pub(super) fn trace(world: &World, arguments: &[&str]) -> (Vec<Call>, BTreeMap<String, usize>) {
    let file = world.path("trace.txt");
    let calls = format!("trace={CALLS}");
    world.under(&["strace", "-f", "-qq", "-o", file.to_str().unwrap(), "-e", &calls], arguments).well();
    let text = fs::read_to_string(&file).unwrap();
    fs::remove_file(&file).unwrap();
    let mut threads: Vec<&str> = Vec::new();
    let mut counts: BTreeMap<(usize, String), usize> = BTreeMap::new();
    let mut found = Vec::new();
    for line in text.lines() {
        let Some((thread, rest)) = line.split_once(char::is_whitespace) else { continue };
        let Some((name, _)) = rest.trim_start().split_once('(') else { continue };
        if !name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_') {
            continue;
        }
        let at = threads.iter().position(|known| *known == thread).unwrap_or_else(|| {
            threads.push(thread);
            threads.len() - 1
        });
        let number = counts.entry((at, name.to_owned())).or_default();
        *number += 1;
        if at == 1 {
            found.push(Call { name: name.to_owned(), text: rest.to_owned(), number: *number });
        }
    }
    let loader = counts.into_iter().filter(|((at, _), _)| *at == 0).map(|((_, name), count)| (name, count)).collect();
    (found, loader)
}

pub(super) fn cases(calls: &[Call], loader: &BTreeMap<String, usize>, slow: bool) -> Vec<Case> {
    let all = std::env::var_os("AKVAULT_FAULTS").is_some_and(|which| which == "all");
    let mut cases = Vec::new();
    for (at, call) in calls.iter().enumerate() {
        if call.number <= loader.get(&call.name).copied().unwrap_or(0) {
            continue;
        }
        let mut add = |fault| cases.push(Case { call: call.name.clone(), number: call.number, fault });
        let error = |offset: usize| ERRORS[(at + offset) % ERRORS.len()];
        if all {
            for error in ERRORS {
                add(Fault::Once(error));
                add(Fault::FromThenOn(error));
            }
            add(Fault::Kill);
        } else if call.changes_something() {
            add(Fault::Once(error(0)));
            add(Fault::FromThenOn(error(1)));
            add(Fault::Once(error(2)));
            add(Fault::FromThenOn(error(3)));
            add(Fault::Kill);
        } else if slow {
            // As in the verb's other scenario.
        } else if at % 2 == 0 {
            add(Fault::Once(error(at / 2)));
        } else {
            add(Fault::FromThenOn(error(at / 2)));
        }
    }
    // Inside rustix, reading a directory goes on as long as it is interrupted; no kernel does that.
    cases.retain(|case| !(case.call == "getdents64" && case.fault == Fault::FromThenOn("EINTR")));
    cases
}

/// What holds after a fault, and after the next run.
fn check(scenario: &Scenario, case: &Case, world: &World) {
    let ran = case.run(world, &scenario.arguments());
    let what = format!("{}: {case:?}: {ran:?}", scenario.name);
    assert_eq!(case.fault == Fault::Kill, ran.was_killed(), "{what}: killed or not");
    ran.is_decent(&what);
    check_modes(world, &what);
    let state = scenario.state(world);
    if ran.code == 0 {
        assert_eq!(state, State::New, "{what}: says that it is done");
    } else if case.fault != Fault::Kill {
        assert_eq!(ran.out, "", "{what}: claims something");
    }
    if case.fault != Fault::Kill {
        // What an earlier kill has left waits for the next run, as long as the journal names it.
        let still_waits = scenario.killed_before.is_some() && world.path("vault/journal.toml").exists();
        let promised = ran.err.contains("half way") || still_waits;
        assert!(promised || state != State::Between, "{what}: {:?}", (scenario.parts)(world));
        let cannot_remove = case.call == "unlinkat";
        let left = world.temporaries();
        assert!(promised || cannot_remove || left.is_empty(), "{what}: leaves {left:?}");
        let says = |texts: &[&str]| texts.iter().any(|text| ran.err.contains(text));
        let says_old =
            says(&["no config file was touched", "as it was", "nothing was noted", "no content was written"]);
        let says_finished = ran.err.contains("finished an interrupted run");
        assert!(!says_old || says_finished || state == State::Old, "{what}: {state:?}, though it says nothing changed");
        let says_new = says(&["the change is made", "only the report is missing", "is written and noted"]);
        assert!(!says_new || state == State::New, "{what}: {state:?}, though it says that it is done");
    }
    check_next_run(scenario, world, &what);
}

/// The same command without a fault brings it to its end, and sweeps.
fn check_next_run(scenario: &Scenario, world: &World, what: &str) {
    let mut next = world.run(&scenario.arguments());
    if next.code == 8 && !scenario.makes_new.is_empty() {
        for name in scenario.makes_new {
            drop(fs::remove_file(world.path(name)));
        }
        next = world.run(&scenario.arguments());
    }
    assert!(next.code == 0 || next.code == scenario.done_already, "{what}: then {next:?}");
    assert_eq!(scenario.state(world), State::New, "{what}: then {next:?}");
    let left = world.left_after();
    assert!(left.is_empty(), "{what}: the next run leaves {left:?}");
    assert!(!world.path("vault/journal.toml").exists(), "{what}: the journal stays");
    check_modes(world, what);
}

/// Whatever moment it is: files 0600, directories 0700.
fn check_modes(world: &World, what: &str) {
    for (path, (mode, is_folder)) in world.tree() {
        assert_eq!(mode, if is_folder { 0o700 } else { 0o600 }, "{what}: {path} has mode {mode:o}");
    }
}

/// Runs every case of a scenario, two at a time.
pub(super) fn run_all(scenario: &Scenario) {
    let begin = Instant::now();
    let shop = tempfile::Builder::new().prefix("akvault-faults-").tempdir().unwrap();
    let shop = shop.path().canonicalize().unwrap();
    let first = scenario.world_at(&shop.join("0"));
    assert_eq!(scenario.state(&first), State::Old, "{}", scenario.name);
    let (calls, loader) = trace(&first, &scenario.arguments());
    assert_eq!(scenario.state(&first), State::New, "{}", scenario.name);
    let cases = cases(&calls, &loader, scenario.slow);
    let count = cases.len();
    let queue = Mutex::new(cases.into_iter());
    let next = || queue.lock().unwrap().next();
    let faults: Mutex<Vec<String>> = Mutex::default();
    thread::scope(|scope| {
        for number in ["0", "1"] {
            let (shop, next, faults) = (&shop, &next, &faults);
            scope.spawn(move || {
                while let Some(case) = next() {
                    let world = scenario.world_at(&shop.join(number));
                    let checked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
                        check(scenario, &case, &world);
                    }));
                    if let Err(fault) = checked {
                        let text = fault.downcast::<String>().map_or_else(|_| format!("{case:?}"), |text| *text);
                        faults.lock().unwrap().push(text);
                    }
                }
            });
        }
    });
    let seconds = begin.elapsed().as_secs();
    println!("{}: {} calls, {count} cases, {seconds} s", scenario.name, calls.len());
    let faults = faults.into_inner().unwrap();
    assert!(faults.is_empty(), "{} of {count} cases:\n{}", faults.len(), faults.join("\n\n"));
}

fn words(arguments: &[&str]) -> Vec<String> {
    arguments.iter().map(ToString::to_string).collect()
}

/// How often a record says `what`; panics when it is torn.
fn in_record(world: &World, what: &str) -> usize {
    let path = world.path("vault/keys/alice.toml");
    if !path.exists() {
        return 0;
    }
    let text = fs::read_to_string(path).unwrap();
    drop(toml::from_str::<toml::Table>(&text).unwrap_or_else(|error| panic!("a torn record: {error}\n{text}")));
    assert!(text.contains("\n[[history"), "a torn record:\n{text}");
    text.matches(what).count()
}

/// Whether a bundle is there; panics when it is torn.
fn has_bundle(world: &World, name: &str) -> bool {
    let bytes = fs::read(world.path(name)).ok();
    bytes.is_some_and(|bytes| akvault::seal::Sealed::parse(&bytes).map(|_| true).expect("a torn bundle"))
}

/// For each target whether it is as in `new`; panics when it is neither as there nor as in `old`.
fn targets(names: &'static [&'static str], old: &World, new: &World) -> impl Fn(&World) -> Vec<bool> + use<> {
    let read = |world: &World, name: &str| fs::read(world.path(name)).ok();
    let known: Vec<_> = names.iter().map(|name| (*name, read(old, name), read(new, name))).collect();
    move |world| {
        let is_new = |(name, old, new): &(&str, Option<Vec<u8>>, Option<Vec<u8>>)| {
            let now = fs::read(world.path(name)).ok();
            assert!(now == *old || now == *new, "{name} is torn: {now:?}");
            now == *new
        };
        known.iter().map(is_new).collect()
    }
}

/// An installation of the template's bundle; what is new is learnt from a run without faults.
fn installation(name: &'static str, template: World, arguments: &[&str], files: &'static [&'static str]) -> Scenario {
    let after = tempfile::tempdir().unwrap();
    let after = template.copy_to(&after.path().join("after"));
    after.run(arguments).well();
    let of_files = targets(files, &template, &after);
    let count = files.len();
    let parts = move |world: &World| {
        let mut parts = of_files(world);
        parts.push(in_record(world, "[[installed]]") == count);
        parts
    };
    Scenario {
        name,
        arguments: words(arguments),
        template,
        parts: Box::new(parts),
        makes_new: &[],
        done_already: 0,
        slow: false,
        first: &[],
        killed_before: None,
    }
}

#[test]
#[ignore = "needs strace"]
fn a_fault_anywhere_in_seal_with_a_passphrase_leaves_both_halves_and_the_record_or_none() {
    let template = World::new();
    let seal =
        ["seal", "AccessKey.csv", "--for", "alice", "-o", "out/bundle.age", "--passphrase-out", "second/pass.txt"];
    let parts = |world: &World| {
        let text = fs::read_to_string(world.path("second/pass.txt")).ok();
        let is_whole = |text: &String| text.ends_with('\n') && text.split(['-', ' ']).count() == 14;
        assert!(text.as_ref().is_none_or(is_whole), "a torn passphrase: {text:?}");
        vec![text.is_some(), has_bundle(world, "out/bundle.age"), in_record(world, "[[bundle]]") > 0]
    };
    run_all(&Scenario {
        name: "seal --passphrase-out",
        arguments: words(&seal),
        template,
        parts: Box::new(parts),
        makes_new: &["second/pass.txt", "out/bundle.age"],
        done_already: 0,
        slow: true,
        first: &[],
        killed_before: None,
    });
}

#[test]
#[ignore = "needs strace"]
fn a_fault_anywhere_in_seal_to_a_recipient_leaves_the_bundle_and_its_place_in_the_record_or_neither() {
    let template = World::new();
    let recipient = give_identity(&template);
    let seal = |out| vec!["seal", "AccessKey.csv", "--for", "alice", "-r", &recipient, "-o", out];
    template.run(&seal("out/first.age")).well();
    let parts = |world: &World| vec![has_bundle(world, "out/bundle.age"), in_record(world, "[[bundle]]") > 1];
    run_all(&Scenario {
        name: "seal -r, a second bundle",
        arguments: words(&seal("out/bundle.age")),
        template,
        parts: Box::new(parts),
        makes_new: &["out/bundle.age"],
        done_already: 0,
        slow: false,
        first: &[],
        killed_before: None,
    });
}

#[test]
#[ignore = "needs strace"]
fn a_fault_anywhere_in_the_first_install_on_a_machine_leaves_all_or_nothing() {
    let template = World::new();
    seal_bundle(&template);
    fs::remove_dir_all(template.path("vault")).unwrap();
    let install = ["install", "out/bundle.age", "-i", "identity.txt", "--client", "aliyun", "--host", "web-1"];
    run_all(&installation("install aliyun, new", template, &install, &["home/.aliyun/config.json"]));
}

#[test]
#[ignore = "needs strace"]
fn a_fault_anywhere_in_an_install_for_five_clients_leaves_all_or_nothing() {
    let template = World::new();
    seal_bundle(&template);
    give_five_configs(&template);
    run_all(&installation("install for five clients, merged", template, INSTALL_FIVE, FIVE));
}

/// Files are replaced, and one that the installation made is removed.
#[test]
#[ignore = "needs strace"]
fn a_fault_anywhere_in_uninstall_leaves_all_or_nothing() {
    let template = World::new();
    seal_bundle(&template);
    give_five_configs(&template);
    let before = tempfile::tempdir().unwrap();
    let before = template.copy_to(&before.path().join("before"));
    let after = tempfile::tempdir().unwrap();
    let installed = template.copy_to(&after.path().join("installed"));
    installed.run(INSTALL_FIVE).well();
    let of_files = targets(FIVE, &installed, &before);
    let uninstall = [&["uninstall"], &INSTALL_FIVE[6..], &["--profile", "work"]].concat();
    run_all(&Scenario {
        name: "uninstall for five clients",
        arguments: words(&uninstall),
        template,
        parts: Box::new(move |world| {
            let mut parts = of_files(world);
            parts.push(in_record(world, "[[installed]]") == 0);
            parts
        }),
        makes_new: &[],
        done_already: 9,
        slow: false,
        first: INSTALL_FIVE,
        killed_before: None,
    });
}

/// The state after a kill between the renames, from which the next run recovers.
#[test]
#[ignore = "needs strace"]
fn a_fault_anywhere_in_the_recovery_of_a_killed_install_leaves_it_to_the_next_run() {
    let template = World::new();
    seal_bundle(&template);
    give_five_configs(&template);
    let mut scenario = installation("install, recovering from a kill", template, INSTALL_FIVE, FIVE);
    scenario.killed_before = Some(Case { call: "renameat2".to_owned(), number: 1, fault: Fault::Kill });
    scenario.slow = true;
    let place = tempfile::tempdir().unwrap();
    let world = scenario.world_at(&place.path().canonicalize().unwrap().join("killed"));
    assert!(world.path("vault/journal.toml").exists());
    let waiting = world.temporaries();
    assert_eq!(waiting.len(), FIVE.len() + 1, "the files and the record: {waiting:?}");
    run_all(&scenario);
}

#[test]
#[ignore = "needs strace"]
fn a_fault_anywhere_in_receipt_leaves_the_record_old_or_new() {
    let template = World::new();
    seal_bundle(&template);
    let install = ["install", "out/bundle.age", "-i", "identity.txt", "--client", "aliyun", "--host", "web-1"];
    let told = template.run(&[&["--home", "@/other"], &install[..]].concat()).well();
    let line = told.out.lines().last().unwrap();
    let arguments: Vec<&str> = line.split(' ').skip(1).collect();
    run_all(&Scenario {
        name: "receipt",
        arguments: words(&arguments),
        template,
        parts: Box::new(|world| vec![in_record(world, "[[receipt]]") > 0]),
        makes_new: &[],
        done_already: 0,
        slow: false,
        first: &[],
        killed_before: None,
    });
}

#[test]
#[ignore = "needs strace"]
fn a_fault_anywhere_in_remove_leaves_the_record_or_takes_it() {
    let template = World::new();
    seal_bundle(&template);
    run_all(&Scenario {
        name: "remove",
        arguments: words(&["remove", "alice", "--force"]),
        template,
        parts: Box::new(|world| vec![in_record(world, "[[history") == 0]),
        makes_new: &[],
        done_already: 9,
        slow: false,
        first: &[],
        killed_before: None,
    });
}

#[test]
#[ignore = "needs strace"]
fn a_fault_anywhere_in_open_leaves_the_whole_content_or_no_file() {
    let template = World::new();
    seal_bundle(&template);
    let open = ["open", "out/bundle.age", "-i", "identity.txt", "-o", "out/plain.json"];
    let after = tempfile::tempdir().unwrap();
    let after = template.copy_to(&after.path().join("after"));
    after.run(&open).well();
    let parts = targets(&["out/plain.json"], &template, &after);
    run_all(&Scenario {
        name: "open -o",
        arguments: words(&open),
        template,
        parts: Box::new(parts),
        makes_new: &["out/plain.json"],
        done_already: 0,
        slow: false,
        first: &[],
        killed_before: None,
    });
}

/// Findings are no failure, and what cannot be read is skipped: so it is the file that counts here.
#[test]
#[ignore = "needs strace"]
fn a_fault_anywhere_in_check_fix_leaves_the_file_wholly_old_or_wholly_clean() {
    let name = "home/.aliyun/config.json";
    let profile = |more: &str| format!("{{\"profiles\":[{{\"name\":\"ext\",\"mode\":\"External\"{more}}}]}}");
    let (old, clean) = (profile(&format!(",\"access_key_secret\":\"{FOREIGN_SECRET}\"")), profile(""));
    let (shop, fix) = (tempfile::tempdir().unwrap(), ["check", "--fix", "--force"]);
    let template = World::new();
    template.file(name, &old);
    let world_at = || template.copy_to(&shop.path().canonicalize().unwrap().join("world"));
    let (calls, loader) = trace(&world_at(), &fix);
    let cases = cases(&calls, &loader, false);
    assert!(cases.len() > 100, "{}", cases.len());
    for case in cases {
        let world = world_at();
        let ran = case.run(&world, &fix);
        let what = format!("{case:?}: {ran:?}");
        ran.is_decent(&what);
        assert!([&old, &clean].contains(&&world.text(name)), "{what}: torn: {}", world.text(name));
        assert!(!ran.out.contains("no credentials in") || world.text(name) == clean, "{what}: claims something");
        let next = world.run(&fix).well();
        assert_eq!((world.text(name), world.tree()[name].0), (clean.clone(), 0o400), "{what}: then {next:?}");
        assert_eq!(world.left_after(), [""; 0], "{what}");
    }
}

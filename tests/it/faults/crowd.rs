//! Many at once, some of them killed, and somebody who knows nothing of our locks (promise 6).

use std::fs;
use std::process::{Child, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use rustix::fs::{CWD, RenameFlags, renameat_with};

use super::world::{BIN, World, seal_bundle};

const CROWD: usize = 100;
/// Four files.
const CLIENTS: &str = "aliyun,sdk,ossutil";
/// So many run at the same time; more would only wait for the two processors.
const TOGETHER: usize = 20;

/// Tells a thread to stop, also when the test fails: a scope waits for its threads.
struct StopOnDrop<'a>(&'a AtomicBool);

impl Drop for StopOnDrop<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// The same numbers each time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % sides
    }
}

fn start(world: &World, arguments: &[&str]) -> Child {
    let mut command = world.command(BIN);
    command.args(world.spelt(arguments)).stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().unwrap()
}

/// Runs a crowd, kills three of ten at random moments, and gives the numbers of those that ended well.
pub(super) fn run_crowd(world: &World, arguments: impl Fn(usize) -> Vec<String>) -> (Vec<usize>, usize) {
    let mut dice = Dice(0x5eed);
    let (mut done, mut killed) = (Vec::new(), 0);
    for group in (0..CROWD).collect::<Vec<_>>().chunks(TOGETHER) {
        let mut running: Vec<(usize, Child, Option<Duration>)> = Vec::new();
        let begin = Instant::now();
        for number in group {
            let arguments = arguments(*number);
            let child = start(world, &arguments.iter().map(String::as_str).collect::<Vec<_>>());
            let doomed = (dice.roll(10) < 3).then(|| Duration::from_millis(dice.roll(400)));
            running.push((*number, child, doomed));
        }
        while !running.is_empty() {
            assert!(begin.elapsed() < Duration::from_mins(2), "the crowd hangs");
            running.retain_mut(|(number, child, doomed)| {
                if doomed.is_some_and(|when| begin.elapsed() > when) {
                    *doomed = None;
                    drop(child.kill());
                }
                let Some(status) = child.try_wait().unwrap() else { return true };
                match status.code() {
                    Some(0) => done.push(*number),
                    None => killed += 1,
                    Some(code) => panic!("number {number} ended with {code}"),
                }
                false
            });
            thread::sleep(Duration::from_millis(1));
        }
    }
    (done, killed)
}

#[test]
#[ignore = "takes a while"]
fn a_crowd_that_installs_into_the_same_files_loses_nothing() {
    let world = World::new();
    seal_bundle(&world);
    let install = |number: usize| {
        let profile = format!("p{number}");
        let words = ["install", "out/bundle.age", "-i", "identity.txt", "--client", CLIENTS, "--profile", &profile];
        words.map(str::to_owned).to_vec()
    };
    let (done, killed) = run_crowd(&world, install);
    let begin = Instant::now();
    world.run(&["install", "out/bundle.age", "-i", "identity.txt", "--client", CLIENTS, "--profile", "last"]).well();
    assert!(begin.elapsed() < Duration::from_secs(10), "a lock was left behind");
    let config: serde_json::Value = serde_json::from_str(&world.text("home/.aliyun/config.json")).unwrap();
    let profiles: Vec<&str> =
        config["profiles"].as_array().unwrap().iter().map(|profile| profile["name"].as_str().unwrap()).collect();
    let record = world.text("vault/keys/alice.toml");
    for number in &done {
        let name = format!("p{number}");
        assert_eq!(profiles.iter().filter(|profile| **profile == name).count(), 1, "{name} is lost");
        assert_eq!(record.matches(&format!("profile = \"{name}\"")).count(), 4, "the ledger has lost {name}");
        for file in ["home/.alibabacloud/credentials", "home/.alibabacloud/credentials.ini"] {
            assert_eq!(world.text(file).matches(&format!("[{name}]\n")).count(), 1, "{file} has lost {name}");
        }
        assert_eq!(world.text("home/.ossutilconfig").matches(&format!("[profile {name}]\n")).count(), 1, "{name}");
    }
    assert!(world.temporaries().is_empty() && !world.path("vault/journal.toml").exists());
    let shown = world.run(&["show", "alice", "--json"]).well();
    assert!(!shown.err.contains("warning"), "the history is torn: {shown:?}");
    println!("{} of {CROWD} installed, {killed} killed, {} profiles", done.len(), profiles.len());
    assert!(killed >= 5 && done.len() >= 50, "{killed} killed, {} done", done.len());
}

#[test]
#[ignore = "takes a while"]
fn a_crowd_that_seals_into_one_ledger_loses_nothing() {
    let world = World::new();
    seal_bundle(&world);
    let recipient = super::world::give_identity(&world);
    for number in 0..CROWD {
        world.file(
            &format!("keys/{number}.csv"),
            &format!(
                "AccessKey ID,AccessKey Secret\nLTAI5tEXAMPLEexample1{number:03},EXAMPLEexampleEXAMPLEexample01\n"
            ),
        );
    }
    let seal = |number: usize| {
        let (file, holder, out) =
            (format!("keys/{number}.csv"), format!("holder-{}", number % 50), format!("out/{number}.age"));
        ["seal", &file, "--for", &holder, "-r", &recipient, "-o", &out].map(str::to_owned).to_vec()
    };
    let (done, killed) = run_crowd(&world, seal);
    // A locked change of the ledger, at once.
    let begin = Instant::now();
    world.run(&["remove", "alice", "--force"]).well();
    assert!(begin.elapsed() < Duration::from_secs(10), "a lock was left behind");
    let records: Vec<String> = fs::read_dir(world.path("vault/keys"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .map(|path| fs::read_to_string(path).unwrap())
        .collect();
    for number in &done {
        let id = format!("access_key_id = \"LTAI5tEXAMPLEexample1{number:03}\"");
        assert_eq!(records.iter().filter(|record| record.contains(&id)).count(), 1, "number {number}");
        world.run(&["open", &format!("out/{number}.age"), "-i", "identity.txt"]).well();
    }
    assert!(records.iter().all(|record| toml::from_str::<toml::Table>(record).is_ok()));
    println!("{} of {CROWD} sealed, {killed} killed, {} records", done.len(), records.len());
    assert!(killed >= 5 && done.len() >= 50, "{killed} killed, {} done", done.len());
}

/// It reads, changes, looks whether the file is still the one that it read, and puts its own there, as
/// a careful program does, but takes no lock. Between its look and its rename it can take something of
/// ours away, which is its own race: it keeps what stood there, so that the test knows what it took.
#[test]
#[ignore = "takes a while"]
fn a_writer_that_ignores_our_lock_loses_nothing_and_takes_nothing() {
    let world = World::new();
    seal_bundle(&world);
    world.file("apps/app.json", "{\n}\n");
    let (file, copy) = (world.path("apps/app.json"), world.path("apps/theirs"));
    let stop = AtomicBool::new(false);
    let (mut ours, mut busy) = (Vec::new(), 0);
    let (theirs, taken) = thread::scope(|scope| {
        let writer = scope.spawn(|| {
            let (mut theirs, mut taken) = (0, Vec::new());
            let parse = |text: &[u8]| serde_json::from_slice::<serde_json::Value>(text).expect("a torn file");
            while !stop.load(Ordering::Relaxed) {
                let before = fs::read(&file).unwrap();
                let mut value = parse(&before);
                value[format!("theirs-{theirs}")] = 1.into();
                fs::write(&copy, serde_json::to_string_pretty(&value).unwrap()).unwrap();
                if fs::read(&file).unwrap() == before {
                    renameat_with(CWD, &copy, CWD, &file, RenameFlags::EXCHANGE).unwrap();
                    theirs += 1;
                    let stood = parse(&fs::read(&copy).unwrap());
                    let names = stood.as_object().unwrap().keys().cloned();
                    taken.extend(names.filter(|name| value.get(name).is_none()));
                }
                thread::sleep(Duration::from_millis(15));
            }
            (theirs, taken)
        });
        let at_the_end = StopOnDrop(&stop);
        for number in 0..60 {
            let profile = format!("ours-{number}");
            let install =
                ["install", "out/bundle.age", "-i", "identity.txt", "--client", "json", "--config", "@/apps/app.json"];
            let ran = world.run(&[&install[..], &["--profile", &profile]].concat());
            ran.is_decent("a careless writer");
            match ran.code {
                0 => ours.push(profile),
                12 => busy += 1,
                _ => panic!("{ran:?}"),
            }
        }
        drop(at_the_end);
        writer.join().unwrap()
    });
    let value: serde_json::Value = serde_json::from_str(&world.text("apps/app.json")).unwrap();
    let lost_of_theirs: Vec<_> = (0..theirs).filter(|number| value.get(format!("theirs-{number}")).is_none()).collect();
    let lost: Vec<_> = ours.iter().filter(|profile| value.get(profile.as_str()).is_none()).collect();
    println!("{} ours, {busy} busy, {theirs} theirs, lost {lost_of_theirs:?} and {lost:?}", ours.len());
    assert!(theirs > 20 && ours.len() > 20);
    assert!(lost_of_theirs.is_empty() && lost.iter().all(|profile| taken.contains(profile)), "{lost:?}, {taken:?}");
}

/// Readers that write the index, some of them killed, while records change beneath them.
#[test]
#[ignore = "takes a while"]
fn a_crowd_around_the_index_gets_no_wrong_answer() {
    let world = World::new();
    seal_bundle(&world);
    let record = world.text("vault/keys/alice.toml");
    let write = |number: usize, holder: usize| {
        let text = record.replace("name = \"alice\"", &format!("name = \"r{number}\""));
        let text = text.replace("holder = \"alice\"\nissuer", &format!("holder = \"h{holder}\"\nissuer"));
        // As git does it: aside, then in place. A torn record would be told as one that cannot be read.
        world.file("aside", &text);
        fs::rename(world.path("aside"), world.path(&format!("vault/keys/r{number}.toml"))).unwrap();
    };
    (0..400).for_each(|number| write(number, 0));
    thread::sleep(Duration::from_millis(3_100));
    let (stop, changes) = (AtomicBool::new(false), std::sync::atomic::AtomicUsize::new(0));
    thread::scope(|scope| {
        let writer = scope.spawn(|| {
            let mut dice = Dice(0xd1ce);
            while !stop.load(Ordering::Relaxed) {
                for _ in 0..230 {
                    write(usize::try_from(dice.roll(400)).unwrap(), changes.fetch_add(1, Ordering::Relaxed));
                }
                thread::sleep(Duration::from_millis(300));
            }
        });
        let at_the_end = StopOnDrop(&stop);
        let (done, killed) = run_crowd(&world, |_| vec!["status".to_owned(), "--json".to_owned()]);
        drop(at_the_end);
        writer.join().unwrap();
        println!("{} of {CROWD} answered, {killed} killed, {} changes", done.len(), changes.load(Ordering::Relaxed));
    });
    let holders = |out: &str| -> Vec<String> {
        let value: serde_json::Value = serde_json::from_str(out).unwrap();
        value["keys"].as_array().unwrap().iter().map(|key| format!("{} {}", key["name"], key["holder"])).collect()
    };
    let with_index = holders(&world.run(&["status", "--json"]).well().out);
    drop(fs::remove_dir_all(world.path("vault/local")));
    let without = holders(&world.run(&["status", "--json"]).well().out);
    assert_eq!((with_index.len(), &with_index), (401, &without));
    assert!(world.temporaries().is_empty());
}

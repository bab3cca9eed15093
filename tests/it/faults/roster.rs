//! A roster that is killed again and again: no key is sealed twice, and no bundle is without its passphrase.

use std::fs;
use std::process::Stdio;
use std::thread;
use std::time::Duration;

use super::memory::{Needles, search};
use super::world::{BIN, SECRET, World};

const ROWS: usize = 24;
const SEAL: [&str; 7] = ["seal", "--roster", "roster.csv", "--out", "out", "--passphrase-out", "second/texts.csv"];

#[test]
#[ignore = "takes a while"]
fn a_roster_that_is_killed_again_and_again_seals_each_key_once() {
    let world = World::new();
    let id = |number: usize| format!("LTAI5tEXAMPLEexample1{number:03}");
    let lines = |line: &dyn Fn(usize) -> String| (0..ROWS).map(line).collect::<Vec<_>>().join("\n");
    let keys = lines(&|number| format!("{},{SECRET}", id(number)));
    world.file("keys.csv", &format!("AccessKey ID,AccessKey Secret\n{keys}"));
    let rows = lines(&|number| format!("holder-{number},keys.csv,{}", id(number)));
    world.file("roster.csv", &format!("holder,source,id\n{rows}"));
    let mut killed = 0;
    for pause in (0..40_u64).map(|number| 20 + number * 60) {
        let mut child = world.command(BIN).args(SEAL).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        thread::sleep(Duration::from_millis(pause));
        if child.try_wait().unwrap().is_some() {
            break;
        }
        child.kill().unwrap();
        killed += usize::from(child.wait().unwrap().code().is_none());
    }
    let told = world.run(&SEAL).well();
    assert!(told.out.contains(" sealed before."), "{told:?}");
    let texts = world.text("second/texts.csv");
    let bundles: Vec<String> = fs::read_dir(world.path("out"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| !name.starts_with('.'))
        .collect();
    assert_eq!((bundles.len(), texts.lines().count()), (ROWS, ROWS + 1), "killed {killed} times: {bundles:?}\n{texts}");
    for name in &bundles {
        let line = texts.lines().find(|line| line.contains(name.strip_suffix(".age").unwrap())).unwrap();
        world.file("second/one", line.rsplit(',').next().unwrap());
        let opened = world.run(&["open", &format!("out/{name}"), "--passphrase-file", "second/one", "--json"]).well();
        assert!(opened.out.contains("holder-"), "{opened:?}");
    }
    for number in 0..ROWS {
        let record = world.text(&format!("vault/keys/holder-{number}.toml"));
        assert_eq!(record.matches("[[bundle]]").count(), 1, "holder-{number} was sealed twice");
    }
    println!("killed {killed} times");
    assert!(killed > 3, "killed {killed} times only");
}

#[test]
#[ignore = "needs strace"]
fn a_roster_that_many_threads_seal_leaves_no_secret_in_memory() {
    let world = World::new();
    world.file("roster.csv", "holder,source\nalice,AccessKey.csv\n");
    let found = search("seal --roster", &world, &[&SEAL[..], &["--eml", "drafts"]].concat(), b"", |world| {
        let texts = world.text("second/texts.csv");
        let words = texts.trim_end().rsplit(": ").next().unwrap();
        Needles::default().with("the secret", SECRET.as_bytes()).with("the passphrase", words.as_bytes())
    });
    assert!(found.is_empty(), "{} finds:\n{}", found.len(), found.join("\n"));
}

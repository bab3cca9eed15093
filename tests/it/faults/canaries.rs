//! A secret is seen nowhere but in its target (promise 11): not in the arguments or the environment
//! of any process, not in any file; and no other process of the same user can look (promise 10).

use std::fs;
use std::io::Write as _;
use std::os::unix::fs::{MetadataExt as _, chown};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use super::world::{BIN, FOUR, INSTALL_FOUR, SECRET, World, give_configs, seal_bundle};

const NOBODY: u32 = 65534;

/// What every process says of itself, as root sees it.
fn all_arguments_and_environments() -> Vec<(String, Vec<u8>)> {
    let processes = fs::read_dir("/proc").unwrap().filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let processes = processes.filter(|name| name.bytes().all(|byte| byte.is_ascii_digit()));
    processes
        .flat_map(|pid| ["cmdline", "environ"].map(|what| format!("/proc/{pid}/{what}")))
        .filter_map(|path| Some((path.clone(), fs::read(&path).ok()?)))
        .collect()
}

fn contains(bytes: &[u8], needle: &str) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle.as_bytes())
}

/// The files of the world in which `needle` stands.
fn files_with(world: &World, needle: &str) -> Vec<String> {
    let files = world.tree().into_iter().filter(|(_, (_, is_folder))| !is_folder);
    files.map(|(path, _)| path).filter(|path| contains(&fs::read(world.path(path)).unwrap(), needle)).collect()
}

#[test]
#[ignore = "takes a while"]
fn a_secret_is_seen_nowhere_but_in_its_target() {
    // A secret of its own, which no other test and no argument of this one mentions.
    let secret: String = akvault::seal::generate().secret.expose().chars().rev().take(30).collect();
    let world = World::new();
    world.file("AccessKey.csv", &format!("AccessKey ID,AccessKey Secret\nLTAI5tEXAMPLEexample0001,{secret}\n"));
    give_configs(&world);
    let stop = AtomicBool::new(false);
    let polls = thread::scope(|scope| {
        let poller = scope.spawn(|| {
            let (mut polls, mut seen) = (0, Vec::new());
            while !stop.load(Ordering::Relaxed) {
                // The passphrase is known as soon as it lies in its file.
                let text = fs::read_to_string(world.path("second/pass.txt")).unwrap_or_default();
                let passphrase = text.trim().split_once(": ").map(|(_, passphrase)| passphrase.to_owned());
                for (path, bytes) in all_arguments_and_environments() {
                    let leaked =
                        contains(&bytes, &secret) || passphrase.as_ref().is_some_and(|it| contains(&bytes, it));
                    seen.extend(leaked.then_some(path));
                }
                polls += 1;
            }
            assert!(seen.is_empty(), "seen in {seen:?}");
            polls
        });
        let seal =
            ["seal", "AccessKey.csv", "--for", "alice", "-o", "out/bundle.age", "--passphrase-out", "second/pass.txt"];
        let mut told = world.run(&[&seal[..], &["--region", "cn-hangzhou", "--remove-source"]].concat()).well().out;
        let passphrase = world.text("second/pass.txt").trim().split_once(": ").unwrap().1.to_owned();
        let install: Vec<&str> =
            INSTALL_FOUR.iter().map(|word| if *word == "-i" { "--passphrase-file" } else { *word }).collect();
        let install: Vec<&str> =
            install.into_iter().map(|word| if word == "identity.txt" { "second/pass.txt" } else { word }).collect();
        for verb in [
            &install[..],
            &install,
            &["list", "--json"],
            &["show", "alice", "--json"],
            &["open", "out/bundle.age", "--passphrase-file", "second/pass.txt"],
        ] {
            let ran = world.run(verb).well();
            told.push_str(&ran.out);
            told.push_str(&ran.err);
        }
        stop.store(true, Ordering::Relaxed);
        assert!(!told.contains(&secret) && !told.contains(&passphrase), "told: {told}");
        assert_eq!(files_with(&world, &passphrase), ["second/pass.txt"]);
        poller.join().unwrap()
    });
    let mut expected: Vec<String> = FOUR.iter().map(ToString::to_string).collect();
    expected.sort();
    assert_eq!(files_with(&world, &secret), expected);
    assert!(polls > 3, "only {polls} looks at the processes");
    println!("{polls} looks at all processes");
}

#[test]
#[ignore = "needs root, setpriv, strace and gdb"]
fn nobody_else_can_look_into_a_run() {
    let world = World::new();
    seal_bundle(&world);
    chown(&world.root, Some(NOBODY), Some(NOBODY)).unwrap();
    for path in world.tree().into_keys() {
        chown(world.path(&path), Some(NOBODY), Some(NOBODY)).unwrap();
    }
    let as_nobody = ["--reuid", "65534", "--regid", "65534", "--clear-groups"];
    let mut command = world.command("setpriv");
    command.args(as_nobody).args([
        "prlimit",
        "--core=unlimited",
        "--",
        BIN,
        "seal",
        "-",
        "--for",
        "bob",
        "-o",
        "out/b.age",
    ]);
    command.args(["--passphrase-out", "second/b.txt"]).stdin(Stdio::piped()).stdout(Stdio::null());
    let mut child = command.spawn().unwrap();
    let pid = child.id().to_string();
    // It waits for the rest of its input, with a secret in its memory.
    child
        .stdin
        .as_mut()
        .unwrap()
        .write_all(format!("AccessKey ID,AccessKey Secret\nLTAI5tEXAMPLEexample0002,{SECRET}").as_bytes())
        .unwrap();
    let comm = format!("/proc/{pid}/comm");
    while !fs::read_to_string(&comm).unwrap().starts_with("akvault") {
        thread::sleep(Duration::from_millis(5));
    }
    thread::sleep(Duration::from_millis(300));

    let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
    assert!(status.contains("CoreDumping:\t0"), "{status}");
    assert!(status.contains("Uid:\t65534\t65534"), "{status}");
    let limits = fs::read_to_string(format!("/proc/{pid}/limits")).unwrap();
    let core = limits.lines().find(|line| line.starts_with("Max core file size")).unwrap();
    assert_eq!(core.split_whitespace().collect::<Vec<_>>()[4..6], ["0", "0"], "{core}");
    // What is not dumpable belongs to root in /proc.
    assert_eq!(fs::metadata(format!("/proc/{pid}/mem")).unwrap().uid(), 0);
    let tries: [&[&str]; 5] = [
        &["cat", &format!("/proc/{pid}/mem")],
        &["cat", &format!("/proc/{pid}/environ")],
        &["cat", &format!("/proc/{pid}/maps")],
        &["timeout", "5", "strace", "-p", &pid],
        &["gdb", "-p", &pid, "-batch", "-nx", "-ex", "info proc mappings"],
    ];
    for what in tries {
        let output = Command::new("setpriv").args(as_nobody).args(what).output().unwrap();
        let told = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        let refused = ["not permitted", "Permission denied"].iter().any(|text| told.contains(text));
        assert!(refused && !told.contains(SECRET), "{what:?}: {told}");
    }
    an_open_process_can_be_looked_into(&as_nobody);

    drop(child.stdin.take());
    assert!(child.wait().unwrap().success());
    assert!(!world.tree().keys().any(|path| path.contains("core")), "a core file was left");
}

/// The tries above are good ones: they work on a process that did not harden itself.
fn an_open_process_can_be_looked_into(as_nobody: &[&str]) {
    let mut open = Command::new("setpriv").args(as_nobody).args(["sleep", "20"]).spawn().unwrap();
    thread::sleep(Duration::from_millis(200));
    let maps = ["cat", &format!("/proc/{}/maps", open.id())];
    assert!(Command::new("setpriv").args(as_nobody).args(maps).output().unwrap().status.success());
    open.kill().unwrap();
    drop(open.wait());
}

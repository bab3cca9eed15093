//! The order of the calls (promise 2), and who can read a file from its first byte on (promise 4).

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::process::Command;

use super::world::{FOUR, INSTALL_FOUR, World, give_configs, seal_bundle};

/// What strace saw, without what it did not finish in one line.
fn traced(world: &World, wrapper: &[&str], calls: &str, arguments: &[&str]) -> Vec<String> {
    let file = world.path("home/trace.txt");
    let strace = ["strace", "-f", "-qq", "-y", "-o", file.to_str().unwrap(), "-e", calls];
    world.under(&[&strace[..], wrapper].concat(), arguments).well();
    let text = fs::read_to_string(&file).unwrap();
    fs::remove_file(&file).unwrap();
    let lines: Vec<String> = text.lines().map(str::to_owned).collect();
    assert!(!lines.iter().any(|line| line.contains("unfinished")), "two threads at once:\n{text}");
    lines
}

/// The first line from `from` on that holds all of `parts`.
#[track_caller]
fn position(lines: &[String], from: usize, parts: &[&str]) -> usize {
    let found = lines.iter().skip(from).position(|line| parts.iter().all(|part| line.contains(part)));
    from + found.unwrap_or_else(|| panic!("no {parts:?} after line {from}:\n{}", lines.join("\n")))
}

#[test]
#[ignore = "needs strace"]
fn data_is_on_the_disk_before_its_name_and_the_name_before_the_success() {
    let world = World::new();
    seal_bundle(&world);
    give_configs(&world);
    let calls = "trace=openat,write,fsync,renameat,renameat2,rename,unlinkat,exit_group";
    let lines = traced(&world, &[], calls, INSTALL_FOUR);
    let done = position(&lines, 0, &["exit_group(0)"]);
    let told = position(&lines, 0, &["write(1<", "Installed"]);
    let mut first_rename = done;
    let mut last_synced_copy = 0;
    for name in FOUR {
        let target = world.path(name);
        let name = target.file_name().unwrap().to_str().unwrap();
        let folder = target.parent().unwrap().to_str().unwrap();
        let copy = format!("/.{name}.akvault-tmp");
        let written = position(&lines, 0, &["write(", &copy]);
        let last_write = lines.iter().rposition(|line| line.contains("write(") && line.contains(&copy)).unwrap();
        let synced = position(&lines, written, &["fsync(", &copy]);
        let renamed = position(&lines, 0, &["renameat", &format!("\"{name}\"")]);
        let folder_synced = position(&lines, renamed, &["fsync(", &format!("{folder}>")]);
        assert!(last_write < synced, "{name} is written after it was synced");
        assert!(synced < renamed && renamed < folder_synced && folder_synced < told && told < done, "{name}");
        first_rename = first_rename.min(renamed);
        last_synced_copy = last_synced_copy.max(synced);
    }
    // All or nothing: each copy waits, and the journal is on the disk, before the first rename.
    let journal = position(&lines, 0, &["renameat", "\"journal.toml\""]);
    let journal_synced = position(&lines, journal, &["fsync(", "/vault>"]);
    assert!(last_synced_copy < journal && journal_synced < first_rename);
    let forgotten = position(&lines, 0, &["unlinkat", "\"journal.toml\""]);
    // What is derived is nothing that could be lost.
    let is_rename = |line: &String| line.contains("renameat") && !line.contains(".derived.akvault-tmp");
    assert!(lines.iter().rposition(is_rename).unwrap() < forgotten);
}

#[test]
#[ignore = "needs strace"]
fn no_umask_opens_a_file_to_others_at_any_time() {
    let world = World::new();
    let root = world.root.to_str().unwrap().to_owned();
    let wide = ["sh", "-c", "umask 000; exec \"$@\"", "sh"];
    let calls = "trace=openat,open,creat,mkdir,mkdirat,fchmod,fchmodat,chmod,umask";
    let seal = ["seal", "AccessKey.csv", "--for", "alice", "-o", "out/new", "--passphrase-out", "second/new/pass.txt"];
    seal_bundle(&world);
    give_configs(&world);
    let open = ["open", "out/bundle.age", "-i", "identity.txt", "-o", "out/plain.json"];
    let mut made = 0;
    for arguments in [&seal[..], INSTALL_FOUR, &open, &["remove", "alice", "--force"]] {
        for line in traced(&world, &wide, calls, arguments) {
            if line.contains("O_CREAT") || line.contains("O_TMPFILE") {
                assert!(line.contains("O_EXCL") || line.contains("O_TMPFILE"), "{line}");
                assert!(line.contains(", 0600)"), "{line}");
                made += 1;
            }
            if line.contains("mkdirat(") || line.contains("mkdir(") {
                assert!(line.contains(", 0700)"), "{line}");
            }
            if line.contains("chmod") {
                assert!(line.contains(", 0600)"), "{line}");
            }
            assert!(!line.contains("\"/tmp/akvault-faults") || line.contains(&root), "{line}");
        }
    }
    assert!(made >= 12, "only {made} files were made");
    for (path, (mode, is_folder)) in world.tree() {
        assert_eq!(mode, if is_folder { 0o700 } else { 0o600 }, "{path} has mode {mode:o}");
    }
    println!("{made} files made under umask 000");
}

fn tool(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).output().unwrap_or_else(|error| panic!("{program}: {error}"));
    assert!(output.status.success(), "{program} {arguments:?}: {output:?}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
#[ignore = "needs setfacl"]
fn no_access_control_list_outlives_an_installation() {
    let world = World::new();
    seal_bundle(&world);
    give_configs(&world);
    for name in FOUR {
        let path = world.path(name);
        tool("setfacl", &["-m", "u:nobody:rw", path.to_str().unwrap()]);
        tool("setfacl", &["-d", "-m", "u:nobody:rwx", path.parent().unwrap().to_str().unwrap()]);
    }
    tool("setfacl", &["-d", "-m", "u:nobody:rwx", world.path("out").to_str().unwrap()]);
    world.run(INSTALL_FOUR).well();
    world.run(&["open", "out/bundle.age", "-i", "identity.txt", "-o", "out/plain.json"]).well();
    for name in FOUR.iter().chain(&["out/plain.json", "vault/keys/alice.toml"]) {
        let list = tool("getfacl", &["-c", "-p", world.path(name).to_str().unwrap()]);
        let entries: Vec<&str> = list.lines().filter(|line| !line.is_empty()).collect();
        assert_eq!(entries, ["user::rw-", "group::---", "other::---"], "{name}");
        assert_eq!(fs::metadata(world.path(name)).unwrap().permissions().mode() & 0o7777, 0o600, "{name}");
    }
}

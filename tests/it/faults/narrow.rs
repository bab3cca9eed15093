//! Closed streams, tiny limits, odd environments (promise 13): an error that says so, or success,
//! but never a panic, a signal or a file that is half there.

use std::fs;

use super::world::{BIN, FOREIGN_SECRET, FOUR, ID, INSTALL_FOUR, Ran, World, give_configs, seal_bundle};

const SEAL: &[&str] =
    &["seal", "AccessKey.csv", "--for", "alice", "-o", "out/new.age", "--passphrase-out", "second/pass.txt"];

fn sealed() -> World {
    let world = World::new();
    seal_bundle(&world);
    give_configs(&world);
    world
}

/// Runs akvault under `sh -c SCRIPT`, in which it is `"$@"`.
fn in_shell(world: &World, script: &str, arguments: &[&str]) -> Ran {
    world.under(&["sh", "-c", script, "sh"], arguments)
}

/// Whole, and with its old content.
#[track_caller]
fn configs_are_whole(world: &World, what: &str) {
    for name in FOUR {
        let text = world.text(name);
        assert!(text.contains(FOREIGN_SECRET) && text.ends_with('\n'), "{what}: {name} is torn:\n{text}");
    }
    let installed = FOUR.iter().filter(|name| world.text(name).contains(ID)).count();
    assert!(installed == 0 || installed == FOUR.len(), "{what}: {installed} of {}", FOUR.len());
    assert!(world.temporaries().is_empty(), "{what}: {:?}", world.temporaries());
}

#[track_caller]
fn no_core(world: &World) {
    assert!(!world.tree().keys().any(|path| path.contains("core")), "a core file was left");
}

#[test]
#[ignore = "needs a shell"]
fn closed_and_full_streams_are_no_defect() {
    let streams = [
        ("\"$@\" <&-", &[0][..]),
        ("\"$@\" >&-", &[0, 11]),
        ("\"$@\" 2>&-", &[0]),
        ("\"$@\" <&- >&- 2>&-", &[0, 11]),
        ("\"$@\" > /dev/full", &[11]),
        ("\"$@\" 2> /dev/full", &[0]),
        ("\"$@\" > /dev/full 2>&1", &[11]),
        ("(sleep 0.2; \"$@\"; echo $? > home/code) | true; exit $(cat home/code)", &[0]),
    ];
    for (script, codes) in streams {
        for arguments in
            [SEAL, INSTALL_FOUR, &["list"], &["inspect", "out/bundle.age"], &["show", "alice"], &["--help"]]
        {
            let world = sealed();
            let ran = in_shell(&world, script, arguments);
            let what = format!("{script}: {arguments:?}: {ran:?}");
            ran.is_decent(&what);
            assert!(codes.contains(&ran.code), "{what}");
            configs_are_whole(&world, &what);
            // A descriptor that was closed is taken by no file: nothing of ours is written into one.
            for name in FOUR {
                assert!(!world.text(name).contains("Installed"), "{what}: {name}");
            }
            if ran.code == 0 && arguments == SEAL {
                world.run(&["open", "out/new.age", "--passphrase-file", "second/pass.txt"]).well();
            }
        }
    }
}

#[test]
#[ignore = "needs prlimit"]
fn tiny_limits_are_told_and_leave_everything_whole() {
    let mut limits: Vec<String> = (3..=16).map(|count| format!("--nofile={count}")).collect();
    limits.extend([0, 1, 100, 300, 1000].map(|bytes| format!("--fsize={bytes}")));
    limits.extend(
        [4, 8, 16, 32, 64, 80, 96, 104, 112, 128, 136, 160].map(|mebibytes| format!("--as={}", mebibytes << 20)),
    );
    limits.extend(
        [
            "--stack=65536",
            "--data=1000000",
            "--data=75000000",
            "--data=100000000",
            "--data=120000000",
            "--memlock=0",
            "--core=unlimited",
        ]
        .map(str::to_owned),
    );
    let mut codes = std::collections::BTreeMap::new();
    for limit in &limits {
        for arguments in [SEAL, INSTALL_FOUR, &["list"]] {
            let world = sealed();
            let ran = world.under(&["prlimit", limit, "--"], arguments);
            let what = format!("{limit}: {arguments:?}: {ran:?}");
            // Without memory or descriptors the kernel and the loader end it before its first word.
            let starves_the_loader = limit.starts_with("--as") || limit == "--data=1000000";
            let not_started = ran.code == 127 || (ran.code == 139 && starves_the_loader && ran.err.is_empty());
            if !not_started {
                ran.is_decent(&what);
            }
            *codes.entry((limit.split('=').next().unwrap().to_owned(), ran.code)).or_insert(0) += 1;
            configs_are_whole(&world, &what);
            no_core(&world);
            let both = (world.path("out/new.age").exists(), world.path("second/pass.txt").exists());
            assert!(both.0 == both.1, "{what}: one half without the other");
        }
    }
    println!("{} limits: {codes:?}", limits.len());
}

#[test]
#[ignore = "needs prlimit, setpriv and root"]
fn a_user_without_processes_left_is_told_so() {
    let world = sealed();
    std::os::unix::fs::chown(&world.root, Some(65533), Some(65533)).unwrap();
    for path in world.tree().into_keys() {
        std::os::unix::fs::chown(world.path(&path), Some(65533), Some(65533)).unwrap();
    }
    let poor = ["prlimit", "--nproc=1", "--", "setpriv", "--reuid", "65533", "--regid", "65533", "--clear-groups"];
    for arguments in [SEAL, INSTALL_FOUR, &["list"]] {
        let ran = world.under(&poor, arguments);
        ran.is_decent("without processes");
        configs_are_whole(&world, "without processes");
        println!("--nproc=1: {:?} ends with {}: {}", arguments[0], ran.code, ran.err.trim());
    }
}

#[test]
#[ignore = "needs a shell"]
fn odd_environments_are_no_defect() {
    let settings = [
        "HOME=",
        "HOME=relative",
        "HOME=/nowhere/at/all",
        "HOME=/dev/null",
        "AKVAULT_HOME=",
        "AKVAULT_HOME=relative",
        "AKVAULT_HOME=/dev/null",
        "LANG=junk",
        "LC_ALL=\u{7f}\u{202e}",
        "TERM=",
        "TERM=\u{1b}[2J",
        "COLUMNS=1",
        "COLUMNS=-7",
        "TMPDIR=/nowhere",
        "XDG_DATA_HOME=relative",
        "XDG_DATA_HOME=",
        "COMPLETE=bash",
        "COMPLETE=1",
        "RUST_LOG=trace",
        "RUST_MIN_STACK=1",
        "RUST_BACKTRACE=full",
        "NO_COLOR=1",
        "CLICOLOR_FORCE=1",
        "RUST_LIB_BACKTRACE=1",
    ];
    for setting in settings {
        // Without HOME the system's own home directory counts: there a test has no business.
        let install = [INSTALL_FOUR, &["--config", "aliyun=@/home/.aliyun/config.json"]].concat();
        for arguments in [SEAL, &install, &["list"], &["--help"]] {
            let world = sealed();
            let ran = world.under(&["env", setting], arguments);
            let what = format!("{setting}: {arguments:?}: {ran:?}");
            ran.is_decent(&what);
            assert!([0, 2, 7, 9, 11].contains(&ran.code), "{what}");
            assert!(!ran.err.contains('\u{1b}') && !ran.out.contains('\u{1b}'), "{what}");
            configs_are_whole(&world, &what);
            for stray in ["relative", "akvault", ".local", ".aliyun"] {
                assert!(!world.path(stray).exists(), "{what}: `{stray}` appears in the current directory");
            }
        }
    }
    let bare = sealed();
    let ran = bare.under(&["env", "-i"], &["list"]);
    ran.is_decent("no environment at all");
}

#[test]
#[ignore = "needs strace"]
fn nothing_is_read_from_the_current_directory_that_was_not_named() {
    let world = sealed();
    for planted in ["akvault", "keys/evil.toml", "akvault.toml", ".env", "journal.toml", "config.json", "identity.age"]
    {
        world.file(planted, "planted");
    }
    for arguments in [SEAL, INSTALL_FOUR, &["list"], &["show", "alice"]] {
        let trace = world.path("home/trace.txt");
        let strace = ["strace", "-f", "-qq", "-y", "-o", trace.to_str().unwrap(), "-e", "trace=%file"];
        world.under(&strace, arguments).well();
        let text = fs::read_to_string(&trace).unwrap();
        let root = world.root.to_str().unwrap();
        for planted in ["/akvault\"", "evil", "akvault.toml", "\".env\"", "\"journal.toml\"", "identity.age"] {
            let ours = |line: &&str| line.contains(planted) && !line.contains("/vault>") && !line.contains(BIN);
            let touched: Vec<_> = text.lines().filter(ours).filter(|line| line.contains(root)).collect();
            assert!(touched.is_empty(), "{arguments:?} touches {planted}: {touched:?}");
        }
    }
}

#[test]
#[ignore = "takes a while"]
fn huge_command_lines_are_no_defect() {
    let world = sealed();
    let long = "x".repeat(120_000);
    let many: Vec<String> = (0..20_000).map(|number| format!("--client=c{number}")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let commands: [Vec<&str>; 6] = [
        vec![&long],
        vec!["seal", &long, "--for", "alice", "-o", "out/x.age"],
        vec!["seal", "AccessKey.csv", "--for", &long, "-o", "out/x.age"],
        vec!["install", &long, "--client", "aliyun"],
        vec!["show", &long],
        [&["install", "out/bundle.age"][..], &many].concat(),
    ];
    for command in commands {
        let ran = world.run(&command);
        ran.is_decent("a huge command line");
        assert!(ran.code != 0, "{:?}", ran.code);
    }
}

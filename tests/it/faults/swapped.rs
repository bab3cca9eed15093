//! Somebody who swaps files under our hands, and other people's directories (promise 5).

use std::fs;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown, symlink};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;

use super::world::{ID, Ran, World, seal_bundle};

const NOBODY: u32 = 65534;
const AS_NOBODY: &[&str] = &["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"];

fn installing(world: &World, config: &str, more: &[&str]) -> Ran {
    let install = ["install", "out/bundle.age", "-i", "identity.txt", "--client", "json", "--config", config];
    world.run(&[&install[..], more].concat())
}

#[test]
#[ignore = "takes a while"]
fn a_target_that_is_swapped_for_a_link_never_leads_to_its_victim() {
    let world = World::new();
    seal_bundle(&world);
    world.file("victim/precious.json", "{\"precious\": true}\n");
    world.folder("apps", 0o700);
    let (target, victim) = (world.path("apps/app.json"), world.path("victim/precious.json"));
    let before =
        (fs::read(&victim).unwrap(), fs::metadata(&victim).unwrap().ino(), fs::metadata(&victim).unwrap().mtime_nsec());
    let (stop, swaps) = (AtomicBool::new(false), AtomicUsize::new(0));
    let mut codes = std::collections::BTreeMap::new();
    thread::scope(|scope| {
        scope.spawn(|| {
            while !stop.load(Ordering::Relaxed) {
                let number = swaps.fetch_add(1, Ordering::Relaxed);
                drop(fs::remove_file(&target).or_else(|_| fs::remove_dir_all(&target)));
                drop(match number % 4 {
                    0 => fs::write(&target, "{}\n"),
                    1 => symlink(&victim, &target),
                    2 => fs::create_dir_all(&target),
                    _ => symlink("nowhere", &target),
                });
            }
        });
        for _ in 0..150 {
            let ran = installing(&world, "@/apps/app.json", &[]);
            ran.is_decent("a swapped target");
            assert!([0, 7, 9, 11, 12].contains(&ran.code), "{ran:?}");
            *codes.entry(ran.code).or_insert(0) += 1;
        }
        stop.store(true, Ordering::Relaxed);
    });
    let after =
        (fs::read(&victim).unwrap(), fs::metadata(&victim).unwrap().ino(), fs::metadata(&victim).unwrap().mtime_nsec());
    assert!(after == before, "the victim was touched");
    assert!(!world.path("apps/nowhere").exists());
    drop(fs::remove_file(&target).or_else(|_| fs::remove_dir_all(&target)));
    installing(&world, "@/apps/app.json", &[]).well();
    assert!(world.temporaries().is_empty(), "{:?}", world.temporaries());
    println!("{} swaps, exit codes {codes:?}", swaps.load(Ordering::Relaxed));
}

#[test]
#[ignore = "takes a while"]
fn a_directory_that_is_swapped_for_a_link_never_leads_elsewhere() {
    let world = World::new();
    seal_bundle(&world);
    world.folder("elsewhere", 0o700);
    let (folder, aside) = (world.path("apps"), world.path("aside"));
    let stop = AtomicBool::new(false);
    let mut done = 0;
    thread::scope(|scope| {
        scope.spawn(|| {
            while !stop.load(Ordering::Relaxed) {
                drop(fs::rename(&folder, &aside));
                drop(symlink(world.path("elsewhere"), &folder));
                drop(fs::remove_file(&folder));
                drop(fs::rename(&aside, &folder));
            }
        });
        for _ in 0..100 {
            let ran = installing(&world, "@/apps/app.json", &[]);
            ran.is_decent("a swapped directory");
            assert!([0, 7, 9, 11, 12].contains(&ran.code), "{ran:?}");
            done += usize::from(ran.code == 0);
        }
        stop.store(true, Ordering::Relaxed);
    });
    assert_eq!(fs::read_dir(world.path("elsewhere")).unwrap().count(), 0, "something was written elsewhere");
    println!("{done} of 100 installations found the directory in its place");
}

#[test]
#[ignore = "needs root"]
fn root_writes_into_the_directory_of_a_user_only_for_that_user() {
    assert!(rustix::process::geteuid().is_root(), "run this as root");
    let world = World::new();
    seal_bundle(&world);
    world.folder("user", 0o700);
    chown(world.path("user"), Some(NOBODY), Some(NOBODY)).unwrap();
    let refused = installing(&world, "@/user/app.json", &[]);
    assert_eq!(refused.code, 7, "{refused:?}");
    let aliyun = ["env", &format!("HOME={}", world.path("user").display())].map(str::to_owned);
    let aliyun: Vec<&str> = aliyun.iter().map(String::as_str).collect();
    let install = ["install", "out/bundle.age", "-i", "identity.txt", "--client", "aliyun"];
    let refused = world.under(&aliyun, &install);
    assert_eq!(refused.code, 7, "{refused:?}");
    assert_eq!(fs::read_dir(world.path("user")).unwrap().count(), 0, "something was left in the user's directory");

    installing(&world, "@/user/deep/er/app.json", &["--owner", "65534"]).well();
    for (path, (mode, is_folder)) in world.tree() {
        if path.starts_with("user/") {
            let about = fs::symlink_metadata(world.path(&path)).unwrap();
            assert_eq!((about.uid(), about.gid()), (NOBODY, NOBODY), "{path}");
            assert_eq!(mode, if is_folder { 0o700 } else { 0o600 }, "{path}");
        }
    }
    assert!(world.text("user/deep/er/app.json").contains(ID));
    // The user can go on with it.
    chown(world.path("out/bundle.age"), Some(NOBODY), None).unwrap();
    let unreadable = world.under(AS_NOBODY, &["list"]);
    assert_eq!(unreadable.code, 11, "another user's vault: {unreadable:?}");
}

/// A world that belongs to nobody.
fn world_of_nobody() -> World {
    let world = World::new();
    seal_bundle(&world);
    chown(&world.root, Some(NOBODY), Some(NOBODY)).unwrap();
    for path in world.tree().into_keys() {
        chown(world.path(&path), Some(NOBODY), Some(NOBODY)).unwrap();
    }
    world
}

#[test]
#[ignore = "needs root and setpriv"]
fn a_plain_user_seals_opens_and_installs() {
    let world = world_of_nobody();
    let seal =
        ["seal", "AccessKey.csv", "--for", "alice", "-o", "out/second.age", "--passphrase-out", "second/pass.txt"];
    world.under(AS_NOBODY, &seal).well();
    world
        .under(AS_NOBODY, &["open", "out/second.age", "--passphrase-file", "second/pass.txt", "-o", "out/plain"])
        .well();
    world
        .under(
            AS_NOBODY,
            &[
                "install",
                "out/second.age",
                "--passphrase-file",
                "second/pass.txt",
                "--client",
                "aliyun",
                "--region",
                "cn-hangzhou",
            ],
        )
        .well();
    let about = fs::metadata(world.path("home/.aliyun/config.json")).unwrap();
    assert_eq!((about.uid(), about.permissions().mode() & 0o7777), (NOBODY, 0o600));
    let refused = world.under(
        AS_NOBODY,
        &[
            "install",
            "out/second.age",
            "--passphrase-file",
            "second/pass.txt",
            "--client",
            "json",
            "--config",
            "/etc/app.json",
        ],
    );
    assert!([7, 11].contains(&refused.code), "{refused:?}");
    let for_root = world.under(
        AS_NOBODY,
        &["install", "out/second.age", "--passphrase-file", "second/pass.txt", "--client", "aliyun", "--owner", "root"],
    );
    assert_eq!(for_root.code, 7, "{for_root:?}");
}

#[test]
#[ignore = "needs root and setpriv"]
fn a_directory_in_which_others_can_write_takes_no_secret() {
    let world = World::new();
    seal_bundle(&world);
    for (mode, code) in [(0o770, 7), (0o707, 7), (0o777, 7), (0o1777, 7), (0o755, 0)] {
        let name = format!("open-{mode:o}");
        fs::create_dir_all(world.path(&name)).unwrap();
        fs::set_permissions(world.path(&name), fs::Permissions::from_mode(mode)).unwrap();
        let ran = installing(&world, &format!("@/{name}/app.json"), &[]);
        assert_eq!(ran.code, code, "{mode:o}: {ran:?}");
        assert_eq!(fs::read_dir(world.path(&name)).unwrap().count(), if code == 0 { 2 } else { 0 }, "{mode:o}");
    }
}

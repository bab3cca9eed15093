//! SDKs that ask `credential-process` by way of an External profile, as a user who is not root: they get
//! the key, and cannot write it back into the file.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::fs::{MetadataExt as _, chown};
use std::process::Command;

use super::readers::{installed, script};
use super::world::{ID, SECRET, World, run, succeed};

const NOBODY: u32 = 65534;

/// A program as nobody, in this home.
fn as_nobody(world: &World, program: impl AsRef<OsStr>) -> Command {
    let mut command = world.command("setpriv");
    command.args(["--reuid", "65534", "--regid", "65534", "--clear-groups", "--"]).arg(program);
    command.env("ALIBABA_CLOUD_ECS_METADATA_DISABLED", "true");
    command
}

/// A home of nobody's with a vault and the profile that asks it.
fn asking_home() -> World {
    let world = World::new();
    world.write("AccessKey.csv", format!("AccessKey ID,AccessKey Secret\r\n{ID},{SECRET}\r\n"));
    world.write("pass", "korrekt2 Pferd! Batterie; Heftklammer 77\n");
    for name in ["", "AccessKey.csv", "pass"] {
        chown(world.path(name), Some(NOBODY), Some(NOBODY)).unwrap();
    }
    let ours = |arguments: &[&str]| succeed(as_nobody(&world, env!("CARGO_BIN_EXE_akvault")).args(arguments));
    let by_file = ["--passphrase-file", "pass"];
    ours(&[&["init"][..], &by_file].concat());
    ours(&["add", "shop", "AccessKey.csv", "--for", "shop", "--region", "cn-hangzhou", "--remove-source"]);
    ours(&[&["install", "--client", "aliyun", "--external", "shop"][..], &by_file].concat());
    world
}

fn config(world: &World) -> String {
    String::from_utf8(world.read(".aliyun/config.json")).unwrap()
}

/// Every file in the home that holds the secret.
fn files_with_secret(world: &World) -> Vec<String> {
    let mut pending = vec![world.path("")];
    let mut found = Vec::new();
    while let Some(folder) = pending.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            match fs::read(&path) {
                Ok(bytes) if String::from_utf8_lossy(&bytes).contains(SECRET) => found.push(path.display().to_string()),
                Ok(_) => {}
                Err(_) => pending.push(path),
            }
        }
    }
    found
}

/// The reader finds the key, the file is the same afterwards, and the secret lies nowhere.
fn gets_the_key_and_leaves_none(reader: impl Fn(&World) -> Command) {
    let world = asking_home();
    let (before, inode) = (config(&world), fs::metadata(world.path(".aliyun/config.json")).unwrap().ino());
    for _ in 0..2 {
        let read = succeed(&mut reader(&world));
        assert!(read.starts_with(&format!("{ID} {SECRET}")), "{read}");
    }
    let about = fs::metadata(world.path(".aliyun/config.json")).unwrap();
    assert_eq!((about.ino(), about.mode() & 0o777, config(&world)), (inode, 0o400, before));
    assert_eq!(files_with_secret(&world), Vec::<String>::new());
}

/// The trap is there: where the file can be written, the secret is in it afterwards.
fn would_write_the_secret_back(reader: impl Fn(&World) -> Command) {
    let world = asking_home();
    succeed(as_nobody(&world, "chmod").args(["600", ".aliyun/config.json"]));
    drop(run(&mut reader(&world)));
    assert!(config(&world).contains(SECRET), "this SDK writes nothing back any more: {}", config(&world));
}

fn python(world: &World) -> Command {
    // The system's: one of root's own would not let nobody in.
    let mut python = as_nobody(world, "/usr/bin/python3");
    python.env("PYTHONPATH", installed("PEERS_PYTHON")).arg(script("readers.py")).args(["sdk", "default"]);
    python
}

fn node(world: &World) -> Command {
    let mut node = as_nobody(world, "node");
    node.arg(script("credentials.cjs")).arg(installed("PEERS_NODE_MODULES"));
    node
}

#[test]
#[ignore = "needs root, setpriv and alibabacloud_credentials from PyPI"]
fn python_gets_the_key_and_leaves_none() {
    gets_the_key_and_leaves_none(python);
}

#[test]
#[ignore = "needs root, setpriv and @alicloud/credentials from npm"]
fn node_gets_the_key_and_leaves_none() {
    gets_the_key_and_leaves_none(node);
}

#[test]
#[ignore = "needs root, setpriv and both SDKs"]
fn both_would_write_it_back() {
    would_write_the_secret_back(python);
    would_write_the_secret_back(node);
}

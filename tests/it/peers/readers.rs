//! The config.json that `install` writes, read by three clients of Alibaba Cloud. `PEERS_PYTHON` is a
//! folder of Python packages, `PEERS_NODE_MODULES` one of Node's, `PEERS_REQSIGN` the program of
//! `tests/peers/reqsign`.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::world::{ID, SECRET, World, succeed};

/// What `.ci/run` installed, by the environment variable that says where.
pub(super) fn installed(variable: &str) -> PathBuf {
    std::env::var_os(variable).unwrap_or_else(|| panic!("{variable} is not set: run .ci/run")).into()
}

pub(super) fn script(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/peers").join(name)
}

fn reads_the_installed_key(reader: impl Fn(&World) -> Command) {
    let world = World::new();
    world.seal_key(&[]);
    succeed(world.akvault().args(["install", "bundle.age", "--client", "aliyun", "--passphrase-file", "words/sms"]));
    assert!(world.path(".aliyun/config.json").exists());
    // Without this they ask the metadata service of a cloud machine.
    let read = succeed(reader(&world).env("ALIBABA_CLOUD_ECS_METADATA_DISABLED", "true"));
    assert_eq!(read.trim(), format!("{ID} {SECRET}"));
}

#[test]
#[ignore = "needs alibabacloud_credentials from PyPI"]
fn python_reads_the_installed_key() {
    reads_the_installed_key(|world| {
        let mut python = world.command("python3");
        python.env("PYTHONPATH", installed("PEERS_PYTHON")).arg(script("credentials.py"));
        python
    });
}

#[test]
#[ignore = "needs @alicloud/credentials from npm"]
fn node_reads_the_installed_key() {
    reads_the_installed_key(|world| {
        let mut node = world.command("node");
        node.arg(script("credentials.cjs")).arg(installed("PEERS_NODE_MODULES"));
        node
    });
}

#[test]
#[ignore = "needs tests/peers/reqsign"]
fn reqsign_reads_the_installed_key() {
    reads_the_installed_key(|world| world.command(installed("PEERS_REQSIGN")));
}

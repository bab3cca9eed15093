//! The test vectors of the age format (C2SP/CCTV, npm package cctv-age), each through the program.

use std::path::PathBuf;

use serde_json::Value;
use sha2::{Digest as _, Sha256};

use super::readers::{installed, script};
use super::world::{World, run, succeed};

struct Vector {
    name: String,
    facts: Value,
}

impl Vector {
    fn texts(&self, key: &str) -> Vec<&str> {
        self.facts.get(key).and_then(Value::as_array).unwrap().iter().filter_map(Value::as_str).collect()
    }

    fn fact(&self, key: &str) -> Option<&str> {
        self.facts.get(key).and_then(Value::as_str)
    }

    /// The post-quantum recipients, which the age crate cannot open yet.
    fn is_hybrid(&self) -> bool {
        self.name.contains("hybrid")
    }

    /// What is wrong, if anything: a success must restore the payload, a failure must leave no file.
    fn verdict(&self, world: &World) -> Result<(), String> {
        let mut open = world.akvault();
        open.arg("open").arg(world.path(&format!("vectors/{}.age", self.name))).args(["-o", "payload"]);
        let (passphrases, identities) = (self.texts("passphrases"), self.texts("identities"));
        match passphrases.first() {
            Some(passphrase) => open.arg("--passphrase-file").arg(world.write("passphrase", passphrase)),
            None if identities.is_empty() => &mut open,
            None => open.arg("-i").arg(world.write("identity", identities.join("\n"))),
        };
        let (status, out) = (run(&mut open).status, world.path("payload"));
        let restored = std::fs::read(&out).ok();
        let _absent = std::fs::remove_file(out);
        match (self.fact("expect"), status.code(), restored) {
            (Some("success"), Some(0), Some(payload)) if self.fact("payload") == Some(&hash(&payload)) => Ok(()),
            (Some("success"), code, restored) => Err(format!("exit {code:?}, restored: {}", restored.is_some())),
            (_, Some(1..=12), None) => Ok(()),
            (expected, code, restored) => Err(format!("{expected:?}: {code:?}, restored: {}", restored.is_some())),
        }
    }
}

fn hash(bytes: &[u8]) -> String {
    format!("{:x}", Sha256::digest(bytes))
}

fn vectors(world: &World) -> Vec<Vector> {
    let folder = world.folder("vectors");
    succeed(world.command("node").arg(script("vectors.mjs")).arg(installed("PEERS_NODE_MODULES")).arg(&folder));
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    paths.sort();
    let read = |path: PathBuf| Vector {
        name: path.file_stem().unwrap().to_string_lossy().into_owned(),
        facts: serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap(),
    };
    paths.into_iter().map(read).collect()
}

#[test]
#[ignore = "needs cctv-age from npm"]
fn every_vector_is_opened_or_refused_as_it_should_be() {
    let world = World::new();
    let (hybrid, plain): (Vec<_>, Vec<_>) = vectors(&world).into_iter().partition(Vector::is_hybrid);
    assert_eq!((plain.len(), hybrid.len()), (124, 19), "the vectors of cctv-age 0.2.0");
    let judge = |vectors: &[Vector]| -> Vec<String> {
        let wrong = |vector: &Vector| Some(format!("{}: {}", vector.name, vector.verdict(&world).err()?));
        vectors.iter().filter_map(wrong).collect()
    };
    let (wrong, unopened) = (judge(&plain), judge(&hybrid));
    println!("{} of {} non-hybrid vectors", plain.len() - wrong.len(), plain.len());
    println!("{} of {} hybrid vectors; not opened: {unopened:?}", hybrid.len() - unopened.len(), hybrid.len());
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(unopened.iter().all(|wrong| wrong.ends_with("restored: false")), "never a false success: {unopened:#?}");
}

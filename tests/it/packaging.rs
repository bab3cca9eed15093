//! What `Cargo.toml` says of the Debian package: everything that is generated is in it, where the system looks.

use std::fs;
use std::path::{Path, PathBuf};

use crate::sandbox::Sandbox;

/// What is built, which is not there when the tests are.
const BUILT: &str = "target/release/akvault";

fn package() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn manifest() -> toml::Table {
    fs::read_to_string(package().join("Cargo.toml")).unwrap().parse().unwrap()
}

/// Each source with its place.
fn assets() -> Vec<(String, String)> {
    let manifest = manifest();
    let assets = manifest["package"]["metadata"]["deb"]["assets"].as_array().unwrap();
    let word = |asset: &toml::Value, at: usize| asset[at].as_str().unwrap().to_owned();
    assets.iter().map(|asset| (word(asset, 0), word(asset, 1))).collect()
}

/// `man/*.1` is the one kind of pattern.
fn matches(pattern: &str, path: &str) -> bool {
    match pattern.split_once('*') {
        Some((before, after)) => path.starts_with(before) && path.ends_with(after),
        None => pattern == path,
    }
}

/// The files of a folder, as an asset names them.
fn files(folder: &str) -> Vec<String> {
    let entries = fs::read_dir(package().join(folder)).unwrap();
    entries.map(|entry| format!("{folder}/{}", entry.unwrap().file_name().into_string().unwrap())).collect()
}

#[test]
fn every_page_every_schema_and_the_completions_of_debians_shells_are_in_the_package() {
    let assets = assets();
    let place = |file: &str| assets.iter().find(|(source, _)| matches(source, file)).map(|(_, place)| place.as_str());
    for page in files("man") {
        let section = page.rsplit('.').next().unwrap();
        assert_eq!(place(&page), Some(format!("usr/share/man/man{section}/").as_str()), "{page}");
    }
    for schema in files("schemas") {
        assert_eq!(place(&schema), Some("usr/share/doc/akvault/schemas/"), "{schema}");
    }
    for (script, wanted) in [
        ("completions/akvault.bash", "usr/share/bash-completion/completions/akvault"),
        ("completions/_akvault", "usr/share/zsh/vendor-completions/_akvault"),
        ("completions/akvault.fish", "usr/share/fish/vendor_completions.d/akvault.fish"),
    ] {
        assert_eq!(place(script), Some(wanted));
    }
}

#[test]
fn every_part_of_the_package_is_there_with_the_licences_that_it_names() {
    assert!(assets().iter().any(|(source, _)| source == BUILT));
    for (source, _) in assets().iter().filter(|(source, _)| source != BUILT) {
        let (folder, _) = source.rsplit_once('/').unwrap_or((".", source));
        assert!(files(folder).iter().any(|file| matches(source, file.trim_start_matches("./"))), "{source}");
    }
    assert_eq!(manifest()["package"]["license"].as_str(), Some("MIT OR Apache-2.0"));
    for (file, words) in [("LICENSE-MIT", "MIT License"), ("LICENSE-APACHE", "Apache License")] {
        assert!(fs::read_to_string(package().join(file)).unwrap().contains(words), "{file}");
        assert!(assets().iter().any(|(source, place)| source == file && place == "usr/share/doc/akvault/"), "{file}");
    }
}

#[test]
fn the_units_are_what_schedule_prints_for_the_installed_program() {
    let printed = Sandbox::new().run(&["schedule", "--systemd"]).succeeds();
    let (_, units) = printed.split_once("# akvault-status.service\n").unwrap();
    let (service, timer) = units.split_once("\n# akvault-status.timer\n").unwrap();
    let unit = |name: &str| fs::read_to_string(package().join(Path::new("packaging")).join(name)).unwrap();
    let but_for_the_program = |unit: &str| -> Vec<String> {
        unit.lines().filter(|line| !line.starts_with("ExecStart=")).map(str::to_owned).collect()
    };
    let packaged = unit("akvault-status.service");
    assert_eq!(but_for_the_program(&packaged), but_for_the_program(service));
    assert!(packaged.contains("\nExecStart=/usr/bin/akvault status\n"), "{packaged}");
    assert_eq!(unit("akvault-status.timer"), timer);
}

//! `man/` is exactly what the library makes of the command line's definition, and `completions/` what it prints;
//! they hold nothing else. `SNAPSHOTS=overwrite cargo test` rewrites the pages.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use akvault::cli::definition;
use akvault::commands::completions::script;
use akvault::commands::man;
use akvault::cursor::Shell;
use clap::ValueEnum as _;

/// The folder holds these files and no other, or becomes so.
#[track_caller]
fn assert_generated(folder: &str, expected: BTreeMap<String, String>) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    if std::env::var_os("SNAPSHOTS").is_some_and(|action| action == "overwrite") {
        if path.exists() {
            fs::remove_dir_all(&path).unwrap();
        }
        fs::create_dir_all(&path).unwrap();
        for (name, text) in &expected {
            fs::write(path.join(name), text).unwrap();
        }
    }
    let entries = fs::read_dir(&path).unwrap().map(|entry| entry.unwrap());
    let actual: BTreeMap<String, String> = entries
        .map(|entry| (entry.file_name().into_string().unwrap(), fs::read_to_string(entry.path()).unwrap()))
        .collect();
    let names = |files: &BTreeMap<String, String>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&actual), names(&expected), "orphans or missing files in {folder}/");
    for (name, text) in expected {
        assert!(actual[&name] == text, "{folder}/{name} is not what SNAPSHOTS=overwrite cargo test makes");
    }
}

#[test]
fn the_manual_pages_are_those_of_this_command_line() {
    assert_generated("man", man::pages(definition()).unwrap().into_iter().collect());
}

#[test]
fn every_completion_script_is_one_that_is_printed() {
    let scripts = Shell::value_variants().iter().map(|shell| script(*shell));
    assert_generated("completions", scripts.map(|(name, text)| (name.to_owned(), text.to_owned())).collect());
}

//! The journal of a killed run: whoever can write it makes akvault touch nothing that the disk does not
//! bear out, and a journal that cannot be finished blocks nothing.

use std::fs;
use std::os::unix::fs::{MetadataExt as _, symlink};
use std::path::Path;

use crate::sandbox::{Sandbox, make_directory, write_private};

const SEAL: [&str; 8] = ["seal", "AccessKey.csv", "--for", "x", "-R", "recipients.txt", "-o", "-"];

fn entry(directory: &Path, name: &str, more: &str) -> String {
    let stat = fs::metadata(directory).unwrap();
    format!(
        "[[file]]\ndirectory = '{}'\nname = {name:?}\nuid = {}\ngid = {}\nfollow = false\nbehind_link = false\n{more}\n",
        directory.display(),
        stat.uid(),
        stat.gid()
    )
}

fn fingerprint(path: &Path) -> String {
    let stat = fs::symlink_metadata(path).unwrap();
    format!("{}:{}:{}:{}.{}", stat.dev(), stat.ino(), stat.size(), stat.mtime(), stat.mtime_nsec())
}

/// A run that takes the ledger's lock, with this journal waiting.
fn recovers(sandbox: &Sandbox, entries: &str) -> crate::sandbox::Outcome {
    write_private(&sandbox.vault("journal.toml"), format!("version = 1\n{entries}").as_bytes());
    sandbox.run(&SEAL)
}

#[test]
fn a_journal_that_names_other_files_touches_none_of_them() {
    let sandbox = Sandbox::with_key();
    sandbox.run(&SEAL).succeeds();
    let place = sandbox.home("place");
    make_directory(&place);
    write_private(&place.join("victim"), b"precious");
    write_private(&sandbox.home("victim"), b"precious");
    let before = fingerprint(&place.join("victim"));
    let gone = "1:1:1:1.1";
    for (name, more) in [
        ("victim", format!("shared = true\nremoves = true\ncopy = {gone:?}\nbefore = {before:?}")),
        ("victim", format!("shared = true\nremoves = true\ncopy = {before:?}\nbefore = {before:?}")),
        ("absent", format!("shared = true\nremoves = true\ncopy = {before:?}")),
        ("../victim", format!("shared = false\nremoves = false\ncopy = {gone:?}\nbefore = {before:?}")),
        ("..", format!("shared = false\nremoves = true\ncopy = {gone:?}")),
    ] {
        let ran = recovers(&sandbox, &entry(&place, name, &more));
        assert_eq!(fs::read(place.join("victim")).unwrap(), b"precious", "{name}: {more}");
        assert_eq!(fs::read(sandbox.home("victim")).unwrap(), b"precious", "{name}: {more}");
        assert!(ran.code == 0 && !sandbox.vault("journal.toml").exists(), "{name}: {ran:?}");
    }
}

#[test]
fn a_journal_that_is_none_is_named_and_left() {
    let sandbox = Sandbox::with_key();
    sandbox.run(&SEAL).succeeds();
    let says = "journal.toml` of an interrupted run cannot be read";
    assert!(recovers(&sandbox, "file = 1\n").fails(5).says(&[says, "remove the journal"]).err.contains(says));
    fs::remove_file(sandbox.vault("journal.toml")).unwrap();
    symlink("nowhere", sandbox.vault("journal.toml")).unwrap();
    drop(sandbox.run(&SEAL).fails(5).says(&[says]));
}

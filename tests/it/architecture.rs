//! The house rules, read off the sources: which room may use which, who may use a crate, and words
//! that may not stand in the tree.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The rooms by floor. A room uses rooms of the floors below it alone.
const FLOORS: &[&[&str]] = &[
    &["secret", "printable", "near", "interrupt", "harden", "verdict"],
    &["cursor", "domain", "keyring", "private_file", "systemd_creds", "terminal"],
    &["seal", "intake", "clients", "output", "mfa", "scan", "successor"],
    &["bundle", "vault", "readers"],
    &["failure"],
    &["context"],
    &["destination", "opening"],
    &["gathering", "unlocking"],
    &["commands"],
    &["cli"],
    &["main"],
];

/// Crates that one room alone uses.
const KEPT_CRATES: &[(&str, &str)] = &[
    ("age", "seal"),
    ("qrcode", "mfa"),
    ("rqrr", "mfa"),
    ("png", "mfa"),
    ("zune_jpeg", "mfa"),
    ("totp_rs", "mfa"),
    ("rpassword", "terminal"),
    ("signal_hook", "interrupt"),
    ("toml_edit", "clients"),
    ("jsonc_parser", "clients"),
    ("csv", "intake"),
    ("hmac", "bundle"),
    ("bip39", "bundle"),
    ("zxcvbn", "bundle"),
    ("clap_mangen", "commands"),
    ("directories", "context"),
    ("getrandom", "context"),
    ("linux_keyutils", "keyring"),
    ("zeroizing_alloc", "main"),
];

fn package() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every file of a folder with this ending, with its text.
fn files(folder: &str, ending: &str) -> Vec<(PathBuf, String)> {
    let mut pending = vec![package().join(folder)];
    let mut found = Vec::new();
    while let Some(path) = pending.pop() {
        for entry in fs::read_dir(&path).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                pending.push(path);
            } else if path.to_string_lossy().ends_with(ending) {
                found.push((path.clone(), fs::read_to_string(&path).unwrap()));
            }
        }
    }
    found.sort();
    assert!(!found.is_empty());
    found
}

/// The sources without their tests and comments, by room.
fn rooms() -> BTreeMap<String, String> {
    let mut rooms: BTreeMap<String, String> = BTreeMap::new();
    for (path, text) in files("src", ".rs") {
        let inside = path.strip_prefix(package().join("src")).unwrap();
        let room = inside.iter().next().unwrap().to_string_lossy().trim_end_matches(".rs").to_owned();
        if room != "lib" && !inside.ends_with("tests.rs") {
            rooms.entry(room).or_default().push_str(&code(&text));
        }
    }
    rooms
}

/// Without comments, and without the tests, which stand last.
fn code(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let tests = lines.windows(2).position(|pair| pair[0] == "#[cfg(test)]" && pair[1].ends_with("mod tests {"));
    let product = &lines[..tests.unwrap_or(lines.len())];
    product.iter().map(|line| line.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
}

/// The rooms that are named behind `crate::`, also in braces: `use crate::{intake, vault::Record}`.
fn doors(code: &str) -> BTreeSet<String> {
    let mut doors = BTreeSet::new();
    for after in code.split("crate::").skip(1).chain(code.split("akvault::").skip(1)) {
        match after.strip_prefix('{') {
            Some(list) => doors.extend(members(list)),
            None => doors.extend(word(after)),
        }
    }
    doors
}

/// The first words of the members of a list in braces.
fn members(list: &str) -> Vec<String> {
    let mut depth = 0;
    let mut members = vec![String::new()];
    for c in list.chars() {
        match c {
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            '{' => depth += 1,
            ',' if depth == 0 => members.push(String::new()),
            c if depth == 0 => members.last_mut().unwrap().push(c),
            _ => {}
        }
    }
    members.iter().filter_map(|member| word(member.trim())).collect()
}

fn word(text: &str) -> Option<String> {
    let word: String = text.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
    (!word.is_empty()).then_some(word)
}

/// Floor, and place from the left.
fn place(room: &str) -> (usize, usize) {
    let places = (0..)
        .zip(FLOORS)
        .find_map(|(floor, rooms)| rooms.iter().position(|name| *name == room).map(|from_left| (floor, from_left)));
    places.unwrap_or_else(|| panic!("the room `{room}` is on no floor"))
}

#[test]
fn the_reader_of_doors_sees_all_of_them() {
    let code =
        "use crate::domain::Day;\nuse crate::{intake, vault::{Record, Vault}, seal};\nlet x = crate::bundle::id();";
    let seen: Vec<String> = doors(code).into_iter().collect();
    assert_eq!(seen, ["bundle", "domain", "intake", "seal", "vault"]);
    assert_eq!(doors(&self::code("a // crate::vault\n#[cfg(test)]\nmod tests {\nuse crate::cli;")), BTreeSet::new());
}

#[test]
fn doors_lead_down_and_every_room_is_on_a_floor() {
    let rooms = rooms();
    let on_floors: BTreeSet<&str> = FLOORS.concat().into_iter().collect();
    assert_eq!(rooms.keys().map(String::as_str).collect::<BTreeSet<_>>(), on_floors);
    let mut upward = Vec::new();
    for (room, code) in &rooms {
        for door in doors(code).into_iter().filter(|door| door != room && rooms.contains_key(door)) {
            let ((floor, left), (other_floor, other_left)) = (place(room), place(&door));
            if other_floor > floor || (other_floor == floor && other_left > left) {
                upward.push(format!("{room} -> {door}"));
            }
        }
    }
    assert_eq!(upward, Vec::<String>::new());
}

#[test]
fn no_verb_uses_another() {
    let verbs: Vec<String> =
        akvault::cli::definition().get_subcommands().map(|verb| verb.get_name().to_owned()).collect();
    for (path, text) in files("src/commands", ".rs") {
        let inside = path.strip_prefix(package().join("src/commands")).unwrap().to_owned();
        let own = inside.iter().next().unwrap().to_string_lossy().trim_end_matches(".rs").to_owned();
        let code = code(&text);
        for other in verbs.iter().filter(|verb| **verb != own && own != "mod") {
            let at_top = inside.components().count() == 1;
            let path = if at_top { format!("super::{other}::") } else { format!("super::super::{other}::") };
            assert!(!code.contains(&path), "{own} uses {other}");
            assert!(!code.contains(&format!("commands::{other}::")), "{own} uses {other}");
        }
    }
}

#[test]
fn some_crates_are_the_business_of_one_room() {
    for (name, keeper) in KEPT_CRATES {
        let users: Vec<String> =
            rooms().into_iter().filter(|(_, code)| names_crate(code, name)).map(|(room, _)| room).collect();
        assert_eq!(users, [*keeper], "{name}");
    }
}

/// `NAME::`, not as the end of a longer word or path.
fn names_crate(code: &str, name: &str) -> bool {
    let path = format!("{name}::");
    code.match_indices(&path).any(|(at, _)| {
        let before = code.get(..at).unwrap().chars().next_back();
        !before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':')
    })
}

/// Rooms that start a program, which the person asked for and no file can name.
const STARTERS: [&str; 2] = ["successor", "systemd_creds"];

#[test]
fn no_program_is_started_because_a_file_says_so_and_no_network_is_used() {
    for (room, code) in rooms() {
        for forbidden in ["TcpStream", "UdpSocket", "std::net", "UnixStream", "fork("] {
            assert!(!code.contains(forbidden), "{room}: {forbidden}");
        }
        for start in ["process::{", "process::Command", "execve", "exec("] {
            let is_start = code.contains(start) && (start != "process::{" || code.contains("Command::new("));
            assert!(!is_start || STARTERS.contains(&room.as_str()), "{room}: {start}");
        }
    }
}

#[test]
fn nothing_is_left_to_be_done() {
    let sources = ["src", "tests/it"].into_iter().flat_map(|folder| files(folder, ".rs"));
    for (path, text) in sources {
        // Spelt apart, so that this file passes.
        for word in [["TO", "DO"], ["FIX", "ME"], ["XX", "X"], ["dbg", "!"], ["todo", "!"], ["unimple", "mented!"]] {
            assert!(!text.contains(&word.concat()), "{}: {}", path.display(), word.concat());
        }
    }
}

#[test]
fn every_test_file_is_declared() {
    let sources = files("tests/it", ".rs");
    let declared = |folder: &Path, name: &str| {
        let parents = [folder.join("mod.rs"), folder.join("main.rs"), folder.with_extension("rs")];
        let line = format!("mod {name};");
        sources.iter().any(|(path, text)| parents.contains(path) && text.lines().any(|at| at.contains(&line)))
    };
    for (path, _) in &sources {
        let (folder, stem) = (path.parent().unwrap(), path.file_stem().unwrap().to_str().unwrap());
        let is_declared = match stem {
            "main" => true,
            "mod" => declared(folder.parent().unwrap(), folder.file_name().unwrap().to_str().unwrap()),
            stem => declared(folder, stem),
        };
        assert!(is_declared, "{} is compiled by nobody", path.display());
    }
}

#[test]
fn every_option_of_every_verb_stands_in_some_story() {
    let stories: String = files("tests/it", ".rs").into_iter().map(|(_, text)| text).collect();
    let definition = akvault::cli::definition();
    let verbs = definition.get_subcommands().flat_map(|verb| std::iter::once(verb).chain(verb.get_subcommands()));
    let arguments = verbs.flat_map(clap::Command::get_arguments).chain(definition.get_arguments());
    for argument in arguments {
        let long = argument.get_long().map(|long| format!("\"--{long}\""));
        let short = argument.get_short().map(|short| format!("\"-{short}\""));
        let mut spellings = [long, short].into_iter().flatten().peekable();
        let is_option = spellings.peek().is_some();
        assert!(!is_option || spellings.any(|spelling| stories.contains(&spelling)), "{}", argument.get_id());
    }
}

#[test]
fn every_file_says_what_it_is_for() {
    for (path, text) in ["src", "tests/it"].into_iter().flat_map(|folder| files(folder, ".rs")) {
        assert!(text.starts_with("//! ") || text.starts_with("#![doc"), "{}", path.display());
    }
}

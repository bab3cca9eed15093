//! The pictures of the README: what they hold and what not. That they show what the program says today is the matter
//! of [`peers::pictures`](crate::peers).

use std::fs;
use std::path::{Path, PathBuf};

use crate::sandbox::SECRET;

pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/pictures")
}

/// Their names and texts.
pub(crate) fn pictures_in(folder: &Path) -> Vec<(String, String)> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let pictures = entries.filter(|path| path.extension().is_some_and(|extension| extension == "svg"));
    let read = |path: PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        (name, fs::read_to_string(path).unwrap())
    };
    let mut pictures: Vec<_> = pictures.map(read).collect();
    pictures.sort();
    pictures
}

/// What a person reads in it, a word after the other.
pub(crate) fn words(picture: &str) -> Vec<String> {
    let (_, shown) = picture.split_once("</style>").unwrap();
    let texts = shown.split('<').filter(|tag| tag.starts_with("text")).filter_map(|tag| tag.split_once('>'));
    let text: String = texts.flat_map(|(_, text)| [text, " "]).collect();
    let plain = text.replace("&#160;", " ").replace("&gt;", ">").replace("&#x27;", "'");
    plain.split_whitespace().map(str::to_owned).collect()
}

#[test]
fn every_picture_is_in_the_readme_and_says_what_it_shows() {
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    let pictures = pictures_in(&folder());
    assert_eq!(pictures.len(), 5);
    for (name, picture) in pictures {
        assert!(readme.contains(&format!("(docs/pictures/{name})")), "{name}");
        for part in ["role=\"img\"", "aria-labelledby=", "<title id=", "<desc id="] {
            assert!(picture.contains(part), "{name}: {part}");
        }
        assert!(words(&picture).len() > 20, "{name} is text, and no drawing of it");
    }
}

#[test]
fn no_picture_holds_a_secret_or_a_place_of_a_machine_or_fetches_anything() {
    for (name, picture) in pictures_in(&folder()) {
        let shown = words(&picture).join(" ");
        let secret = SECRET.get(..SECRET.len() - 2).unwrap();
        assert!(!shown.contains(secret) && !shown.contains("EXAMPLEEXAMPLE"), "{name}: a secret or a seed");
        assert!(!shown.split(' ').any(is_passphrase), "{name}: a passphrase");
        for place in ["/tmp", "/root", "/var", "/private", "/Users", "root@"] {
            assert!(!picture.contains(place), "{name}: {place}");
        }
        let links = picture.matches("://").count();
        assert_eq!((links, picture.matches("xmlns=\"http://www.w3.org/2000/svg\"").count()), (1, 1), "{name}");
        assert!(!picture.contains("<script") && !picture.contains("@import"), "{name}");
    }
}

/// Twelve words of the list; dots are none.
fn is_passphrase(word: &str) -> bool {
    word.split('-').filter(|part| akvault::bundle::passphrase::word_list().contains(part)).count() > 5
}

#[test]
fn a_passphrase_in_a_picture_would_be_found() {
    assert!(is_passphrase("legal-winner-thank-year-wave-sausage-worth-useful-legal-winner-thank-yellow"));
    assert!(!is_passphrase(&["•••••"; 12].join("-")) && !is_passphrase("word-word-word-..."));
}

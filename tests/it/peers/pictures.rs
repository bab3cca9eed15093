//! The terminal pictures of the README: the script that makes them still runs, and the committed ones show what the
//! program says today. Ids, days and codes are those of the run that made them.

use crate::pictures::{folder, pictures_in, words};

use super::readers::installed;
use super::world::{World, succeed};

/// The words that are the same in every run: those of small letters alone. One second, two seconds.
fn lasting(picture: &str) -> Vec<String> {
    let is_lasting = |word: &String| word.bytes().all(|byte| byte.is_ascii_lowercase());
    words(picture).into_iter().filter(is_lasting).map(|word| word.trim_end_matches('s').to_owned()).collect()
}

#[test]
#[ignore = "needs Python and its package rich"]
fn are_what_the_program_shows_today() {
    let world = World::new();
    let made = world.folder("made");
    let mut script = world.command(folder().join("make"));
    script.arg(&made).env("AKVAULT", env!("CARGO_BIN_EXE_akvault"));
    script.env("PYTHONPATH", installed("PEERS_PYTHON"));
    succeed(&mut script);
    let (committed, made) = (pictures_in(&folder()), pictures_in(&made));
    assert_eq!(made.len() + 1, committed.len(), "all but the one that is drawn by hand");
    for (name, picture) in &made {
        let (_, old) = committed.iter().find(|(other, _)| other == name).unwrap();
        assert!(lasting(picture).len() > 10, "{name}");
        assert_eq!(lasting(old), lasting(picture), "make docs/pictures/{name} anew: docs/pictures/make");
    }
}

#[test]
#[ignore = "needs rsvg-convert"]
fn are_drawn_by_a_strict_reader_of_svg() {
    let world = World::new();
    for (name, _) in pictures_in(&folder()) {
        let drawn = world.path(&name);
        succeed(world.command("rsvg-convert").arg(folder().join(&name)).arg("-o").arg(&drawn));
        assert!(std::fs::read(drawn).unwrap().starts_with(b"\x89PNG"), "{name}");
    }
}

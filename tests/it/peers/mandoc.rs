//! The manual pages, judged by mandoc. That the committed ones are these is the drift test's matter.

use std::fs;

use super::world::{World, run, succeed};

#[test]
#[ignore = "needs mandoc"]
fn finds_nothing_in_the_manual_pages() {
    let world = World::new();
    succeed(world.akvault().args(["man", "--out"]).arg(world.folder("man")));
    let pages: Vec<_> = fs::read_dir(world.path("man")).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert!(pages.len() > 10, "one page for each verb");
    let lint = run(world.command("mandoc").args(["-Tlint", "-Wwarning"]).args(pages));
    assert!(lint.status.success(), "{}", String::from_utf8_lossy(&lint.stdout));
}

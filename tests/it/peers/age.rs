//! The original implementation, in Go.

use super::exchange::Peer;
use super::world::{ID, SECRET, World, converse};

const PEER: Peer = Peer {
    program: "age",
    keygen: "age-keygen",
    opening: "Enter passphrase",
    choosing: "Enter passphrase",
    confirming: "Confirm passphrase",
};

#[test]
#[ignore = "needs age"]
fn opens_a_bundle_with_typed_words() {
    PEER.opens_a_bundle_with_typed_words();
}

#[test]
#[ignore = "needs age"]
fn opens_what_is_sealed_to_its_recipient() {
    PEER.opens_what_is_sealed_to_its_recipient();
}

#[test]
#[ignore = "needs age"]
fn opens_what_is_sealed_to_an_ssh_key() {
    PEER.opens_what_is_sealed_to_an_ssh_key();
}

#[test]
#[ignore = "needs age"]
fn seals_with_a_typed_passphrase_for_us() {
    PEER.seals_with_a_typed_passphrase_for_us();
}

#[test]
#[ignore = "needs age"]
fn seals_to_a_recipient_for_us() {
    PEER.seals_to_a_recipient_for_us();
}

#[test]
#[ignore = "needs age"]
fn seals_to_an_ssh_key_for_us() {
    PEER.seals_to_an_ssh_key_for_us();
}

#[test]
#[ignore = "needs age"]
fn shows_the_document_as_the_manual_says() {
    let world = World::new();
    let words = world.seal_key(&[]);
    let examples = crate::examples::written_down();
    let is_of_age = |line: &String| line.starts_with("age ");
    let of_page = examples.into_iter().filter(|example| example.is_in("akvault-formats.5", "EXAMPLES"));
    let [line] = &of_page.map(|example| example.line).filter(is_of_age).collect::<Vec<_>>()[..] else { panic!() };
    let mut shell = world.command("sh");
    shell.args(["-ec", &format!("{} >told", line.replace("K7Q2-M3XD.age", "bundle.age"))]);
    converse(shell, &[(PEER.opening, &words)]);
    let shown = String::from_utf8(world.read("told")).unwrap();
    assert!(shown.contains(ID) && shown.contains(SECRET) && shown.contains("receipt_key"), "{shown}");
}

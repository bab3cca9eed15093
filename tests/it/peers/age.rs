//! The original implementation, in Go.

use super::exchange::Peer;

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

//! The room as a whole: what is sealed opens again, and nothing else does.

use super::*;

fn bytes(text: &[u8]) -> Secret<[u8]> {
    Secret::from(text.to_vec())
}

fn passphrase() -> Secret {
    Secret::from("correct-horse")
}

/// Sealed under [`passphrase`], with as little work as the tests can do with.
fn under_passphrase(plain: &[u8]) -> Sealed {
    with_passphrase(&bytes(plain), &passphrase(), WorkFactor::new(2).unwrap()).unwrap()
}

fn to_key(plain: &[u8]) -> (Sealed, Identities) {
    let key = generate();
    let mut recipients = Recipients::none();
    recipients.add(&key.recipient, "--recipient").unwrap();
    let file = Secret::from(key.secret.expose().as_bytes().to_vec());
    let identities = Identities::parse(&file, "id.txt", &mut |_| None).unwrap();
    (to_recipients(&bytes(plain), &recipients).unwrap(), identities)
}

/// Every way to cut the file or to flip one bit of it.
fn damaged(binary: &[u8]) -> impl Iterator<Item = Vec<u8>> {
    let cut = (0..binary.len()).map(|len| binary[..len].to_vec());
    let flipped = (0..binary.len() * 8).map(|bit| {
        let mut bytes = binary.to_vec();
        bytes[bit / 8] ^= 1 << (bit % 8);
        bytes
    });
    cut.chain(flipped)
}

#[test]
fn what_is_sealed_under_a_passphrase_opens_again() {
    let sealed = under_passphrase(b"content");
    assert_eq!(sealed.work_factor(), Some(2));
    assert_eq!(sealed.plaintext_len(), 7);
    let again = Sealed::parse(sealed.binary()).unwrap();
    assert!(!again.was_armored());
    assert_eq!(open_with_passphrase(&again, &passphrase()).unwrap().expose(), b"content");
}

#[test]
fn what_is_sealed_to_a_key_opens_again() {
    let (sealed, identities) = to_key(b"content");
    assert_eq!(sealed.work_factor(), None);
    assert_eq!(sealed.stanzas().first(), Some(&Stanza::X25519));
    assert_eq!(open_with_identities(&sealed, &identities).unwrap().expose(), b"content");
}

#[test]
fn every_size_around_a_chunk_survives() {
    const CHUNK: usize = 64 * 1024;
    for len in [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, PLAINTEXT_LIMIT] {
        let plain: Vec<u8> = (0..=u8::MAX).cycle().take(len).collect();
        let (sealed, identities) = to_key(&plain);
        assert_eq!(sealed.plaintext_len(), len);
        let armored = sealed.armored_text().unwrap();
        assert!(armored.len() <= INPUT_LIMIT);
        let again = Sealed::parse(armored.as_bytes()).unwrap();
        assert!(open_with_identities(&again, &identities).unwrap().expose() == plain, "{len}");
    }
    let large = bytes(&vec![0; PLAINTEXT_LIMIT + 1]);
    let error = with_passphrase(&large, &passphrase(), WorkFactor::GENERATED).unwrap_err();
    assert_eq!(error, Error::TooLarge { limit: PLAINTEXT_LIMIT });
}

#[test]
fn armor_survives_what_mail_does_to_it() {
    let sealed = under_passphrase(b"content");
    let armored = sealed.armored_text().unwrap();
    let crlf = armored.replace('\n', "\r\n");
    for text in [armored.clone(), crlf.clone(), format!(" \r\n\t\n{crlf}\r\n\n "), armored.trim_end().to_owned()] {
        let again = Sealed::parse(text.as_bytes()).unwrap();
        assert!(again.was_armored());
        assert_eq!(again.binary(), sealed.binary());
    }
}

#[test]
fn broken_armor_is_refused() {
    let armored = under_passphrase(b"content").armored_text().unwrap();
    let broken = [
        armored.replace("-----END", "\n-----END"),
        armored.replace("FILE-----\n", "FILE-----\nVersion: 1\n"),
        armored.replace("\nYWdl", "\n YWdl"),
        armored.replacen("FILE-----\n", "FILE----- \n", 1),
        armored.replace("-----END AGE ENCRYPTED FILE-----\n", ""),
        format!("{armored}x"),
        format!("{armored}{armored}"),
        format!("Dear Alice,\n{armored}"),
    ];
    for text in broken {
        assert!(matches!(Sealed::parse(text.as_bytes()), Err(Error::BadArmor { .. })), "{text}");
    }
}

#[test]
fn every_cut_and_every_flipped_bit_of_a_passphrase_file_is_refused() {
    for damaged in damaged(under_passphrase(b"content").binary()) {
        let opened = Sealed::parse(&damaged).and_then(|sealed| open_with_passphrase(&sealed, &passphrase()));
        assert!(opened.is_err(), "{}", String::from_utf8_lossy(&damaged));
    }
}

#[test]
fn every_cut_and_every_flipped_bit_of_a_recipients_file_is_refused() {
    let (sealed, identities) = to_key(b"content");
    for damaged in damaged(sealed.binary()) {
        let opened = Sealed::parse(&damaged).and_then(|sealed| open_with_identities(&sealed, &identities));
        assert!(opened.is_err(), "{}", String::from_utf8_lossy(&damaged));
    }
}

#[test]
fn a_payload_cut_at_its_chunks_or_made_longer_is_refused() {
    const SEALED_CHUNK: usize = 64 * 1024 + 16;
    let (sealed, identities) = to_key(&vec![7; 3 * 64 * 1024]);
    let whole = sealed.binary();
    let mut others: Vec<_> = (1..3).map(|chunks| whole[..whole.len() - chunks * SEALED_CHUNK].to_vec()).collect();
    others.push([whole, b"x".as_slice()].concat());
    others.push([whole, [0; 16].as_slice()].concat());
    for other in others {
        let opened = open_with_identities(&Sealed::parse(&other).unwrap(), &identities);
        assert_eq!(opened.unwrap_err(), Error::Damaged);
    }
}

#[test]
fn wrong_keys_and_damage_are_told_apart() {
    let sealed = under_passphrase(b"content");
    assert_eq!(open_with_passphrase(&sealed, &Secret::from("wrong")).unwrap_err(), Error::WrongPassphrase);
    let mut flipped = sealed.binary().to_vec();
    *flipped.last_mut().unwrap() ^= 1;
    let flipped = Sealed::parse(&flipped).unwrap();
    assert_eq!(open_with_passphrase(&flipped, &passphrase()).unwrap_err(), Error::Damaged);

    let (to_one, one) = to_key(b"content");
    let (_, other) = to_key(b"content");
    assert_eq!(open_with_identities(&to_one, &other).unwrap_err(), Error::NoMatch);
    assert_eq!(open_with_identities(&sealed, &one).unwrap_err(), Error::NeedsPassphrase);
    assert_eq!(open_with_passphrase(&to_one, &passphrase()).unwrap_err(), Error::NeedsIdentity);
}

#[test]
fn the_most_recipients_give_a_header_that_opens_again() {
    let key = generate();
    let mut recipients = Recipients::none();
    recipients.add_file(&format!("{}\n", key.recipient).repeat(Recipients::MAX), "team.txt").unwrap();
    let sealed = to_recipients(&bytes(b"content"), &recipients).unwrap();
    assert!(sealed.binary().len() < HEADER_LIMIT);
}

#[test]
fn nobody_and_nothing_are_refused() {
    let empty = with_passphrase(&bytes(b"content"), &Secret::from(""), WorkFactor::CHOSEN);
    assert_eq!(empty.unwrap_err(), Error::EmptyPassphrase);
    assert_eq!(to_recipients(&bytes(b"content"), &Recipients::none()).unwrap_err(), Error::NoRecipients);
    let (sealed, _) = to_key(b"content");
    assert_eq!(open_with_identities(&sealed, &Identities::default()).unwrap_err(), Error::NoMatch);
}

#[test]
fn the_work_factor_is_bounded() {
    assert_eq!(WorkFactor::new(0), None);
    assert_eq!(WorkFactor::new(1).map(WorkFactor::log_n), Some(1));
    assert_eq!(WorkFactor::new(20), Some(WorkFactor::MAX_OPEN));
    assert_eq!(WorkFactor::new(21), None);
    assert!(WorkFactor::GENERATED < WorkFactor::CHOSEN);
}

#[test]
fn no_error_and_no_debug_output_shows_content() {
    let (sealed, identities) = to_key(b"LTAI-secret");
    let shown = format!("{sealed:?} {identities:?} {:?}", generate().secret);
    assert!(!shown.contains("LTAI") && !shown.contains("AGE-SECRET-KEY"), "{shown}");
}

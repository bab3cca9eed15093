//! Base32 (RFC 4648, 6) as seeds are written: in any case, in groups, padded or not.
//!
//! Refuses what is not whole: decoders that drop the last bits turn a seed that was copied badly into
//! another one, whose codes nobody accepts.

use zeroize::Zeroizing;

use super::error::Error;
use crate::secret::Secret;

const ALPHABET: [u8; 32] = *b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
/// Characters of a group, which stands for so many bytes.
const GROUP: usize = 8;
const GROUP_BYTES: usize = 5;

/// The bytes. Spaces and hyphens are passed over; the padding is left out or complete.
pub(super) fn decode(text: &str, limit: usize) -> Result<Secret<[u8]>, Error> {
    let values = values(text)?;
    let padding = text.chars().filter(|c| *c == '=').count();
    let count = values.len();
    let is_whole = matches!(count % GROUP, 0 | 2 | 4 | 5 | 7);
    let is_padded = padding == 0 || (padding < GROUP && count.saturating_add(padding).is_multiple_of(GROUP));
    if !is_whole || !is_padded {
        return Err(Error::Cut);
    }
    if count == 0 {
        return Err(Error::Empty);
    }
    let mut bytes = Zeroizing::new(Vec::with_capacity(bytes_of(count)));
    for group in values.chunks(GROUP) {
        push(&mut bytes, group)?;
    }
    if bytes.len() > limit { Err(Error::TooLong) } else { Ok(Secret::from(bytes.to_vec())) }
}

/// The characters: upper case, without padding, as the key URI format asks for.
pub(super) fn encode(bytes: &[u8]) -> Secret {
    let length = bytes.len().saturating_mul(GROUP).div_ceil(GROUP_BYTES);
    let mut text = String::with_capacity(length);
    for chunk in bytes.chunks(GROUP_BYTES) {
        let mut group = [0; GROUP];
        let filled = group.iter_mut().skip(3);
        filled.zip(chunk).for_each(|(to, from)| *to = *from);
        let bits = u64::from_be_bytes(group);
        let symbols = chunk.len().saturating_mul(GROUP).div_ceil(GROUP_BYTES);
        text.extend([35, 30, 25, 20, 15, 10, 5, 0].iter().take(symbols).map(|place| symbol(bits >> place)));
    }
    Secret::from(text)
}

fn symbol(bits: u64) -> char {
    let index = usize::try_from(bits & 31).unwrap_or(0);
    char::from(ALPHABET.get(index).copied().unwrap_or(b'A'))
}

/// The value of each character, in a buffer that never grows.
fn values(text: &str) -> Result<Zeroizing<Vec<u8>>, Error> {
    let is_separator = |c: char| c.is_whitespace() || c == '-';
    let body = text.trim_end_matches(|c| is_separator(c) || c == '=');
    let mut values = Zeroizing::new(Vec::with_capacity(body.len()));
    for (position, c) in (1..).zip(body.chars()).filter(|(_, c)| !is_separator(*c)) {
        values.push(value(c).ok_or(Error::NotBase32 { position })?);
    }
    Ok(values)
}

fn value(c: char) -> Option<u8> {
    let byte = u8::try_from(c.to_ascii_uppercase()).ok()?;
    let index = ALPHABET.iter().position(|symbol| *symbol == byte)?;
    u8::try_from(index).ok()
}

/// The whole bytes of a group; what is left over must be nothing.
fn push(bytes: &mut Vec<u8>, group: &[u8]) -> Result<(), Error> {
    let padded = group.iter().copied().chain(std::iter::repeat(0)).take(GROUP);
    let bits = padded.fold(0_u64, |bits, value| bits << 5 | u64::from(value)).to_be_bytes();
    let (whole, rest) = bits.get(3..).unwrap_or_default().split_at(bytes_of(group.len()));
    if rest.iter().any(|byte| *byte != 0) {
        return Err(Error::Cut);
    }
    bytes.extend_from_slice(whole);
    Ok(())
}

fn bytes_of(symbols: usize) -> usize {
    symbols.saturating_mul(GROUP_BYTES) / GROUP
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Result<Vec<u8>, Error> {
        decode(text, 64).map(|bytes| bytes.expose().to_vec())
    }

    #[test]
    fn the_vectors_of_rfc_4648_are_read_and_written() {
        let vectors = [
            ("f", "MY======"),
            ("fo", "MZXQ===="),
            ("foo", "MZXW6==="),
            ("foob", "MZXW6YQ="),
            ("fooba", "MZXW6YTB"),
            ("foobar", "MZXW6YTBOI======"),
        ];
        for (bytes, text) in vectors {
            let bare = text.trim_end_matches('=');
            assert_eq!(encode(bytes.as_bytes()).expose(), bare);
            for spelling in [text.to_owned(), bare.to_owned(), bare.to_lowercase(), text.to_lowercase()] {
                assert_eq!(read(&spelling).as_deref(), Ok(bytes.as_bytes()), "{spelling}");
            }
        }
    }

    #[test]
    fn groups_of_all_kinds_are_read() {
        let spellings = [
            "JBSW Y3DP EHPK 3PXP",
            "jbsw-y3dp-ehpk-3pxp",
            " JBSWY3DP\tEHPK3PXP\r\n",
            "JBSWY3DP\nEHPK3PXP\n",
            "JBSW\u{a0}Y3DP\u{3000}EHPK3PXP",
        ];
        for spelling in spellings {
            assert_eq!(read(spelling).as_deref(), Ok(b"Hello!\xde\xad\xbe\xef".as_slice()), "{spelling}");
        }
    }

    #[test]
    fn what_is_not_whole_base32_is_refused_and_never_cut() {
        let cases = [
            ("", Error::Empty),
            (" - ", Error::Empty),
            ("J", Error::Cut),
            ("JBS", Error::Cut),
            ("JBSWY3DPEHPK3PX", Error::Cut),
            ("JBSWY3DPEHPK3P", Error::Cut),
            ("MZ", Error::Cut),
            ("MY=", Error::Cut),
            ("MY=====", Error::Cut),
            ("MY==============", Error::Cut),
            ("MZXW6YTB========", Error::Cut),
            ("========", Error::Cut),
            ("MY==MY==", Error::NotBase32 { position: 3 }),
            ("JBSWY3D1", Error::NotBase32 { position: 8 }),
            ("JB SW 0", Error::NotBase32 { position: 7 }),
            ("JBSWY3DP\u{ff21}", Error::NotBase32 { position: 9 }),
            ("\u{131}BSWY3DP", Error::NotBase32 { position: 1 }),
            ("JBSW_Y3D", Error::NotBase32 { position: 5 }),
        ];
        for (text, expected) in cases {
            assert_eq!(read(text), Err(expected), "{text:?}");
        }
        assert_eq!(read(&"A".repeat(104)), Err(Error::TooLong));
        assert_eq!(read(&"A".repeat(103)).map(|bytes| bytes.len()), Ok(64));
    }

    proptest! {
        #[test]
        fn what_was_written_is_read(bytes in prop::collection::vec(any::<u8>(), 1..=64)) {
            let text = encode(&bytes);
            prop_assert_eq!(text.expose().len(), bytes.len().saturating_mul(8).div_ceil(5));
            prop_assert_eq!(read(text.expose()), Ok(bytes));
        }

        #[test]
        fn one_character_less_is_never_the_same_seed_cut(bytes in prop::collection::vec(any::<u8>(), 1..=64)) {
            let text = encode(&bytes);
            let cut = text.expose().get(1..).unwrap();
            prop_assert_ne!(read(cut), Ok(bytes));
        }

        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,80}") {
            drop(read(&text));
        }
    }
}

//! Base64 as the strict checks need it: the standard alphabet, unpadded and canonical.
//!
//! Canonical means one spelling for one sequence of bytes (RFC 4648, 3.5): the bits that the last
//! character has too many are zero.

use zeroize::Zeroizing;

/// How many bytes the text stands for, or `None` if it is not canonical.
pub fn canonical_len(text: &[u8]) -> Option<usize> {
    let spare = match text.len() % 4 {
        0 => 0,
        2 => 0b1111,
        3 => 0b11,
        _ => return None,
    };
    let mut last = 0;
    for byte in text {
        last = value(*byte)?;
    }
    (last & spare == 0).then(|| text.len().saturating_mul(3) / 4)
}

/// The bytes, which may be secret, or `None` if the text is not canonical.
pub fn decode(text: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(canonical_len(text)?));
    for group in text.chunks(4) {
        let mut bits = 0_u32;
        for byte in group {
            bits = bits << 6 | u32::from(value(*byte)?);
        }
        let [_, triple @ ..] = match group.len() {
            2 => bits << 12,
            3 => bits << 6,
            _ => bits,
        }
        .to_be_bytes();
        bytes.extend(triple.iter().take(group.len().saturating_sub(1)));
    }
    Some(bytes)
}

/// Base64 without the padding that completes its last group.
pub fn unpadded(text: &str) -> &str {
    if !text.len().is_multiple_of(4) {
        return text;
    }
    text.strip_suffix("==").or_else(|| text.strip_suffix('=')).unwrap_or(text)
}

fn value(byte: u8) -> Option<u8> {
    let index = match byte {
        b'A'..=b'Z' => byte.wrapping_sub(b'A'),
        b'a'..=b'z' => byte.wrapping_sub(b'a').wrapping_add(26),
        b'0'..=b'9' => byte.wrapping_sub(b'0').wrapping_add(52),
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    };
    Some(index)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_vectors_of_rfc_4648_decode() {
        for (text, bytes) in
            [("", ""), ("Zg", "f"), ("Zm8", "fo"), ("Zm9v", "foo"), ("Zm9vYg", "foob"), ("Zm9vYmE", "fooba")]
        {
            assert_eq!(decode(text.as_bytes()).unwrap().as_slice(), bytes.as_bytes());
            assert_eq!(canonical_len(text.as_bytes()), Some(bytes.len()));
        }
        assert_eq!(decode(b"+/+/").unwrap().as_slice(), [0xfb, 0xff, 0xbf]);
    }

    #[test]
    fn other_spellings_are_refused() {
        for text in ["Z", "Zh", "Zm9", "Zg==", "Zm9vY", "Zm 9", "Zm9-", "Zm9_", "Zm9v\n"] {
            assert_eq!(canonical_len(text.as_bytes()), None, "{text}");
            assert!(decode(text.as_bytes()).is_none(), "{text}");
        }
    }
}

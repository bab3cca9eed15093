//! Crockford's base32 (<https://www.crockford.com/base32.html>), without check symbol: the alphabet
//! of bundle ids and receipt codes. It has no I, L, O or U, so codes survive being read aloud.

use super::Invalid;

const ALPHABET: [u8; 32] = *b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const BITS_PER_SYMBOL: usize = 5;

/// The first `length` characters (at most 25) that stand for `bits`, most significant first, in
/// groups of four: `K7Q2-M3XD`.
pub fn encode(bits: u128, length: usize) -> String {
    let symbol = |position: usize| {
        let shifted = bits.rotate_left(u32::try_from(position.saturating_mul(BITS_PER_SYMBOL) % 128).unwrap_or(0));
        let index = usize::try_from(shifted >> 123).unwrap_or(0);
        char::from(ALPHABET.get(index).copied().unwrap_or(b'0'))
    };
    group((0..length.min(25)).map(symbol))
}

/// Reads what a person typed: case, dashes and spaces do not matter, O is 0, I and L are 1. Gives
/// the canonical grouped form back.
///
/// # Errors
/// [`Invalid::Code`] when other characters occur or the number of characters is not `length`.
pub fn canonical(typed: &str, length: usize) -> Result<String, Invalid> {
    let meant = |c: char| match c.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    let symbols: Vec<char> = typed.chars().filter(|c| !matches!(c, '-' | ' ')).map(meant).collect();
    let known = |c: &char| u8::try_from(*c).is_ok_and(|byte| ALPHABET.contains(&byte));
    if symbols.len() != length || !symbols.iter().all(known) {
        return Err(Invalid::Code { typed: typed.to_owned(), length });
    }
    Ok(group(symbols.into_iter()))
}

fn group(symbols: impl Iterator<Item = char>) -> String {
    let symbols: Vec<char> = symbols.collect();
    let groups: Vec<String> = symbols.chunks(4).map(|group| group.iter().collect()).collect();
    groups.join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_bits_come_first() {
        assert_eq!(encode(0, 8), "0000-0000");
        assert_eq!(encode(u128::MAX, 12), "ZZZZ-ZZZZ-ZZZZ");
        assert_eq!(encode(0b00001_00010_00011 << 113, 3), "123");
        assert_eq!(
            encode(u128::from_be_bytes([0xff, 0, 0xff, 0, 0xff, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]), 8),
            "ZW0F-Y07Z"
        );
    }

    #[test]
    fn what_people_type_is_forgiven() {
        assert_eq!(canonical(" k7q2m3xd", 8).as_deref(), Ok("K7Q2-M3XD"));
        assert_eq!(canonical("o1il-OOOO", 8).as_deref(), Ok("0111-0000"));
        for bad in ["", "K7Q2", "K7Q2-M3XU", "K7Q2-M3XDA", "K7Q2\u{2014}M3XD"] {
            assert!(canonical(bad, 8).is_err(), "{bad}");
        }
    }
}

//! A sealed file in memory, whose header has passed the strict check.

use std::fmt;

use super::header::{self, HEADER_LIMIT, Header, Stanza};
use super::{Error, armor};

/// The most plaintext that is sealed or opened, in bytes, unless the caller says otherwise.
pub const PLAINTEXT_LIMIT: usize = 1024 * 1024;
/// The longest file, armored or not, that can hold [`PLAINTEXT_LIMIT`]: a bound for reading it.
pub const INPUT_LIMIT: usize = input_limit(PLAINTEXT_LIMIT);

/// The payload begins with a nonce; each chunk of 64 KiB is followed by a tag (C2SP `age.md`, Payload).
const NONCE: usize = 16;
const CHUNK: usize = 64 * 1024;
const TAG: usize = 16;
/// White space around an armor that is taken along.
const MARGIN: usize = 4096;

/// The longest file, armored or not, that can hold so many bytes of plaintext.
pub const fn input_limit(plaintext: usize) -> usize {
    let lines = binary_limit(plaintext) / 48;
    lines.saturating_add(3).saturating_mul(64 + 2).saturating_add(MARGIN)
}

/// The longest binary file that can hold so many bytes of plaintext.
pub(super) const fn binary_limit(plaintext: usize) -> usize {
    let chunks = (plaintext / CHUNK).saturating_add(1);
    let payload = plaintext.saturating_add(chunks.saturating_mul(TAG)).saturating_add(NONCE);
    payload.saturating_add(HEADER_LIMIT)
}

/// An age file, armor removed, whose header has passed the strict check. Nothing is authenticated yet.
pub struct Sealed {
    binary: Vec<u8>,
    header: Header,
    plaintext_len: usize,
    armored: bool,
}

impl Sealed {
    /// Takes an age file, armored or not, of at most [`PLAINTEXT_LIMIT`].
    ///
    /// # Errors
    /// [`Error::NotAge`], [`Error::TooLarge`], [`Error::BadArmor`], and what the header has wrong:
    /// [`Error::BadHeader`], [`Error::HeaderTooLarge`], [`Error::TooManyStanzas`],
    /// [`Error::ExcessiveWork`]; [`Error::Damaged`] when it is cut off.
    pub fn parse(bytes: &[u8]) -> Result<Self, Error> {
        Self::parse_within(bytes, PLAINTEXT_LIMIT)
    }

    /// The same with another limit, in bytes of plaintext.
    ///
    /// # Errors
    /// As [`Sealed::parse`].
    pub fn parse_within(bytes: &[u8], plaintext_limit: usize) -> Result<Self, Error> {
        if bytes.len() > input_limit(plaintext_limit) {
            return Err(Error::TooLarge { limit: plaintext_limit });
        }
        if header::is_age(bytes) {
            return Self::from_binary(bytes.to_vec(), plaintext_limit, false);
        }
        if armor::is_armored(bytes) {
            return Self::from_binary(armor::remove(bytes, binary_limit(plaintext_limit))?, plaintext_limit, true);
        }
        Err(if armor::is_buried(bytes) { Error::BadArmor { what: "text stands before it" } } else { Error::NotAge })
    }

    pub(super) fn from_binary(binary: Vec<u8>, plaintext_limit: usize, armored: bool) -> Result<Self, Error> {
        if binary.len() > binary_limit(plaintext_limit) {
            return Err(Error::TooLarge { limit: plaintext_limit });
        }
        let header = header::parse(&binary)?;
        let payload = binary.len().saturating_sub(header.len);
        let plaintext_len = plaintext_len(payload).ok_or(Error::Damaged)?;
        if plaintext_len > plaintext_limit {
            return Err(Error::TooLarge { limit: plaintext_limit });
        }
        Ok(Self { binary, header, plaintext_len, armored })
    }

    /// The file without armor: what its id is computed from.
    pub fn binary(&self) -> &[u8] {
        &self.binary
    }

    /// The file in ASCII armor, with a line feed at its end.
    ///
    /// # Errors
    /// [`Error::Sealing`], which nothing is known to cause.
    pub fn armored_text(&self) -> Result<String, Error> {
        armor::add(&self.binary).map_err(|_| Error::Sealing)
    }

    /// Whether the file came in armor.
    pub fn was_armored(&self) -> bool {
        self.armored
    }

    /// The ways to open it, in the header's order.
    pub fn stanzas(&self) -> &[Stanza] {
        &self.header.stanzas
    }

    /// log2 of the scrypt work, if it is sealed under a passphrase; `None` if it is sealed to keys.
    pub fn work_factor(&self) -> Option<u8> {
        self.stanzas().iter().find_map(|stanza| match stanza {
            Stanza::Scrypt { log_n } => Some(*log_n),
            _ => None,
        })
    }

    /// The size of the plaintext in bytes, if nothing was cut off or added.
    pub fn plaintext_len(&self) -> usize {
        self.plaintext_len
    }
}

impl fmt::Debug for Sealed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sealed")
            .field("header", &self.header)
            .field("bytes", &self.binary.len())
            .finish_non_exhaustive()
    }
}

/// What a payload of this size holds: at least one chunk, and a chunk is at least its tag.
fn plaintext_len(payload: usize) -> Option<usize> {
    let chunks = payload.checked_sub(NONCE)?;
    let tags = chunks.div_ceil(CHUNK + TAG).max(1).checked_mul(TAG)?;
    chunks.checked_sub(tags)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_size_of_the_plaintext_follows_from_that_of_the_payload() {
        for len in [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 7] {
            let tags = len.div_ceil(CHUNK).max(1) * TAG;
            assert_eq!(plaintext_len(NONCE + len + tags), Some(len), "{len}");
        }
        for payload in 0..NONCE + TAG {
            assert_eq!(plaintext_len(payload), None, "{payload}");
        }
    }

    #[test]
    fn what_is_too_large_is_refused_before_it_is_read() {
        let limit = PLAINTEXT_LIMIT;
        let mut binary = b"age-encryption.org/v1\n".to_vec();
        binary.resize(binary_limit(limit) + 1, 0);
        assert_eq!(Sealed::parse(&binary).unwrap_err(), Error::TooLarge { limit });
        let blank = vec![b' '; INPUT_LIMIT + 1];
        assert_eq!(Sealed::parse(&blank).unwrap_err(), Error::TooLarge { limit });
    }

    #[test]
    fn other_files_are_named_as_such() {
        assert_eq!(Sealed::parse(b"").unwrap_err(), Error::NotAge);
        assert_eq!(Sealed::parse(b"-----BEGIN PGP MESSAGE-----\n").unwrap_err(), Error::NotAge);
        let mail = b"Dear Alice,\n-----BEGIN AGE ENCRYPTED FILE-----\n";
        assert_eq!(Sealed::parse(mail).unwrap_err(), Error::BadArmor { what: "text stands before it" });
    }
}

//! The id of a bundle: a fingerprint of its bytes, which pairs the e-mail with the text message.

use std::fmt;

use sha2::{Digest as _, Sha256};

use crate::domain::{Invalid, crockford};
use crate::seal::Sealed;

const SHORT: usize = 8;
const LONG: usize = 20;

/// The SHA-256 of the binary age file (armor removed, so that a mail gateway's line ends do not
/// matter), cut to 100 bits; 40 of them make the short id that people compare.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BundleId {
    short: String,
    long: String,
}

impl BundleId {
    /// The id of a sealed file.
    pub fn of(sealed: &Sealed) -> Self {
        let digest: [u8; 32] = Sha256::digest(sealed.binary()).into();
        let bits = digest.first_chunk::<16>().map_or(0, |first| u128::from_be_bytes(*first));
        Self { short: crockford::encode(bits, SHORT), long: crockford::encode(bits, LONG) }
    }

    /// `K7Q2-M3XD`: 40 bits, which nobody meets by accident.
    pub fn short(&self) -> &str {
        &self.short
    }

    /// Twenty characters, 100 bits, which nobody meets by trying: for the second channel where age
    /// does not authenticate the sender.
    pub fn long(&self) -> &str {
        &self.long
    }

    /// Whether a typed id, short or long, is this one.
    ///
    /// # Errors
    /// [`Invalid::Code`] when it is neither 8 nor 20 characters of base32.
    pub fn matches(&self, typed: &str) -> Result<bool, Invalid> {
        match canonical(typed)? {
            id if id.len() == self.short.len() => Ok(id == self.short),
            id => Ok(id == self.long),
        }
    }
}

/// The canonical form of a typed id, short or long.
///
/// # Errors
/// [`Invalid::Code`]
pub fn canonical(typed: &str) -> Result<String, Invalid> {
    crockford::canonical(typed, SHORT).or_else(|error| crockford::canonical(typed, LONG).map_err(|_| error))
}

impl fmt::Display for BundleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.short)
    }
}

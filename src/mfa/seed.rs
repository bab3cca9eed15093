//! Seeds: the secret that a server and a device share.

use super::base32;
use super::error::Error;
use crate::secret::Secret;

/// 1 to 64 bytes. RFC 4226 (R6) wants 16 at least; older systems gave out 10, which still work.
#[derive(Debug)]
pub struct Seed(Secret<[u8]>);

impl Seed {
    /// The longest: the output of the longest hash. Alibaba Cloud issues 40 bytes.
    pub const MAX: usize = 64;
    /// What RFC 4226 (R6) recommends, in bytes; `SHA-1` gains nothing from more.
    pub const USUAL: usize = 20;
    /// What RFC 4226 (R6) requires, in bytes.
    const LEAST: usize = 16;

    /// # Errors
    /// [`Error::Empty`], [`Error::TooLong`]
    pub fn new(bytes: Secret<[u8]>) -> Result<Self, Error> {
        match bytes.expose().len() {
            0 => Err(Error::Empty),
            1..=Self::MAX => Ok(Self(bytes)),
            _ => Err(Error::TooLong),
        }
    }

    /// Reads what a site shows: base32 in any case, in groups, padded or not.
    ///
    /// # Errors
    /// [`Error::NotBase32`], [`Error::Cut`], and those of [`Seed::new`].
    pub fn from_base32(text: &str) -> Result<Self, Error> {
        base32::decode(text, Self::MAX).and_then(Self::new)
    }

    /// As the key URI format writes it: upper case, without padding.
    pub fn base32(&self) -> Secret {
        base32::encode(self.0.expose())
    }

    /// Whether both are the same, in time that depends on the lengths alone.
    pub fn same_as(&self, other: &Self) -> bool {
        self.0.same_as(&other.0)
    }

    /// What the owner should know of it.
    pub fn oddity(&self) -> Option<&'static str> {
        (self.bytes().len() < Self::LEAST)
            .then_some("the seed has less than 128 bits (RFC 4226 asks for more): it works, but can be guessed sooner")
    }

    pub(super) fn bytes(&self) -> &[u8] {
        self.0.expose()
    }
}

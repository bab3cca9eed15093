//! Bytes to age and back, in memory: the only user of the age crate.
//!
//! The format is <https://age-encryption.org/v1> (C2SP `age.md`), so that stock `age -d` opens what
//! this room seals. The room opens no file and asks nobody: a passphrase that an identity file needs
//! is asked for through a callback.
//!
//! It refuses what the age crate would let through or choke on: loose headers, headers of quadratic
//! cost, scrypt work that takes the machine's memory, the empty passphrase, plugins and ssh-rsa. No
//! byte of plaintext leaves before the last one is authenticated, and no text of the age crate
//! reaches a person: its messages carry invisible characters, and one of them panics.

mod armor;
mod error;
mod header;
mod identities;
mod recipients;
mod sealed;
mod ssh_key;

use std::io::{Read as _, Write as _};

use age::secrecy::SecretString;
use zeroize::Zeroizing;

use crate::secret::Secret;

pub use error::{Error, IdentityProblem, Place, RecipientProblem};
pub use header::{HEADER_LIMIT, STANZA_LIMIT, Stanza};
pub use identities::{Ask, Generated, Identities, generate};
pub use recipients::Recipients;
pub use sealed::{INPUT_LIMIT, PLAINTEXT_LIMIT, Sealed, input_limit};

/// The work of sealing under a passphrase: log2 of scrypt's N.
///
/// It is fixed and never calibrated: the crate's own measurement varies by a factor of 16 on a busy
/// machine, and a bundle is opened on another machine than the one that was measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct WorkFactor(u8);

impl WorkFactor {
    /// For generated passphrases: 128 bits need no stretching, and 32 MiB are there on any server.
    pub const GENERATED: Self = Self(15);
    /// For passphrases that a person chose: a second or so, 256 MiB.
    pub const CHOSEN: Self = Self(18);
    /// The most that is opened: 1 GiB.
    pub const MAX_OPEN: Self = Self(20);

    /// A work factor of 2^`log_n`, if that can be opened again (1 to 20).
    pub fn new(log_n: u8) -> Option<Self> {
        (1..=Self::MAX_OPEN.0).contains(&log_n).then_some(Self(log_n))
    }

    /// log2 of scrypt's N.
    pub fn log_n(self) -> u8 {
        self.0
    }
}

/// Seals under a passphrase. What derives the key is the passphrase as it is, byte for byte.
///
/// # Errors
/// [`Error::EmptyPassphrase`], [`Error::TooLarge`] above [`PLAINTEXT_LIMIT`].
pub fn with_passphrase(plain: &Secret<[u8]>, passphrase: &Secret, work: WorkFactor) -> Result<Sealed, Error> {
    if passphrase.expose().is_empty() {
        return Err(Error::EmptyPassphrase);
    }
    let mut recipient = age::scrypt::Recipient::new(SecretString::from(passphrase.expose()));
    recipient.set_work_factor(work.log_n());
    seal(plain, &[&recipient])
}

/// Seals to public keys. Any one of them opens it; nothing says who sealed it.
///
/// # Errors
/// [`Error::NoRecipients`], [`Error::TooLarge`] above [`PLAINTEXT_LIMIT`].
pub fn to_recipients(plain: &Secret<[u8]>, recipients: &Recipients) -> Result<Sealed, Error> {
    if recipients.is_empty() {
        return Err(Error::NoRecipients);
    }
    seal(plain, &recipients.as_age())
}

/// Opens what was sealed under a passphrase.
///
/// # Errors
/// [`Error::NeedsIdentity`], [`Error::WrongPassphrase`], [`Error::Damaged`]. A flipped bit in the
/// passphrase's own stanza cannot be told from a wrong passphrase.
pub fn open_with_passphrase(sealed: &Sealed, passphrase: &Secret) -> Result<Secret<[u8]>, Error> {
    if sealed.work_factor().is_none() {
        return Err(Error::NeedsIdentity);
    }
    let mut identity = age::scrypt::Identity::new(SecretString::from(passphrase.expose()));
    identity.set_max_work_factor(WorkFactor::MAX_OPEN.log_n());
    open(sealed, &[&identity], |error| match error {
        age::DecryptError::DecryptionFailed => Error::WrongPassphrase,
        _ => Error::Damaged,
    })
}

/// Opens what was sealed to public keys.
///
/// # Errors
/// [`Error::NeedsPassphrase`], [`Error::NoMatch`], [`Error::Damaged`].
pub fn open_with_identities(sealed: &Sealed, identities: &Identities) -> Result<Secret<[u8]>, Error> {
    if sealed.work_factor().is_some() {
        return Err(Error::NeedsPassphrase);
    }
    open(sealed, &identities.as_age(), |error| match error {
        age::DecryptError::NoMatchingKeys => Error::NoMatch,
        _ => Error::Damaged,
    })
}

/// Seals, and reads the result back through the strict check: what we write, we can open.
fn seal(plain: &Secret<[u8]>, recipients: &[&dyn age::Recipient]) -> Result<Sealed, Error> {
    let plain = plain.expose();
    if plain.len() > PLAINTEXT_LIMIT {
        return Err(Error::TooLarge { limit: PLAINTEXT_LIMIT });
    }
    let encryptor = age::Encryptor::with_recipients(recipients.iter().copied()).map_err(|_| Error::Sealing)?;
    let binary = Vec::with_capacity(sealed::binary_limit(plain.len()));
    let mut writer = encryptor.wrap_output(binary).map_err(|_| Error::Sealing)?;
    writer.write_all(plain).map_err(|_| Error::Sealing)?;
    let mut binary = writer.finish().map_err(|_| Error::Sealing)?;
    binary.shrink_to_fit();
    Sealed::from_binary(binary, PLAINTEXT_LIMIT, false)
}

/// Reads the whole plaintext before any of it is returned: the crate releases each chunk as it comes,
/// and a cut file is noticed at its end only.
fn open(
    sealed: &Sealed,
    identities: &[&dyn age::Identity],
    explain: impl FnOnce(&age::DecryptError) -> Error,
) -> Result<Secret<[u8]>, Error> {
    let decryptor = age::Decryptor::new_buffered(sealed.binary()).map_err(|_| Error::Damaged)?;
    let mut reader = decryptor.decrypt(identities.iter().copied()).map_err(|error| explain(&error))?;
    let mut plain = Zeroizing::new(vec![0; sealed.plaintext_len()]);
    reader.read_exact(&mut plain).map_err(|_| Error::Damaged)?;
    match reader.read(&mut [0]) {
        Ok(0) => Ok(Secret::from(std::mem::take(&mut *plain))),
        _ => Err(Error::Damaged),
    }
}

#[cfg(test)]
#[expect(clippy::arithmetic_side_effects, reason = "an overflow fails the test")]
mod tests;

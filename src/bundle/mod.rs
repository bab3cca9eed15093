//! What travels: one sealed document by one channel, its passphrase by another, a receipt back.

pub mod draft;
pub mod id;
pub mod manifest;
pub mod passphrase;
pub mod receipt;

pub use draft::Draft;
pub use id::BundleId;
pub use manifest::Manifest;

use crate::seal::{self, Recipients, Sealed, WorkFactor};
use crate::secret::Secret;

/// The largest payload, in bytes.
pub const PAYLOAD_CAP: usize = 1 << 20;

/// What sealing costs; fixed, so that the same command always gives the same strength.
#[derive(Debug, Clone, Copy)]
pub struct Sealing {
    /// For generated passphrases: 128 random bits need no stretching, and a small server can open them.
    pub generated: WorkFactor,
    /// For passphrases that a person chose.
    pub chosen: WorkFactor,
}

impl Default for Sealing {
    fn default() -> Self {
        Self { generated: WorkFactor::GENERATED, chosen: WorkFactor::CHOSEN }
    }
}

/// How a bundle is going to be opened.
#[derive(Debug)]
pub enum Key {
    /// By a passphrase that is made here and goes by the second channel.
    Generated(Secret),
    /// By a passphrase that a person chose.
    Chosen(Secret),
    /// By the identities of these recipients.
    Recipients(Recipients),
}

impl Key {
    /// The work of sealing under it; none for recipients.
    pub fn work(&self, sealing: Sealing) -> Option<WorkFactor> {
        match self {
            Self::Generated(_) => Some(sealing.generated),
            Self::Chosen(_) => Some(sealing.chosen),
            Self::Recipients(_) => None,
        }
    }
}

/// A sealed bundle and its id.
#[derive(Debug)]
pub struct Packed {
    /// The age file.
    pub sealed: Sealed,
    /// What it is called.
    pub id: BundleId,
}

/// Seals a payload.
///
/// # Errors
/// [`seal::Error`]
pub fn pack(payload: &Secret<[u8]>, key: &Key, sealing: Sealing) -> Result<Packed, seal::Error> {
    let sealed = match key {
        Key::Generated(passphrase) => seal::with_passphrase(payload, passphrase, sealing.generated),
        Key::Chosen(passphrase) => seal::with_passphrase(payload, passphrase, sealing.chosen),
        Key::Recipients(recipients) => seal::to_recipients(payload, recipients),
    }?;
    let id = BundleId::of(&sealed);
    Ok(Packed { sealed, id })
}

/// The text of the second channel: `K7Q2-M3XD: word-word-...`. With twelve words of at most eight
/// letters it has at most 118 characters, all in the GSM 03.38 alphabet: one SMS of 160.
pub fn second_channel_text(id: &BundleId, passphrase: &Secret) -> Secret {
    Secret::from(format!("{}: {}", id.short(), passphrase.expose()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_channel_fits_one_sms() {
        let longest = passphrase::word_list().iter().map(|word| word.len()).max().unwrap();
        assert_eq!(longest * 12 + 11 + "K7Q2-M3XD: ".len(), 118);
        assert!(passphrase::word_list().iter().all(|word| word.bytes().all(|b| b.is_ascii_lowercase())));
    }
}

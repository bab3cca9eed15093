//! What can be wrong with an age file, a passphrase, a recipient or an identity.
//!
//! The words are our own, and hold nothing of the content: not a byte of plaintext, no key, not even
//! a public one, because people paste the secret one by mistake.

use std::fmt;

use crate::printable::Printable;

/// Why something could not be sealed or opened.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum Error {
    /// Neither an age file nor an armored one.
    #[error("this is not an age file")]
    NotAge,
    /// An age file of another version than v1.
    #[error("this age file is of a version that is not known here, only v1 is")]
    UnknownVersion,
    /// More than the limit, in bytes of plaintext.
    #[error("larger than the limit of {limit} bytes")]
    TooLarge {
        /// The most plaintext, in bytes.
        limit: usize,
    },
    /// The header exceeds [`super::HEADER_LIMIT`].
    #[error("the age header is larger than 64 KiB")]
    HeaderTooLarge,
    /// The header has more than [`super::STANZA_LIMIT`] stanzas.
    #[error("the age header has more than 1024 recipients")]
    TooManyStanzas,
    /// The header breaks the format.
    #[error("the age header is malformed in line {line}: {what}")]
    BadHeader {
        /// Counted from 1, in the binary form.
        line: usize,
        /// The rule that is broken.
        what: &'static str,
    },
    /// The ASCII armor breaks the format.
    #[error("the age armor is malformed: {what}")]
    BadArmor {
        /// The rule that is broken.
        what: &'static str,
    },
    /// Opening would take more than [`super::WorkFactor::MAX_OPEN`].
    #[error("the passphrase work of 2^{log_n} is more than the 2^20 that is accepted")]
    ExcessiveWork {
        /// log2 of the scrypt N in the header.
        log_n: u8,
    },
    /// Identities were given for a file under a passphrase.
    #[error("this is sealed under a passphrase, no identity opens it")]
    NeedsPassphrase,
    /// A passphrase was given for a file to recipients.
    #[error("this is sealed to public keys, only an identity opens it")]
    NeedsIdentity,
    /// An empty passphrase protects nothing.
    #[error("the passphrase is empty")]
    EmptyPassphrase,
    /// The passphrase does not unwrap the file key, or the key's passphrase does not unlock it.
    #[error("wrong passphrase")]
    WrongPassphrase,
    /// None of the identities belongs to a recipient of the file.
    #[error("none of the identities opens this")]
    NoMatch,
    /// An authentication failed, or something is missing or too much.
    #[error("damaged or tampered with: it was changed or cut off after it was sealed")]
    Damaged,
    /// Nobody to seal to.
    #[error("no recipient is given")]
    NoRecipients,
    /// More than [`super::Recipients::MAX`]: the header would exceed what is opened again.
    #[error("more than {} recipients", super::Recipients::MAX)]
    TooManyRecipients,
    /// A recipient that is not sealed to.
    #[error("{place}: {problem}")]
    Recipient {
        /// Where it stands.
        place: Place,
        /// Why it is refused.
        problem: RecipientProblem,
    },
    /// An identity that is not used.
    #[error("{place}: {problem}")]
    Identity {
        /// Where it stands.
        place: Place,
        /// Why it is refused.
        problem: IdentityProblem,
    },
    /// The identity needs a passphrase, and the caller gave none.
    #[error("{}: the identity needs its passphrase", Printable(.name))]
    PassphraseNotGiven {
        /// The identity file.
        name: String,
    },
    /// The age crate failed on memory alone. Nothing is known to cause it.
    #[error("sealing failed")]
    Sealing,
}

/// A file or an option, and the line in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The file's or the option's name.
    pub source: String,
    /// Counted from 1; `None` when the source as a whole is meant.
    pub line: Option<usize>,
}

impl Place {
    pub(super) fn whole(source: &str) -> Self {
        Self { source: source.to_owned(), line: None }
    }

    pub(super) fn line(source: &str, line: usize) -> Self {
        Self { source: source.to_owned(), line: Some(line) }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", Printable(&self.source))?;
        self.line.map_or(Ok(()), |line| write!(f, ", line {line}"))
    }
}

/// Why a recipient is refused.
#[derive(Debug, Clone, Copy, thiserror::Error, PartialEq, Eq)]
pub enum RecipientProblem {
    /// `ssh-rsa`: timing attacks on the crate's RSA, RUSTSEC-2023-0071.
    #[error("ssh-rsa keys are not supported (RUSTSEC-2023-0071 has no fix); use an ssh-ed25519 or an age1 key")]
    SshRsa,
    /// ECDSA, FIDO and other SSH keys.
    #[error("of the SSH keys only ssh-ed25519 can be sealed to")]
    OtherSsh,
    /// `age1pq1…`, `age1tagpq1…`
    #[error("post-quantum recipients are not in the released age crate yet; use an age1 key without a name")]
    PostQuantum,
    /// `age1NAME1…`
    #[error("recipients of plugins are not supported: no program is started because a file says so")]
    Plugin,
    /// A secret key where a public one belongs.
    #[error("this is a secret key; a recipient is the public one, which starts with age1")]
    SecretKey,
    /// A point of low order: everybody could open what is sealed to it.
    #[error("this key is weak, everybody could open what is sealed to it")]
    Weak,
    /// Anything else.
    #[error("not a recipient: expected age1… or ssh-ed25519 …")]
    NotARecipient,
    /// A file without a single recipient.
    #[error("there is no recipient in it")]
    Empty,
}

/// Why an identity is refused.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum IdentityProblem {
    /// RSA keys: timing attacks on the crate's RSA, RUSTSEC-2023-0071.
    #[error("RSA keys are not supported (RUSTSEC-2023-0071 has no fix); use an ssh-ed25519 or an age key")]
    SshRsa,
    /// ECDSA, FIDO and other SSH keys.
    #[error("of the SSH keys only ed25519 opens age files")]
    OtherSsh,
    /// Private keys in other containers than OpenSSH's.
    #[error("a private key in a format that is not supported; ssh-keygen -p converts it to OpenSSH's own")]
    KeyFormat,
    /// A cipher that OpenSSH has and we have not.
    #[error("the key is encrypted by a cipher that is not supported; ssh-keygen -p -Z aes256-ctr changes it")]
    Cipher,
    /// Unlocking the SSH key would take too long.
    #[error("unlocking the key takes more than {most} rounds of bcrypt")]
    ExcessiveRounds {
        /// What is accepted.
        most: u32,
    },
    /// The OpenSSH container breaks its format.
    #[error("the SSH key is damaged")]
    DamagedKey,
    /// `AGE-SECRET-KEY-PQ-1…`
    #[error("post-quantum identities are not in the released age crate yet")]
    PostQuantum,
    /// `AGE-PLUGIN-…`
    #[error("identities of plugins are not supported: no program is started because a file says so")]
    Plugin,
    /// A public key where a secret one belongs.
    #[error("this is a public key; an identity is the secret one")]
    PublicKey,
    /// Anything else.
    #[error("not an identity: expected AGE-SECRET-KEY-1…")]
    NotAnIdentity,
    /// A file without a single identity.
    #[error("there is no identity in it")]
    Empty,
    /// The identity file is itself sealed to public keys.
    #[error("the identity file is sealed to public keys; only a passphrase is supported")]
    SealedToRecipients,
    /// The sealed identity file does not open.
    #[error(transparent)]
    Sealed(Box<Error>),
}

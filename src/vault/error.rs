//! What can be wrong with the ledger, a record, or the vault's keys. Nothing here shows content.

use std::path::PathBuf;

use super::Unfit;
use crate::domain::Name;
use crate::{private_file, seal};

/// Why the ledger cannot be read or changed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file or its place.
    #[error(transparent)]
    File(#[from] private_file::Error),
    /// One record cannot be read.
    #[error("the record `{name}` cannot be read: {fault}")]
    Record {
        /// Which.
        name: Name,
        /// Why.
        fault: Fault,
    },
    /// The secret of one record cannot be used.
    #[error("the secret of `{name}` cannot be used: {unfit}")]
    Secret {
        /// Whose.
        name: Name,
        /// Why.
        unfit: Unfit,
    },
    /// The vault does not keep the secret of that record.
    #[error("the vault does not keep the secret of `{0}`")]
    NotKept(Name),
    /// There are no public keys to seal secrets to.
    #[error("there is no vault in `{}` yet: `recipients.txt` is missing", .0.display())]
    NoVault(PathBuf),
    /// The vault is made already.
    #[error("there is a vault in `{}` already: `{file}` exists", home.display())]
    VaultExists {
        /// Its directory.
        home: PathBuf,
        /// What is there.
        file: &'static str,
    },
    /// `recipients.txt` or `identity.age` is not in order.
    #[error("`{file}` of the vault cannot be used: {source}")]
    Keys {
        /// Which of them.
        file: &'static str,
        /// Why.
        source: seal::Error,
    },
    /// No device of that name, and one whose name looks like it.
    #[error("there is no MFA device `{0}` in the vault")]
    NoSuchDevice(Name, Option<Name>),
    /// The name is taken by another device.
    #[error("there is an MFA device `{0}` in the vault already")]
    DeviceExists(Name),
    /// No tracked password of that name, and one whose name looks like it.
    #[error("no password `{0}` is tracked")]
    NoSuchPassword(Name, Option<Name>),
    /// No record of that name, and one whose name looks like it.
    #[error("there is no record `{0}` in the ledger")]
    NoSuchRecord(Name, Option<Name>),
    /// The name is taken by another key.
    #[error("the name `{name}` is taken by another record{}", masked.as_ref().map_or(String::new(), |masked| format!(", of {masked}")))]
    NameTaken {
        /// Which.
        name: Name,
        /// Its key, masked.
        masked: Option<String>,
    },
}

/// What is wrong with a record. It shows no content.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// Written by a newer akvault.
    #[error("it has format version {0}, which this akvault does not know")]
    Newer(u32),
    /// Not a record.
    #[error("line {line} is not what a record holds")]
    Broken {
        /// Counted from 1.
        line: usize,
    },
    /// A member that is no valid word.
    #[error("{0}")]
    Invalid(#[from] crate::domain::Invalid),
    /// A member that no MFA device has.
    #[error("{0}")]
    Device(#[from] crate::mfa::Error),
    /// A receipt key that is not 32 bytes.
    #[error("a receipt key is damaged")]
    ReceiptKey,
    /// A step of a rotation that there is not.
    #[error("its rotation names a step that this akvault does not know")]
    Rotation,
    /// The file says another name than its own.
    #[error("it calls itself `{0}`")]
    OtherName(String),
}

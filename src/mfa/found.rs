//! What a source holds: devices, and accounts that cannot be kept.

use super::error::Error;
use super::otpauth::Otpauth;
use super::serial_number::SerialNumber;

/// One device.
#[derive(Debug)]
pub struct Found {
    /// All that makes its codes.
    pub otpauth: Otpauth,
    /// Its name at Alibaba Cloud, where the source tells it.
    pub serial_number: Option<SerialNumber>,
}

/// An account that cannot be kept.
#[derive(Debug, PartialEq, Eq)]
pub struct Refused {
    /// As it stands in the source.
    pub name: String,
    /// The reason.
    pub why: Error,
}

/// All that a source holds.
#[derive(Debug, Default)]
pub struct Reading {
    /// What can be kept.
    pub found: Vec<Found>,
    /// What cannot.
    pub refused: Vec<Refused>,
    /// An app shows a long export in several pictures: this one, and how many there are.
    pub part: Option<(u64, u64)>,
    /// Whether it is a seed alone, which says nothing of itself.
    pub is_bare: bool,
}

impl From<Found> for Reading {
    fn from(found: Found) -> Self {
        Self { found: vec![found], ..Self::default() }
    }
}

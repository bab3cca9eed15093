//! What is derived from the records, as files of ours: a head that says what it is and of which version, what
//! it holds, and what all of that adds up to. A file that is anything else counts as none.

use std::ffi::OsStr;

use super::super::local::Local;
use crate::private_file::{Derived, read_derived};

/// A million records; more than that are read one by one.
const CAP: usize = 1 << 28;

/// A kind of such files.
#[derive(Debug, Clone, Copy)]
pub(super) struct Format {
    /// Its name among what belongs to this machine alone.
    pub(super) name: &'static str,
    /// To be counted up with every change of what it holds or means.
    pub(super) version: u32,
}

impl Format {
    /// Another version of akvault may tell a state otherwise, and makes its own.
    pub(super) fn head(self) -> String {
        format!("akvault {} {} {}\n", env!("CARGO_PKG_VERSION"), self.name, self.version)
    }

    /// Its head and what follows.
    pub(super) fn load(self, local: &Local) -> Option<Vec<u8>> {
        let mut bytes = read_derived(local.directory(), OsStr::new(self.name), self.head().as_bytes(), CAP)?;
        let (content, sum) = bytes.split_last_chunk()?;
        let (is_whole, length) = (u64::from_le_bytes(*sum) == sum_of(content), content.len());
        bytes.truncate(length);
        is_whole.then_some(bytes)
    }

    /// Begins a new one; none while another run is at it, or where the directory takes none.
    pub(super) fn begin(self, local: &Local) -> Option<Derived> {
        Derived::begin(local.directory(), OsStr::new(self.name)).ok().flatten()
    }
}

/// Writes it, head and all. It is of use, and never needed: so nobody is told of a failure.
pub(super) fn save(pen: Derived, mut content: Vec<u8>) {
    content.extend(sum_of(&content).to_le_bytes());
    if content.len() <= CAP {
        drop(pen.finish(&content));
    }
}

/// Shows what a disk or a careless hand does; who means harm can change the records themselves. Each step can be
/// undone, so no change of a single word is ever lost in it.
fn sum_of(bytes: &[u8]) -> u64 {
    const ODD: u64 = 0x9e37_79b9_7f4a_7c15;
    let mix = |sum: u64, word: u64| (sum ^ word).wrapping_mul(ODD).rotate_left(29);
    let (words, rest) = bytes.as_chunks::<8>();
    let sum = words.iter().fold(ODD, |sum, word| mix(sum, u64::from_le_bytes(*word)));
    let sum = rest.iter().fold(sum, |sum, byte| mix(sum, u64::from(*byte)));
    mix(sum, u64::try_from(bytes.len()).unwrap_or(u64::MAX))
}

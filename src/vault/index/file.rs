//! The index as a file: a head that says which version it is and what the rest adds up to, then the entries in
//! the order of their names. One that is anything else counts as none.

use super::super::local::Local;
use super::entry;
use crate::private_file::{Derived, read_derived};

/// Its name among what belongs to this machine alone.
pub(super) const NAME: &str = "index";
/// To be counted up with every change of what an entry holds or means.
const VERSION: &str = "1";
/// A million records; more than that are read one by one.
const CAP: usize = 1 << 28;

/// Another version of akvault may tell a state otherwise, and makes its own.
fn head() -> Vec<u8> {
    format!("akvault {} index {VERSION}\n", env!("CARGO_PKG_VERSION")).into_bytes()
}

/// The entries, and where each begins.
pub(super) fn load(local: &Local) -> Option<(Vec<u8>, Vec<usize>)> {
    let bytes = read_derived(local.directory(), NAME.as_ref(), CAP)?;
    let rest = bytes.strip_prefix(head().as_slice())?;
    let (sum, entries) = rest.split_first_chunk()?;
    (u64::from_le_bytes(*sum) == sum_of(entries)).then_some(())?;
    let mut at = bytes.len().checked_sub(entries.len())?;
    let (mut starts, mut last) = (Vec::new(), "");
    while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
        let entry = entry::first(rest)?;
        let name = entry::decode(entry)?.name;
        // In order, and so no name twice.
        (last < name).then_some(())?;
        last = name;
        starts.push(at);
        at = at.checked_add(entry.len())?;
    }
    Some((bytes, starts))
}

/// Writes it, if nobody else is at it and the directory takes it: it is of use, and never needed.
pub(super) fn save<'e, I: Iterator<Item = &'e [u8]>>(pen: Derived, entries: I) {
    let mut bytes = head();
    let sum_at = bytes.len();
    bytes.extend([0; 8]);
    entries.for_each(|entry| bytes.extend_from_slice(entry));
    let sum = bytes.get(sum_at..).and_then(|rest| rest.get(8..)).map(sum_of).unwrap_or_default();
    if let Some(place) = bytes.get_mut(sum_at..).and_then(|rest| rest.first_chunk_mut()) {
        *place = sum.to_le_bytes();
    }
    drop(pen.finish(&bytes));
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

//! What is derived from the records, as files of ours: a head that says what it is and of which version, what
//! it holds, and what all of that adds up to. A file that is anything else counts as none. Numbers are little-endian.

use std::ffi::OsStr;

use crate::private_file::{Derived, DerivedInput, Directory, Moment, Stamp};

/// A million records; more than that are read one by one.
pub(super) const CAP: usize = 1 << 28;

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

    /// The file, if there is one that may be ours.
    pub(super) fn open(self, folder: &Directory) -> Option<DerivedInput> {
        DerivedInput::open(folder, OsStr::new(self.name), CAP)
    }

    /// Its head and what follows, if that is whole.
    pub(super) fn load(self, folder: &Directory) -> Option<Vec<u8>> {
        let file = self.open(folder)?;
        let (head, end) = (self.head(), file.size().checked_sub(size_of::<u64>())?);
        // Another version's is not read to its end.
        (file.read(0..head.len())? == head.as_bytes()).then_some(())?;
        let (content, sum) = (file.read(0..end)?, file.read(end..file.size())?);
        (sum == sum_of(&content).to_le_bytes()).then_some(content)
    }

    /// Writes a new one, head and all. It is of use, and never needed: so nobody is told of a failure.
    pub(super) fn save(self, pen: &Derived, mut content: Vec<u8>) {
        content.extend(sum_of(&content).to_le_bytes());
        if content.len() <= CAP {
            drop(pen.replace(OsStr::new(self.name), &content));
        }
    }
}

/// Shows what a disk or a careless hand does; who means harm can change the records themselves. Each step can be
/// undone, so no change of a single word is ever lost in it.
pub(super) fn sum_of(bytes: &[u8]) -> u64 {
    const ODD: u64 = 0x9e37_79b9_7f4a_7c15;
    let mix = |sum: u64, word: u64| (sum ^ word).wrapping_mul(ODD).rotate_left(29);
    let (words, rest) = bytes.as_chunks::<8>();
    let sum = words.iter().fold(ODD, |sum, word| mix(sum, u64::from_le_bytes(*word)));
    let sum = rest.iter().fold(sum, |sum, byte| mix(sum, u64::from(*byte)));
    mix(sum, u64::try_from(bytes.len()).unwrap_or(u64::MAX))
}

/// Bytes of a stamp.
pub(super) const STAMP: usize = 40;

pub(super) fn put_stamp(stamp: Stamp, to: &mut Vec<u8>) {
    let Stamp { size, inode, modified, changed } = stamp;
    let long = [size.to_le_bytes(), inode.to_le_bytes(), modified.seconds.to_le_bytes(), changed.seconds.to_le_bytes()];
    to.extend(long.as_flattened());
    to.extend([modified.nanoseconds, changed.nanoseconds].map(u32::to_le_bytes).as_flattened());
}

pub(super) fn take_stamp(rest: &mut &[u8]) -> Option<Stamp> {
    let mut long = || chunk(rest);
    let (size, inode) = (u64::from_le_bytes(long()?), u64::from_le_bytes(long()?));
    let (modified, changed) = (i64::from_le_bytes(long()?), i64::from_le_bytes(long()?));
    let mut at = |seconds| Some(Moment { seconds, nanoseconds: chunk(rest).map(u32::from_le_bytes)? });
    Some(Stamp { size, inode, modified: at(modified)?, changed: at(changed)? })
}

/// So many bytes, and the rest.
pub(super) fn chunk<const COUNT: usize>(rest: &mut &[u8]) -> Option<[u8; COUNT]> {
    let (chunk, after) = rest.split_first_chunk()?;
    *rest = after;
    Some(*chunk)
}

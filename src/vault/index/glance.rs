//! What may be suggested while a person types, in as little time as that takes: nothing is written, no lock is
//! taken, and no file is looked at that the directory shows under the inode that the index knows.
//!
//! Unlike everything else that is told of the ledger, it may be wrong: of a record that was written in place and
//! not replaced, as editors seldom and akvault and git never do, it tells what was there before.

use std::ffi::OsStr;

use super::super::{Error, KEYS, Name, Vault, stem};
use super::{Rows, entry, read_again};
use crate::private_file::{Directory, Listing, Policy};

/// So many records that the index does not know are read; some milliseconds' worth.
const MOST_READ: usize = 1000;

/// What was seen at a glance.
#[derive(Debug, Default)]
pub struct Glance {
    /// The records.
    pub rows: Rows,
    /// Those of which nothing but the name is known: there were too many to read.
    pub unread: Vec<Name>,
}

impl Vault {
    /// Looks at the ledger in passing.
    ///
    /// # Errors
    /// [`Error::File`] when the directory is unsafe or cannot be listed.
    pub fn glance(&self) -> Result<Glance, Error> {
        self.glance_at(MOST_READ)
    }

    pub(super) fn glance_at(&self, most_read: usize) -> Result<Glance, Error> {
        let Some(keys) = Directory::look(&self.home.join(KEYS), Policy::strict())? else {
            return Ok(Glance::default());
        };
        let (listing, mut rows) = self.listed_and_known(&keys)?;
        let mut unread = keep_what_seems_to_stand(&mut rows, &listing);
        let beyond = unread.split_off(unread.len().min(most_read));
        read_again(&mut rows, &keys, &unread, None);
        Ok(Glance { rows, unread: beyond })
    }
}

/// Drops every entry whose file is gone or has another inode, and gives the names of the records that are left to
/// read.
fn keep_what_seems_to_stand(rows: &mut Rows, listing: &Listing) -> Vec<Name> {
    let mut files: Vec<(u64, &OsStr, bool)> = listing.with_inodes().map(|(name, inode)| (inode, name, false)).collect();
    // By numbers, which takes a fraction of the time that names take.
    files.sort_unstable_by_key(|(inode, ..)| *inode);
    let mut starts = std::mem::take(&mut rows.starts);
    starts.retain(|start| {
        let entry = rows.bytes.get(*start..).and_then(entry::first).unwrap_or_default();
        let at = entry::inode_in(entry).and_then(|wanted| files.binary_search_by_key(&wanted, |file| file.0).ok());
        let Some((_, name, is_known)) = at.and_then(|at| files.get_mut(at)) else { return false };
        *is_known = *name == entry::file_in(entry);
        *is_known
    });
    rows.starts = starts;
    let left = files.iter().filter(|(.., is_known)| !is_known);
    let mut unknown: Vec<Name> = left.filter_map(|(_, name, _)| stem(name)).collect();
    unknown.sort();
    unknown
}

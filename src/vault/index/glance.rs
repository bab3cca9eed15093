//! What may be suggested while a person types, in as little time as that takes: nothing is written, no lock is
//! taken, and no file is looked at that the directory shows as the hints know it.
//!
//! Unlike everything else that is told of the ledger, it may be wrong: of a record that was written in place and
//! not replaced, as some editors and neither akvault nor git do, it tells what was there before.

use std::collections::HashMap;

use super::super::local::Local;
use super::super::{Error, KEYS, Name, Vault, read, word};
use super::Rows;
use super::hints::{Hint, Hints, put};
use crate::private_file::{Directory, Listing, Policy};

/// So many records that the hints do not know are read; some milliseconds' worth.
const MOST_READ: usize = 1000;

/// What was seen at a glance.
#[derive(Debug, Default)]
pub struct Glance {
    hints: Hints,
    /// The records of which nothing but the name is known: there were too many to read.
    pub unread: Vec<Name>,
}

impl Glance {
    /// What may be offered of each record, in the order of their names.
    pub fn hints(&self) -> impl Iterator<Item = Hint<'_>> {
        self.hints.iter()
    }
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
        let hints = Local::look(&self.home).and_then(|local| Hints::load(&local)).unwrap_or_default();
        if hints.are_of(&keys) {
            return Ok(Glance { hints, unread: Vec::new() });
        }
        let listing = keys.listing(|_| true)?;
        let (mut lines, mut unknown) = what_seems_to_stand(&hints, &listing);
        let unread = unknown.split_off(unknown.len().min(most_read));
        let mut new = String::new();
        for (name, inode) in unknown {
            if let Ok(record) = read(&keys, &name) {
                Rows::of(&record).iter().for_each(|row| put(&row, Some(inode), &mut new));
            }
        }
        lines.extend(new.lines());
        Ok(Glance { hints: Hints::of(lines), unread: unread.into_iter().map(|(name, _)| name).collect() })
    }
}

/// The lines of those whose file the directory shows with the same inode, and the records that are left to read.
fn what_seems_to_stand<'h>(hints: &'h Hints, listing: &Listing) -> (Vec<&'h str>, Vec<(Name, u64)>) {
    let files = listing.with_inodes().filter_map(|(file, inode)| Some((word(file)?, inode)));
    let mut left: HashMap<&str, u64> = files.collect();
    let mut stands = |hint: Hint<'_>| {
        let inode = hint.inode();
        inode.is_some() && left.get(hint.name()).copied() == inode && left.remove(hint.name()).is_some()
    };
    let standing = hints.lines().zip(hints.iter()).filter(|(_, hint)| stands(*hint)).map(|(line, _)| line).collect();
    let mut unknown: Vec<(Name, u64)> =
        left.into_iter().filter_map(|(name, inode)| Some((Name::new(name).ok()?, inode))).collect();
    unknown.sort();
    (standing, unknown)
}

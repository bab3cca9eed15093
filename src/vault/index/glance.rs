//! What may be suggested while a person types, in as little time as that takes: nothing is written, no lock is
//! taken, and no file is looked at as long as the directory stands as the hints know it.
//!
//! Unlike everything else that is told of the ledger, it may be wrong: of a record that was written in place and
//! not replaced, as some editors and neither akvault nor git do, it tells what was there before, until the directory
//! changes or the ledger is shown.

use std::collections::HashMap;
use std::ffi::OsStr;

use super::super::local::Local;
use super::super::{Error, KEYS, Name, Vault, read, word};
use super::Rows;
use super::hints::{Hint, Hints, put};
use crate::private_file::{Directory, Listing, Policy, Stamp};

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
        if hints.are_of(keys.own_stamp()) {
            return Ok(Glance { hints, unread: Vec::new() });
        }
        let listing = keys.listing(|name| word(name).is_some())?;
        let (mut lines, mut unknown) = what_stands(&hints, &keys, &listing);
        let unread = unknown.split_off(unknown.len().min(most_read));
        let mut new = String::new();
        for record in unknown.iter().filter_map(|name| read(&keys, name).ok()) {
            Rows::of(&record).iter().for_each(|row| put(&row, None, &mut new));
        }
        lines.extend(new.lines());
        Ok(Glance { hints: Hints::of(lines), unread })
    }
}

/// The lines of those whose file is as it was, and the records that are left to read.
fn what_stands<'h>(hints: &'h Hints, keys: &Directory, listing: &Listing) -> (Vec<&'h str>, Vec<Name>) {
    let files: Vec<&OsStr> = listing.iter().collect();
    let stamps = keys.stamps(files.len(), |at| files.get(at).copied().unwrap_or_default());
    let named = files.iter().zip(stamps).filter_map(|(file, stamp)| Some((word(file)?, stamp)));
    let mut left: HashMap<&str, Option<Stamp>> = named.collect();
    let mut stands = |hint: &Hint<'_>| {
        let is_of = left.get(hint.name()).is_some_and(|stamp| hint.is_of(*stamp));
        is_of && left.remove(hint.name()).is_some()
    };
    let lines = hints.iter().filter(|hint| stands(hint)).map(Hint::line).collect();
    let mut unknown: Vec<Name> = left.into_keys().filter_map(|name| Name::new(name).ok()).collect();
    unknown.sort();
    (lines, unknown)
}

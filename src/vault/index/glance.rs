//! What may be suggested while a person types, in as little time as that takes: nothing is written, no lock is
//! taken, and no file is looked at as long as the directory stands as the hints know it.
//!
//! Unlike everything else that is told of the ledger, it may be wrong: of a record that was written in place and
//! not replaced, as some editors and neither akvault nor git do, it tells what was there before, until `status` or
//! `list` shows the ledger or a record is replaced.

use super::super::{Error, Name, Vault, local};
use super::hints::Hint;
use super::{Known, read_again};
use crate::private_file::Directory;

/// So many records that neither hints nor index know are read; some milliseconds' worth.
const MOST_READ: usize = 1000;
/// For names alone, which are known without: only what they are is read.
const MOST_DESCRIBED: usize = 20;

impl Vault {
    /// Looks at the ledger in passing, for the candidates of one kind: a line each, with a tab before what it is.
    ///
    /// # Errors
    /// [`Error::File`] when the directory is unsafe or cannot be listed.
    pub fn glance(&self, hint: Hint) -> Result<String, Error> {
        let most = if hint == Hint::Name { MOST_DESCRIBED } else { MOST_READ };
        self.glance_at(hint, most)
    }

    pub(super) fn glance_at(&self, hint: Hint, most_read: usize) -> Result<String, Error> {
        let Some(keys) = self.keys()? else { return Ok(String::new()) };
        let kept = || hint.load(&local::look(&self.home)?, keys.own_stamp()?);
        kept().map_or_else(|| self.look_closer(&keys, hint, most_read), Ok)
    }

    /// As every reader does, but that no more than `most_read` records are opened.
    fn look_closer(&self, keys: &Directory, hint: Hint, most_read: usize) -> Result<String, Error> {
        let Known { mut rows, unread: mut read, .. } = self.known_of(keys)?;
        let unread = read.split_off(read.len().min(most_read));
        read_again(&mut rows, keys, &read, |_| (false, false));
        let mut lines = hint.lines(&rows);
        for name in unread.iter().filter(|_| hint == Hint::Name).map(Name::as_str) {
            lines.push_str(name);
            lines.push('\n');
        }
        Ok(lines)
    }
}

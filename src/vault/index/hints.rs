//! What a Tab may offer of the records, ready to be offered: for each kind of value its candidates, a line each, with
//! nothing in them that is shown masked elsewhere.
//!
//! They are of the directory as it stood: a record that is made, replaced or removed changes its stamp. When that is
//! another one, they are of no use.

use std::collections::BTreeSet;
use std::path::Path;

use super::super::local::Local;
use super::Rows;
use super::entry::Row;
use super::file::{Format, STAMP, chunk, put_stamp, save, sum_of, take_stamp};
use crate::private_file::{Derived, Directory, Moment, Stamp};

/// Behind the head stand the stamp of the directory and, for each kind, the size and the sum of its lines; then the
/// lines.
const FORMAT: Format = Format { name: "hints", version: 2 };

/// A kind of value that the records know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hint {
    /// The name of a record.
    Name,
    /// The name of a record whose secret the vault keeps.
    Kept,
    /// The short id of a bundle of a key that somebody can use.
    Bundle,
    /// Whose a key is.
    Holder,
    /// The profile that a key is meant for.
    Profile,
    /// The region of that profile.
    Region,
}

impl Hint {
    const ALL: [Self; 6] = [Self::Name, Self::Kept, Self::Bundle, Self::Holder, Self::Profile, Self::Region];

    /// A line for each candidate: the value and, where that says more, a tab and what it is. In the order of the
    /// records, or each value once in its own order. None of these texts has a control character in it: the ledger
    /// takes no such record.
    pub(super) fn lines(self, rows: &Rows) -> String {
        const USUAL: usize = 64;
        let mut lines = String::with_capacity(rows.len().saturating_mul(USUAL));
        match self {
            Self::Name => rows.iter().for_each(|row| put_name(&row, &mut lines)),
            Self::Kept => rows.iter().filter(|row| row.is_kept).for_each(|row| put_name(&row, &mut lines)),
            Self::Bundle => rows.iter().filter(|row| !row.is_over()).for_each(|row| put_bundles(&row, &mut lines)),
            Self::Holder => put_each(rows.iter().map(|row| row.holder), &mut lines),
            Self::Profile => put_each(rows.iter().filter_map(|row| row.profile), &mut lines),
            Self::Region => put_each(rows.iter().filter_map(|row| row.region), &mut lines),
        }
        lines
    }

    /// What was kept for a directory with this stamp.
    pub(super) fn load(self, local: &Local, stamp: Stamp) -> Option<String> {
        let file = FORMAT.open(local)?;
        let mut start = FORMAT.head().len().saturating_add(CONTENTS);
        let contents = file.read(0..start)?;
        let mut rest = are_of(stamp, &contents)?;
        for hint in Self::ALL {
            let end = start.checked_add(usize::try_from(u64::from_le_bytes(chunk(&mut rest)?)).ok()?)?;
            let sum = u64::from_le_bytes(chunk(&mut rest)?);
            if hint == self {
                let lines = file.read(start..end).filter(|lines| sum_of(lines) == sum)?;
                return String::from_utf8(lines).ok();
            }
            start = end;
        }
        None
    }
}

/// Bytes between the head and the first line.
const CONTENTS: usize = STAMP + 16 * Hint::ALL.len();

/// Bytes of those that there are.
pub(super) fn size(local: &Local) -> Option<usize> {
    FORMAT.open(local).map(|file| file.size())
}

/// What stands behind that stamp of a directory.
fn are_of(stamp: Stamp, hints: &[u8]) -> Option<&[u8]> {
    let mut rest = hints.strip_prefix(FORMAT.head().as_bytes())?;
    (take_stamp(&mut rest)? == stamp).then_some(rest)
}

fn put_name(row: &Row<'_>, to: &mut String) {
    for text in [row.name, "\t", row.holder, " ", &row.label(), " ", row.state, "\n"] {
        to.push_str(text);
    }
}

fn put_bundles(row: &Row<'_>, to: &mut String) {
    for id in row.short_bundle_ids() {
        for text in [id, "\t", row.name, " ", row.holder, "\n"] {
            to.push_str(text);
        }
    }
}

fn put_each<'v, I: Iterator<Item = &'v str>>(values: I, to: &mut String) {
    for value in values.collect::<BTreeSet<_>>() {
        to.push_str(value);
        to.push('\n');
    }
}

/// Hints that may be written.
pub(super) struct Pen {
    file: Derived,
    stamp: Stamp,
    are_current: bool,
}

impl Pen {
    /// Begins before anything is listed: none where the directory was changed within this tick of the file system's
    /// clock, and may be changed again without showing it.
    pub(super) fn begin(home: &Path, keys: &Directory) -> Option<Self> {
        let local = Local::open(home)?;
        let file = FORMAT.begin(&local)?;
        let stamp = keys.own_stamp().filter(|stamp| stamp.latest(file.begun()) < file.begun())?;
        let are_current = FORMAT.load(&local).is_some_and(|whole| are_of(stamp, &whole).is_some());
        Some(Self { file, stamp, are_current })
    }

    /// What the file system's clock said then.
    pub(super) fn begun(&self) -> Moment {
        self.file.begun()
    }

    /// Whether those that there are will do.
    pub(super) fn are_current(&self) -> bool {
        self.are_current
    }

    /// Writes them. There are none where a file has to be looked at each time: a link that leads elsewhere, a record
    /// that was just changed, or one that cannot be read and may be mended in place.
    pub(super) fn write(self, rows: &Rows) {
        if !rows.faults.is_empty() || rows.entries.iter().any(|entry| entry.stamp.is_none()) {
            // Those that there are would be trusted.
            if self.are_current {
                drop(self.file.finish(b""));
            }
            return;
        }
        let parts = Hint::ALL.map(|hint| hint.lines(rows));
        let mut content = FORMAT.head().into_bytes();
        content.reserve(CONTENTS.saturating_add(parts.iter().map(String::len).sum()));
        put_stamp(self.stamp, &mut content);
        for lines in &parts {
            content.extend(u64::try_from(lines.len()).unwrap_or(u64::MAX).to_le_bytes());
            content.extend(sum_of(lines.as_bytes()).to_le_bytes());
        }
        for lines in &parts {
            content.extend_from_slice(lines.as_bytes());
        }
        save(self.file, content);
    }
}

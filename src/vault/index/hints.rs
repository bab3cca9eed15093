//! What a Tab may offer of the records, ready to be offered: for each kind of value its candidates, a line each, with
//! nothing in them that is shown masked elsewhere.
//!
//! They are of the directory as it stood: a record that is made, replaced or removed changes its stamp. When that is
//! another one, they are of no use. Who looks at the files anyway finds by their stamps whether one was written in place.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::ops::Range;
use std::path::Path;
use std::time::Duration;

use super::super::local;
use super::Rows;
use super::entry::Row;
use super::file::{CAP, Format, STAMP, chunk, put_stamp, sum_of, take_stamp};
use crate::private_file::{Derived, DerivedInput, Directory, Stamp};

const FORMAT: Format = Format { name: "hints", version: 2 };

/// Bytes of an index; of some fourteen thousand records.
const LARGE: u64 = 4 << 20;

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
        let mut lines = String::new();
        match self {
            Self::Name => {
                lines.reserve(rows.len().saturating_mul(USUAL));
                rows.iter().for_each(|row| put_name(&row, &mut lines));
            }
            Self::Kept => rows.iter().filter(|row| row.is_kept).for_each(|row| put_name(&row, &mut lines)),
            Self::Bundle => rows.iter().filter(|row| !row.is_over()).for_each(|row| put_bundles(&row, &mut lines)),
            Self::Holder => put_each(rows.iter().map(|row| row.holder), &mut lines),
            Self::Profile => put_each(rows.iter().filter_map(|row| row.profile), &mut lines),
            Self::Region => put_each(rows.iter().filter_map(|row| row.region), &mut lines),
        }
        lines
    }

    /// What was kept for a directory with this stamp.
    pub(super) fn load(self, folder: &Directory, stamp: Stamp) -> Option<String> {
        let file = FORMAT.open(folder)?;
        let contents = Contents::read(&file).filter(|contents| contents.directory == stamp)?;
        let (_, part) = Self::ALL.into_iter().zip(contents.parts).find(|(hint, _)| *hint == self)?;
        let lines = file.read(part.range).filter(|lines| sum_of(lines) == part.sum)?;
        String::from_utf8(lines).ok()
    }
}

/// What stands between the head and the lines, and what they are of.
struct Contents {
    /// The stamp of the directory.
    directory: Stamp,
    /// What the files come to: [`Rows::sum`].
    files: u64,
    parts: Vec<Part>,
}

/// The lines of one kind.
struct Part {
    range: Range<usize>,
    sum: u64,
}

/// Bytes of the contents.
const CONTENTS: usize = STAMP + 8 + 16 * Hint::ALL.len();

impl Contents {
    /// None where the file is no such file, or does not end where the last part ends.
    fn read(file: &DerivedInput) -> Option<Self> {
        let head = FORMAT.head();
        let mut start = head.len().checked_add(CONTENTS)?;
        let bytes = file.read(0..start)?;
        let mut rest = bytes.strip_prefix(head.as_bytes())?;
        let (directory, files) = (take_stamp(&mut rest)?, take_number(&mut rest)?);
        let mut parts = Vec::new();
        for _ in Hint::ALL {
            let end = start.checked_add(usize::try_from(take_number(&mut rest)?).ok()?)?;
            parts.push(Part { range: start..end, sum: take_number(&mut rest)? });
            start = end;
        }
        (start == file.size()).then_some(Self { directory, files, parts })
    }
}

fn take_number(rest: &mut &[u8]) -> Option<u64> {
    chunk(rest).map(u64::from_le_bytes)
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

/// Whether they would be of so many records that to make them anew takes longer than a change does.
pub(super) fn are_large(folder: &Directory) -> bool {
    folder.stamp(OsStr::new(super::FORMAT.name)).is_some_and(|index| index.size > LARGE)
}

/// Hints that may be written.
pub(super) struct Pen {
    keys: Directory,
    /// All that is derived, which they are a part of.
    files: Derived,
    /// What those that there are, are of.
    kept: Option<(Stamp, u64)>,
    directory: Option<Stamp>,
    is_settled: bool,
    are_large: bool,
}

impl Pen {
    /// Begins before anything is listed. Only on a file system whose clock both directories have.
    pub(super) fn begin(home: &Path, keys: Directory, patience: Duration) -> Option<Self> {
        let files = local::pen(home, patience).filter(|files| files.directory().is_on_file_system_of(&keys))?;
        let kept = FORMAT.open(files.directory()).as_ref().and_then(Contents::read);
        let kept = kept.map(|contents| (contents.directory, contents.files));
        let directory = keys.own_stamp();
        let begun = files.begun()?;
        let is_settled = directory.is_some_and(|stamp| stamp.latest(begun) < begun);
        let are_large = are_large(files.directory());
        Some(Self { keys, files, kept, directory, is_settled, are_large })
    }

    /// The records that they are of: whoever opened them by their path again might get others.
    pub(super) fn keys(&self) -> &Directory {
        &self.keys
    }

    /// To write the files beside them.
    pub(super) fn files(&self) -> &Derived {
        &self.files
    }

    /// Whether to make them anew takes long.
    pub(super) fn are_large(&self) -> bool {
        self.are_large
    }

    /// Whether those that there are, are of the directory as it stands.
    pub(super) fn are_of_directory(&self) -> bool {
        self.kept.map(|(directory, _)| directory) == self.directory
    }

    /// Whether every change of the directory from now on shows: not while it was changed within this tick of the
    /// clock.
    pub(super) fn is_settled(&self) -> bool {
        self.is_settled
    }

    /// Makes them what these rows say; and none where they would be of no use, or not show a change.
    pub(super) fn write(&self, rows: &Rows) {
        let directory = self.directory.filter(|_| self.is_settled);
        let now = directory.zip(rows.sum());
        if now != self.kept {
            let content = now.map(|(directory, files)| content(directory, files, rows)).unwrap_or_default();
            let content = if content.len() <= CAP { &content } else { b"".as_slice() };
            drop(self.files.replace(OsStr::new(FORMAT.name), content));
        }
    }
}

fn content(directory: Stamp, files: u64, rows: &Rows) -> Vec<u8> {
    let parts = Hint::ALL.map(|hint| hint.lines(rows));
    let mut content = FORMAT.head().into_bytes();
    content.reserve(CONTENTS.saturating_add(parts.iter().map(String::len).sum()));
    put_stamp(directory, &mut content);
    content.extend(files.to_le_bytes());
    for lines in &parts {
        content.extend(u64::try_from(lines.len()).unwrap_or(u64::MAX).to_le_bytes());
        content.extend(sum_of(lines.as_bytes()).to_le_bytes());
    }
    for lines in &parts {
        content.extend_from_slice(lines.as_bytes());
    }
    content
}

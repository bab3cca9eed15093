//! What is told of every record, without reading every record: an index that is never the truth.
//!
//! The files are. Each run looks at the stamp of every one of them (size, inode, time of modification, time of
//! change) and reads those again whose stamp is not the one in the index. So a lost, old, foreign or damaged
//! index costs time, and never an answer; nothing that it says is acted on before the record itself is read.
//!
//! A change of a record does not touch it. The next reader reads that record again, and writes the index anew
//! only when there are as many of them as [`HABIT`] says, so that one change costs the same in a ledger of any size.

mod entry;
mod file;
mod glance;
#[cfg(test)]
mod tests;

use std::collections::HashSet;
use std::ffi::OsStr;

pub use entry::Row;
pub use glance::Glance;

use super::local::Local;
use super::{Error, KEYS, Name, Record, Vault, file_name, read, stem, word};
use crate::private_file::{Derived, Directory, Listing, Moment, Policy, Stamp};

/// When an index is written, and what goes into it.
#[derive(Debug, Clone, Copy)]
struct Habit {
    /// So many records are read again rather than an index be written: about as long takes the writing.
    worth: usize,
    /// A file that was changed so many seconds ago, by the file system's clock, may be changed again without
    /// showing it: FAT counts in two seconds, others in ticks.
    grain: i64,
}

const HABIT: Habit = Habit { worth: 200, grain: 2 };

/// What is told of all records, in the order of their names, and what is wrong with those that cannot be read.
#[derive(Debug, Default)]
pub struct Rows {
    bytes: Vec<u8>,
    starts: Vec<usize>,
    faults: Vec<Error>,
}

impl Rows {
    /// Of one record.
    pub fn of(record: &Record) -> Self {
        let mut rows = Self::default();
        rows.push(record, None);
        rows
    }

    /// The records.
    pub fn iter(&self) -> impl Iterator<Item = Row<'_>> {
        self.entries().filter_map(entry::decode)
    }

    /// One of them, counted from 0 in their order.
    pub fn get(&self, at: usize) -> Option<Row<'_>> {
        self.entry(at).and_then(entry::decode)
    }

    /// How many can be read.
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// Whether there is no record at all, readable or not.
    pub fn is_empty(&self) -> bool {
        self.starts.is_empty() && self.faults.is_empty()
    }

    /// Those that cannot be read.
    pub fn faults(&self) -> &[Error] {
        &self.faults
    }

    /// The same, given away.
    pub fn into_faults(self) -> Vec<Error> {
        self.faults
    }

    fn entries(&self) -> impl Iterator<Item = &[u8]> {
        (0..self.len()).filter_map(|at| self.entry(at))
    }

    fn entry(&self, at: usize) -> Option<&[u8]> {
        self.bytes.get(*self.starts.get(at)?..).and_then(entry::first)
    }

    fn file(&self, at: usize) -> &str {
        self.entry(at).map(entry::file_in).unwrap_or_default()
    }

    fn push(&mut self, record: &Record, stamp: Option<Stamp>) {
        self.starts.push(self.bytes.len());
        entry::encode(record, stamp, &mut self.bytes);
    }

    fn sort(&mut self) {
        let mut starts = std::mem::take(&mut self.starts);
        let name = |start: &usize| self.bytes.get(*start..).map(entry::name_in).unwrap_or_default();
        starts.sort_by(|one, other| name(one).cmp(name(other)));
        self.starts = starts;
    }
}

impl Vault {
    /// What is told of all records: the same as by [`Vault::records`], at the price of a look at each.
    ///
    /// # Errors
    /// [`Error::File`] when the directory is unsafe or cannot be listed.
    pub fn rows(&self) -> Result<Rows, Error> {
        self.rows_by(HABIT)
    }

    /// The same, writing the index anew once enough records were read again or are gone.
    fn rows_by(&self, habit: Habit) -> Result<Rows, Error> {
        let Some(keys) = Directory::look(&self.home.join(KEYS), Policy::strict())? else { return Ok(Rows::default()) };
        let (listing, mut rows) = self.listed_and_known(&keys)?;
        let known = rows.len();
        let unknown = keep_what_stands(&mut rows, &keys, &listing);
        let gone = known.saturating_sub(rows.len());
        // Begun before any record is read: its clock tells which of them may change unseen.
        let pen = if unknown.len().max(gone) >= habit.worth { self.pen() } else { None };
        let settled = pen.as_ref().map(|pen| pen.begun().before(habit.grain));
        let kept = read_again(&mut rows, &keys, &unknown, settled);
        if let Some(pen) = pen.filter(|_| kept.max(gone) >= habit.worth) {
            file::save(pen, rows.entries().filter(|entry| entry::is_lasting(entry)));
        }
        Ok(rows)
    }

    /// A large index is loaded while the directory is listed.
    fn listed_and_known(&self, keys: &Directory) -> Result<(Listing, Rows), Error> {
        const LARGE: u64 = 1 << 20;
        let list = || keys.listing(|name| word(name).is_some());
        let size = Local::look(&self.home).and_then(|local| local.directory().stamp(OsStr::new(file::NAME)));
        if size.is_none_or(|stamp| stamp.size < LARGE) {
            return Ok((list()?, self.known()));
        }
        std::thread::scope(|scope| {
            let load = || self.known();
            let beside = std::thread::Builder::new().spawn_scoped(scope, load);
            let listing = list()?;
            Ok((listing, beside.map_or_else(|_| load(), |beside| beside.join().unwrap_or_default())))
        })
    }

    /// What the index says, which may be wrong; nothing where there is none.
    fn known(&self) -> Rows {
        let loaded = Local::look(&self.home).and_then(|local| file::load(&local));
        let (bytes, starts) = loaded.unwrap_or_default();
        Rows { bytes, starts, faults: Vec::new() }
    }

    fn pen(&self) -> Option<Derived> {
        let local = Local::open(&self.home)?;
        Derived::begin(local.directory(), OsStr::new(file::NAME)).ok().flatten()
    }
}

/// Drops every entry whose file is not as it was, and gives the names of the records that are left to read.
///
/// Where every entry stands, and there are as many files as entries, they are the same ones: a file that stands
/// as it was is also listed.
fn keep_what_stands(rows: &mut Rows, keys: &Directory, listing: &Listing) -> Vec<Name> {
    let stamps = keys.stamps(rows.len(), |at| OsStr::new(rows.file(at)));
    let stands: Vec<bool> = rows.entries().zip(stamps).map(|(entry, stamp)| entry::is_of(entry, stamp)).collect();
    if rows.len() == listing.len() && stands.iter().all(|stands| *stands) {
        return Vec::new();
    }
    let mut stand = stands.iter();
    rows.starts.retain(|_| stand.next().is_some_and(|stands| *stands));
    let kept: HashSet<&OsStr> = (0..rows.len()).map(|at| OsStr::new(rows.file(at))).collect();
    let mut unknown: Vec<Name> = listing.iter().filter(|name| !kept.contains(name)).filter_map(stem).collect();
    unknown.sort();
    unknown
}

/// Reads these records, and says how many of them may be kept in an index: those that were changed before
/// `settled`.
fn read_again(rows: &mut Rows, keys: &Directory, unknown: &[Name], settled: Option<Moment>) -> usize {
    let mut lasting: usize = 0;
    for name in unknown {
        // The stamp first: what is changed after it has another one.
        let stamp = keys.stamp(OsStr::new(&file_name(name)));
        let stamp = stamp.filter(|stamp| settled.is_some_and(|settled| stamp.latest() < settled));
        match read(keys, name) {
            Ok(record) => {
                rows.push(&record, stamp);
                lasting = lasting.saturating_add(usize::from(stamp.is_some()));
            }
            Err(fault) => rows.faults.push(fault),
        }
    }
    rows.sort();
    lasting
}

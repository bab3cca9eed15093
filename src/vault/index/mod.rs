//! What is told of every record, without reading every record: an index that is never the truth.
//!
//! The files are. Each run looks at the stamp of every one of them (size, inode, time of modification, time of
//! change) and reads those again whose stamp is not the one in the index. So a lost, old, foreign or damaged
//! index costs time, and never an answer; nothing that it says is acted on before the record itself is read.
//!
//! A change of a record does not touch it. The next reader reads that record again, and writes the index anew only
//! when there are as many of them as [`HABIT`] says, so that one change costs the same in a ledger of any size.

mod entry;
mod file;
mod glance;
mod hints;
#[cfg(test)]
mod tests;

use std::collections::HashSet;
use std::ffi::OsStr;
use std::time::Duration;

pub use entry::Row;
pub use hints::Hint;

use self::entry::Entry;
use self::file::Format;
use super::{Error, Name, Record, Vault, file_name, local, read, stem, word};
use crate::domain::Holder;
use crate::private_file::{Derived, Directory, Listing, Stamp};

const FORMAT: Format = Format { name: "index", version: 2 };

/// When an index is written, and what goes into it.
#[derive(Debug, Clone, Copy)]
struct Habit {
    /// So many records are read again rather than an index be written: about as long takes the writing.
    worth: usize,
    /// Who shows the ledger writes it sooner, so that a Tab after a change reads little: where it has so many entries
    /// for each of those records.
    entries: usize,
    /// A file that was changed so many seconds ago, by the file system's clock, may be changed again without
    /// showing it: FAT counts in two seconds, others in ticks.
    grain: i64,
}

const HABIT: Habit = Habit { worth: 200, entries: 500, grain: 2 };

/// What is told of all records, in the order of their names, and what is wrong with those that cannot be read.
#[derive(Debug, Default)]
pub struct Rows {
    entries: Vec<Entry>,
    texts: String,
    faults: Vec<Error>,
}

impl Rows {
    /// Of one record.
    pub fn of(record: &Record) -> Self {
        let mut rows = Self::default();
        rows.push(record, None, false);
        rows
    }

    /// The records.
    pub fn iter(&self) -> impl Iterator<Item = Row<'_>> {
        self.entries.iter().filter_map(|entry| entry.row(&self.texts))
    }

    /// One of them, counted from 0 in their order.
    pub fn get(&self, at: usize) -> Option<Row<'_>> {
        self.entries.get(at).and_then(|entry| entry.row(&self.texts))
    }

    /// How many can be read.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is no record at all, readable or not.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty() && self.faults.is_empty()
    }

    /// Those that cannot be read.
    pub fn faults(&self) -> &[Error] {
        &self.faults
    }

    /// The same, given away.
    pub fn into_faults(self) -> Vec<Error> {
        self.faults
    }

    /// Whether a record is of this holder.
    pub fn know(&self, holder: &Holder) -> bool {
        self.iter().any(|row| holder.is_called(row.holder))
    }

    /// What the files that these are of come to, by their stamps; none where one has to be looked at each time: a link
    /// that leads elsewhere, a record that was just changed, or one that cannot be read and may be mended in place.
    fn sum(&self) -> Option<u64> {
        let (mut sum, mut bytes) = (0, Vec::new());
        for entry in &self.entries {
            bytes.clear();
            bytes.extend(u64::to_le_bytes(sum));
            file::put_stamp(entry.stamp?, &mut bytes);
            sum = file::sum_of(&bytes);
        }
        Some(sum).filter(|_| self.faults.is_empty())
    }

    fn file(&self, at: usize) -> &str {
        self.entries.get(at).map(|entry| entry.file(&self.texts)).unwrap_or_default()
    }

    fn push(&mut self, record: &Record, stamp: Option<Stamp>, is_lasting: bool) {
        self.entries.push(Entry::of(record, stamp, is_lasting, &mut self.texts));
    }

    fn sort(&mut self) {
        let Self { entries, texts, .. } = self;
        entries.sort_by(|one, other| one.name(texts).cmp(other.name(texts)));
    }

    /// Reads an index: the texts, which begin with its head, then the entries, then where the texts end.
    fn read(mut index: Vec<u8>) -> Option<Self> {
        let (content, end) = index.split_last_chunk()?;
        let end = usize::try_from(u32::from_le_bytes(*end)).ok()?;
        let (entries, rest) = content.get(end..)?.as_chunks();
        let entries = entries.iter().map(Entry::read).collect::<Option<Vec<Entry>>>().filter(|_| rest.is_empty())?;
        index.truncate(end);
        let texts = String::from_utf8(index).ok()?;
        // In order, and so no name twice.
        let are_in_order = entries.is_sorted_by(|one, other| one.name(&texts) < other.name(&texts));
        let are_whole = entries.iter().all(|entry| entry.row(&texts).is_some());
        (are_in_order && are_whole).then_some(Self { entries, texts, faults: Vec::new() })
    }

    /// The same, of the records that may be kept.
    fn written(&self) -> Vec<u8> {
        let (mut texts, mut entries) = (FORMAT.head(), Vec::new());
        self.entries.iter().for_each(|entry| entry.write(&self.texts, &mut entries, &mut texts));
        let end = u32::try_from(texts.len()).unwrap_or(u32::MAX);
        [texts.as_bytes(), &entries, &end.to_le_bytes()].concat()
    }
}

/// What an index knows of the records that stand.
struct Known {
    rows: Rows,
    /// Those that it does not know as they are.
    unread: Vec<Name>,
    /// How many there are.
    listed: usize,
    /// How many more it had, at least.
    gone: usize,
}

impl Vault {
    /// What is told of all records: the same as by [`Vault::records`], at the price of a look at each.
    ///
    /// # Errors
    /// [`Error::File`] when the directory is unsafe or cannot be listed.
    pub fn rows(&self) -> Result<Rows, Error> {
        self.rows_by(HABIT, None)
    }

    /// The same, leaving hints for [`Vault::glance`].
    ///
    /// # Errors
    /// As [`Vault::rows`].
    pub fn rows_to_show(&self) -> Result<Rows, Error> {
        self.rows_by(HABIT, self.hints(Duration::ZERO).as_ref())
    }

    /// Leaves hints after a change, once the file system's clock has passed it: a matter of milliseconds. Best effort,
    /// and not where it would take longer than the change itself: for a large ledger, or one that no index knows.
    pub fn leave_hints(&self) {
        const PATIENCE_WITH_THE_CLOCK: Duration = Duration::from_millis(12);
        const PATIENCE_WITH_OTHERS: Duration = Duration::from_millis(100);
        const MOST_READ: usize = 5000;
        if local::look(&self.home).is_some_and(|local| hints::are_large(&local)) {
            return;
        }
        let changed = || Some(self.keys().ok()??.own_stamp()?.changed);
        if let Some(changed) = changed() {
            changed.let_pass(PATIENCE_WITH_THE_CLOCK);
        }
        let are_due = |hints: &hints::Pen| hints.is_settled() && !hints.are_of_directory();
        if let Some(hints) = self.hints(PATIENCE_WITH_OTHERS).filter(are_due)
            && let Ok(known) = self.known_of(hints.keys())
            && known.unread.len() <= MOST_READ
        {
            drop(self.read_rest(known, hints.keys(), HABIT, Some(&hints)));
        }
    }

    fn hints(&self, patience: Duration) -> Option<hints::Pen> {
        hints::Pen::begin(&self.home, self.keys().ok()??, patience)
    }

    fn rows_by(&self, habit: Habit, hints: Option<&hints::Pen>) -> Result<Rows, Error> {
        let own = if hints.is_none() { self.keys()? } else { None };
        let Some(keys) = hints.map(hints::Pen::keys).or(own.as_ref()) else { return Ok(Rows::default()) };
        Ok(self.read_rest(self.known_of(keys)?, keys, habit, hints))
    }

    /// What the index knows of a directory as it stands.
    fn known_of(&self, keys: &Directory) -> Result<Known, Error> {
        let (listing, mut rows) = self.listed_and_known(keys)?;
        let gone = rows.len().saturating_sub(listing.len());
        let unread = keep_what_stands(&mut rows, keys, &listing);
        Ok(Known { rows, unread, listed: listing.len(), gone })
    }

    /// Writes the index anew once enough records were read again or are gone.
    fn read_rest(&self, known: Known, keys: &Directory, habit: Habit, hints: Option<&hints::Pen>) -> Rows {
        let Known { mut rows, unread, listed, gone } = known;
        let entries = if hints.is_some() { habit.entries } else { 0 };
        let is_worth_it =
            |count: usize| count >= habit.worth || (count > 0 && count.saturating_mul(entries) >= listed.max(1));
        let may_be_worth_it = is_worth_it(unread.len().max(gone));
        let is_own_wanted = hints.is_none() && may_be_worth_it;
        let own = is_own_wanted.then(|| local::pen(&self.home, Duration::ZERO)).flatten();
        let pen = hints.map(hints::Pen::files).or(own.as_ref());
        // Begun before any record is read: its clock tells which of them may change unseen.
        let now = pen.and_then(Derived::begun);
        let is_older = |stamp: &Stamp, seconds| now.is_some_and(|now| stamp.latest(now) < now.before(seconds));
        let kept = read_again(&mut rows, keys, &unread, |stamp| (is_older(stamp, 0), is_older(stamp, habit.grain)));
        // What is of another directory is offered to nobody, and can wait until the index is written.
        let are_wanted = |hints: &&hints::Pen| hints.are_of_directory() || !hints.are_large() || may_be_worth_it;
        if let Some(hints) = hints.filter(are_wanted) {
            hints.write(&rows);
        }
        if let Some(pen) = pen.filter(|_| is_worth_it(kept.max(gone))) {
            FORMAT.save(pen, rows.written());
        }
        rows
    }

    /// A large index is loaded while the directory is listed.
    fn listed_and_known(&self, keys: &Directory) -> Result<(Listing, Rows), Error> {
        const LARGE: u64 = 1 << 20;
        let list = || keys.listing(|name| word(name).is_some());
        let size = local::look(&self.home).and_then(|folder| folder.stamp(OsStr::new(FORMAT.name)));
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
        let index = local::look(&self.home).and_then(|folder| FORMAT.load(&folder));
        index.and_then(Rows::read).unwrap_or_default()
    }
}

/// Drops every entry whose file is not as it was, and gives the names of the records that are left to read.
///
/// Where every entry stands, and there are as many files as entries, they are the same ones: a file that stands
/// as it was is also listed.
fn keep_what_stands(rows: &mut Rows, keys: &Directory, listing: &Listing) -> Vec<Name> {
    let stamps = keys.stamps(rows.len(), |at| OsStr::new(rows.file(at)));
    let stands: Vec<bool> = rows.entries.iter().zip(stamps).map(|(entry, stamp)| entry.is_of(stamp)).collect();
    if rows.len() == listing.len() && stands.iter().all(|stands| *stands) {
        return Vec::new();
    }
    let mut stand = stands.iter();
    rows.entries.retain(|_| stand.next().is_some_and(|stands| *stands));
    let kept: HashSet<&OsStr> = (0..rows.len()).map(|at| OsStr::new(rows.file(at))).collect();
    let mut unknown: Vec<Name> = listing.iter().filter(|name| !kept.contains(name)).filter_map(stem).collect();
    unknown.sort();
    unknown
}

/// Reads these records, and says how many of them may be kept in an index. Of the stamp of each `is_settled` says
/// whether it is one to go by, and whether it lasts.
fn read_again(
    rows: &mut Rows,
    keys: &Directory,
    unknown: &[Name],
    is_settled: impl Fn(&Stamp) -> (bool, bool),
) -> usize {
    let known = rows.len();
    for name in unknown {
        // The stamp first: what is changed after it has another one.
        let stamp = keys.stamp(OsStr::new(&file_name(name)));
        let (is_settled, is_lasting) = stamp.as_ref().map(&is_settled).unwrap_or_default();
        match read(keys, name) {
            Ok(record) => rows.push(&record, stamp.filter(|_| is_settled), is_lasting),
            Err(fault) => rows.faults.push(fault),
        }
    }
    let kept = rows.entries.iter().skip(known).filter(|entry| entry.is_lasting).count();
    if rows.len() > known {
        rows.sort();
    }
    kept
}

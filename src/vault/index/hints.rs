//! What a Tab may offer of each record: a line of text, in the order of the names, with nothing in it that is shown
//! masked elsewhere.
//!
//! They are kept for the directory as it stood: a record that is made, replaced or removed changes its stamp.

use std::fmt::Write as _;
use std::path::Path;

use super::super::local::Local;
use super::entry::Row;
use super::file::{Format, save};
use super::{Habit, Rows};
use crate::private_file::{Derived, Directory, Moment, Stamp, derived_begins_with};

const FORMAT: Format = Format { name: "hints", version: 1 };

/// What may be offered of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hint<'h>(&'h str);

impl<'h> Hint<'h> {
    /// What it is called here.
    pub fn name(self) -> &'h str {
        self.part(0)
    }

    /// Whose it is.
    pub fn holder(self) -> &'h str {
        self.part(1)
    }

    /// What it is, in a few words.
    pub fn about(self) -> &'h str {
        self.part(2)
    }

    /// The profile it is meant for.
    pub fn profile(self) -> Option<&'h str> {
        Some(self.part(3)).filter(|profile| !profile.is_empty())
    }

    /// The region of that profile.
    pub fn region(self) -> Option<&'h str> {
        Some(self.part(4)).filter(|region| !region.is_empty())
    }

    /// Whether the vault keeps its secret.
    pub fn is_kept(self) -> bool {
        self.part(5) == KEPT
    }

    /// The short ids of its bundles, while somebody can use the key.
    pub fn bundles(self) -> impl Iterator<Item = &'h str> {
        self.part(6).split_terminator(' ')
    }

    /// The inode of its file.
    pub(super) fn inode(self) -> Option<u64> {
        self.0.rsplit('\t').next()?.parse().ok()
    }

    fn part(self, at: usize) -> &'h str {
        self.0.split('\t').nth(at).unwrap_or_default()
    }
}

const KEPT: &str = "kept";

/// The hints of a ledger.
#[derive(Debug, Default)]
pub(super) struct Hints {
    text: String,
    /// Where the lines begin.
    start: usize,
}

impl Hints {
    /// What was kept; nothing where there is nothing.
    pub(super) fn load(local: &Local) -> Option<Self> {
        let text = String::from_utf8(FORMAT.load(local)?).ok()?;
        let (end, _) = text.match_indices('\n').nth(1)?;
        Some(Self { text, start: end.saturating_add(1) })
    }

    /// Of these lines. A tab sorts before all that a name is made of, so they come in the order of their names.
    #[expect(clippy::stable_sort_primitive, reason = "two runs that are sorted already are merged")]
    pub(super) fn of(mut lines: Vec<&str>) -> Self {
        lines.sort();
        Self { text: lines.join("\n"), start: 0 }
    }

    /// Whether they are of the directory as it stands.
    pub(super) fn are_of(&self, keys: &Directory) -> bool {
        keys.own_stamp().is_some_and(|stamp| self.text.starts_with(&head(stamp)))
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = Hint<'_>> {
        self.lines().map(Hint)
    }

    pub(super) fn lines(&self) -> impl Iterator<Item = &str> {
        self.text.get(self.start..).unwrap_or_default().lines()
    }
}

/// Appends the line of a record. No text of a record has a control character in it.
pub(super) fn put(row: &Row<'_>, inode: Option<u64>, to: &mut String) {
    let label = row.label();
    let (profile, region) = (row.profile.unwrap_or_default(), row.region.unwrap_or_default());
    let kept = if row.is_kept { KEPT } else { "" };
    let about = [row.holder, " ", &label, " ", row.state];
    let before = [row.name, "\t", row.holder, "\t"].into_iter().chain(about);
    before.chain(["\t", profile, "\t", region, "\t", kept, "\t"]).for_each(|text| to.push_str(text));
    for id in row.short_bundle_ids().filter(|_| !row.is_over()) {
        to.push_str(id);
        to.push(' ');
    }
    to.push('\t');
    if let Some(inode) = inode {
        // Writing to a String does not fail.
        let _ = write!(to, "{inode}");
    }
    to.push('\n');
}

/// Hints that are going to be written, of a directory that stands as it did when they were begun.
pub(super) struct Pen {
    pen: Derived,
    stamp: Stamp,
}

impl Pen {
    /// Begins before anything is listed. None where those that are kept will do, and where the directory has
    /// just changed: within a tick of the clock it may do so again without showing it.
    pub(super) fn begin(home: &Path, keys: &Directory, habit: Habit) -> Option<Self> {
        let local = Local::open(home)?;
        let is_current = |stamp| derived_begins_with(local.directory(), FORMAT.name.as_ref(), head(stamp).as_bytes());
        keys.own_stamp().filter(|stamp| !is_current(*stamp))?;
        let pen = FORMAT.begin(&local)?;
        let stamp = keys.own_stamp().filter(|stamp| stamp.latest() < pen.begun().before(habit.grain))?;
        Some(Self { pen, stamp })
    }

    /// Writes them.
    pub(super) fn write(self, rows: &Rows) {
        const USUAL: usize = 128;
        let mut text = head(self.stamp);
        text.reserve(rows.len().saturating_mul(USUAL));
        for (row, entry) in rows.iter().zip(&rows.entries) {
            put(&row, entry.stamp.map(|stamp| stamp.inode), &mut text);
        }
        save(self.pen, text.into_bytes());
    }
}

fn head(stamp: Stamp) -> String {
    let Stamp { size, inode, modified, changed } = stamp;
    let moment = |moment: Moment| format!("{}.{:09}", moment.seconds, moment.nanoseconds);
    format!("{}{size} {inode} {} {}\n", FORMAT.head(), moment(modified), moment(changed))
}

//! What a Tab may offer of each record: a line of text, in the order of the names, with nothing in it that is shown
//! masked elsewhere.
//!
//! They are kept for the directory as it stood: a record that is made, replaced or removed changes its stamp. When
//! that is another one, each line still is of its file as that stood.

use std::path::Path;

use super::super::local::Local;
use super::Rows;
use super::entry::Row;
use super::file::{Format, save};
use crate::private_file::{Derived, Directory, Moment, Stamp};

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

    /// Whether it is of a file with this stamp.
    pub(super) fn is_of(self, stamp: Option<Stamp>) -> bool {
        stamp.is_some_and(|stamp| self.0.rsplit('\t').next() == Some(&mark(stamp)))
    }

    /// As it stands in the file.
    pub(super) fn line(self) -> &'h str {
        self.0
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

    /// Whether they are of a directory with this stamp.
    pub(super) fn are_of(&self, stamp: Option<Stamp>) -> bool {
        stamp.is_some() && self.text.starts_with(&head(stamp))
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = Hint<'_>> {
        self.text.get(self.start..).unwrap_or_default().lines().map(Hint)
    }
}

/// Appends the line of a record. None of these texts has a control character in it: the ledger takes no such record.
pub(super) fn put(row: &Row<'_>, stamp: Option<Stamp>, to: &mut String) {
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
    to.push_str(&stamp.map(mark).unwrap_or_default());
    to.push('\n');
}

/// Hints that may be written.
pub(super) struct Pen {
    file: Derived,
    kept: Option<Hints>,
    /// That of the directory, unless it changed within this tick of the file system's clock, and may do so again
    /// without showing it.
    stamp: Option<Stamp>,
}

impl Pen {
    /// Begins before anything is listed.
    pub(super) fn begin(home: &Path, keys: &Directory) -> Option<Self> {
        let local = Local::open(home)?;
        let file = FORMAT.begin(&local)?;
        let stamp = keys.own_stamp().filter(|stamp| stamp.latest(file.begun()) < file.begun());
        Some(Self { file, kept: Hints::load(&local), stamp })
    }

    /// What the file system's clock said then.
    pub(super) fn begun(&self) -> Moment {
        self.file.begun()
    }

    /// Whether there are none yet.
    pub(super) fn has_none(&self) -> bool {
        self.kept.is_none()
    }

    /// Whether those that there are will do.
    pub(super) fn are_current(&self) -> bool {
        self.kept.as_ref().is_some_and(|kept| kept.are_of(self.stamp))
    }

    /// Writes them, if they are others. They are of no directory where one of the files has to be looked at: a link
    /// that leads elsewhere, a record that was just changed, or one that cannot be read and may be mended in place.
    pub(super) fn write(self, rows: &Rows) {
        const USUAL: usize = 160;
        let is_settled = rows.faults.is_empty() && rows.entries.iter().all(|entry| entry.stamp.is_some());
        let mut text = head(self.stamp.filter(|_| is_settled));
        text.reserve(rows.len().saturating_mul(USUAL));
        for entry in &rows.entries {
            if let Some(row) = entry.row(&rows.texts) {
                put(&row, entry.stamp, &mut text);
            }
        }
        if self.kept.is_none_or(|kept| kept.text != text) {
            save(self.file, text.into_bytes());
        }
    }
}

fn head(stamp: Option<Stamp>) -> String {
    format!("{}{}\n", FORMAT.head(), stamp.map(mark).unwrap_or_default())
}

fn mark(stamp: Stamp) -> String {
    let Stamp { size, inode, modified, changed } = stamp;
    let (one, two) = (modified.nanoseconds, changed.nanoseconds);
    format!("{size} {inode} {}.{one} {}.{two}", modified.seconds, changed.seconds)
}

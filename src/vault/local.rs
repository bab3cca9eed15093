//! What belongs to this machine alone, in a folder of the vault's directory that git passes over: the index, and
//! the last day that was seen. All of it can be removed at any time.

use std::ffi::OsStr;
use std::path::Path;
use std::sync::Arc;

use super::Vault;
use crate::domain::Day;
use crate::private_file::{Derived, DerivedInput, Directory, Policy, Staged, commit, stands_in};

const FOLDER: &str = "local";
const LAST_SEEN: &str = "last-seen";
const GIT_IGNORE: &str = ".gitignore";
/// What git passes over beside that folder: locks, and what an interrupted run leaves.
pub const IGNORED_BY_GIT: &str = ".*.lock\n.*.akvault-tmp\njournal.toml\n";

/// Tells git what is of this machine alone in a ledger that gets its first file. Best effort: whoever has such a file
/// keeps it.
pub(super) fn hide_from_git(home: &Arc<Directory>, is_new: impl FnOnce() -> bool) {
    let is_wanted = !stands_in(home.path(), GIT_IGNORE) && is_new();
    if is_wanted && let Ok(staged) = Staged::replacing(home, OsStr::new(GIT_IGNORE), IGNORED_BY_GIT.as_bytes()) {
        drop(commit(vec![staged]));
    }
}

/// The folder, open.
pub(super) struct Local(Arc<Directory>);

impl Local {
    /// If it is there, and safe.
    pub(super) fn look(home: &Path) -> Option<Self> {
        Directory::look(&home.join(FOLDER), Policy::strict()).ok()?.map(|folder| Self(Arc::new(folder)))
    }

    /// Made where it is missing; none where the vault is, or takes nothing.
    pub(super) fn open(home: &Path) -> Option<Self> {
        Directory::look(home, Policy::strict()).ok()??;
        let local = Self(Arc::new(Directory::open(&home.join(FOLDER), Policy::strict()).ok()?));
        if local.read(GIT_IGNORE).is_none() {
            local.write(GIT_IGNORE, "*\n");
        }
        Some(local)
    }

    pub(super) fn directory(&self) -> &Arc<Directory> {
        &self.0
    }

    fn read(&self, name: &str) -> Option<Vec<u8>> {
        const CAP: usize = 1 << 10;
        let file = DerivedInput::open(&self.0, OsStr::new(name), CAP)?;
        file.read(0..file.size())
    }

    /// Best effort: nothing is lost without it.
    fn write(&self, name: &str, text: &str) {
        if let Ok(Some(pen)) = Derived::begin(&self.0, OsStr::new(name)) {
            drop(pen.finish(text.as_bytes()));
        }
    }
}

/// The day that deadlines are reckoned from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    /// Today, or the last day that was seen, where the clock has gone back since.
    pub day: Day,
    /// Whether it has.
    pub went_back: bool,
}

impl Vault {
    /// Today, unless a later day was seen before: a clock that was set back makes no key younger.
    pub fn reckon_from(&self, today: Day) -> Seen {
        let last = Local::look(&self.home).and_then(|local| local.read(LAST_SEEN)).and_then(|bytes| day_in(&bytes));
        match last {
            Some(last) if last > today => Seen { day: last, went_back: true },
            last => {
                if let Some(local) = Some(today).filter(|today| Some(*today) != last).and(Local::open(&self.home)) {
                    local.write(LAST_SEEN, &format!("{today}\n"));
                }
                Seen { day: today, went_back: false }
            }
        }
    }

    /// Where the last day that was seen is kept.
    pub fn last_seen_file(&self) -> std::path::PathBuf {
        self.home.join(FOLDER).join(LAST_SEEN)
    }
}

fn day_in(bytes: &[u8]) -> Option<Day> {
    Day::parse(std::str::from_utf8(bytes).ok()?.trim_end()).ok()
}

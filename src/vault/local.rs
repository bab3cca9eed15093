//! What belongs to this machine alone, in a folder of the vault's directory that git passes over: the index, and
//! the last day that was seen. All of it can be removed at any time.

use std::ffi::OsStr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

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

/// The folder, if it is there, and safe.
pub(super) fn look(home: &Path) -> Option<Directory> {
    Directory::look(&home.join(FOLDER), Policy::strict()).ok()?
}

/// Takes away what a killed run has left there.
pub(super) fn sweep(home: &Path) {
    if let Some(folder) = look(home) {
        Derived::sweep(&Arc::new(folder));
    }
}

/// To write there. The folder is made where it is missing; none where the vault is, or takes nothing, or while another
/// run is at it, after `patience`.
pub(super) fn pen(home: &Path, patience: Duration) -> Option<Derived> {
    Directory::look(home, Policy::strict()).ok()??;
    let folder = Arc::new(Directory::open(&home.join(FOLDER), Policy::strict()).ok()?);
    let pen = Derived::begin(&folder, patience).ok()?;
    if folder.stamp(OsStr::new(GIT_IGNORE)).is_none() {
        write(&pen, GIT_IGNORE, "*\n");
    }
    Some(pen)
}

/// Best effort: nothing is lost without it.
fn write(pen: &Derived, name: &str, text: &str) {
    drop(pen.replace(OsStr::new(name), text.as_bytes()));
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
        const PATIENCE: Duration = Duration::from_secs(1);
        let last = look(&self.home).as_ref().and_then(last_seen);
        match last {
            Some(last) if last > today => Seen { day: last, went_back: true },
            last => {
                if let Some(pen) = (Some(today) != last).then(|| pen(&self.home, PATIENCE)).flatten() {
                    write(&pen, LAST_SEEN, &format!("{today}\n"));
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

fn last_seen(folder: &Directory) -> Option<Day> {
    const CAP: usize = 1 << 10;
    let file = DerivedInput::open(folder, OsStr::new(LAST_SEEN), CAP)?;
    let bytes = file.read(0..file.size())?;
    Day::parse(std::str::from_utf8(&bytes).ok()?.trim_end()).ok()
}

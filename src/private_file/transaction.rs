//! Several files at once: all or nothing, and what a kill cut in two is finished by the next run.

use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustix::fs::{AtFlags, unlinkat};
use rustix::io::Errno;

use super::before::read_before;
use super::journal::{Entry, Fate, Journal};
use super::leftover::sweep;
use super::system::attempt;
use super::{Directory, Error, Staged, failed};

/// The journal's name in the vault directory. It lists places, no content.
const JOURNAL: &str = "journal.toml";

/// Gives every staged file its name, in the given order, and syncs. A new file that was published
/// before a later one failed is withdrawn again, so a replaced file goes last.
///
/// # Errors
/// [`Error::Changed`] and [`Error::Exists`] before anything is touched; [`Error::System`] with all of
/// it taken back; [`Error::Unsynced`] when a replaced file cannot be taken back.
pub fn commit(mut staged: Vec<Staged>) -> Result<(), Error> {
    staged.iter().try_for_each(Staged::recheck)?;
    match publish(&mut staged) {
        Err(source) if staged.iter().any(Staged::has_replaced) => Err(Error::Unsynced { source: Box::new(source) }),
        Err(source) => {
            staged.iter().for_each(Staged::withdraw);
            Err(source)
        }
        Ok(()) => Ok(()),
    }
}

/// As [`commit`], but a kill between two renames is finished by [`recover`]. The caller holds the
/// lock of `home`.
///
/// # Errors
/// As [`commit`]; [`Error::HalfWay`] when the journal will finish the work.
pub fn commit_journaled(mut staged: Vec<Staged>, home: &Arc<Directory>) -> Result<(), Error> {
    if staged.len() < 2 && !staged.iter().any(|one| one.shared || one.removes) {
        return commit(staged);
    }
    staged.iter().try_for_each(Staged::recheck)?;
    write_journal(&staged, home)?;
    match publish(&mut staged) {
        Ok(()) => remove_journal(home).map_err(half_way),
        Err(source) if staged.iter().any(|one| one.published) => {
            // The waiting copies must outlive this run: the journal names them.
            for one in &mut staged {
                one.published = true;
            }
            Err(half_way(source))
        }
        Err(source) => {
            remove_journal(home)?;
            Err(source)
        }
    }
}

fn publish(staged: &mut [Staged]) -> Result<(), Error> {
    staged.iter_mut().try_for_each(Staged::publish)?;
    staged.iter().try_for_each(|one| one.directory.sync())
}

/// Whether a killed run has left something to [`recover`].
///
/// # Errors
/// As for any file that is looked at.
pub fn is_interrupted(home: &Directory) -> Result<bool, Error> {
    Ok(read_before(home, OsStr::new(JOURNAL))?.is_some())
}

/// What a killed run has left to [`recover`].
#[derive(Debug, PartialEq, Eq)]
pub struct Pending {
    /// The journal.
    pub journal: PathBuf,
    /// The copies that wait for their names.
    pub copies: Vec<PathBuf>,
}

/// Reads what a killed run has left, and touches nothing.
///
/// # Errors
/// As [`recover`].
pub fn pending(home: &Directory) -> Result<Option<Pending>, Error> {
    let Some(journal) = read_journal(home)? else { return Ok(None) };
    let copies = journal.entries().iter().map(Entry::copy_path).collect();
    Ok(Some(Pending { journal: home.path().join(JOURNAL), copies }))
}

fn read_journal(home: &Directory) -> Result<Option<Journal>, Error> {
    let unreadable = || Error::Journal { path: home.path().join(JOURNAL) };
    let before = read_before(home, OsStr::new(JOURNAL)).map_err(|error| match error {
        error @ Error::System { .. } => half_way(error),
        _ => unreadable(),
    })?;
    before.map(|before| Journal::read(before.bytes.expose()).ok_or_else(unreadable)).transpose()
}

/// What [`recover`] did with the files that a killed run left.
#[derive(Debug, Default)]
pub struct Recovered {
    /// They are as the killed run would have left them.
    pub finished: Vec<PathBuf>,
    /// They have changed since, or their place is not safe any more: they were left alone.
    pub dropped: Vec<PathBuf>,
}

/// Finishes what a killed run left: in their order, the waiting copies take their names, as long as
/// nobody has changed the files since. From the first that cannot be finished on, they are dropped,
/// so that the ledger's record, which comes last, never says more than what is so. The caller holds
/// the lock of `home`.
///
/// # Errors
/// [`Error::Journal`] and [`Error::HalfWay`]; the journal then stays for the next run.
pub fn recover(home: &Arc<Directory>) -> Result<Recovered, Error> {
    let Some(journal) = read_journal(home)? else {
        sweep(home, OsStr::new(JOURNAL));
        return Ok(Recovered::default());
    };
    let mut recovered = Recovered::default();
    for entry in journal.entries() {
        match entry.finish(recovered.dropped.is_empty()) {
            Ok(Fate::Finished) => recovered.finished.push(entry.path()),
            Ok(Fate::Done) => {}
            Ok(Fate::Dropped) => recovered.dropped.push(entry.path()),
            Err(error) if is_of_the_place(&error) => recovered.dropped.push(entry.path()),
            Err(error) => return Err(half_way(error)),
        }
    }
    remove_journal(home).map_err(half_way)?;
    Ok(recovered)
}

/// A place that somebody has made unsafe or read-only, or whose lock is held, must not block the
/// ledger for ever.
fn is_of_the_place(error: &Error) -> bool {
    match error {
        Error::System { source, .. } => {
            matches!(source.kind(), io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem)
        }
        _ => true,
    }
}

/// Some files may have been finished: "nothing was touched" is not what to say.
fn half_way(source: Error) -> Error {
    Error::HalfWay { source: Box::new(source) }
}

fn write_journal(staged: &[Staged], home: &Arc<Directory>) -> Result<(), Error> {
    let path = home.path().join(JOURNAL);
    let text = Journal::text_of(staged).ok_or_else(|| unwritable(&path))?;
    commit(vec![Staged::replacing(home, OsStr::new(JOURNAL), text.as_bytes())?]).map_err(|error| match error {
        // A journal that may not be on the disk is none: none of the files it names is touched yet.
        Error::Unsynced { source } => {
            drop(remove_journal(home));
            *source
        }
        error => error,
    })
}

/// A journal is TOML, which holds no path that is not UTF-8.
fn unwritable(path: &Path) -> Error {
    failed("name the files in", path)(Errno::ILSEQ)
}

fn remove_journal(home: &Directory) -> Result<(), Error> {
    let path = home.path().join(JOURNAL);
    attempt(|| unlinkat(home, JOURNAL, AtFlags::empty())).map_err(failed("remove", &path))?;
    home.sync()
}

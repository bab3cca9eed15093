//! Several files at once: all or nothing, and what a kill cut in two is finished by the next run.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustix::fs::{AtFlags, statat, unlinkat};
use rustix::io::Errno;
use serde::{Deserialize, Serialize};

use super::system::{Fingerprint, attempt};
use super::target::{Expected, Temporary, read_before};
use super::{Directory, Error, Lock, Owner, Policy, Staged, failed};

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
    if staged.len() < 2 {
        return commit(staged);
    }
    staged.iter().try_for_each(Staged::recheck)?;
    write_journal(&staged, home)?;
    // Once more, since writing the journal took a while in which another program may have written.
    if let Err(changed) = staged.iter().try_for_each(Staged::recheck) {
        remove_journal(home)?;
        return Err(changed);
    }
    match publish(&mut staged) {
        Ok(()) => remove_journal(home).map_err(|source| Error::HalfWay { source: Box::new(source) }),
        Err(source) if staged.iter().any(|one| one.published) => {
            // The waiting copies must outlive this run: the journal names them.
            for one in &mut staged {
                one.published = true;
            }
            Err(Error::HalfWay { source: Box::new(source) })
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

/// Finishes what a killed run left: every waiting copy whose file nobody has changed since takes its
/// name, the others are removed. The caller holds the lock of `home`. Gives the places that were
/// finished.
///
/// # Errors
/// [`Error::HalfWay`]; the journal then stays for the next run.
pub fn recover(home: &Arc<Directory>) -> Result<Vec<PathBuf>, Error> {
    let Some(before) = read_before(home, OsStr::new(JOURNAL))? else { return Ok(Vec::new()) };
    let text = std::str::from_utf8(before.bytes.expose()).unwrap_or_default();
    let journal: Journal = toml::from_str(text).unwrap_or_default();
    finish(journal, home).map_err(|source| Error::HalfWay { source: Box::new(source) })
}

fn finish(journal: Journal, home: &Directory) -> Result<Vec<PathBuf>, Error> {
    let mut finished = Vec::new();
    for entry in journal.file {
        if entry.finish()? {
            finished.push(entry.directory.join(&entry.name));
        }
    }
    remove_journal(home)?;
    Ok(finished)
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct Journal {
    file: Vec<Entry>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Entry {
    directory: PathBuf,
    name: String,
    temporary: String,
    uid: u32,
    gid: u32,
    follow: bool,
    copy: Fingerprint,
    #[serde(default)]
    before: Option<Fingerprint>,
}

impl Entry {
    fn of(staged: &Staged) -> Option<Self> {
        let Temporary::Named(temporary) = &staged.temporary else { return None };
        let Expected::Replaces(before) = &staged.expected else { return None };
        let Policy { owner: Owner { uid, gid }, follow } = staged.directory.policy();
        Some(Self {
            directory: staged.directory.path().to_owned(),
            name: staged.name.to_str()?.to_owned(),
            temporary: temporary.to_str()?.to_owned(),
            uid,
            gid,
            follow,
            copy: staged.fingerprint.clone(),
            before: before.clone(),
        })
    }

    /// Whether the waiting copy was there and took its name.
    fn finish(&self) -> Result<bool, Error> {
        let policy = Policy { owner: Owner { uid: self.uid, gid: self.gid }, follow: self.follow };
        let Some(directory) = Directory::look(&self.directory, policy)? else { return Ok(false) };
        let _lock = Lock::take(&directory, OsStr::new(&self.name))?;
        if self.fingerprint(&directory, &self.temporary)?.as_ref() != Some(&self.copy) {
            return Ok(false);
        }
        let untouched = self.fingerprint(&directory, &self.name)? == self.before;
        let path = directory.path().join(&self.name);
        if untouched {
            attempt(|| rustix::fs::renameat(&directory, &self.temporary, &directory, &self.name))
                .map_err(failed("write", &path))?;
        } else {
            attempt(|| unlinkat(&directory, &self.temporary, AtFlags::empty())).map_err(failed("remove", &path))?;
        }
        directory.sync()?;
        Ok(untouched)
    }

    fn fingerprint(&self, directory: &Directory, name: &str) -> Result<Option<Fingerprint>, Error> {
        match attempt(|| statat(directory, name, AtFlags::SYMLINK_NOFOLLOW)) {
            Ok(stat) => Ok(Some(Fingerprint::of(&stat))),
            Err(Errno::NOENT) => Ok(None),
            Err(errno) => Err(failed("examine", &self.directory.join(name))(errno)),
        }
    }
}

fn write_journal(staged: &[Staged], home: &Arc<Directory>) -> Result<(), Error> {
    let path = home.path().join(JOURNAL);
    let file: Option<Vec<Entry>> = staged.iter().map(Entry::of).collect();
    let journal = file.map(|file| Journal { file });
    let text = journal.and_then(|journal| toml::to_string(&journal).ok());
    let text = text.ok_or_else(|| unwritable(&path))?;
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

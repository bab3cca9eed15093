//! Several files at once: all or nothing, and what a kill cut in two is finished by the next run.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustix::fs::{AtFlags, statat, unlinkat};
use rustix::io::Errno;
use serde::{Deserialize, Serialize};

use super::before::read_before;
use super::replace::{rename, replace, swap_back};
use super::staged::{Expected, Temporary};
use super::system::{Fingerprint, attempt};
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
    if staged.len() < 2 && !staged.iter().any(|one| one.shared) {
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
/// [`Error::Journal`]; else as for any file that is looked at.
pub fn pending(home: &Directory) -> Result<Option<Pending>, Error> {
    let Some(journal) = read_journal(home)? else { return Ok(None) };
    let copy = |entry: Entry| Some(entry.directory.join(entry.temporary?));
    let copies = journal.file.into_iter().filter_map(copy).collect();
    Ok(Some(Pending { journal: home.path().join(JOURNAL), copies }))
}

fn read_journal(home: &Directory) -> Result<Option<Journal>, Error> {
    let Some(before) = read_before(home, OsStr::new(JOURNAL))? else { return Ok(None) };
    let text = std::str::from_utf8(before.bytes.expose()).ok();
    let journal: Option<Journal> = text.and_then(|text| toml::from_str(text).ok());
    let journal = journal.filter(|journal| journal.version == VERSION);
    journal.map(Some).ok_or_else(|| Error::Journal { path: home.path().join(JOURNAL) })
}

/// What [`recover`] did with the files that a killed run left.
#[derive(Debug, Default)]
pub struct Recovered {
    /// They have their new content.
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
    let Some(journal) = read_journal(home)? else { return Ok(Recovered::default()) };
    finish(journal, home).map_err(|source| Error::HalfWay { source: Box::new(source) })
}

fn finish(journal: Journal, home: &Directory) -> Result<Recovered, Error> {
    let mut recovered = Recovered::default();
    for entry in journal.file {
        let go_on = recovered.dropped.is_empty();
        let path = entry.directory.join(&entry.name);
        match entry.finish(go_on) {
            Ok(Fate::Finished) => recovered.finished.push(path),
            Ok(Fate::Done) => {}
            Ok(Fate::Dropped) => recovered.dropped.push(path),
            // A place that somebody has made unsafe, or whose lock is held, must not block the ledger.
            Err(error) if !matches!(error, Error::System { .. }) => recovered.dropped.push(path),
            Err(error) => return Err(half_way(error)),
        }
    }
    remove_journal(home).map_err(half_way)?;
    Ok(recovered)
}

/// Some files may have been finished: "nothing was touched" is not what to say.
fn half_way(source: Error) -> Error {
    Error::HalfWay { source: Box::new(source) }
}

/// The version that is written and read.
const VERSION: u32 = 1;

#[derive(Debug, Serialize, Deserialize)]
struct Journal {
    version: u32,
    file: Vec<Entry>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Entry {
    directory: PathBuf,
    name: String,
    /// None when the file goes.
    #[serde(default)]
    temporary: Option<String>,
    uid: u32,
    gid: u32,
    follow: bool,
    behind_link: bool,
    #[serde(default)]
    shared: bool,
    #[serde(default)]
    copy: Option<Fingerprint>,
    #[serde(default)]
    before: Option<Fingerprint>,
}

/// What became of a waiting copy, or a waiting removal.
enum Fate {
    /// It took its name now.
    Finished,
    /// It had taken its name before the kill.
    Done,
    /// The file is as it was, and the copy is gone.
    Dropped,
}

impl Entry {
    fn of(staged: &Staged) -> Option<Self> {
        let temporary = match &staged.temporary {
            Temporary::Named(temporary) => Some(temporary.to_str()?.to_owned()),
            Temporary::Removal => None,
            Temporary::Unnamed(_) => return None,
        };
        let Expected::Replaces(before) = &staged.expected else { return None };
        let Policy { owner: Owner { uid, gid }, follow, behind_link } = staged.directory.policy();
        Some(Self {
            directory: staged.directory.path().to_owned(),
            name: staged.name.to_str()?.to_owned(),
            temporary,
            uid,
            gid,
            follow,
            behind_link,
            shared: staged.shared,
            copy: staged.fingerprint.clone(),
            before: before.clone(),
        })
    }

    fn finish(&self, go_on: bool) -> Result<Fate, Error> {
        let owner = Owner { uid: self.uid, gid: self.gid };
        let policy = Policy { owner, follow: self.follow, behind_link: self.behind_link };
        let Some(directory) = Directory::look(&self.directory, policy)? else { return Ok(Fate::Dropped) };
        let _lock = Lock::take(&directory, OsStr::new(&self.name))?;
        let there = self.fingerprint(&directory, &self.name)?;
        if there == self.copy {
            return self.settle(&directory);
        }
        let path = directory.path().join(&self.name);
        let Some(temporary) = &self.temporary else {
            return self.remove(&directory, &path, go_on && there == self.before);
        };
        if self.fingerprint(&directory, temporary)? != self.copy {
            return Ok(Fate::Dropped);
        }
        if go_on && there == self.before {
            match self.publish(&directory, OsStr::new(temporary)) {
                Ok(()) => return directory.sync().map(|()| Fate::Finished),
                Err(Error::Changed { .. }) => {}
                Err(error) => return Err(error),
            }
        }
        attempt(|| unlinkat(&directory, temporary, AtFlags::empty())).map_err(failed("remove", &path))?;
        directory.sync()?;
        Ok(Fate::Dropped)
    }

    fn publish(&self, directory: &Directory, temporary: &OsStr) -> Result<(), Error> {
        let name = OsStr::new(&self.name);
        if self.shared {
            replace(directory, temporary, name, self.before.as_ref())
        } else {
            rename(directory, temporary, name)
        }
    }

    /// The copy stands. What it was swapped for goes, unless that is another program's work: then the
    /// copy goes.
    fn settle(&self, directory: &Directory) -> Result<Fate, Error> {
        let Some(temporary) = &self.temporary else { return Ok(Fate::Done) };
        let displaced = self.fingerprint(directory, temporary)?;
        let Some(displaced) = displaced else { return Ok(Fate::Done) };
        let is_foreign = self.before.as_ref() != Some(&displaced);
        if is_foreign {
            swap_back(directory, OsStr::new(temporary), OsStr::new(&self.name))?;
        }
        let path = directory.path().join(temporary);
        attempt(|| unlinkat(directory, temporary, AtFlags::empty())).map_err(failed("remove", &path))?;
        directory.sync()?;
        Ok(if is_foreign { Fate::Dropped } else { Fate::Done })
    }

    fn remove(&self, directory: &Directory, path: &Path, go_on: bool) -> Result<Fate, Error> {
        if !go_on {
            return Ok(Fate::Dropped);
        }
        attempt(|| unlinkat(directory, &self.name, AtFlags::empty())).map_err(failed("remove", path))?;
        directory.sync()?;
        Ok(Fate::Finished)
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
    let journal = file.map(|file| Journal { version: VERSION, file });
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

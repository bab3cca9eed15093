//! The ledger on disk: one record a file, readable by its owner, changed under one lock.
//!
//! The directory is the only truth. Reading needs no lock, since records are replaced atomically.

mod codec;
mod devices;
mod error;
pub mod history;
mod index;
mod kept;
pub mod keys;
mod local;
mod passwords;
pub mod record;
mod rotations;
#[cfg(test)]
mod samples;
mod versioned;
mod wanted;

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use devices::Device;
pub use error::{Error, Fault};
pub use history::{Event, History, What};
pub use index::{Hint, Row, Rows};
pub use kept::Unfit;
pub use local::{IGNORED_BY_GIT, Seen};
pub use passwords::TrackedPassword;
pub use record::{Delivered, FORCED, Installed, Issued, Kind, Record, STATES, SealedBundle};
pub use rotations::Rotations;
pub use wanted::Wanted;

use crate::domain::{AccessKeyId, Holder, Name};
use crate::near::nearest;
use crate::private_file::{self, Directory, Lock, Pending, Policy, Recovered, Staged, read_file_in};

/// Where the records of AccessKeys lie in the vault's directory.
const KEYS: &str = "keys";
/// How the name of a record's file ends.
const SUFFIX: &str = ".toml";
/// The largest record, in bytes.
const RECORD_CAP: usize = 1 << 20;

/// The ledger in its directory, which need not exist yet.
#[derive(Debug, Clone)]
pub struct Vault {
    home: PathBuf,
}

impl Vault {
    /// The vault in a directory.
    pub fn at(home: PathBuf) -> Self {
        Self { home }
    }

    /// Its directory.
    pub fn home(&self) -> &Path {
        &self.home
    }

    /// Whether there is a ledger at all, be it one without records.
    ///
    /// # Errors
    /// [`Error::File`]
    pub fn exists(&self) -> Result<bool, Error> {
        Ok(self.keys()?.is_some())
    }

    /// All records in the order of their names, with what is wrong with those that cannot be read.
    ///
    /// # Errors
    /// [`Error::File`] when the directory is unsafe or cannot be listed.
    pub fn records(&self) -> Result<Vec<Result<Record, Error>>, Error> {
        let Some(keys) = self.keys()? else { return Ok(Vec::new()) };
        names(&keys).map(|names| names.iter().map(|name| read(&keys, name)).collect())
    }

    /// The names of all records, in their order.
    ///
    /// # Errors
    /// [`Error::File`]
    pub fn names(&self) -> Result<Vec<Name>, Error> {
        let keys = self.keys()?;
        keys.map_or(Ok(Vec::new()), |keys| names(&keys))
    }

    /// What lies among the records under a name that no record has, and is never looked at.
    ///
    /// # Errors
    /// [`Error::File`]
    pub fn strangers(&self) -> Result<Vec<PathBuf>, Error> {
        let Some(keys) = self.keys()? else { return Ok(Vec::new()) };
        let is_strange =
            |name: &&std::ffi::OsString| stem(name).is_none() && !name.as_encoded_bytes().starts_with(b".");
        let mut strangers: Vec<PathBuf> =
            keys.names()?.iter().filter(is_strange).map(|name| Path::new(KEYS).join(name)).collect();
        strangers.sort();
        Ok(strangers)
    }

    /// The permission bits of the directory, when others can list what is in it.
    ///
    /// # Errors
    /// [`Error::File`]
    pub fn open_to_others(&self) -> Result<Option<u32>, Error> {
        let home = Directory::look(&self.home, Policy::strict())?;
        Ok(home.map_or(Ok(None), |home| home.open_to_others())?)
    }

    /// One record.
    ///
    /// # Errors
    /// [`Error::NoSuchRecord`], [`Error::Record`], [`Error::File`]
    pub fn record(&self, name: &Name) -> Result<Record, Error> {
        let keys = self.keys()?.ok_or_else(|| Error::NoSuchRecord(name.clone(), None))?;
        look_up(name, names(&keys)?, Error::NoSuchRecord)?;
        read(&keys, name)
    }

    /// The records of one AccessKey, of one bundle, or whatever else `wanted` picks. Those that
    /// cannot be read are passed over: [`Ledger::faults`] names them.
    ///
    /// # Errors
    /// [`Error::File`], also when the system does not give one record: it might be the wanted one,
    /// and a second record of the same key be made.
    pub fn find(&self, wanted: impl Fn(&Record) -> bool) -> Result<Vec<Record>, Error> {
        picked(self.records()?, wanted)
    }

    fn keys(&self) -> Result<Option<Directory>, Error> {
        Ok(Directory::look(&self.home.join(KEYS), Policy::strict())?)
    }

    /// A record whose name was listed.
    fn read_now(&self, name: &Name) -> Result<Record, Error> {
        let missing = || Error::NoSuchRecord(name.clone(), None);
        let keys = self.keys()?.ok_or_else(missing)?;
        read(&keys, name)
    }

    /// Whether a killed run has left something that [`Vault::lock`] finishes.
    ///
    /// # Errors
    /// [`Error::File`]
    pub fn is_interrupted(&self) -> Result<bool, Error> {
        let home = Directory::look(&self.home, Policy::strict())?;
        Ok(home.map_or(Ok(false), |home| private_file::is_interrupted(&home))?)
    }

    /// What a killed run has left, for whoever only looks.
    ///
    /// # Errors
    /// [`Error::File`], with [`private_file::Error::Journal`] when its journal cannot be read.
    pub fn pending(&self) -> Result<Option<Pending>, Error> {
        let home = Directory::look(&self.home, Policy::strict())?;
        Ok(home.map_or(Ok(None), |home| private_file::pending(&home))?)
    }

    /// Takes the lock, making the directories where they are missing, and finishes what a killed
    /// run left behind.
    ///
    /// # Errors
    /// [`Error::File`], with [`private_file::Error::Busy`] when another run holds the lock.
    pub fn lock(&self) -> Result<Ledger, Error> {
        let home = Arc::new(Directory::open(&self.home, Policy::strict())?);
        let lock = Lock::take(&home, OsStr::new("ledger"))?;
        let recovered = private_file::recover(&home)?;
        keys::sweep(&home);
        local::sweep(&self.home);
        let keys = Arc::new(Directory::open(&self.home.join(KEYS), Policy::strict())?);
        Ok(Ledger { vault: self.clone(), home, keys, recovered, _lock: lock })
    }
}

/// The ledger, locked for a change.
#[derive(Debug)]
pub struct Ledger {
    vault: Vault,
    home: Arc<Directory>,
    keys: Arc<Directory>,
    recovered: Recovered,
    _lock: Lock,
}

impl Ledger {
    /// What was done now with the files that a killed run had left.
    pub fn recovered(&self) -> &Recovered {
        &self.recovered
    }

    /// The records that cannot be read, and why.
    ///
    /// # Errors
    /// [`Error::File`]
    pub fn faults(&self) -> Result<Vec<Error>, Error> {
        self.vault.rows().map(Rows::into_faults)
    }

    /// The permission bits of the vault's directory, when others can list what is in it.
    ///
    /// # Errors
    /// [`Error::File`]
    pub fn open_to_others(&self) -> Result<Option<u32>, Error> {
        Ok(self.home.open_to_others()?)
    }

    /// Reading while locked.
    pub fn vault(&self) -> &Vault {
        &self.vault
    }

    /// The record of a holder's AccessKey.
    ///
    /// # Errors
    /// [`Error::File`]
    pub fn of_key(&self, id: &AccessKeyId, holder: &Holder) -> Result<Option<Record>, Error> {
        let records = self.vault.find_by(&Wanted::Key(id))?;
        Ok(records.into_iter().rfind(|record| record.holder == *holder))
    }

    /// The name for a new record: the wanted one, or the first free one made from the holder.
    ///
    /// # Errors
    /// [`Error::NameTaken`] when the wanted one is another key's.
    pub fn free_name(&self, wanted: Option<&Name>, holder: &Holder) -> Result<Name, Error> {
        let taken = names(&self.keys)?;
        match wanted {
            Some(name) if taken.contains(name) => {
                let masked = self.vault.record(name).ok().and_then(|record| record.masked_id());
                Err(Error::NameTaken { name: name.clone(), masked })
            }
            Some(name) => Ok(name.clone()),
            None => {
                let base = Name::from_holder(holder.as_str());
                let mut names = std::iter::once(base.clone()).chain((2..).map(|number| base.numbered(number)));
                Ok(names.find(|name| !taken.contains(name)).unwrap_or(base))
            }
        }
    }

    /// A record, waiting to be committed with the files that belong to it.
    ///
    /// # Errors
    /// [`Error::File`]
    pub fn stage(&self, record: &Record) -> Result<Staged, Error> {
        self.stage_file(&self.keys, &file_name(&record.name), codec::encode(record).expose())
    }

    /// A file of the ledger, waiting to be committed.
    fn stage_file(&self, folder: &Arc<Directory>, name: &str, text: &str) -> Result<Staged, Error> {
        local::hide_from_git(&self.home, || names(&self.keys).is_ok_and(|names| names.is_empty()));
        Ok(Staged::replacing(folder, OsStr::new(name), text.as_bytes())?)
    }

    /// A record that goes, waiting to be committed with the one that takes its place.
    ///
    /// # Errors
    /// [`Error::NoSuchRecord`], [`Error::File`]
    pub fn stage_removal(&self, name: &Name) -> Result<Staged, Error> {
        let staged = Staged::removing(&self.keys, OsStr::new(&file_name(name)))?;
        staged.ok_or_else(|| Error::NoSuchRecord(name.clone(), None))
    }

    /// Commits files and the record that belongs to them, all or nothing.
    ///
    /// # Errors
    /// [`Error::File`]
    pub fn commit_journaled(&self, staged: Vec<Staged>) -> Result<(), Error> {
        Ok(private_file::commit_journaled(staged, &self.home)?)
    }

    /// Writes one record.
    ///
    /// # Errors
    /// [`Error::File`]
    pub fn save(&self, record: &Record) -> Result<(), Error> {
        Ok(private_file::commit(vec![self.stage(record)?])?)
    }

    /// Removes one record.
    ///
    /// # Errors
    /// [`Error::NoSuchRecord`], [`Error::File`]
    pub fn remove(&self, name: &Name) -> Result<(), Error> {
        if !names(&self.keys)?.contains(name) {
            return Err(Error::NoSuchRecord(name.clone(), None));
        }
        Ok(private_file::remove(&self.keys, OsStr::new(&file_name(name)))?)
    }
}

/// Those that can be read and are wanted.
fn picked(
    records: impl IntoIterator<Item = Result<Record, Error>>,
    wanted: impl Fn(&Record) -> bool,
) -> Result<Vec<Record>, Error> {
    let mut found = Vec::new();
    for record in records {
        match record {
            Ok(record) if wanted(&record) => found.push(record),
            Err(Error::File(error)) if error.hides_a_file() => return Err(error.into()),
            Ok(_) | Err(_) => {}
        }
    }
    Ok(found)
}

fn file_name(name: &Name) -> String {
    format!("{name}{SUFFIX}")
}

fn names(keys: &Directory) -> Result<Vec<Name>, Error> {
    let mut names: Vec<Name> = keys.names()?.iter().filter_map(|name| stem(name)).collect();
    names.sort();
    Ok(names)
}

/// Whether the name is one of these; else the error, with the one that may have been meant.
fn look_up(name: &Name, names: Vec<Name>, missing: impl Fn(Name, Option<Name>) -> Error) -> Result<(), Error> {
    if names.contains(name) { Ok(()) } else { Err(missing(name.clone(), nearest(name.as_str(), names.into_iter()))) }
}

fn stem(name: &OsStr) -> Option<Name> {
    word(name).and_then(|word| Name::new(word).ok())
}

/// The name of the record in a file of this name, if there is one.
fn word(name: &OsStr) -> Option<&str> {
    name.to_str()?.strip_suffix(SUFFIX).filter(|word| Name::is_valid(word))
}

fn read(keys: &Directory, name: &Name) -> Result<Record, Error> {
    let bytes = read_file_in(keys, OsStr::new(&file_name(name)), RECORD_CAP)?;
    codec::decode(&bytes, name).map_err(|fault| Error::Record { name: name.clone(), fault })
}

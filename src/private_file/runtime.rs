//! A file for as long as one run lasts, in the session's runtime directory: in memory on most systems,
//! and the user's alone. It goes with its run; what a killed run has left, the next one sweeps.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustix::fs::{AtFlags, unlinkat};

use super::staged::Staged;
use super::system::attempt;
use super::{Directory, Error, Lock, Policy, commit};

/// Removed when dropped.
#[derive(Debug)]
pub struct RuntimeFile {
    directory: Arc<Directory>,
    name: OsString,
    _lock: Lock,
}

impl RuntimeFile {
    /// Sweeps the directory, which is made 0700 where it is missing, and makes a file in it.
    ///
    /// # Errors
    /// As for every file that is written.
    pub fn make(directory: &Path, name: &str, bytes: &[u8]) -> Result<Self, Error> {
        let directory = Arc::new(Directory::open(directory, Policy::strict())?);
        directory.close_to_others()?;
        sweep(&directory)?;
        let name = OsString::from(name);
        let lock = Lock::take(&directory, &name)?;
        let file = Self { directory, name, _lock: lock };
        commit(vec![Staged::replacing(&file.directory, &file.name, bytes)?])?;
        Ok(file)
    }

    /// Where it is.
    pub fn path(&self) -> PathBuf {
        self.directory.path().join(&self.name)
    }
}

impl Drop for RuntimeFile {
    fn drop(&mut self) {
        remove(&self.directory, &self.name);
    }
}

/// Removes what belongs to no run any more. For that its lock is free.
fn sweep(directory: &Directory) -> Result<(), Error> {
    for entry in directory.names()? {
        let Some(name) = name_of(&entry) else { continue };
        if let Some(_free) = Lock::try_take(directory, &name)? {
            remove(directory, &name);
        }
    }
    Ok(())
}

/// The name of the file that an entry is, or that it is the lock or the temporary of.
fn name_of(entry: &OsStr) -> Option<OsString> {
    let text = entry.to_str()?;
    let Some(hidden) = text.strip_prefix('.') else { return Some(entry.to_owned()) };
    let name = hidden.strip_suffix(".lock").or_else(|| hidden.strip_suffix(".akvault-tmp"))?;
    Some(name.into())
}

/// The lock goes last: names are not used twice, so nobody else waits for it.
fn remove(directory: &Directory, name: &OsStr) {
    let beside = |ending: &str| {
        let mut beside = OsString::from(".");
        beside.push(name);
        beside.push(ending);
        beside
    };
    for name in [name.to_owned(), beside(".akvault-tmp"), beside(".lock")] {
        let _ = attempt(|| unlinkat(directory, &name, AtFlags::empty()));
    }
}

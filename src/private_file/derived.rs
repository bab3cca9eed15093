//! Files that can be made anew from others, or be done without: read whole or not at all, replaced without
//! waiting for the disk or for another run.
//!
//! Never for what must not be lost. Whoever reads such a file must be able to tell a torn one.

use std::ffi::{OsStr, OsString};
use std::sync::Arc;

use rustix::fd::{AsFd as _, OwnedFd};
use rustix::fs::{AtFlags, Mode, OFlags, fstat, openat, unlinkat};
use rustix::io::read;

use super::leftover::temporary_name;
use super::replace::rename;
use super::stamp::{Moment, Stamp};
use super::system::{attempt, write_all};
use super::{Directory, Error, Lock, failed};

/// Reads a derived file of the owner's that begins with `head`; none where there is none, or it begins otherwise, or is
/// larger than `cap` bytes, or no regular file.
pub fn read_derived(directory: &Directory, name: &OsStr, head: &[u8], cap: usize) -> Option<Vec<u8>> {
    let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
    let file = attempt(|| openat(directory, name, flags, Mode::empty())).ok()?;
    let stat = attempt(|| fstat(&file)).ok()?;
    let size = usize::try_from(Stamp::of(&stat)?.size).ok().filter(|size| *size <= cap)?;
    (stat.st_uid == directory.owner().uid).then_some(())?;
    let mut bytes = vec![0; size];
    // Another version's is not read to its end.
    let (beginning, rest) = bytes.split_at_mut_checked(head.len())?;
    fill(&file, beginning).filter(|()| beginning == head)?;
    fill(&file, rest)?;
    Some(bytes)
}

/// None where the file ends before.
fn fill(file: &OwnedFd, bytes: &mut [u8]) -> Option<()> {
    let mut filled: usize = 0;
    while let Some(rest) = bytes.get_mut(filled..).filter(|rest| !rest.is_empty()) {
        let count = attempt(|| read(file, &mut *rest)).ok().filter(|count| *count > 0)?;
        filled = filled.saturating_add(count);
    }
    Some(())
}

/// A derived file that is going to be replaced, by nobody else at the same time.
#[derive(Debug)]
pub struct Derived {
    directory: Arc<Directory>,
    name: OsString,
    temporary: OsString,
    file: OwnedFd,
    begun: Moment,
    is_done: bool,
    _lock: Lock,
}

impl Derived {
    /// Begins: none while another run is at it.
    ///
    /// # Errors
    /// [`Error::System`], and what makes a lock's place unsafe.
    pub fn begin(directory: &Arc<Directory>, name: &OsStr) -> Result<Option<Self>, Error> {
        let Some(lock) = Lock::try_take(directory, name)? else { return Ok(None) };
        let temporary = temporary_name(name);
        let path = directory.path().join(&temporary);
        // What a killed run left: the lock is ours.
        let _ = attempt(|| unlinkat(&**directory, &temporary, AtFlags::empty()));
        let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let file = attempt(|| openat(&**directory, &temporary, flags, Mode::RUSR | Mode::WUSR));
        let file = file.map_err(failed("write", &path))?;
        let stat = attempt(|| fstat(&file)).map_err(failed("examine", &path))?;
        let begun = Stamp::of(&stat).ok_or(Error::NotRegular { path })?.changed;
        let (directory, name) = (Arc::clone(directory), name.to_owned());
        Ok(Some(Self { directory, name, temporary, file, begun, is_done: false, _lock: lock }))
    }

    /// What the file system's own clock said then.
    pub fn begun(&self) -> Moment {
        self.begun
    }

    /// Writes all of it, and gives it its name.
    ///
    /// # Errors
    /// [`Error::System`]; the file is then as it was.
    pub fn finish(mut self, bytes: &[u8]) -> Result<(), Error> {
        let path = self.directory.path().join(&self.name);
        write_all(self.file.as_fd(), bytes).map_err(failed("write", &path))?;
        rename(&self.directory, &self.temporary, &self.name)?;
        self.is_done = true;
        Ok(())
    }
}

impl Drop for Derived {
    fn drop(&mut self) {
        if !self.is_done {
            let _ = attempt(|| unlinkat(&*self.directory, &self.temporary, AtFlags::empty()));
        }
    }
}

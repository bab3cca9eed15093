//! Files that can be made anew from others, or be done without: read whole or not at all, replaced without
//! waiting for the disk or for another run.
//!
//! Never for what must not be lost. Whoever reads such a file must be able to tell a torn one.

use std::ffi::{OsStr, OsString};
use std::ops::Range;
use std::sync::Arc;

use rustix::fd::{AsFd as _, OwnedFd};
use rustix::fs::{AtFlags, Mode, OFlags, fstat, openat, unlinkat};
use rustix::io::pread;

use super::leftover::temporary_name;
use super::replace::rename;
use super::stamp::{Moment, Stamp};
use super::system::{attempt, write_all};
use super::{Directory, Error, Lock, failed};

/// A derived file that is there, to be read whole or in part.
#[derive(Debug)]
pub struct DerivedInput {
    file: OwnedFd,
    size: usize,
}

impl DerivedInput {
    /// None where there is none of the owner's, or it is larger than `cap` bytes, or no regular file.
    pub fn open(directory: &Directory, name: &OsStr, cap: usize) -> Option<Self> {
        let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
        let file = attempt(|| openat(directory, name, flags, Mode::empty())).ok()?;
        let stat = attempt(|| fstat(&file)).ok()?;
        let size = usize::try_from(Stamp::of(&stat)?.size).ok().filter(|size| *size <= cap)?;
        (stat.st_uid == directory.owner().uid).then_some(Self { file, size })
    }

    /// Bytes, when it was opened.
    pub fn size(&self) -> usize {
        self.size
    }

    /// What stands there; none where the file ends before, or the system does not give it.
    pub fn read(&self, range: Range<usize>) -> Option<Vec<u8>> {
        let mut bytes = vec![0; Some(range.len()).filter(|_| range.end <= self.size)?];
        let mut filled: usize = 0;
        while let Some(rest) = bytes.get_mut(filled..).filter(|rest| !rest.is_empty()) {
            let at = u64::try_from(range.start.checked_add(filled)?).ok()?;
            let count = attempt(|| pread(&self.file, &mut *rest, at)).ok().filter(|count| *count > 0)?;
            filled = filled.saturating_add(count);
        }
        Some(bytes)
    }
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

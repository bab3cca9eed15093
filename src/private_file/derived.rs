//! Files that can be made anew from others, or be done without: read whole or not at all, replaced without
//! waiting for the disk or for another run.
//!
//! Never for what must not be lost. Whoever reads such a file must be able to tell a torn one.

use std::ffi::OsStr;
use std::ops::Range;
use std::sync::Arc;
use std::time::Duration;

use rustix::fd::{AsFd as _, OwnedFd};
use rustix::fs::{Mode, OFlags, fstat, openat};
use rustix::io::pread;

use super::leftover::{sweep, temporary_name};
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

/// The derived files of a directory, for nobody else to replace at the same time.
#[derive(Debug)]
pub struct Derived {
    directory: Arc<Directory>,
    begun: Option<Moment>,
    _lock: Lock,
}

/// What their lock, and the one copy that waits beside them, are called after.
const ALL: &str = "derived";

impl Derived {
    /// Begins, once no other run is at it.
    ///
    /// # Errors
    /// [`Error::Busy`] when one still is after `patience`; [`Error::System`], and what makes a lock's place unsafe.
    pub fn begin(directory: &Arc<Directory>, patience: Duration) -> Result<Self, Error> {
        let lock = Lock::take_within(directory, OsStr::new(ALL), patience)?;
        // What a killed run left.
        sweep(directory, OsStr::new(ALL));
        Ok(Self { directory: Arc::clone(directory), begun: lock.touch().ok(), _lock: lock })
    }

    /// Takes away what a killed run has left, unless another run is at it.
    pub fn sweep(directory: &Arc<Directory>) {
        if directory.stamp(&temporary_name(OsStr::new(ALL))).is_some() {
            drop(Self::begin(directory, Duration::ZERO));
        }
    }

    /// Where they are.
    pub fn directory(&self) -> &Directory {
        &self.directory
    }

    /// What the file system's own clock said then, if it told.
    pub fn begun(&self) -> Option<Moment> {
        self.begun
    }

    /// Makes one of them new.
    ///
    /// # Errors
    /// [`Error::System`]; the file is then as it was.
    pub fn replace(&self, name: &OsStr, bytes: &[u8]) -> Result<(), Error> {
        let (path, copy) = (self.directory.path().join(name), temporary_name(OsStr::new(ALL)));
        let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let file = attempt(|| openat(&*self.directory, &copy, flags, Mode::RUSR | Mode::WUSR));
        let file = file.map_err(failed("write", &path))?;
        let written = write_all(file.as_fd(), bytes).map_err(failed("write", &path));
        let replaced = written.and_then(|()| rename(&self.directory, &copy, name));
        if replaced.is_err() {
            sweep(&self.directory, OsStr::new(ALL));
        }
        replaced
    }
}

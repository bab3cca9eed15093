//! Locks that die with their process, so that no stale one can be left.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, Instant};

use rustix::fd::OwnedFd;
use rustix::fs::{
    FileType, FlockOperation, Mode, OFlags, Timespec, Timestamps, UTIME_NOW, fchown, flock, fstat, futimens, openat,
};
use rustix::io::Errno;
use rustix::process::{Gid, Uid};

use super::stamp::Moment;
use super::system::attempt;
use super::{Directory, Error, Owner, failed};

/// How long to wait for another run. A run holds its locks for milliseconds: never while it asks or
/// derives a key.
const PATIENCE: Duration = Duration::from_secs(30);

/// For locks in a directory of another user's, who might hold one out of spite.
const SHORT_PATIENCE: Duration = Duration::from_secs(2);

/// Held until dropped.
#[derive(Debug)]
pub struct Lock(OwnedFd);

impl Lock {
    /// Waits for `.NAME.lock` in `directory`. The file stays: removing it would race.
    ///
    /// # Errors
    /// [`Error::Busy`] after thirty seconds; [`Error::NotRegular`], [`Error::Link`] and
    /// [`Error::Foreign`] when somebody planted something there.
    pub fn take(directory: &Directory, name: &OsStr) -> Result<Self, Error> {
        Self::wait_for(directory, name, open, usual_patience(directory))
    }

    /// The same where an earlier run has left that file, and otherwise an error.
    ///
    /// # Errors
    /// As [`Lock::take`]; [`Error::System`].
    pub(super) fn take_existing(directory: &Directory, name: &OsStr) -> Result<Self, Error> {
        Self::wait_for(directory, name, existing, usual_patience(directory))
    }

    /// The same with a patience of its own.
    ///
    /// # Errors
    /// As [`Lock::take`], with [`Error::Busy`] after `patience`.
    pub(super) fn take_within(directory: &Directory, name: &OsStr, patience: Duration) -> Result<Self, Error> {
        Self::wait_for(directory, name, open, patience)
    }

    fn wait_for(directory: &Directory, name: &OsStr, open: Open, patience: Duration) -> Result<Self, Error> {
        let file = beside(directory, name, open)?;
        wait(&file, &directory.path().join(name), patience)?;
        Ok(Self(file))
    }

    /// The same without waiting: none while another run holds it.
    ///
    /// # Errors
    /// As [`Lock::take`], but for [`Error::Busy`].
    pub fn try_take(directory: &Directory, name: &OsStr) -> Result<Option<Self>, Error> {
        match Self::take_within(directory, name, Duration::ZERO) {
            Err(Error::Busy { .. }) => Ok(None),
            taken => taken.map(Some),
        }
    }

    /// Touches the lock's file: so the file system's own clock tells the time.
    pub(super) fn touch(&self) -> rustix::io::Result<Moment> {
        let now = Timespec { tv_sec: 0, tv_nsec: UTIME_NOW };
        attempt(|| futimens(&self.0, &Timestamps { last_access: now, last_modification: now }))?;
        attempt(|| fstat(&self.0)).map(|stat| Moment::of_change(&stat))
    }
}

fn usual_patience(directory: &Directory) -> Duration {
    if directory.owner() == Owner::effective() { PATIENCE } else { SHORT_PATIENCE }
}

/// Opens `.NAME.lock`.
fn beside(directory: &Directory, name: &OsStr, open: Open) -> Result<OwnedFd, Error> {
    let mut lock_name = std::ffi::OsString::from(".");
    lock_name.push(name);
    lock_name.push(".lock");
    let path = directory.path().join(&lock_name);
    open(directory, &lock_name, &path)
}

type Open = fn(&Directory, &OsStr, &Path) -> Result<OwnedFd, Error>;

const FLAGS: OFlags = OFlags::RDWR.union(OFlags::NOFOLLOW).union(OFlags::NONBLOCK).union(OFlags::CLOEXEC);

fn open(directory: &Directory, name: &OsStr, path: &Path) -> Result<OwnedFd, Error> {
    let fresh = attempt(|| openat(directory, name, FLAGS | OFlags::CREATE | OFlags::EXCL, Mode::RUSR | Mode::WUSR));
    match fresh {
        Ok(file) => {
            give_to(&file, directory.owner()).map_err(failed("create", path))?;
            Ok(file)
        }
        Err(Errno::EXIST) => existing(directory, name, path),
        Err(errno) => Err(failed("create", path)(errno)),
    }
}

fn existing(directory: &Directory, name: &OsStr, path: &Path) -> Result<OwnedFd, Error> {
    let file = match attempt(|| openat(directory, name, FLAGS, Mode::empty())) {
        Err(Errno::LOOP) => return Err(Error::Link { path: path.to_owned() }),
        answer => answer.map_err(failed("open", path))?,
    };
    let stat = attempt(|| fstat(&file)).map_err(failed("examine", path))?;
    if FileType::from_raw_mode(stat.st_mode) != FileType::RegularFile {
        return Err(Error::NotRegular { path: path.to_owned() });
    }
    let wanted = directory.owner().uid;
    if stat.st_uid != wanted {
        return Err(Error::Foreign { path: path.to_owned(), uid: stat.st_uid, wanted });
    }
    Ok(file)
}

fn wait(file: &OwnedFd, what: &Path, patience: Duration) -> Result<(), Error> {
    let begin = Instant::now();
    loop {
        match attempt(|| flock(file, FlockOperation::NonBlockingLockExclusive)) {
            Ok(()) => return Ok(()),
            Err(Errno::WOULDBLOCK) if begin.elapsed() < patience => sleep(Duration::from_millis(5)),
            Err(Errno::WOULDBLOCK) => return Err(Error::Busy { path: PathBuf::from(what) }),
            Err(errno) => return Err(failed("lock", what)(errno)),
        }
    }
}

/// Hands a file that we just created to its owner; nothing to do for our own.
pub(super) fn give_to(file: &OwnedFd, owner: Owner) -> rustix::io::Result<()> {
    if owner == Owner::effective() {
        return Ok(());
    }
    attempt(|| fchown(file, Some(Uid::from_raw(owner.uid)), Some(Gid::from_raw(owner.gid))))
}

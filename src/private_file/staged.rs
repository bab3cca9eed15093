//! A synced copy beside its file, waiting for its name.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustix::fd::{AsFd as _, OwnedFd};
use rustix::fs::{AtFlags, Mode, OFlags, fchmod, fstat, linkat, openat, statat, unlinkat};
use rustix::io::Errno;

use super::before::{look_before, read_before};
use super::directory::split;
use super::leftover::{left_beside, temporary_name};
use super::lock::give_to;
use super::replace::{rename, replace, take_away};
use super::system::{Fingerprint, attempt, sync, write_all};
use super::{Directory, Error, FILE_CAP, Lock, Policy, failed};

/// Owner-only.
const PRIVATE: Mode = Mode::RUSR.union(Mode::WUSR);
/// For what everyone may read, such as a manual page.
const PUBLIC: Mode = PRIVATE.union(Mode::RGRP).union(Mode::ROTH);
/// For what its owner's other programs may not write, unless they are root's.
const READ_ONLY: Mode = Mode::RUSR;

/// A synced copy that waits for its name, or a file that waits for its removal. Dropped without
/// [`super::commit`], the copy vanishes and the file stays.
#[derive(Debug)]
pub struct Staged {
    pub(super) directory: Arc<Directory>,
    pub(super) name: OsString,
    pub(super) temporary: Temporary,
    pub(super) expected: Expected,
    pub(super) fingerprint: Fingerprint,
    /// The file goes. The copy is empty: it shows that files can be removed here, and that a journal
    /// which says so is ours.
    pub(super) removes: bool,
    pub(super) published: bool,
    /// Other programs write the file too, and know nothing of our lock.
    pub(super) shared: bool,
    pub(super) lock: Option<Lock>,
}

/// The waiting copy: without any name where the file system can, so that not even a kill leaves it.
#[derive(Debug)]
pub(super) enum Temporary {
    Unnamed(OwnedFd),
    Named(OsString),
}

/// What must stand under the name when the copy takes it.
#[derive(Debug)]
pub(super) enum Expected {
    /// What was read, or nothing.
    Replaces(Option<Fingerprint>),
    /// Nothing: an existing file is never overwritten.
    IsNew,
}

impl Staged {
    /// A new file; one that exists is an error now, and again when it takes its name.
    ///
    /// # Errors
    /// [`Error::Exists`], and everything that makes a place unsafe.
    pub fn new_file(path: &Path, policy: Policy, bytes: &[u8]) -> Result<Self, Error> {
        let (parent, name) = split(path)?;
        let directory = Arc::new(Directory::open(&parent, policy)?);
        let path = directory.path().join(&name);
        if attempt(|| statat(&directory, &name, AtFlags::SYMLINK_NOFOLLOW)).is_ok() {
            return Err(Error::Exists { path });
        }
        match unnamed(&directory, bytes) {
            Ok((file, fingerprint)) => {
                Ok(Self::waiting(directory, name, Temporary::Unnamed(file), Expected::IsNew, fingerprint))
            }
            Err(Errno::OPNOTSUPP | Errno::ISDIR | Errno::INVAL | Errno::NOENT) => {
                Self::named(directory, name, Expected::IsNew, bytes)
            }
            Err(errno) => Err(failed("write", &path)(errno)),
        }
    }

    /// A new or replaced file of any size, whatever was in it before; one run writes it at a time.
    ///
    /// # Errors
    /// As [`Staged::replacing`], but for the size; [`Error::Busy`].
    pub fn whole_file(path: &Path, policy: Policy, bytes: &[u8]) -> Result<Self, Error> {
        let (parent, name) = split(path)?;
        let directory = Arc::new(Directory::open(&parent, policy)?);
        let lock = Lock::take(&directory, &name)?;
        let before = look_before(&directory, &name)?;
        let mut staged = Self::named(directory, name, Expected::Replaces(before), bytes)?;
        staged.lock = Some(lock);
        Ok(staged)
    }

    /// A new or replaced file that everyone may read and that holds no secret, such as a manual page.
    ///
    /// # Errors
    /// As [`Staged::replacing`].
    pub fn public_file(path: &Path, policy: Policy, bytes: &[u8]) -> Result<Self, Error> {
        let (parent, name) = split(path)?;
        Self::replacing(&Arc::new(Directory::open(&parent, policy)?), &name, bytes)?.for_everyone()
    }

    /// As it is, but so that everyone may read it.
    ///
    /// # Errors
    /// [`Error::System`]
    pub fn for_everyone(self) -> Result<Self, Error> {
        self.with_mode(PUBLIC)
    }

    /// As it is, but so that nobody writes the file by its name, not even its owner.
    ///
    /// # Errors
    /// [`Error::System`]
    pub fn read_only(self) -> Result<Self, Error> {
        self.with_mode(READ_ONLY)
    }

    fn with_mode(self, mode: Mode) -> Result<Self, Error> {
        let flags = OFlags::WRONLY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let set = |file: &OwnedFd| attempt(|| fchmod(file, mode)).and_then(|()| sync(file));
        let done = match &self.temporary {
            Temporary::Named(name) => {
                attempt(|| openat(&*self.directory, name, flags, Mode::empty())).and_then(|file| set(&file))
            }
            Temporary::Unnamed(file) => set(file),
        };
        done.map_err(failed("write", &self.path()))?;
        Ok(self)
    }

    /// A file in a directory whose lock the caller holds, replaced whatever it was.
    ///
    /// # Errors
    /// [`Error::System`], [`Error::Link`], [`Error::NotRegular`] and the like.
    pub fn replacing(directory: &Arc<Directory>, name: &OsStr, bytes: &[u8]) -> Result<Self, Error> {
        check_size(&directory.path().join(name), bytes)?;
        let before = read_before(directory, name)?.map(|before| before.fingerprint);
        Self::named(Arc::clone(directory), name.to_owned(), Expected::Replaces(before), bytes)
    }

    /// A file in a directory whose lock the caller holds, which goes on commit; nothing where there is none.
    ///
    /// # Errors
    /// As [`Staged::replacing`].
    pub fn removing(directory: &Arc<Directory>, name: &OsStr) -> Result<Option<Self>, Error> {
        let before = read_before(directory, name)?;
        before.map(|before| Self::removal(Arc::clone(directory), name.to_owned(), before.fingerprint)).transpose()
    }

    /// Whether both are going to lie in one directory, by whatever paths.
    ///
    /// # Errors
    /// [`Error::System`]
    pub fn shares_directory_with(&self, other: &Self) -> Result<bool, Error> {
        self.directory.is_same(&other.directory)
    }

    /// Where it is going to be.
    pub fn path(&self) -> PathBuf {
        self.directory.path().join(&self.name)
    }

    pub(super) fn named(
        directory: Arc<Directory>,
        name: OsString,
        expected: Expected,
        bytes: &[u8],
    ) -> Result<Self, Error> {
        let temporary = temporary_name(&name);
        let path = directory.path().join(&temporary);
        let fingerprint = write_named(&directory, &temporary, bytes).map_err(|errno| {
            // Best effort: the error that matters is the first one.
            if errno != Errno::EXIST {
                let _ = unlinkat(&*directory, &temporary, AtFlags::empty());
            }
            failed("write", &path)(errno)
        })?;
        Ok(Self::waiting(directory, name, Temporary::Named(temporary), expected, fingerprint))
    }

    /// The file goes, if it is still the one with this fingerprint.
    ///
    /// # Errors
    /// [`Error::System`], where nothing can be removed either.
    pub(super) fn removal(directory: Arc<Directory>, name: OsString, before: Fingerprint) -> Result<Self, Error> {
        let mut staged = Self::named(directory, name, Expected::Replaces(Some(before)), b"")?;
        staged.removes = true;
        Ok(staged)
    }

    fn waiting(
        directory: Arc<Directory>,
        name: OsString,
        temporary: Temporary,
        expected: Expected,
        fingerprint: Fingerprint,
    ) -> Self {
        Self {
            directory,
            name,
            temporary,
            expected,
            fingerprint,
            removes: false,
            published: false,
            shared: false,
            lock: None,
        }
    }

    /// Whether the file is still as it was when it was read.
    pub(super) fn recheck(&self) -> Result<(), Error> {
        let path = self.path();
        let now = match attempt(|| statat(&*self.directory, &self.name, AtFlags::SYMLINK_NOFOLLOW)) {
            Ok(stat) => Some(Fingerprint::of(&stat)),
            Err(Errno::NOENT) => None,
            Err(errno) => return Err(failed("examine", &path)(errno)),
        };
        match &self.expected {
            Expected::Replaces(before) if *before == now => Ok(()),
            Expected::Replaces(_) => Err(Error::Changed { path }),
            Expected::IsNew if now.is_none() => Ok(()),
            Expected::IsNew => Err(Error::Exists { path }),
        }
    }

    /// Gives the copy its name, or takes the file away.
    pub(super) fn publish(&mut self) -> Result<(), Error> {
        self.recheck()?;
        let path = self.path();
        match (&self.temporary, &self.expected) {
            (Temporary::Named(temporary), Expected::Replaces(before)) => {
                if self.removes {
                    take_away(&self.directory, &self.name, before.as_ref())?;
                    self.published = true;
                    return attempt(|| unlinkat(&*self.directory, temporary, AtFlags::empty()))
                        .map_err(failed("remove", &self.directory.path().join(temporary)));
                } else if self.shared {
                    replace(&self.directory, temporary, &self.name, before.as_ref())?;
                } else {
                    rename(&self.directory, temporary, &self.name)?;
                }
            }
            (Temporary::Named(temporary), Expected::IsNew) => {
                attempt(|| linkat(&*self.directory, temporary, &*self.directory, &self.name, AtFlags::empty()))
                    .map_err(link_failed(&path))?;
                attempt(|| unlinkat(&*self.directory, temporary, AtFlags::empty())).map_err(failed("write", &path))?;
            }
            (Temporary::Unnamed(file), _) => {
                let origin = format!("/proc/self/fd/{}", std::os::fd::AsRawFd::as_raw_fd(file));
                attempt(|| linkat(rustix::fs::CWD, &origin, &*self.directory, &self.name, AtFlags::SYMLINK_FOLLOW))
                    .map_err(link_failed(&path))?;
            }
        }
        self.published = true;
        Ok(())
    }

    /// Whether another file has given way, which cannot be taken back.
    pub(super) fn has_replaced(&self) -> bool {
        self.published && matches!(self.expected, Expected::Replaces(_))
    }

    /// Takes a new file away again, because another one that belongs to it could not be written.
    pub(super) fn withdraw(&self) {
        if self.published && matches!(self.expected, Expected::IsNew) {
            let _ = attempt(|| unlinkat(&*self.directory, &self.name, AtFlags::empty()));
        }
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        if let (false, Temporary::Named(temporary)) = (self.published, &self.temporary) {
            let _ = attempt(|| unlinkat(&*self.directory, temporary, AtFlags::empty()));
        }
    }
}

fn link_failed(path: &Path) -> impl FnOnce(Errno) -> Error {
    let path = path.to_owned();
    move |errno| match errno {
        Errno::EXIST => Error::Exists { path },
        errno => failed("write", &path)(errno),
    }
}

/// Removes such a copy, under the lock of its file. Each run of ours leaves that lock beside it: where
/// there is none, the copy is somebody else's, and no lock is made. The caller holds the ledger's, so
/// that no journal names the copy.
///
/// # Errors
/// Everything that makes a place unsafe, see [`Error`]; [`Error::Busy`].
pub fn sweep_leftover(path: &Path) -> Result<(), Error> {
    let (parent, copy) = split(path)?;
    let gone = || failed("find", path)(Errno::NOENT);
    let name = left_beside(&copy).ok_or_else(gone)?;
    let directory = Directory::look(&parent, Policy::strict())?.ok_or_else(gone)?;
    let _lock = Lock::take_existing(&directory, name)?;
    remove(&directory, &copy)
}

fn write_named(directory: &Directory, name: &OsStr, bytes: &[u8]) -> Result<Fingerprint, Errno> {
    let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let create = || attempt(|| openat(directory, name, flags, PRIVATE));
    let file = match create() {
        // A leftover of a killed run: the lock is ours, so nobody is writing it.
        Err(Errno::EXIST) => {
            attempt(|| unlinkat(directory, name, AtFlags::empty()))?;
            create()?
        }
        answer => answer?,
    };
    fill(directory, &file, bytes)
}

/// Such a file gets its name by way of /proc, so without that it is not made.
#[cfg(target_os = "linux")]
fn unnamed(directory: &Directory, bytes: &[u8]) -> Result<(OwnedFd, Fingerprint), Errno> {
    attempt(|| rustix::fs::access("/proc/self/fd", rustix::fs::Access::EXISTS))?;
    let flags = OFlags::WRONLY | OFlags::TMPFILE | OFlags::CLOEXEC;
    let file = attempt(|| openat(directory, ".", flags, PRIVATE))?;
    let fingerprint = fill(directory, &file, bytes)?;
    Ok((file, fingerprint))
}

#[cfg(not(target_os = "linux"))]
fn unnamed(_directory: &Directory, _bytes: &[u8]) -> Result<(OwnedFd, Fingerprint), Errno> {
    Err(Errno::OPNOTSUPP)
}

fn fill(directory: &Directory, file: &OwnedFd, bytes: &[u8]) -> Result<Fingerprint, Errno> {
    // A directory's default ACL would be inherited; 0600 masks its entries, and this removes them.
    #[cfg(target_os = "linux")]
    let _ = rustix::fs::fremovexattr(file, "system.posix_acl_access");
    attempt(|| fchmod(file, PRIVATE))?;
    give_to(file, directory.owner())?;
    write_all(file.as_fd(), bytes)?;
    sync(file)?;
    attempt(|| fstat(file)).map(|stat| Fingerprint::of(&stat))
}

/// What is written is read again, under the same cap.
pub(super) fn check_size(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    if bytes.len() > FILE_CAP { Err(Error::TooLarge { path: path.to_owned(), cap: FILE_CAP }) } else { Ok(()) }
}

/// Removes a file from a directory whose lock the caller holds, and syncs the directory.
///
/// # Errors
/// [`Error::System`]; [`Error::Unsynced`] when it is removed, but not surely from the disk.
pub fn remove(directory: &Directory, name: &OsStr) -> Result<(), Error> {
    let path = directory.path().join(name);
    attempt(|| unlinkat(directory, name, AtFlags::empty())).map_err(failed("remove", &path))?;
    directory.sync().map_err(|source| Error::Unsynced { source: Box::new(source) })
}

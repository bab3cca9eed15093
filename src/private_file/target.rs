//! One file to be replaced or made, from its lock to the synced copy that waits for its name.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustix::fd::{AsFd as _, OwnedFd};
use rustix::fs::{
    AtFlags, FileType, Mode, OFlags, Stat, fchmod, fstat, linkat, openat, readlinkat, renameat, statat, unlinkat,
};
use rustix::io::Errno;

use super::lock::give_to;
use super::system::{Fingerprint, attempt, mode_of, read_all, sync, write_all};
use super::{Directory, Error, FILE_CAP, Lock, Policy, failed};
use crate::secret::Secret;

/// Owner-only.
const PRIVATE: Mode = Mode::RUSR.union(Mode::WUSR);
/// For what everyone may read, such as a manual page.
const PUBLIC: Mode = PRIVATE.union(Mode::RGRP).union(Mode::ROTH);

/// What stood in a file before it is replaced.
#[derive(Debug)]
pub struct Before {
    /// Its content.
    pub bytes: Secret<[u8]>,
    /// Its permission bits.
    pub mode: u32,
    fingerprint: Fingerprint,
}

/// A locked file that is going to be replaced or made.
#[derive(Debug)]
pub struct Target {
    directory: Arc<Directory>,
    name: OsString,
    before: Option<Before>,
    lock: Lock,
}

impl Target {
    /// Makes the directory where it is missing, takes the lock and reads what is there.
    ///
    /// # Errors
    /// Everything that makes a place unsafe, see [`Error`]; [`Error::Busy`].
    pub fn open(path: &Path, policy: Policy) -> Result<Self, Error> {
        let (parent, name, policy) = resolve(path, policy)?;
        let directory = Arc::new(Directory::open(&parent, policy)?);
        let lock = Lock::take(&directory, &name)?;
        let before = read_before(&directory, &name)?;
        Ok(Self { directory, name, before, lock })
    }

    /// What is there now, without a lock and without making anything: for dry runs.
    ///
    /// # Errors
    /// As [`Target::open`].
    pub fn look(path: &Path, policy: Policy) -> Result<Option<Before>, Error> {
        let (parent, name, policy) = resolve(path, policy)?;
        match Directory::look(&parent, policy)? {
            Some(directory) => read_before(&directory, &name),
            None => Ok(None),
        }
    }

    /// What is there now.
    pub fn before(&self) -> Option<&Before> {
        self.before.as_ref()
    }

    /// The directory's permission bits, when others can list what is in it.
    ///
    /// # Errors
    /// [`Error::System`]
    pub fn directory_open_to_others(&self) -> Result<Option<u32>, Error> {
        self.directory.open_to_others()
    }

    /// Writes and syncs the new content beside the old. The file itself is not touched yet.
    ///
    /// # Errors
    /// [`Error::System`], with nothing left behind.
    pub fn stage(self, bytes: &[u8]) -> Result<Staged, Error> {
        check_size(&self.directory.path().join(&self.name), bytes)?;
        let expected = Expected::Replaces(self.before.map(|before| before.fingerprint));
        let mut staged = Staged::named(self.directory, self.name, expected, bytes)?;
        staged.lock = Some(self.lock);
        Ok(staged)
    }
}

/// A synced copy that waits for its name. Dropped without [`super::commit`], it vanishes.
#[derive(Debug)]
pub struct Staged {
    pub(super) directory: Arc<Directory>,
    pub(super) name: OsString,
    pub(super) temporary: Temporary,
    pub(super) expected: Expected,
    pub(super) fingerprint: Fingerprint,
    pub(super) published: bool,
    lock: Option<Lock>,
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

    /// A new or replaced file that everyone may read and that holds no secret, such as a manual page.
    ///
    /// # Errors
    /// As [`Staged::replacing`].
    pub fn public_file(path: &Path, policy: Policy, bytes: &[u8]) -> Result<Self, Error> {
        let (parent, name) = split(path)?;
        let staged = Self::replacing(&Arc::new(Directory::open(&parent, policy)?), &name, bytes)?;
        let Temporary::Named(temporary) = &staged.temporary else { return Ok(staged) };
        let file = attempt(|| {
            openat(&*staged.directory, temporary, OFlags::WRONLY | OFlags::NOFOLLOW | OFlags::CLOEXEC, Mode::empty())
        });
        file.and_then(|file| attempt(|| fchmod(&file, PUBLIC))).map_err(failed("write", path))?;
        Ok(staged)
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

    /// Whether both are going to lie in one directory, by whatever paths.
    ///
    /// # Errors
    /// [`Error::System`]
    pub fn shares_directory_with(&self, other: &Self) -> Result<bool, Error> {
        let place = |staged: &Self| {
            let stat = attempt(|| fstat(&*staged.directory)).map_err(failed("examine", staged.directory.path()))?;
            Ok((stat.st_dev, stat.st_ino))
        };
        Ok(place(self)? == place(other)?)
    }

    /// Where it is going to be.
    pub fn path(&self) -> PathBuf {
        self.directory.path().join(&self.name)
    }

    fn named(directory: Arc<Directory>, name: OsString, expected: Expected, bytes: &[u8]) -> Result<Self, Error> {
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

    fn waiting(
        directory: Arc<Directory>,
        name: OsString,
        temporary: Temporary,
        expected: Expected,
        fingerprint: Fingerprint,
    ) -> Self {
        Self { directory, name, temporary, expected, fingerprint, published: false, lock: None }
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

    /// Gives the copy its name.
    pub(super) fn publish(&mut self) -> Result<(), Error> {
        self.recheck()?;
        let path = self.path();
        match (&self.temporary, &self.expected) {
            (Temporary::Named(temporary), Expected::Replaces(_)) => {
                attempt(|| renameat(&*self.directory, temporary, &*self.directory, &self.name))
                    .map_err(failed("write", &path))?;
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

    /// Whether another file has given way to this one, which cannot be taken back.
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

/// `.NAME.akvault-tmp`, beside the file.
pub(super) fn temporary_name(name: &OsStr) -> OsString {
    let mut temporary = OsString::from(".");
    temporary.push(name);
    temporary.push(".akvault-tmp");
    temporary
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
fn check_size(path: &Path, bytes: &[u8]) -> Result<(), Error> {
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

/// Directory and name of a file; with `--follow`, of what a link at its end leads to.
fn resolve(path: &Path, policy: Policy) -> Result<(PathBuf, OsString, Policy), Error> {
    let (parent, name) = split(path)?;
    let Some(directory) = Directory::look(&parent, policy)? else { return Ok((parent, name, policy)) };
    let here = directory.path().join(&name);
    match attempt(|| statat(&directory, &name, AtFlags::SYMLINK_NOFOLLOW)) {
        Ok(stat) if FileType::from_raw_mode(stat.st_mode) == FileType::Symlink => {
            follow(&directory, &name, &here, &stat, policy)
        }
        _ => Ok((parent, name, policy)),
    }
}

fn follow(
    directory: &Directory,
    name: &OsStr,
    here: &Path,
    link: &Stat,
    policy: Policy,
) -> Result<(PathBuf, OsString, Policy), Error> {
    use std::os::unix::ffi::OsStringExt as _;
    if !policy.follow {
        return Err(Error::Link { path: here.to_owned() });
    }
    if link.st_uid != 0 && link.st_uid != policy.owner.uid {
        return Err(Error::ForeignLink { path: here.to_owned(), uid: link.st_uid });
    }
    let target = attempt(|| readlinkat(directory, name, Vec::new())).map_err(failed("follow", here))?;
    let target = directory.path().join(OsString::from_vec(target.into_bytes()));
    let (parent, name) = split(&target)?;
    // One link is a dotfile manager; a chain of them is refused when the file is opened.
    Ok((parent, name, Policy { behind_link: true, ..policy }))
}

fn split(path: &Path) -> Result<(PathBuf, OsString), Error> {
    let name = path.file_name().ok_or_else(|| Error::NotRegular { path: path.to_owned() })?;
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    Ok((parent.to_owned(), name.to_owned()))
}

/// Reads through the descriptor what stands under a name: a regular file, the owner's, with one name.
pub(super) fn read_before(directory: &Directory, name: &OsStr) -> Result<Option<Before>, Error> {
    let path = directory.path().join(name);
    let stat = match attempt(|| statat(directory, name, AtFlags::SYMLINK_NOFOLLOW)) {
        Err(Errno::NOENT) => return Ok(None),
        answer => answer.map_err(failed("examine", &path))?,
    };
    check(&stat, directory, &path)?;
    let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    let file = attempt(|| openat(directory, name, flags, Mode::empty())).map_err(failed("read", &path))?;
    let stat = attempt(|| fstat(&file)).map_err(failed("examine", &path))?;
    check(&stat, directory, &path)?;
    let bytes = read_all(file.as_fd(), FILE_CAP).map_err(failed("read", &path))?;
    let bytes = bytes.ok_or(Error::TooLarge { path, cap: FILE_CAP })?;
    Ok(Some(Before { bytes: bytes.into(), mode: mode_of(&stat), fingerprint: Fingerprint::of(&stat) }))
}

fn check(stat: &Stat, directory: &Directory, path: &Path) -> Result<(), Error> {
    let path = path.to_owned();
    match FileType::from_raw_mode(stat.st_mode) {
        FileType::RegularFile => {}
        FileType::Symlink => return Err(Error::Link { path }),
        _ => return Err(Error::NotRegular { path }),
    }
    if stat.st_uid != directory.owner().uid {
        return Err(Error::Foreign { path, uid: stat.st_uid, wanted: directory.owner().uid });
    }
    if stat.st_nlink > 1 {
        return Err(Error::HardLink { path });
    }
    Ok(())
}

//! Bounded reading of what the user names: it fails at the cap, it never truncates.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use rustix::fd::{AsFd as _, BorrowedFd, OwnedFd};
use rustix::fs::{AtFlags, FileType, Mode, OFlags, Stat, fcntl_setfl, fstat, open, openat, statat, unlinkat};

use super::system::{Fingerprint, attempt, mode_of, read_all, sync};
use super::{Directory, Error, failed};
use crate::secret::Secret;

/// Reads a file, at most `cap` bytes. Links and pipes are fine for reading.
///
/// # Errors
/// [`Error::TooLarge`], [`Error::NotRegular`] for a directory, [`Error::System`].
pub fn read_file(path: &Path, cap: usize) -> Result<Secret<[u8]>, Error> {
    Source::read(path, cap).map(|source| source.bytes)
}

/// Reads a regular file in a directory that is open, whatever now stands at its path. Links are fine.
///
/// # Errors
/// As [`read_file`]; [`Error::NotRegular`] for all but a regular file.
pub fn read_file_in(directory: &Directory, name: &OsStr, cap: usize) -> Result<Secret<[u8]>, Error> {
    let path = directory.path().join(name);
    let file = open_to_read(directory.as_fd(), name).map_err(failed("read", &path))?;
    let stat = attempt(|| fstat(&file)).map_err(failed("read", &path))?;
    match FileType::from_raw_mode(stat.st_mode) {
        FileType::RegularFile => drain(file.as_fd(), &path, cap),
        _ => Err(Error::NotRegular { path }),
    }
}

/// Reads standard input to its end, at most `cap` bytes, past std's buffer, which keeps a copy.
///
/// # Errors
/// As [`read_file`].
pub fn read_stdin(cap: usize) -> Result<Secret<[u8]>, Error> {
    drain(rustix::stdio::stdin(), Path::new("standard input"), cap)
}

/// Reads the open descriptor `number` to its end, at most `cap` bytes.
///
/// # Errors
/// As [`read_file`].
pub fn read_descriptor(number: u32, cap: usize) -> Result<Secret<[u8]>, Error> {
    match number {
        0 => read_stdin(cap),
        number => read_file(Path::new(&format!("/dev/fd/{number}")), cap),
    }
}

/// Closes a descriptor that was read, so that no other program inherits it. Standard input stays.
pub fn close_descriptor(number: u32) {
    if let Some(number) = i32::try_from(number).ok().filter(|number| *number > 2) {
        let _ = nix::unistd::close(number);
    }
}

/// A file that was read and that may be removed once its content is elsewhere.
#[derive(Debug)]
pub struct Source {
    /// What it held.
    pub bytes: Secret<[u8]>,
    path: PathBuf,
    stat: Stat,
}

impl Source {
    /// Reads a file, at most `cap` bytes.
    ///
    /// # Errors
    /// As [`read_file`].
    pub fn read(path: &Path, cap: usize) -> Result<Self, Error> {
        let file = open_to_read(rustix::fs::CWD, path.as_os_str()).map_err(failed("read", path))?;
        let stat = attempt(|| fstat(&file)).map_err(failed("read", path))?;
        if FileType::from_raw_mode(stat.st_mode) == FileType::Directory {
            return Err(Error::NotRegular { path: path.to_owned() });
        }
        let bytes = drain(file.as_fd(), path, cap)?;
        Ok(Self { bytes, path: path.to_owned(), stat })
    }

    /// Moves the bytes out.
    pub fn take_bytes(&mut self) -> Secret<[u8]> {
        std::mem::replace(&mut self.bytes, Vec::new().into())
    }

    /// The permission bits, if anyone but the owner can read the file.
    pub fn open_to_others(&self) -> Option<u32> {
        let regular = FileType::from_raw_mode(self.stat.st_mode) == FileType::RegularFile;
        Some(mode_of(&self.stat)).filter(|mode| regular && mode & 0o077 != 0)
    }

    /// Whether [`Source::remove`] would remove the bytes that were read: a regular file with one name.
    ///
    /// # Errors
    /// [`Error::NotRegular`], [`Error::Link`], [`Error::HardLink`]
    pub fn removable(&self) -> Result<(), Error> {
        let now = attempt(|| statat(rustix::fs::CWD, &self.path, AtFlags::SYMLINK_NOFOLLOW))
            .map_err(failed("examine", &self.path))?;
        let path = self.path.clone();
        match FileType::from_raw_mode(now.st_mode) {
            FileType::RegularFile if Fingerprint::of(&now) != Fingerprint::of(&self.stat) => {
                Err(Error::Changed { path })
            }
            FileType::RegularFile if now.st_nlink > 1 => Err(Error::HardLink { path }),
            FileType::RegularFile => Ok(()),
            FileType::Symlink => Err(Error::Link { path }),
            _ => Err(Error::NotRegular { path }),
        }
    }

    /// Removes the file if it is still the one that was read, and syncs its directory.
    ///
    /// # Errors
    /// As [`Source::removable`]; [`Error::System`].
    pub fn remove(self) -> Result<(), Error> {
        self.removable()?;
        let parent = self.path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
        let parent = attempt(|| open(parent, flags, Mode::empty())).map_err(failed("remove", &self.path))?;
        let name = self.path.file_name().unwrap_or_default();
        attempt(|| unlinkat(&parent, name, AtFlags::empty())).map_err(failed("remove", &self.path))?;
        sync(&parent).map_err(|errno| Error::Unsynced { source: Box::new(failed("sync", &self.path)(errno)) })
    }
}

/// Opens without waiting for a FIFO's writer; once open, reads may wait as on standard input.
fn open_to_read(directory: BorrowedFd<'_>, name: &OsStr) -> rustix::io::Result<OwnedFd> {
    let flags = OFlags::RDONLY | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
    let file = attempt(|| openat(directory, name, flags, Mode::empty()))?;
    attempt(|| fcntl_setfl(&file, OFlags::empty()))?;
    Ok(file)
}

fn drain(file: BorrowedFd<'_>, path: &Path, cap: usize) -> Result<Secret<[u8]>, Error> {
    let bytes = read_all(file, cap).map_err(failed("read", path))?;
    bytes.map(Secret::from).ok_or_else(|| Error::TooLarge { path: path.to_owned(), cap })
}

//! What a name is, without following it: kind, owner, mode, names, ACL; and what it holds.
//!
//! Unlike [`Target`](super::Target) nothing is refused because it is unsafe: this is for looking at
//! what is. Nothing is opened but regular files, so that no FIFO and no device is waited for.

use std::ffi::OsStr;
use std::path::Path;

use rustix::fd::{AsFd, OwnedFd};
use rustix::fs::{AtFlags, FileType, Mode, OFlags, Stat, fstat, openat, statat};
use rustix::io::Errno;

use super::system::{attempt, mode_of, read_all};
use super::{Error, failed};
use crate::secret::Secret;

/// What a place is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// What kind of file.
    pub kind: Kind,
    /// The permission bits.
    pub mode: u32,
    /// Whose it is.
    pub uid: u32,
    /// Whether it has several names; of a directory, this means nothing.
    pub has_other_names: bool,
    /// Whether an access control list gives rights beyond the permission bits.
    pub has_acl: bool,
    /// Tells two names of one file from two files.
    pub identity: Identity,
}

/// A file, by whatever name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Identity(i128, u64);

/// What kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A regular file.
    Regular,
    /// A directory.
    Directory,
    /// A symbolic link.
    Link,
    /// A FIFO, a socket, a device.
    Other,
}

impl Facts {
    pub(super) fn of(stat: &Stat) -> Self {
        let kind = match FileType::from_raw_mode(stat.st_mode) {
            FileType::RegularFile => Kind::Regular,
            FileType::Directory => Kind::Directory,
            FileType::Symlink => Kind::Link,
            _ => Kind::Other,
        };
        let identity = Identity(device(stat), stat.st_ino);
        let has_other_names = stat.st_nlink > 1;
        Self { kind, mode: mode_of(stat), uid: stat.st_uid, has_other_names, has_acl: false, identity }
    }

    /// Whether anyone but the owner has a right by the permission bits. Where there is an ACL, the
    /// bits of the group are its mask, and say nothing of the group.
    pub fn is_open(&self) -> bool {
        self.mode & if self.has_acl { 0o007 } else { 0o077 } != 0
    }
}

/// Signed on some systems, and of different widths; here it only has to differ.
pub(super) fn device(stat: &Stat) -> i128 {
    stat.st_dev.into()
}

/// What stands under a name, or nothing.
pub(super) fn look_at(directory: impl AsFd + Copy, name: &OsStr, path: &Path) -> Result<Option<Facts>, Error> {
    let stat = match attempt(|| statat(directory, name, AtFlags::SYMLINK_NOFOLLOW)) {
        Err(Errno::NOENT) => return Ok(None),
        answer => answer.map_err(failed("examine", path))?,
    };
    let facts = Facts::of(&stat);
    if facts.kind != Kind::Regular {
        return Ok(Some(facts));
    }
    // One that may not be read has no ACL that could be seen, and its permission bits tell enough.
    let has_acl = open_regular(directory, name, path).is_ok_and(|(_, facts)| facts.has_acl);
    Ok(Some(Facts { has_acl, ..facts }))
}

/// What a regular file holds, at most `cap` bytes.
pub(super) fn read_at(
    directory: impl AsFd + Copy,
    name: &OsStr,
    path: &Path,
    cap: usize,
) -> Result<(Facts, Secret<[u8]>), Error> {
    let (file, facts) = open_regular(directory, name, path)?;
    let bytes = read_all(file.as_fd(), cap).map_err(failed("read", path))?;
    let bytes = bytes.ok_or_else(|| Error::TooLarge { path: path.to_owned(), cap })?;
    Ok((facts, bytes.into()))
}

/// Examined before it is opened, since opening a device may do something; and after, since it may
/// have been swapped.
pub(super) fn open_regular(directory: impl AsFd + Copy, name: &OsStr, path: &Path) -> Result<(OwnedFd, Facts), Error> {
    let stat = attempt(|| statat(directory, name, AtFlags::SYMLINK_NOFOLLOW)).map_err(failed("examine", path))?;
    check_regular(&stat, path)?;
    let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
    let file = match attempt(|| openat(directory, name, flags, Mode::empty())) {
        Err(Errno::LOOP) => return Err(Error::Link { path: path.to_owned() }),
        answer => answer.map_err(failed("read", path))?,
    };
    let stat = attempt(|| fstat(&file)).map_err(failed("examine", path))?;
    check_regular(&stat, path)?;
    let facts = Facts { has_acl: has_acl(&file), ..Facts::of(&stat) };
    Ok((file, facts))
}

fn check_regular(stat: &Stat, path: &Path) -> Result<(), Error> {
    match FileType::from_raw_mode(stat.st_mode) {
        FileType::RegularFile => Ok(()),
        FileType::Symlink => Err(Error::Link { path: path.to_owned() }),
        _ => Err(Error::NotRegular { path: path.to_owned() }),
    }
}

/// acl(5): one that says no more than the permission bits is not stored.
#[cfg(target_os = "linux")]
pub(super) fn has_acl(file: impl AsFd) -> bool {
    rustix::fs::fgetxattr_query(file, ACL).is_ok_and(|size| size > 0)
}

#[cfg(not(target_os = "linux"))]
pub(super) fn has_acl(_: impl AsFd) -> bool {
    false
}

/// Where Linux keeps the access control list of a file.
#[cfg(target_os = "linux")]
pub(super) const ACL: &str = "system.posix_acl_access";

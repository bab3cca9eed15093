//! What stands under a name before anything is written there.

use std::ffi::OsStr;
use std::path::Path;

use rustix::fd::AsFd as _;
use rustix::fs::{AtFlags, FileType, Mode, OFlags, Stat, fstat, openat, statat};
use rustix::io::Errno;

use super::system::{Fingerprint, attempt, mode_of, read_all};
use super::{Directory, Error, FILE_CAP, failed};
use crate::secret::Secret;

/// What stood in a file before it is replaced.
#[derive(Debug)]
pub struct Before {
    /// Its content.
    pub bytes: Secret<[u8]>,
    /// Its permission bits.
    pub mode: u32,
    pub(super) fingerprint: Fingerprint,
}

impl Before {
    /// Whether not even its owner may write it: somebody wanted it so, and it stays so.
    pub fn is_read_only(&self) -> bool {
        self.mode == 0o400
    }
}

/// What stands under a name, without reading it: a regular file, the owner's, with one name.
pub(super) fn look_before(directory: &Directory, name: &OsStr) -> Result<Option<Fingerprint>, Error> {
    let path = directory.path().join(name);
    let stat = match attempt(|| statat(directory, name, AtFlags::SYMLINK_NOFOLLOW)) {
        Err(Errno::NOENT) => return Ok(None),
        answer => answer.map_err(failed("examine", &path))?,
    };
    check(&stat, directory, &path)?;
    Ok(Some(Fingerprint::of(&stat)))
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

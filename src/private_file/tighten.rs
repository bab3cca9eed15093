//! Takes rights away from others: the one way in which the mode of a file that is there is changed.

use std::ffi::OsString;
use std::path::Path;

use rustix::fd::OwnedFd;
use rustix::fs::{FileType, Mode, OFlags, fchmod, fstat, openat};
use rustix::io::Errno;

use super::directory::split;
use super::facts::open_regular;
use super::system::{attempt, mode_of, sync};
use super::{Directory, Error, Policy, failed};

/// Gives a regular file of the caller's own, with one name, in a directory that nobody else can
/// write, these permission bits, and takes its access control list away.
///
/// # Errors
/// Everything that makes a place unsafe, see [`Error`].
pub fn tighten_file(path: &Path, mode: u32) -> Result<(), Error> {
    let (directory, name) = parent_of(path)?;
    let (file, facts) = open_regular(&directory, &name, path)?;
    if facts.has_other_names {
        return Err(Error::HardLink { path: path.to_owned() });
    }
    check_owner(facts.uid, &directory, path)?;
    tighten(&file, mode, path)
}

/// The same for a directory of the caller's own. What it gives nobody now, it gives nobody then.
///
/// # Errors
/// As [`tighten_file`].
pub fn tighten_directory(path: &Path, mode: u32) -> Result<(), Error> {
    let (directory, name) = parent_of(path)?;
    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let file = match attempt(|| openat(&directory, &name, flags, Mode::empty())) {
        Err(Errno::LOOP) => return Err(Error::Link { path: path.to_owned() }),
        Err(Errno::NOTDIR) => return Err(Error::NotDirectory { path: path.to_owned() }),
        answer => answer.map_err(failed("open", path))?,
    };
    let stat = attempt(|| fstat(&file)).map_err(failed("examine", path))?;
    if FileType::from_raw_mode(stat.st_mode) != FileType::Directory {
        return Err(Error::NotDirectory { path: path.to_owned() });
    }
    check_owner(stat.st_uid, &directory, path)?;
    tighten(&file, mode_of(&stat) & mode, path)
}

fn parent_of(path: &Path) -> Result<(Directory, OsString), Error> {
    let (parent, name) = split(path)?;
    match Directory::look(&parent, Policy::strict())? {
        Some(directory) => Ok((directory, name)),
        None => Err(failed("find", path)(Errno::NOENT)),
    }
}

fn check_owner(uid: u32, directory: &Directory, path: &Path) -> Result<(), Error> {
    let wanted = directory.owner().uid;
    if uid == wanted { Ok(()) } else { Err(Error::Foreign { path: path.to_owned(), uid, wanted }) }
}

fn tighten(file: &OwnedFd, mode: u32, path: &Path) -> Result<(), Error> {
    // First the bits, which are the mask of an ACL: so no right is given in between.
    #[cfg_attr(target_os = "linux", expect(clippy::useless_conversion, reason = "narrower on other systems"))]
    let bits = Mode::from_bits_truncate(mode.try_into().unwrap_or_default());
    let set = || attempt(|| fchmod(file, bits));
    set().map_err(failed("change the mode of", path))?;
    #[cfg(target_os = "linux")]
    match attempt(|| rustix::fs::fremovexattr(file, super::facts::ACL)) {
        Ok(()) | Err(Errno::NODATA | Errno::OPNOTSUPP) => {}
        Err(errno) => return Err(failed("take the access control list from", path)(errno)),
    }
    set().map_err(failed("change the mode of", path))?;
    sync(file).map_err(|errno| Error::Unsynced { source: Box::new(failed("sync", path)(errno)) })
}

//! A copy takes the name of what was read, and of nothing else.
//!
//! Between the last look and a rename another program may write the file, and the rename would take
//! its work away. So the two names are swapped, in one step, and what came back for the copy is looked
//! at: if it is not what was read, both go back to where they were. Where the file system cannot swap,
//! it is a rename.

use std::ffi::{OsStr, OsString};
use std::path::Path;

use rustix::fs::{AtFlags, RenameFlags, renameat, renameat_with, statat, unlinkat};
use rustix::io::Errno;

use super::leftover::temporary_name;
use super::system::{Fingerprint, attempt};
use super::{Directory, Error, failed};

/// Gives `copy` the name `name`, under which `before` stands, or nothing.
pub(super) fn replace(
    directory: &Directory,
    copy: &OsStr,
    name: &OsStr,
    before: Option<&Fingerprint>,
) -> Result<(), Error> {
    let path = directory.path().join(name);
    let flags = if before.is_some() { RenameFlags::EXCHANGE } else { RenameFlags::NOREPLACE };
    match attempt(|| renameat_with(directory, copy, directory, name, flags)) {
        Ok(()) => before.map_or(Ok(()), |before| settle(directory, copy, name, before, &path)),
        // Somebody made the file, or took it away.
        Err(Errno::EXIST | Errno::NOENT) => Err(Error::Changed { path }),
        Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP) => rename(directory, copy, name),
        Err(errno) => Err(failed("write", &path)(errno)),
    }
}

/// Gives `copy` the name `name`, whatever stands there: for files that nobody else writes.
pub(super) fn rename(directory: &Directory, copy: &OsStr, name: &OsStr) -> Result<(), Error> {
    let path = directory.path().join(name);
    attempt(|| renameat(directory, copy, directory, name)).map_err(failed("write", &path))
}

/// Takes `name` away, if `before` is what stands there: it moves aside, is looked at, and goes; or moves
/// back.
pub(super) fn take_away(directory: &Directory, name: &OsStr, before: Option<&Fingerprint>) -> Result<(), Error> {
    let (path, aside) = (directory.path().join(name), name_aside(name));
    rename(directory, name, &aside)?;
    let moved = attempt(|| statat(directory, &aside, AtFlags::SYMLINK_NOFOLLOW)).map(|stat| Fingerprint::of(&stat));
    let failure = match moved {
        Ok(moved) if Some(&moved) == before => match attempt(|| unlinkat(directory, &aside, AtFlags::empty())) {
            Ok(()) => return Ok(()),
            Err(errno) => failed("remove", &path)(errno),
        },
        Ok(_) => Error::Changed { path },
        Err(errno) => failed("examine", &path)(errno),
    };
    put_back(directory, &aside, name)?;
    Err(failure)
}

/// Where a file is between its place and its end.
pub(super) fn name_aside(name: &OsStr) -> OsString {
    let mut aside = name.to_owned();
    aside.push(".gone");
    temporary_name(&aside)
}

/// Gives what was moved its name again, unless another file has taken it.
pub(super) fn put_back(directory: &Directory, aside: &OsStr, name: &OsStr) -> Result<(), Error> {
    let path = directory.path().join(name);
    match attempt(|| renameat_with(directory, aside, directory, name, RenameFlags::NOREPLACE)) {
        Ok(()) => Ok(()),
        Err(Errno::EXIST) => attempt(|| unlinkat(directory, aside, AtFlags::empty())).map_err(failed("remove", &path)),
        Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP) => rename(directory, aside, name),
        Err(errno) => Err(failed("restore", &path)(errno)),
    }
}

/// Swaps the two names back: what another program wrote meanwhile stands again.
pub(super) fn swap_back(directory: &Directory, copy: &OsStr, name: &OsStr) -> Result<(), Error> {
    let path = directory.path().join(name);
    attempt(|| renameat_with(directory, copy, directory, name, RenameFlags::EXCHANGE)).map_err(failed("restore", &path))
}

/// Removes what the copy was swapped for, if that is what was read.
fn settle(directory: &Directory, copy: &OsStr, name: &OsStr, before: &Fingerprint, path: &Path) -> Result<(), Error> {
    let displaced = attempt(|| statat(directory, copy, AtFlags::SYMLINK_NOFOLLOW)).map(|stat| Fingerprint::of(&stat));
    if displaced.as_ref() == Ok(before) {
        // The new file stands. If the old one cannot be removed, the next run does.
        let _ = attempt(|| unlinkat(directory, copy, AtFlags::empty()));
        return Ok(());
    }
    swap_back(directory, copy, name)?;
    displaced.map_err(failed("examine", path))?;
    Err(Error::Changed { path: path.to_owned() })
}

//! A look at a file as a program sees it that reads it, for the verbs that tell what is there and write nothing.
//!
//! Unlike [`Target::look`](super::Target::look), a mode, an owner or a second name is no reason to refuse: it is
//! none for the reader. Links are refused unless they are to be followed, as everywhere.

use std::path::{Path, PathBuf};

use rustix::fd::AsFd as _;
use rustix::fs::{AtFlags, CWD, FileType, Mode, OFlags, Stat, fstat, openat, readlinkat, statat};
use rustix::io::Errno;

use super::system::{attempt, mode_of, read_all};
use super::{Error, FILE_CAP, Policy, failed};
use crate::secret::Secret;

/// How many links a path may go through; the kernel's own limit.
const MOST_LINKS: u32 = 40;

/// What a reader finds in a file.
#[derive(Debug)]
pub struct Glimpse {
    /// Its content.
    pub bytes: Secret<[u8]>,
    /// Its permission bits.
    pub mode: u32,
    /// Whose it is.
    pub uid: u32,
    /// The first symbolic link on the way, of those that the system did not lay itself.
    pub link: Option<PathBuf>,
}

/// Reads a regular file of anybody's, at most [`FILE_CAP`] bytes; nothing where there is none.
///
/// # Errors
/// [`Error::Link`] and [`Error::ForeignLink`], as the policy says; [`Error::NotRegular`],
/// [`Error::TooLarge`], [`Error::System`].
pub fn glimpse(path: &Path, policy: Policy) -> Result<Option<Glimpse>, Error> {
    let (path, link) = resolve(path, policy)?;
    let Some(stat) = examine(&path)? else { return Ok(None) };
    check(&stat, &path)?;
    let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
    let file = attempt(|| openat(CWD, &path, flags, Mode::empty())).map_err(failed("read", &path))?;
    let stat = attempt(|| fstat(&file)).map_err(failed("examine", &path))?;
    check(&stat, &path)?;
    let bytes = read_all(file.as_fd(), FILE_CAP).map_err(failed("read", &path))?;
    let bytes = bytes.ok_or(Error::TooLarge { path, cap: FILE_CAP })?;
    Ok(Some(Glimpse { bytes: bytes.into(), mode: mode_of(&stat), uid: stat.st_uid, link }))
}

fn check(stat: &Stat, path: &Path) -> Result<(), Error> {
    match FileType::from_raw_mode(stat.st_mode) {
        FileType::RegularFile => Ok(()),
        _ => Err(Error::NotRegular { path: path.to_owned() }),
    }
}

/// What stands under a name, without following it; nothing where a part of the path is missing.
fn examine(path: &Path) -> Result<Option<Stat>, Error> {
    match attempt(|| statat(CWD, path, AtFlags::SYMLINK_NOFOLLOW)) {
        Ok(stat) => Ok(Some(stat)),
        Err(Errno::NOENT | Errno::NOTDIR) => Ok(None),
        Err(errno) => Err(failed("examine", path)(errno)),
    }
}

/// The path without links, and the first link that was on it.
fn resolve(path: &Path, policy: Policy) -> Result<(PathBuf, Option<PathBuf>), Error> {
    let absolute = std::path::absolute(path);
    let mut here = absolute.map_err(|source| Error::System { doing: "find", path: path.to_owned(), source })?;
    let mut first = None;
    for _ in 0..MOST_LINKS {
        let Some(link) = first_link(&here)? else { return Ok((here, first)) };
        if !link.is_of_the_system(policy) {
            link.check(policy)?;
            first.get_or_insert_with(|| link.path.clone());
        }
        here = link.behind(&here)?;
    }
    Err(failed("follow", path)(Errno::LOOP))
}

/// A link, and the directory in which it stands.
struct Link {
    path: PathBuf,
    stat: Stat,
    above: Option<Stat>,
}

fn first_link(path: &Path) -> Result<Option<Link>, Error> {
    let mut parts: Vec<&Path> = path.ancestors().collect();
    let mut above = None;
    while let Some(part) = parts.pop() {
        let Some(stat) = examine(part)? else { return Ok(None) };
        if FileType::from_raw_mode(stat.st_mode) == FileType::Symlink {
            return Ok(Some(Link { path: part.to_owned(), stat, above }));
        }
        above = Some(stat);
    }
    Ok(None)
}

impl Link {
    /// As [`Directory`](super::Directory) sees it: `/home` and `/tmp` may be links that the system laid.
    fn is_of_the_system(&self, policy: Policy) -> bool {
        let in_a_system_directory =
            self.above.as_ref().is_some_and(|above| above.st_uid == 0 && mode_of(above) & 0o022 == 0);
        let at_the_root = self.path.parent() == Some(Path::new("/"));
        self.stat.st_uid == 0 && in_a_system_directory && (!policy.owner.is_root() || at_the_root)
    }

    fn check(&self, policy: Policy) -> Result<(), Error> {
        let path = self.path.clone();
        match self.stat.st_uid {
            _ if !policy.follow => Err(Error::Link { path }),
            uid if uid != 0 && uid != policy.owner.uid => Err(Error::ForeignLink { path, uid }),
            _ => Ok(()),
        }
    }

    /// `path` with what the link leads to in its place.
    fn behind(&self, path: &Path) -> Result<PathBuf, Error> {
        use std::ffi::OsString;
        use std::os::unix::ffi::OsStringExt as _;
        let target = attempt(|| readlinkat(CWD, &self.path, Vec::new())).map_err(failed("follow", &self.path))?;
        let target = PathBuf::from(OsString::from_vec(target.into_bytes()));
        let above = self.path.parent().unwrap_or(Path::new("/"));
        let rest = path.strip_prefix(&self.path).unwrap_or(Path::new(""));
        Ok(above.join(target).join(rest).components().collect())
    }
}

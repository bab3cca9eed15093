//! Directories that nobody else can tamper with, held open so that they cannot be swapped.

use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::{OsStrExt as _, OsStringExt as _};
use std::path::{Component, Path, PathBuf};

use rustix::fd::{AsFd, BorrowedFd, OwnedFd};
use rustix::fs::{AtFlags, Dir, FileType, Mode, OFlags, Stat, fchmod, fstat, mkdirat, openat, readlinkat, statat};
use rustix::io::Errno;

use super::lock::give_to;
use super::system::{attempt, mode_of, sync};
use super::{Error, Owner, failed};

/// How many links a path may go through with `--follow`; the kernel's own limit.
const MOST_LINKS: u32 = 40;

/// Whose files are written, and whether links on the way are accepted.
#[derive(Debug, Clone, Copy)]
pub struct Policy {
    /// Who must own the directory and the file.
    pub owner: Owner,
    /// Accept symbolic links whose every part is the owner's.
    pub follow: bool,
    /// A link of somebody's was followed: from here on, nothing of root's is good enough, since it
    /// was not the caller who named the place.
    pub(super) behind_link: bool,
}

impl Policy {
    /// The caller's own files, no links.
    pub fn strict() -> Self {
        Self::new(Owner::effective(), false)
    }

    /// Files of `owner`'s, with or without links on the way.
    pub fn new(owner: Owner, follow: bool) -> Self {
        Self { owner, follow, behind_link: false }
    }
}

/// An open directory that passed the checks.
#[derive(Debug)]
pub struct Directory {
    file: OwnedFd,
    path: PathBuf,
    policy: Policy,
}

impl Directory {
    /// Opens a directory, and makes what is missing of it, 0700.
    ///
    /// # Errors
    /// [`Error::Link`], [`Error::Foreign`] or [`Error::OpenDirectory`] when others could tamper.
    pub fn open(path: &Path, policy: Policy) -> Result<Self, Error> {
        match walk(path, policy, true)? {
            Some(directory) => Ok(directory),
            None => Err(failed("open", path)(Errno::NOENT)),
        }
    }

    /// Opens a directory if it is there, and makes none.
    ///
    /// # Errors
    /// As [`Directory::open`].
    pub fn look(path: &Path, policy: Policy) -> Result<Option<Self>, Error> {
        walk(path, policy, false)
    }

    /// Whether both are one directory, by whatever paths.
    ///
    /// # Errors
    /// [`Error::System`]
    pub fn is_same(&self, other: &Self) -> Result<bool, Error> {
        let place = |directory: &Self| {
            let stat = attempt(|| fstat(directory)).map_err(failed("examine", directory.path()))?;
            Ok((stat.st_dev, stat.st_ino))
        };
        Ok(place(self)? == place(other)?)
    }

    /// Whether both lie on one file system, whose clock stamps what is in them. Not where the system does not say.
    pub fn is_on_file_system_of(&self, other: &Self) -> bool {
        let device = |directory: &Self| attempt(|| fstat(directory)).ok().map(|stat| stat.st_dev);
        device(self).is_some() && device(self) == device(other)
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Who owns what is written here.
    pub fn owner(&self) -> Owner {
        self.policy.owner
    }

    /// Whether links were accepted on the way.
    pub(super) fn policy(&self) -> Policy {
        self.policy
    }

    /// The permission bits, when others can list what is in it.
    ///
    /// # Errors
    /// [`Error::System`]
    pub fn open_to_others(&self) -> Result<Option<u32>, Error> {
        let mode = attempt(|| fstat(&self.file)).map(|stat| mode_of(&stat)).map_err(failed("examine", &self.path))?;
        Ok(Some(mode).filter(|mode| mode & 0o077 != 0))
    }

    /// Takes all permissions from everybody but its owner.
    ///
    /// # Errors
    /// [`Error::System`]
    pub(super) fn close_to_others(&self) -> Result<(), Error> {
        attempt(|| fchmod(&self.file, Mode::RWXU)).map_err(failed("close", &self.path))?;
        self.sync()
    }

    /// The names in it, in no order; without `.` and `..`.
    ///
    /// # Errors
    /// [`Error::System`]
    pub fn names(&self) -> Result<Vec<OsString>, Error> {
        let entries = attempt(|| Dir::read_from(&self.file)).map_err(failed("list", &self.path))?;
        let mut names = Vec::new();
        for entry in entries {
            let entry = entry.map_err(failed("list", &self.path))?;
            let name = OsStr::from_bytes(entry.file_name().to_bytes());
            if name != "." && name != ".." {
                names.push(name.to_owned());
            }
        }
        Ok(names)
    }

    /// Waits until the names in it are on the disk.
    pub(super) fn sync(&self) -> Result<(), Error> {
        sync(&self.file).map_err(failed("sync", &self.path))
    }
}

impl AsFd for Directory {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.file.as_fd()
    }
}

/// `O_PATH` needs no read permission on the directories above, which are often 0711.
#[cfg(target_os = "linux")]
const STEP: OFlags = OFlags::PATH.union(OFlags::DIRECTORY).union(OFlags::NOFOLLOW).union(OFlags::CLOEXEC);
#[cfg(not(target_os = "linux"))]
const STEP: OFlags = OFlags::RDONLY.union(OFlags::DIRECTORY).union(OFlags::NOFOLLOW).union(OFlags::CLOEXEC);

fn walk(path: &Path, policy: Policy, create: bool) -> Result<Option<Directory>, Error> {
    match reach(path, policy, create, &mut Err)? {
        Some((place, policy)) => place.settle(policy).map(Some),
        None => Ok(None),
    }
}

/// One step after another from the root, so that every part is checked and none can be swapped. What
/// is wrong with a directory on the way goes to `object`, which may let it pass.
pub(super) fn reach(
    path: &Path,
    mut policy: Policy,
    create: bool,
    object: &mut dyn FnMut(Error) -> Result<(), Error>,
) -> Result<Option<(Place, Policy)>, Error> {
    let absolute =
        std::path::absolute(path).map_err(|source| Error::System { doing: "find", path: path.to_owned(), source })?;
    let mut pending = parts(&absolute);
    let mut here = Place::root()?;
    let mut links: u32 = 0;
    while let Some(name) = pending.pop() {
        let shown = here.path.join(&name);
        let stat = match attempt(|| statat(&here.file, &name, AtFlags::SYMLINK_NOFOLLOW)) {
            Ok(stat) => stat,
            Err(Errno::NOENT) if create => make(&here, &name, policy)?,
            Err(Errno::NOENT) => return Ok(None),
            Err(errno) => return Err(failed("examine", &shown)(errno)),
        };
        match FileType::from_raw_mode(stat.st_mode) {
            FileType::Directory => {
                here = here.enter(&name)?;
                // The last one has to pass more than this, when the walk is over.
                if !pending.is_empty() {
                    here.check_ancestor(policy).or_else(&mut *object)?;
                }
            }
            FileType::Symlink => {
                links = links.saturating_add(1);
                let of_the_system = here.check_link(&shown, &stat, policy, links)?;
                policy.behind_link |= !of_the_system;
                let target = read_link(&here, &name, &shown)?;
                pending.extend(parts(&target));
                if target.is_absolute() {
                    here = Place::root()?;
                }
            }
            _ => return Err(Error::NotDirectory { path: shown }),
        }
    }
    Ok(Some((here, policy)))
}

/// Directory and name of a file.
pub(super) fn split(path: &Path) -> Result<(PathBuf, OsString), Error> {
    let name = path.file_name().ok_or_else(|| Error::NotRegular { path: path.to_owned() })?;
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    Ok((parent.to_owned(), name.to_owned()))
}

/// The names of a path, last first.
fn parts(path: &Path) -> Vec<OsString> {
    path.components()
        .rev()
        .filter_map(|part| match part {
            Component::Normal(name) => Some(name.to_owned()),
            Component::ParentDir => Some("..".into()),
            Component::RootDir | Component::CurDir | Component::Prefix(_) => None,
        })
        .collect()
}

fn read_link(here: &Place, name: &OsStr, shown: &Path) -> Result<PathBuf, Error> {
    let target = attempt(|| readlinkat(&here.file, name, Vec::new())).map_err(failed("follow", shown))?;
    Ok(PathBuf::from(OsString::from_vec(target.into_bytes())))
}

fn make(here: &Place, name: &OsStr, policy: Policy) -> Result<Stat, Error> {
    let path = here.path.join(name);
    if policy.behind_link && here.stat.st_uid != policy.owner.uid {
        return Err(Error::Foreign { path: here.path.clone(), uid: here.stat.st_uid, wanted: policy.owner.uid });
    }
    match attempt(|| mkdirat(&here.file, name, Mode::RWXU)) {
        Ok(()) => {
            let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
            let made = attempt(|| openat(&here.file, name, flags, Mode::empty())).map_err(failed("open", &path))?;
            check_new(&made, &path)?;
            give_to(&made, policy.owner).map_err(failed("create", &path))?;
            sync_place(here)?;
        }
        Err(Errno::EXIST) => {}
        Err(errno) => return Err(failed("create", &path)(errno)),
    }
    attempt(|| statat(&here.file, name, AtFlags::SYMLINK_NOFOLLOW)).map_err(failed("examine", &path))
}

/// Somebody who can write to the directory above may have put another of our directories in the
/// place of the one that was just made: that one is not given away.
fn check_new(made: &OwnedFd, path: &Path) -> Result<(), Error> {
    let stat = attempt(|| fstat(made)).map_err(failed("examine", path))?;
    let mut entries = attempt(|| Dir::read_from(made)).map_err(failed("list", path))?;
    let is_empty = entries.all(|entry| entry.is_ok_and(|entry| matches!(entry.file_name().to_bytes(), b"." | b"..")));
    if stat.st_uid == Owner::effective().uid && mode_of(&stat) == 0o700 && is_empty {
        return Ok(());
    }
    Err(Error::Changed { path: path.to_owned() })
}

fn sync_place(here: &Place) -> Result<(), Error> {
    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
    let readable = attempt(|| openat(&here.file, ".", flags, Mode::empty())).map_err(failed("open", &here.path))?;
    sync(&readable).map_err(failed("sync", &here.path))
}

/// Where a walk has got to.
#[derive(Debug)]
pub(super) struct Place {
    pub(super) file: OwnedFd,
    pub(super) path: PathBuf,
    pub(super) stat: Stat,
}

impl Place {
    fn root() -> Result<Self, Error> {
        let path = PathBuf::from("/");
        let file = attempt(|| rustix::fs::open("/", STEP, Mode::empty())).map_err(failed("open", &path))?;
        let stat = attempt(|| fstat(&file)).map_err(failed("examine", &path))?;
        Ok(Self { file, path, stat })
    }

    fn enter(&self, name: &OsStr) -> Result<Self, Error> {
        let path =
            if name == ".." { self.path.parent().unwrap_or(&self.path).to_owned() } else { self.path.join(name) };
        let file = attempt(|| openat(&self.file, name, STEP, Mode::empty())).map_err(failed("open", &path))?;
        let stat = attempt(|| fstat(&file)).map_err(failed("examine", &path))?;
        Ok(Self { file, path, stat })
    }

    /// Who can write to a directory can swap what is in it, all the way down; but not in a sticky
    /// one such as /tmp, and the system's own directories are the administrator's business.
    fn check_ancestor(&self, policy: Policy) -> Result<(), Error> {
        let uid = self.stat.st_uid;
        if uid != 0 && uid != policy.owner.uid {
            return Err(Error::Foreign { path: self.path.clone(), uid, wanted: policy.owner.uid });
        }
        let sticky = mode_of(&self.stat) & 0o1000 != 0;
        let group_is_trusted = uid == 0 || policy.owner.has_private_group(self.stat.st_gid);
        if !sticky && self.others_can_write(group_is_trusted) {
            return Err(self.open_to_others());
        }
        Ok(())
    }

    /// What the directory must be in which a file of the owner's is written.
    pub(super) fn check_last(&self, policy: Policy) -> Result<(), Error> {
        let uid = self.stat.st_uid;
        let root_will_do = policy.owner != Owner::effective() && !policy.behind_link;
        if uid != policy.owner.uid && !(root_will_do && uid == 0) {
            return Err(Error::Foreign { path: self.path.clone(), uid, wanted: policy.owner.uid });
        }
        if self.others_can_write(policy.owner.has_private_group(self.stat.st_gid)) {
            return Err(self.open_to_others());
        }
        Ok(())
    }

    fn settle(self, policy: Policy) -> Result<Directory, Error> {
        self.check_last(policy)?;
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
        let file = attempt(|| openat(&self.file, ".", flags, Mode::empty())).map_err(failed("open", &self.path))?;
        Ok(Directory { file, path: self.path, policy })
    }

    fn others_can_write(&self, group_is_trusted: bool) -> bool {
        let mode = mode_of(&self.stat);
        mode & 0o002 != 0 || (mode & 0o020 != 0 && !group_is_trusted)
    }

    fn open_to_others(&self) -> Error {
        Error::OpenDirectory { path: self.path.clone(), mode: mode_of(&self.stat) }
    }

    /// A link that the system laid (`/home`, `/tmp` on macOS) is part of the system; any other is
    /// somebody's, and a config file behind it may lie in a git repository.
    fn check_link(&self, shown: &Path, link: &Stat, policy: Policy, links: u32) -> Result<bool, Error> {
        let laid_by_root = link.st_uid == 0 && self.stat.st_uid == 0 && mode_of(&self.stat) & 0o022 == 0;
        let of_the_system = laid_by_root && (!policy.owner.is_root() || self.path == Path::new("/"));
        if links > MOST_LINKS {
            return Err(failed("follow", shown)(Errno::LOOP));
        }
        match (of_the_system, policy.follow) {
            (true, _) => Ok(true),
            (false, true) if link.st_uid == 0 || link.st_uid == policy.owner.uid => Ok(false),
            (false, true) => Err(Error::ForeignLink { path: shown.to_owned(), uid: link.st_uid }),
            (false, false) => Err(Error::Link { path: shown.to_owned() }),
        }
    }
}

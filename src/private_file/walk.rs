//! A bounded walk through a tree of directories, for reading only.
//!
//! It follows no link, stays on one file system, goes no deeper and sees no more names than it is
//! told, and says what it left out. Breadth first, so that a bound cuts off what is far away. Each
//! directory is reached step by step from the first one, so that none can be swapped for a link, and
//! few descriptors are open at a time. A file is opened only by whoever wants to read it, and only the
//! names that are wanted are kept.

use std::collections::{BTreeMap, VecDeque};
use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustix::fd::{AsFd as _, OwnedFd};
use rustix::fs::{AtFlags, Dir, FileType, Mode, OFlags, fstat, openat, statat};
use rustix::io::Errno;

use super::facts::{Facts, device, look_at, read_at};
use super::system::attempt;
use super::{Error, failed};
use crate::secret::Secret;

/// How far a walk goes.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    /// Levels of directories; 1 is the first directory alone.
    pub depth: u32,
    /// Names that are looked at.
    pub names: usize,
    /// Directories that are not entered, by their path below the first one.
    pub passed_over: fn(&Path) -> bool,
    /// Whether the first directory may be a link. On the way to it, links are followed.
    pub through_link: bool,
    /// Files that are given, by their names.
    pub wanted: fn(&OsStr) -> bool,
}

/// Places of one kind that were left out: how many, and the first of them.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Omitted {
    /// All of them.
    pub count: usize,
    /// No more of them than [`Omitted::NAMED`].
    pub named: Vec<PathBuf>,
}

impl Omitted {
    /// How many are named: a home may hold more links than anyone reads.
    pub const NAMED: usize = 1000;

    /// One more.
    pub fn add(&mut self, path: impl FnOnce() -> PathBuf) {
        self.count = self.count.saturating_add(1);
        if self.named.len() < Self::NAMED {
            self.named.push(path());
        }
    }
}

/// Why something was left out of a walk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LeftOut {
    /// It lies deeper than the walk goes.
    TooDeep,
    /// A symbolic link.
    Link,
    /// A directory that is passed over by its name.
    PassedOver,
    /// Another file system is mounted there.
    OtherFileSystem,
    /// The walk had seen all the names that it may.
    TooMany,
    /// The system does not give it.
    Unreadable,
}

/// A walk; it gives what is wanted and neither a directory nor a link.
#[derive(Debug)]
pub struct Walk {
    bounds: Bounds,
    top: PathBuf,
    root: Arc<OwnedFd>,
    device: i128,
    pending: VecDeque<(PathBuf, u32)>,
    ready: VecDeque<Entry>,
    left: usize,
    left_out: BTreeMap<LeftOut, Omitted>,
}

/// A name in a directory that is held open.
#[derive(Debug)]
pub struct Entry {
    /// Where it is.
    pub path: PathBuf,
    directory: Arc<OwnedFd>,
    name: OsString,
}

impl Entry {
    /// What it is, if it is still there.
    ///
    /// # Errors
    /// [`Error::System`]
    pub fn look(&self) -> Result<Option<Facts>, Error> {
        look_at(&*self.directory, &self.name, &self.path)
    }

    /// What it is and holds, at most `cap` bytes.
    ///
    /// # Errors
    /// [`Error::TooLarge`]; [`Error::NotRegular`] for a FIFO or a device, which is not waited for;
    /// [`Error::Link`], [`Error::System`].
    pub fn read(&self, cap: usize) -> Result<(Facts, Secret<[u8]>), Error> {
        read_at(&*self.directory, &self.name, &self.path, cap)
    }
}

impl Walk {
    /// Begins at a directory. Nothing when there is none.
    ///
    /// # Errors
    /// [`Error::Link`], [`Error::System`]
    pub fn below(top: &Path, bounds: Bounds) -> Result<Option<Self>, Error> {
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
        let flags = if bounds.through_link { flags } else { flags | OFlags::NOFOLLOW };
        let root = match attempt(|| openat(rustix::fs::CWD, top, flags, Mode::empty())) {
            Err(Errno::NOTDIR) if is_link(top) => return Err(Error::Link { path: top.to_owned() }),
            Err(Errno::NOENT | Errno::NOTDIR) => return Ok(None),
            Err(Errno::LOOP) => return Err(Error::Link { path: top.to_owned() }),
            answer => answer.map_err(failed("list", top))?,
        };
        let stat = attempt(|| fstat(&root)).map_err(failed("examine", top))?;
        Ok(Some(Self {
            bounds,
            top: top.to_owned(),
            root: Arc::new(root),
            device: device(&stat),
            pending: VecDeque::from([(PathBuf::new(), 1)]),
            ready: VecDeque::new(),
            left: bounds.names,
            left_out: BTreeMap::new(),
        }))
    }

    /// How many names were looked at.
    pub fn names(&self) -> usize {
        self.bounds.names.saturating_sub(self.left)
    }

    /// What was left out so far.
    pub fn left_out(&self) -> &BTreeMap<LeftOut, Omitted> {
        &self.left_out
    }

    fn leave(&mut self, below: &Path, why: LeftOut) {
        let path = || if below.as_os_str().is_empty() { self.top.clone() } else { self.top.join(below) };
        self.left_out.entry(why).or_default().add(path);
    }

    fn list(&mut self, below: &Path, depth: u32) {
        match self.enter(below).and_then(|directory| Ok((Dir::read_from(&directory)?, Arc::new(directory)))) {
            Ok((names, directory)) => self.take(below, depth, names, &directory),
            Err(Errno::XDEV) => self.leave(below, LeftOut::OtherFileSystem),
            Err(Errno::LOOP | Errno::NOTDIR) => self.leave(below, LeftOut::Link),
            // It has gone since its name was read.
            Err(Errno::NOENT) => {}
            Err(_) => self.leave(below, LeftOut::Unreadable),
        }
    }

    fn take(&mut self, below: &Path, depth: u32, names: Dir, directory: &Arc<OwnedFd>) {
        for entry in names {
            let Ok(entry) = entry else { return self.leave(below, LeftOut::Unreadable) };
            let name = OsStr::from_bytes(entry.file_name().to_bytes());
            if name == "." || name == ".." {
                continue;
            }
            let Some(left) = self.left.checked_sub(1) else { return self.leave(below, LeftOut::TooMany) };
            self.left = left;
            match kind(directory, name, entry.file_type()) {
                FileType::Directory => self.remember(below.join(name), depth),
                FileType::Symlink => self.leave(&below.join(name), LeftOut::Link),
                _ if (self.bounds.wanted)(name) => self.ready.push_back(Entry {
                    path: self.top.join(below).join(name),
                    directory: Arc::clone(directory),
                    name: name.to_owned(),
                }),
                _ => {}
            }
        }
    }

    fn remember(&mut self, below: PathBuf, depth: u32) {
        if (self.bounds.passed_over)(&below) {
            self.leave(&below, LeftOut::PassedOver);
        } else if depth >= self.bounds.depth {
            self.leave(&below, LeftOut::TooDeep);
        } else {
            self.pending.push_back((below, depth.saturating_add(1)));
        }
    }

    fn enter(&self, below: &Path) -> Result<OwnedFd, Errno> {
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let mut here = attempt(|| openat(&*self.root, ".", flags, Mode::empty()))?;
        for name in below {
            here = attempt(|| openat(here.as_fd(), name, flags, Mode::empty()))?;
        }
        let stat = attempt(|| fstat(&here))?;
        if device(&stat) == self.device { Ok(here) } else { Err(Errno::XDEV) }
    }
}

impl Iterator for Walk {
    type Item = Entry;

    fn next(&mut self) -> Option<Entry> {
        loop {
            if let Some(entry) = self.ready.pop_front() {
                return Some(entry);
            }
            let (below, depth) = self.pending.pop_front()?;
            self.list(&below, depth);
        }
    }
}

/// With `O_DIRECTORY`, Linux says of a link that it is no directory.
fn is_link(path: &Path) -> bool {
    attempt(|| statat(rustix::fs::CWD, path, AtFlags::SYMLINK_NOFOLLOW))
        .is_ok_and(|stat| FileType::from_raw_mode(stat.st_mode) == FileType::Symlink)
}

/// Most file systems tell the kind with the name; for the others it costs a look.
fn kind(directory: &OwnedFd, name: &OsStr, told: FileType) -> FileType {
    if told != FileType::Unknown {
        return told;
    }
    let stat = attempt(|| statat(directory, name, AtFlags::SYMLINK_NOFOLLOW));
    stat.map_or(FileType::Unknown, |stat| FileType::from_raw_mode(stat.st_mode))
}

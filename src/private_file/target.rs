//! One file to be replaced or made: its place, its lock, and what stands in it now.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustix::fs::{AtFlags, FileType, Stat, readlinkat, statat};

use super::before::read_before;
use super::directory::split;
use super::leftover::sweep;
use super::staged::{Expected, Staged, check_size};
use super::system::attempt;
use super::{Before, Directory, Error, Lock, Policy, failed};

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
        sweep(&directory, &name);
        let before = read_before(&directory, &name)?;
        Ok(Self { directory, name, before, lock })
    }

    /// Where the file is, or is going to be: without `..`, and with `follow` behind the links on the way.
    ///
    /// # Errors
    /// As [`Target::open`].
    pub fn resolved(path: &Path, policy: Policy) -> Result<PathBuf, Error> {
        let (parent, name, policy) = resolve(path, policy)?;
        let directory = Directory::look(&parent, policy)?;
        Ok(directory.map_or_else(|| parent.join(&name), |directory| directory.path().join(&name)))
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

    /// Takes the permission to look into the directory from everybody but its owner.
    ///
    /// # Errors
    /// [`Error::System`]
    pub fn close_directory(&self) -> Result<(), Error> {
        self.directory.close_to_others()
    }

    /// Writes and syncs the new content beside the old. The file itself is not touched yet. One that its
    /// owner made read-only stays so: that keeps other programs from writing secrets into it.
    ///
    /// # Errors
    /// [`Error::System`], with nothing left behind.
    pub fn stage(self, bytes: &[u8]) -> Result<Staged, Error> {
        check_size(&self.directory.path().join(&self.name), bytes)?;
        let is_read_only = self.before.as_ref().is_some_and(Before::is_read_only);
        let expected = Expected::Replaces(self.before.map(|before| before.fingerprint));
        let mut staged = Staged::named(self.directory, self.name, expected, bytes)?;
        staged.shared = true;
        staged.lock = Some(self.lock);
        if is_read_only { staged.read_only() } else { Ok(staged) }
    }

    /// Takes the file away on commit; nothing to do where there is none.
    ///
    /// # Errors
    /// [`Error::System`], where nothing can be removed.
    pub fn stage_removal(self) -> Result<Option<Staged>, Error> {
        let Some(before) = self.before else { return Ok(None) };
        let mut staged = Staged::removal(self.directory, self.name, before.fingerprint)?;
        staged.shared = true;
        staged.lock = Some(self.lock);
        Ok(Some(staged))
    }
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

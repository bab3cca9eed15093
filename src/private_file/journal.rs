//! The journal of a change to several files: which copies wait, and for which names. It lists places,
//! no content.
//!
//! Whoever can write the vault's directory can write a journal. It is believed only as far as the disk
//! bears it out: a waiting copy lies beside its file under the one name that copies have, and is the
//! file that the journal says, and so is what it takes the place of.

use std::ffi::{OsStr, OsString};
use std::path::{Component, Path, PathBuf};

use rustix::fs::{AtFlags, statat, unlinkat};
use rustix::io::Errno;
use serde::{Deserialize, Serialize};

use super::leftover::temporary_name;
use super::replace::{name_aside, put_back, rename, replace, swap_back, take_away};
use super::staged::{Expected, Temporary};
use super::system::{Fingerprint, attempt};
use super::{Directory, Error, Lock, Owner, Policy, Staged, failed};

/// The version that is written and read.
const VERSION: u32 = 1;

/// What waits.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Journal {
    version: u32,
    file: Vec<Entry>,
}

impl Journal {
    /// The text that names these files; nothing when a path is not UTF-8, which TOML cannot hold.
    pub(super) fn text_of(staged: &[Staged]) -> Option<String> {
        let file: Option<Vec<Entry>> = staged.iter().map(Entry::of).collect();
        toml::to_string(&Self { version: VERSION, file: file? }).ok()
    }

    /// Nothing where the text is not what we write.
    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        let journal: Self = toml::from_str(std::str::from_utf8(bytes).ok()?).ok()?;
        Some(journal).filter(|journal| journal.version == VERSION)
    }

    /// What waits, in its order.
    pub(super) fn entries(&self) -> &[Entry] {
        &self.file
    }
}

/// One file that has a copy waiting, or that is to be removed.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Entry {
    directory: PathBuf,
    name: String,
    uid: u32,
    gid: u32,
    follow: bool,
    behind_link: bool,
    shared: bool,
    removes: bool,
    copy: Fingerprint,
    #[serde(default)]
    before: Option<Fingerprint>,
}

/// What became of a waiting copy, or a waiting removal.
pub(super) enum Fate {
    /// It is done now.
    Finished,
    /// It had been done before the kill.
    Done,
    /// The file is as it was, and the copy is gone.
    Dropped,
}

impl Entry {
    fn of(staged: &Staged) -> Option<Self> {
        let Temporary::Named(_) = &staged.temporary else { return None };
        let Expected::Replaces(before) = &staged.expected else { return None };
        let Policy { owner: Owner { uid, gid }, follow, behind_link } = staged.directory.policy();
        Some(Self {
            directory: staged.directory.path().to_owned(),
            name: staged.name.to_str()?.to_owned(),
            uid,
            gid,
            follow,
            behind_link,
            shared: staged.shared,
            removes: staged.removes,
            copy: staged.fingerprint.clone(),
            before: before.clone(),
        })
    }

    /// The file.
    pub(super) fn path(&self) -> PathBuf {
        self.directory.join(&self.name)
    }

    /// The copy that waits beside it.
    pub(super) fn copy_path(&self) -> PathBuf {
        self.directory.join(temporary_name(OsStr::new(&self.name)))
    }

    /// Brings it to its end, or takes it back where it may not `go_on`.
    pub(super) fn finish(&self, go_on: bool) -> Result<Fate, Error> {
        let owner = Owner { uid: self.uid, gid: self.gid };
        let policy = Policy { owner, follow: self.follow, behind_link: self.behind_link };
        if !self.is_one_name() {
            return Ok(Fate::Dropped);
        }
        let Some(directory) = Directory::look(&self.directory, policy)? else { return Ok(Fate::Dropped) };
        let _lock = Lock::take(&directory, OsStr::new(&self.name))?;
        let waiting = Waiting { entry: self, copy: temporary_name(OsStr::new(&self.name)), directory };
        let fate = waiting.finish(go_on)?;
        waiting.directory.sync()?;
        Ok(fate)
    }

    /// No separator, no `..`: a file in its directory.
    fn is_one_name(&self) -> bool {
        let mut parts = Path::new(&self.name).components();
        matches!((parts.next(), parts.next()), (Some(Component::Normal(name)), None) if name == self.name.as_str())
    }
}

/// An entry whose file is locked.
struct Waiting<'e> {
    entry: &'e Entry,
    copy: OsString,
    directory: Directory,
}

impl Waiting<'_> {
    fn finish(&self, go_on: bool) -> Result<Fate, Error> {
        let (there, beside) = (self.fingerprint(self.name())?, self.fingerprint(&self.copy)?);
        let Entry { copy, before, removes, .. } = self.entry;
        match (there, beside) {
            (None, beside) if *removes => self.settle_removal(beside.as_ref() == Some(copy)),
            (there, Some(beside)) if beside == *copy => self.carry_out(go_on && there == *before),
            (Some(there), beside) if there == *copy => self.settle_copy(beside),
            _ => Ok(Fate::Dropped),
        }
    }

    /// Everything is as it was when it was staged, or `go_on` is false.
    fn carry_out(&self, go_on: bool) -> Result<Fate, Error> {
        let (directory, before) = (&self.directory, self.entry.before.as_ref());
        let done = match (go_on, self.entry.removes, self.entry.shared) {
            (false, ..) => Err(Error::Changed { path: self.entry.path() }),
            (true, true, _) => take_away(directory, self.name(), before).and_then(|()| self.drop_copy().map(drop)),
            (true, false, true) => replace(directory, &self.copy, self.name(), before),
            (true, false, false) => rename(directory, &self.copy, self.name()),
        };
        match done {
            Ok(()) => Ok(Fate::Finished),
            Err(Error::Changed { .. }) => self.drop_copy(),
            Err(error) => Err(error),
        }
    }

    /// The copy stands. What it was swapped for goes, unless that is another program's work: then the
    /// copy goes.
    fn settle_copy(&self, beside: Option<Fingerprint>) -> Result<Fate, Error> {
        match beside {
            None => Ok(Fate::Done),
            beside if beside == self.entry.before => self.drop_copy().map(|_| Fate::Done),
            _ => {
                swap_back(&self.directory, &self.copy, self.name())?;
                self.drop_copy()
            }
        }
    }

    /// The file is not there any more: it is gone, or still aside. Another program's goes back.
    fn settle_removal(&self, is_ours: bool) -> Result<Fate, Error> {
        if !is_ours {
            return Ok(Fate::Done);
        }
        let aside = name_aside(self.name());
        let fate = match self.fingerprint(&aside)? {
            None => Fate::Done,
            moved if moved == self.entry.before => {
                attempt(|| unlinkat(&self.directory, &aside, AtFlags::empty()))
                    .map_err(failed("remove", &self.entry.path()))?;
                Fate::Finished
            }
            Some(_) => {
                put_back(&self.directory, &aside, self.name())?;
                Fate::Dropped
            }
        };
        self.drop_copy()?;
        Ok(fate)
    }

    fn drop_copy(&self) -> Result<Fate, Error> {
        match attempt(|| unlinkat(&self.directory, &self.copy, AtFlags::empty())) {
            Ok(()) | Err(Errno::NOENT) => Ok(Fate::Dropped),
            Err(errno) => Err(failed("remove", &self.entry.path())(errno)),
        }
    }

    fn name(&self) -> &OsStr {
        OsStr::new(&self.entry.name)
    }

    fn fingerprint(&self, name: &OsStr) -> Result<Option<Fingerprint>, Error> {
        match attempt(|| statat(&self.directory, name, AtFlags::SYMLINK_NOFOLLOW)) {
            Ok(stat) => Ok(Some(Fingerprint::of(&stat))),
            Err(Errno::NOENT) => Ok(None),
            Err(errno) => Err(failed("examine", &self.directory.path().join(name))(errno)),
        }
    }
}

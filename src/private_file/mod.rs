//! Files that only their owner can read: bounded reads; owner-only, atomic, synced writes; locks.
//!
//! The only room that touches files. What it never does: follow a link unless told to, write through a hard link,
//! a FIFO or a device, write into a directory that others can write, use `TMPDIR`, or leave a file
//! half-written. How a file is replaced:
//!
//! 1. [`Directory::open`] walks the path without following links and checks every part of it;
//! 2. [`Target::open`] locks `.NAME.lock` beside the file and reads what is there;
//! 3. [`Target::stage`] writes and syncs `.NAME.akvault-tmp`, 0600 from the first byte;
//! 4. [`commit`] checks that nobody changed the file meanwhile, swaps the two names, looks once more at
//!    what it got for it, and syncs the directory.
//!
//! Since the temporary's name is fixed and only used under the lock, a leftover of a killed run is
//! recognised and swept by the next one.

mod before;
mod derived;
mod directory;
mod facts;
mod glimpse;
mod input;
mod journal;
mod leftover;
mod lock;
mod owner;
mod replace;
mod runtime;
mod staged;
mod stamp;
mod survey;
mod system;
mod target;
mod tighten;
mod transaction;
mod walk;

use std::io;
use std::path::{Path, PathBuf};

pub use before::Before;
pub use derived::{Derived, DerivedInput};
pub use directory::{Directory, Policy};
pub use facts::{Facts, Identity, Kind};
pub use glimpse::{Glimpse, glimpse};
pub use input::{Source, close_descriptor, read_descriptor, read_file, read_file_in, read_stdin};
pub use leftover::{left_beside, sweep};
pub use lock::Lock;
pub use owner::Owner;
pub use runtime::RuntimeFile;
pub use staged::{Staged, remove, sweep_leftover};
pub use stamp::{Listing, Moment, Stamp};
pub use survey::{Survey, stands_in};
pub use target::Target;
pub use tighten::{tighten_directory, tighten_file};
pub use transaction::{Pending, Recovered, commit, commit_journaled, is_interrupted, pending, recover};
pub use walk::{Bounds, Entry, LeftOut, Omitted, Walk};

/// The largest config file or record that is read or written, in bytes.
pub const FILE_CAP: usize = 1 << 20;

/// Why a file was not read or written. Each names the path; none shows content.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The system refused: a full disk, a missing file, a missing permission.
    #[error("cannot {doing} `{}`: {source}", path.display())]
    System {
        /// What was tried, as in "cannot write".
        doing: &'static str,
        /// The file or directory.
        path: PathBuf,
        /// The system's answer.
        source: io::Error,
    },
    /// More bytes than the cap of this kind of file.
    #[error("`{}` is larger than {cap} bytes", path.display())]
    TooLarge {
        /// The file.
        path: PathBuf,
        /// The cap in bytes.
        cap: usize,
    },
    /// A symbolic link where a file or directory of the owner's must stand.
    #[error("`{}` is a symbolic link", path.display())]
    Link {
        /// The link.
        path: PathBuf,
    },
    /// With `--follow`: a link that belongs to somebody else.
    #[error("the symbolic link `{}` belongs to user {uid}", path.display())]
    ForeignLink {
        /// The link.
        path: PathBuf,
        /// Whose it is.
        uid: u32,
    },
    /// The file has several names, so that writing it changes another place too.
    #[error("`{}` is a hard link: the same file has other names too", path.display())]
    HardLink {
        /// The file.
        path: PathBuf,
    },
    /// A directory, FIFO, socket or device where a regular file must stand.
    #[error("`{}` is not a regular file", path.display())]
    NotRegular {
        /// The place.
        path: PathBuf,
    },
    /// A file where a directory must stand.
    #[error("`{}` is not a directory", path.display())]
    NotDirectory {
        /// The place.
        path: PathBuf,
    },
    /// A file or directory of another user.
    #[error("`{}` belongs to user {uid}, not to user {wanted}", path.display())]
    Foreign {
        /// The place.
        path: PathBuf,
        /// Whose it is.
        uid: u32,
        /// Whose it must be.
        wanted: u32,
    },
    /// A directory in which others could swap the file.
    #[error("others can write to the directory `{}` (mode {mode:04o})", path.display())]
    OpenDirectory {
        /// The directory.
        path: PathBuf,
        /// Its permission bits.
        mode: u32,
    },
    /// A new file was asked for, and one is there.
    #[error("`{}` exists already", path.display())]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// Another program wrote the file between our reading and our writing.
    #[error("`{}` was changed by another program in the meantime", path.display())]
    Changed {
        /// The file.
        path: PathBuf,
    },
    /// Another run holds the lock.
    #[error("another akvault holds the lock of `{}`", path.display())]
    Busy {
        /// What is locked.
        path: PathBuf,
    },
    /// No such user or group.
    #[error("there is no user or group `{name}`")]
    NoSuchOwner {
        /// As given.
        name: String,
    },
    /// Only root may write for another user.
    #[error("only root can write files for another user")]
    NotRoot,
    /// The journal of a killed run cannot be read, so what it left cannot be finished.
    #[error("the journal `{}` of an interrupted run cannot be read", path.display())]
    Journal {
        /// The journal.
        path: PathBuf,
    },
    /// The change is made, but the system did not confirm that it is on the disk.
    #[error("the change is made, but not surely on the disk: {source}")]
    Unsynced {
        /// What went wrong.
        source: Box<Error>,
    },
    /// Some files of several were renamed into place, then the system refused.
    #[error("the change was interrupted half way: {source}")]
    HalfWay {
        /// What went wrong.
        source: Box<Error>,
    },
}

impl Error {
    /// Nothing is there, in the system's words.
    pub(crate) fn missing(doing: &'static str, path: &Path) -> Self {
        failed(doing, path)(rustix::io::Errno::NOENT)
    }

    /// Whether a file may be there although it could not be read; one that was removed is not.
    pub(crate) fn hides_a_file(&self) -> bool {
        matches!(self, Self::System { source, .. } if source.kind() != io::ErrorKind::NotFound)
    }
}

/// Turns an answer of the system into an [`Error`] that says what was tried, and where.
pub(crate) fn failed(doing: &'static str, path: &Path) -> impl FnOnce(rustix::io::Errno) -> Error {
    let path = path.to_owned();
    move |errno| Error::System { doing, path, source: errno.into() }
}

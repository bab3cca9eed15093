//! Calls to the system, with bounded patience for interruptions.

use rustix::fd::{AsFd, BorrowedFd};
use rustix::fs::{Stat, fsync};
use rustix::io::{Errno, Result, read, write};

/// A signal may interrupt a call; a call that is always interrupted is an error, not a loop.
const INTERRUPTIONS: u32 = 100;

/// Repeats an interrupted call.
pub(super) fn attempt<T>(mut call: impl FnMut() -> Result<T>) -> Result<T> {
    for _ in 0..INTERRUPTIONS {
        match call() {
            Err(Errno::INTR) => {}
            answer => return answer,
        }
    }
    Err(Errno::INTR)
}

/// Writes all of it.
pub(super) fn write_all(file: BorrowedFd<'_>, mut bytes: &[u8]) -> Result<()> {
    while !bytes.is_empty() {
        let written = attempt(|| write(file, bytes))?;
        bytes = bytes.get(written..).filter(|_| written > 0).ok_or(Errno::IO)?;
    }
    Ok(())
}

/// Reads to the end; `None` when there is more than `cap` bytes.
pub(super) fn read_all(file: BorrowedFd<'_>, cap: usize) -> Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    let mut piece = vec![0; 16 * 1024];
    loop {
        let count = attempt(|| read(file, &mut piece))?;
        let Some(fresh) = piece.get(..count).filter(|fresh| !fresh.is_empty()) else { return Ok(Some(bytes)) };
        bytes.extend_from_slice(fresh);
        if bytes.len() > cap {
            return Ok(None);
        }
    }
}

/// Waits until the bytes are on the disk. On Apple systems `fsync` alone stops at the drive's cache.
pub(super) fn sync(file: impl AsFd) -> Result<()> {
    #[cfg(target_vendor = "apple")]
    if attempt(|| rustix::fs::fcntl_fullfsync(&file)).is_ok() {
        return Ok(());
    }
    attempt(|| fsync(&file))
}

/// The permission bits of a file.
#[cfg_attr(target_os = "linux", expect(clippy::useless_conversion, reason = "narrower on other systems"))]
pub(super) fn mode_of(stat: &Stat) -> u32 {
    u32::from(stat.st_mode) & 0o7777
}

/// What tells whether a file is still the one that was read: device, inode, size and time of change.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(super) struct Fingerprint(String);

impl Fingerprint {
    pub(super) fn of(stat: &Stat) -> Self {
        let Stat { st_dev, st_ino, st_size, st_mtime, st_mtime_nsec, .. } = stat;
        Self(format!("{st_dev}:{st_ino}:{st_size}:{st_mtime}.{st_mtime_nsec}"))
    }
}

//! What tells whether a file is still the one that was read, for many files at once: names and stamps of
//! a whole directory, without an allocation for each.
//!
//! Nothing is followed, and nothing is opened but the directory itself.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt as _;
use std::sync::Mutex;
use std::thread::sleep;
use std::time::{Duration, Instant};

use rustix::fs::{AtFlags, FileType, Stat, fstat, statat};
use rustix::time::{ClockId, clock_gettime};

use super::system::attempt;
use super::{Directory, Error, failed};

/// A moment of a file system's own clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    /// Seconds since 1970.
    pub seconds: i64,
    /// And nanoseconds.
    pub nanoseconds: u32,
}

impl Moment {
    /// When anything of a file was last changed.
    pub(super) fn of_change(stat: &Stat) -> Self {
        moment(stat.st_ctime, stat.st_ctime_nsec)
    }

    /// Waits until the system's clock has passed it, as file systems read that clock, but no longer than `patience`.
    pub fn let_pass(self, patience: Duration) {
        const PAUSE: Duration = Duration::from_millis(1);
        #[cfg(target_os = "linux")]
        const TICKS: ClockId = ClockId::RealtimeCoarse;
        #[cfg(not(target_os = "linux"))]
        const TICKS: ClockId = ClockId::Realtime;
        let begun = Instant::now();
        let now = || {
            let now = clock_gettime(TICKS);
            moment(now.tv_sec, now.tv_nsec)
        };
        while now() <= self && begun.elapsed() < patience {
            sleep(PAUSE);
        }
    }

    /// So many seconds earlier.
    #[must_use]
    pub fn before(self, seconds: i64) -> Self {
        Self { seconds: self.seconds.saturating_sub(seconds), ..self }
    }
}

/// Size, times and inode of a regular file. Who writes it in place and puts its time of modification back
/// still changes the time of change, which nobody can set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    /// Bytes.
    pub size: u64,
    /// Which file it is.
    pub inode: u64,
    /// When its content was written.
    pub modified: Moment,
    /// When anything of it was changed.
    pub changed: Moment,
}

impl Stamp {
    /// None for what is no regular file: what a link leads to changes without it.
    pub(super) fn of(stat: &Stat) -> Option<Self> {
        let is_regular = FileType::from_raw_mode(stat.st_mode) == FileType::RegularFile;
        is_regular.then(|| Self::of_any(stat))
    }

    fn of_any(stat: &Stat) -> Self {
        Self {
            size: wide(stat.st_size),
            inode: wide(stat.st_ino),
            modified: moment(stat.st_mtime, stat.st_mtime_nsec),
            changed: Moment::of_change(stat),
        }
    }

    /// The later of its two times; that of modification, which anybody can set, only if it is not still to come.
    pub fn latest(&self, now: Moment) -> Moment {
        if self.modified > now { self.changed } else { self.modified.max(self.changed) }
    }
}

/// The types of these members differ between systems.
fn wide(number: impl TryInto<u64>) -> u64 {
    number.try_into().unwrap_or(u64::MAX)
}

fn moment(seconds: impl TryInto<i64>, nanoseconds: impl TryInto<u32>) -> Moment {
    Moment { seconds: seconds.try_into().unwrap_or(i64::MAX), nanoseconds: nanoseconds.try_into().unwrap_or(u32::MAX) }
}

/// The names in a directory, one behind the other.
#[derive(Debug, Default)]
pub struct Listing {
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

impl Listing {
    /// The names, in no order.
    pub fn iter(&self) -> impl Iterator<Item = &OsStr> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        let names = starts.zip(&self.ends).filter_map(|(start, end)| self.bytes.get(start..*end));
        names.map(OsStr::from_bytes)
    }

    /// How many.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    fn push(&mut self, name: &[u8]) {
        self.bytes.extend_from_slice(name);
        self.ends.push(self.bytes.len());
    }
}

/// A thread takes so many names at a time; fewer names than this are looked at by one.
const HANDFUL: usize = 1024;
/// More threads than this only wait for the kernel's locks.
const MOST_THREADS: usize = 4;

impl Directory {
    /// The names in it that `wanted` picks.
    ///
    /// # Errors
    /// [`Error::System`]
    pub fn listing(&self, wanted: impl Fn(&OsStr) -> bool) -> Result<Listing, Error> {
        let mut listing = Listing::default();
        self.each_name(|name| {
            if wanted(OsStr::from_bytes(name)) {
                listing.push(name);
            }
        })?;
        Ok(listing)
    }

    #[cfg(target_os = "linux")]
    fn each_name(&self, mut take: impl FnMut(&[u8])) -> Result<(), Error> {
        use rustix::fs::{Mode, OFlags, RawDir, openat};

        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
        let again = attempt(|| openat(self, ".", flags, Mode::empty())).map_err(failed("list", self.path()))?;
        let mut buffer = Vec::with_capacity(1 << 16);
        let mut entries = RawDir::new(again, buffer.spare_capacity_mut());
        while let Some(entry) = entries.next() {
            let entry = entry.map_err(failed("list", self.path()))?;
            take(entry.file_name().to_bytes());
        }
        Ok(())
    }

    #[cfg(not(target_os = "linux"))]
    fn each_name(&self, mut take: impl FnMut(&[u8])) -> Result<(), Error> {
        let entries = attempt(|| rustix::fs::Dir::read_from(self)).map_err(failed("list", self.path()))?;
        for entry in entries {
            let entry = entry.map_err(failed("list", self.path()))?;
            take(entry.file_name().to_bytes());
        }
        Ok(())
    }

    /// The stamp of each of `count` names; none where there is no regular file, or the system does not say.
    pub fn stamps<'n>(&self, count: usize, name: impl Fn(usize) -> &'n OsStr + Sync) -> Vec<Option<Stamp>> {
        let mut stamps = vec![None; count];
        let handfuls = Mutex::new(stamps.chunks_mut(HANDFUL).enumerate());
        let take = || handfuls.lock().ok().and_then(|mut handfuls| handfuls.next());
        let work = || {
            while let Some((number, handful)) = take() {
                for (at, stamp) in (number.saturating_mul(HANDFUL)..).zip(handful) {
                    *stamp = self.stamp(name(at));
                }
            }
        };
        std::thread::scope(|scope| {
            for _ in 1..threads(count) {
                // Where the system gives no thread, the others do its work.
                drop(std::thread::Builder::new().spawn_scoped(scope, work));
            }
            work();
        });
        stamps
    }

    /// The directory's own stamp: it changes when a name in it is made, removed or given to another file, and not
    /// when a file is written in place.
    pub fn own_stamp(&self) -> Option<Stamp> {
        attempt(|| fstat(self)).ok().as_ref().map(Stamp::of_any)
    }

    /// The stamp of one name.
    pub fn stamp(&self, name: &OsStr) -> Option<Stamp> {
        attempt(|| statat(self, name, AtFlags::SYMLINK_NOFOLLOW)).ok().as_ref().and_then(Stamp::of)
    }
}

/// One for a small ledger: a thread costs as much as a hundred stamps.
fn threads(count: usize) -> usize {
    let handfuls = count.div_ceil(HANDFUL).min(MOST_THREADS);
    if handfuls < 2 { 1 } else { std::thread::available_parallelism().map_or(1, usize::from).min(handfuls) }
}

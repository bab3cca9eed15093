//! Seals the rows of a roster by all processors.

use std::path::Path;
use std::sync::Mutex;
use std::sync::mpsc::sync_channel;
use std::thread;

use super::plan::Row;
use crate::bundle::{self, Key, Packed, Sealing};
use crate::commands::seal::draft::Sheet;
use crate::failure::Failure;
use crate::harden::has_room_for;
use crate::opening::check_memory;
use crate::private_file::{Policy, Staged};
use crate::seal::WorkFactor;

/// So many rows are written at once, and no more than as many wait for it: what an interruption costs.
const AT_A_TIME: usize = 64;
/// As the stack of the command's own thread: unmapped when the thread ends, with the copies on it.
const STACK: usize = 64 << 20;

/// A row that is sealed, with its bundle on the disk, waiting for its name.
pub(super) struct Sealed {
    pub(super) row: Row,
    pub(super) packed: Packed,
    pub(super) bundle: Staged,
    pub(super) draft: Option<Staged>,
}

/// All that a thread needs to seal a row.
pub(super) struct Press<'a> {
    pub(super) out: &'a Path,
    pub(super) eml: Option<&'a Path>,
    pub(super) policy: Policy,
    pub(super) sealing: Sealing,
    pub(super) binary: bool,
    pub(super) now: jiff::Timestamp,
}

impl Press<'_> {
    /// Seals all rows by all processors, calls `count` for each, and meanwhile hands those that are done, some at a time,
    /// to `write`. Threads hold no lock, and end with the row that they are at once `write` fails.
    pub(super) fn seal(
        &self,
        rows: Vec<Row>,
        mut count: impl FnMut(),
        mut write: impl FnMut(Vec<Sealed>) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let work = rows.iter().filter_map(|row| row.key.work(self.sealing)).map(WorkFactor::log_n).max();
        work.map_or(Ok(()), check_memory)?;
        let workers = workers(rows.len(), work.unwrap_or(0));
        let queue = Mutex::new(rows.into_iter());
        let next = || queue.lock().ok().and_then(|mut queue| queue.next()).map(|row| self.seal_one(row));
        let (give, take) = sync_channel(AT_A_TIME);
        thread::scope(|scope| {
            let start = |_| {
                let give = give.clone();
                let work = move || while next().is_some_and(|sealed| give.send(sealed).is_ok()) {};
                thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work)
            };
            let started: Vec<_> = (0..workers).map(start).collect();
            drop(give);
            // Where the system gives no thread, this one does the work.
            let has_none = started.iter().all(Result::is_err);
            let mut sealed = std::iter::from_fn(move || if has_none { next() } else { take.recv().ok() });
            loop {
                let some: Vec<Sealed> =
                    sealed.by_ref().take(AT_A_TIME).inspect(|_| count()).collect::<Result<_, _>>()?;
                if some.is_empty() {
                    return Ok(());
                }
                write(some)?;
            }
        })
    }

    fn seal_one(&self, row: Row) -> Result<Sealed, Failure> {
        let packed = bundle::pack(&row.parcel.payload, &row.key, self.sealing)?;
        let sealed = &packed.sealed;
        let bytes = if self.binary { sealed.binary().to_vec() } else { sealed.armored_text()?.into_bytes() };
        let bundle = Staged::new_file(&self.out.join(format!("{}.age", packed.id)), self.policy, &bytes)?;
        let to_recipients = matches!(row.key, Key::Recipients(_));
        let sheet = Sheet { parcel: &row.parcel, to_recipients, now: self.now };
        let draft = self.eml.map(|given| sheet.stage(given, &packed.id, &bytes, self.policy)).transpose()?;
        Ok(Sealed { row, packed, bundle, draft })
    }
}

/// A thread for each processor, as long as their stacks and what they derive fit into the limits of memory.
fn workers(rows: usize, log_n: u8) -> usize {
    let most = thread::available_parallelism().map_or(1, usize::from).min(rows);
    let stack = u64::try_from(STACK).unwrap_or(u64::MAX);
    let each = 1_u64.checked_shl(u32::from(log_n).saturating_add(10)).unwrap_or(u64::MAX).saturating_add(stack);
    let fits = |count: &usize| u64::try_from(*count).is_ok_and(|count| has_room_for(each.saturating_mul(count)));
    (1..=most).rev().find(fits).unwrap_or(0)
}

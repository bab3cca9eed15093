//! Hardening of the process, through safe calls only: no core dump, no attaching by the same user,
//! no file for others by accident, no words of a panic that might quote a secret.
//!
//! A program that is run in our place gets the limits back as they were.

use std::panic;
use std::sync::OnceLock;

use rustix::fs::Mode;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit, umask};

/// Umask and core limit, as they were.
static BEFORE: OnceLock<(Mode, Rlimit)> = OnceLock::new();

/// Applied first thing. What the system refuses is done without: it only adds to what the types and
/// the allocator do.
pub fn process() {
    let core = getrlimit(Resource::Core);
    let _ = setrlimit(Resource::Core, Rlimit { current: Some(0), ..core });
    #[cfg(target_os = "linux")]
    let _ = rustix::process::set_dumpable_behavior(rustix::process::DumpableBehavior::NotDumpable);
    let mask = umask(Mode::RWXG | Mode::RWXO);
    let _ = BEFORE.set((mask, core));
    panic::set_hook(Box::new(|_| {}));
}

/// No core dump, and no way back: for all that does not run another program.
pub fn for_good() {
    let _ = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) });
}

/// Umask and core limit for a program in our place.
pub fn undo() {
    if let Some((mask, core)) = BEFORE.get() {
        umask(*mask);
        let _ = setrlimit(Resource::Core, *core);
    }
}

/// What a run takes of the address space: the program, its libraries, the stack of its thread, and
/// the files that it reads.
const ROOM: u64 = 104 << 20;

/// Whether so many bytes more fit into the limits of this process. Rust ends a program whose memory
/// runs out, so whatever takes much of it asks first.
pub fn has_room_for(bytes: u64) -> bool {
    let fits = |limit: u64| limit >= bytes.saturating_add(ROOM);
    [Resource::As, Resource::Data].into_iter().all(|what| getrlimit(what).current.is_none_or(fits))
}

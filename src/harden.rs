//! Hardening of the process, through safe calls only: no core dump, no attaching by the same user,
//! no file for others by accident, no words of a panic that might quote a secret.

use std::panic;

use rustix::fs::Mode;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit, umask};

/// Applied first thing. What the system refuses is done without: it only adds to what the types and
/// the allocator do.
pub fn process() {
    let _ = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) });
    #[cfg(target_os = "linux")]
    let _ = rustix::process::set_dumpable_behavior(rustix::process::DumpableBehavior::NotDumpable);
    umask(Mode::RWXG | Mode::RWXO);
    panic::set_hook(Box::new(|_| {}));
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

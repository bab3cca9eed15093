//! Hardening of the process, through safe calls only: no core dump, no attaching by the same user,
//! no file for others by accident, no words of a panic that might quote a secret.

use std::panic;

use rustix::fs::Mode;
use rustix::process::{Resource, Rlimit, setrlimit, umask};

/// Applied first thing. What the system refuses is done without: it only adds to what the types and
/// the allocator do.
pub fn process() {
    let _ = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) });
    #[cfg(target_os = "linux")]
    let _ = rustix::process::set_dumpable_behavior(rustix::process::DumpableBehavior::NotDumpable);
    umask(Mode::RWXG | Mode::RWXO);
    panic::set_hook(Box::new(|_| {}));
}

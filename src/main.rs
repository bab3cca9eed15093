//! The door: hardens the process, brings the real world in, and takes an exit code out.

use std::alloc::System;
use std::io::ErrorKind;
use std::process::ExitCode;
use std::thread;

use akvault::cli::Ending;
use akvault::{cli, harden, interrupt};
use zeroizing_alloc::ZeroAlloc;

/// Wipes whatever is freed: age, `serde_json` and std's buffers leave copies of secrets on the heap
/// that no type of ours reaches.
#[global_allocator]
static ALLOCATOR: ZeroAlloc<System> = ZeroAlloc(System);

/// More than the 40 MiB of stacks that glibc keeps for reuse, so that this one is unmapped, with the
/// copies of secrets on it, when the thread ends. Only pages that are touched take memory.
const STACK: usize = 64 << 20;

fn main() -> ExitCode {
    harden::process();
    interrupt::outlive_the_file_limit();
    if !harden::has_room_for(0) {
        return cli::tell_of_no_memory(&ErrorKind::OutOfMemory.into());
    }
    let worker = thread::Builder::new().name("akvault".into()).stack_size(STACK).spawn(cli::run_in_the_real_world);
    match worker.map(thread::JoinHandle::join) {
        Ok(Ok(Ending::Code(code))) => ExitCode::from(code),
        Ok(Ok(Ending::Successor(successor))) => cli::give_way_to(successor),
        Ok(Err(_panic)) => cli::tell_of_panic(),
        Err(error) => cli::tell_of_no_memory(&error),
    }
}

//! What the real binary does when the system fails it: errors and kills at every call, crowds,
//! hostile files, tiny limits; and what is left in its memory. These tests need strace, setpriv,
//! prlimit, setfacl and, for some of them, root; a tool that is missing is a failure, not a skip.
//!
//! ```sh
//! cargo test --test it faults:: -- --ignored --nocapture --test-threads 1
//! ```
#![expect(clippy::disallowed_methods, reason = "the tests make and read the files of their own sandbox")]
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::print_stdout,
    reason = "a test may fail anywhere, also outside its own function, and tells how many cases it ran"
)]

mod canaries;
mod crowd;
mod hostile;
mod injected;
mod ledger;
mod memory;
mod mfa;
mod narrow;
mod order;
mod roster;
mod rotation;
mod swapped;
mod vault;
mod world;

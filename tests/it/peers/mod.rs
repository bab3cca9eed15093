//! akvault beside programs that are not ours: they open what it seals, it opens what they seal, and
//! the clients read what it installs. Ignored by default, since they need those programs: `.ci/run`
//! installs them and runs all. A program that is missing is a failure, never a pass.
#![expect(clippy::disallowed_methods, reason = "a test reads and writes files of its own, without secrets")]
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::arithmetic_side_effects,
    reason = "a test may fail anywhere, also outside its own function"
)]

mod age;
mod calendar;
mod exchange;
mod external;
mod mail;
mod mandoc;
mod otp;
mod package;
mod pictures;
mod rage;
mod readers;
mod schemas;
mod shells;
mod systemd;
mod vault;
mod vectors;
mod which;
mod world;
mod zbarimg;

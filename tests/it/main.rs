//! The table of contents of the integration tests: one binary, one file per subject.

mod clients;
mod faults;

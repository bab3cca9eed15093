//! Bytes to age and back: the only user of the age crate.

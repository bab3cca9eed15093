//! What copies are called while they wait beside their files, and what becomes of those that a killed run
//! has left.

use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::OsStrExt as _;

use rustix::fs::{AtFlags, unlinkat};

use super::Directory;
use super::system::attempt;

/// What the names of waiting copies end in.
const LEFT: &str = ".akvault-tmp";

/// `.NAME.akvault-tmp`, beside the file.
pub(super) fn temporary_name(name: &OsStr) -> OsString {
    let mut temporary = OsString::from(".");
    temporary.push(name);
    temporary.push(LEFT);
    temporary
}

/// Removes what a killed run left beside a file whose lock is ours. If it cannot be removed, it is in
/// the way when the next copy is written, and told then.
pub fn sweep(directory: &Directory, name: &OsStr) {
    let _ = attempt(|| unlinkat(directory, temporary_name(name), AtFlags::empty()));
}

/// The name of the file beside which a killed run left a copy of this name, if one of ours can have.
pub fn left_beside(copy: &OsStr) -> Option<&OsStr> {
    let name = copy.as_bytes().strip_prefix(b".")?.strip_suffix(LEFT.as_bytes())?;
    (!matches!(name, b"" | b"." | b"..")).then(|| OsStr::from_bytes(name))
}

//! The kernel's keyring, which keeps an opened identity for a while: in the memory of the kernel,
//! bound to the session, readable by its processes alone, and forgotten by the clock of the kernel,
//! whatever becomes of us. Nothing is ever kept unless `unlock` was asked for it.
//!
//! Linux only. Elsewhere storing is refused and nothing is ever found: macOS would need its own
//! frameworks, which no crate here brings.

use std::time::Duration;

use crate::secret::Secret;

/// Why nothing was kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// Another system.
    #[error("the kernel of this system has no keyring that akvault can use")]
    NotHere,
    /// The kernel refused: in many containers the calls are forbidden.
    #[error("the kernel refuses the use of its keyring")]
    Refused,
    /// Larger than what a key holds, or one more key than the user may have.
    #[error("the kernel's keyring has no room for it")]
    Full,
}

/// Keeps `secret` under `name` for so long, in place of what was there.
///
/// # Errors
/// See [`Error`].
pub fn keep(name: &str, secret: &Secret<[u8]>, time: Duration) -> Result<(), Error> {
    system::keep(name, secret, time)
}

/// What is kept under `name`; nothing when its time is up, or where there is no keyring.
pub fn find(name: &str) -> Option<Secret<[u8]>> {
    system::find(name)
}

/// Forgets what is kept under `name`. Tells whether there was anything.
///
/// # Errors
/// [`Error::Refused`] when it is there, and cannot be taken away.
pub fn forget(name: &str) -> Result<bool, Error> {
    system::forget(name)
}

#[cfg(target_os = "linux")]
mod system {
    use std::time::Duration;

    use linux_keyutils::{Key, KeyError, KeyPermissionsBuilder, KeyRing, KeyRingIdentifier, Permission};

    use super::Error;
    use crate::secret::Secret;

    /// Prepared in the keyring of this process, which dies with it, and linked into the session's only
    /// when it has its time and its permissions: a kill leaves nothing that stays for ever.
    pub(super) fn keep(name: &str, secret: &Secret<[u8]>, time: Duration) -> Result<(), Error> {
        let ours = KeyRing::from_special_id(KeyRingIdentifier::Process, true).map_err(explain)?;
        let key = ours.add_key(name, secret.expose()).map_err(explain)?;
        let seconds = usize::try_from(time.as_secs()).unwrap_or(usize::MAX);
        key.set_timeout(seconds).map_err(explain)?;
        let possessor =
            Permission::VIEW | Permission::READ | Permission::SEARCH | Permission::LINK | Permission::SETATTR;
        key.set_perms(KeyPermissionsBuilder::builder().posessor(possessor).build()).map_err(explain)?;
        session()?.link_key(key).map_err(explain)
    }

    pub(super) fn find(name: &str) -> Option<Secret<[u8]>> {
        key(name)?.read_to_vec().ok().map(Secret::from)
    }

    pub(super) fn forget(name: &str) -> Result<bool, Error> {
        let Some(key) = key(name) else { return Ok(false) };
        key.invalidate().map_err(explain)?;
        Ok(true)
    }

    fn key(name: &str) -> Option<Key> {
        session().ok()?.search(name).ok()
    }

    fn session() -> Result<KeyRing, Error> {
        KeyRing::from_special_id(KeyRingIdentifier::Session, false).map_err(explain)
    }

    fn explain(error: KeyError) -> Error {
        match error {
            KeyError::QuotaExceeded | KeyError::OutOfMemory | KeyError::InvalidArguments => Error::Full,
            KeyError::OperationNotSupported => Error::NotHere,
            _ => Error::Refused,
        }
    }
}

#[cfg(not(target_os = "linux"))]
mod system {
    use std::time::Duration;

    use super::Error;
    use crate::secret::Secret;

    pub(super) fn keep(_name: &str, _secret: &Secret<[u8]>, _time: Duration) -> Result<(), Error> {
        Err(Error::NotHere)
    }

    pub(super) fn find(_name: &str) -> Option<Secret<[u8]>> {
        None
    }

    pub(super) fn forget(_name: &str) -> Result<bool, Error> {
        Err(Error::NotHere)
    }
}

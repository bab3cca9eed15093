//! The one type for what must never be seen: AccessKey secrets, passphrases, file contents that
//! hold them.
//!
//! A [`Secret`] has no `Display`, no `Serialize` and no `Clone`; its `Debug` is redacted, and it is
//! wiped when dropped. The only door is [`Secret::expose`], so that `grep expose` finds every place
//! where a secret is used. Copies that other crates leave on the heap are wiped by the allocator
//! (see `main.rs`), copies on the stack vanish with the worker thread's stack.

use std::fmt;

use subtle::ConstantTimeEq as _;
use zeroize::Zeroize;

/// Text (the default) or bytes that are wiped on drop and never printed.
///
/// ```
/// let secret = akvault::secret::Secret::from("hunter2".to_owned());
/// assert_eq!(format!("{secret:?}"), "Secret(***)");
/// assert_eq!(secret.expose(), "hunter2");
/// ```
///
/// It cannot be printed by accident:
///
/// ```compile_fail
/// println!("{}", akvault::secret::Secret::from("hunter2".to_owned()));
/// ```
pub struct Secret<T: ?Sized + Zeroize = str>(Box<T>);

impl<T: ?Sized + Zeroize> Secret<T> {
    /// The secret itself. Keep the borrow short, and never put it into an error or a format string.
    pub fn expose(&self) -> &T {
        &self.0
    }
}

impl Secret<[u8]> {
    /// The same secret as text.
    ///
    /// # Errors
    /// Gives the bytes back when they are not UTF-8.
    pub fn into_text(self) -> Result<Secret, Self> {
        match std::str::from_utf8(self.expose()) {
            Ok(text) => Ok(Secret::from(text)),
            Err(_) => Err(self),
        }
    }

    /// Whether both hold the same bytes, in time that depends on the lengths alone.
    pub fn same_as(&self, other: &Self) -> bool {
        self.expose().ct_eq(other.expose()).into()
    }
}

impl Secret {
    /// Whether both hold the same text, in time that depends on the lengths alone.
    pub fn same_as(&self, other: &Self) -> bool {
        self.expose().as_bytes().ct_eq(other.expose().as_bytes()).into()
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(text.into_boxed_str())
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}

impl From<Vec<u8>> for Secret<[u8]> {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes.into_boxed_slice())
    }
}

impl<T: ?Sized + Zeroize> fmt::Debug for Secret<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(***)")
    }
}

impl<T: ?Sized + Zeroize> Drop for Secret<T> {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

//! The words of the trade, pure: no file, no clock, no terminal. What is constructed here is valid.

pub mod access_key;
pub mod base64;
pub mod console_password;
pub mod credential_process;
pub mod crockford;
pub mod day;
pub mod hex;
pub mod holder;
pub mod name;
pub mod pair;
pub mod profile;
pub mod rotation;

pub use access_key::{AccessKey, AccessKeyId};
pub use credential_process::CredentialProcess;
pub use day::{Day, Days, Standing, Urgent};
pub use holder::{Holder, HostLabel};
pub use name::Name;
pub use pair::Pair;
pub use profile::{ProfileName, Region};

/// Why a word is not a valid one. Shows the word itself only where it is no secret.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Invalid {
    /// Not an AccessKey ID: empty, too long, or with characters that no id has.
    #[error("this is not an AccessKey ID (1 to 128 letters, digits, `.`, `_` or `-`)")]
    AccessKeyId,
    /// The secret is empty or holds white space or control characters.
    #[error("the AccessKey secret is empty or holds white space or control characters")]
    AccessKeySecret,
    /// Not a record name.
    #[error("`{0}` is not a name: use 1 to 63 of a-z, 0-9, `.`, `_`, `-`, beginning with a letter or digit")]
    Name(String),
    /// Not a holder.
    #[error("a holder is 1 to 254 printable characters, such as an e-mail address or an application's name")]
    Holder,
    /// Not a host label.
    #[error("`{0}` is not a host label: use 1 to 63 of a-z, A-Z, 0-9, `.`, `_`, `-`")]
    HostLabel(String),
    /// Not a profile name that every client reads.
    #[error("`{0}` is not a profile name: use 1 to 64 of a-z, 0-9, `_`, `-` (clients disagree about the rest)")]
    ProfileName(String),
    /// Not a region.
    #[error("`{0}` is not a region: use letters, digits and `-`, such as cn-hangzhou")]
    Region(String),
    /// Not a day.
    #[error("`{0}` is not a day: use YYYY-MM-DD, such as 2027-02-21")]
    Day(String),
    /// Not a number of days.
    #[error("`{0}` is not a number of days: use 90d or 12w, at most 36500d")]
    Days(String),
    /// Not Crockford base32.
    #[error("`{typed}` is not a code of {length} letters and digits")]
    Code {
        /// As typed.
        typed: String,
        /// Characters, dashes apart.
        length: usize,
    },
}

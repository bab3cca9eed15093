//! What the cloud tells of its users and keys: the RAM credential report, and the answers of ListAccessKeys
//! and GetAccessKeyLastUsed.
//!
//! Lenient: what cannot be understood is passed over, and named with its line and column. It holds no
//! secret, and ids in the answers alone.

mod answers;
mod credential;

use crate::domain::{AccessKeyId, Day};

pub use answers::{last_used, listed_keys};
pub use credential::credential_report;

/// A user of the credential report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    /// From 1.
    pub line: usize,
    /// As in the report.
    pub name: String,
    /// Whether there is a console password that works.
    pub has_password: Option<bool>,
    /// When the password was changed.
    pub password_changed: Option<Day>,
    /// Whether a second factor is bound.
    pub has_mfa: Option<bool>,
    /// The keys, without ids: the report holds none.
    pub keys: Vec<ReportedKey>,
}

impl User {
    /// The account itself, <https://www.alibabacloud.com/help/en/ram/user-guide/generate-and-download-user-credential-reports>.
    pub fn is_root(&self) -> bool {
        self.name == "<root>"
    }
}

/// A key of the credential report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportedKey {
    /// `access_key_1`
    pub column: String,
    /// Whether it works, if the report tells.
    pub is_active: Option<bool>,
    /// When it was created.
    pub created: Option<Day>,
    /// When it was used last; none also when it never was.
    pub last_used: Option<Day>,
    /// Whether the last use was told and understood.
    pub tells_use: bool,
}

/// A key in the answer of ListAccessKeys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedKey {
    /// Its id.
    pub id: AccessKeyId,
    /// Whether it works, if the answer tells.
    pub is_active: Option<bool>,
    /// When it was created.
    pub created: Option<Day>,
}

/// What was not understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Oddity {
    /// From 1.
    pub line: usize,
    /// The name of the column or member.
    pub column: String,
    /// What is wrong there.
    pub what: &'static str,
}

/// What was read, and what was passed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Read<T> {
    /// What was read.
    pub read: T,
    /// What was passed over.
    pub oddities: Vec<Oddity>,
}

/// A value for "there is none".
fn is_none(value: &str) -> bool {
    matches!(
        value.trim().to_ascii_lowercase().as_str(),
        "" | "-" | "n/a" | "na" | "none" | "null" | "no_information" | "not_supported"
    )
}

//! The words of the clients' config files: profile and region.

use std::fmt;

use super::Invalid;

/// A profile name that every client reads alike: `^[a-z0-9_-]{1,64}$`. (PHP lower-cases section
/// names, Node splits them at dots, Python interpolates `%`.)
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProfileName(String);

impl ProfileName {
    /// # Errors
    /// [`Invalid::ProfileName`]
    pub fn new(text: &str) -> Result<Self, Invalid> {
        let good = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' || c == '-';
        if text.is_empty() || text.len() > 64 || !text.chars().all(good) {
            return Err(Invalid::ProfileName(text.to_owned()));
        }
        Ok(Self(text.to_owned()))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for ProfileName {
    fn default() -> Self {
        Self("default".to_owned())
    }
}

impl fmt::Display for ProfileName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A region id such as `cn-hangzhou`. The aliyun CLI's own rule is `^[a-zA-Z0-9-]*$`
/// (aliyun-cli `config/profile.go`); an empty one is refused there as here.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Region(String);

impl Region {
    /// # Errors
    /// [`Invalid::Region`]
    pub fn new(text: &str) -> Result<Self, Invalid> {
        if text.is_empty() || text.len() > 64 || !text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') {
            return Err(Invalid::Region(text.to_owned()));
        }
        Ok(Self(text.to_owned()))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

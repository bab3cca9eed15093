//! Names of records. A name from outside is never a path: the alphabet has no separator.

use std::fmt;

use super::Invalid;

/// `^[a-z0-9][a-z0-9._-]{0,62}$`
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name(String);

impl Name {
    /// The longest name.
    pub const MAX: usize = 63;

    /// # Errors
    /// [`Invalid::Name`]
    pub fn new(text: &str) -> Result<Self, Invalid> {
        if Self::is_valid(text) { Ok(Self(text.to_owned())) } else { Err(Invalid::Name(text.to_owned())) }
    }

    /// Whether [`Name::new`] takes it.
    pub fn is_valid(text: &str) -> bool {
        let good = |c: u8| c.is_ascii_lowercase() || c.is_ascii_digit();
        let starts = text.bytes().next().is_some_and(good);
        starts && text.len() <= Self::MAX && text.bytes().all(|c| good(c) || matches!(c, b'.' | b'_' | b'-'))
    }

    /// The nearest name to a holder, such as `alice` for `Alice@example.com`.
    pub fn from_holder(holder: &str) -> Self {
        let local = holder.split('@').next().unwrap_or(holder);
        let mut slug = String::new();
        for c in local.chars().map(|c| c.to_ascii_lowercase()) {
            match c {
                'a'..='z' | '0'..='9' => slug.push(c),
                '.' | '_' | '-' if !slug.is_empty() => slug.push(c),
                _ if !slug.is_empty() && !slug.ends_with('-') => slug.push('-'),
                _ => {}
            }
            if slug.len() == 48 {
                break;
            }
        }
        let slug = slug.trim_end_matches(['-', '.', '_']);
        Self(if slug.is_empty() { "key" } else { slug }.to_owned())
    }

    /// The same name with a number behind it, for a holder's further keys.
    #[must_use]
    pub fn numbered(&self, number: u32) -> Self {
        Self(format!("{}-{number}", self.0))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl AsRef<str> for Name {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_names_are_refused() {
        let long = "a".repeat(64);
        for bad in ["", ".", "..", "../x", "/etc/x", "a/b", "a\0", "CON", "-a", "\u{202e}a", "a b", &long] {
            assert!(Name::new(bad).is_err(), "{bad:?}");
        }
        for good in ["a", "0", "ci-deploy", "web.prod_1", &"a".repeat(63)] {
            assert!(Name::new(good).is_ok(), "{good}");
        }
    }

    #[test]
    fn every_holder_gives_a_valid_name() {
        let cases = [
            ("Alice@example.com", "alice"),
            ("CI deploy", "ci-deploy"),
            ("王芳", "key"),
            ("--a--", "a"),
            ("../../etc", "etc"),
        ];
        for (holder, expected) in cases {
            let name = Name::from_holder(holder);
            assert_eq!(name.as_str(), expected);
            assert!(Name::new(name.as_str()).is_ok());
        }
        assert!(Name::new(Name::from_holder(&"x".repeat(254)).numbered(u32::MAX).as_str()).is_ok());
    }
}

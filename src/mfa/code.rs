//! Codes: the digits that a person reads off a device and types.

use super::error::Error;
use super::parameters::Digits;
use crate::secret::Secret;

/// Six to eight digits, zeroes in front included. Whoever reads one may use it once, within a minute
/// or so: it may be shown, but is wiped like a secret.
#[derive(Debug)]
pub struct Code(Secret);

impl Code {
    /// What a person typed, with the spaces or hyphens that apps show in the middle.
    ///
    /// # Errors
    /// [`Error::Code`]
    pub fn parse(typed: &str, digits: Digits) -> Result<Self, Error> {
        let plain: String = typed.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
        let is_code = plain.len() == usize::from(digits.count()) && plain.bytes().all(|byte| byte.is_ascii_digit());
        if is_code { Ok(Self::from(plain)) } else { Err(Error::Code(digits.count())) }
    }

    /// The digits.
    pub fn as_str(&self) -> &str {
        self.0.expose()
    }

    /// Whether both are the same, in constant time.
    pub fn same_as(&self, other: &Self) -> bool {
        self.0.same_as(&other.0)
    }
}

impl From<String> for Code {
    fn from(digits: String) -> Self {
        Self(Secret::from(digits))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_as_apps_show_them() {
        let digits = Digits::new(6).unwrap();
        for typed in ["012345", "012 345", " 012-345\n", "012\u{a0}345"] {
            assert_eq!(Code::parse(typed, digits).unwrap().as_str(), "012345");
        }
        for bad in ["", "12345", "0123456", "01234a", "+12345", "\u{ff10}\u{ff11}2345", "\u{665}2345"] {
            assert_eq!(Code::parse(bad, digits).unwrap_err(), Error::Code(6), "{bad}");
        }
    }
}

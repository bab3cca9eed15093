//! What the codes of a seed look like: hash, digits, period.

use std::fmt;

use super::error::Error;

/// The hash under the codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Algorithm {
    /// What every app knows.
    #[default]
    Sha1,
    /// Read by most apps.
    Sha256,
    /// Read by most apps.
    Sha512,
}

impl Algorithm {
    /// Reads `SHA1`, and what some servers write: `sha-1`, `HmacSHA1`.
    ///
    /// # Errors
    /// [`Error::Algorithm`]
    pub fn parse(text: &str) -> Result<Self, Error> {
        let plain = text.replace('-', "").to_ascii_uppercase();
        match plain.strip_prefix("HMAC").unwrap_or(&plain) {
            "SHA1" => Ok(Self::Sha1),
            "SHA256" => Ok(Self::Sha256),
            "SHA512" => Ok(Self::Sha512),
            _ => Err(Error::Algorithm),
        }
    }

    /// The word of the key URI format.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sha1 => "SHA1",
            Self::Sha256 => "SHA256",
            Self::Sha512 => "SHA512",
        }
    }

    pub(super) fn of_totp_rs(self) -> totp_rs::Algorithm {
        match self {
            Self::Sha1 => totp_rs::Algorithm::SHA1,
            Self::Sha256 => totp_rs::Algorithm::SHA256,
            Self::Sha512 => totp_rs::Algorithm::SHA512,
        }
    }
}

impl fmt::Display for Algorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Digits of a code: 6, 7 or 8. RFC 4226 (5.3) has no fewer, and nine and more are not all random.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Digits(u8);

impl Digits {
    /// Reads the number.
    ///
    /// # Errors
    /// [`Error::Digits`]
    pub fn parse(text: &str) -> Result<Self, Error> {
        number(text).and_then(|digits| u8::try_from(digits).ok()).map_or(Err(Error::Digits), Self::new)
    }

    /// # Errors
    /// [`Error::Digits`]
    pub fn new(count: u8) -> Result<Self, Error> {
        if matches!(count, 6..=8) { Ok(Self(count)) } else { Err(Error::Digits) }
    }

    /// How many.
    pub fn count(self) -> u8 {
        self.0
    }
}

impl Default for Digits {
    fn default() -> Self {
        Self(6)
    }
}

/// Seconds for which a code holds: 1 to 3600. Thirty is what everybody uses; an hour is more than any
/// server gives, and as long as a person may be made to wait for the next code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period(u16);

impl Period {
    /// Reads the number.
    ///
    /// # Errors
    /// [`Error::Period`]
    pub fn parse(text: &str) -> Result<Self, Error> {
        number(text).map_or(Err(Error::Period), Self::new)
    }

    /// # Errors
    /// [`Error::Period`]
    pub fn new(seconds: u16) -> Result<Self, Error> {
        if matches!(seconds, 1..=3600) { Ok(Self(seconds)) } else { Err(Error::Period) }
    }

    /// How many seconds.
    pub fn seconds(self) -> u16 {
        self.0
    }
}

impl Default for Period {
    fn default() -> Self {
        Self(30)
    }
}

/// Digits alone: no sign, no white space.
fn number(text: &str) -> Option<u16> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

/// What the codes look like; the defaults are those of the key URI format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Parameters {
    /// The hash.
    pub algorithm: Algorithm,
    /// The digits of a code.
    pub digits: Digits,
    /// How long it holds.
    pub period: Period,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_read_within_their_bounds() {
        for (text, algorithm) in
            [("SHA1", Algorithm::Sha1), ("sha-256", Algorithm::Sha256), ("HmacSHA512", Algorithm::Sha512)]
        {
            assert_eq!(Algorithm::parse(text), Ok(algorithm));
            assert_eq!(Algorithm::parse(algorithm.as_str()), Ok(algorithm));
        }
        for bad in ["", "MD5", "SHA224", "SHA3-256", "SHA1\u{0}"] {
            assert_eq!(Algorithm::parse(bad), Err(Error::Algorithm), "{bad}");
        }
        for bad in ["", "5", "9", "10", "+6", " 6", "6.0", "4294967302", "\u{ff16}"] {
            assert_eq!(Digits::parse(bad), Err(Error::Digits), "{bad}");
        }
        assert_eq!(Digits::parse("8").map(Digits::count), Ok(8));
        for bad in ["", "0", "-30", "3601", "65536", "30s"] {
            assert_eq!(Period::parse(bad), Err(Error::Period), "{bad}");
        }
        assert_eq!(Period::parse("3600").map(Period::seconds), Ok(3600));
    }
}

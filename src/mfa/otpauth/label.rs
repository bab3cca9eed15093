//! The label: who issued a seed, and for which account.

use super::super::error::Error;
use super::percent;
use crate::printable::is_unprintable;

/// Both stand as they were given: show them through [`Printable`](crate::printable::Printable).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The service.
    pub issuer: Option<String>,
    /// The user of it; empty where a URI has none.
    pub account: String,
}

impl Label {
    /// The most characters of each part.
    const MAX: usize = 128;

    /// A label to be written. "Neither issuer nor account name may themselves contain a colon", says
    /// the format; in an account behind an issuer one does no harm.
    ///
    /// # Errors
    /// [`Error::Label`]
    pub fn new(issuer: Option<&str>, account: &str) -> Result<Self, Error> {
        let is_good = |text: &str| {
            let text = text.trim();
            (1..=Self::MAX).contains(&text.chars().count())
                && !text.chars().any(|c| is_unprintable(c) || c.is_control())
        };
        let (issuer, account) = (issuer.map(str::trim), account.trim());
        let colon = issuer.unwrap_or(account).contains(':');
        if colon || !is_good(account) || !issuer.is_none_or(is_good) {
            return Err(Error::Label);
        }
        Ok(Self { issuer: issuer.map(str::to_owned), account: account.to_owned() })
    }

    /// The label of a URI: `Issuer:account` or `account`, the colon spelt in either way.
    pub(super) fn of_uri(path: &str) -> Result<Self, Error> {
        let text = percent::decode(path)?.expose().to_owned();
        let (issuer, account) = text.split_once(':').unwrap_or(("", &text));
        let issuer = Some(issuer.trim().to_owned()).filter(|issuer| !issuer.is_empty());
        Ok(Self { issuer, account: account.trim().to_owned() })
    }

    pub(super) fn write(&self, uri: &mut String) {
        if let Some(issuer) = &self.issuer {
            uri.push_str(&percent::encode(issuer));
            uri.push(':');
        }
        uri.push_str(&percent::encode(&self.account));
    }
}

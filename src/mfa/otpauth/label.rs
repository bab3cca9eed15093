//! The label: who issued a seed, and for which account.

use super::super::error::Error;
use super::percent;
use crate::printable::is_unprintable;

/// Both stand as they were given: show them through [`Printable`](crate::printable::Printable).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The service.
    pub issuer: Option<String>,
    /// The user of it.
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
        let is_good = |text: &str| (1..=Self::MAX).contains(&text.chars().count()) && is_printable(text);
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

    /// What [`Label::new`] would not take, no URI may say either: an account is there, and can be shown. Its
    /// length and its colons are its server's.
    pub(super) fn check_read(&self) -> Result<(), Error> {
        if self.account.is_empty() {
            return Err(Error::BrokenUri("it names no account; its seed alone is taken, with --account"));
        }
        let parts = self.issuer.iter().chain([&self.account]);
        if parts.into_iter().all(|part| is_printable(part)) {
            Ok(())
        } else {
            Err(Error::BrokenUri("its label holds characters that cannot be shown"))
        }
    }

    pub(super) fn write(&self, uri: &mut String) {
        if let Some(issuer) = &self.issuer {
            uri.push_str(&percent::encode(issuer));
            uri.push(':');
        }
        uri.push_str(&percent::encode(&self.account));
    }
}

fn is_printable(text: &str) -> bool {
    !text.chars().any(|c| is_unprintable(c) || c.is_control())
}

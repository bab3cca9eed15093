//! The otpauth URI, which every authenticator app reads:
//! <https://github.com/google/google-authenticator/wiki/Key-Uri-Format>.
//!
//! Lenient where servers differ (a lower-case seed, `%3A` for the colon, an issuer that is not the
//! label's, parameters that nobody knows), strict where another code would come out. The text is kept
//! as it was spelt, so that what was imported is exported byte for byte.

mod label;
mod parameters;
mod percent;

pub use self::label::Label;
use self::parameters::Query;
use super::error::Error;
use super::parameters::Parameters;
use super::token::Token;
use crate::secret::Secret;

/// A URI with what it says.
#[derive(Debug)]
pub struct Otpauth {
    /// Who issued the seed, and for which account.
    pub label: Label,
    /// What makes the codes.
    pub token: Token,
    uri: Secret,
    labels_differ: bool,
}

/// More than any label and seed take; a QR code holds less.
const LIMIT: usize = 4096;

impl Otpauth {
    /// Reads a URI. White space around it is no part of it.
    ///
    /// # Errors
    /// See [`Error`].
    pub fn read(text: &str) -> Result<Self, Error> {
        let text = text.trim();
        let rest = without_scheme(text).ok_or(Error::NotOtpauth)?;
        if text.len() > LIMIT {
            return Err(Error::BrokenUri("it is longer than 4096 bytes"));
        }
        if text.chars().any(char::is_control) {
            return Err(Error::BrokenUri("it holds control characters"));
        }
        // No server writes a fragment; a reader of URIs would leave it aside, and so do we.
        let rest = rest.split_once('#').map_or(rest, |(before, _)| before);
        let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
        let (kind, label) = path.split_once('/').unwrap_or((path, ""));
        refuse_other_types(kind)?;
        let query = Query::read(query)?;
        let token = Token { seed: query.seed()?, parameters: query.parameters()? };
        let label = Label::of_uri(label)?;
        let issuer = query.issuer()?;
        let labels_differ = label.issuer.is_some() && issuer.is_some() && label.issuer != issuer;
        let label = Label { issuer: issuer.or(label.issuer), ..label };
        label.check_read()?;
        Ok(Self { label, token, uri: Secret::from(text), labels_differ })
    }

    /// The one that a bundle holds, if it holds one.
    pub fn of_payload(payload: &Secret<[u8]>) -> Option<Self> {
        std::str::from_utf8(payload.expose()).ok().and_then(|text| Self::read(text).ok())
    }

    /// Writes a URI, with the parameters that differ from the defaults.
    pub fn new(label: Label, token: Token) -> Self {
        let uri = written(&label, &token);
        Self { label, token, uri, labels_differ: false }
    }

    /// The URI, as it was read.
    pub fn uri(&self) -> &Secret {
        &self.uri
    }

    /// What the owner should know of it.
    pub fn oddities(&self) -> Vec<&'static str> {
        let differ = "the label names another issuer than the `issuer` parameter, which apps show differently";
        self.token.seed.oddity().into_iter().chain(self.labels_differ.then_some(differ)).collect()
    }
}

/// What follows `otpauth://`; schemes are read in any case (RFC 3986, 3.1).
pub(super) fn without_scheme(text: &str) -> Option<&str> {
    let (scheme, rest) = text.split_once("://")?;
    scheme.eq_ignore_ascii_case("otpauth").then_some(rest)
}

fn refuse_other_types(kind: &str) -> Result<(), Error> {
    match kind.to_ascii_lowercase().as_str() {
        "totp" => Ok(()),
        "hotp" => Err(Error::Hotp),
        _ => Err(Error::UnknownType),
    }
}

/// Defaults are left out, as Alibaba Cloud's console does: the code stays small, and apps that stumble
/// over a parameter that they do not know never see it.
fn written(label: &Label, token: &Token) -> Secret {
    let Parameters { algorithm, digits, period } = token.parameters;
    let usual = Parameters::default();
    let mut uri = String::with_capacity(LIMIT);
    uri.push_str("otpauth://totp/");
    label.write(&mut uri);
    uri.push_str("?secret=");
    uri.push_str(token.seed.base32().expose());
    let changed = [
        ("algorithm", (algorithm != usual.algorithm).then(|| algorithm.to_string())),
        ("digits", (digits != usual.digits).then(|| digits.count().to_string())),
        ("period", (period != usual.period).then(|| period.seconds().to_string())),
    ];
    let issuer = label.issuer.as_deref().map(percent::encode);
    for (name, value) in std::iter::once(("issuer", issuer)).chain(changed) {
        if let Some(value) = value {
            uri.extend(["&", name, "=", &value]);
        }
    }
    Secret::from(uri)
}

#[cfg(test)]
mod tests;

//! AccessKeys: the id, which may be shown masked, and the secret, which may not be shown.

use std::fmt;

use super::Invalid;
use crate::secret::Secret;

/// An AccessKey ID, as the cloud issued it. `Display` shows it whole: it is public, but lists show
/// it [masked](AccessKeyId::masked).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AccessKeyId(String);

impl AccessKeyId {
    /// The longest id that is accepted; today's have 24 characters.
    pub const MAX: usize = 128;

    /// Checks the alphabet and length only: the cloud's shapes change, so an unusual one is
    /// [odd](AccessKeyId::oddity), not invalid.
    ///
    /// # Errors
    /// [`Invalid::AccessKeyId`]; the text is not repeated, since it may be a secret in the wrong place.
    pub fn new(text: &str) -> Result<Self, Invalid> {
        let good = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
        if text.is_empty() || text.len() > Self::MAX || !text.chars().all(good) {
            return Err(Invalid::AccessKeyId);
        }
        Ok(Self(text.to_owned()))
    }

    /// The whole id.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// `LTAI****0001`: enough to recognise, too little to use in a search engine. What does not look
    /// like an id is hidden wholly: it may be a secret in the wrong field.
    pub fn masked(&self) -> String {
        if !self.is_familiar() {
            return "****".to_owned();
        }
        let head: String = self.0.chars().take(4).collect();
        let tail: String = self.0.chars().skip(self.0.len().saturating_sub(4)).collect();
        format!("{head}****{tail}")
    }

    /// The same of what stands where an id should, whatever it is.
    pub fn mask(text: &str) -> String {
        Self::new(text).map_or_else(|_| "****".to_owned(), |id| id.masked())
    }

    /// Whether it begins as ids do and is longer than what is shown of it, or is as long as the oldest
    /// ones, which begin as anything.
    fn is_familiar(&self) -> bool {
        let begins = self.0.starts_with("LTAI") || self.is_temporary();
        let is_of_the_oldest = self.0.len() == 16 && self.0.chars().all(|c| c.is_ascii_alphanumeric());
        (begins && self.0.len() >= 12) || is_of_the_oldest
    }

    /// Temporary credentials (`STS.` and the console's `TMP.`) expire by themselves.
    pub fn is_temporary(&self) -> bool {
        self.0.starts_with("STS.") || self.0.starts_with("TMP.")
    }

    /// What is unusual about the id, if anything. Shapes: `LTAI` and 12 to 21 more (16 and 24 in
    /// all are the common ones), or 16 letters and digits in the oldest keys.
    pub fn oddity(&self) -> Option<&'static str> {
        let alphanumeric = self.0.chars().all(|c| c.is_ascii_alphanumeric());
        let known = match self.0.strip_prefix("LTAI") {
            Some(rest) => matches!(rest.len(), 12 | 17..=21),
            None => self.0.len() == 16,
        };
        (!alphanumeric || !known).then_some("the AccessKey ID has an unusual shape: check that it was copied whole")
    }
}

impl fmt::Display for AccessKeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A pair of id and secret, with the security token that only temporary credentials have.
#[derive(Debug)]
pub struct AccessKey {
    /// The public half.
    pub id: AccessKeyId,
    /// The secret half.
    pub secret: Secret,
    /// For STS credentials.
    pub security_token: Option<Secret>,
}

impl AccessKey {
    /// A long-lived pair.
    ///
    /// # Errors
    /// [`Invalid::AccessKeySecret`] when the secret is empty or holds white space or control
    /// characters, which no issued secret does.
    pub fn new(id: AccessKeyId, secret: Secret) -> Result<Self, Invalid> {
        check_secret(&secret)?;
        Ok(Self { id, secret, security_token: None })
    }

    /// The same with a security token.
    ///
    /// # Errors
    /// As [`AccessKey::new`], for the token too.
    pub fn with_token(self, token: Secret) -> Result<Self, Invalid> {
        check_secret(&token)?;
        Ok(Self { security_token: Some(token), ..self })
    }

    /// What is unusual about the secret: issued ones are 30 letters and digits.
    pub fn secret_oddity(&self) -> Option<&'static str> {
        let secret = self.secret.expose();
        let usual = secret.len() == 30 && secret.bytes().all(|b| b.is_ascii_alphanumeric());
        (!usual && !self.id.is_temporary())
            .then_some("the AccessKey secret has an unusual shape: check that it was copied whole")
    }
}

fn check_secret(secret: &Secret) -> Result<(), Invalid> {
    let text = secret.expose();
    let bad = text.is_empty() || text.chars().any(|c| c.is_whitespace() || c.is_control());
    if bad { Err(Invalid::AccessKeySecret) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_masked_to_their_ends() {
        assert_eq!(AccessKeyId::new("LTAI5tEXAMPLEexample0001").unwrap().masked(), "LTAI****0001");
        assert_eq!(AccessKeyId::mask("STS.NEXAMPLEexample0001"), "STS.****0001");
        assert_eq!(AccessKeyId::mask("0wNEXAMPLEexampl"), "0wNE****ampl");
    }

    #[test]
    fn what_may_be_a_secret_in_the_wrong_field_is_hidden_wholly() {
        for odd in [
            "CANARYcanaryCANARYcanaryCANARY",
            "short",
            "LTAI5t",
            "AKIAEXAMPLEEXAMPLE01",
            "two words",
            "",
            "16-with-hyphens!",
        ] {
            assert_eq!(AccessKeyId::mask(odd), "****", "{odd}");
        }
    }

    #[test]
    fn odd_shapes_are_named_and_usual_ones_are_not() {
        for usual in ["LTAI5tEXAMPLEexample0001", "LTAIEXAMPLE00001", "0wNEXAMPLEexampl"] {
            assert_eq!(AccessKeyId::new(usual).unwrap().oddity(), None, "{usual}");
        }
        for odd in ["LTAI5tEXAMPLE", "AKIAEXAMPLE", "LTAI5tEXAMPLE-example001"] {
            assert!(AccessKeyId::new(odd).unwrap().oddity().is_some(), "{odd}");
        }
    }

    #[test]
    fn control_characters_never_get_in() {
        for bad in ["", "a b", "a\u{1b}[31m", "a\nb", "é", &"x".repeat(129)] {
            assert_eq!(AccessKeyId::new(bad), Err(Invalid::AccessKeyId), "{bad:?}");
        }
        let id = AccessKeyId::new("LTAI5tEXAMPLEexample0001").unwrap();
        assert!(AccessKey::new(id, Secret::from("two words")).is_err());
    }
}

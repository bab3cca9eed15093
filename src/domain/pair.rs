//! An AccessKey as our own documents spell it, sealed: in a bundle, and in a record that keeps it.

use serde::{Deserialize, Serialize};

use super::{AccessKey, AccessKeyId, Invalid};

/// The members of a key. They hold secrets in the clear: it lives as long as a document is read or written.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_debug_implementations, reason = "it would show the secret")]
pub struct Pair {
    /// The AccessKey ID, not yet checked.
    pub id: String,
    secret: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    security_token: Option<String>,
}

impl From<&AccessKey> for Pair {
    fn from(key: &AccessKey) -> Self {
        Self {
            id: key.id.to_string(),
            secret: key.secret.expose().to_owned(),
            security_token: key.security_token.as_ref().map(|token| token.expose().to_owned()),
        }
    }
}

impl TryFrom<Pair> for AccessKey {
    type Error = Invalid;

    fn try_from(pair: Pair) -> Result<Self, Invalid> {
        let key = Self::new(AccessKeyId::new(&pair.id)?, pair.secret.into())?;
        match pair.security_token {
            Some(token) => key.with_token(token.into()),
            None => Ok(key),
        }
    }
}

//! The document inside a bundle: all that a person or a program needs to put the key to use.
//!
//! JSON, versioned and strict: an unknown member, a missing one or one given twice is an error.
//! `age -d` alone shows it.

use serde::{Deserialize, Serialize};

use super::PAYLOAD_CAP;
use crate::domain::hex::{hex, unhex};
use crate::domain::{AccessKey, AccessKeyId, Day, Holder, Invalid, Pair, ProfileName, Region};
use crate::secret::Secret;

/// The version that is written; a newer one is refused by name.
const VERSION: u32 = 1;
const KIND: &str = "access-key";
/// Bytes of a receipt key.
pub const RECEIPT_KEY: usize = 32;

/// What a bundle says.
#[derive(Debug)]
pub struct Manifest {
    /// The key.
    pub access_key: AccessKey,
    /// Whom it is for.
    pub holder: Holder,
    /// Who sealed it, as `login@host`.
    pub issuer: String,
    /// When the key was created.
    pub created: Day,
    /// When it must be replaced.
    pub rotate_by: Day,
    /// The last day on which it may be installed.
    pub install_before: Day,
    /// The key that it replaces.
    pub supersedes: Option<AccessKeyId>,
    /// The profile to install it under.
    pub profile: Option<ProfileName>,
    /// The region of that profile.
    pub region: Option<Region>,
    /// The cloud account, if known.
    pub account: Option<String>,
    /// The RAM user, if known.
    pub user: Option<String>,
    /// Authenticates the receipt: 32 random bytes.
    pub receipt_key: Secret<[u8]>,
}

/// Why a payload is not a manifest. It shows no content.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Some other file, such as one that was sealed as it is.
    #[error("this bundle holds a file, not an AccessKey")]
    NotAManifest,
    /// Made by a newer akvault.
    #[error("this bundle has format version {0}; this akvault reads version {VERSION}")]
    Newer(u32),
    /// Not the strict document.
    #[error("the document in this bundle is damaged at line {line}, column {column}")]
    Broken {
        /// Counted from 1.
        line: usize,
        /// Counted from 1.
        column: usize,
    },
    /// A member that is no valid word.
    #[error("the document in this bundle is damaged: {0}")]
    Invalid(#[from] Invalid),
    /// The receipt key has the wrong length.
    #[error("the document in this bundle is damaged: its receipt key is not {RECEIPT_KEY} bytes")]
    ReceiptKey,
    /// More than fits.
    #[error("the document is larger than {PAYLOAD_CAP} bytes")]
    TooLarge,
}

impl Manifest {
    /// The document.
    ///
    /// # Errors
    /// [`Error::TooLarge`]
    pub fn encode(&self) -> Result<Secret<[u8]>, Error> {
        let mut bytes = Vec::with_capacity(4096);
        serde_json::to_writer_pretty(&mut bytes, &Document::from(self)).map_err(|_| Error::TooLarge)?;
        bytes.push(b'\n');
        if bytes.len() > PAYLOAD_CAP {
            return Err(Error::TooLarge);
        }
        Ok(bytes.into())
    }

    /// Reads a document.
    ///
    /// # Errors
    /// See [`Error`].
    pub fn decode(payload: &Secret<[u8]>) -> Result<Self, Error> {
        let envelope: Envelope = serde_json::from_slice(payload.expose()).map_err(|_| Error::NotAManifest)?;
        match envelope {
            Envelope { version, .. } if version > VERSION => return Err(Error::Newer(version)),
            Envelope { version, kind } if version != VERSION || kind != KIND => return Err(Error::NotAManifest),
            Envelope { .. } => {}
        }
        let document: Document = serde_json::from_slice(payload.expose()).map_err(|error| broken(&error))?;
        document.try_into()
    }
}

/// `serde_json`'s own words may quote the document, so only the place is kept.
fn broken(error: &serde_json::Error) -> Error {
    Error::Broken { line: error.line(), column: error.column() }
}

#[derive(Deserialize)]
struct Envelope {
    version: u32,
    kind: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    version: u32,
    kind: String,
    access_key: Pair,
    holder: String,
    issuer: String,
    created: String,
    rotate_by: String,
    install_before: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    supersedes: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    profile: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    region: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    account: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    user: Option<String>,
    receipt_key: String,
}

impl From<&Manifest> for Document {
    fn from(manifest: &Manifest) -> Self {
        Self {
            version: VERSION,
            kind: KIND.to_owned(),
            access_key: Pair::from(&manifest.access_key),
            holder: manifest.holder.to_string(),
            issuer: manifest.issuer.clone(),
            created: manifest.created.to_string(),
            rotate_by: manifest.rotate_by.to_string(),
            install_before: manifest.install_before.to_string(),
            supersedes: manifest.supersedes.as_ref().map(ToString::to_string),
            profile: manifest.profile.as_ref().map(ToString::to_string),
            region: manifest.region.as_ref().map(ToString::to_string),
            account: manifest.account.clone(),
            user: manifest.user.clone(),
            receipt_key: hex(manifest.receipt_key.expose()),
        }
    }
}

impl TryFrom<Document> for Manifest {
    type Error = Error;

    fn try_from(document: Document) -> Result<Self, Error> {
        Ok(Self {
            access_key: document.access_key.try_into()?,
            holder: Holder::new(&document.holder)?,
            issuer: document.issuer,
            created: Day::parse(&document.created)?,
            rotate_by: Day::parse(&document.rotate_by)?,
            install_before: Day::parse(&document.install_before)?,
            supersedes: document.supersedes.as_deref().map(AccessKeyId::new).transpose()?,
            profile: document.profile.as_deref().map(ProfileName::new).transpose()?,
            region: document.region.as_deref().map(Region::new).transpose()?,
            account: document.account,
            user: document.user,
            receipt_key: unhex(&document.receipt_key, RECEIPT_KEY).map(Secret::from).ok_or(Error::ReceiptKey)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest() -> Manifest {
        let id = AccessKeyId::new("LTAI5tEXAMPLEexample0001").unwrap();
        let day = |text| Day::parse(text).unwrap();
        Manifest {
            access_key: AccessKey::new(id, "EXAMPLEexampleEXAMPLEexample01".into()).unwrap(),
            holder: Holder::new("alice@example.com").unwrap(),
            issuer: "olga@desk".into(),
            created: day("2026-11-23"),
            rotate_by: day("2027-02-21"),
            install_before: day("2026-11-30"),
            supersedes: None,
            profile: Some(ProfileName::default()),
            region: Some(Region::new("cn-hangzhou").unwrap()),
            account: None,
            user: None,
            receipt_key: vec![0xa5; RECEIPT_KEY].into(),
        }
    }

    fn text(manifest: &Manifest) -> String {
        String::from_utf8(manifest.encode().unwrap().expose().to_vec()).unwrap()
    }

    fn decode(text: &str) -> Result<Manifest, Error> {
        Manifest::decode(&text.as_bytes().to_vec().into())
    }

    #[test]
    fn a_document_says_what_was_put_in() {
        let written = text(&manifest());
        assert_eq!(text(&decode(&written).unwrap()), written);
    }

    #[test]
    fn the_first_version_is_read_for_ever() {
        let read = decode(include_str!("../../tests/it/fixtures/manifest-1.json")).unwrap();
        assert_eq!(text(&read), include_str!("../../tests/it/fixtures/manifest-1.json"));
    }

    #[test]
    fn anything_but_the_strict_document_is_refused() {
        let good = text(&manifest());
        let unknown = good.replacen("\"holder\"", "\"command\": \"x\", \"holder\"", 1);
        let twice = good.replacen("\"holder\"", "\"holder\": \"mallory\", \"holder\"", 1);
        let missing = good.replacen("\"issuer\": \"olga@desk\",", "", 1);
        for broken in [&unknown, &twice, &missing] {
            assert!(matches!(decode(broken), Err(Error::Broken { .. })), "{broken}");
        }
        assert!(matches!(decode(&good.replacen("\"version\": 1", "\"version\": 2", 1)), Err(Error::Newer(2))));
        assert!(matches!(decode(&good.replacen("access-key\"", "mfa\"", 1)), Err(Error::NotAManifest)));
        assert!(matches!(decode("kind: Config"), Err(Error::NotAManifest)));
        assert!(matches!(decode(&good.replacen("a5a5", "a5", 1)), Err(Error::ReceiptKey)));
        assert!(matches!(decode(&good.replacen("LTAI5t", "LTAI \\u001b", 1)), Err(Error::Invalid(_))));
        assert!(matches!(decode(&"[".repeat(100_000)), Err(Error::NotAManifest)));
    }
}

//! The secret of a record: an age file in armor, which stands in the record itself, so that the two
//! cannot come apart.
//!
//! The sealed part repeats the record's name, kind and AccessKey ID. Sealed parts that were swapped,
//! or copied into another record, are refused. It cannot tell who sealed it: age does not say, and
//! whoever knows a public key can seal to it.

use serde::{Deserialize, Serialize};

use super::record::{Kind, Record};
use super::{Error, What, versioned};
use crate::domain::{AccessKey, AccessKeyId, Invalid, Name, Pair};
use crate::seal::{self, Identities, Recipients};

/// The version that is written; a newer one is refused by name.
const VERSION: u32 = 1;

/// What is wrong with a sealed secret. It shows no content.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// It does not open, or is no age file.
    #[error("{0}")]
    Seal(#[from] seal::Error),
    /// Written by a newer akvault.
    #[error("it has format version {0}, which this akvault does not know")]
    Newer(u32),
    /// Not the strict document.
    #[error("it is not what a record keeps")]
    Broken,
    /// A member that is no valid word.
    #[error("{0}")]
    Invalid(#[from] Invalid),
    /// It was taken from another record.
    #[error("it belongs to another record: the {0} is not the same")]
    OtherRecord(&'static str),
}

impl Record {
    /// Whether the vault keeps the secret.
    pub fn is_kept(&self) -> bool {
        self.sealed_secret.is_some()
    }

    /// Keeps the secret, sealed to these recipients, in place of what was kept before.
    ///
    /// # Errors
    /// [`seal::Error`]
    pub fn keep(&mut self, key: &AccessKey, recipients: &Recipients) -> Result<(), seal::Error> {
        self.sealed_secret = Some(versioned::seal(&Document::of(self, key), recipients)?);
        Ok(())
    }

    /// The same, noted in the history.
    ///
    /// # Errors
    /// [`seal::Error`]
    pub fn keep_and_note(
        &mut self,
        key: &AccessKey,
        recipients: &Recipients,
        now: jiff::Timestamp,
        facts: &[(&str, &str)],
    ) -> Result<(), seal::Error> {
        self.keep(key, recipients)?;
        self.history.note(now, What::Kept, facts);
        Ok(())
    }

    /// The same record under another name. What is kept repeats the name, and is sealed anew.
    ///
    /// # Errors
    /// [`seal::Error`]
    pub fn renamed(mut self, name: Name, kept: Option<(&AccessKey, &Recipients)>) -> Result<Self, seal::Error> {
        self.name = name;
        kept.map_or(Ok(()), |(key, recipients)| self.keep(key, recipients))?;
        Ok(self)
    }

    /// The key, opened.
    ///
    /// # Errors
    /// [`Error::NotKept`]; [`Error::Secret`] when it does not open, or belongs to another record.
    pub fn access_key(&self, identities: &Identities) -> Result<AccessKey, Error> {
        let opened = versioned::open(self.sealed()?, identities, VERSION);
        opened.and_then(|document: Document| document.into_key(self)).map_err(|unfit| self.unfit(unfit))
    }

    /// Whether what is kept is an age file to public keys at all, which needs no identity to see.
    ///
    /// # Errors
    /// As [`Record::access_key`].
    pub fn check_sealed(&self) -> Result<(), Error> {
        versioned::check(self.sealed()?).map_err(|unfit| self.unfit(unfit))
    }

    fn sealed(&self) -> Result<&str, Error> {
        self.sealed_secret.as_deref().ok_or_else(|| Error::NotKept(self.name.clone()))
    }

    fn unfit(&self, unfit: Unfit) -> Error {
        Error::Secret { name: self.name.clone(), unfit }
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    version: u32,
    kind: String,
    name: String,
    access_key: Pair,
}

impl Document {
    fn of(record: &Record, key: &AccessKey) -> Self {
        Self {
            version: VERSION,
            kind: record.kind.as_str().to_owned(),
            name: record.name.to_string(),
            access_key: key.into(),
        }
    }

    fn into_key(self, record: &Record) -> Result<AccessKey, Unfit> {
        let id = record.access_key_id.as_ref().map(AccessKeyId::as_str);
        let differs = [
            ("kind", self.kind != record.kind.as_str() || record.kind != Kind::AccessKey),
            ("name", self.name != record.name.as_str()),
            ("AccessKey ID", Some(self.access_key.id.as_str()) != id),
        ];
        if let Some((what, _)) = differs.into_iter().find(|(_, differs)| *differs) {
            return Err(Unfit::OtherRecord(what));
        }
        Ok(self.access_key.try_into()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::secret::Secret;
    use crate::vault::samples::{self, keys};

    fn record(name: &str, id: &str) -> Record {
        samples::record(name, id, "alice", None)
    }

    fn key(id: &str, secret: &str) -> AccessKey {
        AccessKey::new(AccessKeyId::new(id).unwrap(), secret.into()).unwrap()
    }

    const ID: &str = "LTAI5tEXAMPLEexample0001";
    const OTHER_ID: &str = "LTAI5tEXAMPLEexample0002";

    fn opened(record: &Record, identities: &Identities) -> Result<String, Unfit> {
        match record.access_key(identities) {
            Ok(key) => Ok(key.secret.expose().to_owned()),
            Err(Error::Secret { unfit, .. }) => Err(unfit),
            Err(other) => panic!("{other:?}"),
        }
    }

    #[test]
    fn what_is_kept_opens_again_and_with_no_other_identity() {
        let (identities, recipients) = keys();
        let mut alice = record("alice", ID);
        assert!(matches!(alice.access_key(&identities), Err(Error::NotKept(_))));
        alice.keep(&key(ID, "EXAMPLEsecret"), &recipients).unwrap();
        assert_eq!(opened(&alice, &identities).as_deref(), Ok("EXAMPLEsecret"));
        assert_eq!(opened(&alice, &keys().0), Err(Unfit::Seal(seal::Error::NoMatch)));
        assert!(alice.check_sealed().is_ok());
    }

    #[test]
    fn a_sealed_part_of_another_record_is_refused() {
        let (identities, recipients) = keys();
        let mut alice = record("alice", ID);
        alice.keep(&key(ID, "EXAMPLEsecret"), &recipients).unwrap();
        for (name, id, what) in [("bob", ID, "name"), ("alice", OTHER_ID, "AccessKey ID")] {
            let mut other = record(name, id);
            other.sealed_secret.clone_from(&alice.sealed_secret);
            assert_eq!(opened(&other, &identities), Err(Unfit::OtherRecord(what)));
        }
        let mut file = record("alice", ID);
        file.kind = Kind::File;
        file.sealed_secret.clone_from(&alice.sealed_secret);
        assert_eq!(opened(&file, &identities), Err(Unfit::OtherRecord("kind")));
    }

    #[test]
    fn hostile_sealed_parts_are_named_faults() {
        let (identities, recipients) = keys();
        let mut alice = record("alice", ID);
        let document = |text: &str| {
            let plain = Secret::from(text.as_bytes().to_vec());
            seal::to_recipients(&plain, &recipients).unwrap().armored_text().unwrap()
        };
        let good = format!(
            r#"{{"version":1,"kind":"access-key","name":"alice","access_key":{{"id":"{ID}","secret":"EXAMPLEsecret"}}}}"#
        );
        let deep = "[".repeat(100_000);
        for (text, expected) in [
            (good.clone(), Ok("EXAMPLEsecret".to_owned())),
            (good.replacen("\"version\":1", "\"version\":2,\"more\":1", 1), Err(Unfit::Newer(2))),
            (good.replacen("\"kind\"", "\"more\":1,\"kind\"", 1), Err(Unfit::Broken)),
            (good.replacen("EXAMPLEsecret", "two words", 1), Err(Unfit::Invalid(Invalid::AccessKeySecret))),
            (good.replacen("EXAMPLEsecret", "\\u001b[31m", 1), Err(Unfit::Invalid(Invalid::AccessKeySecret))),
            (format!("{{\"version\":1,\"kind\":{deep}"), Err(Unfit::Broken)),
            (String::new(), Err(Unfit::Broken)),
        ] {
            alice.sealed_secret = Some(document(&text));
            assert_eq!(opened(&alice, &identities), expected, "{text:.80}");
        }
        alice.sealed_secret = Some("not age".into());
        assert_eq!(opened(&alice, &identities), Err(Unfit::Seal(seal::Error::NotAge)));
        assert!(alice.check_sealed().is_err());
    }

    #[test]
    fn a_renamed_record_takes_its_secret_along() {
        let (identities, recipients) = keys();
        let mut alice = record("alice", ID);
        let pair = key(ID, "EXAMPLEsecret");
        alice.keep(&pair, &recipients).unwrap();
        let bob = alice.renamed(Name::new("bob").unwrap(), Some((&pair, &recipients))).unwrap();
        assert_eq!(opened(&bob, &identities).as_deref(), Ok("EXAMPLEsecret"));
    }
}

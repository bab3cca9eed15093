//! The seed of a device: an age file in armor around the otpauth URI and the name of the record.

use serde::{Deserialize, Serialize};

use super::Device;
use crate::domain::Name;
use crate::mfa::Otpauth;
use crate::seal::{self, Identities, Recipients};
use crate::secret::Secret;
use crate::vault::{Error, Unfit, versioned};

/// The version that is written; a newer one is refused by name.
const VERSION: u32 = 1;
/// The word for what is sealed.
pub(super) const KIND: &str = "mfa";

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    version: u32,
    kind: String,
    name: String,
    otpauth: String,
}

pub(super) fn seal(name: &Name, otpauth: &Otpauth, recipients: &Recipients) -> Result<String, seal::Error> {
    let document = Document {
        version: VERSION,
        kind: KIND.to_owned(),
        name: name.to_string(),
        otpauth: otpauth.uri().expose().to_owned(),
    };
    versioned::seal(&document, recipients)
}

impl Device {
    /// The URI, opened.
    ///
    /// # Errors
    /// [`Error::Secret`] when it does not open, or belongs to another record.
    pub fn otpauth(&self, identities: &Identities) -> Result<Otpauth, Error> {
        let opened = versioned::open(&self.sealed_seed, identities, VERSION);
        opened.and_then(|document: Document| document.into_otpauth(self)).map_err(|unfit| self.unfit(unfit))
    }

    /// Whether what is kept is an age file to public keys at all, which needs no identity to see.
    ///
    /// # Errors
    /// As [`Device::otpauth`].
    pub fn check_sealed(&self) -> Result<(), Error> {
        versioned::check(&self.sealed_seed).map_err(|unfit| self.unfit(unfit))
    }

    fn unfit(&self, unfit: Unfit) -> Error {
        Error::Secret { name: self.name.clone(), unfit }
    }
}

impl Document {
    fn into_otpauth(self, device: &Device) -> Result<Otpauth, Unfit> {
        let uri = Secret::from(self.otpauth);
        if self.kind != KIND {
            return Err(Unfit::OtherRecord("kind"));
        }
        if self.name != device.name.as_str() {
            return Err(Unfit::OtherRecord("name"));
        }
        let otpauth = Otpauth::read(uri.expose()).map_err(|_| Unfit::Broken)?;
        // The facts beside it were shown without it; a code of another kind is not what was meant.
        if otpauth.token.parameters != device.parameters || otpauth.label != device.label {
            return Err(Unfit::OtherRecord("account"));
        }
        Ok(otpauth)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mfa::Found;
    use crate::vault::samples::keys;

    const URI: &str = "otpauth://totp/Aliyun:dev@1?secret=EXAMPLEEXAMPLEEXAMPLEEXAMPLEEXAM&issuer=Aliyun&x=1";

    fn device(name: &str, uri: &str, recipients: &Recipients) -> Device {
        let found = Found { otpauth: Otpauth::read(uri).unwrap(), serial_number: None };
        Device::new(Name::new(name).unwrap(), found, recipients, "2026-11-23T12:00:00Z".parse().unwrap()).unwrap()
    }

    fn opened(device: &Device, identities: &Identities) -> Result<String, Unfit> {
        match device.otpauth(identities) {
            Ok(otpauth) => Ok(otpauth.uri().expose().to_owned()),
            Err(Error::Secret { unfit, .. }) => Err(unfit),
            Err(other) => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_uri_comes_back_as_it_was_and_with_no_other_identity() {
        let (identities, recipients) = keys();
        let device = device("dev", URI, &recipients);
        assert_eq!(opened(&device, &identities).as_deref(), Ok(URI));
        assert_eq!(opened(&device, &keys().0), Err(Unfit::Seal(seal::Error::NoMatch)));
        let otpauth = device.otpauth(&identities).unwrap();
        let renamed = device.resealed(Name::new("ops").unwrap(), &otpauth, &recipients).unwrap();
        assert_eq!(opened(&renamed, &identities).as_deref(), Ok(URI));
        assert!(renamed.check_sealed().is_ok());
    }

    #[test]
    fn a_sealed_part_of_another_record_is_refused() {
        let (identities, recipients) = keys();
        let dev = device("dev", URI, &recipients);
        let ops = Device { sealed_seed: dev.sealed_seed.clone(), ..device("ops", URI, &recipients) };
        assert_eq!(opened(&ops, &identities), Err(Unfit::OtherRecord("name")));
        let other = device("dev", &URI.replace("dev@1", "ops@1"), &recipients);
        let swapped = Device { sealed_seed: other.sealed_seed.clone(), ..dev };
        assert_eq!(opened(&swapped, &identities), Err(Unfit::OtherRecord("account")));
    }

    #[test]
    fn hostile_sealed_parts_are_named_faults() {
        let (identities, recipients) = keys();
        let mut dev = device("dev", URI, &recipients);
        let good = format!(r#"{{"version":1,"kind":"mfa","name":"dev","otpauth":"{URI}"}}"#);
        for (text, expected) in [
            (good.clone(), Ok(URI.to_owned())),
            (good.replace("\"version\":1", "\"version\":2,\"more\":1"), Err(Unfit::Newer(2))),
            (good.replace("\"kind\"", "\"more\":1,\"kind\""), Err(Unfit::Broken)),
            (good.replace("\"mfa\"", "\"access-key\""), Err(Unfit::OtherRecord("kind"))),
            (good.replace("otpauth://totp", "otpauth://hotp"), Err(Unfit::Broken)),
            (good.replace("&x=1", "&digits=8"), Err(Unfit::OtherRecord("account"))),
            (String::new(), Err(Unfit::Broken)),
        ] {
            let plain = Secret::from(text.as_bytes().to_vec());
            dev.sealed_seed = seal::to_recipients(&plain, &recipients).unwrap().armored_text().unwrap();
            assert_eq!(opened(&dev, &identities), expected, "{text}");
        }
        dev.sealed_seed = "not age".into();
        assert_eq!(opened(&dev, &identities), Err(Unfit::Seal(seal::Error::NotAge)));
        assert!(dev.check_sealed().is_err());
    }
}

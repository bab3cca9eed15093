//! Documents of the vault carry a version: a newer one is refused by name, before its members are
//! looked at.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::{Fault, Unfit};
use crate::seal::{self, Identities, Recipients, Sealed};

#[derive(Deserialize)]
struct Envelope {
    version: u32,
}

/// Reads a record.
pub(super) fn read_record<T: DeserializeOwned>(bytes: &[u8], known: u32) -> Result<T, Fault> {
    let text = std::str::from_utf8(bytes).map_err(|_| Fault::Broken { line: 1 })?;
    let broken = |error: toml::de::Error| {
        let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
        Fault::Broken { line: before.lines().count().max(1) }
    };
    let Envelope { version } = toml::from_str(text).map_err(broken)?;
    if version > known {
        return Err(Fault::Newer(version));
    }
    toml::from_str(text).map_err(broken)
}

/// Opens what was sealed. `serde_json`'s own words may quote the document, so they are dropped.
pub(super) fn open<T: DeserializeOwned>(armored: &str, identities: &Identities, known: u32) -> Result<T, Unfit> {
    let plain = seal::open_with_identities(&Sealed::parse(armored.as_bytes())?, identities)?;
    let Envelope { version } = serde_json::from_slice(plain.expose()).map_err(|_| Unfit::Broken)?;
    if version > known {
        return Err(Unfit::Newer(version));
    }
    serde_json::from_slice(plain.expose()).map_err(|_| Unfit::Broken)
}

/// Seals a document: JSON, so that `age -d` alone shows a person all that they need.
pub(super) fn seal(document: &impl Serialize, recipients: &Recipients) -> Result<String, seal::Error> {
    let mut bytes = Vec::with_capacity(8192);
    serde_json::to_writer_pretty(&mut bytes, document).map_err(|_| seal::Error::Sealing)?;
    bytes.push(b'\n');
    seal::to_recipients(&bytes.into(), recipients)?.armored_text()
}

/// Whether it is an age file to public keys at all, which needs no identity to see.
pub(super) fn check(armored: &str) -> Result<(), Unfit> {
    match Sealed::parse(armored.as_bytes())?.work_factor() {
        None => Ok(()),
        Some(_) => Err(Unfit::Broken),
    }
}

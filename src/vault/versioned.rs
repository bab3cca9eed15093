//! Documents of the vault carry a version: a newer one is refused by name, before its members are
//! looked at.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::{Fault, Unfit};
use crate::secret::Secret;

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

/// Reads what was sealed. `serde_json`'s own words may quote the document, so they are dropped.
pub(super) fn read_sealed<T: DeserializeOwned>(plain: &Secret<[u8]>, known: u32) -> Result<T, Unfit> {
    let Envelope { version } = serde_json::from_slice(plain.expose()).map_err(|_| Unfit::Broken)?;
    if version > known {
        return Err(Unfit::Newer(version));
    }
    serde_json::from_slice(plain.expose()).map_err(|_| Unfit::Broken)
}

/// Writes what is going to be sealed: JSON, so that `age -d` alone shows a person all that they need.
pub(super) fn write_sealed(document: &impl Serialize) -> Option<Secret<[u8]>> {
    let mut bytes = Vec::with_capacity(8192);
    serde_json::to_writer_pretty(&mut bytes, document).ok()?;
    bytes.push(b'\n');
    Some(bytes.into())
}

//! The record of a device as a file: versioned TOML, strict.

use serde::{Deserialize, Serialize};

use super::Device;
use super::sealed::KIND;
use crate::domain::{Day, Name};
use crate::mfa::{Algorithm, Digits, Label, Parameters, Period, SerialNumber};
use crate::secret::Secret;
use crate::vault::versioned::read_record;
use crate::vault::{Event, Fault, History};

/// The version that is written; a newer one is refused by name.
const VERSION: u32 = 1;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    version: u32,
    kind: String,
    name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    issuer: Option<String>,
    account: String,
    algorithm: String,
    digits: u8,
    period: u16,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    serial_number: Option<String>,
    created: String,
    /// How many events the history has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    events: Option<usize>,
    /// Stock `age -d` opens it; the lines of the armor stand in the file as they are.
    sealed_seed: String,
    #[serde(default)]
    history: Vec<Event>,
}

/// The record as text. Whatever is secret in it is sealed.
pub(super) fn encode(device: &Device) -> String {
    let Parameters { algorithm, digits, period } = device.parameters;
    let document = Document {
        version: VERSION,
        kind: KIND.to_owned(),
        name: device.name.to_string(),
        issuer: device.label.issuer.clone(),
        account: device.label.account.clone(),
        algorithm: algorithm.to_string(),
        digits: digits.count(),
        period: period.seconds(),
        serial_number: device.serial_number.as_ref().map(ToString::to_string),
        created: device.created.to_string(),
        sealed_seed: device.sealed_seed.clone(),
        events: device.history.told(),
        history: device.history.events().to_vec(),
    };
    // Every member is a string, a number or a list of such: nothing here that TOML cannot hold.
    toml::to_string(&document).unwrap_or_default()
}

/// Reads a record that stands under `name`.
pub(super) fn decode(bytes: &Secret<[u8]>, name: &Name) -> Result<Device, Fault> {
    let document: Document = read_record(bytes.expose(), VERSION)?;
    if document.name != name.as_str() {
        return Err(Fault::OtherName(document.name));
    }
    document.read(name.clone())
}

impl Document {
    fn read(self, name: Name) -> Result<Device, Fault> {
        let line_of_kind = 2;
        if self.kind != KIND {
            return Err(Fault::Broken { line: line_of_kind });
        }
        Ok(Device {
            name,
            label: Label { issuer: self.issuer, account: self.account },
            parameters: Parameters {
                algorithm: Algorithm::parse(&self.algorithm)?,
                digits: Digits::new(self.digits)?,
                period: Period::new(self.period)?,
            },
            serial_number: self.serial_number.as_deref().map(SerialNumber::new).transpose()?,
            created: Day::parse(&self.created)?,
            history: History::read(self.history, self.events),
            sealed_seed: self.sealed_seed,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: &str = include_str!("../../../tests/it/fixtures/device-1.toml");

    fn read(text: &str) -> Result<Device, Fault> {
        decode(&text.as_bytes().to_vec().into(), &Name::new("dev").unwrap())
    }

    #[test]
    fn the_first_version_is_read_for_ever() {
        let device = read(FIRST).unwrap();
        assert_eq!(encode(&device), FIRST);
        assert_eq!(device.history.broken_at(), None);
        assert_eq!((device.label.account.as_str(), device.parameters.digits.count()), ("dev@1234567890123456", 8));
    }

    #[test]
    fn hostile_records_are_named_faults() {
        let error = |from: &str, to: &str| read(&FIRST.replacen(from, to, 1)).unwrap_err();
        assert_eq!(error("version = 1", "version = 2"), Fault::Newer(2));
        assert_eq!(error("\"dev\"", "\"ops\""), Fault::OtherName("ops".into()));
        assert_eq!(error("kind = \"mfa\"", "kind = \"access-key\""), Fault::Broken { line: 2 });
        assert_eq!(error("digits = 8", "digits = 9"), Fault::Device(crate::mfa::Error::Digits));
        assert_eq!(error("period = 60", "period = 0"), Fault::Device(crate::mfa::Error::Period));
        assert_eq!(error(":mfa/", ":mfa/$("), Fault::Device(crate::mfa::Error::SerialNumber));
        assert!(matches!(read(&format!("unknown = 1\n{FIRST}")), Err(Fault::Broken { line: 1 })));
        assert!(matches!(error("2026-11-23\"", "soon\""), Fault::Invalid(_)));
        assert!(matches!(read("\u{0}"), Err(Fault::Broken { .. })));
    }
}

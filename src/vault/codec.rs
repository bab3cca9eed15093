//! The record as a file: versioned TOML, strict, apart from the [`Record`] that the rooms use.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::record::{Delivered, Installed, Kind, Record, SealedBundle};
use super::versioned::read_record;
use super::{Event, Fault, History};
use crate::domain::hex::{hex, unhex};
use crate::domain::rotation::{Rotation, Step};
use crate::domain::{AccessKeyId, Day, Days, Holder, HostLabel, Invalid, Name, ProfileName, Region, crockford};
use crate::secret::Secret;

/// The version that is written; a newer one is refused by name.
const VERSION: u32 = 1;

/// The record as text. It is a [`Secret`] because of the receipt keys.
pub(super) fn encode(record: &Record) -> Secret {
    // Every member is a string, a number or a list of such: nothing here that TOML cannot hold.
    Secret::from(toml::to_string(&Document::from(record)).unwrap_or_default())
}

/// Reads a record that stands under `name`.
pub(super) fn decode(bytes: &Secret<[u8]>, name: &Name) -> Result<Record, Fault> {
    let document: Document = read_record(bytes.expose(), VERSION)?;
    if document.name != name.as_str() {
        return Err(Fault::OtherName(document.name));
    }
    document.into_record(name.clone())
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    version: u32,
    kind: String,
    name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    access_key_id: Option<String>,
    holder: String,
    issuer: String,
    created: String,
    rotate_every: String,
    rotate_by: String,
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
    #[serde(default, skip_serializing_if = "Option::is_none")]
    last_used: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    used_checked: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    seen_active: Option<String>,
    /// How many events the history has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    events: Option<usize>,
    /// Stock `age -d` opens it; the lines of the armor stand in the file as they are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sealed_secret: Option<String>,
    /// The steps that were noted, with their days.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    rotation: BTreeMap<String, String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    bundle: Vec<Bundle>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    receipt: Vec<Receipt>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    installed: Vec<Place>,
    #[serde(default)]
    history: Vec<Event>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Bundle {
    id: String,
    sealed: String,
    install_before: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    receipt_key: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Receipt {
    bundle: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    host: Option<String>,
    day: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Place {
    client: String,
    path: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    profile: Option<String>,
    day: String,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    made_file: bool,
}

impl From<&Record> for Document {
    fn from(record: &Record) -> Self {
        Self {
            version: VERSION,
            kind: record.kind.as_str().to_owned(),
            name: record.name.to_string(),
            access_key_id: record.access_key_id.as_ref().map(ToString::to_string),
            holder: record.holder.to_string(),
            issuer: record.issuer.clone(),
            created: record.created.to_string(),
            rotate_every: record.rotate_every.to_string(),
            rotate_by: record.rotate_by.to_string(),
            supersedes: record.supersedes.as_ref().map(ToString::to_string),
            profile: record.profile.as_ref().map(ToString::to_string),
            region: record.region.as_ref().map(ToString::to_string),
            account: record.account.clone(),
            user: record.user.clone(),
            last_used: record.last_used.map(|day| day.to_string()),
            used_checked: record.used_checked.map(|day| day.to_string()),
            seen_active: record.seen_active.map(|day| day.to_string()),
            rotation: steps(&record.rotation),
            sealed_secret: record.sealed_secret.clone(),
            bundle: record.bundles.iter().map(Bundle::from).collect(),
            receipt: record.receipts.iter().map(Receipt::from).collect(),
            installed: record.installed.iter().map(Place::from).collect(),
            events: record.history.told(),
            history: record.history.events().to_vec(),
        }
    }
}

impl From<&SealedBundle> for Bundle {
    fn from(bundle: &SealedBundle) -> Self {
        Self {
            id: bundle.id.clone(),
            sealed: bundle.sealed.to_string(),
            install_before: bundle.install_before.to_string(),
            receipt_key: bundle.receipt_key.as_ref().map(|key| hex(key.expose())),
        }
    }
}

impl From<&Delivered> for Receipt {
    fn from(receipt: &Delivered) -> Self {
        let host = receipt.host.as_ref().map(ToString::to_string);
        Self { bundle: receipt.bundle.clone(), host, day: receipt.day.to_string() }
    }
}

impl From<&Installed> for Place {
    fn from(installed: &Installed) -> Self {
        Self {
            client: installed.client.clone(),
            path: installed.path.to_string_lossy().into_owned(),
            profile: installed.profile.as_ref().map(ToString::to_string),
            day: installed.day.to_string(),
            made_file: installed.made_file,
        }
    }
}

impl Document {
    fn into_record(self, name: Name) -> Result<Record, Fault> {
        Ok(Record {
            name,
            kind: read_kind(&self.kind)?,
            access_key_id: self.access_key_id.as_deref().map(AccessKeyId::new).transpose()?,
            holder: Holder::new(&self.holder)?,
            issuer: self.issuer,
            created: Day::parse(&self.created)?,
            rotate_every: Days::parse(&self.rotate_every)?,
            rotate_by: Day::parse(&self.rotate_by)?,
            supersedes: self.supersedes.as_deref().map(AccessKeyId::new).transpose()?,
            profile: self.profile.as_deref().map(ProfileName::new).transpose()?,
            region: self.region.as_deref().map(Region::new).transpose()?,
            account: self.account,
            user: self.user,
            last_used: self.last_used.as_deref().map(Day::parse).transpose()?,
            used_checked: self.used_checked.as_deref().map(Day::parse).transpose()?,
            seen_active: self.seen_active.as_deref().map(Day::parse).transpose()?,
            rotation: read_steps(&self.rotation)?,
            sealed_secret: self.sealed_secret,
            bundles: self.bundle.into_iter().map(Bundle::read).collect::<Result<_, _>>()?,
            receipts: self.receipt.into_iter().map(Receipt::read).collect::<Result<_, _>>()?,
            installed: self.installed.into_iter().map(Place::read).collect::<Result<_, _>>()?,
            history: History::read(self.history, self.events),
        })
    }
}

impl Bundle {
    fn read(self) -> Result<SealedBundle, Fault> {
        let key =
            self.receipt_key.map(|text| unhex(&text, 32).map(Secret::from).ok_or(Fault::ReceiptKey)).transpose()?;
        let id = crockford::canonical(&self.id, 20)?;
        Ok(SealedBundle {
            id,
            sealed: Day::parse(&self.sealed)?,
            install_before: Day::parse(&self.install_before)?,
            receipt_key: key,
        })
    }
}

impl Receipt {
    fn read(self) -> Result<Delivered, Invalid> {
        let host = self.host.as_deref().map(HostLabel::new).transpose()?;
        Ok(Delivered { bundle: self.bundle, host, day: Day::parse(&self.day)? })
    }
}

impl Place {
    fn read(self) -> Result<Installed, Invalid> {
        let profile = self.profile.as_deref().map(ProfileName::new).transpose()?;
        let day = Day::parse(&self.day)?;
        Ok(Installed { client: self.client, path: self.path.into(), profile, day, made_file: self.made_file })
    }
}

fn steps(rotation: &Rotation) -> BTreeMap<String, String> {
    rotation.steps().map(|(step, day)| (step.as_str().to_owned(), day.to_string())).collect()
}

fn read_steps(noted: &BTreeMap<String, String>) -> Result<Rotation, Fault> {
    let mut rotation = Rotation::default();
    for (word, day) in noted {
        rotation.note(Step::by_word(word).ok_or(Fault::Rotation)?, Day::parse(day)?);
    }
    Ok(rotation)
}

fn read_kind(word: &str) -> Result<Kind, Fault> {
    Kind::ALL.into_iter().find(|kind| kind.as_str() == word).ok_or(Fault::Broken { line: 1 })
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: &str = include_str!("../../tests/it/fixtures/record-1.toml");

    const KEPT: &str = include_str!("../../tests/it/fixtures/record-1-kept.toml");

    fn read(text: &str) -> Result<Record, Fault> {
        decode(&text.as_bytes().to_vec().into(), &Name::new("alice").unwrap())
    }

    #[test]
    fn the_first_version_is_read_for_ever() {
        let record = read(FIRST).unwrap();
        assert_eq!(encode(&record).expose(), FIRST);
        assert_eq!(record.history_breaks_at(), None);
        assert_eq!(record.bundles[0].short_id(), "K7Q2-M3XD");
    }

    #[test]
    fn a_secret_that_the_first_version_keeps_is_opened_for_ever() {
        let record = read(KEPT).unwrap();
        assert_eq!((encode(&record).expose(), record.history_breaks_at()), (KEPT, None));
        let identity = include_bytes!("../../tests/it/fixtures/test-only-ed25519").to_vec().into();
        let identities = crate::seal::Identities::parse(&identity, "fixture", &mut |_| None).unwrap();
        let key = record.access_key(&identities).unwrap();
        assert_eq!(key.secret.expose(), "EXAMPLEexampleEXAMPLEexample01");
    }

    #[test]
    fn a_rotation_is_read_for_ever() {
        let text = include_str!("../../tests/it/fixtures/record-1-rotation.toml");
        let record = read(text).unwrap();
        assert_eq!(encode(&record).expose(), text);
        assert_eq!((record.history_breaks_at(), record.state()), (None, "disabled"));
        assert_eq!(read(&text.replacen("disabled = ", "vanished = ", 1)).unwrap_err(), Fault::Rotation);
        assert!(matches!(read(&text.replacen("issued = \"2027", "issued = \"x027", 1)), Err(Fault::Invalid(_))));
    }

    #[test]
    fn a_history_without_its_end_shows_where_the_event_of_a_bundle_or_a_receipt_is_missing() {
        let without = |event: &str| {
            let (before, _) = FIRST.split_once(&format!("event = \"{event}\"")).unwrap();
            read(before.rsplit_once("\n[[history]]").unwrap().0).unwrap()
        };
        for (event, at) in [("receipt", 4), ("installed", 3), ("sealed", 2), ("issued", 1)] {
            let cut = without(event);
            assert_eq!((cut.history.broken_at(), cut.history_breaks_at()), (None, Some(at)), "{event}");
        }
    }

    #[test]
    fn hostile_records_are_named_faults() {
        assert_eq!(read(&FIRST.replacen("version = 1", "version = 2", 1)).unwrap_err(), Fault::Newer(2));
        assert_eq!(read(&FIRST.replacen("\"alice\"", "\"bob\"", 1)).unwrap_err(), Fault::OtherName("bob".into()));
        assert!(matches!(read(&format!("unknown = 1\n{FIRST}")), Err(Fault::Broken { line: 1 })));
        assert!(matches!(read(&FIRST.replacen("2026-11-23", "soon", 1)), Err(Fault::Invalid(_))));
        assert!(matches!(read(&FIRST.replacen("a5a5", "zz", 1)), Err(Fault::ReceiptKey)));
        assert!(matches!(read(&FIRST.replacen("alice@", "\\u001b[31m@", 1)), Err(Fault::Invalid(_))));
        assert!(matches!(read("\u{0}"), Err(Fault::Broken { .. })));
        assert!(matches!(read(&format!("version = 1\nx = {}", "[".repeat(100_000))), Err(Fault::Broken { .. })));
        let edited = read(&FIRST.replacen("host = \"web-1\"\nday", "host = \"web-2\"\nday", 1)).unwrap();
        assert_eq!(edited.history.broken_at(), None, "receipts are not part of the chain");
    }
}

//! The keys in the known files, against the ledger: old ones, due ones, unknown ones, and one key in
//! two places.
//!
//! One key for one application is the rule. An installation for several clients is one purpose: the
//! ledger lists its places in one record, and they count together. So one key is found twice when it
//! stands under two names in one file as one client reads it, or in a file that the ledger does not
//! list for it while it stands in another one too. Temporary credentials expire by themselves, and
//! are neither unknown nor twice.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::finding::{Code, Finding};
use super::known::{Entry, Seen};
use crate::domain::{AccessKeyId, Day, Standing};
use crate::scan::Trace;
use crate::vault::Record;

/// The ledger, as far as it can be read.
pub(super) struct Ledger {
    pub(super) records: Vec<Record>,
    /// Whether every record was read: of a key without one it can only then be said that it is unknown.
    pub(super) is_whole: bool,
}

impl Ledger {
    fn knows(&self, id: &AccessKeyId) -> bool {
        self.records.iter().any(|record| record.is_of(id) || record.supersedes.as_ref() == Some(id))
    }
}

/// A key where it stands.
struct Sighting<'s> {
    path: &'s Path,
    seen: &'s Seen<'s>,
    /// The name, where a file holds several; nobody knows it of a file that cannot be parsed.
    profile: Option<&'s str>,
    /// Which of the formats of the file reads it.
    format: Option<usize>,
    line: Option<usize>,
    has_secret: bool,
    id: AccessKeyId,
}

impl<'s> Sighting<'s> {
    fn of_entry(seen: &'s Seen<'s>, entry: &'s Entry) -> Option<Self> {
        let id = entry.present.id.as_deref().and_then(|id| AccessKeyId::new(id).ok())?;
        let profile = Some(entry.profile.as_str()).filter(|_| seen.known.has_profiles);
        let (format, has_secret) = (Some(entry.format), entry.present.secret.is_some());
        Some(Self { path: seen.path(), seen, profile, format, line: None, has_secret, id })
    }

    fn of_trace(seen: &'s Seen<'s>, trace: &Trace) -> Option<Self> {
        let (id, line) = (trace.id.clone()?, trace.line);
        Some(Self { path: seen.path(), seen, profile: None, format: None, line, has_secret: true, id })
    }

    fn finding(&self, code: Code, what: String, fix: String) -> Finding {
        let profile = self.profile.map(str::to_owned);
        Finding { profile, ..Finding::new(code, self.path, what, fix).of_key(&self.id).at_line(self.line) }
    }

    /// The command that gives each purpose a key, or ends one of the two.
    fn own_key(&self) -> String {
        let arguments = self.seen.known.arguments(self.profile);
        format!("akvault install BUNDLE --replace {arguments}, with a key of its own; or akvault uninstall {arguments}")
    }

    /// The command that puts another key into its place.
    fn replace(&self, which: &str, issuer: &str) -> String {
        format!("akvault install BUNDLE {}, {which}; ask {issuer} for it", self.seen.known.arguments(self.profile))
    }
}

/// What is wrong with the keys in all known files.
pub(super) fn judge(seen: &[Seen<'_>], ledger: &Ledger, today: Day) -> Vec<Finding> {
    let mut keys: BTreeMap<AccessKeyId, Vec<Sighting<'_>>> = BTreeMap::new();
    for sighting in seen.iter().flat_map(|seen| sightings(seen, ledger)) {
        keys.entry(sighting.id.clone()).or_default().push(sighting);
    }
    keys.values().flat_map(|places| key(places, ledger, today)).collect()
}

/// Beside the entries, the keys that a search finds.
fn sightings<'s>(seen: &'s Seen<'s>, ledger: &Ledger) -> Vec<Sighting<'s>> {
    let named = seen.plain().filter_map(|entry| Some((entry, Sighting::of_entry(seen, entry)?)));
    let wanted = named.filter(|(entry, sighting)| entry.is_ours() || ledger.knows(&sighting.id));
    let found = seen.traces.iter().filter_map(|trace| Sighting::of_trace(seen, trace));
    wanted.map(|(_, sighting)| sighting).chain(found).collect()
}

fn key(places: &[Sighting<'_>], ledger: &Ledger, today: Day) -> Vec<Finding> {
    let Some(first) = places.first() else { return Vec::new() };
    let records: Vec<&Record> = ledger.records.iter().filter(|record| record.is_of(&first.id)).collect();
    let successor = ledger.records.iter().find(|record| record.supersedes.as_ref() == Some(&first.id));
    // A key that the cloud refuses is worse than one that only should be replaced.
    let mut findings = match (state(places, &records), successor, records.as_slice()) {
        (Some(refused), ..) => refused,
        (None, Some(successor), _) => places.iter().map(|place| superseded(place, successor)).collect(),
        (None, None, []) if ledger.is_whole => places.iter().filter_map(unknown).collect(),
        (None, None, records) => deadline(places, records, today),
    };
    if !first.id.is_temporary() {
        findings.extend(twice(places, &records, ledger.is_whole));
    }
    findings
}

fn superseded(place: &Sighting<'_>, successor: &Record) -> Finding {
    let new = successor.masked_id().unwrap_or_default();
    let what = format!("{} was superseded by {new}, and is installed here", place.id.masked());
    let fix = place.replace(&format!("with the bundle of {new}"), &successor.issuer);
    place.finding(Code::SupersededInstalled, what, fix)
}

fn unknown(place: &Sighting<'_>) -> Option<Finding> {
    if place.id.is_temporary() || !place.has_secret {
        return None;
    }
    let what = format!("the ledger does not know {}", place.id.masked());
    Some(place.finding(Code::UnknownKey, what, place.seen.sealing(&place.id)))
}

/// What the ledger says of a key that no deadline is about; a further state is one line.
fn code_of_state(state: &str) -> Option<Code> {
    match state {
        "disabled" | "deleted" => Some(Code::DisabledInstalled),
        _ => None,
    }
}

fn state(places: &[Sighting<'_>], records: &[&Record]) -> Option<Vec<Finding>> {
    let (record, code) = records.iter().find_map(|record| Some((record, code_of_state(record.state())?)))?;
    let told = |place: &Sighting<'_>| {
        let what = format!("{} of {} is {}, and is installed here", place.id.masked(), record.holder, record.state());
        place.finding(code, what, place.replace("with a new one", &record.issuer))
    };
    Some(places.iter().map(told).collect())
}

/// Once for a key, wherever it stands: one new bundle mends all of it.
fn deadline(places: &[Sighting<'_>], records: &[&Record], today: Day) -> Vec<Finding> {
    let due = records.iter().min_by_key(|record| record.rotate_by);
    let code = due.and_then(|record| match record.standing(today) {
        Standing::Overdue => Some(Code::OverdueInstalled),
        Standing::DueSoon => Some(Code::DueSoon),
        Standing::Fresh => None,
    });
    let (Some(record), Some(code), Some(first)) = (due, code, places.first()) else { return Vec::new() };
    let files: BTreeSet<&Path> = places.iter().map(|place| place.path).collect();
    let elsewhere = match files.len().saturating_sub(1) {
        0 => String::new(),
        1 => " (and in one more file)".to_owned(),
        more => format!(" (and in {more} more files)"),
    };
    let (masked, holder, day) = (first.id.masked(), &record.holder, record.rotate_by);
    let what = match code {
        Code::DueSoon => format!("{masked} of {holder} must be replaced by {day}{elsewhere}"),
        _ => format!("{masked} of {holder} should have been replaced by {day}{elsewhere}"),
    };
    vec![first.finding(code, what, first.replace("with a new one", &record.issuer))]
}

/// A record that cannot be read may list two files together.
fn twice(places: &[Sighting<'_>], records: &[&Record], ledger_is_whole: bool) -> Vec<Finding> {
    let mut findings: Vec<Finding> =
        (0..).zip(places).filter_map(|(at, place)| under_two_names(place, at, places)).collect();
    if ledger_is_whole {
        findings.extend(in_other_files(places, records));
    }
    findings
}

/// Told for the second name and those after it.
fn under_two_names(place: &Sighting<'_>, at: usize, places: &[Sighting<'_>]) -> Option<Finding> {
    let is_other_name = |other: &&Sighting<'_>| {
        let is_same_reader = other.path == place.path && other.format == place.format;
        is_same_reader && other.profile != place.profile
    };
    let other = places.iter().take(at).find(is_other_name)?;
    let what = format!("{} stands under `{}` too", place.id.masked(), other.profile?);
    Some(place.finding(Code::SameKeyTwice, what, place.own_key()))
}

/// The file that the ledger lists is the right one; of several that it does not list, the first. So is
/// another one of the same client, which may read either.
fn in_other_files(places: &[Sighting<'_>], records: &[&Record]) -> Vec<Finding> {
    let lists = |record: &&Record, path: &Path| record.installed.iter().any(|place| place.path == path);
    let (listed, mut strays): (Vec<_>, Vec<_>) =
        places.iter().partition(|place| records.iter().any(|record| lists(record, place.path)));
    strays.dedup_by_key(|place| place.path);
    let Some(right) = listed.first().or(strays.first()).copied() else { return Vec::new() };
    let is_right = |place: &&Sighting<'_>| {
        let mut right = listed.iter().copied().chain([right]);
        right.any(|right| right.path == place.path || right.seen.known.is_of_one_purpose(place.seen.known))
    };
    let strays = strays.iter().copied().filter(|place| !is_right(place));
    strays
        .map(|place| {
            let what = format!("{} stands in {} too", place.id.masked(), right.path.display());
            place.finding(Code::SameKeyTwice, what, place.own_key())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_disabled_key_has_a_code_of_its_own() {
        for gone in ["disabled", "deleted"] {
            assert_eq!(code_of_state(gone), Some(Code::DisabledInstalled));
        }
        assert_eq!([code_of_state("sealed"), code_of_state("installed")], [None, None]);
    }
}

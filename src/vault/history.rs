//! What happened to a key, chained by hashes so that a cut or an edit shows.
//!
//! Each event carries the SHA-256 over the chain value before it and its own members. The chain
//! holds no secret. Beside it stands how many events there are, since a chain without its end holds
//! too. Both show tampering by who does not know of them; whoever can write the file and knows this can
//! make a new chain.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::domain::hex::hex;

/// What can happen to a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// The cloud issued it.
    Issued,
    /// It was sealed into a bundle.
    Sealed,
    /// A receipt came back.
    Receipt,
    /// It was installed on this machine.
    Installed,
    /// Another key took its place on this machine.
    Replaced,
    /// It was taken out of a config file on this machine.
    Uninstalled,
    /// Its plaintext source was removed.
    SourceRemoved,
    /// Its secret was sealed into the vault.
    Kept,
    /// Its secret was shown on the terminal.
    Revealed,
    /// What is known of it was changed by hand.
    Edited,
    /// It got another name.
    Renamed,
    /// A step of its rotation was noted.
    Rotation,
    /// Its rotation was given up.
    RotationAborted,
    /// It was disabled in the cloud.
    Disabled,
    /// It was enabled again in the cloud.
    Enabled,
    /// It was deleted in the cloud.
    Deleted,
    /// A report of the cloud told more of it.
    Imported,
}

impl What {
    /// All of it.
    pub const ALL: [Self; 17] = [
        Self::Issued,
        Self::Sealed,
        Self::Receipt,
        Self::Installed,
        Self::Replaced,
        Self::Uninstalled,
        Self::SourceRemoved,
        Self::Kept,
        Self::Revealed,
        Self::Edited,
        Self::Renamed,
        Self::Rotation,
        Self::RotationAborted,
        Self::Disabled,
        Self::Enabled,
        Self::Deleted,
        Self::Imported,
    ];

    /// The word in the record.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Issued => "issued",
            Self::Sealed => "sealed",
            Self::Receipt => "receipt",
            Self::Installed => "installed",
            Self::Replaced => "replaced",
            Self::Uninstalled => "uninstalled",
            Self::SourceRemoved => "source-removed",
            Self::Kept => "kept",
            Self::Revealed => "revealed",
            Self::Edited => "edited",
            Self::Renamed => "renamed",
            Self::Rotation => "rotation",
            Self::RotationAborted => "rotation-aborted",
            Self::Disabled => "disabled",
            Self::Enabled => "enabled",
            Self::Deleted => "deleted",
            Self::Imported => "imported",
        }
    }
}

/// One event, as it stands in the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// When it was noted: RFC 3339, UTC, to the second.
    pub at: String,
    /// What happened.
    pub event: String,
    /// Everything before it, and itself, as a hash.
    pub chain: String,
    /// Further facts, such as `bundle` or `host`.
    #[serde(flatten)]
    pub facts: BTreeMap<String, String>,
}

/// The events of one key, oldest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct History {
    events: Vec<Event>,
    /// How many there should be, as the record tells; the first records did not.
    told: Option<usize>,
}

impl History {
    /// As a record tells it.
    pub(super) fn read(events: Vec<Event>, told: Option<usize>) -> Self {
        Self { events, told }
    }

    /// How many events a record tells that there are.
    pub(super) fn told(&self) -> Option<usize> {
        self.told
    }

    /// Notes an event. A history that was cut stays one that was.
    pub fn note(&mut self, at: jiff::Timestamp, what: What, facts: &[(&str, &str)]) {
        let at = at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
        let facts = facts.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
        let mut event = Event { at, event: what.as_str().to_owned(), chain: String::new(), facts };
        event.chain = link(self.events.last().map_or("", |last| &last.chain), &event);
        self.told = Some(self.told.unwrap_or(self.events.len()).saturating_add(1));
        self.events.push(event);
    }

    /// The events.
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// The first event, counted from 1, that does not follow from what stands before it, or that is
    /// missing, or one too many.
    pub fn broken_at(&self) -> Option<usize> {
        let before = std::iter::once("").chain(self.events.iter().map(|event| event.chain.as_str()));
        let mut numbered = (1..).zip(self.events.iter().zip(before));
        let odd = numbered.find(|(_, (event, before))| event.chain != link(before, event)).map(|(at, _)| at);
        let cut = self.told.filter(|told| *told != self.events.len());
        odd.or_else(|| cut.map(|told| told.min(self.events.len()).saturating_add(1)))
    }
}

impl History {
    /// As [`History::broken_at`], for a record that has so many `bundles` and `receipts`: whoever cuts the end off
    /// leaves a chain that holds, and fewer events than the rest of the record tells of.
    pub(super) fn falls_short_at(&self, bundles: usize, receipts: usize) -> Option<usize> {
        let count = |what: What| self.events.iter().filter(|event| event.event == what.as_str()).count();
        let is_cut = self.events.is_empty() || bundles > count(What::Sealed) || receipts > count(What::Receipt);
        self.broken_at().or_else(|| is_cut.then(|| self.events.len().saturating_add(1)))
    }
}

/// Lengths go in front of the members, so that no two events read alike.
fn link(before: &str, event: &Event) -> String {
    let mut hash = Sha256::new();
    let facts = event.facts.iter().flat_map(|(key, value)| [key.as_str(), value.as_str()]);
    for member in [before, &event.at, &event.event].into_iter().chain(facts) {
        hash.update(format!("{}:", member.len()));
        hash.update(member);
    }
    hex(&hash.finalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn history() -> History {
        let mut history = History::default();
        let at = "2026-11-23T12:00:00Z".parse().unwrap();
        history.note(at, What::Issued, &[]);
        history.note(at, What::Sealed, &[("bundle", "K7Q2-M3XD"), ("holder", "alice")]);
        history.note(at, What::Receipt, &[("host", "web-1")]);
        history
    }

    #[test]
    fn an_untouched_chain_holds() {
        assert_eq!(history().broken_at(), None);
        assert_eq!(History::default().broken_at(), None);
    }

    #[test]
    fn edits_cuts_and_swaps_show_where_they_are() {
        let mut edited = history();
        edited.events[1].facts.insert("holder".into(), "mallory".into());
        assert_eq!(edited.broken_at(), Some(2));
        let mut cut = history();
        cut.events.remove(0);
        assert_eq!(cut.broken_at(), Some(1));
        let mut without_its_end = history();
        without_its_end.events.pop();
        assert_eq!(without_its_end.broken_at(), Some(3));
        without_its_end.note("2026-11-24T12:00:00Z".parse().unwrap(), What::Edited, &[]);
        assert_eq!(without_its_end.broken_at(), Some(4), "what is noted later does not heal it");
        let mut longer = history();
        longer.told = Some(2);
        assert_eq!(longer.broken_at(), Some(3));
        let mut swapped = history();
        swapped.events.swap(1, 2);
        assert_eq!(swapped.broken_at(), Some(2));
    }
}

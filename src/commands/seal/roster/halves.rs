//! Whether the two halves of what was sealed before are still where this roster puts them.
//!
//! The ledger notes the places with the bundle. What was sealed into other places, or alone, is not looked for: nobody
//! said that it would be here. A bundle of which a receipt came back has done its work, and may go.

use std::collections::HashSet;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::texts;
use crate::failure::Failure;
use crate::private_file::{Directory, Policy};
use crate::vault::{Event, Record};

/// The members of the event of a bundle that say where its halves were put.
const OUT: &str = "out";
const TEXTS: &str = "texts";

/// The places of a roster.
pub(super) struct Places {
    out: String,
    texts: String,
}

impl Places {
    pub(super) fn of(out: &Path, texts: &Path, policy: Policy) -> Self {
        let (folder, file) = (texts.parent().unwrap_or(texts), texts.file_name().unwrap_or_default());
        let shown = |path: PathBuf| path.to_string_lossy().into_owned();
        Self { out: shown(resolved(out, policy)), texts: shown(resolved(folder, policy).join(file)) }
    }

    /// For the event of a bundle.
    pub(super) fn facts(&self) -> [(&str, &str); 2] {
        [(OUT, &self.out), (TEXTS, &self.texts)]
    }
}

/// With links and `..` resolved as far as there is something: a place that is gone is called as it was.
fn resolved(path: &Path, policy: Policy) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let there = path.ancestors().find_map(|above| Some((above, Directory::look(above, policy).ok()??)));
    let Some((above, directory)) = there else { return path };
    match path.strip_prefix(above) {
        Ok(rest) if !rest.as_os_str().is_empty() => directory.path().join(rest),
        _ => directory.path().to_owned(),
    }
}

/// What is in those places.
pub(super) struct Halves {
    places: Places,
    bundles: HashSet<OsString>,
    texts: HashSet<String>,
}

/// What is not there any more.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Gone {
    pub(super) bundle: bool,
    pub(super) text: bool,
}

impl Halves {
    /// Makes nothing.
    pub(super) fn look(out: &Path, texts: &Path, policy: Policy) -> Result<Self, Failure> {
        let places = Places::of(out, texts, policy);
        let bundles = Directory::look(out, policy)?.map_or_else(|| Ok(Vec::new()), |out| out.names())?;
        Ok(Self { places, bundles: bundles.into_iter().collect(), texts: texts::ids(texts, policy)? })
    }

    /// Which halves of the last bundle of a key are gone.
    pub(super) fn gone(&self, record: &Record) -> Gone {
        let Some(bundle) = record.bundles.last() else { return Gone::default() };
        let is_delivered = record.receipts.iter().any(|receipt| receipt.bundle == bundle.id);
        let is_of_bundle = |event: &&Event| event.facts.get("bundle") == Some(&bundle.id);
        let event = record.history.events().iter().filter(|event| event.event == "sealed").find(is_of_bundle);
        let Some(event) = event.filter(|_| !is_delivered) else { return Gone::default() };
        let was_put = |member: &str, place: &String| event.facts.get(member) == Some(place);
        let file = OsString::from(format!("{}.age", bundle.short_id()));
        Gone {
            bundle: was_put(OUT, &self.places.out) && !self.bundles.contains(&file),
            text: was_put(TEXTS, &self.places.texts) && !self.texts.contains(bundle.short_id()),
        }
    }
}

impl Gone {
    pub(super) fn is_any(self) -> bool {
        self.bundle || self.text
    }

    /// In words.
    pub(super) fn what(self) -> &'static str {
        match (self.bundle, self.text) {
            (true, true) => "bundle and text gone",
            (true, false) => "bundle gone",
            (false, true) => "text gone",
            (false, false) => "",
        }
    }

    /// The same for programs.
    pub(super) fn members(self) -> Vec<&'static str> {
        let halves = [(self.bundle, "bundle"), (self.text, "text")];
        halves.into_iter().filter(|(is_gone, _)| *is_gone).map(|(_, half)| half).collect()
    }
}

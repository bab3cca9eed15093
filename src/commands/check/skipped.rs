//! What was not looked at, and why: a clean report is worth what it says of its limits.

use std::collections::BTreeMap;
use std::path::Path;

use crate::private_file::{Error, LeftOut, Omitted, Walk};

/// Why something was not looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Reason {
    LeftOut(LeftOut),
    TooLarge,
    NotRegular,
    Unreadable,
    Broken,
    Record,
}

impl Reason {
    /// Why a file was not read.
    pub(super) fn of(error: &Error) -> Self {
        match error {
            Error::TooLarge { .. } => Self::TooLarge,
            Error::Link { .. } => Self::LeftOut(LeftOut::Link),
            Error::NotRegular { .. } => Self::NotRegular,
            _ => Self::Unreadable,
        }
    }

    /// The word for programs.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::LeftOut(LeftOut::TooDeep) => "too-deep",
            Self::LeftOut(LeftOut::Link) => "link",
            Self::LeftOut(LeftOut::PassedOver) => "passed-over",
            Self::LeftOut(LeftOut::OtherFileSystem) => "other-file-system",
            Self::LeftOut(LeftOut::TooMany) => "too-many",
            Self::LeftOut(LeftOut::Unreadable) | Self::Unreadable => "unreadable",
            Self::TooLarge => "too-large",
            Self::NotRegular => "not-regular",
            Self::Broken => "broken",
            Self::Record => "record",
        }
    }

    /// What comes after the number.
    fn phrase(self) -> &'static str {
        match self {
            Self::LeftOut(LeftOut::TooDeep) => "too deep",
            Self::LeftOut(LeftOut::Link) => "behind symbolic links",
            Self::LeftOut(LeftOut::PassedOver) => "of tools (such as node_modules)",
            Self::LeftOut(LeftOut::OtherFileSystem) => "on other file systems",
            Self::LeftOut(LeftOut::TooMany) => "beyond what is read at most",
            Self::LeftOut(LeftOut::Unreadable) | Self::Unreadable => "unreadable",
            Self::TooLarge => "too large",
            Self::NotRegular => "no regular files",
            Self::Broken => "that cannot be parsed",
            Self::Record => "of the ledger",
        }
    }
}

/// All that was not looked at.
#[derive(Debug, Default)]
pub(super) struct Skipped(BTreeMap<Reason, Omitted>);

impl Skipped {
    pub(super) fn add(&mut self, reason: Reason, path: &Path) {
        self.0.entry(reason).or_default().add(|| path.to_owned());
    }

    /// What a walk left out.
    pub(super) fn add_walk(&mut self, walk: &Walk) {
        for (why, omitted) in walk.left_out() {
            let reason = if *why == LeftOut::Unreadable { Reason::Unreadable } else { Reason::LeftOut(*why) };
            let all = self.0.entry(reason).or_default();
            all.named.extend(omitted.named.iter().cloned());
            all.count = all.count.saturating_add(omitted.count);
        }
    }

    /// All that another look left out.
    pub(super) fn add_all(&mut self, more: Self) {
        for (reason, omitted) in more.0 {
            let all = self.0.entry(reason).or_default();
            all.named.extend(omitted.named);
            all.count = all.count.saturating_add(omitted.count);
        }
    }

    /// Paths with the words for why; not all of a thousand links.
    pub(super) fn named(&self) -> impl Iterator<Item = (&Path, &'static str)> {
        self.0.iter().flat_map(|(reason, omitted)| omitted.named.iter().map(|path| (path.as_path(), reason.word())))
    }

    /// How many, by the word.
    pub(super) fn counts(&self) -> BTreeMap<&'static str, usize> {
        let mut counts = BTreeMap::new();
        for (reason, omitted) in &self.0 {
            let count: &mut usize = counts.entry(reason.word()).or_default();
            *count = count.saturating_add(omitted.count);
        }
        counts
    }

    /// `3 too deep, 1 unreadable`
    pub(super) fn phrase(&self) -> String {
        let phrases = self.0.iter().map(|(reason, omitted)| format!("{} {}", omitted.count, reason.phrase()));
        if self.0.is_empty() { "nothing".to_owned() } else { phrases.collect::<Vec<_>>().join(", ") }
    }

    /// How many records the ledger keeps to itself.
    pub(super) fn records(&self) -> usize {
        self.0.get(&Reason::Record).map_or(0, |omitted| omitted.count)
    }

    /// Whether something was left only because there was too much of all: what is not told of may be
    /// there all the same.
    pub(super) fn is_cut_short(&self) -> bool {
        self.0.contains_key(&Reason::LeftOut(LeftOut::TooMany))
    }

    /// All of it.
    pub(super) fn count(&self) -> usize {
        self.0.values().map(|omitted| omitted.count).sum()
    }
}

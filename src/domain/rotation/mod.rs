//! The rotation of one AccessKey, from the successor that is issued to the old key that is deleted.
//!
//! Pure: what was noted and what the ledger knows go in, the single next step comes out, with who
//! must do it and the exact command. The order is Alibaba Cloud's own (create a second key, update
//! all applications, disable the old one, confirm, delete). It refuses a step as long as one of its
//! conditions is missing, unless it is forced.

mod facts;
mod next;
mod words;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

pub use facts::{Facts, Host, Mark, Missing, Refusal, Share, Successor};
pub use next::{Next, Who};
pub use words::shell_word;

use super::Day;

/// How long the old key stays disabled before it may be deleted.
pub const WAIT: &str = "7d";
/// Alibaba Cloud gives a RAM user at most so many AccessKeys.
pub const KEYS_PER_USER: usize = 2;

/// What has to be done, one after the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// The successor is created in the cloud.
    Issued,
    /// It is sealed for the holder.
    Sealed,
    /// A receipt came from every host that has the old key.
    Installed,
    /// The old key is disabled in the cloud.
    Disabled,
    /// It was disabled long enough, and nothing has used it.
    Unused,
    /// It is deleted in the cloud.
    Deleted,
}

impl Step {
    /// All, in their order.
    pub const ALL: [Self; 6] =
        [Self::Issued, Self::Sealed, Self::Installed, Self::Disabled, Self::Unused, Self::Deleted];

    /// The word in records and arguments.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Issued => "issued",
            Self::Sealed => "sealed",
            Self::Installed => "installed",
            Self::Disabled => "disabled",
            Self::Unused => "unused",
            Self::Deleted => "deleted",
        }
    }

    /// By its word.
    pub fn by_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.as_str() == word)
    }

    /// What is so once it is done.
    pub fn reached(self) -> &'static str {
        match self {
            Self::Issued => "successor issued",
            Self::Sealed => "successor sealed",
            Self::Installed => "receipts from every host",
            Self::Disabled => "old disabled",
            Self::Unused => "old verified unused",
            Self::Deleted => "old deleted",
        }
    }

    /// The step that follows this one; the first of all follows none.
    pub fn after(done: Option<Self>) -> Option<Self> {
        Self::ALL.into_iter().find(|step| Some(*step) > done)
    }
}

/// The steps that were noted, each with its day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rotation(BTreeMap<Step, Day>);

impl Rotation {
    /// When a step was noted.
    pub fn day(&self, step: Step) -> Option<Day> {
        self.0.get(&step).copied()
    }

    /// Whether none was.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The steps with their days, in their order.
    pub fn steps(&self) -> impl Iterator<Item = (Step, Day)> {
        self.0.iter().map(|(step, day)| (*step, *day))
    }

    /// Notes a step.
    pub fn note(&mut self, step: Step, day: Day) {
        self.0.insert(step, day);
    }

    /// The old key is enabled again: something still needed it.
    pub fn enable(&mut self) {
        self.0.retain(|step, _| *step < Step::Installed);
    }
}

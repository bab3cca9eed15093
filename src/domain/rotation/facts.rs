//! What is known of a rotation, and what is missing for a step of it.

use std::collections::{BTreeMap, BTreeSet};

use super::{KEYS_PER_USER, Rotation, Step};
use crate::domain::{AccessKeyId, Day, Days, Holder, HostLabel, Name, ProfileName, Region};

/// A host of a receipt; one that gave no name counts too.
pub type Host = Option<HostLabel>;

/// What the ledger knows of a key that is or will be rotated.
#[derive(Debug, Clone)]
pub struct Facts {
    /// Its record.
    pub name: Name,
    /// When it was created.
    pub created: Day,
    /// Its id, whole: the cloud's commands need it so.
    pub id: AccessKeyId,
    /// Whose it is.
    pub holder: Holder,
    /// The RAM user, if known.
    pub user: Option<String>,
    /// The profile it is meant for.
    pub profile: Option<ProfileName>,
    /// The region of that profile.
    pub region: Option<Region>,
    /// What was noted.
    pub noted: Rotation,
    /// The steps that were noted by force, and why.
    pub forced: BTreeMap<Step, String>,
    /// The key that supersedes it, if it is in the ledger.
    pub successor: Option<Successor>,
    /// What each holder of the key has of it and of its successor, the holder of this record first.
    pub shares: Vec<Share>,
    /// Whether it is installed on this machine.
    pub is_here: bool,
    /// Further keys of the same RAM user that are not deleted.
    pub others: Vec<Name>,
    /// When it was used last, if a report told.
    pub last_used: Option<Day>,
    /// Until when that is known.
    pub used_checked: Option<Day>,
    /// When the cloud last listed it as active after it was noted as disabled.
    pub seen_active: Option<Day>,
}

/// What one holder of a key has.
#[derive(Debug, Clone)]
pub struct Share {
    /// Who.
    pub holder: Holder,
    /// Their hosts that have sent a receipt for the key.
    pub hosts: BTreeSet<Host>,
    /// The bundle in which its successor was sealed for them, by its short id.
    pub bundle: Option<String>,
}

/// How far one step has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// Nobody has done it.
    Open,
    /// A later step was forced without it.
    Skipped,
    /// It was done on this day.
    Done(Day),
}

/// The key that takes its place.
#[derive(Debug, Clone)]
pub struct Successor {
    /// Its record.
    pub name: Name,
    /// When it was created.
    pub created: Day,
    /// When it was last sealed.
    pub bundled: Option<Day>,
    /// The hosts that have it, and since when.
    pub hosts: BTreeMap<Host, Day>,
    /// Since when it is installed on this machine.
    pub here: Option<Day>,
}

/// A condition that does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Missing {
    /// An earlier step is not done.
    Step(Step),
    /// The RAM user has as many keys as it may have.
    Place(Vec<Name>),
    /// No sealed key in the ledger supersedes this one.
    Successor,
    /// A host that has the old key has not confirmed the new one.
    Receipt(Host),
    /// No host at all has confirmed the new key.
    AnyReceipt,
    /// The old key is installed on this machine.
    Here,
    /// Something has used the old key since the switch.
    Used {
        /// When.
        day: Day,
        /// The switch.
        switch: Day,
    },
    /// Nothing was imported of its use since it was disabled.
    Unchecked {
        /// With which command that is mended.
        import: String,
    },
    /// The cloud listed the key as active after it was noted as disabled.
    SeenActive {
        /// When.
        day: Day,
    },
    /// It has to stay disabled for longer.
    Wait {
        /// Until then.
        until: Day,
    },
}

/// Why a step is not noted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// It cannot have been done on a day that is still to come.
    Future,
    /// It cannot have been done before the old key was there.
    BeforeKey(Day),
    /// It cannot have been done before the step that it follows.
    Before(Step, Day),
    /// Conditions are missing.
    Missing(Vec<Missing>),
}

impl Facts {
    /// When a step was done: as it was noted, or as the ledger shows it.
    pub fn day(&self, step: Step) -> Option<Day> {
        self.noted.day(step).or_else(|| {
            let successor = self.successor.as_ref()?;
            match step {
                Step::Issued => Some(successor.created),
                Step::Sealed => successor.sealed(),
                Step::Installed => self.switched(successor),
                Step::Disabled | Step::Unused | Step::Deleted => None,
            }
        })
    }

    /// The last step that is done; none as long as the key is simply active.
    pub fn stage(&self) -> Option<Step> {
        Step::ALL.into_iter().rev().find(|step| self.day(*step).is_some())
    }

    /// How far a step has come.
    pub fn mark(&self, step: Step) -> Mark {
        match self.day(step) {
            Some(day) => Mark::Done(day),
            None if Some(step) <= self.stage() => Mark::Skipped,
            None => Mark::Open,
        }
    }

    /// Why a step was noted by force, or skipped by a later one that was.
    pub fn forced_because(&self, step: Step) -> Option<&str> {
        let reason = match self.mark(step) {
            Mark::Open => None,
            Mark::Skipped => self.forced.range(step..).next().map(|(_, reason)| reason),
            Mark::Done(_) => self.forced.get(&step),
        };
        reason.map(String::as_str)
    }

    /// When the last host has got the new key, if all have.
    fn switched(&self, successor: &Successor) -> Option<Day> {
        let is_done = successor.sealed().is_some() && self.missing_receipts().is_empty();
        is_done.then(|| successor.hosts.values().copied().chain(successor.here).max()).flatten()
    }

    /// The hosts of a holder that have the old key and not the new one.
    pub(super) fn waited_for<'s>(&self, share: &'s Share) -> impl Iterator<Item = &'s Host> {
        let confirmed = |host: &Host| self.successor.as_ref().is_some_and(|new| new.hosts.contains_key(host));
        share.hosts.iter().filter(move |host| !confirmed(host))
    }

    fn missing_receipts(&self) -> Vec<Missing> {
        let waited_for: BTreeSet<&Host> = self.shares.iter().flat_map(|share| self.waited_for(share)).collect();
        let mut missing: Vec<Missing> = waited_for.into_iter().cloned().map(Missing::Receipt).collect();
        missing.extend(self.is_here.then_some(Missing::Here));
        let is_anywhere = self.successor.as_ref().is_some_and(|new| !new.hosts.is_empty() || new.here.is_some());
        if missing.is_empty() && !is_anywhere {
            missing.push(Missing::AnyReceipt);
        }
        missing
    }

    /// What is missing for a step alone, whatever comes before it.
    pub(super) fn conditions(&self, step: Step, wait: Days, day: Day) -> Vec<Missing> {
        let mut missing = match step {
            Step::Issued if self.is_full() => vec![Missing::Place(self.others.clone())],
            Step::Sealed if self.day(Step::Sealed).is_none() => vec![Missing::Successor],
            Step::Installed => self.missing_receipts(),
            // What is deleted is gone: that it is unused is asked again, for all that was told or forced since.
            Step::Unused | Step::Deleted => {
                self.missing_wait(wait, day).into_iter().chain(self.missing_check()).collect()
            }
            Step::Issued | Step::Sealed | Step::Disabled => Vec::new(),
        };
        if step >= Step::Disabled {
            missing.extend(self.missing_rest());
        }
        if step > Step::Disabled {
            // One that was skipped by force is asked for again: nothing brings a deleted key back but the recycle bin.
            missing.extend(self.day(Step::Disabled).is_none().then_some(Missing::Step(Step::Disabled)));
            missing.extend(self.missing_end());
        }
        missing
    }

    fn is_full(&self) -> bool {
        self.successor.is_none() && self.others.len().saturating_add(1) >= KEYS_PER_USER
    }

    fn missing_wait(&self, wait: Days, day: Day) -> Option<Missing> {
        let until = self.day(Step::Disabled)?.plus(wait);
        (day < until).then_some(Missing::Wait { until })
    }

    /// Without a report since then nobody knows whether something used or missed it.
    fn missing_check(&self) -> Option<Missing> {
        let disabled = self.day(Step::Disabled)?;
        (self.used_checked < Some(disabled)).then(|| Missing::Unchecked { import: self.importing() })
    }

    fn missing_end(&self) -> Option<Missing> {
        let disabled = self.day(Step::Disabled)?;
        let day = self.seen_active.filter(|day| *day >= disabled)?;
        Some(Missing::SeenActive { day })
    }

    /// A use on the day of the switch may have been before it.
    fn missing_rest(&self) -> Option<Missing> {
        let switch = self.day(Step::Installed).or_else(|| self.day(Step::Disabled))?;
        let day = self.last_used.filter(|day| *day > switch)?;
        Some(Missing::Used { day, switch })
    }

    /// What is missing for a step, with all that is to be done before it.
    pub fn missing(&self, step: Step, wait: Days, day: Day) -> Vec<Missing> {
        let stage = self.stage();
        let is_late = |at: Step| at == step && self.mark(at) == Mark::Skipped;
        let open = Step::ALL.into_iter().filter(|at| *at <= step && (Some(*at) > stage || is_late(*at)));
        let mut missing = Vec::new();
        for at in open {
            let conditions = self.conditions(at, wait, day);
            let is_skipped = at < step && conditions.is_empty();
            for lacking in conditions.into_iter().chain(is_skipped.then_some(Missing::Step(at))) {
                // Several steps may lack the same.
                if !missing.contains(&lacking) {
                    missing.push(lacking);
                }
            }
        }
        missing
    }

    /// What is noted once a step is done on `day`; the same as before when it was done already. One that was skipped
    /// can be done late.
    ///
    /// # Errors
    /// A [`Refusal`]. `forced` overrules what is missing, but not the calendar.
    pub fn done(&self, step: Step, day: Day, wait: Days, today: Day, forced: bool) -> Result<Rotation, Refusal> {
        if matches!(self.mark(step), Mark::Done(_)) {
            return Ok(self.noted.clone());
        }
        if day > today {
            return Err(Refusal::Future);
        }
        if day < self.created {
            return Err(Refusal::BeforeKey(self.created));
        }
        let before = Step::ALL.into_iter().filter(|at| *at < step).filter_map(|at| Some((at, self.day(at)?)));
        if let Some((at, before)) = before.max_by_key(|(_, day)| *day).filter(|(_, before)| day < *before) {
            return Err(Refusal::Before(at, before));
        }
        let missing = self.missing(step, wait, day);
        if !forced && !missing.is_empty() {
            return Err(Refusal::Missing(missing));
        }
        let mut noted = self.noted.clone();
        if step >= Step::Disabled {
            // What the ledger shows of a key that is gone must not change any more.
            let shown = Step::ALL.into_iter().filter(|at| *at < step).filter_map(|at| Some((at, self.day(at)?)));
            shown.for_each(|(at, day)| noted.note(at, day));
        }
        noted.note(step, day);
        Ok(noted)
    }
}

impl Successor {
    /// A key that was installed from the vault needs no bundle.
    fn sealed(&self) -> Option<Day> {
        self.bundled.or(self.here)
    }
}

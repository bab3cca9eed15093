//! What the records of a ledger, taken together, say of each rotation: which key supersedes which, on
//! what hosts both are, and which keys a RAM user has besides.

use std::collections::BTreeMap;

use super::record::Record;
use crate::domain::rotation::{Facts, Share, Step, Successor};
use crate::domain::{AccessKeyId, Holder, Name};

/// The records, found by the key that they supersede, by their own, and by their user.
#[derive(Debug, Default)]
pub struct Rotations<'r> {
    by_id: BTreeMap<&'r AccessKeyId, Vec<&'r Record>>,
    successors: BTreeMap<&'r AccessKeyId, Vec<&'r Record>>,
    by_user: BTreeMap<&'r str, Vec<&'r Record>>,
}

impl<'r> Rotations<'r> {
    /// Over all records of the ledger.
    pub fn over(records: impl IntoIterator<Item = &'r Record>) -> Self {
        let mut all = Self::default();
        for record in records {
            let Some(id) = &record.access_key_id else { continue };
            all.by_id.entry(id).or_default().push(record);
            record.supersedes.iter().for_each(|old| all.successors.entry(old).or_default().push(record));
            record.user.iter().for_each(|user| all.by_user.entry(user).or_default().push(record));
        }
        all
    }

    /// What is known of one key; nothing of a file.
    pub fn facts(&self, record: &Record) -> Option<Facts> {
        let id = record.access_key_id.as_ref()?;
        let (same, newest) = (self.same_key(id), self.newest(record, id));
        Some(Facts {
            name: record.name.clone(),
            created: record.created,
            id: id.clone(),
            holder: record.holder.clone(),
            user: record.user.clone(),
            profile: record.profile.clone(),
            region: record.region.clone(),
            noted: record.rotation.clone(),
            forced: forced(record),
            successor: newest.map(|newest| self.successor(newest, id)),
            shares: self.shares(record, id),
            is_here: same.iter().any(|record| !record.installed.is_empty()),
            others: self.others(record, id, newest),
            last_used: same.iter().filter_map(|record| record.last_used).max(),
            used_checked: same.iter().filter_map(|record| record.used_checked).max(),
            seen_active: same.iter().filter_map(|record| record.seen_active).max(),
        })
    }

    /// The records of the same key, this one included: one for each holder.
    pub fn same_key(&self, id: &AccessKeyId) -> &[&'r Record] {
        self.by_id.get(id).map(Vec::as_slice).unwrap_or_default()
    }

    /// The records that supersede a key.
    pub fn superseding(&self, id: &AccessKeyId) -> &[&'r Record] {
        self.successors.get(id).map(Vec::as_slice).unwrap_or_default()
    }

    /// Of several, the holder's own, and of those the one that was created last.
    fn newest(&self, record: &Record, id: &AccessKeyId) -> Option<&'r Record> {
        self.superseding(id).iter().copied().max_by_key(|new| (new.holder == record.holder, new.created))
    }

    /// It has the newest one's name; every receipt counts.
    fn successor(&self, newest: &Record, id: &AccessKeyId) -> Successor {
        let records = self.superseding(id);
        let receipts = records.iter().flat_map(|record| &record.receipts);
        Successor {
            name: newest.name.clone(),
            created: newest.created,
            bundled: records.iter().flat_map(|record| &record.bundles).map(|bundle| bundle.sealed).max(),
            hosts: receipts.map(|receipt| (receipt.host.clone(), receipt.day)).collect(),
            here: records.iter().flat_map(|record| &record.installed).map(|place| place.day).max(),
        }
    }

    fn shares(&self, record: &Record, id: &AccessKeyId) -> Vec<Share> {
        let others = self.same_key(id).iter().copied().filter(|other| other.name != record.name);
        let all: Vec<&Record> = std::iter::once(record).chain(others).collect();
        let share = |one: &&Record| Share {
            holder: one.holder.clone(),
            hosts: one.receipts.iter().map(|receipt| receipt.host.clone()).collect(),
            bundle: self.bundle_for(&one.holder, id, all.len() == 1),
        };
        all.iter().map(share).collect()
    }

    /// The last bundle of a key's successor that was sealed for a holder. The only holder of a key may have a successor
    /// that was sealed for another name of theirs.
    fn bundle_for(&self, holder: &Holder, id: &AccessKeyId, is_only_holder: bool) -> Option<String> {
        let theirs = self.superseding(id).iter().filter(|new| is_only_holder || new.holder == *holder);
        let last = theirs.flat_map(|new| &new.bundles).max_by_key(|bundle| bundle.sealed)?;
        Some(last.short_id().to_owned())
    }

    /// Further keys that count with this one and its successor: those of the same user of the same account, the one
    /// that it superseded itself, and others that are to supersede it.
    fn others(&self, record: &Record, id: &AccessKeyId, successor: Option<&Record>) -> Vec<Name> {
        let of_user = record.user.as_deref().and_then(|user| self.by_user.get(user)).into_iter().flatten();
        let same_account = |other: &&&Record| match (&other.account, &record.account) {
            (Some(one), Some(two)) => one == two,
            _ => true,
        };
        let before = record.supersedes.as_ref().map(|old| self.same_key(old)).unwrap_or_default();
        let is_successor = |other: &Record| successor.is_some_and(|new| new.access_key_id == other.access_key_id);
        let counts =
            |other: &&&Record| !other.is_of(id) && !is_successor(other) && other.rotation.day(Step::Deleted).is_none();
        let others = of_user.filter(same_account).chain(before).chain(self.superseding(id)).filter(counts);
        // One key may have several records.
        let by_key: BTreeMap<_, _> = others.map(|other| (&other.access_key_id, other.name.clone())).collect();
        by_key.into_values().collect()
    }
}

/// The steps that were noted by force, and why: of those that were noted again, the last time counts.
fn forced(record: &Record) -> BTreeMap<Step, String> {
    let mut forced = BTreeMap::new();
    for event in record.history.events() {
        let Some(step) = event.facts.get("step").and_then(|word| Step::by_word(word)) else { continue };
        match event.facts.get("reason").filter(|_| event.facts.contains_key("forced")) {
            Some(reason) => forced.insert(step, reason.clone()),
            None => forced.remove(&step),
        };
    }
    forced.retain(|step, _| record.rotation.day(*step).is_some());
    forced
}

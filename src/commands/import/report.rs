//! The credential report against the ledger. Its users are those of the records, or else their holders; its
//! keys, which have no ids, are told apart by the day of their creation.

use std::collections::{BTreeMap, BTreeSet};

use super::compare::{Compared, Update, is_live, is_old, judge, judge_age, not_told};
use super::told::{Code, Finding};
use crate::domain::{AccessKeyId, Day, Name};
use crate::intake::report::{ReportedKey, User};
use crate::vault::Record;

/// Compares all users.
pub(super) fn compare(users: &[User], records: Vec<Record>, on: Day) -> Compared {
    let mut by_person: BTreeMap<String, Vec<&Record>> = BTreeMap::new();
    for record in &records {
        let person = record.user.as_deref().unwrap_or(record.holder.as_str());
        by_person.entry(local(person)).or_default().push(record);
    }
    let mut findings = Vec::new();
    let mut updates: BTreeMap<&str, Update> = BTreeMap::new();
    let mut reported: BTreeSet<&Name> = BTreeSet::new();
    for user in users {
        findings.extend(judge_user(user, on));
        let known = by_person.get(&local(&user.name)).map(Vec::as_slice).unwrap_or_default();
        let mine = known.iter().copied().filter(|record| is_of(record, user));
        reported.extend(mine.clone().map(|record| &record.name));
        let keys = Matched::of(user, mine, on);
        findings.extend(keys.findings());
        updates.extend(keys.updates());
    }
    // A report tells of all users of an account.
    let is_missing = |record: &&Record| record.user.is_some() && !reported.contains(&record.name);
    let missing = records.iter().filter(|record| is_live(record) && record.created <= on).filter(is_missing);
    findings.extend(missing.map(|record| {
        let what = "the report has no such RAM user: was it deleted, or is the report another account's?".to_owned();
        Finding::about(record.user.as_deref(), None).of(record).saying(Code::NotInReport, what)
    }));
    let updates: BTreeMap<String, Update> =
        updates.into_iter().map(|(name, update)| (name.to_owned(), update)).collect();
    let changed = records.into_iter().filter_map(|record| {
        let update = updates.get(record.name.as_str())?.clone();
        Some((record, update))
    });
    Compared { updates: changed.collect(), findings }
}

/// `alice` of `alice@example.com`
fn local(name: &str) -> String {
    name.split('@').next().unwrap_or(name).to_lowercase()
}

/// Two principal names of different domains are two users; a holder's address is of no domain of RAM's.
fn is_of(record: &Record, user: &User) -> bool {
    let known = record.user.as_deref().filter(|known| known.contains('@') && user.name.contains('@'));
    known.is_none_or(|known| known.to_lowercase() == user.name.to_lowercase())
}

fn judge_user(user: &User, on: Day) -> Vec<Finding> {
    let from = Finding::about(Some(&user.name), Some(user.line));
    let has_key = user.is_root() && user.keys.iter().any(may_work);
    let root =
        has_key.then(|| (Code::RootKey, "the account itself has an AccessKey, which can do everything".to_owned()));
    let needs_mfa = user.has_mfa == Some(false) && user.has_password != Some(false);
    let mfa = needs_mfa.then(|| (Code::NoMfa, "no second factor is bound".to_owned()));
    let changed = user.password_changed.filter(|day| user.has_password != Some(false) && is_old(*day, on));
    let password = changed.map(|day| (Code::PasswordOld, format!("the password is {} days old", on.days_since(day))));
    [root, mfa, password].into_iter().flatten().map(|(code, what)| from.clone().saying(code, what)).collect()
}

/// The keys of one user, with the records of those that could be told apart.
struct Matched<'a> {
    user: &'a User,
    on: Day,
    pairs: Vec<(&'a ReportedKey, Vec<&'a Record>)>,
    keys: Vec<&'a ReportedKey>,
    /// One key may have a record for each holder.
    records: Vec<Vec<&'a Record>>,
}

impl<'a> Matched<'a> {
    fn of(user: &'a User, records: impl Iterator<Item = &'a Record>, on: Day) -> Self {
        let mut by_id: BTreeMap<Option<&AccessKeyId>, Vec<&Record>> = BTreeMap::new();
        for record in records {
            by_id.entry(record.access_key_id.as_ref()).or_default().push(record);
        }
        let (keys, records) = (user.keys.iter().collect(), by_id.into_values().collect());
        let mut all = Self { user, on, pairs: Vec::new(), keys, records };
        all.pair(|days| days == 0);
        all.pair(|days| days <= 1);
        all.pair_last();
        all
    }

    /// Those of which each has only the other so near.
    fn pair(&mut self, is_near: impl Fn(u64) -> bool) {
        let near = |key: &ReportedKey, record: &[&Record]| {
            let days = key.created.zip(created(record)).map(|(one, two)| one.days_since(two).unsigned_abs());
            days.is_some_and(&is_near)
        };
        let single = |key: &ReportedKey| {
            let mut mine = self.records.iter().enumerate().filter(|(_, record)| near(key, record));
            let (Some((at, record)), None) = (mine.next(), mine.next()) else { return None };
            (self.keys.iter().filter(|other| near(other, record)).count() == 1).then_some(at)
        };
        let found: Vec<(usize, usize)> =
            self.keys.iter().enumerate().filter_map(|(at, key)| Some((at, single(key)?))).collect();
        for (key, record) in found.into_iter().rev() {
            self.take(key, record);
        }
    }

    /// The only key that is left is the only record that is left, unless it is newer: a key enters the ledger
    /// after it was created.
    fn pair_last(&mut self) {
        let mut live = self.records.iter().enumerate().filter(|(_, record)| record.iter().any(|one| is_live(one)));
        let (Some((at, record)), None) = (live.next(), live.next()) else { return };
        let [key] = self.keys.as_slice() else { return };
        if key.created.zip(created(record)).is_none_or(|(told, known)| told <= known) {
            self.take(0, at);
        }
    }

    /// The last key goes first, and a record's place is emptied, so that other positions still hold.
    fn take(&mut self, key: usize, record: usize) {
        let records = self.records.get_mut(record).map(std::mem::take);
        let key = if key < self.keys.len() { Some(self.keys.remove(key)) } else { None };
        self.pairs.extend(key.zip(records));
    }

    fn updates(&self) -> impl Iterator<Item = (&'a str, Update)> {
        let told = |key: &ReportedKey| Update {
            created: key.created,
            last_used: key.last_used,
            user: (!self.user.is_root()).then(|| self.user.name.clone()),
            tells_use: key.tells_use,
            is_active: key.is_active,
        };
        self.pairs
            .iter()
            .flat_map(move |(key, records)| records.iter().map(move |record| (record.name.as_str(), told(key))))
    }

    fn findings(&self) -> Vec<Finding> {
        let from = Finding::about(Some(&self.user.name), Some(self.user.line));
        let mut findings = Vec::new();
        for (key, records) in &self.pairs {
            findings.extend(records.iter().filter_map(|record| judge(record, key.is_active, &from)));
            let of = records.first().map_or_else(|| from.clone(), |record| from.of(record));
            findings.extend(self.judge_active(key, &of.saying_of(&key.column)));
        }
        for key in &self.keys {
            findings.extend(self.judge_active(key, &from.saying_of(&key.column)));
        }
        findings.extend(self.judge_rest(&from));
        findings
    }

    fn judge_active(&self, key: &ReportedKey, from: &Finding) -> Vec<Finding> {
        if may_work(key) { judge_age(key.created, key.last_used, self.on, from) } else { Vec::new() }
    }

    /// What could not be paired.
    fn judge_rest(&self, from: &Finding) -> Vec<Finding> {
        let live: Vec<&Record> =
            self.records.iter().filter_map(|record| record.iter().copied().find(|one| is_live(one))).collect();
        if self.keys.is_empty() {
            // A report cannot tell of a key that was created after it.
            let untold = live.iter().filter(|record| record.created <= self.on);
            return untold.map(|record| not_told(record, Some(&self.user.name)).in_line(self.user.line)).collect();
        }
        let could_be =
            |key: &ReportedKey| live.iter().any(|record| key.created.is_none_or(|told| told <= record.created));
        let judge = |key: &&ReportedKey| {
            let from = from.saying_of(&key.column);
            if could_be(key) {
                from.saying(
                    Code::AmbiguousKey,
                    "it cannot be told which of the ledger's keys this is: import the answer of ListAccessKeys"
                        .to_owned(),
                )
            } else {
                from.saying(Code::UnknownKey, "the key never came through akvault".to_owned())
            }
        };
        self.keys.iter().map(judge).collect()
    }
}

/// One of which the report does not tell counts.
fn may_work(key: &ReportedKey) -> bool {
    key.is_active != Some(false)
}

fn created(records: &[&Record]) -> Option<Day> {
    records.first().map(|record| record.created)
}

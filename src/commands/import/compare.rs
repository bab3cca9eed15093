//! One key, as the cloud tells it, against its record.

use super::told::{Change, Code, Finding};
use crate::domain::rotation::Step;
use crate::domain::{AccessKeyId, Day};
use crate::intake::report::ListedKey;
use crate::vault::Record;

/// After so many days a key or a password is to be replaced, and a key that was not used is not needed.
const LIMIT: i64 = 90;

/// What is to be changed in the ledger, and what a person should look at.
#[derive(Default)]
pub(super) struct Compared {
    pub(super) updates: Vec<(Record, Update)>,
    pub(super) findings: Vec<Finding>,
}

/// What the cloud tells of one key.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Update {
    pub(super) created: Option<Day>,
    pub(super) last_used: Option<Day>,
    pub(super) user: Option<String>,
    /// Whether the last use was asked for at all.
    pub(super) tells_use: bool,
    /// Whether it works, if that was told.
    pub(super) is_active: Option<bool>,
}

impl Update {
    /// The newest is kept: reports may come in any order.
    pub(super) fn apply(&self, record: &mut Record, on: Day) {
        if let Some(created) = self.created {
            record.created = created;
            record.rotate_by = created.plus(record.rotate_every);
        }
        record.last_used = record.last_used.max(self.last_used);
        if self.tells_use {
            record.used_checked = record.used_checked.max(Some(on));
        }
        record.seen_active = self.seen_active(record, on);
        if record.user.is_none() {
            record.user.clone_from(&self.user);
        }
    }

    /// A report of before the key was disabled says nothing, and an older one than the last does not clear it.
    fn seen_active(&self, record: &Record, on: Day) -> Option<Day> {
        let is_since = record.rotation.day(Step::Disabled).is_some_and(|disabled| on >= disabled);
        match self.is_active {
            Some(true) if is_since => record.seen_active.max(Some(on)),
            Some(false) => record.seen_active.filter(|seen| *seen > on),
            _ => record.seen_active,
        }
    }

    /// What that changes, for people.
    pub(super) fn changes(&self, record: &Record, on: Day) -> Vec<Change> {
        let text = |day: Option<Day>| day.map(|day| day.to_string());
        let created = self.created.unwrap_or(record.created);
        let rotate_by = if self.created.is_some() { created.plus(record.rotate_every) } else { record.rotate_by };
        let fields = [
            ("created", text(Some(record.created)), text(Some(created))),
            ("rotate by", text(Some(record.rotate_by)), text(Some(rotate_by))),
            ("last used", text(record.last_used), text(record.last_used.max(self.last_used))),
            ("seen active", text(record.seen_active), text(self.seen_active(record, on))),
            ("user", record.user.clone(), record.user.clone().or_else(|| self.user.clone())),
        ];
        let changed = fields.into_iter().filter(|(_, old, new)| old != new);
        changed.map(|(field, old, new)| Change { name: record.name.clone(), field, old, new }).collect()
    }
}

/// What is wrong with a key that the ledger knows.
pub(super) fn judge(record: &Record, is_active: Option<bool>, from: &Finding) -> Option<Finding> {
    let state = record.state();
    let is_gone = [Step::Disabled, Step::Deleted].into_iter().any(|step| record.rotation.day(step).is_some());
    let (code, what) = match (is_gone, is_active) {
        (true, Some(true)) => (Code::StillActive, format!("the ledger says that it is {state}, and it is active")),
        (false, Some(false)) => (Code::Inactive, format!("the ledger says that it is {state}, and it is disabled")),
        _ => return None,
    };
    Some(from.of(record).saying(code, what))
}

/// What age and use say of a key that is active.
pub(super) fn judge_age(created: Option<Day>, last_used: Option<Day>, on: Day, from: &Finding) -> Vec<Finding> {
    let age = created.map(|created| on.days_since(created)).filter(|age| *age > LIMIT);
    let idle = last_used.or(created).map(|day| on.days_since(day)).filter(|idle| *idle > LIMIT);
    let old = age.map(|age| from.clone().saying(Code::KeyOld, format!("the key is {age} days old")));
    let never = if last_used.is_none() { "was never used, and is" } else { "was not used for" };
    let days = if last_used.is_none() { "days old" } else { "days" };
    let unused = idle.map(|idle| from.clone().saying(Code::KeyUnused, format!("the key {never} {idle} {days}")));
    old.into_iter().chain(unused).collect()
}

/// Whether a password is to be changed.
pub(super) fn is_old(day: Day, on: Day) -> bool {
    on.days_since(day) > LIMIT
}

/// The keys of a list, which has ids.
pub(super) fn keys(keys: &[ListedKey], user: Option<&str>, records: Vec<Record>, on: Day) -> Compared {
    let mut compared = Compared::default();
    for key in keys {
        let from = Finding::about(user, None).with_id(&key.id);
        let mut known = records.iter().filter(|record| record.is_of(&key.id)).peekable();
        if known.peek().is_none() {
            compared
                .findings
                .push(from.clone().saying(Code::UnknownKey, "the key never came through akvault".to_owned()));
        }
        compared.findings.extend(known.filter_map(|record| judge(record, key.is_active, &from)));
        if key.is_active != Some(false) {
            let old = judge_age(key.created, key.created.map(|_| on), on, &from);
            compared.findings.extend(old);
        }
    }
    let is_listed = |record: &Record| keys.iter().find(|key| record.is_of(&key.id));
    let is_missing = |record: &&Record| {
        user.is_some()
            && record.user.as_deref() == user
            && is_listed(record).is_none()
            && is_live(record)
            && record.created <= on
    };
    let missing = records.iter().filter(is_missing).map(|record| not_told(record, user));
    compared.findings.extend(missing);
    for record in records {
        let Some(key) = is_listed(&record) else { continue };
        let update = Update {
            created: key.created,
            user: user.map(str::to_owned),
            is_active: key.is_active,
            ..Update::default()
        };
        compared.updates.push((record, update));
    }
    compared
}

/// A key that the ledger takes for existing.
pub(super) fn is_live(record: &Record) -> bool {
    record.rotation.day(Step::Deleted).is_none()
}

/// The cloud does not know it.
pub(super) fn not_told(record: &Record, user: Option<&str>) -> Finding {
    let what = format!("the ledger says that it is {}, and the cloud does not list it", record.state());
    Finding::about(user, None).of(record).saying(Code::NotInReport, what)
}

/// The last use of one key; none when the ledger does not know it.
pub(super) fn last_used(
    id: &AccessKeyId,
    day: Option<Day>,
    tells_use: bool,
    records: Vec<Record>,
    on: Day,
) -> Option<Compared> {
    let known: Vec<Record> = records.into_iter().filter(|record| record.is_of(id)).collect();
    let first = known.first()?;
    let from = Finding::about(first.user.as_deref(), None).of(first);
    let idle =
        judge_age(Some(first.created), day, on, &from).into_iter().filter(|finding| finding.code == Code::KeyUnused);
    let findings = idle.filter(|_| tells_use && first.state() != Step::Disabled.as_str() && is_live(first)).collect();
    let update = Update { last_used: day, tells_use, ..Update::default() };
    Some(Compared { updates: known.into_iter().map(|record| (record, update.clone())).collect(), findings })
}

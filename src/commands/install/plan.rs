//! What changes in one config file, and whether it may.

use std::path::PathBuf;

use super::Order;
use super::choice::Choice;
use crate::clients::{Client, Entry, Present};
use crate::context::Context;
use crate::domain::{AccessKeyId, Day, ProfileName};
use crate::failure::{Failure, Kind};
use crate::private_file::{Before, Target};
use crate::secret::Secret;
use crate::vault::{Installed, Issued, Ledger, Record, What};

/// The edit of one file.
pub(super) struct Plan {
    pub(super) client: &'static dyn Client,
    pub(super) path: PathBuf,
    pub(super) profile: Option<ProfileName>,
    pub(super) present: Option<Present>,
    pub(super) after: Secret,
    pub(super) must_write: bool,
    loose_mode: Option<u32>,
}

impl Plan {
    /// `new`, `updated`, `replaced` or `unchanged`.
    pub(super) fn outcome(&self, id: &AccessKeyId) -> &'static str {
        match &self.present {
            _ if !self.must_write => "unchanged",
            None => "new",
            Some(present) if present.id.as_deref().is_some_and(|old| old != id.as_str()) => "replaced",
            Some(_) => "updated",
        }
    }

    /// Says what others could read until now.
    pub(super) fn remark(&self, target: &Target, context: &Context) -> Result<(), Failure> {
        let path = self.path.display();
        if let Some(mode) = self.loose_mode {
            context.output.warn(&format!("others could use `{path}` (mode {mode:04o}); it becomes 0600"));
        }
        if let Some(mode) = target.directory_open_to_others()? {
            context.output.say(&format!(
                "note: others can list the directory of `{path}` (mode {mode:04o}); chmod 700 it if nobody needs to"
            ));
        }
        Ok(())
    }
}

/// Reads what is there, decides whether the key may take its place, and makes the new text.
pub(super) fn plan(order: &Order<'_>, choice: &Choice, before: Option<&Before>) -> Result<Plan, Failure> {
    let profile = order.profile();
    let Choice { client, path } = choice;
    let text = before.map_or(Ok(""), |before| std::str::from_utf8(before.bytes.expose()));
    let text = text.map_err(|_| {
        Failure::new(Kind::Damaged, format!("`{}` is not UTF-8 text", path.display()))
            .next("mend the file, or move it away")
    })?;
    let broken = |broken| Failure::broken_config(path, &broken);
    let present = client.find(text, &profile).map_err(broken)?;
    let entry = Entry { access_key: &order.manifest.access_key, region: order.region() };
    may_replace(order, choice, present.as_ref())?;
    if client.needs_region()
        && entry.region.is_none()
        && present.as_ref().is_none_or(|present| present.region.is_none())
    {
        return Err(Failure::new(
            Kind::Usage,
            format!("{} refuses a profile without a region, and the bundle names none", client.name()),
        )
        .next("give --region, such as --region cn-hangzhou"));
    }
    let after = client.put(text, &profile, &entry).map_err(broken)?;
    let loose_mode = before.map(|before| before.mode).filter(|mode| *mode != 0o600);
    Ok(Plan {
        client: *client,
        path: path.clone(),
        profile: client.has_profiles().then_some(profile),
        must_write: before.is_none() || loose_mode.is_some() || after.expose() != text,
        loose_mode: loose_mode.filter(|mode| mode & 0o077 != 0),
        present,
        after,
    })
}

/// Another key gives way only to its successor or on request, and a newer one not even then.
fn may_replace(order: &Order<'_>, choice: &Choice, present: Option<&Present>) -> Result<(), Failure> {
    let Some(present) = present else { return Ok(()) };
    let key = &order.manifest.access_key;
    if present.holds_key(key) && has_plain_mode(present) {
        return Ok(());
    }
    let old = present.id.as_deref().and_then(|id| AccessKeyId::new(id).ok());
    if let Some(old) = old.as_ref().filter(|old| **old != key.id) {
        if let Some(created) = newer(order, old)? {
            // Whoever forces an older key over a newer one has agreed to the replacement.
            return order.expired(format!(
                "the AccessKey {} installed in `{}` is newer (created {created})",
                old.masked(),
                choice.path.display()
            ));
        }
        if order.manifest.supersedes.as_ref() == Some(old) && has_plain_mode(present) {
            return Ok(());
        }
    }
    if order.args.replace { Ok(()) } else { Err(conflict(order, choice, present, old.as_ref())) }
}

/// Keys directly in the profile; any other mode gets its credentials by other means.
fn has_plain_mode(present: &Present) -> bool {
    present.mode.is_empty() || present.mode == "AK"
}

/// When the ledger knows the installed key, and that it was created after this one.
fn newer(order: &Order<'_>, installed: &AccessKeyId) -> Result<Option<Day>, Failure> {
    let records = order.context.vault()?.find(|record| record.is_of(installed))?;
    let is_newer = |record: &&Record| {
        record.created > order.manifest.created || record.supersedes.as_ref() == Some(&order.manifest.access_key.id)
    };
    Ok(records.iter().find(is_newer).map(|record| record.created))
}

fn conflict(order: &Order<'_>, choice: &Choice, present: &Present, old: Option<&AccessKeyId>) -> Failure {
    let place = if choice.client.has_profiles() {
        format!("the profile `{}` in `{}`", order.profile(), choice.path.display())
    } else {
        format!("`{}`", choice.path.display())
    };
    let what = match old {
        _ if !has_plain_mode(present) => "gets its credentials in another way".to_owned(),
        Some(old) if *old == order.manifest.access_key.id => format!("holds {} with another secret", old.masked()),
        Some(old) => format!("holds another AccessKey, {}", old.masked()),
        None => "holds something that is no AccessKey".to_owned(),
    };
    Failure::new(Kind::Conflict, format!("{place} {what}"))
        .next("give another --profile, or --replace to put this key in its place")
}

/// The records that change: the key's own on this machine, and those of keys that gave way.
pub(super) fn records(order: &Order<'_>, ledger: &Ledger, plans: &[Plan]) -> Result<Vec<Record>, Failure> {
    let manifest = order.manifest;
    let (id, now) = (&manifest.access_key.id, order.context.clock.now());
    let known = ledger.of_key(id, &manifest.holder)?;
    let is_known = known.is_some();
    let mut is_changed = false;
    let mut record = if let Some(mut record) = known {
        is_changed = record.update(issued(order));
        record
    } else {
        let name = ledger.free_name(None, &manifest.holder)?;
        Record::new(name, Some(id.clone()), manifest.holder.clone(), issued(order), now)
    };
    let places: Vec<Installed> =
        plans.iter().filter(|plan| is_news(plan, &record)).map(|plan| place(order, plan)).collect();
    for place in &places {
        let path = place.path.to_string_lossy();
        let facts = [("bundle", order.id.long()), ("client", place.client.as_str()), ("path", path.as_ref())];
        record.history.note(now, What::Installed, &facts);
        record.installed.retain(|other| !other.is_same_place(place));
        record.installed.push(place.clone());
    }
    let mut changed = ousted(order, ledger, &places)?;
    if !places.is_empty() || is_changed || !is_known {
        changed.push(record);
    }
    Ok(changed)
}

/// An edit, or a place that the record does not have yet.
fn is_news(plan: &Plan, record: &Record) -> bool {
    let known = |place: &Installed| place.path == plan.path && place.profile == plan.profile;
    plan.must_write || !record.installed.iter().any(known)
}

fn place(order: &Order<'_>, plan: &Plan) -> Installed {
    Installed {
        client: plan.client.name().to_owned(),
        path: plan.path.clone(),
        profile: plan.profile.clone(),
        day: order.context.today(),
    }
}

/// Other keys are not installed any more where this one is now.
fn ousted(order: &Order<'_>, ledger: &Ledger, places: &[Installed]) -> Result<Vec<Record>, Failure> {
    let id = &order.manifest.access_key.id;
    let is_there = |place: &Installed| places.iter().any(|taken| taken.is_same_place(place));
    let mut ousted = ledger.vault().find(|record| !record.is_of(id) && record.installed.iter().any(is_there))?;
    for record in &mut ousted {
        record.installed.retain(|place| !is_there(place));
        record.history.note(
            order.context.clock.now(),
            What::Replaced,
            &[("by", &id.masked()), ("bundle", order.id.long())],
        );
    }
    Ok(ousted)
}

fn issued(order: &Order<'_>) -> Issued {
    let manifest = order.manifest;
    Issued {
        issuer: manifest.issuer.clone(),
        created: manifest.created,
        rotate_by: manifest.rotate_by,
        supersedes: manifest.supersedes.clone(),
        profile: manifest.profile.clone(),
        region: manifest.region.clone(),
        account: manifest.account.clone(),
        user: manifest.user.clone(),
    }
}

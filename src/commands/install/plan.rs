//! What changes in one config file, and whether it may.

use super::Order;
use crate::clients::{Client, Entry, Present, Share};
use crate::context::Context;
use crate::destination::Place;
use crate::domain::{AccessKeyId, Day, ProfileName};
use crate::failure::{Failure, Kind};
use crate::private_file::{Before, Target};
use crate::secret::Secret;
use crate::vault::{Installed, Issued, Ledger, Record, Wanted, What};

/// The edit of one file.
pub(super) struct Plan<'p> {
    pub(super) place: &'p Place,
    pub(super) profile: Option<ProfileName>,
    /// What stands there now under the profile: an entry for each format that finds one.
    pub(super) present: Vec<Present>,
    pub(super) after: Secret,
    pub(super) must_write: bool,
    /// Whether the file is made now, or was when the first key came into it.
    makes_file: bool,
    loose_mode: Option<u32>,
}

impl Plan<'_> {
    /// `new`, `updated`, `replaced` or `unchanged`.
    pub(super) fn outcome(&self, id: &AccessKeyId) -> &'static str {
        let is_other = |present: &Present| present.id.as_deref().is_some_and(|old| old != id.as_str());
        match self.present.as_slice() {
            _ if !self.must_write => "unchanged",
            [] => "new",
            present if present.iter().any(is_other) => "replaced",
            _ => "updated",
        }
    }

    /// Says what others could read until now.
    pub(super) fn remark(&self, target: &Target, context: &Context) -> Result<(), Failure> {
        let path = self.place.path.display();
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
pub(super) fn plan<'p>(order: &Order<'_>, place: &'p Place, before: Option<&Before>) -> Result<Plan<'p>, Failure> {
    let profile = order.profile();
    place.check_profile(&profile)?;
    let text = place.text(before)?;
    let entry = Entry { access_key: &order.manifest.access_key, region: order.region() };
    let present: Vec<Present> =
        place.each(|format| format.find(text.expose(), &profile))?.into_iter().flatten().collect();
    for present in present.iter().filter(|present| !present.is_half()) {
        may_replace(order, place, present)?;
    }
    check_entry(place, &entry, &present)?;
    let after = place.edited(&text, |format, text| format.put(text, &profile, &entry))?;
    let loose_mode =
        before.filter(|before| !before.is_read_only()).map(|before| before.mode).filter(|mode| *mode != 0o600);
    Ok(Plan {
        place,
        profile: place.has_profiles().then_some(profile),
        must_write: before.is_none() || loose_mode.is_some() || after.expose() != text.expose(),
        makes_file: before.is_none() || place.is_of_our_making(&text, &order.context.vault()?)?,
        loose_mode: loose_mode.filter(|mode| mode & 0o077 != 0),
        present,
        after,
    })
}

/// Halves of a key that stand in files of their own: an id that may go takes its secret with it.
pub(super) fn check_halves(order: &Order<'_>, plans: &[Plan<'_>]) -> Result<(), Failure> {
    let halves = plans.iter().flat_map(|plan| plan.present.iter().map(|present| (plan.place, present)));
    let mut halves: Vec<_> = halves.filter(|(_, present)| present.is_half()).collect();
    if halves.iter().any(|(_, half)| half.id.is_some() && !half.holds_key(&order.manifest.access_key)) {
        halves.retain(|(_, half)| half.id.is_some());
    }
    halves.into_iter().try_for_each(|(place, half)| may_replace(order, place, half))
}

/// Every client of the file can use what is going to stand there.
fn check_entry(place: &Place, entry: &Entry<'_>, present: &[Present]) -> Result<(), Failure> {
    let is_told = |present: &Present| present.region.is_some() || present.share == Share::Key;
    let has_region = entry.region.is_some() || (present.len() == place.formats.len() && present.iter().all(is_told));
    let is_temporary = entry.access_key.security_token.is_some();
    let client = |fits: fn(&dyn Client) -> bool| place.clients.iter().find(|client| fits(**client));
    if let Some(client) = client(|client| !client.keeps_tokens()).filter(|_| is_temporary) {
        let what = format!(
            "{} reads no security token from its files, so temporary credentials do not work there",
            client.name()
        );
        return Err(Failure::new(Kind::Usage, what)
            .next("install for aliyun, which the SDKs read too, or a long-lived AccessKey"));
    }
    if let Some(client) = client(|client| client.needs_region()).filter(|_| !has_region) {
        let what = format!("{} refuses a profile without a region, and the bundle names none", client.name());
        return Err(Failure::new(Kind::Usage, what).next("give --region, such as --region cn-hangzhou"));
    }
    Ok(())
}

/// Another key gives way only to its successor or on request, and a newer one not even then.
fn may_replace(order: &Order<'_>, place: &Place, present: &Present) -> Result<(), Failure> {
    let key = &order.manifest.access_key;
    let waits = present.is_vacant() && !has_another_region(order, present);
    if present.is_plain() && (present.holds_key(key) || waits) {
        return Ok(());
    }
    let old = present.id.as_deref().and_then(|id| AccessKeyId::new(id).ok());
    if let Some(old) = old.as_ref().filter(|old| **old != key.id) {
        if let Some(created) = newer(order, old)? {
            // Whoever forces an older key over a newer one has agreed to the replacement.
            return order.expired(format!(
                "the AccessKey {} installed in `{}` is newer (created {created})",
                old.masked(),
                place.path.display()
            ));
        }
        if order.manifest.supersedes.as_ref() == Some(old) && present.is_plain() {
            return Ok(());
        }
    }
    if order.args.replace { Ok(()) } else { Err(conflict(order, place, present, old.as_ref())) }
}

/// A region without a key is for something else, unless it is the one that the key has.
fn has_another_region(order: &Order<'_>, present: &Present) -> bool {
    let (here, new) = (present.region.as_deref(), order.region());
    here.zip(new).is_some_and(|(here, new)| here != new.as_str())
}

/// When the ledger knows the installed key, and that it was created after this one.
fn newer(order: &Order<'_>, installed: &AccessKeyId) -> Result<Option<Day>, Failure> {
    let records = order.context.vault()?.find_by(&Wanted::Key(installed))?;
    let is_newer = |record: &&Record| {
        record.created > order.manifest.created || record.supersedes.as_ref() == Some(&order.manifest.access_key.id)
    };
    Ok(records.iter().find(is_newer).map(|record| record.created))
}

fn conflict(order: &Order<'_>, place: &Place, present: &Present, old: Option<&AccessKeyId>) -> Failure {
    let where_to = if place.has_profiles() {
        format!("the profile `{}` in `{}`", order.profile(), place.path.display())
    } else {
        format!("`{}`", place.path.display())
    };
    let what = match old {
        _ if !present.is_plain() => "gets its credentials in another way".to_owned(),
        Some(old) if *old == order.manifest.access_key.id => format!("holds {} with another secret", old.masked()),
        Some(old) => format!("holds another AccessKey, {}", old.masked()),
        None if present.is_half() => "holds another secret".to_owned(),
        None if present.is_vacant() => "has another region, and no key".to_owned(),
        None => "holds something that is no AccessKey".to_owned(),
    };
    let next = if place.has_profiles() { "give another --profile, or " } else { "give " };
    Failure::new(Kind::Conflict, format!("{where_to} {what}"))
        .next(format!("{next}--replace to put this key in its place"))
}

/// The records that change: the key's own on this machine, and those of keys that gave way.
pub(super) fn records(order: &Order<'_>, ledger: &Ledger, plans: &[Plan<'_>]) -> Result<Vec<Record>, Failure> {
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
        plans.iter().filter(|plan| is_news(plan, &record)).map(|plan| installed(order, plan)).collect();
    for place in &places {
        let path = place.path.to_string_lossy();
        let facts = [("bundle", order.id.long()), ("client", place.client.as_str()), ("path", path.as_ref())];
        record.history.note(now, What::Installed, &facts);
        record.installed.retain(|other| !other.is_same_place(place));
        record.installed.push(place.clone());
    }
    let mut changed = ousted(order, ledger, &places)?;
    let is_fresh_secret = order.args.keep && !record.is_kept();
    if is_fresh_secret {
        record.keep_and_note(&manifest.access_key, &ledger.vault().recipients()?, now, &[])?;
    }
    if !places.is_empty() || is_changed || !is_known || is_fresh_secret {
        changed.push(record);
    }
    Ok(changed)
}

/// An edit, or a place that the record does not have yet.
fn is_news(plan: &Plan<'_>, record: &Record) -> bool {
    let known = |place: &Installed| place.path == plan.place.path && place.profile == plan.profile;
    plan.must_write || !record.installed.iter().any(known)
}

fn installed(order: &Order<'_>, plan: &Plan<'_>) -> Installed {
    let clients = plan.place.clients.iter().map(|client| client.name());
    Installed {
        client: clients.collect::<Vec<_>>().join(", "),
        path: plan.place.path.clone(),
        profile: plan.profile.clone(),
        day: order.context.today(),
        made_file: plan.makes_file,
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

//! `uninstall`: take a profile out of the config files of clients, and nothing else.
//!
//! The inverse of `install`: under the locks of the ledger and of every file, plan all edits, write
//! all copies, rename all. A file that was made by an installation goes when nothing is left in it.
//! A key that the ledger does not know may be the only copy of its secret: it stays, unless forced.

use clap::Args;
use serde_json::{Value, json};

use super::report;
use crate::clients::{self, Family, Present};
use crate::context::Context;
use crate::destination::{self, Attempt, DestinationArgs, Place, persist};
use crate::domain::{AccessKeyId, ProfileName};
use crate::failure::{Failure, Kind};
use crate::interrupt::shield;
use crate::output::{Page, Report};
use crate::private_file::{Before, Policy, Target};
use crate::secret::Secret;
use crate::vault::{Record, What};

/// Take a profile out of the config files of its clients again
///
/// Everything else in the files stays byte for byte. With the key goes its region, and its place when nothing
/// else is in it, even one that was there before the key: an empty `[default]`, a `"default": {}`. A file that
/// `install` made is removed when nothing is left in it. The AccessKey itself stays valid in the cloud.
#[derive(Debug, Args)]
pub struct UninstallArgs {
    #[command(flatten)]
    destination: DestinationArgs,
    /// The profile; clients without profiles need none
    #[arg(long, value_name = "PROFILE", value_parser = ProfileName::new)]
    profile: Option<ProfileName>,
    /// Take out a key that the ledger does not know, too
    #[arg(short, long)]
    force: bool,
    /// Show what would change, but change nothing
    #[arg(short = 'n', long)]
    dry_run: bool,
}

/// Runs the verb.
///
/// # Errors
/// When there is nothing to take out, a place is unsafe, or the ledger does not know the key.
pub fn run(args: &UninstallArgs, context: &Context) -> Result<(), Failure> {
    uninstall(args, context).map_err(|failure| failure.unchanged("no config file was touched"))
}

fn uninstall(args: &UninstallArgs, context: &Context) -> Result<(), Failure> {
    let policy = args.destination.policy()?;
    let places = args.destination.places(policy, &Family::ALL, context)?;
    let order = Order { args, context, policy, profile: args.profile_in(&places)? };
    if args.dry_run {
        return report(context, &order.look(&places)?);
    }
    let done = persist(|| order.attempt(&places))?;
    report(context, &done).map_err(|failure| failure.unchanged("the profile is taken out; only the report is missing"))
}

impl UninstallArgs {
    /// Nobody loses the profile `default` by leaving an option away.
    fn profile_in(&self, places: &[Place]) -> Result<ProfileName, Failure> {
        if self.profile.is_none() && places.iter().any(Place::has_profiles) {
            return Err(Failure::new(Kind::Usage, "it is not said which profile is to be taken out")
                .next("give --profile, such as --profile default"));
        }
        Ok(self.profile.clone().unwrap_or_default())
    }
}

/// What is to be done, with everything that it takes.
struct Order<'a> {
    args: &'a UninstallArgs,
    context: &'a Context,
    policy: Policy,
    profile: ProfileName,
}

/// The edit of one file.
struct Plan<'p> {
    place: &'p Place,
    /// What goes.
    present: Vec<Present>,
    /// What the ledger does not know, and what stays.
    left: Vec<Present>,
    after: Secret,
    outcome: Outcome,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// The profile was not there.
    Absent,
    /// It is taken out.
    TakenOut,
    /// And the file with it.
    FileRemoved,
}

impl Outcome {
    fn as_str(self) -> &'static str {
        match self {
            Self::Absent => "absent",
            Self::TakenOut => "removed",
            Self::FileRemoved => "file-removed",
        }
    }
}

impl Plan<'_> {
    /// Whether the key is not there under other names of variables.
    fn is_last(&self) -> bool {
        let parts = self.place.clients.iter().flat_map(|client| client.parts());
        let mut others = parts.filter(|part| part.family.is_some()).map(|part| part.format);
        others.all(|format| {
            let found = format.find(self.after.expose(), &ProfileName::default());
            found.is_ok_and(|found| found.is_none_or(|present| present.is_vacant()))
        })
    }
}

impl Order<'_> {
    /// For a dry run: no lock, no directory made.
    fn look(&self, places: &[Place]) -> Result<Told, Failure> {
        let known = self.context.vault()?.find(|_| true)?;
        let look = |place| self.plan(place, Target::look(&place.path, self.policy)?.as_ref(), &known);
        let plans = places.iter().map(look).collect::<Result<Vec<_>, Failure>>()?;
        self.check_found(&plans)?;
        Ok(self.told(&plans))
    }

    fn attempt(&self, places: &[Place]) -> Result<Told, Attempt> {
        let ledger = self.context.lock_ledger()?;
        let targets = destination::lock_existing(places, self.policy)?;
        let known = ledger.vault().find(|_| true)?;
        let plans = places
            .iter()
            .zip(&targets)
            .map(|(place, target)| self.plan(place, target.as_ref().and_then(Target::before), &known))
            .collect::<Result<Vec<_>, _>>()?;
        self.check_found(&plans)?;
        let records = self.records(known, &plans);
        let _shield = shield();
        let mut staged = Vec::new();
        for (plan, target) in plans.iter().zip(targets) {
            match (plan.outcome, target) {
                (Outcome::TakenOut, Some(target)) => staged.push(plan.place.stage(target, &plan.after)?),
                (Outcome::FileRemoved, Some(target)) => staged.extend(target.stage_removal()?),
                (Outcome::Absent, _) | (_, None) => {}
            }
        }
        for record in &records {
            staged.push(ledger.stage(record)?);
        }
        ledger.commit_journaled(staged)?;
        Ok(self.told(&plans))
    }

    /// What the ledger does not know stays, where there is something that goes.
    fn plan<'p>(&self, place: &'p Place, before: Option<&Before>, known: &[Record]) -> Result<Plan<'p>, Failure> {
        place.check_profile(&self.profile)?;
        let text = place.text(before)?;
        let found = place.each(|format| format.find(text.expose(), &self.profile))?;
        let found: Vec<Present> = found.into_iter().flatten().collect();
        let has_key = found.iter().any(|present| present.id.is_some());
        // A region beside a key, under names that are no names of the key, is somebody's choice.
        let may_go = |present: &Present| !(has_key && present.is_vacant()) && self.may_go(place, present, known);
        let (present, mut left): (Vec<Present>, Vec<Present>) = found.into_iter().partition(may_go);
        left.retain(|present| !(present.is_vacant() && present.is_plain()));
        if let (true, Some(left)) = (present.is_empty(), left.first()) {
            return Err(unknown_key(place, left));
        }
        let after = place.edited(&text, |format, text| match format.find(text, &self.profile)? {
            Some(present) if may_go(&present) => format.remove(text, &self.profile),
            _ => Ok(Secret::from(text)),
        })?;
        let is_bare = place.formats.iter().all(|format| format.is_bare(after.expose()));
        let outcome = if present.is_empty() || after.same_as(&text) {
            Outcome::Absent
        } else if is_bare && known.iter().any(|record| record.has_made(&place.path)) {
            Outcome::FileRemoved
        } else {
            Outcome::TakenOut
        };
        Ok(Plan { place, present, left, after, outcome })
    }

    /// The ledger knows the key; or what stands here is no key, and comes from us: half of one, or a
    /// profile that asks us for one.
    fn may_go(&self, place: &Place, present: &Present, known: &[Record]) -> bool {
        let id = present.id.as_deref().map(AccessKeyId::new);
        self.args.force
            || match id {
                Some(Ok(id)) => known.iter().any(|record| record.is_of(&id)),
                Some(Err(_)) => false,
                None => known.iter().any(|record| self.installed_at(record, place).next().is_some()),
            }
    }

    fn installed_at<'r>(&self, record: &'r Record, place: &Place) -> impl Iterator<Item = &'r crate::vault::Installed> {
        let profile = place.has_profiles().then(|| self.profile.clone());
        let path = place.path.clone();
        record.installed.iter().filter(move |installed| installed.path == path && installed.profile == profile)
    }

    fn check_found(&self, plans: &[Plan<'_>]) -> Result<(), Failure> {
        if plans.iter().any(|plan| plan.outcome != Outcome::Absent) {
            return Ok(());
        }
        let paths: Vec<String> = plans.iter().map(|plan| format!("`{}`", plan.place.path.display())).collect();
        let what = if plans.iter().any(|plan| plan.place.has_profiles()) {
            format!("there is no profile `{}` in {}", self.profile, paths.join(", "))
        } else {
            format!("there is no AccessKey in {}", paths.join(", "))
        };
        Err(Failure::new(Kind::NotFound, what).next("check --client, --profile and --config"))
    }

    /// The records whose key was there, without the place.
    fn records(&self, known: Vec<Record>, plans: &[Plan<'_>]) -> Vec<Record> {
        let places: Vec<&Place> = plans.iter().filter(|plan| plan.is_last()).map(|plan| plan.place).collect();
        let without = |mut record: Record| {
            let gone: Vec<_> = places.iter().flat_map(|place| self.installed_at(&record, place)).cloned().collect();
            record.installed.retain(|installed| !gone.contains(installed));
            for place in &gone {
                let path = place.path.to_string_lossy();
                let facts = [("client", place.client.as_str()), ("path", path.as_ref())];
                record.history.note(self.context.clock.now(), What::Uninstalled, &facts);
            }
            (!gone.is_empty()).then_some(record)
        };
        known.into_iter().filter_map(without).collect()
    }

    fn told(&self, plans: &[Plan<'_>]) -> Told {
        let rows = plans.iter().flat_map(|plan| {
            let ids = masked(&plan.present);
            plan.place.clients.iter().map(move |client| Row {
                client: client.name(),
                path: plan.place.path.display().to_string(),
                profile: plan.place.has_profiles().then(|| self.profile.to_string()),
                masked: ids.clone(),
                outcome: plan.outcome,
            })
        });
        Told {
            rows: rows.collect(),
            notes: plans.iter().flat_map(|plan| [self.note(plan), left_behind(plan)]).flatten().collect(),
            done: !self.args.dry_run,
        }
    }

    /// The aliyun CLI fails when `current` names no profile; whom it should name is the person's choice.
    fn note(&self, plan: &Plan<'_>) -> Option<String> {
        let reads_current = plan.place.clients.iter().any(|client| client.name() == "aliyun");
        let current = clients::current(plan.after.expose()).ok().flatten()?;
        let stays = plan.place.formats.iter().filter_map(|format| format.entries(plan.after.expose()).ok()).flatten();
        let is_gone = stays.map(|(name, _)| name).all(|name| name != current);
        let dangles = reads_current && is_gone && plan.outcome == Outcome::TakenOut && current == self.profile.as_str();
        dangles.then(|| {
            format!(
                "`current` in `{}` still names {current}: aliyun configure switch --profile NAME",
                plan.place.path.display()
            )
        })
    }
}

/// The ids, each once.
fn masked(present: &[Present]) -> Option<String> {
    let ids = present.iter().filter_map(|present| AccessKeyId::new(present.id.as_deref()?).ok());
    let mut masked: Vec<String> = ids.map(|id| id.masked()).collect();
    masked.dedup();
    (!masked.is_empty()).then(|| masked.join(", "))
}

fn unknown_key(place: &Place, left: &Present) -> Failure {
    let what = masked(std::slice::from_ref(left))
        .map_or_else(|| "credentials".to_owned(), |masked| format!("the AccessKey {masked}"));
    let path = place.path.display();
    let what = if left.is_vacant() {
        format!("`{path}` holds no AccessKey under this name, but what the ledger does not know")
    } else {
        format!("`{path}` holds {what}, which the ledger does not know: this may be the only copy")
    };
    Failure::new(Kind::Conflict, what).next("--force takes it out all the same")
}

fn left_behind(plan: &Plan<'_>) -> Option<String> {
    let masked = masked(&plan.left)?;
    Some(format!(
        "`{}` still holds {masked}, which the ledger does not know; --force takes it out too",
        plan.place.path.display()
    ))
}

struct Row {
    client: &'static str,
    path: String,
    profile: Option<String>,
    masked: Option<String>,
    outcome: Outcome,
}

/// What was taken out, or would be.
struct Told {
    rows: Vec<Row>,
    notes: Vec<String>,
    done: bool,
}

impl Report for Told {
    fn human(&self, page: &mut Page) {
        page.line(if self.done { "Taken out:" } else { "Would be taken out; nothing is changed:" });
        for row in &self.rows {
            let profile = row.profile.as_ref().map_or(String::new(), |profile| format!(", profile {profile}"));
            let masked = row.masked.as_ref().map_or(String::new(), |masked| format!(", {masked}"));
            let outcome = match row.outcome {
                Outcome::Absent => "not there",
                Outcome::TakenOut => "the rest stays",
                Outcome::FileRemoved => "the file goes too, nothing is left in it",
            };
            page.field(row.client, Some(&format!("{}{profile}{masked}: {outcome}", row.path)));
        }
        for note in &self.notes {
            page.line(note);
        }
    }

    fn json(&self) -> Value {
        let files = self.rows.iter().map(|row| {
            json!({ "client": row.client, "path": row.path, "profile": row.profile, "access_key_id": row.masked,
                    "outcome": row.outcome.as_str() })
        });
        json!({ "dry_run": !self.done, "files": files.collect::<Vec<_>>(), "notes": self.notes })
    }
}

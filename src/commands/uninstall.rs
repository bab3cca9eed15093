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
use crate::vault::{Record, Vault, What};

/// Take a profile out of the config files of its clients again
///
/// Everything else in the files stays byte for byte. A file that `install` made is removed when
/// nothing is left in it. The AccessKey itself stays valid in the cloud.
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
    present: Vec<Present>,
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
        others
            .all(|format| format.find(self.after.expose(), &ProfileName::default()).is_ok_and(|found| found.is_none()))
    }
}

impl Order<'_> {
    /// For a dry run: no lock, no directory made.
    fn look(&self, places: &[Place]) -> Result<Told, Failure> {
        let vault = self.context.vault()?;
        let look = |place| self.plan(place, Target::look(&place.path, self.policy)?.as_ref(), &vault);
        let plans = places.iter().map(look).collect::<Result<Vec<_>, Failure>>()?;
        self.check_found(&plans)?;
        Ok(self.told(&plans))
    }

    fn attempt(&self, places: &[Place]) -> Result<Told, Attempt> {
        let ledger = self.context.lock_ledger()?;
        let targets = destination::lock_existing(places, self.policy)?;
        let plans = places
            .iter()
            .zip(&targets)
            .map(|(place, target)| self.plan(place, target.as_ref().and_then(Target::before), ledger.vault()))
            .collect::<Result<Vec<_>, _>>()?;
        self.check_found(&plans)?;
        let records = self.records(ledger.vault(), &plans)?;
        let _shield = shield();
        let mut staged = Vec::new();
        for (plan, target) in plans.iter().zip(targets) {
            match (plan.outcome, target) {
                (Outcome::TakenOut, Some(target)) => staged.push(plan.place.stage(target, &plan.after)?),
                (Outcome::FileRemoved, Some(target)) => staged.extend(target.stage_removal()),
                (Outcome::Absent, _) | (_, None) => {}
            }
        }
        for record in &records {
            staged.push(ledger.stage(record)?);
        }
        ledger.commit_journaled(staged)?;
        Ok(self.told(&plans))
    }

    fn plan<'p>(&self, place: &'p Place, before: Option<&Before>, vault: &Vault) -> Result<Plan<'p>, Failure> {
        let text = place.text(before)?;
        let found = place.each(|format| format.find(text.expose(), &self.profile))?;
        let present: Vec<Present> = found.into_iter().flatten().collect();
        for present in &present {
            self.may_remove(place, present, vault)?;
        }
        let after = place.edited(&text, |format, text| format.remove(text, &self.profile))?;
        let is_bare = place.formats.iter().all(|format| format.is_bare(after.expose()));
        let outcome = if present.is_empty() {
            Outcome::Absent
        } else if is_bare && vault.made(&place.path)? {
            Outcome::FileRemoved
        } else {
            Outcome::TakenOut
        };
        Ok(Plan { place, present, after, outcome })
    }

    /// The ledger knows the key, or that something was installed here.
    fn may_remove(&self, place: &Place, present: &Present, vault: &Vault) -> Result<(), Failure> {
        let id = present.id.as_deref().and_then(|id| AccessKeyId::new(id).ok());
        let is_known = |record: &Record| {
            id.as_ref().is_some_and(|id| record.is_of(id)) || self.installed_at(record, place).next().is_some()
        };
        if self.args.force || !vault.find(is_known)?.is_empty() {
            return Ok(());
        }
        let what = id.map_or_else(|| "credentials".to_owned(), |id| format!("the AccessKey {}", id.masked()));
        Err(Failure::new(
            Kind::Conflict,
            format!(
                "`{}` holds {what}, which the ledger does not know: this may be the only copy",
                place.path.display()
            ),
        )
        .next("--force takes it out all the same"))
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
    fn records(&self, vault: &Vault, plans: &[Plan<'_>]) -> Result<Vec<Record>, Failure> {
        let places: Vec<&Place> = plans.iter().filter(|plan| plan.is_last()).map(|plan| plan.place).collect();
        let is_there = |record: &Record| places.iter().any(|place| self.installed_at(record, place).next().is_some());
        let mut records = vault.find(is_there)?;
        for record in &mut records {
            let gone: Vec<_> = places.iter().flat_map(|place| self.installed_at(record, place)).cloned().collect();
            record.installed.retain(|installed| !gone.contains(installed));
            for place in gone {
                let path = place.path.to_string_lossy();
                record.history.note(
                    self.context.clock.now(),
                    What::Uninstalled,
                    &[("client", &place.client), ("path", &path)],
                );
            }
        }
        Ok(records)
    }

    fn told(&self, plans: &[Plan<'_>]) -> Told {
        let rows = plans.iter().flat_map(|plan| {
            let id = plan.present.iter().find_map(|present| AccessKeyId::new(present.id.as_deref()?).ok());
            plan.place.clients.iter().map(move |client| Row {
                client: client.name(),
                path: plan.place.path.display().to_string(),
                profile: plan.place.has_profiles().then(|| self.profile.to_string()),
                masked: id.as_ref().map(AccessKeyId::masked),
                outcome: plan.outcome,
            })
        });
        Told {
            rows: rows.collect(),
            notes: plans.iter().filter_map(|plan| self.note(plan)).collect(),
            done: !self.args.dry_run,
        }
    }

    /// The aliyun CLI fails when `current` names no profile; whom it should name is the person's choice.
    fn note(&self, plan: &Plan<'_>) -> Option<String> {
        let reads_current = plan.place.clients.iter().any(|client| client.name() == "aliyun");
        let current = clients::current(plan.after.expose()).ok().flatten()?;
        let dangles = reads_current && plan.outcome == Outcome::TakenOut && current == self.profile.as_str();
        dangles.then(|| {
            format!(
                "`current` in `{}` still names {current}: aliyun configure switch --profile NAME",
                plan.place.path.display()
            )
        })
    }
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

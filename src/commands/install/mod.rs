//! `install`: open a bundle in memory and write the key into the config files that clients read.
//!
//! Order: read, compare ids, open, check the dates; then, under the locks of the ledger and of every
//! target, plan all edits; write all copies; rename all. Before the renames nothing has changed.

mod external;
mod plan;
mod seed;
mod shadow;
mod told;

use std::path::{Path, PathBuf};

use clap::Args;

use self::plan::Plan;
use super::report;
use crate::bundle::{BundleId, Manifest, PAYLOAD_CAP};
use crate::clients::Family;
use crate::context::Context;
use crate::cursor::Values;
use crate::destination::{self, Attempt, DestinationArgs, Place, persist};
use crate::domain::{HostLabel, Name, ProfileName, Region};
use crate::failure::{Failure, Kind};
use crate::interrupt::shield;
use crate::mfa::Otpauth;
use crate::opening::{Bundle, KeyArgs};
use crate::private_file::{Policy, Target};
use crate::secret::Secret;
use crate::vault::Wanted;

/// Install the AccessKey of a bundle into the config files of its clients
///
/// Each file is merged, owner-only, all of them or none; everything else in it stays byte for byte.
/// A receipt is printed for the sender.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  akvault install K7Q2-M3XD.age --client aliyun --dry-run
  akvault install K7Q2-M3XD.age --client aliyun,ossutil
  akvault install K7Q2-M3XD.age --client env --config app/.env --replace
  akvault install --client aliyun --external prod --profile prod")]
pub struct InstallArgs {
    /// The bundle (- for standard input)
    #[arg(required_unless_present = "external")]
    bundle: Option<PathBuf>,
    /// Instead of a bundle: let the profile ask the vault for the key that it keeps as NAME
    #[arg(long, value_name = "NAME", value_parser = Name::new, add = Values::Kept, conflicts_with_all = ["bundle", "expect", "keep", "host", "owner"])]
    external: Option<Name>,
    /// Keep the seed of an MFA device, which the bundle holds, in this machine's vault as NAME
    #[arg(long, value_name = "NAME", value_parser = Name::new, add = Values::Free, conflicts_with_all = ["external", "client", "profile", "region", "replace", "keep", "host", "owner"])]
    mfa: Option<Name>,
    #[command(flatten)]
    destination: DestinationArgs,
    /// The profile to install under [default: what the bundle says, else `default`]
    #[arg(long, value_name = "PROFILE", value_parser = ProfileName::new)]
    profile: Option<ProfileName>,
    /// The region of the profile [default: what the bundle says]
    #[arg(long, value_name = "REGION", value_parser = Region::new)]
    region: Option<Region>,
    #[command(flatten)]
    keys: KeyArgs,
    /// Go on only if this is the bundle's id, short or long, as it came by the second channel
    #[arg(long, value_name = "ID", add = Values::Free, value_parser = crate::bundle::id::canonical)]
    expect: Option<String>,
    /// Replace another AccessKey that stands under the profile
    #[arg(long)]
    replace: bool,
    /// Keep the key in this machine's vault too, sealed
    #[arg(long)]
    keep: bool,
    /// The name of this machine in the receipt [default: its host name]
    #[arg(long, value_name = "LABEL", value_parser = HostLabel::new)]
    host: Option<HostLabel>,
    /// Install although the bundle has expired, or is older than what is installed
    #[arg(short, long)]
    force: bool,
    /// Show, masked, what would change, but change nothing
    #[arg(short = 'n', long)]
    dry_run: bool,
}

/// Runs the verb.
///
/// # Errors
/// When the bundle cannot be opened, a place is unsafe, or the key may not be written there.
pub fn run(args: &InstallArgs, context: &Context) -> Result<(), Failure> {
    install(args, context).map_err(|failure| failure.unchanged("no config file was touched"))
}

fn install(args: &InstallArgs, context: &Context) -> Result<(), Failure> {
    if let Some(name) = &args.external {
        return external::run(args, name, context);
    }
    if let Some(name) = &args.mfa {
        return seed::run(args, name, context);
    }
    let bundle = args.bundle()?;
    args.keys.check_stdin(bundle)?;
    let policy = args.destination.policy()?;
    let places = args.destination.places(policy, &[Family::Sdk], context)?;
    if args.keep {
        // Before anything is typed; the keys count that stand there under the lock.
        context.vault()?.recipients()?;
    }
    let bundle = Bundle::read(bundle, PAYLOAD_CAP)?;
    args.check_id(&bundle.id)?;
    let manifest = manifest(&bundle.open(&args.keys, context)?)?;
    let order = Order { args, context, policy, id: &bundle.id, manifest: &manifest };
    order.check_sender();
    order.check_dates()?;
    if args.dry_run {
        let plans = places.iter().map(|place| order.look(place)).collect::<Result<Vec<_>, _>>()?;
        plan::check_halves(&order, &plans)?;
        return report(context, &told::Planned::of(&order, &plans));
    }
    let mut done = persist(|| order.attempt(&places))?;
    done.shadowed_by = shadow::warn(&order, &places);
    report(context, &done)
        .map_err(|failure| failure.unchanged("the key is installed and noted; only the report is missing"))
}

fn manifest(plain: &Secret<[u8]>) -> Result<Manifest, Failure> {
    if Otpauth::of_payload(plain).is_some() {
        return Err(Failure::new(Kind::Usage, "the bundle holds the seed of an MFA device, which no client reads")
            .next("give --mfa NAME to keep it in the vault, and no --client"));
    }
    Ok(Manifest::decode(plain)?)
}

impl InstallArgs {
    fn bundle(&self) -> Result<&Path, Failure> {
        let missing = || Failure::new(Kind::Usage, "there is no bundle to install").next("name its file");
        self.bundle.as_deref().ok_or_else(missing)
    }

    /// A swapped attachment is noticed before anything is typed.
    fn check_id(&self, id: &BundleId) -> Result<(), Failure> {
        match &self.expect {
            Some(expected) if !id.matches(expected)? => {
                Err(Failure::new(Kind::Damaged, format!("this is the bundle {}, not {expected}", id.long()))
                    .next("ask the sender, by another channel, which bundle was sent"))
            }
            _ => Ok(()),
        }
    }
}

/// What is to be done, with everything that it takes.
struct Order<'a> {
    args: &'a InstallArgs,
    context: &'a Context,
    policy: Policy,
    id: &'a BundleId,
    manifest: &'a Manifest,
}

impl Order<'_> {
    fn profile(&self) -> ProfileName {
        self.args.profile.clone().or_else(|| self.manifest.profile.clone()).unwrap_or_default()
    }

    fn region(&self) -> Option<&Region> {
        self.args.region.as_ref().or(self.manifest.region.as_ref())
    }

    /// A passphrase comes from the sender; a public key is known to anyone, and age does not say who
    /// used it. Only the id by the second channel tells.
    fn check_sender(&self) {
        if !self.args.keys.identity.is_empty() && self.args.expect.is_none() {
            let long = self.id.long();
            self.context.output.warn(&format!(
                "nothing in this bundle says who sealed it: make sure that the sender's id is {long}, and give it with --expect"
            ));
        }
    }

    fn check_dates(&self) -> Result<(), Failure> {
        let today = self.context.today();
        if self.manifest.created.is_to_come(today) {
            self.expired(format!(
                "this bundle says that its key was created on {}, which is still to come",
                self.manifest.created
            ))?;
        }
        if self.manifest.install_before < today {
            self.expired(format!("this bundle was to be installed by {}", self.manifest.install_before))?;
        }
        let id = &self.manifest.access_key.id;
        let newer = self.context.vault()?.find_by(&Wanted::SuccessorOf(id))?;
        if let Some(newer) = newer.first() {
            let masked = newer.masked_id().unwrap_or_default();
            self.expired(format!("the AccessKey {} was superseded by {masked}", id.masked()))?;
        }
        if self.manifest.rotate_by < today {
            self.context.output.warn(&format!("this key was due to be replaced on {}", self.manifest.rotate_by));
        }
        Ok(())
    }

    /// With `--force` it is said, and done all the same.
    fn expired(&self, what: String) -> Result<(), Failure> {
        if self.args.force {
            self.context.output.warn(&format!("{what}; going on because of --force"));
            return Ok(());
        }
        let failure = Failure::new(Kind::Expired, what);
        Err(failure.next("ask the sender for a new bundle; --force installs this one all the same"))
    }

    /// For a dry run: no lock, no directory made.
    fn look<'p>(&self, place: &'p Place) -> Result<Plan<'p>, Failure> {
        let before = Target::look(&place.path, self.policy)?;
        plan::plan(self, place, before.as_ref())
    }

    fn attempt(&self, places: &[Place]) -> Result<told::Done, Attempt> {
        let ledger = self.context.lock_ledger()?;
        let targets = destination::lock(places, self.policy)?;
        let plans = places
            .iter()
            .zip(&targets)
            .map(|(place, target)| plan::plan(self, place, target.before()))
            .collect::<Result<Vec<_>, _>>()?;
        plan::check_halves(self, &plans)?;
        let records = plan::records(self, &ledger, &plans)?;
        let _shield = shield();
        let mut staged = Vec::new();
        for (plan, target) in plans.iter().zip(targets) {
            plan.remark(&target, self.context)?;
            if plan.must_write {
                staged.push(plan.place.stage(target, &plan.after)?);
            }
        }
        for record in &records {
            staged.push(ledger.stage(record)?);
        }
        if !staged.is_empty() {
            ledger.commit_journaled(staged)?;
        }
        Ok(told::Done::of(self, &plans))
    }
}

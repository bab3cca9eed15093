//! `install --external NAME`: a profile without credentials, which asks the vault for them each time.
//!
//! Most SDKs write what the process gave back into the profile, secret and all (credentials-go
//! `providers/external.go`, and its sisters in Python, Node, Java and C#), and the Python one by way of
//! a file that others can read. So the file becomes one that its owner cannot write, in a directory
//! that others cannot look into: the SDKs then go on without writing. The aliyun CLI replaces the
//! file when it saves a change of its own, and it would have to be installed again.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::InstallArgs;
use crate::clients::{self, Format, Present};
use crate::commands::report;
use crate::context::{Context, Places};
use crate::destination::{Attempt, Place, persist};
use crate::domain::{CredentialProcess, Name, ProfileName, Region};
use crate::failure::{Failure, Kind};
use crate::interrupt::shield;
use crate::opening::{KeyArgs, is_dash};
use crate::output::{Page, Report};
use crate::private_file::{Before, Policy, Target};
use crate::secret::Secret;
use crate::unlocking;
use crate::vault::{Installed, Record, Vault, What};

/// Sets the profile up.
pub(super) fn run(args: &InstallArgs, name: &Name, context: &Context) -> Result<(), Failure> {
    let policy = args.destination.policy()?;
    let place = place(args, policy, context)?;
    let record = context.vault()?.record(name)?;
    record.check_sealed()?;
    let order = Order {
        args,
        context,
        policy,
        profile: args.profile.clone().or_else(|| record.profile.clone()).unwrap_or_default(),
        region: args.region.clone().or_else(|| record.region.clone()),
        process: process(name, &args.keys, context)?.to_string(),
        name,
    };
    // What is written into the profile works, or is not written.
    if args.keys.is_given() {
        unlocking::access_key(&record, &args.keys, context)?;
    }
    if policy.owner.is_root() {
        context
            .output
            .warn("root can write what is read-only: SDKs that run as root put the secret into the file all the same");
    }
    let done = if args.dry_run { order.look(&place)? } else { persist(|| order.attempt(&place))? };
    report(context, &done).map_err(|failure| {
        if args.dry_run { failure } else { failure.unchanged("the profile is installed; only the report is missing") }
    })
}

/// The one file of the one client that knows the mode.
fn place(args: &InstallArgs, policy: Policy, context: &Context) -> Result<Place, Failure> {
    let mut places = args.destination.places(policy, &[], context)?;
    match (places.pop(), places.is_empty()) {
        (Some(place), true) if place.clients.iter().all(|client| client.name() == "aliyun") => Ok(place),
        _ => Err(Failure::new(Kind::Usage, "only aliyun's config.json knows profiles that run a program")
            .next("give --client aliyun; the SDKs and Terraform read that file too")),
    }
}

/// What the profile runs: by whole paths, since nobody knows where it is run, and by words that every
/// client splits in the same places.
fn process(name: &Name, keys: &KeyArgs, context: &Context) -> Result<CredentialProcess, Failure> {
    if keys.passphrase_fd.is_some() {
        return Err(Failure::new(Kind::Usage, "a profile has no open descriptor to read a passphrase from")
            .next("give --passphrase-file FILE, -i IDENTITY, or neither"));
    }
    Ok(CredentialProcess {
        program: plain(&Places::program()?)?,
        name: name.clone(),
        home: Some(plain(context.vault()?.home())?),
        passphrase_file: keys.passphrase_file.as_deref().map(plain).transpose()?,
        identities: keys.identity.iter().map(|file| plain(file)).collect::<Result<_, _>>()?,
    })
}

/// SDKs from before July 2026 split at every space, newer ones as a shell does, and the OSS SDK v2 asks
/// a shell.
fn plain(path: &Path) -> Result<String, Failure> {
    if is_dash(path) {
        return Err(Failure::new(Kind::Usage, "a profile has no standard input to read from").next("name a file"));
    }
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "/._+@%=:,-".contains(c);
    match whole.to_str() {
        Some(text) if text.chars().all(is_plain) => Ok(text.to_owned()),
        _ => Err(Failure::new(
            Kind::Usage,
            format!(
                "`{}` has a space, a quote or another character at which some clients would cut the command",
                whole.display()
            ),
        )
        .next("use a path of letters, digits and /._+@%=:,- alone")),
    }
}

struct Order<'a> {
    args: &'a InstallArgs,
    context: &'a Context,
    policy: Policy,
    profile: ProfileName,
    region: Option<Region>,
    process: String,
    name: &'a Name,
}

impl Order<'_> {
    fn look(&self, place: &Place) -> Result<Done, Failure> {
        let before = Target::look(&place.path, self.policy)?;
        let edit = self.edit(place, before.as_ref())?;
        Ok(self.told(place, edit.outcome, None))
    }

    fn attempt(&self, place: &Place) -> Result<Done, Attempt> {
        let ledger = self.context.lock_ledger()?;
        let mut record = ledger.vault().record(self.name)?;
        let target = Target::open(&place.path, self.policy)?;
        let edit = self.edit(place, target.before())?;
        let loose = target.directory_open_to_others()?;
        if let (Some(mode), false) = (loose, place.is_home) {
            return Err(open_directory(&place.path, mode).into());
        }
        let news = self.note(&mut record, place, edit.makes_file);
        let _shield = shield();
        if loose.is_some() {
            target.close_directory()?;
        }
        let mut staged = Vec::new();
        if edit.must_write {
            staged.push(target.stage(edit.after.expose().as_bytes())?.read_only()?);
        }
        if news || edit.must_write {
            for other in self.ousted(place, ledger.vault())?.iter().chain([&record]) {
                staged.push(ledger.stage(other)?);
            }
            ledger.commit_journaled(staged)?;
        }
        Ok(self.told(place, edit.outcome, loose))
    }

    fn edit(&self, place: &Place, before: Option<&Before>) -> Result<Edit, Failure> {
        let broken = |broken| Failure::broken_config(&place.path, &broken);
        let text = place.text(before)?;
        let present = place.each(|format: &dyn Format| format.find(text.expose(), &self.profile))?;
        let present: Option<Present> = present.into_iter().flatten().next();
        self.may_replace(place, present.as_ref())?;
        if self.region.is_none() && present.as_ref().is_none_or(|present| present.region.is_none()) {
            return Err(Failure::new(
                Kind::Usage,
                "aliyun refuses a profile without a region, and the record names none",
            )
            .next("give --region, such as --region cn-hangzhou"));
        }
        let after = clients::with_process(text.expose(), &self.profile, &self.process, self.region.as_ref());
        let after = after.map_err(broken)?;
        let is_same = before.is_some_and(Before::is_read_only) && after.same_as(&text);
        let outcome = match (is_same, present.is_some()) {
            (true, _) => "unchanged",
            (false, true) => "updated",
            (false, false) => "new",
        };
        let makes_file = before.is_none() || place.is_of_our_making(&text, &self.context.vault()?)?;
        Ok(Edit { after, must_write: !is_same, makes_file, outcome })
    }

    /// Only a profile that runs us already gives way without being asked.
    fn may_replace(&self, place: &Place, present: Option<&Present>) -> Result<(), Failure> {
        let runs_us = |present: &Present| {
            let process = present.process.as_deref().and_then(CredentialProcess::parse);
            process.is_some() && present.mode == clients::EXTERNAL
        };
        if self.args.replace || present.is_none_or(runs_us) {
            return Ok(());
        }
        let what = format!("the profile `{}` in `{}` is there already", self.profile, place.path.display());
        Err(Failure::new(Kind::Conflict, what)
            .next("give another --profile, or --replace to put this one in its place"))
    }

    /// Tells whether that is news.
    fn note(&self, record: &mut Record, place: &Place, made_file: bool) -> bool {
        let installed = Installed {
            client: "aliyun".to_owned(),
            path: place.path.clone(),
            profile: Some(self.profile.clone()),
            day: self.context.today(),
            made_file,
        };
        if record.installed.iter().any(|other| other.is_same_place(&installed)) {
            return false;
        }
        let path = place.path.to_string_lossy();
        let facts = [("client", "aliyun"), ("path", path.as_ref()), ("mode", clients::EXTERNAL)];
        record.history.note(self.context.clock.now(), What::Installed, &facts);
        record.installed.push(installed);
        true
    }

    /// Other keys are not installed any more where this one is asked for now.
    fn ousted(&self, place: &Place, vault: &Vault) -> Result<Vec<Record>, Failure> {
        let is_there = |other: &Installed| other.path == place.path && other.profile.as_ref() == Some(&self.profile);
        let mut ousted = vault.find(|record| record.name != *self.name && record.installed.iter().any(is_there))?;
        for record in &mut ousted {
            record.installed.retain(|other| !is_there(other));
            record.history.note(self.context.clock.now(), What::Replaced, &[("by", self.name.as_str())]);
        }
        Ok(ousted)
    }

    fn told(&self, place: &Place, outcome: &'static str, closed: Option<u32>) -> Done {
        Done {
            name: self.name.clone(),
            profile: self.profile.clone(),
            path: place.path.clone(),
            process: self.process.clone(),
            unlocks_by_itself: self.args.keys.is_given(),
            outcome,
            closed,
            dry_run: self.args.dry_run,
        }
    }
}

fn open_directory(path: &Path, mode: u32) -> Failure {
    let directory = path.parent().unwrap_or(path).display();
    let what = format!("others can look into `{directory}` (mode {mode:04o}), where an SDK would leave the secret");
    Failure::new(Kind::UnsafePlace, what).next(format!("chmod 700 '{directory}'"))
}

/// The edit of the file.
struct Edit {
    after: Secret,
    must_write: bool,
    makes_file: bool,
    outcome: &'static str,
}

struct Done {
    name: Name,
    profile: ProfileName,
    path: PathBuf,
    process: String,
    unlocks_by_itself: bool,
    outcome: &'static str,
    /// The mode of the directory before.
    closed: Option<u32>,
    dry_run: bool,
}

impl Report for Done {
    fn human(&self, page: &mut Page) {
        let verb = if self.dry_run { "Would let" } else { "Lets" };
        page.line(&format!("{verb} the profile `{}` ask the vault for `{}`", self.profile, self.name));
        page.field("aliyun", Some(&format!("{}: {}", self.path.display(), self.outcome)));
        page.field("process", Some(&self.process));
        if let Some(mode) = self.closed {
            page.field("directory", Some(&format!("mode 0700 instead of {mode:04o}")));
        }
        page.line(
            "The file is 0400: most SDKs write what the process gives them back into the profile, secret and all, and \
             go on without that where they cannot. Do not make it writable; `aliyun configure` does, so run this \
             again after it.",
        );
        if !self.unlocks_by_itself {
            page.line("The vault is unlocked by `akvault unlock` for a while, or asks on the terminal.");
        }
    }

    fn json(&self) -> Value {
        json!({
            "dry_run": self.dry_run,
            "name": self.name.as_str(),
            "profile": self.profile.as_str(),
            "path": self.path.to_string_lossy(),
            "process_command": self.process,
            "outcome": self.outcome,
        })
    }
}

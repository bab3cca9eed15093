//! `edit`: change what the ledger says of a key, by options. No editor is started, and what is sealed
//! stays as it is.

use clap::{Args, ValueEnum};
use serde_json::{Value, json};

use super::report;
use crate::context::Context;
use crate::domain::{AccessKeyId, Day, Days, Holder, Name, ProfileName, Region};
use crate::failure::{Failure, Kind};
use crate::gathering::check_dates;
use crate::interrupt::shield;
use crate::output::{Page, Report};
use crate::printable::is_unprintable;
use crate::vault::{Record, What};

/// Change what the ledger says of an AccessKey
#[derive(Debug, Args)]
#[command(arg_required_else_help = true)]
pub struct EditArgs {
    /// The record
    #[arg(value_parser = Name::new)]
    name: Name,
    /// The one person or application that the key is for
    #[arg(long = "for", value_name = "HOLDER", value_parser = Holder::new)]
    holder: Option<Holder>,
    /// When the key was created (UTC)
    #[arg(long, value_name = "DATE", value_parser = Day::parse)]
    created: Option<Day>,
    /// Replace the key so long after it was created
    #[arg(long, value_name = "DAYS", value_parser = Days::parse)]
    rotate_every: Option<Days>,
    /// The profile to install the key under
    #[arg(long, value_name = "PROFILE", value_parser = ProfileName::new)]
    profile: Option<ProfileName>,
    /// The region of that profile
    #[arg(long, value_name = "REGION", value_parser = Region::new)]
    region: Option<Region>,
    /// The AccessKey ID that this key replaces
    #[arg(long, value_name = "AKID", value_parser = AccessKeyId::new)]
    supersedes: Option<AccessKeyId>,
    /// The cloud account
    #[arg(long, value_name = "ACCOUNT", value_parser = plain)]
    account: Option<String>,
    /// The RAM user
    #[arg(long, value_name = "USER", value_parser = plain)]
    user: Option<String>,
    /// Forget what is said there
    #[arg(long, value_name = "FIELD", value_delimiter = ',')]
    clear: Vec<Field>,
    /// Only say what would change
    #[arg(short = 'n', long)]
    dry_run: bool,
}

/// What may be missing from a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Field {
    /// The profile
    Profile,
    /// The region
    Region,
    /// The key that it replaces
    Supersedes,
    /// The cloud account
    Account,
    /// The RAM user
    User,
}

/// A line of printable characters.
fn plain(text: &str) -> Result<String, &'static str> {
    let is_bad = text.is_empty() || text.len() > 254 || text.chars().any(|c| is_unprintable(c) || c.is_control());
    if is_bad { Err("use 1 to 254 printable characters") } else { Ok(text.to_owned()) }
}

/// Runs the verb.
///
/// # Errors
/// When there is no such record, or nothing to change.
pub fn run(args: &EditArgs, context: &Context) -> Result<(), Failure> {
    edit(args, context).map_err(|failure| failure.unchanged("the ledger is as it was"))
}

fn edit(args: &EditArgs, context: &Context) -> Result<(), Failure> {
    check_dates(args.created, args.rotate_every, context.today())?;
    args.refuse_nothing()?;
    if args.dry_run {
        let mut record = context.vault()?.record(&args.name)?;
        let changes = args.apply(&mut record)?;
        return report(context, &Edited { name: args.name.clone(), changes, done: false });
    }
    let ledger = context.lock_ledger()?;
    let mut record = ledger.vault().record(&args.name)?;
    let changes = args.apply(&mut record)?;
    if !changes.is_empty() {
        let fields = changes.iter().map(|change| change.field).collect::<Vec<_>>().join(", ");
        record.history.note(context.clock.now(), What::Edited, &[("fields", &fields)]);
        let _shield = shield();
        ledger.save(&record)?;
    }
    report(context, &Edited { name: args.name.clone(), changes, done: true })
        .map_err(|failure| failure.unchanged("the record is changed; only the report is missing"))
}

impl EditArgs {
    fn refuse_nothing(&self) -> Result<(), Failure> {
        let sets = [
            self.holder.is_some(),
            self.created.is_some(),
            self.rotate_every.is_some(),
            self.profile.is_some(),
            self.region.is_some(),
            self.supersedes.is_some(),
            self.account.is_some(),
            self.user.is_some(),
            !self.clear.is_empty(),
        ];
        if sets.contains(&true) {
            return Ok(());
        }
        Err(Failure::new(Kind::Usage, "nothing to change was given").next("give an option, such as --rotate-every 60d"))
    }

    /// Makes the changes, and tells them.
    fn apply(&self, record: &mut Record) -> Result<Vec<Change>, Failure> {
        let before = facts(record);
        for field in &self.clear {
            match field {
                Field::Profile => record.profile = None,
                Field::Region => record.region = None,
                Field::Supersedes => record.supersedes = None,
                Field::Account => record.account = None,
                Field::User => record.user = None,
            }
        }
        set(&mut record.holder, self.holder.as_ref());
        set(&mut record.created, self.created.as_ref());
        set(&mut record.rotate_every, self.rotate_every.as_ref());
        record.rotate_by = record.created.plus(record.rotate_every);
        set_some(&mut record.profile, self.profile.as_ref());
        set_some(&mut record.region, self.region.as_ref());
        set_some(&mut record.supersedes, self.supersedes.as_ref());
        set_some(&mut record.account, self.account.as_ref());
        set_some(&mut record.user, self.user.as_ref());
        if record.supersedes.is_some() && record.supersedes == record.access_key_id {
            return Err(Failure::new(Kind::Usage, "a key does not replace itself")
                .next("give --supersedes the old AccessKey ID"));
        }
        let pairs = before.into_iter().zip(facts(record));
        let changed = pairs.filter(|((_, old), (_, new))| old != new);
        Ok(changed.map(|((field, old), (_, new))| Change { field, old, new }).collect())
    }
}

fn set<T: Clone>(place: &mut T, value: Option<&T>) {
    if let Some(value) = value {
        place.clone_from(value);
    }
}

fn set_some<T: Clone>(place: &mut Option<T>, value: Option<&T>) {
    if value.is_some() {
        *place = value.cloned();
    }
}

/// What can be changed, as it is shown.
fn facts(record: &Record) -> [(&'static str, Option<String>); 9] {
    [
        ("holder", Some(record.holder.to_string())),
        ("created", Some(record.created.to_string())),
        ("rotate every", Some(record.rotate_every.to_string())),
        ("rotate by", Some(record.rotate_by.to_string())),
        ("profile", record.profile.as_ref().map(ToString::to_string)),
        ("region", record.region.as_ref().map(ToString::to_string)),
        ("supersedes", record.supersedes.as_ref().map(AccessKeyId::masked)),
        ("account", record.account.clone()),
        ("user", record.user.clone()),
    ]
}

struct Change {
    field: &'static str,
    old: Option<String>,
    new: Option<String>,
}

struct Edited {
    name: Name,
    changes: Vec<Change>,
    done: bool,
}

impl Report for Edited {
    fn human(&self, page: &mut Page) {
        if self.changes.is_empty() {
            page.line(&format!("`{}` says so already.", self.name));
            return;
        }
        page.line(&format!("{} `{}`", if self.done { "Changed" } else { "Would change" }, self.name));
        for Change { field, old, new } in &self.changes {
            let nothing = "(nothing)";
            let change = format!("{} -> {}", old.as_deref().unwrap_or(nothing), new.as_deref().unwrap_or(nothing));
            page.field(field, Some(&change));
        }
    }

    fn json(&self) -> Value {
        let change = |change: &Change| json!({ "field": change.field, "old": change.old, "new": change.new });
        let changes: Vec<Value> = self.changes.iter().map(change).collect();
        json!({ "name": self.name.as_str(), "changes": changes, "edited": self.done && !self.changes.is_empty() })
    }
}

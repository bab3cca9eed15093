//! `show`: all that the ledger knows of one key, and, if somebody at a terminal says so, its secret.
//!
//! A reveal is noted in the history before the first letter of the secret is written, and without
//! a terminal to ask on there is none.

use clap::Args;
use serde_json::{Value, json};

use super::{report, warn_of_break};
use crate::context::Context;
use crate::domain::{AccessKey, AccessKeyId, Day, HostLabel, Name, ProfileName, Region};
use crate::failure::{Failure, Kind as FailureKind};
use crate::interrupt::shield;
use crate::opening::KeyArgs;
use crate::output::{Page, Report};
use crate::unlocking;
use crate::vault::{Event, Kind, Record, What};

/// Show what the ledger knows of one AccessKey
#[derive(Debug, Args)]
pub struct ShowArgs {
    /// The record
    #[arg(value_parser = Name::new)]
    name: Name,
    /// Show the secret too, once somebody at the terminal has agreed; it is noted in the history
    #[arg(long)]
    reveal: bool,
    #[command(flatten)]
    keys: KeyArgs,
}

/// Runs the verb.
///
/// # Errors
/// When there is no such record, or it cannot be read; for a reveal, when nobody agrees, or its
/// secret does not open.
pub fn run(args: &ShowArgs, context: &Context) -> Result<(), Failure> {
    if !args.reveal {
        args.keys.refuse_without("--reveal")?;
    }
    let record = context.vault()?.record(&args.name)?;
    warn_of_break(&record, context);
    let (record, revealed) = if args.reveal { reveal(&record, args, context)? } else { (record, None) };
    report(context, &Shown { record, revealed, today: context.today() }).map_err(|failure| {
        if args.reveal { failure.unchanged("the reveal is noted; only the report is missing") } else { failure }
    })
}

/// Opens the secret and notes it.
fn reveal(record: &Record, args: &ShowArgs, context: &Context) -> Result<(Record, Option<AccessKey>), Failure> {
    record.check_sealed()?;
    agree(record, context)?;
    let key = unlocking::access_key(record, &args.keys, context)?;
    let ledger = context.lock_ledger()?;
    let mut noted = ledger.vault().record(&record.name)?;
    noted.history.note(context.clock.now(), What::Revealed, &[("by", &context.places.issuer())]);
    let _shield = shield();
    ledger.save(&noted)?;
    Ok((noted, Some(key)))
}

/// The secret goes to eyes: what is piped away stays where nobody looks after it.
fn agree(record: &Record, context: &Context) -> Result<(), Failure> {
    let otherwise = "a program gets the secret from `akvault exec` or `akvault credential-process`";
    if !context.output.is_terminal() {
        let what = "a secret is revealed on a terminal alone, and standard output is none";
        return Err(Failure::new(FailureKind::NoTerminal, what).next(otherwise));
    }
    let masked = record.masked_id().unwrap_or_default();
    let question = format!("The secret of `{}` ({masked}) is going to be written to this terminal.", record.name);
    context.confirm(&question, record.name.as_str(), otherwise)
}

struct Shown {
    record: Record,
    revealed: Option<AccessKey>,
    today: Day,
}

impl Shown {
    /// Whole only beside its secret.
    fn id(&self) -> Option<String> {
        self.revealed.as_ref().map(|key| key.id.to_string()).or_else(|| self.record.masked_id())
    }

    fn rotation(&self) -> Value {
        self.record.rotation.steps().map(|(step, day)| (step.as_str().to_owned(), json!(day.to_string()))).collect()
    }

    fn secret(&self) -> Option<&str> {
        let hidden = self.record.is_kept().then_some("**** (kept in the vault)");
        self.revealed.as_ref().map(|key| key.secret.expose()).or(hidden)
    }
}

impl Report for Shown {
    fn human(&self, page: &mut Page) {
        let record = &self.record;
        page.field("name", Some(record.name.as_str()));
        page.field("access key id", self.id().as_deref());
        page.field("secret", self.secret());
        page.field("kind", Some(record.kind.as_str()).filter(|_| record.kind != Kind::AccessKey));
        page.field("holder", Some(record.holder.as_str()));
        page.field("issuer", Some(&record.issuer));
        page.field("state", Some(record.state()));
        page.field(
            "created",
            Some(&format!("{} ({} days ago)", record.created, self.today.days_since(record.created))),
        );
        page.field("rotate by", Some(&format!("{} ({})", record.rotate_by, record.standing(self.today))));
        page.field("rotate every", Some(&record.rotate_every.to_string()));
        page.field("supersedes", record.supersedes.as_ref().map(AccessKeyId::masked).as_deref());
        page.field("profile", record.profile.as_ref().map(ProfileName::as_str));
        page.field("region", record.region.as_ref().map(Region::as_str));
        page.field("account", record.account.as_deref());
        page.field("user", record.user.as_deref());
        page.field("last used", record.last_used.map(|day| day.to_string()).as_deref());
        for (step, day) in record.rotation.steps() {
            page.field("rotation", Some(&format!("{} {day}", step.reached())));
        }
        for bundle in &record.bundles {
            let line =
                format!("{} sealed {}, install before {}", bundle.short_id(), bundle.sealed, bundle.install_before);
            page.field("bundle", Some(&line));
        }
        for receipt in &record.receipts {
            let host = receipt.host.as_ref().map_or("an unnamed host", HostLabel::as_str);
            page.field("receipt", Some(&format!("from {host}, {}", receipt.day)));
        }
        for place in &record.installed {
            page.field("installed", Some(&format!("{} for {}, {}", place.path.display(), place.client, place.day)));
        }
        for event in record.history.events() {
            page.field("history", Some(&describe(event)));
        }
    }

    fn json(&self) -> Value {
        let record = &self.record;
        let bundles = record.bundles.iter().map(|bundle| {
            json!({ "id": bundle.short_id(), "long_id": bundle.id, "sealed": bundle.sealed.to_string(),
                    "install_before": bundle.install_before.to_string() })
        });
        let receipts = record.receipts.iter().map(|receipt| {
            json!({ "long_id": receipt.bundle, "host": receipt.host.as_ref().map(HostLabel::as_str),
                    "day": receipt.day.to_string() })
        });
        let installed = record.installed.iter().map(|place| {
            json!({ "client": place.client, "path": place.path.to_string_lossy(),
                    "profile": place.profile.as_ref().map(ProfileName::as_str), "day": place.day.to_string() })
        });
        json!({
            "name": record.name.as_str(),
            "kind": record.kind.as_str(),
            "access_key_id": self.id(),
            "access_key_secret": self.revealed.as_ref().map(|key| key.secret.expose()),
            "secret_kept": record.is_kept(),
            "holder": record.holder.as_str(),
            "issuer": record.issuer,
            "state": record.state(),
            "created": record.created.to_string(),
            "rotate_every": record.rotate_every.to_string(),
            "rotate_by": record.rotate_by.to_string(),
            "due": record.standing(self.today).as_str(),
            "supersedes": record.supersedes.as_ref().map(AccessKeyId::masked),
            "profile": record.profile.as_ref().map(ProfileName::as_str),
            "region": record.region.as_ref().map(Region::as_str),
            "account": record.account,
            "user": record.user,
            "last_used": record.last_used.map(|day| day.to_string()),
            "rotation": self.rotation(),
            "bundles": bundles.collect::<Vec<_>>(),
            "receipts": receipts.collect::<Vec<_>>(),
            "installed": installed.collect::<Vec<_>>(),
            "history": record.history.events().iter().map(member).collect::<Vec<_>>(),
            "history_intact": record.history_breaks_at().is_none(),
        })
    }
}

fn describe(event: &Event) -> String {
    let facts = event.facts.iter().map(|(key, value)| format!("{key} {value}"));
    let words: Vec<String> = std::iter::once(format!("{} {}", event.at, event.event)).chain(facts).collect();
    words.join(", ")
}

fn member(event: &Event) -> Value {
    json!({ "at": event.at, "event": event.event, "facts": event.facts })
}

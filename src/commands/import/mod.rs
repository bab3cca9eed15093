//! `import`: what the cloud tells of users and keys against what the ledger knows.
//!
//! Facts go into the ledger: when a key was created, and used last. What only a person can judge is listed.
//! The credential report holds no AccessKey ids, so its keys are told apart by user and day, and where
//! that is not clear, nothing is changed.

mod compare;
mod report;
mod told;

use std::path::PathBuf;

use clap::{ArgGroup, Args};

use self::compare::{Compared, Update};
use self::told::{Change, Imported};
use crate::context::Context;
use crate::domain::{AccessKeyId, Day, Days};
use crate::failure::{Failure, Kind};
use crate::intake::report::{self as cloud, ListedKey, Oddity, Read, User};
use crate::interrupt::shield;
use crate::opening::is_dash;
use crate::private_file::{read_file, read_stdin};
use crate::secret::Secret;
use crate::vault::{Record, Vault, What};
use crate::verdict::Verdict;

/// Compare what the cloud tells of its users and keys with the ledger
///
/// REPORT is the RAM credential report (CSV). What it tells of a key goes into the ledger; what needs
/// somebody's attention is listed, and the exit code is then 22. What is found: root-key, no-mfa,
/// password-old, key-old, key-unused, unknown-key (it never came through akvault), ambiguous-key,
/// not-in-report, still-active (the ledger says disabled or deleted), inactive.
#[derive(Debug, Args)]
#[command(group = ArgGroup::new("source").required(true))]
pub struct ImportArgs {
    /// The credential report of the RAM console, or of GetCredentialReport: its answer, the Content in it, or that decoded
    /// (- for standard input)
    #[arg(group = "source")]
    report: Option<PathBuf>,
    /// Read answers of ListAccessKeys from FILE (- for standard input)
    #[arg(long, value_name = "FILE", group = "source")]
    list_access_keys: Option<PathBuf>,
    /// Read an answer of GetAccessKeyLastUsed from FILE (- for standard input); --id says of which key
    #[arg(long, value_name = "FILE", group = "source", requires = "id")]
    last_used: Option<PathBuf>,
    /// The RAM user whose keys were listed
    #[arg(long, value_name = "USER", conflicts_with_all = ["report", "last_used"])]
    user: Option<String>,
    /// The key whose last use was asked for: its whole AccessKey ID
    #[arg(long, value_name = "AKID", value_parser = AccessKeyId::new, conflicts_with_all = ["report", "list_access_keys"])]
    id: Option<AccessKeyId>,
    /// When the cloud told this (UTC) [default: today]
    #[arg(long, value_name = "DATE", value_parser = Day::parse)]
    date: Option<Day>,
    /// Only say what would change
    #[arg(short = 'n', long)]
    dry_run: bool,
}

/// The largest report, in bytes: some 50,000 users.
const CAP: usize = 16 << 20;

/// What was read.
enum Told {
    Report(Vec<User>),
    Keys(Vec<ListedKey>),
    LastUsed {
        id: AccessKeyId,
        day: Option<Day>,
        /// Not where the day was not understood.
        tells_use: bool,
    },
}

impl Told {
    /// Nothing was used after it was told; clocks may be a day apart. Such a use would stand in the ledger for ever,
    /// which keeps the newest.
    fn drop_future(&mut self, latest: Day, oddities: &mut Vec<Oddity>) {
        let mut drop = |day: &mut Option<Day>, line, column| {
            if day.is_some_and(|day| day > latest) {
                *day = None;
                oddities.push(Oddity { line, column, what: "this day is later than the report" });
                return true;
            }
            false
        };
        match self {
            Self::Report(users) => {
                for user in users {
                    for key in &mut user.keys {
                        key.tells_use &= !drop(&mut key.last_used, user.line, format!("{}_last_used", key.column));
                    }
                }
            }
            Self::LastUsed { day, tells_use, .. } => *tells_use &= !drop(day, 1, "LastUsedDate".to_owned()),
            Self::Keys(_) => {}
        }
    }
}

/// Runs the verb.
///
/// # Errors
/// When the file is none of these, or the ledger cannot be read or changed.
pub fn run(args: &ImportArgs, context: &Context) -> Result<Verdict, Failure> {
    import(args, context).map_err(|failure| failure.unchanged("the ledger is as it was"))
}

fn import(args: &ImportArgs, context: &Context) -> Result<Verdict, Failure> {
    let on = args.date.unwrap_or_else(|| context.today());
    if on > context.today() {
        return Err(Failure::new(Kind::Usage, "the cloud cannot have told this on a day that is still to come")
            .next("check --date and the clock"));
    }
    let (mut told, mut oddities) = args.read()?;
    told.drop_future(on.plus(Days::ONE), &mut oddities);
    let (compared, changes) = if args.dry_run {
        let compared = args.compare(&told, &context.vault()?, on)?;
        let changes = compared.updates.iter().flat_map(|(record, update)| update.changes(record, on)).collect();
        (compared, changes)
    } else {
        apply(args, &told, on, context)?
    };
    let is_clean = compared.findings.is_empty();
    let imported = Imported { changes, findings: compared.findings, oddities, done: !args.dry_run };
    super::report(context, &imported)
        .map_err(|failure| failure.unchanged("what was told is in the ledger; only the report is missing"))?;
    Ok(if is_clean { Verdict::Done } else { Verdict::Drift })
}

impl ImportArgs {
    fn read(&self) -> Result<(Told, Vec<Oddity>), Failure> {
        if let (Some(path), Some(id)) = (&self.last_used, &self.id) {
            let Read { read, oddities } = cloud::last_used(&bytes(path)?)?;
            return Ok((Told::LastUsed { id: id.clone(), day: read, tells_use: oddities.is_empty() }, oddities));
        }
        if let Some(path) = &self.list_access_keys {
            let Read { read, oddities } = cloud::listed_keys(&bytes(path)?)?;
            return Ok((Told::Keys(read), oddities));
        }
        let missing = || Failure::new(Kind::Usage, "there is nothing to import").next("name the credential report");
        let Read { read, oddities } = cloud::credential_report(&bytes(self.report.as_ref().ok_or_else(missing)?)?)?;
        Ok((Told::Report(read), oddities))
    }

    fn compare(&self, told: &Told, vault: &Vault, on: Day) -> Result<Compared, Failure> {
        let records = vault.find(|record| record.access_key_id.is_some())?;
        Ok(match told {
            Told::Report(users) => report::compare(users, records, on),
            Told::Keys(keys) => compare::keys(keys, self.user.as_deref(), records, on),
            Told::LastUsed { id, day, tells_use } => {
                compare::last_used(id, *day, *tells_use, records, on).ok_or_else(|| {
                    Failure::new(Kind::NotFound, format!("the ledger does not know {}", id.masked())).next("check --id")
                })?
            }
        })
    }
}

fn bytes(path: &std::path::Path) -> Result<Secret<[u8]>, Failure> {
    Ok(if is_dash(path) { read_stdin(CAP)? } else { read_file(path, CAP)? })
}

/// Under the lock, so that what is compared is what is changed. Each record is for itself: a run that is
/// interrupted is done again.
fn apply(args: &ImportArgs, told: &Told, on: Day, context: &Context) -> Result<(Compared, Vec<Change>), Failure> {
    let ledger = context.lock_ledger()?;
    let mut compared = args.compare(told, ledger.vault(), on)?;
    let (mut all, mut done) = (Vec::new(), "the ledger is as it was");
    for (record, update) in &mut compared.updates {
        let changes = update.changes(record, on);
        if changes.is_empty() && record.used_checked >= Some(on) {
            continue;
        }
        note(record, update, &changes, on, context);
        let _shield = shield();
        let saved = ledger.save(record).map_err(Failure::from);
        saved.map_err(|failure| failure.while_doing(&format!("`{}`", record.name)).unchanged(done))?;
        done = "each record is wholly old or wholly new";
        all.extend(changes);
    }
    Ok((compared, all))
}

/// That the cloud was asked once more is no event.
fn note(record: &mut Record, update: &Update, changes: &[Change], on: Day, context: &Context) {
    update.apply(record, on);
    if !changes.is_empty() {
        let fields = changes.iter().map(|change| change.field).collect::<Vec<_>>().join(", ");
        let facts = [("fields", fields.as_str()), ("day", &on.to_string())];
        record.history.note(context.clock.now(), What::Imported, &facts);
    }
}

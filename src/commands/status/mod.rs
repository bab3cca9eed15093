//! `status`: what is due, and what comes next. It reads the ledger, needs no passphrase, and changes no record.

mod calendar;
mod monitored;
mod next;
mod one;
mod passwords;
mod told;
mod written;

use std::path::PathBuf;

use clap::Args;
use clap::builder::PossibleValuesParser;

use self::passwords::Passwords;
use self::told::Told;
use super::{report, warn_of_nobody};
use crate::context::Context;
use crate::domain::{Day, Days, Holder, Name, Standing};
use crate::failure::{Failure, Kind};
use crate::vault::{Record, Row, Rows, STATES, Vault};
use crate::verdict::Verdict;

/// Show what is due: each key, where it is, its age, its deadline and the next step
///
/// The most urgent comes first. The exit code tells the worst of what is shown: 0, 20 (due soon), 21 (overdue), or 22 when
/// nothing of that is known, and a record cannot be read. Console passwords that are due count as well.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  akvault status --due 30d
  akvault status alice
  akvault status --nagios")]
pub struct StatusArgs {
    /// This record alone, in detail
    #[arg(value_parser = Name::new)]
    name: Option<Name>,
    /// Only what is overdue or due within this time, such as 30d or 4w [default: all, and 14d counts as soon]
    #[arg(long, value_name = "DAYS", value_parser = Days::parse)]
    due: Option<Days>,
    /// Only those of this holder
    #[arg(long = "for", alias = "holder", value_name = "HOLDER", value_parser = Holder::new)]
    holder: Option<Holder>,
    /// Only those in this state
    #[arg(long, value_name = "STATE", value_parser = PossibleValuesParser::new(STATES))]
    state: Option<String>,
    /// Write a table for spreadsheets
    #[arg(long)]
    csv: bool,
    /// One line for a monitoring system, with its exit codes: 0 ok, 1 due soon, 2 overdue, 3 unknown
    #[arg(long)]
    nagios: bool,
    /// A few lines to greet whoever logs in; nothing when nothing is due
    #[arg(long)]
    motd: bool,
    /// Write metrics for Prometheus' textfile collector, readable by everyone; `-` is standard output
    #[arg(long, value_name = "FILE")]
    prometheus: Option<PathBuf>,
    /// Write the deadlines as a calendar with alarms, which an import updates; `-` is standard output
    #[arg(long, value_name = "FILE")]
    ics: Option<PathBuf>,
}

impl StatusArgs {
    fn refuse_two_outputs(&self, context: &Context) -> Result<(), Failure> {
        let is_output = |file: &Option<PathBuf>| file.as_ref().is_some_and(|file| file.as_os_str() == "-");
        let outputs = [
            ("--json", context.output.is_json()),
            ("--csv", self.csv),
            ("--nagios", self.nagios),
            ("--motd", self.motd),
            ("--prometheus -", is_output(&self.prometheus)),
            ("--ics -", is_output(&self.ics)),
        ];
        let given: Vec<&str> = outputs.into_iter().filter(|(_, is_given)| *is_given).map(|(name, _)| name).collect();
        if given.len() < 2 {
            return Ok(());
        }
        let message = format!("{} are different outputs", given.join(" and "));
        Err(Failure::new(Kind::Usage, message).next("give one of them"))
    }

    /// `--due` alone changes what counts as soon for those who watch: they are told all.
    fn is_watched(&self) -> bool {
        self.nagios || self.motd || self.prometheus.is_some() || self.ics.is_some()
    }

    fn is_filter(&self) -> bool {
        self.holder.is_some() || self.state.is_some() || (self.due.is_some() && !self.is_watched())
    }

    fn wants(&self, row: &Row<'_>, reckoning: Reckoning) -> bool {
        self.holder.as_ref().is_none_or(|holder| holder.is_called(row.holder))
            && self.state.as_ref().is_none_or(|state| row.state == state)
            && (self.due.is_none() || self.is_watched() || reckoning.standing(row) != Standing::Fresh)
    }
}

/// Runs the verb.
///
/// # Errors
/// When the ledger cannot be read, or there is no such record, or a file not be written. A single record that
/// cannot be read is a warning.
pub fn run(args: &StatusArgs, context: &Context) -> Result<Verdict, Failure> {
    args.refuse_two_outputs(context)?;
    let vault = context.vault()?;
    let record = args.name.as_ref().map(|name| vault.record(name)).transpose()?;
    let rows = record.as_ref().map_or_else(|| vault.rows_to_show(), |record| Ok(Rows::of(record)))?;
    for fault in rows.faults() {
        context.output.warn(&fault.to_string());
    }
    let of_nobody = args.holder.clone().filter(|holder| record.is_none() && !rows.know(holder));
    // A monitoring system is told in its own way, and a greeting says nothing where nothing is due.
    if let Some(holder) = of_nobody.as_ref().filter(|_| !args.nagios && !args.motd) {
        warn_of_nobody(holder, &rows, context);
    }
    let reckoning = Reckoning::new(args, &vault, context);
    let mut told = Told::new(rows, reckoning, |row| record.is_some() || args.wants(row, reckoning));
    if record.is_some() {
        told.superseded = told::superseded(&vault.rows()?);
    }
    told.nowhere = (!vault.exists()?).then(|| vault.home().to_owned());
    told.is_filtered = args.is_filter();
    told.of_nobody = of_nobody;
    if record.is_none() && !told.is_filtered {
        told.passwords = Passwords::of(&vault, reckoning, context)?;
    }
    told.warn_of_the_future(context);
    if record.is_none() {
        told.warn_of_broken_histories(context);
    }
    tell(args, &told, record.as_ref(), context)
}

fn tell(args: &StatusArgs, told: &Told, record: Option<&Record>, context: &Context) -> Result<Verdict, Failure> {
    let text = |text: &str| context.output.text(text).map_err(|error| Failure::output(&error));
    let files = written::files(args, told, context)?;
    if args.nagios {
        let (state, line) = monitored::plugin(told);
        text(&line)?;
        return Ok(Verdict::Plugin(state));
    }
    match record {
        _ if args.motd => text(&monitored::motd(told))?,
        _ if args.csv => text(&told.csv())?,
        _ if files && !context.output.is_json() => {}
        Some(record) => one::tell(record, told, context)?,
        None => report(context, told)?,
    }
    Ok(told.verdict())
}

/// How deadlines are judged.
#[derive(Debug, Clone, Copy)]
struct Reckoning {
    today: Day,
    soon: Days,
    went_back: bool,
}

impl Reckoning {
    fn new(args: &StatusArgs, vault: &Vault, context: &Context) -> Self {
        let (now, seen) = (context.today(), vault.reckon_from(context.today()));
        if seen.went_back {
            let file = vault.last_seen_file();
            context.output.warn(&format!(
                "the clock says {now}, but it was {} before: deadlines are reckoned from that day; if it was never so, remove `{}`",
                seen.day,
                file.display()
            ));
        }
        Self { today: seen.day, soon: args.due.unwrap_or(Days::WARNING), went_back: seen.went_back }
    }

    fn days_left(self, row: &Row<'_>) -> Option<i64> {
        row.deadline().map(|deadline| deadline.days_since(self.today))
    }

    fn standing(self, row: &Row<'_>) -> Standing {
        self.days_left(row).map_or(Standing::Fresh, |left| Standing::within(self.soon, left))
    }

    fn age(self, row: &Row<'_>) -> i64 {
        self.today.days_since(row.created)
    }
}

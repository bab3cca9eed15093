//! `status`: what is due, and what comes next. It reads the ledger, needs no passphrase, and changes no record.

mod next;
mod one;
mod told;

use clap::Args;
use clap::builder::PossibleValuesParser;

use self::told::Told;
use super::report;
use crate::context::Context;
use crate::domain::{Day, Days, Holder, Name, Standing};
use crate::failure::{Failure, Kind};
use crate::vault::{Row, STATES, Vault};
use crate::verdict::Verdict;

/// Show what is due: each key, where it is, its age, its deadline and the next step
///
/// The most urgent comes first. The exit code tells the worst of what is shown: 0, 20 (due soon) or 21 (overdue).
#[derive(Debug, Args)]
pub struct StatusArgs {
    /// This record alone, in detail
    #[arg(value_parser = Name::new)]
    name: Option<Name>,
    /// Only what is overdue or due within this time, such as 30d or 4w [default: all, and 14d counts as soon]
    #[arg(long, value_name = "TIME", value_parser = Days::parse)]
    due: Option<Days>,
    /// Only those of this holder
    #[arg(long, value_name = "HOLDER", value_parser = Holder::new)]
    holder: Option<Holder>,
    /// Only those in this state
    #[arg(long, value_name = "STATE", value_parser = PossibleValuesParser::new(STATES))]
    state: Option<String>,
    /// Write a table for spreadsheets
    #[arg(long)]
    csv: bool,
}

impl StatusArgs {
    fn refuse_two_outputs(&self, context: &Context) -> Result<(), Failure> {
        if self.csv && context.output.is_json() {
            return Err(
                Failure::new(Kind::Usage, "--csv and --json are two different outputs").next("give one of them")
            );
        }
        Ok(())
    }

    fn wants(&self, row: &Row<'_>, reckoning: Reckoning) -> bool {
        self.holder.as_ref().is_none_or(|holder| row.holder == holder.as_str())
            && self.state.as_ref().is_none_or(|state| row.state == state)
            && (self.due.is_none() || reckoning.standing(row) != Standing::Fresh)
    }
}

/// Runs the verb.
///
/// # Errors
/// When the ledger cannot be read, or there is no such record. A single record that cannot be read is a warning.
pub fn run(args: &StatusArgs, context: &Context) -> Result<Verdict, Failure> {
    args.refuse_two_outputs(context)?;
    let vault = context.vault()?;
    let reckoning = Reckoning::new(args, &vault, context);
    if let Some(name) = &args.name {
        return one::run(name, args.csv, reckoning, context);
    }
    let rows = vault.rows()?;
    for fault in rows.faults() {
        context.output.warn(&fault.to_string());
    }
    let told = Told::new(rows, reckoning, |row| args.wants(row, reckoning));
    told.warn_of_the_future(context);
    tell(&told, args.csv, context)?;
    Ok(told.verdict())
}

fn tell(told: &Told, csv: bool, context: &Context) -> Result<(), Failure> {
    if csv {
        return context.output.text(&told.csv()).map_err(|error| Failure::output(&error));
    }
    report(context, told)
}

/// How deadlines are judged.
#[derive(Debug, Clone, Copy)]
struct Reckoning {
    today: Day,
    soon: Days,
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
        Self { today: seen.day, soon: args.due.unwrap_or(Days::WARNING) }
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

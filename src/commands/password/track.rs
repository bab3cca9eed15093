//! `password track`: note when a password was changed, to know when it must be again. Days only.

use clap::Args;
use serde_json::{Value, json};

use crate::commands::report;
use crate::context::Context;
use crate::cursor::Values;
use crate::domain::{Day, Days, Name};
use crate::failure::{Failure, Kind};
use crate::interrupt::shield;
use crate::output::{Page, Report};
use crate::vault::TrackedPassword;

/// Note the day on which a password was changed
#[derive(Debug, Args)]
pub(super) struct TrackArgs {
    /// What the password is called here, such as the name of its user
    #[arg(value_parser = Name::new, add = Values::Password)]
    name: Name,
    /// The day (UTC) [default: today]
    #[arg(long, value_name = "DATE", value_parser = Day::parse)]
    changed: Option<Day>,
    /// Change it again after so long
    #[arg(long, value_name = "DAYS", value_parser = Days::parse, default_value = "90d")]
    rotate_every: Days,
}

/// Runs the verb.
///
/// # Errors
/// When the day is none, or the record cannot be written.
pub(super) fn run(args: &TrackArgs, context: &Context) -> Result<(), Failure> {
    track(args, context).map_err(|failure| failure.unchanged("the ledger is as it was"))
}

fn track(args: &TrackArgs, context: &Context) -> Result<(), Failure> {
    args.check(context.today())?;
    let changed = args.changed.unwrap_or_else(|| context.today());
    let password = TrackedPassword { name: args.name.clone(), changed, rotate_every: args.rotate_every };
    let ledger = context.lock_ledger()?;
    {
        let _shield = shield();
        ledger.save_password(&password)?;
    }
    report(context, &Tracked { password })
        .map_err(|failure| failure.unchanged("the day is noted; only the report is missing"))
}

impl TrackArgs {
    /// Days that no password has.
    fn check(&self, today: Day) -> Result<(), Failure> {
        let (what, next) = if self.rotate_every.count() == 0 {
            ("a password that is changed after 0 days is never used", "give --rotate-every 90d")
        } else if self.changed.is_some_and(|day| day.is_to_come(today)) {
            ("the password cannot have been changed in the future", "check --changed and the clock")
        } else {
            return Ok(());
        };
        Err(Failure::new(Kind::Usage, what).next(next))
    }
}

struct Tracked {
    password: TrackedPassword,
}

impl Report for Tracked {
    fn human(&self, page: &mut Page) {
        let TrackedPassword { name, changed, .. } = &self.password;
        page.line(&format!("`{name}` was changed on {changed}; change it again by {}", self.password.rotate_by()));
    }

    fn json(&self) -> Value {
        json!({
            "name": self.password.name.as_str(),
            "changed": self.password.changed.to_string(),
            "rotate_by": self.password.rotate_by().to_string(),
        })
    }
}

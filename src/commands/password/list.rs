//! `password list`: which passwords must be changed, and when.

use clap::Args;
use serde_json::{Value, json};

use crate::commands::report;
use crate::context::Context;
use crate::domain::{Day, Standing, Urgent};
use crate::failure::Failure;
use crate::output::{Page, Report};
use crate::vault::TrackedPassword;
use crate::verdict::Verdict;

/// List the passwords whose changes are noted
///
/// The exit code tells the worst of them: 0, 20 (due within 14 days), 21 (overdue), or 22 when nothing of that is known,
/// and a record cannot be read.
#[derive(Debug, Args)]
pub(super) struct ListArgs {}

/// Runs the verb.
///
/// # Errors
/// When the ledger cannot be read. A single record that cannot be read is a warning.
pub(super) fn run(_args: &ListArgs, context: &Context) -> Result<Verdict, Failure> {
    let mut list = List { passwords: Vec::new(), unreadable: Vec::new(), today: context.today() };
    for password in context.vault()?.passwords()? {
        match password {
            Ok(password) => list.passwords.push(password),
            Err(fault) => {
                context.output.warn(&fault.to_string());
                list.unreadable.push(fault.to_string());
            }
        }
    }
    report(context, &list)?;
    Ok(list.verdict())
}

struct List {
    passwords: Vec<TrackedPassword>,
    unreadable: Vec<String>,
    today: Day,
}

impl List {
    fn standing(&self, password: &TrackedPassword) -> Standing {
        Standing::of(password.rotate_by(), self.today)
    }

    fn verdict(&self) -> Verdict {
        let mut urgent = Urgent::default();
        self.passwords.iter().for_each(|password| urgent.count(self.standing(password)));
        Verdict::of_deadlines(urgent.overdue, urgent.soon, self.unreadable.len())
    }
}

impl Report for List {
    fn human(&self, page: &mut Page) {
        if self.passwords.is_empty() {
            page.line("No password is tracked. `akvault password track NAME` notes the first.");
            return;
        }
        let row = |password: &TrackedPassword| {
            vec![
                password.name.to_string(),
                password.changed.to_string(),
                password.rotate_by().to_string(),
                self.standing(password).to_string(),
            ]
        };
        let rows: Vec<Vec<String>> = self.passwords.iter().map(row).collect();
        page.table(&["NAME", "CHANGED", "CHANGE BY", "DUE"], &rows);
    }

    fn json(&self) -> Value {
        let member = |password: &TrackedPassword| {
            json!({
                "name": password.name.as_str(),
                "changed": password.changed.to_string(),
                "rotate_by": password.rotate_by().to_string(),
                "due": self.standing(password).as_str(),
            })
        };
        json!({ "passwords": self.passwords.iter().map(member).collect::<Vec<_>>(), "unreadable": self.unreadable })
    }
}

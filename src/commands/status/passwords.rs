//! Console passwords that must be changed: `status` counts them, `akvault password list` tells which.

use serde_json::{Value, json};

use super::Reckoning;
use crate::context::Context;
use crate::domain::{Standing, Urgent};
use crate::failure::Failure;
use crate::vault::Vault;

/// How many, in a ledger that is looked at as a whole.
#[derive(Debug, Default)]
pub(super) struct Passwords(pub(super) Urgent);

impl Passwords {
    /// A single record that cannot be read is a warning.
    pub(super) fn of(vault: &Vault, reckoning: Reckoning, context: &Context) -> Result<Self, Failure> {
        let mut counted = Self::default();
        for password in vault.passwords()? {
            match password.map(|password| password.rotate_by().days_since(reckoning.today)) {
                Err(fault) => context.output.warn(&fault.to_string()),
                Ok(left) => counted.0.count(Standing::within(reckoning.soon, left)),
            }
        }
        Ok(counted)
    }

    /// `1 console password is overdue`; nothing when none is due.
    pub(super) fn words(&self) -> Option<String> {
        let (count, how) = match (self.0.overdue, self.0.soon) {
            (0, 0) => return None,
            (0, soon) => (soon, "due soon"),
            (overdue, _) => (overdue, "overdue"),
        };
        let many = if count == 1 { "password is" } else { "passwords are" };
        Some(format!("{count} console {many} {how}"))
    }

    pub(super) fn members(&self) -> Value {
        json!({ "overdue": self.0.overdue, "due_soon": self.0.soon })
    }
}

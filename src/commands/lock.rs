//! `lock`: forget the vault's identity, if `unlock` left it in the kernel's keyring.

use clap::Args;
use serde_json::{Value, json};

use super::report;
use crate::context::Context;
use crate::failure::Failure;
use crate::keyring;
use crate::output::{Page, Report};
use crate::unlocking;

/// Lock the vault again, before its time is up
#[derive(Debug, Args)]
pub struct LockArgs {}

/// Runs the verb.
///
/// # Errors
/// When the kernel does not forget it.
pub fn run(_args: &LockArgs, context: &Context) -> Result<(), Failure> {
    let was_unlocked = keyring::forget(&unlocking::keyring_name(context)?)
        .map_err(|error| Failure::from(error).unchanged("the vault is as it was"))?;
    report(context, &Locked { was_unlocked })
        .map_err(|failure| failure.unchanged("the vault is locked; only the report is missing"))
}

struct Locked {
    was_unlocked: bool,
}

impl Report for Locked {
    fn human(&self, page: &mut Page) {
        page.line(if self.was_unlocked { "The vault is locked." } else { "The vault was locked already." });
    }

    fn json(&self) -> Value {
        json!({ "unlocked": false, "was_unlocked": self.was_unlocked })
    }
}

//! `mfa remove`: forget a device, seed and all.

use clap::Args;
use serde_json::{Value, json};

use crate::commands::report;
use crate::context::Context;
use crate::cursor::Values;
use crate::domain::Name;
use crate::failure::Failure;
use crate::interrupt::shield;
use crate::output::{Page, Report};
use crate::vault;

/// Remove an MFA device from the vault, with its seed
///
/// Where it is bound, it stays bound: unbind it there first, or have another way in.
#[derive(Debug, Args)]
pub(super) struct RemoveArgs {
    /// The device
    #[arg(value_parser = Name::new, add = Values::Device)]
    name: Name,
    /// Do not ask
    #[arg(short, long)]
    force: bool,
    /// Only say what would be removed
    #[arg(short = 'n', long)]
    dry_run: bool,
}

/// Runs the verb.
///
/// # Errors
/// When there is no such device, nobody agrees, or it cannot be removed.
pub(super) fn run(args: &RemoveArgs, context: &Context) -> Result<(), Failure> {
    remove(args, context).map_err(|failure| failure.unchanged("the vault is as it was"))
}

fn remove(args: &RemoveArgs, context: &Context) -> Result<(), Failure> {
    context.finish_interrupted()?;
    // A record that cannot be read can still be removed.
    match context.vault()?.device(&args.name) {
        Ok(_) | Err(vault::Error::Record { .. }) => {}
        Err(error) => return Err(error.into()),
    }
    if !args.dry_run {
        if !args.force {
            agree(&args.name, context)?;
        }
        let ledger = context.lock_ledger()?;
        let _shield = shield();
        ledger.remove_device(&args.name)?;
    }
    report(context, &Removed { name: args.name.clone(), done: !args.dry_run })
        .map_err(|failure| failure.unchanged("the device is removed; only the report is missing"))
}

fn agree(name: &Name, context: &Context) -> Result<(), Failure> {
    let question = format!("The seed of `{name}` is going to be gone: whoever is bound to it needs another way in.");
    context.confirm(&question, name.as_str(), "give --force if that is meant")
}

struct Removed {
    name: Name,
    done: bool,
}

impl Report for Removed {
    fn human(&self, page: &mut Page) {
        let verb = if self.done { "Removed" } else { "Would remove" };
        page.line(&format!("{verb} the MFA device `{}` and its seed", self.name));
    }

    fn json(&self) -> Value {
        json!({ "name": self.name.as_str(), "removed": self.done })
    }
}

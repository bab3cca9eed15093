//! `mfa rename`: another name for a device. What is sealed repeats the name, so it is sealed anew.

use clap::Args;
use serde_json::{Value, json};

use super::device::DeviceArgs;
use crate::commands::report;
use crate::context::Context;
use crate::domain::Name;
use crate::failure::Failure;
use crate::interrupt::shield;
use crate::output::{Page, Report};
use crate::vault::What;

/// Give an MFA device another name
#[derive(Debug, Args)]
pub(super) struct RenameArgs {
    #[command(flatten)]
    device: DeviceArgs,
    /// What it is going to be called
    #[arg(value_name = "NEW", value_parser = Name::new)]
    new_name: Name,
}

/// Runs the verb.
///
/// # Errors
/// When there is no such device, the new name is taken, or the seed does not open.
pub(super) fn run(args: &RenameArgs, context: &Context) -> Result<(), Failure> {
    rename(args, context).map_err(|failure| failure.unchanged("the vault is as it was"))
}

fn rename(args: &RenameArgs, context: &Context) -> Result<(), Failure> {
    context.finish_interrupted()?;
    let (device, otpauth) = args.device.open(context)?;
    let ledger = context.lock_ledger()?;
    ledger.refuse_device(&args.new_name)?;
    let recipients = ledger.vault().recipients()?;
    let old = device.name.clone();
    let mut renamed = ledger.vault().device(&old)?.resealed(args.new_name.clone(), &otpauth, &recipients)?;
    renamed.history.note(context.clock.now(), What::Renamed, &[("from", old.as_str())]);
    {
        let _shield = shield();
        ledger.rename_device(&old, &renamed)?;
    }
    report(context, &Renamed { old, new: args.new_name.clone() })
        .map_err(|failure| failure.unchanged("the device is renamed; only the report is missing"))
}

struct Renamed {
    old: Name,
    new: Name,
}

impl Report for Renamed {
    fn human(&self, page: &mut Page) {
        page.line(&format!("`{}` is now called `{}`", self.old, self.new));
    }

    fn json(&self) -> Value {
        json!({ "from": self.old.as_str(), "to": self.new.as_str() })
    }
}

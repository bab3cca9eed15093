//! `install --mfa NAME`: a bundle that holds the seed of an MFA device goes into this machine's vault,
//! as `mfa import` would take it. No config file is touched.

use serde_json::{Value, json};

use super::InstallArgs;
use crate::bundle::PAYLOAD_CAP;
use crate::commands::report;
use crate::context::Context;
use crate::domain::Name;
use crate::failure::{Failure, Kind};
use crate::interrupt::shield;
use crate::mfa::{Found, Otpauth};
use crate::opening::Bundle;
use crate::output::{Page, Report};
use crate::unlocking::sealed_to;
use crate::vault::Device;

/// Keeps the seed.
pub(super) fn run(args: &InstallArgs, name: &Name, context: &Context) -> Result<(), Failure> {
    let path = args.bundle()?;
    args.keys.check_stdin(path)?;
    // Before anything is typed.
    let recipients = context.vault()?.recipients()?;
    let bundle = Bundle::read(path, PAYLOAD_CAP)?;
    args.check_id(&bundle.id)?;
    let plain = bundle.open(&args.keys, context)?;
    let otpauth = Otpauth::of_payload(&plain).ok_or_else(|| {
        Failure::new(Kind::Damaged, "the bundle holds no seed of an MFA device").next("leave --mfa away")
    })?;
    otpauth.oddities().into_iter().for_each(|oddity| context.output.warn(oddity));
    let found = Found { otpauth, serial_number: None };
    let device = Device::new(name.clone(), found, &recipients, context.clock.now())?;
    let kept = Kept {
        name: name.clone(),
        account: device.label.account.clone(),
        sealed: sealed_to(&recipients),
        done: !args.dry_run,
    };
    if !args.dry_run {
        let ledger = context.lock_ledger()?;
        ledger.refuse_device(name)?;
        let _shield = shield();
        ledger.save_devices(&[device])?;
    }
    report(context, &kept).map_err(|failure| failure.unchanged("the device is kept; only the report is missing"))
}

struct Kept {
    name: Name,
    account: String,
    sealed: String,
    done: bool,
}

impl Report for Kept {
    fn human(&self, page: &mut Page) {
        let verb = if self.done { "Keeps" } else { "Would keep" };
        page.line(&format!("{verb} the MFA device `{}` of {}, {}", self.name, self.account, self.sealed));
        page.line(&format!("`akvault mfa code {}` shows its codes. Delete the bundle now.", self.name));
    }

    fn json(&self) -> Value {
        json!({ "name": self.name.as_str(), "account": self.account, "kept": self.done })
    }
}

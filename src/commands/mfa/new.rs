//! `mfa new`: make a seed for a system that takes one. The seed is sealed at once, and not shown.

use clap::Args;
use serde_json::{Value, json};

use super::look::{LookArgs, fields, members};
use crate::commands::report;
use crate::context::Context;
use crate::cursor::Values;
use crate::domain::Name;
use crate::failure::Failure;
use crate::interrupt::shield;
use crate::mfa::{Found, Otpauth, Seed, Token};
use crate::output::{Page, Report};
use crate::secret::Secret;
use crate::unlocking::sealed_to;
use crate::vault::Device;

/// Make a seed, and keep it sealed in the vault
///
/// RAM issues its seeds itself: `aliyun ims CreateVirtualMFADevice` and `akvault mfa import` are for that.
#[derive(Debug, Args)]
pub(super) struct NewArgs {
    /// What the device is called here
    #[arg(value_parser = Name::new, add = Values::Free)]
    name: Name,
    #[command(flatten)]
    look: LookArgs,
    /// The length of the seed: 128 to 512 bits, in whole bytes
    #[arg(long, value_name = "N", default_value = "160", value_parser = bytes)]
    bits: usize,
}

/// RFC 4226 (R6) asks for 128 bits at least.
fn bytes(text: &str) -> Result<usize, &'static str> {
    let bits = text.parse::<usize>().ok().filter(|bits| (128..=512).contains(bits) && bits.is_multiple_of(8));
    bits.map(|bits| bits / 8).ok_or("use a multiple of 8 from 128 to 512")
}

/// Runs the verb.
///
/// # Errors
/// When there is no vault, the name is taken, or the record cannot be written.
pub(super) fn run(args: &NewArgs, context: &Context) -> Result<(), Failure> {
    make(args, context).map_err(|failure| failure.unchanged("no device was made"))
}

fn make(args: &NewArgs, context: &Context) -> Result<(), Failure> {
    let label = args.look.label(args.name.as_str())?;
    let recipients = context.vault()?.recipients()?;
    let random = Secret::from(context.random::<{ Seed::MAX }>()?.to_vec());
    let seed = Seed::new(Secret::from(random.expose().get(..args.bits).unwrap_or_default().to_vec()))?;
    let otpauth = Otpauth::new(label, Token { seed, parameters: args.look.parameters() });
    let found = Found { otpauth, serial_number: None };
    let device = Device::new(args.name.clone(), found, &recipients, context.clock.now())?;
    let ledger = context.lock_ledger()?;
    ledger.refuse_device(&args.name)?;
    let made = Made { devices: vec![device], sealed: sealed_to(&recipients) };
    {
        let _shield = shield();
        ledger.save_devices(&made.devices)?;
    }
    report(context, &made).map_err(|failure| failure.unchanged("the device is kept; only the report is missing"))
}

struct Made {
    devices: Vec<Device>,
    sealed: String,
}

impl Report for Made {
    fn human(&self, page: &mut Page) {
        for device in &self.devices {
            page.line(&format!("Keeps the new MFA device `{}`, {}", device.name, self.sealed));
            fields(device, page);
            page.line(&format!("`akvault mfa qr {}` shows it to a phone.", device.name));
        }
    }

    fn json(&self) -> Value {
        json!({ "devices": self.devices.iter().map(members).collect::<Vec<_>>() })
    }
}

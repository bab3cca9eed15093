//! A device that is opened: what most of the verbs share.

use clap::Args;
use jiff::Timestamp;

use crate::context::Context;
use crate::cursor::Values;
use crate::domain::Name;
use crate::failure::Failure;
use crate::mfa::Otpauth;
use crate::opening::KeyArgs;
use crate::unlocking;
use crate::vault::Device;

/// Which device, and how the vault is unlocked.
#[derive(Debug, Args)]
pub(super) struct DeviceArgs {
    /// The device
    #[arg(value_parser = Name::new, add = Values::Device)]
    pub(super) name: Name,
    #[command(flatten)]
    pub(super) keys: KeyArgs,
}

impl DeviceArgs {
    /// The record and what is sealed in it. A record that cannot open asks for no passphrase.
    pub(super) fn open(&self, context: &Context) -> Result<(Device, Otpauth), Failure> {
        let device = context.vault()?.device(&self.name)?;
        if let Some(at) = device.history.broken_at() {
            context
                .output
                .warn(&format!("the history of `{}` was edited or cut: event {at} does not follow", device.name));
        }
        device.check_sealed()?;
        let otpauth = device.otpauth(&unlocking::identities(&self.keys, context)?)?;
        Ok((device, otpauth))
    }
}

/// Reads `--at`.
pub(super) fn moment(text: &str) -> Result<Timestamp, &'static str> {
    text.parse().map_err(|_| "use a time such as 2026-11-23T12:00:00Z")
}

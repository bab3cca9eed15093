//! `mfa list`: every device, a line each. Nothing is opened.

use clap::Args;
use serde_json::{Value, json};

use super::look::{codes, members};
use crate::commands::report;
use crate::context::Context;
use crate::failure::Failure;
use crate::mfa::SerialNumber;
use crate::output::{Page, Report};
use crate::vault::Device;

/// List the MFA devices in the vault
#[derive(Debug, Args)]
pub(super) struct ListArgs {}

/// Runs the verb.
///
/// # Errors
/// When the vault cannot be read. A single record that cannot be read is a warning.
pub(super) fn run(_args: &ListArgs, context: &Context) -> Result<(), Failure> {
    let mut list = List { devices: Vec::new(), unreadable: Vec::new() };
    for device in context.vault()?.devices()? {
        match device {
            Ok(device) => list.devices.push(device),
            Err(fault) => {
                context.output.warn(&fault.to_string());
                list.unreadable.push(fault.to_string());
            }
        }
    }
    report(context, &list)
}

struct List {
    devices: Vec<Device>,
    unreadable: Vec<String>,
}

impl Report for List {
    fn human(&self, page: &mut Page) {
        if self.devices.is_empty() {
            page.line("There is no MFA device. `akvault mfa new` and `akvault mfa import` make the first.");
            return;
        }
        let row = |device: &Device| {
            let text = |value: Option<&str>| value.unwrap_or("-").to_owned();
            vec![
                device.name.to_string(),
                text(device.label.issuer.as_deref()),
                device.label.account.clone(),
                codes(device.parameters),
                device.created.to_string(),
                text(device.serial_number.as_ref().map(SerialNumber::as_str)),
            ]
        };
        let rows: Vec<Vec<String>> = self.devices.iter().map(row).collect();
        page.table(&["NAME", "ISSUER", "ACCOUNT", "CODES", "SINCE", "SERIAL NUMBER"], &rows);
    }

    fn json(&self) -> Value {
        json!({ "devices": self.devices.iter().map(members).collect::<Vec<_>>(), "unreadable": self.unreadable })
    }
}

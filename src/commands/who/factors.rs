//! What else lets a person in: MFA devices and console passwords.
//!
//! A device is a person's by the account in its label, or by the user before its `@`. A password has no
//! holder, its record being dates alone: it is a person's by its name, the one that a record of theirs would get.

use super::{Item, Why};
use crate::context::Context;
use crate::domain::{Holder, Name};
use crate::failure::Failure;
use crate::vault::{Device, TrackedPassword, Vault};

/// Those of the person, in the order of their names.
pub(super) fn items(vault: &Vault, person: &Holder, context: &Context) -> Result<Vec<Item>, Failure> {
    let mut items = Vec::new();
    for device in vault.devices()? {
        match device {
            Ok(device) => items.extend(of_device(&device, person)),
            Err(fault) => context.output.warn(&format!("{fault}; whose it is cannot be told")),
        }
    }
    for password in vault.passwords()? {
        match password {
            Ok(password) => items.extend(of_password(&password, person)),
            Err(fault) => context.output.warn(&format!("{fault}; whose it is cannot be told")),
        }
    }
    Ok(items)
}

fn of_device(device: &Device, person: &Holder) -> Option<Item> {
    let account = &device.label.account;
    // The label of a RAM user says `alice@ACCOUNT`, whatever domain their e-mail has.
    let is_namesake = Name::from_holder(account) == Name::from_holder(person.as_str());
    let why = Why::of(account, &device.history, person).or(is_namesake.then_some(Why::Named))?;
    let serial = device
        .serial_number
        .as_ref()
        .map(|serial| format!(" && aliyun ims DeleteVirtualMFADevice --SerialNumber {serial}"));
    Some(Item {
        name: device.name.to_string(),
        kind: "mfa",
        masked: None,
        holder: account.clone(),
        why,
        state: "kept",
        rotate_by: None,
        places: Vec::new(),
        next: format!("aliyun ims UnbindMFADevice --UserPrincipalName USER{}", serial.unwrap_or_default()),
        note: Some(format!("akvault mfa remove {}", device.name)),
    })
}

fn of_password(password: &TrackedPassword, person: &Holder) -> Option<Item> {
    let is_named = password.name == Name::from_holder(person.as_str());
    is_named.then(|| Item {
        name: password.name.to_string(),
        kind: "password",
        masked: None,
        holder: person.to_string(),
        why: Why::Named,
        state: "tracked",
        rotate_by: Some(password.rotate_by()),
        places: Vec::new(),
        next: "aliyun ims DeleteLoginProfile --UserPrincipalName USER".to_owned(),
        note: Some(format!("akvault password forget {}", password.name)),
    })
}

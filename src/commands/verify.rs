//! `verify`: whether every record is in order, and, with the vault's key, every secret in it.
//!
//! It goes on after a fault, and lists them all. It changes nothing.

use std::collections::{BTreeMap, BTreeSet};

use clap::Args;
use serde_json::{Value, json};

use super::report;
use crate::context::Context;
use crate::domain::{AccessKeyId, Holder, Name};
use crate::failure::Failure;
use crate::opening::KeyArgs;
use crate::output::{Page, Report};
use crate::seal::Identities;
use crate::unlocking::{self, Readers};
use crate::vault::{Device, Record, Vault, keys};
use crate::verdict::Verdict;

/// Check all records, and with --secrets all secrets that are kept
///
/// Every fault is listed, and the exit code is then 22. So are the public keys in recipients.txt, which new secrets are
/// sealed to.
#[derive(Debug, Args)]
pub struct VerifyArgs {
    /// Open every secret too; a passphrase or an identity that is given means the same
    #[arg(long)]
    secrets: bool,
    #[command(flatten)]
    keys: KeyArgs,
}

/// Runs the verb.
///
/// # Errors
/// When the ledger cannot be listed, or the vault not unlocked. Faults are the result, and no failure.
pub fn run(args: &VerifyArgs, context: &Context) -> Result<Verdict, Failure> {
    let vault = context.vault()?;
    let opens = args.secrets || args.keys.is_given();
    let identities = if opens { Some(unlocking::identities(&args.keys, context)?) } else { None };
    let mut verified = Verified { opened: identities.as_ref().map(|_| 0), ..Verified::default() };
    verified.look_at_directory(&vault)?;
    verified.look_at_keys(&vault, identities.as_ref());
    let (records, devices) = (vault.records()?, vault.devices()?);
    let mut progress = context.output.progress("checked", records.len().saturating_add(devices.len()));
    let mut readable = Vec::new();
    for record in records {
        match record {
            Ok(record) => {
                verified.look_at(&record, identities.as_ref());
                readable.push(record);
            }
            Err(error) => verified.fault(None, error.to_string()),
        }
        progress.add(1);
    }
    verified.look_for_twins(&readable);
    for device in devices {
        match device {
            Ok(device) => verified.look_at_device(&device, identities.as_ref()),
            Err(error) => verified.fault(None, error.to_string()),
        }
        progress.add(1);
    }
    drop(progress);
    report(context, &verified)?;
    Ok(if verified.faults.is_empty() { Verdict::Done } else { Verdict::Drift })
}

#[derive(Default)]
struct Verified {
    records: usize,
    devices: usize,
    kept: usize,
    opened: Option<usize>,
    readers: Readers,
    faults: Vec<Fault>,
}

struct Fault {
    name: Option<String>,
    what: String,
}

impl Verified {
    fn fault(&mut self, name: Option<&Name>, what: String) {
        self.faults.push(Fault { name: name.map(ToString::to_string), what });
    }

    fn look_at_directory(&mut self, vault: &Vault) -> Result<(), Failure> {
        if let Some(mode) = vault.open_to_others()? {
            let home = vault.home().display();
            self.fault(None, format!("others can list `{home}` (mode {mode:04o}): chmod 700 it"));
        }
        for path in vault.strangers()? {
            self.fault(None, format!("`{}` has a name that no record has, and is never read", path.display()));
        }
        Ok(())
    }

    /// The keys themselves, once there are any.
    fn look_at_keys(&mut self, vault: &Vault, identities: Option<&Identities>) {
        let recipients = match vault.recipients() {
            Ok(recipients) => recipients,
            Err(crate::vault::Error::NoVault(_)) if matches!(vault.identity(), Ok(None)) => return,
            Err(error) => return self.fault(None, error.to_string()),
        };
        if let Err(error) = vault.identity() {
            self.fault(None, error.to_string());
        }
        self.readers = Readers::of(&recipients, identities);
        let known: Vec<String> = recipients.keys().collect();
        if identities.is_some_and(|identities| !identities.public_keys().any(|key| known.contains(&key))) {
            let what = format!("`{}` does not hold the public key of this identity", keys::RECIPIENTS);
            self.fault(None, format!("{what}: new secrets could not be opened"));
        }
    }

    fn look_at(&mut self, record: &Record, identities: Option<&Identities>) {
        self.records = self.records.saturating_add(1);
        if let Some(at) = record.history_breaks_at() {
            self.fault(Some(&record.name), format!("its history was edited or cut: event {at} does not follow"));
        }
        if !record.is_kept() {
            return;
        }
        let checked =
            identities.map_or_else(|| record.check_sealed(), |identities| record.access_key(identities).map(drop));
        self.look_at_secret(&record.name, checked);
    }

    /// One AccessKey is for one holder, unless somebody insisted, and all its bundles are in one record: two
    /// clones of a vault that were merged may not know it.
    fn look_for_twins(&mut self, records: &[Record]) {
        let mut by_key: BTreeMap<&AccessKeyId, Vec<&Record>> = BTreeMap::new();
        for record in records {
            if let Some(id) = &record.access_key_id {
                by_key.entry(id).or_default().push(record);
            }
        }
        for (id, twins) in by_key {
            let holders: BTreeSet<&Holder> = twins.iter().map(|record| &record.holder).collect();
            let by_chance = twins.iter().filter(|record| !record.is_forced()).count();
            if by_chance > 1 || holders.len() < twins.len() {
                let names: Vec<String> = twins.iter().map(|record| format!("`{}`", record.name)).collect();
                self.fault(None, format!("the AccessKey {} is in the records {}", id.masked(), names.join(" and ")));
            }
        }
    }

    fn look_at_device(&mut self, device: &Device, identities: Option<&Identities>) {
        self.devices = self.devices.saturating_add(1);
        if let Some(at) = device.history.broken_at() {
            self.fault(Some(&device.name), format!("its history was edited or cut: event {at} does not follow"));
        }
        let checked =
            identities.map_or_else(|| device.check_sealed(), |identities| device.otpauth(identities).map(drop));
        self.look_at_secret(&device.name, checked);
    }

    fn look_at_secret(&mut self, name: &Name, checked: Result<(), crate::vault::Error>) {
        self.kept = self.kept.saturating_add(1);
        match checked {
            Ok(()) => self.opened = self.opened.map(|opened| opened.saturating_add(1)),
            Err(error) => self.fault(Some(name), error.to_string()),
        }
    }
}

impl Report for Verified {
    fn human(&self, page: &mut Page) {
        for Fault { name, what } in &self.faults {
            page.line(&name.as_ref().map_or_else(|| what.clone(), |name| format!("{name}: {what}")));
        }
        page.field("records", Some(&self.records.to_string()));
        page.field("MFA devices", (self.devices > 0).then(|| self.devices.to_string()).as_deref());
        page.field("secrets kept", Some(&self.kept.to_string()));
        match self.opened {
            Some(opened) => page.field("secrets opened", Some(&opened.to_string())),
            None if self.kept > 0 => page.line("Whether the secrets open was not looked at: --secrets does."),
            None => {}
        }
        self.readers.fields(page);
        page.field("faults", Some(&self.faults.len().to_string()));
        if !self.faults.is_empty() {
            page.line("Restore what is damaged from a backup or from git, or mend it by hand.");
        }
    }

    fn json(&self) -> Value {
        let faults = self.faults.iter().map(|fault| json!({ "name": fault.name, "what": fault.what }));
        json!({
            "records": self.records,
            "mfa_devices": self.devices,
            "secrets_kept": self.kept,
            "secrets_opened": self.opened,
            "recipients": self.readers.members(),
            "faults": faults.collect::<Vec<_>>(),
        })
    }
}

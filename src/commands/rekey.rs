//! `rekey`: seal every secret that is kept anew, to the public keys that stand in `recipients.txt` now;
//! with `--new-identity`, to a new identity of the vault.
//!
//! A record is replaced as a whole or not at all, so a run that was interrupted is simply run again.
//! While it lasts, `identity.age` holds the old identity beside the new one; the old one is dropped
//! last, and only when every secret opens without it.

use clap::Args;
use serde_json::{Value, json};

use super::report;
use crate::context::Context;
use crate::domain::Name;
use crate::failure::{Failure, Kind};
use crate::interrupt::shield;
use crate::keyring;
use crate::opening::{KeyArgs, check_memory};
use crate::output::{Page, Report};
use crate::seal::{self, Identities, Recipients};
use crate::secret::Secret;
use crate::unlocking::{self, OpenedIdentity, Readers};
use crate::vault::{Device, Ledger, Record, Vault, keys};

/// Seal all secrets anew, to the public keys in recipients.txt
///
/// After recipients.txt was edited, or to replace the vault's identity. A run that was interrupted is
/// run again as it was: a new identity that it has made is taken up, and no further one made. Copies
/// from before, in backups and in git, stay as they are.
#[derive(Debug, Args)]
pub struct RekeyArgs {
    /// Make a new identity for the vault first, under the same passphrase
    #[arg(long, conflicts_with = "identity")]
    new_identity: bool,
    #[command(flatten)]
    keys: KeyArgs,
}

/// Runs the verb.
///
/// # Errors
/// When the vault cannot be unlocked, or a record not be written; [`Kind::Damaged`] when some secrets
/// could not be sealed anew.
pub fn run(args: &RekeyArgs, context: &Context) -> Result<(), Failure> {
    rekey(args, context)
        .map_err(|failure| failure.unchanged("nothing is lost: each secret opens with the old or the new key"))
}

fn rekey(args: &RekeyArgs, context: &Context) -> Result<(), Failure> {
    context.finish_interrupted()?;
    let vault = context.vault()?;
    let (identities, own) = unlock(args, &vault, context)?;
    let recipients = vault.recipients()?;
    refuse_losing(&identities, &recipients)?;
    let mut done = seal_all_anew(&vault, &identities, context)?;
    if let Some(opened) = own {
        done.old_identity = drop_old(&opened, done.faults.is_empty(), &vault, context)?;
    }
    done.readers = Readers::of(&vault.recipients()?, Some(&identities));
    report(context, &done)?;
    done.verdict()
}

/// What opens the secrets as they are now; and `identity.age`, when the old identity in it is to be
/// dropped in the end, for which its passphrase is needed.
fn unlock(args: &RekeyArgs, vault: &Vault, context: &Context) -> Result<(Identities, Option<OpenedIdentity>), Failure> {
    let recipients = vault.recipients()?;
    if !args.keys.identity.is_empty() {
        return Ok((unlocking::identities(&args.keys, context)?, None));
    }
    if !args.new_identity
        && !args.keys.is_given()
        && let Some(text) = unlocking::from_keyring(context)?
        && let (_, false) = keys::current_only(&text, &recipients)?
    {
        return Ok((keys::identities(&text)?, None));
    }
    let mut opened = unlocking::open_identity(&args.keys, context)?;
    let (_, is_unfinished) = keys::current_only(&opened.text, &recipients)?;
    if args.new_identity && is_unfinished {
        context.output.say("akvault: an earlier rekey was interrupted: it is finished, and no further identity made");
    } else if args.new_identity {
        opened = begin(opened, context)?;
    }
    Ok((keys::identities(&opened.text)?, Some(opened)))
}

/// The new identity beside the old one, and its public key in the place of the old one's.
fn begin(opened: OpenedIdentity, context: &Context) -> Result<OpenedIdentity, Failure> {
    let pair = seal::generate();
    let text = keys::both(&keys::identity_text(&pair, context.clock.now()), &opened.text);
    let old: Vec<String> = keys::identities(&opened.text)?.public_keys().collect();
    let sealed = sealed_text(&text, &opened.passphrase, context)?;
    let ledger = context.lock_ledger()?;
    refuse_changed(&ledger, &opened)?;
    let recipients = keys::with_new_key(&ledger.vault().recipients_text()?, &old, &pair.recipient);
    {
        let _shield = shield();
        ledger.commit_journaled(vec![ledger.stage_identity(&sealed)?, ledger.stage_recipients(&recipients)?])?;
    }
    forget(context)?;
    Ok(OpenedIdentity { sealed, text, passphrase: opened.passphrase })
}

fn sealed_text(text: &Secret<[u8]>, passphrase: &Secret, context: &Context) -> Result<seal::Sealed, Failure> {
    check_memory(context.sealing.chosen.log_n())?;
    Ok(seal::with_passphrase(text, passphrase, context.sealing.chosen)?)
}

/// Whoever is no recipient could not open the secrets afterwards.
fn refuse_losing(identities: &Identities, recipients: &Recipients) -> Result<(), Failure> {
    let known: Vec<String> = recipients.keys().collect();
    if identities.public_keys().any(|key| known.contains(&key)) {
        return Ok(());
    }
    Err(Failure::new(Kind::Conflict, "recipients.txt holds the public key of none of these identities")
        .next("add it there, or give the identity that belongs to one of its keys too: -i FILE, and -i for the vault's `identity.age`"))
}

fn refuse_changed(ledger: &Ledger, opened: &OpenedIdentity) -> Result<(), Failure> {
    match ledger.vault().identity()? {
        Some(now) if now.binary() == opened.sealed.binary() => Ok(()),
        _ => Err(Failure::new(Kind::Busy, "another run has changed the identity in the meantime")
            .next("run the command again")),
    }
}

/// Each under a lock of its own, so that others need not wait for all.
fn seal_all_anew(vault: &Vault, identities: &Identities, context: &Context) -> Result<Done, Failure> {
    let (names, devices) = (vault.names()?, vault.device_names()?);
    let mut progress = context.output.progress("looked at", names.len().saturating_add(devices.len()));
    let mut done = Done::default();
    for name in names {
        let ledger = context.lock_again()?;
        done.note(&name, seal_anew(&ledger, ledger.vault().record(&name), identities))?;
        progress.add(1);
    }
    for name in devices {
        done.note(&name, seal_device_anew(&context.lock_again()?, &name, identities))?;
        progress.add(1);
    }
    Ok(done)
}

/// Under the lock, with the public keys as they are now.
fn seal_anew(
    ledger: &Ledger,
    record: Result<Record, crate::vault::Error>,
    identities: &Identities,
) -> Result<Option<()>, Failure> {
    let mut record = match record {
        Err(crate::vault::Error::NoSuchRecord(..)) => return Ok(None),
        record => record?,
    };
    if !record.is_kept() {
        return Ok(None);
    }
    let key = record.access_key(identities)?;
    record.keep(&key, &ledger.vault().recipients()?)?;
    let _shield = shield();
    ledger.save(&record)?;
    Ok(Some(()))
}

/// The same for an MFA device.
fn seal_device_anew(ledger: &Ledger, name: &Name, identities: &Identities) -> Result<Option<()>, Failure> {
    let device = match ledger.vault().device(name) {
        Err(crate::vault::Error::NoSuchDevice(..)) => return Ok(None),
        device => device?,
    };
    let otpauth = device.otpauth(identities)?;
    let device = device.resealed(name.clone(), &otpauth, &ledger.vault().recipients()?)?;
    let _shield = shield();
    ledger.save_devices(&[device])?;
    Ok(Some(()))
}

/// Drops the identities that nothing is sealed to any more.
fn drop_old(opened: &OpenedIdentity, is_complete: bool, vault: &Vault, context: &Context) -> Result<Old, Failure> {
    let (text, is_left_over) = keys::current_only(&opened.text, &vault.recipients()?)?;
    if !is_left_over {
        return Ok(Old::None);
    }
    let current = keys::identities(&text)?;
    let sealed = sealed_text(&text, &opened.passphrase, context)?;
    let ledger = context.lock_ledger()?;
    refuse_changed(&ledger, opened)?;
    let needs_old = |record: &Record| record.is_kept() && record.access_key(&current).is_err();
    let device_needs_old =
        |device: &Result<Device, _>| !device.as_ref().is_ok_and(|device| device.otpauth(&current).is_ok());
    let devices = ledger.vault().devices()?;
    if !is_complete || !ledger.vault().find(needs_old)?.is_empty() || devices.iter().any(device_needs_old) {
        return Ok(Old::Kept);
    }
    {
        let _shield = shield();
        ledger.commit_journaled(vec![ledger.stage_identity(&sealed)?])?;
    }
    forget(context)?;
    Ok(Old::Dropped)
}

/// What the keyring holds is not the vault's identity any more.
fn forget(context: &Context) -> Result<(), Failure> {
    let _ = keyring::forget(&unlocking::keyring_name(context)?);
    Ok(())
}

/// The identity that another one takes the place of.
#[derive(Default, PartialEq)]
enum Old {
    #[default]
    None,
    Dropped,
    Kept,
}

#[derive(Default)]
struct Done {
    sealed: usize,
    faults: Vec<(String, String)>,
    old_identity: Old,
    readers: Readers,
}

impl Done {
    /// What cannot be written ends the run; what cannot be opened does not.
    fn note(&mut self, name: &Name, sealed: Result<Option<()>, Failure>) -> Result<(), Failure> {
        match sealed {
            Ok(Some(())) => self.sealed = self.sealed.saturating_add(1),
            Ok(None) => {}
            Err(failure) if failure.kind() == Kind::InputOutput => return Err(failure),
            Err(failure) => self.faults.push((name.to_string(), failure.to_string())),
        }
        Ok(())
    }

    fn verdict(&self) -> Result<(), Failure> {
        if self.faults.is_empty() && self.old_identity != Old::Kept {
            return Ok(());
        }
        let what = format!("{} secrets could not be sealed anew", self.faults.len());
        Err(Failure::new(Kind::Damaged, what)
            .unchanged("these secrets are as they were, and the old identity is kept")
            .next("give every identity that opens them, the vault's own `identity.age` too: -i FILE for each; what is damaged comes from a backup"))
    }
}

impl Report for Done {
    fn human(&self, page: &mut Page) {
        for (name, what) in &self.faults {
            page.line(&format!("{name}: {}", what.lines().next().unwrap_or_default()));
        }
        page.line(&format!("Sealed {} secrets to the public keys in recipients.txt.", self.sealed));
        self.readers.fields(page);
        page.line(match self.old_identity {
            Old::None => "The vault's identity is the one that it was.",
            Old::Dropped => "A new identity has taken the place of the old one.",
            Old::Kept => "The old identity stays in identity.age until all secrets open without it.",
        });
    }

    fn json(&self) -> Value {
        let fault = |(name, what): &(String, String)| json!({ "name": name, "what": what.lines().next() });
        json!({
            "sealed": self.sealed,
            "faults": self.faults.iter().map(fault).collect::<Vec<_>>(),
            "new_identity": self.old_identity != Old::None,
            "recipients": self.readers.members(),
            "old_identity_kept": self.old_identity == Old::Kept,
        })
    }
}

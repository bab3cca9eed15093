//! How the vault is unlocked: what all verbs that need one of its secrets share.
//!
//! In this order: the identity files of `-i`; the passphrase of `--passphrase-file` or
//! `--passphrase-fd`; the kernel's keyring, if `unlock` left something there; the terminal. What was
//! given is used, or is an error: nothing else is tried in its place.

mod choice;
mod readers;

pub use choice::{Choice, Chosen};
pub use readers::{Readers, sealed_to};

use crate::context::Context;
use crate::domain::AccessKey;
use crate::failure::{Failure, Kind};
use crate::keyring;
use crate::opening::{BY_PASSPHRASE, KeyArgs, check_memory, read_identities};
use crate::seal::{self, Identities, Sealed};
use crate::secret::Secret;
use crate::vault::{Record, keys};

/// How often a terminal is asked for the passphrase.
const TRIES: u32 = 3;

/// The identities that open the vault's secrets.
///
/// # Errors
/// A wrong passphrase, no vault, nobody to ask.
pub fn identities(args: &KeyArgs, context: &Context) -> Result<Identities, Failure> {
    if !args.identity.is_empty() {
        return read_identities(&args.identity, context);
    }
    if !args.is_given()
        && let Some(text) = from_keyring(context)?
    {
        return Ok(keys::identities(&text)?);
    }
    let opened = open_identity(args, context)?;
    Ok(keys::identities(&opened.text)?)
}

/// The text of the vault's identity, if `unlock` left it in the keyring; one that is not the vault's any
/// more counts as none.
///
/// # Errors
/// When there is no vault.
pub fn from_keyring(context: &Context) -> Result<Option<Secret<[u8]>>, Failure> {
    let Some(text) = keyring::find(&keyring_name(context)?) else { return Ok(None) };
    let current: Vec<String> = context.vault()?.recipients()?.keys().collect();
    let is_current = keys::identities(&text)?.public_keys().any(|key| current.contains(&key));
    Ok(Some(text).filter(|_| is_current))
}

/// The key that a record keeps.
///
/// # Errors
/// As [`identities`]; when it keeps none, or it does not open. Then nobody is asked anything.
pub fn access_key(record: &Record, args: &KeyArgs, context: &Context) -> Result<AccessKey, Failure> {
    record.check_sealed()?;
    Ok(record.access_key(&identities(args, context)?)?)
}

/// What `identity.age` holds, with what it was opened by.
#[derive(Debug)]
pub struct OpenedIdentity {
    /// The file, as it was when it was opened.
    pub sealed: Sealed,
    /// The text of the identities.
    pub text: Secret<[u8]>,
    /// The passphrase.
    pub passphrase: Secret,
}

/// Opens `identity.age` by its passphrase, and by nothing else.
///
/// # Errors
/// As [`identities`].
pub fn open_identity(args: &KeyArgs, context: &Context) -> Result<OpenedIdentity, Failure> {
    let vault = context.vault()?;
    let Some(sealed) = vault.identity()? else {
        // Without public keys there is no vault at all.
        vault.recipients()?;
        return Err(Failure::new(Kind::NotFound, "this vault has no identity of its own: `identity.age` is missing")
            .next("give the identity that belongs to its recipients.txt, with -i FILE"));
    };
    sealed.work_factor().map_or(Ok(()), check_memory)?;
    let (text, passphrase) = match args.passphrase()? {
        Some(given) => open_with(&sealed, given, "give the passphrase of this vault, in the first line of the file")?,
        None => open_by_asking(&sealed, context)?,
    };
    Ok(OpenedIdentity { sealed, text, passphrase })
}

/// The passphrase as given, which is what stock `age` takes, and then as words that were generated,
/// whatever stands between them.
fn open_with(sealed: &Sealed, given: Secret, next: &'static str) -> Result<(Secret<[u8]>, Secret), Failure> {
    let wrong = match seal::open_with_passphrase(sealed, &given) {
        Ok(text) => return Ok((text, given)),
        Err(wrong @ seal::Error::WrongPassphrase) => wrong,
        Err(other) => return Err(other.into()),
    };
    match crate::bundle::passphrase::as_words(&given) {
        Some(words) if !words.same_as(&given) => match seal::open_with_passphrase(sealed, &words) {
            Ok(text) => Ok((text, words)),
            Err(error) => Err(Failure::from(error).next(next)),
        },
        _ => Err(Failure::from(wrong).next(next)),
    }
}

/// Three tries; anything but a wrong passphrase ends it.
fn open_by_asking(sealed: &Sealed, context: &Context) -> Result<(Secret<[u8]>, Secret), Failure> {
    const AGAIN: &str = "type the passphrase of the vault again";
    let ask = || context.ask_hidden("Passphrase of the vault:", BY_PASSPHRASE);
    for _ in 1..TRIES {
        match open_with(sealed, ask()?, AGAIN) {
            Err(failure) if failure.kind() == Kind::WrongKey => {
                context.output.error(&failure.to_string());
                context.terminal.forget_typed();
            }
            answer => return answer,
        }
    }
    open_with(sealed, ask()?, AGAIN)
}

/// What the identity of this vault is called in the keyring.
///
/// # Errors
/// When there is no home directory and none was named.
pub fn keyring_name(context: &Context) -> Result<String, Failure> {
    let vault = context.vault()?;
    let home = std::path::absolute(vault.home()).unwrap_or_else(|_| vault.home().to_owned());
    Ok(format!("akvault:{}", home.display()))
}

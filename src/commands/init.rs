//! `init`: make a vault that keeps secrets.
//!
//! The ledger needs none of this. A vault is two files: public keys, and, unless they belong to an
//! identity that lies elsewhere, a new identity under a passphrase. Nothing is ever overwritten.

use std::path::PathBuf;

use clap::Args;
use serde_json::{Value, json};

use super::report;
use crate::context::Context;
use crate::failure::Failure;
use crate::interrupt::shield;
use crate::opening::{check_memory, is_dash, read_identities, stdin_twice};
use crate::output::{Page, Report};
use crate::seal::{self, Recipients, Sealed};
use crate::unlocking::{Choice, Chosen};
use crate::vault::keys::{identity_text, recipients_text};

/// Make a vault, which keeps secrets sealed on this machine
///
/// A new identity is sealed under a passphrase that you choose, or, with --generate or
/// --passphrase-out, under twelve words that are made for you. With --recipient or --identity, secrets
/// are sealed to keys that you have already, and open with -i.
#[derive(Debug, Args)]
pub struct InitArgs {
    /// Use the passphrase in the first line of FILE (- for standard input)
    #[arg(long, value_name = "FILE", group = "how")]
    passphrase_file: Option<PathBuf>,
    /// Use the passphrase in the first line of the open file descriptor N
    #[arg(long, value_name = "N", group = "how")]
    passphrase_fd: Option<u32>,
    /// Make a passphrase of twelve words, and show it once
    #[arg(long, group = "how")]
    generate: bool,
    /// Make a passphrase of twelve words, and write it into the new file FILE, outside the vault
    #[arg(long, value_name = "FILE", group = "how")]
    passphrase_out: Option<PathBuf>,
    /// Seal secrets to this age or ssh-ed25519 public key; may be given several times
    #[arg(short, long, value_name = "KEY", conflicts_with = "how")]
    recipient: Vec<String>,
    /// Seal secrets to the public key of the age or ssh-ed25519 identity in FILE; may be given several times
    #[arg(short, long, value_name = "FILE", conflicts_with = "how")]
    identity: Vec<PathBuf>,
}

/// Runs the verb.
///
/// # Errors
/// When there is a vault already, the passphrase is none, or the files cannot be written.
pub fn run(args: &InitArgs, context: &Context) -> Result<(), Failure> {
    init(args, context).map_err(|failure| failure.unchanged("no vault was made"))
}

fn init(args: &InitArgs, context: &Context) -> Result<(), Failure> {
    args.check()?;
    context.finish_interrupted()?;
    let vault = context.vault()?;
    vault.refuse_second()?;
    let new = if args.brings_keys() { New::of_given_keys(args, context)? } else { New::generated(args, context)? };
    let made = Made {
        home: vault.home().to_owned(),
        keys: new.recipients.keys().collect(),
        identity: new.identity.is_some(),
        passphrase_file: args.passphrase_out.clone(),
    };
    let ledger = context.lock_ledger()?;
    ledger.vault().refuse_second()?;
    let recipients = ledger.stage_recipients(&recipients_text(new.recipients.keys()))?;
    let staged = match new.identity {
        Some((sealed, chosen)) => {
            let identity = ledger.stage_identity(&sealed)?;
            let passphrase = chosen.stage(&identity)?;
            passphrase.into_iter().chain([identity, recipients]).collect()
        }
        None => vec![recipients],
    };
    {
        let _shield = shield();
        ledger.commit_journaled(staged)?;
    }
    report(context, &made).map_err(|failure| failure.unchanged("the vault is made; only the report is missing"))
}

/// What a new vault begins with.
struct New {
    recipients: Recipients,
    identity: Option<(Sealed, Chosen)>,
}

impl New {
    /// An identity of its own, under a passphrase.
    fn generated(args: &InitArgs, context: &Context) -> Result<Self, Failure> {
        let chosen = args.choice().decide(context)?;
        check_memory(context.sealing.chosen.log_n())?;
        let pair = seal::generate();
        let text = identity_text(&pair, context.clock.now());
        let sealed = seal::with_passphrase(&text, &chosen.passphrase, context.sealing.chosen)?;
        let mut recipients = Recipients::none();
        recipients.add(&pair.recipient, "the new identity")?;
        chosen.show_once(context)?;
        Ok(Self { recipients, identity: Some((sealed, chosen)) })
    }

    /// Keys that are there already.
    fn of_given_keys(args: &InitArgs, context: &Context) -> Result<Self, Failure> {
        let mut recipients = Recipients::none();
        for key in &args.recipient {
            recipients.add(key, "--recipient")?;
        }
        for key in read_identities(&args.identity, context)?.public_keys() {
            recipients.add(&key, "--identity")?;
        }
        Ok(Self { recipients, identity: None })
    }
}

impl InitArgs {
    fn brings_keys(&self) -> bool {
        !self.recipient.is_empty() || !self.identity.is_empty()
    }

    fn choice(&self) -> Choice<'_> {
        Choice {
            file: self.passphrase_file.as_deref(),
            descriptor: self.passphrase_fd,
            generate: self.generate,
            out: self.passphrase_out.as_ref(),
        }
    }

    fn check(&self) -> Result<(), Failure> {
        if self.identity.iter().filter(|path| is_dash(path)).count() > 1 {
            return Err(stdin_twice());
        }
        Ok(())
    }
}

struct Made {
    home: PathBuf,
    keys: Vec<String>,
    identity: bool,
    passphrase_file: Option<PathBuf>,
}

impl Report for Made {
    fn human(&self, page: &mut Page) {
        page.line(&format!("Made the vault in {}", self.home.display()));
        for key in &self.keys {
            page.field("sealed to", Some(key));
        }
        page.field("passphrase", self.passphrase_file.as_ref().map(|path| path.display().to_string()).as_deref());
        if self.identity {
            page.line("Without its passphrase nobody opens it: note it where this machine's disk is not.");
            page.line("Back up the whole directory; everything secret in it is sealed.");
        } else {
            let key = if self.keys.len() == 1 { "that key alone" } else { "any of these keys" };
            page.line(&format!("Its secrets open with the identity of {key}: give it with -i FILE."));
        }
        page.line("`akvault add NAME FILE --for HOLDER` keeps a first key in it.");
    }

    fn json(&self) -> Value {
        json!({
            "home": self.home.to_string_lossy(),
            "recipients": self.keys,
            "identity": self.identity,
            "passphrase_file": self.passphrase_file.as_ref().map(|path| path.to_string_lossy()),
        })
    }
}

//! `passwd`: change the passphrase of the vault.
//!
//! The old one is asked for even while the vault is unlocked. The new file is written beside the old
//! one and takes its name; the identity in it, and all that is sealed to it, stays as it is.

use std::path::PathBuf;

use clap::Args;
use serde_json::{Value, json};

use super::report;
use crate::context::Context;
use crate::failure::{Failure, Kind};
use crate::interrupt::shield;
use crate::keyring;
use crate::opening::{KeyArgs, check_memory, stdin_twice};
use crate::output::{Page, Report};
use crate::seal;
use crate::unlocking::{self, Choice};

/// Change the passphrase of the vault
#[derive(Debug, Args)]
pub struct PasswdArgs {
    /// Read the old passphrase from the first line of FILE (- for standard input)
    #[arg(long, value_name = "FILE", conflicts_with = "passphrase_fd")]
    passphrase_file: Option<PathBuf>,
    /// Read the old passphrase from the first line of the open file descriptor N
    #[arg(long, value_name = "N")]
    passphrase_fd: Option<u32>,
    /// Read the new passphrase from the first line of FILE (- for standard input)
    #[arg(long, value_name = "FILE", group = "new")]
    new_passphrase_file: Option<PathBuf>,
    /// Read the new passphrase from the first line of the open file descriptor N
    #[arg(long, value_name = "N", group = "new")]
    new_passphrase_fd: Option<u32>,
    /// Make a passphrase of twelve words, and show it once
    #[arg(long, group = "new")]
    generate: bool,
    /// Make a passphrase of twelve words, and write it into the new file FILE, outside the vault
    #[arg(long, value_name = "FILE", group = "new")]
    passphrase_out: Option<PathBuf>,
}

/// Runs the verb.
///
/// # Errors
/// When the old passphrase is wrong, the new one is none, or the file cannot be written.
pub fn run(args: PasswdArgs, context: &Context) -> Result<(), Failure> {
    change(args, context).map_err(|failure| failure.unchanged("the passphrase is as it was"))
}

fn change(args: PasswdArgs, context: &Context) -> Result<(), Failure> {
    let old =
        KeyArgs { passphrase_file: args.passphrase_file, passphrase_fd: args.passphrase_fd, identity: Vec::new() };
    let choice = Choice {
        file: args.new_passphrase_file.as_deref(),
        descriptor: args.new_passphrase_fd,
        generate: args.generate,
        out: args.passphrase_out.as_ref(),
    };
    if old.uses_stdin() && choice.uses_stdin() {
        return Err(stdin_twice());
    }
    context.finish_interrupted()?;
    let opened = unlocking::open_identity(&old, context)?;
    let chosen = choice.decide(context)?;
    check_memory(context.sealing.chosen.log_n())?;
    let sealed = seal::with_passphrase(&opened.text, &chosen.passphrase, context.sealing.chosen)?;
    chosen.show_once(context)?;
    let ledger = context.lock_ledger()?;
    let now = ledger.vault().identity()?;
    if now.is_none_or(|now| now.binary() != opened.sealed.binary()) {
        return Err(Failure::new(Kind::Busy, "another run has changed the identity in the meantime")
            .next("run the command again"));
    }
    let identity = ledger.stage_identity(&sealed)?;
    let passphrase = chosen.stage(&identity)?;
    {
        let _shield = shield();
        ledger.commit_journaled(passphrase.into_iter().chain([identity]).collect())?;
    }
    drop(ledger);
    // Whoever changes a passphrase wants the old one to count no more.
    let _ = keyring::forget(&unlocking::keyring_name(context)?);
    report(context, &Changed { passphrase_file: args.passphrase_out })
        .map_err(|failure| failure.unchanged("the passphrase is changed; only the report is missing"))
}

struct Changed {
    passphrase_file: Option<PathBuf>,
}

impl Report for Changed {
    fn human(&self, page: &mut Page) {
        page.line("Changed the passphrase of the vault.");
        page.field("passphrase", self.passphrase_file.as_ref().map(|path| path.display().to_string()).as_deref());
        page.line(
            "Copies of the vault's `identity.age` from before, in backups and in git, still open with the old one: \
             if that has become known, run `akvault rekey --new-identity` too, and replace the AccessKeys.",
        );
    }

    fn json(&self) -> Value {
        json!({ "changed": true, "passphrase_file": self.passphrase_file.as_ref().map(|path| path.to_string_lossy()) })
    }
}

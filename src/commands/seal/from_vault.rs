//! `seal --from-vault`: the key comes from the vault instead of a file.

use std::path::PathBuf;

use clap::Args;

use super::SealArgs;
use super::parcel::Parcel;
use crate::context::Context;
use crate::cursor::Values;
use crate::domain::Name;
use crate::failure::{Failure, Kind};
use crate::opening::{KeyArgs, is_dash};
use crate::unlocking;

/// Which key, and what unlocks the vault. The passphrase options of `seal` itself are the bundle's.
#[derive(Debug, Args)]
pub(super) struct FromVaultArgs {
    /// Seal the key that the vault keeps as NAME
    #[arg(long, value_name = "NAME", value_parser = Name::new, add = Values::Kept, conflicts_with_all = ["file", "id", "format", "as_is", "remove_source", "name"])]
    from_vault: Option<Name>,
    /// Seal the seed of the MFA device that the vault keeps as NAME, in a bundle of its own
    #[arg(long, value_name = "NAME", value_parser = Name::new, add = Values::Device, requires = "holder", conflicts_with_all = ["from_vault", "file", "id", "format", "as_is", "remove_source", "profile", "region", "supersedes"])]
    from_mfa: Option<Name>,
    /// Unlock the vault by the passphrase in the first line of FILE (- for standard input)
    #[arg(long, value_name = "FILE", group = "vault-passphrase")]
    vault_passphrase_file: Option<PathBuf>,
    /// Unlock the vault by the passphrase in the first line of the open file descriptor N
    #[arg(long, value_name = "N", group = "vault-passphrase")]
    vault_passphrase_fd: Option<u32>,
    /// Unlock the vault by the age or ssh-ed25519 identity in FILE; may be given several times
    #[arg(short, long, value_name = "FILE", conflicts_with = "vault-passphrase")]
    identity: Vec<PathBuf>,
}

impl FromVaultArgs {
    /// How often standard input is asked for.
    pub(super) fn stdins(&self) -> usize {
        let files = self.vault_passphrase_file.iter().chain(&self.identity).filter(|path| is_dash(path)).count();
        files.saturating_add(usize::from(self.vault_passphrase_fd == Some(0)))
    }

    pub(super) fn keys(&self) -> KeyArgs {
        KeyArgs {
            passphrase_file: self.vault_passphrase_file.clone(),
            passphrase_fd: self.vault_passphrase_fd,
            identity: self.identity.clone(),
        }
    }

    /// The key, from wherever it is.
    pub(super) fn parcel(args: &SealArgs, context: &Context) -> Result<Parcel, Failure> {
        let missing = || Failure::new(Kind::Usage, "it is not said whom the key is for").next("give --for HOLDER");
        if let Some(name) = &args.vault.from_mfa {
            let device = context.vault()?.device(name)?;
            device.check_sealed()?;
            let otpauth =
                device.otpauth(&unlocking::identities(&args.vault.keys(), context).map_err(by_own_options)?)?;
            return Ok(Parcel::of_seed(&otpauth, args, args.holder.clone().ok_or_else(missing)?, context));
        }
        let Some(name) = &args.vault.from_vault else {
            args.vault.keys().refuse_without("--from-vault")?;
            return Parcel::gather(args, args.holder.clone().ok_or_else(missing)?, context);
        };
        let record = context.vault()?.record(name)?;
        let key = unlocking::access_key(&record, &args.vault.keys(), context).map_err(by_own_options)?;
        let holder = args.holder.clone().unwrap_or_else(|| record.holder.clone());
        let gathered = args.source.gather_kept(key, &record, context)?.as_successor(&holder, context)?;
        Parcel::of_one_key(gathered, args, holder, context)
    }
}

/// `seal` unlocks the vault as all verbs do, but by options of other names.
fn by_own_options(failure: Failure) -> Failure {
    match failure.kind() {
        Kind::NoTerminal => failure.next("run it on a terminal, or give --vault-passphrase-file FILE or -i IDENTITY"),
        _ => failure,
    }
}

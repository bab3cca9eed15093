//! `~/.acme.sh/account.conf`, read by acme.sh for its DNS hook `dns_ali`.
//!
//! acme.sh `_read_conf` evaluates the line that begins with `SAVED_Ali_Key`, and `_save_conf` puts the
//! value into single quotes, always. Before that the whole file is sourced, so an `Ali_Key` of earlier
//! versions would win: it goes when ours comes, as `_saveaccountconf_mutable` does it. Each of the two may
//! hold another's key, so each is a [`Part`] of its own. The hook knows no security token.

use super::env::Variables;
use super::env_text::{ACME_SH, DOTENV};
use super::{Broken, Client, Entry, Format, Named, Part, Placed, Present, word};
use crate::domain::ProfileName;
use crate::secret::Secret;

#[derive(Debug)]
pub(super) struct AcmeSh;

const SAVED: Variables =
    Variables { id: "SAVED_Ali_Key", secret: "SAVED_Ali_Secret", token: None, regions: &[], dialect: &ACME_SH };

const EARLIER: Variables = Variables { id: "Ali_Key", secret: "Ali_Secret", dialect: &DOTENV, ..SAVED };

impl Client for AcmeSh {
    fn name(&self) -> &'static str {
        "acme-sh"
    }

    fn about(&self) -> &'static str {
        "~/.acme.sh/account.conf: acme.sh's hook dns_ali"
    }

    fn directory(&self) -> Option<&'static str> {
        Some(".acme.sh")
    }

    fn parts(&self) -> &'static [Part] {
        &[
            Part { file: "account.conf", format: &Saved, family: None },
            Part { file: "account.conf", format: &Earlier, family: None },
        ]
    }

    fn keeps_tokens(&self) -> bool {
        false
    }

    fn has_profiles(&self) -> bool {
        false
    }

    fn afterwards(&self, placed: &Placed<'_>) -> Vec<String> {
        let command = |path| format!("acme.sh reads it with --accountconf {path}");
        placed.paths.iter().filter(|_| !placed.is_home).map(|path| command(word(path))).collect()
    }
}

/// What acme.sh saves.
#[derive(Debug)]
struct Saved;

impl Format for Saved {
    fn find(&self, text: &str, profile: &ProfileName) -> Result<Option<Present>, Broken> {
        SAVED.find(text, profile)
    }

    /// In the place of the earlier names, so that they never stand there together.
    fn put(&self, text: &str, profile: &ProfileName, entry: &Entry<'_>) -> Result<Secret, Broken> {
        SAVED.put(EARLIER.remove(text, profile)?.expose(), profile, entry)
    }

    fn remove(&self, text: &str, profile: &ProfileName) -> Result<Secret, Broken> {
        SAVED.remove(text, profile)
    }

    fn named(&self, text: &str) -> Result<Named, Broken> {
        SAVED.named(text)
    }
}

/// The names of earlier versions, under which nothing is written any more.
#[derive(Debug)]
struct Earlier;

impl Format for Earlier {
    fn find(&self, text: &str, profile: &ProfileName) -> Result<Option<Present>, Broken> {
        EARLIER.find(text, profile)
    }

    fn put(&self, text: &str, profile: &ProfileName, _: &Entry<'_>) -> Result<Secret, Broken> {
        EARLIER.remove(text, profile)
    }

    fn remove(&self, text: &str, profile: &ProfileName) -> Result<Secret, Broken> {
        EARLIER.remove(text, profile)
    }

    fn named(&self, text: &str) -> Result<Named, Broken> {
        EARLIER.named(text)
    }
}

//! `inspect`: what an age file tells without a passphrase.

use std::path::PathBuf;

use clap::Args;
use serde_json::{Value, json};

use super::report;
use crate::context::Context;
use crate::failure::Failure;
use crate::opening::{Bundle, OPEN_CAP};
use crate::output::{Page, Report};
use crate::seal::{Stanza, WorkFactor};

/// Show what a bundle is, without opening it
#[derive(Debug, Args)]
pub struct InspectArgs {
    /// The bundle, or any age file (- for standard input)
    bundle: PathBuf,
}

/// Runs the verb.
///
/// # Errors
/// When the file cannot be read or is no age file.
pub fn run(args: &InspectArgs, context: &Context) -> Result<(), Failure> {
    report(context, &Inspection { bundle: Bundle::read(&args.bundle, OPEN_CAP)? })
}

struct Inspection {
    bundle: Bundle,
}

impl Inspection {
    fn mode(&self) -> String {
        match self.bundle.sealed.work_factor() {
            Some(log_n) if log_n == WorkFactor::GENERATED.log_n() => "passphrase (generated words)".into(),
            Some(_) => "passphrase".into(),
            None => "recipients".into(),
        }
    }

    fn recipients(&self) -> Vec<String> {
        self.bundle.sealed.stanzas().iter().filter_map(kind_of_recipient).collect()
    }
}

fn kind_of_recipient(stanza: &Stanza) -> Option<String> {
    match stanza {
        Stanza::X25519 => Some("X25519".to_owned()),
        Stanza::SshEd25519 => Some("ssh-ed25519".to_owned()),
        Stanza::SshRsa => Some("ssh-rsa (cannot be opened by akvault)".to_owned()),
        Stanza::Unknown(tag) => Some(format!("{tag} (cannot be opened by akvault)")),
        Stanza::Scrypt { .. } | Stanza::Grease => None,
    }
}

impl Report for Inspection {
    fn human(&self, page: &mut Page) {
        let sealed = &self.bundle.sealed;
        page.field("id", Some(self.bundle.id.short()));
        page.field("long id", Some(self.bundle.id.long()));
        page.field("size", Some(&format!("{} bytes", self.bundle.size)));
        page.field("armor", Some(if sealed.was_armored() { "yes" } else { "no" }));
        page.field("opened by", Some(&self.mode()));
        for kind in self.recipients() {
            page.field("recipient", Some(&kind));
        }
        page.field("work factor", sealed.work_factor().map(|log_n| format!("scrypt 2^{log_n}")).as_deref());
        page.field("content", Some(&format!("{} bytes", sealed.plaintext_len())));
    }

    fn json(&self) -> Value {
        let sealed = &self.bundle.sealed;
        json!({
            "id": self.bundle.id.short(),
            "long_id": self.bundle.id.long(),
            "size": self.bundle.size,
            "armored": sealed.was_armored(),
            "mode": if sealed.work_factor().is_some() { "passphrase" } else { "recipients" },
            "recipients": self.recipients(),
            "scrypt_log_n": sealed.work_factor(),
            "content_size": sealed.plaintext_len(),
        })
    }
}

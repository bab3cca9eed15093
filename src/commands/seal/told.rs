//! What `seal` tells: what was or would be sealed, and the next steps of both people.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::SealArgs;
use super::draft::command;
use super::parcel::Parcel;
use crate::bundle::BundleId;
use crate::domain::{AccessKeyId, Name};
use crate::gathering::SOURCE_IS_DELETED;
use crate::output::{Page, Report};
use crate::vault::Kind;

/// Where the two halves are.
pub(super) struct Files {
    pub(super) bundle: Option<PathBuf>,
    pub(super) passphrase: Option<PathBuf>,
    pub(super) draft: Option<PathBuf>,
}

/// What was, or would be, sealed.
pub(super) struct Told {
    what: String,
    holder: String,
    bundle: Option<PathBuf>,
    id: Option<(String, String)>,
    to_recipients: bool,
    passphrase: Option<String>,
    created: String,
    rotate_by: String,
    install_before: String,
    name: Option<Name>,
    source_removed: bool,
    kind: Kind,
    masked: Option<String>,
    passphrase_file: Option<PathBuf>,
    draft: Option<PathBuf>,
    has_region: bool,
}

impl Told {
    /// For a dry run.
    pub(super) fn planned(parcel: &Parcel, args: &SealArgs) -> Self {
        let masked = parcel.access_key_id().map(AccessKeyId::masked);
        Self {
            what: masked.clone().unwrap_or_else(|| match parcel.kind {
                Kind::Seed => "the seed of an MFA device".to_owned(),
                _ => format!("a file of {} bytes", parcel.payload.expose().len()),
            }),
            holder: parcel.holder.to_string(),
            bundle: None,
            id: None,
            to_recipients: args.is_to_recipients(),
            passphrase: None,
            created: parcel.issued.created.to_string(),
            rotate_by: parcel.issued.rotate_by.to_string(),
            install_before: parcel.install_before.to_string(),
            name: None,
            source_removed: false,
            kind: parcel.kind,
            passphrase_file: None,
            draft: None,
            has_region: parcel.issued.region.is_some(),
            masked,
        }
    }

    pub(super) fn done(
        parcel: &Parcel,
        args: &SealArgs,
        id: &BundleId,
        files: Files,
        name: &Name,
        source_removed: bool,
    ) -> Self {
        let Files { bundle, passphrase: passphrase_file, draft } = files;
        let passphrase = match &passphrase_file {
            Some(path) => Some(path.display().to_string()),
            None if args.is_to_recipients() => None,
            None if args.chooses_passphrase() => Some("the one that you gave".to_owned()),
            None => Some("shown on the terminal".to_owned()),
        };
        Self {
            bundle,
            passphrase_file,
            draft,
            id: Some((id.short().to_owned(), id.long().to_owned())),
            passphrase,
            name: Some(name.clone()),
            source_removed,
            ..Self::planned(parcel, args)
        }
    }

    /// What the holder types, complete.
    fn next_step(&self) -> String {
        let bundle =
            self.bundle.as_deref().and_then(Path::file_name).map_or("BUNDLE".into(), |name| name.to_string_lossy());
        let long = self.id.as_ref().filter(|_| self.to_recipients).map(|(_, long)| long.as_str());
        command(&bundle, self.kind, self.has_region, long)
    }
}

impl Report for Told {
    fn human(&self, page: &mut Page) {
        let verb = if self.id.is_some() { "Sealed" } else { "Would seal" };
        page.line(&format!("{verb} {} for {}", self.what, self.holder));
        page.field("bundle", self.bundle.as_deref().map(Path::to_string_lossy).as_deref());
        page.field("draft", self.draft.as_deref().map(Path::to_string_lossy).as_deref());
        page.field("id", self.id.as_ref().map(|(short, _)| short.as_str()));
        page.field("passphrase", self.passphrase.as_deref());
        page.field("created", Some(&self.created));
        page.field("rotate by", Some(&self.rotate_by));
        page.field("install before", Some(&self.install_before));
        page.field("ledger", self.name.as_ref().map(Name::as_str));
        if self.source_removed {
            page.line(SOURCE_IS_DELETED);
        }
        let Some((short, long)) = &self.id else { return };
        if self.to_recipients {
            page.line(&format!(
                "Nothing in the bundle says who sealed it. Send its long id by the second channel: {long}"
            ));
        } else {
            page.line(&format!(
                "Send the bundle by one channel (e-mail), and `{short}: PASSPHRASE` by another (text message)."
            ));
        }
        page.line(&format!("The holder then runs: {}", self.next_step()));
    }

    fn json(&self) -> Value {
        json!({
            "sealed": self.id.is_some(),
            "kind": self.kind.as_str(),
            "access_key_id": self.masked,
            "holder": self.holder,
            "id": self.id.as_ref().map(|(short, _)| short),
            "long_id": self.id.as_ref().map(|(_, long)| long),
            "path": self.bundle.as_deref().map(Path::to_string_lossy),
            "passphrase_file": self.passphrase_file.as_deref().map(Path::to_string_lossy),
            "draft": self.draft.as_deref().map(Path::to_string_lossy),
            "mode": if self.to_recipients { "recipients" } else { "passphrase" },
            "created": self.created,
            "rotate_by": self.rotate_by,
            "install_before": self.install_before,
            "name": self.name.as_ref().map(Name::as_str),
            "source_removed": self.source_removed,
        })
    }
}

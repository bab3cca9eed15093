//! `open`: what a bundle holds, masked; or its content, byte for byte.

use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::{Value, json};

use super::report;
use crate::bundle::{BundleId, Manifest, manifest};
use crate::context::Context;
use crate::failure::Failure;
use crate::interrupt::shield;
use crate::opening::{Bundle, KeyArgs, is_stdin};
use crate::output::{Page, Report};
use crate::private_file::{Policy, Staged, commit};
use crate::secret::Secret;

/// Open a bundle, or any age file, and show what it holds without its secrets
#[derive(Debug, Args)]
pub struct OpenArgs {
    /// The bundle, or any age file (- for standard input)
    bundle: PathBuf,
    /// Write the content, byte for byte, to the new file FILE, readable by you alone (- for standard output)
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Write the content to standard output, secrets included
    #[arg(long, conflicts_with = "output")]
    reveal: bool,
    #[command(flatten)]
    keys: KeyArgs,
}

/// Runs the verb.
///
/// # Errors
/// When the bundle cannot be opened or the content cannot be written.
pub fn run(args: &OpenArgs, context: &Context) -> Result<(), Failure> {
    open(args, context).map_err(|failure| failure.unchanged("no content was written"))
}

fn open(args: &OpenArgs, context: &Context) -> Result<(), Failure> {
    args.keys.check_stdin(&args.bundle)?;
    let bundle = Bundle::read(&args.bundle)?;
    let content = bundle.open(&args.keys, context)?;
    match &args.output {
        Some(path) if !is_stdin(path) => write(path, &content, &bundle.id, context),
        Some(_) => reveal(&content, context),
        None if args.reveal => reveal(&content, context),
        None => report(context, &Summary::of(&bundle.id, &content)?),
    }
}

fn reveal(content: &Secret<[u8]>, context: &Context) -> Result<(), Failure> {
    context.output.reveal(content).map_err(|error| Failure::output(&error))
}

fn write(path: &Path, content: &Secret<[u8]>, id: &BundleId, context: &Context) -> Result<(), Failure> {
    let staged = Staged::new_file(path, Policy::strict(), content.expose())?;
    let written = Written { path: staged.path(), id: id.clone(), size: content.expose().len() };
    {
        let _shield = shield();
        commit(vec![staged])?;
    }
    report(context, &written)
}

struct Written {
    path: PathBuf,
    id: BundleId,
    size: usize,
}

impl Report for Written {
    fn human(&self, page: &mut Page) {
        page.line(&format!("Restored {} bytes of bundle {} to {}", self.size, self.id, self.path.display()));
    }

    fn json(&self) -> Value {
        json!({ "id": self.id.short(), "output": self.path.to_string_lossy(), "size": self.size })
    }
}

enum Summary {
    Key { id: BundleId, manifest: Box<Manifest> },
    File { id: BundleId, size: usize },
}

impl Summary {
    fn of(id: &BundleId, content: &Secret<[u8]>) -> Result<Self, Failure> {
        match Manifest::decode(content) {
            Ok(manifest) => Ok(Self::Key { id: id.clone(), manifest: Box::new(manifest) }),
            Err(manifest::Error::NotAManifest) => Ok(Self::File { id: id.clone(), size: content.expose().len() }),
            Err(error) => Err(error.into()),
        }
    }
}

impl Report for Summary {
    fn human(&self, page: &mut Page) {
        match self {
            Self::File { id, size } => {
                page.line(&format!("Bundle {id} holds a file of {size} bytes; -o FILE restores it"));
            }
            Self::Key { id, manifest } => describe(id, manifest, page),
        }
    }

    fn json(&self) -> Value {
        match self {
            Self::File { id, size } => json!({ "id": id.short(), "kind": "file", "size": size }),
            Self::Key { id, manifest } => json!({
                "id": id.short(),
                "kind": "access-key",
                "access_key_id": manifest.access_key.id.masked(),
                "holder": manifest.holder.as_str(),
                "issuer": manifest.issuer,
                "created": manifest.created.to_string(),
                "rotate_by": manifest.rotate_by.to_string(),
                "install_before": manifest.install_before.to_string(),
                "supersedes": manifest.supersedes.as_ref().map(crate::domain::AccessKeyId::masked),
                "profile": manifest.profile.as_ref().map(ToString::to_string),
                "region": manifest.region.as_ref().map(ToString::to_string),
                "account": manifest.account,
                "user": manifest.user,
            }),
        }
    }
}

fn describe(id: &BundleId, manifest: &Manifest, page: &mut Page) {
    page.field("bundle", Some(id.short()));
    page.field("access key id", Some(&manifest.access_key.id.masked()));
    page.field("secret", Some("****"));
    page.field("holder", Some(manifest.holder.as_str()));
    page.field("issuer", Some(&manifest.issuer));
    page.field("created", Some(&manifest.created.to_string()));
    page.field("rotate by", Some(&manifest.rotate_by.to_string()));
    page.field("install before", Some(&manifest.install_before.to_string()));
    page.field("supersedes", manifest.supersedes.as_ref().map(crate::domain::AccessKeyId::masked).as_deref());
    page.field("profile", manifest.profile.as_ref().map(crate::domain::ProfileName::as_str));
    page.field("region", manifest.region.as_ref().map(crate::domain::Region::as_str));
    page.field("account", manifest.account.as_deref());
    page.field("user", manifest.user.as_deref());
}

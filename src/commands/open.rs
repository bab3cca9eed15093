//! `open`: what a bundle holds, masked; or its content, byte for byte.

use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::{Value, json};

use super::report;
use crate::bundle::{BundleId, Manifest, manifest};
use crate::context::Context;
use crate::domain::{AccessKey, AccessKeyId, ProfileName, Region};
use crate::failure::{Failure, Kind};
use crate::interrupt::shield;
use crate::mfa::Otpauth;
use crate::opening::{Bundle, KeyArgs, OPEN_CAP, is_dash};
use crate::output::{Page, Report};
use crate::private_file::{Policy, Staged, commit};
use crate::secret::Secret;

/// Open a bundle, or any age file, and show what it holds without its secrets
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  akvault open K7Q2-M3XD.age
  akvault open K7Q2-M3XD.age -o key.json")]
pub struct OpenArgs {
    /// The bundle, or any age file (- for standard input)
    bundle: PathBuf,
    /// Write the content, byte for byte, to the new file FILE, readable by you alone (- for standard output)
    #[arg(short, long, alias = "output", value_name = "FILE")]
    out: Option<PathBuf>,
    /// Show the secrets too, on standard output
    #[arg(long, conflicts_with = "out")]
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
    let bundle = Bundle::read(&args.bundle, OPEN_CAP)?;
    let payload = bundle.open(&args.keys, context)?;
    match &args.out {
        Some(path) if !is_dash(path) => write(path, &payload, &bundle.id, context),
        Some(_) => context.output.reveal(&payload).map_err(|error| Failure::output(&error)),
        None => tell(&Summary::of(bundle.id, &payload, args.reveal)?, &payload, context),
    }
}

/// A revealed file is its own report; only JSON puts it between other members.
fn tell(summary: &Summary, payload: &Secret<[u8]>, context: &Context) -> Result<(), Failure> {
    match summary.content {
        Content::File | Content::Seed if summary.reveal && !context.output.is_json() => {
            context.output.reveal(payload).map_err(|error| Failure::output(&error))
        }
        Content::File if summary.reveal && summary.text.is_none() => {
            Err(Failure::new(Kind::Usage, "the content is not text, and JSON holds only text")
                .next("write it into a file with -o FILE"))
        }
        _ => report(context, summary),
    }
}

fn write(path: &Path, payload: &Secret<[u8]>, id: &BundleId, context: &Context) -> Result<(), Failure> {
    let staged = Staged::new_file(path, Policy::strict(), payload.expose())?;
    let written = Written { path: staged.path(), id: id.clone(), size: payload.expose().len() };
    {
        let _shield = shield();
        commit(vec![staged])?;
    }
    report(context, &written).map_err(|failure| failure.unchanged("the content is written; only the report is missing"))
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

/// What a bundle holds.
struct Summary {
    id: BundleId,
    content: Content,
    size: usize,
    reveal: bool,
    /// The content of a file that is revealed, where it is text.
    text: Option<Secret>,
}

enum Content {
    Key(Box<Manifest>),
    Seed,
    File,
}

impl Summary {
    fn of(id: BundleId, payload: &Secret<[u8]>, reveal: bool) -> Result<Self, Failure> {
        let content = match Manifest::decode(payload) {
            Ok(manifest) => Content::Key(Box::new(manifest)),
            Err(manifest::Error::NotAManifest) if Otpauth::of_payload(payload).is_some() => Content::Seed,
            Err(manifest::Error::NotAManifest) => Content::File,
            Err(error) => return Err(error.into()),
        };
        let text = std::str::from_utf8(payload.expose()).ok().filter(|_| reveal).map(Secret::from);
        Ok(Self { id, content, size: payload.expose().len(), reveal, text })
    }

    /// The AccessKey ID and secret, as far as they are shown.
    fn pair(&self, key: &AccessKey) -> (String, String) {
        if self.reveal {
            (key.id.to_string(), key.secret.expose().to_owned())
        } else {
            (key.id.masked(), "****".to_owned())
        }
    }
}

impl Report for Summary {
    fn human(&self, page: &mut Page) {
        let manifest = match &self.content {
            Content::Key(manifest) => manifest,
            Content::Seed => {
                page.line(&format!("Bundle {} holds the seed of an MFA device", self.id));
                return page.line("`akvault install BUNDLE --mfa NAME` keeps it in your vault.");
            }
            Content::File => {
                return page
                    .line(&format!("Bundle {} holds a file of {} bytes; -o FILE restores it", self.id, self.size));
            }
        };
        let (id, secret) = self.pair(&manifest.access_key);
        page.field("bundle", Some(self.id.short()));
        page.field("access key id", Some(&id));
        page.field("secret", Some(&secret));
        page.field("holder", Some(manifest.holder.as_str()));
        page.field("issuer", Some(&manifest.issuer));
        page.field("created", Some(&manifest.created.to_string()));
        page.field("rotate by", Some(&manifest.rotate_by.to_string()));
        page.field("install before", Some(&manifest.install_before.to_string()));
        page.field("supersedes", manifest.supersedes.as_ref().map(AccessKeyId::masked).as_deref());
        page.field("profile", manifest.profile.as_ref().map(ProfileName::as_str));
        page.field("region", manifest.region.as_ref().map(Region::as_str));
        page.field("account", manifest.account.as_deref());
        page.field("user", manifest.user.as_deref());
    }

    fn json(&self) -> Value {
        let Content::Key(manifest) = &self.content else {
            let content = self.text.as_ref().map(Secret::expose);
            let kind = if matches!(self.content, Content::Seed) { "mfa" } else { "file" };
            return json!({ "id": self.id.short(), "kind": kind, "size": self.size, "content": content });
        };
        let (id, secret) = self.pair(&manifest.access_key);
        json!({
            "id": self.id.short(),
            "kind": "access-key",
            "access_key_id": id,
            "access_key_secret": self.reveal.then_some(secret),
            "holder": manifest.holder.as_str(),
            "issuer": manifest.issuer,
            "created": manifest.created.to_string(),
            "rotate_by": manifest.rotate_by.to_string(),
            "install_before": manifest.install_before.to_string(),
            "supersedes": manifest.supersedes.as_ref().map(AccessKeyId::masked),
            "profile": manifest.profile.as_ref().map(ToString::to_string),
            "region": manifest.region.as_ref().map(ToString::to_string),
            "account": manifest.account,
            "user": manifest.user,
        })
    }
}

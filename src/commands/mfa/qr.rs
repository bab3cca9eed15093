//! `mfa qr`: show a seed to a phone, on the terminal or in a new picture file. Never to a pipe.

use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::{Value, json};

use super::device::DeviceArgs;
use crate::commands::report;
use crate::context::Context;
use crate::failure::{Failure, Kind};
use crate::interrupt::shield;
use crate::mfa::{self, Otpauth};
use crate::opening::is_dash;
use crate::output::{Page, Report};
use crate::printable::Printable;
use crate::private_file::{Owner, Policy, Staged, commit};
use crate::secret::Secret;
use crate::terminal;

/// Show the QR code of an MFA device, for an authenticator app
///
/// It shows on a screen of its own, which is cleared with the next key. Whoever photographs it has the seed.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  akvault mfa qr ops")]
pub(super) struct QrArgs {
    #[command(flatten)]
    device: DeviceArgs,
    /// Write a picture into the new file FILE instead, which ends in .png or .svg
    #[arg(short, long, value_name = "FILE")]
    out: Option<PathBuf>,
}

const OTHERWISE: &str = "give -o FILE.png or -o FILE.svg";

/// Runs the verb.
///
/// # Errors
/// When the seed does not open, the window is too small, or the file cannot be written.
pub(super) fn run(args: &QrArgs, context: &Context) -> Result<(), Failure> {
    show(args, context).map_err(|failure| failure.unchanged("no picture was written"))
}

fn show(args: &QrArgs, context: &Context) -> Result<(), Failure> {
    let Some(path) = &args.out else {
        context.require_screen("the QR code", OTHERWISE)?;
        return on_terminal(&args.device.open(context)?.1, context);
    };
    let picture = picture_of(path)?;
    context.keep_out_of_vault(path)?;
    let (_, otpauth) = args.device.open(context)?;
    let staged = Staged::new_file(path, Policy::new(Owner::effective(), false), picture(otpauth.uri())?.expose())?;
    let written = Written { path: staged.path() };
    {
        let _shield = shield();
        commit(vec![staged])?;
    }
    report(context, &written).map_err(|failure| failure.unchanged("the picture is written; only the report is missing"))
}

type Picture = fn(&Secret) -> Result<Secret<[u8]>, mfa::Error>;

fn picture_of(path: &Path) -> Result<Picture, Failure> {
    let ending = path.extension().and_then(|ending| ending.to_str()).map(str::to_ascii_lowercase);
    match ending.as_deref() {
        Some("png") if !is_dash(path) => Ok(mfa::png),
        Some("svg") if !is_dash(path) => Ok(mfa::svg),
        _ => Err(Failure::new(Kind::Usage, "a picture is a file that ends in .png or .svg").next(OTHERWISE)),
    }
}

fn on_terminal(otpauth: &Otpauth, context: &Context) -> Result<(), Failure> {
    let drawing = mfa::on_terminal(otpauth.uri())?;
    let issuer = otpauth.label.issuer.as_ref().map_or_else(String::new, |issuer| format!("{issuer}: "));
    let title = format!("{issuer}{}", otpauth.label.account);
    let screen = Secret::from(format!(
        "{}{}\nPress any key: the screen is cleared then.\n",
        drawing.text.expose(),
        Printable(&title).to_string().replace(['\n', '\t'], " "),
    ));
    context.terminal.show_once(&screen, Some(drawing.columns)).map_err(|error| match error {
        terminal::Error::TooSmall { .. } => {
            Failure::from(error).next(format!("make the window larger, or {OTHERWISE}"))
        }
        other => other.into(),
    })
}

struct Written {
    path: PathBuf,
}

impl Report for Written {
    fn human(&self, page: &mut Page) {
        page.line(&format!("Wrote the QR code to {}. Whoever has the picture has the seed.", self.path.display()));
    }

    fn json(&self) -> Value {
        json!({ "path": self.path.to_string_lossy() })
    }
}

//! `mfa import`: keep a seed that was issued elsewhere: a bare seed, an otpauth URI, the API's answer,
//! a picture, an app's export.

use std::path::PathBuf;

use clap::Args;
use serde_json::{Value, json};

use super::look::{LookArgs, fields, members};
use crate::commands::report;
use crate::context::Context;
use crate::cursor::Values;
use crate::domain::Name;
use crate::failure::{Failure, Kind};
use crate::interrupt::shield;
use crate::mfa::{Assumed, Found, PICTURE_LIMIT, Reading, read};
use crate::opening::read_argument;
use crate::output::{Page, Report};
use crate::printable::Printable;
use crate::secret::Secret;
use crate::unlocking::sealed_to;
use crate::vault::{Device, Ledger};

/// Keep the seed of an MFA device in the vault, sealed
///
/// FILE is the answer of `aliyun ims CreateVirtualMFADevice`, an otpauth URI, a base32 seed, a PNG or
/// JPEG picture of a QR code, or an export of Google Authenticator. Without FILE, the terminal asks for the
/// seed or the URI. What a bare seed does not say of itself, options do; other sources say it themselves.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  aliyun ims CreateVirtualMFADevice --VirtualMFADeviceName dev | akvault mfa import dev -")]
pub(super) struct ImportArgs {
    /// What the device is called here
    #[arg(value_parser = Name::new, add = Values::Free)]
    name: Name,
    /// The file that holds the seed (- for standard input)
    file: Option<PathBuf>,
    #[command(flatten, next_help_heading = "For a bare seed")]
    look: LookArgs,
    /// Which account, when FILE holds several: its number in the list that the error shows
    #[arg(long, value_name = "N", conflicts_with = "all")]
    number: Option<usize>,
    /// Keep every account in FILE: the first as NAME, the others as NAME-2, NAME-3
    #[arg(long)]
    all: bool,
    /// Only say what would be kept
    #[arg(short = 'n', long)]
    dry_run: bool,
}

/// Runs the verb.
///
/// # Errors
/// When there is no vault, the source is not in order, the name is taken, or the record cannot be
/// written.
pub(super) fn run(args: &ImportArgs, context: &Context) -> Result<(), Failure> {
    import(args, context).map_err(|failure| failure.unchanged("nothing was kept, and the source is as it was"))
}

fn import(args: &ImportArgs, context: &Context) -> Result<(), Failure> {
    if args.file.is_none() && is_seed_for_a_name(args.name.as_str()) {
        return Err(told_on_the_line());
    }
    let recipients = context.vault()?.recipients()?;
    let assumed = Assumed { label: args.look.label(args.name.as_str())?, parameters: args.look.parameters() };
    let reading = read(&args.bytes(context)?, &assumed)?;
    args.refuse_unused(&reading)?;
    let chosen = args.choose(reading, context)?;
    for found in &chosen {
        found.otpauth.oddities().into_iter().for_each(|oddity| context.output.warn(oddity));
    }
    let now = context.clock.now();
    let named = args.names().zip(chosen);
    let devices =
        named.map(|(name, found)| Device::new(name, found, &recipients, now)).collect::<Result<Vec<_>, _>>()?;
    if !args.dry_run {
        save(&context.lock_ledger()?, &devices)?;
    }
    report(context, &Kept { devices, sealed: sealed_to(&recipients), done: !args.dry_run })
        .map_err(|failure| failure.unchanged("the device is kept; only the report is missing"))
}

fn save(ledger: &Ledger, devices: &[Device]) -> Result<(), Failure> {
    for device in devices {
        ledger.refuse_device(&device.name)?;
    }
    let _shield = shield();
    Ok(ledger.save_devices(devices)?)
}

impl ImportArgs {
    fn bytes(&self, context: &Context) -> Result<Secret<[u8]>, Failure> {
        let Some(file) = &self.file else {
            let otherwise = "name the file that holds the seed, or give it on standard input as -";
            let typed = context.ask_hidden("Seed or otpauth URI (not shown):", otherwise)?;
            return Ok(Secret::from(typed.expose().as_bytes().to_vec()));
        };
        read_argument(file, PICTURE_LIMIT).map_err(|failure| {
            let is_no_file = failure.kind() == Kind::NotFound || file.as_os_str().len() > LONGEST_NAME;
            if is_no_file && is_seed(&file.to_string_lossy()) { told_on_the_line() } else { failure }
        })
    }

    /// What is given and not used was meant otherwise.
    fn refuse_unused(&self, reading: &Reading) -> Result<(), Failure> {
        match self.look.given() {
            Some(option) if !reading.is_bare => {
                let what = format!("{option} is for a bare seed, and this source says itself what it is of");
                Err(Failure::new(Kind::Usage, what).next(format!("leave {option} away")))
            }
            _ => Ok(()),
        }
    }

    /// Accounts that cannot be kept are told of, and do not stand in the way of the others.
    fn choose(&self, reading: Reading, context: &Context) -> Result<Vec<Found>, Failure> {
        let Reading { mut found, refused, part, .. } = reading;
        for one in &refused {
            context.output.warn(&format!("`{}` is left out: {}", Printable(&one.name), one.why));
        }
        if let Some((part, parts)) = part {
            context.output.warn(&format!("this is part {part} of {parts} of the export: import the others too"));
        }
        match (self.number, found.len()) {
            (_, 0) => {
                let why = refused.into_iter().next().map(|one| one.why);
                Err(why.map_or_else(|| Failure::new(Kind::Damaged, "there is no account in it"), Failure::from))
            }
            (Some(number), count) if number == 0 || number > count => {
                Err(Failure::new(Kind::NotFound, format!("there is no account {number}")).next(list(&found)))
            }
            (Some(number), _) => Ok(vec![found.swap_remove(number.saturating_sub(1))]),
            (None, count) if count > 1 && !self.all => {
                Err(Failure::new(Kind::Usage, format!("the source holds {count} accounts")).next(list(&found)))
            }
            _ => Ok(found),
        }
    }

    fn names(&self) -> impl Iterator<Item = Name> {
        std::iter::once(self.name.clone()).chain((2..).map(|number| self.name.numbered(number)))
    }
}

/// Bytes of a file's name; nothing longer is one.
const LONGEST_NAME: usize = 255;

/// Whether this is what a file would hold: a URI, the API's answer, or base32 in one case throughout.
fn is_seed(text: &str) -> bool {
    const SHORTEST: usize = 13;
    let (text, lower) = (text.trim(), text.trim().to_lowercase());
    let is_in =
        |letters: std::ops::RangeInclusive<char>| text.chars().all(|c| letters.contains(&c) || "234567= -".contains(c));
    let is_base32 = is_in('A'..='Z') || (is_in('a'..='z') && !text.contains('-'));
    let is_told =
        ["otpauth:", "otpauth-migration:", "secret=", "base32stringseed"].iter().any(|mark| lower.contains(mark));
    is_told || (text.len() >= SHORTEST && is_base32)
}

/// Whether the name was forgotten. One of letters alone may be meant.
fn is_seed_for_a_name(name: &str) -> bool {
    const SHORTEST: usize = 16;
    is_seed(name) && name.len() >= SHORTEST && name.bytes().filter(u8::is_ascii_digit).count() > 1
}

/// It is not repeated, since what stands on a terminal is copied and logged.
fn told_on_the_line() -> Failure {
    Failure::new(Kind::Usage, "a seed or URI on the command line can be read by every program of this machine")
        .next("leave it away and type it when asked, or give a file, or - and standard input; bind a new seed if others use this machine")
}

/// At most twenty: an export may hold hundreds.
fn list(found: &[Found]) -> String {
    let shown = (1..).zip(found).take(20).map(|(number, found): (usize, _)| {
        let label = &found.otpauth.label;
        let issuer = label.issuer.as_ref().map_or_else(String::new, |issuer| format!("{issuer}: "));
        format!("{number} {issuer}{}", label.account)
    });
    format!("give --number N for one, or --all: {}", shown.collect::<Vec<_>>().join(", "))
}

struct Kept {
    devices: Vec<Device>,
    sealed: String,
    done: bool,
}

impl Report for Kept {
    fn human(&self, page: &mut Page) {
        let verb = if self.done { "Keeps" } else { "Would keep" };
        for device in &self.devices {
            page.line(&format!("{verb} the MFA device `{}`, {}", device.name, self.sealed));
            fields(device, page);
        }
    }

    fn json(&self) -> Value {
        json!({ "devices": self.devices.iter().map(members).collect::<Vec<_>>(), "kept": self.done })
    }
}

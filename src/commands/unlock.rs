//! `unlock`: keep the vault's identity in the kernel's keyring for a while, so that no passphrase is
//! asked for meanwhile. No daemon: the kernel counts the time, and forgets it with the session.

use std::time::Duration;

use clap::Args;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use super::report;
use crate::context::Context;
use crate::failure::Failure;
use crate::interrupt::shield;
use crate::keyring;
use crate::opening::KeyArgs;
use crate::output::{Page, Report};
use crate::unlocking;

/// A day: whoever wants longer wants no passphrase.
const LONGEST: Duration = Duration::from_hours(24);

/// Keep the vault unlocked for a while, in the kernel's keyring (Linux)
///
/// All programs of this session that run as you can use the vault until then. `akvault lock` ends it, and
/// so does the end of the session.
#[derive(Debug, Args)]
pub struct UnlockArgs {
    /// For so long: seconds, minutes or hours, such as 90s, 15m or 8h, at most 24h
    #[arg(long = "for", value_name = "TIME", default_value = "15m", value_parser = time)]
    time: Duration,
    /// Read the passphrase from the first line of FILE (- for standard input)
    #[arg(long, value_name = "FILE", conflicts_with = "passphrase_fd")]
    passphrase_file: Option<std::path::PathBuf>,
    /// Read the passphrase from the first line of the open file descriptor N
    #[arg(long, value_name = "N")]
    passphrase_fd: Option<u32>,
}

fn time(text: &str) -> Result<Duration, &'static str> {
    let wrong = "use 90s, 15m or 8h, at most 24h";
    let (number, unit) = match text.as_bytes().last() {
        Some(b's') => (text.strip_suffix('s'), 1),
        Some(b'm') => (text.strip_suffix('m'), 60),
        Some(b'h') => (text.strip_suffix('h'), 3600),
        _ => (None, 0),
    };
    let number = number.filter(|number| number.bytes().all(|byte| byte.is_ascii_digit()));
    let seconds = number.and_then(|number| number.parse::<u64>().ok()?.checked_mul(unit)).unwrap_or(0);
    let time = Duration::from_secs(seconds);
    if time.is_zero() || time > LONGEST { Err(wrong) } else { Ok(time) }
}

/// Runs the verb.
///
/// # Errors
/// When the passphrase is wrong, or the kernel keeps nothing.
pub fn run(args: UnlockArgs, context: &Context) -> Result<(), Failure> {
    unlock(args, context).map_err(|failure| failure.unchanged("the vault is not unlocked"))
}

fn unlock(args: UnlockArgs, context: &Context) -> Result<(), Failure> {
    let keys =
        KeyArgs { passphrase_file: args.passphrase_file, passphrase_fd: args.passphrase_fd, identity: Vec::new() };
    let name = unlocking::keyring_name(context)?;
    let opened = unlocking::open_identity(&keys, context)?;
    {
        let _shield = shield();
        keyring::keep(&name, &opened.text, args.time)?;
    }
    let time = SignedDuration::try_from(args.time).unwrap_or_default();
    let now = context.clock.now();
    report(context, &Unlocked { until: now.saturating_add(time).unwrap_or(now) })
        .map_err(|failure| failure.unchanged("the vault is unlocked; only the report is missing"))
}

struct Unlocked {
    until: Timestamp,
}

impl Report for Unlocked {
    fn human(&self, page: &mut Page) {
        page.line(&format!("The vault is unlocked in this session until {}.", self.until.strftime("%H:%M:%S UTC")));
        page.line("`akvault lock` locks it again.");
    }

    fn json(&self) -> Value {
        json!({ "unlocked": true, "until": self.until.strftime("%Y-%m-%dT%H:%M:%SZ").to_string() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_they_are_meant() {
        for (text, seconds) in [("1s", 1), ("90s", 90), ("15m", 900), ("24h", 86_400)] {
            assert_eq!(time(text), Ok(Duration::from_secs(seconds)), "{text}");
        }
        for bad in ["", "m", "15", "0m", "25h", "-1m", "1.5h", "1d", "99999999999999999999h", "15mm", " 15m"] {
            assert!(time(bad).is_err(), "{bad}");
        }
    }
}

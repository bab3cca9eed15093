//! `mfa bind`: two consecutive codes, which is what `BindMFADevice` asks for.
//!
//! It asks the server nothing: it prints the command. The two codes are the one that holds now and the
//! next; so that there is time to use them, it waits for a fresh one.

use std::time::Duration;

use clap::Args;
use jiff::Timestamp;
use serde_json::{Value, json};

use super::device::{DeviceArgs, moment};
use super::look::codes;
use crate::commands::report;
use crate::context::Context;
use crate::cursor::Values;
use crate::failure::Failure;
use crate::mfa::{Code, Parameters, SerialNumber, Token};
use crate::output::{Page, Report};

/// Show two consecutive codes, which bind an MFA device to its user
///
/// For a device that RAM issued, and with --user, it prints the whole `aliyun ims BindMFADevice` line.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  akvault mfa bind ops --user alice@example.onaliyun.com --no-wait")]
pub(super) struct BindArgs {
    #[command(flatten)]
    device: DeviceArgs,
    /// The user to bind it to, by the whole logon name, such as alice@example.onaliyun.com
    #[arg(long, value_name = "USER", value_parser = logon_name, add = Values::Free)]
    user: Option<String>,
    /// The serial number, where the import did not tell it
    #[arg(long, value_name = "ARN", value_parser = SerialNumber::new)]
    serial_number: Option<SerialNumber>,
    /// Take the codes of another time, such as 2026-11-23T12:00:00Z
    #[arg(long, value_name = "TIME", value_parser = moment)]
    at: Option<Timestamp>,
    /// Do not wait for a fresh code
    #[arg(long)]
    no_wait: bool,
}

/// What a shell takes as it is.
fn logon_name(text: &str) -> Result<String, &'static str> {
    let good = |c: char| c.is_ascii_alphanumeric() || "._@-".contains(c);
    let is_name = (1..=128).contains(&text.len()) && !text.starts_with('-') && text.chars().all(good);
    if is_name { Ok(text.to_owned()) } else { Err("use letters, digits, `.`, `_`, `-` and `@`") }
}

/// Runs the verb.
///
/// # Errors
/// When the seed does not open.
pub(super) fn run(args: &BindArgs, context: &Context) -> Result<(), Failure> {
    let (device, otpauth) = args.device.open(context)?;
    let token = &otpauth.token;
    if token.parameters != Parameters::default() {
        let (these, usual) = (codes(token.parameters), codes(Parameters::default()));
        context.output.warn(&format!("RAM's devices are of {usual}: it takes no codes of {these}"));
    }
    if args.at.is_none() && !args.no_wait {
        wait_for_a_fresh_step(token, context)?;
    }
    let now = args.at.unwrap_or_else(|| context.clock.now());
    let step = token.step(now)?;
    let next = step.shifted(1).unwrap_or(step);
    let serial_number = args.serial_number.clone().or(device.serial_number);
    let bound = Bound { codes: [token.code(step), token.code(next)], serial_number, user: args.user.clone() };
    if bound.serial_number.is_some() && bound.user.is_none() {
        context.output.say("akvault: give --user alice@example.onaliyun.com for the whole aliyun command");
    }
    report(context, &bound)
}

/// How often the clock is looked at while waiting.
const LOOK: Duration = Duration::from_millis(250);
const LOOKS_A_SECOND: u64 = 4;

/// Two thirds of a period are enough to paste a line.
fn wait_for_a_fresh_step(token: &Token, context: &Context) -> Result<(), Failure> {
    let period = u64::from(token.parameters.period.seconds());
    let enough = period.saturating_mul(2) / 3;
    let is_shown = context.terminal.is_there() && context.output.is_talkative();
    let mut waited = false;
    // A clock may be set back meanwhile: no more looks than a period has.
    for _ in 0..period.saturating_mul(LOOKS_A_SECOND) {
        let now = context.clock.now();
        let left = token.step(now)?.seconds_left(now);
        if left >= enough {
            break;
        }
        if is_shown {
            context.terminal.rewrite_line(&format!("a fresh code in {left} s "))?;
            waited = true;
        }
        std::thread::sleep(LOOK);
    }
    if waited { Ok(context.terminal.rewrite_line("")?) } else { Ok(()) }
}

struct Bound {
    codes: [Code; 2],
    serial_number: Option<SerialNumber>,
    user: Option<String>,
}

impl Bound {
    fn command(&self) -> Option<String> {
        let [first, second] = &self.codes;
        let (serial_number, user) = (self.serial_number.as_ref()?, self.user.as_ref()?);
        Some(format!(
            "aliyun ims BindMFADevice --SerialNumber {serial_number} --UserPrincipalName {user} \
             --AuthenticationCode1 {} --AuthenticationCode2 {}",
            first.as_str(),
            second.as_str(),
        ))
    }
}

impl Report for Bound {
    fn human(&self, page: &mut Page) {
        match self.command() {
            Some(command) => page.line(&command),
            None => self.codes.iter().for_each(|code| page.line(code.as_str())),
        }
    }

    fn json(&self) -> Value {
        json!({
            "codes": self.codes.iter().map(Code::as_str).collect::<Vec<_>>(),
            "serial_number": self.serial_number.as_ref().map(SerialNumber::as_str),
            "command": self.command(),
        })
    }
}

//! `mfa code`: the code that holds now, alone on standard output.

use std::time::Duration;

use clap::Args;
use jiff::Timestamp;
use serde_json::{Value, json};

use super::device::{DeviceArgs, moment};
use crate::commands::report;
use crate::context::Context;
use crate::failure::{Failure, Kind};
use crate::mfa::{Code, Step, Token};
use crate::output::{Page, Report};

/// Show the code of an MFA device
///
/// The code alone goes to standard output, the seconds that it holds to standard error.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  akvault mfa code ops")]
pub(super) struct CodeArgs {
    #[command(flatten)]
    device: DeviceArgs,
    /// Show the code that comes next
    #[arg(long)]
    next: bool,
    /// Show the code of another time, such as 2026-11-23T12:00:00Z
    #[arg(long, value_name = "TIME", value_parser = moment)]
    at: Option<Timestamp>,
    /// Show the code on the terminal with a countdown, and the next ones, until Ctrl-C
    #[arg(long, conflicts_with_all = ["at", "next"])]
    watch: bool,
}

/// Runs the verb.
///
/// # Errors
/// When the seed does not open.
pub(super) fn run(args: &CodeArgs, context: &Context) -> Result<(), Failure> {
    if args.watch && context.output.is_json() {
        return Err(Failure::new(Kind::Usage, "a countdown is for people").next("leave --json or --watch away"));
    }
    if args.watch && !context.terminal.is_there() {
        return Err(Failure::new(Kind::NoTerminal, "there is no terminal to watch on").next("leave --watch away"));
    }
    let (_, otpauth) = args.device.open(context)?;
    if args.watch {
        return watch(&otpauth.token, context);
    }
    let now = args.at.unwrap_or_else(|| context.clock.now());
    let told = Told::of(&otpauth.token, now, args.next)?;
    // Of another time, nothing runs out.
    if args.at.is_none() {
        context.output.say(&told.time());
    }
    report(context, &told)
}

/// A line that is written anew each second; Ctrl-C ends it, as it ends every command.
fn watch(token: &Token, context: &Context) -> Result<(), Failure> {
    let _line = context.terminal.countdown()?;
    loop {
        let now = context.clock.now();
        let told = Told::of(token, now, false)?;
        context.terminal.rewrite_line(&format!("{}  {:>4} s ", told.code.as_str(), told.seconds_left))?;
        let past = u32::try_from(now.subsec_nanosecond()).unwrap_or(0);
        std::thread::sleep(Duration::from_secs(1).saturating_sub(Duration::from_nanos(past.into())));
    }
}

struct Told {
    code: Code,
    step: Step,
    next: bool,
    /// Until the step that runs now is over.
    seconds_left: u64,
}

impl Told {
    fn of(token: &Token, now: Timestamp, next: bool) -> Result<Self, Failure> {
        let running = token.step(now)?;
        let step = if next { running.shifted(1).unwrap_or(running) } else { running };
        Ok(Self { code: token.code(step), step, next, seconds_left: running.seconds_left(now) })
    }

    fn time(&self) -> String {
        let seconds =
            if self.seconds_left == 1 { "1 second".to_owned() } else { format!("{} seconds", self.seconds_left) };
        if self.next { format!("holds in {seconds}") } else { format!("holds for {seconds} more") }
    }
}

impl Report for Told {
    fn human(&self, page: &mut Page) {
        page.line(self.code.as_str());
    }

    fn json(&self) -> Value {
        let begin = |step: Option<Step>| step.and_then(Step::begin).map(|moment| moment.to_string());
        json!({
            "code": self.code.as_str(),
            "from": begin(Some(self.step)),
            "until": begin(self.step.shifted(1)),
            "seconds_left": self.seconds_left,
        })
    }
}

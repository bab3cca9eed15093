//! `mfa verify`: whether a code is the right one, as a server would see it.

use clap::Args;
use jiff::Timestamp;
use serde_json::{Value, json};

use super::device::{DeviceArgs, moment};
use crate::commands::report;
use crate::context::Context;
use crate::failure::{Failure, Kind};
use crate::mfa::Code;
use crate::output::{Page, Report};

/// Check a code that another device shows for the same seed
#[derive(Debug, Args)]
pub(super) struct VerifyArgs {
    #[command(flatten)]
    device: DeviceArgs,
    /// The code, as the device shows it
    code: String,
    /// Accept the codes of so many steps before and after, 0 to 10
    #[arg(long, value_name = "STEPS", default_value = "1", value_parser = clap::value_parser!(u8).range(0..=10))]
    window: u8,
    /// Check for another time, such as 2026-11-23T12:00:00Z
    #[arg(long, value_name = "TIME", value_parser = moment)]
    at: Option<Timestamp>,
}

/// How far a clock that is wrong is looked for, in steps: ten minutes with the usual period.
const REACH: u8 = 20;

/// Runs the verb.
///
/// # Errors
/// When the code is not right, or the seed does not open.
pub(super) fn run(args: &VerifyArgs, context: &Context) -> Result<(), Failure> {
    let (_, otpauth) = args.device.open(context)?;
    let token = &otpauth.token;
    let code = Code::parse(&args.code, token.parameters.digits)?;
    let now = args.at.unwrap_or_else(|| context.clock.now());
    let drift = token.drift(&code, now, REACH)?;
    let period = i64::from(token.parameters.period.seconds());
    let told = drift.map(|steps| Told { steps, seconds: i64::from(steps).saturating_mul(period) });
    match told {
        Some(told) if told.steps.unsigned_abs() <= u16::from(args.window) => {
            if told.steps != 0 {
                context.output.warn(&format!("{}: one of the two clocks is wrong", told.words()));
            }
            report(context, &told)
        }
        Some(told) => Err(Failure::new(Kind::WrongKey, format!("the code is not right now: {}", told.words()))
            .next("compare the clocks of the two devices with the right time")),
        None => Err(Failure::new(Kind::WrongKey, "the code is not of this seed, or of another time")
            .next("type the next code; if that is wrong too, the seeds differ")),
    }
}

struct Told {
    steps: i16,
    seconds: i64,
}

impl Told {
    fn words(&self) -> String {
        let many = self.steps.unsigned_abs();
        let steps = if many == 1 { "step" } else { "steps" };
        let way = if self.steps < 0 { "behind" } else { "ahead" };
        format!("it is {many} {steps} ({} s) {way}", self.seconds.unsigned_abs())
    }
}

impl Report for Told {
    fn human(&self, page: &mut Page) {
        page.line("The code is right.");
    }

    fn json(&self) -> Value {
        json!({ "right": true, "drift_steps": self.steps, "drift_seconds": self.seconds })
    }
}

//! `mfa export`: the otpauth URI, seed and all, as it was imported. It is noted before it is written.

use clap::Args;
use serde_json::{Value, json};

use super::device::DeviceArgs;
use crate::commands::report;
use crate::context::Context;
use crate::failure::{Failure, Kind};
use crate::interrupt::shield;
use crate::output::{Page, Report};
use crate::secret::Secret;
use crate::vault::What;

/// Write the otpauth URI of an MFA device to standard output, with its seed
#[derive(Debug, Args)]
pub(super) struct ExportArgs {
    #[command(flatten)]
    device: DeviceArgs,
    /// Show the seed; it is noted in the history
    #[arg(long)]
    reveal: bool,
}

/// Runs the verb.
///
/// # Errors
/// Without `--reveal`; when the seed does not open, or the note cannot be written.
pub(super) fn run(args: &ExportArgs, context: &Context) -> Result<(), Failure> {
    if !args.reveal {
        return Err(Failure::new(Kind::Usage, "the URI holds the seed, which is shown to whoever looks")
            .next("give --reveal if that is meant; `akvault mfa qr` shows it to a phone"));
    }
    let (device, otpauth) = args.device.open(context)?;
    let ledger = context.lock_ledger()?;
    let mut noted = ledger.vault().device(&device.name)?;
    noted.history.note(context.clock.now(), What::Revealed, &[("by", &context.places.issuer())]);
    {
        let _shield = shield();
        ledger.save_devices(&[noted])?;
    }
    drop(ledger);
    let missing = |failure: Failure| failure.unchanged("the export is noted; only the URI is missing");
    if context.output.is_json() {
        return report(context, &Exported { uri: otpauth.uri() }).map_err(missing);
    }
    let line = format!("{}\n", otpauth.uri().expose());
    let written = context.output.reveal(&Secret::from(line.into_bytes()));
    written.map_err(|error| missing(Failure::output(&error)))
}

struct Exported<'a> {
    uri: &'a Secret,
}

impl Report for Exported<'_> {
    fn human(&self, page: &mut Page) {
        page.line(self.uri.expose());
    }

    fn json(&self) -> Value {
        json!({ "uri": self.uri.expose() })
    }
}

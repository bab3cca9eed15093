//! `receipt`: confirm that a bundle arrived.

use clap::Args;
use serde_json::{Value, json};

use super::report;
use crate::bundle::receipt::{Outcome, Statement};
use crate::bundle::{id, receipt};
use crate::context::Context;
use crate::domain::{Day, Days, HostLabel, Name};
use crate::failure::{Failure, Kind};
use crate::interrupt::shield;
use crate::output::{Page, Report};
use crate::vault::{self, Delivered, Record, SealedBundle, Wanted, What};

/// Confirm a delivery with the receipt that the installer sent back
///
/// It proves that whoever acted had opened the bundle; it does not prove who that was.
#[derive(Debug, Args)]
pub struct ReceiptArgs {
    /// The bundle's id, such as K7Q2-M3XD
    #[arg(value_parser = id::canonical)]
    id: String,
    /// The receipt code, such as ABCD-EFGH-JKMN
    #[arg(value_parser = receipt::canonical)]
    code: String,
    /// The machine, as in the line that was sent back
    #[arg(long, value_name = "LABEL", value_parser = HostLabel::new)]
    host: Option<HostLabel>,
}

/// Runs the verb.
///
/// # Errors
/// When no such bundle was sealed here, or the code does not fit it.
pub fn run(args: &ReceiptArgs, context: &Context) -> Result<(), Failure> {
    confirm(args, context).map_err(|failure| failure.unchanged("nothing was noted"))
}

fn confirm(args: &ReceiptArgs, context: &Context) -> Result<(), Failure> {
    let records = context.vault()?;
    let of_bundle = Wanted::Bundle(&args.id);
    let sealed_here = records.find_by(&of_bundle)?;
    if sealed_here.is_empty() {
        return Err(Failure::new(Kind::NotFound, format!("no bundle {} was sealed here", args.id))
            .next("compare the id with the one in the ledger: akvault list, akvault show NAME"));
    }
    if sealed_here.iter().all(|record| record.kind != vault::Kind::AccessKey) {
        return Err(Failure::new(
            Kind::NotFound,
            format!("the bundle {} holds a file, and files have no receipts", args.id),
        )
        .next("ask the receiver by another channel"));
    }
    let ledger = context.lock_ledger()?;
    for mut record in records.find_by(&of_bundle)? {
        if let Some(delivered) = verify(&record, args, context.today()) {
            let known = record.receipts.contains(&delivered);
            if !known {
                note(&mut record, &delivered, context);
                let _shield = shield();
                ledger.save(&record)?;
            }
            return report(context, &Confirmed { record, delivered, known })
                .map_err(|failure| failure.unchanged("the receipt is noted; only the report is missing"));
        }
    }
    Err(wrong_code(args))
}

/// Tries each day from the sealing to tomorrow: the other machine's clock may be ahead.
fn verify(record: &Record, args: &ReceiptArgs, today: Day) -> Option<Delivered> {
    let mut bundles = record.bundles.iter().filter(|bundle| bundle.is_called(&args.id));
    let (bundle, day) = bundles.find_map(|bundle| day_of(bundle, args, today).map(|day| (bundle, day)))?;
    Some(Delivered { bundle: bundle.id.clone(), host: args.host.clone(), day })
}

fn day_of(bundle: &SealedBundle, args: &ReceiptArgs, today: Day) -> Option<Day> {
    let key = bundle.receipt_key.as_ref()?;
    let last = today.plus(Days::ONE);
    let mut days =
        std::iter::successors(Some(bundle.sealed), |day| Some(day.plus(Days::ONE)).filter(|next| *next <= last));
    days.find(|day| {
        let host = args.host.as_ref();
        Statement { bundle: &bundle.id, outcome: Outcome::Installed, host, day: *day }.is_said_by(&args.code, key)
    })
}

fn note(record: &mut Record, delivered: &Delivered, context: &Context) {
    let host = delivered.host.as_ref().map_or("", HostLabel::as_str);
    let facts = [("bundle", delivered.bundle.as_str()), ("host", host), ("day", &delivered.day.to_string())];
    record.history.note(context.clock.now(), What::Receipt, &facts);
    record.receipts.push(delivered.clone());
}

fn wrong_code(args: &ReceiptArgs) -> Failure {
    let failure = Failure::new(Kind::Damaged, format!("this receipt does not fit the bundle {}", args.id));
    match args.host {
        Some(_) => failure.next("copy the whole line that the installer printed, with its id, code and --host"),
        None => failure.next("give --host as in the line that the installer printed"),
    }
}

struct Confirmed {
    record: Record,
    delivered: Delivered,
    known: bool,
}

impl Confirmed {
    fn name(&self) -> &Name {
        &self.record.name
    }
}

impl Report for Confirmed {
    fn human(&self, page: &mut Page) {
        let host = self.delivered.host.as_ref().map_or("an unnamed host", HostLabel::as_str);
        let already = if self.known { "already " } else { "" };
        let masked = self.record.masked_id().unwrap_or_default();
        page.line(&format!(
            "Installed on {host} on {}: {masked} of {}, {already}noted in `{}`.",
            self.delivered.day,
            self.record.holder,
            self.name()
        ));
    }

    fn json(&self) -> Value {
        json!({
            "name": self.name().as_str(),
            "long_id": self.delivered.bundle,
            "host": self.delivered.host.as_ref().map(HostLabel::as_str),
            "day": self.delivered.day.to_string(),
            "already_noted": self.known,
        })
    }
}

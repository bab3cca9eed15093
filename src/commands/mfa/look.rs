//! How a device is shown: the facts that are no secret.

use clap::Args;
use serde_json::{Value, json};

use crate::failure::Failure;
use crate::mfa::{Algorithm, Digits, Label, Parameters, Period, SerialNumber};
use crate::output::Page;
use crate::vault::Device;

/// What a bare seed does not say of itself.
#[derive(Debug, Args)]
pub(super) struct LookArgs {
    /// The service that issues the seed
    #[arg(long, value_name = "ISSUER")]
    issuer: Option<String>,
    /// The account at that service [default: the name of the device]
    #[arg(long, value_name = "ACCOUNT")]
    account: Option<String>,
    /// The hash: SHA1, SHA256 or SHA512 [default: SHA1, which every app knows]
    #[arg(long, value_name = "HASH", value_parser = Algorithm::parse)]
    algorithm: Option<Algorithm>,
    /// The digits of a code: 6, 7 or 8 [default: 6, which every app knows]
    #[arg(long, value_name = "N", value_parser = Digits::parse)]
    digits: Option<Digits>,
    /// The seconds for which a code holds, 1 to 3600 [default: 30, which every app knows]
    #[arg(long, value_name = "SECONDS", value_parser = Period::parse)]
    period: Option<Period>,
}

impl LookArgs {
    pub(super) fn label(&self, name: &str) -> Result<Label, Failure> {
        Ok(Label::new(self.issuer.as_deref(), self.account.as_deref().unwrap_or(name))?)
    }

    pub(super) fn parameters(&self) -> Parameters {
        Parameters {
            algorithm: self.algorithm.unwrap_or_default(),
            digits: self.digits.unwrap_or_default(),
            period: self.period.unwrap_or_default(),
        }
    }

    /// An option that was given, if any was.
    pub(super) fn given(&self) -> Option<&'static str> {
        let options = [
            ("--issuer", self.issuer.is_some()),
            ("--account", self.account.is_some()),
            ("--algorithm", self.algorithm.is_some()),
            ("--digits", self.digits.is_some()),
            ("--period", self.period.is_some()),
        ];
        options.into_iter().find(|(_, is_given)| *is_given).map(|(name, _)| name)
    }
}

/// The facts of a device as fields.
pub(super) fn fields(device: &Device, page: &mut Page) {
    page.field("issuer", device.label.issuer.as_deref());
    page.field("account", Some(&device.label.account));
    page.field("codes", Some(&codes(device.parameters)));
    page.field("serial number", device.serial_number.as_ref().map(SerialNumber::as_str));
}

/// The same as members.
pub(super) fn members(device: &Device) -> Value {
    let Parameters { algorithm, digits, period } = device.parameters;
    json!({
        "name": device.name.as_str(),
        "issuer": device.label.issuer,
        "account": device.label.account,
        "algorithm": algorithm.as_str(),
        "digits": digits.count(),
        "period": period.seconds(),
        "serial_number": device.serial_number.as_ref().map(SerialNumber::as_str),
        "created": device.created.to_string(),
    })
}

/// `6 digits, 30 s, SHA1`
pub(super) fn codes(Parameters { algorithm, digits, period }: Parameters) -> String {
    format!("{} digits, {} s, {algorithm}", digits.count(), period.seconds())
}

//! Receipts: proof that whoever acted had opened the bundle. They hold nothing that can be used,
//! and do not prove who acted.

use hmac::{Hmac, Mac as _};
use sha2::Sha256;
use subtle::ConstantTimeEq as _;

use super::BundleId;
use crate::domain::{Day, HostLabel, Invalid, crockford};
use crate::secret::Secret;

/// Characters of a receipt code: 60 bits.
const LENGTH: usize = 12;

/// What was done with the key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Written into a client's config file.
    Installed,
}

impl Outcome {
    /// The word in the record and under the code.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Installed => "installed",
        }
    }
}

/// What a receipt says.
#[derive(Debug, Clone, Copy)]
pub struct Statement<'a> {
    /// The long id of the bundle.
    pub bundle: &'a str,
    /// What was done.
    pub outcome: Outcome,
    /// Where; empty when the machine has no usable name.
    pub host: Option<&'a HostLabel>,
    /// When, in UTC.
    pub day: Day,
}

impl<'a> Statement<'a> {
    /// A key was installed.
    pub fn installed(bundle: &'a BundleId, host: Option<&'a HostLabel>, day: Day) -> Self {
        Self { bundle: bundle.long(), outcome: Outcome::Installed, host, day }
    }

    /// Twelve Crockford base32 characters: truncated HMAC-SHA256 under the bundle's receipt key.
    pub fn code(&self, receipt_key: &Secret<[u8]>) -> String {
        let host = self.host.map_or("", HostLabel::as_str);
        let text = format!("akvault receipt 1\n{}\n{}\n{host}\n{}\n", self.bundle, self.outcome.as_str(), self.day);
        let digest = <Hmac<Sha256>>::new_from_slice(receipt_key.expose())
            .map(|mac| <[u8; 32]>::from(mac.chain_update(text).finalize().into_bytes()))
            .unwrap_or_default();
        let bits = digest.first_chunk::<16>().map_or(0, |first| u128::from_be_bytes(*first));
        crockford::encode(bits, LENGTH)
    }

    /// Whether a canonical code says this; the comparison takes the same time for every code.
    pub fn is_said_by(&self, code: &str, receipt_key: &Secret<[u8]>) -> bool {
        self.code(receipt_key).as_bytes().ct_eq(code.as_bytes()).into()
    }
}

/// The canonical form of a typed receipt code.
///
/// # Errors
/// [`Invalid::Code`]
pub fn canonical(typed: &str) -> Result<String, Invalid> {
    crockford::canonical(typed, LENGTH)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_of_the_statement_counts() {
        let key = Secret::from(vec![7; 32]);
        let (web, db) = (HostLabel::new("web-1").unwrap(), HostLabel::new("db-1").unwrap());
        let day = Day::parse("2026-11-23").unwrap();
        let said = Statement { bundle: "K7Q2-M3XD-0000-0000-0000", outcome: Outcome::Installed, host: Some(&web), day };
        let code = said.code(&key);
        assert_eq!(code.len(), 14);
        assert!(said.is_said_by(&code, &key));
        let others = [
            Statement { bundle: "K7Q2-M3XD-0000-0000-0001", ..said },
            Statement { host: Some(&db), ..said },
            Statement { host: None, ..said },
            Statement { day: Day::parse("2026-11-24").unwrap(), ..said },
        ];
        assert!(others.iter().all(|other| !other.is_said_by(&code, &key)));
        assert!(!said.is_said_by(&code, &Secret::from(vec![8; 32])));
    }
}

//! Percent-encoding (RFC 3986, 2.1) of labels and parameters, which may be in any script.

use std::fmt::Write as _;

use super::super::error::Error;
use crate::secret::Secret;

/// The text that is meant; what is not encoded stands for itself.
pub(super) fn decode(text: &str) -> Result<Secret, Error> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let meant = if byte == b'%' { hexadecimal(&mut rest) } else { Some(byte) };
        bytes.push(meant.ok_or(Error::BrokenUri("a % is not followed by two hexadecimal digits"))?);
    }
    Secret::from(bytes).into_text().map_err(|_| Error::BrokenUri("what is encoded with % is not UTF-8"))
}

/// All but the unreserved characters and `@`, which the format's own examples leave as it is, is encoded.
pub(super) fn encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len().saturating_mul(3));
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~@".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            // Writing to a String does not fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

fn hexadecimal(rest: &mut impl Iterator<Item = u8>) -> Option<u8> {
    let mut digit = || rest.next().and_then(|byte| char::from(byte).to_digit(16));
    let (high, low) = (digit()?, digit()?);
    u8::try_from(high << 4 | low).ok()
}

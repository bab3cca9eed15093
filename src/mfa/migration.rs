//! The export of Google Authenticator: `otpauth-migration://offline?data=` with a message in base64.
//!
//! The message is not documented; its fields are those that other readers of it agree on, such as
//! <https://github.com/dim13/otpauth/blob/master/migration/migration.proto>. Accounts that cannot be
//! kept are refused by name, and do not stand in the way of the others.

use super::error::Error;
use super::found::{Found, Reading, Refused};
use super::otpauth::{Label, Otpauth};
use super::parameters::{Algorithm, Digits, Parameters, Period};
use super::protobuf::{Fields, Value};
use super::seed::Seed;
use super::token::Token;
use crate::domain::base64;
use crate::secret::Secret;

const SCHEME: &str = "otpauth-migration";
const BASE64: &str = "its data is not base64";
const MESSAGE: &str = "its data is no message; was it copied whole?";

/// Whether it is such a URI.
pub(super) fn recognises(text: &str) -> bool {
    text.split_once("://").is_some_and(|(scheme, _)| scheme.eq_ignore_ascii_case(SCHEME))
}

/// Every account in the export.
pub(super) fn read(text: &str) -> Result<Reading, Error> {
    let (_, query) = text.split_once('?').ok_or(Error::BrokenMigration("it has no data"))?;
    let data = query.split('&').find_map(|pair| pair.strip_prefix("data="));
    let bytes = decoded(data.ok_or(Error::BrokenMigration("it has no data"))?)?;
    let mut reading = Reading::default();
    let (mut parts, mut part) = (0, 0);
    for field in Fields::of(bytes.expose()) {
        match field.map_err(|_| Error::BrokenMigration(MESSAGE))? {
            (1, Value::Bytes(account)) => reading.add(account)?,
            (3, Value::Number(number)) => parts = number,
            (4, Value::Number(number)) => part = number,
            _ => {}
        }
    }
    reading.part = (parts > 1).then(|| (part.saturating_add(1), parts));
    if reading.found.is_empty() && reading.refused.is_empty() {
        return Err(Error::BrokenMigration("there is no account in it"));
    }
    Ok(reading)
}

/// The characters that base64 shares with URIs may be encoded or not; a `+` may have become a space.
fn decoded(data: &str) -> Result<Secret<[u8]>, Error> {
    let mut plain = Secret::from(data);
    for (encoded, meant) in
        [("%2B", "+"), ("%2b", "+"), ("%2F", "/"), ("%2f", "/"), ("%3D", "="), ("%3d", "="), (" ", "+")]
    {
        plain = Secret::from(plain.expose().replace(encoded, meant));
    }
    let bytes = base64::decode(base64::unpadded(plain.expose()).as_bytes()).ok_or(Error::BrokenMigration(BASE64))?;
    Ok(Secret::from(bytes.to_vec()))
}

/// One account, as it stands in the message; what is absent is 0 or empty.
#[derive(Default)]
struct Account<'a> {
    secret: &'a [u8],
    name: &'a str,
    issuer: &'a str,
    algorithm: u64,
    digits: u64,
    kind: u64,
}

impl Reading {
    fn add(&mut self, message: &[u8]) -> Result<(), Error> {
        let account = Account::read(message).ok_or(Error::BrokenMigration(MESSAGE))?;
        match account.otpauth() {
            Ok(otpauth) => self.found.push(Found { otpauth, serial_number: None }),
            Err(why) => self.refused.push(Refused { name: account.shown(), why }),
        }
        Ok(())
    }
}

impl<'a> Account<'a> {
    fn read(message: &'a [u8]) -> Option<Self> {
        let mut account = Self::default();
        for field in Fields::of(message) {
            match field.ok()? {
                (1, Value::Bytes(secret)) => account.secret = secret,
                (2, Value::Bytes(name)) => account.name = std::str::from_utf8(name).ok()?,
                (3, Value::Bytes(issuer)) => account.issuer = std::str::from_utf8(issuer).ok()?,
                (4, Value::Number(algorithm)) => account.algorithm = algorithm,
                (5, Value::Number(digits)) => account.digits = digits,
                (6, Value::Number(kind)) => account.kind = kind,
                _ => {}
            }
        }
        Some(account)
    }

    /// The enums count from 0, "unspecified", which the app takes for its defaults; type 1 is HOTP.
    fn otpauth(&self) -> Result<Otpauth, Error> {
        if self.kind == 1 {
            return Err(Error::Hotp);
        }
        let algorithm = match self.algorithm {
            0 | 1 => Algorithm::Sha1,
            2 => Algorithm::Sha256,
            3 => Algorithm::Sha512,
            4 => return Err(Error::Md5),
            _ => return Err(Error::Algorithm),
        };
        let digits = match self.digits {
            0 | 1 => Digits::default(),
            2 => Digits::new(8)?,
            3 => Digits::new(7)?,
            _ => return Err(Error::Digits),
        };
        let seed = Seed::new(Secret::from(self.secret.to_vec()))?;
        let parameters = Parameters { algorithm, digits, period: Period::default() };
        Ok(Otpauth::new(self.label()?, Token { seed, parameters }))
    }

    /// Names often begin with the issuer.
    fn label(&self) -> Result<Label, Error> {
        let (prefix, account) = self.name.split_once(':').unwrap_or(("", self.name));
        match (self.issuer.trim(), prefix.trim()) {
            ("", "") => Label::new(None, account),
            ("", prefix) => Label::new(Some(prefix), account),
            (issuer, prefix) if issuer == prefix => Label::new(Some(issuer), account),
            (issuer, _) => Label::new(Some(issuer), self.name),
        }
    }

    fn shown(&self) -> String {
        if self.issuer.is_empty() { self.name.to_owned() } else { format!("{} ({})", self.name, self.issuer) }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Made by Google's app for its own documentation-like examples: the export with which several
    /// readers test themselves (secret `Hello!\xde\xad\xbe\xef`, account Example:alice@google.com).
    const ALICE: &str =
        "otpauth-migration://offline?data=CjEKCkhlbGxvId6tvu8SGEV4YW1wbGU6YWxpY2VAZ29vZ2xlLmNvbRoHRXhhbXBsZTAC";

    fn field(number: u8, bytes: &[u8]) -> Vec<u8> {
        [&[number << 3 | 2, u8::try_from(bytes.len()).unwrap()], bytes].concat()
    }

    fn number(field: u8, value: u8) -> Vec<u8> {
        vec![field << 3, value]
    }

    fn account(name: &str, issuer: &str, numbers: [u8; 3]) -> Vec<u8> {
        let [algorithm, digits, kind] = numbers;
        let parts = [
            field(1, b"EXAMPLEEXAMPLEEXAMPLE"),
            field(2, name.as_bytes()),
            field(3, issuer.as_bytes()),
            number(4, algorithm),
            number(5, digits),
            number(6, kind),
        ];
        field(1, &parts.concat())
    }

    fn export(message: &[u8]) -> String {
        let bits: Vec<u8> = message.iter().flat_map(|byte| format!("{byte:08b}").into_bytes()).collect();
        let symbols = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        let groups = bits.chunks(6).map(|bits| {
            let bits = bits.iter().chain(b"000000").take(6);
            char::from(symbols[bits.fold(0_usize, |index, bit| index << 1 | usize::from(bit & 1))])
        });
        let data: String = groups.collect();
        format!("otpauth-migration://offline?data={}", data.replace('+', "%2B").replace('/', "%2F"))
    }

    #[test]
    fn the_known_export_is_read() {
        for spelling in [ALICE.to_owned(), ALICE.replace("otpauth", "OTPAUTH"), format!("{ALICE}&x=1")] {
            let reading = read(&spelling).unwrap();
            let uris: Vec<&str> = reading.found.iter().map(|found| found.otpauth.uri().expose()).collect();
            assert_eq!(uris, ["otpauth://totp/Example:alice@google.com?secret=JBSWY3DPEHPK3PXP&issuer=Example"]);
            assert_eq!((reading.refused.len(), reading.part), (0, None));
        }
    }

    #[test]
    fn every_account_is_read_and_others_are_refused_by_name() {
        let message = [
            account("a", "", [0, 0, 0]),
            account("I:b", "I", [2, 2, 2]),
            account("J:c", "I", [3, 1, 2]),
            account("K:d", "", [1, 3, 2]),
            account("counter", "I", [1, 1, 1]),
            account("old", "", [4, 1, 2]),
            account("", "I", [1, 1, 2]),
            account("odd", "", [9, 1, 2]),
            account("odd", "", [1, 9, 2]),
            number(2, 1),
            number(3, 3),
            number(4, 1),
        ];
        let reading = read(&export(&message.concat())).unwrap();
        let uris: Vec<&str> = reading.found.iter().map(|found| found.otpauth.uri().expose()).collect();
        let secret = Seed::new(Secret::from(b"EXAMPLEEXAMPLEEXAMPLE".to_vec())).unwrap().base32();
        let secret = secret.expose();
        let expected = [
            format!("otpauth://totp/a?secret={secret}"),
            format!("otpauth://totp/I:b?secret={secret}&issuer=I&algorithm=SHA256&digits=8"),
            format!("otpauth://totp/I:J%3Ac?secret={secret}&issuer=I&algorithm=SHA512"),
            format!("otpauth://totp/K:d?secret={secret}&issuer=K&digits=7"),
        ];
        assert_eq!(uris, expected);
        let refused: Vec<(&str, &Error)> = reading.refused.iter().map(|one| (one.name.as_str(), &one.why)).collect();
        let expected = [
            ("counter (I)", &Error::Hotp),
            ("old", &Error::Md5),
            (" (I)", &Error::Label),
            ("odd", &Error::Algorithm),
            ("odd", &Error::Digits),
        ];
        assert_eq!(refused, expected);
        assert_eq!(reading.part, Some((2, 3)));
    }

    #[test]
    fn a_broken_export_is_refused() {
        let cases = [
            ("otpauth-migration://offline", "it has no data"),
            ("otpauth-migration://offline?x=1", "it has no data"),
            ("otpauth-migration://offline?data=", "there is no account in it"),
            ("otpauth-migration://offline?data=!!", BASE64),
            (ALICE.get(..ALICE.len() - 4).unwrap(), MESSAGE),
            (&export(&field(1, &[8])), MESSAGE),
            (&export(&field(1, &field(2, b"\xff"))), MESSAGE),
        ];
        for (text, expected) in cases {
            assert_eq!(read(text).err(), Some(Error::BrokenMigration(expected)), "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_message_is_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            drop(read(&export(&bytes)));
            drop(read(&export(&field(1, &bytes[..bytes.len().min(120)]))));
        }
    }
}

//! The answer of the API `CreateVirtualMFADevice` (Ram 2015-05-01, Ims 2019-08-15), which gives the
//! seed twice: as base32, and in a QR code. They must agree.

use serde::Deserialize;

use super::error::Error;
use super::found::Found;
use super::otpauth::Otpauth;
use super::parameters::Parameters;
use super::picture;
use super::seed::Seed;
use super::serial_number::SerialNumber;
use super::token::Token;
use crate::domain::base64;
use crate::secret::Secret;

#[derive(Deserialize)]
struct Answer {
    #[serde(rename = "VirtualMFADevice")]
    device: Device,
}

/// Other fields come and go.
#[derive(Deserialize)]
struct Device {
    #[serde(rename = "SerialNumber")]
    serial_number: String,
    #[serde(rename = "Base32StringSeed")]
    seed: String,
    #[serde(rename = "QRCodePNG")]
    picture: Option<String>,
}

/// Reads an answer. The URI is the one in the QR code, which is what a phone would have got.
pub(super) fn read(text: &str) -> Result<Found, Error> {
    let Answer { device } =
        serde_json::from_str(text).map_err(|error| Error::NotIssued { line: error.line().max(1) })?;
    let serial_number = SerialNumber::new(&device.serial_number)?;
    let seed = Seed::from_base32(Secret::from(device.seed).expose())?;
    let picture = Secret::from(device.picture.unwrap_or_default());
    let otpauth = if picture.expose().trim().is_empty() {
        Otpauth::new(serial_number.label()?, Token { seed, parameters: Parameters::default() })
    } else {
        agreed(&seed, &picture)?
    };
    Ok(Found { otpauth, serial_number: Some(serial_number) })
}

fn agreed(seed: &Seed, picture: &Secret) -> Result<Otpauth, Error> {
    let plain: String = picture.expose().chars().filter(|c| !c.is_ascii_whitespace()).collect();
    let plain = Secret::from(plain);
    let bytes = base64::decode(base64::unpadded(plain.expose()).as_bytes()).ok_or(Error::BrokenPicture("base64"))?;
    let otpauth = Otpauth::read(picture::read(&bytes)?.expose()).map_err(|error| match error {
        Error::NotOtpauth => Error::OtherCode,
        other => other,
    })?;
    if seed.same_as(&otpauth.token.seed) { Ok(otpauth) } else { Err(Error::Contradiction) }
}

#[expect(clippy::arithmetic_side_effects, reason = "an overflow fails the test")]
#[cfg(test)]
mod tests {
    use super::super::qr;
    use super::*;

    /// 64 characters, like the seeds of the API.
    const SEED: &str = "EXAMPLEEXAMPLEEXAMPLEEXAMPLEEXAMPLEEXAMPLEEXAMPLEEXAMPLEEXAMPLEA";
    const SERIAL: &str = "acs:ram::1234567890123456:mfa/dev-example";

    fn answer(seed: &str, picture: &str) -> String {
        format!(
            "{{\n  \"RequestId\": \"04F0\",\n  \"VirtualMFADevice\": {{\n    \"SerialNumber\": \"{SERIAL}\",\n    \
             \"Base32StringSeed\": \"{seed}\",\n    \"QRCodePNG\": \"{picture}\"\n  }}\n}}\n"
        )
    }

    fn uri(seed: &str) -> Secret {
        Secret::from(format!("otpauth://totp/Aliyun:dev@example?secret={seed}&issuer=Aliyun"))
    }

    fn picture(text: &Secret) -> String {
        base64_of(qr::png(text).unwrap().expose())
    }

    fn base64_of(bytes: &[u8]) -> String {
        const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        let group = |group: &[u8]| {
            let bits = group.iter().chain(&[0, 0]).take(3).fold(0_usize, |bits, byte| bits << 8 | usize::from(*byte));
            let symbol = |at: usize| if at <= group.len() { ALPHABET[bits >> (18 - 6 * at) & 63] } else { b'=' };
            String::from_utf8((0..4).map(symbol).collect()).unwrap()
        };
        bytes.chunks(3).map(group).collect()
    }

    #[test]
    fn seed_serial_number_and_picture_are_read() {
        let found = read(&answer(SEED, &picture(&uri(SEED)))).unwrap();
        assert_eq!(found.serial_number.unwrap().as_str(), SERIAL);
        assert_eq!(found.otpauth.token.seed.base32().expose(), SEED);
        assert_eq!(found.otpauth.uri().expose(), uri(SEED).expose());
    }

    #[test]
    fn without_a_picture_the_label_comes_from_the_serial_number() {
        let expected = format!("otpauth://totp/Aliyun:dev-example@1234567890123456?secret={SEED}&issuer=Aliyun");
        assert_eq!(read(&answer(SEED, "")).unwrap().otpauth.uri().expose(), expected);
        let without = answer(SEED, "").replace(",\n    \"QRCodePNG\": \"\"", "");
        assert_eq!(read(&without).unwrap().otpauth.uri().expose(), expected);
    }

    #[test]
    fn an_answer_that_contradicts_itself_is_refused() {
        let other = SEED.replace("EXAMPLEA", "EXAMPLEB");
        assert_eq!(read(&answer(SEED, &picture(&uri(&other)))).err(), Some(Error::Contradiction));
        let text = Secret::from("https://example.com");
        assert_eq!(read(&answer(SEED, &picture(&text))).err(), Some(Error::OtherCode));
        assert_eq!(read(&answer(SEED, "!")).err(), Some(Error::BrokenPicture("base64")));
        assert_eq!(read(&answer(SEED, "AAAA")).err(), Some(Error::NotText));
    }

    #[test]
    fn other_documents_are_refused_with_their_line() {
        let line = |text: &str| read(text).err();
        assert_eq!(line("{}"), Some(Error::NotIssued { line: 1 }));
        assert_eq!(line("{\n\"VirtualMFADevice\": 1}"), Some(Error::NotIssued { line: 2 }));
        assert_eq!(line(&answer(SEED, "").replace("QRCodePNG", "SerialNumber")), Some(Error::NotIssued { line: 6 }));
        assert_eq!(line(&answer("", "")), Some(Error::Empty));
    }
}

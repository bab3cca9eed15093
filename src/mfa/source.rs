//! What a seed may come in: a bare seed, otpauth URIs, the API's answer, an app's export, a picture.

use super::error::Error;
use super::found::{Found, Reading};
use super::otpauth::{Label, Otpauth, without_scheme};
use super::parameters::Parameters;
use super::seed::Seed;
use super::token::Token;
use super::{issued, migration, picture};
use crate::secret::Secret;

/// What a bare seed does not say of itself.
#[derive(Debug, Clone)]
pub struct Assumed {
    /// Who issued it, and for which account.
    pub label: Label,
    /// What its codes look like.
    pub parameters: Parameters,
}

/// Reads whatever it is: the content tells. `assumed` serves a bare seed alone.
///
/// # Errors
/// See [`Error`].
pub fn read(bytes: &Secret<[u8]>, assumed: &Assumed) -> Result<Reading, Error> {
    if picture::recognises(bytes.expose()) {
        return of_picture(bytes.expose());
    }
    if is_utf16(bytes.expose()) {
        return Err(Error::Utf16);
    }
    let text = std::str::from_utf8(bytes.expose()).map_err(|_| Error::NotText)?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).trim();
    if text.is_empty() {
        return Err(Error::Empty);
    }
    if text.starts_with('{') {
        return issued::read(text).map(Reading::from);
    }
    if is_uri(text) { of_lines(text) } else { of_seed(text, assumed) }
}

/// By its byte order mark.
fn is_utf16(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff")
}

fn is_uri(text: &str) -> bool {
    text.contains("://")
}

/// A URI a line, as other apps export them.
fn of_lines(text: &str) -> Result<Reading, Error> {
    let mut all = Reading::default();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if migration::recognises(line) {
            let Reading { found, refused, part, .. } = migration::read(line)?;
            all.found.extend(found);
            all.refused.extend(refused);
            all.part = part;
        } else {
            all.found.push(Found { otpauth: Otpauth::read(line)?, serial_number: None });
        }
    }
    Ok(all)
}

fn of_seed(text: &str, assumed: &Assumed) -> Result<Reading, Error> {
    let token = Token { seed: Seed::from_base32(text)?, parameters: assumed.parameters };
    let otpauth = Otpauth::new(assumed.label.clone(), token);
    Ok(Reading { is_bare: true, ..Found { otpauth, serial_number: None }.into() })
}

fn of_picture(bytes: &[u8]) -> Result<Reading, Error> {
    let text = picture::read(bytes)?;
    let text = text.expose().trim();
    let is_ours = without_scheme(text).is_some() || migration::recognises(text);
    if is_ours { of_lines(text) } else { Err(Error::OtherCode) }
}

#[cfg(test)]
mod tests {
    use super::super::qr;
    use super::*;

    const SEED: &str = "EXAMPLEEXAMPLEEXAMPLEEXAMPLEEXAM";

    fn read(bytes: &[u8]) -> Result<Vec<String>, Error> {
        let assumed = Assumed { label: Label::new(None, "dev").unwrap(), parameters: Parameters::default() };
        let reading = super::read(&Secret::from(bytes.to_vec()), &assumed)?;
        Ok(reading.found.into_iter().map(|found| found.otpauth.uri().expose().to_owned()).collect())
    }

    #[test]
    fn the_content_tells_what_it_is() {
        let uri = format!("otpauth://totp/dev?secret={SEED}");
        let picture = qr::png(&Secret::from(uri.as_str())).unwrap();
        let answer = format!(
            "{{\"VirtualMFADevice\": {{\"SerialNumber\": \"acs:ram::1:mfa/dev\", \"Base32StringSeed\": \"{SEED}\"}}}}"
        );
        for source in [SEED.as_bytes(), uri.as_bytes(), picture.expose(), format!("\u{feff}\n{uri}\r\n").as_bytes()] {
            assert_eq!(read(source).as_deref(), Ok([uri.clone()].as_slice()));
        }
        let expected = format!("otpauth://totp/Aliyun:dev@1?secret={SEED}&issuer=Aliyun");
        assert_eq!(read(answer.as_bytes()), Ok(vec![expected]));
        let other = uri.replace("dev", "ops");
        assert_eq!(read(format!("{uri}\n\n{other}\n").as_bytes()), Ok(vec![uri, other]));
        let migration =
            "otpauth-migration://offline?data=CjEKCkhlbGxvId6tvu8SGEV4YW1wbGU6YWxpY2VAZ29vZ2xlLmNvbRoHRXhhbXBsZTAC";
        let picture = qr::png(&Secret::from(migration)).unwrap();
        assert_eq!(read(migration.as_bytes()), read(picture.expose()));
    }

    #[test]
    fn other_content_is_refused() {
        let picture = |text: &str| qr::png(&Secret::from(text)).unwrap();
        assert_eq!(read(b""), Err(Error::Empty));
        assert_eq!(read(b" \r\n"), Err(Error::Empty));
        assert_eq!(read(b"\xff\xfeJ\0"), Err(Error::Utf16));
        assert_eq!(read(b"\xff\xffJ"), Err(Error::NotText));
        assert_eq!(read(b"hell"), Err(Error::Cut));
        assert_eq!(read(b"https://example.com"), Err(Error::NotOtpauth));
        assert_eq!(read(b"{"), Err(Error::NotIssued { line: 1 }));
        assert_eq!(read(picture("https://example.com").expose()), Err(Error::OtherCode));
        assert_eq!(read(picture(SEED).expose()), Err(Error::OtherCode));
        assert_eq!(read(picture(&format!("otpauth://hotp/a?secret={SEED}")).expose()), Err(Error::Hotp));
    }
}

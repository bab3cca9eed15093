//! The e-mail of the first channel, as an unsent draft: RFC 5322, with the bundle attached (RFC 2045, 2046,
//! 2183). Nothing of the second channel is in it: no passphrase, no long id.
//!
//! Written here and not by a crate: mail-builder 2.0 brings three others, draws its boundaries from a
//! clock of its own, and this message has two parts. What comes from outside stands in a header
//! only if it is a plain address, so that no header can be made up.

use std::fmt::Write as _;

use super::BundleId;
use crate::domain::{Day, Holder};

/// What a draft says.
#[derive(Debug)]
pub struct Draft<'a> {
    /// The bundle's id.
    pub id: &'a BundleId,
    /// Whom it is for.
    pub holder: &'a Holder,
    /// Who sealed it, as `login@host`.
    pub issuer: &'a str,
    /// What the holder types.
    pub command: &'a str,
    /// Whether it opens with an identity of the holder's instead of a passphrase.
    pub to_recipients: bool,
    /// When the key was created.
    pub created: Day,
    /// When it must be replaced.
    pub rotate_by: Day,
    /// The last day to install it.
    pub install_before: Day,
    /// The bundle, as it lies on the disk.
    pub bundle: &'a [u8],
}

/// Characters of a base64 line (RFC 2045, 6.8).
const COLUMNS: usize = 76;
/// The longest line of text that needs no encoding (RFC 5322, 2.1.1).
const LINE: usize = 998;

impl Draft<'_> {
    /// The message, with the line ends of mail.
    pub fn message(&self, now: jiff::Timestamp) -> String {
        let id = self.id.short();
        let boundary = format!("=_akvault-{id}");
        let mut message = String::new();
        let mut line = |text: &str| {
            let _ = write!(message, "{text}\r\n");
        };
        line("X-Unsent: 1");
        line(&format!("Date: {}", now.strftime("%a, %d %b %Y %H:%M:%S +0000")));
        for (name, value) in [("From", self.issuer), ("To", self.holder.as_str())] {
            if is_plain_address(value) {
                line(&format!("{name}: {value}"));
            }
        }
        line(&format!("Subject: AccessKey bundle {id}"));
        line("MIME-Version: 1.0");
        line(&format!("Content-Type: multipart/mixed; boundary=\"{boundary}\""));
        line("");
        line(&format!("--{boundary}"));
        let (encoding, text) = encoded(&self.text());
        line("Content-Type: text/plain; charset=utf-8");
        line(&format!("Content-Transfer-Encoding: {encoding}"));
        line("");
        line(text.trim_end());
        line(&format!("--{boundary}"));
        line(&format!("Content-Type: application/octet-stream; name=\"{id}.age\""));
        line("Content-Transfer-Encoding: base64");
        line(&format!("Content-Disposition: attachment; filename=\"{id}.age\""));
        line("");
        line(base64(self.bundle).trim_end());
        line(&format!("--{boundary}--"));
        message
    }

    fn text(&self) -> String {
        let Self { holder, command, created, rotate_by, install_before, .. } = self;
        let id = self.id.short();
        let other = if self.to_recipients {
            format!(
                "It opens with your identity. Its long id comes by another channel, and begins with {id}:\r\nput it into the command in place of LONG-ID."
            )
        } else {
            format!(
                "Its passphrase comes by another channel, in a message that begins with the same id: {id}.\r\nIf the ids differ, do not install it, and ask."
            )
        };
        format!(
            "To {holder}\r\n\r\nThe attached bundle {id}.age is for you.\r\n{other}\r\n\r\n\
             On the machine where it is used, until {install_before}:\r\n\r\n    {command}\r\n\r\n\
             Created:         {created}\r\nReplace it by:   {rotate_by}\r\nInstall it by:   {install_before}\r\n\r\n\
             If a line comes out that begins with \"akvault receipt\", please send it back.\r\n"
        )
    }
}

/// An address that needs no quotes and no encoding (RFC 5322, 3.4.1: two dot-atoms of ASCII), short enough for
/// its line.
fn is_plain_address(text: &str) -> bool {
    let is_atom = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c);
    let is_dot_atom = |part: &str| part.split('.').all(|atom| !atom.is_empty() && atom.chars().all(is_atom));
    let parts = text.split_once('@').filter(|_| text.len() < LINE);
    parts.is_some_and(|(local, domain)| is_dot_atom(local) && is_dot_atom(domain))
}

/// ASCII goes as it is, so that it can be read in the file.
fn encoded(text: &str) -> (&'static str, String) {
    let is_plain = text.is_ascii() && text.lines().all(|line| line.len() < LINE);
    if is_plain { ("7bit", text.to_owned()) } else { ("base64", base64(text.as_bytes())) }
}

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// In lines, padded (RFC 4648, 4).
fn base64(bytes: &[u8]) -> String {
    let mut text = String::new();
    for line in bytes.chunks(COLUMNS / 4 * 3) {
        line.chunks(3).for_each(|group| push_group(&mut text, group));
        text.push_str("\r\n");
    }
    text
}

/// Three bytes are four characters of six bits each; what is missing at the end is `=`.
fn push_group(text: &mut String, group: &[u8]) {
    let byte = |at: usize| u32::from(group.get(at).copied().unwrap_or(0));
    let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
    for (at, shift) in [18_u32, 12, 6, 0].into_iter().enumerate() {
        let index = usize::try_from(bits >> shift & 0b11_1111).unwrap_or(0);
        let letter = ALPHABET.get(index).copied().map_or('=', char::from);
        text.push(if at <= group.len() { letter } else { '=' });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_that_of_the_rfc() {
        for (plain, expected) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")] {
            assert_eq!(base64(plain.as_bytes()).trim_end(), expected);
        }
        assert!(base64(&[255; 200]).lines().all(|line| line.len() <= COLUMNS));
    }

    #[test]
    fn only_plain_addresses_become_headers() {
        for good in ["alice@example.com", "a.b+c@x", "olga@desk"] {
            assert!(is_plain_address(good), "{good}");
        }
        for bad in ["alice", "a@b@c", "a b@x", "a@x\r\nBcc: y@z", "<a@x>", "@x", "a@", "a..b@x", "\u{e9}@x"] {
            assert!(!is_plain_address(bad), "{bad}");
        }
    }
}

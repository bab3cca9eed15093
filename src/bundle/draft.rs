//! The e-mail of the first channel, as an unsent draft: RFC 5322, with the bundle attached. Nothing of the second
//! channel is in it: no passphrase, no long id.
//!
//! What comes from outside stands in a header only if it is a plain address, so that no header can be made up.

use mail_builder::MessageBuilder;
use mail_builder::headers::content_type::ContentType;
use mail_builder::headers::date::Date;
use mail_builder::headers::raw::Raw;
use mail_builder::mime::MimePart;

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

/// The longest line (RFC 5322, 2.1.1).
const LINE: usize = 998;

impl Draft<'_> {
    /// The message, with the line ends of mail. Made again at the same time it is the same: neither its boundary nor
    /// its id is drawn.
    pub fn message(&self, now: jiff::Timestamp) -> String {
        let id = self.id.short();
        let mut message = MessageBuilder::new()
            .header("X-Unsent", Raw::new("1"))
            .message_id(format!("{id}@akvault.invalid"))
            .date(Date::new(now.as_second()))
            .subject(format!("AccessKey bundle {id}"));
        let issuer = Some(self.issuer).filter(|issuer| is_plain_address(issuer));
        for (name, value) in [("From", issuer), ("To", address(self.holder))] {
            if let Some(value) = value {
                message = message.header(name, Raw::new(value));
            }
        }
        let attachment = format!("{id}.age");
        let text = self.text();
        // So that it can be read in the file, too; what is not so plain is encoded.
        let is_plain = text.is_ascii() && text.lines().all(|line| line.len() < LINE);
        let text = MimePart::new("text/plain", text);
        let parts = vec![
            if is_plain { text.transfer_encoding("7bit") } else { text },
            MimePart::new(
                ContentType::new("application/octet-stream").attribute("name", attachment.as_str()),
                self.bundle,
            )
            .attachment(attachment.as_str()),
        ];
        let mixed = ContentType::new("multipart/mixed").attribute("boundary", format!("=_akvault-{id}"));
        // Writing to memory does not fail.
        message.body(MimePart::new(mixed, parts)).write_to_string().unwrap_or_default()
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

/// To whom a draft for this holder is addressed: a mail address, alone or behind a name (RFC 5322, 3.4). The address
/// must need no quotes and no encoding.
pub fn address(holder: &Holder) -> Option<&str> {
    let text = holder.as_str();
    let behind_a_name = text.strip_suffix('>').and_then(|text| text.split_once('<')).map(|(_, address)| address);
    Some(behind_a_name.unwrap_or(text)).filter(|address| is_plain_address(address))
}

/// Two dot-atoms of ASCII (RFC 5322, 3.4.1), short enough for their line.
fn is_plain_address(text: &str) -> bool {
    let is_atom = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c);
    let is_dot_atom = |part: &str| part.split('.').all(|atom| !atom.is_empty() && atom.chars().all(is_atom));
    let parts = text.split_once('@').filter(|_| text.len() < LINE);
    parts.is_some_and(|(local, domain)| is_dot_atom(local) && is_dot_atom(domain))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_addresses_become_headers() {
        for good in ["alice@example.com", "a.b+c@x", "olga@desk"] {
            assert!(is_plain_address(good), "{good}");
        }
        for bad in ["alice", "a@b@c", "a b@x", "a@x\r\nBcc: y@z", "<a@x>", "@x", "a@", "a..b@x", "\u{e9}@x"] {
            assert!(!is_plain_address(bad), "{bad}");
        }
    }

    #[test]
    fn an_address_may_stand_behind_a_name() {
        let to = |holder: &str| address(&Holder::new(holder).unwrap()).map(str::to_owned);
        assert_eq!(to("Alice Ex <alice@example.com>"), Some("alice@example.com".to_owned()));
        for none in ["Alice <alice>", "<a@b>, <c@d>", "shop", "a@b, c@d"] {
            assert_eq!(to(none), None, "{none}");
        }
    }
}

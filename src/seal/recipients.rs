//! Public keys to seal to: age's X25519 and ssh-ed25519, and a reason for each of the others.

use super::error::{Error, Place, RecipientProblem};

/// Whom a file is sealed to.
#[derive(Debug, Clone, Default)]
pub struct Recipients(Vec<Recipient>);

#[derive(Clone)]
enum Recipient {
    X25519(age::x25519::Recipient),
    Ssh(Box<age::ssh::Recipient>),
}

impl Recipients {
    /// The most keys: with more, the header could exceed the 64 KiB that are opened again.
    pub const MAX: usize = 512;

    /// Nobody yet.
    pub fn none() -> Self {
        Self::default()
    }

    /// Adds one key, as it was given on the command line; `option` is named in errors.
    ///
    /// # Errors
    /// [`Error::Recipient`], [`Error::TooManyRecipients`].
    pub fn add(&mut self, key: &str, option: &str) -> Result<(), Error> {
        self.add_key(key, || Place::whole(option))
    }

    /// Adds the keys of a recipients file: one a line, empty lines and `#` comments aside.
    ///
    /// # Errors
    /// [`Error::Recipient`] with the line, [`Error::TooManyRecipients`].
    pub fn add_file(&mut self, text: &str, name: &str) -> Result<(), Error> {
        let before = self.len();
        for (line, number) in text.lines().zip(1..) {
            if !(line.trim().is_empty() || line.starts_with('#')) {
                self.add_key(line, || Place::line(name, number))?;
            }
        }
        if self.len() == before {
            return Err(Error::Recipient { place: Place::whole(name), problem: RecipientProblem::Empty });
        }
        Ok(())
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The keys as text, comments removed.
    pub fn keys(&self) -> impl Iterator<Item = String> {
        self.0.iter().map(Recipient::text)
    }

    pub(super) fn as_age(&self) -> Vec<&dyn age::Recipient> {
        self.0.iter().map(Recipient::as_age).collect()
    }

    fn add_key(&mut self, key: &str, place: impl FnOnce() -> Place) -> Result<(), Error> {
        if self.len() >= Self::MAX {
            return Err(Error::TooManyRecipients);
        }
        let recipient = recipient(key.trim()).map_err(|problem| Error::Recipient { place: place(), problem })?;
        self.0.push(recipient);
        Ok(())
    }
}

impl Recipient {
    fn as_age(&self) -> &dyn age::Recipient {
        match self {
            Self::X25519(key) => key,
            Self::Ssh(key) => key.as_ref(),
        }
    }

    fn text(&self) -> String {
        match self {
            Self::X25519(key) => key.to_string(),
            Self::Ssh(key) => key.to_string(),
        }
    }
}

impl std::fmt::Debug for Recipient {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text())
    }
}

fn recipient(key: &str) -> Result<Recipient, RecipientProblem> {
    let lower = key.to_ascii_lowercase();
    if let Some(data) = lower.strip_prefix("age1") {
        return x25519(key, data).map(Recipient::X25519);
    }
    if lower.starts_with("age-secret-key-") || lower.starts_with("age-plugin-") {
        return Err(RecipientProblem::SecretKey);
    }
    ssh(key).map(|key| Recipient::Ssh(Box::new(key)))
}

/// Bech32 has no `1` in its data: another one ends a name, which makes it another kind of key.
fn x25519(key: &str, data: &str) -> Result<age::x25519::Recipient, RecipientProblem> {
    if let Some((name, _)) = data.rsplit_once('1') {
        return Err(match name {
            "pq" | "tagpq" => RecipientProblem::PostQuantum,
            _ => RecipientProblem::Plugin,
        });
    }
    let recipient: age::x25519::Recipient = key.parse().map_err(|_| RecipientProblem::NotARecipient)?;
    // The crate panics when it seals to such a key: it takes the result for a broken random generator.
    if is_low_order(data) { Err(RecipientProblem::Weak) } else { Ok(recipient) }
}

fn ssh(key: &str) -> Result<age::ssh::Recipient, RecipientProblem> {
    let mut words = key.split_ascii_whitespace();
    match (words.next(), words.next()) {
        (Some("ssh-ed25519"), Some(data)) if data.len() == ED25519_COLUMNS => {
            format!("ssh-ed25519 {data}").parse().map_err(|_| RecipientProblem::NotARecipient)
        }
        (Some("ssh-rsa"), _) => Err(RecipientProblem::SshRsa),
        (Some(kind), Some(_)) if ["ecdsa-sha2-", "sk-", "ssh-dss"].iter().any(|other| kind.starts_with(other)) => {
            Err(RecipientProblem::OtherSsh)
        }
        _ => Err(RecipientProblem::NotARecipient),
    }
}

/// An ssh-ed25519 public key is 51 bytes; the crate does not look behind them.
const ED25519_COLUMNS: usize = 68;

/// Whether the key is one of the points whose shared secret is zero with every other key
/// (<https://cr.yp.to/ecdh.html#validate>). The top bit has no meaning.
fn is_low_order(data: &str) -> bool {
    let mut point = bech32_point(data);
    if let Some(last) = point.last_mut() {
        *last &= 0x7f;
    }
    match point {
        [0 | 1, rest @ ..] if rest == [0; 31] => true,
        [0xec..=0xee, rest @ .., 0x7f] if rest == [0xff; 30] => true,
        _ => ORDER_EIGHT.contains(&point),
    }
}

/// The two points of order eight.
const ORDER_EIGHT: [[u8; 32]; 2] = [
    [
        0xe0, 0xeb, 0x7a, 0x7c, 0x3b, 0x41, 0xb8, 0xae, 0x16, 0x56, 0xe3, 0xfa, 0xf1, 0x9f, 0xc4, 0x6a, 0xda, 0x09,
        0x8d, 0xeb, 0x9c, 0x32, 0xb1, 0xfd, 0x86, 0x62, 0x05, 0x16, 0x5f, 0x49, 0xb8, 0x00,
    ],
    [
        0x5f, 0x9c, 0x95, 0xbc, 0xa3, 0x50, 0x8c, 0x24, 0xb1, 0xd0, 0xb1, 0x55, 0x9c, 0x83, 0xef, 0x5b, 0x04, 0x44,
        0x5c, 0xc4, 0x58, 0x1c, 0x8e, 0x86, 0xd8, 0x22, 0x4e, 0xdd, 0xd0, 0x9f, 0x11, 0x57,
    ],
];

/// The 32 bytes of a key that the crate has accepted, five bits to a character (BIP-173).
fn bech32_point(data: &str) -> [u8; 32] {
    const ALPHABET: &str = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    let mut point = [0; 32];
    let mut bytes = point.iter_mut();
    let (mut bits, mut count) = (0_u32, 0_u32);
    for value in data.chars().filter_map(|c| ALPHABET.find(c)) {
        bits = bits << 5 | u32::try_from(value).unwrap_or_default();
        count = count.saturating_add(5);
        if count >= 8 {
            count = count.saturating_sub(8);
            let Some(byte) = bytes.next() else { break };
            *byte = bits.checked_shr(count).unwrap_or_default().to_le_bytes()[0];
        }
    }
    point
}

#[cfg(test)]
#[expect(clippy::arithmetic_side_effects, reason = "an overflow fails the test")]
mod tests {
    use super::*;

    fn problem(key: &str) -> RecipientProblem {
        match Recipients::none().add(key, "--recipient").unwrap_err() {
            Error::Recipient { problem, .. } => problem,
            other => panic!("{other:?}"),
        }
    }

    fn public_key() -> String {
        crate::seal::generate().recipient
    }

    #[test]
    fn keys_are_read_from_a_file_with_comments() {
        let (first, second) = (public_key(), public_key());
        let mut recipients = Recipients::none();
        recipients.add_file(&format!("# team\r\n\r\n{first}\r\n  \n {second} \n"), "team.txt").unwrap();
        assert_eq!(recipients.keys().collect::<Vec<_>>(), [first, second]);
    }

    #[test]
    fn a_refusal_names_the_line_and_not_the_key() {
        let mut recipients = Recipients::none();
        let error = recipients.add_file(&format!("# team\n{}\nage1oops\n", public_key()), "te\u{1b}am").unwrap_err();
        assert_eq!(error.to_string(), "te\\u{1b}am, line 3: not a recipient: expected age1… or ssh-ed25519 …");
    }

    #[test]
    fn each_other_kind_of_key_is_refused_with_its_reason() {
        assert_eq!(problem("ssh-rsa AAAAB3NzaC1yc2E= alice"), RecipientProblem::SshRsa);
        assert_eq!(problem("ecdsa-sha2-nistp256 AAAA"), RecipientProblem::OtherSsh);
        assert_eq!(problem("sk-ssh-ed25519@openssh.com AAAA"), RecipientProblem::OtherSsh);
        assert_eq!(problem("age1pq1qqqq"), RecipientProblem::PostQuantum);
        assert_eq!(problem("age1tagpq1qqqq"), RecipientProblem::PostQuantum);
        assert_eq!(problem("age1yubikey1qqqq"), RecipientProblem::Plugin);
        assert_eq!(problem("AGE-SECRET-KEY-1QQQQ"), RecipientProblem::SecretKey);
        for junk in ["", "alice", "age1", "ssh-ed25519", "ssh-ed25519 AAAA", &public_key().replace("age1", "age1q")] {
            assert_eq!(problem(junk), RecipientProblem::NotARecipient, "{junk}");
        }
    }

    #[test]
    fn a_file_without_a_key_is_refused() {
        let error = Recipients::none().add_file("# nobody\n\n", "team.txt").unwrap_err();
        assert_eq!(error.to_string(), "team.txt: there is no recipient in it");
    }

    #[test]
    fn more_keys_than_a_header_can_hold_are_refused() {
        let text = format!("{}\n", public_key()).repeat(Recipients::MAX + 1);
        assert_eq!(Recipients::none().add_file(&text, "team.txt").unwrap_err(), Error::TooManyRecipients);
    }

    #[test]
    fn weak_keys_are_refused() {
        let mut points = ORDER_EIGHT.to_vec();
        for (first, middle, last) in [(0, 0, 0), (1, 0, 0), (0xec, 0xff, 0x7f), (0xed, 0xff, 0x7f), (0xee, 0xff, 0x7f)]
        {
            let mut point = [middle; 32];
            (point[0], point[31]) = (first, last);
            points.push(point);
        }
        for mut point in points {
            assert_eq!(problem(&bech32(&point)), RecipientProblem::Weak);
            point[31] |= 0x80;
            assert_eq!(problem(&bech32(&point)), RecipientProblem::Weak);
            point[7] ^= 1;
            assert!(Recipients::none().add(&bech32(&point), "--recipient").is_ok());
        }
    }

    /// The key as text, with its checksum (BIP-173).
    fn bech32(point: &[u8; 32]) -> String {
        const ALPHABET: &[u8] = b"qpzry9x8gf2tvdw0s3jn54khce6mua7l";
        const GENERATOR: [u32; 5] = [0x3b6a_57b2, 0x2650_8e6d, 0x1ea1_19fa, 0x3d42_33dd, 0x2a14_62b3];
        let bit = |at: usize| point.get(at / 8).map_or(0, |byte| byte >> (7 - at % 8) & 1);
        let mut data: Vec<u8> =
            (0..52).map(|group| (0..5).fold(0, |value, at| value << 1 | bit(group * 5 + at))).collect();
        let prefix = [3, 3, 3, 0, b'a' & 31, b'g' & 31, b'e' & 31];
        let checksum = prefix.iter().chain(&data).chain(&[0; 6]).fold(1_u32, |sum, value| {
            let next = (sum & 0x1ff_ffff) << 5 ^ u32::from(*value);
            GENERATOR.iter().enumerate().fold(next, |next, (at, word)| next ^ (word * (sum >> (25 + at) & 1)))
        }) ^ 1;
        data.extend((0..6).map(|at| (checksum >> (5 * (5 - at)) & 31) as u8));
        let text = data.iter().map(|value| char::from(ALPHABET[usize::from(*value)]));
        "age1".chars().chain(text).collect()
    }
}

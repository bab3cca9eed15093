//! The strict reader of an age header, which runs before the age crate sees a byte.
//!
//! The crate parses headers in quadratic time and without a bound (131 KB cost it 20 seconds), takes
//! two legacy spellings of a stanza that the specification forbids, and would start scrypt work of
//! any size. This reader is linear, keeps a line per stanza, and refuses all of that. It follows the
//! grammar in <https://age-encryption.org/v1>; it authenticates nothing, the MAC is the crate's work.

use super::{Error, WorkFactor};
use crate::domain::base64::canonical_len;

/// The largest header, in bytes: the limit of the Go implementation.
pub const HEADER_LIMIT: usize = 64 * 1024;
/// The most stanzas in a header.
pub const STANZA_LIMIT: usize = 1024;

const INTRO: &[u8] = b"age-encryption.org/";
const COLUMNS: usize = 64;
/// A file key of 16 bytes and its authentication tag of 16.
const WRAPPED_KEY: usize = 32;

/// One way to open a file, as its header names it. A tag is printable ASCII.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Stanza {
    /// A passphrase; then it is the only stanza.
    Scrypt {
        /// log2 of scrypt's N, 1 to 20.
        log_n: u8,
    },
    /// An `age1…` key.
    X25519,
    /// An SSH key of this type.
    SshEd25519,
    /// An SSH key of this type. Other tools can open it, this one does not.
    SshRsa,
    /// Noise that every sealer adds, so that readers stay tolerant.
    Grease,
    /// Anything else, such as a plugin's.
    Unknown(String),
}

/// What the header says, once it has passed.
#[derive(Debug)]
pub(super) struct Header {
    pub(super) stanzas: Vec<Stanza>,
    /// In bytes; the payload begins here.
    pub(super) len: usize,
}

/// Whether the bytes claim to be a binary age file of any version.
pub(super) fn is_age(bytes: &[u8]) -> bool {
    bytes.starts_with(INTRO)
}

/// Reads the header at the start of a binary age file.
pub(super) fn parse(binary: &[u8]) -> Result<Header, Error> {
    let mut lines = Lines::new(binary);
    version(binary, &mut lines)?;
    let mut stanzas = Vec::new();
    loop {
        let line = lines.next()?;
        if let Some(mac) = line.strip_prefix(b"---") {
            check_mac(mac).map_err(|what| lines.bad(what))?;
            break;
        }
        let args = line.strip_prefix(b"-> ").ok_or_else(|| lines.bad("neither a stanza nor the MAC"))?;
        if stanzas.len() >= STANZA_LIMIT {
            return Err(Error::TooManyStanzas);
        }
        stanzas.push(stanza(args, &mut lines)?);
    }
    check_together(&stanzas).map_err(|what| lines.bad(what))?;
    Ok(Header { stanzas, len: lines.consumed })
}

fn version(binary: &[u8], lines: &mut Lines<'_>) -> Result<(), Error> {
    if !is_age(binary) {
        return Err(Error::NotAge);
    }
    match lines.next()?.strip_prefix(INTRO) {
        Some(b"v1") => Ok(()),
        _ => Err(Error::UnknownVersion),
    }
}

fn check_mac(rest: &[u8]) -> Result<(), &'static str> {
    let mac = rest.strip_prefix(b" ").ok_or("the MAC is missing")?;
    is_base64_of(32, mac).then_some(()).ok_or("the MAC is not 32 bytes in canonical base64")
}

/// A passphrase stands alone: else whoever knows another key could seal in the passphrase's name.
fn check_together(stanzas: &[Stanza]) -> Result<(), &'static str> {
    let passphrase = stanzas.iter().any(|stanza| matches!(stanza, Stanza::Scrypt { .. }));
    match stanzas.len() {
        0 => Err("there is no stanza"),
        1 => Ok(()),
        _ if passphrase => Err("a passphrase stanza is not alone"),
        _ => Ok(()),
    }
}

fn stanza(line: &[u8], lines: &mut Lines<'_>) -> Result<Stanza, Error> {
    if line.split(|byte| *byte == b' ').any(|arg| arg.is_empty() || !arg.iter().all(u8::is_ascii_graphic)) {
        return Err(lines.bad("arguments are printable ASCII, separated by one space"));
    }
    let mut words = line.split(|byte| *byte == b' ');
    let tag = words.next().unwrap_or_default();
    // No stanza that we know has more than two.
    let args: Vec<_> = words.take(3).collect();
    let opening = lines.number;
    let key_len = body(lines)?;
    recognise(tag, &args, key_len).map_err(|refusal| match refusal {
        Refusal::Shape(what) => Error::BadHeader { line: opening, what },
        Refusal::Work(log_n) => Error::ExcessiveWork { log_n },
    })
}

/// The length of a stanza's body in bytes. The last line is shorter than the others, if need be empty.
fn body(lines: &mut Lines<'_>) -> Result<usize, Error> {
    let mut len = 0_usize;
    loop {
        let line = lines.next()?;
        if line.len() > COLUMNS {
            return Err(lines.bad("a line of a body is longer than 64 columns"));
        }
        let bytes = canonical_len(line).ok_or_else(|| lines.bad("a body is not canonical base64"))?;
        len = len.saturating_add(bytes);
        if line.len() < COLUMNS {
            return Ok(len);
        }
    }
}

enum Refusal {
    Shape(&'static str),
    Work(u8),
}

/// The stanzas that we know must be well formed; others are none of our business.
fn recognise(tag: &[u8], args: &[&[u8]], key_len: usize) -> Result<Stanza, Refusal> {
    match (tag, args) {
        (b"scrypt", [salt, log_n]) if is_base64_of(16, salt) && key_len == WRAPPED_KEY => {
            work_factor(log_n).map(|log_n| Stanza::Scrypt { log_n })
        }
        (b"scrypt", _) => Err(Refusal::Shape("the passphrase stanza is malformed")),
        (b"X25519", [share]) if is_base64_of(32, share) && key_len == WRAPPED_KEY => Ok(Stanza::X25519),
        (b"X25519", _) => Err(Refusal::Shape("the X25519 stanza is malformed")),
        (b"ssh-ed25519", [key, share]) if is_base64_of(4, key) && is_base64_of(32, share) && key_len == WRAPPED_KEY => {
            Ok(Stanza::SshEd25519)
        }
        (b"ssh-ed25519", _) => Err(Refusal::Shape("the ssh-ed25519 stanza is malformed")),
        (b"ssh-rsa", _) => Ok(Stanza::SshRsa),
        _ if tag.ends_with(b"-grease") => Ok(Stanza::Grease),
        _ => Ok(Stanza::Unknown(String::from_utf8_lossy(tag).into_owned())),
    }
}

/// Decimal, without sign or leading zero, and no more than we are willing to do.
fn work_factor(digits: &[u8]) -> Result<u8, Refusal> {
    let malformed = Refusal::Shape("the passphrase work is not a number without leading zeros");
    if !digits.iter().all(u8::is_ascii_digit) || digits.first() == Some(&b'0') {
        return Err(malformed);
    }
    let log_n: u8 = std::str::from_utf8(digits).ok().and_then(|digits| digits.parse().ok()).ok_or(malformed)?;
    if log_n > WorkFactor::MAX_OPEN.log_n() { Err(Refusal::Work(log_n)) } else { Ok(log_n) }
}

fn is_base64_of(bytes: usize, text: &[u8]) -> bool {
    canonical_len(text) == Some(bytes)
}

/// The lines of a header, never looking past [`HEADER_LIMIT`].
struct Lines<'a> {
    rest: &'a [u8],
    /// The number of the line that was read last, from 1.
    number: usize,
    /// Bytes of all lines read, line feeds included.
    consumed: usize,
    /// Whether the file goes on past the limit.
    capped: bool,
}

impl<'a> Lines<'a> {
    fn new(binary: &'a [u8]) -> Self {
        let head = binary.get(..HEADER_LIMIT);
        Self { rest: head.unwrap_or(binary), number: 0, consumed: 0, capped: head.is_some() }
    }

    fn next(&mut self) -> Result<&'a [u8], Error> {
        let end = self.rest.iter().position(|byte| *byte == b'\n');
        let cut_off = if self.capped { Error::HeaderTooLarge } else { Error::Damaged };
        let (line, rest) = end.and_then(|end| self.rest.split_at_checked(end)).ok_or(cut_off)?;
        self.rest = rest.get(1..).unwrap_or_default();
        self.number = self.number.saturating_add(1);
        self.consumed = self.consumed.saturating_add(line.len()).saturating_add(1);
        Ok(line)
    }

    fn bad(&self, what: &'static str) -> Error {
        Error::BadHeader { line: self.number, what }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "N3pgrXkbIn/RrVt0T0G3sQr1wGWuclqKxTSWHSqGdkc";
    const SALT: &str = "bBjlhJVYZeE4aqUdmtRHfw";
    const MAC: &str = "--- fgMiVLJHMlg9fW7CVG/hPS5EAU4Zeg19LyCP7SoH5nA\n";

    fn with(stanzas: &str) -> Result<Header, Error> {
        parse(format!("age-encryption.org/v1\n{stanzas}{MAC}payload").as_bytes())
    }

    fn line_of(result: Result<Header, Error>) -> usize {
        match result {
            Err(Error::BadHeader { line, .. }) => line,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_header_is_summed_up() {
        let stanzas = format!(
            "-> X25519 {KEY}\n{KEY}\n-> ssh-ed25519 BjH7FA {KEY}\n{KEY}\n-> ssh-rsa BjH7FA\n\n-> !-grease a\n\n-> new\n{}\n\n",
            "A".repeat(64)
        );
        let header = with(&stanzas).unwrap();
        assert_eq!(
            header.stanzas,
            [Stanza::X25519, Stanza::SshEd25519, Stanza::SshRsa, Stanza::Grease, Stanza::Unknown("new".to_owned())]
        );
        assert_eq!(header.len, "age-encryption.org/v1\n".len() + stanzas.len() + MAC.len());
        let passphrase = with(&format!("-> scrypt {SALT} 15\n{KEY}\n")).unwrap();
        assert_eq!(passphrase.stanzas, [Stanza::Scrypt { log_n: 15 }]);
    }

    #[test]
    fn legacy_spellings_of_a_body_are_refused_with_their_line() {
        assert_eq!(line_of(with("-> empty\n")), 3);
        assert_eq!(line_of(with(&format!("-> full\n{}\n", "A".repeat(64)))), 4);
        assert_eq!(line_of(with(&format!("-> long\n{}\n\n", "A".repeat(65)))), 3);
        assert_eq!(line_of(with("-> padded\nQQ==\n")), 3);
        assert_eq!(line_of(with("-> spare\nQR\n")), 3);
        assert_eq!(line_of(with("-> carriage\r\n\n")), 2);
        assert_eq!(line_of(with("-> two  spaces\n\n")), 2);
        assert_eq!(line_of(with("-> \n\n")), 2);
        assert_eq!(line_of(with("->\n\n")), 2);
        assert_eq!(line_of(with("")), 2);
    }

    #[test]
    fn known_stanzas_must_be_well_formed() {
        let malformed = [
            format!("-> scrypt {SALT} 15 x\n{KEY}\n"),
            format!("-> scrypt {SALT}\n{KEY}\n"),
            format!("-> scrypt {SALT}A 15\n{KEY}\n"),
            format!("-> scrypt {SALT} 15\nQQ\n"),
            format!("-> X25519 {KEY} x\n{KEY}\n"),
            format!("-> X25519 {SALT}\n{KEY}\n"),
            format!("-> ssh-ed25519 {KEY}\n{KEY}\n"),
        ];
        for stanza in malformed {
            assert_eq!(line_of(with(&stanza)), 2, "{stanza}");
        }
    }

    #[test]
    fn a_passphrase_stands_alone() {
        let passphrase = format!("-> scrypt {SALT} 15\n{KEY}\n");
        assert_eq!(line_of(with(&format!("{passphrase}{passphrase}"))), 6);
        assert_eq!(line_of(with(&format!("{passphrase}-> X25519 {KEY}\n{KEY}\n"))), 6);
    }

    #[test]
    fn work_beyond_2_to_the_20_is_refused_by_number() {
        for log_n in 21..=63 {
            let refused = with(&format!("-> scrypt {SALT} {log_n}\n{KEY}\n")).unwrap_err();
            assert_eq!(refused, Error::ExcessiveWork { log_n });
        }
        for junk in ["0", "015", "+15", "-1", "0x0f", "15a", "18446744073709551631"] {
            assert_eq!(line_of(with(&format!("-> scrypt {SALT} {junk}\n{KEY}\n"))), 2, "{junk}");
        }
    }

    #[test]
    fn a_header_of_131_kilobytes_is_refused_without_being_read_to_its_end() {
        let body = format!("{}\n", "A".repeat(64)).repeat(2016);
        assert_eq!(with(&format!("-> large\n{body}\n")).unwrap_err(), Error::HeaderTooLarge);
        let line = "a ".repeat(65_536);
        assert_eq!(with(&format!("-> {line}a\n\n")).unwrap_err(), Error::HeaderTooLarge);
    }

    #[test]
    fn the_stanza_after_the_1024th_is_refused() {
        assert_eq!(with(&"-> x\n\n".repeat(1024)).unwrap().stanzas.len(), 1024);
        assert_eq!(with(&"-> x\n\n".repeat(1025)).unwrap_err(), Error::TooManyStanzas);
    }

    #[test]
    fn other_versions_and_other_files_are_told_apart() {
        assert_eq!(parse(b"age-encryption.org/v2\n").unwrap_err(), Error::UnknownVersion);
        assert_eq!(parse(b"age-encryption.org/v1\r\n").unwrap_err(), Error::UnknownVersion);
        assert_eq!(parse(b"PK\x03\x04").unwrap_err(), Error::NotAge);
        assert_eq!(parse(b"").unwrap_err(), Error::NotAge);
        assert_eq!(parse(b"age-encryption.org/v1").unwrap_err(), Error::Damaged);
    }

    #[test]
    fn the_mac_line_has_one_spelling() {
        for mac in ["---", "---\n", "--- \n", "--- AAAA\n", &MAC.replace("A\n", "B\n"), &MAC.replace('\n', " \n")] {
            let header = format!("age-encryption.org/v1\n-> x\n\n{mac}");
            assert!(parse(header.as_bytes()).is_err(), "{mac}");
        }
    }
}

//! A look at an OpenSSH private key before the age crate reads it.
//!
//! The crate would spend any number of bcrypt rounds (a u32) on unlocking it, parses it again with
//! every line that it reads, and panics on an RSA number made of zeros. So the outside of the key is
//! read here: only ed25519 of a plausible size and work gets through.
//! The format: <https://github.com/openssh/openssh-portable/blob/master/PROTOCOL.key>

use zeroize::Zeroizing;

use super::error::IdentityProblem;
use crate::domain::base64;

/// The most work of unlocking a key. `ssh-keygen` takes 24 by itself; `-a 1000` takes some seconds.
const ROUNDS_LIMIT: u32 = 1024;
/// An ed25519 key takes some 500 bytes, and its comment is short.
const SIZE_LIMIT: usize = 16 * 1024;

const BEGIN: &str = "-----BEGIN OPENSSH PRIVATE KEY-----";
const END: &str = "-----END OPENSSH PRIVATE KEY-----";

/// Whether the text begins like a private key in whatever container.
pub(super) fn is_private_key(text: &str) -> bool {
    text.starts_with("-----BEGIN ") && text.lines().next().is_some_and(|line| line.contains("PRIVATE KEY"))
}

/// Whether the text is a private key that the age crate can be given.
pub(super) fn check(text: &str) -> Result<(), IdentityProblem> {
    if text.starts_with("-----BEGIN RSA PRIVATE KEY-----") {
        return Err(IdentityProblem::SshRsa);
    }
    let body = text.strip_prefix(BEGIN).ok_or(IdentityProblem::KeyFormat)?;
    let (body, _) = body.split_once(END).ok_or(IdentityProblem::DamagedKey)?;
    let mut columns = Zeroizing::new(Vec::with_capacity(body.len()));
    columns.extend(body.bytes().filter(|byte| !byte.is_ascii_whitespace()));
    while columns.last() == Some(&b'=') {
        columns.pop();
    }
    let key = base64::decode(&columns).ok_or(IdentityProblem::DamagedKey)?;
    check_container(&mut Fields(&key))?;
    if text.len() > SIZE_LIMIT { Err(IdentityProblem::DamagedKey) } else { Ok(()) }
}

fn check_container(key: &mut Fields<'_>) -> Result<(), IdentityProblem> {
    let damaged = || IdentityProblem::DamagedKey;
    key.literal(b"openssh-key-v1\0").ok_or_else(damaged)?;
    let cipher = key.string().ok_or_else(damaged)?;
    let _kdf = key.string().ok_or_else(damaged)?;
    let mut options = Fields(key.string().ok_or_else(damaged)?);
    key.literal(&[0, 0, 0, 1]).ok_or_else(damaged)?;
    check_type(key.string().ok_or_else(damaged)?)?;
    if cipher == b"none" {
        let mut private = Fields(key.string().ok_or_else(damaged)?);
        let _checks = (private.number().ok_or_else(damaged)?, private.number().ok_or_else(damaged)?);
        return check_type(private.0);
    }
    let _salt = options.string().ok_or_else(damaged)?;
    match options.number() {
        Some(rounds) if rounds <= ROUNDS_LIMIT => Ok(()),
        Some(_) => Err(IdentityProblem::ExcessiveRounds { most: ROUNDS_LIMIT }),
        None => Err(damaged()),
    }
}

/// A key, public or private, begins with its type.
fn check_type(key: &[u8]) -> Result<(), IdentityProblem> {
    match Fields(key).string() {
        Some(b"ssh-ed25519") => Ok(()),
        Some(b"ssh-rsa") => Err(IdentityProblem::SshRsa),
        Some(_) => Err(IdentityProblem::OtherSsh),
        None => Err(IdentityProblem::DamagedKey),
    }
}

/// The data types of RFC 4251, section 5.
struct Fields<'a>(&'a [u8]);

impl<'a> Fields<'a> {
    fn literal(&mut self, expected: &[u8]) -> Option<()> {
        self.0 = self.0.strip_prefix(expected)?;
        Some(())
    }

    fn number(&mut self) -> Option<u32> {
        let (bytes, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(u32::from_be_bytes(*bytes))
    }

    fn string(&mut self) -> Option<&'a [u8]> {
        let len = usize::try_from(self.number()?).ok()?;
        let (string, rest) = self.0.split_at_checked(len)?;
        self.0 = rest;
        Some(string)
    }
}

#[expect(clippy::arithmetic_side_effects, reason = "an overflow fails the test")]
#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(in super::super) struct SshKey {
        pub(in super::super) private: String,
        pub(in super::super) public: String,
    }

    /// Test 1 of RFC 8032, section 7.1.
    const SEED: [u8; 32] = [
        0x9d, 0x61, 0xb1, 0x9d, 0xef, 0xfd, 0x5a, 0x60, 0xba, 0x84, 0x4a, 0xf4, 0x92, 0xec, 0x2c, 0xc4, 0x44, 0x49,
        0xc5, 0x69, 0x7b, 0x32, 0x69, 0x19, 0x70, 0x3b, 0xac, 0x03, 0x1c, 0xae, 0x7f, 0x60,
    ];
    const POINT: [u8; 32] = [
        0xd7, 0x5a, 0x98, 0x01, 0x82, 0xb1, 0x0a, 0xb7, 0xd5, 0x4b, 0xfe, 0xd3, 0xc9, 0x64, 0x07, 0x3a, 0x0e, 0xe1,
        0x72, 0xf3, 0xda, 0xa6, 0x23, 0x25, 0xaf, 0x02, 0x1a, 0x68, 0xf7, 0x07, 0x51, 0x1a,
    ];

    pub(in super::super) fn ed25519_key() -> SshKey {
        let public = [string(b"ssh-ed25519"), string(&POINT)].concat();
        let pair = [SEED, POINT].concat();
        let mut private = [vec![7; 8], public.clone(), string(&pair), string(b"alice")].concat();
        private.extend((1..=8).take((8 - private.len() % 8) % 8));
        SshKey {
            private: container(b"none", b"none", b"", &public, &private),
            public: format!("ssh-ed25519 {}", encode(&public)),
        }
    }

    /// A key made by OpenSSH itself, or `None` where it is not installed.
    #[expect(clippy::disallowed_methods, reason = "reads a key that ssh-keygen has just made")]
    pub(in super::super) fn keygen(kind: &str, passphrase: &str) -> Option<SshKey> {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("key");
        let arguments = ["-q", "-t", kind, "-a", "4", "-N", passphrase, "-f"];
        let status = std::process::Command::new("ssh-keygen").args(arguments).arg(&path).status().ok()?;
        assert!(status.success());
        let private = std::fs::read_to_string(&path).unwrap();
        let public = std::fs::read_to_string(path.with_extension("pub")).unwrap();
        Some(SshKey { private, public })
    }

    fn container(cipher: &[u8], kdf: &[u8], options: &[u8], public: &[u8], private: &[u8]) -> String {
        let fields = [string(cipher), string(kdf), string(options), vec![0, 0, 0, 1], string(public), string(private)];
        let text = encode(&[b"openssh-key-v1\0".to_vec(), fields.concat()].concat());
        let lines: Vec<_> = text.as_bytes().chunks(70).map(String::from_utf8_lossy).collect();
        format!("{BEGIN}\n{}\n{END}\n", lines.join("\n"))
    }

    fn string(bytes: &[u8]) -> Vec<u8> {
        [&u32::try_from(bytes.len()).unwrap().to_be_bytes(), bytes].concat()
    }

    fn encode(bytes: &[u8]) -> String {
        const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        let mut text = String::new();
        for group in bytes.chunks(3) {
            let bits = (0..3).fold(0, |bits, at| bits << 8 | u32::from(*group.get(at).unwrap_or(&0)));
            for at in 0..4 {
                let letter = char::from(ALPHABET[(bits >> (18 - 6 * at) & 63) as usize]);
                text.push(if at <= group.len() { letter } else { '=' });
            }
        }
        text
    }

    fn locked(rounds: u32) -> String {
        let public = [string(b"ssh-ed25519"), string(&POINT)].concat();
        let options = [string(&[1; 16]), rounds.to_be_bytes().to_vec()].concat();
        container(b"aes256-ctr", b"bcrypt", &options, &public, &[0; 64])
    }

    #[test]
    fn the_work_of_unlocking_a_key_is_bounded() {
        assert_eq!(check(&locked(ROUNDS_LIMIT)), Ok(()));
        assert_eq!(check(&locked(ROUNDS_LIMIT + 1)), Err(IdentityProblem::ExcessiveRounds { most: ROUNDS_LIMIT }));
        assert_eq!(check(&locked(u32::MAX)), Err(IdentityProblem::ExcessiveRounds { most: ROUNDS_LIMIT }));
    }

    #[test]
    fn an_rsa_key_inside_an_ed25519_one_is_refused() {
        // The crate would panic on these numbers.
        let zeros: Vec<u8> = std::iter::repeat_n(string(&[0]), 6).flatten().collect();
        let private = [vec![7; 8], string(b"ssh-rsa"), zeros].concat();
        let public = [string(b"ssh-ed25519"), string(&POINT)].concat();
        let key = container(b"none", b"none", b"", &public, &private);
        assert_eq!(check(&key), Err(IdentityProblem::SshRsa));
    }

    #[test]
    fn a_key_that_is_cut_off_is_refused() {
        let key = ed25519_key().private;
        let key = key.trim_end();
        for len in BEGIN.len()..key.len() {
            assert_eq!(check(key.get(..len).unwrap()), Err(IdentityProblem::DamagedKey), "{len}");
        }
        let long = key.replace(END, &format!("{}{END}", "\n".repeat(SIZE_LIMIT)));
        assert_eq!(check(&long), Err(IdentityProblem::DamagedKey));
    }

    #[test]
    fn other_containers_are_refused() {
        assert_eq!(check("-----BEGIN RSA PRIVATE KEY-----\n"), Err(IdentityProblem::SshRsa));
        assert_eq!(check("-----BEGIN EC PRIVATE KEY-----\n"), Err(IdentityProblem::KeyFormat));
        assert!(is_private_key("-----BEGIN ENCRYPTED PRIVATE KEY-----\n"));
        assert!(!is_private_key("-----BEGIN CERTIFICATE-----\nPRIVATE KEY"));
    }
}

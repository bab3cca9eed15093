//! Secret keys that open age files: age's own, OpenSSH's ed25519, and identity files that are
//! themselves sealed under a passphrase.
//!
//! A file is looked at before a passphrase is asked for, and none is asked for a key that is refused.

use std::fmt;

use age::secrecy::{ExposeSecret as _, SecretString};

use super::error::{Error, IdentityProblem, Place};
use super::{Sealed, armor, header, open_with_passphrase, ssh_key};
use crate::printable::Printable;
use crate::secret::Secret;

/// What a passphrase is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ask<'a> {
    /// An identity file that is an age file.
    IdentityFile {
        /// As it was given to [`Identities::parse`].
        name: &'a str,
    },
    /// An OpenSSH key.
    SshKey {
        /// As it was given to [`Identities::parse`].
        name: &'a str,
    },
}

impl fmt::Display for Ask<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::IdentityFile { name } => write!(f, "passphrase of the identity file {}", Printable(name)),
            Self::SshKey { name } => write!(f, "passphrase of the SSH key {}", Printable(name)),
        }
    }
}

/// Secret keys that open age files. They are wiped when dropped.
#[derive(Default)]
pub struct Identities(Vec<Identity>);

enum Identity {
    X25519(age::x25519::Identity),
    Ssh(Box<age::ssh::Identity>),
}

/// A new key pair.
#[derive(Debug)]
pub struct Generated {
    /// `AGE-SECRET-KEY-1…`, the line of an identity file.
    pub secret: Secret,
    /// `age1…`, the line of a recipients file.
    pub recipient: String,
}

/// Makes an X25519 key pair.
pub fn generate() -> Generated {
    let identity = age::x25519::Identity::generate();
    let recipient = identity.to_public().to_string();
    Generated { secret: Secret::from(identity.to_string().expose_secret()), recipient }
}

impl Identities {
    /// Reads an identity file of any of the supported kinds; `name` is shown in questions and errors.
    ///
    /// # Errors
    /// [`Error::Identity`] with the line, [`Error::WrongPassphrase`], and
    /// [`Error::PassphraseNotGiven`] when `ask` answers `None`.
    pub fn parse(
        bytes: &Secret<[u8]>,
        name: &str,
        ask: &mut dyn FnMut(Ask<'_>) -> Option<Secret>,
    ) -> Result<Self, Error> {
        let bytes = bytes.expose();
        if header::is_age(bytes) || armor::is_armored(bytes) {
            let plain = unseal(bytes, name, ask)?;
            return lines(text_of(plain.expose(), name)?, name);
        }
        let text = text_of(bytes, name)?;
        let key = text.trim_start();
        if ssh_key::is_private_key(key) { ssh(key, name, ask) } else { lines(text, name) }
    }

    /// Takes another file's identities along.
    pub fn extend(&mut self, others: Self) {
        self.0.extend(others.0);
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The public keys that belong to them, in the form of a recipients file.
    pub fn public_keys(&self) -> impl Iterator<Item = String> {
        self.0.iter().filter_map(Identity::public_key)
    }

    pub(super) fn as_age(&self) -> Vec<&dyn age::Identity> {
        self.0.iter().map(Identity::as_age).collect()
    }
}

impl Identity {
    fn as_age(&self) -> &dyn age::Identity {
        match self {
            Self::X25519(key) => key,
            Self::Ssh(key) => key.as_ref(),
        }
    }

    fn public_key(&self) -> Option<String> {
        match self {
            Self::X25519(key) => Some(key.to_public().to_string()),
            Self::Ssh(key) => age::ssh::Recipient::try_from(key.as_ref().clone()).ok().map(|key| key.to_string()),
        }
    }
}

impl fmt::Debug for Identities {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Identities({} ***)", self.len())
    }
}

/// Opens an identity file that is itself an age file: under a passphrase, and only one deep.
fn unseal(bytes: &[u8], name: &str, ask: &mut dyn FnMut(Ask<'_>) -> Option<Secret>) -> Result<Secret<[u8]>, Error> {
    let broken = |error| refused(name, IdentityProblem::Sealed(Box::new(error)));
    let sealed = Sealed::parse(bytes).map_err(broken)?;
    if sealed.work_factor().is_none() {
        return Err(refused(name, IdentityProblem::SealedToRecipients));
    }
    let passphrase = ask(Ask::IdentityFile { name }).ok_or_else(|| not_given(name))?;
    open_with_passphrase(&sealed, &passphrase).map_err(|error| match error {
        Error::WrongPassphrase => error,
        other => broken(other),
    })
}

fn ssh(text: &str, name: &str, ask: &mut dyn FnMut(Ask<'_>) -> Option<Secret>) -> Result<Identities, Error> {
    ssh_key::check(text).map_err(|problem| refused(name, problem))?;
    let key = age::ssh::Identity::from_buffer(text.as_bytes(), None)
        .map_err(|_| refused(name, IdentityProblem::DamagedKey))?;
    let key = match key {
        age::ssh::Identity::Unencrypted(_) => key,
        age::ssh::Identity::Encrypted(locked) => {
            let passphrase = ask(Ask::SshKey { name }).ok_or_else(|| not_given(name))?;
            let unlocked = locked.decrypt(SecretString::from(passphrase.expose()));
            unlocked.map_err(|_| Error::WrongPassphrase)?.into()
        }
        age::ssh::Identity::Unsupported(age::ssh::UnsupportedKey::EncryptedSsh(_)) => {
            return Err(refused(name, IdentityProblem::Cipher));
        }
        age::ssh::Identity::Unsupported(_) => return Err(refused(name, IdentityProblem::OtherSsh)),
    };
    Ok(Identities(vec![Identity::Ssh(Box::new(key))]))
}

fn lines(text: &str, name: &str) -> Result<Identities, Error> {
    let mut identities = Vec::new();
    for (line, number) in text.lines().zip(1..) {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let place = || Place::line(name, number);
        identities.push(x25519(line).map_err(|problem| Error::Identity { place: place(), problem })?);
    }
    if identities.is_empty() {
        return Err(refused(name, IdentityProblem::Empty));
    }
    Ok(Identities(identities))
}

/// Looks for the refused kinds first: their names must not depend on what the crate makes of them.
fn x25519(line: &str) -> Result<Identity, IdentityProblem> {
    let begins = |prefix: &str| line.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix));
    if begins("AGE-SECRET-KEY-PQ-1") {
        return Err(IdentityProblem::PostQuantum);
    }
    if begins("AGE-PLUGIN-") {
        return Err(IdentityProblem::Plugin);
    }
    if begins("age1") || begins("ssh-") {
        return Err(IdentityProblem::PublicKey);
    }
    line.parse().map(Identity::X25519).map_err(|_| IdentityProblem::NotAnIdentity)
}

fn text_of<'a>(bytes: &'a [u8], name: &str) -> Result<&'a str, Error> {
    std::str::from_utf8(bytes).map_err(|_| refused(name, IdentityProblem::NotAnIdentity))
}

fn refused(name: &str, problem: IdentityProblem) -> Error {
    Error::Identity { place: Place::whole(name), problem }
}

fn not_given(name: &str) -> Error {
    Error::PassphraseNotGiven { name: name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::super::{Recipients, WorkFactor, open_with_identities, to_recipients, with_passphrase};
    use super::*;

    fn bytes(text: &str) -> Secret<[u8]> {
        Secret::from(text.as_bytes().to_vec())
    }

    /// Parses without answering a question.
    fn parse(text: &str) -> Result<Identities, Error> {
        Identities::parse(&bytes(text), "id.txt", &mut |_| None)
    }

    fn problem(text: &str) -> IdentityProblem {
        match Identities::parse(&bytes(text), "id.txt", &mut |_| panic!("nothing is asked for a refused key")) {
            Err(Error::Identity { problem, .. }) => problem,
            other => panic!("{other:?}"),
        }
    }

    fn opens(identities: &Identities, recipient: &str) {
        let mut recipients = Recipients::none();
        recipients.add(recipient, "--recipient").unwrap();
        let sealed = to_recipients(&bytes("content"), &recipients).unwrap();
        assert_eq!(open_with_identities(&sealed, identities).unwrap().expose(), b"content");
    }

    #[test]
    fn an_identity_file_may_hold_comments_and_several_keys() {
        let (first, second) = (generate(), generate());
        let text = format!("# mine\r\n{}\r\n\n  {}", first.secret.expose(), second.secret.expose());
        let identities = parse(&text).unwrap();
        let public: Vec<_> = identities.public_keys().collect();
        assert_eq!(public, [first.recipient.as_str(), second.recipient.as_str()]);
        opens(&identities, &first.recipient);
        opens(&identities, &second.recipient);
    }

    #[test]
    fn a_refusal_names_the_line_and_nothing_of_the_key() {
        let key = generate().secret.expose().replace("KEY-1", "KEY-1Q");
        let error = parse(&format!("# mine\n{key}")).unwrap_err();
        assert_eq!(error.to_string(), "id.txt, line 2: not an identity: expected AGE-SECRET-KEY-1…");
    }

    #[test]
    fn each_other_kind_of_key_is_refused_with_its_reason() {
        assert_eq!(problem("AGE-SECRET-KEY-PQ-1QQQQ"), IdentityProblem::PostQuantum);
        assert_eq!(problem("AGE-PLUGIN-YUBIKEY-1QQQQ"), IdentityProblem::Plugin);
        assert_eq!(problem(&generate().recipient), IdentityProblem::PublicKey);
        assert_eq!(problem("-----BEGIN RSA PRIVATE KEY-----\nAAAA\n"), IdentityProblem::SshRsa);
        assert_eq!(problem("-----BEGIN PRIVATE KEY-----\nAAAA\n"), IdentityProblem::KeyFormat);
        assert_eq!(problem("# nobody\n"), IdentityProblem::Empty);
        assert_eq!(problem(""), IdentityProblem::Empty);
        assert_eq!(problem("hunter2"), IdentityProblem::NotAnIdentity);
    }

    #[test]
    fn bytes_that_are_not_text_are_refused() {
        let binary = Secret::from(vec![0xff, 0xfe]);
        let error = Identities::parse(&binary, "id.txt", &mut |_| None).unwrap_err();
        assert!(matches!(error, Error::Identity { problem: IdentityProblem::NotAnIdentity, .. }));
    }

    #[test]
    fn a_sealed_identity_file_opens_under_its_passphrase() {
        let key = generate();
        let work = WorkFactor::new(2).unwrap();
        let sealed = with_passphrase(&bytes(key.secret.expose()), &Secret::from("open"), work).unwrap();
        for file in [sealed.binary().to_vec(), sealed.armored_text().unwrap().into_bytes()] {
            let file = Secret::from(file);
            let answer = |text: &'static str| {
                Identities::parse(&file, "id.age", &mut |ask| {
                    assert_eq!(ask.to_string(), "passphrase of the identity file id.age");
                    Some(Secret::from(text))
                })
            };
            opens(&answer("open").unwrap(), &key.recipient);
            assert_eq!(answer("shut").unwrap_err(), Error::WrongPassphrase);
            let silent = Identities::parse(&file, "id.age", &mut |_| None).unwrap_err();
            assert_eq!(silent, Error::PassphraseNotGiven { name: "id.age".to_owned() });
        }
    }

    #[test]
    fn a_sealed_identity_file_is_not_opened_twice_nor_by_keys() {
        let key = generate();
        let work = WorkFactor::new(2).unwrap();
        let inner = with_passphrase(&bytes(key.secret.expose()), &Secret::from("open"), work).unwrap();
        let inner = Secret::from(inner.armored_text().unwrap().into_bytes());
        let outer = with_passphrase(&inner, &Secret::from("open"), work).unwrap();
        let outer = Secret::from(outer.binary().to_vec());
        let mut asked = 0;
        let error = Identities::parse(&outer, "id.age", &mut |_| {
            asked += 1;
            Some(Secret::from("open"))
        });
        assert!(matches!(error, Err(Error::Identity { problem: IdentityProblem::NotAnIdentity, .. })));
        assert_eq!(asked, 1);

        let mut recipients = Recipients::none();
        recipients.add(&key.recipient, "--recipient").unwrap();
        let to_keys = to_recipients(&bytes("content"), &recipients).unwrap();
        assert_eq!(problem(&to_keys.armored_text().unwrap()), IdentityProblem::SealedToRecipients);
    }

    #[test]
    fn excessive_work_is_refused_before_the_passphrase_is_asked_for() {
        let work = WorkFactor::new(2).unwrap();
        let sealed = with_passphrase(&bytes("x"), &Secret::from("open"), work).unwrap();
        let header = String::from_utf8_lossy(sealed.binary()).into_owned();
        let hostile = header.split('\n').take(3).collect::<Vec<_>>().join("\n").replacen(" 2\n", " 40\n", 1);
        let hostile = format!("{hostile}\n--- {}\n{}", "A".repeat(43), "x".repeat(40));
        let expected = IdentityProblem::Sealed(Box::new(Error::ExcessiveWork { log_n: 40 }));
        assert_eq!(problem(&hostile), expected);
    }

    #[test]
    fn an_ssh_key_opens_what_is_sealed_to_it() {
        let key = ssh_key::tests::ed25519_key();
        let identities = parse(&key.private).unwrap();
        assert_eq!(identities.public_keys().collect::<Vec<_>>(), [key.public.as_str()]);
        opens(&identities, &format!("{} alice@example.com", key.public));
        opens(&parse(&key.private.replace('\n', "\r\n")).unwrap(), &key.public);
    }

    #[test]
    fn a_locked_ssh_key_opens_under_its_passphrase() {
        let Some(key) = ssh_key::tests::keygen("ed25519", "open") else { return };
        let answer = |text: &'static str| {
            Identities::parse(&bytes(&key.private), "id_ed25519", &mut |ask| {
                assert_eq!(ask, Ask::SshKey { name: "id_ed25519" });
                Some(Secret::from(text))
            })
        };
        opens(&answer("open").unwrap(), &key.public);
        assert_eq!(answer("shut").unwrap_err(), Error::WrongPassphrase);
        assert_eq!(answer("").unwrap_err(), Error::WrongPassphrase);
        assert!(matches!(parse(&key.private), Err(Error::PassphraseNotGiven { .. })));
    }

    #[test]
    fn other_ssh_keys_are_refused_before_a_passphrase_is_asked_for() {
        for (kind, expected) in [("rsa", IdentityProblem::SshRsa), ("ecdsa", IdentityProblem::OtherSsh)] {
            for passphrase in ["", "open"] {
                let Some(key) = ssh_key::tests::keygen(kind, passphrase) else { return };
                assert_eq!(problem(&key.private), expected);
            }
        }
    }
}

//! The keys of the vault: `recipients.txt`, the public keys that its secrets are sealed to, and
//! `identity.age`, the secret one, sealed under the vault's passphrase. Both are what stock `age`
//! reads.
//!
//! `identity.age` may hold several identities: while secrets are being sealed anew to another
//! one, the old one stays, until all of them are.

use std::ffi::OsStr;

use super::{Error, Ledger, Vault};
use crate::private_file::{self, Directory, Policy, Staged, read_file};
use crate::seal::{self, Generated, Identities, Recipients, Sealed};
use crate::secret::Secret;

/// The public keys.
pub const RECIPIENTS: &str = "recipients.txt";
/// The secret key.
pub const IDENTITY: &str = "identity.age";
/// The largest of the two files, in bytes.
const CAP: usize = 1 << 20;

impl Vault {
    /// The public keys that secrets are sealed to.
    ///
    /// # Errors
    /// [`Error::NoVault`], [`Error::Keys`], [`Error::File`]
    pub fn recipients(&self) -> Result<Recipients, Error> {
        let text = self.read_key_file(RECIPIENTS)?.ok_or_else(|| Error::NoVault(self.home.clone()))?;
        let broken = |source| Error::Keys { file: RECIPIENTS, source };
        let text = std::str::from_utf8(text.expose()).map_err(|_| broken(seal::Error::NoRecipients))?;
        let mut recipients = Recipients::none();
        recipients.add_file(text, RECIPIENTS).map_err(broken)?;
        Ok(recipients)
    }

    /// The text of `recipients.txt`.
    ///
    /// # Errors
    /// As [`Vault::recipients`].
    pub fn recipients_text(&self) -> Result<String, Error> {
        self.recipients()?;
        let text = self.read_key_file(RECIPIENTS)?.ok_or_else(|| Error::NoVault(self.home.clone()))?;
        Ok(String::from_utf8_lossy(text.expose()).into_owned())
    }

    /// The identity under the vault's passphrase; none where secrets are sealed to keys that lie
    /// elsewhere.
    ///
    /// # Errors
    /// [`Error::Keys`], [`Error::File`]
    pub fn identity(&self) -> Result<Option<Sealed>, Error> {
        let broken = |source| Error::Keys { file: IDENTITY, source };
        let parse = |bytes: Secret<[u8]>| Sealed::parse(bytes.expose()).map_err(broken);
        let Some(sealed) = self.read_key_file(IDENTITY)?.map(parse).transpose()? else { return Ok(None) };
        if sealed.work_factor().is_none() {
            return Err(broken(seal::Error::NeedsIdentity));
        }
        Ok(Some(sealed))
    }

    /// Refuses to make a vault where one is.
    ///
    /// # Errors
    /// [`Error::VaultExists`], [`Error::File`]
    pub fn refuse_second(&self) -> Result<(), Error> {
        for file in [IDENTITY, RECIPIENTS] {
            if self.read_key_file(file)?.is_some() {
                return Err(Error::VaultExists { home: self.home.clone(), file });
            }
        }
        Ok(())
    }

    fn read_key_file(&self, name: &str) -> Result<Option<Secret<[u8]>>, Error> {
        let Some(home) = Directory::look(&self.home, Policy::strict())? else { return Ok(None) };
        match read_file(&home.path().join(name), CAP) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(private_file::Error::System { source, .. }) if source.kind() == std::io::ErrorKind::NotFound => {
                Ok(None)
            }
            Err(error) => Err(error.into()),
        }
    }
}

impl Ledger {
    /// `recipients.txt`, waiting to be committed.
    ///
    /// # Errors
    /// [`Error::File`]
    pub fn stage_recipients(&self, text: &str) -> Result<Staged, Error> {
        self.stage_file(&self.home, RECIPIENTS, text)
    }

    /// `identity.age`, waiting to be committed.
    ///
    /// # Errors
    /// [`Error::File`]; [`Error::Keys`] when it cannot be written in armor.
    pub fn stage_identity(&self, sealed: &Sealed) -> Result<Staged, Error> {
        let text = sealed.armored_text().map_err(|source| Error::Keys { file: IDENTITY, source })?;
        self.stage_file(&self.home, IDENTITY, &text)
    }
}

/// Removes what a killed run left beside the two files. The caller holds the ledger's lock, and no
/// journal names the copies any more.
pub(super) fn sweep(home: &Directory) {
    for name in [IDENTITY, RECIPIENTS] {
        private_file::sweep(home, OsStr::new(name));
    }
}

/// What stands in `recipients.txt`.
pub fn recipients_text(keys: impl IntoIterator<Item = String>) -> String {
    let head = "# The public keys that akvault seals secrets to, one a line.".to_owned();
    lines_of(std::iter::once(head).chain(keys))
}

/// The text of a recipients file with `new` in the place of the `old` keys; all else stays.
pub fn with_new_key(text: &str, old: &[String], new: &str) -> String {
    let (mut lines, mut is_placed) = (Vec::new(), false);
    for line in text.lines() {
        let is_old = old.iter().any(|key| line.trim() == key || line.trim().starts_with(&format!("{key} ")));
        match (is_old, is_placed) {
            (false, _) => lines.push(line),
            (true, false) => lines.push(new),
            (true, true) => {}
        }
        is_placed |= is_old;
    }
    lines.extend((!is_placed).then_some(new));
    lines_of(lines.into_iter().map(str::to_owned))
}

fn lines_of(lines: impl Iterator<Item = String>) -> String {
    lines.flat_map(|line| [line, "\n".to_owned()]).collect()
}

/// What is sealed in `identity.age`, as `age-keygen` writes it.
pub fn identity_text(pair: &Generated, now: jiff::Timestamp) -> Secret<[u8]> {
    let head = format!("# created: {}\n# public key: {}\n", now.strftime("%Y-%m-%dT%H:%M:%SZ"), pair.recipient);
    joined(&[head.as_bytes(), pair.secret.expose().as_bytes(), b"\n"])
}

/// Two identity files as one.
pub fn both(first: &Secret<[u8]>, second: &Secret<[u8]>) -> Secret<[u8]> {
    joined(&[first.expose(), second.expose()])
}

/// In one piece from the start, so that no copy is left behind by growing.
fn joined(parts: &[&[u8]]) -> Secret<[u8]> {
    let mut bytes = Vec::with_capacity(parts.iter().map(|part| part.len()).sum());
    for part in parts {
        bytes.extend_from_slice(part);
    }
    bytes.into()
}

/// Reads what was sealed in `identity.age`.
///
/// # Errors
/// [`Error::Keys`]
pub fn identities(text: &Secret<[u8]>) -> Result<Identities, Error> {
    Identities::parse(text, IDENTITY, &mut |_| None).map_err(|source| Error::Keys { file: IDENTITY, source })
}

/// `text` with those identities alone whose public key is one of `recipients`, and whether any was
/// left out. Comments go with the identity that they stand above.
///
/// # Errors
/// [`Error::Keys`]
pub fn current_only(text: &Secret<[u8]>, recipients: &Recipients) -> Result<(Secret<[u8]>, bool), Error> {
    let wanted: Vec<String> = recipients.keys().collect();
    let (mut kept, mut pending, mut left_out) = (Vec::new(), Vec::new(), false);
    for line in text.expose().split_inclusive(|byte| *byte == b'\n') {
        pending.push(line);
        let bare = line.trim_ascii();
        if bare.is_empty() || bare.starts_with(b"#") {
            continue;
        }
        let is_wanted = identities(&bare.to_vec().into())?.public_keys().any(|key| wanted.contains(&key));
        if is_wanted {
            kept.append(&mut pending);
        } else {
            left_out = true;
            pending.clear();
        }
    }
    Ok((joined(&kept), left_out))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_key_takes_the_place_of_the_old_ones_and_of_nothing_else() {
        let old = ["age1old".to_owned(), "age1older".to_owned()];
        let text = "# team\nage1bob\n age1old \nage1older comment\nage1oldest\n";
        assert_eq!(with_new_key(text, &old, "age1new"), "# team\nage1bob\nage1new\nage1oldest\n");
        assert_eq!(with_new_key("age1bob", &old, "age1new"), "age1bob\nage1new\n");
    }

    #[test]
    fn identities_that_nothing_is_sealed_to_are_left_out() {
        let (old, new) = (seal::generate(), seal::generate());
        let now = "2026-11-23T12:00:00Z".parse().unwrap();
        let (old_text, new_text) = (identity_text(&old, now), identity_text(&new, now));
        let text = both(&new_text, &old_text);
        assert_eq!(identities(&text).unwrap().len(), 2);
        let mut recipients = Recipients::none();
        recipients.add_file(&recipients_text([new.recipient.clone()]), "test").unwrap();
        let (current, left_out) = current_only(&text, &recipients).unwrap();
        assert!(left_out && current.same_as(&new_text));
        let (same, left_out) = current_only(&current, &recipients).unwrap();
        assert!(!left_out && same.same_as(&new_text));
    }
}

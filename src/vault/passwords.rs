//! Console passwords: the days on which they were changed, one record a file in `passwords/`. No
//! password stands there, sealed or not.

use std::ffi::OsStr;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::versioned::read_record;
use super::{Error, Fault, Ledger, Vault, file_name, look_up, names};
use crate::domain::{Day, Days, Name};
use crate::private_file::{self, Directory, Policy, read_file_in};

/// Where these records lie in the vault's directory.
const PASSWORDS: &str = "passwords";
/// The largest record, in bytes.
const RECORD_CAP: usize = 1 << 20;
/// The version that is written; a newer one is refused by name.
const VERSION: u32 = 1;
const KIND: &str = "password";

/// One password.
#[derive(Debug, Clone)]
pub struct TrackedPassword {
    /// What it is called here.
    pub name: Name,
    /// When it was changed last.
    pub changed: Day,
    /// How long it may be used.
    pub rotate_every: Days,
}

impl TrackedPassword {
    /// When it must be changed.
    pub fn rotate_by(&self) -> Day {
        self.changed.plus(self.rotate_every)
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    version: u32,
    kind: String,
    name: String,
    changed: String,
    rotate_every: String,
}

impl Vault {
    /// All of them in the order of their names, with what is wrong with those that cannot be read.
    ///
    /// # Errors
    /// [`Error::File`]
    pub fn passwords(&self) -> Result<Vec<Result<TrackedPassword, Error>>, Error> {
        let Some(folder) = self.look_for_passwords()? else { return Ok(Vec::new()) };
        Ok(names(&folder)?.iter().map(|name| read(&folder, name)).collect())
    }

    /// The names of all of them.
    ///
    /// # Errors
    /// [`Error::File`]
    pub fn password_names(&self) -> Result<Vec<Name>, Error> {
        self.look_for_passwords()?.map_or_else(|| Ok(Vec::new()), |folder| names(&folder))
    }

    fn look_for_passwords(&self) -> Result<Option<Directory>, Error> {
        Ok(Directory::look(&self.home().join(PASSWORDS), Policy::strict())?)
    }
}

impl Ledger {
    /// Writes one, in the place of the one of the same name.
    ///
    /// # Errors
    /// [`Error::File`]
    pub fn save_password(&self, password: &TrackedPassword) -> Result<(), Error> {
        let staged = self.stage_file(&self.passwords_folder()?, &file_name(&password.name), &encode(password))?;
        Ok(private_file::commit(vec![staged])?)
    }

    /// Removes one.
    ///
    /// # Errors
    /// [`Error::NoSuchPassword`], [`Error::File`]
    pub fn remove_password(&self, name: &Name) -> Result<(), Error> {
        let folder = self.passwords_folder()?;
        look_up(name, names(&folder)?, Error::NoSuchPassword)?;
        Ok(private_file::remove(&folder, OsStr::new(&file_name(name)))?)
    }

    fn passwords_folder(&self) -> Result<Arc<Directory>, Error> {
        Ok(Arc::new(Directory::open(&self.vault.home().join(PASSWORDS), Policy::strict())?))
    }
}

fn encode(password: &TrackedPassword) -> String {
    let document = Document {
        version: VERSION,
        kind: KIND.to_owned(),
        name: password.name.to_string(),
        changed: password.changed.to_string(),
        rotate_every: password.rotate_every.to_string(),
    };
    // Strings and a number: nothing here that TOML cannot hold.
    toml::to_string(&document).unwrap_or_default()
}

fn read(folder: &Directory, name: &Name) -> Result<TrackedPassword, Error> {
    let bytes = read_file_in(folder, OsStr::new(&file_name(name)), RECORD_CAP)?;
    decode(bytes.expose(), name).map_err(|fault| Error::Record { name: name.clone(), fault })
}

fn decode(bytes: &[u8], name: &Name) -> Result<TrackedPassword, Fault> {
    let document: Document = read_record(bytes, VERSION)?;
    if document.name != name.as_str() {
        return Err(Fault::OtherName(document.name));
    }
    if document.kind != KIND {
        return Err(Fault::Broken { line: 2 });
    }
    let (changed, rotate_every) = (Day::parse(&document.changed)?, Days::parse(&document.rotate_every)?);
    Ok(TrackedPassword { name: name.clone(), changed, rotate_every })
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: &str = include_str!("../../tests/it/fixtures/password-1.toml");

    #[test]
    fn the_first_version_is_read_for_ever_and_others_are_named_faults() {
        let name = Name::new("alice").unwrap();
        let read = |text: &str| decode(text.as_bytes(), &name);
        let password = read(FIRST).unwrap();
        assert_eq!(encode(&password), FIRST);
        assert_eq!(password.rotate_by().to_string(), "2027-02-21");
        let error = |from: &str, to: &str| read(&FIRST.replacen(from, to, 1)).unwrap_err();
        assert_eq!(error("version = 1", "version = 2"), Fault::Newer(2));
        assert_eq!(error("alice", "bob"), Fault::OtherName("bob".into()));
        assert_eq!(error("password", "mfa"), Fault::Broken { line: 2 });
        assert!(matches!(error("2026-11-23", "soon"), Fault::Invalid(_)));
        assert!(matches!(error("version", "more = 1\nversion"), Fault::Broken { line: 1 }));
    }
}

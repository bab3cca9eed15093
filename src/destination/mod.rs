//! Where keys are put, and taken from: which clients, which files of each, under which locks.
//!
//! Several clients may read one file, and one client several: a [`Place`] is a file, with all that
//! is written in it. Two formats that cannot stand in one file are found out when the second one
//! reads what the first one wrote.

mod args;
mod attempt;

use std::path::{Path, PathBuf};

pub(crate) use self::args::{ClientParser, split_config};
pub use self::args::{DestinationArgs, Families, families};
pub use self::attempt::{Attempt, persist};
use crate::clients::{Broken, Client, Format};
use crate::domain::{AccessKeyId, ProfileName};
use crate::failure::{Failure, Kind};
use crate::private_file::{self, Before, Policy, Staged, Target};
use crate::secret::Secret;
use crate::systemd_creds;
use crate::vault::{Installed, Record, Vault};

/// One file, and what is written in it.
#[derive(Debug)]
pub struct Place {
    /// Whose file it is, in the order given.
    pub clients: Vec<&'static dyn Client>,
    /// The file.
    pub path: PathBuf,
    /// What is written there, one after the other.
    pub formats: Vec<&'static dyn Format>,
    /// Whether the clients look there by themselves.
    pub is_home: bool,
    /// The name of the encrypted credential that the file is, if it is one.
    pub credential: Option<String>,
}

impl Place {
    /// Another client reads the same file. A format that is there already writes nothing the second time.
    fn join(&mut self, other: Self) {
        self.clients.extend(other.clients);
        self.formats.extend(other.formats);
        self.is_home &= other.is_home;
    }

    /// Whether an entry goes by the name of a profile.
    pub fn has_profiles(&self) -> bool {
        self.credential.is_some() || self.clients.iter().any(|client| client.has_profiles())
    }

    /// The text that stands there; of no file, none.
    ///
    /// # Errors
    /// When it is not UTF-8, or a credential that this machine cannot open.
    pub fn text(&self, before: Option<&Before>) -> Result<Secret, Failure> {
        let Some(before) = before else { return Ok(Secret::from("")) };
        let opened = self.credential.as_deref().map(|name| systemd_creds::decrypt(name, &before.bytes)).transpose()?;
        let bytes = opened.as_ref().unwrap_or(&before.bytes);
        std::str::from_utf8(bytes.expose()).map(Secret::from).map_err(|_| {
            Failure::new(Kind::Damaged, format!("`{}` is not UTF-8 text", self.path.display()))
                .next("mend the file, or move it away")
        })
    }

    /// A name that means something else to one of the clients is no profile.
    ///
    /// # Errors
    /// [`Kind::Usage`]
    pub fn check_profile(&self, profile: &ProfileName) -> Result<(), Failure> {
        match self.clients.iter().find(|client| client.reserved().contains(&profile.as_str())) {
            Some(client) => {
                let what = format!("`{profile}` is no profile of {}, which keeps its own options there", client.name());
                Err(Failure::new(Kind::Usage, what).next("give another --profile"))
            }
            None => Ok(()),
        }
    }

    /// `text` as it stands in the file, waiting there.
    ///
    /// # Errors
    /// When it cannot be written beside the file, or not be made a credential.
    pub fn stage(&self, target: Target, text: &Secret) -> Result<Staged, Attempt> {
        let sealed = self.credential.as_deref().map(|name| systemd_creds::encrypt(name, text)).transpose();
        let sealed = sealed.map_err(Failure::from)?;
        Ok(target.stage(sealed.as_ref().map_or(text.expose().as_bytes(), |sealed| sealed.expose()))?)
    }

    /// Whether the file was made by an installation of which something is still there. A file that
    /// somebody made anew in its place is theirs.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn is_of_our_making(&self, text: &Secret, vault: &Vault) -> Result<bool, Failure> {
        let entries: Vec<_> =
            self.formats.iter().filter_map(|format| format.entries(text.expose()).ok()).flatten().collect();
        let stands = |record: &Record, place: &Installed| {
            entries.iter().any(|(name, present)| {
                let is_key = present.id.is_some()
                    && present.id.as_deref() == record.access_key_id.as_ref().map(AccessKeyId::as_str);
                is_key || place.profile.as_ref().is_some_and(|profile| profile.as_str() == name)
            })
        };
        let made = vault.find(|record| record.made_at(&self.path).any(|place| stands(record, place)))?;
        Ok(!made.is_empty())
    }

    /// What each format says to `text`.
    ///
    /// # Errors
    /// When the text cannot be read, or only by some of the clients.
    pub fn each<T>(&self, mut read: impl FnMut(&dyn Format) -> Result<T, Broken>) -> Result<Vec<T>, Failure> {
        let mut answers = Vec::new();
        for format in &self.formats {
            answers.push(read(*format).map_err(|broken| self.refused(&broken, !answers.is_empty()))?);
        }
        Ok(answers)
    }

    /// `text`, edited by each format in turn.
    ///
    /// # Errors
    /// As [`Place::each`].
    pub fn edited(
        &self,
        text: &Secret,
        mut edit: impl FnMut(&dyn Format, &str) -> Result<Secret, Broken>,
    ) -> Result<Secret, Failure> {
        let mut edited = Secret::from(text.expose());
        for (at, format) in self.formats.iter().enumerate() {
            edited = edit(*format, edited.expose()).map_err(|broken| self.refused(&broken, at > 0))?;
        }
        Ok(edited)
    }

    /// What one client can read, and the next one cannot, is not broken: it is of two kinds.
    fn refused(&self, broken: &Broken, was_read_before: bool) -> Failure {
        if !was_read_before || self.clients.len() < 2 {
            return Failure::broken_config(&self.path, broken);
        }
        let names = self.clients.iter().map(|client| client.name()).collect::<Vec<_>>().join(" and ");
        Failure::new(Kind::Usage, format!("{names} cannot share the file `{}`", self.path.display()))
            .next("give each client a file of its own: --config CLIENT=PATH")
    }
}

/// Locks every place and reads what is there, making the directories that are missing.
///
/// # Errors
/// Everything that makes a place unsafe; [`private_file::Error::Busy`].
pub fn lock(places: &[Place], policy: Policy) -> Result<Vec<Target>, private_file::Error> {
    in_order(places, |path| Target::open(path, policy))
}

/// Locks every place where a file is, and makes nothing.
///
/// # Errors
/// As [`lock`].
pub fn lock_existing(places: &[Place], policy: Policy) -> Result<Vec<Option<Target>>, private_file::Error> {
    in_order(places, |path| match Target::look(path, policy)? {
        Some(_) => Target::open(path, policy).map(Some),
        None => Ok(None),
    })
}

/// In the order of the paths, so that two runs never wait for each other; gives the order of the places.
fn in_order<T>(
    places: &[Place],
    open: impl Fn(&Path) -> Result<T, private_file::Error>,
) -> Result<Vec<T>, private_file::Error> {
    let mut order: Vec<(usize, &Path)> = (0..).zip(places.iter().map(|place| place.path.as_path())).collect();
    order.sort_by_key(|(_, path)| *path);
    let mut opened = Vec::new();
    for (at, path) in order {
        opened.push((at, open(path)?));
    }
    opened.sort_by_key(|(at, _)| *at);
    Ok(opened.into_iter().map(|(_, one)| one).collect())
}

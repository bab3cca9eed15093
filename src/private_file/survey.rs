//! A look at one place as it is, for telling what is wrong with it. Nothing is followed, made or
//! changed.
//!
//! The way to it passes the same checks as before a write, so that what is reported here is what
//! would be refused there; but the look goes on past what is wrong, to see the rest.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use rustix::fs::{AtFlags, Mode, OFlags, openat, statat};

use super::directory::{Place, reach, split};
use super::facts::{Facts, has_acl, look_at, read_at};
use super::system::attempt;
use super::{Error, Policy};
use crate::secret::Secret;

/// What a look at one place found.
#[derive(Debug)]
pub struct Survey {
    /// What is wrong with the directories on the way, each once: [`Error::Link`],
    /// [`Error::NotDirectory`], [`Error::Foreign`] and [`Error::OpenDirectory`].
    pub troubles: Vec<Error>,
    /// The directory, where one gets there without a link.
    pub directory: Option<Facts>,
    path: PathBuf,
    name: OsString,
    place: Option<Place>,
}

impl Survey {
    /// Goes to the directory of `path`.
    ///
    /// # Errors
    /// [`Error::System`]
    pub fn of(path: &Path, policy: Policy) -> Result<Self, Error> {
        let (parent, name) = split(path)?;
        let mut survey = Self { troubles: Vec::new(), directory: None, path: path.to_owned(), name, place: None };
        let mut note = |error| {
            survey.troubles.push(error);
            Ok(())
        };
        match reach(&parent, policy, false, &mut note) {
            Ok(Some((place, policy))) => {
                survey.troubles.extend(place.check_last(policy).err());
                survey.directory = Some(Facts { has_acl: has_acl_of(&place), ..Facts::of(&place.stat) });
                survey.place = Some(place);
            }
            Ok(None) => {}
            // Only where something stands behind it: a link to nowhere hides nothing.
            Err(error @ (Error::Link { .. } | Error::ForeignLink { .. } | Error::NotDirectory { .. })) => {
                survey.troubles.extend(leads_somewhere(path).then_some(error));
            }
            Err(error) => return Err(error),
        }
        Ok(survey)
    }

    /// Whether something that is no directory stands in the way, with the file behind it.
    pub fn is_blocked(&self) -> bool {
        let blocks = |trouble: &Error| {
            matches!(trouble, Error::Link { .. } | Error::ForeignLink { .. } | Error::NotDirectory { .. })
        };
        self.troubles.iter().any(blocks)
    }

    /// What stands there, if anything does.
    ///
    /// # Errors
    /// [`Error::System`]
    pub fn file(&self) -> Result<Option<Facts>, Error> {
        self.place.as_ref().map_or(Ok(None), |place| look_at(&place.file, &self.name, &self.path))
    }

    /// What a regular file there holds, at most `cap` bytes; nothing when there is none.
    ///
    /// # Errors
    /// [`Error::TooLarge`], [`Error::NotRegular`], [`Error::Link`], [`Error::System`]
    pub fn read(&self, cap: usize) -> Result<Option<Secret<[u8]>>, Error> {
        let Some(place) = &self.place else { return Ok(None) };
        read_at(&place.file, &self.name, &self.path, cap).map(|(_, bytes)| Some(bytes))
    }
}

/// Whether a name stands in a directory, be it a file, a link or a directory. What cannot be seen
/// counts as absent.
pub fn stands_in(directory: &Path, name: &str) -> bool {
    attempt(|| statat(rustix::fs::CWD, directory.join(name), AtFlags::SYMLINK_NOFOLLOW)).is_ok()
}

fn leads_somewhere(path: &Path) -> bool {
    attempt(|| statat(rustix::fs::CWD, path, AtFlags::empty())).is_ok()
}

/// The place itself is open for passing through only.
fn has_acl_of(place: &Place) -> bool {
    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
    attempt(|| openat(&place.file, ".", flags, Mode::empty())).is_ok_and(has_acl)
}

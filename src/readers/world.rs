//! What a reader would see: its environment, its files, its home directory.

use std::fmt;
use std::path::{Path, PathBuf};

use crate::private_file::{Error, Glimpse};

/// A variable by its name.
pub type Variable<'w> = dyn Fn(&str) -> Option<String> + 'w;
/// A file by its path.
pub type Look<'w> = dyn Fn(&Path) -> Result<Option<Glimpse>, Error> + 'w;

/// The surroundings of a reader.
pub struct World<'w> {
    /// Its environment; nothing when that of another user is asked for, which nobody can see.
    pub variable: Option<Box<Variable<'w>>>,
    /// Its files.
    pub look: Box<Look<'w>>,
    /// The home directory.
    pub home: Option<PathBuf>,
    /// The user who runs it.
    pub uid: u32,
    /// The profile that it is told to use.
    pub profile: Option<String>,
    /// Files that it is told to use instead of its own.
    pub configs: Vec<Elsewhere>,
}

/// Where the files of a client are instead of at home.
#[derive(Debug, Clone)]
pub struct Elsewhere {
    /// Whose files.
    pub client: &'static str,
    /// The file, or the directory of the files.
    pub path: PathBuf,
    /// Whether they have their own names in there.
    pub is_directory: bool,
}

impl World<'static> {
    /// The same with one more variable, or another value of it; an environment that nobody can see stays so.
    #[must_use]
    pub fn with_variable(self, name: &'static str, value: String) -> Self {
        let with = |others: Box<Variable<'static>>| -> Box<Variable<'static>> {
            Box::new(move |wanted| if wanted == name { Some(value.clone()) } else { others(wanted) })
        };
        Self { variable: self.variable.map(with), ..self }
    }
}

impl World<'_> {
    /// A variable that is set, and to something.
    pub(super) fn variable(&self, name: &str) -> Option<String> {
        self.variable.as_ref().and_then(|variable| variable(name)).filter(|value| !value.is_empty())
    }

    /// The first of these variables that is set, and its value.
    pub(super) fn first<'n>(&self, names: &[&'n str]) -> Option<(&'n str, String)> {
        names.iter().find_map(|name| Some((*name, self.variable(name)?)))
    }

    /// Whether a variable says yes, in whatever case.
    pub(super) fn is_true(&self, name: &str) -> bool {
        self.variable(name).is_some_and(|value| value.eq_ignore_ascii_case("true"))
    }
}

impl fmt::Debug for World<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("World").field("home", &self.home).field("uid", &self.uid).finish_non_exhaustive()
    }
}

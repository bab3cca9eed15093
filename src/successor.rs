//! The program that a person asked to run with a key: it takes the place of this process, so that
//! signals, the terminal and its exit code are its own. Only what was typed after `--` is started, as it
//! was typed; no shell, no file says what.
//!
//! By then the thread that opened the vault has ended, and its memory is wiped; what is left is the
//! environment that the program gets.

use std::ffi::OsString;
use std::io;
use std::os::unix::process::CommandExt as _;
use std::path::PathBuf;
use std::process::{Command, ExitStatus};

use crate::harden;
use crate::interrupt::{pass_on_to, shield};
use crate::private_file::{self, RuntimeFile};
use crate::secret::Secret;

/// A program, its arguments, and how its environment differs from ours.
#[derive(Debug)]
pub struct Successor {
    program: OsString,
    arguments: Vec<OsString>,
    variables: Vec<(&'static str, Option<Secret>)>,
    /// For a program that reads its key from a file: where that is made, its name, and its text.
    file: Option<(PathBuf, String, Secret)>,
}

/// The variable that names the file.
const FILE: &str = "AKVAULT_FILE";

impl Successor {
    /// What was typed; nothing of an empty line.
    pub fn new(words: Vec<OsString>) -> Option<Self> {
        let mut words = words.into_iter();
        Some(Self { program: words.next()?, arguments: words.collect(), variables: Vec::new(), file: None })
    }

    /// Takes variables away.
    #[must_use]
    pub fn without(mut self, names: impl IntoIterator<Item = &'static str>) -> Self {
        self.variables.extend(names.into_iter().map(|name| (name, None)));
        self
    }

    /// Sets variables.
    #[must_use]
    pub fn with(mut self, variables: impl IntoIterator<Item = (&'static str, Secret)>) -> Self {
        self.variables.extend(variables.into_iter().map(|(name, value)| (name, Some(value))));
        self
    }

    /// Lets it read a file too, which is there as long as it runs.
    #[must_use]
    pub fn with_file(mut self, directory: PathBuf, name: String, text: Secret) -> Self {
        self.file = Some((directory, name, text));
        self
    }

    /// Whether somebody has to stay, to take the file away.
    pub fn needs_us(&self) -> bool {
        self.file.is_some()
    }

    /// Runs it beside us, waits for it, and removes its file. What was secret here is gone while it runs.
    ///
    /// # Errors
    /// When the file cannot be made; when the program cannot be run, within.
    pub fn run_beside(self) -> Result<io::Result<ExitStatus>, private_file::Error> {
        let (file, started) = {
            let _shield = shield();
            let file = match &self.file {
                Some((directory, name, text)) => Some(RuntimeFile::make(directory, name, text.expose().as_bytes())?),
                None => None,
            };
            let mut command = self.command();
            command.envs(file.as_ref().map(|file| (FILE, file.path())));
            harden::undo();
            let started = command.spawn().inspect(|child| pass_on_to(child.id()));
            harden::process();
            (file, started)
        };
        drop(self);
        let ended = started.and_then(|mut child| child.wait());
        drop(file);
        Ok(ended)
    }

    /// The program, as it was typed.
    pub fn program(&self) -> &OsString {
        &self.program
    }

    /// Becomes the program, and comes back only when that is not possible.
    ///
    /// std empties the signal mask and puts `SIGPIPE` back, which Rust ignores; the kernel puts back
    /// every signal that has a handler, forgets that we are not dumpable, and closes our files.
    pub fn take_over(&self) -> io::Error {
        harden::undo();
        self.command().exec()
    }

    fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        command.args(&self.arguments);
        for (name, value) in &self.variables {
            match value {
                Some(value) => command.env(name, value.expose()),
                None => command.env_remove(name),
            };
        }
        command
    }
}

//! The program that a person asked to run with a key: it takes the place of this process, so that
//! signals, the terminal and its exit code are its own. Only what was typed after `--` is started, as it
//! was typed; no shell, no file says what.
//!
//! By then the thread that opened the vault has ended, and its memory is wiped; what is left is the
//! environment that the program gets.

use std::ffi::OsString;
use std::io;
use std::os::unix::process::CommandExt as _;
use std::process::Command;

use crate::harden;
use crate::secret::Secret;

/// A program, its arguments, and how its environment differs from ours.
#[derive(Debug)]
pub struct Successor {
    program: OsString,
    arguments: Vec<OsString>,
    variables: Vec<(&'static str, Option<Secret>)>,
}

impl Successor {
    /// What was typed; nothing of an empty line.
    pub fn new(words: Vec<OsString>) -> Option<Self> {
        let mut words = words.into_iter();
        Some(Self { program: words.next()?, arguments: words.collect(), variables: Vec::new() })
    }

    /// Sets variables, and takes those away that have no value.
    #[must_use]
    pub fn with(mut self, variables: impl IntoIterator<Item = (&'static str, Option<Secret>)>) -> Self {
        self.variables.extend(variables);
        self
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
        let mut command = Command::new(&self.program);
        command.args(&self.arguments);
        for (name, value) in &self.variables {
            match value {
                Some(value) => command.env(name, value.expose()),
                None => command.env_remove(name),
            };
        }
        harden::undo();
        command.exec()
    }
}

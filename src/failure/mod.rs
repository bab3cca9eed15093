//! Why a command failed, told to the person: what happened, what was left unchanged, what to do
//! next; and to the shell, as an exit code. Rooms know nothing of users: their errors become
//! failures here.

mod rooms;

use std::borrow::Cow;
use std::fmt;
use std::io;
use std::path::Path;

use crate::clients::Broken;

/// What kind of failure it is; each has an exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Anything that has no code of its own.
    Failed,
    /// Wrong arguments.
    Usage,
    /// The person said no, or nothing.
    Cancelled,
    /// A passphrase or identity that does not open it.
    WrongKey,
    /// Damaged, or not a file of ours.
    Damaged,
    /// Expired, superseded, or older than what is installed.
    Expired,
    /// A link, an owner or a mode that is not safe.
    UnsafePlace,
    /// It would overwrite another key.
    Conflict,
    /// Not found.
    NotFound,
    /// Nobody to ask, and no passphrase given.
    NoTerminal,
    /// The system refused to read or write.
    InputOutput,
    /// Another run holds the lock.
    Busy,
}

/// Every exit code with its meaning: the one table that `help exit-codes` and the man page print.
pub const EXIT_CODES: &[(u8, &str)] = &[
    (0, "done"),
    (1, "failed"),
    (2, "usage: an argument is wrong or missing"),
    (3, "cancelled"),
    (4, "wrong passphrase or identity"),
    (5, "damaged, or not a file of ours"),
    (6, "expired, superseded, or older than what is installed"),
    (7, "unsafe place: a link, an owner or a mode"),
    (8, "would overwrite another key or file"),
    (9, "not found"),
    (10, "no terminal, and no passphrase given"),
    (11, "input/output"),
    (12, "busy: another run holds the lock"),
    (20, "due soon"),
    (21, "overdue"),
    (22, "drift found"),
    (130, "interrupted"),
];

impl Kind {
    /// The exit code.
    pub fn code(self) -> u8 {
        match self {
            Self::Failed => 1,
            Self::Usage => 2,
            Self::Cancelled => 3,
            Self::WrongKey => 4,
            Self::Damaged => 5,
            Self::Expired => 6,
            Self::UnsafePlace => 7,
            Self::Conflict => 8,
            Self::NotFound => 9,
            Self::NoTerminal => 10,
            Self::InputOutput => 11,
            Self::Busy => 12,
        }
    }
}

/// A failed command.
#[derive(Debug)]
pub struct Failure {
    kind: Kind,
    message: Cow<'static, str>,
    unchanged: Option<Cow<'static, str>>,
    next: Option<Cow<'static, str>>,
}

impl Failure {
    /// What happened.
    pub fn new(kind: Kind, message: impl Into<Cow<'static, str>>) -> Self {
        Self { kind, message: message.into(), unchanged: None, next: None }
    }

    /// What to do next.
    #[must_use]
    pub fn next(mut self, next: impl Into<Cow<'static, str>>) -> Self {
        self.next = Some(next.into());
        self
    }

    /// What is as it was before, unless something more exact was said already.
    #[must_use]
    pub fn unchanged(mut self, unchanged: impl Into<Cow<'static, str>>) -> Self {
        self.unchanged.get_or_insert(unchanged.into());
        self
    }

    /// What was tried, in front of what happened.
    #[must_use]
    pub fn while_doing(mut self, what: &str) -> Self {
        self.message = format!("{what}: {}", self.message).into();
        self
    }

    /// What happened.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The kind.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// There is no home directory, and none was named.
    pub fn no_home() -> Self {
        Self::new(Kind::NotFound, "there is no home directory for the ledger").next("set HOME, or give --home DIR")
    }

    /// The system's random numbers are gone.
    pub fn no_random_numbers() -> Self {
        Self::new(Kind::Failed, "the system gives no random numbers").next("run akvault where /dev/urandom works")
    }

    /// A limit forbids the memory that a passphrase needs.
    pub fn no_memory(mebibytes: u64) -> Self {
        let message = format!("the passphrase takes {mebibytes} MiB of memory, and a limit forbids that");
        Self::new(Kind::Failed, message).next("raise the limits of memory (ulimit -v, ulimit -d)")
    }

    /// Standard output did not take the result.
    pub fn output(error: &io::Error) -> Self {
        if error.kind() == io::ErrorKind::InvalidData {
            return Self::new(Kind::Usage, "the content has control characters, and would repaint this terminal")
                .next("write it into a file with -o FILE, or pipe it");
        }
        Self::new(Kind::InputOutput, format!("cannot write the result to standard output: {error}"))
            .next("send standard output where there is room")
    }

    /// A client's file that cannot be edited.
    pub fn broken_config(path: &Path, broken: &Broken) -> Self {
        Self::new(Kind::Damaged, format!("`{}` cannot be edited: {broken}", path.display()))
            .next("mend the file, or move it away, and run the command again")
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A file name may hold a line end, and must not make a line that reads like ours.
        f.write_str(&self.message.replace('\n', " "))?;
        for (label, text) in [("unchanged", &self.unchanged), ("next", &self.next)] {
            if let Some(text) = text {
                write!(f, "\n  {label}: {}", text.replace('\n', " "))?;
            }
        }
        Ok(())
    }
}

//! One place where a reader looks, and what is there.

use std::borrow::Cow;
use std::path::PathBuf;

use crate::domain::AccessKeyId;

/// What kind of place it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Given to the program itself: in its code, on its command line, in its own configuration.
    Arguments,
    /// Properties of the Java machine.
    SystemProperties,
    /// Environment variables.
    Environment,
    /// A role, through a token of the platform that environment variables name.
    Oidc,
    /// The aliyun CLI's `config.json`.
    Config,
    /// The SDKs' INI.
    Ini,
    /// Another file of the reader's own.
    File,
    /// The files of the CLI that came before.
    Legacy,
    /// The role of the instance, from its metadata service.
    InstanceRole,
    /// Credentials over HTTP.
    Uri,
}

impl Kind {
    /// The word for programs.
    pub fn word(self) -> &'static str {
        match self {
            Self::Arguments => "arguments",
            Self::SystemProperties => "system-properties",
            Self::Environment => "environment",
            Self::Oidc => "oidc",
            Self::Config => "config",
            Self::Ini => "ini",
            Self::File => "file",
            Self::Legacy => "legacy",
            Self::InstanceRole => "instance-role",
            Self::Uri => "uri",
        }
    }
}

/// What is there, and whether the reader uses it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// The reader takes its credentials from here.
    Wins,
    /// There are credentials, but the reader is content, or has failed, before it comes here.
    Shadowed,
    /// Nothing for this reader.
    Absent,
    /// The reader is told not to look here.
    Disabled,
    /// A part of what it takes.
    Incomplete,
    /// Something that this reader cannot use.
    Broken,
    /// It cannot be seen from here.
    Unseen,
}

impl State {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Wins => "wins",
            Self::Shadowed => "shadowed",
            Self::Absent => "absent",
            Self::Disabled => "disabled",
            Self::Incomplete => "incomplete",
            Self::Broken => "broken",
            Self::Unseen => "unseen",
        }
    }
}

/// Where a place is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum At {
    /// In a file.
    File(PathBuf),
    /// In variables, or in what has no name on this machine.
    Words(String),
}

impl At {
    /// The file, where it is one.
    pub fn path(&self) -> Option<Cow<'_, str>> {
        match self {
            Self::File(path) => Some(path.to_string_lossy()),
            Self::Words(_) => None,
        }
    }
}

/// Whose file a place is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Origin {
    /// The client that knows the format.
    pub client: &'static str,
    /// The client's name for the file.
    pub file: &'static str,
    /// The variable that says where it is, if it is not where the reader looks by itself.
    pub variable: Option<&'static str>,
}

/// One place where a reader looks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// What kind of place.
    pub kind: Kind,
    /// Where it is.
    pub at: At,
    /// Whose file it is, where it is a client's.
    pub origin: Option<Origin>,
    /// What becomes of it.
    pub state: State,
    /// The AccessKey ID that is there, where one is; not yet fit to be shown.
    pub id: Option<String>,
    /// The profile that the reader takes.
    pub profile: Option<String>,
    /// The file's permission bits.
    pub mode: Option<u32>,
    /// What else there is to know, in our words.
    pub notes: Vec<String>,
    /// Whether the reader gives up here rather than look on.
    pub(super) stops: bool,
}

impl Place {
    pub(super) fn new(kind: Kind, at: At, state: State) -> Self {
        Self { kind, at, origin: None, state, id: None, profile: None, mode: None, notes: Vec::new(), stops: false }
    }

    /// In words of ours.
    pub(super) fn named(kind: Kind, words: impl Into<String>, state: State) -> Self {
        Self::new(kind, At::Words(words.into()), state)
    }

    pub(super) fn with(mut self, note: impl Into<String>) -> Self {
        self.note(note);
        self
    }

    pub(super) fn note(&mut self, note: impl Into<String>) {
        self.notes.push(note.into());
    }

    /// What the reader makes of it, and why.
    pub(super) fn judged(&mut self, state: State, why: impl Into<String>) {
        self.state = state;
        self.note(why);
    }

    /// Readers that take each half for itself take the one of the environment first.
    pub(super) fn mix(&mut self, environment: &Self) {
        if environment.state != State::Incomplete || self.state != State::Wins {
            return;
        }
        self.id = environment.id.clone().or_else(|| self.id.take());
        self.note("half of the pair comes from the environment");
    }

    /// Whether there are credentials, used or not.
    pub(super) fn gives(&self) -> bool {
        matches!(self.state, State::Wins | State::Shadowed)
    }

    /// The AccessKey ID as it may be shown.
    pub fn masked(&self) -> Option<String> {
        self.id.as_deref().map(AccessKeyId::mask)
    }
}

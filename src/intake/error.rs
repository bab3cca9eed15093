//! What can be wrong with a source. No error holds content of the source, except masked ids: a file
//! of secrets must not reach a log because it has a comma too many.

use crate::domain::Invalid;

/// Why there is no key to work with.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// Not UTF-8, or with NUL characters.
    #[error("line {line} is not UTF-8 text: this is no AccessKey file")]
    NotText {
        /// Where the text ends, from 1.
        line: usize,
    },
    /// What `>` in Windows PowerShell and Excel's "Unicode text" write.
    #[error("the file is UTF-16 text")]
    Utf16,
    /// Nothing but white space.
    #[error("there is nothing to read: the source is empty")]
    Empty,
    /// No format recognises it.
    #[error("this is none of the known kinds of AccessKey file ({})", known())]
    Unrecognised,
    /// It does not follow its format.
    #[error("read as {format}, line {line}{}: {what}", and_column(*column))]
    Broken {
        /// The format's name.
        format: &'static str,
        /// From 1.
        line: usize,
        /// From 1, in bytes, where it is known.
        column: Option<usize>,
        /// What is wrong.
        what: &'static str,
    },
    /// It follows its format, but what stands in the place of a key is none.
    #[error("read as {format}, line {line}: {invalid}")]
    Invalid {
        /// The format's name.
        format: &'static str,
        /// From 1.
        line: usize,
        /// What is wrong with it.
        invalid: Invalid,
    },
    /// The source is in order but holds no long-lived or temporary key.
    #[error("read as {format}, there is no AccessKey in it")]
    NoKey {
        /// The format's name.
        format: &'static str,
    },
    /// The same id with different secrets or tokens.
    #[error("the AccessKey {masked} occurs twice, with different secrets")]
    Ambiguous {
        /// The id, masked.
        masked: String,
    },
    /// Several keys, and no id to choose by.
    #[error("there are several AccessKeys ({})", list(masked))]
    Several {
        /// The ids, masked.
        masked: Vec<String>,
    },
    /// No key has the id.
    #[error("there is no AccessKey {wanted}, only {}", list(masked))]
    NotThere {
        /// The id that was asked for, masked.
        wanted: String,
        /// The ids that are there, masked.
        masked: Vec<String>,
    },
}

/// What a [`Format`](super::Format) says of a source that it cannot read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// From 1.
    pub line: usize,
    /// From 1, in bytes, where it is known.
    pub column: Option<usize>,
    /// What is wrong there.
    pub what: What,
}

/// The two ways to be wrong. Neither can hold content: a literal, and domain's judgement of ids and secrets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// The shape is wrong.
    Broken(&'static str),
    /// The word is wrong.
    Invalid(Invalid),
}

impl Problem {
    /// The shape is wrong on this line.
    pub fn broken(line: usize, what: &'static str) -> Self {
        What::Broken(what).at(line)
    }

    /// The word on this line is wrong.
    pub fn invalid(line: usize, invalid: Invalid) -> Self {
        What::Invalid(invalid).at(line)
    }

    pub(super) fn within(self, format: &'static str) -> Error {
        let Self { line, column, what } = self;
        match what {
            What::Broken(what) => Error::Broken { format, line, column, what },
            What::Invalid(invalid) => Error::Invalid { format, line, invalid },
        }
    }
}

impl What {
    pub(super) fn at(self, line: usize) -> Problem {
        Problem { line, column: None, what: self }
    }
}

impl From<Invalid> for What {
    fn from(invalid: Invalid) -> Self {
        Self::Invalid(invalid)
    }
}

fn known() -> String {
    let names: Vec<&str> = super::FORMATS.iter().map(|format| format.name()).collect();
    names.join(", ")
}

fn and_column(column: Option<usize>) -> String {
    column.map_or_else(String::new, |column| format!(", column {column}"))
}

/// At most ten: a file may hold a hundred thousand.
fn list(masked: &[String]) -> String {
    let shown: Vec<&str> = masked.iter().take(10).map(String::as_str).collect();
    match masked.len().saturating_sub(shown.len()) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}

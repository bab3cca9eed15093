//! What can be found, how bad it is, and why it matters: one table for help, reports and exit codes.

use std::path::{Path, PathBuf};

use super::repair::Repair;
use crate::domain::AccessKeyId;
use crate::verdict::Verdict;

/// What can be found. The order is that in which the findings of one file are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Code {
    OpenDirectory,
    OpenParent,
    ForeignOwner,
    Link,
    HardLink,
    NotRegular,
    Unreadable,
    BrokenConfig,
    LooseMode,
    Acl,
    WrittenBack,
    ExternalWritable,
    DeadExternal,
    OverdueInstalled,
    DueSoon,
    SupersededInstalled,
    DisabledInstalled,
    UnknownKey,
    SameKeyTwice,
    Plaintext,
    ShellHistory,
    DownloadedCsv,
    EditorBackup,
    Interrupted,
    Leftover,
    InGit,
}

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Severity {
    /// Somebody can take or swap a key now, or it should have been replaced already.
    Critical,
    /// It is not as it should be.
    Warning,
}

impl Severity {
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Critical => "critical",
            Self::Warning => "warning",
        }
    }
}

impl Code {
    /// All of them.
    #[cfg(test)]
    pub(super) const ALL: [Self; 26] = [
        Self::OpenDirectory,
        Self::OpenParent,
        Self::ForeignOwner,
        Self::Link,
        Self::HardLink,
        Self::NotRegular,
        Self::Unreadable,
        Self::BrokenConfig,
        Self::LooseMode,
        Self::Acl,
        Self::WrittenBack,
        Self::ExternalWritable,
        Self::DeadExternal,
        Self::OverdueInstalled,
        Self::DueSoon,
        Self::SupersededInstalled,
        Self::DisabledInstalled,
        Self::UnknownKey,
        Self::SameKeyTwice,
        Self::Plaintext,
        Self::ShellHistory,
        Self::DownloadedCsv,
        Self::EditorBackup,
        Self::Interrupted,
        Self::Leftover,
        Self::InGit,
    ];

    /// The word for programs, which stays.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::OpenParent => "open-parent",
            Self::OpenDirectory => "open-directory",
            Self::ForeignOwner => "foreign-owner",
            Self::Link => "link",
            Self::HardLink => "hard-link",
            Self::NotRegular => "not-regular",
            Self::Unreadable => "unreadable",
            Self::BrokenConfig => "broken-config",
            Self::LooseMode => "loose-mode",
            Self::Acl => "acl",
            Self::WrittenBack => "written-back",
            Self::ExternalWritable => "external-writable",
            Self::DeadExternal => "dead-external",
            Self::OverdueInstalled => "overdue-installed",
            Self::DueSoon => "due-soon",
            Self::SupersededInstalled => "superseded-installed",
            Self::DisabledInstalled => "disabled-installed",
            Self::UnknownKey => "unknown-key",
            Self::SameKeyTwice => "same-key-twice",
            Self::Plaintext => "plaintext",
            Self::ShellHistory => "shell-history",
            Self::DownloadedCsv => "downloaded-csv",
            Self::EditorBackup => "editor-backup",
            Self::Interrupted => "interrupted",
            Self::Leftover => "leftover",
            Self::InGit => "in-git",
        }
    }

    /// How bad it is; a copy of a key that others can read is worse than the table says.
    pub(super) fn severity(self) -> Severity {
        match self {
            Self::OpenParent
            | Self::OpenDirectory
            | Self::ForeignOwner
            | Self::LooseMode
            | Self::Acl
            | Self::WrittenBack
            | Self::OverdueInstalled => Severity::Critical,
            _ => Severity::Warning,
        }
    }

    /// What it makes of the whole run.
    pub(super) fn verdict(self) -> Verdict {
        match self {
            Self::OverdueInstalled => Verdict::Overdue,
            Self::DueSoon => Verdict::DueSoon,
            _ => Verdict::Drift,
        }
    }

    /// Why it matters.
    pub(super) fn why(self) -> &'static str {
        match self {
            Self::OpenParent | Self::OpenDirectory => "who can write to a directory can swap the files in it",
            Self::ForeignOwner => "its owner can read it, and give everyone else the right to",
            Self::Link => "whoever can change the link, or what it leads to, decides which key is used",
            Self::HardLink => "the same file has another name, at which others may be able to use it",
            Self::NotRegular => "no client can read its keys from it",
            Self::Unreadable => "nobody can say which keys are in it",
            Self::BrokenConfig => "its keys may be old, or not be found by the program that needs them",
            Self::LooseMode => "others on this machine can use what is in it",
            Self::Acl => "it gives others rights that the permission bits do not show",
            Self::WrittenBack => {
                "an SDK wrote into the file what the external process is there to keep out of it, and a key that \
                 lasts stays there"
            }
            Self::ExternalWritable => {
                "Alibaba Cloud's SDKs write the secret of an External profile into the file if they can, as root always"
            }
            Self::DeadExternal => "whatever uses the profile gets no key",
            Self::OverdueInstalled => "a key that is never replaced works for whoever ever saw it",
            Self::DueSoon => "a new key takes time to arrive",
            Self::SupersededInstalled => "the old key cannot be deleted in the cloud while it is in use here",
            Self::DisabledInstalled => "the cloud refuses it, or will soon",
            Self::UnknownKey => "nobody is told when it must be replaced",
            Self::SameKeyTwice => "a key that serves two purposes cannot be replaced or withdrawn for one of them",
            Self::Plaintext | Self::EditorBackup => "it is a copy that nobody remembers when the key is replaced",
            Self::ShellHistory => "everything that reads the history reads the secret",
            Self::DownloadedCsv => "it is the first place where anyone looks for keys",
            Self::Interrupted => "some files of that run may be new and others old, until another run finishes it",
            Self::Leftover => "a run of akvault was killed; the copy is of no more use",
            Self::InGit => "one commit and one push give the key away for good",
        }
    }
}

/// One thing that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Finding {
    pub(super) path: PathBuf,
    pub(super) code: Code,
    pub(super) line: Option<usize>,
    pub(super) profile: Option<String>,
    /// Masked.
    pub(super) id: Option<String>,
    pub(super) severity: Severity,
    pub(super) what: String,
    /// The command that mends it, or in words what does.
    pub(super) fix: String,
    /// What `--fix` does.
    pub(super) repairs: Vec<Repair>,
}

impl Finding {
    pub(super) fn new(code: Code, path: &Path, what: impl Into<String>, fix: impl Into<String>) -> Self {
        Self {
            path: path.to_owned(),
            code,
            line: None,
            profile: None,
            id: None,
            severity: code.severity(),
            what: what.into(),
            fix: fix.into(),
            repairs: Vec::new(),
        }
    }

    /// A finding that `--fix` mends: the command says what it does.
    pub(super) fn mended_by(code: Code, path: &Path, what: impl Into<String>, repair: Repair) -> Self {
        Self { fix: repair.command(), repairs: vec![repair], ..Self::new(code, path, what, String::new()) }
    }

    /// Only what is the caller's own is mended unasked.
    pub(super) fn mended_only_if(self, is_own: bool) -> Self {
        Self { repairs: self.repairs.into_iter().filter(|_| is_own).collect(), ..self }
    }

    pub(super) fn of_key(self, id: &AccessKeyId) -> Self {
        Self { id: Some(id.masked()), ..self }
    }

    pub(super) fn in_profile(self, profile: &str) -> Self {
        Self { profile: Some(profile.to_owned()), ..self }
    }

    pub(super) fn at_line(self, line: Option<usize>) -> Self {
        Self { line, ..self }
    }

    /// For copies of keys: whether others can read them decides.
    pub(super) fn critical_if(self, is_critical: bool) -> Self {
        Self { severity: if is_critical { Severity::Critical } else { self.severity }, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deadlines_have_codes_of_their_own_and_all_else_is_drift() {
        let verdicts = [Code::OverdueInstalled, Code::DueSoon, Code::LooseMode].map(|code| code.verdict().code());
        assert_eq!(verdicts, [21, 20, 22]);
    }
}

//! What `import` tells: what changed, what needs attention, and what was not understood.

use serde_json::{Value, json};

use crate::domain::{AccessKeyId, Name};
use crate::intake::report::Oddity;
use crate::output::{Page, Report};
use crate::vault::Record;

/// A fact that is new to the ledger.
pub(super) struct Change {
    pub(super) name: Name,
    pub(super) field: &'static str,
    pub(super) old: Option<String>,
    pub(super) new: Option<String>,
}

/// What needs attention.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Code {
    RootKey,
    NoMfa,
    PasswordOld,
    KeyOld,
    KeyUnused,
    UnknownKey,
    AmbiguousKey,
    NotInReport,
    StillActive,
    Inactive,
}

impl Code {
    fn as_str(self) -> &'static str {
        match self {
            Self::RootKey => "root-key",
            Self::NoMfa => "no-mfa",
            Self::PasswordOld => "password-old",
            Self::KeyOld => "key-old",
            Self::KeyUnused => "key-unused",
            Self::UnknownKey => "unknown-key",
            Self::AmbiguousKey => "ambiguous-key",
            Self::NotInReport => "not-in-report",
            Self::StillActive => "still-active",
            Self::Inactive => "inactive",
        }
    }
}

/// One finding.
#[derive(Debug, Clone)]
pub(super) struct Finding {
    pub(super) code: Code,
    line: Option<usize>,
    user: Option<String>,
    /// The column of the report, where the key has no id.
    key: Option<String>,
    masked: Option<String>,
    name: Option<Name>,
    what: String,
}

impl Finding {
    /// The beginning of one.
    pub(super) fn about(user: Option<&str>, line: Option<usize>) -> Self {
        let user = user.map(str::to_owned);
        Self { code: Code::UnknownKey, line, user, key: None, masked: None, name: None, what: String::new() }
    }

    pub(super) fn of(&self, record: &Record) -> Self {
        Self { name: Some(record.name.clone()), masked: record.masked_id(), ..self.clone() }
    }

    pub(super) fn in_line(self, line: usize) -> Self {
        Self { line: Some(line), ..self }
    }

    pub(super) fn with_id(self, id: &AccessKeyId) -> Self {
        Self { masked: Some(id.masked()), ..self }
    }

    pub(super) fn saying_of(&self, key: &str) -> Self {
        Self { key: Some(key.to_owned()), ..self.clone() }
    }

    pub(super) fn saying(self, code: Code, what: String) -> Self {
        Self { code, what, ..self }
    }

    fn row(&self) -> Vec<String> {
        let key = self.masked.as_ref().or(self.key.as_ref()).filter(|_| self.is_of_key());
        let cell = |text: Option<String>| text.unwrap_or_else(|| "-".to_owned());
        vec![
            self.code.as_str().to_owned(),
            cell(self.user.clone()),
            cell(key.cloned()),
            cell(self.name.as_ref().map(ToString::to_string)),
            cell(self.line.map(|line| line.to_string())),
            self.what.clone(),
        ]
    }

    fn is_of_key(&self) -> bool {
        !matches!(self.code, Code::RootKey | Code::NoMfa | Code::PasswordOld)
    }

    fn json(&self) -> Value {
        json!({
            "code": self.code.as_str(),
            "user": self.user,
            "key": self.key,
            "access_key_id": self.masked,
            "name": self.name.as_ref().map(Name::as_str),
            "line": self.line,
            "what": self.what,
        })
    }
}

/// The result.
pub(super) struct Imported {
    pub(super) changes: Vec<Change>,
    pub(super) findings: Vec<Finding>,
    pub(super) oddities: Vec<Oddity>,
    pub(super) done: bool,
}

impl Report for Imported {
    fn human(&self, page: &mut Page) {
        let verb = if self.done { "Changed" } else { "Would change" };
        for Change { name, field, old, new } in &self.changes {
            let nothing = "(nothing)";
            let (old, new) = (old.as_deref().unwrap_or(nothing), new.as_deref().unwrap_or(nothing));
            page.line(&format!("{verb} `{name}`: {field} {old} -> {new}"));
        }
        if self.changes.is_empty() {
            page.line("The ledger knows all that already.");
        }
        if !self.findings.is_empty() {
            page.line("");
            let rows: Vec<Vec<String>> = self.findings.iter().map(Finding::row).collect();
            page.table(&["FOUND", "USER", "KEY", "NAME", "LINE", "WHAT"], &rows);
        }
        for Oddity { line, column, what } in &self.oddities {
            page.line(&format!("Not understood: line {line}, `{column}`: {what}"));
        }
    }

    fn json(&self) -> Value {
        let change = |change: &Change| json!({ "name": change.name.as_str(), "field": change.field, "old": change.old, "new": change.new });
        let odd = |odd: &Oddity| json!({ "line": odd.line, "column": odd.column, "what": odd.what });
        json!({
            "imported": self.done,
            "changes": self.changes.iter().map(change).collect::<Vec<_>>(),
            "findings": self.findings.iter().map(Finding::json).collect::<Vec<_>>(),
            "not_understood": self.oddities.iter().map(odd).collect::<Vec<_>>(),
        })
    }
}

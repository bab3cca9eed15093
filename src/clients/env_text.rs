//! `NAME=value` lines, read with the place of every value, and edited without touching the rest.
//!
//! Readers disagree about quotes, backslashes and `$`, so a value is bare where all of them agree
//! on it, in single quotes where most do, and refused beyond that. Foreign values may be quoted
//! over several lines, as dotenv libraries allow. What else a reader does in its own way is its
//! [`Dialect`].

use std::ops::Range;

use super::splice::{line_end, next_line, one_more_line, splice, whole_lines};
use super::{Broken, is_new, refuse_byte_order_mark};
use crate::secret::Secret;

/// The ways of a reader.
#[derive(Debug)]
pub(super) struct Dialect {
    /// What begins a comment.
    comments: &'static [char],
    /// Whether a comment may follow a value in its line.
    comments_follow: bool,
    /// Whether `export` may stand before a name.
    exports: bool,
    /// Whether a carriage return belongs to the value.
    keeps_returns: bool,
    /// Whether our variables are looked for at the beginnings of lines, and quoted in any case.
    greps: bool,
}

/// Shells, containers and dotenv libraries.
pub(super) const DOTENV: Dialect =
    Dialect { comments: &['#'], comments_follow: true, exports: true, keeps_returns: false, greps: false };

/// systemd.exec(5).
pub(super) const SYSTEMD: Dialect =
    Dialect { comments: &['#', ';'], comments_follow: false, exports: false, keeps_returns: false, greps: false };

/// acme.sh `_read_conf` and `_save_conf`, in a file that is also sourced.
pub(super) const ACME_SH: Dialect =
    Dialect { comments: &['#'], comments_follow: true, exports: true, keeps_returns: true, greps: true };

impl Dialect {
    fn has_comment(&self, text: &str) -> bool {
        self.comments_follow && text.starts_with('#')
    }

    fn check_comment(&self, text: &str, start: usize) -> Result<(), Broken> {
        let line = text.get(start..line_end(text, start)).unwrap_or_default();
        if !self.comments_follow && line.ends_with('\\') { Err(Broken::at(text, start, JOINED)) } else { Ok(()) }
    }

    fn check_returns(&self, text: &str) -> Result<(), Broken> {
        match text.find('\r').filter(|_| self.keeps_returns && !is_new(text)) {
            Some(at) => Err(Broken::at(text, at, "a carriage return, which the shell takes for part of the value")),
            None => Ok(()),
        }
    }

    /// Bare, or in single quotes.
    fn spelled(&self, value: &str) -> Option<String> {
        let safe = |c: char| c.is_ascii_alphanumeric() || "+/=._:-".contains(c);
        match value {
            bare if bare.chars().all(safe) && !self.greps => Some(bare.to_owned()),
            odd if odd.contains(['\'', '\\']) => None,
            quoted => Some(format!("'{quoted}'")),
        }
    }
}

const JOINED: &str = "the backslash at the end joins the next line to this one, but not for every reader";

/// A text whose every line is blank, a comment or an assignment.
pub(super) struct Lines<'t> {
    text: &'t str,
    dialect: &'static Dialect,
    assignments: Vec<Assignment<'t>>,
}

/// `export NAME=value`
struct Assignment<'t> {
    name: &'t str,
    exported: bool,
    /// Where its line begins.
    start: usize,
    /// The value with its quotes, without what follows it.
    value: Range<usize>,
}

impl<'t> Lines<'t> {
    pub(super) fn parse(text: &'t str, dialect: &'static Dialect) -> Result<Self, Broken> {
        refuse_byte_order_mark(text)?;
        dialect.check_returns(text)?;
        let mut assignments = Vec::new();
        let mut at = 0;
        while at < text.len() {
            let line = text.get(at..line_end(text, at)).unwrap_or_default().trim();
            let mut last = at;
            if line.starts_with(dialect.comments) {
                dialect.check_comment(text, at)?;
            } else if !line.is_empty() {
                let assignment = Assignment::parse(text, at, dialect)?;
                last = assignment.value.end;
                assignments.push(assignment);
            }
            at = next_line(text, last);
        }
        Ok(Self { text, dialect, assignments })
    }

    fn only(&self, name: &str) -> Result<Option<&Assignment<'t>>, Broken> {
        let mut named = self.assignments.iter().filter(|assignment| assignment.name == name);
        match (named.next(), named.next()) {
            (_, Some(second)) => Err(Broken::at(self.text, second.start, "this variable is assigned twice")),
            (Some(only), None) if self.dialect.greps && !only.begins_line(self.text) => {
                Err(Broken::at(self.text, only.start, "this variable is looked for at the beginning of a line"))
            }
            (assignment, None) => Ok(assignment),
        }
    }

    /// An empty value is none.
    pub(super) fn value(&self, name: &str) -> Result<Option<String>, Broken> {
        let Some(assignment) = self.only(name)? else { return Ok(None) };
        let value = assignment.read(self.text, self.dialect).ok_or_else(|| {
            Broken::at(self.text, assignment.value.start, "readers disagree about this value: use plain quotes")
        })?;
        Ok(Some(value).filter(|value| !value.is_empty()))
    }

    /// Nothing when the variable is as it should be, however it is quoted.
    pub(super) fn with(&self, name: &str, value: Option<&str>) -> Result<Option<Secret>, Broken> {
        let before = self.value(name)?;
        let place = self.only(name)?;
        let Some(value) = value else {
            return Ok(place.map(|old| self.without(old)));
        };
        let end = self.text.len();
        let spelled = self.dialect.spelled(value).ok_or_else(|| {
            Broken::at(
                self.text,
                place.map_or(end, |old| old.value.start),
                "the new value has quotes or backslashes, which readers take differently",
            )
        })?;
        Ok(match place {
            Some(_) if before.as_deref() == Some(value) => None,
            Some(old) => Some(splice(self.text, old.value.clone(), &spelled)),
            None => Some(splice(self.text, end..end, &self.new_line(name, &spelled))),
        })
    }

    /// The whole lines go, but for a comment behind the value.
    fn without(&self, old: &Assignment<'_>) -> Secret {
        let end = line_end(self.text, old.value.end);
        let behind = self.text.get(old.value.end..end).unwrap_or_default().trim_start();
        if self.dialect.has_comment(behind) {
            return splice(self.text, old.start..end.saturating_sub(behind.len()), "");
        }
        splice(self.text, whole_lines(self.text, &(old.start..old.value.end)), "")
    }

    /// Exported where its predecessor is, since a shell would otherwise keep it to itself.
    fn new_line(&self, name: &str, spelled: &str) -> String {
        let is_exported = !self.dialect.greps && self.assignments.last().is_some_and(|last| last.exported);
        let export = if is_exported { "export " } else { "" };
        one_more_line(self.text, &format!("{export}{name}={spelled}"))
    }
}

impl<'t> Assignment<'t> {
    fn parse(text: &'t str, start: usize, dialect: &Dialect) -> Result<Self, Broken> {
        let end = line_end(text, start);
        let line = text.get(start..end).unwrap_or_default();
        let (left, right) = line.split_once('=').unwrap_or_default();
        let bare = left.trim();
        let declared = bare.strip_prefix("export").filter(|rest| rest.starts_with([' ', '\t'])).map(str::trim_start);
        let name = declared.unwrap_or(bare);
        let indent = line.len().saturating_sub(line.trim_start().len());
        let wrong = |what| Err(Broken::at(text, start.saturating_add(indent), what));
        if !is_name(name) {
            return wrong("this line is neither an assignment nor a comment");
        }
        if declared.is_some() && !dialect.exports {
            return wrong("`export` is for shells, and this file is not read by one");
        }
        let value = value_at(text, end.saturating_sub(right.len())..end, dialect)?;
        Ok(Self { name, exported: declared.is_some(), start, value })
    }

    fn begins_line(&self, text: &str) -> bool {
        text.get(self.start..).is_some_and(|line| line.starts_with(self.name))
    }

    /// The value without its quotes; nothing where shells and libraries read different things.
    fn read(&self, text: &str, dialect: &Dialect) -> Option<String> {
        let value = text.get(self.value.clone())?;
        let after = text.get(self.value.end..line_end(text, self.value.end))?;
        let comment = after.trim_start();
        let clear = comment.is_empty() || (dialect.has_comment(comment) && comment.len() < after.len());
        let inside = |quote: char| value.strip_prefix(quote)?.strip_suffix(quote);
        let read = match (inside('\''), inside('"')) {
            (Some(literal), _) => Some(literal.to_owned()).filter(|literal| !literal.contains(['\\', '\''])),
            (_, Some(escaped)) => unescaped(escaped),
            (None, None) => {
                Some(value.to_owned()).filter(|bare| !bare.contains([' ', '\t', '"', '\'', '\\', '$', '`', ';', '&']))
            }
        };
        read.filter(|_| clear)
    }
}

fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_ascii_alphanumeric() || "_.-".contains(c))
}

/// The range of the value in what follows the `=` of a line.
fn value_at(text: &str, Range { start, end }: Range<usize>, dialect: &Dialect) -> Result<Range<usize>, Broken> {
    let right = text.get(start..end).unwrap_or_default();
    let value = right.trim_start_matches([' ', '\t']);
    let begin = end.saturating_sub(value.len());
    if value.starts_with(['"', '\'']) {
        let length = word(text.get(begin..).unwrap_or_default());
        return length
            .map(|length| begin..begin.saturating_add(length))
            .ok_or_else(|| Broken::at(text, begin, "this quote is never closed"));
    }
    if begin > start && dialect.has_comment(value) {
        return Ok(start..start);
    }
    let marks = [" #", "\t#"].iter().filter(|_| dialect.comments_follow);
    let bare = marks.filter_map(|mark| value.find(mark)).min().and_then(|at| value.get(..at)).unwrap_or(value);
    if bare.ends_with('\\') {
        return Err(Broken::at(text, begin, JOINED));
    }
    Ok(begin..begin.saturating_add(bare.trim_end().len()))
}

/// How long a word is that may be put together from quoted and bare parts.
fn word(text: &str) -> Option<usize> {
    let mut length = 0_usize;
    while let Some(rest) = text.get(length..).filter(|rest| !rest.starts_with(char::is_whitespace)) {
        let Some(first) = rest.chars().next() else { break };
        let inside = match first {
            '"' | '\'' => closing(rest.get(1..)?, first)?.saturating_add(1),
            _ => 0,
        };
        length = length.saturating_add(inside).saturating_add(first.len_utf8());
    }
    Some(length)
}

/// How far it is to the closing quote. Only double quotes know escapes.
fn closing(text: &str, quote: char) -> Option<usize> {
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quote == '"' => escaped = true,
            c if c == quote => return Some(at),
            _ => {}
        }
    }
    None
}

/// `\"`, `\\`, `\$` and the escaped backtick, on which all readers agree; nothing for the rest.
fn unescaped(text: &str) -> Option<String> {
    let mut plain = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        plain.push(match c {
            '\\' => chars.next().filter(|c| matches!(c, '"' | '\\' | '$' | '`'))?,
            '$' | '`' | '"' => return None,
            c => c,
        });
    }
    Some(plain)
}

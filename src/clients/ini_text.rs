//! INI text, read with the place of every key, and edited without touching the rest.
//!
//! INI has no grammar, only readers: Python's `configparser` (Alibaba Cloud's SDK, aliyun-log-cli,
//! botocore), Go's `goconfig` (rclone) and others. What all of them take alike is kept, comments and
//! spacing included; what only some of them understand, or what they understand differently, is
//! refused:
//!
//! - a section or a key that stands twice (`configparser` stops, the others take the last one), and a
//!   key before the first section;
//! - a line that is indented deeper than the key above: Python and AWS add it to the value, Go takes it
//!   for a key. Only where a client knows such blocks are they kept, as part of that key;
//! - control characters: Python ends lines at a lone carriage return, the others do not.
//!
//! There is no quoting on which readers agree, so values that are read or written here are of
//! [safe](is_safe) characters alone: `#` and `;` cut a value off in Node, `%` stops Python.

use std::collections::BTreeSet;
use std::ops::Range;

use super::splice::{
    indentation, line_end, line_start, newline, newline_at, next_line, one_more_paragraph, splice, whole_lines,
    without_gap,
};
use super::{Broken, refuse_byte_order_mark};
use crate::secret::Secret;

/// A text of sections.
pub(super) struct Document<'t> {
    text: &'t str,
    pub(super) sections: Vec<Section<'t>>,
}

/// `[name]`, and the keys below it.
pub(super) struct Section<'t> {
    pub(super) name: &'t str,
    pub(super) pairs: Vec<Pair<'t>>,
    /// Where its line begins.
    pub(super) start: usize,
    /// Behind the bracket.
    opened: usize,
}

/// `key = value`
pub(super) struct Pair<'t> {
    pub(super) key: &'t str,
    /// What stands between key and value, such as ` = `.
    between: &'t str,
    /// Where the key begins.
    pub(super) start: usize,
    /// The value in the line of the key.
    value: Range<usize>,
    /// The lines of a block below the key, without their indentation.
    pub(super) block: Vec<Range<usize>>,
}

impl Pair<'_> {
    fn range(&self) -> Range<usize> {
        self.start..self.block.last().map_or(self.value.end, |line| line.end)
    }
}

/// What all readers take as it stands.
pub(super) fn is_safe(value: &str) -> bool {
    value.chars().all(|c| c.is_ascii_alphanumeric() || "+/=._:-".contains(c))
}

impl<'t> Document<'t> {
    /// `nests` where the client knows blocks of indented lines.
    pub(super) fn parse(text: &'t str, nests: bool) -> Result<Self, Broken> {
        refuse_byte_order_mark(text)?;
        refuse_control_characters(text)?;
        let mut document = Self { text, sections: Vec::new() };
        let (mut names, mut keys) = (BTreeSet::new(), BTreeSet::new());
        let mut at = 0;
        while at < text.len() {
            let (start, end) = (at, line_end(text, at));
            at = next_line(text, at);
            let line = text.get(start..end).unwrap_or_default().trim();
            let start = end.saturating_sub(text.get(start..end).unwrap_or_default().trim_start().len());
            if line.is_empty() || is_comment(line) {
                continue;
            }
            if document.is_deeper(start) {
                document.nest(start..start.saturating_add(line.len()), nests)?;
            } else if line.starts_with('[') {
                let section = Section::parse(text, start, line)?;
                if !names.insert(section.name) {
                    return Err(document.broken(start, "this section stands twice"));
                }
                keys.clear();
                document.sections.push(section);
            } else {
                let pair = Pair::parse(text, start, line)?;
                if !keys.insert(pair.key.to_ascii_lowercase()) {
                    return Err(document.broken(start, "this key stands twice in one section"));
                }
                let section = document.sections.last_mut();
                let lost = Broken::at(text, start, "this key stands before the first section");
                section.ok_or(lost)?.pairs.push(pair);
            }
        }
        Ok(document)
    }

    pub(super) fn broken(&self, offset: usize, what: &'static str) -> Broken {
        Broken::at(self.text, offset, what)
    }

    /// The one section with such a name.
    pub(super) fn section(&self, is_named: impl Fn(&str) -> bool) -> Result<Option<&Section<'t>>, Broken> {
        let mut named = self.sections.iter().filter(|section| is_named(section.name));
        match (named.next(), named.next()) {
            (_, Some(second)) => Err(self.broken(second.start, "a second section for the same profile")),
            (section, None) => Ok(section),
        }
    }

    /// An empty value is none.
    pub(super) fn value(&self, pair: &Pair<'t>) -> Result<Option<&'t str>, Broken> {
        let value = self.text.get(pair.value.clone()).unwrap_or_default();
        if !pair.block.is_empty() || !is_safe(value) {
            return Err(self.broken(pair.start, "readers disagree about the value of this key: write it plainly"));
        }
        Ok(Some(value).filter(|value| !value.is_empty()))
    }

    /// What stands in the line of the key, whatever readers make of it.
    pub(super) fn raw(&self, pair: &Pair<'t>) -> &'t str {
        self.text.get(pair.value.clone()).unwrap_or_default()
    }

    /// Whether somebody has written a comment behind the header, or down to the line below the last key.
    /// One that follows a blank line leads in the next section.
    pub(super) fn is_commented(&self, section: &Section<'t>) -> bool {
        let below = line_end(self.text, next_line(self.text, section.end()));
        let inside = self.text.get(section.opened..below).unwrap_or_default();
        inside.lines().any(is_comment)
    }

    /// Whether nothing stands in the line of the key.
    pub(super) fn is_empty(&self, pair: &Pair<'t>) -> bool {
        self.raw(pair).is_empty()
    }

    /// A line of a block, cut at its first `=`.
    pub(super) fn nested(&self, line: &Range<usize>) -> (&'t str, &'t str) {
        let line = self.text.get(line.clone()).unwrap_or_default();
        line.split_once('=').map_or((line, ""), |(key, value)| (key.trim(), value.trim()))
    }

    pub(super) fn with_value(&self, pair: &Pair<'t>, value: &str) -> Secret {
        splice(self.text, pair.value.start..pair.range().end, &format!("{}{value}", missing_gap(pair.between)))
    }

    /// The new key follows the last one of the section.
    pub(super) fn with_pair(&self, section: &Section<'t>, key: &str, value: &str) -> Secret {
        let last = section.pairs.last();
        let indent = last.map_or("", |last| indentation(self.text, last.start));
        let value = value.replace('\n', &format!("{}{indent}", newline(self.text)));
        let between = spacing(section).or_else(|| self.spacing());
        self.with_line(section.end(), &format!("{indent}{}", spelled(between, key, &value)))
    }

    /// The new line stands below the last one of the block, or opens it.
    pub(super) fn with_nested(&self, pair: &Pair<'t>, line: &str) -> Secret {
        let indent = indentation(self.text, pair.block.last().map_or(pair.start, |last| last.start));
        let deeper = if pair.block.is_empty() { BLOCK } else { "" };
        self.with_line(pair.range().end, &format!("{indent}{deeper}{line}"))
    }

    /// The section comes last, after a blank line.
    pub(super) fn with_section(&self, name: &str, pairs: &[(&str, String)]) -> Secret {
        let newline = newline(self.text);
        let mut lines = format!("[{name}]");
        for (key, value) in pairs {
            lines.extend([newline, spelled(self.spacing(), key, &value.replace('\n', newline)).as_str()]);
        }
        splice(self.text, self.text.len()..self.text.len(), &one_more_paragraph(self.text, &lines))
    }

    /// Comments between the lines of its block stay.
    pub(super) fn without_pair(&self, pair: &Pair<'t>) -> Secret {
        let spelled = self.text.get(pair.range()).unwrap_or_default();
        if !spelled.lines().any(is_comment) {
            return splice(self.text, whole_lines(self.text, &pair.range()), "");
        }
        let key = pair.start..pair.value.end;
        pair.block
            .iter()
            .rev()
            .chain([&key])
            .fold(Secret::from(self.text), |text, line| splice(text.expose(), whole_lines(text.expose(), line), ""))
    }

    pub(super) fn without_nested(&self, line: &Range<usize>) -> Secret {
        splice(self.text, whole_lines(self.text, line), "")
    }

    /// The section up to its last key, with the blank line that [`Document::with_section`] puts before it.
    pub(super) fn without_section(&self, section: &Section<'t>) -> Secret {
        let lines = whole_lines(self.text, &(section.start..section.end()));
        splice(self.text, without_gap(self.text, lines), "")
    }

    fn with_line(&self, behind: usize, line: &str) -> Secret {
        let at = line_end(self.text, behind);
        splice(self.text, at..at, &format!("{}{line}", newline_at(self.text, at)))
    }

    fn spacing(&self) -> Option<&'t str> {
        self.sections.iter().rev().find_map(spacing)
    }

    /// Whether a line goes deeper than the key above it.
    fn is_deeper(&self, start: usize) -> bool {
        let last = self.sections.last().and_then(|section| section.pairs.last());
        last.is_some_and(|last| depth(self.text, start) > depth(self.text, last.start))
    }

    fn nest(&mut self, line: Range<usize>, nests: bool) -> Result<(), Broken> {
        if !nests {
            return Err(self.broken(line.start, "this line is indented deeper, which readers take differently"));
        }
        if let Some(pair) = self.sections.last_mut().and_then(|section| section.pairs.last_mut()) {
            pair.block.push(line);
        }
        Ok(())
    }
}

/// The indentation of a new block.
pub(super) const BLOCK: &str = "    ";

impl<'t> Section<'t> {
    /// Behind the last key, or the header.
    fn end(&self) -> usize {
        self.pairs.last().map_or(self.opened, |last| last.range().end)
    }

    fn parse(text: &str, start: usize, line: &'t str) -> Result<Self, Broken> {
        let wrong = |what| Broken::at(text, start, what);
        let inside = line.strip_prefix('[').and_then(|line| line.split_once(']'));
        let (name, rest) = inside.ok_or_else(|| wrong("this section has no closing bracket"))?;
        if name.is_empty() || name.trim() != name {
            return Err(wrong("some readers take the spaces between the brackets for part of the name"));
        }
        if !rest.is_empty() && !rest.trim_start().starts_with(['#', ';']) {
            return Err(wrong("something follows the name of this section"));
        }
        let opened = start.saturating_add(name.len()).saturating_add(2);
        Ok(Self { name, pairs: Vec::new(), start, opened })
    }
}

impl<'t> Pair<'t> {
    /// The first `=` or `:` ends the key, since a value may hold more of them.
    fn parse(text: &'t str, start: usize, line: &'t str) -> Result<Self, Broken> {
        let wrong = || Broken::at(text, start, "this line is neither a section, nor `key = value`, nor a comment");
        let key = line.split(['=', ':']).next().unwrap_or_default();
        if key.trim().is_empty() || key.len() == line.len() {
            return Err(wrong());
        }
        let end = line_end(text, start);
        let right = text.get(start.saturating_add(key.len()).saturating_add(1)..end).unwrap_or_default();
        let value = right.trim();
        let begin = end.saturating_sub(right.trim_start().len());
        let key = key.trim_end();
        let between = text.get(start.saturating_add(key.len())..begin).unwrap_or_default();
        Ok(Self { key, between, start, value: begin..begin.saturating_add(value.len()), block: Vec::new() })
    }
}

/// What stands between the last key and its value. Node and PHP know no colon, so none is written.
fn spacing<'t>(section: &Section<'t>) -> Option<&'t str> {
    section.pairs.iter().rev().map(|pair| pair.between).find(|between| between.contains('='))
}

fn spelled(between: Option<&str>, key: &str, value: &str) -> String {
    let between = between.unwrap_or(" = ");
    match value.strip_prefix(['\r', '\n']) {
        Some(_) => format!("{key}{}{value}", between.trim_end()),
        None => format!("{key}{between}{}{value}", missing_gap(between)),
    }
}

/// ` =` before an empty value becomes ` = ` before a new one.
fn missing_gap(between: &str) -> &'static str {
    if between.len() > 1 && between.ends_with(['=', ':']) { " " } else { "" }
}

/// How far a line is indented, by whatever white space.
fn depth(text: &str, offset: usize) -> usize {
    offset.saturating_sub(line_start(text, offset))
}

fn is_comment(line: &str) -> bool {
    line.trim_start().starts_with(['#', ';'])
}

fn refuse_control_characters(text: &str) -> Result<(), Broken> {
    let is_wrong = |(at, c): &(usize, char)| match c {
        '\n' | '\t' => false,
        '\r' => !text.get(*at..).is_some_and(|rest| rest.starts_with("\r\n")),
        c => c.is_control(),
    };
    match text.char_indices().find(is_wrong) {
        Some((at, _)) => Err(Broken::at(text, at, "a control character, which readers take differently")),
        None => Ok(()),
    }
}

//! A TOML table per profile, for programs of one's own: `[default]` with `access_key_id`,
//! `access_key_secret`, `region_id`.
//!
//! The rule is TOML's (<https://toml.io/en/v1.0.0>): a table is defined once, and ends where the next
//! header begins. `toml_edit` reads it and tells places; it does not print it, since that would cut
//! the carriage returns out and sort dotted keys together.
//!
//! A table goes with its entry, unless the program keeps something of its own in it: other keys, or a
//! comment. A comment behind a value of ours stays when the value goes.

use std::borrow::Cow;
use std::ops::Range;

use toml_edit::{Document, Item, TableLike, Value};

use super::splice::{
    begins_line, indentation, line_end, newline, newline_at, next_line, one_more_paragraph, splice, whole_lines,
    without_gap,
};
use super::{
    Broken, Client, Entry, Field, Format, Named, PLAIN, Part, Present, is_new, plain_fields, refuse_byte_order_mark,
};
use crate::domain::ProfileName;
use crate::secret::Secret;

#[derive(Debug)]
pub(super) struct Toml;

impl Client for Toml {
    fn name(&self) -> &'static str {
        "toml"
    }

    fn about(&self) -> &'static str {
        "--config PATH: your programs, by TOML table"
    }

    fn directory(&self) -> Option<&'static str> {
        None
    }

    fn parts(&self) -> &'static [Part] {
        &[Part { file: "credentials.toml", format: &Toml, family: None }]
    }
}

impl Format for Toml {
    fn find(&self, text: &str, profile: &ProfileName) -> Result<Option<Present>, Broken> {
        let document = parse(text)?;
        let Some(body) = locate(text, &document, profile)? else { return Ok(None) };
        let present = Present::plain(|key| body.text_of(key))?;
        Ok(Some(present).filter(|_| PLAIN.iter().any(|key| body.table.contains_key(key))))
    }

    fn put(&self, text: &str, profile: &ProfileName, entry: &Entry<'_>) -> Result<Secret, Broken> {
        if self.find(text, profile)?.is_some_and(|present| present.holds(entry)) {
            return Ok(Secret::from(text));
        }
        let is_there = locate(text, &parse(text)?, profile)?.is_some();
        let text = if is_there { Secret::from(text) } else { with_table(text, profile, entry) };
        with_fields(text, profile, plain_fields(entry))
    }

    fn remove(&self, text: &str, profile: &ProfileName) -> Result<Secret, Broken> {
        let whole = without_table(&Secret::from(text), profile)?;
        without_table(&with_fields(whole, profile, PLAIN.map(|key| (key, None)).to_vec())?, profile)
    }

    fn named(&self, text: &str) -> Result<Named, Broken> {
        let document = parse(text)?;
        let tables = document.as_table().iter().filter_map(|(name, item)| Some((name, item.as_table_like()?)));
        tables
            .map(|(name, table)| {
                let body = Body { text, table, opens: 0, inline: true };
                Ok((name.to_owned(), Ok(Present::plain(|key| body.text_of(key))?)))
            })
            .collect()
    }
}

/// `toml_edit`'s own words may quote the text.
fn parse(text: &str) -> Result<Document<&str>, Broken> {
    refuse_byte_order_mark(text)?;
    Document::parse(text).map_err(|error| {
        let place = error.span().map_or(text.len(), |span| span.start);
        Broken::at(text, place, "this is not TOML, or a key stands twice")
    })
}

fn locate<'d>(text: &'d str, document: &'d Document<&str>, profile: &ProfileName) -> Result<Option<Body<'d>>, Broken> {
    let table = document.as_table();
    let name = table.key(profile.as_str()).and_then(toml_edit::Key::span).unwrap_or_default();
    let wrong = |what| Err(Broken::at(text, name.start, what));
    match table.get(profile.as_str()) {
        None | Some(Item::None) => Ok(None),
        Some(Item::Table(table)) if table.is_dotted() => {
            wrong("the profile is written with dotted keys: write it as a table")
        }
        Some(Item::Table(table)) if table.is_implicit() => Ok(None),
        Some(Item::Table(table)) => {
            let opens = table.span().unwrap_or(name).end;
            Ok(Some(Body { text, table, opens, inline: false }))
        }
        Some(Item::Value(Value::InlineTable(table))) => {
            let opens = table.span().unwrap_or(name).start.saturating_add(1);
            Ok(Some(Body { text, table, opens, inline: true }))
        }
        Some(_) => wrong("a profile should be a table"),
    }
}

/// The table goes when nothing in it is anybody else's.
fn without_table(text: &Secret, profile: &ProfileName) -> Result<Secret, Broken> {
    let text = text.expose();
    let document = parse(text)?;
    let body = locate(text, &document, profile)?.filter(|body| body.is_ours(&document, profile));
    Ok(body.map_or_else(|| Secret::from(text), |body| splice(text, body.whole(&document, profile), "")))
}

/// The text with these fields in the table, if it is there.
fn with_fields(mut text: Secret, profile: &ProfileName, fields: Vec<Field<'_>>) -> Result<Secret, Broken> {
    for (key, value) in fields {
        let document = parse(text.expose())?;
        let next = match locate(text.expose(), &document, profile)? {
            Some(body) => body.with_field(key, value)?,
            None => None,
        };
        text = next.unwrap_or(text);
    }
    Ok(text)
}

/// The table comes last, where no other table's keys can follow it, after a blank line.
fn with_table(text: &str, profile: &ProfileName, entry: &Entry<'_>) -> Secret {
    let old = if is_new(text) { "" } else { text };
    let newline = newline(old);
    let mut lines = format!("[{}]", profile.as_str());
    for (key, value) in plain_fields(entry) {
        lines.extend(value.map(|value| format!("{newline}{key} = {}", spelled(value))));
    }
    splice(old, old.len()..old.len(), &one_more_paragraph(old, &lines))
}

/// The table of a profile, in its text.
struct Body<'d> {
    text: &'d str,
    table: &'d dyn TableLike,
    /// Just behind the header or the opening brace.
    opens: usize,
    inline: bool,
}

impl<'d> Body<'d> {
    /// An empty text is none.
    fn text_of(&self, key: &str) -> Result<Option<Cow<'d, str>>, Broken> {
        match self.table.get(key) {
            None | Some(Item::None) => Ok(None),
            Some(Item::Value(Value::String(text))) => {
                Ok(Some(text.value().into()).filter(|text: &Cow<'_, str>| !text.is_empty()))
            }
            Some(_) => Err(self.broken_at_key(key, "this value should be a string")),
        }
    }

    /// Whether nobody else has put anything into the table, or beside it. What is nested in a table of its
    /// own stands without this one.
    fn is_ours(&self, document: &Document<&str>, profile: &ProfileName) -> bool {
        let is_plain = |keys: &[&toml_edit::Key]| matches!(keys, [key] if PLAIN.contains(&key.get()));
        self.table.get_values().iter().all(|(keys, _)| is_plain(keys)) && !self.is_commented(document, profile)
    }

    /// Whether there is a comment down to the line below the last key. One that follows a blank line leads
    /// in the next table.
    fn is_commented(&self, document: &Document<&str>, profile: &ProfileName) -> bool {
        let whole = self.whole(document, profile);
        let below = self.text.get(whole.end..line_end(self.text, whole.end)).unwrap_or_default();
        let (mut at, mut between) = (whole.start, String::new());
        for place in self.places() {
            between.push_str(self.text.get(at..place.start).unwrap_or_default());
            at = place.end;
        }
        between.push_str(self.text.get(at..whole.end).unwrap_or_default());
        between.contains('#') || (!self.inline && below.trim_start().starts_with('#'))
    }

    /// The table with its header, up to the next one or the comment that leads it in, and with the
    /// blank line that [`with_table`] puts before it.
    fn whole(&self, document: &Document<&str>, profile: &ProfileName) -> Range<usize> {
        let name = document.as_table().key(profile.as_str()).and_then(toml_edit::Key::span).unwrap_or_default();
        let end = self.places().last().map_or(self.opens, |last| last.end);
        if self.inline {
            let end = document.as_table().get(profile.as_str()).and_then(Item::span).map_or(end, |span| span.end);
            return whole_lines(self.text, &(name.start..end));
        }
        without_gap(self.text, whole_lines(self.text, &(name.start..end)))
    }

    /// Nothing when the field is as it should be.
    fn with_field(&self, key: &str, value: Option<&str>) -> Result<Option<Secret>, Broken> {
        let place = self.table.get(key).and_then(Item::span);
        Ok(match (place, value) {
            (Some(_), Some(value)) if self.text_of(key)?.as_deref() == Some(value) => None,
            (Some(place), Some(value)) => Some(self.with_value(place, value)),
            (Some(place), None) => Some(self.without_key(key, &place)),
            (None, Some(value)) => Some(self.with_key(key, value)),
            (None, None) => None,
        })
    }

    /// A literal string stays one, where it can.
    fn with_value(&self, place: Range<usize>, value: &str) -> Secret {
        let old = self.text.get(place.clone()).unwrap_or_default();
        let literal = old.starts_with('\'') && !old.starts_with("'''") && !value.contains('\'');
        let new = if literal { format!("'{value}'") } else { spelled(value) };
        splice(self.text, place, &new)
    }

    fn with_key(&self, key: &str, value: &str) -> Secret {
        let last = self.places().into_iter().next_back();
        let assignment = format!("{key} = {}", spelled(value));
        let (at, new) = match (self.inline, last) {
            (true, Some(last)) => (last.end, format!(", {assignment}")),
            (true, None) => (self.opens, format!(" {assignment} ")),
            (false, last) => {
                let indent = last.as_ref().map_or("", |last| indentation(self.text, last.start));
                let at = line_end(self.text, last.map_or(self.opens, |last| last.end));
                (at, format!("{}{indent}{assignment}", newline_at(self.text, at)))
            }
        };
        splice(self.text, at..at, &new)
    }

    /// Without the whole line, but for a comment; in an inline table without the assignment and one of the
    /// commas beside it.
    fn without_key(&self, key: &str, value: &Range<usize>) -> Secret {
        let start = self.key_place(key).start;
        if !self.inline {
            let behind = self.text.get(value.end..line_end(self.text, value.end)).unwrap_or_default();
            let comment = behind.find('#').map(|at| start..value.end.saturating_add(at));
            let range = comment.unwrap_or_else(|| whole_lines(self.text, &(start..value.end)));
            return splice(self.text, range, "");
        }
        let places = self.places();
        let next = places.iter().find(|place| place.start > start);
        let before = places.iter().rev().find(|place| place.start < start);
        let range = match (next, before) {
            (Some(next), _) => start..next.start,
            (None, Some(before)) => before.end..value.end,
            (None, None) => self.with_spaces(start..value.end),
        };
        let is_alone = next.is_none() && before.is_none() && begins_line(self.text, start);
        let gap = [self.text.get(range.start..start), self.text.get(value.end..range.end)];
        if is_alone || gap.iter().flatten().any(|gap| gap.contains('#')) {
            return self.without_assignment(start..value.end);
        }
        splice(self.text, range, "")
    }

    /// Without the assignment and the comma behind it, and with all comments. Those stand in inline tables of
    /// several lines alone, where a comma may be the last thing.
    fn without_assignment(&self, range: Range<usize>) -> Secret {
        let comma = self.comma_behind(range.end);
        let gap = comma.and_then(|comma| self.text.get(range.end..comma)).unwrap_or_default();
        if let Some(comma) = comma.filter(|_| gap.contains('#')) {
            let text = splice(self.text, comma..comma.saturating_add(1), "");
            return splice(text.expose(), range, "");
        }
        let range = range.start..comma.map_or(range.end, |comma| comma.saturating_add(1));
        let line = whole_lines(self.text, &range);
        let rest = [self.text.get(line.start..range.start), self.text.get(range.end..line.end)];
        let is_whole = rest.iter().flatten().all(|rest| rest.trim().is_empty());
        splice(self.text, if is_whole { line } else { range }, "")
    }

    /// Where it is, behind white space and comments.
    fn comma_behind(&self, end: usize) -> Option<usize> {
        let mut at = end;
        loop {
            let rest = self.text.get(at..)?;
            let bare = rest.trim_start();
            at = at.saturating_add(rest.len().saturating_sub(bare.len()));
            if !bare.starts_with('#') {
                return bare.starts_with(',').then_some(at);
            }
            at = next_line(self.text, at);
        }
    }

    /// With a comma behind the only key, or the space on either side that [`Body::with_key`] puts there.
    fn with_spaces(&self, range: Range<usize>) -> Range<usize> {
        let before = self.text.get(self.opens..range.start).is_some_and(|before| before.ends_with(' '));
        let after = self.text.get(range.end..).is_some_and(|after| after.starts_with(' '));
        let comma = self.comma_behind(range.end).map(|comma| comma.saturating_add(1));
        let end = comma.unwrap_or(range.end.saturating_add(usize::from(after)));
        range.start.saturating_sub(usize::from(before))..end
    }

    /// Each assignment, from the start of its key to the end of its value, in the order of the text.
    fn places(&self) -> Vec<Range<usize>> {
        let place = |(keys, value): (Vec<&toml_edit::Key>, &Value)| {
            let start = keys.first().and_then(|key| key.span())?.start;
            Some(start..value.span()?.end)
        };
        let mut places: Vec<_> = self.table.get_values().into_iter().filter_map(place).collect();
        places.sort_by_key(|place| place.end);
        places
    }

    fn key_place(&self, key: &str) -> Range<usize> {
        self.table.key(key).and_then(toml_edit::Key::span).unwrap_or(self.opens..self.opens)
    }

    fn broken_at_key(&self, key: &str, what: &'static str) -> Broken {
        Broken::at(self.text, self.key_place(key).start, what)
    }
}

fn spelled(text: &str) -> String {
    Value::from(text).to_string()
}

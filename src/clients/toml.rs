//! A TOML table per profile, for programs of one's own: `[default]` with `access_key_id`,
//! `access_key_secret`, `region_id`.
//!
//! The rule is TOML's (<https://toml.io/en/v1.0.0>): a table is defined once, and ends where the next
//! header begins. `toml_edit` reads it and tells places; it does not print it, since that would cut
//! the carriage returns out and sort dotted keys together.

use std::borrow::Cow;
use std::ops::Range;

use toml_edit::{Document, Item, TableLike, Value};

use super::splice::{indentation, line_end, newline, newline_at, one_more_paragraph, splice, whole_lines, without_gap};
use super::{Broken, Client, Entry, Format, Part, Present, is_new, plain_fields, refuse_byte_order_mark};
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
        let found = locate(text, &document, profile)?;
        found.map(|body| Present::plain(|key| body.text_of(key))).transpose()
    }

    fn put(&self, text: &str, profile: &ProfileName, entry: &Entry<'_>) -> Result<Secret, Broken> {
        let mut edited = match self.find(text, profile)? {
            Some(present) if present.holds(entry) => return Ok(Secret::from(text)),
            Some(_) => Secret::from(text),
            None => with_table(text, profile, entry),
        };
        for (key, value) in plain_fields(entry) {
            let document = parse(edited.expose())?;
            let next = match locate(edited.expose(), &document, profile)? {
                Some(body) => body.with_field(key, value)?,
                None => None,
            };
            edited = next.unwrap_or(edited);
        }
        Ok(edited)
    }

    fn remove(&self, text: &str, profile: &ProfileName) -> Result<Secret, Broken> {
        let document = parse(text)?;
        let found = locate(text, &document, profile)?;
        Ok(found.map_or_else(|| Secret::from(text), |body| splice(text, body.whole(&document, profile), "")))
    }

    fn entries(&self, text: &str) -> Result<Vec<(String, Present)>, Broken> {
        let document = parse(text)?;
        let tables = document.as_table().iter().filter_map(|(name, item)| Some((name, item.as_table_like()?)));
        tables
            .map(|(name, table)| {
                let body = Body { text, table, opens: 0, inline: true };
                Ok((name.to_owned(), Present::plain(|key| body.text_of(key))?))
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
            (Some(place), None) => Some(splice(self.text, self.removal(key, place)?, "")),
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

    /// The whole line; in an inline table the assignment and one of the commas beside it.
    fn removal(&self, key: &str, value: Range<usize>) -> Result<Range<usize>, Broken> {
        let start = self.key_place(key).start;
        if !self.inline {
            return Ok(whole_lines(self.text, &(start..value.end)));
        }
        let places = self.places();
        let next = places.iter().find(|place| place.start > start);
        let before = places.iter().rev().find(|place| place.start < start);
        let range = match (next, before) {
            (Some(next), _) => start..next.start,
            (None, Some(before)) => before.end..value.end,
            (None, None) => start..value.end,
        };
        let gap = [self.text.get(range.start..start), self.text.get(value.end..range.end)];
        if gap.iter().flatten().any(|gap| gap.contains('#')) {
            return Err(
                self.broken_at_key(key, "a comment stands between this key and its neighbour: remove the key by hand")
            );
        }
        Ok(range)
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

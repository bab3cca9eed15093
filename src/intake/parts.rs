//! One key as files of lines give it: part by part, each from its own line.

use super::{Found, Problem, What, pair, region};
use crate::domain::Invalid;

/// Which part of a key a line holds.
#[derive(Clone, Copy)]
pub(super) enum Field {
    Id,
    Secret,
    Token,
    Region,
}

/// The parts that have been seen.
#[derive(Default)]
pub(super) struct Parts<'a> {
    id: Option<Part<'a>>,
    secret: Option<Part<'a>>,
    token: Option<Part<'a>>,
    region: Option<Part<'a>>,
}

struct Part<'a> {
    line: usize,
    value: &'a str,
}

impl<'a> Parts<'a> {
    /// Takes one part. An empty value is none. Clients disagree about which of two wins, so two that
    /// differ are refused; but not for regions, of which SDKs and Terraform each have their own.
    pub(super) fn take(&mut self, field: Field, line: usize, value: &'a str) -> Result<(), Problem> {
        let slot = match field {
            Field::Id => &mut self.id,
            Field::Secret => &mut self.secret,
            Field::Token => &mut self.token,
            Field::Region => &mut self.region,
        };
        let first = slot.as_ref().map(|part| part.value);
        match first {
            _ if value.is_empty() => {}
            None => *slot = Some(Part { line, value }),
            Some(first) if first == value || matches!(field, Field::Region) => {}
            Some(_) => return Err(Problem::broken(line, "this is given a second time, with another value")),
        }
        Ok(())
    }

    /// Whether there is a token.
    pub(super) fn has_token(&self) -> bool {
        self.token.is_some()
    }

    /// The key, if there is one. Half a key is an error: the other half may be misspelled.
    pub(super) fn found(self) -> Result<Option<Found>, Problem> {
        let (id, secret) = match (self.id, self.secret) {
            (Some(id), Some(secret)) => (id, secret),
            (Some(id), None) => return Err(Problem::broken(id.line, "this AccessKey ID has no AccessKey Secret")),
            (None, Some(secret)) => {
                return Err(Problem::broken(secret.line, "this AccessKey Secret has no AccessKey ID"));
            }
            (None, None) => return Ok(None),
        };
        let token = self.token.map(|part| part.value);
        let key = pair(id.value, secret.value, token).map_err(|what| match what {
            What::Invalid(Invalid::AccessKeySecret) => what.at(secret.line),
            _ => what.at(id.line),
        })?;
        Ok(Some(Found { region: self.region.and_then(|part| region(part.value)), ..Found::from(key) }))
    }
}

/// The value without the quotes round it; nothing if a quote is left open. No issued value has quotes.
pub(super) fn unquoted(value: &str) -> Option<&str> {
    let value = value.trim();
    match value.chars().next() {
        Some(quote @ ('"' | '\'')) => value.strip_prefix(quote)?.strip_suffix(quote),
        _ => Some(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_come_off_in_pairs() {
        let cases = [
            ("x", Some("x")),
            (" \"x\" ", Some("x")),
            ("'x'", Some("x")),
            ("''", Some("")),
            ("'", None),
            ("\"x'", None),
            ("'x' # y", None),
            ("", Some("")),
        ];
        for (value, expected) in cases {
            assert_eq!(unquoted(value), expected, "{value}");
        }
    }
}

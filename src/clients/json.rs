//! A JSON object keyed by profile, for programs of one's own:
//! `{"default": {"access_key_id": "...", "access_key_secret": "...", "region_id": "..."}}`.
//!
//! No program's rule is mirrored here but that of JSON (RFC 8259, section 4): names within an
//! object should be unique, for what a reader makes of others is unpredictable. Hence they are
//! refused.
//!
//! An object goes with its entry, unless the program keeps something of its own in it.

use std::borrow::Cow;

use jsonc_parser::ast::{Object, Value};
use jsonc_parser::common::Ranged as _;

use super::json_layout::New;
use super::json_text::{Document, with_fields};
use super::{Broken, Client, Entry, Format, Named, PLAIN, Part, Present, is_new, plain_fields};
use crate::domain::ProfileName;
use crate::secret::Secret;

const UNIT: &str = "  ";

#[derive(Debug)]
pub(super) struct Json;

impl Client for Json {
    fn name(&self) -> &'static str {
        "json"
    }

    fn about(&self) -> &'static str {
        "--config PATH: your programs, by JSON object"
    }

    fn directory(&self) -> Option<&'static str> {
        None
    }

    fn parts(&self) -> &'static [Part] {
        &[Part { file: "credentials.json", format: &Json, family: None }]
    }
}

impl Format for Json {
    fn find(&self, text: &str, profile: &ProfileName) -> Result<Option<Present>, Broken> {
        if is_new(text) {
            return Ok(None);
        }
        let document = Document::parse(text)?;
        let Some(object) = locate(&document, profile)? else { return Ok(None) };
        let present = present(&document, object)?;
        let is_there = object.properties.iter().any(|member| is_ours(member.name.as_str()));
        Ok(Some(present).filter(|_| is_there))
    }

    fn put(&self, text: &str, profile: &ProfileName, entry: &Entry<'_>) -> Result<Secret, Broken> {
        if is_new(text) {
            let file = New::Object(vec![(profile.as_str(), new_profile(entry))]);
            return Ok(Secret::from(file.to_file(UNIT) + "\n"));
        }
        let document = Document::parse(text)?;
        let Some(object) = locate(&document, profile)? else {
            return Ok(document.with_member(document.root(), profile.as_str(), &new_profile(entry), UNIT));
        };
        if present(&document, object)?.holds(entry) {
            return Ok(Secret::from(text));
        }
        with_fields(text, profile, locate, plain_fields(entry))
    }

    fn remove(&self, text: &str, profile: &ProfileName) -> Result<Secret, Broken> {
        if is_new(text) {
            return Ok(Secret::from(text));
        }
        let document = Document::parse(text)?;
        let (object, member) = (locate(&document, profile)?, document.member(document.root(), profile.as_str())?);
        match (object, member) {
            (Some(object), Some(member)) if object.properties.iter().all(|member| is_ours(member.name.as_str())) => {
                Ok(document.without_member(document.root(), member))
            }
            _ => with_fields(text, profile, locate, PLAIN.map(|key| (key, None)).to_vec()),
        }
    }

    fn named(&self, text: &str) -> Result<Named, Broken> {
        if is_new(text) {
            return Ok(Vec::new());
        }
        let document = Document::parse(text)?;
        let profiles = document.root().properties.iter();
        let objects = profiles.filter_map(|member| Some((member.name.as_str(), member.value.as_object()?)));
        objects.map(|(name, object)| Ok((name.to_owned(), Ok(present(&document, object)?)))).collect()
    }

    fn is_bare(&self, text: &str) -> bool {
        is_new(text) || Document::parse(text).is_ok_and(|document| document.root().properties.is_empty())
    }
}

fn locate<'d, 't>(document: &'d Document<'t>, profile: &ProfileName) -> Result<Option<&'d Object<'t>>, Broken> {
    match document.member(document.root(), profile.as_str())?.map(|member| &member.value) {
        None => Ok(None),
        Some(Value::Object(object)) => Ok(Some(object)),
        Some(other) => Err(document.broken(other.start(), "a profile should be an object")),
    }
}

fn is_ours(key: &str) -> bool {
    PLAIN.contains(&key)
}

fn present(document: &Document<'_>, object: &Object<'_>) -> Result<Present, Broken> {
    Present::plain(|key| Ok(document.text_of(object, key)?.map(Cow::Borrowed)))
}

fn new_profile<'a>(entry: &Entry<'a>) -> New<'a> {
    let known = plain_fields(entry).into_iter().filter_map(|(key, value)| Some((key, New::Text(value?))));
    New::Object(known.collect())
}

//! Strict JSON, read with the place of every value, and edited without touching the rest.
//!
//! `jsonc-parser` also has a tree that prints itself. It is not used: inserting into it trims blank
//! lines and breaks a one-line file into several.

use std::ops::Range;

use jsonc_parser::ast::{Array, Object, ObjectProp, ObjectPropName, Value};
use jsonc_parser::common::Ranged as _;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};
use serde::de::IgnoredAny;
use serde_json::error::Category;

use super::json_layout::{Layout, New, write_member};
use super::splice::{begins_line, indentation, newline, splice};
use super::{Broken, Field, refuse_byte_order_mark};
use crate::domain::ProfileName;
use crate::secret::Secret;

const STRICT: ParseOptions = ParseOptions {
    allow_comments: false,
    allow_loose_object_property_names: false,
    allow_trailing_commas: false,
    allow_missing_commas: false,
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

/// How a client finds the object of a profile.
pub(super) type Locate = for<'d, 't> fn(&'d Document<'t>, &ProfileName) -> Result<Option<&'d Object<'t>>, Broken>;

/// `text` with these fields in the profile, which is there; fields that are missing come last.
pub(super) fn with_fields(
    text: &str,
    profile: &ProfileName,
    locate: Locate,
    fields: Vec<Field<'_>>,
) -> Result<Secret, Broken> {
    let mut text = Secret::from(text);
    for (key, value) in fields {
        let document = Document::parse(text.expose())?;
        let edited = match locate(&document, profile)? {
            Some(object) => document.with_field(object, key, value)?,
            None => None,
        };
        text = edited.unwrap_or(text);
    }
    Ok(text)
}

/// A text that is one JSON object.
pub(super) struct Document<'t> {
    text: &'t str,
    root: Object<'t>,
}

impl<'t> Document<'t> {
    /// `serde_json` judges, since it is as strict as the clients' own parsers; jsonc-parser then
    /// tells where things are, and refuses what is nested more than 512 deep.
    pub(super) fn parse(text: &'t str) -> Result<Self, Broken> {
        refuse_byte_order_mark(text)?;
        serde_json::from_str::<IgnoredAny>(text).map_err(|error| syntax(&error))?;
        let parsed = parse_to_ast(text, &CollectOptions::default(), &STRICT).map_err(|error| {
            Broken::at(text, error.range().start, "this JSON is nested too deep or has a damaged string")
        })?;
        match parsed.value {
            Some(Value::Object(root)) => Ok(Self { text, root }),
            other => Err(Broken::at(text, other.map_or(0, |value| value.start()), "the file is not a JSON object")),
        }
    }

    pub(super) fn root(&self) -> &Object<'t> {
        &self.root
    }

    pub(super) fn broken(&self, offset: usize, what: &'static str) -> Broken {
        Broken::at(self.text, offset, what)
    }

    /// The one member with this key.
    pub(super) fn member<'d>(&self, object: &'d Object<'t>, key: &str) -> Result<Option<&'d ObjectProp<'t>>, Broken> {
        let mut members = object.properties.iter().filter(|member| member.name.as_str() == key);
        match (members.next(), members.next()) {
            (_, Some(second)) => Err(self.broken(second.range.start, "this key stands twice in one object")),
            (member, None) => Ok(member),
        }
    }

    /// The one member with a key that clients know. Go's decoder ignores case, where the others do
    /// not: a key in another case means different things to different clients.
    pub(super) fn field<'d>(&self, object: &'d Object<'t>, key: &str) -> Result<Option<&'d ObjectProp<'t>>, Broken> {
        let odd = |member: &&ObjectProp<'t>| {
            let name = member.name.as_str();
            name != key && name.eq_ignore_ascii_case(key)
        };
        match object.properties.iter().find(odd) {
            Some(odd) => Err(self.broken(odd.range.start, "this key should be all lower-case")),
            None => self.member(object, key),
        }
    }

    /// The text of such a member; an empty one or `null` is none.
    pub(super) fn text_of<'d>(&self, object: &'d Object<'t>, key: &str) -> Result<Option<&'d str>, Broken> {
        match self.field(object, key)?.map(|member| &member.value) {
            None | Some(Value::NullKeyword(_)) => Ok(None),
            Some(Value::StringLit(text)) => Ok(Some(text.value.as_ref()).filter(|text| !text.is_empty())),
            Some(other) => Err(self.broken(other.start(), "this value should be a string")),
        }
    }

    /// The text with one value replaced.
    pub(super) fn with_value(&self, old: &Value<'t>, new: &New<'_>, unit: &str) -> Secret {
        let mut spelled = String::new();
        new.write(&mut spelled, &self.layout(unit), indentation(self.text, old.start()));
        splice(self.text, old.start()..old.end(), &spelled)
    }

    /// The text with one more element at the end of an array.
    pub(super) fn with_element(&self, array: &Array<'t>, new: &New<'_>, unit: &str) -> Secret {
        let last = array.elements.last();
        let layout = self.layout_beside(last, new, unit);
        self.with_child(
            array.range.start..array.range.end,
            last.map(|last| last.start()..last.end()),
            &layout,
            |out, indent| {
                new.write(out, &layout, indent);
            },
        )
    }

    /// The text with one more member at the end of an object.
    pub(super) fn with_member(&self, object: &Object<'t>, key: &str, new: &New<'_>, unit: &str) -> Secret {
        let last = object.properties.last();
        let layout = self.layout_beside(last.map(|last| &last.value), new, unit);
        self.with_child(
            object.range.start..object.range.end,
            last.map(|last| last.start()..last.end()),
            &layout,
            |out, indent| {
                write_member(out, key, new, &layout, indent);
            },
        )
    }

    /// The text without one member.
    pub(super) fn without_member(&self, object: &Object<'t>, member: &ObjectProp<'t>) -> Secret {
        let children: Vec<_> = object.properties.iter().map(|other| other.range.start..other.range.end).collect();
        self.without_child(object.range.start..object.range.end, &children, member.range.start)
    }

    /// The text without one element of an array.
    pub(super) fn without_element(&self, array: &Array<'t>, element: &Object<'t>) -> Secret {
        let children: Vec<_> = array.elements.iter().map(|other| other.start()..other.end()).collect();
        self.without_child(array.range.start..array.range.end, &children, element.range.start)
    }

    fn without_child(&self, list: Range<usize>, children: &[Range<usize>], start: usize) -> Secret {
        let child = children.iter().position(|child| child.start == start).unwrap_or(children.len());
        splice(self.text, removal(list, children, child), "")
    }

    /// Nothing when the field is as it should be, however it is spelt.
    fn with_field(&self, object: &Object<'t>, key: &str, value: Option<&str>) -> Result<Option<Secret>, Broken> {
        Ok(match (self.field(object, key)?, value) {
            (Some(_), Some(value)) if self.text_of(object, key)? == Some(value) => None,
            (Some(member), Some(value)) => Some(self.with_value(&member.value, &New::Text(value), "")),
            (Some(member), None) => Some(self.without_member(object, member)),
            (None, Some(value)) => Some(self.with_member(object, key, &New::Text(value), "  ")),
            (None, None) => None,
        })
    }

    /// The new child follows the last one as that follows the one before: in a new line, or not.
    fn with_child(
        &self,
        container: Range<usize>,
        last: Option<Range<usize>>,
        layout: &Layout<'_>,
        write: impl Fn(&mut String, &str),
    ) -> Secret {
        let mut new = String::new();
        let Some(last) = last else {
            let inside = container.start.saturating_add(1)..container.end.saturating_sub(1);
            layout.list(&mut new, indentation(self.text, container.start), &[()], |out, (), indent| write(out, indent));
            return splice(self.text, inside, &new);
        };
        let indent = indentation(self.text, last.start);
        new.push(',');
        if begins_line(self.text, last.start) {
            new.extend([layout.newline, indent]);
        } else {
            new.push_str(layout.gap);
        }
        write(&mut new, indent);
        splice(self.text, last.end..last.end, &new)
    }

    /// As the file is laid out; objects as the one before them.
    fn layout_beside<'l>(&'l self, sibling: Option<&Value<'t>>, new: &New<'_>, unit: &'l str) -> Layout<'l> {
        let layout = self.layout(unit);
        match (sibling, new) {
            (Some(Value::Object(sibling)), New::Object(_)) if !sibling.properties.is_empty() => {
                let spelled = self.text.get(sibling.range.start..sibling.range.end);
                Layout { one_line: spelled.is_some_and(|text| !text.contains('\n')), ..layout }
            }
            _ => layout,
        }
    }

    /// How the file is laid out; `unit` is the indentation where it has none of its own.
    fn layout<'l>(&'l self, unit: &'l str) -> Layout<'l> {
        let members = &self.root.properties;
        let spelled = self.text.get(self.root.range.start..self.root.range.end).unwrap_or_default();
        let indented = members.iter().find(|member| begins_line(self.text, member.range.start));
        let outer = indentation(self.text, self.root.range.start);
        Layout {
            newline: newline(self.text),
            unit: indented
                .map(|member| indentation(self.text, member.range.start))
                .map_or(unit, |inner| inner.strip_prefix(outer).unwrap_or(inner)),
            gap: if members.first().is_some_and(|member| self.is_tight(member)) { "" } else { " " },
            one_line: !members.is_empty() && !spelled.contains('\n'),
        }
    }

    /// `"key":"value"` rather than `"key": "value"`.
    fn is_tight(&self, member: &ObjectProp<'t>) -> bool {
        let name = match &member.name {
            ObjectPropName::String(name) => name.range.end,
            ObjectPropName::Word(name) => name.range.end,
        };
        self.text.get(name..member.value.start()).is_some_and(|between| between.ends_with(':'))
    }
}

/// A child of a list and one of the commas beside it; with the only one goes the space round it.
fn removal(list: Range<usize>, children: &[Range<usize>], child: usize) -> Range<usize> {
    let inside = list.start.saturating_add(1)..list.end.saturating_sub(1);
    let place = children.get(child).cloned().unwrap_or(inside.clone());
    let before = child.checked_sub(1).and_then(|before| children.get(before));
    match (children.get(child.saturating_add(1)), before) {
        (_, Some(before)) => before.end..place.end,
        (Some(next), None) => place.start..next.start,
        (None, None) => inside,
    }
}

/// `serde_json`'s own words may quote the text.
fn syntax(error: &serde_json::Error) -> Broken {
    let what = match error.classify() {
        Category::Eof => "the JSON ends too early",
        _ => "this is not strict JSON, which has no comments, no trailing commas and no single quotes",
    };
    Broken { line: error.line().max(1), column: error.column().max(1), what }
}

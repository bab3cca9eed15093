//! Environment variables as `NAME=value` lines, for a shell, a container or a dotenv library.
//!
//! The names come in families. `ALIBABA_CLOUD_*` is of aliyun-cli `config/profile.go` and of the
//! SDKs' environment providers; the region is `ALIBABA_CLOUD_REGION_ID` there and
//! `ALIBABA_CLOUD_REGION` in Terraform (`alicloud/provider.go`), so it is written under both.
//! `ALICLOUD_*` is of Terraform, Packer and lego; `OSS_*` of the OSS SDKs and ossutil.
//!
//! Readers disagree about quotes, backslashes and `$`, so a value is bare where all of them agree
//! on it, in single quotes where most do, and refused beyond that. Foreign values may be quoted
//! over several lines, as dotenv libraries allow.

use std::ops::Range;

use super::splice::{line_end, next_line, one_more_line, splice, whole_lines};
use super::{Broken, Client, Entry, Field, Format, Part, Present, is_new, refuse_byte_order_mark};
use crate::domain::ProfileName;
use crate::secret::Secret;

/// Programs that read the same names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    /// `ALIBABA_CLOUD_*`: the SDKs, the aliyun CLI, Terraform.
    Sdk,
    /// `ALICLOUD_*`: Terraform, Packer, Ansible, lego.
    Terraform,
    /// `OSS_*`: the OSS SDKs and ossutil.
    Oss,
}

impl Family {
    /// Every family.
    pub const ALL: [Self; 3] = [Self::Sdk, Self::Terraform, Self::Oss];

    /// The word for `--client-env`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sdk => "sdk",
            Self::Terraform => "terraform",
            Self::Oss => "oss",
        }
    }
}

/// The variables of one family.
#[derive(Debug)]
pub(super) struct Variables {
    pub(super) id: &'static str,
    pub(super) secret: &'static str,
    pub(super) token: &'static str,
    /// The region goes under each of these.
    pub(super) regions: &'static [&'static str],
}

const SDK: Variables = Variables {
    id: "ALIBABA_CLOUD_ACCESS_KEY_ID",
    secret: "ALIBABA_CLOUD_ACCESS_KEY_SECRET",
    token: "ALIBABA_CLOUD_SECURITY_TOKEN",
    regions: &["ALIBABA_CLOUD_REGION_ID", "ALIBABA_CLOUD_REGION"],
};

const TERRAFORM: Variables = Variables {
    id: "ALICLOUD_ACCESS_KEY",
    secret: "ALICLOUD_SECRET_KEY",
    token: "ALICLOUD_SECURITY_TOKEN",
    regions: &["ALICLOUD_REGION"],
};

const OSS: Variables = Variables {
    id: "OSS_ACCESS_KEY_ID",
    secret: "OSS_ACCESS_KEY_SECRET",
    token: "OSS_SESSION_TOKEN",
    regions: &["OSS_REGION"],
};

/// What an environment file holds, family by family.
pub(super) const PARTS: &[Part] = &[
    Part { file: ".env", format: &SDK, family: Some(Family::Sdk) },
    Part { file: ".env", format: &TERRAFORM, family: Some(Family::Terraform) },
    Part { file: ".env", format: &OSS, family: Some(Family::Oss) },
];

#[derive(Debug)]
pub(super) struct Env;

impl Client for Env {
    fn name(&self) -> &'static str {
        "env"
    }

    fn about(&self) -> &'static str {
        "environment variables as NAME=value lines (dotenv, docker --env-file)"
    }

    fn directory(&self) -> Option<&'static str> {
        None
    }

    fn parts(&self) -> &'static [Part] {
        PARTS
    }

    fn has_profiles(&self) -> bool {
        false
    }
}

impl Format for Variables {
    /// A region counts when all of its variables agree on it.
    fn find(&self, text: &str, _: &ProfileName) -> Result<Option<Present>, Broken> {
        let lines = Lines::parse(text)?;
        let (id, secret, token) = (lines.value(self.id)?, lines.value(self.secret)?, lines.value(self.token)?);
        let regions = self.regions.iter().map(|name| lines.value(name)).collect::<Result<Vec<_>, _>>()?;
        if id.is_none() && secret.is_none() && token.is_none() {
            return Ok(None);
        }
        let mut regions = regions.into_iter();
        let region = regions.next().flatten();
        Ok(Some(Present {
            mode: "AK".to_owned(),
            id,
            secret: secret.map(Secret::from),
            token: token.map(Secret::from),
            region: region.filter(|region| regions.all(|other| other.as_ref() == Some(region))),
        }))
    }

    fn put(&self, text: &str, profile: &ProfileName, entry: &Entry<'_>) -> Result<Secret, Broken> {
        if self.find(text, profile)?.is_some_and(|present| present.holds(entry)) {
            return Ok(Secret::from(text));
        }
        with_variables(if is_new(text) { "" } else { text }, self.fields(entry))
    }

    fn remove(&self, text: &str, _: &ProfileName) -> Result<Secret, Broken> {
        let names = [self.id, self.secret, self.token].into_iter().chain(self.regions.iter().copied());
        with_variables(text, names.map(|name| (name, None)).collect())
    }

    /// The one entry goes by the name of the variable of its id.
    fn entries(&self, text: &str) -> Result<Vec<(String, Present)>, Broken> {
        let found = self.find(text, &ProfileName::default())?;
        Ok(found.map(|present| (self.id.to_owned(), present)).into_iter().collect())
    }
}

impl Variables {
    fn fields<'a>(&self, entry: &Entry<'a>) -> Vec<Field<'a>> {
        let region = entry.region();
        let regions = self.regions.iter().map(|name| (*name, region)).filter(|_| region.is_some());
        let key = [(self.id, Some(entry.id())), (self.secret, Some(entry.secret()))];
        key.into_iter().chain(regions).chain([(self.token, entry.token())]).collect()
    }
}

fn with_variables(text: &str, fields: Vec<Field<'_>>) -> Result<Secret, Broken> {
    let mut edited = Secret::from(text);
    for (name, value) in fields {
        let next = Lines::parse(edited.expose())?.with(name, value)?;
        edited = next.unwrap_or(edited);
    }
    Ok(edited)
}

/// Bare, or in single quotes.
fn spelled(value: &str) -> Option<String> {
    let safe = |c: char| c.is_ascii_alphanumeric() || "+/=._:-".contains(c);
    match value {
        bare if bare.chars().all(safe) => Some(bare.to_owned()),
        odd if odd.contains(['\'', '\\']) => None,
        quoted => Some(format!("'{quoted}'")),
    }
}

/// A text whose every line is blank, a comment or an assignment.
struct Lines<'t> {
    text: &'t str,
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
    fn parse(text: &'t str) -> Result<Self, Broken> {
        refuse_byte_order_mark(text)?;
        let mut assignments = Vec::new();
        let mut at = 0;
        while at < text.len() {
            let line = text.get(at..line_end(text, at)).unwrap_or_default().trim();
            let mut last = at;
            if !line.is_empty() && !line.starts_with('#') {
                let assignment = Assignment::parse(text, at)?;
                last = assignment.value.end;
                assignments.push(assignment);
            }
            at = next_line(text, last);
        }
        Ok(Self { text, assignments })
    }

    fn only(&self, name: &str) -> Result<Option<&Assignment<'t>>, Broken> {
        let mut named = self.assignments.iter().filter(|assignment| assignment.name == name);
        match (named.next(), named.next()) {
            (_, Some(second)) => Err(Broken::at(self.text, second.start, "this variable is assigned twice")),
            (assignment, None) => Ok(assignment),
        }
    }

    /// An empty value is none.
    fn value(&self, name: &str) -> Result<Option<String>, Broken> {
        let Some(assignment) = self.only(name)? else { return Ok(None) };
        let value = assignment.read(self.text).ok_or_else(|| {
            Broken::at(self.text, assignment.value.start, "readers disagree about this value: use plain quotes")
        })?;
        Ok(Some(value).filter(|value| !value.is_empty()))
    }

    /// Nothing when the variable is as it should be, however it is quoted.
    fn with(&self, name: &str, value: Option<&str>) -> Result<Option<Secret>, Broken> {
        let before = self.value(name)?;
        let place = self.only(name)?;
        let Some(value) = value else {
            return Ok(place.map(|old| splice(self.text, whole_lines(self.text, &(old.start..old.value.end)), "")));
        };
        let end = self.text.len();
        let spelled = spelled(value).ok_or_else(|| {
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

    /// Exported where its predecessor is, since a shell would otherwise keep it to itself.
    fn new_line(&self, name: &str, spelled: &str) -> String {
        let export = if self.assignments.last().is_some_and(|last| last.exported) { "export " } else { "" };
        one_more_line(self.text, &format!("{export}{name}={spelled}"))
    }
}

impl<'t> Assignment<'t> {
    fn parse(text: &'t str, start: usize) -> Result<Self, Broken> {
        let end = line_end(text, start);
        let line = text.get(start..end).unwrap_or_default();
        let (left, right) = line.split_once('=').unwrap_or_default();
        let bare = left.trim();
        let declared = bare.strip_prefix("export").filter(|rest| rest.starts_with([' ', '\t'])).map(str::trim_start);
        let name = declared.unwrap_or(bare);
        if !is_name(name) {
            let indent = line.len().saturating_sub(line.trim_start().len());
            let what = "this line is neither an assignment nor a comment";
            return Err(Broken::at(text, start.saturating_add(indent), what));
        }
        let value = value_at(text, end.saturating_sub(right.len()), end)?;
        Ok(Self { name, exported: declared.is_some(), start, value })
    }

    /// The value without its quotes; nothing where shells and libraries read different things.
    fn read(&self, text: &str) -> Option<String> {
        let value = text.get(self.value.clone())?;
        let after = text.get(self.value.end..line_end(text, self.value.end))?;
        let comment = after.trim_start();
        let clear = comment.is_empty() || (comment.starts_with('#') && comment.len() < after.len());
        let inside = |quote: char| value.strip_prefix(quote)?.strip_suffix(quote);
        let read = match (inside('\''), inside('"')) {
            (Some(literal), _) => Some(literal.to_owned()).filter(|literal| !literal.contains('\\')),
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
fn value_at(text: &str, start: usize, end: usize) -> Result<Range<usize>, Broken> {
    let right = text.get(start..end).unwrap_or_default();
    let value = right.trim_start_matches([' ', '\t']);
    let begin = end.saturating_sub(value.len());
    if let Some(quote) = value.chars().next().filter(|c| matches!(c, '"' | '\'')) {
        let inside = begin.saturating_add(1);
        let length = closing(text.get(inside..).unwrap_or_default(), quote)
            .ok_or_else(|| Broken::at(text, begin, "this quote is never closed"))?;
        return Ok(begin..inside.saturating_add(length).saturating_add(1));
    }
    if begin > start && value.starts_with('#') {
        return Ok(start..start);
    }
    let bare = [" #", "\t#"].iter().filter_map(|mark| value.find(mark)).min().and_then(|at| value.get(..at));
    Ok(begin..begin.saturating_add(bare.unwrap_or(value).trim_end().len()))
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
            '$' | '`' => return None,
            c => c,
        });
    }
    Some(plain)
}

//! Readers of AccessKey files: what the console, the API and the clients' own files hold.
//!
//! Pure: bytes in, keys out; no file, no clock. Refuses what is unclear (one id with two secrets, a
//! row without its secret) rather than guess, and its errors name lines and columns, never content.
//! To add a format, write its file here with an `impl Format`, and add it to [`FORMATS`].

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use crate::domain::{AccessKey, AccessKeyId, Day, Region};
use crate::secret::Secret;

mod aliyun;
mod create_access_key;
mod csv;
mod env;
mod error;
mod ini;
pub(crate) mod ini_lines;
mod json;
mod parts;
pub mod report;
pub mod roster;
mod terraform;
#[cfg(test)]
mod tests;

pub use self::error::{Error, Problem, What};

/// One key found in a source. The texts stand as in the source: show them through
/// [`Printable`](crate::printable::Printable).
#[derive(Debug)]
pub struct Found {
    /// The pair, with a token where the source holds temporary credentials.
    pub access_key: AccessKey,
    /// The profile or section that holds it.
    pub label: Option<String>,
    /// The UTC day on which the cloud created it.
    pub created: Option<Day>,
    /// The RAM user to whom it belongs.
    pub user: Option<String>,
    /// The account of that user.
    pub account: Option<String>,
    /// The region that stands beside it.
    pub region: Option<Region>,
}

/// One kind of source file. An implementation finds keys; that the same key may stand there twice,
/// or none at all, is the concern of [`read`].
///
/// ```
/// use akvault::domain::{AccessKey, AccessKeyId};
/// use akvault::intake::{Format, Found, Problem};
///
/// struct Colon;
/// impl Format for Colon {
///     fn name(&self) -> &'static str { "colon" }
///     fn about(&self) -> &'static str { "id:secret" }
///     fn recognises(&self, text: &str) -> bool { text.starts_with("LTAI") }
///     fn read(&self, text: &str) -> Result<Vec<Found>, Problem> {
///         let (id, secret) = text.split_once(':').ok_or(Problem::broken(1, "there is no colon"))?;
///         let id = AccessKeyId::new(id).map_err(|invalid| Problem::invalid(1, invalid))?;
///         let key = AccessKey::new(id, secret.into()).map_err(|invalid| Problem::invalid(1, invalid))?;
///         Ok(vec![Found::from(key)])
///     }
/// }
/// assert_eq!(Colon.read("LTAI5tEXAMPLEexample0001:EXAMPLEexample").unwrap().len(), 1);
/// ```
pub trait Format: Sync {
    /// The value of `--format`.
    fn name(&self) -> &'static str;

    /// Half a line for lists and help.
    fn about(&self) -> &'static str;

    /// Whether the text looks like this format, even if it is broken further on.
    fn recognises(&self, text: &str) -> bool;

    /// Whether the text holds something besides one key, which would be lost with it. Formats that
    /// are more than one key's download hold more unless they can tell.
    fn holds_more(&self, _text: &str) -> bool {
        true
    }

    /// All keys in the text, in its order.
    fn read(&self, text: &str) -> Result<Vec<Found>, Problem>;
}

/// Every format, in the order in which they are tried.
pub const FORMATS: &[&dyn Format] =
    &[&csv::Csv, &create_access_key::CreateAccessKey, &terraform::Terraform, &aliyun::Aliyun, &ini::Ini, &env::Env];

/// The format that `--format` names.
pub fn by_name(name: &str) -> Option<&'static dyn Format> {
    FORMATS.iter().copied().find(|format| format.name() == name)
}

/// Every key in the source, each id once. Without a forced format the content tells which it is.
pub fn read(bytes: &Secret<[u8]>, forced: Option<&dyn Format>) -> Result<Vec<Found>, Error> {
    let text = text_of(bytes.expose())?;
    let format = forced.or_else(|| recognised(text)).ok_or(Error::Unrecognised)?;
    let found = format.read(text).map_err(|problem| problem.within(format.name()))?;
    if found.is_empty() {
        return Err(Error::NoKey { format: format.name() });
    }
    merged(found)
}

/// Whether a source that was [`read`] holds something besides its key, so that it may not be deleted.
pub fn holds_more(bytes: &Secret<[u8]>, forced: Option<&dyn Format>) -> bool {
    let Ok(text) = text_of(bytes.expose()) else { return true };
    forced.or_else(|| recognised(text)).is_none_or(|format| format.holds_more(text))
}

/// The one key meant: the one with this id, or the only one.
pub fn choose(found: Vec<Found>, id: Option<&AccessKeyId>) -> Result<Found, Error> {
    let Some(id) = id else { return only(found) };
    let place = found.iter().position(|found| found.access_key.id == *id);
    let absent = || Error::NotThere { wanted: id.masked(), masked: all_masked(&found) };
    let place = place.ok_or_else(absent)?;
    found.into_iter().nth(place).ok_or(Error::Empty)
}

fn only(found: Vec<Found>) -> Result<Found, Error> {
    if found.len() > 1 {
        return Err(Error::Several { masked: all_masked(&found) });
    }
    found.into_iter().next().ok_or(Error::Empty)
}

/// The bytes as text without byte order mark: Excel and Notepad write one, the console sometimes.
fn text_of(bytes: &[u8]) -> Result<&str, Error> {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(Error::Utf16);
    }
    let text = std::str::from_utf8(bytes).map_err(|error| not_text(bytes, error.valid_up_to()))?;
    if let Some(nul) = text.find('\0') {
        return Err(not_text(bytes, nul));
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim().is_empty() { Err(Error::Empty) } else { Ok(text) }
}

fn not_text(bytes: &[u8], offset: usize) -> Error {
    let line_feeds = bytes.iter().take(offset).filter(|byte| **byte == b'\n').count();
    Error::NotText { line: line_feeds.saturating_add(1) }
}

fn recognised(text: &str) -> Option<&'static dyn Format> {
    FORMATS.iter().copied().find(|format| format.recognises(text))
}

/// Each id once, in the order of the source. The first mention wins; later ones fill its gaps.
fn merged(found: Vec<Found>) -> Result<Vec<Found>, Error> {
    let mut places = HashMap::new();
    let mut merged: Vec<Found> = Vec::new();
    for next in found {
        match places.entry(next.access_key.id.clone()) {
            Entry::Vacant(place) => {
                place.insert(merged.len());
                merged.push(next);
            }
            Entry::Occupied(place) => {
                if let Some(first) = merged.get_mut(*place.get()) {
                    first.absorb(next)?;
                }
            }
        }
    }
    Ok(merged)
}

impl Found {
    fn absorb(&mut self, other: Self) -> Result<(), Error> {
        let (mine, its) = (&mut self.access_key, other.access_key);
        let tokens_differ =
            mine.security_token.as_ref().zip(its.security_token.as_ref()).is_some_and(|(a, b)| !a.same_as(b));
        if tokens_differ || !mine.secret.same_as(&its.secret) {
            return Err(Error::Ambiguous { masked: mine.id.masked() });
        }
        mine.security_token = mine.security_token.take().or(its.security_token);
        self.label = self.label.take().or(other.label);
        self.created = self.created.or(other.created);
        self.user = self.user.take().or(other.user);
        self.account = self.account.take().or(other.account);
        self.region = self.region.take().or(other.region);
        Ok(())
    }
}

impl From<AccessKey> for Found {
    fn from(access_key: AccessKey) -> Self {
        Self { access_key, label: None, created: None, user: None, account: None, region: None }
    }
}

fn all_masked(found: &[Found]) -> Vec<String> {
    found.iter().map(|found| found.access_key.id.masked()).collect()
}

/// A pair from raw values. The caller knows the line.
fn pair(id: &str, secret: &str, token: Option<&str>) -> Result<AccessKey, What> {
    let (id, secret, token) = (id.trim(), secret.trim(), token.map(str::trim).unwrap_or_default());
    if id.is_empty() {
        return Err(What::Broken("there is no AccessKey ID"));
    }
    if secret.is_empty() {
        return Err(What::Broken("this key has no AccessKey Secret"));
    }
    if secret.starts_with("LTAI") && !id.starts_with("LTAI") {
        return Err(What::Broken("the AccessKey ID and the AccessKey Secret seem to be swapped"));
    }
    let key = AccessKey::new(AccessKeyId::new(id)?, Secret::from(secret))?;
    Ok(if token.is_empty() { key } else { key.with_token(Secret::from(token))? })
}

/// The text, unless there is none.
fn filled(text: &str) -> Option<String> {
    Some(text.trim()).filter(|text| !text.is_empty()).map(str::to_owned)
}

/// The day with which a time begins, such as `2020-10-15T08:08:54Z`. Without one, the key is still a key.
fn day(text: &str) -> Option<Day> {
    let text = text.trim();
    // A time of another zone may be on another day in UTC.
    let moment = text.parse::<jiff::Timestamp>().ok().map(Day::of);
    moment.or_else(|| Day::parse(text.get(..10)?).ok())
}

/// The region, if it is one: like the day, it is no reason to refuse a key.
fn region(text: &str) -> Option<Region> {
    Region::new(text.trim()).ok()
}

/// A column or key without what people and programs vary: case, spaces, underscores, hyphens.
fn plain(name: &str) -> String {
    name.chars().filter(|c| !c.is_whitespace() && !matches!(c, '_' | '-')).map(|c| c.to_ascii_lowercase()).collect()
}

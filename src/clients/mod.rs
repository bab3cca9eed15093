//! Writers of client config files: text in, text out. No file is touched here.
//!
//! To add a client, write its file here with an `impl Client`, and add it to [`CLIENTS`]. What a
//! writer promises, and `tests/it/clients` checks for each of them:
//!
//! - What is not ours stays byte for byte: comments, order, unknown keys, the spelling of numbers,
//!   indentation, line ends. Hence all edits are [splices](splice): new text takes the place of a
//!   range of the old, nothing is printed anew.
//! - Writing twice is writing once, and what is there already is not written at all.
//! - What can be read in two ways is [`Broken`], never guessed.

mod aliyun;
mod env;
mod json;
mod json_layout;
mod json_text;
mod splice;
mod toml;

use std::borrow::Cow;

use crate::domain::{AccessKey, ProfileName, Region};
use crate::secret::Secret;

/// Every client, in the order in which help lists them.
pub const CLIENTS: &[&dyn Client] = &[&aliyun::Aliyun, &env::Env, &json::Json, &toml::Toml];

/// The client of that name.
pub fn by_name(name: &str) -> Option<&'static dyn Client> {
    CLIENTS.iter().copied().find(|client| client.name() == name)
}

/// One format of config file.
pub trait Client: Sync {
    /// The word for `--client`.
    fn name(&self) -> &'static str;

    /// What reads the file, and where.
    fn about(&self) -> &'static str;

    /// Where the client looks, relative to the home directory; nothing when `--config` must tell.
    fn home_path(&self) -> Option<&'static str>;

    /// Whether the client refuses an entry without a region.
    fn needs_region(&self) -> bool;

    /// Whether a file holds several entries by name.
    fn has_profiles(&self) -> bool;

    /// What `text` holds under `profile`. Text of nothing but white space is a new file.
    ///
    /// # Errors
    /// [`Broken`]
    fn find(&self, text: &str, profile: &ProfileName) -> Result<Option<Present>, Broken>;

    /// `text` with `entry` under `profile`, and otherwise as it was.
    ///
    /// # Errors
    /// [`Broken`]
    fn put(&self, text: &str, profile: &ProfileName, entry: &Entry<'_>) -> Result<Secret, Broken>;
}

/// What is written: one key under one profile.
#[derive(Debug)]
pub struct Entry<'a> {
    /// The key.
    pub access_key: &'a AccessKey,
    /// Its region. Without one, a region that the file has is left alone.
    pub region: Option<&'a Region>,
}

impl<'a> Entry<'a> {
    fn id(&self) -> &'a str {
        self.access_key.id.as_str()
    }

    fn secret(&self) -> &'a str {
        self.access_key.secret.expose()
    }

    fn token(&self) -> Option<&'a str> {
        self.access_key.security_token.as_ref().map(Secret::expose)
    }

    fn region(&self) -> Option<&'a str> {
        self.region.map(Region::as_str)
    }
}

/// What a file holds under a profile now. An empty value counts as none.
#[derive(Debug)]
pub struct Present {
    /// How the profile gets its credentials: `AK`, `StsToken`, ... as spelt in the file; always
    /// `AK` in files that know no modes.
    pub mode: String,
    /// The AccessKey ID.
    pub id: Option<String>,
    /// Its secret.
    pub secret: Option<Secret>,
    /// The security token of temporary credentials.
    pub token: Option<Secret>,
    /// The region.
    pub region: Option<String>,
}

impl Present {
    /// Whether `entry`, with whatever mode, is what the file holds.
    pub fn holds(&self, entry: &Entry<'_>) -> bool {
        self.holds_key(entry.access_key) && (entry.region.is_none() || self.region.as_deref() == entry.region())
    }

    /// Whether the file holds this key, in whatever region.
    pub fn holds_key(&self, key: &AccessKey) -> bool {
        let same = |here: Option<&Secret>, there: Option<&Secret>| match (here, there) {
            (Some(here), Some(there)) => here.same_as(there),
            (None, None) => true,
            _ => false,
        };
        self.id.as_deref() == Some(key.id.as_str())
            && same(self.secret.as_ref(), Some(&key.secret))
            && same(self.token.as_ref(), key.security_token.as_ref())
    }

    /// What a file of [`plain_fields`] holds.
    fn plain<'t>(read: impl Fn(&str) -> Result<Option<Cow<'t, str>>, Broken>) -> Result<Self, Broken> {
        Ok(Self {
            mode: "AK".to_owned(),
            id: read(ID)?.map(String::from),
            secret: read(SECRET)?.map(|text| Secret::from(text.as_ref())),
            token: read(TOKEN)?.map(|text| Secret::from(text.as_ref())),
            region: read(REGION)?.map(String::from),
        })
    }
}

/// The keys of the formats that are ours: `json` and `toml`.
const ID: &str = "access_key_id";
const SECRET: &str = "access_key_secret";
const TOKEN: &str = "security_token";
const REGION: &str = "region_id";

/// Key and value, or none where the key must go.
type Field<'a> = (&'static str, Option<&'a str>);

fn plain_fields<'a>(entry: &Entry<'a>) -> Vec<Field<'a>> {
    let mut fields = vec![(ID, Some(entry.id())), (SECRET, Some(entry.secret())), (TOKEN, entry.token())];
    fields.extend(entry.region().map(|region| (REGION, Some(region))));
    fields
}

/// Why a file cannot be edited: place and reason, never content.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}, column {column}: {what}")]
pub struct Broken {
    /// From 1.
    pub line: usize,
    /// In characters, from 1.
    pub column: usize,
    /// Our own words.
    pub what: &'static str,
}

impl Broken {
    /// At a byte offset of `text`.
    fn at(text: &str, offset: usize, what: &'static str) -> Self {
        let before = text.get(..offset).unwrap_or(text);
        let line = before.matches('\n').count().saturating_add(1);
        let column = before.chars().rev().take_while(|c| *c != '\n').count().saturating_add(1);
        Self { line, column, what }
    }
}

/// Python, Node and Go stumble over a byte order mark, and cutting it off would not be our edit.
fn refuse_byte_order_mark(text: &str) -> Result<(), Broken> {
    if text.starts_with('\u{feff}') {
        return Err(Broken::at(
            text,
            0,
            "a byte order mark, which clients cannot read: save the file as UTF-8 without it",
        ));
    }
    Ok(())
}

fn is_new(text: &str) -> bool {
    text.trim().is_empty()
}

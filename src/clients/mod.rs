//! Writers of client config files: text in, text out. No file is touched here.
//!
//! To add a client, write its file here with an `impl Client`, and add it to [`CLIENTS`]. A client
//! names its files; a [`Format`] edits the text of one. What a format promises, and
//! `tests/it/clients` checks for each of them:
//!
//! - What is not ours stays byte for byte: comments, order, unknown keys, the spelling of numbers,
//!   indentation, line ends. Hence all edits are [splices](splice): new text takes the place of a
//!   range of the old, nothing is printed anew.
//! - Writing twice is writing once, and what is there already is not written at all.
//! - Taking a profile out again gives the bytes that were there before it was added, if nothing of it
//!   was there. (A JSON list that held nothing stays behind as `[]`.) What else stands in its section,
//!   table or object stays with it, comments included, and keeps the file from being [bare](Format::is_bare).
//! - What can be read in two ways is [`Broken`], never guessed.

mod acme_sh;
mod aliyun;
mod aliyun_log;
mod aws;
mod env;
mod env_text;
mod ini;
mod ini_keys;
mod ini_text;
mod json;
mod json_layout;
mod json_text;
mod lego;
mod ossutil;
mod plain;
mod present;
mod rclone;
mod sdk;
mod splice;
mod systemd;
mod terraform;
mod toml;

use std::fmt;
use std::path::Path;

pub use self::aliyun::{EXTERNAL, current, is_external, with_process, without_credentials};
pub use self::env::{Family, TOKENS, variables};
use self::plain::{PLAIN, plain_fields};
pub use self::present::{Each, Named, Present, Share, parted};
use crate::domain::{AccessKey, ProfileName, Region};
use crate::printable::shell_quoted;
use crate::secret::Secret;

/// Every client, in the order in which help lists them.
pub const CLIENTS: &[&dyn Client] = &[
    &aliyun::Aliyun,
    &sdk::Sdk,
    &ossutil::Ossutil,
    &env::Env,
    &json::Json,
    &toml::Toml,
    &aws::Aws,
    &rclone::Rclone,
    &lego::Lego,
    &acme_sh::AcmeSh,
    &aliyun_log::AliyunLog,
    &systemd::Systemd,
    &terraform::Terraform,
];

/// The client of that name.
pub fn by_name(name: &str) -> Option<&'static dyn Client> {
    CLIENTS.iter().copied().find(|client| client.name() == name)
}

/// Every client with its path and what reads it: `--client help` and `help clients`.
pub fn listing() -> String {
    let line = |client: &&dyn Client| {
        let (path, reader) = client.about().split_once(": ").unwrap_or_default();
        [format!("{:<11} {path:<34} {reader}", client.name()), "\n".to_owned()]
    };
    CLIENTS.iter().flat_map(line).collect()
}

/// A program that reads AccessKeys, and the files that it reads.
pub trait Client: fmt::Debug + Sync {
    /// The word for `--client`.
    fn name(&self) -> &'static str;

    /// The path, a colon, and what reads it.
    fn about(&self) -> &'static str;

    /// The directory of the files, relative to the home directory; nothing when `--config` must tell.
    fn directory(&self) -> Option<&'static str>;

    /// What is written, in this order. Parts of one file are written one after the other.
    fn parts(&self) -> &'static [Part];

    /// Whether the client refuses an entry without a region.
    fn needs_region(&self) -> bool {
        false
    }

    /// Whether its files hold temporary credentials. Where they do not, the token would be lost, and
    /// the rest of no use.
    fn keeps_tokens(&self) -> bool {
        true
    }

    /// Whether a file holds several entries by name.
    fn has_profiles(&self) -> bool {
        true
    }

    /// Names that are no profiles in its files, but mean something else there.
    fn reserved(&self) -> &'static [&'static str] {
        &[]
    }

    /// Whether no file is of use without the others, so that `--config` names their directory.
    fn is_inseparable(&self) -> bool {
        false
    }

    /// What stands in an encrypted credential for services, for a client that can hand one out.
    fn credential(&self) -> Option<&'static dyn Format> {
        None
    }

    /// What is left to do before the client uses what was written, in whole lines, ready to be pasted where
    /// they belong: into a shell, unless they say otherwise.
    fn afterwards(&self, _placed: &Placed<'_>) -> Vec<String> {
        Vec::new()
    }
}

/// One thing that a client reads from one file.
#[derive(Debug)]
pub struct Part {
    /// The file in the client's directory.
    pub file: &'static str,
    /// How it is written there.
    pub format: &'static dyn Format,
    /// Written only when these names of environment variables were asked for.
    pub family: Option<Family>,
}

/// The files of a client in one directory, with the formats of each in their order.
pub fn files_of(client: &dyn Client, families: &[Family]) -> Vec<(&'static str, Vec<&'static dyn Format>)> {
    let mut files: Vec<(&'static str, Vec<&'static dyn Format>)> = Vec::new();
    for part in client.parts().iter().filter(|part| part.family.is_none_or(|family| families.contains(&family))) {
        match files.iter_mut().find(|(file, _)| *file == part.file) {
            Some((_, formats)) => formats.push(part.format),
            None => files.push((part.file, vec![part.format])),
        }
    }
    files
}

/// Where a client's entry was written.
#[derive(Debug)]
pub struct Placed<'a> {
    /// The files.
    pub paths: &'a [&'a Path],
    /// Whether they are the client's own, so that it looks there by itself.
    pub is_home: bool,
    /// The profile.
    pub profile: &'a ProfileName,
}

/// A path as a word of a shell: bare where every shell takes it as it stands.
fn word(path: &Path) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "/._+@%=:,-".contains(c);
    match path.to_str() {
        Some(text) if text.chars().all(is_plain) => text.to_owned(),
        _ => shell_quoted(path),
    }
}

/// How entries stand in a file. Text of nothing but white space is a new file.
pub trait Format: fmt::Debug + Sync {
    /// What `text` holds under `profile`.
    ///
    /// # Errors
    /// [`Broken`]
    fn find(&self, text: &str, profile: &ProfileName) -> Result<Option<Present>, Broken>;

    /// `text` with `entry` under `profile`, and otherwise as it was.
    ///
    /// # Errors
    /// [`Broken`]
    fn put(&self, text: &str, profile: &ProfileName, entry: &Entry<'_>) -> Result<Secret, Broken>;

    /// `text` without `profile`: what [`Format::put`] added is taken out to the byte.
    ///
    /// # Errors
    /// [`Broken`]
    fn remove(&self, text: &str, profile: &ProfileName) -> Result<Secret, Broken>;

    /// Every name in `text`, with what stands under it. A name may stand twice.
    ///
    /// # Errors
    /// [`Broken`]
    fn named(&self, text: &str) -> Result<Named, Broken>;

    /// Of these, what can be told.
    ///
    /// # Errors
    /// [`Broken`]
    fn entries(&self, text: &str) -> Result<Each<Present>, Broken> {
        self.named(text).map(|named| parted(named).0)
    }

    /// Whether nothing is left in `text` but what a new file has before its first entry.
    fn is_bare(&self, text: &str) -> bool {
        is_new(text)
    }
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

    /// What the aliyun CLI and ossutil call it.
    fn mode(&self) -> &'static str {
        if self.token().is_some() { "StsToken" } else { "AK" }
    }
}

/// Key and value, or none where the key must go.
type Field<'a> = (&'static str, Option<&'a str>);

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

/// Half of a temporary credential is of no use.
fn refuse_token(text: &str, entry: &Entry<'_>) -> Result<(), Broken> {
    match entry.token() {
        Some(_) => Err(Broken::at(text, 0, "this file has no place for the security token of temporary credentials")),
        None => Ok(()),
    }
}

fn is_new(text: &str) -> bool {
    text.trim().is_empty()
}

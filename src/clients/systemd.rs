//! A file for `EnvironmentFile=` of a systemd unit.
//!
//! systemd.exec(5): `NAME=value` lines and comments behind `#` or `;`; no `export`, no comment behind a
//! value. A backslash at the end of a line, even of a comment, joins the next one to it. The manager
//! reads the file, not the service, so root's is enough.
//!
//! Lines of a unit end in what follows the `=`, blanks included, which need no quotes there; `%` begins a
//! specifier (systemd.unit(5)), a backslash at the end of a line joins the next one to it (systemd.syntax(7)),
//! and `EnvironmentFile=` takes a pattern.
//!
//! An encrypted credential (systemd-creds(1)) is loaded as a file, which the SDKs read as their INI.

use std::path::Path;

use super::env::{Family, OSS, SDK, TERRAFORM, Variables};
use super::env_text::SYSTEMD;
use super::{Client, Format, Part, Placed, sdk};
use crate::domain::ProfileName;

#[derive(Debug)]
pub(super) struct Systemd;

const FILE: &str = "alibaba-cloud.env";

const PARTS: &[Part] = &[
    Part { file: FILE, format: &Variables { dialect: &SYSTEMD, ..SDK }, family: Some(Family::Sdk) },
    Part { file: FILE, format: &Variables { dialect: &SYSTEMD, ..TERRAFORM }, family: Some(Family::Terraform) },
    Part { file: FILE, format: &Variables { dialect: &SYSTEMD, ..OSS }, family: Some(Family::Oss) },
];

impl Client for Systemd {
    fn name(&self) -> &'static str {
        "systemd"
    }

    fn about(&self) -> &'static str {
        "--config PATH: units, by file or NAME.cred"
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

    fn credential(&self) -> Option<&'static dyn Format> {
        Some(&sdk::PROFILES)
    }

    fn afterwards(&self, placed: &Placed<'_>) -> Vec<String> {
        placed.paths.iter().flat_map(|path| lines(path, placed.profile)).collect()
    }
}

/// What goes under `[Service]`.
fn lines(path: &Path, profile: &ProfileName) -> Vec<String> {
    let Some(spelled) = spelled(path) else {
        return vec![
            "no unit can name this file: its path ends in a blank or a backslash, or has line ends".to_owned(),
        ];
    };
    let name = path.file_stem().map(|stem| stem.display());
    match (name, path.extension().is_some_and(|extension| extension == "cred")) {
        (Some(name), true) => vec![
            format!("LoadCredentialEncrypted={name}:{spelled}"),
            format!("Environment=ALIBABA_CLOUD_CREDENTIALS_FILE=%d/{name} ALIBABA_CLOUD_PROFILE={profile}"),
        ],
        _ => vec![
            format!("EnvironmentFile={}", as_pattern(&spelled)),
            "the file and its directory should be root's".to_owned(),
        ],
    }
}

/// The path as it stands in a unit; nothing where it cannot.
fn spelled(path: &Path) -> Option<String> {
    let text = path.to_str()?;
    let ends_well = !text.ends_with(|c: char| c.is_whitespace() || c == '\\');
    let is_one_line = !text.chars().any(char::is_control);
    (ends_well && is_one_line).then(|| text.replace('%', "%%"))
}

/// A pattern that matches the path alone (glob(7)).
fn as_pattern(path: &str) -> String {
    let escaped = |c: char| ['\\'].into_iter().filter(move |_| "*?[\\".contains(c)).chain([c]);
    path.chars().flat_map(escaped).collect()
}

//! A file for `EnvironmentFile=` of a systemd unit.
//!
//! systemd.exec(5): `NAME=value` lines and comments behind `#` or `;`; no `export`, no comment behind a
//! value. A backslash at the end of a line, even of a comment, joins the next one to it. The manager
//! reads the file, not the service, so root's is enough.

use super::env::{Family, OSS, SDK, TERRAFORM, Variables};
use super::env_text::SYSTEMD;
use super::{Client, Part, Placed};

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
        "--config PATH, NAME=value lines for EnvironmentFile= of a unit"
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

    fn afterwards(&self, placed: &Placed<'_>) -> Vec<String> {
        let line = |path| format!("EnvironmentFile={path} under [Service]; file and directory should be root's");
        placed.paths.iter().map(|path| line(path.display())).collect()
    }
}

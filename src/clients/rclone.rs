//! `~/.config/rclone/rclone.conf`, read by rclone: a remote of the profile's name.
//!
//! rclone `backend/s3/provider/Alibaba.yaml` names the endpoints; `env_auth = true` would take the
//! credentials from elsewhere (`backend/s3/s3.go`), and so does any other `type` or `provider`. A
//! configuration that rclone has encrypted (`fs/config/crypt.go`) is not ours to open.

use super::ini::{Is, Sections, as_spelled};
use super::{Broken, Client, Entry, Format, Named, Part, Present, Share};
use crate::domain::ProfileName;
use crate::secret::Secret;

#[derive(Debug)]
pub(super) struct Rclone;

const REMOTES: Sections = Sections {
    name: |profile| Some(profile.to_string()),
    profile: |name| Some(name.to_owned()),
    spelling: as_spelled,
    keys: &[
        ("type", Is::Fixed("s3")),
        ("provider", Is::Fixed("Alibaba")),
        ("env_auth", Is::Fixed("false")),
        ("access_key_id", Is::Id),
        ("secret_access_key", Is::Secret),
        ("session_token", Is::Token),
        ("endpoint", Is::Host("oss-", ".aliyuncs.com")),
    ],
    others: &[],
    nests: false,
    is_shared: false,
    share: Share::All,
};

impl Client for Rclone {
    fn name(&self) -> &'static str {
        "rclone"
    }

    fn about(&self) -> &'static str {
        "~/.config/rclone/rclone.conf: rclone, a remote per profile"
    }

    fn directory(&self) -> Option<&'static str> {
        Some(".config/rclone")
    }

    fn parts(&self) -> &'static [Part] {
        &[Part { file: "rclone.conf", format: &Rclone, family: None }]
    }

    fn needs_region(&self) -> bool {
        true
    }
}

impl Format for Rclone {
    fn find(&self, text: &str, profile: &ProfileName) -> Result<Option<Present>, Broken> {
        refuse_encrypted(text)?;
        REMOTES.find(text, profile)
    }

    fn put(&self, text: &str, profile: &ProfileName, entry: &Entry<'_>) -> Result<Secret, Broken> {
        refuse_encrypted(text)?;
        REMOTES.put(text, profile, entry)
    }

    fn remove(&self, text: &str, profile: &ProfileName) -> Result<Secret, Broken> {
        refuse_encrypted(text)?;
        REMOTES.remove(text, profile)
    }

    fn named(&self, text: &str) -> Result<Named, Broken> {
        refuse_encrypted(text)?;
        REMOTES.named(text)
    }
}

/// The mark is the first line that is neither blank nor a comment.
fn refuse_encrypted(text: &str) -> Result<(), Broken> {
    let is_silent = |line: &str| line.trim().is_empty() || line.trim_start().starts_with(['#', ';']);
    let mut lines = text.split_inclusive('\n').scan(0_usize, |next, line| {
        let start = *next;
        *next = start.saturating_add(line.len());
        Some((start, line))
    });
    match lines.find(|(_, line)| !is_silent(line)) {
        Some((start, line)) if line.trim_start().starts_with("RCLONE_ENCRYPT_V") => Err(Broken::at(
            text,
            start,
            "rclone has encrypted this file: add the remote with `rclone config`, or name another file",
        )),
        _ => Ok(()),
    }
}

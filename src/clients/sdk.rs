//! `~/.alibabacloud/credentials` and `credentials.ini`, read by Alibaba Cloud's SDKs.
//!
//! Go, Node and PHP read the one (credentials-go `credentials/providers/profile.go`), Python, Java and
//! C# the other (credentials-python `provider/profile.py`), so both are written. Rules:
//!
//! - Java keeps only sections with `enable = true` (`ProfileCredentialsProvider.loadIni`), whatever its
//!   manual says; the others do not look.
//! - `type = access_key` decides what the other keys mean. In a section of another type they stay where
//!   they are when it becomes one: no SDK looks at a `role_arn` then.
//! - No SDK reads a security token here: some stop at `type = sts`, Java and C# drop the token.

use super::ini::{Is, Sections, as_spelled};
use super::{Client, Part, Share};

#[derive(Debug)]
pub(super) struct Sdk;

pub(super) const PROFILES: Sections = Sections {
    name: |profile| Some(profile.to_string()),
    profile: |name| Some(name.to_owned()),
    spelling: as_spelled,
    keys: &[
        ("enable", Is::Set("true")),
        ("type", Is::Fixed("access_key")),
        ("access_key_id", Is::Id),
        ("access_key_secret", Is::Secret),
    ],
    others: &[],
    nests: false,
    is_shared: false,
    share: Share::Key,
};

impl Client for Sdk {
    fn name(&self) -> &'static str {
        "sdk"
    }

    fn about(&self) -> &'static str {
        "~/.alibabacloud/credentials{,.ini}: the SDKs in every language"
    }

    fn directory(&self) -> Option<&'static str> {
        Some(".alibabacloud")
    }

    fn parts(&self) -> &'static [Part] {
        &[
            Part { file: "credentials", format: &PROFILES, family: None },
            Part { file: "credentials.ini", format: &PROFILES, family: None },
        ]
    }

    fn keeps_tokens(&self) -> bool {
        false
    }
}

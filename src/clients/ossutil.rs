//! `~/.ossutilconfig`, read by ossutil 1 and ossutil 2: one file for both.
//!
//! ossutil 1 (`lib/config_helper.go`) reads `[Credentials]` alone, and proxies from `[Default]`; a `mode`
//! other than `AK` and `StsToken` there gets the credentials by a role, and a `ramRoleArn` does so without
//! a mode. ossutil 2 reads `[default]`, or `[profile NAME]` with `--profile NAME`, and asks for a
//! region; it ignores case, so `[Default]` is the section of its default profile. Both know several
//! spellings of each key.

use super::ini::{Is, Sections};
use super::{Client, Part, Placed, Share};

#[derive(Debug)]
pub(super) struct Ossutil;

const CREDENTIALS: Sections = Sections {
    name: |profile| (profile.as_str() == DEFAULT).then(|| "Credentials".to_owned()),
    profile: |name| (name == "Credentials").then(|| DEFAULT.to_owned()),
    spelling,
    keys: &[
        ("language", Is::First("EN")),
        ("mode", Is::Mode),
        ("accessKeyID", Is::Id),
        ("accessKeySecret", Is::Secret),
        ("stsToken", Is::Token),
        ("endpoint", Is::Host("oss-", ".aliyuncs.com")),
    ],
    others: &["ramRoleArn"],
    nests: false,
    is_shared: true,
    share: Share::All,
};

const PROFILES: Sections = Sections {
    name: |profile| Some(if profile.as_str() == DEFAULT { DEFAULT.to_owned() } else { format!("profile {profile}") }),
    profile: |name| {
        let name = name.to_ascii_lowercase();
        let named = name.strip_prefix("profile ").map(|name| name.trim().to_owned());
        named.or_else(|| (name == DEFAULT).then_some(name))
    },
    spelling,
    keys: &[
        ("mode", Is::Mode),
        ("accessKeyID", Is::Id),
        ("accessKeySecret", Is::Secret),
        ("stsToken", Is::Token),
        ("region", Is::Region),
    ],
    others: &["source_profile", "ramRoleArn"],
    nests: false,
    is_shared: true,
    share: Share::All,
};

const DEFAULT: &str = "default";

/// `CredOptionMap` of ossutil 1, without case, `-` and `_`, as ossutil 2 compares.
fn spelling(key: &str) -> String {
    let plain: String = key.chars().filter(|c| !matches!(c, '-' | '_')).collect::<String>().to_ascii_lowercase();
    match plain.as_str() {
        "accessid" => "accesskeyid",
        "accesskey" => "accesskeysecret",
        "host" => "endpoint",
        plain => plain,
    }
    .to_owned()
}

impl Client for Ossutil {
    fn name(&self) -> &'static str {
        "ossutil"
    }

    fn about(&self) -> &'static str {
        "~/.ossutilconfig: ossutil 1 and 2"
    }

    fn directory(&self) -> Option<&'static str> {
        Some("")
    }

    fn parts(&self) -> &'static [Part] {
        &[
            Part { file: ".ossutilconfig", format: &CREDENTIALS, family: None },
            Part { file: ".ossutilconfig", format: &PROFILES, family: None },
        ]
    }

    fn needs_region(&self) -> bool {
        true
    }

    fn afterwards(&self, placed: &Placed<'_>) -> Vec<String> {
        match placed.profile.as_str() {
            DEFAULT => Vec::new(),
            name => vec![format!("ossutil 2 uses it with --profile {name}; ossutil 1 knows no profiles")],
        }
    }
}

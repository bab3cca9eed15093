//! `~/.aliyunlogcli`, read by the command line of the Log Service (`aliyunlog`, of the package
//! aliyun-log-cli).
//!
//! aliyun-log-cli 0.2.10: `config.py` reads the section `main`, or the one that `--client-name` or
//! `default-client` in `[__option__]` names, through Python's `configparser`; `load_config` lets it win
//! over `~/.aliyun/config.json` where it has both halves of a key. `cli_core.py` writes the endpoint as
//! `cn-hangzhou.log.aliyuncs.com`, and a token as `ID::TOKEN`; a bare token is read as well
//! (`verify_sts_token`), and does not go stale with the id.

use super::ini::{Is, Sections, as_spelled};
use super::{Client, Part, Placed, Share};

#[derive(Debug)]
pub(super) struct AliyunLog;

const CLIENTS: Sections = Sections {
    name: |profile| Some(if profile.as_str() == "default" { "main".to_owned() } else { profile.to_string() }),
    profile: |name| match name {
        "main" => Some("default".to_owned()),
        // A client of that name is no profile of ours: the default is called `main`.
        "default" => Some("client default".to_owned()),
        name if OPTIONS.contains(&name) => None,
        name => Some(name.to_owned()),
    },
    spelling: as_spelled,
    keys: &[
        ("access-id", Is::Id),
        ("access-key", Is::Secret),
        ("region-endpoint", Is::Host("", ".log.aliyuncs.com")),
        ("sts-token", Is::Token),
    ],
    others: &[],
    nests: true,
    is_shared: false,
    share: Share::All,
};

/// Sections for options of the program itself.
const OPTIONS: &[&str] = &["__option__", "__logging__"];

impl Client for AliyunLog {
    fn name(&self) -> &'static str {
        "aliyun-log"
    }

    fn about(&self) -> &'static str {
        "~/.aliyunlogcli: aliyunlog, the Log Service's CLI"
    }

    fn directory(&self) -> Option<&'static str> {
        Some("")
    }

    fn parts(&self) -> &'static [Part] {
        &[Part { file: ".aliyunlogcli", format: &CLIENTS, family: None }]
    }

    fn needs_region(&self) -> bool {
        true
    }

    fn reserved(&self) -> &'static [&'static str] {
        OPTIONS
    }

    fn afterwards(&self, placed: &Placed<'_>) -> Vec<String> {
        match placed.profile.as_str() {
            "default" => Vec::new(),
            name => vec![format!("aliyunlog uses it with --client-name={name}")],
        }
    }
}

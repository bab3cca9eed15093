//! `aliyun-log-cli`: sources that overwrite each other, told here from the last to the first.
//!
//! aliyun-log-cli `aliyunlogcli/config.py` (`load_config`): a profile of `config.json` that `--profile` names; its
//! own variables; its own file, a section of which
//! `ALIYUN_LOG_CLI_CLIENT_NAME` or its own `default-client` may name; four families of variables;
//! `current` of `config.json`. A pair counts when it is whole.

use super::files::Source;
use super::place::Kind;
use super::search::{Pair, Search};
use super::{Reader, config};

const OWN: Pair = Pair {
    ids: &["ALIYUN_LOG_CLI_ACCESSID"],
    secrets: &["ALIYUN_LOG_CLI_ACCESSKEY"],
    tokens: &["ALIYUN_LOG_CLI_STS_TOKEN"],
};
const FAMILIES: [Pair; 4] = [
    super::sdk::PAIR,
    Pair { ids: &["ALICLOUD_ACCESS_KEY"], secrets: &["ALICLOUD_SECRET_KEY"], tokens: &["SECURITY_TOKEN"] },
    Pair {
        ids: &["ALIBABACLOUD_ACCESS_KEY_ID"],
        secrets: &["ALIBABACLOUD_ACCESS_KEY_SECRET"],
        tokens: &["SECURITY_TOKEN"],
    },
    Pair { ids: &["ALICLOUD_ACCESS_KEY_ID"], secrets: &["ALICLOUD_ACCESS_KEY_SECRET"], tokens: &["SECURITY_TOKEN"] },
];
const FILE: Source = Source {
    kind: Kind::File,
    clients: &["aliyun-log"],
    file: ".aliyunlogcli",
    format: 0,
    home: ".aliyunlogcli",
    variables: &[],
    expands: false,
    directories: &[],
    is_lenient: true,
};

#[derive(Debug)]
pub(super) struct LogCli;

impl Reader for LogCli {
    fn word(&self) -> &'static str {
        "aliyun-log"
    }

    fn name(&self) -> &'static str {
        "aliyun-log-cli"
    }

    fn clients(&self) -> &'static [&'static str] {
        &["aliyun-log", "aliyun", "env", "systemd"]
    }

    fn profile_variable(&self, file: Kind) -> Option<&'static str> {
        (file == Kind::File).then_some("ALIYUN_LOG_CLI_CLIENT_NAME")
    }

    fn profile_word<'p>(&self, file: Kind, profile: &'p str) -> &'p str {
        if file == Kind::File && profile == "default" { "main" } else { profile }
    }

    fn look(&self, search: &mut Search<'_>) {
        let is_told = search.world().profile.is_some();
        search.arguments("--access-id and others on its command line");
        if is_told {
            config(search);
        }
        search.push(search.pair(&OWN));
        own_file(search);
        for family in &FAMILIES {
            search.push(search.pair(family));
        }
        if !is_told {
            config(search);
        }
    }
}

/// The section `main` is the profile `default`, so that one which is called so goes by another name.
fn own_file(search: &mut Search<'_>) {
    let Some(reading) = search.read(&FILE) else { return };
    let client = search.world().variable("ALIYUN_LOG_CLI_CLIENT_NAME");
    let client = client.or_else(|| reading.raw("__option__", "default-client").map(str::to_owned));
    search.push(reading.pick(match client.as_deref() {
        None | Some("main") => "default",
        Some("default") => "client default",
        Some(other) => other,
    }));
}

/// It knows two modes beside the plain ones; whatever else holds a pair counts as that pair.
fn config(search: &mut Search<'_>) {
    let Some(mut reading) = search.read(&config::source(&[])) else { return };
    let profile = config::profile(search, &[], &mut reading);
    let verdict = profile.and_then(|profile| {
        reading.entry(&profile).map(|present| match present.mode.as_str() {
            "RamRoleArn" | "EcsRamRole" => config::verdict(present, &[]),
            _ => super::files::verdict_of_pair(present),
        })
    });
    search.push(reading.place.settle(verdict));
}

//! The readers of object storage: the OSS SDKs, and both generations of ossutil.
//!
//! The SDKs (oss2, `alibabacloud_oss_v2`, OSS Go v2, ossfs2) read three variables and no file. ossutil v1 reads
//! `[Credentials]` of `~/.ossutilconfig` and no variable (`lib/config_helper.go`, `lib/command.go`). ossutil v2
//! reads `[default]` and `[profile NAME]` of the same file; variables go before it, the region is needed for its
//! signature (vendor documentation, "Configure ossutil"), and `aliyun ossutil` hands it the CLI's credentials in a
//! variable (aliyun-cli `cliext/ossutil/ossutil2.go`).

use super::Reader;
use super::files::{Source, Verdict, verdict_of_pair};
use super::place::{Kind, Place, State};
use super::search::{Pair, Search};
use super::{config, words};
use crate::clients::Present;

const PAIR: Pair =
    Pair { ids: &["OSS_ACCESS_KEY_ID"], secrets: &["OSS_ACCESS_KEY_SECRET"], tokens: &["OSS_SESSION_TOKEN"] };

#[derive(Debug)]
pub(super) struct Sdk;

impl Reader for Sdk {
    fn word(&self) -> &'static str {
        "oss-sdk"
    }

    fn name(&self) -> &'static str {
        "the OSS SDKs"
    }

    fn clients(&self) -> &'static [&'static str] {
        &["env", "systemd"]
    }

    fn look(&self, search: &mut Search<'_>) {
        search.arguments("credentials given in the program's code");
        search.push(search.pair(&PAIR));
    }
}

#[derive(Debug)]
pub(super) struct OssutilOne;

impl Reader for OssutilOne {
    fn word(&self) -> &'static str {
        "ossutil-v1"
    }

    fn name(&self) -> &'static str {
        "ossutil v1"
    }

    fn clients(&self) -> &'static [&'static str] {
        &["ossutil"]
    }

    fn look(&self, search: &mut Search<'_>) {
        search.arguments("--access-key-id and others on its command line");
        let Some(mut reading) = search.read(&source(0, &[])) else { return };
        let verdict = reading.entry("default").map(verdict);
        reading.place.profile = None;
        search.push(reading.place.settle(verdict));
    }
}

#[derive(Debug)]
pub(super) struct OssutilTwo;

impl Reader for OssutilTwo {
    fn word(&self) -> &'static str {
        "ossutil-v2"
    }

    fn name(&self) -> &'static str {
        "ossutil v2"
    }

    fn clients(&self) -> &'static [&'static str] {
        &["ossutil", "env", "systemd"]
    }

    fn profile_variable(&self, _: Kind) -> Option<&'static str> {
        Some("OSSUTIL_PROFILE")
    }

    fn look(&self, search: &mut Search<'_>) {
        search.arguments("--access-key-id and others on its command line");
        if let Some(name) = search.secret(&["OSSUTIL_CONFIG_VALUE"]) {
            let place = Place::named(Kind::Environment, name, State::Unseen);
            search.push(place.with("set by `aliyun ossutil`: the credentials of the aliyun CLI"));
        }
        search.push(with_region(search.pair(&PAIR), None, search));
        let Some(mut reading) = search.read(&source(1, &["OSSUTIL_CONFIG_FILE"])) else { return };
        let named = config::named(search, &["OSSUTIL_PROFILE"], &mut reading.place);
        let profile = named.unwrap_or_else(|| "default".to_owned());
        let found = reading.entry(&profile).map(|present| (verdict(present), present.region.clone()));
        let (verdict, region) = found.map_or((None, None), |(verdict, region)| (Some(verdict), region));
        let place = reading.place.settle(verdict);
        search.push(with_region(place, region.as_deref(), search));
    }
}

/// `[Credentials]` is the first format of the file, the profiles are the second.
fn source(format: usize, variables: &'static [&'static str]) -> Source {
    let file = ".ossutilconfig";
    Source {
        kind: Kind::File,
        clients: &["ossutil"],
        file,
        format,
        home: file,
        variables,
        expands: true,
        directories: &[],
        is_lenient: true,
    }
}

/// Modes have other spellings in v2, not all of which are documented.
fn verdict(present: &Present) -> Verdict {
    let mode = present.mode.as_str();
    let pair = verdict_of_pair(present);
    match mode {
        "AK" | "StsToken" => return pair,
        "RamRoleArn" | "ramRoleArn" => {
            return Verdict { why: pair.why.or_else(|| Some("the key only assumes a role".to_owned())), ..pair };
        }
        _ => {}
    }
    Verdict {
        state: State::Wins,
        id: None,
        why: Some(format!("{}: the credentials come by other means", words::mode(mode))),
    }
}

fn with_region(mut place: Place, region: Option<&str>, search: &Search<'_>) -> Place {
    if place.state == State::Wins && region.is_none() && search.world().variable("OSS_REGION").is_none() {
        place.note("ossutil v2 needs a region: set OSS_REGION, or `region` in the profile");
    }
    place
}

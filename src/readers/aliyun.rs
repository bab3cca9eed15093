//! The aliyun CLI: one profile of `config.json`, and an environment that fills what the profile leaves empty.
//!
//! aliyun-cli `config/configuration.go` takes the profile that `--profile` names, else `ALIBABACLOUD_PROFILE`,
//! `ALIBABA_CLOUD_PROFILE` or `ALICLOUD_PROFILE`, else `current`; an unknown one is an error. With
//! `ALIBABA_CLOUD_IGNORE_PROFILE=TRUE` the file is not read, and the region is `cn-hangzhou`. `config/profile.go`
//! (`OverwriteWithFlags`) fills empty fields from the environment, makes a mode of them where there is none
//! (`AutoModeRecognition`), and refuses what is incomplete or has no region (`Validate`).
//! `ALIBABA_CLOUD_DISABLE_EXTERNAL_PROCESS` has it refuse what a process or a URI would give.

use super::Reader;
use super::files::{Reading, verdict_of_pair};
use super::place::{At, Kind, Place, State};
use super::search::{Pair, Search};
use super::{config, words};
use crate::clients::Present;

const PAIR: Pair = Pair {
    ids: &["ALIBABA_CLOUD_ACCESS_KEY_ID", "ALIBABACLOUD_ACCESS_KEY_ID", "ALICLOUD_ACCESS_KEY_ID", "ACCESS_KEY_ID"],
    secrets: &[
        "ALIBABA_CLOUD_ACCESS_KEY_SECRET",
        "ALIBABACLOUD_ACCESS_KEY_SECRET",
        "ALICLOUD_ACCESS_KEY_SECRET",
        "ACCESS_KEY_SECRET",
    ],
    tokens: &[
        "ALIBABA_CLOUD_SECURITY_TOKEN",
        "ALIBABACLOUD_SECURITY_TOKEN",
        "ALICLOUD_SECURITY_TOKEN",
        "SECURITY_TOKEN",
    ],
};
const REGIONS: &[&str] =
    &["ALIBABA_CLOUD_REGION_ID", "ALIBABACLOUD_REGION_ID", "ALICLOUD_REGION_ID", "REGION_ID", "REGION"];
const PROFILE: &[&str] = &["ALIBABACLOUD_PROFILE", "ALIBABA_CLOUD_PROFILE", "ALICLOUD_PROFILE"];
const IGNORE: &[&str] = &["ALIBABA_CLOUD_IGNORE_PROFILE", "ALIBABACLOUD_IGNORE_PROFILE"];
const NO_PROCESS: &str = "ALIBABA_CLOUD_DISABLE_EXTERNAL_PROCESS";
/// Beside the common ones.
const MODES: &[&str] = &[
    "External",
    "CredentialsURI",
    "CloudSSO",
    "OAuth",
    "RamRoleArnWithRoleName",
    "RsaKeyPair",
    "BearerToken",
    "Anonymous",
];

#[derive(Debug)]
pub(super) struct Aliyun;

impl Reader for Aliyun {
    fn word(&self) -> &'static str {
        "aliyun"
    }

    fn name(&self) -> &'static str {
        "the aliyun CLI"
    }

    fn clients(&self) -> &'static [&'static str] {
        &["aliyun", "env", "systemd"]
    }

    fn profile_variable(&self, _: Kind) -> Option<&'static str> {
        Some("ALIBABA_CLOUD_PROFILE")
    }

    fn look(&self, search: &mut Search<'_>) {
        search.arguments("--access-key-id, --access-key-secret and others on its command line");
        let Some(mut reading) = search.read(&config::source(&[])).map(Reading::taken_whole) else { return };
        let environment = environment(search);
        if let Some((name, _)) = search.world().first(IGNORE).filter(|(_, value)| value == "TRUE") {
            reading.place.judged(State::Disabled, format!("by {name}"));
            search.push(reading.place);
            return search.push(environment);
        }
        let named = config::profile(search, PROFILE, &mut reading).unwrap_or_else(|| "default".to_owned());
        let pair = match reading.content {
            None => without_file(reading, &named, environment, search),
            Some(_) => with_profile(reading, &named, environment, search),
        };
        for place in pair {
            search.push(place);
        }
    }
}

fn environment(search: &Search<'_>) -> Place {
    let place = search.pair(&PAIR);
    match place.state {
        State::Wins | State::Incomplete => place.with("it fills only what the profile leaves empty"),
        _ => place,
    }
}

/// A profile `default` that is empty takes the place of a file that is missing.
fn without_file(mut reading: Reading, named: &str, environment: Place, search: &Search<'_>) -> Vec<Place> {
    let place = &mut reading.place;
    match place.state {
        State::Absent if named != "default" => {
            place.note(format!("the CLI stops: there is no profile `{}`", words::profile(named)));
            place.stops = true;
        }
        State::Broken => {
            place.note("the CLI stops here");
            place.stops = true;
        }
        _ => {}
    }
    let legacy = (place.state == State::Absent).then(|| legacy(search)).flatten();
    let is_blank = legacy.is_none() && place.state == State::Absent;
    let environment = if is_blank { with_region(environment, None, search) } else { environment };
    [Some(reading.place), legacy, Some(environment)].into_iter().flatten().collect()
}

/// `config/configuration.go` (`MigrateLegacyConfiguration`)
fn legacy(search: &Search<'_>) -> Option<Place> {
    let path = search.world().home.as_ref()?.join(".aliyuncli/credentials");
    (search.world().look)(&path).ok().flatten()?;
    let place = Place::new(Kind::Legacy, At::File(path), State::Unseen);
    Some(place.with("the CLI makes its config.json of it at its first run"))
}

fn with_profile(mut reading: Reading, named: &str, environment: Place, search: &Search<'_>) -> Vec<Place> {
    let Some(present) = reading.entry(named) else {
        if reading.place.state != State::Unseen {
            reading.place.note("the CLI stops here");
            reading.place.stops = true;
        }
        return vec![reading.place, environment];
    };
    let region = present.region.clone();
    let verdict = match present.mode.as_str() {
        "" => verdict_of_pair(present),
        _ => config::verdict(present, MODES),
    };
    let filled = Filled::of(present, search);
    let is_refused = matches!(present.mode.as_str(), "External" | "CredentialsURI") && forbids_processes(search);
    let mut place = reading.place.settle(Some(verdict));
    if is_refused {
        place.judged(State::Disabled, format!("by {NO_PROCESS}"));
    }
    match place.state {
        State::Incomplete => vec![place, filled.into_place(environment, region.as_deref(), search)],
        State::Wins => vec![with_region(place, region.as_deref(), search), environment],
        _ => {
            place.note("the CLI stops here");
            place.stops = true;
            vec![place, environment]
        }
    }
}

fn forbids_processes(search: &Search<'_>) -> bool {
    search.world().variable(NO_PROCESS).is_some_and(|value| matches!(value.as_str(), "1" | "true"))
}

/// An incomplete profile after the environment has filled it.
struct Filled {
    id: Option<String>,
    is_complete: bool,
}

impl Filled {
    fn of(present: &Present, search: &Search<'_>) -> Self {
        let has = |here: bool, names| here || search.secret(names).is_some();
        let id = present.id.clone().or_else(|| search.world().first(PAIR.ids).map(|(_, id)| id));
        let has_secret = has(present.secret.is_some(), PAIR.secrets);
        let has_token = present.mode != "StsToken" || has(present.token.is_some(), PAIR.tokens);
        Self { is_complete: id.is_some() && has_secret && has_token, id }
    }

    fn into_place(self, mut environment: Place, region: Option<&str>, search: &Search<'_>) -> Place {
        if self.is_complete {
            environment.id = self.id;
            environment.judged(State::Wins, "it completes the profile");
            return with_region(environment, region, search);
        }
        environment.note("the CLI refuses the incomplete profile");
        environment.stops = true;
        environment
    }
}

/// "region can't be empty"
fn with_region(mut place: Place, region: Option<&str>, search: &Search<'_>) -> Place {
    if place.state == State::Wins && region.is_none() && search.world().first(REGIONS).is_none() {
        place.judged(
            State::Incomplete,
            "the CLI refuses a profile without a region: ALIBABA_CLOUD_REGION_ID is not set",
        );
        place.stops = true;
    }
    place
}

//! Tools of Amazon's S3, which read the keys of OSS where its S3-compatible endpoint is used.
//!
//! botocore `credentials.py` (`create_credential_resolver`): the environment, unless a profile is named to the
//! program itself; `~/.aws/credentials`; `~/.aws/config`; the role of a container or of the instance.
//! botocore takes `AWS_DEFAULT_PROFILE` before `AWS_PROFILE`, most others know the latter alone.

use super::files::{Reading, Source, Verdict, verdict_of_pair};
use super::place::{Kind, Place, State};
use super::search::{Pair, Search};
use super::{Reader, config};
use crate::clients::Present;

const PAIR: Pair =
    Pair { ids: &["AWS_ACCESS_KEY_ID"], secrets: &["AWS_SECRET_ACCESS_KEY"], tokens: &["AWS_SESSION_TOKEN"] };
const PROFILE: &[&str] = &["AWS_PROFILE", "AWS_DEFAULT_PROFILE"];
const OTHER_MEANS: &[&str] = &["role_arn", "source_profile", "credential_", "sso_", "web_identity_token_file"];
const CREDENTIALS: Source = Source {
    kind: Kind::File,
    clients: &["aws"],
    file: "credentials",
    format: 0,
    home: ".aws/credentials",
    variables: &["AWS_SHARED_CREDENTIALS_FILE"],
    directories: &[],
};
const CONFIG: Source = Source {
    kind: Kind::File,
    clients: &["aws"],
    file: "config",
    format: 0,
    home: ".aws/config",
    variables: &["AWS_CONFIG_FILE"],
    directories: &[],
};

#[derive(Debug)]
pub(super) struct Aws;

impl Reader for Aws {
    fn word(&self) -> &'static str {
        "aws"
    }

    fn name(&self) -> &'static str {
        "the AWS tools"
    }

    fn clients(&self) -> &'static [&'static str] {
        &["aws"]
    }

    fn profile_variable(&self, _: Kind) -> Option<&'static str> {
        Some("AWS_PROFILE")
    }

    fn look(&self, search: &mut Search<'_>) {
        search.arguments("credentials given in the program's code");
        let mut environment = search.pair(&PAIR);
        if search.world().profile.is_some() && environment.state == State::Wins {
            environment.judged(State::Disabled, "not read where a profile is named to the program");
        }
        search.push(environment);
        for place in files(search) {
            search.push(place);
        }
        search.instance_role(&[], "AWS_EC2_METADATA_DISABLED");
    }
}

/// Roles and single sign-on go before the key of either file.
fn files(search: &Search<'_>) -> Vec<Place> {
    let credentials = search.read(&CREDENTIALS).map(|mut reading| {
        let profile = profile(search, &mut reading);
        let verdict = reading.entry(&profile).map(verdict_of_key);
        reading.place.settle(verdict)
    });
    let config = search.read(&CONFIG).map(|mut reading| {
        let profile = profile(search, &mut reading);
        let verdict = verdict_of_config(&mut reading, &profile);
        reading.place.settle(verdict)
    });
    let mut places: Vec<Place> = credentials.into_iter().chain(config).collect();
    if places.last().is_some_and(|place| place.gives() && place.id.is_none()) {
        places.reverse();
    }
    places
}

fn profile(search: &Search<'_>, reading: &mut Reading) -> String {
    config::named(search, PROFILE, &mut reading.place).unwrap_or_else(|| "default".to_owned())
}

fn verdict_of_key(present: &Present) -> Verdict {
    match present.mode.as_str() {
        "AK" => verdict_of_pair(present),
        other => Verdict { state: State::Wins, id: None, why: Some(by_other_means(other)) },
    }
}

/// An endpoint without a key is what most profiles of the second file are; a key may stand there too, of
/// which its format knows nothing.
fn verdict_of_config(reading: &mut Reading, profile: &str) -> Option<Verdict> {
    let section = if profile == "default" { profile.to_owned() } else { format!("profile {profile}") };
    let id = reading.raw(&section, "aws_access_key_id").map(str::to_owned);
    let has_key = id.is_some() && reading.raw(&section, "aws_secret_access_key").is_some();
    let mode = if has_key { reading.mode_of(profile) } else { reading.entry(profile).map(|entry| entry.mode.clone()) };
    reading.place.profile = Some(profile.to_owned()).filter(|_| reading.content.is_some());
    let is_other = |mode: &String| OTHER_MEANS.iter().any(|means| mode.starts_with(means));
    match mode.filter(is_other) {
        Some(mode) => Some(Verdict { state: State::Wins, id: None, why: Some(by_other_means(&mode)) }),
        None => has_key.then_some(Verdict { state: State::Wins, id, why: None }),
    }
}

fn by_other_means(key: &str) -> String {
    format!("{key}: the credentials come by other means")
}

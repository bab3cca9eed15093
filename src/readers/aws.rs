//! Tools of Amazon's S3, which read the keys of OSS where its S3-compatible endpoint is used.
//!
//! botocore `credentials.py` (`create_credential_resolver`): the environment, unless a profile is named to the
//! program itself; `~/.aws/credentials`; `~/.aws/config`; the role of a container or of the instance.
//! botocore takes `AWS_DEFAULT_PROFILE` before `AWS_PROFILE`, most others know the latter alone. Before all that
//! it stops at a file that is no INI, and at a profile that is named and stands in neither (`session.py`,
//! `full_config` and `get_scoped_config`).

use super::files::{Reading, Source, Verdict, verdict_of_pair};
use super::place::{Kind, Place, State};
use super::search::{Pair, Search};
use super::{Reader, config, words};
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
    expands: true,
    directories: &[],
    is_lenient: false,
};
const CONFIG: Source = Source {
    kind: Kind::File,
    clients: &["aws"],
    file: "config",
    format: 0,
    home: ".aws/config",
    variables: &["AWS_CONFIG_FILE"],
    expands: true,
    directories: &[],
    is_lenient: false,
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
        for place in in_order(environment, files(search)) {
            search.push(partial(place));
        }
        search.instance_role(&[], "AWS_EC2_METADATA_DISABLED");
    }
}

/// An id without its secret is an error (`PartialCredentialsError`), and so is what is no INI.
fn partial(mut place: Place) -> Place {
    if (place.state == State::Incomplete && place.id.is_some()) || place.state == State::Broken {
        stop(&mut place);
    }
    place
}

fn stop(place: &mut Place) {
    place.note("botocore stops here");
    place.stops = true;
}

/// Both files under one profile.
struct Files {
    places: Vec<Place>,
    /// Whether a profile that is named stands in one of them.
    is_known: bool,
}

fn files(search: &Search<'_>) -> Files {
    let mut files = Files { places: Vec::new(), is_known: false };
    for (source, verdict) in
        [(CREDENTIALS, verdict_of_credentials as fn(&mut Reading, &str) -> _), (CONFIG, verdict_of_config)]
    {
        let Some(mut reading) = search.read(&source) else { continue };
        let named = config::named(search, PROFILE, &mut reading.place);
        let profile = named.as_deref().unwrap_or("default");
        let is_there = [profile, &section_of_config(profile)].iter().any(|name| reading.has_section(name));
        files.is_known |= named.is_none() || is_there;
        let verdict = verdict(&mut reading, profile);
        files.places.push(reading.place.settle(verdict));
    }
    files
}

/// Roles and single sign-on go before the key of either file; what makes botocore stop, before everything.
fn in_order(environment: Place, files: Files) -> Vec<Place> {
    let Files { mut places, is_known } = files;
    if places.last().is_some_and(|place| place.gives() && place.id.is_none()) {
        places.reverse();
    }
    places.sort_by_key(|place| place.state != State::Broken);
    let Some(first) = places.first_mut() else { return vec![environment] };
    if !is_known && first.state != State::Broken {
        first.note("neither file has the profile");
        stop(first);
    }
    let stops_first = !is_known || first.state == State::Broken;
    let at = if stops_first { places.len() } else { 0 };
    places.insert(at, environment);
    places
}

fn section_of_config(profile: &str) -> String {
    if profile == "default" { profile.to_owned() } else { format!("profile {profile}") }
}

fn verdict_of_credentials(reading: &mut Reading, profile: &str) -> Option<Verdict> {
    reading.entry(profile).map(verdict_of_key)
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
    let section = section_of_config(profile);
    let id = reading.raw(&section, "aws_access_key_id").map(str::to_owned);
    let has_key = id.is_some() && reading.raw(&section, "aws_secret_access_key").is_some();
    let mode = if has_key { reading.mode_of(profile) } else { reading.entry(profile).map(|entry| entry.mode.clone()) };
    reading.place.profile = Some(words::profile(profile).to_owned()).filter(|_| reading.content.is_some());
    let is_other = |mode: &String| OTHER_MEANS.iter().any(|means| mode.starts_with(means));
    match mode.filter(is_other) {
        Some(mode) => Some(Verdict { state: State::Wins, id: None, why: Some(by_other_means(&mode)) }),
        None => has_key.then_some(Verdict { state: State::Wins, id, why: None }),
    }
}

fn by_other_means(key: &str) -> String {
    format!("{key}: the credentials come by other means")
}

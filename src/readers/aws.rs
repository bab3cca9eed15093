//! Tools of Amazon's S3, which read the keys of OSS where its S3-compatible endpoint is used.
//!
//! botocore `credentials.py` (`create_credential_resolver`): the environment, unless a profile is named to the
//! program itself; `~/.aws/credentials`; `~/.aws/config`; the role of a container or of the instance.
//! botocore takes `AWS_DEFAULT_PROFILE` before `AWS_PROFILE`, most others know the latter alone.

use super::Reader;
use super::config;
use super::files::Source;
use super::place::{Kind, State};
use super::search::{Pair, Search};

const PAIR: Pair =
    Pair { ids: &["AWS_ACCESS_KEY_ID"], secrets: &["AWS_SECRET_ACCESS_KEY"], tokens: &["AWS_SESSION_TOKEN"] };
const PROFILE: &[&str] = &["AWS_PROFILE", "AWS_DEFAULT_PROFILE"];
const CREDENTIALS: Source = Source {
    kind: Kind::File,
    clients: &["aws"],
    file: "credentials",
    home: ".aws/credentials",
    variables: &["AWS_SHARED_CREDENTIALS_FILE"],
    directories: &[],
};
const CONFIG: Source = Source {
    kind: Kind::File,
    clients: &["aws"],
    file: "config",
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
        for source in [CREDENTIALS, CONFIG] {
            file(search, &source);
        }
        search.instance_role(&[], "AWS_EC2_METADATA_DISABLED");
    }
}

fn file(search: &mut Search<'_>, source: &Source) {
    let Some(mut reading) = search.read(source) else { return };
    let named = config::named(search, PROFILE, &mut reading.place);
    let place = reading.pick(&named.unwrap_or_else(|| "default".to_owned()));
    // An endpoint without a key is what most profiles of the second file are.
    let is_bare = place.state == State::Incomplete && place.id.is_none() && source.file == "config";
    search.push(if is_bare { super::Place { state: State::Absent, ..place } } else { place });
}

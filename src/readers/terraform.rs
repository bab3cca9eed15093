//! Terraform's provider (Pulumi wraps it) and Packer: an environment of their own, and a profile of `config.json`
//! only where one is named. `current` says nothing to them.
//!
//! terraform-provider-alicloud `alicloud/provider.go` takes each half of the pair from the environment, else from
//! the profile (`getProviderConfig`); only without a pair it asks the URI, and then the role of the instance.
//! packer-plugin-alicloud `builder/ecs/access_config.go` takes the role of a profile before anything else, then
//! a whole pair of the environment, then the profile.

use super::files::{Reading, Source};
use super::place::{Kind, Place, State};
use super::search::{Pair, Search};
use super::{Reader, config};

#[derive(Debug)]
pub(super) struct Terraform;

const TERRAFORM: Pair = Pair {
    ids: &["ALICLOUD_ACCESS_KEY", "ALIBABA_CLOUD_ACCESS_KEY_ID", "ALIBABACLOUD_ACCESS_KEY_ID"],
    secrets: &["ALICLOUD_SECRET_KEY", "ALIBABA_CLOUD_ACCESS_KEY_SECRET", "ALIBABACLOUD_ACCESS_KEY_SECRET"],
    tokens: &["ALICLOUD_SECURITY_TOKEN", "ALIBABA_CLOUD_SECURITY_TOKEN", "ALIBABACLOUD_SECURITY_TOKEN"],
};

impl Reader for Terraform {
    fn word(&self) -> &'static str {
        "terraform"
    }

    fn name(&self) -> &'static str {
        "Terraform"
    }

    fn clients(&self) -> &'static [&'static str] {
        &["terraform", "aliyun", "env", "systemd"]
    }

    fn profile_variable(&self, _: Kind) -> Option<&'static str> {
        Some("ALIBABA_CLOUD_PROFILE")
    }

    fn waits_for_a_profile(&self) -> bool {
        true
    }

    fn look(&self, search: &mut Search<'_>) {
        const FILES: &[&str] = &["ALICLOUD_SHARED_CREDENTIALS_FILE", "ALIBABA_CLOUD_CREDENTIALS_FILE"];
        search.arguments("access_key and others in the provider's block");
        let environment = search.pair(&TERRAFORM);
        let mut config =
            profile(search, FILES, &["ALICLOUD_PROFILE", "ALIBABA_CLOUD_PROFILE"], &["External", "CloudSSO", "OAuth"]);
        if let Some(config) = &mut config {
            config.mix(&environment);
            note_clash(search, config);
        }
        search.push(environment);
        if let Some(config) = config {
            search.push(config);
        }
        search.uri(&["ALICLOUD_CREDENTIALS_URI", "ALIBABA_CLOUD_CREDENTIALS_URI"]);
        role(search, &["ALICLOUD_ECS_ROLE_NAME", "ALIBABA_CLOUD_ECS_METADATA"]);
    }
}

fn note_clash(search: &Search<'_>, config: &mut Place) {
    let world = search.world();
    let is_named = world.variable("ALIBABA_CLOUD_CREDENTIALS_FILE").is_some()
        && world.variable("ALICLOUD_SHARED_CREDENTIALS_FILE").is_none();
    if is_named {
        config.note("ALIBABA_CLOUD_CREDENTIALS_FILE is a config.json to Terraform, and an INI to the SDKs");
    }
}

/// The profile that is named; without one, the file is not read.
fn profile(search: &Search<'_>, files: &'static [&'static str], profiles: &[&str], modes: &[&str]) -> Option<Place> {
    let source = Source { expands: true, ..config::source(files) };
    let Reading { mut place, content } = search.read(&source)?.taken_whole();
    let Some(named) = config::named(search, profiles, &mut place) else {
        let variable = profiles.first().copied().unwrap_or_default();
        let why = format!("no profile is named: set {variable}, or `profile` in its configuration");
        place.judged(State::Disabled, why);
        return Some(place);
    };
    let mut reading = Reading { place, content };
    let verdict = reading.entry(&named).map(|present| config::verdict(present, modes));
    Some(reading.place.settle(verdict))
}

/// Asked only when it is named.
fn role(search: &mut Search<'_>, names: &[&'static str]) {
    let default = names.first().copied().unwrap_or_default();
    search.push(match search.world().first(names) {
        None => search.unset(Kind::InstanceRole, default),
        Some((name, _)) => Place::named(Kind::InstanceRole, name, State::Unseen)
            .with("the role of the instance; its metadata service is never contacted by akvault"),
    });
}

#[derive(Debug)]
pub(super) struct Packer;

const PACKER: Pair =
    Pair { ids: &["ALICLOUD_ACCESS_KEY"], secrets: &["ALICLOUD_SECRET_KEY"], tokens: &["SECURITY_TOKEN"] };

impl Reader for Packer {
    fn word(&self) -> &'static str {
        "packer"
    }

    fn name(&self) -> &'static str {
        "Packer"
    }

    fn clients(&self) -> &'static [&'static str] {
        &["aliyun", "terraform", "env", "systemd"]
    }

    fn profile_variable(&self, _: Kind) -> Option<&'static str> {
        Some("ALICLOUD_PROFILE")
    }

    fn waits_for_a_profile(&self) -> bool {
        true
    }

    fn look(&self, search: &mut Search<'_>) {
        search.arguments("access_key, ram_role_name and others in the template");
        let environment = search.pair(&PACKER);
        let config = profile(search, &["ALICLOUD_SHARED_CREDENTIALS_FILE"], &["ALICLOUD_PROFILE"], &[]);
        let mut places = vec![environment];
        places.extend(config);
        if places.iter().any(|place| place.state == State::Wins && place.kind == Kind::Config && place.id.is_none()) {
            // The role of the profile goes before a pair of the environment.
            places.reverse();
        }
        for place in places {
            search.push(place);
        }
    }
}

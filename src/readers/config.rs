//! The aliyun CLI's `config.json` in the eyes of its many readers.
//!
//! Which profile: the one that the reader is told, else the one that a variable names, else `current`.
//! What a profile gives depends on its mode, and on which modes the reader knows; they are compared as they
//! are spelt (aliyun-cli `config/profile.go`, and the `cli_profile` provider of each SDK).

use super::files::{Reading, Source, Verdict, verdict_of_pair};
use super::place::{Kind, Place, State};
use super::search::Search;
use super::words;
use crate::clients::{Present, current};

/// Modes that all readers know.
pub(super) const COMMON: &[&str] = &["AK", "StsToken", "RamRoleArn", "EcsRamRole", "ChainableRamRoleArn", "OIDC"];

/// The file; some readers let a variable name another one.
pub(super) fn source(variables: &'static [&'static str]) -> Source {
    Source {
        kind: Kind::Config,
        clients: &["aliyun", "terraform"],
        file: "config.json",
        format: 0,
        home: ".aliyun/config.json",
        variables,
        expands: false,
        directories: &[],
        is_lenient: false,
    }
}

/// The profile that the reader is told to use, or that a variable names.
pub(super) fn named(search: &Search<'_>, variables: &[&str], place: &mut Place) -> Option<String> {
    if let Some(told) = &search.world().profile {
        return Some(told.clone());
    }
    let (name, profile) = search.world().first(variables)?;
    place.note(format!("the profile is named by {name}"));
    Some(profile)
}

/// That, or the file's own choice.
pub(super) fn profile(search: &Search<'_>, variables: &[&str], reading: &mut Reading) -> Option<String> {
    named(search, variables, &mut reading.place).or_else(|| {
        let text = reading.content.as_ref()?.text.expose();
        current(text).ok().flatten().filter(|name| !name.is_empty())
    })
}

/// What a profile gives to a reader that knows the [`COMMON`] modes and these.
pub(super) fn verdict(present: &Present, others: &[&str]) -> Verdict {
    let pair = verdict_of_pair(present);
    let but = |why: &str| Some(why.to_owned());
    match present.mode.as_str() {
        "StsToken" if present.token.is_none() => Verdict {
            state: State::Incomplete,
            why: pair.why.or_else(|| but("the security token is missing")),
            id: pair.id,
        },
        "AK" | "StsToken" => pair,
        "RamRoleArn" => {
            Verdict { why: pair.why.or_else(|| but("mode RamRoleArn: the key only assumes a role")), ..pair }
        }
        mode if COMMON.contains(&mode) || others.contains(&mode) => Verdict {
            state: State::Wins,
            id: None,
            why: Some(format!("mode {mode}: the credentials come by other means")),
        },
        "" => broken("the profile has no mode".to_owned()),
        mode => broken(format!("mode `{}` is not known to this reader", words::mode(mode))),
    }
}

fn broken(why: String) -> Verdict {
    Verdict { state: State::Broken, id: None, why: Some(why) }
}

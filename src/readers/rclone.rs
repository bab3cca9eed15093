//! rclone: a remote of `rclone.conf`, and variables that go before what stands there.
//!
//! rclone `fs/config/config.go` (`makeConfigPath`): `RCLONE_CONFIG`, else the first that is there of
//! `$XDG_CONFIG_HOME/rclone/rclone.conf`, `~/.config/rclone/rclone.conf` and `~/.rclone.conf`. "Environment variables"
//! in its documentation: those of a remote, `RCLONE_CONFIG_NAME_ACCESS_KEY_ID`, go before those of the kind of
//! storage, `RCLONE_S3_ACCESS_KEY_ID`, and both before the file, each half for itself; `env_auth` asks the
//! environment of the AWS tools where a remote has no key. A remote is always named on the command line.

use super::Reader;
use super::files::{Reading, Source, Verdict, verdict_of_pair};
use super::place::{Kind, Place, State};
use super::search::{Pair, Search};
use super::words;
use crate::clients::Present;

const PAIR: Pair = Pair {
    ids: &["RCLONE_S3_ACCESS_KEY_ID"],
    secrets: &["RCLONE_S3_SECRET_ACCESS_KEY"],
    tokens: &["RCLONE_S3_SESSION_TOKEN"],
};

#[derive(Debug)]
pub(super) struct Rclone;

impl Reader for Rclone {
    fn word(&self) -> &'static str {
        "rclone"
    }

    fn name(&self) -> &'static str {
        "rclone"
    }

    fn clients(&self) -> &'static [&'static str] {
        &["rclone"]
    }

    fn waits_for_a_profile(&self) -> bool {
        true
    }

    fn look(&self, search: &mut Search<'_>) {
        search.arguments("--s3-access-key-id and others on its command line");
        let Some(mut reading) = search.read(&source(search)) else { return };
        let remote = search.world().profile.clone().or_else(|| only_remote(&reading));
        let variables = [Some(search.pair(&PAIR)), remote.as_deref().and_then(|remote| of_remote(search, remote))];
        let mut file = match remote {
            Some(remote) => {
                let verdict = reading.entry(&remote).map(verdict);
                reading.place.settle(verdict)
            }
            None => many(reading),
        };
        for place in variables.iter().flatten() {
            file.mix(place);
        }
        for place in variables.into_iter().rev().flatten().chain([file]) {
            search.push(place);
        }
    }
}

fn source(search: &Search<'_>) -> Source {
    const FILE: Source = Source {
        kind: Kind::File,
        clients: &["rclone"],
        file: "rclone.conf",
        format: 0,
        home: ".config/rclone/rclone.conf",
        variables: &["RCLONE_CONFIG"],
        expands: false,
        directories: &[],
        is_lenient: true,
    };
    const XDG: Source = Source { directories: &[("XDG_CONFIG_HOME", "rclone/rclone.conf")], ..FILE };
    const OLD: Source = Source { home: ".rclone.conf", ..FILE };
    let is_there = |source: &Source| {
        search.path_of(source).is_some_and(|(path, _)| !matches!((search.world().look)(&path), Ok(None)))
    };
    [XDG, FILE, OLD].into_iter().find(is_there).unwrap_or(FILE)
}

/// The variables of a remote, of which there is no end; the place is told only where they are set.
fn of_remote(search: &Search<'_>, remote: &str) -> Option<Place> {
    let prefix = format!("RCLONE_CONFIG_{}", remote.to_uppercase());
    let (id, secret) = (format!("{prefix}_ACCESS_KEY_ID"), format!("{prefix}_SECRET_ACCESS_KEY"));
    let value = search.world().variable(&id)?;
    let state = if search.secret(&[&secret]).is_some() { State::Wins } else { State::Incomplete };
    let shown = words::profile(remote);
    let prefix = format!("RCLONE_CONFIG_{}", shown.to_uppercase());
    let names = format!("{prefix}_ACCESS_KEY_ID, {prefix}_SECRET_ACCESS_KEY");
    let mut place = Place::named(Kind::Environment, names, state);
    place.id = Some(value);
    place.profile = Some(shown.to_owned());
    Some(place)
}

/// The only one that holds a key of its own, where there is one; those that cannot be read may hold one.
fn only_remote(reading: &Reading) -> Option<String> {
    let odd = || reading.content.iter().flat_map(|content| &content.odd).map(|(name, _)| name.as_str()).collect();
    let with_key = remotes(reading);
    match if with_key.is_empty() { odd() } else { with_key }.as_slice() {
        [name] => Some((*name).to_owned()),
        _ => None,
    }
}

fn remotes(reading: &Reading) -> Vec<&str> {
    let entries = reading.content.iter().flat_map(|content| &content.entries);
    entries.filter(|(_, present)| present.id.is_some()).map(|(name, _)| name.as_str()).collect()
}

fn many(reading: Reading) -> Place {
    let names: Vec<&str> = remotes(&reading).into_iter().map(words::profile).collect();
    let note = format!("its remotes: {}; name one with --profile", names.join(", "));
    if remotes(&reading).is_empty() { reading.place } else { reading.place.with(note) }
}

/// The mode is `AK`, or the setting that makes it something else.
fn verdict(present: &Present) -> Verdict {
    let pair = verdict_of_pair(present);
    match present.mode.split_once('=') {
        None => pair,
        Some(("provider", provider)) => {
            let why = format!("the provider is `{}`, not Alibaba", words::mode(provider));
            Verdict { why: pair.why.or(Some(why)), ..pair }
        }
        Some(("env_auth", _)) if pair.state == State::Wins => pair,
        Some(("env_auth", _)) => Verdict {
            state: State::Wins,
            id: None,
            why: Some("env_auth: the credentials are those of the AWS tools".to_owned()),
        },
        Some(_) => Verdict { state: State::Broken, id: None, why: Some("it is a remote of another kind".to_owned()) },
    }
}

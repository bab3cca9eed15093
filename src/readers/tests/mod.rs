//! Each rule of precedence, with an environment and files that are made up.

mod cli;
mod ini;
mod others;
mod sdks;
mod terraform;
mod told;

use std::path::Path;

use super::{Answer, Elsewhere, Kind, Place, READERS, State, World, ask, by_word};
use crate::private_file::{Error, Glimpse};

const ONE: &str = "LTAI5tEXAMPLEexample0001";
const TWO: &str = "LTAI5tEXAMPLEexample0002";
const CONFIG: &str = "/home/a/.aliyun/config.json";

type Pairs<'a> = &'a [(&'a str, &'a str)];

fn world<'w>(variables: Pairs<'w>, files: Pairs<'w>) -> World<'w> {
    let find = |pairs: Pairs<'w>, wanted: &str| {
        pairs.iter().find(|(name, _)| *name == wanted).map(|(_, value)| (*value).to_owned())
    };
    let glimpse = |text: String| Glimpse { bytes: text.into_bytes().into(), mode: 0o600, uid: 1000, link: None };
    World {
        variable: Some(Box::new(move |name| find(variables, name))),
        look: Box::new(move |path| Ok(find(files, path.to_str().unwrap()).map(glimpse))),
        home: Some("/home/a".into()),
        uid: 1000,
        profile: None,
        configs: Vec::new(),
    }
}

#[track_caller]
fn answer(reader: &str, world: &World<'_>) -> Answer {
    let mut answer = ask(by_word(reader).unwrap(), world);
    // What is given to the program itself is told everywhere, and the same everywhere.
    answer.places.retain(|place| !matches!(place.kind, Kind::Arguments | Kind::SystemProperties));
    answer
}

fn place(answer: &Answer, kind: Kind) -> &Place {
    answer.places.iter().find(|place| place.kind == kind).unwrap_or_else(|| panic!("no {kind:?} in {answer:#?}"))
}

/// `environment ****0002` or `config ****0001`, or `none`, or `stops at config`.
fn verdict(answer: &Answer) -> String {
    let told = |place: &Place| format!("{} {}", place.kind.word(), place.masked().unwrap_or_default());
    match (answer.winner(), answer.failure()) {
        (Some(winner), _) => told(winner).trim_end().replace("LTAI****", ""),
        (None, Some(failure)) => format!("stops at {}", failure.kind.word()),
        (None, None) => "none".to_owned(),
    }
}

#[track_caller]
fn assert_verdict(word: &str, variables: Pairs<'_>, files: Pairs<'_>, expected: &str) {
    let answer = answer(word, &world(variables, files));
    assert_eq!(verdict(&answer), expected, "{word} {variables:?}: {answer:#?}");
}

/// A config.json whose `current` is `default`.
fn config(profiles: &[&str]) -> String {
    format!("{{\"current\": \"default\", \"profiles\": [{}]}}", profiles.join(", "))
}

fn profile(name: &str, mode: &str, id: &str) -> String {
    format!(
        "{{\"name\": \"{name}\", \"mode\": \"{mode}\", \"access_key_id\": \"{id}\", \"access_key_secret\": \"SECRET\", \
         \"region_id\": \"cn-hangzhou\"}}"
    )
}

fn plain() -> String {
    config(&[&profile("default", "AK", ONE), &profile("prod", "AK", TWO)])
}

const SDKS: [&str; 7] = ["python-sdk", "java-sdk", "csharp-sdk", "go-sdk", "node-sdk", "php-sdk", "go-sdk-v1"];
const ENV: [(&str, &str); 2] = [("ALIBABA_CLOUD_ACCESS_KEY_ID", TWO), ("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "SECRET")];

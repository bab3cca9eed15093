//! The names of options agree over all verbs: one name means one thing, and one thing has one name.

use std::collections::{BTreeMap, BTreeSet};

use clap::{Arg, Command};

/// Options whose help differs from verb to verb, and why that is right.
const TOLD_BY_VERB: &[(&str, &str)] = &[
    ("account", "of the cloud, and of whatever issues a seed"),
    ("at", "a time of day for a timer, a moment for a code"),
    ("client", "written to, or read as"),
    ("client-env", "one name in a file, all of them in an environment"),
    ("config", "written, or looked at as if a reader were told to"),
    ("created", "where it is not given: the file, the ledger, today; an edit changes nothing"),
    ("date", "of a step, or of a report"),
    ("dry-run", "each verb says what it would do"),
    ("due", "what is shown, or what a timer counts as soon; a list has one measure, so its is a switch"),
    ("follow", "files too, or directories alone"),
    ("for", "whom a key is for, whose keys are shown; `unlock --for 15m` is a time"),
    ("force", "each verb has a question or a refusal of its own"),
    ("host", "of this machine, or as it was sent back"),
    ("id", "of the key in a file, or of the key in an answer"),
    ("identity", "opens a bundle, unlocks the vault, or is what a vault is made for"),
    ("nagios", "each lists what its exit codes mean"),
    ("out", "each says what is written"),
    ("owner", "written for, or looked into"),
    ("passphrase-fd", "opens, seals, or is replaced"),
    ("passphrase-file", "opens, seals, or is replaced"),
    ("passphrase-out", "of a bundle, or of the vault"),
    ("profile", "kept, installed, taken out, or looked for"),
    ("prometheus", "now, or on every run of a timer"),
    ("recipient", "of a bundle, or of all secrets of a vault"),
    ("region", "kept, or written"),
    ("reveal", "what is shown, and whether somebody is asked"),
    ("rotate-every", "of a key or of a password, each with its default"),
    ("user", "of the cloud: who is listed, noted, bound, or checked for"),
];

/// Options whose value has another shape in one of the verbs.
const SHAPED_BY_VERB: &[(&str, &str)] = &[
    ("at", "HH:MM for a timer, a moment for a code"),
    ("due", "`list --due` has no value: it shows what status calls due"),
    ("for", "`unlock --for` takes a time: the contract calls it so"),
    ("out", "a directory where there are several files"),
    ("owner", "without a group where nothing is written"),
];

/// What a value is decides what its option is called.
const NAMED_BY_VALUE: &[(&str, &[&str])] = &[
    ("ACCOUNT", &["account"]),
    ("AKID", &["id", "supersedes"]),
    ("HOLDER", &["for"]),
    ("KEY", &["recipient"]),
    ("LABEL", &["host"]),
    ("PROFILE", &["profile"]),
    ("REGION", &["region"]),
    ("STATE", &["state"]),
    ("USER", &["owner", "user"]),
];

/// An option of a verb.
struct Flag {
    verb: String,
    long: String,
    short: Option<char>,
    value: Vec<String>,
    help: String,
}

impl Flag {
    fn of(verb: &str, argument: &Arg) -> Option<Self> {
        let names = argument.get_action().takes_values().then(|| argument.get_value_names().unwrap_or_default());
        Some(Self {
            verb: verb.to_owned(),
            long: argument.get_long()?.to_owned(),
            short: argument.get_short(),
            value: names.unwrap_or_default().iter().map(ToString::to_string).collect(),
            help: argument.get_help().map(ToString::to_string).unwrap_or_default(),
        })
    }
}

fn options() -> Vec<Flag> {
    fn gather(spelt: &str, command: &Command, all: &mut Vec<Flag>) {
        all.extend(command.get_arguments().filter_map(|argument| Flag::of(spelt, argument)));
        for below in command.get_subcommands() {
            gather(&format!("{spelt} {}", below.get_name()), below, all);
        }
    }
    let mut all = Vec::new();
    gather("akvault", &akvault::cli::definition(), &mut all);
    assert!(all.len() > 100, "all verbs are walked");
    all
}

/// The options that have this much in common, with all that they differ in.
fn that_differ<K: Ord + Clone, V: Ord>(key: impl Fn(&Flag) -> K, value: impl Fn(&Flag) -> V) -> BTreeSet<K> {
    let mut values: BTreeMap<K, BTreeSet<V>> = BTreeMap::new();
    for option in options() {
        values.entry(key(&option)).or_default().insert(value(&option));
    }
    values.into_iter().filter(|(_, values)| values.len() > 1).map(|(key, _)| key).collect()
}

fn reviewed(list: &[(&str, &str)]) -> BTreeSet<String> {
    assert!(list.iter().all(|(_, reason)| !reason.is_empty()));
    list.iter().map(|(long, _)| (*long).to_owned()).collect()
}

#[test]
fn one_long_name_has_one_short_name_and_one_short_name_stands_for_one_long() {
    assert_eq!(that_differ(|option| option.long.clone(), |option| option.short), BTreeSet::new());
    let longs = that_differ(|option| option.short, |option| option.long.clone());
    assert_eq!(longs, BTreeSet::from([None]), "options without a short name differ, others do not");
}

#[test]
fn one_name_takes_one_kind_of_value_and_says_the_same_but_for_reviewed_reasons() {
    assert_eq!(that_differ(|option| option.long.clone(), |option| option.value.clone()), reviewed(SHAPED_BY_VERB));
    assert_eq!(that_differ(|option| option.long.clone(), |option| option.help.clone()), reviewed(TOLD_BY_VERB));
}

#[test]
fn one_meaning_has_one_name() {
    assert_eq!(that_differ(|option| option.help.clone(), |option| option.long.clone()), BTreeSet::new());
    for (value, longs) in NAMED_BY_VALUE {
        let is_so = |option: &&Flag| option.value.iter().any(|name| name == value);
        let all = options();
        let mut named = all.iter().filter(is_so).peekable();
        assert!(named.peek().is_some(), "{value}");
        for option in named {
            assert!(longs.contains(&option.long.as_str()), "{} --{} <{value}>", option.verb, option.long);
        }
    }
}

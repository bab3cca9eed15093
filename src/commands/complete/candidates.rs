//! What may stand at a place of the command line.

use std::collections::BTreeSet;

use clap::{Arg, Args as _, Command, FromArgMatches as _};

use crate::clients::Family;
use crate::context::Context;
use crate::cursor::{Adds, Answer, Place, Values, Wanted};
use crate::destination::{self, DestinationArgs, split_config};
use crate::domain::{Name, ProfileName};
use crate::failure::Failure;
use crate::private_file::{Policy, glimpse};
use crate::vault::{Hint, Vault};

/// Offers all that may stand there.
pub(super) fn offer(place: &Place<'_>, context: &Context, answer: &mut Answer<'_>) {
    match place.wanted {
        Wanted::Verb => verbs(place.command, answer),
        Wanted::Option => options(place, answer),
        Wanted::Value(argument) => value(argument, place, context, answer),
        Wanted::Nothing => {}
    }
}

fn verbs(command: &Command, answer: &mut Answer<'_>) {
    for verb in command.get_subcommands().filter(|verb| !verb.is_hide_set()) {
        answer.offer(verb.get_name(), || verb.get_about().map(ToString::to_string).unwrap_or_default());
    }
}

fn options(place: &Place<'_>, answer: &mut Answer<'_>) {
    let spelt = |option: &Arg| match (option.get_short(), option.get_long()) {
        (Some(short), _) if place.typed == format!("-{short}") => Some(place.typed.clone()),
        (_, long) => long.map(|long| format!("--{long}")),
    };
    for option in place.options() {
        let about = || option.get_help().map(ToString::to_string).unwrap_or_default();
        answer.offer(&spelt(option).unwrap_or_default(), about);
    }
    answer.offer("--help", || "Print help");
    if place.is_at_program() {
        answer.offer("--version", || "Print version");
    }
}

fn value(argument: &Arg, place: &Place<'_>, context: &Context, answer: &mut Answer<'_>) {
    let listed: Vec<&str> = place.listed().collect();
    answer.goes_on = argument.get_value_delimiter().is_some();
    let possible = argument.get_possible_values();
    for value in possible.iter().filter(|value| !value.is_hide_set() && !listed.contains(&value.get_name())) {
        answer.offer(value.get_name(), || value.get_help().map(ToString::to_string).unwrap_or_default());
    }
    match Values::of(argument).filter(|_| possible.is_empty()) {
        Some(Values::File) => answer.adds = Adds::Files,
        Some(Values::Bundle) => answer.adds = Adds::Bundles,
        Some(Values::Directory) => answer.adds = Adds::Directories,
        Some(Values::Program) => answer.adds = Adds::Command,
        Some(Values::Config) => configs(place, answer),
        Some(Values::VerbOr(subjects)) => {
            verbs(place.program(), answer);
            each(subjects.iter().copied(), answer);
        }
        Some(Values::VerbOf(argument)) => {
            if let Some(verb) = place.given(argument).next().and_then(|verb| place.program().find_subcommand(verb)) {
                verbs(verb, answer);
            }
        }
        Some(Values::Free) | None => {}
        // Nobody reads a failure while a line is typed.
        Some(values) => drop(of_the_ledger(values, place, context, answer)),
    }
}

/// A path, or, where there are several clients, whose path it is.
fn configs(place: &Place<'_>, answer: &mut Answer<'_>) {
    answer.adds = Adds::Files;
    if let (Some(client), _) = split_config(&place.typed) {
        answer.before_file = format!("{client}=");
        return;
    }
    let clients: BTreeSet<&str> = place.given("client").flat_map(|list| list.split(',')).collect();
    let is_free = |client: &&&str| place.given("config").all(|config| split_config(config).0 != Some(**client));
    for client in clients.iter().filter(is_free).filter(|_| clients.len() > 1) {
        answer.offer(&format!("{client}="), String::new);
    }
    answer.goes_on = !answer.is_empty();
}

fn of_the_ledger(values: Values, place: &Place<'_>, context: &Context, answer: &mut Answer<'_>) -> Result<(), Failure> {
    let vault = match place.given("home").last() {
        Some(home) => Vault::at(without_tilde(home, context).into()),
        None => context.vault()?,
    };
    match values {
        Values::Device => each(vault.device_names()?.iter().map(Name::as_str), answer),
        Values::Password => each(vault.password_names()?.iter().map(Name::as_str), answer),
        Values::Profile if place.given("client").next().is_some() => {
            let profiles = profiles_in_files(place, context).unwrap_or_default();
            each(profiles.iter().map(String::as_str).collect::<BTreeSet<_>>(), answer);
        }
        values => {
            let lines = hint(values).map_or(Ok(String::new()), |hint| vault.glance(hint))?;
            answer.offer_lines(&lines);
        }
    }
    Ok(())
}

/// What of the records such a value is.
fn hint(values: Values) -> Option<Hint> {
    match values {
        Values::Record => Some(Hint::Name),
        Values::Kept => Some(Hint::Kept),
        Values::BundleId => Some(Hint::Bundle),
        Values::Holder => Some(Hint::Holder),
        Values::Profile => Some(Hint::Profile),
        Values::Region => Some(Hint::Region),
        _ => None,
    }
}

fn each<'v, I: IntoIterator<Item = &'v str>>(values: I, answer: &mut Answer<'_>) {
    for value in values {
        answer.offer(value, String::new);
    }
}

/// The profiles in the files that the line names, or that are the clients' own.
fn profiles_in_files(place: &Place<'_>, context: &Context) -> Option<Vec<String>> {
    let destination = destination_of(place, context)?;
    let policy = destination.policy().ok()?;
    let files = destination.places(policy, &Family::ALL, context).ok()?;
    // A credential would have to be decrypted, by another program.
    let readable = files.iter().filter(|file| file.credential.is_none());
    Some(readable.filter_map(|file| profiles_in(file, policy)).flatten().collect())
}

fn profiles_in(file: &destination::Place, policy: Policy) -> Option<Vec<String>> {
    let seen = glimpse(&file.path, policy).ok()??;
    let text = std::str::from_utf8(seen.bytes.expose()).ok()?;
    let entries = file.formats.iter().filter_map(|format| format.entries(text).ok()).flatten();
    Some(entries.map(|(profile, _)| profile).filter(|profile| ProfileName::new(profile).is_ok()).collect())
}

/// What the line says of clients and their files, read as the verb itself is going to read it.
fn destination_of(place: &Place<'_>, context: &Context) -> Option<DestinationArgs> {
    let options = DestinationArgs::augment_args(Command::new("").no_binary_name(true));
    let spelt = |option: &Arg| {
        let long = option.get_long().unwrap_or_default();
        let takes_value = option.get_action().takes_values();
        let value = |given: &str| takes_value.then(|| format!("={}", without_tilde(given, context)));
        let word = |given: &str| format!("--{long}{}", value(given).unwrap_or_default());
        place.given(option.get_id().as_str()).map(word).collect::<Vec<_>>()
    };
    let words: Vec<String> = options.get_arguments().flat_map(spelt).collect();
    let given = options.try_get_matches_from(words).ok()?;
    DestinationArgs::from_arg_matches(&given).ok()
}

/// With the home directory for which shells take `~/`, and that most of them leave to us as it was typed.
fn without_tilde(value: &str, context: &Context) -> String {
    let (client, path) = split_config(value);
    let home = context.places.home.as_ref().and_then(|home| home.to_str());
    match (path.strip_prefix("~/"), home) {
        (Some(rest), Some(home)) => {
            format!("{}{home}/{rest}", client.map_or_else(String::new, |name| format!("{name}=")))
        }
        _ => value.to_owned(),
    }
}

//! What clap refuses, told as every other failure: what is wrong, and what to type next.

use std::error::Error as _;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Command, CommandFactory as _};

use super::Cli;
use crate::commands::help::verbs;
use crate::failure::{Failure, Kind};
use crate::near;

/// The failure, for somebody who typed this verb.
pub(super) fn of(error: &clap::Error, verb: &str) -> Failure {
    if names_a_secret(error) {
        return Failure::new(Kind::Usage, "secrets are never given as arguments: every user can list them")
            .next("give --passphrase-file FILE, --passphrase-file -, or --passphrase-fd N");
    }
    let message = untold(error, verb).map_or_else(|| message(error), str::to_owned);
    Failure::new(Kind::Usage, message).next(next(error, verb))
}

fn names_a_secret(error: &clap::Error) -> bool {
    let argument = error.get(ContextKind::InvalidArg).map(ToString::to_string).unwrap_or_default();
    let is_secret = ["--passphrase", "--password", "--secret", "--access-key-secret"].contains(&argument.as_str());
    is_secret && error.kind() == ErrorKind::UnknownArgument
}

/// What is said of a word that may be a secret, or a part of one, that was typed or pasted where none belongs.
fn untold(error: &clap::Error, verb: &str) -> Option<&'static str> {
    const LONGEST_TOLD: usize = 12;
    let argument = error.get(ContextKind::InvalidArg).map(ToString::to_string).unwrap_or_default();
    let is_code = argument.bytes().any(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    match error.kind() {
        ErrorKind::UnknownArgument if argument.starts_with('-') => None,
        ErrorKind::UnknownArgument if is_code || argument.len() > LONGEST_TOLD => Some("there is an argument too many"),
        ErrorKind::ValueValidation if verb == "akvault mfa import" && argument == "<NAME>" => {
            Some("the first argument is no name: a name has lower-case letters, digits, `.`, `_` and `-`")
        }
        _ => None,
    }
}

fn message(error: &clap::Error) -> String {
    let quoted = |kind| quoted(error.get(kind)).unwrap_or_default();
    let (argument, value) = (quoted(ContextKind::InvalidArg), quoted(ContextKind::InvalidValue));
    match error.kind() {
        ErrorKind::InvalidSubcommand => format!("there is no verb {}", quoted(ContextKind::InvalidSubcommand)),
        ErrorKind::MissingSubcommand => "no verb is given".to_owned(),
        ErrorKind::UnknownArgument => format!("unexpected argument {argument}"),
        ErrorKind::InvalidValue if value.is_empty() => format!("{argument} needs a value{}", possible_values(error)),
        ErrorKind::InvalidValue => format!("invalid value {value} for {argument}{}", possible_values(error)),
        ErrorKind::ValueValidation => {
            let why = error.source().map(ToString::to_string).unwrap_or_default();
            format!("invalid value {value} for {argument}: {why}")
        }
        ErrorKind::MissingRequiredArgument => format!("missing: {argument}"),
        ErrorKind::ArgumentConflict if quoted(ContextKind::PriorArg) == argument => {
            format!("{argument} cannot be used more than once")
        }
        ErrorKind::ArgumentConflict => format!("{argument} cannot be used with {}", quoted(ContextKind::PriorArg)),
        _ => {
            let text = error.render().to_string();
            let line = text.lines().next().unwrap_or_default();
            line.strip_prefix("error: ").unwrap_or(line).to_owned()
        }
    }
}

fn possible_values(error: &clap::Error) -> String {
    match error.get(ContextKind::ValidValue) {
        Some(ContextValue::Strings(values)) if !values.is_empty() => {
            format!(" (possible values: {})", values.join(", "))
        }
        _ => String::new(),
    }
}

fn next(error: &clap::Error, verb: &str) -> String {
    let explained = match error.kind() {
        ErrorKind::InvalidSubcommand | ErrorKind::MissingSubcommand => format!("`{verb} --help` lists all verbs"),
        _ => format!("`{verb} --help` tells what it takes"),
    };
    if let Some(nearest) = nearest(error, verb) {
        return format!("did you mean `{nearest}`? {explained}");
    }
    match error.get(ContextKind::Usage).map(ToString::to_string) {
        Some(usage) if lacks_or_exceeds(error) => format!("{}; {explained}", usage.trim_start_matches("Usage: ")),
        _ => explained,
    }
}

/// What clap itself suggests is much, `--quiet` for `--client`, and of short words nothing.
fn nearest(error: &clap::Error, verb: &str) -> Option<String> {
    use ContextKind as C;
    let word = |kind| match error.get(kind)? {
        ContextValue::String(word) => Some(word.as_str()),
        _ => None,
    };
    match error.kind() {
        ErrorKind::InvalidSubcommand => {
            let nearest = near::nearest(word(C::InvalidSubcommand)?, verbs(&definition(verb)))?;
            Some(format!("{verb} {nearest}"))
        }
        ErrorKind::UnknownArgument => {
            let typed = word(C::InvalidArg).filter(|typed| typed.starts_with("--"))?;
            near::nearest(typed, options(verb).into_iter())
        }
        ErrorKind::InvalidValue => match error.get(C::ValidValue)? {
            ContextValue::Strings(values) => near::nearest(word(C::InvalidValue)?, values.iter()).cloned(),
            _ => None,
        },
        _ => None,
    }
}

fn definition(verb: &str) -> Command {
    let mut command = Cli::command();
    command.build();
    let verbs = verb.split(' ').skip(1);
    verbs.fold(command, |command, verb| command.find_subcommand(verb).cloned().unwrap_or(command))
}

fn options(of: &str) -> Vec<String> {
    let definition = definition(of);
    let shown = definition.get_arguments().filter(|argument| !argument.is_hide_set());
    shown.filter_map(|argument| argument.get_long().map(|long| format!("--{long}"))).collect()
}

/// Whether it helps to see what the whole command looks like.
fn lacks_or_exceeds(error: &clap::Error) -> bool {
    let is_option = error.get(ContextKind::InvalidArg).is_some_and(|argument| argument.to_string().starts_with('-'));
    error.kind() == ErrorKind::MissingRequiredArgument || (error.kind() == ErrorKind::UnknownArgument && !is_option)
}

/// In backticks, as everywhere; nothing where there is nothing, or an empty value.
fn quoted(value: Option<&ContextValue>) -> Option<String> {
    let quote = |word: &String| format!("`{word}`");
    match value? {
        ContextValue::String(word) => Some(quote(word)).filter(|_| !word.is_empty()),
        ContextValue::Strings(words) => Some(words.iter().map(quote).collect::<Vec<_>>().join(", ")),
        _ => None,
    }
}

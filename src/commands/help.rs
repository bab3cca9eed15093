//! `help`: of akvault, of a verb, or of a subject that several verbs share.

use clap::Args;

use crate::clients;
use crate::context::Context;
use crate::cursor::Values;
use crate::failure::{EXIT_CODES, Failure, Kind};
use crate::intake::FORMATS;

/// Explain a verb, or one of: exit-codes, formats, clients
#[derive(Debug, Args)]
pub struct HelpArgs {
    /// A verb or a subject
    #[arg(add = Values::VerbOr(&["exit-codes", "formats", "clients"]))]
    topic: Option<String>,
}

/// Runs the verb.
///
/// # Errors
/// When there is no such topic.
pub fn run(args: &HelpArgs, context: &Context, definition: clap::Command) -> Result<(), Failure> {
    let text = match args.topic.as_deref() {
        None => definition.clone().render_long_help().to_string(),
        Some("exit-codes") => exit_codes(),
        Some("formats") => lines(FORMATS.iter().map(|format| entry(format.name(), format.about()))),
        Some("clients") => clients::listing(),
        Some(verb) => of_verb(definition, verb)?,
    };
    context.output.text(&text).map_err(|error| Failure::output(&error))
}

fn exit_codes() -> String {
    lines(EXIT_CODES.iter().map(|(code, meaning)| format!("{code:>3}  {meaning}")))
}

fn entry(name: &str, about: &str) -> String {
    format!("{name:<18} {about}")
}

fn lines(lines: impl Iterator<Item = String>) -> String {
    lines.flat_map(|line| [line, "\n".to_owned()]).collect()
}

fn of_verb(mut definition: clap::Command, verb: &str) -> Result<String, Failure> {
    definition.build();
    let found = definition.find_subcommand_mut(verb).map(|verb| verb.render_long_help().to_string());
    found.ok_or_else(|| {
        Failure::new(Kind::Usage, format!("there is no verb or subject `{verb}`"))
            .next("`akvault help` lists the verbs; subjects are exit-codes, formats and clients")
    })
}

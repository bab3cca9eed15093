//! `help`: of akvault, of a verb, or of a subject that several verbs share.

use clap::Args;

use crate::clients;
use crate::context::Context;
use crate::cursor::Values;
use crate::failure::{EXIT_CODES, Failure, Kind};
use crate::intake::FORMATS;
use crate::near;

/// What a verb can be asked about besides itself.
const SUBJECTS: [&str; 4] = ["exit-codes", "formats", "clients", "json"];

const JSON: &str = "\
With --json a verb writes one JSON object to standard output: the member schema, now 1, and those that the
verb's JSON Schema describes: schemas/VERB.json in the sources, /usr/share/doc/akvault/schemas in the package.

Within one schema members are only added: a reader passes over those that it does not know. What is unknown
is null. Days are UTC days (2027-02-21), moments end in Z. Without --reveal no secret is in it, and members
called access_key_id are masked.

Errors are text on standard error, and the exit code says their kind (akvault help exit-codes).

These verbs write the same with --json and without: completions, credential-process, exec, help, and man
without --out.
";

/// Explain a verb, or one of: exit-codes, formats, clients, json
#[derive(Debug, Args)]
pub struct HelpArgs {
    /// A verb or a subject
    #[arg(add = Values::VerbOr(&SUBJECTS))]
    topic: Option<String>,
    /// A verb of that verb: `akvault help mfa code`
    #[arg(add = Values::VerbOf("topic"))]
    verb: Option<String>,
}

/// Runs the verb.
///
/// # Errors
/// When there is no such topic.
pub fn run(args: &HelpArgs, context: &Context, definition: clap::Command) -> Result<(), Failure> {
    let text = match (args.topic.as_deref(), args.verb.as_deref()) {
        (None, _) => definition.clone().render_long_help().to_string(),
        (Some("exit-codes"), None) => exit_codes(),
        (Some("formats"), None) => lines(FORMATS.iter().map(|format| entry(format.name(), format.about()))),
        (Some("clients"), None) => clients::listing(),
        (Some("json"), None) => JSON.to_owned(),
        (Some(verb), None) => of_verb(definition, verb)?,
        (Some(verb), Some(inner)) => of_inner(definition, verb, inner)?,
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
        let lists = format!("`akvault --help` lists the verbs; subjects are {}", SUBJECTS.join(", "));
        let next = near::question(nearest(&definition, verb).map(|word| format!("akvault help {word}"))) + &lists;
        Failure::new(Kind::Usage, format!("there is no verb or subject `{verb}`")).next(next)
    })
}

fn of_inner(mut definition: clap::Command, verb: &str, inner: &str) -> Result<String, Failure> {
    definition.build();
    if !SUBJECTS.contains(&verb) {
        of_verb(definition.clone(), verb)?;
    }
    let known: Vec<String> = definition.find_subcommand(verb).into_iter().flat_map(verbs).collect();
    let found = definition.find_subcommand_mut(verb).and_then(|outer| outer.find_subcommand_mut(inner));
    found.map(|found| found.render_long_help().to_string()).ok_or_else(|| {
        let nearest = near::nearest(inner, known.into_iter()).map(|word| format!("`akvault help {verb} {word}`"));
        let next =
            nearest.map_or_else(|| format!("`akvault help {verb}`"), |nearest| format!("did you mean {nearest}?"));
        Failure::new(Kind::Usage, format!("`{verb}` has no verb `{inner}`")).next(next)
    })
}

fn nearest(definition: &clap::Command, typed: &str) -> Option<String> {
    near::nearest(typed, verbs(definition).chain(SUBJECTS.map(str::to_owned)))
}

/// The names of a command's verbs, without those that no help shows.
pub fn verbs(of: &clap::Command) -> impl Iterator<Item = String> {
    of.get_subcommands().filter(|verb| !verb.is_hide_set()).map(|verb| verb.get_name().to_owned())
}

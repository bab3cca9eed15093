//! `man`: the manual pages.

use std::io;
use std::path::PathBuf;

use clap::Args;
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};
use serde_json::{Value, json};

use super::report;
use crate::context::Context;
use crate::failure::{EXIT_CODES, Failure};
use crate::output::{Page, Report};
use crate::private_file::{Policy, Staged, commit};
use crate::vault::IGNORED_BY_GIT;

/// The day that the pages bear; change it with the version.
const DATE: &str = "2026-11-23";

/// The pages that no definition makes.
const WRITTEN: [(&str, &str); 3] = [
    ("akvault-formats.5", include_str!("akvault-formats.5")),
    ("akvault-security.7", include_str!("akvault-security.7")),
    ("akvault-vault.7", include_str!("akvault-vault.7")),
];
/// For a vault that is a git repository: nothing is mixed line by line, and a public key that another clone has
/// added beside one of ours is a conflict, which a person looks at.
pub const GIT_ATTRIBUTES: &str =
    "*/*.toml -text merge=binary\nidentity.age -text merge=binary\nrecipients.txt -text merge=binary\n";

/// Print the manual page, or write all pages into a directory
#[derive(Debug, Args)]
pub struct ManArgs {
    /// Write akvault.1, one page a verb, and the pages on formats, security and the vault into DIR
    #[arg(short, long, value_name = "DIR")]
    out: Option<PathBuf>,
}

/// Runs the verb.
///
/// # Errors
/// When the pages cannot be written.
pub fn run(args: &ManArgs, context: &Context, definition: clap::Command) -> Result<(), Failure> {
    let pages = pages(definition).map_err(|error| Failure::output(&error))?;
    let Some(directory) = &args.out else {
        let first = pages.first().map(|(_, text)| text.as_str()).unwrap_or_default();
        return context.output.text(first).map_err(|error| Failure::output(&error));
    };
    let stage =
        |(name, text): &(String, String)| Staged::public_file(&directory.join(name), Policy::strict(), text.as_bytes());
    let staged = pages.iter().map(stage).collect::<Result<Vec<_>, _>>()?;
    let paths = staged.iter().map(Staged::path).collect();
    commit(staged).map_err(|error| Failure::from(error).unchanged("each page is wholly old or wholly new"))?;
    report(context, &Written { paths })
}

/// Every page: its file name and its text, `akvault.1` first.
///
/// # Errors
/// Never in practice: they are written into memory.
pub fn pages(definition: clap::Command) -> io::Result<Vec<(String, String)>> {
    let name = definition.get_name().to_owned();
    let version = definition.get_version().map(ToString::to_string).unwrap_or_default();
    let verbs = verbs(&definition, &name, &name);
    let mut pages = vec![(format!("{name}.1"), page(definition, &name, &version, true)?)];
    for (title, verb) in verbs {
        pages.push((format!("{title}.1"), page(verb, &title, &version, false)?));
    }
    pages.extend(written_pages(&version));
    Ok(pages)
}

/// Every verb below a command, and the verbs of those that have their own, by the titles of their pages.
fn verbs(command: &clap::Command, title: &str, spelt: &str) -> Vec<(String, clap::Command)> {
    let described = |verb: &clap::Command| {
        let (title, spelt) = (format!("{title}-{}", verb.get_name()), format!("{spelt} {}", verb.get_name()));
        let below = verbs(verb, &title, &spelt);
        let own = verb.clone().display_name(title.clone()).bin_name(spelt);
        std::iter::once((title, own)).chain(below).collect::<Vec<_>>()
    };
    command.get_subcommands().filter(|verb| !verb.is_hide_set()).flat_map(described).collect()
}

/// The pages on formats, security and the vault, by their file names.
pub fn written_pages(version: &str) -> impl Iterator<Item = (String, String)> {
    let title = format!("\"{DATE}\" \"akvault {version}\"");
    // A line that begins with a dot would be a command.
    let literal = |text: &str| text.replace('-', "\\-").replace("\n.", "\n\\&.");
    let (attributes, ignored) = (literal(GIT_ATTRIBUTES), format!("\\&{}", literal(IGNORED_BY_GIT)));
    WRITTEN.into_iter().map(move |(name, text)| {
        let text = text
            .replacen("\"DATE\" \"akvault VERSION\"", &title, 1)
            .replacen("GITATTRIBUTES\n", &attributes, 1)
            .replacen("GITIGNORE\n", &ignored, 1);
        (name.to_owned(), text)
    })
}

fn page(command: clap::Command, title: &str, version: &str, is_first: bool) -> io::Result<String> {
    let has_verbs = command.has_subcommands();
    let examples = command.get_after_long_help().map(|text| examples(&text.to_string()));
    let man = Man::new(command.disable_help_flag(false))
        .title(title.to_uppercase())
        .date(DATE)
        .source(format!("akvault {version}"))
        .manual("akvault manual");
    let mut bytes = Vec::new();
    man.render_title(&mut bytes)?;
    man.render_name_section(&mut bytes)?;
    man.render_synopsis_section(&mut bytes)?;
    man.render_description_section(&mut bytes)?;
    man.render_options_section(&mut bytes)?;
    if has_verbs {
        man.render_subcommands_section(&mut bytes)?;
    }
    if is_first {
        exit_codes().to_writer(&mut bytes)?;
    }
    examples.map_or(Ok(()), |examples| examples.to_writer(&mut bytes))?;
    see_also(is_first).to_writer(&mut bytes)?;
    // A blank line already breaks the line, and mandoc warns of a break beside one.
    Ok(String::from_utf8_lossy(&bytes).replace("\n.br\n\n.br\n", "\n.sp\n"))
}

fn exit_codes() -> Roff {
    let mut roff = Roff::new();
    roff.control("SH", ["EXIT STATUS"]);
    for (code, meaning) in EXIT_CODES {
        roff.control("TP", []);
        roff.text([bold(code.to_string())]);
        roff.text([roman(*meaning)]);
    }
    roff
}

/// What stands below `Examples:` in the help.
fn examples(text: &str) -> Roff {
    let mut roff = Roff::new();
    roff.control("SH", ["EXAMPLES"]);
    roff.control("EX", []);
    text.lines().filter_map(|line| line.strip_prefix("  ")).for_each(|line| {
        roff.text([roman(format!("$ {line}"))]);
    });
    roff.control("EE", []);
    roff
}

/// From the first page to those that no definition makes, and from the others to the first.
fn see_also(is_first: bool) -> Roff {
    let written: Vec<&str> = if is_first { WRITTEN.map(|(name, _)| name).to_vec() } else { vec!["akvault.1"] };
    let pages = written.iter().filter_map(|name| name.rsplit_once('.'));
    let named = |(at, (title, section)): (usize, (&str, &str))| {
        [roman(if at == 0 { "" } else { ", " }), bold(title), roman(format!("({section})"))]
    };
    let mut roff = Roff::new();
    roff.control("SH", ["SEE ALSO"]);
    roff.text(pages.enumerate().flat_map(named).collect::<Vec<_>>());
    roff
}

struct Written {
    paths: Vec<PathBuf>,
}

impl Report for Written {
    fn human(&self, page: &mut Page) {
        for path in &self.paths {
            page.line(&path.display().to_string());
        }
    }

    fn json(&self) -> Value {
        json!({ "pages": self.paths.iter().map(|path| path.to_string_lossy()).collect::<Vec<_>>() })
    }
}

//! The command line: global options and the verbs.

use std::cell::RefCell;
use std::ffi::OsString;
use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::error::{ContextKind, ErrorKind};
use clap::{Args, ColorChoice, CommandFactory as _, Parser, ValueEnum};
use rustix::termios::isatty;

use crate::bundle::Sealing;
use crate::commands::Command;
use crate::context::{Clock, Context, Looks, Places};
use crate::failure::{Failure, Kind};
use crate::harden;
use crate::output::{Output, Style};
use crate::successor::Successor;
use crate::terminal::Terminal;

/// Get AccessKeys safely from the person who creates them to the place that uses them, and know
/// when they must be replaced
///
/// Operators seal an AccessKey into a bundle for one channel and a passphrase for another;
/// developers install it, owner-only, into the config files that their clients read.
#[derive(Debug, Parser)]
#[command(name = "akvault", version, max_term_width = 100, disable_help_subcommand = true, color = ColorChoice::Never)]
#[command(subcommand_required = true, arg_required_else_help = true)]
pub struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Command,
}

/// What every verb takes.
#[derive(Debug, Args)]
struct Global {
    /// Write JSON to standard output, for programs
    #[arg(long, global = true, help_heading = "Global options")]
    json: bool,
    /// Say nothing but errors on standard error
    #[arg(short, long, global = true, help_heading = "Global options")]
    quiet: bool,
    /// Never ask: fail instead
    #[arg(long, global = true, help_heading = "Global options")]
    no_input: bool,
    /// Colour `warning` and `error` on standard error
    #[arg(long, value_name = "WHEN", global = true, default_value = "auto", help_heading = "Global options")]
    color: When,
    /// Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform's data directory]
    #[arg(long, value_name = "DIR", global = true, help_heading = "Global options")]
    home: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum When {
    /// On a terminal, unless `NO_COLOR` is set or `TERM` is `dumb`
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// How a run ends: with an exit code, or with another program in our place.
#[derive(Debug)]
pub enum Ending {
    /// Nothing is left to do.
    Code(u8),
    /// The program takes over once the memory of the command is gone.
    Successor(Successor),
}

/// Parses this process's arguments and runs the command.
pub fn run_in_the_real_world() -> Ending {
    match Cli::try_parse_from(std::env::args_os()) {
        Ok(cli) => {
            if !matches!(cli.command, Command::Exec(_)) {
                harden::for_good();
            }
            let context = cli.global.context();
            let code = cli.command.run_to_code(&context);
            context.successor.into_inner().map_or(Ending::Code(code), Ending::Successor)
        }
        Err(error) => Ending::Code(code_of_refusal(&error, &bare_output())),
    }
}

/// Gives this process to another program, and comes back only when that is not possible.
pub fn give_way_to(successor: &Successor) -> ExitCode {
    let error = successor.take_over();
    let program = successor.program().to_string_lossy();
    let kind = if error.kind() == io::ErrorKind::NotFound { Kind::NotFound } else { Kind::InputOutput };
    let failure = Failure::new(kind, format!("cannot run `{program}`: {error}"))
        .unchanged("no program was started")
        .next("check the command after `--`");
    bare_output().error(&failure.to_string());
    ExitCode::from(failure.kind().code())
}

/// Runs a command line in a world of the caller's: what a test sees is what a user would.
pub fn run_in(context: &Context, arguments: impl IntoIterator<Item = impl Into<OsString> + Clone>) -> u8 {
    match Cli::try_parse_from(arguments) {
        Ok(cli) => cli.command.run_to_code(context),
        Err(error) => code_of_refusal(&error, &context.output),
    }
}

/// The definition of the whole command line, from which help, man pages and completions are made.
pub fn definition() -> clap::Command {
    Cli::command()
}

/// A panic is a defect. Its words might quote a secret, so only the fact is told.
pub fn tell_of_panic() -> ExitCode {
    let failure = Failure::new(Kind::Failed, "akvault has a defect here and stopped")
        .unchanged("each file is wholly old or wholly new")
        .next("please report the command, without its secrets");
    bare_output().error(&failure.to_string());
    ExitCode::from(failure.kind().code())
}

/// The system gives no thread, or no memory for its stack.
pub fn tell_of_no_memory(error: &io::Error) -> ExitCode {
    let failure = Failure::new(Kind::Failed, format!("the system gives no memory to work in: {error}"))
        .unchanged("nothing was touched")
        .next("raise the limits of memory and processes (ulimit -v, ulimit -u)");
    bare_output().error(&failure.to_string());
    ExitCode::from(failure.kind().code())
}

impl Global {
    fn context(&self) -> Context {
        let looks = Looks::of_the_environment();
        let dumb = looks.term.as_deref().is_none_or(|term| term == "dumb");
        let colour = match self.color {
            When::Auto => isatty(rustix::stdio::stderr()) && !looks.no_color && !dumb,
            When::Always => true,
            When::Never => false,
        };
        Context {
            places: Places::of_this_machine(self.home.clone()),
            clock: Clock::System,
            terminal: Terminal::new(!self.no_input, looks.term.as_deref()),
            output: Output::new(Style { json: self.json, quiet: self.quiet, colour }),
            sealing: Sealing::default(),
            successor: RefCell::default(),
        }
    }
}

impl Command {
    fn run_to_code(self, context: &Context) -> u8 {
        match self.run(context, definition) {
            Ok(()) => 0,
            Err(failure) => {
                context.output.error(&failure.to_string());
                failure.kind().code()
            }
        }
    }
}

fn bare_output() -> Output {
    Output::new(Style::default())
}

/// clap's text repeats arguments, so it goes through the door that makes text printable.
fn code_of_refusal(error: &clap::Error, output: &Output) -> u8 {
    let text = error.render().to_string();
    let text = text.strip_prefix("error: ").unwrap_or(&text);
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => match output.text(text) {
            Ok(()) => 0,
            Err(error) => {
                let failure = Failure::output(&error);
                output.error(&failure.to_string());
                failure.kind().code()
            }
        },
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            output.say(text.trim_end());
            Kind::Usage.code()
        }
        ErrorKind::UnknownArgument if names_a_secret(error) => {
            let failure = Failure::new(Kind::Usage, "secrets are never given as arguments: every user can list them")
                .next("give --passphrase-file FILE, --passphrase-file -, or --passphrase-fd N");
            output.error(&failure.to_string());
            Kind::Usage.code()
        }
        _ => {
            output.error(text.trim_end());
            Kind::Usage.code()
        }
    }
}

fn names_a_secret(error: &clap::Error) -> bool {
    let argument = error.get(ContextKind::InvalidArg).map(ToString::to_string).unwrap_or_default();
    ["--passphrase", "--password", "--secret", "--access-key-secret"].contains(&argument.as_str())
}

//! The command line: global options and the verbs.

pub mod jobs;
mod refusal;

use std::cell::{Cell, RefCell};
use std::ffi::{OsStr, OsString};
use std::io;
use std::os::unix::process::ExitStatusExt as _;
use std::path::PathBuf;
use std::process::{ExitCode, ExitStatus};

use clap::error::ErrorKind;
use clap::{Args, CommandFactory as _, Parser, ValueEnum};
use rustix::termios::isatty;

use crate::bundle::Sealing;
use crate::commands::{Command, Definition};
use crate::context::{Clock, Context, Looks, Places};
use crate::failure::{Failure, Kind};
use crate::harden;
use crate::interrupt;
use crate::output::{self, Output, Style};
use crate::successor::Successor;
use crate::terminal::Terminal;
use crate::verdict::{self, State};

/// Get AccessKeys safely from the person who creates them to the place that uses them, and know
/// when they must be replaced
///
/// Operators seal an AccessKey into a bundle for one channel and a passphrase for another;
/// developers install it, owner-only, into the config files that their clients read.
#[derive(Debug, Parser)]
#[command(name = "akvault", version, max_term_width = 100, disable_help_subcommand = true)]
#[command(subcommand_required = true, arg_required_else_help = true)]
#[command(after_long_help = "\
Examples:
  akvault seal AccessKey.csv --for alice@example.com --region cn-hangzhou
  akvault install K7Q2-M3XD.age --client aliyun
  akvault receipt K7Q2-M3XD ABCD-EFGH-JKMN --host web-1
  akvault status")]
pub struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Command,
}

/// What every verb takes.
#[derive(Debug, Args)]
struct Global {
    /// Write JSON to standard output, for programs (`akvault help json`)
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
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let manner = Manner::of(&arguments);
    match parse(&arguments) {
        Ok(cli) => {
            if !matches!(cli.command, Command::Exec(_)) {
                harden::for_good();
            }
            let context = cli.global.context();
            let code = manner.run(cli.command, &context);
            context.successor.into_inner().map_or(Ending::Code(code), Ending::Successor)
        }
        Err(error) => Ending::Code(manner.refuse(&error, &arguments, &bare_output())),
    }
}

/// Gives this process to another program, and comes back only when that is not possible.
pub fn give_way_to(successor: Successor) -> ExitCode {
    let program = successor.program().to_string_lossy().into_owned();
    if !successor.needs_us() {
        return not_run(&program, &successor.take_over());
    }
    match successor.run_beside() {
        Ok(Ok(status)) => as_it_ended(status),
        Ok(Err(error)) => not_run(&program, &error),
        Err(error) => {
            let failure = Failure::from(error).unchanged("no program was started");
            bare_output().error(&failure.to_string());
            ExitCode::from(failure.kind().code())
        }
    }
}

/// By its exit code, or by the signal that ended it.
fn as_it_ended(status: ExitStatus) -> ExitCode {
    if let Some(signal) = status.signal() {
        interrupt::die_by(signal);
        return ExitCode::from(u8::try_from(signal).unwrap_or(0).saturating_add(128));
    }
    ExitCode::from(status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(1))
}

fn not_run(program: &str, error: &io::Error) -> ExitCode {
    let kind = if error.kind() == io::ErrorKind::NotFound { Kind::NotFound } else { Kind::InputOutput };
    let failure = Failure::new(kind, format!("cannot run `{program}`: {error}"))
        .unchanged("no program was started")
        .next("check the command after `--`");
    bare_output().error(&failure.to_string());
    ExitCode::from(failure.kind().code())
}

/// Runs a command line in a world of the caller's: what a test sees is what a user would.
pub fn run_in(context: &Context, arguments: impl IntoIterator<Item = impl Into<OsString> + Clone>) -> u8 {
    let arguments: Vec<OsString> = arguments.into_iter().map(Into::into).collect();
    let manner = Manner::of(&arguments);
    match parse(&arguments) {
        Ok(cli) => manner.run(cli.command, context),
        Err(error) => manner.refuse(&error, &arguments, &context.output),
    }
}

/// The definition of the whole command line, from which help, man pages and completions are made.
pub fn definition() -> clap::Command {
    jobs::by_job(Cli::command(), output::columns().unwrap_or(jobs::COLUMNS))
}

/// The headings of help are made only where help is shown: every other start goes without them.
fn parse(arguments: &[OsString]) -> Result<Cli, clap::Error> {
    Cli::try_parse_from(arguments).map_err(|error| match error.kind() {
        ErrorKind::DisplayHelp => definition().try_get_matches_from(arguments).err().unwrap_or(error),
        _ => error,
    })
}

/// The verb as it was typed, with those below it: what `--help` can explain.
fn verb(arguments: &[OsString]) -> String {
    let matches = Cli::command().ignore_errors(true).try_get_matches_from(arguments).ok();
    let first = matches.as_ref().and_then(clap::ArgMatches::subcommand);
    let verbs = std::iter::successors(first, |(_, below)| below.subcommand());
    verbs.fold("akvault".to_owned(), |spelt, (verb, _)| format!("{spelt} {verb}"))
}

/// A panic is a defect. Its words might quote a secret, so only the fact is told.
pub fn tell_of_panic() -> ExitCode {
    let failure = Failure::new(Kind::Failed, "akvault has a defect here and stopped")
        .unchanged("each file is wholly old or wholly new")
        .next("please report the command, without its secrets");
    ExitCode::from(Manner::of(std::env::args_os()).tell(&failure, &bare_output()))
}

/// The system gives no thread, or no memory for its stack.
pub fn tell_of_no_memory(error: &io::Error) -> ExitCode {
    let failure = Failure::new(Kind::Failed, format!("the system gives no memory to work in: {error}"))
        .unchanged("nothing was touched")
        .next("raise the limits of memory and processes (ulimit -v, ulimit -u)");
    ExitCode::from(Manner::of(std::env::args_os()).tell(&failure, &bare_output()))
}

impl Global {
    fn context(&self) -> Context {
        let looks = Looks::of_the_environment();
        let dumb = looks.term.as_deref().is_none_or(|term| term == "dumb");
        let overwrites = isatty(rustix::stdio::stderr()) && !dumb;
        let colour = match self.color {
            When::Auto => overwrites && !looks.no_color,
            When::Always => true,
            When::Never => false,
        };
        Context {
            places: Places::of_this_machine(self.home.clone()),
            clock: Clock::System,
            terminal: Terminal::new(!self.no_input, looks.term.as_deref()),
            output: Output::new(Style { json: self.json, quiet: self.quiet, colour, overwrites }),
            sealing: Sealing::default(),
            successor: RefCell::default(),
            has_locked: Cell::default(),
        }
    }
}

/// How an end is told: to a person, or as a plugin to a monitoring system.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Manner {
    Person,
    Plugin,
}

impl Manner {
    fn of(arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Self {
        if verdict::is_for_monitoring(arguments) { Self::Plugin } else { Self::Person }
    }

    fn run(self, command: Command, context: &Context) -> u8 {
        match command.run(context, Definition { bare: Cli::command, with_headings: definition }) {
            Ok(verdict) => {
                context.leave_hints();
                verdict.code()
            }
            Err(failure) => self.tell(&failure, &context.output),
        }
    }

    fn tell(self, failure: &Failure, output: &Output) -> u8 {
        let told = failure.to_string();
        match self {
            Self::Person => {
                output.error(&told);
                failure.kind().code()
            }
            Self::Plugin => unknown(&told, output),
        }
    }

    /// To a monitoring system even help is no answer.
    fn refuse(self, error: &clap::Error, arguments: &[OsString], output: &Output) -> u8 {
        if !error.use_stderr() {
            let code = tell_of_itself(error, output);
            return if self == Self::Plugin { State::Unknown.code() } else { code };
        }
        let verb = verb(arguments);
        let is_alone = error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand;
        if self == Self::Person && is_alone {
            let page = if verb == "akvault" { jobs::first_page(output::columns()) } else { error.render().to_string() };
            output.say(page.trim_end());
            return Kind::Usage.code();
        }
        self.tell(&refusal::of(error, &verb), output)
    }
}

/// The first line says what is wrong. Where standard output does not take it, the code still tells.
fn unknown(told: &str, output: &Output) -> u8 {
    drop(output.text(&State::Unknown.line(told.lines().next().unwrap_or_default(), &[])));
    State::Unknown.code()
}

fn bare_output() -> Output {
    Output::new(Style::default())
}

/// Help and the version. clap's text repeats arguments, so it goes through the door that makes text printable.
fn tell_of_itself(error: &clap::Error, output: &Output) -> u8 {
    let text = error.render().to_string();
    // `--client help` is asked in the place of a value, and clap takes the answer for an error.
    match output.text(text.strip_prefix("error: ").unwrap_or(&text)) {
        Ok(()) => 0,
        Err(error) => Manner::Person.tell(&Failure::output(&error), output),
    }
}

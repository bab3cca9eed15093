//! The command line: global options and the verbs.

use std::cell::RefCell;
use std::ffi::{OsStr, OsString};
use std::io;
use std::os::unix::process::ExitStatusExt as _;
use std::path::PathBuf;
use std::process::{ExitCode, ExitStatus};

use clap::error::{ContextKind, ErrorKind};
use clap::{Args, CommandFactory as _, Parser, ValueEnum};
use rustix::termios::isatty;

use crate::bundle::Sealing;
use crate::commands::Command;
use crate::context::{Clock, Context, Looks, Places};
use crate::failure::{Failure, Kind};
use crate::harden;
use crate::interrupt;
use crate::output::{Output, Style};
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
    let manner = Manner::of(std::env::args_os());
    match Cli::try_parse_from(std::env::args_os()) {
        Ok(cli) => {
            if !matches!(cli.command, Command::Exec(_)) {
                harden::for_good();
            }
            let context = cli.global.context();
            let code = manner.run(cli.command, &context);
            context.successor.into_inner().map_or(Ending::Code(code), Ending::Successor)
        }
        Err(error) => Ending::Code(manner.refuse(&error, &bare_output())),
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
    match Cli::try_parse_from(&arguments) {
        Ok(cli) => manner.run(cli.command, context),
        Err(error) => manner.refuse(&error, &context.output),
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

/// How an end is told: to a person, or as a plugin to a monitoring system.
#[derive(Debug, Clone, Copy)]
enum Manner {
    Person,
    Plugin,
}

impl Manner {
    fn of(arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Self {
        if verdict::is_for_monitoring(arguments) { Self::Plugin } else { Self::Person }
    }

    fn run(self, command: Command, context: &Context) -> u8 {
        match command.run(context, definition) {
            Ok(verdict) => verdict.code(),
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
    fn refuse(self, error: &clap::Error, output: &Output) -> u8 {
        match self {
            Self::Person => code_of_refusal(error, output),
            Self::Plugin if !error.use_stderr() => {
                code_of_refusal(error, output);
                State::Unknown.code()
            }
            Self::Plugin => unknown(&message(error), output),
        }
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
            let failure = Failure::new(Kind::Usage, SECRET_AS_ARGUMENT)
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

const SECRET_AS_ARGUMENT: &str = "secrets are never given as arguments: every user can list them";

/// The same for one line, without the word that an error begins with.
fn message(error: &clap::Error) -> String {
    let text = if names_a_secret(error) { SECRET_AS_ARGUMENT.to_owned() } else { error.render().to_string() };
    text.strip_prefix("error: ").unwrap_or(&text).to_owned()
}

fn names_a_secret(error: &clap::Error) -> bool {
    let argument = error.get(ContextKind::InvalidArg).map(ToString::to_string).unwrap_or_default();
    ["--passphrase", "--password", "--secret", "--access-key-secret"].contains(&argument.as_str())
}

//! The rules of the terminal. This is the only room that asks.
//!
//! - Everything goes to and comes from `/dev/tty`: never standard input, never standard output.
//! - A secret is asked for with the echo off before the prompt shows, and shown on the alternate
//!   screen, which vanishes with the next key.
//! - However a prompt ends, by Enter, Ctrl-C, a signal or a lost line, the terminal is as before.
//! - An empty answer, Ctrl-C and Ctrl-D are never a yes.
//! - Without a terminal, or with `--no-input`, asking is an error at once.

use std::io;

use rustix::fd::{AsFd as _, OwnedFd};
use rustix::fs::{Mode, OFlags, open};
use rustix::termios::{
    LocalModes, OptionalActions, QueueSelector, SpecialCodeIndex, Termios, isatty, tcflush, tcgetattr, tcgetwinsize,
    tcsetattr,
};

use crate::interrupt::{TerminalGuard, remember_terminal};
use crate::printable::Printable;
use crate::secret::Secret;

/// Why nothing was answered.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No terminal to ask on.
    #[error("there is no terminal to ask on")]
    NoTerminal,
    /// An empty answer, Ctrl-C or Ctrl-D.
    #[error("cancelled")]
    Cancelled,
    /// Bytes that are no UTF-8.
    #[error("the answer is not UTF-8 text")]
    NotText,
    /// The window is too small for what must be shown.
    #[error("the window is too small: it needs {columns} columns and {rows} rows")]
    TooSmall {
        /// Columns needed.
        columns: usize,
        /// Rows needed.
        rows: usize,
    },
    /// The terminal went away.
    #[error("cannot use the terminal: {0}")]
    System(#[from] io::Error),
}

/// Enter the alternate screen and clear it; clear it and leave.
const ENTER: &str = "\x1b[?1049h\x1b[2J\x1b[H";
const LEAVE: &[u8] = b"\x1b[2J\x1b[H\x1b[?1049l";
const CTRL_C: u8 = 3;
const CTRL_D: u8 = 4;
const CTRL_Z: u8 = 26;
/// `_POSIX_VDISABLE`
#[cfg(target_os = "linux")]
const DISABLED: u8 = 0;
#[cfg(not(target_os = "linux"))]
const DISABLED: u8 = 0xff;
/// No line that a person types is longer.
const LONGEST_LINE: usize = 4096;

/// The terminal of this process, or none.
#[derive(Debug, Clone, Copy)]
pub struct Terminal {
    /// False with `--no-input`.
    allowed: bool,
    /// False on a dumb terminal, which has no alternate screen.
    full_screen: bool,
}

impl Terminal {
    /// A terminal that is used if there is one. `term` is the TERM of the environment.
    pub fn new(allowed: bool, term: Option<&str>) -> Self {
        Self { allowed, full_screen: term.is_some_and(|term| term != "dumb") }
    }

    /// Whether somebody can be asked.
    pub fn is_there(&self) -> bool {
        self.open().is_ok()
    }

    /// Whether what it shows can be taken away again.
    pub fn can_clear(&self) -> bool {
        self.full_screen
    }

    /// Asks for a secret without showing it.
    ///
    /// # Errors
    /// See [`Error`].
    pub fn ask_hidden(&self, prompt: &str) -> Result<Secret, Error> {
        let tty = self.open()?;
        let _guard = hush(&tty, b"")?;
        write(&tty, &format!("{} ", Printable(prompt)))?;
        let answer = rpassword::read_password_with_config(from(&tty)?);
        write(&tty, "\n")?;
        match answer {
            Ok(text) if text.is_empty() => Err(Error::Cancelled),
            Ok(text) if text.contains(char::REPLACEMENT_CHARACTER) => Err(Error::NotText),
            Ok(text) => Ok(Secret::from(text)),
            Err(error) => Err(ended(error)),
        }
    }

    /// Forgets what was typed while nobody asked: before a second try, it is not an answer.
    pub fn forget_typed(&self) {
        if let Ok(tty) = self.open() {
            let _ = tcflush(&tty, QueueSelector::IFlush);
        }
    }

    /// Asks for a line that may be seen.
    ///
    /// # Errors
    /// See [`Error`].
    pub fn ask(&self, prompt: &str) -> Result<String, Error> {
        let tty = self.open()?;
        write(&tty, &format!("{} ", Printable(prompt)))?;
        let mut line = vec![0; LONGEST_LINE];
        let count = rustix::io::read(&tty, &mut line).map_err(io::Error::from)?;
        if count == 0 {
            write(&tty, "\n")?;
        }
        line.truncate(count);
        let line = String::from_utf8(line).map_err(|_| Error::NotText)?;
        if line.trim().is_empty() { Err(Error::Cancelled) } else { Ok(line.trim().to_owned()) }
    }

    /// Asks a question whose answer must be a typed word.
    ///
    /// # Errors
    /// [`Error::Cancelled`] for every other answer.
    pub fn confirm(&self, question: &str, word: &str) -> Result<(), Error> {
        let answer = self.ask(&format!("{question} Type `{word}` to go on:"))?;
        if answer == word { Ok(()) } else { Err(Error::Cancelled) }
    }

    /// Shows a secret text on a screen of its own until a key is pressed, then clears it.
    ///
    /// # Errors
    /// [`Error::TooSmall`] when a picture of so many columns is in it, which may neither wrap nor
    /// scroll, and the window is smaller; [`Error::Cancelled`] after Ctrl-C or Ctrl-D.
    pub fn show_once(&self, text: &Secret, picture: Option<usize>) -> Result<(), Error> {
        let tty = self.open()?;
        if let Some(columns) = picture {
            check_size(&tty, text.expose().lines().count().saturating_add(1), columns)?;
        }
        let (enter, leave): (&str, &'static [u8]) = if self.full_screen { (ENTER, LEAVE) } else { ("\n", b"\n") };
        let _guard = hush(&tty, leave)?;
        write(&tty, enter)?;
        write(&tty, text.expose())?;
        let mut key = [0];
        match rustix::io::read(&tty, &mut key).map_err(io::Error::from)? {
            0 => Err(Error::Cancelled),
            _ if matches!(key, [CTRL_C | CTRL_D | CTRL_Z]) => Err(Error::Cancelled),
            _ => Ok(()),
        }
    }

    /// Keeps a countdown from being written over: however it ends, the line is left.
    ///
    /// # Errors
    /// See [`Error`].
    pub fn countdown(&self) -> Result<TerminalGuard, Error> {
        let tty = self.open()?;
        let before = tcgetattr(&tty).map_err(io::Error::from)?;
        Ok(remember_terminal(tty, before, b"\n"))
    }

    /// Writes a line over the one before, for a countdown.
    ///
    /// # Errors
    /// See [`Error`].
    pub fn rewrite_line(&self, text: &str) -> Result<(), Error> {
        let erase = if self.full_screen { "\r\x1b[K" } else { "\r" };
        write(&self.open()?, &format!("{erase}{}", Printable(text)))
    }

    fn open(self) -> Result<OwnedFd, Error> {
        let flags = OFlags::RDWR | OFlags::NOCTTY | OFlags::CLOEXEC;
        let tty = open("/dev/tty", flags, Mode::empty()).ok().filter(|tty| isatty(tty));
        tty.filter(|_| self.allowed).ok_or(Error::NoTerminal)
    }
}

/// rpassword reads from our terminal and leaves its modes alone: were it to set and reset them too,
/// a signal in between could leave the echo off.
fn from(tty: &OwnedFd) -> io::Result<rpassword::Config> {
    let reader = std::fs::File::from(tty.try_clone()?);
    Ok(rpassword::ConfigBuilder::new().input_reader(reader).output_discard().build())
}

/// Ctrl-D reads as the end; Ctrl-C is a signal, and ends the program.
fn ended(error: io::Error) -> Error {
    match error.kind() {
        io::ErrorKind::Interrupted | io::ErrorKind::UnexpectedEof => Error::Cancelled,
        _ => error.into(),
    }
}

/// Echo off, and every key at once.
fn hush(tty: &OwnedFd, farewell: &'static [u8]) -> Result<TerminalGuard, Error> {
    let before = tcgetattr(tty).map_err(io::Error::from)?;
    let copy = tty.try_clone()?;
    let guard = remember_terminal(copy, before.clone(), farewell);
    let mut quiet: Termios = before;
    quiet.local_modes.remove(LocalModes::ECHO | LocalModes::ECHONL | LocalModes::ICANON);
    // Nobody leaves a secret on the screen behind them: Ctrl-Z is a key like others.
    quiet.special_codes[SpecialCodeIndex::VSUSP] = DISABLED;
    tcsetattr(tty, OptionalActions::Now, &quiet).map_err(io::Error::from)?;
    Ok(guard)
}

fn check_size(tty: &OwnedFd, rows: usize, columns: usize) -> Result<(), Error> {
    let size = tcgetwinsize(tty).map_err(io::Error::from)?;
    // A terminal that does not know its size says 0.
    let fits = |needed: usize, there: u16| there == 0 || needed <= usize::from(there);
    if fits(columns, size.ws_col) && fits(rows, size.ws_row) { Ok(()) } else { Err(Error::TooSmall { columns, rows }) }
}

fn write(tty: &OwnedFd, text: &str) -> Result<(), Error> {
    let mut rest = text.as_bytes();
    while !rest.is_empty() {
        let written = rustix::io::write(tty.as_fd(), rest).map_err(io::Error::from)?;
        rest = rest.get(written..).unwrap_or_default();
    }
    Ok(())
}

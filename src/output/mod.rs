//! The only room that writes to standard output and standard error.
//!
//! Results go to standard output, talk to standard error. Whatever is said is made printable here,
//! so that no command can forget it. Both are written past std's buffers, which keep copies.

mod page;
mod progress;
mod table;

use std::borrow::Cow;
use std::cell::RefCell;
use std::fmt::Write as _;
use std::io;

use rustix::fd::{AsFd, BorrowedFd};
use rustix::io::Errno;
use serde_json::Value;

use self::page::broken;
use crate::printable::Printable;
use crate::secret::Secret;

pub use page::Page;
pub use progress::Progress;
pub use table::Table;

/// How a command tells its result: to people, and to programs.
pub trait Report {
    /// The lines for people.
    fn human(&self, page: &mut Page);
    /// The members for programs; `schema` is added. As for people, no secret but for `--reveal`.
    fn json(&self) -> Value;
}

/// The version of all JSON that is written; members are only added within one version.
pub const SCHEMA: u32 = 1;

/// How much is said, and how it looks.
#[derive(Debug, Clone, Copy, Default)]
pub struct Style {
    /// JSON on standard output.
    pub json: bool,
    /// Nothing but errors on standard error.
    pub quiet: bool,
    /// Colour on standard error; it repeats what a word says.
    pub colour: bool,
    /// Standard error is a terminal on which a line can be overwritten.
    pub overwrites: bool,
}

/// The columns of the terminal that standard output is, if it is one.
pub fn columns() -> Option<usize> {
    columns_of(rustix::stdio::stdout())
}

/// Whoever copies a command that was broken in two runs its first half.
fn is_to_type(line: &str) -> bool {
    line.trim_start().starts_with("next: ")
}

fn columns_of(terminal: impl AsFd) -> Option<usize> {
    let size = rustix::termios::tcgetwinsize(terminal).ok()?;
    Some(usize::from(size.ws_col)).filter(|columns| *columns > 0)
}

/// The way out.
#[derive(Debug)]
pub struct Output {
    style: Style,
    captured: Option<RefCell<Captured>>,
}

/// What a test reads instead of the two streams.
#[derive(Debug, Default, Clone)]
pub struct Captured {
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl Output {
    /// To the real streams.
    pub fn new(style: Style) -> Self {
        Self { style, captured: None }
    }

    /// Into memory.
    pub fn captured(style: Style) -> Self {
        Self { style, captured: Some(RefCell::default()) }
    }

    /// What was written into memory so far.
    pub fn taken(&self) -> Captured {
        self.captured.as_ref().map(|captured| captured.borrow().clone()).unwrap_or_default()
    }

    /// Whether programs read the result.
    pub fn is_json(&self) -> bool {
        self.style.json
    }

    /// Tells the result.
    ///
    /// # Errors
    /// When standard output does not take it; a reader that has gone away is no error.
    pub fn report(&self, report: &dyn Report) -> io::Result<()> {
        if self.style.json {
            return self.json(report.json());
        }
        let mut page = Page::of(if self.captured.is_some() { None } else { columns() });
        report.human(&mut page);
        self.tell(page.text.as_bytes())
    }

    /// Text that is the result itself, such as a completion script.
    ///
    /// # Errors
    /// As [`Output::report`].
    pub fn text(&self, text: &str) -> io::Result<()> {
        self.tell(Printable(text).text().as_bytes())
    }

    /// Text in a format whose lines end as in mail: carriage returns before line feeds stay.
    ///
    /// # Errors
    /// As [`Output::report`].
    pub fn document(&self, text: &str) -> io::Result<()> {
        let lines: Vec<String> = text.split("\r\n").map(|line| Printable(line).to_string()).collect();
        self.tell(lines.join("\r\n").as_bytes())
    }

    /// The one door for secrets, and for what exists nowhere else: bytes to standard output, as they
    /// are. To a terminal go no control characters; those are refused with
    /// [`io::ErrorKind::InvalidData`].
    ///
    /// # Errors
    /// As [`Output::report`].
    pub fn reveal(&self, bytes: &Secret<[u8]>) -> io::Result<()> {
        if self.is_terminal() && !is_plain_text(bytes.expose()) {
            return Err(io::ErrorKind::InvalidData.into());
        }
        self.out(bytes.expose())
    }

    /// Whether standard output is a terminal, which takes no bytes but text.
    pub fn is_terminal(&self) -> bool {
        self.captured.is_none() && rustix::termios::isatty(rustix::stdio::stdout())
    }

    /// Whether it says what is going on.
    pub fn is_talkative(&self) -> bool {
        !self.style.quiet
    }

    /// Says what is going on.
    pub fn say(&self, text: &str) {
        if !self.style.quiet {
            self.err(&format!("{}\n", Printable(text)));
        }
    }

    /// Counts a long work of so many parts, of which each is then `what`: sealed, checked.
    pub fn progress(&self, what: &'static str, total: usize) -> Progress<'_> {
        Progress::new(self, what, total)
    }

    /// To the beginning of the line, and erased to its end (ECMA-48, EL).
    fn overwrite(&self, text: &str) {
        self.err(&format!("\r\x1b[K{}", Printable(text)));
    }

    /// Says what the reader should know before going on.
    pub fn warn(&self, text: &str) {
        if !self.style.quiet {
            self.told("warning", "33", text);
        }
    }

    /// Says why the command failed, and what to do. Shown even with `--quiet`.
    pub fn error(&self, text: &str) {
        self.told("error", "31", text);
    }

    fn told(&self, what: &str, colour: &str, text: &str) {
        // Broken before it is painted: colours take no columns.
        let told = self.broken(&format!("akvault: {what}: {text}"));
        self.err(&format!("{}\n", told.replacen(what, &self.paint(what, colour), 1)));
    }

    /// On a terminal, lines that are too long for it are broken between words; but for what is to be typed next.
    fn broken(&self, text: &str) -> String {
        let columns = if self.captured.is_some() { None } else { columns_of(rustix::stdio::stderr()) };
        let text = Printable(text).to_string();
        let line = |line| if is_to_type(line) { line.to_owned() } else { broken(line, columns) };
        text.split('\n').map(line).collect::<Vec<_>>().join("\n")
    }

    fn json(&self, mut value: Value) -> io::Result<()> {
        if let Some(members) = value.as_object_mut() {
            members.insert("schema".into(), SCHEMA.into());
        }
        let mut bytes = Vec::with_capacity(4096);
        serde_json::to_writer_pretty(&mut bytes, &value)?;
        bytes.push(b'\n');
        self.tell(escaped(&String::from_utf8_lossy(&bytes)).as_bytes())
    }

    fn paint(&self, word: &str, code: &str) -> String {
        if self.style.colour { format!("\x1b[{code}m{word}\x1b[0m") } else { word.to_owned() }
    }

    fn out(&self, bytes: &[u8]) -> io::Result<()> {
        if let Some(captured) = &self.captured {
            captured.borrow_mut().out.push_str(&String::from_utf8_lossy(bytes));
            return Ok(());
        }
        write_all(rustix::stdio::stdout(), bytes).map_err(io::Error::from)
    }

    /// A reader of a report that has read enough is no failure.
    fn tell(&self, bytes: &[u8]) -> io::Result<()> {
        match self.out(bytes) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            answer => answer,
        }
    }

    fn err(&self, text: &str) {
        match &self.captured {
            Some(captured) => captured.borrow_mut().err.push_str(text),
            // Where standard error is closed or full there is nobody to tell.
            None => drop(write_all(rustix::stdio::stderr(), text.as_bytes())),
        }
    }
}

/// JSON text with everything unprintable escaped. `serde_json` escapes C0 alone; the rest stands inside
/// strings, where JSON has an escape for it.
fn escaped(json: &str) -> Cow<'_, str> {
    // No early end: so it is done many bytes at a time.
    if json.bytes().fold(true, |is_plain, byte| is_plain & matches!(byte, b'\n' | b' '..=b'~')) {
        return Cow::Borrowed(json);
    }
    let mut text = String::with_capacity(json.len());
    for c in json.chars() {
        if crate::printable::is_unprintable(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                let _ = write!(text, "\\u{unit:04x}");
            }
        } else {
            text.push(c);
        }
    }
    Cow::Owned(text)
}

fn is_plain_text(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_ok_and(|text| !text.chars().any(crate::printable::is_unprintable))
}

/// A write that is always interrupted is an error, not a loop.
fn write_all(stream: BorrowedFd<'_>, mut bytes: &[u8]) -> Result<(), Errno> {
    let mut patience: u32 = 100;
    while !bytes.is_empty() {
        match rustix::io::write(stream, bytes) {
            Ok(written) => bytes = bytes.get(written..).unwrap_or_default(),
            Err(Errno::INTR) if patience > 0 => patience = patience.saturating_sub(1),
            Err(errno) => return Err(errno),
        }
    }
    Ok(())
}

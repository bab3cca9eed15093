//! The only room that writes to standard output and standard error.
//!
//! Results go to standard output, talk to standard error. Whatever is said is made printable here,
//! so that no command can forget it. Both are written past std's buffers, which keep copies.

mod progress;
mod table;

use std::borrow::Cow;
use std::cell::RefCell;
use std::fmt::Write as _;
use std::io;

use rustix::fd::{AsFd, BorrowedFd};
use rustix::io::Errno;
use serde_json::Value;

use crate::printable::Printable;
use crate::secret::Secret;

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

/// The width of a terminal that nobody made wider, and of lines that go elsewhere.
const COLUMNS: usize = 80;
/// Longer lines are hard to read, however wide the terminal is.
const MEASURE: usize = 100;
/// The least room for text that hangs beside a label; with less, it hangs below it.
const ROOM: usize = 24;

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

fn columns_of(terminal: impl AsFd) -> Option<usize> {
    let size = rustix::termios::tcgetwinsize(terminal).ok()?;
    Some(usize::from(size.ws_col)).filter(|columns| *columns > 0)
}

/// Breaks the lines of a text at their spaces where they are longer than that; what follows stands a little further in.
/// What is quoted stays whole, so that a command can be copied.
fn broken(text: &str, columns: Option<usize>) -> String {
    const IN: usize = 2;
    let Some(columns) = columns else { return text.to_owned() };
    let mut lines = Vec::new();
    for line in text.split('\n') {
        let indent = line.len().saturating_sub(line.trim_start_matches(' ').len()).saturating_add(IN);
        let mut fresh = String::new();
        for word in whole_words(line) {
            if !fresh.trim().is_empty() && width(&fresh).saturating_add(width(word.trim_end())) > columns {
                lines.push(fresh.trim_end().to_owned());
                fresh = " ".repeat(indent);
            }
            fresh.push_str(word);
        }
        lines.push(fresh);
    }
    lines.join("\n")
}

/// The words of a line, each with the spaces behind it; in backticks, spaces are part of a word.
fn whole_words(line: &str) -> impl Iterator<Item = &str> {
    let mut is_quoted = false;
    line.split_inclusive(move |c| {
        is_quoted ^= c == '`';
        c == ' ' && !is_quoted
    })
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
            self.err(&format!("{}\n", self.broken(text)));
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

    /// On a terminal, lines that are too long for it are broken between words.
    fn broken(&self, text: &str) -> String {
        let columns = if self.captured.is_some() { None } else { columns_of(rustix::stdio::stderr()) };
        broken(&Printable(text).to_string(), columns)
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

/// The lines of a report. Everything put on it is made printable.
#[derive(Debug, Default)]
pub struct Page {
    text: String,
    columns: Option<usize>,
}

impl Page {
    /// For a terminal of so many columns, or for none.
    pub fn of(columns: Option<usize>) -> Self {
        Self { text: String::new(), columns }
    }

    /// A line.
    pub fn line(&mut self, text: &str) {
        // Writing to a String does not fail.
        let _ = writeln!(self.text, "{}", on_one_line(text));
    }

    /// The text so far.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// `label`, padded, and its value; nothing where there is none.
    pub fn field(&mut self, label: &str, value: Option<&str>) {
        if let Some(value) = value {
            let _ = writeln!(self.text, "{label:<15} {}", on_one_line(value));
        }
    }

    /// `label`, and a text that is broken at its spaces where a line gets longer than the terminal, or than
    /// is good to read; the lines that follow stand below its first word.
    pub fn paragraph(&mut self, label: &str, text: &str) {
        self.wrapped(self.columns.map_or(COLUMNS, |columns| columns.min(MEASURE)), label, text);
    }

    fn wrapped(&mut self, columns: usize, label: &str, text: &str) {
        let label = on_one_line(label);
        let beside = width(&label);
        let indent = if beside.saturating_add(ROOM) <= columns { beside } else { beside.min(4) };
        let mut line = label;
        let mut is_first = true;
        for word in on_one_line(text).split(' ').filter(|word| !word.is_empty()) {
            let wide = width(&line).saturating_add(width(word)).saturating_add(1);
            if !is_first && wide > columns {
                let _ = writeln!(self.text, "{line}");
                line = " ".repeat(indent);
                is_first = true;
            }
            if !is_first {
                line.push(' ');
            }
            line.push_str(word);
            is_first = false;
        }
        let _ = writeln!(self.text, "{}", line.trim_end());
    }

    /// A table with a header; columns as wide as their widest cell. The last column is not padded. Where the
    /// terminal is too narrow, its cells are broken at their spaces; and where that does not help, each row
    /// becomes a list. Nothing is cut.
    pub fn table(&mut self, header: &[&str], rows: &[Vec<String>]) {
        let mut table = Table::new(header);
        rows.iter().flat_map(|row| row.iter().take(header.len())).for_each(|cell| table.cell(cell));
        self.put(&table);
    }

    /// The same, whose cells were put into it one after the other.
    pub fn put(&mut self, table: &Table) {
        table.write_to(self);
    }
}

/// Printable, and without line ends of its own: text from outside makes no line that reads like ours.
fn on_one_line(text: &str) -> String {
    Printable(&text.replace(['\n', '\t'], " ")).to_string()
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

/// Columns of a terminal.
fn width(text: &str) -> usize {
    unicode_width::UnicodeWidthStr::width(text)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_broken_between_words_and_what_is_quoted_stays_whole() {
        let text =
            "akvault: error: there is no record `web one`\n  next: did you mean `akvault show web-1`? 石井石井 is 8";
        assert_eq!(broken(text, None), text);
        assert_eq!(broken(text, Some(200)), text);
        let narrow = "akvault: error: there is no\n  record `web one`\n  next: did you mean\n    `akvault show web-1`?\n    石井石井 is 8";
        assert_eq!(broken(narrow, Some(28)), narrow);
        assert_eq!(broken(text, Some(28)), narrow);
        let unbroken = "x".repeat(90);
        assert_eq!(broken(&unbroken, Some(40)), unbroken);
    }

    #[test]
    fn paragraphs_are_broken_at_spaces_and_hang_below_their_first_word() {
        let mut page = Page::default();
        page.paragraph("  1  wins  ", &"word ".repeat(20));
        page.paragraph("", &"x".repeat(90));
        page.paragraph("label: ", "two\nlines \u{1b}[2J");
        let lines: Vec<&str> = page.as_str().lines().collect();
        assert_eq!(lines[0], format!("  1  wins  {}", ["word"; 14].join(" ")));
        assert_eq!(lines[1], format!("           {}", ["word"; 6].join(" ")));
        assert_eq!(lines[2], "x".repeat(90), "a word is not broken");
        assert_eq!(lines[3], "label: two lines \\u{1b}[2J");
        assert!(lines.len() == 4 && lines[..2].iter().all(|line| width(line) <= COLUMNS));
    }
}

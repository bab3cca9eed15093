//! Lines for people: what is put on them is made printable, and broken between words where a terminal is narrow.

use std::fmt::Write as _;

use super::Table;
use crate::printable::Printable;

/// The width of a terminal that nobody made wider, and of lines that go elsewhere.
const COLUMNS: usize = 80;
/// Longer lines are hard to read, however wide the terminal is.
const MEASURE: usize = 100;
/// The least room for text that hangs beside a label; with less, it hangs below it.
pub(super) const ROOM: usize = 24;

/// The lines of a report. Everything put on it is made printable.
#[derive(Debug, Default)]
pub struct Page {
    pub(super) text: String,
    pub(super) columns: Option<usize>,
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

    pub(super) fn wrapped(&mut self, columns: usize, label: &str, text: &str) {
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
pub(super) fn on_one_line(text: &str) -> String {
    Printable(&text.replace(['\n', '\t'], " ")).to_string()
}

/// Breaks a line at its spaces where it is longer than that; what follows stands a little further in. What is quoted
/// stays whole.
pub(super) fn broken(line: &str, columns: Option<usize>) -> String {
    const IN: usize = 2;
    let Some(columns) = columns else { return line.to_owned() };
    let indent = line.len().saturating_sub(line.trim_start_matches(' ').len()).saturating_add(IN);
    let (mut lines, mut fresh) = (String::new(), String::new());
    for word in whole_words(line) {
        if !fresh.trim().is_empty() && width(&fresh).saturating_add(width(word.trim_end())) > columns {
            lines.push_str(fresh.trim_end());
            lines.push('\n');
            fresh = " ".repeat(indent);
        }
        fresh.push_str(word);
    }
    lines + &fresh
}

/// The words of a line, each with the spaces behind it; in backticks, spaces are part of a word.
fn whole_words(line: &str) -> impl Iterator<Item = &str> {
    let mut is_quoted = false;
    line.split_inclusive(move |c| {
        is_quoted ^= c == '`';
        c == ' ' && !is_quoted
    })
}

/// Columns of a terminal.
pub(super) fn width(text: &str) -> usize {
    unicode_width::UnicodeWidthStr::width(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_broken_between_words_and_what_is_quoted_stays_whole() {
        let line = "  unchanged: the record `web one` and all of 石井石井 is 8";
        assert_eq!(broken(line, None), line);
        assert_eq!(broken(line, Some(200)), line);
        assert_eq!(broken(line, Some(24)), "  unchanged: the record\n    `web one` and all of\n    石井石井 is 8");
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

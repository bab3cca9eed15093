//! Tables of a hundred thousand rows: all cells in one text, which is measured while it grows and padded once.

use std::fmt::{Display, Write as _};

use super::page::{Page, ROOM, on_one_line, width};
use crate::printable::is_plain;

/// What stands between two columns.
const GAP: usize = 2;
/// What stands before the second line of a row.
const INDENT: &str = "    ";

/// The cells of a table, row by row, with the header first.
#[derive(Debug)]
pub struct Table {
    text: String,
    /// Where each cell ends, and how wide it is.
    cells: Vec<(usize, usize)>,
    widths: Vec<usize>,
}

impl Table {
    /// A table with this header and no rows.
    pub fn new(header: &[&str]) -> Self {
        let mut table = Self { text: String::new(), cells: Vec::new(), widths: vec![0; header.len()] };
        for cell in header {
            table.cell(cell);
        }
        table
    }

    /// Room for so many rows: growing is copying, and what is left behind is wiped.
    pub fn reserve(&mut self, rows: usize) {
        const USUAL: usize = 14;
        let cells = rows.saturating_mul(self.widths.len());
        self.cells.reserve(cells);
        self.text.reserve(cells.saturating_mul(USUAL));
    }

    /// The next cell, made printable.
    pub fn cell(&mut self, cell: impl Display) {
        let start = self.text.len();
        // Writing to a String does not fail.
        let _ = write!(self.text, "{cell}");
        let written = self.text.get(start..).unwrap_or_default();
        let wide = if is_plain(written) {
            written.len()
        } else {
            let shown = on_one_line(written);
            self.text.truncate(start);
            self.text.push_str(&shown);
            width(&shown)
        };
        let column = self.cells.len().checked_rem(self.widths.len()).unwrap_or(0);
        if let Some(widest) = self.widths.get_mut(column) {
            *widest = wide.max(*widest);
        }
        self.cells.push((self.text.len(), wide));
    }

    /// Where the terminal is too narrow for a row, the last cell is broken at its spaces, or the row goes on in a
    /// second line, or becomes a list.
    pub(super) fn write_to(&self, page: &mut Page) {
        match page.columns {
            Some(columns) if wide(&self.widths) > columns => match self.second_line(columns) {
                Some(column) => self.write_folded(page, columns, column),
                None => self.write_lists(page, columns),
            },
            _ => self.write_rows(&mut page.text),
        }
    }

    /// The column with which a second line begins, so that both fit; 0 where none is needed.
    fn second_line(&self, columns: usize) -> Option<usize> {
        let last = self.widths.len().checked_sub(1)?;
        let room = self.widths.last().map_or(0, |width| ROOM.min(*width));
        let fits = |column: usize| {
            let first = self.widths.get(..column).unwrap_or_default();
            let second = self.widths.get(column..last).unwrap_or_default();
            let indent = if column == 0 { 0 } else { INDENT.len() };
            let label =
                if second.is_empty() { indent } else { wide(second).saturating_add(GAP).saturating_add(indent) };
            wide(first) <= columns && label.saturating_add(room) <= columns
        };
        std::iter::once(0).chain((1..=last).rev()).find(|column| fits(*column))
    }

    fn write_rows(&self, page: &mut String) {
        let room: usize = self.widths.iter().map(|width| width.saturating_add(GAP)).sum();
        page.reserve(self.cells.len().checked_div(self.widths.len()).unwrap_or(0).saturating_mul(room));
        let mut start = 0;
        for row in self.cells.chunks(self.widths.len().max(1)) {
            let mut padding = 0;
            for ((end, wide), widest) in row.iter().zip(&self.widths) {
                let cell = self.text.get(start..*end).unwrap_or_default();
                start = *end;
                if !cell.is_empty() {
                    pad(page, padding);
                    page.push_str(cell);
                    padding = 0;
                }
                padding = widest.saturating_sub(*wide).saturating_add(padding).saturating_add(GAP);
            }
            page.push('\n');
        }
    }

    fn write_folded(&self, page: &mut Page, columns: usize, second: usize) {
        let indent = if second > 0 { INDENT } else { "" };
        for row in self.rows() {
            let Some(((text, _), others)) = row.split_last() else { continue };
            let cells = || others.iter().copied().zip(self.widths.iter().copied());
            if second > 0 {
                page.line(side_by_side("", cells().take(second)).trim_end());
            }
            page.wrapped(columns, &side_by_side(indent, cells().skip(second)), text);
        }
    }

    /// Each row is a list of its cells, each beside its column's header.
    fn write_lists(&self, page: &mut Page, columns: usize) {
        let mut rows = self.rows();
        let header = rows.next().unwrap_or_default();
        let widest = header.iter().map(|(_, wide)| *wide).max().unwrap_or(0);
        for (number, row) in rows.enumerate() {
            if number > 0 {
                page.line("");
            }
            for (name, (cell, _)) in header.iter().zip(row).filter(|(_, (cell, _))| !cell.is_empty()) {
                page.wrapped(columns, &side_by_side("", std::iter::once((*name, widest))), cell);
            }
        }
    }

    /// The cells of each row, and how wide they are.
    fn rows(&self) -> impl Iterator<Item = Vec<(&str, usize)>> {
        let mut start = 0;
        let mut cell = move |(end, wide): &(usize, usize)| {
            let cell = self.text.get(start..*end).unwrap_or_default();
            start = *end;
            (cell, *wide)
        };
        self.cells.chunks(self.widths.len().max(1)).map(move |row| row.iter().map(&mut cell).collect())
    }
}

/// How wide these columns are together.
fn wide(widths: &[usize]) -> usize {
    widths.iter().fold(0, |sum: usize, width| sum.saturating_add(*width).saturating_add(GAP)).saturating_sub(GAP)
}

/// Cells, each padded to the width of its column, and with the gap behind it.
fn side_by_side(indent: &str, cells: impl Iterator<Item = ((impl AsRef<str>, usize), usize)>) -> String {
    let mut line = indent.to_owned();
    for ((cell, wide), widest) in cells {
        line.push_str(cell.as_ref());
        pad(&mut line, widest.saturating_sub(wide).saturating_add(GAP));
    }
    line
}

fn pad(page: &mut String, mut count: usize) {
    const SPACES: &str = "                                ";
    while count > 0 {
        let piece = SPACES.get(..count).unwrap_or(SPACES);
        page.push_str(piece);
        count = count.saturating_sub(piece.len());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROWS: [[&str; 3]; 2] =
        [["alice", "\u{77f3}\u{4e95}", "rotate it before it is too late"], ["b", "", "nothing"]];

    /// The table on a terminal of so many columns, line by line.
    fn shown(columns: Option<usize>) -> Vec<String> {
        let mut page = Page::of(columns);
        page.table(&["NAME", "HOLDER", "NEXT"], &ROWS.map(|row| row.map(str::to_owned).to_vec()));
        page.as_str().lines().map(str::to_owned).collect()
    }

    #[test]
    fn columns_are_as_wide_as_their_widest_cell_where_there_is_room() {
        let whole = [
            "NAME   HOLDER  NEXT",
            "alice  \u{77f3}\u{4e95}    rotate it before it is too late",
            "b              nothing",
        ];
        for columns in [None, Some(200), Some(46)] {
            assert_eq!(shown(columns), whole, "{columns:?}");
        }
    }

    #[test]
    fn the_last_column_is_broken_at_spaces_on_a_narrower_terminal() {
        let broken = [
            "NAME   HOLDER  NEXT",
            "alice  \u{77f3}\u{4e95}    rotate it before it is",
            "               too late",
            "b              nothing",
        ];
        assert_eq!(shown(Some(40)), broken);
        assert!(shown(Some(40)).iter().all(|line| width(line) <= 40));
    }

    #[test]
    fn a_row_goes_on_in_a_second_line_where_there_is_no_room_beside_it() {
        let folded = [
            "NAME   HOLDER",
            "    NEXT",
            "alice  \u{77f3}\u{4e95}",
            "    rotate it before it is too",
            "    late",
            "b",
            "    nothing",
        ];
        assert_eq!(shown(Some(34)), folded);
    }

    #[test]
    fn a_row_becomes_a_list_where_even_that_is_too_wide_and_every_word_is_there() {
        let listed = [
            "NAME    alice",
            "HOLDER  \u{77f3}\u{4e95}",
            "NEXT    rotate it",
            "    before it is too",
            "    late",
            "",
            "NAME    b",
            "NEXT    nothing",
        ];
        assert_eq!(shown(Some(20)), listed);
        let words = shown(Some(1)).join(" ");
        assert!(
            ROWS.as_flattened().iter().flat_map(|cell| cell.split(' ')).all(|word| words.contains(word)),
            "{words}"
        );
    }
}

//! Tables of a hundred thousand rows: all cells in one text, which is measured while it grows and padded once.

use std::fmt::{Display, Write as _};

use super::{COLUMNS, Page, ROOM, on_one_line, width};

/// What stands between two columns.
const GAP: usize = 2;

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
        // No early end: so it is done many bytes at a time.
        let is_plain = written.bytes().fold(true, |is_plain, byte| is_plain & matches!(byte, b' '..=b'~'));
        let wide = if is_plain {
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

    pub(super) fn write_to(&self, page: &mut Page) {
        let (last, others) = self.widths.split_last().unwrap_or((&0, &[]));
        let before_last = others.iter().fold(0, |sum: usize, width| sum.saturating_add(*width).saturating_add(GAP));
        let fits = |width: usize| page.columns.is_none_or(|columns| width <= columns);
        if fits(before_last.saturating_add(*last)) {
            self.write_rows(&mut page.text);
        } else if fits(before_last.saturating_add(ROOM)) {
            self.write_wrapped(page);
        } else {
            self.write_lists(page);
        }
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

    /// The last cell of each row is broken at its spaces.
    fn write_wrapped(&self, page: &mut Page) {
        for row in self.rows() {
            let Some(((text, _), others)) = row.split_last() else { continue };
            let mut label = String::new();
            for (cell, widest) in others.iter().zip(&self.widths) {
                padded(&mut label, *cell, *widest);
            }
            page.wrapped(page.columns.unwrap_or(COLUMNS), &label, text);
        }
    }

    /// Each row is a list of its cells, each beside its column's header.
    fn write_lists(&self, page: &mut Page) {
        let mut rows = self.rows();
        let header = rows.next().unwrap_or_default();
        let widest = header.iter().map(|(_, wide)| *wide).max().unwrap_or(0);
        for (number, row) in rows.enumerate() {
            if number > 0 {
                page.line("");
            }
            for (name, (cell, _)) in header.iter().zip(row).filter(|(_, (cell, _))| !cell.is_empty()) {
                let mut label = String::new();
                padded(&mut label, *name, widest);
                page.wrapped(page.columns.unwrap_or(COLUMNS), &label, cell);
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

/// A cell, as wide as its column, and the gap behind it.
fn padded(line: &mut String, (cell, wide): (&str, usize), widest: usize) {
    line.push_str(cell);
    pad(line, widest.saturating_sub(wide).saturating_add(GAP));
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
    fn a_row_becomes_a_list_where_even_that_is_too_wide_and_every_word_is_there() {
        let listed = [
            "NAME    alice",
            "HOLDER  \u{77f3}\u{4e95}",
            "NEXT    rotate it before it is",
            "        too late",
            "",
            "NAME    b",
            "NEXT    nothing",
        ];
        assert_eq!(shown(Some(34)), listed);
        let words = shown(Some(1)).join(" ");
        assert!(
            ROWS.as_flattened().iter().flat_map(|cell| cell.split(' ')).all(|word| words.contains(word)),
            "{words}"
        );
    }
}

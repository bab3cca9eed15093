//! Tables of a hundred thousand rows: all cells in one text, which is measured while it grows and padded once.

use std::fmt::{Display, Write as _};

use super::{on_one_line, width};

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

    pub(super) fn write_to(&self, page: &mut String) {
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
}

fn pad(page: &mut String, mut count: usize) {
    const SPACES: &str = "                                ";
    while count > 0 {
        let piece = SPACES.get(..count).unwrap_or(SPACES);
        page.push_str(piece);
        count = count.saturating_sub(piece.len());
    }
}

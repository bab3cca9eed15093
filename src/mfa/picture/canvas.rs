//! Where a decoder puts a picture, row by row. A large one is shrunk meanwhile: of two by two pixels the
//! mean is kept, since a code that is meant has more pixels than it needs in so large a picture.

use super::{Gray, SEARCHED_LIMIT};
use crate::secret::Secret;

pub(super) struct Canvas {
    /// Whether two pixels of a side become one.
    is_shrunk: bool,
    width: usize,
    height: usize,
    pixels: Vec<u8>,
    /// Of the row that waits for the one below it.
    sums: Vec<u16>,
    is_waiting: bool,
}

impl Canvas {
    /// For a picture of this size, within `PIXELS_LIMIT`.
    pub(super) fn new(width: usize, height: usize) -> Self {
        let is_shrunk = width.saturating_mul(height) > SEARCHED_LIMIT;
        let (width, height) = if is_shrunk { (width.div_ceil(2), height.div_ceil(2)) } else { (width, height) };
        let pixels = Vec::with_capacity(width.saturating_mul(height));
        Self { is_shrunk, width, height, pixels, sums: vec![0; width], is_waiting: false }
    }

    /// Takes the next row.
    pub(super) fn row(&mut self, shades: impl Iterator<Item = u8>) {
        if !self.is_shrunk {
            return self.pixels.extend(shades.take(self.width));
        }
        for (at, shade) in shades.enumerate() {
            if let Some(sum) = self.sums.get_mut(at / 2) {
                *sum = sum.saturating_add(shade.into());
            }
        }
        if self.is_waiting {
            self.finish_row();
        } else {
            self.is_waiting = true;
        }
    }

    fn finish_row(&mut self) {
        let means = self.sums.iter().map(|sum| u8::try_from(sum / 4).unwrap_or(u8::MAX));
        self.pixels.extend(means);
        self.sums.fill(0);
        self.is_waiting = false;
    }

    /// The picture; none if rows are missing.
    pub(super) fn finished(mut self) -> Option<Gray> {
        // The last row of an odd number stands for two, darker than it is: no code reaches to the edge.
        if self.is_waiting {
            self.finish_row();
        }
        let is_whole = self.pixels.len() == self.width.saturating_mul(self.height);
        is_whole.then(|| Gray { width: self.width, height: self.height, pixels: Secret::from(self.pixels) })
    }
}

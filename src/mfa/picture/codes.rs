//! The QR codes in a picture.
//!
//! The reader finds dark codes on light and misses some that are small, or whose quiet zone is darker
//! than what is around it: so it looks again at the negative (dark screens), at the picture in pure
//! black and white, and at twice the size. The first look that reads something counts.

use std::collections::BTreeSet;

use rqrr::PreparedImage;

use super::super::error::Error;
use super::Gray;
use crate::secret::Secret;

/// Larger pictures are not looked at in twice their size: their codes are large enough.
const ENLARGED_LIMIT: usize = 1024 * 1024;

/// The text of the one code there is. The same code twice is one.
pub(super) fn only(gray: &Gray) -> Result<Secret, Error> {
    let scales: &[usize] = if gray.pixels.expose().len() <= ENLARGED_LIMIT { &[1, 2] } else { &[1] };
    let threshold = threshold(gray.pixels.expose());
    let shades = [(None, false), (None, true), (Some(threshold), false), (Some(threshold), true)];
    let looks = scales.iter().flat_map(|scale| shades.map(|shade| (*scale, shade)));
    let mut seen = false;
    for (scale, (threshold, negative)) in looks {
        let Texts { texts, unreadable } = Look { gray, scale, threshold, negative }.texts();
        seen |= unreadable;
        let mut texts = texts.into_iter();
        match (texts.next(), texts.len()) {
            (Some(text), 0) => return Ok(Secret::from(text)),
            (Some(_), others) => return Err(Error::SeveralCodes(others.saturating_add(1))),
            (None, _) => {}
        }
    }
    Err(if seen { Error::UnreadableCode } else { Error::NoCode })
}

/// One way to look at a picture.
struct Look<'a> {
    gray: &'a Gray,
    scale: usize,
    /// What is darker is black, all else white; without one the reader decides by what is around.
    threshold: Option<u8>,
    negative: bool,
}

struct Texts {
    texts: BTreeSet<String>,
    unreadable: bool,
}

impl Look<'_> {
    fn texts(&self) -> Texts {
        let (width, height) = (self.gray.width, self.gray.height);
        let scaled = |side: usize| side.saturating_mul(self.scale);
        let (width, height) = (scaled(width), scaled(height));
        let mut image = if let Some(threshold) = self.threshold {
            let is_black = |x, y| (self.shade(x, y) < threshold) != self.negative;
            PreparedImage::prepare_from_bitmap(width, height, is_black)
        } else {
            let shade = |x, y| if self.negative { !self.shade(x, y) } else { self.shade(x, y) };
            PreparedImage::prepare_from_greyscale(width, height, shade)
        };
        let mut found = Texts { texts: BTreeSet::new(), unreadable: false };
        for grid in image.detect_grids() {
            match grid.decode() {
                Ok((_, text)) => drop(found.texts.insert(text)),
                Err(_) => found.unreadable = true,
            }
        }
        found
    }

    /// In twice the size, a pixel between two others is as dark as both.
    fn shade(&self, x: usize, y: usize) -> u8 {
        if self.scale == 1 {
            return self.at(x, y);
        }
        let (left, top) = (x / 2, y / 2);
        let (right, bottom) = (x.div_ceil(2), y.div_ceil(2));
        let corners = [(left, top), (right, top), (left, bottom), (right, bottom)];
        let sum: u16 = corners.iter().map(|(x, y)| u16::from(self.at(*x, *y))).sum();
        u8::try_from(sum / 4).unwrap_or(u8::MAX)
    }

    /// What lies beyond the edge is like the edge.
    fn at(&self, x: usize, y: usize) -> u8 {
        let inside = |place: usize, side: usize| place.min(side.saturating_sub(1));
        let row = inside(y, self.gray.height).saturating_mul(self.gray.width);
        let place = row.saturating_add(inside(x, self.gray.width));
        self.gray.pixels.expose().get(place).copied().unwrap_or(u8::MAX)
    }
}

/// The shade that parts dark from light best (Otsu's method): the most variance between the two.
fn threshold(pixels: &[u8]) -> u8 {
    let mut counts = [0_u32; 256];
    for pixel in pixels {
        if let Some(count) = counts.get_mut(usize::from(*pixel)) {
            *count = count.saturating_add(1);
        }
    }
    let weigh = |shades: &[u32], first: f64| {
        let weights = shades.iter().fold((first, 0.0, 0.0), |(shade, all, sum), count| {
            (shade + 1.0, all + f64::from(*count), sum + f64::from(*count) * shade)
        });
        (weights.1, weights.2)
    };
    let variance = |shade: &u8| {
        let (dark, light) = counts.split_at(usize::from(*shade));
        let ((dark, dark_sum), (light, light_sum)) = (weigh(dark, 0.0), weigh(light, f64::from(*shade)));
        if dark > 0.0 && light > 0.0 { dark * light * (dark_sum / dark - light_sum / light).powi(2) } else { 0.0 }
    };
    (1..=u8::MAX).max_by(|one, other| variance(one).total_cmp(&variance(other))).unwrap_or(128)
}

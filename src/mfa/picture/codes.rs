//! The QR codes in a picture.
//!
//! rqrr decodes the modules of a code. Finding them is ours: its own search has no bound. Like quirc's,
//! from which it descends (<https://github.com/dlbeer/quirc/issues/162>), it spirals without end around
//! a corner that is not there, and a picture of 6 KB full of corners kept it busy for minutes.
//!
//! A picture is looked at in several ways, since screens are dark and codes are small. The first look
//! that reads something counts.

use std::collections::BTreeSet;

use super::super::error::Error;
use super::Gray;
use super::bitmap::{Bitmap, Parting};
use super::corners;
use super::grid::{self, Triangle};
use crate::secret::Secret;

/// Larger pictures are not looked at in twice their size: their codes are large enough.
const ENLARGED_LIMIT: usize = 1024 * 1024;

/// The text of the one code there is. The same code twice is one.
pub(super) fn only(gray: &Gray) -> Result<Secret, Error> {
    match in_every_light(gray) {
        Err(Error::NoCode) if gray.pixels.expose().len() <= ENLARGED_LIMIT => in_every_light(&gray.enlarged()),
        Err(Error::UnreadableCode) if gray.pixels.expose().len() <= ENLARGED_LIMIT => in_every_light(&gray.enlarged())
            .map_err(|again| match again {
                Error::NoCode => Error::UnreadableCode,
                other => other,
            }),
        answer => answer,
    }
}

fn in_every_light(gray: &Gray) -> Result<Secret, Error> {
    let mut seen = false;
    for negative in [false, true] {
        for parting in [Parting::Global, Parting::Local] {
            let bitmap = Bitmap::of(gray, parting, negative);
            let triangles = grid::triangles(&corners::find(&bitmap));
            seen |= !triangles.is_empty();
            let mut texts = texts(&triangles, &bitmap).into_iter();
            match (texts.next(), texts.len()) {
                (Some(text), 0) => return Ok(Secret::from(text)),
                (Some(_), others) => return Err(Error::SeveralCodes(others.saturating_add(1))),
                (None, _) => {}
            }
        }
    }
    Err(if seen { Error::UnreadableCode } else { Error::NoCode })
}

/// What the codes say. A corner belongs to one code alone.
fn texts(triangles: &[Triangle], bitmap: &Bitmap) -> BTreeSet<String> {
    let mut texts = BTreeSet::new();
    let mut used: BTreeSet<usize> = BTreeSet::new();
    for triangle in triangles {
        if triangle.places.iter().any(|place| used.contains(place)) {
            continue;
        }
        let read = |grid| rqrr::Grid::new(grid).decode().ok().map(|(_, text)| text);
        if let Some(text) = triangle.grids(bitmap).into_iter().find_map(read) {
            used.extend(triangle.places);
            texts.insert(text);
        }
    }
    texts
}

impl Gray {
    /// Twice the size: a pixel between two others is as dark as both.
    fn enlarged(&self) -> Self {
        let (width, height) = (self.width.saturating_mul(2), self.height.saturating_mul(2));
        let places = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
        let mut pixels = Vec::with_capacity(width.saturating_mul(height));
        pixels.extend(places.map(|(x, y)| self.between(x, y)));
        Self { width, height, pixels: Secret::from(pixels) }
    }

    fn between(&self, x: usize, y: usize) -> u8 {
        let (left, top) = (x / 2, y / 2);
        let (right, bottom) = (x.div_ceil(2), y.div_ceil(2));
        let corners = [(left, top), (right, top), (left, bottom), (right, bottom)];
        let sum: u16 = corners.iter().map(|(x, y)| u16::from(self.shade(*x, *y))).sum();
        u8::try_from(sum / 4).unwrap_or(u8::MAX)
    }

    /// What lies beyond the edge is like the edge.
    fn shade(&self, x: usize, y: usize) -> u8 {
        let inside = |place: usize, side: usize| place.min(side.saturating_sub(1));
        let row = inside(y, self.height).saturating_mul(self.width);
        self.pixels.expose().get(row.saturating_add(inside(x, self.width))).copied().unwrap_or(u8::MAX)
    }
}

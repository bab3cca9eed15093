//! QR codes, read from a picture: a screenshot, a scan, a photograph.
//!
//! A picture comes from outside. Its size is looked at before anything is made of it, so that no
//! picture takes more memory than the largest good one; and what decodes it forbids unsafe code. A
//! large one is shrunk while it is decoded, and one that its decoder must hold whole may be smaller.

mod bitmap;
mod canvas;
mod codes;
mod corners;
mod grid;
mod jpeg;
mod png;
#[cfg(test)]
#[expect(
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "an overflow fails the test"
)]
mod tests;

use super::error::Error;
use crate::secret::Secret;

/// The largest file, in bytes: a photograph of twelve million pixels takes five million.
pub const LIMIT: usize = 16 * 1024 * 1024;
/// The most pixels: phones take 4080 x 3072, large screens have 5120 x 2880.
const PIXELS_LIMIT: usize = 5120 * 2880;
/// The most pixels where the decoder holds them all, in several bytes each: interlaced and progressive ones.
const WHOLE_LIMIT: usize = 2048 * 2048;
/// The most pixels that are looked at: larger pictures are shrunk to half their width and height.
const SEARCHED_LIMIT: usize = 2048 * 2048;
/// The most pixels of a side.
const SIDE_LIMIT: usize = 16_384;

/// A picture in shades of gray, row by row.
struct Gray {
    width: usize,
    height: usize,
    pixels: Secret<[u8]>,
}

/// Whether the bytes begin like a picture, readable here or not.
pub(super) fn recognises(bytes: &[u8]) -> bool {
    kind(bytes).is_some()
}

/// The text of the one QR code in the picture.
pub(super) fn read(bytes: &[u8]) -> Result<Secret, Error> {
    let gray = match kind(bytes).ok_or(Error::NotText)? {
        Kind::Png => png::decode(bytes)?,
        Kind::Jpeg => jpeg::decode(bytes)?,
        Kind::Other(name) => return Err(Error::OtherPicture(name)),
    };
    codes::only(&gray)
}

#[derive(Clone, Copy)]
enum Kind {
    Png,
    Jpeg,
    Other(&'static str),
}

/// By the first bytes, as `file` does it.
fn kind(bytes: &[u8]) -> Option<Kind> {
    let is = |magic: &[u8]| bytes.starts_with(magic);
    let at = |offset: usize, magic: &[u8]| bytes.get(offset..).is_some_and(|rest| rest.starts_with(magic));
    match () {
        () if is(b"\x89PNG") => Some(Kind::Png),
        () if is(b"\xff\xd8\xff") => Some(Kind::Jpeg),
        () if is(b"GIF8") => Some(Kind::Other("a GIF")),
        () if is(b"RIFF") && at(8, b"WEBP") => Some(Kind::Other("a WebP")),
        () if at(4, b"ftypavif") => Some(Kind::Other("an AVIF")),
        () if at(4, b"ftyphei") || at(4, b"ftypmif1") => Some(Kind::Other("a HEIC")),
        () if is(b"BM") && at(6, &[0; 4]) => Some(Kind::Other("a BMP")),
        () if is(b"II*\0") || is(b"MM\0*") => Some(Kind::Other("a TIFF")),
        () if is(b"%PDF-") => Some(Kind::Other("a PDF")),
        () if is(b"<svg") || (is(b"<?xml") && bytes.windows(4).take(1024).any(|four| four == b"<svg")) => {
            Some(Kind::Other("an SVG"))
        }
        () => None,
    }
}

/// The number of pixels, if there are any and not too many.
fn pixels(width: usize, height: usize, limit: usize) -> Result<usize, Error> {
    let count = width.saturating_mul(height);
    if count > limit || width > SIDE_LIMIT || height > SIDE_LIMIT {
        return Err(Error::HugePicture { width, height });
    }
    if count == 0 { Err(Error::NoCode) } else { Ok(count) }
}

#[cfg(test)]
pub(super) fn of_gray(width: usize, pixels: Vec<u8>) -> Result<Secret, Error> {
    codes::only(&Gray { width, height: pixels.len().checked_div(width).unwrap(), pixels: Secret::from(pixels) })
}

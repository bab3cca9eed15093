//! JPEG pictures as shades of gray.

use zune_jpeg::JpegDecoder;
use zune_jpeg::errors::DecodeErrors;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use super::super::error::Error;
use super::canvas::Canvas;
use super::{Gray, PIXELS_LIMIT, SIDE_LIMIT, WHOLE_LIMIT, pixels};
use crate::secret::Secret;

/// A progressive picture is decoded once for each of its scans; cameras and programs make about ten.
const SCANS_LIMIT: usize = 16;

pub(super) fn decode(bytes: &[u8]) -> Result<Gray, Error> {
    let options = DecoderOptions::new_safe()
        .set_max_width(SIDE_LIMIT)
        .set_max_height(SIDE_LIMIT)
        .jpeg_set_max_scans(SCANS_LIMIT)
        .jpeg_set_out_colorspace(ColorSpace::Luma);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    decoder.decode_headers().map_err(broken)?;
    let (width, height) = decoder.dimensions().ok_or(Error::BrokenPicture("JPEG"))?;
    let is_progressive = decoder.info().is_some_and(|info| info.sof.is_progressive());
    pixels(width, height, if is_progressive { WHOLE_LIMIT } else { PIXELS_LIMIT })?;
    let gray: Secret<[u8]> = decoder.decode().map_err(broken)?.into();
    let mut canvas = Canvas::new(width, height);
    gray.expose().chunks_exact(width).for_each(|row| canvas.row(row.iter().copied()));
    canvas.finished().ok_or(Error::BrokenPicture("JPEG"))
}

#[expect(clippy::needless_pass_by_value, reason = "for map_err")]
fn broken(error: DecodeErrors) -> Error {
    match error {
        DecodeErrors::LargeDimensions(side) => Error::HugePicture { width: side, height: side },
        _ => Error::BrokenPicture("JPEG"),
    }
}

//! PNG pictures as shades of gray. What is transparent is white, as on the page that it was made for.

use std::io::Cursor;

use png::{ColorType, Decoder, DecodingError, Limits, Transformations};

use super::super::error::Error;
use super::canvas::Canvas;
use super::{Gray, PIXELS_LIMIT, WHOLE_LIMIT, pixels};

/// What the decoder may take beside the picture itself.
const MEMORY_LIMIT: usize = 16 * 1024 * 1024;

pub(super) fn decode(bytes: &[u8]) -> Result<Gray, Error> {
    let mut decoder = Decoder::new_with_limits(Cursor::new(bytes), Limits { bytes: MEMORY_LIMIT });
    decoder.set_transformations(Transformations::normalize_to_color8());
    decoder.set_ignore_text_chunk(true);
    decoder.set_ignore_iccp_chunk(true);
    let (width, height, is_interlaced) = {
        let header = decoder.read_header_info().map_err(broken)?;
        (side(header.width), side(header.height), header.interlaced)
    };
    pixels(width, height, if is_interlaced { WHOLE_LIMIT } else { PIXELS_LIMIT })?;
    let mut reader = decoder.read_info().map_err(broken)?;
    let mut canvas = Canvas::new(width, height);
    let kind = reader.output_color_type().0;
    let mut put = |row: &[u8]| canvas.row(row.chunks_exact(kind.samples()).map(|pixel| shade(kind, pixel)));
    if is_interlaced {
        let mut raw = vec![0; reader.output_buffer_size().ok_or(Error::HugePicture { width, height })?];
        reader.next_frame(&mut raw).map_err(broken)?;
        raw.chunks_exact(width.saturating_mul(kind.samples())).for_each(put);
    } else {
        while let Some(row) = reader.next_row().map_err(broken)? {
            put(row.data());
        }
    }
    canvas.finished().ok_or(Error::BrokenPicture("PNG"))
}

fn side(pixels: u32) -> usize {
    usize::try_from(pixels).unwrap_or(usize::MAX)
}

fn broken(_: DecodingError) -> Error {
    Error::BrokenPicture("PNG")
}

fn shade(kind: ColorType, pixel: &[u8]) -> u8 {
    match (kind, pixel) {
        (_, [gray]) => *gray,
        (_, [gray, opacity]) => on_white(*gray, *opacity),
        (_, [red, green, blue]) => luminance(*red, *green, *blue),
        (_, [red, green, blue, opacity]) => on_white(luminance(*red, *green, *blue), *opacity),
        _ => u8::MAX,
    }
}

/// ITU-R BT.601, in thousandths.
fn luminance(red: u8, green: u8, blue: u8) -> u8 {
    let parts = [(red, 299), (green, 587), (blue, 114)];
    let sum =
        parts.iter().fold(0_u32, |sum, (part, weight)| sum.saturating_add(u32::from(*part).saturating_mul(*weight)));
    u8::try_from(sum / 1000).unwrap_or(u8::MAX)
}

fn on_white(gray: u8, opacity: u8) -> u8 {
    let (gray, opacity) = (u32::from(gray), u32::from(opacity));
    let white = 255_u32.saturating_sub(opacity).saturating_mul(255);
    u8::try_from(gray.saturating_mul(opacity).saturating_add(white) / 255).unwrap_or(u8::MAX)
}

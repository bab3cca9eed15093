//! The ASCII armor around an age file, on and off.
//!
//! The age crate reads and writes it strictly. Mail gateways change line ends and add white space
//! before and after: the crate takes the first, and refuses the second, which the specification
//! allows, so it is trimmed here.

use std::io::{self, Read as _, Write as _};

use age::armor::{ArmoredReadError, ArmoredReader, ArmoredWriter, Format};

use super::Error;

const BEGIN: &[u8] = b"-----BEGIN AGE ENCRYPTED FILE-----";

/// Whether the bytes begin with the armor's first line, white space aside.
pub(super) fn is_armored(bytes: &[u8]) -> bool {
    bytes.trim_ascii_start().starts_with(BEGIN)
}

/// Whether the armor begins further below, as in a mail that was saved as a whole.
pub(super) fn is_buried(bytes: &[u8]) -> bool {
    bytes.split(|byte| *byte == b'\n').any(|line| line.starts_with(BEGIN))
}

/// Takes the armor off. There are at most `limit` bytes in it.
pub(super) fn remove(text: &[u8], limit: usize) -> Result<Vec<u8>, Error> {
    let text = text.trim_ascii();
    let room = limit.min(text.len()).saturating_add(1);
    let mut binary = Vec::with_capacity(room);
    let bound = u64::try_from(room).unwrap_or(u64::MAX);
    ArmoredReader::new(text).take(bound).read_to_end(&mut binary).map_err(|error| explain(&error))?;
    Ok(binary)
}

/// Puts the armor on.
pub(super) fn add(binary: &[u8]) -> io::Result<String> {
    let mut writer = ArmoredWriter::wrap_output(Vec::new(), Format::AsciiArmor)?;
    writer.write_all(binary)?;
    String::from_utf8(writer.finish()?).map_err(io::Error::other)
}

fn explain(error: &io::Error) -> Error {
    let what = match error.get_ref().and_then(|inner| inner.downcast_ref()) {
        Some(ArmoredReadError::Base64(_)) => "a line is not canonical base64",
        Some(ArmoredReadError::InvalidBeginMarker) => "its first line has more than the marker",
        Some(ArmoredReadError::LineContainsCr) => "a carriage return stands inside a line",
        Some(ArmoredReadError::MissingPadding) => "a line is cut off or not padded",
        Some(ArmoredReadError::NotWrappedAt64Chars) => "a line is empty or not 64 columns wide, or the end is missing",
        Some(ArmoredReadError::ShortLineInMiddle) => "a short line is followed by others",
        Some(ArmoredReadError::TrailingGarbage) => "something follows its last line",
        _ => "it is not text, or cut off",
    };
    Error::BadArmor { what }
}

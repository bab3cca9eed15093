//! QR codes on a terminal. The only user of the qrcode crate.

use qrcode::render::unicode::Dense1x2;
use qrcode::types::QrError;
use qrcode::{EcLevel, QrCode};

use crate::secret::Secret;

/// A code, drawn.
#[derive(Debug)]
pub struct Drawing {
    /// Its lines, with the colours that make it right on every background.
    pub text: Secret,
    /// Its width in columns of a terminal.
    pub columns: usize,
}

/// Modules of light around a code (ISO/IEC 18004).
const QUIET_ZONE: usize = 4;

/// A code that a phone turns into a text message with this text, its receiver to be chosen: the
/// `SMSTO:` form of `ZXing`'s barcode contents. Two modules a character.
///
/// # Errors
/// When the text does not fit a code.
pub fn message(text: &Secret) -> Result<Drawing, QrError> {
    let content = Secret::from(format!("SMSTO::{}", text.expose()));
    let code = QrCode::with_error_correction_level(content.expose().as_bytes(), EcLevel::L)?;
    // A block character is drawn in the foreground. Black on white makes dark modules dark whatever
    // the colours of the terminal are; the renderer's blocks are its dark modules.
    let drawn = Secret::from(code.render::<Dense1x2>().quiet_zone(true).build());
    let lines = drawn.expose().lines().map(|line| format!("\x1b[30;107m{line}\x1b[0m\n"));
    let columns = code.width().saturating_add(QUIET_ZONE.saturating_mul(2));
    Ok(Drawing { text: Secret::from(lines.collect::<String>()), columns })
}

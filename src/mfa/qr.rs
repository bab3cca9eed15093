//! QR codes, made: on a terminal, as PNG, as SVG.
//!
//! What is in a code is as secret as its text, so every picture is a [`Secret`]. All of them are dark
//! on light with the quiet zone that the standard asks for, whatever surrounds them.

use std::fmt::Write as _;

use qrcode::render::unicode::Dense1x2;
use qrcode::{Color, EcLevel, QrCode};

use super::error::Error;
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
/// Pixels of a module in a picture: phones want three or more, and screens show hundreds of pixels.
const PIXELS: usize = 8;
/// What a picture of the largest code (177 modules) takes at most, in either form: none grows.
const ROOM: usize = 256 * 1024;

/// A code that a phone turns into a text message with this text, its receiver to be chosen: the
/// `SMSTO:` form of `ZXing`'s barcode contents.
///
/// # Errors
/// [`Error::TooMuch`]
pub fn message(text: &Secret) -> Result<Drawing, Error> {
    on_terminal(&Secret::from(format!("SMSTO::{}", text.expose())))
}

/// A code in half blocks, two modules a character, with the least error correction: a screen has no
/// stains, and windows are small.
///
/// # Errors
/// [`Error::TooMuch`]
pub fn on_terminal(text: &Secret) -> Result<Drawing, Error> {
    let code = code(text, EcLevel::L)?;
    // A block character is drawn in the foreground. Black on white makes dark modules dark whatever
    // the colours of the terminal are; the renderer's blocks are its dark modules.
    let drawn = Secret::from(code.render::<Dense1x2>().quiet_zone(true).build());
    let lines = drawn.expose().lines().map(|line| format!("\x1b[30;107m{line}\x1b[0m\n"));
    let columns = code.width().saturating_add(QUIET_ZONE.saturating_mul(2));
    Ok(Drawing { text: Secret::from(lines.collect::<String>()), columns })
}

/// A code as a PNG picture, eight pixels a module, one bit a pixel.
///
/// # Errors
/// [`Error::TooMuch`]
pub fn png(text: &Secret) -> Result<Secret<[u8]>, Error> {
    let modules = Modules::of(text)?;
    let side = modules.side().saturating_mul(PIXELS);
    let mut bytes = Vec::with_capacity(ROOM);
    let written = u32::try_from(side).map_err(|_| Error::TooMuch).and_then(|side| {
        let mut encoder = png::Encoder::new(&mut bytes, side, side);
        encoder.set_color(png::ColorType::Grayscale);
        encoder.set_depth(png::BitDepth::One);
        let mut writer = encoder.write_header().map_err(|_| Error::TooMuch)?;
        writer.write_image_data(&modules.raster()).map_err(|_| Error::TooMuch)
    });
    written.map(|()| Secret::from(bytes))
}

/// A code as an SVG picture: a light square, and a path of dark runs.
///
/// # Errors
/// [`Error::TooMuch`]
pub fn svg(text: &Secret) -> Result<Secret<[u8]>, Error> {
    let modules = Modules::of(text)?;
    let side = modules.side();
    let pixels = side.saturating_mul(PIXELS);
    let mut svg = String::with_capacity(ROOM);
    // Writing to a String does not fail.
    let _ = write!(
        svg,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{pixels}\" \
         height=\"{pixels}\" viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\">\n\
         <rect width=\"{side}\" height=\"{side}\" fill=\"#fff\"/>\n<path fill=\"#000\" d=\""
    );
    for y in 0..side {
        for (x, width) in runs(&modules.row(y)) {
            let _ = write!(svg, "M{x} {y}h{width}v1h-{width}z");
        }
    }
    svg.push_str("\"/>\n</svg>\n");
    Ok(Secret::from(svg.into_bytes()))
}

/// The error correction that `level` gives, or the least where the text takes all the room.
fn code(text: &Secret, level: EcLevel) -> Result<QrCode, Error> {
    let with = |level| QrCode::with_error_correction_level(text.expose().as_bytes(), level);
    with(level).or_else(|_| with(EcLevel::L)).map_err(|_| Error::TooMuch)
}

/// The modules of a code for a picture, which may be printed: 15 % of it may be unreadable.
struct Modules {
    width: usize,
    colors: Vec<Color>,
}

impl Modules {
    fn of(text: &Secret) -> Result<Self, Error> {
        let code = code(text, EcLevel::M)?;
        Ok(Self { width: code.width(), colors: code.into_colors() })
    }

    /// With the quiet zone.
    fn side(&self) -> usize {
        self.width.saturating_add(QUIET_ZONE.saturating_mul(2))
    }

    /// Which modules of a row are dark, the quiet zone included.
    fn row(&self, y: usize) -> Vec<bool> {
        let inside = y.checked_sub(QUIET_ZONE).and_then(|y| self.colors.chunks(self.width).nth(y)).unwrap_or_default();
        let mut row = vec![false; self.side()];
        row.iter_mut().skip(QUIET_ZONE).zip(inside).for_each(|(dark, color)| *dark = *color == Color::Dark);
        row
    }

    /// One bit a pixel, 1 for white, rows beginning with whole bytes: a module is a byte.
    fn raster(&self) -> Vec<u8> {
        let line = |y| self.row(y).into_iter().map(|dark| if dark { 0 } else { 0xff }).collect::<Vec<u8>>();
        (0..self.side()).flat_map(|y| line(y).repeat(PIXELS)).collect()
    }
}

/// Where each run of dark modules begins, and how long it is.
fn runs(row: &[bool]) -> Vec<(usize, usize)> {
    let mut start = 0;
    let mut runs = Vec::new();
    for run in row.chunk_by(|one, next| one == next) {
        if run.first() == Some(&true) {
            runs.push((start, run.len()));
        }
        start = run.len().saturating_add(start);
    }
    runs
}

#[expect(clippy::arithmetic_side_effects, reason = "an overflow fails the test")]
#[cfg(test)]
mod tests {
    use super::super::picture;
    use super::*;

    const URI: &str = "otpauth://totp/Aliyun:dev@1234567890123456?secret=\
                       EXAMPLEEXAMPLEEXAMPLEEXAMPLEEXAMPLEEXAMPLEEXAMPLEEXAMPLEEXAMPLEA&issuer=Aliyun";

    /// What a screen shows: black where a block is, or where nothing is and the terminal is dark.
    fn screen(drawing: &Drawing, dark: bool) -> (usize, Vec<bool>) {
        let lines: Vec<Vec<char>> = drawing
            .text
            .expose()
            .lines()
            .map(|line| line.strip_prefix("\x1b[30;107m").unwrap().strip_suffix("\x1b[0m").unwrap().chars().collect())
            .collect();
        let mut pixels = Vec::new();
        let width = drawing.columns + 20;
        for y in 0..lines.len() * 2 + 20 {
            for x in 0..width {
                let cell = x.checked_sub(10).and_then(|x| y.checked_sub(10).and_then(|y| lines.get(y / 2)?.get(x)));
                let block = if y % 2 == 0 { ['█', '▀'] } else { ['█', '▄'] };
                pixels.push(cell.map_or(dark, |cell| block.contains(cell)));
            }
        }
        (width, pixels)
    }

    fn read_from_screen(text: &str, dark: bool) -> String {
        let (width, pixels) = screen(&on_terminal(&Secret::from(text)).unwrap(), dark);
        let tall = pixels.chunks(width).flat_map(|row| {
            let line: Vec<u8> = row.iter().flat_map(|black| [if *black { 0 } else { 255 }; 4]).collect();
            line.repeat(4)
        });
        picture::of_gray(width * 4, tall.collect()).unwrap().expose().to_owned()
    }

    #[test]
    fn a_code_on_a_terminal_is_read_on_every_background() {
        for dark in [true, false] {
            assert_eq!(read_from_screen(URI, dark), URI);
        }
        let drawing = on_terminal(&Secret::from(URI)).unwrap();
        let (columns, lines) = (drawing.columns, drawing.text.expose().lines().count());
        assert_eq!((columns, lines), (columns, columns.div_ceil(2)));
        assert!(columns <= 61, "{columns}");
    }

    #[test]
    fn a_png_is_read_and_is_small() {
        let png = png(&Secret::from(URI)).unwrap();
        assert_eq!(picture::read(png.expose()).unwrap().expose(), URI);
        assert!(png.expose().len() < 8 * 1024, "{}", png.expose().len());
    }

    #[test]
    fn an_svg_has_the_modules_of_the_png() {
        let text = Secret::from(URI);
        let svg = svg(&text).unwrap().into_text().unwrap();
        let svg = svg.expose();
        let modules = Modules::of(&text).unwrap();
        let mut drawn = vec![vec![false; modules.side()]; modules.side()];
        let path = svg.split("d=\"").nth(1).unwrap().split('"').next().unwrap();
        for run in path.split_terminator('z') {
            let numbers: Vec<usize> =
                run.split(|c: char| !c.is_ascii_digit()).filter_map(|number| number.parse().ok()).collect();
            let [x, y, width, 1, back] = numbers[..] else { panic!("{run}") };
            assert_eq!(width, back);
            drawn[y][x..x + width].fill(true);
        }
        for (y, row) in drawn.iter().enumerate() {
            assert_eq!(*row, modules.row(y));
        }
    }

    #[test]
    fn long_texts_get_less_correction_and_longer_ones_are_refused() {
        let long = Secret::from("x".repeat(2900));
        assert_eq!(picture::read(png(&long).unwrap().expose()).unwrap().expose(), long.expose());
        assert!(svg(&long).unwrap().expose().len() < ROOM);
        let longer = Secret::from("x".repeat(3000));
        for refused in [on_terminal(&longer).err(), png(&longer).err(), svg(&longer).err()] {
            assert_eq!(refused, Some(Error::TooMuch));
        }
    }

    #[test]
    fn a_message_names_no_receiver() {
        let drawing = message(&Secret::from("K7Q2-M3XD: twelve-words")).unwrap();
        let expected = on_terminal(&Secret::from("SMSTO::K7Q2-M3XD: twelve-words")).unwrap();
        assert!(drawing.text.same_as(&expected.text));
    }
}

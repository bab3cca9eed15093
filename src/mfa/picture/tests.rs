//! Pictures that are good, bad, huge, and hostile.

use super::super::qr;
use super::*;

const URI: &str = "otpauth://totp/Aliyun:dev@example?secret=EXAMPLEEXAMPLEEXAMPLEEXAMPLEEXAM&issuer=Aliyun";

fn code(text: &str) -> Gray {
    png::decode(qr::png(&Secret::from(text)).unwrap().expose()).unwrap()
}

impl Gray {
    fn pixel(&self, x: usize, y: usize) -> u8 {
        self.pixels.expose()[y * self.width + x]
    }

    fn made(width: usize, height: usize, shade: impl Fn(usize, usize) -> u8) -> Self {
        let pixels: Vec<u8> =
            (0..height).flat_map(|y| (0..width).map(move |x| (x, y))).map(|(x, y)| shade(x, y)).collect();
        Self { width, height, pixels: Secret::from(pixels) }
    }
}

fn read_gray(gray: &Gray) -> Result<String, Error> {
    codes::only(gray).map(|text| text.expose().to_owned())
}

/// A PNG of gray pixels, or of others.
fn png_of(color: ::png::ColorType, width: u32, height: u32, pixels: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = ::png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(color);
    encoder.write_header().unwrap().write_image_data(pixels).unwrap();
    bytes
}

/// The header of a PNG that claims a size, and nothing else that is good.
fn header(width: u32, height: u32) -> Vec<u8> {
    let good = png_of(::png::ColorType::Grayscale, 1, 1, &[0]);
    let mut chunk = [b"IHDR".as_slice(), &width.to_be_bytes(), &height.to_be_bytes(), &good[24..29]].concat();
    chunk.extend(crc(&chunk).to_be_bytes());
    [&good[..12], &chunk, &good[33..]].concat()
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0_u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 })
    })
}

#[test]
fn codes_are_read_in_many_sizes_and_turned() {
    let code = code(URI);
    for pixels in 1..=8 {
        let side = code.width / 8 * pixels;
        let small = Gray::made(side, side, |x, y| code.pixel(x * 8 / pixels, y * 8 / pixels));
        assert_eq!(read_gray(&small).as_deref(), Ok(URI), "{pixels} pixels a module");
        let turned = Gray::made(side, side, |x, y| small.pixel(side - 1 - y, x));
        assert_eq!(read_gray(&turned).as_deref(), Ok(URI));
        let mirrored = Gray::made(side, side, |x, y| small.pixel(side - 1 - x, y));
        assert_eq!(read_gray(&mirrored).as_deref(), Ok(URI));
    }
}

#[test]
fn a_code_on_a_dark_screen_is_read() {
    let code = code(URI);
    let negative = Gray::made(code.width, code.height, |x, y| 255 - code.pixel(x, y));
    assert_eq!(read_gray(&negative).as_deref(), Ok(URI));
    let screen = Gray::made(1920, 1080, |x, y| match (x.checked_sub(700), y.checked_sub(300)) {
        (Some(x), Some(y)) if x < code.width && y < code.height => 200 - code.pixel(x, y) / 2,
        _ => 30,
    });
    assert_eq!(read_gray(&screen).as_deref(), Ok(URI));
}

#[test]
fn pictures_with_colours_and_transparency_are_read() {
    let code = code(URI);
    let side = u32::try_from(code.width).unwrap();
    let pixels = code.pixels.expose();
    let rgb: Vec<u8> = pixels.iter().flat_map(|gray| [*gray / 2 + 40, *gray, 255]).collect();
    let rgba: Vec<u8> = pixels.iter().flat_map(|gray| [0, 0, 60, 255 - gray]).collect();
    let with_opacity: Vec<u8> = pixels.iter().flat_map(|gray| [*gray, 255]).collect();
    let pictures = [
        png_of(::png::ColorType::Grayscale, side, side, pixels),
        png_of(::png::ColorType::Rgb, side, side, &rgb),
        png_of(::png::ColorType::Rgba, side, side, &rgba),
        png_of(::png::ColorType::GrayscaleAlpha, side, side, &with_opacity),
    ];
    for picture in pictures {
        assert_eq!(read(&picture).unwrap().expose(), URI);
    }
}

#[test]
fn none_or_several_codes_are_refused_and_the_same_twice_is_one() {
    let (one, other) = (code(URI), code(&URI.replace("dev", "ops")));
    let beside = |left: &Gray, right: &Gray| {
        Gray::made(one.width * 2, one.height, |x, y| {
            if x < one.width { left.pixel(x, y) } else { right.pixel(x - one.width, y) }
        })
    };
    assert_eq!(read_gray(&beside(&one, &other)), Err(Error::SeveralCodes(2)));
    assert_eq!(read_gray(&beside(&one, &one)).as_deref(), Ok(URI));
    assert_eq!(read_gray(&Gray::made(300, 300, |_, _| 255)), Err(Error::NoCode));
    assert_eq!(read_gray(&Gray::made(1, 1, |_, _| 0)), Err(Error::NoCode));
    assert_eq!(read_gray(&Gray::made(16_384, 1, |x, _| u8::try_from(x % 256).unwrap())), Err(Error::NoCode));
    assert_eq!(read_gray(&Gray::made(1, 999, |_, y| u8::try_from(y % 256).unwrap())), Err(Error::NoCode));
}

/// With rqrr's own search, a picture of this kind took minutes.
#[test]
fn a_picture_full_of_corners_ends() {
    let corner = |place: usize| (place % 9).abs_diff(3);
    let is_dark = |x: usize, y: usize| x % 9 < 7 && y % 9 < 7 && corner(x).max(corner(y)) != 2;
    let picture = Gray::made(400, 400, |x, y| if is_dark(x, y) { 0 } else { 255 });
    assert!(matches!(read_gray(&picture), Err(Error::NoCode | Error::UnreadableCode)));
}

#[test]
fn a_code_on_slanted_paper_is_read() {
    let code = code(URI);
    let side = code.width as f64;
    // Further away at the top, and turned a little.
    let slanted = Gray::made(code.width * 2, code.height * 2, |x, y| {
        let (x, y) = (x as f64 - side * 0.5, y as f64 - side * 0.4);
        let depth = 1.0 - y / side * 0.15 + x / side * 0.05;
        let (u, v) = ((x * 0.95 + y * 0.1) / depth, (y * 0.95 - x * 0.1) / depth);
        let inside = (0.0..side).contains(&u) && (0.0..side).contains(&v);
        if inside { code.pixel(u as usize, v as usize) / 2 + 60 } else { 90 }
    });
    assert_eq!(read_gray(&slanted).as_deref(), Ok(URI));
}

#[test]
fn a_stained_code_is_read_as_long_as_it_can_be() {
    let code = code(URI);
    let stained = |stain: usize| {
        let middle = code.width / 2;
        let inside = |place: usize| place.abs_diff(middle) < stain;
        Gray::made(code.width, code.height, |x, y| if inside(x) && inside(y) { 255 } else { code.pixel(x, y) })
    };
    assert_eq!(read_gray(&stained(code.width / 12)).as_deref(), Ok(URI));
    assert_eq!(read_gray(&stained(code.width / 5)), Err(Error::UnreadableCode));
}

#[test]
fn a_jpeg_is_read() {
    // The URI above at four pixels a module, by Pillow 12 with quality 60: plain and progressive.
    for picture in [include_bytes!("tests/plain.jpg").as_slice(), include_bytes!("tests/progressive.jpg")] {
        assert_eq!(read(picture).unwrap().expose(), URI);
        for length in (0..picture.len()).step_by(797) {
            drop(read(&picture[..length]));
        }
    }
}

#[test]
fn huge_pictures_are_refused_by_their_headers() {
    for (width, height) in [(100_000, 100_000), (16_385, 1), (1, 16_385), (5120, 2881), (0x7fff_ffff, 0x7fff_ffff)] {
        let expected = Error::HugePicture { width: width as usize, height: height as usize };
        assert_eq!(read(&header(width, height)).err(), Some(expected));
    }
    assert_eq!(read(&header(5120, 2880)).err(), Some(Error::BrokenPicture("PNG")));
    let mut jpeg = include_bytes!("tests/plain.jpg").to_vec();
    let frame = jpeg.windows(2).position(|marker| marker == [0xff, 0xc0]).unwrap();
    jpeg[frame + 5..frame + 9].copy_from_slice(&[0x3f, 0xff, 0x3f, 0xff]);
    assert_eq!(read(&jpeg).err(), Some(Error::HugePicture { width: 16_383, height: 16_383 }));
}

/// What a decoder must hold whole is four bytes and more a pixel.
#[test]
fn what_cannot_be_decoded_by_rows_may_be_less_large() {
    let interlaced = |width: u32, height: u32| {
        let mut picture = header(width, height);
        picture[28] = 1;
        let crc = crc(&picture[12..29]);
        picture[29..33].copy_from_slice(&crc.to_be_bytes());
        picture
    };
    let huge = |width, height| Some(Error::HugePicture { width, height });
    assert_eq!(read(&interlaced(2049, 2048)).err(), huge(2049, 2048));
    assert_eq!(read(&interlaced(2048, 2048)).err(), Some(Error::BrokenPicture("PNG")));
    let mut jpeg = include_bytes!("tests/progressive.jpg").to_vec();
    let frame = jpeg.windows(2).position(|marker| marker == [0xff, 0xc2]).unwrap();
    jpeg[frame + 5..frame + 9].copy_from_slice(&[0x08, 0x01, 0x08, 0x00]);
    assert_eq!(read(&jpeg).err(), huge(2048, 2049));
}

/// Four million pixels are looked at, the mean of four for one.
#[test]
fn a_code_in_a_large_photograph_is_read_from_a_shrunk_one() {
    let code = code(URI);
    let (width, height) = (4081, 3071);
    let large = Gray::made(width, height, |x, y| match (x.checked_sub(1701), y.checked_sub(901)) {
        (Some(x), Some(y)) if x < code.width && y < code.height => code.pixel(x, y),
        _ => 200,
    });
    let picture = png_of(::png::ColorType::Grayscale, 4081, 3071, large.pixels.expose());
    let gray = png::decode(&picture).unwrap();
    assert_eq!((gray.width, gray.height), (2041, 1536));
    assert_eq!(read_gray(&gray).as_deref(), Ok(URI));
}

#[test]
fn other_and_broken_pictures_are_refused() {
    let good = qr::png(&Secret::from(URI)).unwrap();
    for length in (8..good.expose().len()).step_by(13) {
        assert!(matches!(read(&good.expose()[..length]).err(), Some(Error::BrokenPicture("PNG"))), "{length}");
    }
    let cases: [(&[u8], &str); 7] = [
        (b"GIF89a", "a GIF"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "a WebP"),
        (b"\0\0\0\x18ftypheic", "a HEIC"),
        (b"BM\0\0\0\0\0\0\0\0\0\0", "a BMP"),
        (b"%PDF-1.7", "a PDF"),
        (b"<svg xmlns", "an SVG"),
        (b"<?xml version='1.0'?>\n<svg>", "an SVG"),
    ];
    for (bytes, name) in cases {
        assert_eq!(read(bytes).err(), Some(Error::OtherPicture(name)));
    }
    assert_eq!(read(b"\x89PNG\r\n\x1a\n").err(), Some(Error::BrokenPicture("PNG")));
    assert_eq!(read(b"\xff\xd8\xff").err(), Some(Error::BrokenPicture("JPEG")));
}

/// Whatever a damaged picture decodes to, nothing panics.
#[test]
fn flipped_bytes_are_read_or_refused() {
    let png = qr::png(&Secret::from(URI)).unwrap().expose().to_vec();
    let jpeg = include_bytes!("tests/plain.jpg").to_vec();
    let progressive = include_bytes!("tests/progressive.jpg").to_vec();
    for good in [png, jpeg, progressive] {
        for place in (0..good.len()).step_by(good.len() / 12) {
            let mut bad = good.clone();
            bad[place] ^= 0x55;
            drop(read(&bad));
        }
    }
}

//! Virtual MFA: seeds, otpauth URIs, one-time codes, QR codes.
//!
//! Pure: text and bytes in, values out; no file, no clock, no terminal. Takes time-based codes (TOTP,
//! RFC 6238) and refuses counter-based ones (HOTP), whose counter may live in one place alone. A seed
//! is never cut, padded or guessed: what does not read as it should is an error, and no error holds
//! content of its source. The only room that uses totp-rs, and the makers and readers of pictures.

mod base32;
mod code;
mod error;
mod issued;
mod migration;
mod otpauth;
mod picture;
mod protobuf;
mod qr;
mod seed;
mod source;
mod step;
mod token;

pub use self::code::Code;
pub use self::error::Error;
pub use self::issued::SerialNumber;
pub use self::otpauth::{Label, Otpauth};
pub use self::picture::LIMIT as PICTURE_LIMIT;
pub use self::qr::{Drawing, message, on_terminal, png, svg};
pub use self::seed::Seed;
pub use self::source::{Assumed, Found, Reading, Refused, read};
pub use self::step::Step;
pub use self::token::{Algorithm, Digits, Parameters, Period, Token};

//! Virtual MFA: seeds, otpauth URIs, one-time codes, QR codes.
//!
//! Pure: text and bytes in, values out; no file, no clock, no terminal. Takes time-based codes (TOTP,
//! RFC 6238) and refuses counter-based ones (HOTP), whose counter may live in one place alone. A seed
//! is never cut, padded or guessed: what does not read as it should is an error, and no error holds
//! content of its source. The only room that uses totp-rs, and the makers and readers of pictures.

mod base32;
mod code;
mod error;
mod found;
mod issued;
mod migration;
mod otpauth;
mod parameters;
mod picture;
mod protobuf;
mod qr;
mod seed;
mod serial_number;
mod source;
mod step;
mod token;

pub use self::code::Code;
pub use self::error::Error;
pub use self::found::{Found, Reading, Refused};
pub use self::otpauth::{Label, Otpauth};
pub use self::parameters::{Algorithm, Digits, Parameters, Period};
pub use self::picture::LIMIT as PICTURE_LIMIT;
pub use self::qr::{Drawing, message, on_terminal, png, svg};
pub use self::seed::Seed;
pub use self::serial_number::SerialNumber;
pub use self::source::{Assumed, read};
pub use self::step::Step;
pub use self::token::Token;

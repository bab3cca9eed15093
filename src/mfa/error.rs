//! What can be wrong with a seed, a URI or a picture. No error holds content of its source, which may
//! be a seed.

/// Why there is no seed, or no code, to work with.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// Nothing but white space.
    #[error("there is nothing to read: the source is empty")]
    Empty,
    /// Neither a picture nor UTF-8 text.
    #[error("this is neither text nor a PNG or JPEG picture")]
    NotText,
    /// What `>` in Windows PowerShell writes.
    #[error("the file is UTF-16 text")]
    Utf16,
    /// A character that base32 does not have.
    #[error("this is no seed: its character {position} is none of base32 (A-Z and 2-7)")]
    NotBase32 {
        /// From 1, separators counted.
        position: usize,
    },
    /// A number of characters that no sequence of bytes has, or bits left over.
    #[error("this is no whole seed: the base32 ends in the middle of a byte; was it copied whole?")]
    Cut,
    /// More bytes than any generator gives.
    #[error("the seed is longer than {} bytes", super::Seed::MAX)]
    TooLong,
    /// No otpauth URI.
    #[error("this is not an otpauth URI")]
    NotOtpauth,
    /// A counter-based code.
    #[error(
        "this seed makes counter-based codes (HOTP): every code moves a counter that may live in one place \
         alone, so a copy of it would soon give wrong codes; only time-based ones (TOTP) are kept"
    )]
    Hotp,
    /// Neither totp nor hotp.
    #[error("this otpauth URI is neither of type totp nor hotp")]
    UnknownType,
    /// A URI that does not follow its form.
    #[error("this otpauth URI is broken: {0}")]
    BrokenUri(&'static str),
    /// A parameter that would change the codes in a way that is not known.
    #[error("this otpauth URI has another `{name}` than {known}: its codes would be of a kind that is not known")]
    Parameter {
        /// The parameter's name.
        name: &'static str,
        /// What it may be.
        known: &'static str,
    },
    /// Not an algorithm.
    #[error("an algorithm is SHA1, SHA256 or SHA512")]
    Algorithm,
    /// Not a number of digits.
    #[error("a code has 6, 7 or 8 digits")]
    Digits,
    /// Not a period.
    #[error("a period is 1 to 3600 seconds")]
    Period,
    /// Not a label.
    #[error("an issuer and an account are 1 to 128 printable characters, the issuer without a colon")]
    Label,
    /// Not what somebody reads off a device.
    #[error("a code of this device is {0} digits")]
    Code(u8),
    /// Before T0 of RFC 6238.
    #[error("there are no codes for times before 1970")]
    BeforeEpoch,
    /// No `CreateVirtualMFADevice` answer.
    #[error("line {line}: this is not the JSON answer of CreateVirtualMFADevice")]
    NotIssued {
        /// From 1.
        line: usize,
    },
    /// No serial number.
    #[error("the serial number is not of the form acs:ram::ACCOUNT:mfa/NAME")]
    SerialNumber,
    /// The answer contradicts itself.
    #[error("the seed and the QR code in this answer differ: one of them was changed")]
    Contradiction,
    /// No Google Authenticator export.
    #[error("this Google Authenticator export is broken: {0}")]
    BrokenMigration(&'static str),
    /// An account of such an export with a hash that TOTP does not have.
    #[error("this account uses MD5, which no standard one-time code does")]
    Md5,
    /// A picture in another format.
    #[error("the picture is {0}; a PNG or JPEG can be read")]
    OtherPicture(&'static str),
    /// A picture that does not decode.
    #[error("the picture is broken: it does not decode as {0}")]
    BrokenPicture(&'static str),
    /// Too many pixels to be read within the limits.
    #[error("the picture is too large ({width} x {height} pixels): cut it down to the QR code")]
    HugePicture {
        /// In pixels.
        width: usize,
        /// In pixels.
        height: usize,
    },
    /// No code in the picture.
    #[error("there is no QR code in the picture")]
    NoCode,
    /// Something like a code, which does not decode.
    #[error("there is a QR code in the picture, but it is too damaged, small or askew to be read")]
    UnreadableCode,
    /// Two or more codes.
    #[error("there are {0} different QR codes in the picture: cut it down to the one that is meant")]
    SeveralCodes(usize),
    /// A code of something else.
    #[error("the QR code holds something else than an MFA seed")]
    OtherCode,
    /// More text than a code holds.
    #[error("the text is too long for a QR code")]
    TooMuch,
}

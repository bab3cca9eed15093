//! A token: a seed and what its codes look like.

use std::fmt;

use jiff::Timestamp;

use super::code::Code;
use super::error::Error;
use super::seed::Seed;
use super::step::Step;

/// The hash under the codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Algorithm {
    /// What every app knows.
    #[default]
    Sha1,
    /// Read by most apps.
    Sha256,
    /// Read by most apps.
    Sha512,
}

impl Algorithm {
    /// Reads `SHA1`, and what some servers write: `sha-1`, `HmacSHA1`.
    ///
    /// # Errors
    /// [`Error::Algorithm`]
    pub fn parse(text: &str) -> Result<Self, Error> {
        let plain = text.replace('-', "").to_ascii_uppercase();
        match plain.strip_prefix("HMAC").unwrap_or(&plain) {
            "SHA1" => Ok(Self::Sha1),
            "SHA256" => Ok(Self::Sha256),
            "SHA512" => Ok(Self::Sha512),
            _ => Err(Error::Algorithm),
        }
    }

    /// The word of the key URI format.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sha1 => "SHA1",
            Self::Sha256 => "SHA256",
            Self::Sha512 => "SHA512",
        }
    }

    fn of_totp_rs(self) -> totp_rs::Algorithm {
        match self {
            Self::Sha1 => totp_rs::Algorithm::SHA1,
            Self::Sha256 => totp_rs::Algorithm::SHA256,
            Self::Sha512 => totp_rs::Algorithm::SHA512,
        }
    }
}

impl fmt::Display for Algorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Digits of a code: 6, 7 or 8. RFC 4226 (5.3) has no fewer, and nine and more are not all random.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Digits(u8);

impl Digits {
    /// Reads the number.
    ///
    /// # Errors
    /// [`Error::Digits`]
    pub fn parse(text: &str) -> Result<Self, Error> {
        number(text).and_then(|digits| u8::try_from(digits).ok()).map_or(Err(Error::Digits), Self::new)
    }

    /// # Errors
    /// [`Error::Digits`]
    pub fn new(count: u8) -> Result<Self, Error> {
        if matches!(count, 6..=8) { Ok(Self(count)) } else { Err(Error::Digits) }
    }

    /// How many.
    pub fn count(self) -> u8 {
        self.0
    }
}

impl Default for Digits {
    fn default() -> Self {
        Self(6)
    }
}

/// Seconds for which a code holds: 1 to 3600. Thirty is what everybody uses; an hour is more than any
/// server gives, and as long as a person may be made to wait for the next code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period(u16);

impl Period {
    /// Reads the number.
    ///
    /// # Errors
    /// [`Error::Period`]
    pub fn parse(text: &str) -> Result<Self, Error> {
        number(text).map_or(Err(Error::Period), Self::new)
    }

    /// # Errors
    /// [`Error::Period`]
    pub fn new(seconds: u16) -> Result<Self, Error> {
        if matches!(seconds, 1..=3600) { Ok(Self(seconds)) } else { Err(Error::Period) }
    }

    /// How many seconds.
    pub fn seconds(self) -> u16 {
        self.0
    }
}

impl Default for Period {
    fn default() -> Self {
        Self(30)
    }
}

/// Digits alone: no sign, no white space.
fn number(text: &str) -> Option<u16> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

/// What the codes look like; the defaults are those of the key URI format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Parameters {
    /// The hash.
    pub algorithm: Algorithm,
    /// The digits of a code.
    pub digits: Digits,
    /// How long it holds.
    pub period: Period,
}

/// A seed that makes codes.
#[derive(Debug)]
pub struct Token {
    /// What both sides know.
    pub seed: Seed,
    /// What they agreed on.
    pub parameters: Parameters,
}

impl Token {
    /// The step of time in which a moment lies.
    ///
    /// # Errors
    /// [`Error::BeforeEpoch`]
    pub fn step(&self, moment: Timestamp) -> Result<Step, Error> {
        Step::at(moment, self.parameters.period)
    }

    /// The code that holds during a step (RFC 4226, 5.3, with the step's number as counter).
    pub fn code(&self, step: Step) -> Code {
        let Parameters { algorithm, digits, .. } = self.parameters;
        let digits = usize::from(digits.count());
        // A step of one second makes the library's time a counter. It panics on zero alone.
        let totp = totp_rs::TOTP::new_unchecked(algorithm.of_totp_rs(), digits, 0, 1, self.seed.bytes().to_vec());
        Code::from(totp.generate(step.number()))
    }

    /// How many steps the code is ahead of a moment, or behind where negative: the nearest step within
    /// `reach` whose code it is. All of them are computed and compared, whichever it is.
    ///
    /// # Errors
    /// [`Error::BeforeEpoch`]
    pub fn drift(&self, code: &Code, moment: Timestamp, reach: u8) -> Result<Option<i16>, Error> {
        let now = self.step(moment)?;
        let reach = i16::from(reach);
        let same = |drift: &i16| now.shifted(*drift).is_some_and(|step| self.code(step).same_as(code));
        let matches: Vec<i16> = (reach.saturating_neg()..=reach).filter(same).collect();
        Ok(matches.into_iter().min_by_key(|drift| drift.unsigned_abs()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::secret::Secret;

    fn token(seed: &[u8], algorithm: Algorithm, digits: u8, period: u16) -> Token {
        let parameters =
            Parameters { algorithm, digits: Digits::new(digits).unwrap(), period: Period::new(period).unwrap() };
        Token { seed: Seed::new(Secret::from(seed.to_vec())).unwrap(), parameters }
    }

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[test]
    fn the_vectors_of_rfc_4226_come_out() {
        // Appendix D: the first ten codes, and the 31 bits of which they are the last digits.
        let truncated: [u64; 10] = [
            1_284_755_224,
            1_094_287_082,
            137_359_152,
            1_726_969_429,
            1_640_338_314,
            868_254_676,
            1_918_287_922,
            82_162_583,
            673_399_871,
            645_520_489,
        ];
        for digits in [6, 7, 8] {
            let token = token(b"12345678901234567890", Algorithm::Sha1, digits, 1);
            for (counter, bits) in (0..).zip(truncated) {
                let expected = format!("{:0width$}", bits % 10_u64.pow(digits.into()), width = usize::from(digits));
                assert_eq!(token.code(token.step(at(counter)).unwrap()).as_str(), expected);
            }
        }
    }

    #[test]
    fn the_vectors_of_rfc_6238_come_out() {
        // Appendix B, with the seeds of its errata: as long as each hash.
        let seeds: [(Algorithm, &[u8]); 3] = [
            (Algorithm::Sha1, b"12345678901234567890"),
            (Algorithm::Sha256, b"12345678901234567890123456789012"),
            (Algorithm::Sha512, b"1234567890123456789012345678901234567890123456789012345678901234"),
        ];
        let vectors = [
            (59, ["94287082", "46119246", "90693936"]),
            (1_111_111_109, ["07081804", "68084774", "25091201"]),
            (1_111_111_111, ["14050471", "67062674", "99943326"]),
            (1_234_567_890, ["89005924", "91819424", "93441116"]),
            (2_000_000_000, ["69279037", "90698825", "38618901"]),
            (20_000_000_000, ["65353130", "77737706", "47863826"]),
        ];
        for (second, codes) in vectors {
            for ((algorithm, seed), code) in seeds.into_iter().zip(codes) {
                for digits in [6, 7, 8] {
                    let token = token(seed, algorithm, digits, 30);
                    let expected = code.get(8 - usize::from(digits)..).unwrap();
                    assert_eq!(token.code(token.step(at(second)).unwrap()).as_str(), expected, "{algorithm} {second}");
                }
            }
        }
    }

    #[test]
    fn the_nearest_matching_step_is_found_and_no_other() {
        let token = token(b"EXAMPLEexampleEXAMPLE", Algorithm::Sha1, 6, 30);
        let moment = at(1_700_000_000);
        let now = token.step(moment).unwrap();
        for drift in -3..=3 {
            let code = token.code(now.shifted(drift).unwrap());
            assert_eq!(token.drift(&code, moment, 3), Ok(Some(drift)));
            assert_eq!(token.drift(&code, moment, 1), Ok(Some(drift).filter(|drift| drift.abs() <= 1)));
        }
        let early = token.code(token.step(at(0)).unwrap());
        assert_eq!(token.drift(&early, at(5), 255), Ok(Some(0)));
        assert_eq!(token.drift(&early, at(-1), 1), Err(Error::BeforeEpoch));
        let other = Code::parse("000000", Digits::default()).unwrap();
        assert_eq!(token.drift(&other, moment, 255), Ok(None));
    }

    #[test]
    fn parameters_are_read_within_their_bounds() {
        for (text, algorithm) in
            [("SHA1", Algorithm::Sha1), ("sha-256", Algorithm::Sha256), ("HmacSHA512", Algorithm::Sha512)]
        {
            assert_eq!(Algorithm::parse(text), Ok(algorithm));
            assert_eq!(Algorithm::parse(algorithm.as_str()), Ok(algorithm));
        }
        for bad in ["", "MD5", "SHA224", "SHA3-256", "SHA1\u{0}"] {
            assert_eq!(Algorithm::parse(bad), Err(Error::Algorithm), "{bad}");
        }
        for bad in ["", "5", "9", "10", "+6", " 6", "6.0", "4294967302", "\u{ff16}"] {
            assert_eq!(Digits::parse(bad), Err(Error::Digits), "{bad}");
        }
        assert_eq!(Digits::parse("8").map(Digits::count), Ok(8));
        for bad in ["", "0", "-30", "3601", "65536", "30s"] {
            assert_eq!(Period::parse(bad), Err(Error::Period), "{bad}");
        }
        assert_eq!(Period::parse("3600").map(Period::seconds), Ok(3600));
    }

    #[test]
    fn every_seed_makes_codes() {
        for length in 1..=Seed::MAX {
            for algorithm in [Algorithm::Sha1, Algorithm::Sha256, Algorithm::Sha512] {
                let token = token(&vec![7; length], algorithm, 8, 30);
                assert_eq!(token.code(token.step(at(59)).unwrap()).as_str().len(), 8);
            }
        }
    }
}

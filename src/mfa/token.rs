//! A token: a seed and what its codes look like.

use jiff::Timestamp;

use super::code::Code;
use super::error::Error;
use super::parameters::Parameters;
use super::seed::Seed;
use super::step::Step;

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
    use super::super::parameters::{Algorithm, Digits, Period};
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
    fn every_seed_makes_codes() {
        for length in 1..=Seed::MAX {
            for algorithm in [Algorithm::Sha1, Algorithm::Sha256, Algorithm::Sha512] {
                let token = token(&vec![7; length], algorithm, 8, 30);
                assert_eq!(token.code(token.step(at(59)).unwrap()).as_str().len(), 8);
            }
        }
    }
}

//! Steps of time (RFC 6238, 4.2): T = (now - T0) / X, with T0 = 1970 and X the period.

use jiff::Timestamp;

use super::error::Error;
use super::parameters::Period;

/// One step, in which one code holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Step {
    number: u64,
    seconds: u16,
}

impl Step {
    /// The step in which a moment lies. The RFC asks for more than 32 bits (4.2): every later moment of
    /// the calendar has its step.
    ///
    /// # Errors
    /// [`Error::BeforeEpoch`]
    pub fn at(moment: Timestamp, period: Period) -> Result<Self, Error> {
        let seconds = period.seconds();
        let since = u64::try_from(moment.as_nanosecond().div_euclid(1_000_000_000)).map_err(|_| Error::BeforeEpoch)?;
        let number = since.checked_div(u64::from(seconds)).ok_or(Error::Period)?;
        Ok(Self { number, seconds })
    }

    /// So many steps later, or earlier where negative; nothing before the first.
    pub fn shifted(self, by: i16) -> Option<Self> {
        Some(Self { number: self.number.checked_add_signed(i64::from(by))?, ..self })
    }

    /// Its number, counted from 1970.
    pub fn number(self) -> u64 {
        self.number
    }

    /// The first moment of it, unless the calendar has ended before.
    pub fn begin(self) -> Option<Timestamp> {
        let seconds = self.number.checked_mul(u64::from(self.seconds))?;
        i64::try_from(seconds).ok().and_then(|seconds| Timestamp::from_second(seconds).ok())
    }

    /// Seconds until its end, counting the one that runs: a whole period at its first moment, 1 in its
    /// last second, 0 when it is over.
    pub fn seconds_left(self, moment: Timestamp) -> u64 {
        let end = self.number.saturating_add(1).saturating_mul(u64::from(self.seconds));
        end.saturating_sub(u64::try_from(moment.as_second()).unwrap_or(0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(moment: &str, period: u16) -> Result<Step, Error> {
        Step::at(moment.parse().unwrap(), Period::new(period).unwrap())
    }

    #[test]
    fn steps_begin_and_end_where_the_rfc_says() {
        let cases = [
            ("1970-01-01T00:00:00Z", 30, 0, 30),
            ("1970-01-01T00:00:29.999Z", 30, 0, 1),
            ("1970-01-01T00:00:30Z", 30, 1, 30),
            ("1970-01-01T00:00:59Z", 30, 1, 1),
            ("2603-10-11T11:33:20Z", 30, 0x27BC_86AA, 10),
            ("2026-11-23T12:00:01Z", 3600, 498_732, 3599),
        ];
        for (moment, period, number, left) in cases {
            let step = step(moment, period).unwrap();
            assert_eq!((step.number(), step.seconds_left(moment.parse().unwrap())), (number, left), "{moment}");
        }
    }

    #[test]
    fn times_before_1970_are_refused_and_the_last_of_the_calendar_has_its_step() {
        for moment in ["1969-12-31T23:59:59Z", "1969-12-31T23:59:59.999Z", "-009999-01-02T02:00:00Z"] {
            assert_eq!(step(moment, 30), Err(Error::BeforeEpoch), "{moment}");
        }
        let last = Step::at(Timestamp::MAX, Period::new(1).unwrap()).unwrap();
        assert_eq!(last.number(), 253_402_207_200);
        assert_eq!(last.seconds_left(Timestamp::MAX), 1);
        assert_eq!(last.begin().map(Timestamp::as_second), Some(253_402_207_200));
        assert_eq!(last.shifted(1).unwrap().begin(), None);
    }

    #[test]
    fn nothing_comes_before_the_first_step() {
        let first = step("1970-01-01T00:00:00Z", 30).unwrap();
        assert_eq!(first.shifted(-1), None);
        assert_eq!(first.shifted(2).and_then(Step::begin), Some("1970-01-01T00:01:00Z".parse().unwrap()));
    }
}

//! Days and deadlines. All days are UTC; the clock is the caller's.

use std::fmt;
use std::str::FromStr as _;

use jiff::civil::Date;
use jiff::{Span, Timestamp, tz::Offset};

use super::Invalid;

/// A UTC calendar day, `0000-01-01` to `9999-12-31`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(Date);

impl Day {
    /// Reads `YYYY-MM-DD` and nothing else.
    ///
    /// # Errors
    /// [`Invalid::Day`]
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let invalid = || Invalid::Day(text.to_owned());
        let shaped = text.len() == 10
            && text.bytes().enumerate().all(|(at, b)| if at == 4 || at == 7 { b == b'-' } else { b.is_ascii_digit() });
        if !shaped {
            return Err(invalid());
        }
        Date::from_str(text).map(Self).map_err(|_| invalid())
    }

    /// The day on which a moment falls, in UTC.
    pub fn of(moment: Timestamp) -> Self {
        Self(Offset::UTC.to_datetime(moment).date())
    }

    /// So many days later; the last day of the calendar where that does not exist.
    #[must_use]
    pub fn plus(self, days: Days) -> Self {
        Self(self.0.checked_add(Span::new().days(days.0)).unwrap_or(Date::MAX))
    }

    /// The day after; none after the last day of the calendar.
    pub fn next(self) -> Option<Self> {
        self.0.tomorrow().ok().map(Self)
    }

    /// Its first second, as Unix time.
    pub fn midnight(self) -> i64 {
        self.days_since(Self(Date::constant(1970, 1, 1))).saturating_mul(SECONDS)
    }

    /// `20270221`, as a number: smaller for an earlier day.
    pub fn number(self) -> i32 {
        let of_year = i32::from(self.0.month()).saturating_mul(100).saturating_add(i32::from(self.0.day()));
        i32::from(self.0.year()).saturating_mul(10_000).saturating_add(of_year)
    }

    /// The day of such a number.
    pub fn of_number(number: i32) -> Option<Self> {
        let (year, month, day) = (number.div_euclid(10_000), number.rem_euclid(10_000) / 100, number.rem_euclid(100));
        Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?).ok().map(Self)
    }

    /// Whether nothing can have happened on it yet, seen on `today`; another machine's clock may be a day ahead.
    pub fn is_to_come(self, today: Self) -> bool {
        self.days_since(today) > 1
    }

    /// How many days later than `other` this is; negative when it is earlier.
    pub fn days_since(self, other: Self) -> i64 {
        // Not by a Span, which takes twenty times as long: a ledger may ask half a million times.
        self.0.duration_since(other.0).as_secs() / SECONDS
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// In a day of the calendar.
const SECONDS: i64 = 86_400;

/// A number of days, 0 to 36,500 (a hundred years).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Days(i32);

impl Days {
    /// One day.
    pub const ONE: Self = Self(1);
    /// Alibaba Cloud's own advice: replace AccessKeys every 90 days.
    pub const ROTATION: Self = Self(90);
    /// How long a bundle may lie in a mailbox.
    pub const DELIVERY: Self = Self(7);
    /// How long before its deadline a key counts as due soon.
    pub const WARNING: Self = Self(14);

    /// The days from one day to a later one; none when it is not later.
    pub fn between(from: Day, to: Day) -> Self {
        Self(i32::try_from(to.days_since(from)).unwrap_or(0).clamp(0, 36_500))
    }

    /// Reads `90d` or `12w`.
    ///
    /// # Errors
    /// [`Invalid::Days`]
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let invalid = || Invalid::Days(text.to_owned());
        let (number, unit) = match text.as_bytes().last() {
            Some(b'd') => (text.trim_end_matches('d'), 1),
            Some(b'w') => (text.trim_end_matches('w'), 7),
            _ => return Err(invalid()),
        };
        let shaped = text.len() == number.len().saturating_add(1) && number.bytes().all(|b| b.is_ascii_digit());
        let days = number.parse::<i32>().ok().filter(|_| shaped).and_then(|number| number.checked_mul(unit));
        days.filter(|days| *days <= 36_500).map(Self).ok_or_else(invalid)
    }

    /// The number.
    pub fn count(self) -> i64 {
        i64::from(self.0)
    }
}

impl fmt::Display for Days {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}d", self.0)
    }
}

/// How a deadline stands on a given day. The last day is still in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// The deadline has passed.
    Overdue,
    /// It comes within [`Days::WARNING`].
    DueSoon,
    /// There is time.
    Fresh,
}

impl Standing {
    /// How `deadline` stands on `today`.
    pub fn of(deadline: Day, today: Day) -> Self {
        Self::within(Days::WARNING, deadline.days_since(today))
    }

    /// How it stands so many days before the deadline, where `soon` is what counts as soon.
    pub fn within(soon: Days, left: i64) -> Self {
        match left {
            left if left < 0 => Self::Overdue,
            left if left <= soon.count() => Self::DueSoon,
            _ => Self::Fresh,
        }
    }
}

impl Standing {
    /// The word for programs.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Overdue => "overdue",
            Self::DueSoon => "due_soon",
            Self::Fresh => "ok",
        }
    }
}

/// How many of what is watched are overdue, and how many due soon.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Urgent {
    /// How many are overdue.
    pub overdue: usize,
    /// How many are due soon.
    pub soon: usize,
}

impl Urgent {
    /// Counts one more.
    pub fn count(&mut self, standing: Standing) {
        match standing {
            Standing::Overdue => self.overdue = self.overdue.saturating_add(1),
            Standing::DueSoon => self.soon = self.soon.saturating_add(1),
            Standing::Fresh => {}
        }
    }

    /// Both together.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self { overdue: self.overdue.saturating_add(other.overdue), soon: self.soon.saturating_add(other.soon) }
    }
}

impl fmt::Display for Standing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Overdue => "overdue",
            Self::DueSoon => "due soon",
            Self::Fresh => "ok",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    #[test]
    fn ninety_days_count_over_leap_days_and_centuries() {
        assert_eq!(day("2026-11-23").plus(Days::ROTATION), day("2027-02-21"));
        assert_eq!(day("2028-02-28").plus(Days::parse("1d").unwrap()), day("2028-02-29"));
        assert_eq!(day("2038-01-19").plus(Days::parse("2w").unwrap()), day("2038-02-02"));
        assert_eq!(day("9999-12-31").plus(Days::ROTATION), day("9999-12-31"));
    }

    #[test]
    fn numbers_and_midnights_are_those_of_the_day() {
        for (text, number, midnight) in [
            ("1970-01-01", 19_700_101, 0),
            ("2028-02-29", 20_280_229, 1_835_395_200),
            ("2038-01-20", 20_380_120, 2_147_558_400),
            ("9999-12-31", 99_991_231, 253_402_214_400),
        ] {
            assert_eq!((day(text).number(), day(text).midnight()), (number, midnight));
            assert_eq!(Day::of_number(number), Some(day(text)));
        }
        assert!([0, 20_270_229, 99_991_232, i32::MAX, i32::MIN].iter().all(|bad| Day::of_number(*bad).is_none()));
        assert_eq!((day("2027-12-31").next(), day("9999-12-31").next()), (Some(day("2028-01-01")), None));
    }

    #[test]
    fn the_last_day_is_still_in_time() {
        let created = day("2026-11-23");
        let deadline = created.plus(Days::ROTATION);
        let on = |offset: i32| Standing::of(deadline, created.plus(Days(offset)));
        assert_eq!(
            [on(75), on(76), on(89), on(90), on(91)],
            [Standing::Fresh, Standing::DueSoon, Standing::DueSoon, Standing::DueSoon, Standing::Overdue]
        );
    }

    #[test]
    fn only_plain_days_and_durations_are_read() {
        for bad in ["", "20261123", "2026-11-23T00:00:00Z", "2026-02-29", "2026-13-01", "+2026-11-23", "tomorrow"] {
            assert!(Day::parse(bad).is_err(), "{bad}");
        }
        for bad in ["", "d", "90", "-1d", "1.5d", "90dd", "9999999999d", "36501d", "90 d"] {
            assert!(Days::parse(bad).is_err(), "{bad}");
        }
        assert_eq!(Days::parse("12w").unwrap().count(), 84);
    }

    #[test]
    fn moments_fall_on_utc_days() {
        assert_eq!(Day::of("2026-11-23T23:59:59Z".parse().unwrap()), day("2026-11-23"));
        assert_eq!(Day::of("2026-11-23T23:59:59-01:00".parse().unwrap()), day("2026-11-24"));
    }
}

//! Who has a key, and on which machine.

use std::fmt;

use super::Invalid;
use crate::near::{is_near, nearest_by, nearness};
use crate::printable::is_unprintable;

/// The one person or application that a key is for: 1 to 254 printable characters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Holder(String);

impl Holder {
    /// # Errors
    /// [`Invalid::Holder`]
    pub fn new(text: &str) -> Result<Self, Invalid> {
        let text = text.trim();
        if text.is_empty() || text.chars().count() > 254 || text.chars().any(|c| is_unprintable(c) || c.is_control()) {
            return Err(Invalid::Holder);
        }
        Ok(Self(text.to_owned()))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether this is likely the same one: mail addresses and logon names are read in any case.
    pub fn resembles(&self, other: &Self) -> bool {
        self.is_called(&other.0)
    }

    /// The same, of one that is only a text.
    pub fn is_called(&self, text: &str) -> bool {
        self.0 == text || self.0.to_lowercase() == text.to_lowercase()
    }

    /// Whom of these this one is a slip away from, if it is none of them.
    pub fn slip_of<'h>(&self, holders: impl Iterator<Item = &'h str>) -> Option<&'h str> {
        const SHORTEST: usize = 4;
        let mut slip = None;
        for holder in holders.filter(|holder| are_much_alike(&self.0, holder)) {
            if self.is_called(holder) {
                return None;
            }
            slip = slip.or_else(|| is_slip(&self.0, holder).then_some(holder));
        }
        slip.filter(|_| self.0.chars().count() >= SHORTEST)
    }

    /// Whom of these somebody may have meant who typed this. Colleagues share what follows the `@` of their addresses,
    /// which may be left out too: so it makes nobody near, and only somebody else far.
    pub fn nearest<'h>(&self, holders: impl Iterator<Item = &'h str>) -> Option<&'h str> {
        let (name, place) = parts(&self.0);
        nearest_by(holders, |holder| {
            let (other, elsewhere) = parts(holder);
            nearness(name, other).filter(|_| place.is_empty() || is_near(place, elsewhere))
        })
    }
}

/// Whether the one becomes the other by a slip of the fingers: one letter is another, is missing or is one too many, or two
/// are swapped. Numbers are no slips: they tell applications apart.
fn is_slip(one: &str, other: &str) -> bool {
    let [one, other] = [one, other].map(str::to_lowercase);
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    strsim::osa_distance(&one, &other) == 1 && digits(&one) == digits(&other)
}

/// Whether they differ in no more than two letters that stand side by side: a look that costs little, for a roster of
/// many against a ledger of many. Of letters beyond ASCII, whose cases differ in length, it says nothing.
fn are_much_alike(one: &str, other: &str) -> bool {
    const TWO_LETTERS: usize = 2;
    if !one.is_ascii() || !other.is_ascii() {
        return true;
    }
    let is_same = |(one, other): &(u8, u8)| one.eq_ignore_ascii_case(other);
    let before = one.bytes().zip(other.bytes()).take_while(is_same).count();
    let behind = one.bytes().rev().zip(other.bytes().rev()).take_while(is_same).count();
    before.saturating_add(behind).saturating_add(TWO_LETTERS) >= one.len().max(other.len())
}

/// What stands before the `@` of an address, and behind it.
fn parts(holder: &str) -> (&str, &str) {
    holder.rsplit_once('@').unwrap_or((holder, ""))
}

impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The name of a machine in a receipt: 1 to 63 of `[A-Za-z0-9._-]`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HostLabel(String);

impl HostLabel {
    /// # Errors
    /// [`Invalid::HostLabel`]
    pub fn new(text: &str) -> Result<Self, Invalid> {
        let good = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
        if text.is_empty() || text.len() > 63 || text.starts_with('-') || !text.chars().all(good) {
            return Err(Invalid::HostLabel(text.to_owned()));
        }
        Ok(Self(text.to_owned()))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for HostLabel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_one_who_was_meant_is_not_somebody_of_the_same_house() {
        let house = ["alice@example.com", "dave@example.com", "app:billing", "Carol"];
        let meant = |typed: &str| Holder::new(typed).unwrap().nearest(house.into_iter());
        for typed in ["alise@example.com", "alice@exmaple.com", "alice", "alise", "ALICE@EXAMPLE.ORG"] {
            assert_eq!(meant(typed), Some("alice@example.com"), "{typed}");
        }
        assert_eq!((meant("carlo"), meant("app:biling")), (Some("Carol"), Some("app:billing")));
        let slip = |typed: &str| Holder::new(typed).unwrap().slip_of(house.into_iter());
        for typed in ["alcie@example.com", "alice@exmaple.com", "Alice@example.co", "alicee@example.com"] {
            assert_eq!(slip(typed), Some("alice@example.com"), "{typed}");
        }
        for typed in ["ALICE@example.com", "alina@example.com", "alice2@example.com", "Caro2", "Carolin"] {
            assert_eq!(slip(typed), None, "{typed}");
        }
        for typed in ["zoe@example.com", "alice@other.test", "app:orders@example.com", "mallory"] {
            assert_eq!(meant(typed), None, "{typed}");
        }
    }
}

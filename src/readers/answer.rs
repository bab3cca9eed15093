//! What a reader does in the end: which place wins, or where it fails.

use super::{Kind, Place, Reader, State};

/// The places of one reader, each with what becomes of it.
#[derive(Debug)]
pub struct Answer {
    /// Whose they are.
    pub reader: &'static dyn Reader,
    /// In the reader's order.
    pub places: Vec<Place>,
}

impl Answer {
    /// The first place with credentials wins, unless the reader gives up before it; the rest is shadowed.
    pub(super) fn of(reader: &'static dyn Reader, mut places: Vec<Place>) -> Self {
        let mut is_over = false;
        for place in &mut places {
            if place.gives() {
                place.state = if is_over { State::Shadowed } else { State::Wins };
            }
            is_over |= place.state == State::Wins || place.stops;
        }
        Self { reader, places }
    }

    /// The place from which the reader takes its credentials.
    pub fn winner(&self) -> Option<&Place> {
        self.places.iter().find(|place| place.state == State::Wins)
    }

    /// The place at which the reader gives up.
    pub fn failure(&self) -> Option<&Place> {
        self.places.iter().find(|place| place.stops).filter(|_| self.winner().is_none())
    }

    /// Places before the winner, or at all, that are there and could not be looked at: the reader does, and may find
    /// a key.
    pub fn doubts(&self) -> impl Iterator<Item = &Place> {
        let could_be_seen = |place: &&Place| {
            matches!(place.kind, Kind::Environment | Kind::Oidc | Kind::Config | Kind::Ini | Kind::File | Kind::Legacy)
        };
        let before = self.places.iter().take_while(|place| place.state != State::Wins && !place.stops);
        before.filter(|place| place.state == State::Unseen).filter(could_be_seen)
    }

    /// Whether there is anything here for this reader, good or bad.
    pub fn finds_something(&self) -> bool {
        self.places.iter().any(|place| match place.state {
            State::Wins | State::Shadowed | State::Incomplete | State::Broken => true,
            State::Unseen => matches!(place.kind, Kind::Config | Kind::Ini | Kind::File | Kind::Legacy | Kind::Uri),
            State::Absent | State::Disabled => place.stops || place.mode.is_some(),
        })
    }
}

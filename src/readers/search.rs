//! What readers are made of: the kinds of places that several of them share.

use super::world::World;
use super::{Kind, Place, State};
use crate::secret::Secret;

/// The variables of a pair; of each half, the first one that is set counts.
#[derive(Debug)]
pub(super) struct Pair {
    pub(super) ids: &'static [&'static str],
    pub(super) secrets: &'static [&'static str],
    pub(super) tokens: &'static [&'static str],
}

/// A reader's search, place by place.
#[derive(Debug)]
pub struct Search<'w> {
    world: &'w World<'w>,
    places: Vec<Place>,
}

impl<'w> Search<'w> {
    pub(super) fn in_the(world: &'w World<'w>) -> Self {
        Self { world, places: Vec::new() }
    }

    pub(super) fn world(&self) -> &'w World<'w> {
        self.world
    }

    pub(super) fn into_places(self) -> Vec<Place> {
        self.places
    }

    pub(super) fn push(&mut self, place: Place) {
        self.places.push(place);
    }

    /// What is given to the program itself is asked first by all of them.
    pub(super) fn arguments(&mut self, words: &str) {
        self.push(Place::named(Kind::Arguments, words, State::Unseen));
    }

    /// A pair in the environment. A reader takes both halves or passes the place over.
    pub(super) fn pair(&self, pair: &Pair) -> Place {
        let world = self.world;
        let first = |names: &[&'static str]| names.first().copied().unwrap_or_default();
        let (id_name, secret_name) = (first(pair.ids), first(pair.secrets));
        let place = |words: String, state| Place::named(Kind::Environment, words, state);
        let missing = |there: &str, other: &str| {
            place(there.to_owned(), State::Incomplete).with(format!("{other} is not set, and half a pair gives no key"))
        };
        match (world.first(pair.ids), self.secret(pair.secrets)) {
            (None, None) => self.unset(Kind::Environment, format!("{id_name}, {secret_name}")),
            (Some((name, id)), None) => Place { id: Some(id), ..missing(name, secret_name) },
            (None, Some(name)) => missing(name, id_name),
            (Some((id_name, id)), Some(secret_name)) => {
                let mut place = place(format!("{id_name}, {secret_name}"), State::Wins);
                place.id = Some(id);
                if let Some(token) = self.secret(pair.tokens) {
                    place.note(format!("with the security token of {token}"));
                }
                place
            }
        }
    }

    /// A place of variables that are not set, as far as can be seen.
    pub(super) fn unset(&self, kind: Kind, words: impl Into<String>) -> Place {
        if self.world.variable.is_some() {
            return Place::named(kind, words, State::Absent);
        }
        Place::named(kind, words, State::Unseen).with("the environment of another user cannot be seen from here")
    }

    /// The first of these variables that is set. Its value is a secret, and only that it is there is of use.
    pub(super) fn secret<'n>(&self, names: &[&'n str]) -> Option<&'n str> {
        let (name, value) = self.world.first(names)?;
        drop(Secret::from(value));
        Some(name)
    }

    /// The role of the instance. The metadata service is never asked.
    pub(super) fn instance_role(&mut self, role: &[&str], disabled: &str) {
        let words = "the role of the instance";
        let never = "its metadata service is never contacted by akvault";
        if self.world.is_true(disabled) {
            self.push(Place::named(Kind::InstanceRole, words, State::Disabled).with(format!("by {disabled}")));
            return;
        }
        let mut place = Place::named(Kind::InstanceRole, words, State::Unseen).with(never);
        if let Some((name, _)) = self.world.first(role) {
            place.note(format!("{name} names the role"));
        }
        self.push(place);
    }

    /// Credentials over HTTP. The address may be all that protects them, so it is not told.
    pub(super) fn uri(&mut self, names: &[&'static str]) {
        let default = names.first().copied().unwrap_or_default();
        self.push(match self.secret(names) {
            None => self.unset(Kind::Uri, default),
            Some(name) => Place::named(Kind::Uri, name, State::Unseen)
                .with("set; asked when nothing before it gives a key, and never contacted by akvault"),
        });
    }
}

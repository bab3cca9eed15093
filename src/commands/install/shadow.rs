//! What readers take instead of the key that was just installed: said after `install`, since the file alone
//! does not tell. Only for files of the caller's own, where readers look by themselves.
//!
//! A reader that takes another profile is asked again as if it had been told this one, by the variable that
//! it knows, else on its command line: naming the profile is no advice where the environment wins even then.

use std::path::Path;

use serde_json::{Value, json};

use super::Order;
use crate::destination::Place;
use crate::private_file::Owner;
use crate::readers::{self, Answer, At, Kind, Place as Looked, READERS, Reader, State, World};

/// Readers that do not take the key, for one reason.
pub(super) struct Shadow {
    readers: Vec<&'static dyn Reader>,
    reason: Reason,
    place: Looked,
}

#[derive(Clone, PartialEq, Eq)]
enum Reason {
    /// Another place wins.
    Shadowed,
    /// It takes another profile of the file, until it is told otherwise by this.
    Profile(String),
    /// It is told not to read the file, or stops before it.
    Unread,
    /// It reads another file, since this variable says so.
    Elsewhere(&'static str),
}

impl Reason {
    fn word(&self) -> &'static str {
        match self {
            Self::Shadowed => "shadowed",
            Self::Profile(_) => "profile",
            Self::Unread => "unread",
            Self::Elsewhere(_) => "elsewhere",
        }
    }
}

impl Shadow {
    pub(super) fn json(&self) -> Value {
        json!({
            "readers": self.readers.iter().map(|reader| reader.word()).collect::<Vec<_>>(),
            "reason": self.reason.word(),
            "kind": self.place.kind.word(),
            "where": shown(&self.place.at),
            "path": self.place.at.path(),
            "access_key_id": self.place.masked(),
            "profile": self.place.profile,
            "choose": match &self.reason { Reason::Profile(choice) => Some(choice), _ => None },
        })
    }

    fn text(&self, order: &Order<'_>) -> String {
        let (who, at) = (self.who("take"), shown(&self.place.at));
        match &self.reason {
            Reason::Shadowed => {
                let what = self.place.masked().unwrap_or_else(|| "other credentials".to_owned());
                format!("{who} {what} from {} before this file", self.origin())
            }
            Reason::Profile(choice) => {
                format!("{who} another profile than `{}`; choose it with {choice}", order.profile())
            }
            Reason::Unread => format!("{who} nothing from {at}: {}", self.place.notes.join("; ")),
            Reason::Elsewhere(variable) => {
                format!("{} {at} instead of this file (named by {variable})", self.who("read"))
            }
        }
    }

    /// One warning for all whom it concerns.
    fn is_told_by(&self, reason: &Reason, place: &Looked) -> bool {
        let is_same = match reason {
            Reason::Profile(_) => true,
            Reason::Shadowed => (&self.place.at, &self.place.id) == (&place.at, &place.id),
            Reason::Unread => self.place == *place,
            Reason::Elsewhere(_) => self.place.at == place.at,
        };
        self.reason == *reason && is_same
    }

    /// `the Python SDK takes`, `the AWS tools take`, `the Python SDK and the Go SDK take`
    fn who(&self, verb: &str) -> String {
        let names: Vec<&str> = self.readers.iter().map(|reader| reader.name()).collect();
        match names.split_last() {
            Some((last, [])) if !last.ends_with('s') => format!("{last} {verb}s"),
            Some((last, [])) => format!("{last} {verb}"),
            Some((last, others)) => format!("{} and {last} {verb}", others.join(", ")),
            None => String::new(),
        }
    }

    fn origin(&self) -> String {
        let at = shown(&self.place.at);
        match (&self.place.at, &self.place.profile) {
            (At::Words(_), _) if self.place.kind == Kind::Environment => format!("the environment ({at})"),
            (_, Some(profile)) => format!("{at} (profile {profile})"),
            _ => at,
        }
    }
}

/// Finds them, and warns of each reason once.
pub(super) fn warn(order: &Order<'_>, places: &[Place]) -> Vec<Shadow> {
    if order.policy.owner != Owner::effective() {
        return Vec::new();
    }
    let own: Vec<&Place> = places.iter().filter(|place| place.is_home).collect();
    let shadows = shadows(order, &own);
    for shadow in &shadows {
        order.context.output.warn(&shadow.text(order));
    }
    shadows
}

fn shadows(order: &Order<'_>, own: &[&Place]) -> Vec<Shadow> {
    let is_served = |reader: &dyn Reader| {
        own.iter().flat_map(|place| &place.clients).any(|client| reader.clients().contains(&client.name()))
    };
    let paths = own.iter().map(|place| place.path.as_path()).collect();
    let key = Key { order, paths, id: order.manifest.access_key.id.as_str() };
    let mut shadows: Vec<Shadow> = Vec::new();
    for reader in READERS.iter().copied().filter(|reader| is_served(*reader)) {
        let Some((reason, place)) = key.missed_by(reader) else { continue };
        match shadows.iter_mut().find(|shadow| shadow.is_told_by(&reason, &place)) {
            Some(shadow) => shadow.readers.push(reader),
            None => shadows.push(Shadow { readers: vec![reader], reason, place }),
        }
    }
    shadows
}

/// The key that was installed, and where.
struct Key<'a> {
    order: &'a Order<'a>,
    paths: Vec<&'a Path>,
    id: &'a str,
}

impl Key<'_> {
    /// Why the reader does not take the key, and the place that it takes or stumbles over.
    fn missed_by(&self, reader: &'static dyn Reader) -> Option<(Reason, Looked)> {
        let answer = readers::ask(reader, &self.world());
        if self.wins_in(&answer) {
            return None;
        }
        if let Some(elsewhere) = answer.places.iter().find_map(|place| self.led_away(&answer, place)) {
            return Some(elsewhere);
        }
        let ours = self.file_in(&answer)?;
        if let Some(failure) = answer.failure() {
            return Some((Reason::Unread, failure.clone()));
        }
        if self.stands_in(&answer) {
            return answer.winner().map(|winner| (Reason::Shadowed, winner.clone()));
        }
        let choices = self.choices(reader, ours.kind);
        let told: Vec<Answer> = choices.iter().map(|(_, world)| readers::ask(reader, world)).collect();
        if let Some((_, (choice, _))) = told.iter().zip(&choices).find(|(answer, _)| self.wins_in(answer)) {
            let reason = Reason::Profile(choice.clone());
            return Some((reason, ours.clone())).filter(|_| !reader.waits_for_a_profile());
        }
        self.missed_in(told.iter().find(|told| self.stands_in(told)).unwrap_or(&answer))
    }

    /// Whether a variable leads the reader to this place, and away from a file of ours. Of one that reads
    /// neither until a profile is named, only an installation for its own client speaks.
    fn led_away(&self, answer: &Answer, place: &Looked) -> Option<(Reason, Looked)> {
        let variable = place.origin?.variable?;
        let without = readers::ask(answer.reader, &self.world().with_variable(variable, String::new()));
        let is_missed = |ours: &&Looked| self.is_ours(ours) && answer.places.iter().all(|other| other.at != ours.at);
        let missed = without.places.iter().find(is_missed)?;
        let waits = answer.reader.waits_for_a_profile() && missed.state == State::Disabled;
        (!waits || self.is_for(answer.reader)).then(|| (Reason::Elsewhere(variable), place.clone()))
    }

    /// Whether the installation is for the reader's own client.
    fn is_for(&self, reader: &dyn Reader) -> bool {
        self.order.args.destination.client.iter().any(|client| client.name() == reader.word())
    }

    /// For a reader that takes the profile, or cannot be told to.
    fn missed_in(&self, answer: &Answer) -> Option<(Reason, Looked)> {
        let ours = self.file_in(answer)?;
        let is_off = ours.state == State::Disabled && !answer.reader.waits_for_a_profile();
        match answer.winner() {
            _ if is_off => Some((Reason::Unread, ours.clone())),
            // A reader without profiles takes the one that it knows.
            Some(winner) if self.is_ours(winner) => None,
            Some(winner) => Some((Reason::Shadowed, winner.clone())),
            None => None,
        }
    }

    /// What to say to the reader so that it takes the profile, and its world then.
    fn choices(&self, reader: &dyn Reader, file: Kind) -> Vec<(String, World<'static>)> {
        let profile = self.order.profile().to_string();
        let mut choices = Vec::new();
        if let Some(variable) = reader.profile_variable(file) {
            let value = reader.profile_word(file, &profile).to_owned();
            choices.push((format!("{variable}={value}"), self.world().with_variable(variable, value)));
        }
        let choice = format!("--profile {profile}");
        choices.push((choice, World { profile: Some(profile), ..self.world() }));
        choices
    }

    fn world(&self) -> World<'static> {
        self.order.context.world(self.order.policy)
    }

    fn is_ours(&self, place: &Looked) -> bool {
        matches!(&place.at, At::File(path) if self.paths.contains(&path.as_path()))
    }

    fn file_in<'l>(&self, answer: &'l Answer) -> Option<&'l Looked> {
        answer.places.iter().find(|place| self.is_ours(place))
    }

    fn wins_in(&self, answer: &Answer) -> bool {
        answer.winner().is_some_and(|winner| winner.id.as_deref() == Some(self.id))
    }

    /// Whether the reader would find it there.
    fn stands_in(&self, answer: &Answer) -> bool {
        answer.places.iter().any(|place| self.is_ours(place) && place.id.as_deref() == Some(self.id))
    }
}

fn shown(at: &At) -> String {
    match at {
        At::Words(words) => words.clone(),
        At::File(path) => path.display().to_string(),
    }
}

//! What readers take instead of the key that was just installed: said after `install`, since the file alone
//! does not tell. Only for files of the caller's own, where readers look by themselves.

use std::path::Path;

use serde_json::{Value, json};

use super::Order;
use crate::destination::Place;
use crate::private_file::Owner;
use crate::readers::{self, Answer, At, Kind, Place as Looked, READERS, Reader, State};

/// Readers that do not take the key, for one reason.
pub(super) struct Shadow {
    readers: Vec<&'static dyn Reader>,
    reason: Reason,
    place: Looked,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Reason {
    /// Another place wins.
    Shadowed,
    /// It takes another profile of the file.
    Profile,
    /// It is told not to read the file, or stops before it.
    Unread,
}

impl Reason {
    fn word(self) -> &'static str {
        match self {
            Self::Shadowed => "shadowed",
            Self::Profile => "profile",
            Self::Unread => "unread",
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
            "access_key_id": self.place.masked(),
            "profile": self.place.profile,
        })
    }

    fn text(&self, order: &Order<'_>) -> String {
        let (who, at) = (self.who(), shown(&self.place.at));
        match self.reason {
            Reason::Shadowed => {
                let what = self.place.masked().unwrap_or_else(|| "other credentials".to_owned());
                format!("{who} {what} from {} before this file", self.origin())
            }
            Reason::Profile => {
                format!("{who} another profile than `{}`; choose it with {}", order.profile(), self.choice(order))
            }
            Reason::Unread => format!("{who} nothing from {at}: {}", self.place.notes.join("; ")),
        }
    }

    /// One warning for all whom it concerns; which profile to choose is said once.
    fn is_told_by(&self, reason: Reason, place: &Looked) -> bool {
        let is_same = match reason {
            Reason::Profile => true,
            Reason::Shadowed => (&self.place.at, &self.place.id) == (&place.at, &place.id),
            Reason::Unread => self.place == *place,
        };
        self.reason == reason && is_same
    }

    /// `the Python SDK takes`, `the Python SDK and the Go SDK take`
    fn who(&self) -> String {
        let names: Vec<&str> = self.readers.iter().map(|reader| reader.name()).collect();
        match names.split_last() {
            Some((last, [])) => format!("{last} takes"),
            Some((last, others)) => format!("{} and {last} take", others.join(", ")),
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

    fn choice(&self, order: &Order<'_>) -> String {
        let mut variables: Vec<&str> =
            self.readers.iter().filter_map(|reader| reader.profile_variable(self.place.kind)).collect();
        variables.dedup();
        let settings: Vec<String> =
            variables.iter().map(|variable| format!("{variable}={}", order.profile())).collect();
        if settings.is_empty() { format!("--profile {}", order.profile()) } else { settings.join(" or ") }
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
    let world = order.context.world(order.policy);
    let is_served = |reader: &dyn Reader| {
        own.iter().flat_map(|place| &place.clients).any(|client| reader.clients().contains(&client.name()))
    };
    let paths: Vec<&Path> = own.iter().map(|place| place.path.as_path()).collect();
    let mut shadows: Vec<Shadow> = Vec::new();
    for reader in READERS.iter().copied().filter(|reader| is_served(*reader)) {
        let answer = readers::ask(reader, &world);
        let Some((reason, place)) = reason(&answer, &paths, order.manifest.access_key.id.as_str()) else { continue };
        match shadows.iter_mut().find(|shadow| shadow.is_told_by(reason, place)) {
            Some(shadow) => shadow.readers.push(reader),
            None => shadows.push(Shadow { readers: vec![reader], reason, place: place.clone() }),
        }
    }
    shadows
}

/// Why the reader does not take the key, and the place that it takes or stumbles over.
fn reason<'a>(answer: &'a Answer, paths: &[&Path], id: &str) -> Option<(Reason, &'a Looked)> {
    let is_ours = |place: &&Looked| matches!(&place.at, At::File(path) if paths.contains(&path.as_path()));
    let ours = answer.places.iter().find(is_ours)?;
    let winner = answer.winner();
    if winner.is_some_and(|winner| winner.id.as_deref() == Some(id)) {
        return None;
    }
    let has_our_key = ours.id.as_deref() == Some(id);
    match (winner, answer.failure()) {
        (Some(winner), _) if has_our_key => Some((Reason::Shadowed, winner)),
        (_, Some(failure)) => Some((Reason::Unread, failure)),
        _ if answer.reader.waits_for_a_profile() => None,
        _ if ours.state == State::Disabled => Some((Reason::Unread, ours)),
        _ if ours.profile.is_some() => Some((Reason::Profile, ours)),
        (Some(winner), _) => Some((Reason::Shadowed, winner)),
        (None, None) => None,
    }
}

fn shown(at: &At) -> String {
    match at {
        At::Words(words) => words.clone(),
        At::File(path) => path.display().to_string(),
    }
}

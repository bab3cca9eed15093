//! What readers take instead of the key that was just installed: said after `install`, since the file alone
//! does not tell. Only for files of the caller's own, where readers look by themselves.

use std::path::Path;

use serde_json::{Value, json};

use super::Order;
use crate::destination::Place;
use crate::private_file::Owner;
use crate::readers::{self, Answer, At, Place as Looked, READERS, Reader, State};

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
        let who = self.readers.iter().map(|reader| reader.name()).collect::<Vec<_>>().join(", ");
        let at = shown(&self.place.at);
        match self.reason {
            Reason::Shadowed => {
                let what = self.place.masked().unwrap_or_else(|| "other credentials".to_owned());
                let profile = self.place.profile.as_ref().map_or(String::new(), |name| format!(", profile {name}"));
                format!("not this key, but {what} from {at}{profile} is what these take: {who}")
            }
            Reason::Profile => format!(
                "the profile `{}` is not what these take by themselves: {who}; choose it{}",
                order.profile(),
                self.choice(order)
            ),
            Reason::Unread => format!("{at} gives nothing to {who}: {}", self.place.notes.join("; ")),
        }
    }

    fn choice(&self, order: &Order<'_>) -> String {
        let mut variables: Vec<&str> = self.readers.iter().filter_map(|reader| reader.profile_variable(self.place.kind)).collect();
        variables.dedup();
        let settings: Vec<String> =
            variables.iter().map(|variable| format!("{variable}={}", order.profile())).collect();
        if settings.is_empty() { String::new() } else { format!(" with {}", settings.join(" or ")) }
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
        let is_same = |other: &&mut Shadow| {
            other.reason == reason && (reason == Reason::Profile || (&other.place.at, &other.place.id) == (&place.at, &place.id))
        };
        match shadows.iter_mut().find(is_same) {
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

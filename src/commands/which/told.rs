//! What `which` tells: for people the places of each reader, a line or two each; for programs all of it.

use std::path::PathBuf;

use serde_json::{Value, json};

use crate::output::{Page, Report};
use crate::readers::{Answer, At, Place};

/// What the readers answered.
pub(super) struct Told {
    pub(super) answers: Vec<Answer>,
    pub(super) home: Option<PathBuf>,
    /// Whether somebody chose these readers: then those that find nothing are told as well.
    pub(super) is_chosen: bool,
}

impl Report for Told {
    fn human(&self, page: &mut Page) {
        let (told, silent): (Vec<&Answer>, Vec<&Answer>) =
            self.answers.iter().partition(|answer| self.is_chosen || answer.finds_something());
        for (at, group) in groups(&told).iter().enumerate() {
            if at > 0 {
                page.line("");
            }
            self.group(group, page);
        }
        if !silent.is_empty() {
            if !told.is_empty() {
                page.line("");
            }
            page.paragraph("Nothing here for: ", &format!("{}.", words(&silent)));
            page.line("`akvault which --reader READER` shows where a reader looks.");
        }
    }

    fn json(&self) -> Value {
        json!({ "readers": self.answers.iter().map(member).collect::<Vec<_>>() })
    }
}

impl Told {
    /// Readers that find the same in the same places are told at once.
    fn group(&self, group: &[&Answer], page: &mut Page) {
        let Some(answer) = group.first() else { return };
        page.paragraph("", &words(group));
        page.paragraph("     ", &self.verdict(answer));
        for (place, order) in answer.places.iter().zip(1_u32..) {
            page.paragraph(&format!("{order:>3}  {:<10}  ", place.state.word()), &self.line(place));
        }
    }

    fn verdict(&self, answer: &Answer) -> String {
        let verdict = match (answer.winner(), answer.failure()) {
            (Some(place), _) => {
                let what = place.masked().unwrap_or_else(|| "another kind of credentials".to_owned());
                format!("{what} wins, from {}", self.shown(&place.at))
            }
            (None, Some(place)) => format!("no key: it stops at {}", self.shown(&place.at)),
            (None, None) => "no key".to_owned(),
        };
        let doubts: Vec<String> = answer.doubts().map(|place| self.shown(&place.at)).collect();
        if doubts.is_empty() {
            return verdict;
        }
        format!("{verdict}, unless there is one in what could not be looked at: {}", doubts.join("; "))
    }

    fn line(&self, place: &Place) -> String {
        let mut text = self.shown(&place.at);
        if let Some(masked) = place.masked() {
            text = format!("{masked} in {text}");
        }
        let profile = place.profile.as_ref().map(|profile| format!("profile {profile}"));
        let facts: Vec<String> = [profile, place.mode.map(octal)].into_iter().flatten().collect();
        if !facts.is_empty() {
            text = format!("{text} ({})", facts.join(", "));
        }
        [text].iter().chain(&place.notes).map(String::as_str).collect::<Vec<_>>().join("; ")
    }

    /// Below the home directory as `~/`.
    fn shown(&self, at: &At) -> String {
        match at {
            At::Words(words) => words.clone(),
            At::File(path) => {
                let home = self.home.as_deref().filter(|home| home.parent().is_some());
                let below = home.and_then(|home| path.strip_prefix(home).ok());
                below.map_or_else(|| path.display().to_string(), |below| format!("~/{}", below.display()))
            }
        }
    }
}

/// In the order in which the first of each came.
fn groups<'a>(answers: &[&'a Answer]) -> Vec<Vec<&'a Answer>> {
    let mut groups: Vec<Vec<&Answer>> = Vec::new();
    for answer in answers {
        let is_same = |group: &&mut Vec<&Answer>| group.iter().any(|other| other.places == answer.places);
        match groups.iter_mut().find(is_same) {
            Some(group) => group.push(answer),
            None => groups.push(vec![answer]),
        }
    }
    groups
}

fn words(answers: &[&Answer]) -> String {
    answers.iter().map(|answer| answer.reader.word()).collect::<Vec<_>>().join(", ")
}

fn member(answer: &Answer) -> Value {
    let order_of = |wanted: Option<&Place>| {
        let wanted = wanted?;
        answer.places.iter().zip(1_u32..).find(|(place, _)| std::ptr::eq(*place, wanted)).map(|(_, order)| order)
    };
    let winner = answer.winner();
    json!({
        "reader": answer.reader.word(),
        "name": answer.reader.name(),
        "client": answer.reader.clients().first(),
        "clients": answer.reader.clients(),
        "places": answer.places.iter().zip(1_u32..).map(place_member).collect::<Vec<_>>(),
        "winner": winner.map(|place| json!({
            "order": order_of(winner),
            "kind": place.kind.word(),
            "where": whole(&place.at),
            "path": place.at.path(),
            "access_key_id": place.masked(),
            "profile": place.profile,
        })),
        "fails_at": order_of(answer.failure()),
        "unless": answer.doubts().filter_map(|place| order_of(Some(place))).collect::<Vec<_>>(),
    })
}

fn place_member((place, order): (&Place, u32)) -> Value {
    json!({
        "order": order,
        "kind": place.kind.word(),
        "where": whole(&place.at),
        "path": place.at.path(),
        "state": place.state.word(),
        "access_key_id": place.masked(),
        "profile": place.profile,
        "mode": place.mode.map(octal),
        "note": (!place.notes.is_empty()).then(|| place.notes.join("; ")),
    })
}

fn whole(at: &At) -> String {
    match at {
        At::Words(words) => words.clone(),
        At::File(path) => path.to_string_lossy().into_owned(),
    }
}

fn octal(mode: u32) -> String {
    format!("{mode:04o}")
}

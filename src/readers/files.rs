//! Files, as a reader finds them: which one, whether it can be read, and what stands under a profile.
//!
//! How a file is written is told by the format of its client; a client that is not there yet is no
//! place.

use std::path::{Path, PathBuf};

use super::place::{At, Kind, Origin, Place, State};
use super::search::Search;
use super::words;
use crate::clients::{self, Broken, Each, Format, Present, parted};
use crate::intake::ini_lines;
use crate::private_file::{Error, Glimpse};
use crate::secret::Secret;

/// A file that a reader reads.
#[derive(Debug)]
pub(super) struct Source {
    pub(super) kind: Kind,
    /// The client that knows the format; then those by whose name `--config` may mean it too.
    pub(super) clients: &'static [&'static str],
    /// The client's name for the file.
    pub(super) file: &'static str,
    /// Which of the client's formats of that file.
    pub(super) format: usize,
    /// Where it is, from the home directory.
    pub(super) home: &'static str,
    /// Variables that name another file, first come first served.
    pub(super) variables: &'static [&'static str],
    /// Whether the reader takes `~/` in them for the home directory; to others it is a directory called `~`.
    pub(super) expands: bool,
    /// Variables that name a directory above it, and its path from there.
    pub(super) directories: &'static [(&'static str, &'static str)],
    /// Whether the reader may read what akvault refuses: no two of them agree on what an INI is.
    pub(super) is_lenient: bool,
}

/// A file that was looked for.
#[derive(Debug)]
pub(super) struct Reading {
    /// With the state of the file as a whole, until an entry is picked.
    pub(super) place: Place,
    /// What stands in it, if it could be read.
    pub(super) content: Option<Content>,
}

/// The text of a file and its entries, by the names that stand there.
#[derive(Debug)]
pub(super) struct Content {
    pub(super) text: Secret,
    pub(super) entries: Each<Present>,
    /// Those that readers take differently, and why.
    pub(super) odd: Each<Broken>,
}

impl Search<'_> {
    /// Reads a file; nothing when no client knows how.
    pub(super) fn read(&self, source: &Source) -> Option<Reading> {
        let format = format_of(source)?;
        let Some((path, named)) = self.path_of(source) else {
            let place = Place::named(source.kind, format!("~/{}", source.home), State::Absent);
            return Some(Reading { place: place.with("there is no home directory"), content: None });
        };
        let mut place = Place::new(source.kind, At::File(path.clone()), State::Absent);
        let client = source.clients.first().copied().unwrap_or_default();
        place.origin = Some(Origin { client, file: source.file, variable: named.as_ref().map(|(name, _)| *name) });
        place.notes.extend(named.map(|(_, note)| note));
        let text = self.text(&path, &mut place);
        let is_json = text.as_ref().is_some_and(|text| text.expose().trim_start().starts_with('{'));
        let content = text.and_then(|text| entries(text, format, &mut place));
        let is_refused = content.is_none() && place.mode.is_some();
        if is_refused && source.is_lenient && !is_json {
            place.judged(State::Unseen, "the reader may be able to");
        }
        Some(Reading { place, content })
    }

    /// Where the file is, and which variable says so, in how many words.
    pub(super) fn path_of(&self, source: &Source) -> Option<(PathBuf, Option<(&'static str, String)>)> {
        let world = self.world();
        if let Some(told) = world.configs.iter().find(|told| source.clients.contains(&told.client)) {
            return Some((if told.is_directory { told.path.join(source.file) } else { told.path.clone() }, None));
        }
        if let Some((name, value)) = world.first(source.variables) {
            let path = if source.expands { self.expanded(&value) } else { PathBuf::from(value) };
            let note = if path.is_absolute() { "" } else { ", from where the program runs" };
            return Some((path, Some((name, format!("named by {name}{note}")))));
        }
        let directory = |(name, file): &(&'static str, &str)| {
            let path = PathBuf::from(world.variable(name)?).join(file);
            Some((path, Some((*name, format!("below {name}")))))
        };
        if let Some(found) = source.directories.iter().find_map(directory) {
            return Some(found);
        }
        Some((world.home.as_ref()?.join(source.home), None))
    }

    fn expanded(&self, value: &str) -> PathBuf {
        match (value.strip_prefix("~/"), &self.world().home) {
            (Some(rest), Some(home)) => home.join(rest),
            _ => PathBuf::from(value),
        }
    }

    /// The text of a file; otherwise the place says why there is none.
    pub(super) fn text(&self, path: &Path, place: &mut Place) -> Option<Secret> {
        let glimpse = match (self.world().look)(path) {
            Ok(Some(glimpse)) => glimpse,
            Ok(None) => return None,
            Err(error) => {
                not_read(&error, place);
                return None;
            }
        };
        self.remark(&glimpse, place);
        let text = glimpse.bytes.into_text();
        text.inspect_err(|_| place.judged(State::Broken, "akvault cannot read it: it is not UTF-8 text")).ok()
    }

    /// What is to be known of a file beside its content.
    fn remark(&self, glimpse: &Glimpse, place: &mut Place) {
        place.mode = Some(glimpse.mode);
        if let Some(link) = &glimpse.link {
            place.note(format!("behind the symbolic link {}", link.display()));
        }
        if glimpse.uid != self.world().uid {
            place.note(format!("the file belongs to user {}", glimpse.uid));
        }
        if glimpse.mode & 0o077 != 0 {
            place.note("others can use the file");
        }
    }
}

impl Reading {
    /// The entry of that name. Where there is none, the place says so.
    pub(super) fn entry(&mut self, name: &str) -> Option<&Present> {
        let content = self.content.as_ref()?;
        self.place.profile = Some(words::profile(name).to_owned());
        let mut same = content.entries.iter().filter(|(other, _)| other == name);
        let Some((_, present)) = same.next() else {
            let shown = words::profile(name);
            match content.odd.iter().find(|(other, _)| other == name) {
                Some((_, broken)) => {
                    let why = format!(
                        "readers take the profile `{shown}` differently, so nobody can say what it gives: {broken}"
                    );
                    self.place.judged(State::Unseen, why);
                }
                None => self.place.note(format!("there is no profile `{shown}` in it")),
            }
            return None;
        };
        if same.next().is_some() {
            self.place.note("a second profile has the same name");
        }
        Some(present)
    }

    /// The file in the eyes of a reader that takes all of it or, if one part is odd, nothing.
    pub(super) fn taken_whole(mut self) -> Self {
        if let Some((_, broken)) = self.content.as_ref().and_then(|content| content.odd.first()) {
            self.place.judged(State::Unseen, format!("the reader may refuse the whole file: {broken}"));
            self.content = None;
        }
        self
    }

    /// Puts the names of all entries into small letters. Tells how the one that is wanted was spelled.
    pub(super) fn lower_names(&mut self, wanted: &str) -> Option<String> {
        let mut spelled = None;
        let Some(content) = &mut self.content else { return None };
        let entries = content.entries.iter_mut().map(|(name, _)| name);
        for name in entries.chain(content.odd.iter_mut().map(|(name, _)| name)) {
            let lower = name.to_lowercase();
            if lower == wanted && spelled.is_none() {
                spelled = Some(name.clone());
            }
            *name = lower;
        }
        spelled
    }

    /// As [`Reading::entry`], of a file in which a key is nothing but a key.
    pub(super) fn pick(mut self, name: &str) -> Place {
        let verdict = self.entry(name).map(verdict_of_pair);
        self.place.settle(verdict)
    }

    /// How an entry gives its credentials, where it is there.
    pub(super) fn mode_of(&self, name: &str) -> Option<String> {
        let mut entries = self.content.iter().flat_map(|content| &content.entries);
        entries.find(|(other, _)| other == name).map(|(_, present)| present.mode.clone())
    }

    /// Whether a section has a header, whatever stands below it.
    pub(super) fn has_section(&self, section: &str) -> bool {
        let text = self.content.as_ref().map(|content| content.text.expose());
        ini_lines::lines(text.unwrap_or_default()).any(|line| line.section == Some(section))
    }

    /// What stands under a key of a section, as it is spelled, where the format does not tell.
    pub(super) fn raw(&self, section: &str, key: &str) -> Option<&str> {
        let content = self.content.as_ref()?;
        let lines = ini_lines::lines(content.text.expose()).filter(|line| line.section == Some(section));
        let mut values = lines.filter_map(|line| match line.kind {
            ini_lines::Kind::Pair { key: spelled, value } if spelled == key => Some(value),
            _ => None,
        });
        values.next()
    }
}

/// What a reader makes of an entry: the state, the AccessKey ID, and why.
#[derive(Debug)]
pub(super) struct Verdict {
    pub(super) state: State,
    pub(super) id: Option<String>,
    pub(super) why: Option<String>,
}

impl Place {
    /// The place with what was made of its entry, if there was one.
    pub(super) fn settle(mut self, verdict: Option<Verdict>) -> Self {
        if let Some(Verdict { state, id, why }) = verdict {
            self.state = state;
            self.id = id;
            self.notes.extend(why);
        }
        self
    }
}

/// Of two halves, a reader takes both or none.
pub(super) fn verdict_of_pair(present: &Present) -> Verdict {
    let missing = match (&present.id, &present.secret) {
        (Some(_), Some(_)) => None,
        (Some(_), None) => Some("the AccessKey Secret is missing"),
        (None, Some(_)) => Some("the AccessKey ID is missing"),
        (None, None) => Some("there is no AccessKey in it"),
    };
    let state = if missing.is_none() { State::Wins } else { State::Incomplete };
    Verdict { state, id: present.id.clone(), why: missing.map(str::to_owned) }
}

fn format_of(source: &Source) -> Option<&'static dyn Format> {
    let client = clients::by_name(source.clients.first()?)?;
    let mut parts = client.parts().iter().filter(|part| part.file == source.file);
    parts.nth(source.format).map(|part| part.format)
}

fn entries(text: Secret, format: &dyn Format, place: &mut Place) -> Option<Content> {
    match format.named(text.expose()) {
        Ok(named) => {
            let (entries, odd) = parted(named);
            Some(Content { text, entries, odd })
        }
        Err(broken) => {
            place.judged(State::Broken, format!("akvault cannot read it: {broken}"));
            None
        }
    }
}

/// A reader follows links, and akvault only when told to: what is behind one is not known.
fn not_read(error: &Error, place: &mut Place) {
    let (state, why) = match error {
        Error::Link { path } => (
            State::Unseen,
            format!("behind the symbolic link {}, which readers follow; akvault does with --follow", path.display()),
        ),
        Error::ForeignLink { path, uid } => {
            (State::Unseen, format!("behind the symbolic link {} of user {uid}", path.display()))
        }
        Error::NotRegular { .. } => (State::Broken, "it is not a regular file".to_owned()),
        Error::TooLarge { cap, .. } => (State::Unseen, format!("it is larger than {cap} bytes")),
        Error::System { doing, source, .. } => (State::Broken, format!("cannot {doing} it: {source}")),
        other => (State::Unseen, other.to_string()),
    };
    place.judged(state, why);
}

//! The files that are known to hold keys: those of every client that has a home, and those that the
//! ledger lists. Each is read once; what is wrong with it is for others to say.

use std::path::{Path, PathBuf};

use super::skipped::{Reason, Skipped};
use crate::clients::{self, CLIENTS, Client, Family, Format, Present};
use crate::domain::{AccessKeyId, ProfileName};
use crate::printable::shell_quoted;
use crate::private_file::{FILE_CAP, Facts, Kind, LeftOut, Owner, Policy, Survey};
use crate::vault::Record;

/// A file that may hold keys.
pub(super) struct Known {
    pub(super) path: PathBuf,
    pub(super) formats: Vec<&'static dyn Format>,
    /// The client that reads it, or the first of them.
    client: &'static str,
    /// Whether they look there by themselves.
    is_home: bool,
    /// Whose it should be.
    pub(super) policy: Policy,
    /// Whether its directory is the client's alone, so that nobody else needs to get in.
    pub(super) has_own_directory: bool,
    /// Whether a key may stand there under several names.
    pub(super) has_profiles: bool,
    /// Whether it is a `config.json`, the only file whose profiles may be External.
    is_config_json: bool,
    /// Whether keys that are not Alibaba Cloud's stand there too, which are none of our business.
    is_of_all_clouds: bool,
    /// Whether the ledger lists it.
    is_listed: bool,
}

/// Clients whose files hold the keys of other clouds too.
const OF_ALL_CLOUDS: &[&str] = &["aws", "rclone", "acme-sh"];
/// Clients of `~/.aliyun/config.json`.
const OF_CONFIG_JSON: &[&str] = &["aliyun", "terraform"];

/// A known file that is there, or that stands behind a link.
pub(super) struct Seen<'k> {
    pub(super) known: &'k Known,
    pub(super) survey: Survey,
    pub(super) facts: Option<Facts>,
    pub(super) entries: Vec<Entry>,
}

/// What stands in a file under a name.
pub(super) struct Entry {
    /// Which of the formats of the file reads it.
    pub(super) format: usize,
    pub(super) profile: String,
    pub(super) present: Present,
}

/// Every known file once: two clients may read the same one.
pub(super) fn all(home: &Path, owner: Owner, records: &[Record]) -> Vec<Known> {
    let mut known: Vec<Known> = Vec::new();
    for client in CLIENTS {
        let Some(directory) = client.directory() else { continue };
        for (file, formats) in clients::files_of(*client, &Family::ALL) {
            let new = Known::new(home.join(directory).join(file), Policy::new(owner, false));
            let new = Known { has_own_directory: !directory.is_empty(), is_home: true, ..new };
            join(&mut known, new.read_by(*client, formats));
        }
    }
    for place in records.iter().flat_map(|record| &record.installed) {
        let new = || Known { is_listed: true, ..Known::new(place.path.clone(), policy_at(&place.path)) };
        // Also for a client of a later version.
        join(&mut known, new());
        for client in place.client.split(", ").filter_map(clients::by_name) {
            join(&mut known, new().read_by(client, formats_at(&place.path, client)));
        }
    }
    known
}

fn join(known: &mut Vec<Known>, more: Known) {
    let Some(same) = known.iter_mut().find(|other| other.path == more.path) else { return known.push(more) };
    for format in more.formats {
        // A format is known by what it says of itself; that of nothing but code has no address.
        if same.formats.iter().all(|other| format!("{other:?}") != format!("{format:?}")) {
            same.formats.push(format);
        }
    }
    if same.client.is_empty() {
        same.client = more.client;
    }
    same.has_profiles |= more.has_profiles;
    same.is_config_json |= more.is_config_json;
    same.is_of_all_clouds &= more.is_of_all_clouds;
    same.is_listed |= more.is_listed;
}

/// By the name of the file, or else those of the client's first file, since that is what a `--config`
/// of another name means.
fn formats_at(path: &Path, client: &dyn Client) -> Vec<&'static dyn Format> {
    if client.credential().is_some() && path.extension().is_some_and(|extension| extension == "cred") {
        // systemd has sealed it: there is nothing to read, and nothing in plaintext.
        return Vec::new();
    }
    let name = path.file_name().unwrap_or_default();
    let files = clients::files_of(client, &Family::ALL);
    let at = files.iter().position(|(file, _)| name == *file).unwrap_or(0);
    files.into_iter().nth(at).map(|(_, formats)| formats).unwrap_or_default()
}

/// Root installs for others, and the ledger does not say for whom: the directory does.
fn policy_at(path: &Path) -> Policy {
    let strict = Policy::strict();
    if !strict.owner.is_root() {
        return strict;
    }
    let directory = Survey::of(path, strict).ok().and_then(|survey| survey.directory);
    Policy::new(Owner { uid: directory.map_or(0, |facts| facts.uid), ..strict.owner }, false)
}

impl<'k> Seen<'k> {
    /// Looks at a file and reads it; nothing when it is not there.
    pub(super) fn look(known: &'k Known, skipped: &mut Skipped) -> Option<Self> {
        let path = &known.path;
        let mut skip = |error| skipped.add(Reason::of(&error), path);
        let survey = Survey::of(path, known.policy).map_err(&mut skip).ok()?;
        let facts = survey.file().map_err(&mut skip).ok()?;
        if facts.is_none() && !survey.is_blocked() {
            return None;
        }
        let is_regular = facts.as_ref().is_some_and(|facts| facts.kind == Kind::Regular);
        let bytes = if is_regular { survey.read(FILE_CAP).map_err(&mut skip).ok().flatten() } else { None };
        let text = bytes.as_ref().map(|bytes| std::str::from_utf8(bytes.expose()));
        let entries = match text {
            Some(Ok(text)) => known.entries(text),
            Some(Err(_)) => None,
            None => Some(Vec::new()),
        };
        if entries.is_none() {
            skipped.add(Reason::Broken, path);
        }
        let seen = Self { known, survey, facts, entries: entries.unwrap_or_default() };
        if !seen.is_of_concern() && !is_regular {
            skipped.add(Reason::LeftOut(LeftOut::Link), path);
        }
        Some(seen).filter(Self::is_of_concern)
    }

    /// What is Alibaba Cloud's, or was put there by akvault.
    fn is_of_concern(&self) -> bool {
        !self.known.is_of_all_clouds || self.known.is_listed || self.entries.iter().any(Entry::is_ours)
    }

    pub(super) fn path(&self) -> &Path {
        &self.known.path
    }

    /// Those whose credentials come from another program.
    pub(super) fn external(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(|entry| self.is_external(entry))
    }

    /// Those whose credentials stand in the file, and should.
    pub(super) fn plain(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(|entry| !self.is_external(entry))
    }

    fn is_external(&self, entry: &Entry) -> bool {
        self.known.is_config_json && entry.present.mode == EXTERNAL
    }

    /// What mode the file should have: an SDK that cannot write it writes no secret into it.
    pub(super) fn wanted_mode(&self) -> u32 {
        if self.external().next().is_some() { 0o400 } else { 0o600 }
    }

    /// Whether this process may change it, and should.
    pub(super) fn is_own(&self) -> bool {
        self.known.policy.owner.uid == Owner::effective().uid
    }

    /// Whether a secret stands in it.
    pub(super) fn holds_secret(&self) -> bool {
        self.entries.iter().any(|entry| entry.is_ours() && entry.present.secret.is_some())
    }
}

/// The mode of a profile, as aliyun-cli `config/profile.go` spells it.
const EXTERNAL: &str = "External";

/// Whether a profile of this `config.json` gets its credentials from another program.
pub(super) fn is_external(text: &str, profile: &ProfileName) -> bool {
    let parts = OF_CONFIG_JSON.iter().filter_map(|name| clients::by_name(name)).flat_map(Client::parts);
    let mut found = parts.filter_map(|part| part.format.find(text, profile).ok().flatten());
    found.any(|present| present.mode == EXTERNAL)
}

impl Entry {
    /// Whether it can be a key of Alibaba Cloud's. A secret in a file of its own has no id.
    pub(super) fn is_ours(&self) -> bool {
        match self.present.id.as_deref().map(AccessKeyId::new) {
            Some(Ok(id)) => id.is_temporary() || id.oddity().is_none(),
            Some(Err(_)) => false,
            None => self.present.secret.is_some(),
        }
    }
}

impl Known {
    fn new(path: PathBuf, policy: Policy) -> Self {
        Self {
            path,
            formats: Vec::new(),
            client: "",
            is_home: false,
            policy,
            has_own_directory: false,
            has_profiles: false,
            is_config_json: false,
            is_of_all_clouds: true,
            is_listed: false,
        }
    }

    fn read_by(self, client: &dyn Client, formats: Vec<&'static dyn Format>) -> Self {
        Self {
            formats,
            client: client.name(),
            has_profiles: client.has_profiles(),
            is_config_json: OF_CONFIG_JSON.contains(&client.name()),
            is_of_all_clouds: OF_ALL_CLOUDS.contains(&client.name()),
            ..self
        }
    }

    /// The arguments of `install` and `uninstall` that mean what stands under a name in this file.
    pub(super) fn arguments(&self, profile: &str) -> String {
        let config = if self.is_home { String::new() } else { format!(" --config {}", shell_quoted(&self.path)) };
        let profile = if self.has_profiles { format!(" --profile {}", shell_quoted(profile)) } else { String::new() };
        format!("--client {}{config}{profile}", self.client)
    }

    /// What each of the formats finds; nothing when one of them cannot read the text.
    fn entries(&self, text: &str) -> Option<Vec<Entry>> {
        let mut entries = Vec::new();
        for (at, format) in self.formats.iter().enumerate() {
            let found = format.entries(text).ok()?;
            entries.extend(found.into_iter().map(|(profile, present)| Entry { format: at, profile, present }));
        }
        Some(entries)
    }
}

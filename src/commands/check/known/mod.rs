//! The files that are known to hold keys. Each is read once; what is wrong with its place is for others to
//! say. One that cannot be read is a finding, and one that cannot be parsed is searched for keys all the same.

mod all;

use std::path::{Path, PathBuf};

pub(super) use self::all::all;
use super::finding::{Code, Finding};
use super::skipped::{Reason, Skipped};
use crate::clients::{self, Broken, Client, Format, Present, parted};
use crate::domain::AccessKeyId;
use crate::intake;
use crate::printable::shell_quoted;
use crate::private_file::{Error, FILE_CAP, Facts, Kind, LeftOut, Owner, Policy, Survey};
use crate::scan::{Trace, scan};
use crate::secret::Secret;

/// A file that may hold keys.
pub(super) struct Known {
    pub(super) path: PathBuf,
    pub(super) formats: Vec<&'static dyn Format>,
    /// The clients that read it.
    clients: Vec<&'static str>,
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
    /// Whether it is called as its client calls it, so that a value alone in it is what the client means.
    has_own_name: bool,
    /// Whether `--config` names its directory.
    is_inseparable: bool,
}

/// How much of a file that is too large for a config file is searched for keys.
const SEARCH_CAP: usize = 16 << 20;
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
    /// Keys that stand in no entry, so that nobody knows under which names: all of them where the file
    /// cannot be parsed.
    pub(super) traces: Vec<Trace>,
    /// Whether such a file speaks of External profiles.
    pub(super) names_external: bool,
    /// Why its content is not known.
    pub(super) trouble: Option<Finding>,
    /// The keys that `seal` can read from it.
    sealable: Vec<AccessKeyId>,
}

/// What stands in a file under a name.
pub(super) struct Entry {
    /// Which of the formats of the file reads it.
    pub(super) format: usize,
    pub(super) profile: String,
    pub(super) present: Present,
}

impl<'k> Seen<'k> {
    /// Looks at a file and reads it; nothing when it is not there. One whose place cannot even be looked
    /// at is a finding alone.
    pub(super) fn look(known: &'k Known, findings: &mut Vec<Finding>, skipped: &mut Skipped) -> Option<Self> {
        let path = &known.path;
        let look = || {
            let survey = Survey::of(path, known.policy)?;
            let facts = survey.file()?;
            Ok((survey, facts))
        };
        let refused = |error: Error| findings.push(unreadable(path, &error, skipped));
        let (survey, facts) = look().map_err(refused).ok()?;
        if facts.is_none() && !survey.is_blocked() {
            return None;
        }
        let is_regular = facts.as_ref().is_some_and(|facts| facts.kind == Kind::Regular);
        let mut seen = Self::unread(known, survey, facts);
        // What no client of ours reads, such as a credential that systemd has sealed, is judged by its mode.
        if is_regular && !known.formats.is_empty() {
            seen.read(skipped);
        }
        if !seen.is_of_concern() && !is_regular {
            skipped.add(Reason::LeftOut(LeftOut::Link), path);
        }
        Some(seen).filter(Self::is_of_concern)
    }

    fn unread(known: &'k Known, survey: Survey, facts: Option<Facts>) -> Self {
        let (entries, traces, sealable) = (Vec::new(), Vec::new(), Vec::new());
        Self { known, survey, facts, entries, traces, names_external: false, trouble: None, sealable }
    }

    fn read(&mut self, skipped: &mut Skipped) {
        match self.survey.read(FILE_CAP) {
            Ok(Some(bytes)) => match self.known.entries(&bytes) {
                Ok((entries, odd)) => {
                    self.entries = entries;
                    let found = intake::read(&bytes, None).unwrap_or_default();
                    self.sealable = found.into_iter().map(|found| found.access_key.id).collect();
                    self.traces = scan(bytes.expose()).into_iter().filter(|trace| !self.has_entry_of(trace)).collect();
                    self.trouble = self.beside_entries(odd);
                }
                Err(why) => {
                    skipped.add(Reason::Broken, self.path());
                    self.search(bytes.expose());
                    // Files of other clouds may be as they like, as long as no key of ours is in them.
                    let is_ours = !self.known.is_of_all_clouds || self.known.is_listed || !self.traces.is_empty();
                    self.trouble = is_ours.then(|| self.broken(&format!("it as a config file: {why}")));
                }
            },
            // It has gone since.
            Ok(None) => {}
            Err(error) => {
                if let (Error::TooLarge { .. }, Ok(Some(bytes))) = (&error, self.survey.read(SEARCH_CAP)) {
                    self.search(bytes.expose());
                }
                self.trouble = Some(unreadable(self.path(), &error, skipped));
            }
        }
    }

    /// Without knowing what is what.
    fn search(&mut self, bytes: &[u8]) {
        self.traces = scan(bytes);
        let quoted = format!("\"{}\"", clients::EXTERNAL);
        let is_there = bytes.windows(quoted.len()).any(|window| window == quoted.as_bytes());
        self.names_external = self.known.is_config_json && is_there;
    }

    /// Whether an entry accounts for the key.
    fn has_entry_of(&self, trace: &Trace) -> bool {
        self.entries.iter().map(|entry| &entry.present).any(|present| match &trace.id {
            Some(id) => present.id.as_deref() == Some(id.as_str()),
            None => present.secret.is_some(),
        })
    }

    /// What is wrong with the rest of a file of which the entries could be read: the first of those that
    /// readers take differently, or a key that is none at all, such as one in a comment. Entries of other
    /// clouds may be as they like.
    fn beside_entries(&self, odd: Option<Broken>) -> Option<Finding> {
        let first = self.traces.first();
        match odd {
            Some(odd) if first.is_some() || !self.known.is_of_all_clouds => {
                Some(self.broken(&format!("all of it, and nor can every client: {odd}")))
            }
            _ => first.map(|trace| {
                let what = "an AccessKey stands here where its clients do not look for one, as in a comment";
                let fix = format!("take it out of {}", shell_quoted(self.path()));
                Finding::new(Code::Plaintext, self.path(), what, fix).at_line(trace.line)
            }),
        }
    }

    fn broken(&self, why: &str) -> Finding {
        let keys = match self.traces.len() {
            0 => String::new(),
            1 => "; an AccessKey stands in it".to_owned(),
            more => format!("; {more} AccessKeys stand in it"),
        };
        let fix = "mend it by hand, or move it away and install the key anew";
        Finding::new(Code::BrokenConfig, self.path(), format!("akvault cannot read {why}{keys}"), fix)
    }

    /// What is Alibaba Cloud's, or was put there by akvault, or may be.
    fn is_of_concern(&self) -> bool {
        let is_ours = self.trouble.is_some() || self.entries.iter().any(Entry::is_ours);
        !self.known.is_of_all_clouds || self.known.is_listed || is_ours
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
        self.known.is_config_json && entry.present.mode == clients::EXTERNAL
    }

    /// What mode the file should have: an SDK that cannot write it writes no secret into it.
    pub(super) fn wanted_mode(&self) -> u32 {
        if self.names_external || self.external().next().is_some() { 0o400 } else { 0o600 }
    }

    /// Whether this process may change it, and should.
    pub(super) fn is_own(&self) -> bool {
        self.known.policy.owner.uid == Owner::effective().uid && self.is_surely_a_config_file()
    }

    /// Where only a record lists it: records are merged by git, may come from elsewhere, and name any
    /// file. Then a key of the client must stand in it, and no program.
    pub(super) fn is_surely_a_config_file(&self) -> bool {
        let is_plain = self.facts.as_ref().is_some_and(|facts| facts.mode & 0o7111 == 0);
        self.known.is_home || (is_plain && self.entries.iter().any(|entry| self.known.is_key(entry)))
    }

    /// A command that changes the file, for a person who knows it.
    pub(super) fn with_care(&self, command: String) -> String {
        if self.is_surely_a_config_file() {
            return command;
        }
        format!("look at it first: the ledger lists it, but it is no config file with a key; if it is yours: {command}")
    }

    /// The command that notes a key of this file in the ledger.
    pub(super) fn sealing(&self, id: &AccessKeyId) -> String {
        let file = shell_quoted(self.path());
        match self.sealable.len() {
            _ if !self.sealable.contains(id) => {
                "akvault seal --for HOLDER, which asks for the key and notes it".to_owned()
            }
            1 => format!("akvault seal {file} --for HOLDER, which notes it"),
            _ => format!("akvault seal {file} --id AKID --for HOLDER, with the whole AccessKey ID, which notes it"),
        }
    }

    /// Whether a secret stands in it.
    pub(super) fn holds_secret(&self) -> bool {
        let is_secret = |entry: &Entry| entry.is_ours() && entry.present.secret.is_some();
        !self.traces.is_empty() || self.entries.iter().any(is_secret)
    }
}

fn unreadable(path: &Path, error: &Error, skipped: &mut Skipped) -> Finding {
    skipped.add(Reason::of(error), path);
    let (path, what) = match error {
        Error::System { path, source, .. } => (path.as_path(), format!("it cannot be read: {source}")),
        Error::TooLarge { cap, .. } => {
            (path, format!("it is larger than {cap} bytes, and was not read as a config file"))
        }
        other => (path, other.to_string()),
    };
    let fix = "make it a file that its owner can read, or move it away, and run akvault check again";
    Finding::new(Code::Unreadable, path, what, fix)
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
            clients: Vec::new(),
            is_home: false,
            policy,
            has_own_directory: false,
            has_profiles: false,
            is_config_json: false,
            is_of_all_clouds: true,
            is_listed: false,
            has_own_name: false,
            is_inseparable: false,
        }
    }

    fn read_by(self, client: &dyn Client, formats: Vec<&'static dyn Format>) -> Self {
        Self {
            formats,
            clients: vec![client.name()],
            is_inseparable: client.is_inseparable(),
            has_profiles: client.has_profiles(),
            is_config_json: OF_CONFIG_JSON.contains(&client.name()),
            is_of_all_clouds: OF_ALL_CLOUDS.contains(&client.name()),
            ..self
        }
    }

    /// The arguments of `install` and `uninstall` that mean what stands under a name in this file.
    pub(super) fn arguments(&self, profile: Option<&str>) -> String {
        let named = self.path.parent().filter(|_| self.is_inseparable).unwrap_or(&self.path);
        let config = if self.is_home { String::new() } else { format!(" --config {}", shell_quoted(named)) };
        let profile = profile.map_or(String::new(), |profile| format!(" --profile {}", shell_quoted(profile)));
        format!("--client {}{config}{profile}", self.clients.first().unwrap_or(&"CLIENT"))
    }

    /// Whether a client that reads the one where it looks by itself reads the other so, too: what stands
    /// in both has one purpose, and goes from both at once.
    pub(super) fn is_of_one_purpose(&self, other: &Self) -> bool {
        self.is_home && other.is_home && self.clients.iter().any(|client| other.clients.contains(client))
    }

    /// Whether an entry is surely a key: both halves of it, or one in the file that is named for it.
    fn is_key(&self, entry: &Entry) -> bool {
        let present = &entry.present;
        let is_whole = present.id.is_some() && present.secret.is_some();
        entry.is_ours() && (is_whole || (present.is_half() && self.has_own_name))
    }

    /// What each of the formats finds, and the first entry that readers take differently; or in our own
    /// words why one of them cannot read it.
    fn entries(&self, bytes: &Secret<[u8]>) -> Result<(Vec<Entry>, Option<Broken>), String> {
        let text = std::str::from_utf8(bytes.expose()).map_err(|_| "it is not UTF-8 text".to_owned())?;
        let (mut entries, mut first_odd) = (Vec::new(), None);
        for (at, format) in self.formats.iter().enumerate() {
            let (found, odd) = parted(format.named(text).map_err(|broken| broken.to_string())?);
            entries.extend(found.into_iter().map(|(profile, present)| Entry { format: at, profile, present }));
            first_odd = first_odd.or(odd.into_iter().next().map(|(_, broken)| broken));
        }
        Ok((entries, first_odd))
    }
}

//! One record in the index: the stamp of its file, and what is told of it in a line. No secret, no receipt key.
//!
//! Entries are of one length, so that a hundred thousand of them are read without an allocation for each; their texts
//! stand together, one behind the other, so that all are looked at as UTF-8 at once.

use std::collections::BTreeSet;

use super::super::record::{Kind, OVER, Record, SHORT};
use super::super::{SUFFIX, file_name};
use super::file::{STAMP, chunk, put_stamp, take_stamp};
use crate::domain::access_key::masked;
use crate::domain::{AccessKeyId, Day, HostLabel, ProfileName, Region, Standing};
use crate::private_file::Stamp;

/// What `status` and `list` tell of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row<'r> {
    /// What it is called here.
    pub name: &'r str,
    /// What was sealed.
    pub kind: Kind,
    /// Whether the vault keeps its secret.
    pub is_kept: bool,
    /// The whole AccessKey ID.
    pub access_key_id: Option<&'r str>,
    /// Whose it is.
    pub holder: &'r str,
    /// When it was created.
    pub created: Day,
    /// When it must be replaced.
    pub rotate_by: Day,
    /// How far it has come.
    pub state: &'r str,
    /// The whole id of the key that it replaces.
    pub supersedes: Option<&'r str>,
    /// The profile it is meant for.
    pub profile: Option<&'r str>,
    /// The region of that profile.
    pub region: Option<&'r str>,
    /// The RAM user.
    pub user: Option<&'r str>,
    /// The long ids of its bundles, with spaces between them.
    pub bundles: &'r str,
    /// How many machines sent a receipt.
    pub hosts: u32,
    /// The first of them.
    pub first_host: Option<&'r str>,
    /// In how many places of this machine it was installed.
    pub places: u32,
    /// The first of them.
    pub first_place: Option<&'r str>,
    /// How many events its history has.
    pub events: u32,
    /// When the last one was noted, in Unix time.
    pub noted: i64,
    /// Whether each event follows from the one before it, and none is missing at the end.
    pub is_intact: bool,
}

impl Row<'_> {
    /// The masked AccessKey ID.
    pub fn masked_id(&self) -> Option<String> {
        self.access_key_id.map(masked)
    }

    /// The masked AccessKey ID, or what the record is of instead.
    pub fn label(&self) -> String {
        self.masked_id().unwrap_or_else(|| format!("({})", self.kind.as_str()))
    }

    /// The last day on which it is to be used. The seed of an MFA device has none: it is bound until it is
    /// unbound.
    pub fn last_day(&self) -> Option<Day> {
        Some(self.rotate_by).filter(|_| self.kind != Kind::Seed)
    }

    /// When it must be replaced, as long as somebody can use it.
    pub fn deadline(&self) -> Option<Day> {
        self.last_day().filter(|_| !self.is_over())
    }

    /// How that deadline stands.
    pub fn standing(&self, today: Day) -> Standing {
        self.deadline().map_or(Standing::Fresh, |deadline| Standing::of(deadline, today))
    }

    /// How many bundles it travelled in.
    pub fn bundle_count(&self) -> usize {
        self.bundles.split(' ').filter(|id| !id.is_empty()).count()
    }

    /// Their short ids.
    pub fn short_bundle_ids(&self) -> impl Iterator<Item = &str> {
        self.bundles.split(' ').filter_map(|id| id.get(..SHORT))
    }

    /// Whether nobody can use the key any more.
    pub fn is_over(&self) -> bool {
        OVER.contains(&self.state)
    }
}

/// How many texts there are; the first is the file's name.
const TEXTS: usize = 11;
/// Bytes of an entry: a stamp, three flags, two days, three counts, a time, and where its texts begin and end.
pub(super) const SIZE: usize = STAMP + 3 + 8 + 12 + 8 + 4 + 4 * TEXTS;

/// A record, but for its texts, which stand among those of all.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    /// The stamp of its file, if that was not changed just now, and may be changed again without showing it.
    pub(super) stamp: Option<Stamp>,
    /// Whether it was not changed for so long that no file system's clock hides it. Else the record may be used now, and
    /// not kept.
    pub(super) is_lasting: bool,
    kind: Kind,
    is_kept: bool,
    is_intact: bool,
    created: Day,
    rotate_by: Day,
    hosts: u32,
    places: u32,
    events: u32,
    noted: i64,
    start: u32,
    /// Four gibibytes of texts would be of some thirty million records.
    ends: [u32; TEXTS],
}

impl Entry {
    /// Of a record, whose texts are put behind those that are there.
    pub(super) fn of(record: &Record, stamp: Option<Stamp>, is_lasting: bool, texts: &mut String) -> Self {
        let hosts: BTreeSet<Option<&HostLabel>> = record.receipts.iter().map(|receipt| receipt.host.as_ref()).collect();
        let start = number(texts.len());
        Self {
            stamp,
            is_lasting,
            kind: record.kind,
            is_kept: record.is_kept(),
            is_intact: record.history_breaks_at().is_none(),
            created: record.created,
            rotate_by: record.rotate_by,
            hosts: number(hosts.len()),
            places: number(record.installed.len()),
            events: number(record.history.events().len()),
            noted: noted(record),
            start,
            ends: put_texts(record, texts),
        }
    }

    /// Whether it is of a file with this stamp.
    pub(super) fn is_of(&self, stamp: Option<Stamp>) -> bool {
        self.is_lasting && self.stamp == stamp
    }

    /// What is told of it.
    pub(super) fn row<'t>(&self, texts: &'t str) -> Option<Row<'t>> {
        let mut start = self.start;
        let mut read = [""; TEXTS];
        for (text, end) in read.iter_mut().zip(self.ends) {
            *text = between(texts, start, end)?;
            start = end;
        }
        let [file, holder, state, bundles, may_lack @ ..] = read;
        let [access_key_id, supersedes, profile, region, user, first_host, first_place] = may_lack.map(filled);
        Some(Row {
            name: file.strip_suffix(SUFFIX)?,
            holder,
            state,
            bundles,
            access_key_id,
            supersedes,
            profile,
            region,
            user,
            first_host,
            first_place,
            kind: self.kind,
            is_kept: self.is_kept,
            is_intact: self.is_intact,
            created: self.created,
            rotate_by: self.rotate_by,
            hosts: self.hosts,
            places: self.places,
            events: self.events,
            noted: self.noted,
        })
    }

    /// The name of its file alone.
    pub(super) fn file<'t>(&self, texts: &'t str) -> &'t str {
        self.ends.first().and_then(|end| between(texts, self.start, *end)).unwrap_or_default()
    }

    /// The name of the record alone.
    pub(super) fn name<'t>(&self, texts: &'t str) -> &'t str {
        self.file(texts).strip_suffix(SUFFIX).unwrap_or_default()
    }

    /// Appends its bytes, and its texts to those of the entries before it; nothing where it may not be kept.
    pub(super) fn write(&self, texts: &str, bytes: &mut Vec<u8>, written: &mut String) {
        let Some(stamp) = self.stamp.filter(|_| self.is_lasting) else { return };
        let start = number(written.len());
        written.push_str(self.ends.last().and_then(|end| between(texts, self.start, *end)).unwrap_or_default());
        let moved = |place: u32| place.saturating_sub(self.start).saturating_add(start);
        put_stamp(stamp, bytes);
        bytes.extend([kind_number(self.kind), u8::from(self.is_kept), u8::from(self.is_intact)]);
        bytes.extend(self.created.number().to_le_bytes());
        bytes.extend(self.rotate_by.number().to_le_bytes());
        bytes.extend([self.hosts, self.places, self.events].map(u32::to_le_bytes).as_flattened());
        bytes.extend(self.noted.to_le_bytes());
        bytes.extend(start.to_le_bytes());
        bytes.extend(self.ends.map(|end| moved(end).to_le_bytes()).as_flattened());
    }

    /// Reads one.
    pub(super) fn read(bytes: &[u8; SIZE]) -> Option<Self> {
        let mut rest = bytes.as_slice();
        let stamp = take_stamp(&mut rest)?;
        let [kind, is_kept, is_intact] = chunk(&mut rest)?.map(usize::from);
        let mut day = || Day::of_number(i32::from_le_bytes(chunk(&mut rest)?));
        let (created, rotate_by) = (day()?, day()?);
        let mut count = || chunk(&mut rest).map(u32::from_le_bytes);
        let (hosts, places, events) = (count()?, count()?, count()?);
        let noted = i64::from_le_bytes(chunk(&mut rest)?);
        let start = u32::from_le_bytes(chunk(&mut rest)?);
        let mut ends = [0; TEXTS];
        for end in &mut ends {
            *end = u32::from_le_bytes(chunk(&mut rest)?);
        }
        let kind = *Kind::ALL.get(kind)?;
        let (is_kept, is_intact) = (is_kept != 0, is_intact != 0);
        let (stamp, is_lasting) = (Some(stamp), true);
        Some(Self {
            stamp,
            is_lasting,
            kind,
            is_kept,
            is_intact,
            created,
            rotate_by,
            hosts,
            places,
            events,
            noted,
            start,
            ends,
        })
    }
}

/// The texts of a record, and where each of them ends.
fn put_texts(record: &Record, to: &mut String) -> [u32; TEXTS] {
    let (file, bundles) = (file_name(&record.name), bundles(record));
    let first_place = record.installed.first().map(|place| place.path.to_string_lossy());
    let texts: [Option<&str>; TEXTS] = [
        Some(&file),
        Some(record.holder.as_str()),
        Some(record.state()),
        Some(&bundles),
        record.access_key_id.as_ref().map(AccessKeyId::as_str),
        record.supersedes.as_ref().map(AccessKeyId::as_str),
        record.profile.as_ref().map(ProfileName::as_str),
        record.region.as_ref().map(Region::as_str),
        record.user.as_deref(),
        record.receipts.iter().find_map(|receipt| receipt.host.as_ref()).map(HostLabel::as_str),
        first_place.as_deref(),
    ];
    texts.map(|text| {
        to.push_str(text.unwrap_or_default());
        number(to.len())
    })
}

/// Its creation where the history says nothing, or nothing that is a time.
fn noted(record: &Record) -> i64 {
    let last = record.history.events().last();
    let moment = last.and_then(|event| event.at.parse::<jiff::Timestamp>().ok());
    moment.map_or_else(|| record.created.midnight(), jiff::Timestamp::as_second)
}

fn bundles(record: &Record) -> String {
    let bundles: Vec<&str> = record.bundles.iter().map(|bundle| bundle.id.as_str()).collect();
    bundles.join(" ")
}

fn kind_number(kind: Kind) -> u8 {
    let at = Kind::ALL.iter().position(|one| *one == kind);
    at.and_then(|at| u8::try_from(at).ok()).unwrap_or(u8::MAX)
}

fn number(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn between(texts: &str, start: u32, end: u32) -> Option<&str> {
    texts.get(usize::try_from(start).ok()?..usize::try_from(end).ok()?)
}

/// What may be lacking is then empty.
fn filled(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}

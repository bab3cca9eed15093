//! One record in the index: the stamp of its file, and what is told of it in a line. No secret, no receipt key.
//!
//! Numbers are little-endian. The lengths of the texts stand before the first of them, so that all are looked at as
//! UTF-8 at once. Whatever does not read to its end is no entry.

use std::collections::BTreeSet;

use super::super::record::{Kind, OVER, Record, SHORT};
use super::super::{SUFFIX, file_name};
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

/// Bytes of a stamp.
const STAMP: usize = 40;
/// The stamp of what may not be kept: no file has it.
const NO_STAMP: [u8; STAMP] = [0xff; STAMP];
/// How many texts there are; the first is the file's name.
const TEXTS: usize = 11;
/// What stands before their lengths: a stamp, the entry's length, two flags, two days, three counts, a time.
const LENGTHS: usize = STAMP + 4 + 2 + 8 + 12 + 8;
/// What stands before the texts.
const FIXED: usize = LENGTHS + 4 * TEXTS;

fn stamp_bytes(stamp: Option<Stamp>) -> [u8; STAMP] {
    let Some(Stamp { size, inode, modified, changed }) = stamp else { return NO_STAMP };
    let mut bytes = NO_STAMP;
    let long = [size.to_le_bytes(), inode.to_le_bytes(), modified.seconds.to_le_bytes(), changed.seconds.to_le_bytes()];
    let short = [modified.nanoseconds.to_le_bytes(), changed.nanoseconds.to_le_bytes()];
    let members = long.as_flattened().iter().chain(short.as_flattened());
    bytes.iter_mut().zip(members).for_each(|(byte, member)| *byte = *member);
    bytes
}

/// Whether an entry may be kept, and not only be used now.
pub(super) fn is_lasting(entry: &[u8]) -> bool {
    entry.first_chunk::<STAMP>().is_some_and(|stamp| *stamp != NO_STAMP)
}

/// Whether an entry is of a file with this stamp.
pub(super) fn is_of(entry: &[u8], stamp: Option<Stamp>) -> bool {
    stamp.is_some() && entry.first_chunk::<STAMP>() == Some(&stamp_bytes(stamp))
}

/// The inode in the stamp of an entry; no file has that of an entry without one.
pub(super) fn inode_in(entry: &[u8]) -> Option<u64> {
    entry.get(size_of::<u64>()..).and_then(<[u8]>::first_chunk).map(|bytes| u64::from_le_bytes(*bytes))
}

/// Appends an entry.
pub(super) fn encode(record: &Record, stamp: Option<Stamp>, to: &mut Vec<u8>) {
    let start = to.len();
    fixed(record, stamp, to);
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
    for text in texts {
        to.extend(number(text.map_or(0, str::len)).to_le_bytes());
    }
    for text in texts.into_iter().flatten() {
        to.extend_from_slice(text.as_bytes());
    }
    let length = number(to.len().saturating_sub(start));
    if let Some(place) = to.get_mut(start..).and_then(|entry| entry.get_mut(STAMP..)).and_then(<[u8]>::first_chunk_mut)
    {
        *place = length.to_le_bytes();
    }
}

fn fixed(record: &Record, stamp: Option<Stamp>, to: &mut Vec<u8>) {
    let hosts: BTreeSet<Option<&HostLabel>> = record.receipts.iter().map(|receipt| receipt.host.as_ref()).collect();
    to.extend(stamp_bytes(stamp));
    to.extend([0; 4]);
    to.extend([kind_number(record.kind), u8::from(record.is_kept())]);
    for day in [record.created, record.rotate_by] {
        to.extend(day.number().to_le_bytes());
    }
    for count in [hosts.len(), record.installed.len(), record.history.events().len()] {
        to.extend(number(count).to_le_bytes());
    }
    to.extend(noted(record).to_le_bytes());
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

/// A record has at most a mebibyte.
fn number(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// The entry with which `bytes` begin.
pub(super) fn first(bytes: &[u8]) -> Option<&[u8]> {
    let length = bytes.get(STAMP..).and_then(<[u8]>::first_chunk).map(|length| u32::from_le_bytes(*length))?;
    bytes.get(..usize::try_from(length).ok()?).filter(|entry| entry.len() > FIXED)
}

/// Reads an entry, which must end where its last text does.
pub(super) fn decode(entry: &[u8]) -> Option<Row<'_>> {
    let mut rest = entry.get(STAMP..)?;
    let [_length @ .., kind, is_kept] = chunk::<6>(&mut rest)?;
    let created = Day::of_number(i32::from_le_bytes(chunk(&mut rest)?))?;
    let rotate_by = Day::of_number(i32::from_le_bytes(chunk(&mut rest)?))?;
    let mut count = || chunk(&mut rest).map(u32::from_le_bytes);
    let (hosts, places, events) = (count()?, count()?, count()?);
    let noted = i64::from_le_bytes(chunk(&mut rest)?);
    let [file, holder, state, bundles, may_lack @ ..] = texts(rest)?;
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
        kind: *Kind::ALL.get(usize::from(kind))?,
        is_kept: is_kept != 0,
        created,
        rotate_by,
        hosts,
        places,
        events,
        noted,
    })
}

/// All texts, which must end where the entry does.
fn texts(mut rest: &[u8]) -> Option<[&str; TEXTS]> {
    let mut lengths = [0; TEXTS];
    for length in &mut lengths {
        *length = usize::try_from(u32::from_le_bytes(chunk(&mut rest)?)).ok()?;
    }
    let mut rest = std::str::from_utf8(rest).ok()?;
    let mut texts = [""; TEXTS];
    for (text, length) in texts.iter_mut().zip(lengths) {
        (*text, rest) = rest.split_at_checked(length)?;
    }
    rest.is_empty().then_some(texts)
}

/// The name of its file alone.
pub(super) fn file_in(entry: &[u8]) -> &str {
    let length = entry.get(LENGTHS..).and_then(|mut rest| chunk(&mut rest)).map_or(0, u32::from_le_bytes);
    let text = entry.get(FIXED..).and_then(|texts| texts.get(..usize::try_from(length).ok()?));
    text.and_then(|text| std::str::from_utf8(text).ok()).unwrap_or_default()
}

/// The name of the record alone.
pub(super) fn name_in(entry: &[u8]) -> &str {
    file_in(entry).strip_suffix(SUFFIX).unwrap_or_default()
}

fn chunk<const COUNT: usize>(rest: &mut &[u8]) -> Option<[u8; COUNT]> {
    let (chunk, after) = rest.split_first_chunk()?;
    *rest = after;
    Some(*chunk)
}

/// What may be lacking is then empty.
fn filled(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}

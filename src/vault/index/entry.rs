//! One record in the index: the stamp of its file, and what is told of it in a line. No secret, no receipt key.
//!
//! Numbers are little-endian, texts have their length in front. Whatever does not read to its end is no entry.

use std::collections::BTreeSet;

use super::super::record::{Kind, OVER, Record};
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

    /// When it must be replaced, as long as somebody can use it.
    pub fn deadline(&self) -> Option<Day> {
        Some(self.rotate_by).filter(|_| !OVER.contains(&self.state))
    }

    /// How that deadline stands.
    pub fn standing(&self, today: Day) -> Standing {
        self.deadline().map_or(Standing::Fresh, |deadline| Standing::of(deadline, today))
    }

    /// How many bundles it travelled in.
    pub fn bundle_count(&self) -> usize {
        self.bundles.split(' ').filter(|id| !id.is_empty()).count()
    }
}

/// Bytes of a stamp.
const STAMP: usize = 40;
/// The stamp of what may not be kept: no file has it.
const NO_STAMP: [u8; STAMP] = [0xff; STAMP];
/// What stands before the texts, the first of which is the file's name: a stamp, the entry's length, two flags,
/// two days, three counts, a time.
const FIXED: usize = STAMP + 4 + 2 + 8 + 12 + 8;

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

/// Appends an entry.
pub(super) fn encode(record: &Record, stamp: Option<Stamp>, to: &mut Vec<u8>) {
    let start = to.len();
    fixed(record, stamp, to);
    let bundles: Vec<&str> = record.bundles.iter().map(|bundle| bundle.id.as_str()).collect();
    for member in [&file_name(&record.name), record.holder.as_str(), record.state(), &bundles.join(" ")] {
        text(member, to);
    }
    let first_place = record.installed.first().map(|place| place.path.to_string_lossy());
    let may_lack = [
        record.access_key_id.as_ref().map(AccessKeyId::as_str),
        record.supersedes.as_ref().map(AccessKeyId::as_str),
        record.profile.as_ref().map(ProfileName::as_str),
        record.region.as_ref().map(Region::as_str),
        record.user.as_deref(),
        record.receipts.iter().find_map(|receipt| receipt.host.as_ref()).map(HostLabel::as_str),
        first_place.as_deref(),
    ];
    for member in may_lack {
        text(member.unwrap_or_default(), to);
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
    to.extend([u8::from(record.kind == Kind::File), u8::from(record.is_kept())]);
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

fn text(text: &str, to: &mut Vec<u8>) {
    to.extend(number(text.len()).to_le_bytes());
    to.extend_from_slice(text.as_bytes());
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
    let [_length @ .., is_file, is_kept] = chunk::<6>(&mut rest)?;
    let created = Day::of_number(i32::from_le_bytes(chunk(&mut rest)?))?;
    let rotate_by = Day::of_number(i32::from_le_bytes(chunk(&mut rest)?))?;
    let mut count = || chunk(&mut rest).map(u32::from_le_bytes);
    let (hosts, places, events) = (count()?, count()?, count()?);
    let noted = i64::from_le_bytes(chunk(&mut rest)?);
    let row = Row {
        name: word(&mut rest)?.strip_suffix(SUFFIX)?,
        holder: word(&mut rest)?,
        state: word(&mut rest)?,
        bundles: word(&mut rest)?,
        access_key_id: filled(word(&mut rest)?),
        supersedes: filled(word(&mut rest)?),
        profile: filled(word(&mut rest)?),
        region: filled(word(&mut rest)?),
        user: filled(word(&mut rest)?),
        first_host: filled(word(&mut rest)?),
        first_place: filled(word(&mut rest)?),
        kind: if is_file == 0 { Kind::AccessKey } else { Kind::File },
        is_kept: is_kept != 0,
        created,
        rotate_by,
        hosts,
        places,
        events,
        noted,
    };
    rest.is_empty().then_some(row)
}

/// The name of its file alone.
pub(super) fn file_in(entry: &[u8]) -> &str {
    entry.get(FIXED..).and_then(|mut rest| word(&mut rest)).unwrap_or_default()
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

fn word<'r>(rest: &mut &'r [u8]) -> Option<&'r str> {
    let length = usize::try_from(u32::from_le_bytes(chunk(rest)?)).ok()?;
    let (word, after) = rest.split_at_checked(length)?;
    *rest = after;
    std::str::from_utf8(word).ok()
}

/// What may be lacking is then empty.
fn filled(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}

//! What is going to be sealed, checked as a whole: every row's source is read, its key chosen, and compared
//! with the ledger and with the other rows.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::Known;
use super::halves::{Gone, Halves};
use super::told::Done;
use crate::bundle::{Key, PAYLOAD_CAP, passphrase};
use crate::commands::asked_of;
use crate::commands::seal::SealArgs;
use crate::commands::seal::parcel::Parcel;
use crate::context::Context;
use crate::domain::AccessKeyId;
use crate::domain::rotation::shell_word;
use crate::failure::{Failure, Kind};
use crate::intake::roster::{Entry, roster};
use crate::intake::{self, Found};
use crate::opening::is_dash;
use crate::private_file::{Policy, read_file, read_stdin};
use crate::seal::{Identities, Recipients};
use crate::secret::Secret;
use crate::unlocking;
use crate::vault::Record;

/// The largest roster, in bytes.
const CAP: usize = 4 << 20;
/// As many as have room in the file of texts.
const MOST: usize = 5000;
/// So many faults are told at once.
const SHOWN: usize = 10;

/// All that is to be done, and what is done already.
pub(super) struct Plan {
    pub(super) rows: Vec<Row>,
    pub(super) done: Vec<Done>,
}

/// One key for one holder, ready to be sealed.
pub(super) struct Row {
    pub(super) line: usize,
    pub(super) parcel: Parcel,
    pub(super) key: Key,
    pub(super) phone: Option<String>,
    /// The file that it came from; none when the vault keeps it.
    source: Option<PathBuf>,
}

impl Plan {
    /// Reads and checks everything.
    pub(super) fn of(
        args: &SealArgs,
        path: &Path,
        texts: &Path,
        policy: Policy,
        context: &Context,
    ) -> Result<Self, Failure> {
        let bytes = if is_dash(path) { read_stdin(CAP)? } else { read_file(path, CAP)? };
        let entries = roster(&bytes)?;
        if entries.is_empty() {
            return Err(Failure::new(Kind::Damaged, "the roster has no rows").next("add a row for each key"));
        }
        if entries.len() > MOST {
            let what = format!("the roster has {} rows, more than {MOST}", entries.len());
            return Err(
                Failure::new(Kind::Usage, what).next("split it, with a --passphrase-out of its own for each part")
            );
        }
        let known = index(context.vault()?.find(|_| true)?);
        let identities = identities(&entries, args, context)?;
        let gathering =
            Gathering { args, context, known: &known, identities, home: path.parent().unwrap_or(Path::new("")) };
        let rows = gathering.all(entries)?;
        let (sealed, rows): (Vec<Row>, Vec<Row>) = rows.into_iter().partition(|row| row.is_sealed_in(&known));
        let holders = known.values().flatten().map(|record| record.holder.as_str());
        for Row { parcel, line, .. } in &rows {
            if let Some(near) = parcel.holder.slip_of(holders.clone()) {
                context.output.warn(&format!("line {line}, {}", asked_of(&parcel.holder, near)));
            }
            parcel.warn_of(known.values().flatten().find(|record| parcel.is_completed_by(record)), context);
        }
        let halves = Halves::look(&args.out, texts, policy)?;
        let told = |row: &Row| Done { gone: row.gone(&known, &halves), ..row.told_as_before(&known) };
        Ok(Self { done: sealed.iter().map(told).collect(), rows })
    }

    /// For a dry run.
    pub(super) fn outcomes(self) -> Vec<Done> {
        let mut all: Vec<Done> = self.rows.iter().map(|row| row.told(None)).chain(self.done).collect();
        all.sort_by_key(|one| one.line);
        all
    }
}

/// By the key: a file has none.
pub(super) fn index(records: Vec<Record>) -> Known {
    let mut known = Known::new();
    for record in records {
        let id = record.access_key_id.as_ref().map(AccessKeyId::to_string).unwrap_or_default();
        known.entry(id).or_default().push(record);
    }
    known
}

/// The vault is unlocked once, if a row needs it.
fn identities(entries: &[Entry], args: &SealArgs, context: &Context) -> Result<Option<Identities>, Failure> {
    let is_needed = entries.iter().any(|entry| entry.source.is_none());
    if is_needed {
        return unlocking::identities(&args.vault.keys(), context).map(Some);
    }
    args.vault.keys().refuse_without("a row without `source`")?;
    Ok(None)
}

struct Gathering<'a> {
    args: &'a SealArgs,
    context: &'a Context,
    known: &'a Known,
    identities: Option<Identities>,
    /// Where relative sources are.
    home: &'a Path,
}

impl Gathering<'_> {
    /// All faults are told together: somebody has to mend them all.
    fn all(&self, entries: Vec<Entry>) -> Result<Vec<Row>, Failure> {
        let (mut rows, mut faults) = (Vec::new(), Vec::new());
        let mut files = BTreeMap::new();
        for entry in entries {
            let line = entry.line;
            match self.row(entry, &mut files) {
                Ok(row) => rows.push(row),
                Err(failure) => faults.push((line, failure)),
            }
        }
        faults.extend(twice(&rows));
        match faults.len() {
            0 => Ok(rows),
            1 => Err(faults.remove(0))
                .map_err(|(line, failure)| failure.while_doing(&format!("line {line} of the roster"))),
            many => Err(all_of(&faults, many)),
        }
    }

    fn row(&self, entry: Entry, files: &mut BTreeMap<PathBuf, Secret<[u8]>>) -> Result<Row, Failure> {
        let found = match &entry.source {
            Some(source) => self.found_in(source, &entry, files)?,
            None => self.kept(&entry)?,
        };
        let id = found.access_key.id.clone();
        let same_key = self.known.get(id.as_str()).map(Vec::as_slice).unwrap_or_default();
        self.args.source.refuse_holder_beside(same_key, &entry.holder)?;
        let known = same_key.iter().find(|record| record.holder == entry.holder).or(same_key.first());
        let found = Found { user: entry.user.or(found.user), ..found };
        let source = self.args.source.for_row(entry.profile, entry.region, entry.supersedes);
        let gathered = source.complete(found, None, known, self.context)?;
        let gathered = match gathered.issued.supersedes.clone() {
            Some(old) => {
                let replaced = self.known.get(old.as_str()).map(Vec::as_slice).unwrap_or_default();
                let successors = self.known.values().flatten().filter(|one| one.supersedes.as_ref() == Some(&old));
                gathered.replacing(replaced, successors, &entry.holder, self.context)
            }
            None => gathered,
        };
        for oddity in gathered.oddities(self.context.today()) {
            self.context.output.warn(&format!("line {}, {}: {oddity}", entry.line, entry.holder));
        }
        let parcel = Parcel::of_key(gathered, self.args, entry.holder, self.context)?;
        let key = self.key(entry.recipient.as_deref())?;
        let source = entry.source.map(|source| self.home.join(source));
        Ok(Row { line: entry.line, parcel, key, phone: entry.phone, source })
    }

    /// Several rows may name one file.
    fn found_in(
        &self,
        source: &str,
        entry: &Entry,
        files: &mut BTreeMap<PathBuf, Secret<[u8]>>,
    ) -> Result<Found, Failure> {
        let path = self.home.join(source);
        if !files.contains_key(&path) {
            files.insert(path.clone(), read_file(&path, PAYLOAD_CAP)?);
        }
        let bytes = files.get(&path).ok_or(intake::Error::Empty)?;
        Ok(intake::choose(intake::read(bytes, self.args.source.forced())?, entry.id.as_ref())?)
    }

    fn kept(&self, entry: &Entry) -> Result<Found, Failure> {
        let id = entry.id.as_ref().map(AccessKeyId::as_str).unwrap_or_default();
        let kept = self.known.get(id).into_iter().flatten().find(|record| record.is_kept());
        let (Some(record), Some(identities)) = (kept, &self.identities) else {
            return Err(Failure::new(Kind::NotFound, "the vault does not keep that key")
                .next("name the file that holds it in the column `source`"));
        };
        let key = record.access_key(identities)?;
        let region = record.region.clone();
        Ok(Found {
            user: record.user.clone(),
            account: record.account.clone(),
            created: Some(record.created),
            region,
            ..Found::from(key)
        })
    }

    fn key(&self, recipient: Option<&str>) -> Result<Key, Failure> {
        let Some(recipient) = recipient else {
            return Ok(Key::Generated(passphrase::from_entropy(&self.context.random()?)));
        };
        let mut recipients = Recipients::none();
        recipients.add(recipient, "the roster")?;
        Ok(Key::Recipients(recipients))
    }
}

/// A key that stands in two rows.
fn twice(rows: &[Row]) -> Vec<(usize, Failure)> {
    let mut seen: BTreeMap<&AccessKeyId, usize> = BTreeMap::new();
    let mut faults = Vec::new();
    for row in rows {
        let Some(id) = row.parcel.access_key_id() else { continue };
        if let Some(first) = seen.insert(id, row.line) {
            let what = format!("{} stands in line {first} too", id.masked());
            faults.push((
                row.line,
                Failure::new(Kind::Conflict, what)
                    .next("create an AccessKey of its own for each person and application"),
            ));
        }
    }
    faults
}

fn all_of(faults: &[(usize, Failure)], many: usize) -> Failure {
    let told: Vec<String> =
        faults.iter().take(SHOWN).map(|(line, failure)| format!("line {line}: {}", failure.message())).collect();
    let rest = many.saturating_sub(told.len());
    let rest = if rest == 0 { String::new() } else { format!("; and {rest} more") };
    let kind = faults.first().map_or(Kind::Failed, |(_, failure)| failure.kind());
    Failure::new(kind, format!("{many} rows of the roster are not in order: {}{rest}", told.join("; ")))
        .next("mend them all, and run the command again")
}

impl Row {
    /// The record of this key and holder.
    pub(super) fn known<'k>(&self, known: &'k Known) -> Option<&'k Record> {
        let id = self.parcel.access_key_id()?;
        known.get(id.as_str())?.iter().find(|record| record.holder == self.parcel.holder)
    }

    pub(super) fn is_sealed_in(&self, known: &Known) -> bool {
        self.known(known).is_some_and(|record| !record.bundles.is_empty())
    }

    pub(super) fn told(&self, written: Option<(String, PathBuf, String)>) -> Done {
        let (id, path, name) =
            written.map_or((None, None, None), |(id, path, name)| (Some(id), Some(path), Some(name)));
        Done {
            line: self.line,
            holder: self.parcel.holder.to_string(),
            masked: self.parcel.access_key_id().map(AccessKeyId::masked),
            id,
            path,
            name,
            phone: self.phone.clone(),
            is_before: false,
            gone: Gone::default(),
            again: String::new(),
        }
    }

    fn gone(&self, known: &Known, halves: &Halves) -> Gone {
        self.known(known).map(|record| halves.gone(record)).unwrap_or_default()
    }

    /// What seals its key alone.
    fn again(&self, record: &Record) -> String {
        match &self.source {
            Some(source) => {
                let (source, holder) = (source.to_string_lossy(), self.parcel.holder.as_str());
                let id = record.access_key_id.as_ref().map(|id| format!(" --id {id}")).unwrap_or_default();
                format!("akvault seal {} --for {}{id}", shell_word(&source), shell_word(holder))
            }
            None => format!("akvault seal --from-vault {}", record.name),
        }
    }

    pub(super) fn told_as_before(&self, known: &Known) -> Done {
        let record = self.known(known);
        let bundle = record.and_then(|record| record.bundles.last());
        Done {
            id: bundle.map(|bundle| bundle.short_id().to_owned()),
            name: record.map(|record| record.name.to_string()),
            again: record.map(|record| self.again(record)).unwrap_or_default(),
            is_before: true,
            ..self.told(None)
        }
    }
}

//! The index beside a full reading, after whatever may have happened to the records and to the index.

mod glance;

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _};
use std::path::PathBuf;
use std::time::Duration;

use proptest::prelude::*;

use super::*;
use crate::vault::{KEYS, What, samples};

/// The index is written after every change, of whatever was changed before this tick.
const ALWAYS: Habit = Habit { worth: 1, entries: 0, grain: 0 };

/// A ledger of its own.
struct Place {
    _folder: tempfile::TempDir,
    vault: Vault,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::Builder::new().prefix("akvault-index-").tempdir().unwrap();
        let home = folder.path().canonicalize().unwrap().join("vault");
        fs::DirBuilder::new().recursive(true).mode(0o700).create(home.join(KEYS)).unwrap();
        Self { _folder: folder, vault: Vault::at(home) }
    }

    /// With these records, all of them `holder`'s, which index and hints know.
    fn settled(names: &[&str], holder: &str) -> Self {
        let place = Self::new();
        for name in names {
            place.write(name, holder);
        }
        wait();
        place.agrees();
        place
    }

    /// With so many records, called `r0` and so on, which index and hints know.
    fn numbered(count: usize) -> Self {
        let names: Vec<String> = (0..count).map(|number| format!("r{number}")).collect();
        Self::settled(&names.iter().map(String::as_str).collect::<Vec<_>>(), "a")
    }

    fn path(&self, name: &str) -> PathBuf {
        self.vault.home.join(KEYS).join(format!("{name}.toml"))
    }

    fn index(&self) -> PathBuf {
        self.vault.home.join("local").join("index")
    }

    #[expect(clippy::disallowed_methods, reason = "an edit by hand")]
    fn write(&self, name: &str, holder: &str) {
        fs::write(self.path(name), text(name, holder)).unwrap();
    }

    /// What the index's rows say, entry by entry, is what the files say, record by record.
    #[track_caller]
    fn agrees(&self) {
        self.agrees_by(ALWAYS);
    }

    #[track_caller]
    fn agrees_by(&self, habit: Habit) {
        let rows = self.vault.rows_by(habit, self.vault.hints(Duration::ZERO).as_ref()).unwrap();
        let (records, faults): (Vec<_>, Vec<_>) = self.vault.records().unwrap().into_iter().partition(Result::is_ok);
        let records: Vec<Rows> = records.into_iter().flatten().map(|record| Rows::of(&record)).collect();
        let expected: Vec<Row<'_>> = records.iter().flat_map(Rows::iter).collect();
        assert_eq!(rows.iter().collect::<Vec<_>>(), expected);
        let words = |faults: Vec<String>| faults.join("\n");
        let expected = faults.iter().map(|fault| fault.as_ref().unwrap_err().to_string()).collect();
        assert_eq!(words(rows.faults().iter().map(ToString::to_string).collect()), words(expected));
    }

    /// A Tab offers what is told of every record, but for those that were edited in place.
    #[track_caller]
    fn is_offered(&self, edited: &BTreeSet<String>) {
        let rows = self.vault.rows_by(Habit { worth: usize::MAX, ..ALWAYS }, None).unwrap();
        let is_told = |line: &&str| !edited.contains(line.split('\t').next().unwrap());
        let row = |row: Row<'_>| format!("{}\t{} {} {}", row.name, row.holder, row.label(), row.state);
        let expected: Vec<String> = rows.iter().map(row).collect();
        let expected: Vec<&str> = expected.iter().map(String::as_str).filter(is_told).collect();
        assert_eq!(self.offered().lines().filter(is_told).collect::<Vec<_>>(), expected);
    }

    /// What a Tab is offered of names.
    fn offered(&self) -> String {
        self.vault.glance(Hint::Name).unwrap()
    }

    /// The same, of holders.
    fn holders(&self) -> Vec<String> {
        self.vault.glance(Hint::Holder).unwrap().lines().map(str::to_owned).collect()
    }

    /// Whether a Tab looks at no record.
    fn is_hinted(&self) -> bool {
        let keys = self.vault.keys().unwrap().unwrap();
        local::look(&self.vault.home).and_then(|local| Hint::Name.load(&local, keys.own_stamp()?)).is_some()
    }

    fn hints(&self) -> PathBuf {
        self.index().with_file_name("hints")
    }

    /// Whether the next reading opens this record.
    fn is_known(&self, name: &str) -> bool {
        let (rows, keys) = (self.vault.known(), self.vault.keys().unwrap());
        let stamp = keys.unwrap().stamp(OsStr::new(&format!("{name}.toml")));
        rows.entries.iter().any(|entry| entry.name(&rows.texts) == name && entry.is_of(stamp))
    }
}

fn text(name: &str, holder: &str) -> String {
    let record = samples::record(name, &format!("LTAI5tEXAMPLE{name}"), holder, Some("Stück"));
    super::super::codec::encode(&record).expose().to_owned()
}

/// Longer than a tick of the kernel's clock.
fn wait() {
    std::thread::sleep(Duration::from_millis(12));
}

#[test]
fn a_settled_record_is_read_once_and_a_young_one_again() {
    let place = Place::new();
    let habit = Habit { grain: 1, ..ALWAYS };
    place.write("old", "a");
    std::thread::sleep(Duration::from_millis(1_050));
    place.write("young", "a");
    place.agrees_by(habit);
    assert!(place.is_known("old") && !place.is_known("young"));
    assert_eq!(place.index().metadata().unwrap().mode() & 0o7777, 0o600);
    std::thread::sleep(Duration::from_millis(1_050));
    place.agrees_by(habit);
    assert!(place.is_known("young"));
}

#[test]
#[expect(clippy::disallowed_methods, reason = "an edit by hand")]
fn an_edit_of_the_same_size_with_its_time_put_back_is_seen() {
    let place = Place::new();
    place.write("alice", "aaaa");
    wait();
    place.agrees();
    assert!(place.is_known("alice"));
    let path = place.path("alice");
    let before = fs::metadata(&path).unwrap().modified().unwrap();
    fs::write(&path, text("alice", "bbbb")).unwrap();
    fs::OpenOptions::new().write(true).open(&path).unwrap().set_modified(before).unwrap();
    assert_eq!(fs::metadata(&path).unwrap().modified().unwrap(), before);
    place.agrees();
}

#[test]
#[expect(clippy::disallowed_methods, reason = "what a disk may do")]
fn no_cut_and_no_flipped_bit_of_the_index_gives_an_answer() {
    let place = Place::settled(&["alice", "bob", "carol"], "a");
    let good = fs::read(place.index()).unwrap();
    assert_eq!(place.vault.known().len(), 3);
    for at in 0..good.len() {
        let mut bad = good.clone();
        bad[at] ^= 1 << (at % 8);
        fs::write(place.index(), &bad).unwrap();
        assert_eq!(place.vault.known().len(), 0, "a flipped bit at {at}");
        fs::write(place.index(), &good[..at]).unwrap();
        assert_eq!(place.vault.known().len(), 0, "cut at {at}");
    }
    fs::write(place.index(), [good.as_slice(), b"x"].concat()).unwrap();
    assert_eq!(place.vault.known().len(), 0);
    place.agrees();
    assert_eq!(fs::read(place.index()).unwrap(), good, "made anew");
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a careless hand")]
fn an_index_of_another_ledger_or_in_an_odd_place_gives_no_answer() {
    let (place, other) = (Place::new(), Place::new());
    place.write("alice", "here");
    other.write("alice", "there");
    wait();
    place.agrees();
    other.agrees();
    fs::copy(other.index(), place.index()).unwrap();
    place.agrees();
    fs::remove_file(place.index()).unwrap();
    std::os::unix::fs::symlink(other.index(), place.index()).unwrap();
    assert_eq!(place.vault.known().len(), 0);
    place.agrees();
    fs::remove_file(place.index()).unwrap();
    fs::DirBuilder::new().create(place.index()).unwrap();
    place.agrees();
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a sandbox of the test's own")]
fn a_link_is_read_each_time_and_a_file_that_is_no_record_never() {
    let place = Place::new();
    place.write("alice", "a");
    fs::rename(place.path("alice"), place.vault.home.join("elsewhere")).unwrap();
    std::os::unix::fs::symlink(place.vault.home.join("elsewhere"), place.path("alice")).unwrap();
    fs::write(place.vault.home.join(KEYS).join("Not a record.toml"), "x").unwrap();
    wait();
    place.agrees();
    assert!(!place.is_known("alice"));
    fs::write(place.vault.home.join("elsewhere"), text("alice", "b")).unwrap();
    place.agrees();
}

/// What may happen to a ledger.
#[derive(Debug, Clone)]
enum Happening {
    /// By hand, in place, with the same size and time as before.
    Edit(usize, char),
    /// By us, or by git.
    Replace(usize, char),
    /// By git, which gives the new file the inode of the old one.
    Recreate(usize, char),
    Remove(usize),
    Rename(usize, usize),
    Damage(usize),
    LoseIndex,
    DamageIndex(usize),
    Read,
}

fn happenings() -> impl Strategy<Value = Vec<Happening>> {
    let (record, holder) = (0_usize..6, prop::char::range('a', 'f'));
    let one = prop_oneof![
        3 => (record.clone(), holder.clone()).prop_map(|(record, holder)| Happening::Edit(record, holder)),
        3 => (record.clone(), holder.clone()).prop_map(|(record, holder)| Happening::Replace(record, holder)),
        2 => (record.clone(), holder).prop_map(|(record, holder)| Happening::Recreate(record, holder)),
        1 => record.clone().prop_map(Happening::Remove),
        1 => (record.clone(), record.clone()).prop_map(|(from, to)| Happening::Rename(from, to)),
        1 => record.prop_map(Happening::Damage),
        1 => Just(Happening::LoseIndex),
        1 => (0_usize..400).prop_map(Happening::DamageIndex),
        3 => Just(Happening::Read),
    ];
    prop::collection::vec(one, 1..24)
}

#[expect(clippy::disallowed_methods, reason = "a sandbox of the test's own")]
fn happen(place: &Place, happening: &Happening) {
    let name = |number: &usize| format!("r{number}");
    match happening {
        Happening::Edit(record, holder) => {
            let path = place.path(&name(record));
            let before = fs::metadata(&path).and_then(|facts| facts.modified());
            fs::write(&path, text(&name(record), &holder.to_string())).unwrap();
            if let Ok(before) = before {
                fs::OpenOptions::new().write(true).open(&path).unwrap().set_modified(before).unwrap();
            }
        }
        Happening::Replace(record, holder) => {
            let ledger = place.vault.lock().unwrap();
            let text = text(&name(record), &holder.to_string());
            let mut record =
                super::super::codec::decode(&text.into_bytes().into(), &Name::new(&name(record)).unwrap()).unwrap();
            record.history.note("2026-11-24T12:00:00Z".parse().unwrap(), What::Edited, &[]);
            ledger.save(&record).unwrap();
        }
        Happening::Recreate(record, holder) => {
            drop(fs::remove_file(place.path(&name(record))));
            place.write(&name(record), &holder.to_string());
        }
        Happening::Remove(record) => drop(fs::remove_file(place.path(&name(record)))),
        Happening::Rename(from, to) => drop(fs::rename(place.path(&name(from)), place.path(&name(to)))),
        Happening::Damage(record) => drop(fs::write(place.path(&name(record)), "version = 9\n")),
        Happening::LoseIndex => drop(fs::remove_file(place.index())),
        Happening::DamageIndex(at) => {
            if let Ok(mut bytes) = fs::read(place.index())
                && let Some(byte) = bytes.get_mut(*at)
            {
                *byte ^= 0x20;
                fs::write(place.index(), bytes).unwrap();
            }
        }
        Happening::Read => {
            wait();
            place.agrees();
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn answers_are_those_of_a_full_reading(happenings in happenings()) {
        let place = Place::new();
        for number in 0..4 {
            place.write(&format!("r{number}"), "a");
        }
        let mut edited = BTreeSet::new();
        for happening in &happenings {
            match happening {
                Happening::Edit(record, _) | Happening::Damage(record) => drop(edited.insert(format!("r{record}"))),
                Happening::Rename(from, to) if edited.contains(&format!("r{from}")) => {
                    edited.insert(format!("r{to}"));
                }
                Happening::Read => edited.clear(),
                _ => {}
            }
            happen(&place, happening);
            place.is_offered(&edited);
        }
        place.agrees();
    }
}

/// The other tests prove something only if entries are really taken from the index.
#[test]
fn what_stands_is_not_opened_again() {
    let place = Place::numbered(50);
    let keys = place.vault.keys().unwrap().unwrap();
    let listing = keys.listing(|name| word(name).is_some()).unwrap();
    assert_eq!(keep_what_stands(&mut place.vault.known(), &keys, &listing), Vec::new());
    place.write("r7", "b");
    let unknown = keep_what_stands(&mut place.vault.known(), &keys, &listing);
    assert_eq!(unknown, [Name::new("r7").unwrap()], "one change is one record");
    assert_eq!(place.vault.lock().unwrap().faults().unwrap().len(), 0);
}

/// Enough for several threads to look at the stamps, and for the index to be loaded beside the listing.
#[test]
fn a_large_ledger_is_told_whole() {
    let place = Place::numbered(8_000);
    assert!(place.index().metadata().unwrap().size() > 1 << 20 && place.is_known("r7999"));
    place.agrees();
    place.write("r7999", "b");
    place.agrees();
}

//! What a Tab is offered beside what is told, after whatever may have happened to the records and to the hints.

use super::*;
use crate::domain::ProfileName;
use crate::vault::SealedBundle;

#[test]
#[expect(clippy::disallowed_methods, reason = "an editor, and a record that goes")]
fn a_glance_tells_what_every_reader_tells_and_writes_nothing() {
    let place = Place::settled(&["alice", "bob", "carol", "dave"], "before");
    let files = || ["index", "hints"].map(|name| fs::read(place.index().with_file_name(name)).unwrap());
    let before = files();
    // An editor's way, and akvault's: a new file takes the place of the old one.
    fs::write(place.path("draft"), text("bob", "after")).unwrap();
    fs::rename(place.path("draft"), place.path("bob")).unwrap();
    fs::remove_file(place.path("carol")).unwrap();
    place.write("erin", "new");
    let seen = place.vault.glance().unwrap();
    place.is_offered(&BTreeSet::new());
    assert_eq!(hints(&seen), ["alice before", "bob after", "dave before", "erin new"]);
    assert!(seen.unread.is_empty());
    assert_eq!(files(), before);
    fs::remove_file(place.hints()).unwrap();
    assert_eq!(hints(&place.vault.glance().unwrap()).len(), 4);
    assert!(!place.hints().exists());
}

#[test]
fn a_glance_at_a_directory_that_stands_looks_at_no_record() {
    let place = Place::settled(&["alice", "bob"], "before");
    // In place, which the directory does not show: the one case in which a glance is wrong, and a reading is not.
    place.write("bob", "after");
    wait();
    assert_eq!(hints(&place.vault.glance().unwrap()), ["alice before", "bob before"]);
    place.agrees();
    assert_eq!(hints(&place.vault.glance().unwrap()), ["alice before", "bob after"]);
}

#[test]
fn two_changes_that_give_the_first_inode_back_are_seen() {
    let place = Place::settled(&["alice", "bob"], "a");
    for holder in ['b', 'c', 'd'] {
        happen(&place, &Happening::Replace(0, holder));
        happen(&place, &Happening::Recreate(1, holder));
        assert_eq!(hints(&place.vault.glance().unwrap())[2..], [format!("r0 {holder}"), format!("r1 {holder}")]);
    }
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a sandbox of the test's own")]
fn a_glance_looks_itself_where_the_directory_would_not_show_a_change() {
    let place = Place::new();
    let offered = || hints(&place.vault.glance().unwrap());
    place.write("alice", "a");
    place.write("alice", "b");
    // One that cannot be read may be mended in place.
    place.write("bob", "a");
    fs::write(place.path("bob"), "version = 9\n").unwrap();
    wait();
    place.agrees();
    assert_eq!(offered(), ["alice b"]);
    place.write("bob", "a");
    assert_eq!(offered(), ["alice b", "bob a"]);
    // A link leads to what changes elsewhere.
    let elsewhere = place.vault.home.join("elsewhere");
    fs::rename(place.path("bob"), &elsewhere).unwrap();
    std::os::unix::fs::symlink(&elsewhere, place.path("bob")).unwrap();
    wait();
    place.agrees();
    let before = offered();
    fs::remove_file(&elsewhere).unwrap();
    place.agrees();
    assert_eq!((before.first(), offered()), (Some(&"alice b".to_owned()), vec!["alice b".to_owned()]));
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a sandbox of the test's own")]
fn hints_are_written_once_whatever_time_was_set() {
    let place = Place::new();
    place.write("alice", "a");
    let later = std::time::UNIX_EPOCH + Duration::from_hours(24 * 365 * 200);
    for path in [place.path("alice"), place.vault.home.join(KEYS)] {
        fs::File::open(path).unwrap().set_modified(later).unwrap();
    }
    wait();
    place.agrees();
    let written = place.hints().metadata().unwrap().ino();
    assert!(place.is_known("alice"));
    place.write("alice", "b");
    wait();
    assert_eq!(hints(&place.vault.glance().unwrap()), ["alice a"], "the directory is trusted");
    place.agrees();
    let anew = place.hints().metadata().unwrap().ino();
    assert_ne!(anew, written);
    place.agrees();
    assert_eq!(place.hints().metadata().unwrap().ino(), anew);
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a sandbox of the test's own")]
fn hints_of_a_large_ledger_are_made_where_there_are_none() {
    let place = Place::new();
    let habit = Habit { worth: 10, grain: 0, hinted: 1 };
    for name in ["alice", "bob", "carol"] {
        place.write(name, "a");
    }
    wait();
    place.agrees_by(habit);
    let written = fs::read(place.hints()).unwrap();
    happen(&place, &Happening::Remove(9));
    place.write("dave", "a");
    wait();
    place.agrees_by(habit);
    assert_eq!(fs::read(place.hints()).unwrap(), written, "kept");
    assert_eq!(hints(&place.vault.glance().unwrap()).len(), 4);
}

#[test]
#[expect(clippy::disallowed_methods, reason = "what a disk may do")]
fn no_cut_and_no_flipped_bit_of_the_hints_is_offered() {
    let place = Place::settled(&["alice", "bob", "carol"], "a");
    let path = place.hints();
    let good = fs::read(&path).unwrap();
    for at in 0..good.len() {
        let mut bad = good.clone();
        bad[at] ^= 1 << (at % 8);
        for bad in [&bad, &good[..at]] {
            fs::write(&path, bad).unwrap();
            assert_eq!(hints(&place.vault.glance().unwrap()), ["alice a", "bob a", "carol a"], "at {at}");
            assert!(hints::Hints::load(&Local::look(&place.vault.home).unwrap()).is_none());
        }
    }
    place.agrees();
    assert_eq!(fs::read(&path).unwrap(), good, "made anew");
}

#[test]
fn a_hint_tells_what_a_line_may_need_and_masks_ids() {
    let mut record = samples::record("alice", "LTAI5tEXAMPLEexample0001", "alice@example.com", None);
    record.profile = Some(ProfileName::new("prod").unwrap());
    let day = record.created;
    record.bundles = ["K7Q2-M3XD-4W9T-ZC6H", "9F2A-7B1C-4W9T-ZC6H"]
        .map(|id| SealedBundle { id: id.to_owned(), sealed: day, install_before: day, receipt_key: None })
        .into();
    let rows = Rows::of(&record);
    let row = rows.get(0).unwrap();
    let mut line = String::new();
    hints::put(&row, None, &mut line);
    let hints = hints::Hints::of(line.lines().collect());
    let hint = hints.iter().next().unwrap();
    assert_eq!((hint.name(), hint.holder()), ("alice", "alice@example.com"));
    assert_eq!((hint.profile(), hint.region(), hint.is_kept()), (Some("prod"), row.region, row.is_kept));
    assert_eq!(hint.about(), format!("alice@example.com {} {}", row.label(), row.state));
    assert_eq!(hint.bundles().collect::<Vec<_>>(), ["K7Q2-M3XD", "9F2A-7B1C"]);
    assert!(!hint.about().contains("EXAMPLEexample"));
}

#[test]
fn a_glance_reads_no_more_records_than_it_may_and_names_the_others() {
    let place = Place::new();
    for name in ["alice", "bob", "carol"] {
        place.write(name, "a");
    }
    let seen = place.vault.glance_at(1).unwrap();
    assert_eq!(hints(&seen), ["alice a"]);
    assert_eq!(seen.unread.iter().map(Name::as_str).collect::<Vec<_>>(), ["bob", "carol"]);
}

fn hints(seen: &Glance) -> Vec<String> {
    seen.hints().map(|hint| format!("{} {}", hint.name(), hint.holder())).collect()
}

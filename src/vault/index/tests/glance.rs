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
    place.is_offered(&BTreeSet::new());
    assert_eq!(place.holders(), ["after", "before", "new"]);
    assert_eq!(files(), before);
    fs::remove_file(place.hints()).unwrap();
    place.is_offered(&BTreeSet::new());
    assert!(!place.hints().exists());
}

#[test]
fn a_glance_at_a_directory_that_stands_looks_at_no_record() {
    let place = Place::settled(&["alice", "bob"], "before");
    // In place, which the directory does not show: the one case in which a glance is wrong, and a reading is not.
    place.write("bob", "after");
    wait();
    assert_eq!(place.holders(), ["before"]);
    place.agrees();
    assert_eq!(place.holders(), ["after", "before"]);
}

#[test]
fn what_another_reader_saw_first_is_offered_once_it_is_shown() {
    let place = Place::settled(&["alice", "bob"], "before");
    place.write("bob", "after");
    wait();
    // The index knows it now, so that the next reader reads no record again.
    drop(place.vault.rows_by(ALWAYS, None).unwrap());
    assert!(place.is_known("bob"));
    assert_eq!(place.holders(), ["before"]);
    place.agrees();
    assert_eq!(place.holders(), ["after", "before"]);
}

#[test]
#[expect(clippy::disallowed_methods, reason = "what a disk may do")]
fn damaged_hints_do_not_outlive_a_fault_that_is_told() {
    for end in ["first", "last"] {
        let place = Place::settled(&["alice", "bob"], "a");
        let mut bytes = fs::read(place.hints()).unwrap();
        let at = if end == "last" { bytes.len() - 1 } else { bytes.iter().position(|byte| *byte == b'\t').unwrap() };
        bytes[at] ^= 1;
        fs::write(place.hints(), bytes).unwrap();
        fs::write(place.path("alice"), "version = 9\n").unwrap();
        wait();
        place.agrees();
        place.is_offered(&BTreeSet::new());
    }
}

#[test]
fn two_changes_that_give_the_first_inode_back_are_seen() {
    let place = Place::settled(&["alice", "bob"], "a");
    for holder in ['b', 'c', 'd'] {
        happen(&place, &Happening::Replace(0, holder));
        happen(&place, &Happening::Recreate(1, holder));
        assert_eq!(place.holders(), ["a".to_owned(), holder.to_string()]);
        place.is_offered(&BTreeSet::new());
    }
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a sandbox of the test's own")]
fn a_glance_looks_itself_where_the_directory_would_not_show_a_change() {
    let place = Place::new();
    place.write("alice", "a");
    place.write("alice", "b");
    // One that cannot be read may be mended in place.
    place.write("bob", "a");
    fs::write(place.path("bob"), "version = 9\n").unwrap();
    wait();
    place.agrees();
    assert_eq!(place.holders(), ["b"]);
    place.write("bob", "a");
    assert_eq!(place.holders(), ["a", "b"]);
    // A link leads to what changes elsewhere.
    let elsewhere = place.vault.home.join("elsewhere");
    fs::rename(place.path("bob"), &elsewhere).unwrap();
    std::os::unix::fs::symlink(&elsewhere, place.path("bob")).unwrap();
    wait();
    place.agrees();
    assert!(!place.is_hinted());
    fs::remove_file(&elsewhere).unwrap();
    place.agrees();
    assert_eq!(place.holders(), ["b"]);
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
    assert_eq!(place.holders(), ["a"], "the directory is trusted");
    place.agrees();
    let anew = place.hints().metadata().unwrap().ino();
    assert_ne!(anew, written);
    place.agrees();
    assert_eq!(place.hints().metadata().unwrap().ino(), anew);
}

#[test]
fn who_changes_a_record_leaves_hints_of_it_and_touches_no_index() {
    let place = Place::settled(&["r0", "r1"], "a");
    let index = || place.index().metadata().unwrap().ino();
    let before = index();
    for holder in ['b', 'c', 'd'] {
        happen(&place, &Happening::Replace(1, holder));
        assert!(!place.is_hinted());
        place.vault.leave_hints();
        assert!(place.is_hinted());
        assert_eq!(place.holders(), ["a".to_owned(), holder.to_string()]);
    }
    assert_eq!(index(), before);
    let written = place.hints().metadata().unwrap().ino();
    place.vault.leave_hints();
    assert_eq!(place.hints().metadata().unwrap().ino(), written, "once");
}

#[test]
fn who_changes_a_record_waits_for_another_run_that_is_at_the_hints() {
    let place = Place::settled(&["r0", "r1"], "a");
    happen(&place, &Happening::Replace(1, 'b'));
    let other = local::pen(&place.vault.home, Duration::ZERO).unwrap();
    std::thread::scope(|scope| {
        scope.spawn(|| {
            std::thread::sleep(Duration::from_millis(30));
            drop(other);
        });
        place.vault.leave_hints();
    });
    assert!(place.is_hinted());
}

#[test]
#[expect(clippy::disallowed_methods, reason = "another ledger in the place of this one, for a while")]
fn hints_are_of_the_directory_that_was_looked_at_whatever_takes_its_place() {
    let (place, other) = (Place::settled(&["r0", "r1"], "a"), Place::settled(&["r0", "r1", "r2"], "b"));
    let [keys, others] = [&place, &other].map(|place| place.vault.home.join(KEYS));
    let aside = place.vault.home.with_file_name("aside");
    happen(&place, &Happening::Replace(1, 'c'));
    wait();
    let hints = place.vault.hints(Duration::ZERO).unwrap();
    fs::rename(&keys, &aside).unwrap();
    fs::rename(&others, &keys).unwrap();
    drop(place.vault.rows_by(ALWAYS, Some(&hints)).unwrap());
    drop(hints);
    fs::rename(&keys, &others).unwrap();
    fs::rename(&aside, &keys).unwrap();
    assert_eq!(place.holders(), ["a", "c"]);
}

#[test]
#[expect(clippy::disallowed_methods, reason = "an index of many records")]
fn hints_of_a_large_ledger_are_made_anew_with_the_index() {
    let place = Place::settled(&["r0", "r1"], "a");
    fs::write(place.index(), vec![b'x'; (6 << 20) + 1]).unwrap();
    happen(&place, &Happening::Replace(1, 'b'));
    place.vault.leave_hints();
    assert!(!place.is_hinted());
    wait();
    place.agrees_by(Habit { worth: usize::MAX, ..ALWAYS });
    assert!(!place.is_hinted());
    assert_eq!(place.holders(), ["a", "b"]);
    place.agrees();
    assert!(place.is_hinted());
}

#[test]
#[expect(clippy::disallowed_methods, reason = "what a disk may do")]
fn no_cut_and_no_flipped_bit_of_the_hints_is_offered() {
    let place = Place::settled(&["alice", "bob", "carol"], "a");
    let (path, expected) = (place.hints(), (place.offered(), place.holders()));
    let good = fs::read(&path).unwrap();
    assert!(place.is_hinted());
    for at in 0..good.len() {
        let mut bad = good.clone();
        bad[at] ^= 1 << (at % 8);
        for bad in [&bad, &good[..at]] {
            fs::write(&path, bad).unwrap();
            assert_eq!((place.offered(), place.holders()), expected, "at {at}");
        }
    }
    for at in [0, good.len() - 1] {
        fs::write(&path, &good[..at]).unwrap();
        place.agrees();
        assert_eq!(fs::read(&path).unwrap(), good, "made anew");
    }
}

#[test]
fn hints_tell_what_a_line_may_need_and_mask_ids() {
    let mut record = samples::record("alice", "LTAI5tEXAMPLEexample0001", "alice@example.com", None);
    record.profile = Some(ProfileName::new("prod").unwrap());
    let day = record.created;
    record.bundles = ["K7Q2-M3XD-4W9T-ZC6H", "9F2A-7B1C-4W9T-ZC6H"]
        .map(|id| SealedBundle { id: id.to_owned(), sealed: day, install_before: day, receipt_key: None })
        .into();
    let rows = Rows::of(&record);
    let row = rows.get(0).unwrap();
    let masked = row.masked_id().unwrap();
    assert!(!masked.contains("EXAMPLEexample"));
    assert_eq!(Hint::Name.lines(&rows), format!("alice\talice@example.com {masked} {}\n", row.state));
    assert_eq!(Hint::Kept.lines(&rows), "");
    assert_eq!(Hint::Bundle.lines(&rows), "K7Q2-M3XD\talice alice@example.com\n9F2A-7B1C\talice alice@example.com\n");
    assert_eq!(Hint::Holder.lines(&rows), "alice@example.com\n");
    assert_eq!(Hint::Profile.lines(&rows), "prod\n");
    assert_eq!(Hint::Region.lines(&rows), row.region.map(|region| format!("{region}\n")).unwrap_or_default());
}

#[test]
fn a_glance_reads_no_more_records_than_it_may_and_names_the_others() {
    let place = Place::new();
    for name in ["alice", "bob", "carol"] {
        place.write(name, "a");
    }
    let seen = |hint| place.vault.glance_at(hint, 1).unwrap();
    let [first, rest @ ..] = &seen(Hint::Name).lines().map(str::to_owned).collect::<Vec<_>>()[..] else { panic!() };
    assert!(first.starts_with("alice\ta "));
    assert_eq!(rest, ["bob", "carol"]);
    assert_eq!(seen(Hint::Holder), "a\n");
}

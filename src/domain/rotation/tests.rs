//! Tables and properties of the rotation.

use proptest::prelude::*;

use super::*;
use crate::domain::{AccessKeyId, Days, Holder, HostLabel, Name};

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn host(label: &str) -> Host {
    Some(HostLabel::new(label).unwrap())
}

fn wait() -> Days {
    Days::parse(WAIT).unwrap()
}

/// A key that is on two hosts, and of which nothing was noted.
fn active() -> Facts {
    Facts {
        name: Name::new("alice").unwrap(),
        created: day("2026-11-23"),
        id: AccessKeyId::new("LTAI5tEXAMPLEexample0001").unwrap(),
        holder: Holder::new("alice@example.com").unwrap(),
        user: Some("alice".into()),
        profile: None,
        region: None,
        noted: Rotation::default(),
        forced: BTreeMap::new(),
        successor: None,
        shares: vec![share("alice@example.com", &["web-1", "web-2"], Some("K7Q2-M3XD"))],
        is_here: false,
        others: Vec::new(),
        last_used: None,
        used_checked: None,
        seen_active: None,
    }
}

fn share(holder: &str, hosts: &[&str], bundle: Option<&str>) -> Share {
    let hosts = hosts.iter().map(|label| host(label)).collect();
    Share { holder: Holder::new(holder).unwrap(), hosts, bundle: bundle.map(str::to_owned) }
}

fn successor(hosts: &[(&str, &str)]) -> Successor {
    Successor {
        name: Name::new("alice-2").unwrap(),
        created: day("2027-02-01"),
        bundled: Some(day("2027-02-02")),
        hosts: hosts.iter().map(|(label, on)| (host(label), day(on))).collect(),
        here: None,
    }
}

fn noted(steps: &[(Step, &str)]) -> Rotation {
    let mut rotation = Rotation::default();
    for (step, on) in steps {
        rotation.note(*step, day(on));
    }
    rotation
}

fn switched() -> Facts {
    Facts { successor: Some(successor(&[("web-1", "2027-02-03"), ("web-2", "2027-02-05")])), ..active() }
}

fn disabled() -> Facts {
    let all = [(Step::Installed, "2027-02-05"), (Step::Disabled, "2027-02-10")];
    Facts { noted: noted(&all), used_checked: Some(day("2027-02-10")), ..switched() }
}

fn missing(facts: &Facts, step: Step, on: &str) -> Vec<Missing> {
    match facts.done(step, day(on), wait(), day(on), false) {
        Err(Refusal::Missing(missing)) => missing,
        other => panic!("{other:?}"),
    }
}

#[test]
fn each_stage_has_one_next_step_with_its_command() {
    let issued = Facts { noted: noted(&[(Step::Issued, "2027-02-01")]), ..active() };
    let sealed = Facts { successor: Some(successor(&[("web-1", "2027-02-03")])), ..active() };
    let mut unused = disabled();
    unused.noted.note(Step::Unused, day("2027-02-17"));
    let deleted = Facts { noted: noted(&[(Step::Deleted, "2027-02-18")]), ..switched() };
    let id = "LTAI5tEXAMPLEexample0001";
    let of_user = |action: &str| format!("aliyun ram {action} --UserName alice");
    let of_key = |action: &str, more: &str| format!("{} --UserAccessKeyId {id}{more}", of_user(action));
    let cases = [
        (active(), None, of_user("CreateAccessKey")),
        (
            issued,
            Some(Step::Issued),
            format!("akvault seal FILE --for alice@example.com --supersedes {id} --remove-source"),
        ),
        (sealed, Some(Step::Sealed), "akvault receipt K7Q2-M3XD CODE --host web-2".into()),
        (switched(), Some(Step::Installed), of_key("UpdateAccessKey", " --Status Inactive")),
        (
            disabled(),
            Some(Step::Disabled),
            format!("{} > FILE && akvault import --last-used FILE --id {id}", of_key("GetAccessKeyLastUsed", "")),
        ),
        (unused, Some(Step::Unused), of_key("DeleteAccessKey", "")),
    ];
    for (facts, stage, command) in cases {
        let next = facts.next(wait(), day("2027-02-20"));
        assert_eq!((facts.stage(), next.step, next.command), (stage, Step::after(stage), Some(command)));
    }
    let next = deleted.next(wait(), day("2027-02-20"));
    assert_eq!((deleted.stage(), next.step, next.command, next.who), (Some(Step::Deleted), None, None, Who::Nobody));
}

#[test]
fn what_one_should_know_is_said_at_its_step() {
    let remarks = |facts: &Facts| facts.next(wait(), day("2027-02-10")).remarks.join("\n");
    for says in ["at most two AccessKeys", "no network policy", "GetAccessKeyPolicy", "leak protection", "umask 077"] {
        assert!(remarks(&active()).contains(says), "{says}");
    }
    assert!(remarks(&switched()).contains("--Status Active"));
    assert!(remarks(&disabled()).contains("two hours late"));
    let unused = Facts { noted: noted(&[(Step::Unused, "2027-02-17")]), ..switched() };
    assert!(remarks(&unused).contains("30 days") && remarks(&unused).contains("room for three"));
    let unknown = Facts { user: None, ..active() };
    assert!(remarks(&unknown).contains("akvault edit alice --user USER"));
    assert!(unknown.next(wait(), day("2027-02-10")).command.unwrap().ends_with("--UserName USER"));
}

#[test]
fn users_are_named_as_the_api_wants_them_and_quoted_for_the_shell() {
    let command = |user: &str| Facts { user: Some(user.into()), ..active() }.disabling();
    assert!(command("alice@123.onaliyun.com").starts_with("aliyun ims UpdateAccessKey --UserPrincipalName alice@123"));
    assert!(command("a; rm -rf ~").contains("--UserName 'a; rm -rf ~' --User"));
    assert_eq!([shell_word("it's"), shell_word(""), shell_word("a-b_c.d")], [r"'it'\''s'", "''", "a-b_c.d"]);
}

#[test]
fn every_host_of_the_old_key_must_have_the_new_one() {
    let some = Facts { successor: Some(successor(&[("web-1", "2027-02-03")])), ..active() };
    assert_eq!(
        missing(&some, Step::Disabled, "2027-02-06"),
        [Missing::Receipt(host("web-2")), Missing::Step(Step::Installed)].get(..1).unwrap()
    );
    let here = Facts { is_here: true, ..switched() };
    assert_eq!(missing(&here, Step::Installed, "2027-02-06"), [Missing::Here]);
    let nowhere = Facts { shares: vec![share("alice", &[], None)], successor: Some(successor(&[])), ..active() };
    assert_eq!(missing(&nowhere, Step::Installed, "2027-02-06"), [Missing::AnyReceipt]);
    let mut unnamed = switched();
    unnamed.shares[0].hosts = [None].into();
    assert_eq!(missing(&unnamed, Step::Installed, "2027-02-06"), [Missing::Receipt(None)]);
    assert_eq!(switched().day(Step::Installed), Some(day("2027-02-05")), "the last of them is the switch");
}

#[test]
fn each_holder_of_a_shared_key_is_told_their_own_bundle() {
    let new = successor(&[("web-1", "2027-02-03")]);
    let next = |shares: [Share; 2]| {
        let shared = Facts { successor: Some(new.clone()), shares: shares.into(), ..active() };
        let next = shared.next(wait(), day("2027-02-10"));
        (next.who.to_string(), next.command.unwrap())
    };
    let bob = || share("bob", &["db-1"], Some("B0B0-B0B0"));
    let told = next([share("alice", &["web-1"], Some("A11C-E000")), bob()]);
    assert_eq!(told, ("bob".into(), "akvault receipt B0B0-B0B0 CODE --host db-1".into()), "alice has it everywhere");
    let told = next([share("alice", &["web-2"], Some("A11C-E000")), bob()]);
    assert_eq!(told, ("alice".into(), "akvault receipt A11C-E000 CODE --host web-2".into()), "the record's own first");
    let (_, told) = next([share("alice", &["web-2"], None), bob()]);
    assert!(told.starts_with("akvault seal FILE --for alice --supersedes "), "the bundle is bob's: {told}");
}

#[test]
fn what_a_forced_step_left_out_is_skipped_and_not_done() {
    let forced = [(Step::Disabled, "leaked".to_owned())].into();
    let facts = Facts { noted: noted(&[(Step::Disabled, "2027-02-10")]), forced, ..active() };
    let told = Step::ALL.map(|step| (facts.mark(step), facts.forced_because(step)));
    let skipped = (Mark::Skipped, Some("leaked"));
    let expected = [skipped, skipped, skipped, (Mark::Done(day("2027-02-10")), Some("leaked"))];
    assert_eq!(told[..4], expected);
    assert_eq!(told[4..], [(Mark::Open, None), (Mark::Open, None)]);
    let late = Facts { successor: Some(successor(&[])), ..facts };
    assert_eq!(late.mark(Step::Issued), Mark::Done(day("2027-02-01")), "it was done after all");
    assert_eq!((late.forced_because(Step::Issued), late.mark(Step::Installed)), (None, Mark::Skipped));
}

#[test]
fn that_a_key_is_unused_is_asked_again_before_it_is_deleted() {
    let mut unused = disabled();
    unused.noted.note(Step::Unused, day("2027-02-11"));
    assert_eq!(missing(&unused, Step::Deleted, "2027-02-16"), [Missing::Wait { until: day("2027-02-17") }]);
    let blind = Facts { used_checked: None, ..unused.clone() };
    assert!(matches!(missing(&blind, Step::Deleted, "2027-02-17")[..], [Missing::Unchecked { .. }]));
    let short = Days::parse("2d").unwrap();
    assert!(unused.done(Step::Deleted, day("2027-02-12"), short, day("2027-02-12"), false).is_ok());
    let next = unused.next(short, day("2027-02-12"));
    assert_eq!(next.note.as_deref(), Some("akvault rotate alice --done deleted --wait 2d"));
}

#[test]
fn a_successor_that_is_not_sealed_is_none() {
    assert_eq!(missing(&active(), Step::Sealed, "2027-02-06"), [Missing::Step(Step::Issued), Missing::Successor]);
    let kept = Facts { successor: Some(Successor { bundled: None, ..successor(&[]) }), ..active() };
    assert_eq!(
        (kept.stage(), missing(&kept, Step::Sealed, "2027-02-06")),
        (Some(Step::Issued), vec![Missing::Successor])
    );
}

#[test]
fn the_old_key_stays_disabled_for_the_whole_wait() {
    let early = missing(&disabled(), Step::Unused, "2027-02-16");
    assert_eq!(early, [Missing::Wait { until: day("2027-02-17") }]);
    assert!(disabled().done(Step::Unused, day("2027-02-17"), wait(), day("2027-02-17"), false).is_ok());
    let skipped = missing(&disabled(), Step::Deleted, "2027-02-16");
    assert_eq!(skipped, [Missing::Wait { until: day("2027-02-17") }]);
    assert_eq!(missing(&disabled(), Step::Deleted, "2027-02-17"), [Missing::Step(Step::Unused)]);
}

#[test]
fn without_a_report_since_it_is_disabled_nobody_knows_that_it_is_unused() {
    for checked in [None, Some(day("2027-02-09"))] {
        let blind = Facts { used_checked: checked, ..disabled() };
        let import = blind.importing();
        assert_eq!(missing(&blind, Step::Unused, "2027-02-20"), [Missing::Unchecked { import: import.clone() }]);
        assert_eq!(missing(&blind, Step::Deleted, "2027-02-20"), [Missing::Unchecked { import }]);
        assert!(blind.done(Step::Unused, day("2027-02-20"), wait(), day("2027-02-20"), true).is_ok());
    }
}

#[test]
fn a_key_that_the_cloud_calls_active_is_not_over() {
    let seen = Facts { seen_active: Some(day("2027-02-11")), ..disabled() };
    let expected = [Missing::SeenActive { day: day("2027-02-11") }];
    assert_eq!(missing(&seen, Step::Unused, "2027-02-20"), expected);
    let mut unused = seen.clone();
    unused.noted.note(Step::Unused, day("2027-02-17"));
    assert_eq!(missing(&unused, Step::Deleted, "2027-02-20"), expected);
    let before = Facts { seen_active: Some(day("2027-02-09")), ..disabled() };
    assert!(before.missing(Step::Unused, wait(), day("2027-02-20")).is_empty());
}

#[test]
fn a_use_after_the_switch_stops_it_at_every_step_that_is_left() {
    let used = |facts: Facts, on: &str| Facts { last_used: Some(day(on)), ..facts };
    let expected = Missing::Used { day: day("2027-02-06"), switch: day("2027-02-05") };
    assert_eq!(missing(&used(switched(), "2027-02-06"), Step::Disabled, "2027-02-07"), std::slice::from_ref(&expected));
    assert_eq!(missing(&used(disabled(), "2027-02-06"), Step::Unused, "2027-02-20"), std::slice::from_ref(&expected));
    let mut unused = disabled();
    unused.noted.note(Step::Unused, day("2027-02-17"));
    assert_eq!(missing(&used(unused, "2027-02-06"), Step::Deleted, "2027-02-20"), [expected]);
    let same_day = used(switched(), "2027-02-05");
    assert!(same_day.done(Step::Disabled, day("2027-02-07"), wait(), day("2027-02-07"), false).is_ok());
}

#[test]
fn a_command_that_breaks_something_is_not_shown_before_its_time() {
    let mut unused = disabled();
    unused.noted.note(Step::Unused, day("2027-02-17"));
    for (facts, verb) in [(switched(), "disable"), (unused, "delete")] {
        let command = facts.next(wait(), day("2027-02-20")).command.unwrap();
        assert!(command.contains("AccessKey --UserName alice"), "{command}");
        let used = Facts { last_used: Some(day("2027-02-19")), ..facts };
        let next = used.next(wait(), day("2027-02-20"));
        assert_eq!((next.command.as_deref(), next.note.as_deref(), &next.who), (None, None, &Who::Operator));
        assert!(next.what.starts_with(&format!("not yet: {verb} the old key")) && next.missing.len() == 1);
    }
}

#[test]
fn a_third_key_has_no_place() {
    let full = Facts { others: vec![Name::new("alice-old").unwrap()], ..active() };
    assert_eq!(missing(&full, Step::Issued, "2027-02-01"), [Missing::Place(full.others.clone())]);
    assert_eq!(full.next(wait(), day("2027-02-01")).command.as_deref(), Some("akvault rotate alice-old"));
}

#[test]
fn days_follow_each_other_and_the_clock() {
    let today = day("2027-02-12");
    let done = |on: &str| switched().done(Step::Disabled, day(on), wait(), today, true).unwrap_err();
    assert_eq!(done("2027-02-13"), Refusal::Future);
    let issued = |on: &str| active().done(Step::Issued, day(on), wait(), today, true);
    assert_eq!(issued("2026-11-22"), Err(Refusal::BeforeKey(day("2026-11-23"))));
    assert!(issued("2026-11-23").is_ok());
    assert_eq!(done("2027-02-04"), Refusal::Before(Step::Installed, day("2027-02-05")));
}

#[test]
fn what_is_done_is_done_once_and_keeps_what_the_ledger_showed() {
    let today = day("2027-02-10");
    let first = switched().done(Step::Disabled, today, wait(), today, false).unwrap();
    assert_eq!(first.day(Step::Installed), Some(day("2027-02-05")));
    let again = Facts { noted: first.clone(), ..switched() };
    assert_eq!(again.done(Step::Disabled, day("2027-02-12"), wait(), day("2027-02-12"), false), Ok(first.clone()));
    let mut enabled = first;
    enabled.enable();
    assert_eq!((enabled.day(Step::Disabled), enabled.day(Step::Installed)), (None, None));
}

/// What can happen to a key, as seen by the ledger.
#[derive(Debug, Clone)]
enum Event {
    Done(Step, bool),
    Receipt(usize),
    Sealed,
    Used,
    Checked,
    Enabled,
    Days(i64),
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        4 => (0..6_usize, prop::bool::weighted(0.05)).prop_map(|(at, forced)| Event::Done(Step::ALL[at], forced)),
        2 => (0..2_usize).prop_map(Event::Receipt),
        1 => Just(Event::Sealed),
        1 => Just(Event::Used),
        2 => Just(Event::Checked),
        1 => Just(Event::Enabled),
        2 => (0..9_i64).prop_map(Event::Days),
    ]
}

proptest! {
    #[test]
    fn nothing_is_deleted_without_its_conditions_unless_forced(events in prop::collection::vec(event(), 1..60)) {
        let mut facts = active();
        let mut today = day("2027-02-02");
        let mut is_forced = false;
        for event in events {
            match event {
                Event::Done(step, forced) => {
                    if let Ok(noted) = facts.done(step, today, wait(), today, forced) {
                        is_forced |= forced && !facts.missing(step, wait(), today).is_empty();
                        facts.noted = noted;
                    }
                }
                Event::Receipt(at) => {
                    let label = ["web-1", "web-2"][at];
                    if let Some(new) = &mut facts.successor {
                        new.hosts.entry(host(label)).or_insert(today);
                    }
                }
                Event::Sealed if facts.successor.is_none() => facts.successor = Some(successor(&[])),
                Event::Used if facts.noted.day(Step::Disabled).is_none() => facts.last_used = Some(today),
                Event::Checked => facts.used_checked = Some(today),
                Event::Enabled if facts.noted.day(Step::Deleted).is_none() => facts.noted.enable(),
                Event::Days(count) => today = today.plus(Days::parse(&format!("{count}d")).unwrap()),
                Event::Sealed | Event::Used | Event::Enabled => {}
            }
            let stage = facts.stage();
            prop_assert_eq!(facts.next(wait(), today).step, Step::after(stage));
            if let (Some(deleted), false) = (facts.noted.day(Step::Deleted), is_forced) {
                let (installed, disabled) = (facts.day(Step::Installed).unwrap(), facts.day(Step::Disabled).unwrap());
                prop_assert_eq!(facts.successor.as_ref().unwrap().hosts.len(), 2);
                prop_assert!(disabled >= installed && deleted >= disabled.plus(wait()));
                prop_assert!(facts.used_checked >= Some(disabled));
                prop_assert!(facts.last_used.is_none_or(|used| used <= installed));
            }
        }
    }
}

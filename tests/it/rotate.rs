//! `rotate`: one key's way from its successor to its deletion, a step at a time, on days that stand still.

use std::fs;

use crate::sandbox::{ALICE, ID, OTHER_ID, OTHER_SECRET, Outcome, SECRET, Sandbox, csv};

const OLD: &str = "2026-11-23";
/// Whoever keeps the ledger.
const OPERATOR: [&str; 2] = ["--home", "@operator"];

fn operator(sandbox: &Sandbox, day: &str, arguments: &[&str]) -> Outcome {
    sandbox.run_on(day, &[arguments, &OPERATOR].concat())
}

/// Seals a key of the RAM user `alice` on a day, and gives the bundle.
fn seal_on(sandbox: &Sandbox, day: &str, id: &str, secret: &str, more: &[&str]) -> String {
    sandbox.write("AccessKey.csv", format!("AccessKey ID,AccessKey Secret,User\n{id},{secret},alice\n"));
    let bundle = format!("@mail/{}.age", sandbox.names("mail").len());
    let seal = ["seal", "@AccessKey.csv", "--for", ALICE, "-R", "@recipients.txt", "-o", &bundle];
    operator(sandbox, day, &[&seal[..], more].concat()).succeeds();
    bundle
}

/// Installs a bundle on a host, and brings the receipt back.
fn deliver(sandbox: &Sandbox, day: &str, bundle: &str, host: &str) {
    let home = format!("@{host}");
    let config = format!("@{host}-app/key.json");
    let install = ["install", bundle, "-i", "@identity.txt", "--client", "json", "--config", &config, "--replace"];
    let told = sandbox.run_on(day, &[&install[..], &["--host", host, "--home", &home]].concat()).succeeds();
    let line: Vec<&str> = told.lines().last().unwrap().split(' ').skip(1).collect();
    operator(sandbox, day, &line).succeeds();
}

/// The old key is on two hosts.
fn with_old_key() -> Sandbox {
    let sandbox = Sandbox::with_key();
    let bundle = seal_on(&sandbox, OLD, ID, SECRET, &[]);
    deliver(&sandbox, OLD, &bundle, "web-1");
    deliver(&sandbox, OLD, &bundle, "web-2");
    sandbox
}

/// Both hosts have the new key since 2027-02-04.
fn with_both_keys() -> Sandbox {
    let sandbox = with_old_key();
    let bundle = seal_on(&sandbox, "2027-02-02", OTHER_ID, OTHER_SECRET, &["--supersedes", ID, "--name", "alice-new"]);
    deliver(&sandbox, "2027-02-03", &bundle, "web-1");
    deliver(&sandbox, "2027-02-04", &bundle, "web-2");
    sandbox
}

fn done(sandbox: &Sandbox, day: &str, step: &str) -> Outcome {
    operator(sandbox, day, &["rotate", "alice", "--done", step])
}

#[track_caller]
fn stage(sandbox: &Sandbox) -> String {
    let told = operator(sandbox, "2027-02-10", &["rotate", "alice", "--json"]).json();
    told["stage"].as_str().unwrap().to_owned()
}

/// The cloud tells on a day that nothing has used the old key.
fn unused_since(sandbox: &Sandbox, day: &str) {
    sandbox.write("used.json", r#"{"AccessKeyLastUsed": {"LastUsedDate": "N/A"}, "RequestId": "x"}"#);
    operator(sandbox, day, &["import", "--last-used", "@used.json", "--id", ID]).says(&[]).out.clear();
}

#[test]
fn a_key_goes_from_its_successor_to_its_deletion() {
    let sandbox = with_old_key();
    let told = operator(&sandbox, "2027-02-01", &["rotate", "alice"]);
    let told = told.shows(&[
        "`alice` (LTAI****0001) of alice@example.com: active",
        "aliyun ram CreateAccessKey --UserName alice\n",
    ]);
    told.shows(&["at most two AccessKeys", "no network policy", "akvault rotate alice --done issued"]).succeeds();
    done(&sandbox, "2027-02-01", "issued").shows(&["Noted: `issued`", "[x] successor issued  2027-02-01"]).succeeds();
    let seal = format!("akvault seal FILE --for alice@example.com --supersedes {ID} --remove-source");
    operator(&sandbox, "2027-02-01", &["rotate", "alice"]).shows(&[&seal]).succeeds();

    let bundle = seal_on(&sandbox, "2027-02-02", OTHER_ID, OTHER_SECRET, &["--supersedes", ID]);
    deliver(&sandbox, "2027-02-03", &bundle, "web-1");
    operator(&sandbox, "2027-02-03", &["rotate", "alice"])
        .shows(&["successor sealed", "CODE --host web-2", "missing         no receipt for the new key from web-2"])
        .succeeds();
    deliver(&sandbox, "2027-02-04", &bundle, "web-2");
    let disable = format!("aliyun ram UpdateAccessKey --UserName alice --UserAccessKeyId {ID} --Status Inactive");
    operator(&sandbox, "2027-02-04", &["rotate", "alice"])
        .shows(&["receipts from every host  2027-02-04", &disable])
        .succeeds();

    done(&sandbox, "2027-02-05", "disabled").shows(&["old disabled  2027-02-05"]).succeeds();
    done(&sandbox, "2027-02-11", "unused")
        .says(&["has to stay disabled until 2027-02-12", "unchanged: the ledger is as it was"])
        .fails(1);
    let blind = done(&sandbox, "2027-02-12", "unused");
    blind.says(&["nothing was imported of its use since it is disabled", "akvault import --last-used FILE"]).fails(1);
    unused_since(&sandbox, "2027-02-12");
    done(&sandbox, "2027-02-12", "unused")
        .shows(&[&format!("DeleteAccessKey --UserName alice --UserAccessKeyId {ID}\n")])
        .succeeds();
    done(&sandbox, "2027-02-13", "deleted")
        .shows(&["old deleted  2027-02-13", "nothing: LTAI****0001 is deleted"])
        .succeeds();
    operator(&sandbox, "2027-02-13", &["list", "--state", "deleted"]).shows(&["alice "]).succeeds();
    let shown = operator(&sandbox, "2027-02-13", &["show", "alice", "--json"]).json();
    let words: Vec<&str> =
        shown["history"].as_array().unwrap().iter().map(|event| event["event"].as_str().unwrap()).collect();
    assert_eq!(words, ["issued", "sealed", "receipt", "receipt", "rotation", "disabled", "rotation", "deleted"]);
    assert_eq!(
        (shown["history_intact"].as_bool(), shown["rotation"]["deleted"].as_str()),
        (Some(true), Some("2027-02-13"))
    );
}

#[test]
fn no_step_is_taken_before_its_conditions_hold() {
    let sandbox = with_old_key();
    let before = sandbox.inventory();
    for (step, says) in [
        ("sealed", "no sealed key in the ledger supersedes this one"),
        (
            "installed",
            "no receipt for the new key from web-1, which has the old one; no receipt for the new key from web-2",
        ),
        ("disabled", "no receipt for the new key from web-2"),
        ("deleted", "the step `disabled` is not done yet"),
    ] {
        done(&sandbox, "2027-02-05", step).says(&["cannot be noted", says, "next: "]).fails(1);
    }
    sandbox.assert_unchanged(&before);
    assert_eq!(stage(&sandbox), "active");
}

#[test]
fn a_forced_step_is_noted_with_its_reason_and_what_was_missing() {
    let sandbox = with_old_key();
    let force = ["rotate", "alice", "--done", "disabled", "--force"];
    operator(&sandbox, "2027-02-05", &force).says(&["--reason"]).fails(2);
    operator(&sandbox, "2027-02-05", &["rotate", "alice", "--reason", "gone"])
        .says(&["nothing to note the reason with"])
        .fails(2);
    let told = operator(&sandbox, "2027-02-05", &[&force[..], &["--reason", "leaked; both hosts are off"]].concat());
    told.says(&["going on because of --force: no receipt for the new key from web-1"]).succeeds();
    operator(&sandbox, "2027-02-05", &["show", "alice"])
        .shows(&[
            "disabled, by olga@web-1, day 2027-02-05, forced the step `issued` is not done yet; no sealed key",
            "reason leaked; both hosts are off",
            "state           disabled",
        ])
        .succeeds();
    let short = ["rotate", "alice", "--done", "unused", "-f", "--reason", "leaked", "--dry-run"];
    let before = sandbox.inventory();
    operator(&sandbox, "2027-02-05", &short).shows(&["Would note: `unused` of `alice`."]).succeeds();
    sandbox.assert_unchanged(&before);
}

#[test]
fn no_force_for_an_earlier_step_lets_the_deletion_through() {
    let sandbox = with_old_key();
    let force = ["rotate", "alice", "--done", "unused", "--force", "--reason", "in a hurry"];
    operator(&sandbox, "2027-02-05", &force).succeeds();
    let told = operator(&sandbox, "2027-02-05", &["rotate", "alice"]);
    let told =
        told.shows(&["[-] old disabled", "not yet: delete", "missing         the step `disabled` is not done yet"]);
    assert!(!told.out.contains("DeleteAccessKey"), "{told:?}");
    done(&sandbox, "2027-02-05", "deleted").says(&["the step `disabled` is not done yet"]).fails(1);
    // It can be done late, and then has its time.
    done(&sandbox, "2027-02-06", "disabled").shows(&["[x] old disabled  2027-02-06"]).succeeds();
    done(&sandbox, "2027-02-07", "deleted").says(&["has to stay disabled until 2027-02-13"]).fails(1);
    operator(&sandbox, "2027-02-07", &["rotate", "alice", "--done", "deleted", "-f", "--reason", "leaked"]).succeeds();
}

#[test]
fn a_successor_is_of_the_same_user_and_two_are_too_many() {
    let sandbox = with_old_key();
    let seal = |id: &str, holder: &str, old: &str, more: &[&str]| {
        sandbox.write("AccessKey.csv", csv(id, OTHER_SECRET));
        let seal = ["seal", "@AccessKey.csv", "--for", holder, "-R", "@recipients.txt", "-o", "@mail"];
        operator(&sandbox, "2027-02-02", &[&seal[..], &["--supersedes", old], more].concat())
    };
    let first = seal(OTHER_ID, ALICE, ID, &["--name", "second"]);
    first.succeeds();
    let told = operator(&sandbox, "2027-02-02", &["show", "second", "--json"]).json();
    assert_eq!(told["user"], "alice");
    let third = seal("LTAI5tEXAMPLEexample0003", ALICE, ID, &["--name", "third"]);
    third.says(&["`second` is to replace LTAI****0001 too", "at most two AccessKeys"]).succeeds();
    operator(&sandbox, "2027-02-02", &["rotate", "alice"])
        .shows(&["Besides this one and its", "has `second`."])
        .succeeds();
    seal("LTAI5tEXAMPLEexample0004", "mallory", ID, &[]).says(&["is alice@example.com's, not mallory's"]).succeeds();
    seal("LTAI5tEXAMPLEexample0005", "bob", "LTAI5tEXAMPLEexample9999", &[])
        .says(&["the ledger does not know LTAI****9999"])
        .succeeds();
}

#[test]
fn the_wait_and_the_day_can_be_given_but_not_invented() {
    let sandbox = with_both_keys();
    let rotate = |more: &[&str]| operator(&sandbox, "2027-02-10", &[&["rotate", "alice"], more].concat());
    rotate(&["--done", "disabled", "--date", "2027-02-11"]).says(&["still to come", "--date"]).fails(2);
    rotate(&["--done", "disabled", "--date", "2027-02-03"]).says(&["`installed`, was done on 2027-02-04"]).fails(2);
    rotate(&["--done", "disabled", "--date", "2027-02-06"]).shows(&["old disabled  2027-02-06"]).succeeds();
    rotate(&["--done", "unused"]).says(&["until 2027-02-13"]).fails(1);
    rotate(&["--wait", "0d"]).says(&["for a day at least"]).fails(2);
    rotate(&["--date", "2027-02-06"]).says(&["--done"]).fails(2);
    unused_since(&sandbox, "2027-02-10");
    rotate(&["--done", "unused", "--wait", "4d"]).succeeds();
}

#[test]
fn nothing_is_done_before_the_old_key_was_there() {
    let sandbox = with_old_key();
    let before = sandbox.inventory();
    for more in [&[][..], &["--force", "--reason", "backdated"]] {
        let done = ["rotate", "alice", "--done", "issued", "--date", "2026-11-22"];
        let refused = operator(&sandbox, "2027-02-01", &[&done[..], more].concat());
        refused.says(&["the old key itself was created on 2026-11-23", "check --date and the clock"]).fails(2);
    }
    sandbox.assert_unchanged(&before);
    operator(&sandbox, "2027-02-01", &["rotate", "alice", "--done", "issued", "--date", OLD]).succeeds();
}

#[test]
fn what_a_forced_step_left_out_is_told_as_skipped() {
    let sandbox = with_old_key();
    let force = ["rotate", "alice", "--done", "disabled", "--force", "--reason", "leaked"];
    let told = operator(&sandbox, "2027-02-05", &force);
    told.shows(&[
        "[-] successor issued  (skipped, forced: leaked)\n",
        "[-] receipts from every host  (skipped, forced: leaked)\n",
        "[x] old disabled  2027-02-05 (forced: leaked)\n",
        "[ ] old verified unused\n",
    ])
    .succeeds();
    let json = operator(&sandbox, "2027-02-05", &["rotate", "alice", "--json"]).json();
    let told = |at: usize| (json["steps"][at]["state"].as_str().unwrap(), json["steps"][at]["forced_because"].as_str());
    assert_eq!([told(0), told(3), told(4)], [("skipped", Some("leaked")), ("done", Some("leaked")), ("open", None)]);
    done(&sandbox, "2027-02-06", "enabled").succeeds();
    let again = operator(&sandbox, "2027-02-06", &["rotate", "alice"]).succeeds();
    assert!(!again.contains("forced") && !again.contains("skipped"), "{again}");
}

#[test]
fn what_is_told_after_a_key_was_found_unused_still_stops_its_deletion() {
    let sandbox = with_both_keys();
    done(&sandbox, "2027-02-05", "disabled").succeeds();
    unused_since(&sandbox, "2027-02-12");
    done(&sandbox, "2027-02-12", "unused").succeeds();
    sandbox.write("used.json", r#"{"AccessKeyLastUsed": {"LastUsedDate": "2027-02-13T00:00:00Z"}, "RequestId": "x"}"#);
    operator(&sandbox, "2027-02-14", &["import", "--last-used", "@used.json", "--id", ID]).succeeds();
    let says = "the old key was used on 2027-02-13, after the switch on 2027-02-04";
    let told = operator(&sandbox, "2027-02-14", &["rotate", "alice"]).shows(&[says, "not yet: delete"]).succeeds();
    assert!(!told.contains("aliyun ram DeleteAccessKey"), "{told}");
    done(&sandbox, "2027-02-14", "deleted").says(&[says]).fails(1);
}

#[test]
fn what_was_forced_too_early_is_asked_again_before_the_deletion() {
    let sandbox = with_both_keys();
    done(&sandbox, "2027-02-05", "disabled").succeeds();
    let unused = ["rotate", "alice", "--done", "unused", "--force", "--reason", "in a hurry"];
    operator(&sandbox, "2027-02-06", &unused).succeeds();
    done(&sandbox, "2027-02-11", "deleted")
        .says(&["has to stay disabled until 2027-02-12", "nothing was imported of its use since it is disabled"])
        .fails(1);
    unused_since(&sandbox, "2027-02-12");
    done(&sandbox, "2027-02-12", "deleted").succeeds();
}

#[test]
fn each_holder_of_a_key_is_told_their_own_bundle() {
    let sandbox = with_old_key();
    sandbox.write("AccessKey.csv", csv(ID, SECRET));
    let second = ["seal", "@AccessKey.csv", "--for", "bob", "-R", "@recipients.txt", "-o", "@mail/b.age", "--force"];
    operator(&sandbox, OLD, &second).succeeds();
    deliver(&sandbox, OLD, "@mail/b.age", "db-1");
    let seal = |holder: &str, out: &str| {
        sandbox.write("AccessKey.csv", csv(OTHER_ID, OTHER_SECRET));
        let key = ["seal", "@AccessKey.csv", "--for", holder, "-R", "@recipients.txt", "--supersedes", ID, "--force"];
        let told = operator(&sandbox, "2027-02-02", &[&key[..], &["-o", out, "--json"]].concat()).json();
        told["id"].as_str().unwrap().to_owned()
    };
    let hers = seal(ALICE, "@mail/a2.age");
    let next = |name: &str| {
        let told = operator(&sandbox, "2027-02-03", &["rotate", name, "--json"]).json();
        let text = |member: &str| told["next"][member].as_str().unwrap().to_owned();
        (text("who"), text("command"))
    };
    let (_, command) = next("bob");
    assert!(command.starts_with("akvault seal FILE --for bob --supersedes "), "the bundle is hers: {command}");
    let his = seal("bob", "@mail/b2.age");
    assert_eq!(next("alice"), (ALICE.to_owned(), format!("akvault receipt {hers} CODE --host web-1")));
    assert_eq!(next("bob"), ("bob".to_owned(), format!("akvault receipt {his} CODE --host db-1")));
    deliver(&sandbox, "2027-02-03", "@mail/b2.age", "db-1");
    assert_eq!(next("bob"), (ALICE.to_owned(), format!("akvault receipt {hers} CODE --host web-1")), "he is done");
}

#[test]
fn whoever_rotates_is_warned_of_a_record_that_somebody_has_changed() {
    let sandbox = with_both_keys();
    let path = |name: &str| sandbox.path(&format!("operator/keys/{name}.toml"));
    let record = fs::read_to_string(path("alice-new")).unwrap();
    fs::write(path("alice-new"), record.replace("web-2", "web-9")).unwrap();
    let says = "the history of `alice-new` was edited or cut: event 4 does not follow";
    operator(&sandbox, "2027-02-05", &["rotate", "alice"]).says(&[says]).succeeds();
    done(&sandbox, "2027-02-05", "disabled").says(&[says]).fails(1);
    fs::write(path("alice-new"), "version = 9\n").unwrap();
    let told = operator(&sandbox, "2027-02-05", &["rotate", "alice"]);
    told.says(&["the record `alice-new` cannot be read", "whether it is of this key cannot be told"]).succeeds();
}

#[test]
fn a_step_is_noted_once() {
    let sandbox = with_both_keys();
    done(&sandbox, "2027-02-05", "disabled").succeeds();
    let before = sandbox.inventory();
    done(&sandbox, "2027-02-06", "disabled").shows(&["Nothing new to note: `disabled`"]).succeeds();
    done(&sandbox, "2027-02-06", "issued").shows(&["Nothing new to note"]).succeeds();
    sandbox.assert_unchanged(&before);
}

#[test]
fn what_was_disabled_can_be_enabled_again() {
    let sandbox = with_both_keys();
    done(&sandbox, "2027-02-06", "enabled").shows(&["Nothing new to note"]).succeeds();
    operator(&sandbox, "2027-02-05", &["rotate", "alice"]).shows(&["--Status Active"]).succeeds();
    done(&sandbox, "2027-02-05", "disabled").succeeds();
    done(&sandbox, "2027-02-04", "enabled").says(&["was disabled on 2027-02-05"]).fails(2);
    done(&sandbox, "2027-02-06", "enabled").shows(&["Noted: `enabled`"]).succeeds();
    assert_eq!(stage(&sandbox), "installed");
    operator(&sandbox, "2027-02-06", &["show", "alice"])
        .shows(&["state           installed", "enabled, by olga@web-1"])
        .succeeds();
}

#[test]
fn a_rotation_can_be_given_up_until_the_key_is_deleted() {
    let sandbox = with_both_keys();
    done(&sandbox, "2027-02-05", "disabled").succeeds();
    let abort = ["rotate", "alice", "--abort", "--reason", "the new key has no policy"];
    let before = sandbox.inventory();
    operator(&sandbox, "2027-02-06", &[&abort[..], &["-n"]].concat()).shows(&["Would give up"]).succeeds();
    sandbox.assert_unchanged(&before);
    let told = operator(&sandbox, "2027-02-06", &abort).shows(&[
        "Gave up the rotation of `alice`",
        "--Status Active",
        "`alice-new` (LTAI****0002) is a key of its own now",
    ]);
    told.shows(&[&format!("DeleteAccessKey --UserName alice --UserAccessKeyId {OTHER_ID}")]).succeeds();
    assert_eq!(stage(&sandbox), "active");
    let full = operator(&sandbox, "2027-02-06", &["rotate", "alice"]);
    full.shows(&["`alice-new` is to be deleted first", "akvault rotate alice-new"]).succeeds();
    done(&sandbox, "2027-02-06", "issued")
        .says(&["a RAM user has at most two AccessKeys, and this one has `alice-new` too"])
        .fails(1);
    operator(&sandbox, "2027-02-06", &abort).says(&["no rotation of `alice` has begun"]).fails(2);
    operator(&sandbox, "2027-02-06", &["show", "alice-new"]).shows(&["rotation-aborted", "of alice"]).succeeds();

    let force = ["rotate", "alice", "--done", "deleted", "--force", "--reason", "over"];
    operator(&sandbox, "2027-02-06", &force).succeeds();
    for more in [&["--abort"][..], &["--done", "enabled"]] {
        operator(&sandbox, "2027-02-07", &[&["rotate", "alice"], more].concat())
            .says(&["is deleted", "recycle bin"])
            .fails(1);
    }
}

#[test]
fn every_record_of_the_key_is_told() {
    let sandbox = with_both_keys();
    sandbox.write("AccessKey.csv", csv(ID, SECRET));
    let second = ["seal", "@AccessKey.csv", "--for", "bob", "-R", "@recipients.txt", "-o", "@mail", "--force"];
    operator(&sandbox, "2027-02-04", &second).succeeds();
    done(&sandbox, "2027-02-05", "disabled").succeeds();
    let states = operator(&sandbox, "2027-02-05", &["list", "--state", "disabled", "--json"]).json();
    let names: Vec<&str> = states["keys"].as_array().unwrap().iter().map(|key| key["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["alice", "bob"]);
    let by_other = operator(&sandbox, "2027-02-05", &["rotate", "bob", "--json"]).json();
    assert_eq!((by_other["stage"].as_str(), by_other["next"]["step"].as_str()), (Some("disabled"), Some("unused")));
}

#[test]
fn a_disabled_key_that_is_still_installed_is_found_by_check() {
    let sandbox = Sandbox::with_key();
    let bundle = sandbox.bundle(&[]);
    sandbox.run(&[&crate::sandbox::to_install(&bundle)[..], &["--home", "operator"]].concat()).succeeds();
    sandbox
        .run(&["rotate", "alice", "--done", "disabled", "-f", "--reason", "leaked", "--home", "operator"])
        .succeeds();
    let found = sandbox.run(&["check", "--home", "operator"]).shows(&["disabled-installed", "LTAI****0001"]);
    assert_eq!(found.code, 22, "{found:#?}");
}

#[test]
fn only_keys_rotate_and_no_secret_is_told() {
    let sandbox = with_both_keys();
    sandbox.write("kubeconfig", "apiVersion: v1");
    let as_is = ["seal", "@kubeconfig", "--as-is", "--for", "bob", "-R", "@recipients.txt", "-o", "@mail"];
    operator(&sandbox, OLD, &as_is).succeeds();
    operator(&sandbox, OLD, &["rotate", "bob"]).says(&["has no key to rotate"]).fails(2);
    operator(&sandbox, OLD, &["rotate", "carol"]).says(&["no record `carol`"]).fails(9);
    operator(&sandbox, OLD, &["rotate", "alice", "--done", "gone"]).says(&["--done"]).fails(2);
    operator(&sandbox, OLD, &["rotate", "alice", "--abort", "--reason", "a\nb"]).says(&["printable"]).fails(2);
    let json = operator(&sandbox, "2027-02-05", &["rotate", "alice", "--json"]).json();
    assert_eq!(
        (json["successor"].as_str(), json["next"]["step"].as_str(), json["next"]["missing"].as_array().unwrap().len()),
        (Some("alice-new"), Some("disabled"), 0)
    );
    assert!(![SECRET, OTHER_SECRET].iter().any(|secret| json.to_string().contains(secret)));
    let record = fs::read_to_string(sandbox.path("operator/keys/alice.toml")).unwrap();
    assert!(!record.contains("[rotation]"), "what the ledger sees by itself is not noted");
}

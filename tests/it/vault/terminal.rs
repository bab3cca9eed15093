//! Prompts for passphrases and for a yes, on a real terminal.

use super::{ANOTHER, empty_vault, record, with_secrets};
use crate::sandbox::{ALICE, CHOSEN, ID, SECRET, Sandbox};
use crate::terminal::{CLEAR_AND_LEAVE_SCREEN, CTRL_C, CTRL_D, ENTER_SCREEN};

#[test]
fn a_passphrase_is_typed_twice_and_must_be_good() {
    let sandbox = Sandbox::new();
    let weak = sandbox.start("", &["init"]).asks_hidden("New passphrase for the vault:").types("password1\n");
    let other = weak.shows("can be guessed").asks_hidden("New passphrase").types(&format!("{CHOSEN}\n"));
    let again = other.asks_hidden("The same again:").types(&format!("{ANOTHER}\n"));
    let right = again.shows("are not the same").asks_hidden("New passphrase").types(&format!("{CHOSEN}\n"));
    let ended = right.asks_hidden("The same again:").types(&format!("{CHOSEN}\n")).ends().with(0);
    assert!(!ended.seen.contains(CHOSEN) && !ended.seen.contains(ANOTHER));
    sandbox.write("pass", CHOSEN);
    sandbox.run(&["verify", "--passphrase-file", "pass"]).succeeds();
}

#[test]
fn three_bad_ones_make_no_vault() {
    let sandbox = Sandbox::new();
    let ask = |at: crate::terminal::OnTerminal| at.asks_hidden("New passphrase").types("password1\n").shows("guessed");
    let ended = ask(ask(ask(sandbox.start("", &["init"])))).ends().with(2);
    assert!(ended.seen.contains("unchanged: no vault was made") && !sandbox.vault("identity.age").exists());
}

#[test]
fn generated_words_are_shown_once_and_before_anything_is_written() {
    let sandbox = Sandbox::new();
    let shown = sandbox.start("", &["init", "--generate"]).shows(ENTER_SCREEN).shows("cleared then.");
    assert!(!sandbox.vault("identity.age").exists());
    let ended = shown.types("x").ends().with(0);
    let words = ended.seen.lines().map(str::trim).find(|line| line.split('-').count() == 12).unwrap().to_owned();
    let (_, after) = ended.seen.split_once(CLEAR_AND_LEAVE_SCREEN).unwrap();
    assert!(!after.contains(&words) && !sandbox.read("out").contains(&words));
    sandbox.write("pass", words);
    sandbox.run(&["verify", "--passphrase-file", "pass"]).succeeds();
    let left = Sandbox::new();
    let _ended = left.start("", &["init", "--generate"]).shows("cleared then.").types(CTRL_C).ends();
    assert!(!left.vault("identity.age").exists() && !left.vault("recipients.txt").exists());
}

#[test]
fn a_reveal_takes_the_name_and_the_passphrase_and_is_noted() {
    let sandbox = with_secrets();
    let show = ["show", "alice", "--reveal"];
    let no = sandbox.start_on_screen(&show).shows("Type `alice` to go on:").types("yes\n").ends().with(3);
    assert!(no.seen.contains("LTAI****0001") && !no.seen.contains(SECRET));
    assert!(!record(&sandbox, "alice").contains("revealed"));
    let yes = sandbox.start_on_screen(&show).shows("Type `alice` to go on:").types("alice\n");
    let seen = yes.asks_hidden("Passphrase of the vault:").types(&format!("{CHOSEN}\n")).ends().with(0).seen;
    assert!(seen.contains(SECRET) && seen.contains(ID) && seen.contains("revealed"), "{seen}");
    assert!(record(&sandbox, "alice").contains("event = \"revealed\""));
    assert_eq!(sandbox.run(&["show", "alice", "--json"]).json()["history_intact"], true);
    let json = sandbox.start_on_screen(&[&show[..], &["--json"]].concat()).shows("to go on:").types("alice\n");
    let seen = json.asks_hidden("Passphrase").types(&format!("{CHOSEN}\n")).ends().with(0).seen;
    let json: serde_json::Value = serde_json::from_str(&format!("{{{}", seen.split_once('{').unwrap().1)).unwrap();
    assert_eq!(json["access_key_secret"], SECRET);
}

/// Whoever pipes it away is shown the ways that leave no copy.
#[test]
fn a_reveal_goes_to_no_file() {
    let sandbox = with_secrets();
    let refused = sandbox.start("", &["show", "alice", "--reveal"]).ends().with(10);
    assert!(refused.seen.contains("akvault exec") && refused.seen.contains("credential-process"), "{refused:?}");
    assert!(sandbox.read("out").is_empty() && !record(&sandbox, "alice").contains("revealed"));
}

#[test]
fn the_passphrase_of_the_vault_gets_three_tries() {
    let sandbox = with_secrets();
    let verify =
        || sandbox.start("", &["verify", "--secrets"]).asks_hidden("Passphrase of the vault:").types("wrong\n");
    let second = verify().shows("wrong passphrase").asks_hidden("Passphrase").types(&format!("{CHOSEN}\n"));
    let _right = second.ends().with(0);
    let third = verify().shows("wrong passphrase").asks_hidden("Passphrase").types("wrong\n");
    let never = third.shows("wrong passphrase").asks_hidden("Passphrase").types("wrong\n").ends().with(4);
    assert_eq!(never.seen.matches(": wrong passphrase").count(), 3);
}

#[test]
fn the_old_passphrase_is_asked_for_before_the_new_one() {
    let sandbox = with_secrets();
    let old = sandbox.start("", &["passwd"]).asks_hidden("Passphrase of the vault:").types(&format!("{CHOSEN}\n"));
    let new = old.asks_hidden("New passphrase for the vault:").types(&format!("{ANOTHER}\n"));
    let _ended = new.asks_hidden("The same again:").types(&format!("{ANOTHER}\n")).ends().with(0);
    super::assert_all_open(&sandbox, &["--passphrase-file", "another"], 2);
}

#[test]
fn an_empty_answer_and_the_end_of_input_are_no_yes() {
    let (sandbox, empty) = (with_secrets(), Sandbox::new());
    for world in [&sandbox, &empty] {
        world.write("out", "");
    }
    let before = [sandbox.inventory(), empty.inventory()];
    let cases: [(&Sandbox, &[&str], &str); 5] = [
        (&empty, &["init"], "New passphrase"),
        (&sandbox, &["verify", "--secrets"], "Passphrase of the vault"),
        (&sandbox, &["rename", "alice", "carol"], "Passphrase of the vault"),
        (&sandbox, &["passwd"], "Passphrase of the vault"),
        (&sandbox, &["add", "x", "--for", "x"], "AccessKey ID"),
    ];
    for (world, arguments, prompt) in cases {
        for keys in ["\n", CTRL_D] {
            let ended = world.start("", arguments).shows(prompt).types(keys).ends().with(3);
            assert!(ended.seen.contains("cancelled"), "{arguments:?} {ended:?}");
        }
    }
    for keys in ["\n", CTRL_D] {
        let show = sandbox.start_on_screen(&["show", "alice", "--reveal"]).shows("to go on:").types(keys);
        assert!(show.ends().with(3).seen.contains("cancelled"));
    }
    sandbox.assert_unchanged(&before[0]);
    empty.assert_unchanged(&before[1]);
}

#[test]
fn a_key_is_typed_into_the_vault() {
    let sandbox = empty_vault();
    let asked =
        sandbox.start("", &["add", "alice", "--for", ALICE]).asks_hidden("AccessKey ID").types(&format!("{ID}\n"));
    let ended = asked.asks_hidden("AccessKey secret").types(&format!("{SECRET}\n")).ends().with(0);
    assert!(!ended.seen.contains(SECRET));
    super::assert_all_open(&sandbox, &super::BY_FILE, 1);
}

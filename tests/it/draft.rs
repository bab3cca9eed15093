//! `--eml`: the e-mail of the first channel as an unsent draft, for one key and for a roster.

use crate::sandbox::{ALICE, ID, SECRET, Sandbox, csv, id_in};

const SEAL: [&str; 8] = ["seal", "AccessKey.csv", "--for", ALICE, "--out", "mail", "--passphrase-out", "sms/text"];

fn seal(more: &[&'static str]) -> Vec<&'static str> {
    [&SEAL[..], more].concat()
}

#[test]
fn a_draft_holds_the_bundle_the_command_the_id_and_the_dates_and_nothing_of_the_second_channel() {
    let sandbox = Sandbox::with_key();
    let told =
        sandbox.run(&seal(&["--eml", "drafts", "--region", "cn-hangzhou", "--created", "2026-11-01", "--json"])).json();
    let (id, long) = (told["id"].as_str().unwrap(), told["long_id"].as_str().unwrap());
    let draft = sandbox.read(&format!("drafts/{id}.eml"));
    assert_eq!(told["draft"].as_str().unwrap(), sandbox.path("drafts").join(format!("{id}.eml")).to_str().unwrap());
    let command = format!("\r\n    akvault install {id}.age --client aliyun\r\n");
    for part in [
        "X-Unsent: 1\r\n",
        "\r\nTo: alice@example.com\r\n",
        &command,
        "2026-11-01",
        "2027-01-30",
        &format!("same id: {id}.\r\n"),
    ] {
        assert!(draft.contains(part), "`{part}` is not in {draft}");
    }
    let words = sandbox.read("sms/text");
    let words = words.trim_end().split_once(": ").unwrap().1;
    assert!(![words, long, SECRET, ID].iter().any(|secret| draft.contains(secret)));
    assert!(draft.split("\r\n").all(|line| !line.contains('\n') && line.len() < 998));
    assert_eq!(sandbox.mode(&format!("drafts/{id}.eml")), 0o600);
}

#[test]
fn the_long_id_of_a_bundle_to_public_keys_is_the_second_channels() {
    let sandbox = Sandbox::with_key();
    let arguments =
        ["seal", "AccessKey.csv", "--for", ALICE, "-R", "recipients.txt", "--out", "mail", "--eml", "one.eml"];
    let told = sandbox.run(&[&arguments[..], &["--json"]].concat()).json();
    let draft = sandbox.read("one.eml");
    assert!(draft.contains("-i IDENTITY --expect LONG-ID") && !draft.contains(told["long_id"].as_str().unwrap()));
    sandbox.refuses(8, &arguments).says(&["one.eml", "exists already"]);
}

#[test]
fn a_holder_that_is_no_address_makes_no_header() {
    let sandbox = Sandbox::with_key();
    for (number, holder) in ["\u{738b}\u{82b3}", "CI deploy", "a@b, mallory@example.com"].into_iter().enumerate() {
        sandbox.run(&["seal", "AccessKey.csv", "--eml", "-", "--for", holder]).says(&["--eml DIR"]).fails(2);
        let draft = format!("{number}.eml");
        let force = [
            "seal",
            "AccessKey.csv",
            "--for",
            holder,
            "-R",
            "recipients.txt",
            "--out",
            "mail",
            "--eml",
            &draft,
            "--force",
        ];
        sandbox.run(&force).says(&["is no plain mail address: the draft is addressed to nobody"]).succeeds();
        let text = sandbox.read(&draft);
        assert!(!text.contains("\r\nTo: ") && text.split_once("\r\n\r\n").unwrap().0.is_ascii(), "{text}");
        assert_eq!(text.contains("Content-Transfer-Encoding: 7bit"), holder.is_ascii());
    }
}

#[test]
fn a_draft_holds_the_bundle_and_so_never_lies_beside_the_passphrase() {
    let sandbox = Sandbox::with_key();
    for place in ["sms", "sms/one.eml"] {
        sandbox.refuses(2, &seal(&["--eml", place])).says(&["may not lie in the same directory", "unchanged: "]);
    }
    sandbox.run(&seal(&["--eml", "drafts", "-n"])).succeeds();
    assert!(!sandbox.has("drafts"));
}

#[test]
fn each_row_of_a_roster_gets_its_draft() {
    let sandbox = Sandbox::with_key();
    sandbox.write("AccessKey.csv", csv(ID, SECRET));
    sandbox.write("roster.csv", format!("holder,source\n{ALICE},AccessKey.csv\n"));
    let roster = ["seal", "--roster", "@roster.csv", "--out", "@mail", "--passphrase-out", "@sms/texts.csv", "--eml"];
    let beside = sandbox.run_on("2026-11-23", &[&roster[..], &["@sms"]].concat());
    beside.says(&["may not lie in the same directory"]).fails(2);
    sandbox.write("sms/texts.csv", "phone,holder,text\n,bob,K7Q2-M3XD: word-word\n");
    sandbox.write("drafts/K7Q2-M3XD.eml", "what an interrupted run left");
    sandbox.run_on("2026-11-23", &[&roster[..], &["@drafts"]].concat()).shows(&["1 sealed"]).succeeds();
    let bundle = sandbox.names("mail")[0].clone();
    assert_eq!(sandbox.names("drafts"), [format!("{}.eml", id_in(&bundle))]);
    assert!(
        sandbox.read(&format!("drafts/{}.eml", id_in(&bundle))).contains("Date: Mon, 23 Nov 2026 12:00:00 +0000\r\n")
    );
}

//! What comes from outside and means harm: control characters, damaged bundles, hostile headers;
//! and that no secret is told, whatever goes wrong.

use std::fs;

use akvault::printable::is_unprintable;
use akvault::seal::{self, Identities, Sealed};
use akvault::secret::Secret;

use crate::sandbox::{ALICE, ID, Outcome, SECRET, Sandbox, csv, make_directory, to_install, write_private};

/// Repaints, sets the clipboard, links, turns the text round, hides, and ends a line.
const HOSTILE: &str =
    "\u{1b}[2J\u{1b}]52;c;eA==\u{7}\u{1b}]8;;x\u{1b}\\\u{9b}31m\u{202e}\u{2066}\u{200b}\u{85}\r\u{7f}";
/// A secret that is unlike anything that the program says.
const CANARY: &str = "CANARYxCANARYxCANARYxCANARYx01";

#[track_caller]
fn assert_harmless(outcome: &Outcome) {
    for text in [&outcome.out, &outcome.err] {
        let raw = text.chars().find(|c| is_unprintable(*c));
        assert_eq!(raw, None, "{text:?}");
    }
}

#[test]
fn arguments_are_shown_without_their_control_characters() {
    let sandbox = Sandbox::with_key();
    for arguments in [
        &[HOSTILE][..],
        &["list", HOSTILE],
        &["list", &format!("--{HOSTILE}")],
        &["show", HOSTILE],
        &["help", HOSTILE],
        &["inspect", HOSTILE],
        &["open", HOSTILE, "-i", HOSTILE],
        &["receipt", HOSTILE, HOSTILE],
        &["receipt", "K7Q2-M3XD", HOSTILE, "--host", HOSTILE],
        &["install", HOSTILE, "--client", HOSTILE],
        &["install", HOSTILE, "--client", "json", "--config", HOSTILE, "--profile", HOSTILE, "--owner", HOSTILE],
        &["seal", "AccessKey.csv", "--for", HOSTILE],
        &["seal", HOSTILE, "--for", "x", "--out", HOSTILE, "-r", HOSTILE],
        &["seal", "AccessKey.csv", "--for", "x", "--name", HOSTILE, "--created", HOSTILE],
        &["list", "--home", HOSTILE, "--color", HOSTILE],
        &["completions", HOSTILE],
    ] {
        let outcome = sandbox.run(arguments);
        assert!(outcome.code != 0 && !outcome.err.is_empty(), "{outcome:?}");
        assert_harmless(&outcome);
    }
}

#[test]
fn file_names_are_shown_without_their_control_characters() {
    let sandbox = Sandbox::with_key();
    let name = HOSTILE.replace('/', "");
    sandbox.write(&name, csv(ID, SECRET));
    let out = format!("mail{name}");
    let seal = ["seal", &name, "--for", ALICE, "-R", "recipients.txt", "--out", &out];
    for json in [&[][..], &["--json"]] {
        let sealed = sandbox.run(&[&seal[..], json].concat());
        assert_harmless(&sealed);
        sealed.succeeds();
    }
    let bundle = format!("{out}/{}", sandbox.names(&out)[0]);
    let config = format!("app{name}/key");
    let install = ["install", &bundle, "-i", "identity.txt", "--client", "json", "--config", &config];
    for more in [&["-n"][..], &["-n", "--json"], &[], &["--json"]] {
        let installed = sandbox.run(&[&install[..], more].concat());
        assert_harmless(&installed);
        installed.succeeds();
    }
    for verb in [&["show", "alice"][..], &["show", "alice", "--json"]] {
        let shown = sandbox.run(verb);
        assert_harmless(&shown);
        shown.succeeds();
    }
}

#[test]
fn json_keeps_what_it_escapes() {
    let sandbox = Sandbox::with_key();
    let out = format!("mail{}", HOSTILE.replace('/', ""));
    let seal = ["seal", "AccessKey.csv", "--for", ALICE, "-R", "recipients.txt", "--json", "--out", &out];
    let told = sandbox.run(&seal).json();
    assert!(told["path"].as_str().unwrap().contains(&out), "{told}");
}

#[test]
fn fields_of_a_source_are_shown_without_their_control_characters() {
    let sandbox = Sandbox::with_key();
    let user = format!("{HOSTILE}\nstate  installed").replace('\r', "");
    sandbox.write(
        "AccessKey.csv",
        format!("AccessKey ID,AccessKey Secret,User,Account\n{ID},{SECRET},\"{user}\",\"{user}\"\n"),
    );
    let bundle = sandbox.bundle(&[]);
    for verb in [vec!["open", &bundle, "-i", "identity.txt"], vec!["show", "alice", "--home", "operator"]] {
        for json in [&[][..], &["--json"]] {
            let shown = sandbox.run(&[&verb[..], json].concat());
            assert_harmless(&shown);
            assert!(!shown.out.contains("\nstate  installed"), "a field makes no line of its own: {shown:?}");
            shown.succeeds();
        }
    }
}

#[test]
fn broken_sources_and_configs_are_shown_without_their_control_characters() {
    let sandbox = Sandbox::with_key();
    let bundle = sandbox.bundle(&["--region", "cn-beijing"]);
    let hostile = [
        HOSTILE.to_owned(),
        format!("AccessKey ID,AccessKey Secret\n{HOSTILE},{HOSTILE}\n"),
        format!("{{\"AccessKey\": {{\"AccessKeyId\": \"{HOSTILE}\"}}}}"),
        format!("[{HOSTILE}]\naccess_key_id = {HOSTILE}\n"),
        format!("ALIBABA_CLOUD_ACCESS_KEY_ID={HOSTILE}\n"),
        format!("version = 1\nname = \"{HOSTILE}\"\n"),
    ];
    for content in hostile {
        sandbox.write("hostile", &content);
        for arguments in [
            vec!["seal", "hostile", "--for", "x", "-R", "recipients.txt", "-o", "mail"],
            vec!["install", &bundle, "-i", "identity.txt", "--client", "aliyun", "--config", "hostile"],
            vec!["install", &bundle, "-i", "identity.txt", "--client", "toml", "--config", "hostile"],
            vec!["open", &bundle, "-i", "hostile"],
            vec!["inspect", "hostile"],
        ] {
            let refused = sandbox.run(&arguments);
            assert!(refused.code != 0, "{arguments:?} {content:?}");
            assert_harmless(&refused);
        }
    }
}

#[test]
fn as_is_content_and_records_edited_by_hand_do_no_harm() {
    let sandbox = Sandbox::with_key();
    sandbox.write("notes", HOSTILE);
    let seal = ["seal", "notes", "--as-is", "--for", ALICE, "-R", "recipients.txt", "-o", "mail/n.age"];
    sandbox.run(&seal).succeeds();
    let summary = sandbox.run(&["open", "mail/n.age", "-i", "identity.txt"]);
    assert_harmless(&summary);
    summary.succeeds();
    let record = sandbox.vault("keys/alice.toml");
    let text = fs::read_to_string(&record).unwrap();
    let escaped = HOSTILE.chars().fold(String::new(), |text, c| format!("{text}\\u{:04X}", u32::from(c)));
    for (from, to) in [
        ("issuer = \"", format!("issuer = \"{escaped}")),
        ("holder = \"", format!("holder = \"{escaped}")),
        ("event = \"issued\"", format!("event = \"{escaped}\"\nfact = \"{escaped}\"")),
        ("name = \"alice\"", format!("name = \"{escaped}\"")),
        ("version = 1", format!("version = 1\n{HOSTILE}")),
    ] {
        fs::write(&record, text.replacen(from, &to, 1)).unwrap();
        for verb in [
            &["list"][..],
            &["list", "--json"],
            &["show", "alice"],
            &["show", "alice", "--json"],
            &["remove", "alice", "-n"],
        ] {
            assert_harmless(&sandbox.run(verb));
        }
    }
}

/// A small bundle, its recipient's identity, and the passphrase that opens the first of the two.
fn small_bundles() -> (Vec<u8>, Vec<u8>, Identities) {
    let pair = seal::generate();
    let mut recipients = seal::Recipients::none();
    recipients.add(&pair.recipient, "-r").unwrap();
    let plain = Secret::from(b"CANARY".to_vec());
    let sealed = seal::to_recipients(&plain, &recipients).unwrap();
    let identity = Secret::from(pair.secret.expose().as_bytes().to_vec());
    let identities = Identities::parse(&identity, "identity.txt", &mut |_| None).unwrap();
    (sealed.binary().to_vec(), sealed.armored_text().unwrap().into_bytes(), identities)
}

fn opens(bytes: &[u8], identities: &Identities) -> bool {
    Sealed::parse(bytes).is_ok_and(|sealed| seal::open_with_identities(&sealed, identities).is_ok())
}

#[test]
fn every_truncation_and_every_flipped_bit_of_a_bundle_is_refused() {
    let (binary, armored, identities) = small_bundles();
    assert!(opens(&binary, &identities) && opens(&armored, &identities));
    for bytes in [&binary, &armored] {
        // Only the line feed at the end of the armor may be missing.
        let whole = if *bytes == armored { bytes.len() - 1 } else { bytes.len() };
        for cut in 0..whole {
            assert!(!opens(&bytes[..cut], &identities), "cut to {cut}");
        }
    }
    for at in 0..binary.len() * 8 {
        let mut flipped = binary.clone();
        flipped[at / 8] ^= 1 << (at % 8);
        assert!(!opens(&flipped, &identities), "bit {at}");
    }
}

#[test]
fn a_damaged_bundle_reaches_neither_a_file_nor_standard_output() {
    let sandbox = Sandbox::with_key();
    let bundle = sandbox.bundle(&["--binary"]);
    let bytes = sandbox.bytes(&bundle);
    let positions = [0, bytes.len() / 4, bytes.len() / 2, bytes.len() - 20, bytes.len() - 1];
    for (at, position) in positions.into_iter().enumerate() {
        let mut damaged = bytes.clone();
        damaged[position] ^= 1;
        let name = format!("damaged{at}");
        sandbox.write(&name, &damaged);
        sandbox.write(&format!("cut{at}"), &bytes[..position]);
    }
    for name in (0..positions.len()).flat_map(|at| [format!("damaged{at}"), format!("cut{at}")]) {
        let open = ["open", &name, "-i", "identity.txt"];
        for more in [&["-o", "content"][..], &["-o", "-"], &["--reveal"], &[]] {
            sandbox.refuses(5, &[&open[..], more].concat()).says(&["unchanged: no content was written"]);
        }
        sandbox.refuses(5, &to_install(&name)).says(&["unchanged: no config file was touched"]);
    }
}

#[test]
fn hostile_headers_are_refused_before_any_work() {
    let sandbox = Sandbox::new();
    let key = "N3pgrXkbIn/RrVt0T0G3sQr1wGWuclqKxTSWHSqGdkc";
    let work = |log_n: u8| format!("age-encryption.org/v1\n-> scrypt bBjlhJVYZeE4aqUdmtRHfw {log_n}\n{key}\n");
    let line = format!("{}\n", "A".repeat(64));
    for (content, says) in [
        (work(21), "2^21 is more than the 2^20"),
        (work(63), "2^63"),
        (format!("age-encryption.org/v1\n{}", "-> x\n\n".repeat(1025)), "more than 1024 recipients"),
        (format!("age-encryption.org/v1\n-> x\n{}", line.repeat(2016)), "larger than 64 KiB"),
    ] {
        sandbox.write("hostile", content);
        sandbox
            .refuses(5, &["open", "hostile", "--passphrase-file", "/dev/null"])
            .says(&[says, "do not trust this file"]);
    }
}

/// Everything that can be wrong, with the canary in it.
fn write_canaries(sandbox: &Sandbox) {
    // A word that is not in the list is named on purpose; one that is, is not.
    sandbox.write("typed", "abandom letter advice cage absurd amount doctor acoustic avoid letter advice\n");
    sandbox.write("own", format!("{CANARY}\n"));
    sandbox.write("broken.csv", format!("AccessKey ID,AccessKey Secret\n{CANARY}\n\"{CANARY}\n"));
    sandbox.write("swapped.csv", csv(CANARY, ID));
    sandbox.write("twice.csv", format!("{}{ID},{SECRET}\n", csv(ID, CANARY)));
    sandbox.write("broken.json", format!("{{\"profiles\": [{{\"name\": \"default\", \"x\": \"{CANARY}\""));
    sandbox.write("broken.toml", format!("[default]\naccess_key_secret = \"{CANARY}\naccess_key_id = 1\n"));
    sandbox.write("broken.env", format!("ALIBABA_CLOUD_ACCESS_KEY_SECRET=$({CANARY}\n"));
    sandbox.write(
        "other.json",
        format!("{{\"default\": {{\"access_key_id\": \"{CANARY}\", \"access_key_secret\": \"{CANARY}\"}}}}"),
    );
}

#[test]
fn a_secret_is_told_by_no_failure() {
    let sandbox = Sandbox::with_key();
    let bundle = sandbox.bundle_of(ID, CANARY, &["--region", "cn-beijing"]);
    write_canaries(&sandbox);
    make_directory(&sandbox.path("open"));
    sandbox.set_mode("open", 0o777);
    sandbox
        .run(&["seal", "AccessKey.csv", "--for", ALICE, "-o", "mail/p.age", "--passphrase-out", "sms/text"])
        .succeeds();
    let seal = |source: &'static str| vec!["seal", source, "--for", "x", "-R", "recipients.txt", "-o", "mail"];
    let install = |client: &'static str, config: &'static str| {
        vec!["install", &bundle, "-i", "identity.txt", "--client", client, "--config", config]
    };
    let mut failing = vec![
        seal("broken.csv"),
        seal("swapped.csv"),
        seal("twice.csv"),
        seal("broken.json"),
        seal("broken.toml"),
        seal("broken.env"),
        seal("AccessKey.csv"),
        seal("own"),
        seal("typed"),
        vec!["seal", "AccessKey.csv", "--for", ALICE, "-o", "open", "-R", "recipients.txt"],
        vec!["seal", "AccessKey.csv", "--for", ALICE, "-o", "mail"],
        vec!["seal", "AccessKey.csv", "--for", ALICE, "-o", "mail", "-R", "own"],
        vec!["seal", "AccessKey.csv", "--for", ALICE, "-o", "mail", "--id", CANARY, "-R", "recipients.txt"],
        vec!["open", "mail/p.age", "--passphrase-file", "typed"],
        vec!["open", "mail/p.age", "--passphrase-file", "own"],
        vec!["open", "mail/p.age", "-i", "own"],
        vec!["open", &bundle, "-i", "own"],
        vec!["open", &bundle, "-i", "identity.txt", "-o", "AccessKey.csv"],
        vec!["install", "mail/p.age", "--client", "aliyun", "--passphrase-file", "typed"],
        vec!["inspect", "own"],
        install("aliyun", "broken.json"),
        install("json", "broken.json"),
        install("json", "other.json"),
        install("toml", "broken.toml"),
        install("env", "broken.env"),
        install("json", "open/key"),
    ];
    failing.push(vec!["open", "mail/p.age", "--passphrase", "own"]);
    for arguments in failing {
        let outcome = sandbox.run(&[&arguments[..], &["--home", "other"]].concat());
        // A chosen passphrase that is an argument by mistake stands in the shell's history anyway.
        assert!(outcome.code != 0 || arguments == seal("AccessKey.csv"), "{arguments:?} {outcome:?}");
        assert!(!outcome.out.contains(CANARY) && !outcome.err.contains(CANARY), "{arguments:?} {outcome:?}");
        assert!(
            !outcome.err.to_lowercase().contains("canary") || arguments.contains(&CANARY),
            "{arguments:?} {outcome:?}"
        );
        assert!(!outcome.err.contains("panicked") && !outcome.err.contains("defect"), "{outcome:?}");
    }
}

#[test]
fn a_secret_is_told_by_no_success_but_the_one_that_reveals() {
    let sandbox = Sandbox::with_key();
    sandbox.write("AccessKey.csv", csv(ID, CANARY));
    let seal = ["seal", "AccessKey.csv", "--for", ALICE, "-R", "recipients.txt", "-o", "mail/a.age"];
    for arguments in [
        &seal[..],
        &["inspect", "mail/a.age"],
        &["open", "mail/a.age", "-i", "identity.txt"],
        &["open", "mail/a.age", "-i", "identity.txt", "-o", "content"],
        &["install", "mail/a.age", "-i", "identity.txt", "-c", "json", "--config", "app/key", "-n"],
        &["install", "mail/a.age", "-i", "identity.txt", "-c", "json", "--config", "app/key"],
        &["show", "alice"],
        &["list"],
    ] {
        for json in [&[][..], &["--json"]] {
            let outcome = sandbox.run(&[arguments, json].concat());
            let told = format!("{}{}", outcome.out, outcome.err);
            assert!(!told.contains(CANARY), "{arguments:?} {told}");
            assert!(outcome.code == 0 || outcome.code == 8, "{arguments:?} {told}");
        }
    }
    write_private(&sandbox.path("places"), b"");
    let holding: Vec<String> = files_with(&sandbox, CANARY);
    assert_eq!(holding, ["AccessKey.csv", "app/key", "content"]);
}

/// The files below the working directory and the vault that hold a text.
fn files_with(sandbox: &Sandbox, text: &str) -> Vec<String> {
    let mut pending = vec![sandbox.path(""), sandbox.vault(""), sandbox.home("")];
    let mut found = Vec::new();
    while let Some(directory) = pending.pop() {
        for entry in fs::read_dir(directory).unwrap() {
            let path = entry.unwrap().path();
            match fs::read(&path) {
                Ok(bytes) if String::from_utf8_lossy(&bytes).contains(text) => {
                    found.push(path.strip_prefix(sandbox.path("")).unwrap_or(&path).display().to_string());
                }
                Ok(_) => {}
                Err(_) => pending.push(path),
            }
        }
    }
    found.sort();
    found
}

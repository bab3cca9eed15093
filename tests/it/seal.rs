//! `seal`: from a source to the two halves, and to the ledger.

use std::fs;
use std::os::fd::AsRawFd as _;
use std::os::unix::fs::symlink;

use crate::sandbox::{ALICE, CHOSEN, ID, MASKED, OTHER_ID, OTHER_SECRET, SECRET, Sandbox, csv, id_in, to_install};

/// The arguments that seal `AccessKey.csv` to the key pair.
const SEAL: [&str; 6] = ["seal", "AccessKey.csv", "--for", ALICE, "-R", "recipients.txt"];
/// The same under a passphrase that goes into a file.
const SEAL_BY_PASSPHRASE: [&str; 8] =
    ["seal", "AccessKey.csv", "--for", ALICE, "--out", "mail", "--passphrase-out", "sms/text"];

fn seal(more: &[&'static str]) -> Vec<&'static str> {
    [&SEAL[..], more].concat()
}

#[test]
fn the_main_job_makes_two_halves_in_two_places_and_a_record() {
    let sandbox = Sandbox::with_key();
    let told = sandbox.run(&SEAL_BY_PASSPHRASE).shows(&["Sealed LTAI****0001 for alice@example.com", "rotate by"]);
    let told = told.succeeds();
    let names = sandbox.names("mail");
    let id = id_in(&names[0]);
    let text = sandbox.read("sms/text");
    let words = text.strip_prefix(&format!("{id}: ")).unwrap().trim_end();
    assert_eq!((names.len(), words.split('-').count()), (1, 12));
    assert!(text.len() <= 160 && !told.contains(words) && told.contains(id));
    assert_eq!((sandbox.mode("sms/text"), sandbox.mode(&format!("mail/{id}.age"))), (0o600, 0o600));
    assert!(sandbox.read(&format!("mail/{id}.age")).starts_with("-----BEGIN AGE ENCRYPTED FILE-----\n"));
    let record = fs::read_to_string(sandbox.vault("keys/alice.toml")).unwrap();
    assert!(record.contains(ID) && record.contains("event = \"sealed\""));
    assert!(!record.contains(SECRET) && !record.contains(words));
}

#[test]
fn every_kind_of_source_is_recognised_by_its_content() {
    let pair = format!("\"AccessKeyId\": \"{ID}\", \"AccessKeySecret\": \"{SECRET}\"");
    let profile =
        format!(r#""mode":"AK","access_key_id":"{ID}","access_key_secret":"{SECRET}","region_id":"cn-beijing""#);
    let sources = [
        ("csv", csv(ID, SECRET)),
        ("create-access-key", format!(r#"{{"AccessKey": {{{pair}, "CreateDate": "2026-10-01T00:00:00Z"}}}}"#)),
        ("terraform", format!("{{{pair}}}")),
        ("aliyun", format!(r#"{{"current":"default","profiles":[{{"name":"default",{profile}}}]}}"#)),
        ("ini", format!("[default]\ntype = access_key\naccess_key_id = {ID}\naccess_key_secret = {SECRET}\n")),
        ("env", format!("export ALIBABA_CLOUD_ACCESS_KEY_ID={ID}\nALIBABA_CLOUD_ACCESS_KEY_SECRET='{SECRET}'\n")),
    ];
    let formats: Vec<&str> = akvault::intake::FORMATS.iter().map(|format| format.name()).collect();
    assert_eq!(sources.each_ref().map(|(name, _)| *name).as_slice(), formats);
    let sandbox = Sandbox::with_key();
    for (format, text) in sources {
        sandbox.write("AccessKey.csv", text);
        for forced in [&[][..], &["--format", format]] {
            let bundle = sandbox.bundle(forced);
            sandbox.run(&["open", &bundle, "-i", "identity.txt"]).shows(&[MASKED, ALICE]).succeeds();
        }
    }
}

#[test]
fn what_the_source_knows_goes_along() {
    let sandbox = Sandbox::with_key();
    let profile =
        format!(r#""mode":"AK","access_key_id":"{ID}","access_key_secret":"{SECRET}","region_id":"cn-beijing""#);
    sandbox.write("AccessKey.csv", format!(r#"{{"profiles":[{{"name":"default",{profile}}}]}}"#));
    let (bundle, own) = (sandbox.bundle(&[]), sandbox.bundle(&["--region", "cn-shanghai"]));
    sandbox.run(&["open", &bundle, "-i", "identity.txt"]).shows(&["cn-beijing"]).succeeds();
    sandbox.run(&["open", &own, "-i", "identity.txt"]).shows(&["cn-shanghai"]).succeeds();
    sandbox.write(
        "AccessKey.csv",
        format!("AccessKey ID,AccessKey Secret,User,Create Date\n{OTHER_ID},{SECRET},bob,2026-10-01\n"),
    );
    let told = sandbox.bundle(&["--for", "bob"]);
    sandbox.run(&["open", &told, "-i", "identity.txt"]).shows(&["2026-10-01", "user            bob"]).succeeds();
}

#[test]
fn a_key_comes_from_standard_input_too() {
    let sandbox = Sandbox::with_key();
    let arguments = ["seal", "-", "--for", ALICE, "-R", "recipients.txt", "--out", "mail/a.age"];
    sandbox.run_with_input(&arguments, csv(ID, SECRET).as_bytes()).shows(&[MASKED]).succeeds();
    assert!(sandbox.has("mail/a.age"));
}

#[test]
fn of_several_keys_one_must_be_meant() {
    let sandbox = Sandbox::with_key();
    sandbox.write("AccessKey.csv", format!("{}{OTHER_ID},{OTHER_SECRET}\r\n", csv(ID, SECRET)));
    let refused = sandbox.refuses(2, &SEAL).says(&["LTAI****0001, LTAI****0002", "--id", "unchanged: "]);
    assert!(!refused.err.contains(ID));
    let bundle = sandbox.bundle(&["--id", OTHER_ID]);
    sandbox.run(&["open", &bundle, "-i", "identity.txt"]).shows(&["LTAI****0002"]).succeeds();
    sandbox.refuses(9, &seal(&["--id", "LTAI5tEXAMPLEexample0009"])).says(&["LTAI****0009", "LTAI****0001"]);
}

#[test]
fn temporary_credentials_are_refused_with_the_reason() {
    let sandbox = Sandbox::with_key();
    sandbox.write("AccessKey.csv", csv("STS.EXAMPLEexample0000000001", SECRET));
    sandbox.refuses(2, &SEAL).says(&["temporary STS credential", "expires by itself", "unchanged: "]);
}

#[test]
fn odd_shapes_are_a_warning_and_no_refusal() {
    let sandbox = Sandbox::with_key();
    sandbox.write("AccessKey.csv", csv("LTAIshort", "EXAMPLEshort"));
    let told =
        sandbox.run(&seal(&["--out", "mail"])).says(&["warning: the AccessKey ID", "warning: the AccessKey secret"]);
    assert!(!told.err.contains("EXAMPLEshort"));
    told.succeeds();
    let quiet = sandbox.run(&seal(&["--out", "mail", "--quiet"]));
    assert_eq!((quiet.code, quiet.err.as_str()), (0, ""));
}

#[test]
fn broken_sources_are_refused_by_line_without_a_word_of_them() {
    let sandbox = Sandbox::with_key();
    for (text, says) in [
        ("", "the source is empty"),
        ("CANARY", "none of the known kinds"),
        ("AccessKey ID,AccessKey Secret\nLTAI5tEXAMPLEcanary00001\n", "line 2"),
        ("{\"AccessKey\": {\"AccessKeyId\": \"CANARY\"}}", "no AccessKey Secret"),
    ] {
        sandbox.write("AccessKey.csv", text);
        let refused = sandbox.refuses(5, &SEAL).says(&[says, "unchanged: ", "next: "]);
        assert!(!refused.err.contains("CANARY"), "{refused:?}");
    }
    sandbox.refuses(9, &["seal", "nowhere.csv", "--for", ALICE, "-R", "recipients.txt"]).says(&["nowhere.csv"]);
    sandbox.refuses(7, &["seal", "..", "--for", ALICE, "-R", "recipients.txt"]).says(&["is not a regular file"]);
    sandbox.write("large", vec![b'x'; (1 << 20) + 1]);
    sandbox.refuses(5, &["seal", "large", "--for", ALICE, "-R", "recipients.txt"]).says(&["larger than 1048576 bytes"]);
}

#[test]
fn one_access_key_is_for_one_holder() {
    let sandbox = Sandbox::with_key();
    sandbox.run(&seal(&["--out", "mail"])).succeeds();
    let bob = ["seal", "AccessKey.csv", "--for", "bob", "-R", "recipients.txt", "--out", "mail"];
    sandbox.refuses(8, &bob).says(&[MASKED, ALICE, "record `alice`", "--force"]);
    sandbox.run(&[&bob[..], &["--force"]].concat()).succeeds();
    assert!(sandbox.vault("keys/bob.toml").exists());
}

#[test]
fn the_same_key_for_the_same_holder_adds_to_its_record() {
    let sandbox = Sandbox::with_key();
    sandbox.run(&seal(&["--out", "mail"])).succeeds();
    sandbox.run(&seal(&["--out", "mail"])).succeeds();
    let shown = sandbox.run(&["show", "alice", "--json"]).json();
    assert_eq!(shown["bundles"].as_array().unwrap().len(), 2);
    assert_eq!(sandbox.run(&["list", "--json"]).json()["keys"].as_array().unwrap().len(), 1);
    sandbox.refuses(8, &seal(&["--out", "mail", "--name", "other"])).says(&["in the ledger as `alice`"]);
}

#[test]
fn a_name_is_given_made_or_taken() {
    let sandbox = Sandbox::with_key();
    sandbox.run(&seal(&["--out", "mail", "--name", "ci-deploy"])).shows(&["ci-deploy"]).succeeds();
    sandbox.write("AccessKey.csv", csv(OTHER_ID, OTHER_SECRET));
    sandbox.refuses(8, &seal(&["--out", "mail", "--name", "ci-deploy"])).says(&["ci-deploy", "another --name"]);
    sandbox.run(&seal(&["--out", "mail"])).shows(&["alice"]).succeeds();
    for bad in ["../x", "UPPER", "a/b", ""] {
        sandbox.refuses(2, &[&SEAL[..], &["--name", bad]].concat()).says(&["is not a name"]);
    }
}

#[test]
fn any_file_is_sealed_as_it_is_and_comes_back_byte_for_byte() {
    let sandbox = Sandbox::with_key();
    let content: Vec<u8> = (0..70_000_u32).map(|at| (at % 251) as u8).collect();
    sandbox.write("kubeconfig", &content);
    let arguments = ["seal", "kubeconfig", "--as-is", "--for", ALICE, "-R", "recipients.txt", "--out", "mail/k.age"];
    sandbox.run(&arguments).shows(&["a file of 70000 bytes", "akvault open k.age -o FILE"]).succeeds();
    sandbox.run(&["open", "mail/k.age", "-i", "identity.txt", "-o", "back"]).succeeds();
    assert!(sandbox.bytes("back") == content && sandbox.mode("back") == 0o600);
    let listed = sandbox.run(&["list"]).shows(&["(file)"]).succeeds();
    assert!(listed.contains("sealed"));
    sandbox.write("empty", "");
    sandbox.refuses(5, &["seal", "empty", "--as-is", "--for", ALICE, "-R", "recipients.txt"]).says(&["empty"]);
    for conflicting in [["--id", ID], ["--format", "csv"], ["--profile", "x"], ["--region", "x"], ["--supersedes", ID]]
    {
        let arguments = [&["seal", "kubeconfig", "--as-is", "--for", ALICE, "-R", "recipients.txt"], &conflicting[..]];
        sandbox.refuses(2, &arguments.concat()).says(&["--as-is", "cannot be used with"]);
    }
}

#[test]
fn recipients_are_age_and_ed25519_keys_from_arguments_and_files() {
    let sandbox = Sandbox::with_key();
    let key = sandbox.read("recipients.txt");
    let ssh = include_str!("fixtures/test-only-ed25519.pub");
    sandbox.write("id_ed25519", include_str!("fixtures/test-only-ed25519"));
    let arguments =
        ["seal", "AccessKey.csv", "--for", ALICE, "-r", key.trim(), "--recipient", ssh, "--out", "mail/a.age"];
    sandbox.run(&arguments).shows(&["Nothing in the bundle says who sealed it", "--expect"]).succeeds();
    for identity in ["identity.txt", "id_ed25519"] {
        sandbox.run(&["open", "mail/a.age", "-i", identity]).shows(&[MASKED]).succeeds();
    }
    sandbox.run(&["inspect", "mail/a.age"]).shows(&["X25519", "ssh-ed25519", "recipients"]).succeeds();
    let long = sandbox.run(&["inspect", "mail/a.age", "--json"]).json()["long_id"].as_str().unwrap().to_owned();
    let install = [to_install("mail/a.age"), vec!["--expect", &long]].concat();
    sandbox.run(&install).succeeds();
}

#[test]
fn other_recipients_are_refused_with_their_reason_and_without_the_key() {
    let sandbox = Sandbox::with_key();
    let secret = sandbox.read("identity.txt");
    for (key, says) in [
        ("ssh-rsa AAAAB3NzaC1yc2E= alice", "RUSTSEC-2023-0071"),
        ("age1yubikey1qqqq", "plugins are not supported"),
        (secret.as_str(), "this is a secret key"),
        ("alice", "not a recipient"),
    ] {
        let refused = sandbox.refuses(2, &["seal", "AccessKey.csv", "--for", ALICE, "-r", key]).says(&[says]);
        assert!(!refused.err.contains(&secret));
    }
    sandbox.write("nobody.txt", "# nobody\n");
    sandbox.refuses(2, &["seal", "AccessKey.csv", "--for", ALICE, "-R", "nobody.txt"]).says(&["no recipient in it"]);
    sandbox.refuses(9, &["seal", "AccessKey.csv", "--for", ALICE, "-R", "nowhere.txt"]).says(&["nowhere.txt"]);
}

#[test]
fn the_bundle_goes_into_a_directory_a_file_or_standard_output() {
    let sandbox = Sandbox::with_key();
    sandbox.run(&SEAL).succeeds();
    assert_eq!(sandbox.names("").iter().filter(|name| name.contains(".age")).count(), 1);
    sandbox.run(&seal(&["--out", "new/deep"])).succeeds();
    assert_eq!((sandbox.names("new/deep").len(), sandbox.mode("new/deep")), (1, 0o700));
    sandbox.run(&seal(&["-o", "mail/key.age"])).succeeds();
    sandbox.refuses(8, &seal(&["-o", "mail/key.age"])).says(&["exists already", "unchanged: "]);
    let piped = sandbox.run(&seal(&["-o", "-"])).says(&["Sealed LTAI****0001", "long id"]).succeeds();
    assert!(piped.starts_with("-----BEGIN AGE") && piped.ends_with("-----END AGE ENCRYPTED FILE-----\n"));
    let binary = sandbox.run(&seal(&["-o", "-", "--binary"]));
    assert!(binary.raw.starts_with(b"age-encryption.org/v1\n"));
    for unclear in [&["-o", "-", "--json"][..], &["-o", "-", "--remove-source"]] {
        sandbox.refuses(2, &seal(unclear)).says(&["--out -"]);
    }
}

#[test]
fn a_bundle_is_text_or_bytes_and_opens_either_way() {
    let sandbox = Sandbox::with_key();
    let (text, bytes) = (sandbox.bundle(&[]), sandbox.bundle(&["--binary"]));
    assert!(sandbox.bytes(&bytes).starts_with(b"age-encryption.org/v1\n"));
    for bundle in [text, bytes] {
        sandbox.run(&["open", &bundle, "-i", "identity.txt"]).shows(&[MASKED]).succeeds();
    }
}

#[test]
fn both_halves_never_lie_in_one_directory() {
    let sandbox = Sandbox::with_key();
    symlink(sandbox.path("mail"), sandbox.path("alias")).unwrap();
    crate::sandbox::make_directory(&sandbox.path("mail"));
    for text in ["mail/text", "mail/../mail/text", "./mail/text"] {
        let arguments = ["seal", "AccessKey.csv", "--for", ALICE, "--out", "mail", "--passphrase-out", text];
        sandbox.refuses(2, &arguments).says(&["may not lie in the same directory", "unchanged: "]);
    }
    let behind_a_link = ["seal", "AccessKey.csv", "--for", ALICE, "--out", "mail", "--passphrase-out", "alias/text"];
    sandbox.refuses(7, &behind_a_link).says(&["symbolic link"]);
    sandbox.refuses(2, &[&behind_a_link[..], &["--follow"]].concat()).says(&["same directory"]);
}

#[test]
fn the_passphrase_never_goes_to_standard_output_nor_over_another_file() {
    let sandbox = Sandbox::with_key();
    let arguments = ["seal", "AccessKey.csv", "--for", ALICE, "--out", "mail", "--passphrase-out", "-"];
    sandbox.refuses(2, &arguments).says(&["never goes to standard output"]);
    sandbox.write("sms/text", "precious");
    sandbox.refuses(8, &SEAL_BY_PASSPHRASE).says(&["sms/text", "exists already", "unchanged: "]);
}

#[test]
fn without_a_terminal_a_generated_passphrase_needs_a_file() {
    let sandbox = Sandbox::with_key();
    let arguments = ["seal", "AccessKey.csv", "--for", ALICE, "--out", "mail"];
    sandbox.refuses(10, &arguments).says(&["no terminal", "--passphrase-out FILE", "unchanged: "]);
    sandbox.refuses(10, &[&arguments[..], &["--no-input"]].concat()).says(&["no terminal"]);
    sandbox.refuses(10, &["seal", "--for", ALICE, "-R", "recipients.txt"]).says(&["no terminal to ask on"]);
}

#[test]
fn a_chosen_passphrase_comes_from_a_file_a_descriptor_or_standard_input() {
    let sandbox = Sandbox::with_key();
    sandbox.write("own", format!("{CHOSEN}\r\nsecond line\n"));
    sandbox.write("exact", CHOSEN);
    let open = fs::File::open(sandbox.path("exact")).unwrap();
    let number = open.as_raw_fd().to_string();
    let seal = |more: [&'static str; 2], source: &str| {
        let out = ["seal", "@AccessKey.csv", "--for", ALICE, "-o"];
        sandbox.run_on("2026-11-23", &[&out[..], &more[..], &[source]].concat())
    };
    seal(["@mail/a.age", "--passphrase-file"], "@own").shows(&["the one that you gave"]).succeeds();
    seal(["@mail/b.age", "--passphrase-fd"], &number).succeeds();
    for bundle in ["@mail/a.age", "@mail/b.age"] {
        sandbox.run_on("2026-11-23", &["open", bundle, "--passphrase-file", "@exact"]).shows(&[MASKED]).succeeds();
    }
}

#[test]
fn a_chosen_passphrase_costs_a_guesser_more() {
    let sandbox = Sandbox::with_key();
    let arguments = ["seal", "AccessKey.csv", "--for", ALICE, "-o", "mail/a.age", "--passphrase-file", "-"];
    sandbox.run_with_input(&arguments, CHOSEN.as_bytes()).succeeds();
    assert_eq!(sandbox.run(&["inspect", "mail/a.age", "--json"]).json()["scrypt_log_n"], 18);
}

#[test]
fn weak_and_unusable_passphrases_are_refused() {
    let sandbox = Sandbox::with_key();
    for (own, says) in [
        ("correct horse", "can be guessed in 10^"),
        ("", "the passphrase is empty"),
        ("\n", "the passphrase is empty"),
        ("two\rparts of a long passphrase 77", "carriage return"),
    ] {
        sandbox.write("own", own);
        let arguments = ["seal", "AccessKey.csv", "--for", ALICE, "-o", "mail", "--passphrase-file", "own"];
        let refused = sandbox.refuses(2, &arguments).says(&[says, "unchanged: "]);
        assert!(own.trim().is_empty() || !refused.err.contains(own.trim()));
    }
    sandbox.write("own", [0xff, 0xfe]);
    let arguments = ["seal", "AccessKey.csv", "--for", ALICE, "-o", "mail", "--passphrase-file", "own"];
    sandbox.refuses(2, &arguments).says(&["not UTF-8"]);
}

#[test]
fn standard_input_serves_one_purpose() {
    let sandbox = Sandbox::with_key();
    for twice in [["--passphrase-file", "-"], ["-R", "-"], ["--passphrase-fd", "0"]] {
        sandbox.refuses(2, &[&["seal", "-", "--for", ALICE], &twice[..]].concat()).says(&["one purpose only"]);
    }
    sandbox
        .refuses(2, &["seal", "-", "--for", ALICE, "-R", "recipients.txt", "--remove-source"])
        .says(&["cannot be deleted"]);
    let from_input = ["seal", "AccessKey.csv", "--for", ALICE, "-R", "-", "-o", "mail"];
    sandbox.run_with_input(&from_input, &sandbox.bytes("recipients.txt")).succeeds();
}

#[test]
fn the_source_is_removed_once_the_bundle_is_read_back() {
    let sandbox = Sandbox::with_key();
    let told = sandbox.run(&seal(&["--out", "mail", "--remove-source"])).shows(&["The source is deleted. On an SSD"]);
    told.succeeds();
    assert!(!sandbox.has("AccessKey.csv"));
    sandbox.run(&["show", "alice"]).shows(&["source-removed"]).succeeds();
    sandbox.write("AccessKey.csv", csv(OTHER_ID, OTHER_SECRET));
    sandbox.run(&[&SEAL_BY_PASSPHRASE[..], &["--remove-source"]].concat()).succeeds();
    assert!(!sandbox.has("AccessKey.csv"));
}

#[test]
fn a_source_that_holds_more_or_stands_elsewhere_is_kept() {
    let sandbox = Sandbox::with_key();
    sandbox.write("two.csv", format!("{}{OTHER_ID},{OTHER_SECRET}\r\n", csv(ID, SECRET)));
    let of_two = ["seal", "two.csv", "--for", ALICE, "-R", "recipients.txt", "--id", ID, "--remove-source"];
    sandbox.refuses(2, &of_two).says(&["holds 2 AccessKeys"]);
    symlink("AccessKey.csv", sandbox.path("link.csv")).unwrap();
    let linked = ["seal", "link.csv", "--for", ALICE, "-R", "recipients.txt", "--remove-source"];
    sandbox.refuses(7, &linked).says(&["symbolic link", "unchanged: "]);
    fs::hard_link(sandbox.path("AccessKey.csv"), sandbox.path("twin.csv")).unwrap();
    sandbox.refuses(7, &seal(&["--remove-source"])).says(&["hard link"]);
    fs::remove_file(sandbox.path("twin.csv")).unwrap();
    sandbox.write("mail/key.age", "precious");
    sandbox.refuses(8, &seal(&["-o", "mail/key.age", "--remove-source"])).says(&["exists already"]);
    assert!(sandbox.has("AccessKey.csv"));
}

#[test]
fn a_source_that_others_can_read_is_a_warning() {
    let sandbox = Sandbox::with_key();
    sandbox.set_mode("AccessKey.csv", 0o644);
    let told = sandbox.run(&seal(&["--out", "mail"])).says(&["others can read the source (mode 0644)"]);
    told.succeeds();
}

#[test]
fn a_dry_run_changes_nothing_and_says_all() {
    let sandbox = Sandbox::with_key();
    let before = sandbox.inventory();
    for more in [&["-n"][..], &["--dry-run", "--remove-source"]] {
        sandbox.run(&seal(more)).shows(&["Would seal LTAI****0001 for alice@example.com"]).succeeds();
    }
    let told = sandbox.run(&["seal", "AccessKey.csv", "--for", ALICE, "-n", "--json"]).json();
    assert_eq!((told["sealed"].as_bool(), told["access_key_id"].as_str()), (Some(false), Some(MASKED)));
    sandbox.assert_unchanged(&before);
    assert!(!sandbox.vault("").exists());
    sandbox.refuses(9, &["seal", "nowhere.csv", "--for", ALICE, "-n"]).says(&["nowhere.csv"]);
}

#[test]
fn programs_read_what_was_sealed() {
    let sandbox = Sandbox::with_key();
    let told = sandbox.run(&seal(&["--out", "mail", "--json", "--profile", "prod", "--supersedes", OTHER_ID])).json();
    assert_eq!(
        told["path"].as_str().unwrap(),
        sandbox.path("mail").join(format!("{}.age", told["id"].as_str().unwrap())).to_str().unwrap()
    );
    assert_eq!(
        (told["mode"].as_str(), told["kind"].as_str(), told["name"].as_str()),
        (Some("recipients"), Some("access-key"), Some("alice"))
    );
    assert!(!told.to_string().contains(SECRET) && !told.to_string().contains(ID));
    sandbox.run(&["show", "alice"]).shows(&["LTAI****0002", "prod"]).succeeds();
}

#[test]
fn places_that_others_can_change_are_refused() {
    let sandbox = Sandbox::with_key();
    crate::sandbox::make_directory(&sandbox.path("open"));
    sandbox.set_mode("open", 0o777);
    sandbox.refuses(7, &seal(&["--out", "open"])).says(&["others can write", "0777", "chmod go-w"]);
    sandbox.refuses(7, &seal(&["--out", "open/deep/er"])).says(&["others can write"]);
    sandbox.write("file", "x");
    sandbox.refuses(7, &seal(&["--out", "file"])).says(&["is not a directory"]);
}

#[test]
fn flags_that_contradict_each_other_are_usage_errors() {
    let sandbox = Sandbox::with_key();
    for more in [
        &["--passphrase-out", "x"][..],
        &["--passphrase-file", "x"],
        &["--passphrase-fd", "3"],
        &["--qr"],
        &["--region", "not a region"],
        &["--profile", "Not.One"],
        &["--created", "tomorrow"],
        &["--rotate-every", "90"],
        &["--install-before", "soon"],
        &["--supersedes", "a b"],
        &["--format", "xml"],
    ] {
        sandbox.refuses(2, &seal(more));
    }
    sandbox.refuses(2, &["seal", "AccessKey.csv"]).says(&["--for"]);
    sandbox.refuses(2, &["seal", "--for", ALICE, "--remove-source"]).says(&["FILE"]);
    sandbox.refuses(2, &["seal", "AccessKey.csv", "--for", " "]).says(&["a holder is"]);
    sandbox.refuses(2, &["seal", "AccessKey.csv", "--for", "a\u{202e}b"]).says(&["a holder is"]);
}

#[test]
fn a_holder_who_is_a_slip_away_from_a_known_one_is_asked_about() {
    let sandbox = Sandbox::with_key();
    let recipient = sandbox.write_key_pair();
    let seal = |file: &str, holder: &str, more: &[&str]| {
        sandbox.run(&[&["seal", file, "--for", holder, "-r", &recipient, "--out", "mail"], more].concat())
    };
    assert_eq!(seal("AccessKey.csv", ALICE, &[]).err.matches("did you mean").count(), 0);
    sandbox.write("other.csv", csv(OTHER_ID, OTHER_SECRET));
    let asks = "alcie@example.com: no record is of them yet; did you mean `alice@example.com`?";
    seal("other.csv", "alcie@example.com", &["--dry-run"]).says(&[asks]).succeeds();
    sandbox.write("roster.csv", "holder,source\nalcie@example.com,other.csv\nzoe@example.com,third.csv\n");
    sandbox.write("third.csv", csv("LTAI5tEXAMPLEexample0003", SECRET));
    let roster = ["seal", "--roster", "roster.csv", "--out", "mail", "--passphrase-out", "sms/t.csv"];
    let told = sandbox.run(&[&roster[..], &["--dry-run"]].concat()).says(&[&format!("warning: line 2, {asks}")]);
    assert_eq!(told.err.matches("did you mean").count(), 1);
    sandbox.run(&["init", "-r", &recipient]).succeeds();
    sandbox.run(&["add", "other", "other.csv", "--for", "alcie@example.com", "-n"]).says(&[asks]).succeeds();
}

//! `credential-process`, and the profile that runs it.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use super::{BY_FILE, DAY, record, with_secrets};
use crate::sandbox::{CHOSEN, ID, SECRET, Sandbox, mode_of, program, to_install};

const EXTERNAL: [&str; 7] = ["install", "--client", "aliyun", "--external", "alice", "--region", "cn-hangzhou"];
const CONFIG: &str = ".aliyun/config.json";

fn external(more: &[&'static str]) -> Vec<&'static str> {
    [&EXTERNAL[..], more].concat()
}

fn config(sandbox: &Sandbox) -> String {
    fs::read_to_string(sandbox.home(CONFIG)).unwrap()
}

#[test]
fn removing_a_key_that_profiles_ask_for_is_warned_of() {
    let sandbox = with_secrets();
    sandbox.run(&external(&BY_FILE)).succeeds();
    let asked_for = "profiles that ask the vault for `alice` will not find it";
    sandbox.run(&["remove", "alice", "--dry-run"]).says(&[asked_for]).succeeds();
    sandbox.run(&["remove", "alice", "--force"]).says(&[asked_for]).succeeds();
    let bob = sandbox.run(&["remove", "bob", "--force"]);
    assert!(!bob.err.contains("will not find it"), "{bob:?}");
    bob.succeeds();
}

#[test]
fn one_object_says_it_in_both_dialects() {
    let sandbox = with_secrets();
    let told = sandbox.run_on(DAY, &["credential-process", "alice", "--passphrase-file", "@pass"]).succeeds();
    let until = "2026-11-23T12:15:00Z";
    assert_eq!(
        told,
        format!(
            "{{\"mode\":\"AK\",\"access_key_id\":\"{ID}\",\"access_key_secret\":\"{SECRET}\",\"expiration\":\"{until}\",\
             \"AccessKeyId\":\"{ID}\",\"AccessKeySecret\":\"{SECRET}\",\"Expiration\":\"{until}\"}}\n"
        )
    );
    let by_flags = sandbox.run(&[&["credential-process", "alice", "--json", "--quiet"][..], &BY_FILE].concat());
    let json: serde_json::Value = serde_json::from_str(&by_flags.succeeds()).unwrap();
    assert!(json["schema"].is_null() && json["AccessKeyId"] == ID);
}

#[test]
fn a_failure_says_nothing_on_standard_output_and_no_secret_anywhere() {
    let sandbox = with_secrets();
    let cases: [(u8, &[&str]); 5] = [
        (9, &["nobody"]),
        (10, &["alice"]),
        (10, &["alice", "--no-input"]),
        (4, &["alice", "--passphrase-file", "another"]),
        (4, &["alice", "-i", "identity.txt"]),
    ];
    for (code, arguments) in cases {
        let refused = sandbox.refuses(code, &[&["credential-process"], arguments].concat());
        assert!(!refused.err.contains(SECRET), "{refused:?}");
    }
}

#[test]
fn the_prompt_is_on_the_terminal_alone() {
    let sandbox = with_secrets();
    let asked = sandbox.start("", &["credential-process", "alice"]).asks_hidden("Passphrase of the vault:");
    let ended = asked.types(&format!("{CHOSEN}\n")).ends().with(0);
    assert!(!ended.seen.contains(SECRET));
    let out = sandbox.read("out");
    assert!(out.starts_with("{\"mode\":") && out.lines().count() == 1, "{out}");
}

#[test]
fn the_profile_runs_us_by_whole_paths_and_its_file_is_read_only() {
    let sandbox = with_secrets();
    let told = sandbox.run(&external(&BY_FILE));
    told.shows(&["ask the vault for `alice`", "write what the process gives them back"]).succeeds();
    let json: serde_json::Value = serde_json::from_str(&config(&sandbox)).unwrap();
    let profile = &json["profiles"][0];
    assert_eq!((&json["current"], &profile["mode"]), (&"default".into(), &"External".into()));
    let process = profile["process_command"].as_str().unwrap();
    let words: Vec<&str> = process.split(' ').collect();
    let (vault, pass) = (sandbox.vault(""), sandbox.path("pass"));
    let (vault, pass) = (vault.to_str().unwrap().trim_end_matches('/'), pass.to_str().unwrap());
    let program = program().to_str().unwrap();
    assert_eq!(words, [program, "credential-process", "alice", "--home", vault, "--passphrase-file", pass]);
    assert!(!config(&sandbox).contains(SECRET) && !config(&sandbox).contains(ID));
    assert_eq!((mode_of(&sandbox.home(CONFIG)), mode_of(&sandbox.home(".aliyun"))), (0o400, 0o700));
    let run = std::process::Command::new(words[0]).args(&words[1..]).env_clear().output().unwrap();
    let given: serde_json::Value = serde_json::from_slice(&run.stdout).unwrap();
    assert_eq!(given["access_key_secret"], SECRET);
    let again = sandbox.inventory();
    sandbox.run(&external(&BY_FILE)).shows(&["unchanged"]).succeeds();
    sandbox.assert_unchanged(&again);
}

#[test]
fn what_an_sdk_wrote_back_goes_and_the_rest_stays() {
    let sandbox = with_secrets();
    fs::create_dir_all(sandbox.home(".aliyun")).unwrap();
    fs::set_permissions(sandbox.home(".aliyun"), fs::Permissions::from_mode(0o755)).unwrap();
    let other = "{ \"name\": \"other\", \"mode\": \"AK\", \"unknown\": 1.50 }";
    let ours = format!(
        "{{\"name\": \"default\", \"mode\": \"External\", \"process_command\": \"/old/akvault credential-process alice\", \
         \"access_key_id\": \"{ID}\", \"access_key_secret\": \"{SECRET}\", \"sts_expiration\": 1}}"
    );
    fs::write(sandbox.home(CONFIG), format!("{{\"current\": \"other\", \"profiles\": [{other}, {ours}]}}")).unwrap();
    let before = sandbox.inventory();
    sandbox.run(&external(&["--dry-run"])).shows(&["Would let", "updated"]).succeeds();
    sandbox.assert_unchanged(&before);
    sandbox.run(&external(&[])).shows(&["mode 0700 instead of 0755", "akvault unlock"]).succeeds();
    let text = config(&sandbox);
    assert!(text.contains(other) && text.contains("\"current\": \"other\""), "{text}");
    assert!(!text.contains(SECRET) && !text.contains("sts_expiration") && !text.contains("/old/"), "{text}");
    assert_eq!((mode_of(&sandbox.home(CONFIG)), mode_of(&sandbox.home(".aliyun"))), (0o400, 0o700));
}

#[test]
fn another_profile_gives_way_on_request_alone_and_the_ledger_knows() {
    let sandbox = with_secrets();
    let bundle = sandbox.bundle(&[]);
    sandbox.run(&["remove", "alice", "-f"]).succeeds();
    sandbox.run(&[&to_install(&bundle)[..], &["--profile", "p"]].concat()).succeeds();
    sandbox.run(&["rename", "alice", "shop"]).succeeds();
    let bob = ["install", "--client", "aliyun", "--external", "bob", "--region", "r", "--profile", "p"];
    sandbox.refuses(8, &bob).says(&["the profile `p`", "is there already", "--replace", "no config file was touched"]);
    sandbox.run(&[&bob[..], &["--replace"]].concat()).succeeds();
    assert!(!config(&sandbox).contains(SECRET));
    assert!(record(&sandbox, "bob").contains("[[installed]]") && !record(&sandbox, "shop").contains("[[installed]]"));
    sandbox.run(&[&to_install(&bundle)[..], &["--profile", "q"]].concat()).succeeds();
    assert_eq!(mode_of(&sandbox.home(CONFIG)), 0o400, "what one profile needs, another does not take away");
    sandbox.run(&["uninstall", "--client", "aliyun", "--profile", "q"]).succeeds();
    assert_eq!(mode_of(&sandbox.home(CONFIG)), 0o400);
    let renamed = sandbox.run(&[&["rename", "bob", "carol"][..], &BY_FILE].concat());
    renamed.says(&["profiles that ask the vault for `bob` will not find it"]).succeeds();
    sandbox.run(&["uninstall", "--client", "aliyun", "--profile", "p"]).succeeds();
    assert!(!sandbox.home(CONFIG).exists(), "made by us, and empty again");
}

#[test]
fn what_would_not_work_is_refused() {
    let sandbox = with_secrets();
    sandbox.write("with space/pass", CHOSEN);
    let cases: [(u8, Vec<&str>, &str); 10] = [
        (2, external(&["--passphrase-file", "with space/pass"]), "some clients would cut the command"),
        (2, external(&["--passphrase-file", "-"]), "no standard input"),
        (2, external(&["--passphrase-fd", "3"]), "no open descriptor"),
        (4, external(&["--passphrase-file", "another"]), "wrong passphrase"),
        (4, external(&["-i", "identity.txt"]), "none of the identities opens"),
        (2, external(&["a.age"]), "cannot be used with"),
        (2, external(&["--keep"]), "cannot be used with"),
        (2, vec!["install", "--client", "aliyun", "--external", "alice"], "without a region"),
        (2, vec!["install", "--client", "json", "--config", "x", "--external", "alice"], "only aliyun's config.json"),
        (9, vec!["install", "--client", "aliyun", "--external", "nobody"], "no record `nobody`"),
    ];
    for (code, arguments, says) in cases {
        sandbox.refuses(code, &arguments).says(&[says]);
    }
    sandbox.refuses(2, &["install", "--client", "aliyun"]).says(&["<BUNDLE>"]);
    sandbox.write("open/config.json", "{}");
    sandbox.set_mode("open", 0o755);
    sandbox.refuses(7, &external(&["--config", "open/config.json"])).says(&["others can look into", "chmod 700"]);
}

/// Whatever uses it would find out in the middle of its work.
#[test]
fn a_profile_that_gets_no_key_any_more_is_found() {
    let sandbox = with_secrets();
    sandbox.run(&external(&BY_FILE)).succeeds();
    let dead = |sandbox: &Sandbox| {
        let found: serde_json::Value = serde_json::from_str(&sandbox.run(&["check", "--json"]).out).unwrap();
        let is_dead = |finding: &&serde_json::Value| finding["code"] == "dead-external";
        let told = found["findings"].as_array().unwrap().iter().filter(is_dead);
        told.map(|finding| finding["what"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert!(dead(&sandbox).is_empty());
    sandbox.run(&["rename", "alice", "carol", "--passphrase-file", "pass"]).succeeds();
    assert_eq!(dead(&sandbox), ["the External profile `default` asks the vault for `alice`, which it does not have"]);
    sandbox.run(&["rename", "carol", "alice", "--passphrase-file", "pass"]).succeeds();
    assert!(dead(&sandbox).is_empty());
    fs::rename(sandbox.path("pass"), sandbox.path("moved")).unwrap();
    let told = dead(&sandbox);
    assert!(told.len() == 1 && told[0].ends_with("/pass`, which is not there"), "{told:?}");
    fs::rename(sandbox.path("moved"), sandbox.path("pass")).unwrap();
    sandbox.run(&["remove", "alice", "--force"]).succeeds();
    sandbox
        .run(&["seal", "AccessKey.csv", "--for", "alice", "--out", "mail", "--passphrase-out", "sms/text"])
        .succeeds();
    assert_eq!(
        dead(&sandbox),
        ["the External profile `default` asks the vault for `alice`, whose secret it does not keep"]
    );
}

//! `check`: what is found, where, by which code; that a clean machine is clean; and that nothing but
//! `--fix` changes anything.

mod odd;

use std::fs;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown, symlink};
use std::path::Path;

use akvault::clients::CLIENTS;
use serde_json::Value;

use crate::sandbox::{
    ALICE, ID, MASKED, OTHER_ID, OTHER_SECRET, Outcome, SECRET, Sandbox, csv, make_directory, make_fifo, mode_of,
    to_install, write_private,
};

const CONFIG: &str = ".aliyun/config.json";
/// The day of the stories with a clock that stands still.
const TODAY: &str = "2026-11-23";

fn profile(name: &str, mode: &str, id: &str, secret: &str) -> String {
    format!(r#"{{"name":"{name}","mode":"{mode}","access_key_id":"{id}","access_key_secret":"{secret}"}}"#)
}

fn config(profiles: &[String]) -> String {
    format!(r#"{{"current":"default","profiles":[{}]}}"#, profiles.join(","))
}

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

fn am_root(sandbox: &Sandbox) -> bool {
    sandbox.home("").metadata().unwrap().uid() == 0
}

/// What a run found, which never shows a secret.
#[derive(Debug)]
struct Checked {
    code: i32,
    json: Value,
}

impl Checked {
    #[track_caller]
    fn of(outcome: &Outcome) -> Self {
        for secret in [SECRET, OTHER_SECRET] {
            assert!(!outcome.out.contains(secret) && !outcome.err.contains(secret), "{outcome:#?}");
        }
        let json: Value = serde_json::from_str(&outcome.out).unwrap_or_else(|_| panic!("{outcome:#?}"));
        assert_eq!((&json["schema"], outcome.err.as_str()), (&Value::from(1), ""));
        Self { code: outcome.code, json }
    }

    fn findings(&self) -> &[Value] {
        self.json["findings"].as_array().unwrap()
    }

    /// Exactly these codes, in the order of the files.
    #[track_caller]
    fn finds(self, codes: &[&str]) -> Self {
        let found: Vec<&str> = self.findings().iter().map(|finding| finding["code"].as_str().unwrap()).collect();
        assert_eq!(found, codes, "{self:#?}");
        self
    }

    /// With this exit code.
    #[track_caller]
    fn with(self, code: i32) -> Self {
        assert_eq!(self.code, code, "{self:#?}");
        self
    }

    /// A finding of this code is of this file, and says so.
    #[track_caller]
    fn says(self, code: &str, path: &Path, what: &str) -> Self {
        let is_it = |finding: &&Value| finding["code"] == code && finding["path"] == path.to_str().unwrap();
        let finding =
            self.findings().iter().find(is_it).unwrap_or_else(|| panic!("{code} at {}: {self:#?}", path.display()));
        assert!(finding["what"].as_str().unwrap().contains(what), "{finding:#?}");
        let is_told = ["why", "fix", "severity"].iter().all(|member| !finding[*member].as_str().unwrap().is_empty());
        assert!(is_told, "{finding:#?}");
        self
    }

    #[track_caller]
    fn skips(self, path: &Path, why: &str) -> Self {
        let is_it = |skipped: &Value| skipped["path"] == path.to_str().unwrap() && skipped["why"] == why;
        assert!(self.json["skipped"].as_array().unwrap().iter().any(is_it), "{why} at {}: {self:#?}", path.display());
        self
    }
}

/// Runs `check --json`, which changes nothing.
#[track_caller]
fn check_with(sandbox: &Sandbox, more: &[&str]) -> Checked {
    let before = sandbox.inventory();
    let checked = Checked::of(&sandbox.run(&[&["check", "--json"], more].concat()));
    sandbox.assert_unchanged(&before);
    checked
}

#[track_caller]
fn check(sandbox: &Sandbox) -> Checked {
    check_with(sandbox, &[])
}

#[track_caller]
fn check_on(sandbox: &Sandbox, day: &str) -> Checked {
    Checked::of(&sandbox.run_on(day, &["check", "--json"]))
}

/// Mends without asking, and gives what is left.
#[track_caller]
fn fix(sandbox: &Sandbox) -> Checked {
    Checked::of(&sandbox.run(&["check", "--fix", "--force", "--json"]))
}

/// The key in `AccessKey.csv`, installed for the aliyun CLI.
fn installed() -> Sandbox {
    let sandbox = Sandbox::with_key();
    let bundle = sandbox.bundle(&[]);
    sandbox.run(&to_install(&bundle)).succeeds();
    sandbox
}

/// An External profile, and members that are none of our business.
const EXTERNAL: &str = r#"{
	"current": "ext",
	"profiles": [
		{
			"name": "ext",
			"mode": "External",
			"process_command": "akvault credential-process prod",
			"ratio": 1.50
		}
	],
	"unknown": [1e2]
}
"#;

/// The same after an SDK has written into it.
fn written_back() -> Sandbox {
    let sandbox = installed();
    let key = format!("\"access_key_id\": \"{OTHER_ID}\",\n\t\t\t\"access_key_secret\": \"{OTHER_SECRET}\"");
    let back =
        format!("1.50,\n\t\t\t{key},\n\t\t\t\"sts_token\": \"CAISexample\",\n\t\t\t\"sts_expiration\": 1795000000");
    write_private(&sandbox.home(CONFIG), EXTERNAL.replace("1.50", &back).as_bytes());
    sandbox
}

#[test]
fn a_clean_machine_is_told_in_one_line() {
    let sandbox = Sandbox::new();
    let told = sandbox.run(&["check"]).succeeds();
    assert_eq!(told.lines().count(), 1, "{told}");
    assert!(told.starts_with("Nothing found in 0 config files, 0 records and 0 names down to level 4 of /"), "{told}");
    check(&sandbox).finds(&[]).with(0);
    assert!(!sandbox.vault("").exists(), "looking makes no vault");
    let line = sandbox.run(&["check", "--nagios"]).succeeds();
    assert!(line.starts_with("AKVAULT OK - nothing found in 0 config files"), "{line}");
    assert!(line.ends_with(" | findings=0 critical=0 warning=0 skipped=0\n"), "{line}");
}

#[test]
fn nothing_is_found_after_an_installation_for_every_client() {
    let sandbox = Sandbox::with_key();
    let bundle = sandbox.bundle(&["--region", "cn-beijing"]);
    let (at_home, elsewhere): (Vec<_>, Vec<_>) = CLIENTS.iter().partition(|client| client.directory().is_some());
    let names =
        |clients: &[&&dyn akvault::clients::Client]| clients.iter().map(|client| client.name()).collect::<Vec<_>>();
    let all = [names(&at_home), names(&elsewhere)].concat().join(",");
    let configs: Vec<String> = names(&elsewhere).iter().map(|name| format!("{name}=app/{name}")).collect();
    let mut install = vec!["install", &bundle, "-i", "identity.txt", "--client", &all, "--client-env", "all"];
    install.extend(configs.iter().flat_map(|config| ["--config", config]));
    sandbox.run(&install).succeeds();
    let checked = check(&sandbox).finds(&[]).with(0);
    assert!(checked.json["looked_at"]["config_files"].as_u64().unwrap() >= CLIENTS.len() as u64, "{checked:#?}");
    assert_eq!(checked.json["looked_at"]["records"], 1);
}

#[test]
fn a_file_that_others_may_use_is_found_and_mended() {
    let sandbox = installed();
    let bundle = sandbox.bundle(&[]);
    let other = ["install", &bundle, "-i", "identity.txt", "--client", "json,env", "--config"];
    sandbox.run(&[&other[..], &["json=app/key.json", "--config", "env=app/deploy.conf"]].concat()).succeeds();
    let places = [sandbox.home(CONFIG), sandbox.path("app/key.json"), sandbox.path("app/deploy.conf")];
    for (place, mode) in places.iter().zip([0o644, 0o640, 0o606]) {
        set_mode(place, mode);
    }
    let found = check(&sandbox).finds(&["loose-mode"; 3]).with(22);
    let found = found.says("loose-mode", &places[0], "mode 0644").says("loose-mode", &places[2], "mode 0606");
    assert!(found.findings().iter().all(|finding| finding["severity"] == "critical" && finding["fixable"] == true));
    let command = format!("chmod 600 '{}'", places[0].display());
    assert!(found.findings().iter().any(|finding| finding["fix"] == command.as_str()), "{found:#?}");
    let fixed = fix(&sandbox).finds(&[]).with(0);
    assert_eq!(fixed.json["fixed"].as_array().unwrap().len(), 3);
    assert!(places.iter().all(|place| mode_of(place) == 0o600));
}

#[test]
fn nobody_mends_unasked() {
    let sandbox = installed();
    set_mode(&sandbox.home(CONFIG), 0o644);
    let refused = sandbox.refuses(10, &["check", "--fix"]);
    refused.says(&["no terminal to ask on", "unchanged: nothing was mended", "--force", "--dry-run"]);
    sandbox.refuses(10, &["check", "--fix", "--no-input"]);
    let before = sandbox.inventory();
    for dry in ["-n", "--dry-run"] {
        let planned =
            sandbox.run(&["check", "--fix", dry]).shows(&["would fix: file ", "mode 0600", "critical loose-mode"]);
        assert_eq!(planned.code, 22, "{planned:#?}");
    }
    sandbox.assert_unchanged(&before);
    for wrong in [&["check", "--force"][..], &["check", "-n"], &["check", "--depth", "0"], &["check", "--depth", "33"]]
    {
        sandbox.refuses(2, wrong);
    }
    sandbox.run(&["check", "--fix", "-f"]).succeeds();
    assert_eq!(mode_of(&sandbox.home(CONFIG)), 0o600);
    // Nobody is asked when there is nothing to mend.
    sandbox.run(&["check", "--fix"]).shows(&["Nothing was fixed.", "Nothing found"]).succeeds();
    fs::hard_link(sandbox.home(CONFIG), sandbox.path("other-name")).unwrap();
    let told = sandbox.run(&["check", "--fix"]).shows(&["Nothing was fixed.", "warning hard-link"]);
    assert_eq!(told.code, 22, "{told:#?}");
}

/// An access control list as the kernel keeps it, acl(5): user 65534 may read.
#[cfg(target_os = "linux")]
fn give_acl(path: &Path) -> bool {
    let entry =
        |tag: u16, rights: u16, id: u32| [&tag.to_le_bytes()[..], &rights.to_le_bytes(), &id.to_le_bytes()].concat();
    let entries = [entry(1, 6, u32::MAX), entry(2, 4, 65_534), entry(4, 0, u32::MAX), entry(16, 4, u32::MAX)].concat();
    let value = [&2_u32.to_le_bytes()[..], &entries, &entry(32, 0, u32::MAX)].concat();
    let file = fs::File::open(path).unwrap();
    rustix::fs::fsetxattr(file, "system.posix_acl_access", &value, rustix::fs::XattrFlags::empty()).is_ok()
}

#[test]
#[cfg(target_os = "linux")]
fn an_access_control_list_is_found_and_taken_away() {
    let sandbox = installed();
    // Where the file system keeps none, there is none to find.
    if !give_acl(&sandbox.home(CONFIG)) {
        return;
    }
    check(&sandbox).finds(&["acl"]).with(22).says("acl", &sandbox.home(CONFIG), "gives others rights");
    fix(&sandbox).finds(&[]).with(0);
    assert_eq!(mode_of(&sandbox.home(CONFIG)), 0o600);
    let file = fs::File::open(sandbox.home(CONFIG)).unwrap();
    assert!(rustix::fs::fgetxattr_query(&file, "system.posix_acl_access").is_err());
}

#[test]
fn links_and_what_is_no_file_are_found_and_left_alone() {
    let sandbox = installed();
    let (config, aside) = (sandbox.home(CONFIG), sandbox.path("aside"));
    fs::hard_link(&config, sandbox.path("other-name")).unwrap();
    set_mode(&config, 0o644);
    let found = check(&sandbox).finds(&["hard-link", "loose-mode"]).with(22);
    assert!(found.findings().iter().all(|finding| finding["fixable"] == false), "{found:#?}");
    fix(&sandbox).finds(&["hard-link", "loose-mode"]).with(22);
    assert_eq!(mode_of(&config), 0o644);
    fs::rename(&config, &aside).unwrap();
    symlink(&aside, &config).unwrap();
    check(&sandbox).finds(&["link"]).says("link", &config, "not followed");
    fs::remove_file(&config).unwrap();
    make_directory(&config);
    check(&sandbox).finds(&["not-regular"]).with(22);
    fs::remove_dir(&config).unwrap();
    make_fifo(&config);
    check(&sandbox).finds(&["not-regular"]).says("not-regular", &config, "neither");
    fs::rename(sandbox.home(".aliyun"), sandbox.path("dotfiles")).unwrap();
    symlink(sandbox.path("dotfiles"), sandbox.home(".aliyun")).unwrap();
    check(&sandbox).finds(&["link"]).says("link", &sandbox.home(".aliyun"), "where a directory should");
    fs::remove_file(sandbox.home(".aliyun")).unwrap();
    symlink("/nowhere", sandbox.home(".aliyun")).unwrap();
    check(&sandbox).finds(&[]).with(0);
}

#[test]
fn directories_that_others_may_write_are_found() {
    let sandbox = installed();
    let aliyun = sandbox.home(".aliyun");
    set_mode(&aliyun, 0o777);
    check(&sandbox).finds(&["open-directory"]).with(22).says("open-directory", &aliyun, "mode 0777");
    fix(&sandbox).finds(&[]).with(0);
    assert_eq!(mode_of(&aliyun), 0o700);
    set_mode(&aliyun, 0o755);
    check(&sandbox).finds(&[]).with(0);
    let home = sandbox.home("").components().as_path().to_owned();
    set_mode(&home, 0o777);
    let found = check(&sandbox).finds(&["open-parent"]).says("open-parent", &home, "others can write");
    assert_eq!(found.findings()[0]["fixable"], false, "who shares a home knows why");
    set_mode(&sandbox.home(CONFIG), 0o644);
    let left = sandbox.run(&["check", "--fix", "--force"]);
    assert!(left.code == 22 && left.err.contains("cannot mend") && left.err.contains("others can write"), "{left:#?}");
    assert_eq!(mode_of(&sandbox.home(CONFIG)), 0o644, "in such a directory nothing is safe to change");
}

#[test]
fn a_file_of_somebody_else_is_found() {
    let sandbox = installed();
    if !am_root(&sandbox) {
        return;
    }
    chown(sandbox.home(CONFIG), Some(65_534), None).unwrap();
    check(&sandbox).finds(&["foreign-owner"]).says("foreign-owner", &sandbox.home(CONFIG), "user 65534, not to user 0");
    chown(sandbox.home(".aliyun"), Some(65_534), None).unwrap();
    check(&sandbox).finds(&["foreign-owner"; 2]).says("foreign-owner", &sandbox.home(".aliyun"), "65534");
    // Root with the HOME of another user: all of it is theirs, as it should be, and root mends nothing.
    chown(sandbox.home(""), Some(65_534), None).unwrap();
    set_mode(&sandbox.home(CONFIG), 0o644);
    let found = check(&sandbox).finds(&["loose-mode"]);
    assert_eq!(found.findings()[0]["fixable"], false);
}

#[test]
fn the_ledger_is_looked_at_as_well() {
    let sandbox = installed();
    for name in ["", "keys", "keys/alice.toml"] {
        set_mode(&sandbox.vault(name), 0o755);
    }
    let found = check(&sandbox).with(22);
    let vault = sandbox.vault("").components().as_path().to_owned();
    let found = found.says("loose-mode", &sandbox.vault("keys"), "mode 0755").says("loose-mode", &vault, "mode 0755");
    assert!(
        found.findings().iter().any(|finding| finding["what"].as_str().unwrap().contains("such as keys/alice.toml"))
    );
    fix(&sandbox).finds(&[]).with(0);
    assert_eq!(["", "keys", "keys/alice.toml"].map(|name| mode_of(&sandbox.vault(name))), [0o700, 0o700, 0o600]);
    fs::hard_link(sandbox.vault("keys/alice.toml"), sandbox.path("copy")).unwrap();
    symlink("alice.toml", sandbox.vault("keys/bob.toml")).unwrap();
    check(&sandbox).finds(&["link", "hard-link"]).with(22);
}

#[test]
fn keys_in_plaintext_are_found_by_the_names_of_files() {
    let sandbox = Sandbox::new();
    let variables = format!("A=1\nexport ALICLOUD_ACCESS_KEY={ID}\nexport ALICLOUD_SECRET_KEY={SECRET}\n");
    for (name, code, text) in [
        (".bash_history", "shell-history", variables.as_str()),
        (".config/x.bak", "editor-backup", &variables),
        (".local/share/Trash/files/AccessKey (2).csv", "downloaded-csv", &csv(ID, SECRET)),
        (".local/share/fish/fish_history", "shell-history", &variables),
        ("Downloads/AccessKey.csv", "downloaded-csv", &csv(ID, SECRET)),
        ("app/deploy/.env", "plaintext", &variables),
        ("infra/terraform.tfstate", "plaintext", &format!("{{\"id\": \"{ID}\",\n\"secret\": \"{SECRET}\"}}")),
        ("notes.txt", "", &variables),
        ("public/.env", "", &format!("ALICLOUD_ACCESS_KEY={ID}\n")),
    ] {
        let path = sandbox.home(name);
        write_private(&path, text.as_bytes());
        match code {
            "" => check(&sandbox).finds(&[]).with(0),
            code => check(&sandbox).finds(&[code]).with(22).says(code, &path, MASKED),
        };
        let human = sandbox.run(&["check"]).out;
        assert!(!human.contains(SECRET) && !human.contains(ID), "{human}");
        let may_be_long = ["/", "Nothing found", "    fix: "];
        let is_readable = |line: &str| line.len() <= 80 || may_be_long.iter().any(|head| line.starts_with(head));
        assert!(human.lines().all(is_readable), "{human}");
        fs::remove_file(path).unwrap();
    }
}

#[test]
fn a_copy_that_others_can_read_is_worse() {
    let sandbox = Sandbox::new();
    write_private(&sandbox.home("AccessKey.csv"), csv(ID, SECRET).as_bytes());
    let severity = || check(&sandbox).finds(&["downloaded-csv"]).findings()[0]["severity"].clone();
    assert_eq!(severity(), "warning");
    set_mode(&sandbox.home("AccessKey.csv"), 0o644);
    assert_eq!(severity(), "critical");
    let swap = [b"b0VIM\0\0\xff".as_slice(), SECRET.as_bytes(), b"\0", ID.as_bytes()].concat();
    write_private(&sandbox.home(".aliyun/.config.json.swp"), &swap);
    let found = check(&sandbox).finds(&["editor-backup", "downloaded-csv"]);
    assert!(found.findings()[0]["line"].is_null() && found.findings()[1]["line"] == 2, "{found:#?}");
}

#[test]
fn a_history_may_be_long_and_a_pipe_is_not_waited_for() {
    let sandbox = Sandbox::new();
    let line = format!("aliyun configure set --access-key-id {ID} --access-key-secret {SECRET}\n");
    let long = "ls\n".repeat(700_000);
    write_private(&sandbox.home(".zsh_history"), format!("{long}{line}").as_bytes());
    write_private(&sandbox.home("big.env"), long.as_bytes());
    for name in [".env", ".python_history"] {
        let fifo = sandbox.home(name);
        make_fifo(&fifo);
    }
    let found = check(&sandbox).finds(&["shell-history"]).says("shell-history", &sandbox.home(".zsh_history"), MASKED);
    assert_eq!(found.findings()[0]["line"], 700_001);
    let found = found.skips(&sandbox.home("big.env"), "too-large").skips(&sandbox.home(".env"), "not-regular");
    found.skips(&sandbox.home(".python_history"), "not-regular");
    let told = sandbox.run(&["check"]).shows(&["Skipped: 1 too large, 2 no regular", "line 700001"]);
    assert_eq!(told.code, 22);
}

#[test]
fn control_characters_in_names_never_reach_the_terminal() {
    let sandbox = Sandbox::new();
    write_private(
        &sandbox.home("a\u{1b}]52;c;eA==\u{7}\nfixed: all\u{202e}/.env"),
        format!("{ID} {SECRET}").as_bytes(),
    );
    for arguments in [&["check"][..], &["check", "--json"], &["check", "--nagios"]] {
        let told = sandbox.run(arguments).out;
        assert!(!told.chars().any(|c| c != '\n' && (c.is_control() || c == '\u{202e}')), "{told:?}");
        assert!(!told.lines().any(|line| line.starts_with("fixed")), "{told}");
    }
}

#[test]
fn the_walk_is_bounded_and_says_what_it_left_out() {
    let sandbox = Sandbox::new();
    let key = format!("{ID} {SECRET}");
    for place in ["1/2/3/.env", "1/2/3/4/.env", "node_modules/x/.env", "go/pkg/.env", ".cache/.env"] {
        write_private(&sandbox.home(place), key.as_bytes());
    }
    make_directory(&sandbox.path("outside"));
    sandbox.write("outside/.env", &key);
    symlink(sandbox.path("outside"), sandbox.home("linked")).unwrap();
    symlink(sandbox.path("outside"), sandbox.home("Downloads")).unwrap();
    symlink(sandbox.path("outside/.env"), sandbox.home(".env")).unwrap();
    let found = check(&sandbox).finds(&["plaintext"]).says("plaintext", &sandbox.home("1/2/3/.env"), MASKED);
    let found = found.skips(&sandbox.home("linked"), "link").skips(&sandbox.home(".env"), "link");
    let found = found.skips(&sandbox.home("1/2/3/4"), "too-deep").skips(&sandbox.home("go/pkg"), "passed-over");
    assert_eq!(found.json["skipped_counts"]["passed-over"], 3);
    check_with(&sandbox, &["--depth", "5"]).finds(&["plaintext", "plaintext"]);
    check_with(&sandbox, &["--depth", "1"]).finds(&[]).skips(&sandbox.home("Downloads"), "link");
    make_directory(&sandbox.path("share/Trash/files"));
    make_directory(&sandbox.path("share/fish"));
    sandbox.write("share/Trash/files/AccessKey.csv", &key);
    sandbox.write("share/fish/fish_history", &key);
    symlink(sandbox.path(""), sandbox.home(".local")).unwrap();
    let found = check_with(&sandbox, &["--depth", "1"]).finds(&[]);
    let found = found.skips(&sandbox.home(".local/share/Trash/files"), "link");
    found.skips(&sandbox.home(".local/share/fish/fish_history"), "link");
    fs::remove_file(sandbox.home(".local")).unwrap();
    for number in 0..3000 {
        symlink("/", sandbox.home(&format!("link-{number}"))).unwrap();
    }
    let found = check(&sandbox);
    assert_eq!(found.json["skipped_counts"]["link"], 3003);
    assert!(found.json["skipped"].as_array().unwrap().len() < 1100, "a list that nobody reads is cut");
}

#[test]
fn without_the_whole_ledger_no_key_is_unknown() {
    let sandbox = installed();
    write_private(&sandbox.home(CONFIG), config(&[profile("default", "AK", OTHER_ID, OTHER_SECRET)]).as_bytes());
    check(&sandbox).finds(&["unknown-key"]).with(22);
    write_private(&sandbox.vault("keys/alice.toml"), b"version = 9\n");
    let found = check(&sandbox).finds(&[]).with(0);
    assert_eq!(found.json["skipped_counts"]["record"], 1, "{found:#?}");
    let line = sandbox.run(&["check", "--nagios"]);
    assert_eq!(line.code, 3, "{line:#?}");
    assert!(line.out.starts_with("AKVAULT UNKNOWN - the ledger, or a record in it, cannot be read | "), "{line:#?}");
}

#[test]
fn a_known_file_that_cannot_be_read_is_found_and_searched_for_keys() {
    let sandbox = installed();
    let path = sandbox.home(CONFIG);
    write_private(&path, b"{\"profiles\": [");
    let found = check(&sandbox).finds(&["broken-config"]).with(22).skips(&path, "broken");
    found.says("broken-config", &path, "line 1, column ");
    assert_eq!(sandbox.run(&["check", "--nagios"]).code, 1);
    write_private(&path, b"\xff\xfe");
    check(&sandbox).finds(&["broken-config"]).says("broken-config", &path, "not UTF-8");
    let key = profile("ext", "External", OTHER_ID, OTHER_SECRET);
    write_private(&path, format!("{{\"profiles\": [\n{key}").as_bytes());
    let found = check(&sandbox).finds(&["broken-config", "written-back", "unknown-key"]).with(22);
    let found = found.says("broken-config", &path, "an AccessKey stands in it");
    assert!(found.findings()[1..].iter().all(|finding| finding["access_key_id"] == "LTAI****0002"), "{found:#?}");
    assert_eq!((&found.findings()[2]["line"], &found.findings()[2]["profile"]), (&2.into(), &Value::Null));
    write_private(&path, format!("{}{key}", " ".repeat(1 << 20)).as_bytes());
    let found = check(&sandbox).finds(&["unreadable", "written-back", "unknown-key"]).skips(&path, "too-large");
    found.says("unreadable", &path, "larger than 1048576 bytes");
    // The files of other clouds may be as they like, as long as no key of ours is in them.
    write_private(&path, config(&[profile("default", "AK", ID, SECRET)]).as_bytes());
    let aws = sandbox.home(".aws/credentials");
    write_private(&aws, b"[default\n");
    check(&sandbox).finds(&[]).with(0);
    write_private(&aws, format!("[default\naws_access_key_id={OTHER_ID}\naws_secret_access_key={SECRET}\n").as_bytes());
    check(&sandbox).finds(&["broken-config", "unknown-key"]).says("unknown-key", &aws, "LTAI****0002");
}

#[test]
fn what_its_owner_may_not_read_is_no_clean_machine() {
    let sandbox = installed();
    let is_root = am_root(&sandbox);
    let run = || {
        if !is_root {
            return check(&sandbox);
        }
        sandbox.shell("chown -R 65534:65534 ..").succeeds();
        let nobody = "exec setpriv --reuid=65534 --regid=65534 --clear-groups \"$0\" check --json";
        Checked::of(&sandbox.shell(nobody))
    };
    run().finds(&[]).with(0);
    set_mode(&sandbox.home(CONFIG), 0o000);
    run().finds(&["unreadable"]).with(22).says("unreadable", &sandbox.home(CONFIG), "Permission denied");
    set_mode(&sandbox.home(".aliyun"), 0o000);
    let found = run().finds(&["unreadable"]).with(22);
    assert!(found.findings()[0]["path"].as_str().unwrap().contains("/.aliyun"), "{found:#?}");
}

#[test]
fn a_look_that_was_cut_short_is_not_called_clean() {
    let sandbox = Sandbox::new();
    for number in 0..258 {
        let file = fs::File::create(sandbox.home(&format!("{number}.env"))).unwrap();
        file.set_len(1 << 20).unwrap();
    }
    let found = check(&sandbox).finds(&[]);
    assert_eq!(
        (&found.json["looked_at"]["complete"], &found.json["skipped_counts"]["too-many"]),
        (&false.into(), &1.into())
    );
    sandbox.run(&["check"]).shows(&["Nothing found", "The look was not complete"]).succeeds();
    let line = sandbox.run(&["check", "--nagios"]);
    assert!(line.code == 3 && line.out.starts_with("AKVAULT UNKNOWN - the look was not complete: "), "{line:#?}");
    // What is likely is read before the rest, and what is found is worse than what is not known.
    write_private(&sandbox.home("Downloads/AccessKey.csv"), csv(ID, SECRET).as_bytes());
    write_private(&sandbox.home(".bash_history"), format!("{ID} {SECRET}").as_bytes());
    let found = check(&sandbox).finds(&["shell-history", "downloaded-csv"]).with(22);
    assert_eq!(found.json["looked_at"]["complete"], false);
    assert_eq!(sandbox.run(&["check", "--nagios"]).code, 1);
}

#[test]
fn a_key_in_a_git_work_tree_is_found() {
    let sandbox = installed();
    make_directory(&sandbox.home(".aliyun/.git"));
    check(&sandbox).finds(&["in-git"]).with(22).says("in-git", &sandbox.home(CONFIG), "work tree");
    fs::remove_dir(sandbox.home(".aliyun/.git")).unwrap();
    // In a linked work tree it is a file.
    write_private(&sandbox.home("app/.git"), b"gitdir: elsewhere\n");
    write_private(&sandbox.home("app/src/.env"), format!("{ID} {SECRET}").as_bytes());
    check(&sandbox).finds(&["plaintext", "in-git"]).says("in-git", &sandbox.home("app/src/.env"), "home/app");
}

#[test]
fn one_key_for_two_purposes_is_found() {
    let sandbox = installed();
    let twice = config(&[profile("default", "AK", ID, SECRET), profile("prod", "AK", ID, SECRET)]);
    write_private(&sandbox.home(CONFIG), twice.as_bytes());
    let found = check(&sandbox).finds(&["same-key-twice"]).with(22);
    assert_eq!(
        (&found.findings()[0]["profile"], &found.findings()[0]["access_key_id"]),
        (&"prod".into(), &MASKED.into())
    );
    write_private(&sandbox.home(CONFIG), config(&[profile("default", "AK", ID, SECRET)]).as_bytes());
    let ini =
        format!("[default]\nenable = true\ntype = access_key\naccess_key_id = {ID}\naccess_key_secret = {SECRET}\n");
    write_private(&sandbox.home(".alibabacloud/credentials"), ini.as_bytes());
    let path = sandbox.home(".alibabacloud/credentials");
    check(&sandbox).finds(&["same-key-twice"]).says("same-key-twice", &path, ".aliyun/config.json too");
    // What the ledger lists together has one purpose.
    let bundle = sandbox.bundle(&[]);
    sandbox.run(&["install", &bundle, "-i", "identity.txt", "--client", "sdk"]).succeeds();
    check(&sandbox).finds(&[]).with(0);
}

#[test]
fn keys_that_the_ledger_does_not_know_are_found() {
    let sandbox = installed();
    let profiles = [
        profile("default", "AK", ID, SECRET),
        profile("hand", "RamRoleArn", OTHER_ID, OTHER_SECRET),
        profile("sts", "StsToken", "STS.NEXAMPLEexample0001", SECRET),
        r#"{"name":"role","mode":"EcsRamRole"}"#.to_owned(),
    ];
    write_private(&sandbox.home(CONFIG), config(&profiles).as_bytes());
    let found = check(&sandbox).finds(&["unknown-key"]).with(22);
    assert_eq!(
        (&found.findings()[0]["profile"], &found.findings()[0]["access_key_id"]),
        (&"hand".into(), &"LTAI****0002".into())
    );
    write_private(&sandbox.home(CONFIG), config(&profiles[..1]).as_bytes());
    // The keys of other clouds, and files with nothing else in them, are none of our business.
    write_private(
        &sandbox.home(".aws/credentials"),
        format!("[default]\naws_access_key_id = AKIAEXAMPLE000000001\naws_secret_access_key = {SECRET}abcdefghij\n")
            .as_bytes(),
    );
    set_mode(&sandbox.home(".aws/credentials"), 0o644);
    check(&sandbox).finds(&[]).with(0);
}

/// Seals `AccessKey.csv` on [`TODAY`] and installs it for the aliyun CLI and the SDKs.
fn installed_on_today(sandbox: &Sandbox, more: &[&str]) {
    let path = format!("@mail/{}.age", sandbox.names("mail").len());
    let seal = ["seal", "@AccessKey.csv", "--for", ALICE, "-R", "@recipients.txt", "--home", "@operator", "-o", &path];
    sandbox.run_on(TODAY, &[&seal[..], more].concat()).succeeds();
    let install = ["install", &path, "-i", "@identity.txt", "--client", "aliyun,sdk", "--region", "cn-hangzhou"];
    sandbox.run_on(TODAY, &install).succeeds();
}

#[test]
fn deadlines_are_told_once_for_a_key_and_have_their_codes() {
    let sandbox = Sandbox::with_key();
    installed_on_today(&sandbox, &[]);
    check_on(&sandbox, "2027-02-06").finds(&[]).with(0);
    let found = check_on(&sandbox, "2027-02-07").finds(&["due-soon"]).with(20);
    let place = sandbox.home(CONFIG);
    let found = found.says(
        "due-soon",
        &place,
        "LTAI****0001 of alice@example.com must be replaced by 2027-02-21 (and in 2 more",
    );
    assert_eq!(found.findings()[0]["severity"], "warning");
    let found = check_on(&sandbox, "2027-02-22").finds(&["overdue-installed"]).with(21);
    assert_eq!(found.findings()[0]["severity"], "critical");
    for (day, code, start) in [
        ("2027-02-06", 0, "AKVAULT OK - nothing found"),
        ("2027-02-07", 1, "AKVAULT WARNING - 0 critical, 1 warning: due-soon 1 | findings=1 critical=0 warning=1 "),
        ("2027-02-22", 2, "AKVAULT CRITICAL - 1 critical, 0 warning: overdue-installed 1 | findings=1 "),
    ] {
        let line = sandbox.run_on(day, &["check", "--nagios"]);
        assert!(line.code == code && line.out.starts_with(start) && line.out.lines().count() == 1, "{line:#?}");
        assert_eq!(line.err, "");
    }
    set_mode(&sandbox.home(CONFIG), 0o644);
    check_on(&sandbox, "2027-02-22").finds(&["loose-mode", "overdue-installed"]).with(22);
}

#[test]
fn a_superseded_key_is_told_in_every_place() {
    let sandbox = Sandbox::with_key();
    installed_on_today(&sandbox, &[]);
    sandbox.write("AccessKey.csv", csv(OTHER_ID, OTHER_SECRET));
    let seal =
        ["seal", "@AccessKey.csv", "--for", ALICE, "-R", "@recipients.txt", "-o", "@mail/new.age", "--supersedes", ID];
    sandbox.run_on(TODAY, &[&seal[..], &["--home", "@operator"]].concat()).succeeds();
    let install = ["install", "@mail/new.age", "-i", "@identity.txt", "--client", "aliyun", "--region", "cn-hangzhou"];
    sandbox.run_on(TODAY, &install).succeeds();
    let found = check_on(&sandbox, "2027-03-01").with(22);
    let found = found.finds(&["superseded-installed", "superseded-installed", "overdue-installed"]);
    found.says(
        "superseded-installed",
        &sandbox.home(".alibabacloud/credentials.ini"),
        "LTAI****0001 was superseded by LTAI****0002",
    );
}

#[test]
fn what_an_sdk_wrote_back_is_taken_out_and_kept_out() {
    let sandbox = written_back();
    let config = sandbox.home(CONFIG);
    let found = check(&sandbox).finds(&["written-back", "external-writable"]).with(22);
    let found = found.says("written-back", &config, "`ext` holds credentials");
    assert_eq!(
        (&found.findings()[0]["profile"], &found.findings()[0]["access_key_id"]),
        (&"ext".into(), &"LTAI****0002".into())
    );
    fix(&sandbox).finds(&[]).with(0);
    assert_eq!((fs::read_to_string(&config).unwrap().as_str(), mode_of(&config)), (EXTERNAL, 0o400));
    // As the aliyun CLI makes it: SDKs put a readable copy of the secret there for a moment.
    set_mode(&sandbox.home(".aliyun"), 0o755);
    let found = check(&sandbox).finds(&["external-writable"]).with(22);
    found.says("external-writable", &sandbox.home(".aliyun"), "mode 0755");
    set_mode(&config, 0o600);
    check(&sandbox).finds(&["external-writable"; 2]).with(22).says("external-writable", &config, "mode 0600");
    fix(&sandbox).finds(&[]).with(0);
    assert_eq!((mode_of(&config), mode_of(&sandbox.home(".aliyun"))), (0o400, 0o700));
    // An installation beside it does not open the file to them again.
    let bundle = sandbox.bundle(&["--profile", "prod"]);
    for outcome in ["new", "unchanged"] {
        sandbox.run(&to_install(&bundle)).shows(&[&format!("profile prod: {outcome}")]).succeeds();
        check(&sandbox).finds(&[]).with(0);
    }
}

#[test]
fn what_a_killed_run_left_is_swept() {
    let sandbox = installed();
    let left = sandbox.home(".aliyun/.config.json.akvault-tmp");
    write_private(&left, EXTERNAL.replace("1.50", &format!("\"{OTHER_ID}:{OTHER_SECRET}\"")).as_bytes());
    check(&sandbox).finds(&["leftover"]).with(22).says("leftover", &left, "LTAI****0002");
    fix(&sandbox).finds(&[]).with(0);
    assert!(!left.exists() && sandbox.home(CONFIG).exists());
}

#[test]
fn a_copy_that_no_run_of_ours_left_is_only_told() {
    let sandbox = Sandbox::new();
    let copy = sandbox.home("Downloads/.my-only-copy.akvault-tmp");
    write_private(&copy, format!("{ID} {SECRET}").as_bytes());
    for odd in ["..akvault-tmp", "...akvault-tmp", "....akvault-tmp"] {
        write_private(&sandbox.home("Downloads").join(odd), format!("{ID} {SECRET}").as_bytes());
    }
    check(&sandbox).finds(&["plaintext"]).with(22).says("plaintext", &copy, MASKED);
    fix(&sandbox).finds(&["plaintext"]).with(22);
    assert_eq!(sandbox.names("../home/Downloads").len(), 4, "no lock is left behind");
    write_private(&sandbox.home("Downloads/.my-only-copy.lock"), b"");
    let fixed =
        sandbox.run(&["check", "--fix", "--force"]).shows(&[&format!("fixed: copy {}: removed", copy.display())]);
    assert_eq!(fixed.succeeds().lines().count(), 2);
    assert!(!copy.exists() && !sandbox.home("Downloads/my-only-copy").exists());
}

/// What a kill between the journal and the first rename leaves: a new config file waits for its name.
fn interrupted() -> Sandbox {
    let sandbox = installed();
    let copy = sandbox.home(".aliyun/.config.json.akvault-tmp");
    write_private(&copy, config(&[profile("new", "AK", OTHER_ID, OTHER_SECRET)]).as_bytes());
    let print = |path: &Path| {
        let stat = path.metadata().unwrap();
        let (seconds, rest) = (stat.mtime(), stat.mtime_nsec());
        format!("{}:{}:{}:{seconds}.{rest}", stat.dev(), stat.ino(), stat.size())
    };
    let (before, stat) = (sandbox.home(CONFIG), copy.metadata().unwrap());
    let journal = format!(
        "version = 1\n[[file]]\ndirectory = '{}'\nname = 'config.json'\n\
         uid = {}\ngid = {}\nfollow = false\nbehind_link = false\nshared = true\nremoves = false\ncopy = '{}'\nbefore = '{}'\n",
        before.parent().unwrap().display(),
        stat.uid(),
        stat.gid(),
        print(&copy),
        print(&before),
    );
    write_private(&sandbox.vault("journal.toml"), journal.as_bytes());
    sandbox
}

#[test]
fn an_interrupted_run_is_told_and_finished_and_not_swept() {
    let sandbox = interrupted();
    let journal = sandbox.vault("journal.toml");
    let found = check(&sandbox).finds(&["interrupted"]).with(22).says("interrupted", &journal, "wait to be finished");
    assert_eq!(found.findings()[0]["fixable"], true);
    let fixed = sandbox.run(&["check", "--fix", "--force"]);
    assert!(fixed.err.contains("finished an interrupted run"), "{fixed:#?}");
    assert!(fixed.out.contains("the interrupted run finished") && fixed.out.contains("unknown-key"), "{fixed:#?}");
    let text = fs::read_to_string(sandbox.home(CONFIG)).unwrap();
    assert!(text.contains(OTHER_SECRET) && !journal.exists(), "the waiting copy has its name");
    check(&sandbox).finds(&["unknown-key"]);
}

#[test]
fn credentials_are_taken_out_only_after_the_interrupted_run_is_finished() {
    let sandbox = interrupted();
    let waiting = fs::read(sandbox.home(".aliyun/.config.json.akvault-tmp")).unwrap();
    // The file has changed since: the run is dropped, and what the other program wrote is mended.
    write_private(&sandbox.home(CONFIG), config(&[profile("ext", "External", OTHER_ID, OTHER_SECRET)]).as_bytes());
    let fixed = sandbox.run(&["check", "--fix", "--force"]);
    assert!(fixed.err.contains("could not be finished") && fixed.out.contains("no credentials in"), "{fixed:#?}");
    let text = fs::read(sandbox.home(CONFIG)).unwrap();
    assert!(text != waiting && !sandbox.vault("journal.toml").exists());
    check(&sandbox).finds(&[]).with(0);
}

#[test]
fn a_journal_that_cannot_be_read_is_told_and_nothing_is_swept() {
    let sandbox = interrupted();
    write_private(&sandbox.vault("journal.toml"), b"version = 9\n");
    let found = check(&sandbox).finds(&["leftover", "interrupted"]).with(22);
    let found = found.says("interrupted", &sandbox.vault("journal.toml"), "cannot be read");
    assert_eq!(found.findings()[1]["fixable"], false);
    let fixed = sandbox.run(&["check", "--fix", "--force"]);
    assert!(fixed.code == 22 && fixed.err.contains("cannot lock the ledger"), "{fixed:#?}");
    assert!(sandbox.home(".aliyun/.config.json.akvault-tmp").exists());
}

/// Lets the record of `alice` list a file as one of this client's.
fn list(sandbox: &Sandbox, client: &str, path: &Path) {
    let record = sandbox.vault("keys/alice.toml");
    let text = fs::read_to_string(&record).unwrap();
    let (start, rest) = text.split_once("client = \"aliyun\"").unwrap();
    let (_, end) = rest.split_once("path = ").unwrap();
    let end = end.split_once('\n').unwrap().1;
    write_private(&record, format!("{start}client = \"{client}\"\npath = \"{}\"\n{end}", path.display()).as_bytes());
}

#[test]
fn a_file_that_only_a_record_names_is_mended_only_if_it_holds_a_key_of_its_client() {
    let key = format!("ALIBABA_CLOUD_ACCESS_KEY_ID={ID}\nALIBABA_CLOUD_ACCESS_KEY_SECRET={SECRET}\n");
    for (client, name, text, mode, is_mended) in [
        ("env", "app.conf", key.as_str(), 0o644, true),
        ("env", "passwd", "root:x:0:0::/root:/bin/sh\n", 0o644, false),
        ("env", "other.conf", "A=1\n", 0o644, false),
        ("env", "run.sh", &key, 0o755, false),
        ("env", "setuid", &key, 0o4644, false),
        ("lego", "hostname", "LTAIEXAMPLE00001\n", 0o644, false),
        ("newer-client", "app.conf", &key, 0o644, false),
    ] {
        let sandbox = installed();
        let path = sandbox.path("elsewhere").join(name);
        write_private(&path, text.as_bytes());
        set_mode(&path, mode);
        fs::remove_file(sandbox.home(CONFIG)).unwrap();
        list(&sandbox, client, &path);
        let found = check(&sandbox).with(22);
        let loose = found.findings().iter().find(|finding| finding["code"] == "loose-mode").unwrap();
        assert_eq!(loose["fixable"], is_mended, "{name}: {found:#?}");
        assert_eq!(loose["fix"].as_str().unwrap().starts_with("chmod"), is_mended, "{name}: {found:#?}");
        drop(sandbox.run(&["check", "--fix", "--force"]));
        assert_eq!(mode_of(&path), if is_mended { 0o600 } else { mode }, "{name}");
    }
}

#[test]
fn an_encrypted_credential_is_judged_by_its_mode_and_never_parsed() {
    let sandbox = installed();
    let path = sandbox.path("elsewhere/akvault.cred");
    write_private(&path, b"\xff\x00 sealed by systemd");
    list(&sandbox, "systemd", &path);
    check(&sandbox).finds(&[]).with(0);
    set_mode(&path, 0o644);
    check(&sandbox).finds(&["loose-mode"]).says("loose-mode", &path, "mode 0644");
}

#[test]
fn the_files_of_one_client_have_one_purpose() {
    let sandbox = Sandbox::new();
    let ini =
        format!("[default]\nenable = true\ntype = access_key\naccess_key_id = {ID}\naccess_key_secret = {SECRET}\n");
    for name in ["credentials", "credentials.ini"] {
        write_private(&sandbox.home(".alibabacloud").join(name), ini.as_bytes());
    }
    check(&sandbox).finds(&["unknown-key"; 2]).with(22);
    // The ledger of another machine, or one that is damaged, says nothing of this one.
    write_private(&sandbox.home(CONFIG), config(&[profile("default", "AK", ID, SECRET)]).as_bytes());
    write_private(&sandbox.vault("keys/alice.toml"), b"version = 9\n");
    check(&sandbox).finds(&[]).with(0);
}

#[test]
fn a_secret_in_the_place_of_an_id_is_hidden_wholly() {
    let sandbox = Sandbox::new();
    write_private(&sandbox.home(CONFIG), config(&[profile("ext", "External", OTHER_SECRET, SECRET)]).as_bytes());
    let found = check(&sandbox).finds(&["written-back", "external-writable"]);
    assert_eq!(found.findings()[0]["access_key_id"], "****");
    let told = sandbox.run(&["check"]).out;
    let (head, tail) = (OTHER_SECRET.split_at(4).0, OTHER_SECRET.split_at(26).1);
    assert!(!told.contains(head) && !told.contains(tail), "{told}");
    let by_hand = config(&[profile("ext", "AK", OTHER_SECRET, SECRET)]);
    write_private(&sandbox.home(CONFIG), by_hand.as_bytes());
    let told = sandbox.run(&["uninstall", "--client", "aliyun", "--profile", "ext", "--dry-run", "--force"]);
    assert!(told.out.contains(", ****: ") && !told.out.contains(head), "{told:#?}");
}

#[test]
fn a_profile_is_told_only_where_there_are_profiles() {
    let sandbox = installed();
    let path = sandbox.path("elsewhere/app.conf");
    let variables = format!("ALIBABA_CLOUD_ACCESS_KEY_ID={OTHER_ID}\nALIBABA_CLOUD_ACCESS_KEY_SECRET={OTHER_SECRET}\n");
    write_private(&path, variables.as_bytes());
    list(&sandbox, "env", &path);
    fs::remove_file(sandbox.home(CONFIG)).unwrap();
    let found = check(&sandbox).finds(&["unknown-key"]);
    assert_eq!((&found.findings()[0]["profile"], &found.findings()[0]["line"]), (&Value::Null, &Value::Null));
    assert!(!sandbox.run(&["check"]).out.contains(", profile "));
}

/// The command of the one finding, up to the words behind it.
#[track_caller]
fn command_of(sandbox: &Sandbox, code: &str) -> String {
    let found = check(sandbox).finds(&[code]);
    let fix = found.findings()[0]["fix"].as_str().unwrap().to_owned();
    fix.split([',', ';']).next().unwrap().replace("HOLDER", ALICE).replace("AKID", OTHER_ID)
}

#[test]
fn what_is_offered_for_an_unknown_key_works() {
    let (id, secret) = (OTHER_ID, OTHER_SECRET);
    let both =
        config(&[profile("default", "AK", id, secret), profile("other", "AK", "LTAI5tEXAMPLEexample0003", SECRET)]);
    for (name, text, is_read) in [
        (CONFIG, config(&[profile("default", "AK", id, secret)]), true),
        (".ossutilconfig", format!("[Credentials]\naccessKeyID={id}\naccessKeySecret={secret}\n"), true),
        (".aws/credentials", format!("[x]\naws_access_key_id = {id}\naws_secret_access_key = {secret}\n"), false),
        (
            ".config/rclone/rclone.conf",
            format!("[x]\ntype = s3\nprovider = Alibaba\naccess_key_id = {id}\nsecret_access_key = {secret}\n"),
            false,
        ),
    ] {
        let sandbox = Sandbox::with_key();
        write_private(&sandbox.home(name), text.as_bytes());
        let command = command_of(&sandbox, "unknown-key").replacen("akvault", "\"$0\"", 1);
        if is_read {
            sandbox.shell(&format!("{command} -R recipients.txt -o mail.age")).succeeds();
            check(&sandbox).finds(&[]).with(0);
        } else {
            sandbox.shell(&format!("{command} -R recipients.txt")).fails(10).says(&["no terminal to ask on"]);
        }
    }
    let sandbox = Sandbox::with_key();
    write_private(&sandbox.home(CONFIG), both.as_bytes());
    let found = check(&sandbox).finds(&["unknown-key"; 2]);
    assert!(found.findings()[0]["fix"].as_str().unwrap().contains(" --id AKID "), "{found:#?}");
}

#[test]
fn what_is_offered_for_a_link_leaves_the_file_behind_it() {
    let sandbox = installed();
    let (path, behind) = (sandbox.home(CONFIG), sandbox.path("behind"));
    fs::rename(&path, &behind).unwrap();
    symlink(&behind, &path).unwrap();
    sandbox.shell(&command_of(&sandbox, "link")).succeeds();
    assert!(behind.exists() && path.symlink_metadata().unwrap().is_file());
    check(&sandbox).finds(&[]).with(0);
}

#[test]
fn a_download_is_to_be_sealed_only_where_that_works() {
    let sandbox = Sandbox::with_key();
    let path = sandbox.home("AccessKey.csv");
    write_private(&path, csv(ID, SECRET).as_bytes());
    let command = command_of(&sandbox, "downloaded-csv").replacen("akvault", "\"$0\"", 1);
    sandbox.shell(&format!("{command} -R recipients.txt -o mail.age")).succeeds();
    assert!(!path.exists());
    write_private(&path, format!("{ID} {SECRET}").as_bytes());
    assert!(command_of(&sandbox, "downloaded-csv").starts_with("rm "));
}

#[test]
fn two_profiles_are_cleaned_and_one_of_an_odd_name_is_only_told() {
    let sandbox = Sandbox::new();
    let external = |name| profile(name, "External", OTHER_ID, OTHER_SECRET);
    write_private(&sandbox.home(CONFIG), config(&[external("a"), external("Prod.X"), external("b")]).as_bytes());
    let found = check(&sandbox).finds(&["written-back", "written-back", "written-back", "external-writable"]);
    assert_eq!(found.findings()[0]["fixable"], false, "{found:#?}");
    let left = fix(&sandbox).finds(&["written-back"]).with(22);
    assert_eq!(left.findings()[0]["profile"], "Prod.X");
    let kept = fs::read_to_string(sandbox.home(CONFIG)).unwrap();
    assert_eq!((kept.matches(OTHER_SECRET).count(), kept.matches("External").count()), (1, 3), "{kept}");
}

#[test]
fn to_a_monitoring_system_every_failure_is_unknown() {
    let sandbox = Sandbox::new();
    for wrong in [
        &["check", "--nagios", "--fix"][..],
        &["check", "--nagios", "--json"],
        &["check", "--nagios", "--depth", "x"],
        &["check", "--nagios", "--passphrase", "CANARY"],
        &["check", "--nagios=1"],
        &["chekc", "--nagios"],
        &["list", "--nagios"],
        &["--nagios"],
    ] {
        let told = sandbox.run(wrong);
        assert!(told.code == 3 && told.out.starts_with("AKVAULT UNKNOWN - "), "{told:#?}");
        assert!(told.out.lines().count() == 1 && told.err.is_empty() && !told.out.contains("CANARY"), "{told:#?}");
    }
    let help = sandbox.run(&["check", "--nagios", "--help"]);
    assert!(help.code == 3 && help.out.contains("Usage: akvault check"), "{help:#?}");
    for home in ["/nonexistent", "/dev/null", "relative", ""] {
        let lost = sandbox.shell(&format!("HOME='{home}' exec \"$0\" check --nagios"));
        // Where HOME says nothing usable, the system may know another one.
        assert!(lost.code == 3 || !home.starts_with('/'), "{home}: {lost:#?}");
    }
    sandbox
        .shell("HOME=/nonexistent exec \"$0\" check")
        .fails(9)
        .says(&["cannot look into `/nonexistent`: No such file"]);
    let full = sandbox.shell("exec \"$0\" check --nagios >/dev/full");
    assert_eq!(full.code, 3, "{full:#?}");
}

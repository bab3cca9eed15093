//! `install`: into the config files of clients, merged, owner-only, all or nothing.

use std::fs;
use std::os::unix::fs::{MetadataExt as _, symlink};

use crate::sandbox::{
    ALICE, ID, MASKED, OTHER_ID, OTHER_SECRET, SECRET, Sandbox, make_directory, make_fifo, mode_of, to_install,
    write_private,
};

const CONFIG: &str = ".aliyun/config.json";
/// The aliyun CLI's file with a foreign profile, and members that no version knows.
const FOREIGN: &str = r#"{
	"current": "other",
	"profiles": [
		{
			"name": "other",
			"mode": "RamRoleArn",
			"expired_seconds": 900,
			"ratio": 1.50
		}
	],
	"unknown": [1e2]
}
"#;

fn config(sandbox: &Sandbox) -> String {
    fs::read_to_string(sandbox.home(CONFIG)).unwrap()
}

#[test]
fn a_developer_installs_with_the_two_halves_and_sends_a_receipt_back() {
    let sandbox = Sandbox::with_key();
    let seal = [
        "seal",
        "AccessKey.csv",
        "--home",
        "operator",
        "--for",
        ALICE,
        "-o",
        "mail/a.age",
        "--passphrase-out",
        "sms/text",
    ];
    sandbox.run(&seal).succeeds();
    let install = [
        "install",
        "mail/a.age",
        "--client",
        "aliyun",
        "--region",
        "cn-hangzhou",
        "--passphrase-file",
        "sms/text",
        "--host",
        "web-1",
    ];
    let told = sandbox.run(&install).shows(&[
        "Installed LTAI****0001 for alice@example.com",
        "profile default: new",
        "by any channel",
    ]);
    let told = told.succeeds();
    assert!(!told.contains(SECRET));
    assert_eq!((mode_of(&sandbox.home(CONFIG)), mode_of(&sandbox.home(".aliyun"))), (0o600, 0o700));
    let installed: serde_json::Value = serde_json::from_str(&config(&sandbox)).unwrap();
    assert_eq!(installed["profiles"][0]["access_key_secret"], SECRET);
    sandbox.run(&["show", "alice"]).shows(&["installed", "for aliyun"]).succeeds();
    let line = told.lines().last().unwrap();
    let receipt: Vec<&str> = line.split(' ').skip(1).chain(["--home", "operator"]).collect();
    sandbox.run(&receipt).shows(&["Installed on web-1"]).succeeds();
}

#[test]
fn four_clients_are_served_at_once() {
    let sandbox = Sandbox::with_key();
    let bundle = sandbox.bundle(&["--region", "cn-beijing", "--profile", "prod"]);
    let clients = ["--client", "aliyun,json,toml", "-c", "env", "--config", "json=app/key.json"];
    let configs = ["--config", "toml=app/key.toml", "--config", "env=deploy/.env"];
    let install = [&["install", &bundle, "-i", "identity.txt"], &clients[..], &configs[..]].concat();
    let told = sandbox.run(&[&install[..], &["--json"]].concat()).json();
    let outcomes: Vec<&str> =
        told["files"].as_array().unwrap().iter().map(|file| file["outcome"].as_str().unwrap()).collect();
    assert_eq!(outcomes, ["new"; 4]);
    assert_eq!((told["access_key_id"].as_str(), told["receipt"]["id"].as_str()), (Some(MASKED), told["id"].as_str()));
    for name in ["app/key.json", "app/key.toml", "deploy/.env"] {
        assert!(sandbox.read(name).contains(SECRET) && sandbox.read(name).contains("cn-beijing"), "{name}");
        assert_eq!(sandbox.mode(name), 0o600);
    }
    assert!(config(&sandbox).contains("\"prod\"") && !told.to_string().contains(SECRET));
}

#[test]
fn the_same_bundle_twice_changes_nothing_anywhere() {
    let sandbox = Sandbox::with_key();
    let bundle = sandbox.bundle(&[]);
    sandbox.run(&to_install(&bundle)).succeeds();
    let before = sandbox.inventory();
    sandbox.run(&to_install(&bundle)).shows(&["profile default: unchanged", "akvault receipt"]).succeeds();
    sandbox.assert_unchanged(&before);
}

#[test]
fn everything_else_in_the_file_stays_byte_for_byte() {
    let sandbox = Sandbox::with_key();
    let bundle = sandbox.bundle(&[]);
    write_private(&sandbox.home(CONFIG), FOREIGN.as_bytes());
    sandbox.run(&to_install(&bundle)).succeeds();
    let after = config(&sandbox);
    let (head, tail) = FOREIGN.split_at(FOREIGN.find("\n\t]").unwrap());
    assert!(after.starts_with(head) && after.ends_with(tail) && after.contains(SECRET), "{after}");
}

#[test]
fn a_profile_and_a_region_are_the_flags_else_the_bundles_else_the_default() {
    let sandbox = Sandbox::with_key();
    let plain = sandbox.bundle(&[]);
    let install = ["install", &plain, "-i", "identity.txt", "--client", "aliyun"];
    sandbox.refuses(2, &install).says(&["refuses a profile without a region", "--region", "unchanged: no config"]);
    let own = sandbox.bundle(&["--profile", "prod", "--region", "cn-beijing"]);
    let install = ["install", &own, "-i", "identity.txt", "--client", "aliyun"];
    sandbox.run(&install).shows(&["profile prod: new"]).succeeds();
    let flags = [&install[..], &["--profile", "test", "--region", "cn-shanghai"]].concat();
    sandbox.run(&flags).shows(&["profile test: new"]).succeeds();
    assert!(config(&sandbox).contains("cn-beijing") && config(&sandbox).contains("cn-shanghai"));
    for wrong in [["--profile", "Not.One"], ["--region", "not a region"], ["--host", "a b"], ["--expect", "x"]] {
        sandbox.refuses(2, &[&install[..], &wrong[..]].concat());
    }
}

#[test]
fn a_dry_run_shows_the_change_masked_and_makes_none() {
    let sandbox = Sandbox::with_key();
    let bundle = sandbox.bundle(&[]);
    let before = sandbox.inventory();
    let told = sandbox.run(&[&to_install(&bundle)[..], &["--dry-run"]].concat());
    let told =
        told.shows(&["nothing is changed", "+ access_key_id LTAI****0001", "+ access_key_secret ****"]).succeeds();
    assert!(!told.contains(SECRET) && !sandbox.home(".aliyun").exists() && !sandbox.vault("").exists());
    sandbox.assert_unchanged(&before);
    write_private(&sandbox.home(CONFIG), FOREIGN.as_bytes());
    let json = sandbox.run(&[&to_install(&bundle)[..], &["-n", "--json"]].concat()).json();
    assert_eq!((json["dry_run"].as_bool(), json["files"][0]["outcome"].as_str()), (Some(true), Some("new")));
    assert_eq!(config(&sandbox), FOREIGN);
}

#[test]
fn a_dry_run_claims_no_change_for_which_a_file_has_no_place() {
    let sandbox = Sandbox::with_key();
    let bundle = sandbox.bundle(&["--region", "cn-hangzhou"]);
    let planned = |client: &str, more: &[&str]| {
        let install = ["install", &bundle, "-i", "identity.txt", "--client", client, "-n", "--json"];
        let told = sandbox.run(&[&install[..], more].concat()).json();
        let files = told["files"].as_array().unwrap().iter();
        files.map(|file| file["changes"].as_array().unwrap().clone()).collect::<Vec<_>>()
    };
    let [id, secret, region] = ["+ access_key_id LTAI****0001", "+ access_key_secret ****", "+ region cn-hangzhou"];
    assert_eq!(planned("sdk", &[]), [[id, secret], [id, secret]]);
    assert_eq!(planned("aliyun", &[]), [[id, secret, region]]);
    assert_eq!(planned("aws", &[]), [&[id, secret][..], &[region]]);
    assert_eq!(planned("lego", &["--config", "dns"]), [[id], [secret]]);
    write_private(&sandbox.home(".ossutilconfig"), b"[default]\nregion=cn-beijing\naccessKeySecret=x\n");
    let changes = planned("ossutil", &["--replace"]).concat();
    assert_eq!(changes, [id, "- access_key_secret ****", secret, "- region cn-beijing", region]);
}

#[test]
fn a_dry_run_tells_programs_what_the_installation_will() {
    let sandbox = Sandbox::with_key();
    let bundle = sandbox.bundle(&[]);
    let told = sandbox.run(&[&to_install(&bundle)[..], &["--dry-run", "--json"]].concat()).json();
    let done = sandbox.run(&[&to_install(&bundle)[..], &["--json"]].concat()).json();
    for member in ["access_key_id", "holder", "issuer", "id", "long_id", "rotate_by"] {
        assert!(told[member].is_string() && told[member] == done[member], "{member}: {told:#}");
    }
    assert_eq!(done["dry_run"], false);
}

#[test]
fn another_key_gives_way_only_on_request_or_to_its_successor() {
    let sandbox = Sandbox::with_key();
    let old = sandbox.bundle(&[]);
    sandbox.run(&to_install(&old)).succeeds();
    let new = sandbox.bundle_of(OTHER_ID, OTHER_SECRET, &["--for", "bob"]);
    let refused = sandbox.refuses(8, &to_install(&new));
    refused.says(&[
        "the profile `default`",
        "holds another AccessKey, LTAI****0001",
        "--replace",
        "unchanged: no config",
    ]);
    let successor = sandbox.bundle_of(OTHER_ID, OTHER_SECRET, &["--for", "bob", "--supersedes", ID]);
    sandbox.run(&to_install(&successor)).shows(&["profile default: replaced"]).succeeds();
    assert!(config(&sandbox).contains(OTHER_SECRET) && !config(&sandbox).contains(SECRET));
    let third = sandbox.bundle_of("LTAI5tEXAMPLEexample0003", SECRET, &["--for", "carol"]);
    sandbox.run(&[&to_install(&third)[..], &["--replace"]].concat()).shows(&["replaced"]).succeeds();
}

#[test]
fn a_superseded_key_is_not_installed_again() {
    let sandbox = Sandbox::with_key();
    let old = sandbox.bundle(&[]);
    let new = sandbox.bundle_of(OTHER_ID, OTHER_SECRET, &["--for", "bob", "--supersedes", ID]);
    sandbox.run(&to_install(&new)).succeeds();
    sandbox.refuses(6, &to_install(&old)).says(&["LTAI****0001 was superseded by LTAI****0002", "--force"]);
    sandbox.refuses(6, &[&to_install(&old)[..], &["--replace"]].concat()).says(&["superseded"]);
    let forced = sandbox.run(&[&to_install(&old)[..], &["--force"]].concat());
    forced.says(&["warning: ", "superseded", "going on because of --force"]).succeeds();
}

#[test]
fn a_profile_that_gets_its_credentials_otherwise_is_another_key() {
    let sandbox = Sandbox::with_key();
    let bundle = sandbox.bundle(&["--profile", "other"]);
    write_private(&sandbox.home(CONFIG), FOREIGN.as_bytes());
    sandbox.refuses(8, &to_install(&bundle)).says(&["gets its credentials in another way"]);
    let other_secret = FOREIGN
        .replace("RamRoleArn\"", &format!("AK\", \"access_key_id\": \"{ID}\", \"access_key_secret\": \"CANARY\""));
    write_private(&sandbox.home(CONFIG), other_secret.as_bytes());
    let refused = sandbox.refuses(8, &to_install(&bundle)).says(&["holds LTAI****0001 with another secret"]);
    assert!(!refused.err.contains("CANARY"));
}

#[test]
fn a_config_that_does_not_parse_is_left_alone() {
    let sandbox = Sandbox::with_key();
    let bundle = sandbox.bundle(&[]);
    for (content, says) in [
        (&b"{\"profiles\": CANARY"[..], "line 1, column"),
        (b"\n[\"CANARY\"]", "line 2, column 1"),
        (b"\xff\xfe CANARY", "is not UTF-8 text"),
        (b"{\"profiles\": [{\"name\": \"default\"}, {\"name\": \"default\"}]}", "line 1"),
    ] {
        write_private(&sandbox.home(CONFIG), content);
        let refused =
            sandbox.refuses(5, &to_install(&bundle)).says(&[says, "config.json", "unchanged: no config", "next: mend"]);
        assert!(!refused.err.contains("CANARY"), "{refused:?}");
    }
    write_private(&sandbox.home(CONFIG), &vec![b' '; (1 << 20) + 1]);
    sandbox.refuses(5, &to_install(&bundle)).says(&["larger than 1048576 bytes"]);
}

#[test]
fn all_of_several_clients_or_none() {
    let sandbox = Sandbox::with_key();
    let bundle = sandbox.bundle(&["--region", "cn-beijing"]);
    sandbox.write("app/key.toml", "[broken");
    let clients = ["--client", "aliyun,json,toml", "--config", "json=app/key.json", "--config", "toml=app/key.toml"];
    let install = [&["install", &bundle, "-i", "identity.txt"], &clients[..]].concat();
    sandbox.refuses(5, &install).says(&["app/key.toml", "unchanged: no config file was touched"]);
    assert!(!sandbox.home(CONFIG).exists() && !sandbox.has("app/key.json"));
}

#[test]
fn links_and_other_things_in_the_place_of_the_file_are_refused() {
    let sandbox = Sandbox::with_key();
    let bundle = sandbox.bundle(&["--region", "cn-beijing"]);
    sandbox.write("victim", FOREIGN);
    fs::hard_link(sandbox.path("victim"), sandbox.path("twin")).unwrap();
    symlink("victim", sandbox.path("link")).unwrap();
    symlink("nowhere", sandbox.path("dangling")).unwrap();
    make_fifo(&sandbox.path("fifo"));
    make_directory(&sandbox.path("directory"));
    for (place, says) in [
        ("link", "is a symbolic link"),
        ("dangling", "is a symbolic link"),
        ("twin", "is a hard link: the same file has other names"),
        ("fifo", "is not a regular file"),
        ("directory", "is not a regular file"),
        ("..", "is not a regular file"),
    ] {
        let install = ["install", &bundle, "-i", "identity.txt", "--client", "aliyun", "--config", place];
        sandbox.refuses(7, &install).says(&[says, "unchanged: no config file was touched", "next: "]);
        let dry = sandbox.refuses(7, &[&install[..], &["--dry-run"]].concat());
        dry.says(&[says]);
    }
    let device = ["install", &bundle, "-i", "identity.txt", "--client", "aliyun", "--config", "/dev/null"];
    sandbox.refuses(7, &device).says(&["/dev", "unchanged: no config file was touched"]);
    assert_eq!(sandbox.read("victim"), FOREIGN);
}

#[test]
fn a_link_on_the_way_is_refused_and_followed_on_request() {
    let sandbox = Sandbox::with_key();
    let bundle = sandbox.bundle(&["--region", "cn-beijing"]);
    sandbox.write("dotfiles/config.json", FOREIGN);
    symlink("dotfiles", sandbox.path("alias")).unwrap();
    symlink("dotfiles/config.json", sandbox.path("link")).unwrap();
    for place in ["alias/config.json", "link", "alias/../link"] {
        let install = ["install", &bundle, "-i", "identity.txt", "--client", "aliyun", "--config", place];
        sandbox.refuses(7, &install).says(&["is a symbolic link", "--follow"]);
    }
    for place in ["alias/config.json", "link"] {
        let install = ["install", &bundle, "-i", "identity.txt", "--client", "aliyun", "--config", place, "--follow"];
        sandbox.run(&install).succeeds();
    }
    assert!(sandbox.read("dotfiles/config.json").contains(SECRET));
    assert!(sandbox.path("link").symlink_metadata().unwrap().is_symlink());
}

#[test]
fn a_directory_that_others_can_write_is_refused() {
    let sandbox = Sandbox::with_key();
    let bundle = sandbox.bundle(&["--region", "cn-beijing"]);
    for (mode, place) in [(0o777, "open/key"), (0o777, "open/deep/key"), (0o702, "open/key"), (0o1777, "open/key")] {
        make_directory(&sandbox.path("open"));
        sandbox.set_mode("open", mode);
        let install = ["install", &bundle, "-i", "identity.txt", "--client", "aliyun", "--config", place];
        sandbox.refuses(7, &install).says(&[&format!("(mode {mode:04o})"), "chmod go-w", "unchanged: no config"]);
    }
    sandbox.set_mode("open", 0o755);
    let install = ["install", &bundle, "-i", "identity.txt", "--client", "aliyun", "--config", "open/key"];
    sandbox.run(&install).says(&["others can list the directory", "mode 0755"]).succeeds();
    assert_eq!(sandbox.mode("open"), 0o755);
}

#[test]
fn the_file_is_owner_only_under_any_umask_and_over_any_mode() {
    let sandbox = Sandbox::with_key();
    let bundle = sandbox.bundle(&["--region", "cn-beijing"]);
    let install = format!("exec \"$0\" install {bundle} -i identity.txt --client aliyun");
    for umask in ["000", "0777"] {
        sandbox.shell(&format!("umask {umask}; {install} --config new{umask}/key")).succeeds();
        assert_eq!((sandbox.mode(&format!("new{umask}/key")), sandbox.mode(&format!("new{umask}"))), (0o600, 0o700));
        for mode in [0o666, 0o644, 0o640, 0o700, 0o604, 0o4600] {
            sandbox.write("loose/key", FOREIGN);
            sandbox.set_mode("loose/key", mode);
            let told = sandbox.shell(&format!("umask {umask}; {install} --config loose/key"));
            assert_eq!(told.err.contains("it becomes 0600"), mode & 0o077 != 0, "{told:?}");
            assert_eq!((told.code, sandbox.mode("loose/key")), (0, 0o600), "{mode:o}: {told:?}");
            fs::remove_file(sandbox.path("loose/key")).unwrap();
        }
    }
}

#[test]
fn a_loose_mode_is_mended_even_when_the_key_is_there_already() {
    let sandbox = Sandbox::with_key();
    let bundle = sandbox.bundle(&[]);
    sandbox.run(&to_install(&bundle)).succeeds();
    let before = config(&sandbox);
    fs::set_permissions(sandbox.home(CONFIG), std::os::unix::fs::PermissionsExt::from_mode(0o644)).unwrap();
    sandbox.run(&to_install(&bundle)).says(&["mode 0644", "it becomes 0600"]).succeeds();
    assert_eq!((config(&sandbox), mode_of(&sandbox.home(CONFIG))), (before, 0o600));
}

#[test]
fn clients_and_their_files_must_be_named_well() {
    let sandbox = Sandbox::with_key();
    let bundle = sandbox.bundle(&["--region", "cn-beijing"]);
    let install = |more: &[&str]| {
        let arguments = [&["install", &bundle, "-i", "identity.txt"], more].concat();
        sandbox.refuses(2, &arguments)
    };
    install(&[]).says(&["no client was named", "aliyun, sdk, ossutil, env, json, toml, aws"]);
    install(&["--client", "sdkk"]).says(&["sdkk", "aliyun"]);
    install(&["--client", "json"]).says(&["json has no config file of its own", "--config json=PATH"]);
    install(&["--client", "json,toml", "--config", "json=a", "--config", "toml=a"])
        .says(&["json and toml cannot share the file"]);
    install(&["--client", "json", "--config", "toml=a", "--config", "json=b"])
        .says(&["`toml=a` is for a client that is not named"]);
    install(&["--client", "aliyun,json", "--config", "json=a", "--config", "b"])
        .says(&["not said which client `b` is for"]);
    install(&["--client", "json", "--config", "a", "--config", "b"]).says(&["second --config for the same client"]);
    install(&["--client", "json", "--config", "-"]).says(&["`-` names no file"]);
    install(&["--client", "json", "--config", "a", "--owner", "no-such-user"])
        .says(&["no user or group `no-such-user`"]);
    sandbox.run(&["install", &bundle, "-i", "identity.txt", "--client", "json", "--config", "a=b"]).succeeds();
    assert!(sandbox.has("a=b"));
}

#[test]
fn the_owner_may_be_the_caller_and_for_anyone_else_takes_root() {
    let sandbox = Sandbox::with_key();
    let bundle = sandbox.bundle(&["--region", "cn-beijing"]);
    let me = sandbox.path("identity.txt").metadata().unwrap().uid();
    let install = ["install", &bundle, "-i", "identity.txt", "--client", "aliyun", "--config", "app/key"];
    sandbox.run(&[&install[..], &["--owner", &me.to_string()]].concat()).succeeds();
    if me != 0 {
        let for_root = [&install[..], &["--owner", "root"]].concat();
        sandbox.refuses(7, &for_root).says(&["only root can write files for another user"]);
        return;
    }
    let theirs = ["install", &bundle, "-i", "identity.txt", "--client", "aliyun", "--config", "theirs/key"];
    sandbox.run(&[&theirs[..], &["--owner", "nobody"]].concat()).succeeds();
    for made in ["theirs", "theirs/key"] {
        let uid = sandbox.path(made).metadata().unwrap().uid();
        assert!(uid != 0 && sandbox.mode(made) | 0o700 == 0o700, "{made}: {uid}");
    }
    sandbox.refuses(7, &theirs).says(&["belongs to user", "give --owner USER"]);
}

#[test]
fn an_expected_id_is_compared_before_anything_is_opened() {
    let sandbox = Sandbox::with_key();
    let bundle = sandbox.bundle(&[]);
    let told = sandbox.run(&["inspect", &bundle, "--json"]).json();
    let (short, long) = (told["id"].as_str().unwrap(), told["long_id"].as_str().unwrap());
    for good in [short, long, &long.to_lowercase(), &short.replace('-', " ")] {
        sandbox.run(&[&to_install(&bundle)[..], &["--expect", good]].concat()).succeeds();
    }
    let wrong = if short == "K7Q2-M3XD" { "K7Q2-M3XE" } else { "K7Q2-M3XD" };
    let no_identity = ["install", &bundle, "-i", "nowhere", "--client", "aliyun", "--expect", wrong];
    sandbox.refuses(5, &no_identity).says(&[long, wrong, "by another channel", "unchanged: no config"]);
}

#[test]
fn what_does_not_open_installs_nothing() {
    let sandbox = Sandbox::with_key();
    let bundle = sandbox.bundle(&[]);
    let install =
        |more: [&'static str; 2]| ["install", &bundle, "--client", "aliyun", more[0], more[1]].map(str::to_owned);
    sandbox.write("typed", "x");
    sandbox
        .refuses(4, &install(["--passphrase-file", "typed"]).each_ref().map(String::as_str))
        .says(&["unchanged: no config"]);
    sandbox.write_key_pair();
    sandbox
        .refuses(4, &install(["-i", "identity.txt"]).each_ref().map(String::as_str))
        .says(&["none of the identities"]);
    sandbox.refuses(9, &to_install("nowhere.age")).says(&["nowhere.age", "unchanged: no config"]);
    sandbox.refuses(5, &to_install("AccessKey.csv")).says(&["AccessKey.csv: this is not an age file"]);
    let seal = [
        "seal",
        "AccessKey.csv",
        "--for",
        ALICE,
        "-o",
        "mail/p.age",
        "--passphrase-out",
        "sms/text",
        "--home",
        "operator",
    ];
    sandbox.run(&seal).succeeds();
    sandbox
        .refuses(10, &["install", "mail/p.age", "--client", "aliyun"])
        .says(&["no terminal to ask on", "unchanged: no config"]);
    sandbox.refuses(2, &["install", "-", "--client", "aliyun", "--passphrase-file", "-"]).says(&["one purpose only"]);
    sandbox.write("typed", "letter advice cage absurd amount doctor acoustic avoid letter advice cage above");
    let wrong = ["install", "mail/p.age", "--client", "aliyun", "--passphrase-file", "typed"];
    sandbox.refuses(4, &wrong).says(&["wrong passphrase", "unchanged: no config"]);
}

#[test]
fn a_bundle_comes_from_standard_input_too() {
    let sandbox = Sandbox::with_key();
    let bundle = sandbox.bundle(&[]);
    sandbox.run_with_input(&to_install("-"), &sandbox.bytes(&bundle)).succeeds();
    assert!(config(&sandbox).contains(SECRET));
}

#[test]
fn a_ledger_in_an_unsafe_place_stops_the_installation() {
    let sandbox = Sandbox::with_key();
    let bundle = sandbox.bundle(&[]);
    make_directory(&sandbox.path("open"));
    sandbox.set_mode("open", 0o777);
    let install = [&to_install(&bundle)[..], &["--home", "open"]].concat();
    sandbox.refuses(7, &install).says(&["others can write", "unchanged: no config"]);
    symlink("operator", sandbox.path("alias")).unwrap();
    sandbox.refuses(7, &[&to_install(&bundle)[..], &["--home", "alias"]].concat()).says(&["symbolic link"]);
}

#[test]
fn a_directory_of_ones_own_that_cannot_be_written_is_input_output() {
    let sandbox = Sandbox::with_key();
    let bundle = sandbox.bundle(&["--region", "cn-beijing"]);
    let install = ["install", &bundle, "-i", "identity.txt", "--client", "aliyun", "--config", "/proc/self/key"];
    // The kernel's own directory, which nobody writes; to a normal user it is not theirs, too.
    let refused = sandbox.run(&install);
    assert!(matches!(refused.code, 7 | 9 | 11), "{refused:?}");
    assert!(refused.err.contains("unchanged: no config file was touched"), "{refused:?}");
}

#[test]
fn an_environment_file_holds_the_names_that_were_asked_for() {
    let sandbox = Sandbox::with_key();
    let bundle = sandbox.bundle(&["--region", "cn-beijing"]);
    let install = ["install", &bundle, "-i", "identity.txt", "--client", "env", "--config", "x.env"];
    sandbox.run(&[&install[..], &["--client-env", "terraform"]].concat()).succeeds();
    assert_eq!(
        sandbox.read("x.env"),
        format!("ALICLOUD_ACCESS_KEY={ID}\nALICLOUD_SECRET_KEY={SECRET}\nALICLOUD_REGION=cn-beijing\n")
    );
    sandbox.run(&[&install[..], &["--client-env", "all"]].concat()).shows(&["updated"]).succeeds();
    for name in ["ALIBABA_CLOUD_ACCESS_KEY_ID", "ALICLOUD_ACCESS_KEY", "OSS_ACCESS_KEY_ID"] {
        assert_eq!(sandbox.read("x.env").matches(&format!("{name}={ID}")).count(), 1, "{name}");
    }
    let uninstall = ["uninstall", "--client", "env", "--config", "x.env", "--client-env"];
    sandbox.run(&[&uninstall[..], &["oss"]].concat()).shows(&["the rest stays"]).succeeds();
    assert!(!sandbox.read("x.env").contains("OSS_") && sandbox.read("x.env").contains("ALICLOUD_SECRET_KEY"));
    sandbox.run(&[&uninstall[..], &["all"]].concat()).shows(&["the file goes too"]).succeeds();
    sandbox.refuses(2, &[&uninstall[..], &["aws"]].concat()).says(&["sdk", "terraform", "oss", "all"]);
}

#[test]
fn a_profile_that_waits_for_a_key_is_no_other_key() {
    let sandbox = Sandbox::with_key();
    let bundle = sandbox.bundle(&[]);
    let vacant = FOREIGN.replace("RamRoleArn\"", "AK\", \"access_key_id\": \"\"").replace("other", "default");
    write_private(&sandbox.home(CONFIG), vacant.as_bytes());
    sandbox.run(&to_install(&bundle)).shows(&["profile default: updated"]).succeeds();
    assert!(config(&sandbox).contains(SECRET) && config(&sandbox).contains("\"ratio\": 1.50"));
}

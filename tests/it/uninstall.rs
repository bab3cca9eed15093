//! `uninstall`: the exact inverse of `install`, and nothing else.

use std::fs;

use crate::sandbox::{
    ID, MASKED, OTHER_ID, OTHER_SECRET, SECRET, Sandbox, make_directory, mode_of, to_install, write_private,
};

const CONFIG: &str = ".aliyun/config.json";
/// As the aliyun CLI writes it, with a profile of somebody's.
const FOREIGN: &str = "{\n\t\"current\": \"other\",\n\t\"profiles\": [\n\t\t{\n\t\t\t\"name\": \"other\",\n\t\t\t\"mode\": \"EcsRamRole\",\n\t\t\t\"region_id\": \"cn-beijing\"\n\t\t}\n\t],\n\t\"meta_path\": \"\"\n}";

fn from_aliyun(more: &[&'static str]) -> Vec<&'static str> {
    [&["uninstall", "--client", "aliyun", "--profile", "default"], more].concat()
}

/// An aliyun config with a key of which the ledger knows nothing.
fn unknown_key() -> String {
    format!(
        r#"{{"profiles": [{{"name": "default", "mode": "AK", "access_key_id": "{ID}", "access_key_secret": "{SECRET}", "region_id": "cn-hangzhou"}}, {{"name": "other"}}]}}"#
    )
}

#[test]
fn what_install_added_is_taken_out_to_the_byte() {
    let sandbox = Sandbox::with_key();
    let bundle = sandbox.bundle(&[]);
    write_private(&sandbox.home(CONFIG), FOREIGN.as_bytes());
    sandbox.run(&to_install(&bundle)).succeeds();
    assert!(fs::read_to_string(sandbox.home(CONFIG)).unwrap().contains(SECRET));
    let told = sandbox.run(&from_aliyun(&[])).shows(&["profile default, LTAI****0001: the rest stays"]).succeeds();
    assert!(!told.contains(SECRET));
    assert_eq!(fs::read_to_string(sandbox.home(CONFIG)).unwrap(), FOREIGN);
    assert_eq!(mode_of(&sandbox.home(CONFIG)), 0o600);
    sandbox.run(&["show", "alice"]).shows(&["uninstalled, client aliyun"]).succeeds();
    let shown = sandbox.run(&["show", "alice", "--json"]).json();
    assert_eq!((shown["installed"].as_array().unwrap().len(), &shown["history_intact"]), (0, &true.into()));
}

#[test]
fn a_file_that_install_made_goes_with_its_last_profile() {
    let sandbox = Sandbox::with_key();
    let (first, second) = (sandbox.bundle(&[]), sandbox.bundle(&["--profile", "prod"]));
    sandbox.run(&to_install(&first)).succeeds();
    sandbox.run(&to_install(&second)).succeeds();
    let told = sandbox.run(&from_aliyun(&[])).shows(&["`current` in", "still names default"]).succeeds();
    assert!(told.contains("the rest stays") && sandbox.home(CONFIG).exists());
    let last = ["uninstall", "-c", "aliyun", "--profile", "prod", "--json"];
    let told = sandbox.run(&last).json();
    assert_eq!(
        (&told["files"][0]["outcome"], &told["files"][0]["access_key_id"]),
        (&"file-removed".into(), &MASKED.into())
    );
    assert!(!sandbox.home(CONFIG).exists() && sandbox.home(".aliyun").exists());
}

#[test]
fn a_file_that_install_made_stays_when_somebody_else_has_written_in_it() {
    let sandbox = Sandbox::with_key();
    let bundle = sandbox.bundle(&[]);
    let paths = ["--client", "toml,sdk", "--config", "toml=app.toml", "--config", "sdk=sdk.ini"];
    sandbox.run(&[&["install", &bundle, "-i", "identity.txt"], &paths[..]].concat()).succeeds();
    for (file, more) in [("app.toml", "other = 1\n# mine\n"), ("sdk.ini", "# mine\nother = 1\n")] {
        write_private(&sandbox.path(file), (sandbox.read(file) + more).as_bytes());
    }
    let told = sandbox.run(&[&["uninstall", "--profile", "default"], &paths[..]].concat()).succeeds();
    assert!(!told.contains("the file goes too"), "{told}");
    assert_eq!(sandbox.read("app.toml"), "[default]\nother = 1\n# mine\n");
    assert_eq!(sandbox.read("sdk.ini"), "[default]\n# mine\nother = 1\n");
}

#[test]
fn an_emptied_file_of_somebody_elses_stays() {
    let sandbox = Sandbox::with_key();
    let bundle = sandbox.bundle(&[]);
    let before = "{\n\t\"current\": \"default\",\n\t\"profiles\": [],\n\t\"meta_path\": \"\"\n}";
    write_private(&sandbox.home(CONFIG), before.as_bytes());
    sandbox.run(&to_install(&bundle)).succeeds();
    sandbox.run(&from_aliyun(&[])).succeeds();
    assert!(sandbox.home(CONFIG).exists());
}

#[test]
fn several_clients_are_served_at_once_and_an_absent_profile_is_told() {
    let sandbox = Sandbox::with_key();
    let bundle = sandbox.bundle(&["--region", "cn-beijing"]);
    let configs = ["--config", "json=app/key.json", "--config", "env=deploy/.env"];
    let install = ["install", &bundle, "-i", "identity.txt", "--client", "aliyun,json,env"];
    sandbox.run(&[&install[..], &configs[..]].concat()).succeeds();
    let uninstall =
        ["uninstall", "--client", "aliyun,json,env,toml", "--profile", "default", "--config", "toml=app/x.toml"];
    let told = sandbox.run(&[&uninstall[..], &configs[..], &["--json"]].concat()).json();
    let outcomes: Vec<&str> =
        told["files"].as_array().unwrap().iter().map(|row| row["outcome"].as_str().unwrap()).collect();
    assert_eq!(outcomes, ["file-removed", "file-removed", "file-removed", "absent"]);
    assert!(!sandbox.has("app/key.json") && !sandbox.has("deploy/.env") && !sandbox.has("app/x.toml"));
}

#[test]
fn a_client_without_profiles_needs_none_and_another_does() {
    let sandbox = Sandbox::with_key();
    let bundle = sandbox.bundle(&[]);
    sandbox.run(&["install", &bundle, "-i", "identity.txt", "-c", "env", "--config", "x.env"]).succeeds();
    sandbox.refuses(2, &["uninstall", "--client", "aliyun"]).says(&["which profile", "--profile default"]);
    sandbox.run(&["uninstall", "--client", "env", "--config", "x.env"]).shows(&["the file goes too"]).succeeds();
}

#[test]
fn a_dry_run_tells_and_changes_nothing() {
    let sandbox = Sandbox::with_key();
    let bundle = sandbox.bundle(&[]);
    sandbox.run(&to_install(&bundle)).succeeds();
    let before = sandbox.inventory();
    sandbox.run(&from_aliyun(&["-n"])).shows(&["nothing is changed", "the file goes too"]).succeeds();
    let told = sandbox.run(&from_aliyun(&["--dry-run", "--json"])).json();
    assert_eq!(told["dry_run"], true);
    sandbox.assert_unchanged(&before);
}

#[test]
fn what_is_not_there_is_said_and_nothing_is_made() {
    let sandbox = Sandbox::new();
    sandbox.refuses(9, &from_aliyun(&[])).says(&["there is no profile `default`", "unchanged: no config file"]);
    assert!(!sandbox.home(".aliyun").exists());
    write_private(&sandbox.home(CONFIG), FOREIGN.as_bytes());
    sandbox.refuses(9, &from_aliyun(&["--dry-run"])).says(&["there is no profile `default`"]);
    sandbox.refuses(9, &["uninstall", "-c", "env", "--config", "none.env"]).says(&["there is no AccessKey in"]);
}

#[test]
fn a_key_that_the_ledger_does_not_know_stays_unless_forced() {
    let sandbox = Sandbox::new();
    write_private(&sandbox.home(CONFIG), unknown_key().as_bytes());
    let refused = sandbox.refuses(8, &from_aliyun(&[]));
    let refused = refused.says(&["LTAI****0001, which the ledger does not know", "--force"]);
    assert!(!refused.err.contains(SECRET));
    sandbox.run(&from_aliyun(&["--force"])).succeeds();
    let left = fs::read_to_string(sandbox.home(CONFIG)).unwrap();
    assert_eq!(left, r#"{"profiles": [{"name": "other"}]}"#);
}

#[test]
fn under_both_names_of_acme_sh_no_unknown_key_is_taken_out() {
    let sandbox = Sandbox::with_key();
    let bundle = sandbox.bundle(&[]);
    let uninstall = ["uninstall", "--client", "acme-sh", "--config", "account.conf"];
    sandbox.run(&["install", &bundle, "-i", "identity.txt", "-c", "acme-sh", "--config", "account.conf"]).succeeds();
    let ours = sandbox.read("account.conf");
    let theirs = ours.replace(ID, OTHER_ID).replace(SECRET, OTHER_SECRET);
    let elsewhere = ours.replace("SAVED_", "") + &theirs;
    write_private(&sandbox.path("moved.conf"), elsewhere.as_bytes());
    let moved = ["uninstall", "--client", "acme-sh", "--config", "moved.conf"];
    sandbox.run(&moved).shows(&["still holds LTAI****0002, which the ledger does not know"]).succeeds();
    assert_eq!(sandbox.read("moved.conf"), theirs);
    sandbox.refuses(8, &moved).says(&["LTAI****0002, which the ledger does not know"]);
    sandbox.run(&uninstall).succeeds();
}

#[test]
fn unsafe_places_and_broken_files_are_left_alone() {
    let sandbox = Sandbox::new();
    write_private(&sandbox.home(CONFIG), b"{\"profiles\": [CANARY");
    let refused = sandbox.refuses(5, &from_aliyun(&["--force"])).says(&["line 1, column"]);
    assert!(!refused.err.contains("CANARY"));
    write_private(&sandbox.home("real.json"), unknown_key().as_bytes());
    fs::remove_file(sandbox.home(CONFIG)).unwrap();
    std::os::unix::fs::symlink(sandbox.home("real.json"), sandbox.home(CONFIG)).unwrap();
    sandbox.refuses(7, &from_aliyun(&["--force"])).says(&["symbolic link", "--follow"]);
    sandbox.run(&from_aliyun(&["--force", "--follow"])).succeeds();
    assert!(sandbox.home(CONFIG).is_symlink());
    assert!(!fs::read_to_string(sandbox.home("real.json")).unwrap().contains(SECRET));
}

#[test]
fn another_key_in_the_same_place_keeps_the_ledger_right() {
    let sandbox = Sandbox::with_key();
    let first = sandbox.bundle(&[]);
    sandbox.run(&to_install(&first)).succeeds();
    let second = sandbox.bundle_of(OTHER_ID, OTHER_SECRET, &["--for", "bob", "--supersedes", ID]);
    sandbox.run(&to_install(&second)).succeeds();
    sandbox.run(&from_aliyun(&[])).shows(&["LTAI****0002: the file goes too"]).succeeds();
    assert!(!sandbox.home(CONFIG).exists());
    let shown = sandbox.run(&["show", "bob", "--json"]).json();
    assert_eq!(shown["installed"].as_array().unwrap().len(), 0);
}

/// Another key stands where ours was installed: somebody changed the file by hand.
#[test]
fn a_key_that_somebody_put_in_place_of_ours_stays() {
    let sandbox = Sandbox::with_key();
    let bundle = sandbox.bundle(&[]);
    sandbox.run(&to_install(&bundle)).succeeds();
    let theirs = fs::read_to_string(sandbox.home(CONFIG)).unwrap().replace(ID, "LTAI5tEXAMPLEexample0999");
    write_private(&sandbox.home(CONFIG), theirs.as_bytes());
    sandbox.refuses(8, &from_aliyun(&[])).says(&["LTAI****0999, which the ledger does not know", "--force"]);
}

#[test]
fn another_family_of_variables_with_a_key_of_its_own_stays() {
    let sandbox = Sandbox::with_key();
    let bundle = sandbox.bundle(&[]);
    let theirs = "OSS_ACCESS_KEY_ID=LTAI5tEXAMPLEexample0999\nOSS_ACCESS_KEY_SECRET=EXAMPLEexampleEXAMPLEexample99\n";
    sandbox.write("x.env", theirs);
    sandbox.run(&["install", &bundle, "-i", "identity.txt", "-c", "env", "--config", "x.env"]).succeeds();
    let told = sandbox.run(&["uninstall", "-c", "env", "--config", "x.env"]);
    told.shows(&["LTAI****0001: the rest stays", "still holds LTAI****0999, which the ledger does not know"])
        .succeeds();
    assert_eq!(sandbox.read("x.env"), theirs);
}

#[test]
fn one_file_has_one_name_however_it_is_spelt() {
    let sandbox = Sandbox::with_key();
    let bundle = sandbox.bundle(&[]);
    make_directory(&sandbox.path("app"));
    let install = ["install", &bundle, "-i", "identity.txt", "-c", "env", "--config", "app/../app/./x.env"];
    sandbox.run(&install).succeeds();
    sandbox.run(&["uninstall", "-c", "env", "--config", "app/x.env"]).shows(&["the file goes too"]).succeeds();
    assert!(!sandbox.has("app/x.env"));
    sandbox.refuses(2, &["uninstall", "-c", "env", "--config", "app/"]).says(&["is a directory, and env has one file"]);
}

#[test]
fn a_file_that_somebody_made_anew_is_theirs() {
    let sandbox = Sandbox::with_key();
    let bundle = sandbox.bundle(&[]);
    let install = ["install", &bundle, "-i", "identity.txt", "-c", "env", "--config", "x.env"];
    sandbox.run(&install).succeeds();
    sandbox.write("x.env", "");
    sandbox.run(&install).succeeds();
    sandbox.run(&["uninstall", "-c", "env", "--config", "x.env"]).shows(&["the rest stays"]).succeeds();
    assert_eq!(sandbox.read("x.env"), "");
}

#[test]
fn a_region_that_stands_there_without_a_key_is_not_taken_over_unasked() {
    for (client, text) in [
        ("env", "ALIBABA_CLOUD_REGION_ID=cn-beijing\nX=1\n"),
        ("env", "X=1\nALIBABA_CLOUD_REGION=cn-beijing\n"),
        ("json", "{\"default\": {\"region_id\": \"cn-beijing\"}}"),
        ("toml", "[default]\nregion_id = \"cn-beijing\"\n"),
        ("aliyun", "{\"profiles\": [{\"name\": \"default\", \"mode\": \"AK\", \"region_id\": \"cn-beijing\"}]}"),
        ("aliyun-log", "[main]\nregion-endpoint = cn-beijing.log.aliyuncs.com\n"),
        ("ossutil", "[default]\nregion = cn-beijing\n"),
        ("rclone", "[default]\ntype = s3\nprovider = Alibaba\nendpoint = oss-cn-beijing.aliyuncs.com\n"),
    ] {
        let sandbox = Sandbox::with_key();
        let bundle = sandbox.bundle(&["--region", "cn-hangzhou"]);
        write_private(&sandbox.path("app.conf"), text.as_bytes());
        let install = ["install", &bundle, "-i", "identity.txt", "--client", client, "--config", "app.conf"];
        sandbox.refuses(8, &install).says(&["has another region, and no key", "--replace"]);
        assert_eq!(sandbox.read("app.conf"), text, "{client}");
        sandbox.run(&[&install[..], &["--replace"]].concat()).succeeds();
        assert!(sandbox.read("app.conf").contains(SECRET) && !sandbox.read("app.conf").contains("beijing"), "{client}");
    }
}

#[test]
fn a_region_of_other_variables_stays_where_it_is() {
    let before = "ALICLOUD_REGION=cn-beijing\nX=1\n";
    let sandbox = Sandbox::with_key();
    let bundle = sandbox.bundle(&["--region", "cn-hangzhou"]);
    write_private(&sandbox.path(".env"), before.as_bytes());
    sandbox.run(&["install", &bundle, "-i", "identity.txt", "--client", "env", "--config", ".env"]).succeeds();
    assert!(sandbox.read(".env").contains("ALIBABA_CLOUD_REGION_ID=cn-hangzhou"));
    sandbox.run(&["uninstall", "--client", "env", "--config", ".env"]).succeeds();
    assert_eq!(sandbox.read(".env"), before);
    let shown = sandbox.run(&["show", "alice", "--json"]).json();
    assert_eq!(shown["installed"], serde_json::Value::Array(Vec::new()), "the key is nowhere any more");
    sandbox.refuses(9, &["uninstall", "--client", "env", "--config", ".env"]).says(&["there is no AccessKey in"]);
}

#[test]
fn a_profile_without_a_key_is_none_to_take_out() {
    let sandbox = Sandbox::with_key();
    let uninstall = ["uninstall", "--client", "aws", "--profile", "default"];
    let plain = "[default]\nregion = cn-beijing\nendpoint_url = https://s3.oss-cn-beijing.aliyuncs.com\n";
    write_private(&sandbox.home(".aws/config"), plain.as_bytes());
    sandbox.refuses(9, &uninstall).says(&["there is no profile `default` in"]);
    write_private(&sandbox.home(".aws/config"), b"[default]\nregion = us-east-1\n");
    sandbox.refuses(8, &uninstall).says(&["holds no AccessKey under this name"]);
}

#[test]
fn a_section_for_options_of_the_client_is_no_profile() {
    let sandbox = Sandbox::with_key();
    let bundle = sandbox.bundle(&["--region", "cn-hangzhou"]);
    for name in ["__option__", "__logging__"] {
        let profile = ["--client", "aliyun-log", "--profile", name];
        let says = [name, "is no profile of aliyun-log"];
        sandbox.refuses(2, &[&["install", &bundle, "-i", "identity.txt"], &profile[..]].concat()).says(&says);
        sandbox.refuses(2, &[&["uninstall"], &profile[..]].concat()).says(&says);
    }
    assert!(!sandbox.home(".aliyunlogcli").exists());
}

#[test]
fn an_empty_place_goes_with_its_key_and_help_says_so() {
    for (client, before, after) in [
        ("sdk", "[default]\n\n[x]\na = 1\n", "\n[x]\na = 1\n"),
        ("toml", "[default]\n", ""),
        ("json", "{\"default\": {}}", "{}"),
    ] {
        let sandbox = Sandbox::with_key();
        let bundle = sandbox.bundle(&[]);
        write_private(&sandbox.path("app.conf"), before.as_bytes());
        let place = ["--client", client, "--config", "app.conf", "--profile", "default"];
        sandbox.run(&[&["install", &bundle, "-i", "identity.txt"], &place[..]].concat()).succeeds();
        sandbox.run(&[&["uninstall"], &place[..]].concat()).succeeds();
        assert_eq!(sandbox.read("app.conf"), after, "{client}");
    }
    let help = Sandbox::new().run(&["uninstall", "--help"]).succeeds();
    let help = help.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(help.contains("even one that was there before the key"), "{help}");
}

//! `which`: where readers look, in their order, and which key wins; and the warning of `install` when it is
//! another one than was just installed. The rules of each reader are tested in `src/readers`.

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::Path;

use akvault::printable::is_unprintable;
use serde_json::Value;

use crate::sandbox::{
    ID, MASKED, OTHER_ID, OTHER_SECRET, SECRET, Sandbox, make_directory, make_fifo, to_install, write_private,
};

const CONFIG: &str = ".aliyun/config.json";
const ENV: [(&str, &str); 2] =
    [("ALIBABA_CLOUD_ACCESS_KEY_ID", OTHER_ID), ("ALIBABA_CLOUD_ACCESS_KEY_SECRET", OTHER_SECRET)];

/// A config.json with the key under each of these profiles; the first is `current`.
fn config(profiles: &[&str]) -> String {
    let profile = |name: &&str| {
        format!(
            "{{\"name\": \"{name}\", \"mode\": \"AK\", \"access_key_id\": \"{ID}\", \"access_key_secret\": \"{SECRET}\", \
             \"region_id\": \"cn-hangzhou\"}}"
        )
    };
    let all = profiles.iter().map(profile).collect::<Vec<_>>().join(", ");
    format!("{{\"current\": \"{}\", \"profiles\": [{all}]}}", profiles[0])
}

fn with_config(profiles: &[&str]) -> Sandbox {
    let sandbox = Sandbox::new();
    write_private(&sandbox.home(CONFIG), config(profiles).as_bytes());
    sandbox
}

/// Lines are broken where they would get too long.
fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The answer of one reader.
fn reader<'v>(told: &'v Value, word: &str) -> &'v Value {
    let readers = told["readers"].as_array().unwrap();
    readers.iter().find(|reader| reader["reader"] == word).unwrap_or_else(|| panic!("no {word} in {told:#}"))
}

/// The place of this kind.
fn place<'v>(reader: &'v Value, kind: &str) -> &'v Value {
    let places = reader["places"].as_array().unwrap();
    places.iter().find(|place| place["kind"] == kind).unwrap_or_else(|| panic!("no {kind} in {reader:#}"))
}

#[test]
fn a_person_sees_who_wins_and_what_is_shadowed() {
    let sandbox = with_config(&["default"]);
    let told = sandbox.run(&["which"]).succeeds();
    for line in
        ["wins        LTAI****0001 in ~/.aliyun/config.json (profile default, 0600)", "unseen      alibabacloud.access"]
    {
        assert!(told.contains(line), "{told}");
    }
    assert!(told.contains("Nothing here for: ") && told.contains("oss-sdk"), "{told}");
    assert!(told.lines().all(|line| line.chars().count() <= 80), "{told}");
    let told = sandbox.run_with_variables(&ENV, &["which"]).succeeds();
    let expected = [
        "LTAI****0002 wins, from ALIBABA_CLOUD_ACCESS_KEY_ID, ALIBABA_CLOUD_ACCESS_KEY_SECRET",
        "shadowed    LTAI****0001 in ~/.aliyun/config.json (profile default, 0600)",
        "it fills only what the profile leaves empty",
    ];
    for line in expected {
        assert!(on_one_line(&told).contains(&on_one_line(line)), "{line}: {told}");
    }
}

#[test]
fn a_program_reads_every_place_of_every_reader() {
    let sandbox = with_config(&["default"]);
    let told = sandbox.run_with_variables(&ENV, &["which", "--json"]).json();
    assert!(told["readers"].as_array().unwrap().len() >= 19);
    let python = reader(&told, "python-sdk");
    assert_eq!((&python["name"], &python["client"]), (&"the Python SDK".into(), &"sdk".into()));
    assert_eq!(python["clients"][1], "aliyun");
    let environment = place(python, "environment");
    assert_eq!((&environment["state"], &environment["access_key_id"]), (&"wins".into(), &"LTAI****0002".into()));
    assert_eq!(environment["mode"], Value::Null);
    let config = place(python, "config");
    assert_eq!((&config["state"], &config["access_key_id"]), (&"shadowed".into(), &MASKED.into()));
    assert_eq!(
        (&config["mode"], &config["profile"], &config["note"]),
        (&"0600".into(), &"default".into(), &Value::Null)
    );
    assert_eq!(config["where"], sandbox.home(CONFIG).to_str().unwrap());
    assert_eq!((&config["path"], &environment["path"]), (&config["where"], &Value::Null));
    assert_eq!(python["winner"]["path"], Value::Null);
    assert_eq!(python["winner"]["order"], environment["order"]);
    assert_eq!((&python["winner"]["kind"], &python["fails_at"]), (&"environment".into(), &Value::Null));
    let java = reader(&told, "java-sdk");
    assert_eq!(
        (&java["places"][1]["kind"], &java["places"][1]["state"]),
        (&"system-properties".into(), &"unseen".into())
    );
    let orders: Vec<u64> =
        java["places"].as_array().unwrap().iter().map(|place| place["order"].as_u64().unwrap()).collect();
    assert_eq!(orders, (1..).take(orders.len()).collect::<Vec<u64>>());
    assert_eq!(reader(&told, "packer")["winner"], Value::Null);
    let stopped = sandbox.run_with_variables(&[("ALIBABA_CLOUD_PROFILE", "gone")], &["which", "--json"]).json();
    assert_eq!(reader(&stopped, "aliyun")["fails_at"], 2);
}

#[test]
fn readers_are_chosen_by_client_or_by_word() {
    let sandbox = Sandbox::new();
    let words = |arguments: &[&str]| -> Vec<String> {
        let told = sandbox.run(&[&["which", "--json"], arguments].concat()).json();
        told["readers"].as_array().unwrap().iter().map(|reader| reader["reader"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(words(&["--reader", "lego,go-sdk"]), ["go-sdk", "lego"]);
    assert!(words(&["--client", "aliyun"]).contains(&"terraform".to_owned()));
    assert!(!words(&["--client", "aliyun"]).contains(&"oss-sdk".to_owned()));
    assert!(words(&["-c", "env"]).contains(&"oss-sdk".to_owned()));
    sandbox.run(&["which", "--reader", "lego"]).shows(&["lego", "no key", "ALICLOUD_ACCESS_KEY"]).succeeds();
    sandbox.run(&["which", "--client", "json"]).says(&["no program is known that looks for files of json"]).succeeds();
    sandbox.run(&["which", "--client", "help"]).shows(&["aliyun "]).succeeds();
}

#[test]
fn a_profile_and_a_file_can_be_given_as_to_the_reader() {
    let sandbox = with_config(&["default", "prod"]);
    sandbox.write("elsewhere/config.json", config(&["other"]).replace(ID, OTHER_ID));
    let winner = |arguments: &[&str]| {
        let told = sandbox.run(&[&["which", "--reader", "go-sdk", "--json"], arguments].concat()).json();
        let winner = &reader(&told, "go-sdk")["winner"];
        (winner["profile"].clone(), winner["access_key_id"].clone())
    };
    assert_eq!(winner(&["--profile", "prod"]), ("prod".into(), MASKED.into()));
    assert_eq!(winner(&["--profile", "Gone.x"]), (Value::Null, Value::Null));
    let elsewhere = ("other".into(), "LTAI****0002".into());
    for arguments in [
        &["--config", "aliyun=elsewhere/config.json"][..],
        &["--config", "aliyun=elsewhere"],
        &["--client", "aliyun", "--config", "elsewhere/"],
    ] {
        assert_eq!(winner(arguments), elsewhere, "{arguments:?}");
    }
}

#[test]
fn wrong_arguments_are_usage_errors() {
    let sandbox = with_config(&["default"]);
    sandbox.refuses(2, &["which", "--client", "nothing"]).says(&["nothing", "aliyun"]);
    sandbox.refuses(2, &["which", "--reader", "nothing"]).says(&["nothing", "python-sdk"]);
    sandbox.refuses(2, &["which", "--profile", ""]).says(&["--profile"]);
    sandbox.refuses(2, &["which", "--config", "x.json"]).says(&["not said which client", "--config CLIENT=PATH"]);
    sandbox.refuses(2, &["which", "--config", "aliyun="]).says(&["names no file"]);
    sandbox.refuses(2, &["which", "-c", "env", "--config", "aliyun=x"]).says(&["a client that is not named"]);
    let twice = ["which", "--config", "aliyun=x", "--config", "aliyun=y"];
    sandbox.refuses(2, &twice).says(&["second --config", "unchanged: everything: this command only reads"]);
    sandbox.refuses(2, &["which", "--config", "env=.env"]).says(&["looks for files of env", "set the variables"]);
    sandbox.refuses(2, &["which", "extra"]).says(&["extra"]);
    sandbox.refuses(2, &["which", "--owner", "nobody-of-that-name"]).says(&["no user or group"]);
}

#[test]
fn nothing_is_written_made_or_locked() {
    let sandbox = with_config(&["default"]);
    let before = sandbox.inventory();
    sandbox.run(&["which"]).succeeds();
    sandbox.run(&["which", "--json", "--follow"]).succeeds();
    sandbox.assert_unchanged(&before);
    let names: Vec<_> =
        fs::read_dir(sandbox.home(".aliyun")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names, ["config.json"]);
    assert!(!sandbox.vault("").exists() && !sandbox.home(".alibabacloud").exists());
}

#[test]
fn what_is_broken_is_a_finding_and_no_failure() {
    let sandbox = Sandbox::new();
    let path = sandbox.home(CONFIG);
    let config_place = || {
        let told = sandbox.run(&["which", "--reader", "go-sdk", "--json"]).json();
        let place = place(reader(&told, "go-sdk"), "config").clone();
        (place["state"].as_str().unwrap().to_owned(), place["note"].as_str().unwrap_or_default().to_owned())
    };
    let broken = |content: &[u8], note: &str| {
        write_private(&path, content);
        let (state, found) = config_place();
        assert!(state == "broken" && found.contains(note), "{state} {found}");
    };
    broken(b"{\"current\":\n \"CANARY\" oops", "line 2, column");
    broken(b"\xff\xfe", "not UTF-8");
    broken("\u{feff}{}".as_bytes(), "byte order mark");
    write_private(&path, &vec![b' '; (1 << 20) + 1]);
    assert_eq!(config_place(), ("unseen".to_owned(), "it is larger than 1048576 bytes".to_owned()));
    write_private(&path, b"");
    assert_eq!(config_place().0, "absent");
    fs::remove_file(&path).unwrap();
    make_fifo(&path);
    assert_eq!(config_place(), ("broken".to_owned(), "it is not a regular file".to_owned()));
    fs::remove_file(&path).unwrap();
    make_directory(&path);
    assert_eq!(config_place().0, "broken");
    fs::remove_dir(&path).unwrap();
    fs::remove_dir(sandbox.home(".aliyun")).unwrap();
    write_private(&sandbox.home(".aliyun"), b"");
    assert_eq!(config_place().0, "absent");
}

#[test]
fn a_mode_that_is_too_loose_is_remarked_and_changed_by_nobody() {
    let sandbox = with_config(&["default"]);
    fs::set_permissions(sandbox.home(CONFIG), fs::Permissions::from_mode(0o644)).unwrap();
    let before = sandbox.inventory();
    let told = on_one_line(&sandbox.run(&["which"]).succeeds());
    assert!(told.contains("(profile default, 0644); others can use the file"), "{told}");
    sandbox.assert_unchanged(&before);
}

#[test]
fn links_are_looked_behind_with_follow_alone() {
    let sandbox = Sandbox::new();
    sandbox.write("dotfiles/aliyun/config.json", config(&["default"]));
    symlink(sandbox.path("dotfiles/aliyun"), sandbox.home(".aliyun")).unwrap();
    let told = sandbox.run(&["which", "--json"]).json();
    let config = place(reader(&told, "go-sdk"), "config");
    assert_eq!((&config["state"], &config["access_key_id"]), (&"unseen".into(), &Value::Null));
    assert!(config["note"].as_str().unwrap().contains("akvault does with --follow"), "{config}");
    assert_eq!(reader(&told, "go-sdk")["unless"][0], config["order"], "the winner is not known for sure");
    sandbox.run(&["which"]).shows(&["no key, unless there is one in what could not be looked at:"]).succeeds();
    let told = sandbox.run(&["which", "--json", "--follow"]).json();
    assert_eq!(reader(&told, "go-sdk")["unless"], Value::Array(Vec::new()));
    let config = place(reader(&told, "go-sdk"), "config");
    assert_eq!((&config["state"], &config["access_key_id"]), (&"wins".into(), &MASKED.into()));
    assert!(config["note"].as_str().unwrap().contains("behind the symbolic link"), "{config}");
    fs::remove_file(sandbox.home(".aliyun")).unwrap();
    symlink(sandbox.home(".aliyun"), sandbox.home(".aliyun")).unwrap();
    sandbox.run(&["which", "--follow"]).shows(&["broken"]).succeeds();
}

#[test]
fn no_secret_is_told_wherever_it_stands() {
    const CANARY: &str = "CANARYxCANARYxCANARYxCANARYx01";
    let sandbox = Sandbox::new();
    let text = config(&["default"]).replace(SECRET, CANARY).replace("\"AK\"", &format!("\"{CANARY}\""));
    write_private(&sandbox.home(CONFIG), text.replace(ID, CANARY).as_bytes());
    for (name, content) in [
        (
            ".alibabacloud/credentials",
            format!(
                "[default]\nenable = true\ntype = {CANARY}\naccess_key_id = {CANARY}\naccess_key_secret = {CANARY}\n"
            ),
        ),
        (".alibabacloud/credentials.ini", format!("[default]\naccess_key_secret = {CANARY}\nbroken {CANARY}\n")),
        (
            ".ossutilconfig",
            format!(
                "[Credentials]\naccessKeyID={CANARY}\naccessKeySecret={CANARY}\n[default]\naccessKeySecret={CANARY}\n"
            ),
        ),
        (".aws/credentials", format!("[default]\naws_access_key_id={CANARY}\naws_secret_access_key={CANARY}\n")),
        (
            ".config/rclone/rclone.conf",
            format!("[oss]\ntype = s3\naccess_key_id = {CANARY}\nsecret_access_key = {CANARY}\n"),
        ),
        (".acme.sh/account.conf", format!("SAVED_Ali_Key='{CANARY}'\nSAVED_Ali_Secret='{CANARY}'\n")),
        (".aliyunlogcli", format!("[main]\naccess-id={CANARY}\naccess-key={CANARY}\n")),
    ] {
        write_private(&sandbox.home(name), content.as_bytes());
    }
    let names = [
        "ALIBABA_CLOUD_ACCESS_KEY_ID",
        "ALIBABA_CLOUD_ACCESS_KEY_SECRET",
        "ALIBABA_CLOUD_SECURITY_TOKEN",
        "ALIBABA_CLOUD_CREDENTIALS_URI",
        "ALICLOUD_ACCESS_KEY",
        "ALICLOUD_SECRET_KEY",
        "OSS_ACCESS_KEY_SECRET",
        "AWS_SECRET_ACCESS_KEY",
        "Ali_Secret",
        "OSSUTIL_CONFIG_VALUE",
        "ALIBABA_CLOUD_ROLE_ARN",
        "ALIBABA_CLOUD_OIDC_PROVIDER_ARN",
        "ALIBABA_CLOUD_OIDC_TOKEN_FILE",
        "ALIBABA_CLOUD_ECS_METADATA",
        "ALIYUN_LOG_CLI_ACCESSKEY",
        "ALICLOUD_RAM_ROLE",
        "RCLONE_S3_SECRET_ACCESS_KEY",
        "ALIBABA_CLOUD_PROFILE",
        "ALICLOUD_PROFILE",
        "AWS_PROFILE",
        "OSSUTIL_PROFILE",
        "ALIYUN_LOG_CLI_CLIENT_NAME",
    ];
    let variables: Vec<(&str, &str)> = names.iter().map(|name| (*name, CANARY)).collect();
    for variables in [&variables[..], &[]] {
        for arguments in [&["which"][..], &["which", "--json"]] {
            let outcome = sandbox.run_with_variables(variables, arguments);
            assert_eq!(outcome.code, 0, "{outcome:?}");
            assert!(!outcome.out.contains("CANARY") && !outcome.err.contains("CANARY"), "{outcome:#?}");
        }
    }
}

#[test]
fn control_characters_from_files_and_variables_stay_off_the_terminal() {
    const HOSTILE: &str = "\u{1b}[2J\u{1b}]52;c;eA==\u{7}\u{9b}31m\u{202e}\u{200b}\r\nx";
    let sandbox = Sandbox::new();
    let spelt = Value::from(HOSTILE).to_string();
    let profile =
        format!("{{\"name\": {spelt}, \"mode\": {spelt}, \"access_key_id\": {spelt}, \"access_key_secret\": \"x\"}}");
    write_private(&sandbox.home(CONFIG), format!("{{\"current\": {spelt}, \"profiles\": [{profile}]}}").as_bytes());
    let names = [
        "ALIBABA_CLOUD_ACCESS_KEY_ID",
        "ALIBABA_CLOUD_PROFILE",
        "ALIBABA_CLOUD_CREDENTIALS_FILE",
        "RCLONE_CONFIG",
        "AWS_PROFILE",
    ];
    let variables: Vec<(&str, &str)> = names.iter().map(|name| (*name, HOSTILE)).collect();
    for variables in [&variables[..], &[]] {
        for arguments in [&["which"][..], &["which", "--json"], &["which", "--profile", HOSTILE]] {
            let outcome = sandbox.run_with_variables(variables, arguments);
            assert_eq!(outcome.code, 0, "{outcome:?}");
            let raw = |text: &str| text.chars().any(is_unprintable);
            assert!(!raw(&outcome.out) && !raw(&outcome.err), "{:?}", outcome.out);
        }
    }
}

#[test]
fn without_a_home_directory_the_environment_is_told_all_the_same() {
    let sandbox = Sandbox::new();
    let told = sandbox.run_with_variables(&[ENV[0], ENV[1], ("HOME", "")], &["which", "--reader", "oss-sdk,go-sdk"]);
    told.shows(&["LTAI****0002 wins"]).succeeds();
}

#[test]
fn somebody_elses_files_are_for_root_and_their_environment_for_nobody() {
    let sandbox = with_config(&["default"]);
    let is_root = effective_uid() == 0;
    let owned = ["which", "--owner", "nobody", "--json", "--config", "aliyun=../home/.aliyun/config.json"];
    let outcome = sandbox.run_with_variables(&ENV, &owned);
    if !is_root {
        outcome.fails(7).says(&["only root"]);
        return;
    }
    let told = outcome.json();
    let go = reader(&told, "go-sdk");
    assert_eq!(place(go, "environment")["state"], "unseen");
    let config = place(go, "config");
    assert_eq!(config["state"], "wins");
    assert!(config["note"].as_str().unwrap().contains("belongs to user 0"), "{config}");
}

fn effective_uid() -> u32 {
    use std::os::unix::fs::MetadataExt as _;
    fs::metadata(Path::new("/proc/self")).map_or(1, |stat| stat.uid())
}

#[test]
fn a_link_of_somebody_else_is_not_looked_behind_even_with_follow() {
    if effective_uid() != 0 {
        return;
    }
    let sandbox = Sandbox::new();
    sandbox.write("elsewhere/config.json", config(&["default"]));
    make_directory(&sandbox.home(".aliyun"));
    symlink(sandbox.path("elsewhere/config.json"), sandbox.home(CONFIG)).unwrap();
    std::os::unix::fs::lchown(sandbox.home(CONFIG), Some(65534), None).unwrap();
    let told = sandbox.run(&["which", "--json", "--follow"]).json();
    let config = place(reader(&told, "go-sdk"), "config");
    assert_eq!(config["state"], "unseen");
    assert!(config["note"].as_str().unwrap().contains("of user 65534"), "{config}");
}

#[test]
fn nesting_without_end_is_bounded() {
    let sandbox = Sandbox::new();
    for text in ["[".repeat(1_000_000), "{\"profiles\":".repeat(80_000), "[a]\n".repeat(200_000)] {
        for file in [CONFIG, ".alibabacloud/credentials", ".aws/config", ".config/rclone/rclone.conf"] {
            write_private(&sandbox.home(file), text.as_bytes());
        }
        sandbox.run(&["which"]).shows(&["broken"]).succeeds();
    }
}

/// Everything about the key that was installed, on standard error.
fn install(sandbox: &Sandbox, variables: &[(&str, &str)], more: &[&str]) -> (String, Value) {
    let bundle = sandbox.bundle(&[]);
    let arguments = [&to_install(&bundle)[..], &["--json"], more].concat();
    let outcome = sandbox.run_with_variables(variables, &arguments);
    let err = outcome.err.clone();
    let shadowed = outcome.json()["shadowed_by"].clone();
    (err, shadowed)
}

#[test]
fn after_an_installation_whoever_takes_another_key_is_named() {
    let sandbox = Sandbox::with_key();
    let (err, shadowed) = install(&sandbox, &ENV, &[]);
    let from = "LTAI****0002 from the environment (ALIBABA_CLOUD_ACCESS_KEY_ID, ALIBABA_CLOUD_ACCESS_KEY_SECRET) before this file";
    assert!(err.contains(from) && err.contains("the Python SDK, ") && !err.contains("the aliyun CLI"), "{err}");
    assert_eq!(err.matches(from).count(), 1, "one warning for all of them: {err}");
    assert_eq!(shadowed[0]["reason"], "shadowed");
    assert_eq!((&shadowed[0]["kind"], &shadowed[0]["access_key_id"]), (&"environment".into(), &"LTAI****0002".into()));
    assert!(shadowed[0]["readers"].as_array().unwrap().contains(&"go-sdk".into()));
    assert!(!err.contains(OTHER_SECRET));
    assert_eq!((&shadowed[0]["path"], &shadowed[0]["choose"]), (&Value::Null, &Value::Null));
}

#[test]
fn after_an_installation_there_is_no_warning_where_the_key_wins() {
    let sandbox = Sandbox::with_key();
    let same = [("ALIBABA_CLOUD_ACCESS_KEY_ID", ID), ("ALIBABA_CLOUD_ACCESS_KEY_SECRET", SECRET)];
    for variables in [&[][..], &same] {
        let (err, shadowed) = install(&sandbox, variables, &[]);
        assert!(!err.contains("take") && shadowed == Value::Array(Vec::new()), "{err} {shadowed}");
    }
}

#[test]
fn after_an_installation_under_a_profile_that_nobody_takes_it_is_said_how_to_choose_it() {
    let sandbox = Sandbox::with_key();
    write_private(&sandbox.home(CONFIG), config(&["default"]).replace(ID, OTHER_ID).as_bytes());
    let (err, shadowed) = install(&sandbox, &[], &["--profile", "prod"]);
    assert_eq!(err.matches("choose it with ALIBABA_CLOUD_PROFILE=prod").count(), 1, "{err}");
    assert_eq!((&shadowed[0]["reason"], &shadowed[0]["profile"]), (&"profile".into(), &"default".into()));
    assert_eq!(shadowed[0]["path"], sandbox.home(CONFIG).to_str().unwrap());
    assert_eq!(shadowed[0]["choose"], "ALIBABA_CLOUD_PROFILE=prod");
    let (err, shadowed) = install(&sandbox, &[("ALIBABA_CLOUD_PROFILE", "prod")], &["--profile", "prod"]);
    assert!(!err.contains("the Go SDK"), "{err} {shadowed}");
    let (err, _) = install(&sandbox, &[("ALIBABA_CLOUD_PROFILE", "gone")], &["--profile", "prod"]);
    assert!(err.contains("the aliyun CLI takes nothing from") && err.contains("no profile `gone`"), "{err}");
}

/// The warnings after an installation in `cn-hangzhou`, a line each.
fn warnings(sandbox: &Sandbox, variables: &[(&str, &str)], more: &[&str]) -> Vec<String> {
    let bundle = sandbox.bundle(&["--region", "cn-hangzhou"]);
    let arguments = [&["install", &bundle, "-i", "identity.txt", "--json"], more].concat();
    let outcome = sandbox.run_with_variables(variables, &arguments);
    assert_eq!(outcome.code, 0, "{outcome:?}");
    let told = on_one_line(&outcome.err.replace("akvault: ", "\u{0}").replace("warning: ", "\u{0}"));
    let is_one = |line: &String| line.contains(" take") || line.contains(" instead of this file");
    told.split('\u{0}').map(|line| line.trim().to_owned()).filter(is_one).collect()
}

#[test]
fn after_an_installation_a_profile_is_no_advice_where_the_environment_wins_even_then() {
    let from = "LTAI****0002 from the environment (ALIBABA_CLOUD_ACCESS_KEY_ID, ALIBABA_CLOUD_ACCESS_KEY_SECRET)";
    for client in ["sdk", "terraform"] {
        let told = warnings(&Sandbox::with_key(), &ENV, &["--client", client, "--profile", "neu"]);
        assert!(told.iter().any(|line| line.contains(from)), "{told:#?}");
        assert!(told.iter().all(|line| !line.contains("choose it")), "{told:#?}");
    }
    let told = warnings(&Sandbox::with_key(), &ENV, &["--client", "terraform", "--profile", "neu"]);
    assert!(told.iter().any(|line| line.starts_with("Terraform takes")), "{told:#?}");
    let told = warnings(&Sandbox::with_key(), &[], &["--client", "terraform", "--profile", "neu"]);
    assert_eq!(told, [""; 0], "what it waits for is said in the report");
}

#[test]
fn after_an_installation_each_reader_is_told_its_own_way_to_choose_a_profile() {
    let sandbox = Sandbox::with_key();
    write_private(&sandbox.home(CONFIG), config(&["default"]).replace(ID, OTHER_ID).as_bytes());
    let clients = ["--client", "aliyun,aws,ossutil,aliyun-log", "--profile", "neu"];
    let told = warnings(&sandbox, &[], &clients);
    for (who, choice) in [
        ("the aliyun CLI take", "ALIBABA_CLOUD_PROFILE=neu"),
        ("the AWS tools take another", "AWS_PROFILE=neu"),
        ("ossutil v2 takes another", "OSSUTIL_PROFILE=neu"),
        ("aliyun-log-cli takes another", "ALIYUN_LOG_CLI_CLIENT_NAME=neu"),
    ] {
        let is_told = |line: &&String| line.contains(who) && line.ends_with(&format!("; choose it with {choice}"));
        assert_eq!(told.iter().filter(is_told).count(), 1, "{who}: {told:#?}");
    }
    assert_eq!(told.len(), 4, "{told:#?}");
    let aliyun = warnings(&Sandbox::with_key(), &[], &["--client", "aliyun", "--profile", "neu"]);
    assert!(aliyun.is_empty(), "the new file has no other profile: {aliyun:#?}");
    let told = warnings(&sandbox, &[], &["--client", "aliyun", "--profile", "neu"]);
    assert!(
        told.iter().any(|line| line.contains("aliyun-log-cli takes") && line.ends_with("with --profile neu")),
        "{told:#?}"
    );
    let key = [("AWS_ACCESS_KEY_ID", OTHER_ID), ("AWS_SECRET_ACCESS_KEY", OTHER_SECRET)];
    let told = warnings(&Sandbox::with_key(), &key, &["--client", "aws", "--profile", "neu"]);
    assert_eq!(told, ["the AWS tools take another profile than `neu`; choose it with --profile neu"]);
    let told = warnings(&Sandbox::with_key(), &key, &["--client", "aws"]);
    assert!(told[0].starts_with("the AWS tools take LTAI****0002 from the environment"), "{told:#?}");
}

#[test]
fn after_an_installation_a_stale_config_file_that_hides_the_fresh_ini_is_named() {
    let sandbox = Sandbox::with_key();
    let bundle = sandbox.bundle(&[]);
    write_private(&sandbox.home(CONFIG), config(&["default"]).replace(ID, OTHER_ID).as_bytes());
    let install = ["install", &bundle, "-i", "identity.txt", "--client", "sdk"];
    let outcome = sandbox.run(&install);
    let all = "the Python SDK, the Java SDK, the C# SDK, the Go SDK, the Node SDK, the PHP SDK and the Go SDK v1 take";
    let from = format!("{all} LTAI****0002 from {} (profile default) before this file", sandbox.home(CONFIG).display());
    assert!(outcome.err.contains(&from), "{outcome:?}");
    assert_eq!(outcome.code, 0);
    let both =
        ["install", &bundle, "-i", "identity.txt", "--client", "sdk,aliyun,aws,rclone,aliyun-log,acme-sh,ossutil"];
    let outcome = sandbox.run(&[&both[..], &["--replace", "--region", "cn-hangzhou"]].concat());
    assert!(outcome.code == 0 && !outcome.err.contains("take"), "{outcome:?}");
    let told = sandbox.run(&["which", "--json"]).json();
    for answer in told["readers"].as_array().unwrap() {
        let is_served = !["python-sdk-core", "terraform", "packer", "ansible", "oss-sdk", "lego"]
            .contains(&answer["reader"].as_str().unwrap());
        let winner = answer["winner"]["access_key_id"].as_str();
        assert_eq!(winner, is_served.then_some(MASKED), "{answer:#}");
    }
}

#[test]
fn after_an_installation_into_another_file_nobody_is_asked() {
    let sandbox = Sandbox::with_key();
    let (err, shadowed) = install(&sandbox, &ENV, &["--config", "elsewhere/config.json"]);
    assert!(!err.contains("LTAI****0002") && shadowed == Value::Array(Vec::new()), "{err}");
}

#[test]
fn a_switched_off_config_file_is_remarked_after_an_installation() {
    let sandbox = Sandbox::with_key();
    let (err, shadowed) = install(&sandbox, &[("ALIBABA_CLOUD_CLI_PROFILE_DISABLED", "true")], &[]);
    assert!(err.contains("take nothing from") && err.contains("by ALIBABA_CLOUD_CLI_PROFILE_DISABLED"), "{err}");
    assert_eq!(shadowed[0]["reason"], "unread");
}

#[test]
fn after_an_installation_a_reader_that_a_variable_leads_to_another_file_is_named() {
    const FILES: &str = "ALICLOUD_SHARED_CREDENTIALS_FILE";
    let sdks = "the Python SDK, the Java SDK, the C# SDK, the Go SDK, the Node SDK, the PHP SDK and the Go SDK v1";
    for (client, variable, more, who) in [
        ("sdk", "ALIBABA_CLOUD_CREDENTIALS_FILE", None, format!("{sdks} read").as_str()),
        ("aliyun", "ALIBABA_CLOUD_CONFIG_FILE", None, "the Go SDK reads"),
        ("rclone", "RCLONE_CONFIG", None, "rclone reads"),
        ("aws", "AWS_SHARED_CREDENTIALS_FILE", None, "the AWS tools read"),
        ("ossutil", "OSSUTIL_CONFIG_FILE", None, "ossutil v2 reads"),
        ("acme-sh", "ACCOUNT_CONF_PATH", None, "acme.sh reads"),
        ("terraform", FILES, None, "Terraform reads"),
        ("aliyun", FILES, Some(("ALICLOUD_PROFILE", "default")), "Terraform and Packer read"),
    ] {
        let sandbox = Sandbox::with_key();
        let file = sandbox.path("elsewhere").display().to_string();
        let variables: Vec<(&str, &str)> = [(variable, file.as_str())].into_iter().chain(more).collect();
        let told = warnings(&sandbox, &variables, &["--client", client]);
        let expected = format!("{who} {file} instead of this file (named by {variable})");
        assert!(told.contains(&expected), "{expected}: {told:#?}");
    }
    let sandbox = Sandbox::with_key();
    let told = warnings(&sandbox, &[(FILES, "/elsewhere")], &["--client", "aliyun"]);
    assert_eq!(told, [""; 0], "without a profile, neither of the two reads any file");
}

#[test]
fn after_an_installation_the_rclone_conf_below_xdg_config_home_is_named_if_it_is_there() {
    let sandbox = Sandbox::with_key();
    let below = sandbox.path("xdg").display().to_string();
    let variables = [("XDG_CONFIG_HOME", below.as_str())];
    assert_eq!(warnings(&sandbox, &variables, &["--client", "rclone"]), [""; 0]);
    sandbox.write("xdg/rclone/rclone.conf", "[other]\ntype = drive\n");
    let told = warnings(&sandbox, &variables, &["--client", "rclone"]);
    let expected = format!("rclone reads {below}/rclone/rclone.conf instead of this file (named by XDG_CONFIG_HOME)");
    assert_eq!(told, [expected]);
}

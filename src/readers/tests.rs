//! Each rule of precedence, with an environment and files that are made up.

use std::path::Path;

use super::{Answer, Elsewhere, Kind, Place, READERS, State, World, ask, by_word};
use crate::private_file::{Error, Glimpse};

const ONE: &str = "LTAI5tEXAMPLEexample0001";
const TWO: &str = "LTAI5tEXAMPLEexample0002";
const CONFIG: &str = "/home/a/.aliyun/config.json";

type Pairs<'a> = &'a [(&'a str, &'a str)];

fn world<'w>(variables: Pairs<'w>, files: Pairs<'w>) -> World<'w> {
    let find = |pairs: Pairs<'w>, wanted: &str| {
        pairs.iter().find(|(name, _)| *name == wanted).map(|(_, value)| (*value).to_owned())
    };
    let glimpse = |text: String| Glimpse { bytes: text.into_bytes().into(), mode: 0o600, uid: 1000, link: None };
    World {
        variable: Some(Box::new(move |name| find(variables, name))),
        look: Box::new(move |path| Ok(find(files, path.to_str().unwrap()).map(glimpse))),
        home: Some("/home/a".into()),
        uid: 1000,
        profile: None,
        configs: Vec::new(),
    }
}

#[track_caller]
fn answer(reader: &str, world: &World<'_>) -> Answer {
    let mut answer = ask(by_word(reader).unwrap(), world);
    // What is given to the program itself is told everywhere, and the same everywhere.
    answer.places.retain(|place| !matches!(place.kind, Kind::Arguments | Kind::SystemProperties));
    answer
}

fn place(answer: &Answer, kind: Kind) -> &Place {
    answer.places.iter().find(|place| place.kind == kind).unwrap_or_else(|| panic!("no {kind:?} in {answer:#?}"))
}

/// `environment ****0002` or `config ****0001`, or `none`, or `stops at config`.
fn verdict(answer: &Answer) -> String {
    let told = |place: &Place| format!("{} {}", place.kind.word(), place.masked().unwrap_or_default());
    match (answer.winner(), answer.failure()) {
        (Some(winner), _) => told(winner).trim_end().replace("LTAI****", ""),
        (None, Some(failure)) => format!("stops at {}", failure.kind.word()),
        (None, None) => "none".to_owned(),
    }
}

#[track_caller]
fn assert_verdict(word: &str, variables: Pairs<'_>, files: Pairs<'_>, expected: &str) {
    let answer = answer(word, &world(variables, files));
    assert_eq!(verdict(&answer), expected, "{word} {variables:?}: {answer:#?}");
}

/// A config.json whose `current` is `default`.
fn config(profiles: &[&str]) -> String {
    format!("{{\"current\": \"default\", \"profiles\": [{}]}}", profiles.join(", "))
}

fn profile(name: &str, mode: &str, id: &str) -> String {
    format!(
        "{{\"name\": \"{name}\", \"mode\": \"{mode}\", \"access_key_id\": \"{id}\", \"access_key_secret\": \"SECRET\", \
         \"region_id\": \"cn-hangzhou\"}}"
    )
}

fn plain() -> String {
    config(&[&profile("default", "AK", ONE), &profile("prod", "AK", TWO)])
}

const SDKS: [&str; 7] = ["python-sdk", "java-sdk", "csharp-sdk", "go-sdk", "node-sdk", "php-sdk", "go-sdk-v1"];
const ENV: [(&str, &str); 2] = [("ALIBABA_CLOUD_ACCESS_KEY_ID", TWO), ("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "SECRET")];

#[test]
fn words_are_words_and_each_reader_has_its_own() {
    let words: Vec<&str> = READERS.iter().map(|reader| reader.word()).collect();
    let mut sorted = words.clone();
    sorted.sort_unstable();
    sorted.dedup();
    assert_eq!(sorted.len(), words.len());
    assert!(words.iter().all(|word| word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')));
    assert!(READERS.iter().all(|reader| !reader.name().is_empty()));
}

#[test]
fn an_empty_world_gives_nothing_to_anybody() {
    for reader in READERS {
        let answer = ask(*reader, &world(&[], &[]));
        assert!(answer.winner().is_none() && answer.failure().is_none() && !answer.finds_something(), "{answer:#?}");
        assert!(!answer.places.is_empty());
    }
}

#[test]
fn every_sdk_takes_the_environment_then_oidc_then_the_config_file() {
    let text = plain();
    let files = [(CONFIG, text.as_str())];
    let oidc = [
        ("ALIBABA_CLOUD_ROLE_ARN", "arn"),
        ("ALIBABA_CLOUD_OIDC_PROVIDER_ARN", "arn"),
        ("ALIBABA_CLOUD_OIDC_TOKEN_FILE", "/t"),
    ];
    for sdk in SDKS {
        assert_verdict(sdk, &ENV, &files, "environment 0002");
        assert_verdict(sdk, &[&ENV[..], &oidc].concat(), &files, "environment 0002");
        assert_verdict(sdk, &oidc, &files, "oidc");
        assert_verdict(sdk, &oidc[..2], &files, "config 0001");
        assert_verdict(sdk, &[], &files, "config 0001");
        let shadowed = answer(sdk, &world(&ENV, &files));
        assert_eq!(place(&shadowed, Kind::Config).state, State::Shadowed);
        let half = answer(sdk, &world(&oidc[..2], &files));
        assert_eq!(place(&half, Kind::Oidc).state, State::Incomplete);
    }
}

#[test]
fn half_a_pair_is_told_and_passed_over() {
    let text = plain();
    for half in ENV {
        let answer = answer("python-sdk", &world(&[half], &[(CONFIG, &text)]));
        assert_eq!(verdict(&answer), "config 0001");
        let environment = place(&answer, Kind::Environment);
        assert_eq!(environment.state, State::Incomplete);
        assert!(environment.notes[0].contains("is not set, and half a pair gives no key"), "{environment:?}");
    }
    let empty = [ENV[0], ("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "")];
    assert_verdict("python-sdk", &empty, &[(CONFIG, &text)], "config 0001");
}

#[test]
fn a_profile_is_the_one_that_is_told_else_the_variables_else_current() {
    let text = plain();
    let files = [(CONFIG, text.as_str())];
    for sdk in SDKS {
        assert_verdict(sdk, &[("ALIBABA_CLOUD_PROFILE", "prod")], &files, "config 0002");
        let mut told = world(&[("ALIBABA_CLOUD_PROFILE", "default")], &files);
        told.profile = Some("prod".to_owned());
        assert_eq!(verdict(&answer(sdk, &told)), "config 0002");
        let absent = answer(sdk, &world(&[("ALIBABA_CLOUD_PROFILE", "gone")], &files));
        assert_eq!((verdict(&absent).as_str(), place(&absent, Kind::Config).state), ("none", State::Absent));
        assert!(place(&absent, Kind::Config).notes.iter().any(|note| note.contains("no profile `gone`")));
    }
    let without = "{\"profiles\": []}";
    let answer = answer("go-sdk", &world(&[], &[(CONFIG, without)]));
    assert_eq!(place(&answer, Kind::Config).notes, ["it names no current profile"]);
    let other = r#"{"current": "prod", "profiles": [{"name": "prod", "mode": "AK", "access_key_id": "LTAIEXAMPLE00002", "access_key_secret": "x"}]}"#;
    assert_verdict("node-sdk", &[], &[(CONFIG, other)], "config 0002");
}

#[test]
fn only_go_takes_the_variable_that_names_the_config_file() {
    let (here, there) = (config(&[&profile("default", "AK", ONE)]), config(&[&profile("default", "AK", TWO)]));
    let files = [(CONFIG, here.as_str()), ("/x/c.json", there.as_str())];
    for sdk in SDKS {
        let expected = if sdk == "go-sdk" { "config 0002" } else { "config 0001" };
        assert_verdict(sdk, &[("ALIBABA_CLOUD_CONFIG_FILE", "/x/c.json")], &files, expected);
    }
}

#[test]
fn the_config_file_can_be_switched_off_and_go_is_strict_about_the_word() {
    let text = plain();
    let files = [(CONFIG, text.as_str())];
    for (value, go, others) in
        [("true", "none", "none"), ("TRUE", "config 0001", "none"), ("1", "config 0001", "config 0001")]
    {
        for sdk in SDKS {
            let expected = if sdk == "go-sdk" { go } else { others };
            assert_verdict(sdk, &[("ALIBABA_CLOUD_CLI_PROFILE_DISABLED", value)], &files, expected);
        }
    }
}

#[test]
fn modes_are_compared_as_they_are_spelt_and_not_every_reader_knows_all_of_them() {
    let cases: [(&str, &[(&str, &str)]); 9] = [
        ("AK", &[("python-sdk", "config 0001"), ("php-sdk", "config 0001"), ("packer", "config 0001")]),
        ("ak", &[("python-sdk", "none"), ("node-sdk", "none"), ("aliyun", "stops at config")]),
        ("StsToken", &[("python-sdk", "none"), ("aliyun", "stops at environment")]),
        ("RamRoleArn", &[("java-sdk", "config 0001"), ("aliyun", "config 0001")]),
        ("EcsRamRole", &[("go-sdk", "config"), ("packer", "config"), ("terraform", "config")]),
        (
            "External",
            &[
                ("go-sdk", "config"),
                ("php-sdk", "none"),
                ("go-sdk-v1", "none"),
                ("packer", "none"),
                ("terraform", "config"),
            ],
        ),
        ("CredentialsURI", &[("python-sdk", "none"), ("go-sdk", "none"), ("aliyun", "config"), ("terraform", "none")]),
        ("CloudSSO", &[("csharp-sdk", "config"), ("php-sdk", "none"), ("terraform", "config")]),
        ("Nonsense", &[("java-sdk", "none"), ("aliyun", "stops at config")]),
    ];
    for (mode, expected) in cases {
        let text = config(&[&profile("default", mode, ONE)]);
        for (word, verdict) in expected {
            let named = [("ALIBABA_CLOUD_PROFILE", "default"), ("ALICLOUD_PROFILE", "default")];
            assert_verdict(word, &named, &[(CONFIG, &text)], verdict);
        }
    }
}

#[test]
fn what_is_broken_is_passed_over_by_the_sdks_and_stops_the_cli() {
    let files = [(CONFIG, "{\"current\": \n  oops")];
    for sdk in SDKS {
        let answer = answer(sdk, &world(&[], &files));
        let config = place(&answer, Kind::Config);
        assert_eq!((verdict(&answer).as_str(), config.state), ("none", State::Broken));
        assert!(config.notes[0].contains("line 2") && !config.notes[0].contains("oops"), "{config:?}");
    }
    assert_verdict("aliyun", &ENV, &files, "stops at config");
    assert_verdict("python-sdk", &ENV, &files, "environment 0002");
}

#[test]
fn the_cli_fills_empty_fields_alone_from_the_environment() {
    let text = plain();
    let files = [(CONFIG, text.as_str())];
    assert_verdict("aliyun", &ENV, &files, "config 0001");
    assert_verdict("aliyun", &[("ALICLOUD_PROFILE", "prod")], &files, "config 0002");
    assert_verdict(
        "aliyun",
        &[("ALICLOUD_PROFILE", "default"), ("ALIBABACLOUD_PROFILE", "prod")],
        &files,
        "config 0002",
    );
    assert_verdict("aliyun", &[("ALIBABA_CLOUD_PROFILE", "gone")], &files, "stops at config");
    let half = r#"{"profiles": [{"name": "default", "mode": "AK", "access_key_id": "LTAI5tEXAMPLEexample0001", "region_id": "cn-beijing"}]}"#;
    assert_verdict("aliyun", &[], &[(CONFIG, half)], "stops at environment");
    assert_verdict("aliyun", &[("ACCESS_KEY_SECRET", "SECRET")], &[(CONFIG, half)], "environment 0001");
    let blank = r#"{"profiles": [{"name": "default", "mode": "", "region_id": "cn-beijing"}]}"#;
    assert_verdict("aliyun", &ENV, &[(CONFIG, blank)], "environment 0002");
}

#[test]
fn the_cli_refuses_a_profile_without_a_region() {
    let text = r#"{"current": "default", "profiles": [{"name": "default", "mode": "AK", "access_key_id": "LTAI5tEXAMPLEexample0001", "access_key_secret": "SECRET"}]}"#;
    assert_verdict("aliyun", &[], &[(CONFIG, text)], "stops at config");
    assert_verdict("aliyun", &[("ALIBABA_CLOUD_REGION_ID", "cn-beijing")], &[(CONFIG, text)], "config 0001");
    assert_verdict("aliyun", &ENV, &[], "stops at environment");
    assert_verdict("aliyun", &[&ENV[..], &[("REGION", "cn-beijing")]].concat(), &[], "environment 0002");
    assert_verdict("python-sdk", &[], &[(CONFIG, text)], "config 0001");
}

#[test]
fn the_cli_can_be_told_to_ignore_its_profiles_in_capitals_alone() {
    let text = plain();
    let files = [(CONFIG, text.as_str())];
    let ignoring = |value| [&ENV[..], &[("ALIBABA_CLOUD_IGNORE_PROFILE", value)]].concat();
    assert_verdict("aliyun", &ignoring("TRUE"), &files, "environment 0002");
    assert_verdict("aliyun", &ignoring("true"), &files, "config 0001");
    assert_verdict("python-sdk", &ignoring("TRUE"), &files, "environment 0002");
}

#[test]
fn the_old_clis_file_is_named_where_the_cli_would_make_a_new_one_of_it() {
    let old = ("/home/a/.aliyuncli/credentials", "[default]\naliyun_access_key_id = x\n");
    let both = plain();
    assert_eq!(place(&answer("aliyun", &world(&[], &[old])), Kind::Legacy).state, State::Unseen);
    let answer = answer("aliyun", &world(&[], &[old, (CONFIG, &both)]));
    assert!(answer.places.iter().all(|place| place.kind != Kind::Legacy));
}

#[test]
fn terraform_and_packer_ignore_current_and_wait_for_a_profile() {
    let text = plain();
    let files = [(CONFIG, text.as_str())];
    for word in ["terraform", "packer"] {
        let answer = answer(word, &world(&[], &files));
        let config = place(&answer, Kind::Config);
        assert_eq!((verdict(&answer).as_str(), config.state), ("none", State::Disabled));
        assert!(config.notes[0].contains("set ALICLOUD_PROFILE"), "{config:?}");
        assert_verdict(word, &[("ALICLOUD_PROFILE", "prod")], &files, "config 0002");
    }
    assert_verdict("terraform", &[("ALIBABA_CLOUD_PROFILE", "prod")], &files, "config 0002");
    assert_verdict("packer", &[("ALIBABA_CLOUD_PROFILE", "prod")], &files, "none");
}

#[test]
fn terraform_takes_its_own_variables_before_those_of_the_sdks_and_mixes_halves() {
    let text = plain();
    let files = [(CONFIG, text.as_str())];
    let own = [("ALICLOUD_ACCESS_KEY", ONE), ("ALICLOUD_SECRET_KEY", "SECRET")];
    assert_verdict("terraform", &[&ENV[..], &own].concat(), &files, "environment 0001");
    assert_verdict("terraform", &ENV, &files, "environment 0002");
    assert_verdict("packer", &ENV, &files, "none");
    assert_verdict("packer", &own, &files, "environment 0001");
    let mixed = answer("terraform", &world(&[("ALICLOUD_ACCESS_KEY", ONE), ("ALICLOUD_PROFILE", "prod")], &files));
    assert_eq!(verdict(&mixed), "config 0001");
    assert!(place(&mixed, Kind::Config).notes.iter().any(|note| note.contains("half of the pair")), "{mixed:#?}");
}

#[test]
fn terraform_reads_a_json_where_the_sdks_read_an_ini() {
    let text = config(&[&profile("prod", "AK", TWO)]);
    let files = [("/x/c.json", text.as_str()), ("/home/a/tf.json", text.as_str())];
    let named = |file| [("ALIBABA_CLOUD_CREDENTIALS_FILE", file), ("ALICLOUD_PROFILE", "prod")];
    let answer = answer("terraform", &world(&named("/x/c.json"), &files));
    assert_eq!(verdict(&answer), "config 0002");
    let notes = place(&answer, Kind::Config).notes.join("; ");
    assert!(notes.contains("a config.json to Terraform, and an INI to the SDKs"), "{notes}");
    assert_verdict("terraform", &named("~/tf.json"), &files, "config 0002");
    assert_verdict("packer", &named("/x/c.json"), &files, "none");
    let own = [("ALICLOUD_SHARED_CREDENTIALS_FILE", "/x/c.json"), ("ALICLOUD_PROFILE", "prod")];
    assert_verdict("packer", &own, &files, "config 0002");
}

#[test]
fn packer_takes_the_role_of_a_profile_before_a_pair_of_the_environment() {
    let text = config(&[&profile("prod", "EcsRamRole", TWO)]);
    let variables = [("ALICLOUD_ACCESS_KEY", ONE), ("ALICLOUD_SECRET_KEY", "SECRET"), ("ALICLOUD_PROFILE", "prod")];
    assert_verdict("packer", &variables, &[(CONFIG, &text)], "config");
    assert_verdict("terraform", &variables, &[(CONFIG, &text)], "environment 0001");
}

fn ini(more: &str) -> String {
    format!("[default]\n{more}access_key_id = {TWO}\naccess_key_secret = SECRET\n")
}

#[test]
fn the_ini_has_two_names_and_comes_after_the_config_file() {
    let good = ini("enable = true\ntype = access_key\n");
    let text = plain();
    for (file, readers) in [
        ("/home/a/.alibabacloud/credentials", ["go-sdk", "node-sdk", "php-sdk", "go-sdk-v1"].as_slice()),
        ("/home/a/.alibabacloud/credentials.ini", &["python-sdk", "java-sdk", "csharp-sdk"]),
    ] {
        for sdk in SDKS {
            let expected = if readers.contains(&sdk) { "ini 0002" } else { "none" };
            assert_verdict(sdk, &[], &[(file, &good)], expected);
        }
        for sdk in readers {
            let answer = answer(sdk, &world(&[], &[(file, &good), (CONFIG, &text)]));
            assert_eq!((verdict(&answer).as_str(), place(&answer, Kind::Ini).state), ("config 0001", State::Shadowed));
            let disabled = [("ALIBABA_CLOUD_CLI_PROFILE_DISABLED", "true")];
            assert_verdict(sdk, &disabled, &[(file, &good), (CONFIG, &text)], "ini 0002");
        }
    }
}

#[test]
fn sdks_ask_for_different_things_in_a_section_of_the_ini() {
    let everywhere = |text: &str, word: &str| {
        let files =
            ["/home/a/.alibabacloud/credentials", "/home/a/.alibabacloud/credentials.ini"].map(|file| (file, text));
        answer(word, &world(&[], &files))
    };
    let cases = [
        ("type = access_key\n", [("python-sdk", "ini 0002"), ("java-sdk", "none"), ("go-sdk", "ini 0002")]),
        (
            "enable = false\ntype = access_key\n",
            [("python-sdk", "ini 0002"), ("java-sdk", "none"), ("go-sdk", "ini 0002")],
        ),
        ("enable = true\n", [("python-sdk", "none"), ("java-sdk", "none"), ("csharp-sdk", "none")]),
        ("enable = true\ntype = sts\n", [("python-sdk", "none"), ("java-sdk", "ini 0002"), ("csharp-sdk", "ini 0002")]),
        (
            "enable = true\ntype = ram_role_arn\n",
            [("python-sdk", "ini 0002"), ("java-sdk", "ini 0002"), ("go-sdk", "ini 0002")],
        ),
        ("enable = true\ntype = rsa_key_pair\n", [("python-sdk", "ini"), ("java-sdk", "ini"), ("go-sdk", "none")]),
        ("enable = true\ntype = ecs_ram_role\n", [("php-sdk", "ini"), ("java-sdk", "ini"), ("node-sdk", "ini")]),
    ];
    for (more, expected) in cases {
        for (word, expected) in expected {
            let answer = everywhere(&ini(more), word);
            assert_eq!(verdict(&answer), expected, "{more} {word}: {answer:#?}");
        }
    }
    let off = everywhere(&ini("type = access_key\n"), "java-sdk");
    assert_eq!(place(&off, Kind::Ini).state, State::Disabled);
    assert!(place(&off, Kind::Ini).notes[0].contains("enable = true"));
    let dropped = everywhere(&ini("enable = true\ntype = sts\n"), "java-sdk");
    assert!(place(&dropped, Kind::Ini).notes[0].contains("without a token"));
}

#[test]
fn php_lower_cases_the_names_of_sections() {
    let text = format!("[Prod]\ntype = access_key\naccess_key_id = {TWO}\naccess_key_secret = SECRET\n");
    let files = [("/home/a/.alibabacloud/credentials", text.as_str())];
    for (profile, php, go) in [("Prod", "none", "ini 0002"), ("prod", "ini 0002", "none")] {
        assert_verdict("php-sdk", &[("ALIBABA_CLOUD_PROFILE", profile)], &files, php);
        assert_verdict("go-sdk", &[("ALIBABA_CLOUD_PROFILE", profile)], &files, go);
    }
}

#[test]
fn processes_and_uris_can_be_forbidden_to_the_cli() {
    for mode in ["External", "CredentialsURI"] {
        let text = config(&[&profile("default", mode, ONE)]);
        let files = [(CONFIG, text.as_str())];
        for (value, expected) in
            [("1", "stops at config"), ("true", "stops at config"), ("TRUE", "config"), ("0", "config")]
        {
            assert_verdict("aliyun", &[("ALIBABA_CLOUD_DISABLE_EXTERNAL_PROCESS", value)], &files, expected);
        }
    }
    let text = plain();
    assert_verdict("aliyun", &[("ALIBABA_CLOUD_DISABLE_EXTERNAL_PROCESS", "1")], &[(CONFIG, &text)], "config 0001");
}

#[test]
fn ansible_takes_the_first_name_of_each_half() {
    let old = [("ECS_ACCESS_KEY", ONE), ("ECS_SECRET_KEY", "SECRET")];
    assert_verdict("ansible", &old, &[], "environment 0001");
    assert_verdict("ansible", &[&old[..], &[("ALICLOUD_ACCESS_KEY", TWO)]].concat(), &[], "environment 0002");
    assert_verdict(
        "ansible",
        &[("ACS_ACCESS_KEY_ID", ONE), ("ACS_SECRET_ACCESS_KEY", "SECRET")],
        &[],
        "environment 0001",
    );
    assert_verdict("ansible", &[("ACS_ACCESS_KEY", ONE), ("ACS_SECRET_KEY", "SECRET")], &[], "environment 0001");
    let text = plain();
    assert_verdict("ansible", &ENV, &[(CONFIG, &text)], "none");
}

#[test]
fn a_secret_in_the_place_of_a_mode_or_a_profile_is_not_told() {
    const CANARY: &str = "CANARYxCANARYxCANARYxCANARYx01";
    let json = config(&[&profile(CANARY, CANARY, ONE), &profile("default", CANARY, ONE)]);
    let ini = format!(
        "[default]\nenable = true\ntype = {CANARY}\nmode = {CANARY}\nprovider = {CANARY}\naccessKeyID = {ONE}\n"
    );
    let remotes = format!("[{CANARY}a]\ntype = s3\naccess_key_id = x\n[{CANARY}]\ntype = s3\naccess_key_id = x\n");
    let files = [
        (CONFIG, json.as_str()),
        ("/home/a/.alibabacloud/credentials", &ini),
        ("/home/a/.alibabacloud/credentials.ini", &ini),
        ("/home/a/.ossutilconfig", &ini),
        ("/home/a/.aws/credentials", &ini),
        ("/home/a/.aws/config", &ini),
        ("/home/a/.aliyunlogcli", &ini),
        ("/home/a/.config/rclone/rclone.conf", &remotes),
    ];
    let names = [
        "ALIBABA_CLOUD_PROFILE",
        "ALICLOUD_PROFILE",
        "AWS_PROFILE",
        "OSSUTIL_PROFILE",
        "ALIYUN_LOG_CLI_CLIENT_NAME",
        "RCLONE_CONFIG_CANARYXCANARYXCANARYXCANARYX01_ACCESS_KEY_ID",
    ];
    let variables = names.map(|name| (name, CANARY));
    for (variables, files) in [(&variables[..], &files[..]), (&[], &files), (&variables, &[])] {
        for told in [None, Some(CANARY.to_owned())] {
            let told = World { profile: told, ..world(variables, files) };
            for reader in READERS {
                let answer = ask(*reader, &told);
                let places = answer.places.iter().map(|place| Place { id: None, ..place.clone() });
                let shown = format!("{:?}", places.collect::<Vec<_>>());
                assert!(!shown.to_lowercase().contains("canary"), "{shown}");
            }
        }
    }
}

#[test]
fn a_variable_names_the_ini_and_clashes_with_terraform() {
    let good = ini("type = access_key\n");
    let answer = answer("python-sdk", &world(&[("ALIBABA_CLOUD_CREDENTIALS_FILE", "/x/c")], &[("/x/c", &good)]));
    assert_eq!(verdict(&answer), "ini 0002");
    let notes = place(&answer, Kind::Ini).notes.join("; ");
    assert!(
        notes.contains("named by ALIBABA_CLOUD_CREDENTIALS_FILE") && notes.contains("a config.json to Terraform"),
        "{notes}"
    );
    let files = [("/home/a/c", good.as_str()), ("c", &good)];
    assert_verdict("python-sdk", &[("ALIBABA_CLOUD_CREDENTIALS_FILE", "~/c")], &files, "none");
    let relative = ask(by_word("go-sdk").unwrap(), &world(&[("ALIBABA_CLOUD_CREDENTIALS_FILE", "c")], &files));
    assert!(place(&relative, Kind::Ini).notes[0].ends_with("from where the program runs"), "{relative:#?}");
    let text = plain();
    let json = [("/x/c", text.as_str())];
    let wrong = ask(by_word("go-sdk").unwrap(), &world(&[("ALIBABA_CLOUD_CREDENTIALS_FILE", "/x/c")], &json));
    assert_eq!(place(&wrong, Kind::Ini).state, State::Broken);
}

#[test]
fn each_ossutil_reads_its_own_section_of_the_one_file() {
    let file = "/home/a/.ossutilconfig";
    let both = format!(
        "[Credentials]\naccessKeyID={ONE}\naccessKeySecret=SECRET\n[default]\naccess_key_id={TWO}\naccess-key-secret=SECRET\nregion=cn-beijing\n\
         [profile prod]\nmode=EcsRamRole\nregion=cn-beijing\n"
    );
    assert_verdict("ossutil-v1", &[], &[(file, &both)], "file 0001");
    assert_verdict("ossutil-v2", &[], &[(file, &both)], "file 0002");
    assert_verdict("ossutil-v2", &[("OSSUTIL_PROFILE", "prod")], &[(file, &both)], "file");
    assert_verdict("ossutil-v1", &[("OSSUTIL_PROFILE", "prod")], &[(file, &both)], "file 0001");
    let old = format!("[Credentials]\naccessKeyID={ONE}\naccessKeySecret=SECRET\n");
    assert_verdict("ossutil-v2", &[], &[(file, &old)], "none");
    let own = [("OSSUTIL_CONFIG_FILE", "/x/o"), ("OSS_ACCESS_KEY_ID", ONE), ("OSS_ACCESS_KEY_SECRET", "SECRET")];
    assert_verdict("ossutil-v2", &own[..1], &[("/x/o", &both)], "file 0002");
    assert_verdict("ossutil-v2", &own, &[("/x/o", &both)], "environment 0001");
    assert_verdict("ossutil-v1", &own[..1], &[("/x/o", &both)], "none");
}

#[test]
fn aws_tools_take_the_environment_then_roles_then_either_file() {
    let (credentials, config) = ("/home/a/.aws/credentials", "/home/a/.aws/config");
    let key = |section: &str, id: &str| format!("[{section}]\naws_access_key_id={id}\naws_secret_access_key=SECRET\n");
    let one = key("default", ONE) + &key("prod", TWO);
    let two = key("default", TWO);
    let role = "[default]\nrole_arn = arn\nsource_profile = prod\n";
    let endpoint = "[default]\nregion = cn-hangzhou\nendpoint_url = https://s3.oss-cn-hangzhou.aliyuncs.com\n";
    let variables = [("AWS_ACCESS_KEY_ID", TWO), ("AWS_SECRET_ACCESS_KEY", "SECRET")];
    assert_verdict("aws", &[], &[(credentials, &one), (config, endpoint)], "file 0001");
    assert_verdict("aws", &[], &[(credentials, &one), (config, &two)], "file 0001");
    assert_verdict("aws", &[], &[(config, &two)], "file 0002");
    assert_verdict("aws", &[], &[(config, endpoint)], "none");
    assert_verdict("aws", &[], &[(credentials, &one), (config, role)], "file");
    assert_verdict("aws", &variables, &[(credentials, &one), (config, role)], "environment 0002");
    assert_verdict("aws", &variables[..1], &[(credentials, &one)], "stops at environment");
    assert_verdict("aws", &variables[1..], &[(credentials, &one)], "file 0001");
    assert_verdict("aws", &[], &[(credentials, "no section\n"), (config, &two)], "stops at file");
    assert_verdict("aws", &[("AWS_PROFILE", "prod")], &[(credentials, &one)], "file 0002");
    assert_verdict("aws", &[("AWS_SHARED_CREDENTIALS_FILE", "/x/c")], &[("/x/c", &one)], "file 0001");
    assert_verdict("aws", &[("AWS_CONFIG_FILE", "/x/c")], &[("/x/c", &two)], "file 0002");
    let files = [(credentials, one.as_str())];
    let mut told = world(&variables, &files);
    told.profile = Some("default".to_owned());
    let answer = answer("aws", &told);
    assert_eq!((verdict(&answer).as_str(), place(&answer, Kind::Environment).state), ("file 0001", State::Disabled));
}

#[test]
fn rclone_takes_the_variables_of_a_remote_before_its_section() {
    let file = "/home/a/.config/rclone/rclone.conf";
    let remote = |name: &str, more: &str, id: &str| {
        format!("[{name}]\ntype = s3\nprovider = Alibaba\n{more}access_key_id = {id}\nsecret_access_key = SECRET\n")
    };
    let one = remote("my-oss", "", ONE) + "[drive]\ntype = drive\n";
    let blank = "[blank]\ntype = s3\nprovider = Alibaba\nenv_auth = true\n";
    let two = one.clone() + &remote("b", "env_auth = true\n", TWO) + blank;
    assert_verdict("rclone", &[], &[(file, &one)], "file 0001");
    assert_verdict(
        "rclone",
        &[("RCLONE_S3_ACCESS_KEY_ID", TWO), ("RCLONE_S3_SECRET_ACCESS_KEY", "x")],
        &[(file, &one)],
        "environment 0002",
    );
    let own = [("RCLONE_CONFIG_MY-OSS_ACCESS_KEY_ID", TWO), ("RCLONE_CONFIG_MY-OSS_SECRET_ACCESS_KEY", "SECRET")];
    assert_verdict("rclone", &own, &[(file, &one)], "environment 0002");
    assert_verdict("rclone", &own[..1], &[(file, &one)], "file 0002");
    let many = answer("rclone", &world(&[], &[(file, &two)]));
    assert_eq!(verdict(&many), "none");
    assert!(place(&many, Kind::File).notes.iter().any(|note| note.contains("my-oss, b; name one")), "{many:#?}");
    let files = [(file, two.as_str())];
    for (name, expected) in
        [("my-oss", "file 0001"), ("b", "file 0002"), ("blank", "file"), ("drive", "none"), ("gone", "none")]
    {
        let mut told = world(&[], &files);
        told.profile = Some(name.to_owned());
        assert_eq!(verdict(&answer("rclone", &told)), expected, "{name}");
    }
    assert_verdict("rclone", &[("RCLONE_CONFIG", "/x/r")], &[("/x/r", &one)], "file 0001");
    let xdg = [("XDG_CONFIG_HOME", "/x")];
    assert_verdict("rclone", &xdg, &[("/x/rclone/rclone.conf", &one)], "file 0001");
    assert_verdict("rclone", &xdg, &[(file, &one)], "file 0001");
    assert_verdict("rclone", &[], &[("/home/a/.rclone.conf", &one)], "file 0001");
}

#[test]
fn acme_sh_takes_the_environment_before_what_it_saved() {
    let saved = format!("SAVED_Ali_Key='{ONE}'\nSAVED_Ali_Secret='SECRET'\n");
    let earlier = format!("{saved}Ali_Key='{ONE}'\nAli_Secret='SECRET'\n");
    let file = "/home/a/.acme.sh/account.conf";
    let variables = [("Ali_Key", TWO), ("Ali_Secret", "SECRET")];
    assert_verdict("acme-sh", &[], &[(file, &saved)], "file 0001");
    assert_verdict("acme-sh", &variables, &[(file, &saved)], "environment 0002");
    assert_verdict("acme-sh", &variables, &[(file, &earlier)], "file 0001");
    assert_verdict("acme-sh", &[("LE_CONFIG_HOME", "/x")], &[("/x/account.conf", &saved)], "file 0001");
    assert_verdict("acme-sh", &[("LE_CONFIG_HOME", "/x")], &[(file, &saved)], "none");
}

#[test]
fn the_log_clis_own_file_goes_before_the_variables_of_others() {
    let file = "/home/a/.aliyunlogcli";
    let text = format!("[main]\naccess-id={ONE}\naccess-key=SECRET\n[other]\naccess-id={TWO}\naccess-key=SECRET\n");
    assert_verdict("aliyun-log", &ENV, &[(file, &text)], "file 0001");
    assert_verdict("aliyun-log", &[("ALIYUN_LOG_CLI_CLIENT_NAME", "other")], &[(file, &text)], "file 0002");
    assert_verdict("aliyun-log", &[("ALIYUN_LOG_CLI_CLIENT_NAME", "main")], &[(file, &text)], "file 0001");
    let odd = format!("{text}[default]\naccess-id={TWO}\naccess-key=SECRET\n");
    assert_verdict("aliyun-log", &[], &[(file, &odd)], "file 0001");
    assert_verdict("aliyun-log", &[("ALIYUN_LOG_CLI_CLIENT_NAME", "default")], &[(file, &odd)], "file 0002");
    let chosen = format!("{text}[__option__]\ndefault-client=other\n");
    assert_verdict("aliyun-log", &[], &[(file, &chosen)], "file 0002");
}

#[test]
fn object_storage_has_variables_of_its_own_and_the_first_ossutil_reads_none() {
    let variables = [("OSS_ACCESS_KEY_ID", TWO), ("OSS_ACCESS_KEY_SECRET", "SECRET")];
    assert_verdict("oss-sdk", &variables, &[], "environment 0002");
    assert_verdict("ossutil-v2", &variables, &[], "environment 0002");
    assert_verdict("ossutil-v1", &variables, &[], "none");
    assert_verdict("oss-sdk", &ENV, &[], "none");
    let answer = answer("ossutil-v2", &world(&variables, &[]));
    assert!(place(&answer, Kind::Environment).notes.iter().any(|note| note.contains("needs a region")));
}

#[test]
fn the_old_python_sdk_reads_its_own_variables_alone() {
    let own = [("ALIYUN_ACCESS_KEY_ID", TWO), ("ALIYUN_ACCESS_KEY_SECRET", "SECRET")];
    let text = plain();
    assert_verdict("python-sdk-core", &own, &[], "environment 0002");
    assert_verdict("python-sdk-core", &ENV, &[(CONFIG, &text)], "none");
}

#[test]
fn lego_takes_a_role_then_values_then_files_of_values() {
    let values = [("ALICLOUD_ACCESS_KEY", ONE), ("ALICLOUD_SECRET_KEY", "SECRET")];
    let named = [("ALICLOUD_ACCESS_KEY_FILE", "/k/id"), ("ALICLOUD_SECRET_KEY_FILE", "/k/secret")];
    let id = format!("{TWO}\n");
    let files = [("/k/id", id.as_str()), ("/k/secret", "SECRET\n")];
    assert_verdict("lego", &[("ALICLOUD_RAM_ROLE", "r"), values[0], values[1]], &files, "instance-role");
    assert_verdict("lego", &[&values[..], &named].concat(), &files, "environment 0001");
    assert_verdict("lego", &named, &files, "file 0002");
    assert_verdict("lego", &named, &files[..1], "none");
    assert_verdict("lego", &named[..1], &files, "none");
    assert_verdict("lego", &named, &[("/k/id", "two words"), files[1]], "none");
}

#[test]
fn the_log_cli_lets_later_sources_overwrite_earlier_ones() {
    let text = plain();
    let files = [(CONFIG, text.as_str())];
    let own = [("ALIYUN_LOG_CLI_ACCESSID", ONE), ("ALIYUN_LOG_CLI_ACCESSKEY", "SECRET")];
    assert_verdict("aliyun-log", &[], &files, "config 0001");
    assert_verdict("aliyun-log", &ENV, &files, "environment 0002");
    assert_verdict("aliyun-log", &[&ENV[..], &own].concat(), &files, "environment 0001");
    let mut told = world(&own, &files);
    told.profile = Some("prod".to_owned());
    assert_eq!(verdict(&answer("aliyun-log", &told)), "config 0002");
}

#[test]
fn a_uri_is_named_by_its_variable_and_never_shown() {
    let answer = answer("go-sdk", &world(&[("ALIBABA_CLOUD_CREDENTIALS_URI", "http://127.0.0.1/CANARY")], &[]));
    let uri = place(&answer, Kind::Uri);
    assert_eq!(uri.state, State::Unseen);
    assert!(answer.finds_something() && !format!("{answer:?}").contains("CANARY"));
}

#[test]
fn the_role_of_the_instance_can_be_switched_off() {
    let off = [("ALIBABA_CLOUD_ECS_METADATA_DISABLED", "true")];
    assert_eq!(place(&answer("go-sdk", &world(&off, &[])), Kind::InstanceRole).state, State::Disabled);
    let named = answer("go-sdk", &world(&[("ALIBABA_CLOUD_ECS_METADATA", "role")], &[]));
    assert!(place(&named, Kind::InstanceRole).notes.iter().any(|note| note.contains("names the role")));
}

#[test]
fn secrets_in_the_place_of_an_id_are_hidden_wholly() {
    let swapped = [("ALIBABA_CLOUD_ACCESS_KEY_ID", "CANARYcanaryCANARYcanaryCANARY"), ENV[1]];
    let answer = answer("go-sdk", &world(&swapped, &[]));
    assert_eq!(answer.winner().unwrap().masked().unwrap(), "****");
}

#[test]
fn nothing_is_said_of_the_environment_of_somebody_else() {
    let text = plain();
    let files = [(CONFIG, text.as_str())];
    let mut other = world(&ENV, &files);
    other.variable = None;
    let answer = answer("python-sdk", &other);
    assert_eq!(verdict(&answer), "config 0001");
    assert!([Kind::Environment, Kind::Oidc, Kind::Uri].iter().all(|kind| place(&answer, *kind).state == State::Unseen));
    assert_eq!(answer.doubts().count(), 2, "{answer:#?}");
}

#[test]
fn a_file_elsewhere_takes_the_place_of_the_clients_own() {
    let (here, there) = (config(&[&profile("default", "AK", ONE)]), config(&[&profile("default", "AK", TWO)]));
    let files = [(CONFIG, here.as_str()), ("/x/config.json", there.as_str())];
    for (path, is_directory) in [("/x/config.json", false), ("/x", true)] {
        let mut other = world(&[], &files);
        other.configs = vec![Elsewhere { client: "aliyun", path: path.into(), is_directory }];
        assert_eq!(verdict(&answer("python-sdk", &other)), "config 0002");
    }
}

#[test]
fn what_cannot_be_read_is_told_as_what_it_is() {
    type Made = fn(&Path) -> Error;
    let cases: [(Made, State, &str); 4] = [
        (|path| Error::Link { path: path.to_owned() }, State::Unseen, "--follow"),
        (|path| Error::NotRegular { path: path.to_owned() }, State::Broken, "not a regular file"),
        (|path| Error::TooLarge { path: path.to_owned(), cap: 9 }, State::Unseen, "larger than 9"),
        (
            |path| Error::System {
                doing: "read",
                path: path.to_owned(),
                source: std::io::ErrorKind::PermissionDenied.into(),
            },
            State::Broken,
            "cannot read it",
        ),
    ];
    for (error, state, note) in cases {
        let mut other = world(&[], &[]);
        other.look = Box::new(move |path| if path == Path::new(CONFIG) { Err(error(path)) } else { Ok(None) });
        let answer = answer("go-sdk", &other);
        let config = place(&answer, Kind::Config);
        assert_eq!(config.state, state);
        assert!(config.notes[0].contains(note) && answer.finds_something(), "{config:?}");
    }
}

#[test]
fn the_mode_the_owner_and_a_link_are_remarked() {
    let text = plain();
    let mut other = world(&[], &[]);
    other.look = Box::new(move |path| {
        let glimpse = || Glimpse {
            bytes: text.clone().into_bytes().into(),
            mode: 0o644,
            uid: 0,
            link: Some("/home/a/.aliyun".into()),
        };
        Ok((path == Path::new(CONFIG)).then(glimpse))
    });
    let answer = answer("go-sdk", &other);
    let config = place(&answer, Kind::Config);
    assert_eq!(config.mode, Some(0o644));
    let notes = config.notes.join("; ");
    assert!(
        ["symbolic link /home/a/.aliyun", "belongs to user 0", "others can use"]
            .iter()
            .all(|note| notes.contains(note)),
        "{notes}"
    );
}

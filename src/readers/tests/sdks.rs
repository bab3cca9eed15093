//! The SDKs, whose chains are nearly alike.

use super::*;

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
fn the_old_python_sdk_reads_its_own_variables_alone() {
    let own = [("ALIYUN_ACCESS_KEY_ID", TWO), ("ALIYUN_ACCESS_KEY_SECRET", "SECRET")];
    let text = plain();
    assert_verdict("python-sdk-core", &own, &[], "environment 0002");
    assert_verdict("python-sdk-core", &ENV, &[(CONFIG, &text)], "none");
}

#[test]
fn the_role_of_the_instance_can_be_switched_off() {
    let off = [("ALIBABA_CLOUD_ECS_METADATA_DISABLED", "true")];
    assert_eq!(place(&answer("go-sdk", &world(&off, &[])), Kind::InstanceRole).state, State::Disabled);
    let named = answer("go-sdk", &world(&[("ALIBABA_CLOUD_ECS_METADATA", "role")], &[]));
    assert!(place(&named, Kind::InstanceRole).notes.iter().any(|note| note.contains("names the role")));
}

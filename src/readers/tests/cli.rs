//! The aliyun CLI.

use super::*;

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

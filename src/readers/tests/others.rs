//! The clients with files of their own.

use super::*;

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

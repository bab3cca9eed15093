//! Keys where they are not looked for first: written as not all readers take them, in copies of config files,
//! and in files that variables name.

use super::*;

/// Each file of INI, its text with places for the two halves of a key, and a reader of it.
const FILES: [(&str, &str, &str); 6] = [
    (
        ".alibabacloud/credentials",
        "[default]\nenable = true\ntype = access_key\naccess_key_id = <ID>\naccess_key_secret = <SECRET>\n",
        "go-sdk",
    ),
    (
        ".alibabacloud/credentials.ini",
        "[default]\nenable = true\ntype = access_key\naccess_key_id = <ID>\naccess_key_secret = <SECRET>\n",
        "python-sdk",
    ),
    (".ossutilconfig", "[Credentials]\naccessKeyID = <ID>\naccessKeySecret = <SECRET>\n", "ossutil-v1"),
    (".aws/credentials", "[default]\naws_access_key_id = <ID>\naws_secret_access_key = <SECRET>\n", "aws"),
    (
        ".config/rclone/rclone.conf",
        "[oss]\ntype = s3\nprovider = Alibaba\naccess_key_id = <ID>\nsecret_access_key = <SECRET>\n",
        "rclone",
    ),
    (".aliyunlogcli", "[main]\naccess-id = <ID>\naccess-key = <SECRET>\n", "aliyun-log"),
];

/// Ways to write a value on which readers disagree.
const WAYS: [fn(&str) -> String; 4] = [
    |value| format!("{value} # prod"),
    |value| format!("{value} ; prod"),
    |value| format!("\"{value}\""),
    |value| format!("'{value}'"),
];

/// Every file in every way, once with an odd id and once with an odd secret.
fn each_odd_file(mut see: impl FnMut(&Sandbox, &Path, &str)) {
    for (file, text, reader) in FILES {
        for way in WAYS {
            for (id, secret) in [(way(OTHER_ID), OTHER_SECRET.to_owned()), (OTHER_ID.to_owned(), way(OTHER_SECRET))] {
                let sandbox = Sandbox::new();
                let path = sandbox.home(file);
                write_private(&path, text.replace("<ID>", &id).replace("<SECRET>", &secret).as_bytes());
                see(&sandbox, &path, reader);
            }
        }
    }
}

#[test]
fn a_key_with_a_comment_behind_it_or_quotes_round_it_is_found() {
    each_odd_file(|sandbox, path, _| {
        let found = check(sandbox).finds(&["broken-config", "unknown-key"]).with(22);
        let found = found.says("broken-config", path, "readers disagree about the value of this key");
        let found = found.says("broken-config", path, "an AccessKey stands in it");
        found.says("unknown-key", path, "LTAI****0002");
    });
}

#[test]
fn which_does_not_call_such_a_key_absent() {
    each_odd_file(|sandbox, path, reader| {
        let told = sandbox.run(&["which", "--reader", reader, "--json"]).json();
        let places = told["readers"][0]["places"].as_array().unwrap();
        let place = places.iter().find(|place| place["path"] == path.to_str().unwrap()).unwrap();
        assert_eq!(place["state"], "unseen", "{told:#}");
        assert!(place["note"].as_str().unwrap().contains("readers take"), "{told:#}");
        assert!(told["readers"][0]["unless"].as_array().unwrap().contains(&place["order"]), "{told:#}");
    });
}

#[test]
fn the_ledger_is_asked_about_such_a_key_and_so_is_git() {
    let sandbox = installed();
    let path = sandbox.home(".alibabacloud/credentials");
    let text = format!("[work]\ntype = access_key\naccess_key_id = {ID} # prod\naccess_key_secret = {SECRET}\n");
    write_private(&path, text.as_bytes());
    make_directory(&sandbox.home(".alibabacloud/.git"));
    let found = check(&sandbox).finds(&["broken-config", "same-key-twice", "in-git"]);
    found.says("same-key-twice", &path, ".aliyun/config.json too");
}

#[test]
fn a_key_in_a_comment_of_a_config_file_is_a_copy_like_any_other() {
    let sandbox = installed();
    let path = sandbox.home(".aws/credentials");
    let aws = "[default]\naws_access_key_id = AKIAEXAMPLE000000001\naws_secret_access_key = \"abcdefghij\"\n";
    write_private(&path, aws.as_bytes());
    check(&sandbox).finds(&[]).with(0);
    let old = format!("# aws_access_key_id = {OTHER_ID}\n# aws_secret_access_key = {OTHER_SECRET}\n");
    write_private(&path, format!("[default]\nregion = us-east-1\n{old}").as_bytes());
    let found = check(&sandbox).finds(&["unknown-key", "plaintext"]).says("plaintext", &path, "as in a comment");
    assert_eq!(found.findings()[1]["line"], 3);
}

#[test]
fn config_files_in_a_repository_of_dotfiles_are_found() {
    let sandbox = Sandbox::new();
    make_directory(&sandbox.home("dot/.git"));
    let config = config(&[profile("default", "AK", ID, SECRET)]);
    let pair = format!("id = {ID}\nsecret = {SECRET}\n");
    for file in [
        ".ossutilconfig",
        ".aws/credentials",
        "credentials.ini",
        "rclone.conf",
        "account.conf",
        ".aliyunlogcli",
        "main.tf",
    ] {
        write_private(&sandbox.home("dot").join(file), pair.as_bytes());
    }
    write_private(&sandbox.home("dot/.aliyun/config.json"), config.as_bytes());
    let found = check(&sandbox).with(22);
    assert_eq!(found.findings().len(), 16, "each of eight, and each in git: {found:#?}");
    let file = sandbox.home("dot/.aliyun/config.json");
    found.says("plaintext", &file, "LTAI****0001 with its secret stands here").says("in-git", &file, "work tree");
}

#[test]
fn files_that_variables_name_to_readers_are_looked_at() {
    let json = config(&[profile("default", "AK", ID, SECRET)]);
    let ini = format!("[default]\ntype = access_key\naccess_key_id = {ID}\naccess_key_secret = {SECRET}\n");
    let aws = format!("[default]\naws_access_key_id = {ID}\naws_secret_access_key = {SECRET}\n");
    let oss = format!("[default]\naccessKeyID = {ID}\naccessKeySecret = {SECRET}\n");
    let rclone = format!("[oss]\ntype = s3\nprovider = Alibaba\naccess_key_id = {ID}\nsecret_access_key = {SECRET}\n");
    for (variable, value, file, text) in [
        ("ALIBABA_CLOUD_CONFIG_FILE", "a", "a", &json),
        ("ALIBABA_CLOUD_CREDENTIALS_FILE", "a", "a", &ini),
        ("ALICLOUD_SHARED_CREDENTIALS_FILE", "a", "a", &json),
        ("RCLONE_CONFIG", "a", "a", &rclone),
        ("XDG_CONFIG_HOME", "xdg", "xdg/rclone/rclone.conf", &rclone),
        ("AWS_SHARED_CREDENTIALS_FILE", "a", "a", &aws),
        ("OSSUTIL_CONFIG_FILE", "a", "a", &oss),
    ] {
        let sandbox = Sandbox::new();
        let path = sandbox.path("elsewhere").join(file);
        write_private(&path, text.as_bytes());
        set_mode(&path, 0o644);
        check(&sandbox).finds(&[]);
        let value = sandbox.path("elsewhere").join(value).display().to_string();
        let found = Checked::of(&sandbox.run_with_variables(&[(variable, &value)], &["check", "--json"]));
        let found = found.finds(&["loose-mode", "unknown-key"]).with(22);
        let fix = found.findings()[0]["fix"].as_str().unwrap();
        assert!(found.findings()[0]["fixable"] == true && fix.starts_with("chmod 600"), "{found:#?}");
        found.says("unknown-key", &path, "LTAI****0001");
    }
}

#[test]
fn a_config_json_that_terraform_alone_is_to_read_is_no_broken_ini() {
    let sandbox = Sandbox::new();
    let path = sandbox.home("terraform.json");
    write_private(&path, config(&[profile("default", "AK", ID, SECRET)]).as_bytes());
    let value = path.display().to_string();
    let variables = [("ALIBABA_CLOUD_CREDENTIALS_FILE", value.as_str()), ("ALIBABA_CLOUD_PROFILE", "default")];
    let found = Checked::of(&sandbox.run_with_variables(&variables, &["check", "--json"]));
    found.finds(&["unknown-key"]).says("unknown-key", &path, "LTAI****0001");
}

#[test]
fn an_external_profile_that_stands_twice_is_not_called_something_else() {
    let sandbox = Sandbox::new();
    let twice = vec![profile("e", "External", OTHER_ID, OTHER_SECRET); 2];
    write_private(&sandbox.home(CONFIG), config(&twice).as_bytes());
    let outcome = sandbox.run(&["check", "--fix", "--force"]);
    assert!(outcome.err.contains("a second profile of the same name"), "{outcome:#?}");
    assert!(!outcome.err.contains("not External any more"), "{outcome:#?}");
}

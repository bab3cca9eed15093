//! `install` for each client: where its files lie, what is told afterwards, and what is not taken over
//! unasked. How they are written is the business of `clients`.

use std::fs;

use crate::sandbox::{ID, OTHER_ID, OTHER_SECRET, SECRET, Sandbox, mode_of, write_private};

const FILES: [&str; 15] = [
    ".aliyun/config.json",
    ".alibabacloud/credentials",
    ".alibabacloud/credentials.ini",
    ".ossutilconfig",
    ".aws/credentials",
    ".config/rclone/rclone.conf",
    ".acme.sh/account.conf",
    ".aliyunlogcli",
    "../cwd/app/key.json",
    "../cwd/app/key.toml",
    "../cwd/app/key.env",
    "../cwd/app/unit.env",
    "../cwd/dns/ALICLOUD_SECRET_KEY",
    ".aws/config",
    "../cwd/dns/ALICLOUD_ACCESS_KEY",
];

const EVERY_CLIENT: [&str; 12] = [
    "--client",
    "aliyun,sdk,ossutil,env,json,toml,aws,rclone,lego,acme-sh,aliyun-log,systemd,terraform",
    "--config=json=app/key.json",
    "--config=toml=app/key.toml",
    "--config=env=app/key.env",
    "--config=systemd=app/unit.env",
    "--config=lego=dns",
    "--client-env",
    "all",
    "--profile",
    "prod",
    "--json",
];

/// What is told of a client after an installation.
fn afterwards(told: &serde_json::Value, client: &str) -> Vec<String> {
    let files = told["files"].as_array().unwrap().iter().filter(|file| file["client"] == client);
    let lines = files.flat_map(|file| file["afterwards"].as_array().unwrap());
    lines.map(|line| line.as_str().unwrap().to_owned()).collect()
}

#[test]
fn every_client_gets_its_files_and_loses_them_again() {
    let sandbox = Sandbox::with_key();
    let bundle = sandbox.bundle(&["--region", "cn-hangzhou"]);
    let told = sandbox.run(&[&["install", &bundle, "-i", "identity.txt"], &EVERY_CLIENT[..]].concat()).json();
    for (at, file) in FILES.iter().enumerate() {
        let path = sandbox.home(file);
        let wanted = if at < 13 { SECRET } else { ["cn-hangzhou", ID][at - 13] };
        assert!(fs::read_to_string(&path).unwrap().contains(wanted), "{file}");
        assert_eq!(mode_of(&path), 0o600, "{file}");
    }
    assert_eq!(told["files"].as_array().unwrap().len(), FILES.len() + 1, "terraform shares a file with aliyun");
    let dns = |name: &str| format!("{name}_FILE={}", sandbox.path("dns").join(name).display());
    assert_eq!(afterwards(&told, "lego"), [dns("ALICLOUD_ACCESS_KEY"), dns("ALICLOUD_SECRET_KEY")]);
    assert_eq!(
        afterwards(&told, "terraform"),
        ["profile = \"prod\" in the provider block, or ALIBABA_CLOUD_PROFILE=prod"]
    );
    assert_eq!(afterwards(&told, "systemd")[0], format!("EnvironmentFile={}", sandbox.path("app/unit.env").display()));
    assert!(afterwards(&told, "env")[0].starts_with("set -a; . /"));
    assert_eq!(afterwards(&told, "aliyun-log"), ["aliyunlog uses it with --client-name=prod"]);
    assert!(afterwards(&told, "ossutil")[0].contains("--profile prod") && afterwards(&told, "sdk").is_empty());
    sandbox.run(&[&["uninstall"], &EVERY_CLIENT[..]].concat()).succeeds();
    for file in FILES {
        assert!(!sandbox.home(file).exists(), "{file}");
    }
}

#[test]
fn files_elsewhere_are_named_in_the_variables_that_their_readers_know() {
    let sandbox = Sandbox::with_key();
    let bundle = sandbox.bundle(&["--region", "cn-hangzhou"]);
    let install = ["install", &bundle, "-i", "identity.txt", "--client", "aws,terraform,acme-sh"];
    let configs = ["--config=aws=s3", "--config=terraform=tf.json", "--config=acme-sh=acme.conf"];
    let told = sandbox.run(&[&install[..], &configs].concat());
    let _told = told
        .shows(&["AWS_SHARED_CREDENTIALS_FILE=", "/s3/credentials", "AWS_CONFIG_FILE=", "/s3/config"])
        .shows(&["shared_credentials_file = \"", "/tf.json\" in the provider block", "--accountconf "])
        .succeeds();
}

#[test]
fn what_is_there_to_be_pasted_is_quoted_where_it_is_pasted() {
    let sandbox = Sandbox::with_key();
    let bundle = sandbox.bundle(&["--region", "cn-hangzhou"]);
    let told = |client: &str, path: &str| {
        let config = format!("--config={path}");
        let install = ["install", &bundle, "-i", "identity.txt", "--client", client, &config, "--json"];
        afterwards(&sandbox.run(&install).json(), client)
    };
    let at = |path: &str| sandbox.path(path).display().to_string();
    assert_eq!(
        told("env", "a b;touch PWN.env")[0],
        format!("set -a; . '{}'; set +a   # brings it into a shell", at("a b;touch PWN.env"))
    );
    assert_eq!(told("acme-sh", "it's")[0], format!("acme.sh reads it with --accountconf '{}'", at("it'\\''s")));
    assert_eq!(told("aws", "$(id)")[0], format!("AWS_SHARED_CREDENTIALS_FILE='{}'", at("$(id)/credentials")));
    assert_eq!(told("lego", "d n s")[0], format!("ALICLOUD_ACCESS_KEY_FILE='{}'", at("d n s/ALICLOUD_ACCESS_KEY")));
    assert_eq!(
        told("terraform", "a\"${b}\\")[1],
        format!("shared_credentials_file = \"{}\" in the provider block", at("a\\\"$${b}\\\\"))
    );
    assert_eq!(told("systemd", "a b%n*.env")[0], format!("EnvironmentFile={}", at("a b%%n\\*.env")));
    assert!(told("systemd", "a\\")[0].starts_with("no unit can name this file"));
}

#[test]
fn a_credential_has_a_name_that_systemd_takes() {
    let sandbox = Sandbox::with_key();
    let bundle = sandbox.bundle(&[]);
    for name in ["a b", "a:b", "..x", "a%n", "é"] {
        let config = format!("--config={name}.cred");
        let install = ["install", &bundle, "-i", "identity.txt", "--client", "systemd", &config];
        sandbox.refuses(2, &install).says(&["no name for a credential of systemd", "letters, digits"]);
        sandbox.refuses(2, &["uninstall", "--client", "systemd", "--profile", "default", &config]);
    }
}

fn for_lego<'a>(bundle: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    [&["install", bundle, "-i", "identity.txt", "--client", "lego", "--config", "dns"], more].concat()
}

#[test]
fn the_two_halves_of_a_key_are_replaced_together_or_not_at_all() {
    let sandbox = Sandbox::with_key();
    let bundle = sandbox.bundle(&[]);
    let first = for_lego(&bundle, &[]);
    sandbox.run(&first).shows(&["ALICLOUD_ACCESS_KEY: new", "ALICLOUD_SECRET_KEY: new"]).succeeds();
    sandbox.run(&first).shows(&["ALICLOUD_SECRET_KEY: unchanged"]).succeeds();
    // Another secret beside the same id, or beside none.
    write_private(&sandbox.path("dns/ALICLOUD_SECRET_KEY"), b"another\n");
    sandbox.refuses(8, &first).says(&["ALICLOUD_SECRET_KEY", "holds another secret", "--replace"]);
    fs::remove_file(sandbox.path("dns/ALICLOUD_ACCESS_KEY")).unwrap();
    sandbox.refuses(8, &for_lego(&bundle, &["--dry-run"])).says(&["holds another secret"]);
    sandbox.run(&for_lego(&bundle, &["--replace"])).succeeds();
    // Another key, and its successor.
    let other = sandbox.bundle_of(OTHER_ID, OTHER_SECRET, &["--for", "bob"]);
    sandbox.refuses(8, &for_lego(&other, &[])).says(&["ALICLOUD_ACCESS_KEY", "holds another AccessKey"]);
    let successor = sandbox.bundle_of(OTHER_ID, OTHER_SECRET, &["--for", "bob", "--supersedes", ID]);
    sandbox.run(&for_lego(&successor, &[])).shows(&["ALICLOUD_ACCESS_KEY: replaced"]).succeeds();
    assert_eq!(sandbox.read("dns/ALICLOUD_SECRET_KEY"), format!("{OTHER_SECRET}\n"));
}

#[test]
fn what_works_otherwise_is_not_taken_over_unasked() {
    let sandbox = Sandbox::with_key();
    let bundle = sandbox.bundle(&["--region", "cn-hangzhou"]);
    // Under one name our key, under the other somebody's only copy.
    let half_of_acme =
        format!("Ali_Key='{ID}'\nAli_Secret='{SECRET}'\nSAVED_Ali_Key='{OTHER_ID}'\nSAVED_Ali_Secret='x'\n");
    let cases = [
        ("sdk", ".alibabacloud/credentials", "[default]\ntype = ecs_ram_role\nrole_name = web\n"),
        ("ossutil", ".ossutilconfig", "[Credentials]\nmode=EcsRamRole\necsRoleName=web\n"),
        ("aws", ".aws/config", "[default]\nregion = us-east-1\n"),
        ("aws", ".aws/config", "[default]\nsso_session = corp\n"),
        ("aws", ".aws/config", "[default]\nregion = x\nendpoint_url = https://minio.example.com\n"),
        ("aws", ".aws/credentials", "[default]\naws_access_key_id = AKIAEXAMPLEEXAMPLE01\naws_secret_access_key = x\n"),
        ("rclone", ".config/rclone/rclone.conf", "[default]\ntype = sftp\nhost = example.com\n"),
        ("acme-sh", ".acme.sh/account.conf", "Ali_Key='LTAI5tOLDexampleOLD00001'\n"),
        ("acme-sh", ".acme.sh/account.conf", &half_of_acme),
    ];
    for (client, file, before) in cases {
        let _made = fs::create_dir_all(sandbox.home(file).parent().unwrap());
        write_private(&sandbox.home(file), before.as_bytes());
        let install = ["install", &bundle, "-i", "identity.txt", "--client", client];
        sandbox.refuses(8, &install).says(&[file, "--replace"]);
        assert_eq!(fs::read_to_string(sandbox.home(file)).unwrap(), before);
        sandbox.run(&[&install[..], &["--replace"]].concat()).succeeds();
        sandbox.run(&install).shows(&["unchanged"]).succeeds();
        fs::remove_file(sandbox.home(file)).unwrap();
    }
}

#[test]
fn a_region_is_asked_for_where_none_can_be_read() {
    let sandbox = Sandbox::with_key();
    let bundle = sandbox.bundle(&[]);
    for client in ["ossutil", "aws", "rclone", "aliyun-log", "terraform"] {
        let install = ["install", &bundle, "-i", "identity.txt", "--client", client];
        sandbox.refuses(2, &install).says(&["refuses a profile without a region", "--region"]);
        sandbox.run(&[&install[..], &["--region", "cn-hangzhou"]].concat()).succeeds();
        sandbox.run(&install).shows(&["unchanged"]).succeeds();
    }
}

#[test]
fn an_encrypted_configuration_of_rclones_is_left_alone() {
    let sandbox = Sandbox::with_key();
    let bundle = sandbox.bundle(&["--region", "cn-hangzhou"]);
    sandbox.write("rclone.conf", "# Encrypted rclone configuration File\n\nRCLONE_ENCRYPT_V0:\nRVhBTVBMRQ==\n");
    sandbox.set_mode("rclone.conf", 0o600);
    let install = ["install", &bundle, "-i", "identity.txt", "--client", "rclone", "--config", "rclone.conf"];
    sandbox.refuses(5, &install).says(&["line 3", "rclone has encrypted this file", "unchanged: no config"]);
}

//! What `install` writes, read by the clients themselves, beside a foreign profile that they still
//! read. `PEERS_PYTHON` is a folder of Python packages, `PEERS_NODE_MODULES` one of Node's,
//! `PEERS_REQSIGN` the program of `tests/peers/reqsign`; rclone, s3cmd and sh are the system's.
//!
//! Where a client cannot be had here (ossutil, the Go, Java, C# and PHP SDKs, Terraform), a parser of
//! its kind stands in.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use akvault::clients::{Entry, by_name};
use akvault::domain::{AccessKey, AccessKeyId, ProfileName};

use super::world::{ID, SECRET, World, succeed};

const OTHER_ID: &str = "LTAI5tEXAMPLEforeign0002";
const OTHER_SECRET: &str = "FOREIGNforeignFOREIGNforeign02";
const TOKEN: &str = "EXAMPLEtoken+/EXAMPLEtoken==";

/// What `.ci/run` installed, by the environment variable that says where.
pub(super) fn installed(variable: &str) -> PathBuf {
    std::env::var_os(variable).unwrap_or_else(|| panic!("{variable} is not set: run .ci/run")).into()
}

pub(super) fn script(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/peers").join(name)
}

/// A home in which the sample key is installed for `client`, into `file`, which held `foreign`.
fn installed_for(client: &str, file: &str, foreign: &str) -> World {
    let world = World::new();
    world.seal_key(&[]);
    put(&world, file, foreign);
    install(&world, client, &[]);
    let text = fs::read_to_string(world.path(file)).unwrap();
    assert!(text.contains(SECRET), "{text}");
    world
}

fn put(world: &World, file: &str, text: &str) {
    let folder = Path::new(file).parent().unwrap().to_str().unwrap();
    world.folder(if folder.is_empty() { "." } else { folder });
    let text = text.replace("OTHER_ID", OTHER_ID).replace("OTHER_SECRET", OTHER_SECRET);
    world.write(file, text);
}

fn install(world: &World, client: &str, more: &[&str]) {
    let mut install = world.akvault();
    install.args(["install", "bundle.age", "--client", client, "--passphrase-file", "words/sms"]).args(more);
    succeed(&mut install);
}

/// Its first two words are the id and the secret of the sample key.
#[track_caller]
fn assert_ours(read: &str) {
    assert!(read.starts_with(&format!("{ID} {SECRET}")), "{read}");
}

#[track_caller]
fn assert_other(read: &str) {
    assert!(read.starts_with(&format!("{OTHER_ID} {OTHER_SECRET}")), "{read}");
}

pub(super) fn python(world: &World, arguments: &[&str]) -> Command {
    let mut python = quiet(world.command("python3"));
    python.env("PYTHONPATH", installed("PEERS_PYTHON")).arg(script("readers.py")).args(arguments);
    python
}

pub(super) fn node(world: &World) -> Command {
    let mut node = quiet(world.command("node"));
    node.arg(script("credentials.cjs")).arg(installed("PEERS_NODE_MODULES"));
    node
}

/// Without this they ask the metadata service of a cloud machine.
fn quiet(mut command: Command) -> Command {
    command.env("ALIBABA_CLOUD_ECS_METADATA_DISABLED", "true").env("AWS_EC2_METADATA_DISABLED", "true");
    command
}

const CONFIG: &str = "{\n\t\"current\": \"default\",\n\t\"profiles\": [\n\t\t{\n\t\t\t\"name\": \"other\",\n\t\t\t\"mode\": \"AK\",\n\t\t\t\"access_key_id\": \"OTHER_ID\",\n\t\t\t\"access_key_secret\": \"OTHER_SECRET\",\n\t\t\t\"region_id\": \"cn-beijing\",\n\t\t\t\"unknown\": 1.50\n\t\t}\n\t],\n\t\"meta_path\": \"\"\n}";
const INI: &str =
    "# mine\n[other]\nenable = true\ntype = access_key\naccess_key_id = OTHER_ID\naccess_key_secret = OTHER_SECRET\n";

#[test]
#[ignore = "needs alibabacloud_credentials from PyPI"]
fn the_python_sdk_reads_config_json() {
    let world = installed_for("aliyun", ".aliyun/config.json", CONFIG);
    let read = succeed(&mut python(&world, &["sdk", "default"]));
    assert_ours(&read);
    assert!(read.contains("cli_profile"), "{read}");
    assert_other(&succeed(python(&world, &["sdk", "other"]).env("ALIBABA_CLOUD_PROFILE", "other")));
}

#[test]
#[ignore = "needs alibabacloud_credentials from PyPI"]
fn the_python_sdk_reads_its_ini() {
    let world = installed_for("sdk", ".alibabacloud/credentials.ini", INI);
    let read = succeed(&mut python(&world, &["sdk", "default"]));
    assert_ours(&read);
    assert!(read.contains("profile/static_ak"), "{read}");
    assert_other(&succeed(python(&world, &["sdk", "other"]).env("ALIBABA_CLOUD_PROFILE", "other")));
}

#[test]
#[ignore = "needs @alicloud/credentials from npm"]
fn the_node_sdk_reads_config_json_and_its_ini() {
    let world = installed_for("aliyun", ".aliyun/config.json", CONFIG);
    assert_ours(&succeed(&mut node(&world)));
    assert_other(&succeed(node(&world).env("ALIBABA_CLOUD_PROFILE", "other")));
    let world = installed_for("sdk", ".alibabacloud/credentials", INI);
    assert_ours(&succeed(&mut node(&world)));
    assert_other(&succeed(node(&world).env("ALIBABA_CLOUD_PROFILE", "other")));
}

#[test]
#[ignore = "needs tests/peers/reqsign"]
fn reqsign_reads_config_json_and_the_ini() {
    for (client, file, foreign, which) in
        [("terraform", ".aliyun/config.json", CONFIG, "json"), ("sdk", ".alibabacloud/credentials.ini", INI, "ini")]
    {
        let world = installed_for(client, file, foreign);
        let reqsign = || {
            let mut reqsign = quiet(world.command(installed("PEERS_REQSIGN")));
            reqsign.arg(which);
            reqsign
        };
        assert_ours(&succeed(&mut reqsign()));
        assert_other(&succeed(reqsign().env("ALIBABA_CLOUD_PROFILE", "other")));
    }
}

#[test]
#[ignore = "needs the SDKs from PyPI and npm"]
fn the_sdks_read_temporary_credentials_from_config_json() {
    // They expire before a bundle arrives, so `seal` refuses them; the writer knows them all the same.
    let world = World::new();
    let key = AccessKey::new(AccessKeyId::new("STS.EXAMPLEexample").unwrap(), SECRET.into()).unwrap();
    let key = key.with_token(TOKEN.into()).unwrap();
    let entry = Entry { access_key: &key, region: None };
    let format = by_name("aliyun").unwrap().parts()[0].format;
    let text = format.put(&CONFIG.replace("OTHER_ID", "x"), &ProfileName::default(), &entry).unwrap();
    put(&world, ".aliyun/config.json", text.expose());
    let expected = format!("STS.EXAMPLEexample {SECRET}");
    let read = succeed(&mut python(&world, &["sdk", "default"]));
    assert!(read.starts_with(&format!("{expected} {TOKEN}")), "{read}");
    assert!(succeed(&mut node(&world)).starts_with(&expected));
}

#[test]
#[ignore = "needs aliyun-log-cli from PyPI"]
fn the_log_cli_reads_its_file() {
    let foreign =
        "[other]\naccess-id = OTHER_ID\naccess-key = OTHER_SECRET\nregion-endpoint = cn-beijing.log.aliyuncs.com\n";
    let world = installed_for("aliyun-log", ".aliyunlogcli", foreign);
    let read = succeed(&mut python(&world, &["log", "main"]));
    assert_ours(&read);
    assert!(read.contains("cn-hangzhou.log.aliyuncs.com"), "{read}");
    assert_other(&succeed(&mut python(&world, &["log", "other"])));
}

#[test]
#[ignore = "needs boto3 from PyPI"]
fn boto3_reads_key_and_endpoint() {
    let foreign = "[other]\naws_access_key_id = OTHER_ID\naws_secret_access_key = OTHER_SECRET\n";
    let world = installed_for("aws", ".aws/credentials", foreign);
    let read = succeed(&mut python(&world, &["boto3", "default"]));
    assert_ours(&read);
    assert!(read.contains("https://bucket.s3.oss-cn-hangzhou.aliyuncs.com/key when_required"), "{read}");
    // A profile of somebody's, in the two files, with a service of its own.
    let world = World::new();
    world.seal_key(&["--profile", "oss"]);
    put(&world, ".aws/credentials", foreign);
    put(&world, ".aws/config", "[profile other]\nregion = eu-central-1\ns3 =\n    max_concurrent_requests = 5\n");
    install(&world, "aws", &[]);
    assert_ours(&succeed(&mut python(&world, &["boto3", "oss"])));
    let read = succeed(&mut python(&world, &["boto3", "other"]));
    assert_other(&read);
    assert!(read.contains("eu-central-1") || read.contains("bucket.s3.amazonaws.com"), "{read}");
}

#[test]
#[ignore = "needs s3cmd"]
fn s3cmd_reads_the_aws_credentials() {
    let foreign = "[other]\naws_access_key_id = OTHER_ID\naws_secret_access_key = OTHER_SECRET\n";
    let world = installed_for("aws", ".aws/credentials", foreign);
    for (profile, id, secret) in [("default", ID, SECRET), ("other", OTHER_ID, OTHER_SECRET)] {
        let told = succeed(world.command("s3cmd").arg("--dump-config").env("AWS_PROFILE", profile));
        assert!(
            told.contains(&format!("access_key = {id}\n")) && told.contains(&format!("secret_key = {secret}\n")),
            "{told}"
        );
    }
}

#[test]
#[ignore = "needs rclone"]
fn rclone_reads_its_remote() {
    let foreign =
        "[other]\ntype = s3\nprovider = Alibaba\naccess_key_id = OTHER_ID\nsecret_access_key = OTHER_SECRET\n";
    let world = installed_for("rclone", ".config/rclone/rclone.conf", foreign);
    let dump: serde_json::Value =
        serde_json::from_str(&succeed(world.command("rclone").args(["config", "dump"]))).unwrap();
    let read = |remote: &str| {
        let text = |key: &str| dump[remote][key].as_str().unwrap_or_default().to_owned();
        format!("{} {}", text("access_key_id"), text("secret_access_key"))
    };
    assert_eq!((read("default"), read("other")), (format!("{ID} {SECRET}"), format!("{OTHER_ID} {OTHER_SECRET}")));
    let ours = &dump["default"];
    assert_eq!(
        (ours["type"].as_str(), ours["provider"].as_str(), ours["endpoint"].as_str()),
        (Some("s3"), Some("Alibaba"), Some("oss-cn-hangzhou.aliyuncs.com"))
    );
}

#[test]
#[ignore = "needs python3"]
fn a_parser_of_ossutils_kind_reads_both_versions() {
    let foreign = "[Credentials]\nlanguage=EN\n[Bucket-Endpoint]\nb1=oss-cn-beijing.aliyuncs.com\n[profile other]\naccessKeyID=OTHER_ID\naccessKeySecret=OTHER_SECRET\nregion=cn-beijing\n";
    let world = installed_for("ossutil", ".ossutilconfig", foreign);
    let read = |section: &str| {
        let what = format!("{section},accessKeyID,accessKeySecret");
        succeed(&mut python(&world, &["ini", &what, ".ossutilconfig"]))
    };
    assert_ours(&read("Credentials"));
    assert_ours(&read("default"));
    assert_other(&read("profile other"));
    let region = succeed(&mut python(&world, &["ini", "default,region", ".ossutilconfig"]));
    assert_eq!(region.trim(), "cn-hangzhou");
}

#[test]
#[ignore = "needs python-dotenv from PyPI"]
fn a_shell_and_dotenv_read_the_environment_file() {
    let world = World::new();
    world.seal_key(&[]);
    put(&world, ".env", "# mine\nexport DATABASE_URL=\"postgres://a b\"\n");
    install(&world, "env", &["--client-env", "all", "--config", ".env"]);
    for names in [
        "ALIBABA_CLOUD_ACCESS_KEY_ID,ALIBABA_CLOUD_ACCESS_KEY_SECRET",
        "ALICLOUD_ACCESS_KEY,ALICLOUD_SECRET_KEY",
        "OSS_ACCESS_KEY_ID,OSS_ACCESS_KEY_SECRET",
    ] {
        assert_ours(&succeed(&mut python(&world, &["dotenv", names, ".env"])));
        let values = names.replace(',', " $");
        for shell in ["sh", "bash"] {
            assert_ours(&succeed(
                world.command(shell).args(["-c", &format!("set -a; . ./.env; printenv >/dev/null; echo ${values}")]),
            ));
        }
    }
    assert_eq!(succeed(&mut python(&world, &["dotenv", "DATABASE_URL", ".env"])).trim(), "postgres://a b");
}

#[test]
#[ignore = "needs sh and bash"]
fn acme_sh_sources_its_account_conf() {
    let foreign = "LOG_FILE=\"/var/log/acme.sh.log\"\n#LOG_LEVEL=1\n\nUPGRADE_HASH='0123abcd'\n";
    let world = installed_for("acme-sh", ".acme.sh/account.conf", foreign);
    for shell in ["sh", "bash"] {
        let line = ". .acme.sh/account.conf; echo $SAVED_Ali_Key $SAVED_Ali_Secret $UPGRADE_HASH $LOG_FILE";
        let read = succeed(world.command(shell).args(["-c", line]));
        assert_eq!(read.trim(), format!("{ID} {SECRET} 0123abcd /var/log/acme.sh.log"));
    }
}

#[test]
#[ignore = "needs systemd-creds and root"]
fn systemd_opens_the_credential_that_an_sdk_then_reads() {
    let world = World::new();
    world.seal_key(&[]);
    install(&world, "systemd", &["--config", "shop.cred"]);
    assert!(!String::from_utf8_lossy(&world.read("shop.cred")).contains(SECRET));
    // As systemd does when it starts the unit: the name is part of what is sealed.
    let opened = succeed(world.command("systemd-creds").args(["decrypt", "--name=shop", "shop.cred", "-"]));
    world.write("opened.ini", &opened);
    let mut python = python(&world, &["sdk", "default"]);
    assert_ours(&succeed(python.env("ALIBABA_CLOUD_CREDENTIALS_FILE", world.path("opened.ini"))));
    let before = world.read("shop.cred");
    install(&world, "systemd", &["--config", "shop.cred"]);
    assert_eq!(before, world.read("shop.cred"), "the same key twice changes nothing");
    let uninstall = ["uninstall", "--client", "systemd", "--config", "shop.cred", "--profile", "default"];
    succeed(world.akvault().args(uninstall));
    assert!(!world.path("shop.cred").exists());
}

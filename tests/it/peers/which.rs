//! What `which` says of a client, and what the client does: in every combination of places, each with a
//! key of its own, the client takes the one that `which` calls the winner.

use std::fs;
use std::process::Command;

use super::readers::{node, python};
use super::world::{World, run, succeed};

const SECRET: &str = "EXAMPLEexampleEXAMPLEexample01";

/// Something that is there or not.
enum Thing {
    File(&'static str, String),
    Variables(Vec<(&'static str, String)>),
}

use Thing::{File, Variables};

/// An id that tells where it stood.
fn id(number: u32) -> String {
    format!("LTAI5tEXAMPLEexample{number:04}")
}

fn config(current: &str, mode: &str, number: u32) -> String {
    let profile = |name: &str, number| {
        format!(
            r#"{{"name": "{name}", "mode": "{mode}", "access_key_id": "{}", "access_key_secret": "{SECRET}", "region_id": "cn-hangzhou"}}"#,
            id(number)
        )
    };
    let (default, prod) = (profile("default", number), profile("prod", number + 1));
    format!(r#"{{"current": "{current}", "profiles": [{default}, {prod}], "meta_path": ""}}"#)
}

fn ini(more: &str, number: u32) -> String {
    let section =
        |name: &str, number| format!("[{name}]\n{more}access_key_id = {}\naccess_key_secret = {SECRET}\n", id(number));
    section("default", number) + &section("prod", number + 1)
}

fn variables(pairs: &[(&'static str, &str)]) -> Thing {
    Variables(pairs.iter().map(|(name, value)| (*name, (*value).to_owned())).collect())
}

/// One of each row, in all combinations.
fn combinations(rows: &[Vec<Thing>]) -> Vec<Vec<&Thing>> {
    rows.iter().fold(vec![Vec::new()], |worlds, row| {
        let with_each =
            |world: Vec<_>| row.iter().map(move |thing| [&world[..], &[thing]].concat()).collect::<Vec<_>>();
        worlds.into_iter().flat_map(with_each).collect()
    })
}

/// In each world, the two agree on who wins, or that nobody does.
#[track_caller]
fn assert_agreement(reader: &str, rows: &[Vec<Thing>], client: impl Fn(&World) -> Command) {
    let mut winners = std::collections::BTreeSet::new();
    for things in combinations(rows) {
        let world = World::new();
        let (mut told, mut client) = (world.akvault(), client(&world));
        for thing in things {
            match thing {
                File(path, text) => {
                    fs::create_dir_all(world.path(path).parent().unwrap()).unwrap();
                    world.write(path, text);
                }
                Variables(pairs) => {
                    told.envs(pairs.iter().map(|(name, value)| (*name, value)));
                    client.envs(pairs.iter().map(|(name, value)| (*name, value)));
                }
            }
        }
        let told = succeed(told.args(["which", "--json", "--reader", reader]));
        let told: serde_json::Value = serde_json::from_str(&told).unwrap();
        let winner = told["readers"][0]["winner"]["access_key_id"].as_str().map(|masked| masked.replace("****", ""));
        let output = run(&mut client);
        let taken = String::from_utf8_lossy(&output.stdout).split(' ').next().unwrap_or_default().trim().to_owned();
        let taken = taken.strip_prefix("LTAI5tEXAMPLEexample").map(|number| format!("LTAI{number}"));
        let context = || format!("{told:#}\n{}", String::from_utf8_lossy(&output.stderr));
        assert_eq!(winner, taken, "which, and the client: {}", context());
        winners.insert(winner);
    }
    assert!(winners.len() > 3, "the worlds are too much alike: {winners:?}");
}

/// Which of the places, and under which profile.
fn places(ini_file: &'static str) -> [Vec<Thing>; 4] {
    let none = || variables(&[]);
    [
        vec![
            none(),
            variables(&[("ALIBABA_CLOUD_ACCESS_KEY_ID", &id(1)), ("ALIBABA_CLOUD_ACCESS_KEY_SECRET", SECRET)]),
            variables(&[("ALIBABA_CLOUD_ACCESS_KEY_ID", &id(1))]),
        ],
        vec![
            none(),
            File(".aliyun/config.json", config("prod", "AK", 10)),
            File(".aliyun/config.json", config("prod", "ak", 10)),
        ],
        vec![none(), File(ini_file, ini("type = access_key\n", 20)), File(ini_file, ini("", 20))],
        vec![none(), variables(&[("ALIBABA_CLOUD_PROFILE", "prod")])],
    ]
}

/// What makes a reader pass a place over.
fn obstacles(ini_file: &'static str) -> [Vec<Thing>; 4] {
    let none = || variables(&[]);
    [
        vec![
            File(".aliyun/config.json", config("default", "AK", 10)),
            File(".aliyun/config.json", "{\"current\": ".to_owned()),
            File(".aliyun/config.json", config("default", "AK", 15).replace('[', "[{\"name\": 5}, ")),
        ],
        vec![File(ini_file, ini("type = access_key\n", 20)), File(ini_file, ini("type = sts\n", 20))],
        vec![none(), variables(&[("ALIBABA_CLOUD_PROFILE", "prod")]), variables(&[("ALIBABA_CLOUD_PROFILE", "gone")])],
        vec![none(), variables(&[("ALIBABA_CLOUD_CLI_PROFILE_DISABLED", "True")])],
    ]
}

#[test]
#[ignore = "needs alibabacloud_credentials from PyPI"]
fn the_python_sdk_does_what_which_says() {
    let file = ".alibabacloud/credentials.ini";
    for rows in [places(file), obstacles(file)] {
        assert_agreement("python-sdk", &rows, |world| python(world, &["sdk", "default"]));
    }
}

#[test]
#[ignore = "needs @alicloud/credentials from npm"]
fn the_node_sdk_does_what_which_says() {
    let file = ".alibabacloud/credentials";
    for rows in [places(file), obstacles(file)] {
        assert_agreement("node-sdk", &rows, node);
    }
}

#[test]
#[ignore = "needs aliyun-log-cli from PyPI"]
fn the_log_cli_does_what_which_says() {
    let none = || variables(&[]);
    let pair = |names: [&'static str; 2], number| variables(&[(names[0], &id(number)), (names[1], SECRET)]);
    let file = format!(
        "[main]\naccess-id = {}\naccess-key = {SECRET}\nregion-endpoint = cn-hangzhou.log.aliyuncs.com\n",
        id(20)
    );
    let rows = [
        vec![none(), pair(["ALIBABA_CLOUD_ACCESS_KEY_ID", "ALIBABA_CLOUD_ACCESS_KEY_SECRET"], 1)],
        vec![none(), pair(["ALICLOUD_ACCESS_KEY", "ALICLOUD_SECRET_KEY"], 2)],
        vec![none(), pair(["ALIBABACLOUD_ACCESS_KEY_ID", "ALIBABACLOUD_ACCESS_KEY_SECRET"], 3)],
        vec![pair(["ALICLOUD_ACCESS_KEY_ID", "ALICLOUD_ACCESS_KEY_SECRET"], 4)],
        vec![none(), pair(["ALIYUN_LOG_CLI_ACCESSID", "ALIYUN_LOG_CLI_ACCESSKEY"], 5)],
        vec![none(), File(".aliyun/config.json", config("prod", "AK", 10))],
        vec![none(), File(".aliyunlogcli", file)],
        // Without an endpoint it says nothing of the key.
        vec![variables(&[("ALIYUN_LOG_CLI_ENDPOINT", "cn-hangzhou.log.aliyuncs.com")])],
    ];
    assert_agreement("aliyun-log", &rows, |world| python(world, &["log", "main"]));
}

#[test]
#[ignore = "needs boto3 from PyPI"]
fn boto3_does_what_which_says() {
    let none = || variables(&[]);
    let key = |section: &str, number| {
        format!("[{section}]\naws_access_key_id = {}\naws_secret_access_key = {SECRET}\n", id(number))
    };
    let rows = [
        vec![
            none(),
            variables(&[("AWS_ACCESS_KEY_ID", &id(1)), ("AWS_SECRET_ACCESS_KEY", SECRET)]),
            variables(&[("AWS_ACCESS_KEY_ID", &id(1))]),
            variables(&[("AWS_SECRET_ACCESS_KEY", SECRET)]),
        ],
        vec![
            none(),
            File(".aws/credentials", key("default", 10) + &key("prod", 11)),
            File(".aws/credentials", format!("[default]\naws_access_key_id = {}\n", id(10))),
            File(".aws/credentials", "no section\n".to_owned()),
        ],
        vec![
            none(),
            File(".aws/config", format!("{}region = eu-central-1\n", key("default", 20)) + &key("profile prod", 21)),
        ],
        vec![none(), variables(&[("AWS_PROFILE", "prod")])],
    ];
    assert_agreement("aws", &rows, |world| python(world, &["which_boto3"]));
}

#[test]
#[ignore = "needs rclone"]
fn rclone_does_what_which_says() {
    const ASK: &str = "rclone lsd myoss: --s3-endpoint http://127.0.0.1:9 -vv --dump auth --retries 1 \
                       --low-level-retries 1 2>&1 | grep -oE 'Credential=[A-Za-z0-9]+' | head -n 1 | cut -d= -f2";
    let none = || variables(&[]);
    let remote = |more: &str, number| {
        let (head, id) = ("[myoss]\ntype = s3\nprovider = Alibaba\n", id(number));
        format!("{head}{more}access_key_id = {id}\nsecret_access_key = {SECRET}\n")
    };
    let rows = [
        vec![
            none(),
            variables(&[("RCLONE_S3_ACCESS_KEY_ID", &id(1)), ("RCLONE_S3_SECRET_ACCESS_KEY", SECRET)]),
            variables(&[("RCLONE_S3_ACCESS_KEY_ID", &id(1))]),
        ],
        vec![
            none(),
            variables(&[
                ("RCLONE_CONFIG_MYOSS_ACCESS_KEY_ID", &id(2)),
                ("RCLONE_CONFIG_MYOSS_SECRET_ACCESS_KEY", SECRET),
            ]),
        ],
        vec![
            File(".config/rclone/rclone.conf", remote("", 10)),
            File(".config/rclone/rclone.conf", remote("env_auth = true\n", 11)),
            File(".rclone.conf", remote("", 12)),
        ],
    ];
    assert_agreement("rclone", &rows, |world| {
        let mut shell = world.command("sh");
        shell.args(["-c", ASK]);
        shell
    });
}

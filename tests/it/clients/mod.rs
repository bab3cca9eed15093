//! The writers of client config files, by golden folders: `CLIENT/CASE/before` (absent: no file)
//! becomes `after`, or is refused with `error`. A case whose name begins with `sts` installs
//! temporary credentials, one that begins with `odd` a secret that needs quotes, and one that ends
//! with `no-region` gives no region. `SNAPSHOTS=overwrite cargo test` rewrites what is expected.
#![expect(clippy::disallowed_methods, reason = "the golden folders lie beside this file and hold no secrets")]
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail anywhere, also outside its own function")]

mod properties;

use std::fs;
use std::path::{Path, PathBuf};

use akvault::clients::{CLIENTS, Client, Entry, by_name};
use akvault::domain::{AccessKey, AccessKeyId, ProfileName, Region};
use akvault::secret::Secret;

const ID: &str = "LTAI5tEXAMPLEexample0001";
const SECRET: &str = "EXAMPLEexampleEXAMPLEexample01";
const TOKEN: &str = "EXAMPLEtoken+/EXAMPLEtoken==";

fn key() -> AccessKey {
    AccessKey::new(AccessKeyId::new(ID).unwrap(), Secret::from(SECRET)).unwrap()
}

fn temporary_key() -> AccessKey {
    key().with_token(Secret::from(TOKEN)).unwrap()
}

fn odd_key() -> AccessKey {
    AccessKey::new(AccessKeyId::new(ID).unwrap(), Secret::from("EXAMPLE\"#$%{example}")).unwrap()
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/clients")
}

fn folders_in(path: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<_> = fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.is_dir());
    paths.sort();
    paths
}

/// Every case: the client, and the folder.
fn cases() -> Vec<(&'static dyn Client, PathBuf)> {
    let of = |client: &&'static dyn Client| {
        folders_in(&folder().join(client.name())).into_iter().map(|case| (*client, case)).collect::<Vec<_>>()
    };
    CLIENTS.iter().flat_map(of).collect()
}

fn text_before(case: &Path) -> String {
    fs::read_to_string(case.join("before")).unwrap_or_default()
}

/// A golden file is as it is expected, or becomes so.
fn assert_golden(path: &Path, actual: Option<&str>) {
    if std::env::var_os("SNAPSHOTS").is_some_and(|action| action == "overwrite") {
        match actual {
            Some(actual) => fs::write(path, actual).unwrap(),
            None => drop(fs::remove_file(path)),
        }
    }
    let expected = fs::read_to_string(path).ok();
    assert_eq!(actual, expected.as_deref(), "{}", path.display());
}

#[test]
fn every_case_gives_what_its_folder_says() {
    let (profile, hangzhou) = (ProfileName::default(), Region::new("cn-hangzhou").unwrap());
    for (client, case) in cases() {
        let name = case.file_name().unwrap().to_str().unwrap();
        let access_key = match name {
            sts if sts.starts_with("sts") => temporary_key(),
            odd if odd.starts_with("odd") => odd_key(),
            _ => key(),
        };
        let entry = Entry { access_key: &access_key, region: (!name.ends_with("no-region")).then_some(&hangzhou) };
        let result = client.put(&text_before(&case), &profile, &entry);
        let error = result.as_ref().err().map(|broken| format!("{broken}\n"));
        assert_golden(&case.join("error"), error.as_deref());
        assert_golden(&case.join("after"), result.as_ref().ok().map(Secret::expose));
        if let Ok(after) = result {
            assert_settled(client, after.expose(), &profile, &entry);
        }
    }
}

/// What was written is found again, and not written twice.
#[track_caller]
fn assert_settled(client: &dyn Client, after: &str, profile: &ProfileName, entry: &Entry<'_>) {
    let found = client.find(after, profile).unwrap().expect("what was written is found");
    assert!(found.holds(entry), "{}: {after}", client.name());
    assert_eq!(client.put(after, profile, entry).unwrap().expose(), after, "{}", client.name());
}

#[test]
fn every_client_has_its_folder_and_every_folder_its_client() {
    for client in CLIENTS {
        assert_eq!(by_name(client.name()).map(Client::name), Some(client.name()));
        assert!(!client.about().is_empty());
    }
    let folders = folders_in(&folder());
    let mut names: Vec<_> = folders.iter().map(|folder| folder.file_name().unwrap().to_str().unwrap()).collect();
    names.sort_unstable();
    assert_eq!(names, CLIENTS.iter().map(|client| client.name()).collect::<Vec<_>>());
    assert!(by_name("Aliyun").is_none());
}

#[test]
fn a_file_without_the_profile_has_nothing_to_find() {
    for client in CLIENTS {
        for text in ["", " \r\n\t"] {
            assert!(client.find(text, &ProfileName::default()).unwrap().is_none(), "{}", client.name());
        }
    }
    let other = by_name("json").unwrap().find(r#"{"Default": {}, "defaul": 1}"#, &ProfileName::default());
    assert!(other.unwrap().is_none());
}

#[test]
fn what_is_found_is_decoded() {
    let region = Region::new("cn-hangzhou").unwrap();
    let entry = Entry { access_key: &key(), region: Some(&region) };
    let texts = [
        (
            "aliyun",
            r#"{"profiles":[{"name":"\u0064efault","\u006dode":"AK","access_key_id":"\u004cTAI5tEXAMPLEexample0001",
                "access_key_secret":"EXAMPLEexampleEXAMPLEexample01","sts_token":"","sts_expiration":0,"region_id":"cn\u002dhangzhou"}]}"#,
        ),
        (
            "toml",
            "default = { access_key_id = 'LTAI5tEXAMPLEexample0001', access_key_secret = \"\"\"\nEXAMPLEexample\\\n  EXAMPLEexample01\"\"\", \"region_id\" = \"cn\\u002dhangzhou\" }",
        ),
        (
            "env",
            "ALIBABA_CLOUD_ACCESS_KEY_ID='LTAI5tEXAMPLEexample0001'\r\n\texport ALIBABA_CLOUD_ACCESS_KEY_SECRET = \"EXAMPLEexampleEXAMPLEexample01\" # ours\r\n\
             ALIBABA_CLOUD_REGION=cn-hangzhou\r\nALIBABA_CLOUD_REGION_ID=cn-hangzhou",
        ),
    ];
    for (name, text) in texts {
        let client = by_name(name).unwrap();
        assert!(client.find(text, &ProfileName::default()).unwrap().unwrap().holds(&entry), "{name}");
        assert_eq!(client.put(text, &ProfileName::default(), &entry).unwrap().expose(), text, "{name}");
    }
}

#[test]
fn modes_and_secrets_are_told_apart() {
    let text =
        r#"{"profiles": [{"name": "default", "mode": "External", "process_command": "x", "access_key_id": null}]}"#;
    let found = by_name("aliyun").unwrap().find(text, &ProfileName::default()).unwrap().unwrap();
    assert_eq!((found.mode.as_str(), found.id, found.region), ("External", None, None));
    for client in CLIENTS {
        let (profile, entry) = (ProfileName::default(), Entry { access_key: &temporary_key(), region: None });
        let text = client.put("", &profile, &entry).unwrap();
        let found = client.find(text.expose(), &profile).unwrap().unwrap();
        assert!(found.holds_key(&temporary_key()) && !found.holds_key(&key()) && !found.holds_key(&odd_key()));
    }
}

#[test]
fn a_refusal_never_shows_what_the_file_holds() {
    let canary = "CANARYcanary";
    let texts = [
        r#"{"CANARYcanary": "CANARYcanary",}"#,
        r#"{"profiles": "CANARYcanary", "default": "CANARYcanary"}"#,
        r#"{"profiles": ["CANARYcanary"], "default": ["CANARYcanary"]}"#,
        r#"{"profiles": [{"name": "default", "mode": {"CANARYcanary": 1}}], "default": {"access_key_id": ["CANARYcanary"]}}"#,
        r#""CANARYcanary"#,
        "CANARYcanary",
        "CANARYcanary = CANARYcanary\n[default",
        "[default]\nCANARYcanary = 1\nCANARYcanary = 2\n",
        "default = 'CANARYcanary'\nexport CANARYcanary\n",
        "[default]\naccess_key_id = ['CANARYcanary']\n",
        "ALIBABA_CLOUD_ACCESS_KEY_ID='CANARYcanary\n",
        "ALIBABA_CLOUD_ACCESS_KEY_ID=CANARYcanary\nALIBABA_CLOUD_ACCESS_KEY_ID=$CANARYcanary\n",
        "\u{feff}CANARYcanary=1\n",
    ];
    let entry = Entry { access_key: &key(), region: None };
    let mut refusals = 0;
    for (client, text) in CLIENTS.iter().flat_map(|client| texts.map(|text| (client, text))) {
        if let Err(broken) = client.put(text, &ProfileName::default(), &entry) {
            refusals += 1;
            for shown in [format!("{broken}"), format!("{broken:?}"), format!("{broken:#?}")] {
                assert!(!shown.contains(canary) && !shown.contains(SECRET), "{}: {shown}", client.name());
            }
        }
    }
    assert!(refusals > 35, "only {refusals} of the texts were refused");
}

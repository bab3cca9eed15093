//! The writers of client config files, by golden folders: `CLIENT/CASE/before` (absent: no file)
//! becomes `after`, or is refused with `error`. A second file of a client has a folder of its own,
//! `CLIENT-FILE/CASE`, where it is written in another way. Words in the name of a case: `sts`
//! installs temporary credentials, `odd` a secret that needs quotes, `named` under the profile `prod`,
//! `all` every family of environment variables, and one that ends with `no-region` gives no region.
//! `SNAPSHOTS=overwrite cargo test` rewrites what is expected.
#![expect(clippy::disallowed_methods, reason = "the golden folders lie beside this file and hold no secrets")]
#![expect(clippy::unwrap_used, reason = "a test may fail anywhere, also outside its own function")]

mod properties;

use std::fs;
use std::path::{Path, PathBuf};

use akvault::clients::{Broken, CLIENTS, Client, Entry, Family, Format, Present, by_name, files_of};
use akvault::domain::{AccessKey, AccessKeyId, ProfileName, Region};
use akvault::secret::Secret;
use serde_json::{Value as Json, json};

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

/// One file of a client.
struct File {
    client: &'static dyn Client,
    name: &'static str,
    formats: Vec<&'static dyn Format>,
}

impl File {
    /// The client's first.
    fn of(client: &str) -> Self {
        Self::all_of(by_name(client).unwrap(), &[Family::Sdk]).remove(0)
    }

    fn all_of(client: &'static dyn Client, families: &[Family]) -> Vec<Self> {
        files_of(client, families).into_iter().map(|(name, formats)| Self { client, name, formats }).collect()
    }

    /// The first file of every client.
    fn first() -> Vec<Self> {
        CLIENTS.iter().map(|client| Self::of(client.name())).collect()
    }

    /// Every file of every client.
    fn every() -> Vec<Self> {
        CLIENTS.iter().flat_map(|client| Self::all_of(*client, &Family::ALL)).collect()
    }

    fn put(&self, text: &str, profile: &ProfileName, entry: &Entry<'_>) -> Result<Secret, Broken> {
        self.edit(text, |format, text| format.put(text, profile, entry))
    }

    fn remove(&self, text: &str, profile: &ProfileName) -> Result<Secret, Broken> {
        self.edit(text, |format, text| format.remove(text, profile))
    }

    fn edit(&self, text: &str, edit: impl Fn(&dyn Format, &str) -> Result<Secret, Broken>) -> Result<Secret, Broken> {
        self.formats.iter().try_fold(Secret::from(text), |text, format| edit(*format, text.expose()))
    }

    /// What the first format finds.
    fn find(&self, text: &str, profile: &ProfileName) -> Result<Option<Present>, Broken> {
        self.formats[0].find(text, profile)
    }
}

/// Every case: the file, and the folder.
fn cases() -> Vec<(File, PathBuf)> {
    let mut cases = Vec::new();
    for client in CLIENTS {
        for (at, file) in File::all_of(*client, &[Family::Sdk]).iter().enumerate() {
            let own = if at == 0 { client.name().to_owned() } else { format!("{}-{}", client.name(), file.name) };
            let folders = if folder().join(&own).is_dir() { folders_in(&folder().join(own)) } else { Vec::new() };
            for case in folders {
                let families = if has_word(&case, "all") { &Family::ALL[..] } else { &[Family::Sdk] };
                cases.push((File::all_of(*client, families).remove(at), case));
            }
        }
    }
    cases
}

fn has_word(case: &Path, word: &str) -> bool {
    case.file_name().unwrap().to_str().unwrap().split('-').any(|part| part == word)
}

fn profile_of(case: &Path) -> ProfileName {
    if has_word(case, "named") { ProfileName::new("prod").unwrap() } else { ProfileName::default() }
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
    let hangzhou = Region::new("cn-hangzhou").unwrap();
    for (file, case) in cases() {
        let access_key = match case.as_path() {
            case if has_word(case, "sts") => temporary_key(),
            case if has_word(case, "odd") => odd_key(),
            _ => key(),
        };
        let (profile, before) = (profile_of(&case), text_before(&case));
        let region = (!case.to_str().unwrap().ends_with("no-region")).then_some(&hangzhou);
        let entry = Entry { access_key: &access_key, region };
        let result = file.put(&before, &profile, &entry);
        let error = result.as_ref().err().map(|broken| format!("{broken}\n"));
        assert_golden(&case.join("error"), error.as_deref());
        assert_golden(&case.join("after"), result.as_ref().ok().map(Secret::expose));
        if let Ok(after) = result {
            assert_settled(&file, after.expose(), &profile, &entry);
            assert_taken_out(&file, &before, after.expose(), &profile);
        }
    }
}

/// What was written is found again, and not written twice.
#[track_caller]
fn assert_settled(file: &File, after: &str, profile: &ProfileName, entry: &Entry<'_>) {
    for format in &file.formats {
        let found = format.find(after, profile).unwrap();
        assert!(found.is_none_or(|found| found.holds(entry)), "{}: {after}", file.client.name());
    }
    assert_eq!(file.put(after, profile, entry).unwrap().expose(), after, "{}", file.client.name());
}

/// Without the profile there is nothing to find, and where nothing of it was there before, the file is
/// as it was; a file that was made for it says nothing more.
#[track_caller]
fn assert_taken_out(file: &File, before: &str, after: &str, profile: &ProfileName) {
    let without = file.remove(after, profile).unwrap();
    let without = without.expose();
    for format in &file.formats {
        assert!(format.find(without, profile).unwrap().is_none(), "{}: {without}", file.client.name());
    }
    assert_eq!(file.remove(without, profile).unwrap().expose(), without);
    let is_found = |format: &&dyn Format| format.find(before, profile).unwrap().is_some();
    let nothing_was_there =
        file.remove(before, profile).unwrap().expose() == before && !file.formats.iter().any(is_found);
    if before.trim().is_empty() {
        assert!(file.formats.iter().all(|format| format.is_bare(without)), "{}: {without}", file.client.name());
    } else if let Some(bare) = without_list(file, before) {
        assert_eq!(serde_json::from_str::<Json>(without).unwrap(), bare, "{without}");
    } else if nothing_was_there {
        assert_eq!(without, before, "{}", file.client.name());
    }
}

/// JSON without a list of profiles, or with an empty one: nobody can tell afterwards which it was, and
/// with what white space in it. It stays behind empty, with none.
fn without_list(file: &File, text: &str) -> Option<Json> {
    let mut document: Json = serde_json::from_str(text).ok()?;
    match file.client.name() {
        "aliyun" | "terraform" if [json!(null), json!([])].contains(&document["profiles"]) => {
            document["profiles"] = json!([]);
        }
        "json" if document == json!({}) => {}
        _ => return None,
    }
    Some(document)
}

#[test]
fn every_client_has_its_folder_and_every_folder_its_client() {
    for client in CLIENTS {
        assert_eq!(by_name(client.name()).map(Client::name), Some(client.name()));
        let (path, reader) = client.about().split_once(": ").unwrap();
        assert!(path.len() <= 34 && !reader.is_empty(), "{path}: {reader}");
    }
    let folders = folders_in(&folder());
    let mut names: Vec<_> = folders.iter().map(|folder| folder.file_name().unwrap().to_str().unwrap()).collect();
    names.sort_unstable();
    for client in CLIENTS {
        assert!(names.contains(&client.name()), "{}", client.name());
        for file in File::all_of(*client, &Family::ALL) {
            names.retain(|name| *name != client.name() && *name != format!("{}-{}", client.name(), file.name));
        }
    }
    assert_eq!(names, [""; 0]);
    assert!(by_name("Aliyun").is_none());
}

#[test]
fn a_file_without_the_profile_has_nothing_to_find() {
    for file in File::first() {
        for text in ["", " \r\n\t"] {
            assert!(file.find(text, &ProfileName::default()).unwrap().is_none(), "{}", file.client.name());
        }
    }
    let other = File::of("json").find(r#"{"Default": {}, "defaul": 1}"#, &ProfileName::default());
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
        (
            "ossutil",
            "[CREDENTIALS]\nx=y\n[Credentials]\nACCESSID : LTAI5tEXAMPLEexample0001\naccess-key:EXAMPLEexampleEXAMPLEexample01\r\nmode=AK\n\
             host = http://oss-cn-hangzhou-internal.aliyuncs.com/\n[Profile  Default] # mine\naccess_key-id=LTAI5tEXAMPLEexample0001\n\
             AccessKeySecret =EXAMPLEexampleEXAMPLEexample01\nREGION=cn-hangzhou",
        ),
        (
            "rclone",
            "[default]\n  type=s3\n  provider = Alibaba\n  env_auth : false\n  secret_access_key = EXAMPLEexampleEXAMPLEexample01\n\
             \n  access_key_id = LTAI5tEXAMPLEexample0001\n  endpoint = https://oss-cn-hangzhou.aliyuncs.com\n",
        ),
        ("lego", "LTAI5tEXAMPLEexample0001"),
        (
            "acme-sh",
            "SAVED_Ali_Key=\"LTAI5tEXAMPLEexample0001\" # mine\nSAVED_Ali_Secret=EXAMPLEexampleEXAMPLEexample01",
        ),
    ];
    for (name, text) in texts {
        let client = File::of(name);
        assert!(client.find(text, &ProfileName::default()).unwrap().unwrap().holds(&entry), "{name}");
        assert_eq!(client.put(text, &ProfileName::default(), &entry).unwrap().expose(), text, "{name}");
    }
}

/// File, what stands in it with our key in the profile `default`, and what is left without it: nothing, or
/// what somebody else wrote.
const TAKEN_OUT: &[(&str, usize, &str, &str)] = &[
    ("toml", 0, "[default]\naccess_key_id = 'x'\nport = 8080\n", "[default]\nport = 8080\n"),
    ("toml", 0, "[default]\naccess_key_id = 'x'\ndb.port = 1\n", "[default]\ndb.port = 1\n"),
    ("toml", 0, "[default]\naccess_key_id = 'x'\n\n[default.db]\nport = 1\n", "\n[default.db]\nport = 1\n"),
    ("toml", 0, "[default]\n# mine\naccess_key_id = 'x'\n", "[default]\n# mine\n"),
    ("toml", 0, "[default]\naccess_key_id = 'x' # mine\n", "[default]\n# mine\n"),
    ("toml", 0, "[default] # mine\naccess_key_id = 'x'", "[default] # mine"),
    ("toml", 0, "[default]\naccess_key_id = 'x'\n# mine\n", "[default]\n# mine\n"),
    ("toml", 0, "[default]\naccess_key_id = 'x#y'\n\n# of x\n[x]\n", "\n# of x\n[x]\n"),
    ("toml", 0, "default = { access_key_id = 'x', port = 1 }\n", "default = { port = 1 }\n"),
    ("toml", 0, "default = {\n  access_key_id = 'x', # mine\n  region_id = 'y',\n}\n", "default = {\n   # mine\n}\n"),
    ("env", 0, "export ALIBABA_CLOUD_ACCESS_KEY_ID=\"x\" # k\r\nX=1\r\n", "# k\r\nX=1\r\n"),
    ("env", 0, "X=1\nALIBABA_CLOUD_ACCESS_KEY_ID=x\t# k", "X=1\n# k"),
    ("env", 0, "ALIBABA_CLOUD_ACCESS_KEY_ID=x\nALIBABA_CLOUD_REGION= # k\n", "# k\n"),
    ("env", 0, "ALIBABA_CLOUD_ACCESS_KEY_ID=x#k\nX=1\n", "X=1\n"),
    ("json", 0, r#"{"default": {"access_key_id": "x", "port": 1}}"#, r#"{"default": {"port": 1}}"#),
    (
        "json",
        0,
        r#"{"default": {"access_key_id": "x", "db": {"access_key_id": 1}}}"#,
        r#"{"default": {"db": {"access_key_id": 1}}}"#,
    ),
    ("json", 0, r#"{"default": {"access_key_id": "x", "region_id": ""}}"#, "{}"),
    (
        "sdk",
        0,
        "[default]\nenable = true\ntype = access_key\naccess_key_id = x\npolicy = y\n",
        "[default]\npolicy = y\n",
    ),
    ("sdk", 0, "[default]\nenable = false\n; mine\naccess_key_id = x\n", "[default]\n; mine\n"),
    ("sdk", 0, "[default] ; mine\naccess_key_id = x\n", "[default] ; mine\n"),
    ("sdk", 0, "[default]\naccess_key_id = x\n# mine", "[default]\n# mine"),
    ("sdk", 0, "[default]\naccess_key_id = x\n\n# of x\n[x]\n", "\n# of x\n[x]\n"),
    ("sdk", 0, "[default]\naccess_key_id = x\n\n# mine\n\ntype = access_key\n", "\n# mine\n\n"),
    (
        "sdk",
        0,
        "[default]\ntype = ram_role_arn\nrole_arn = y\naccess_key_id = x\n",
        "[default]\ntype = ram_role_arn\nrole_arn = y\n",
    ),
    (
        "rclone",
        0,
        "[default]\ntype = s3\nprovider = Alibaba\naccess_key_id = x\nendpoint = oss-cn-beijing.aliyuncs.com\nacl = private\n# mine\nupload_cutoff = 5M\n",
        "[default]\nacl = private\n# mine\nupload_cutoff = 5M\n",
    ),
    (
        "rclone",
        0,
        "[default]\naccess_key_id = x\nendpoint = oss.example.com\n",
        "[default]\nendpoint = oss.example.com\n",
    ),
    ("aws", 0, "[default]\naws_access_key_id = x\nregion = y\n", "[default]\nregion = y\n"),
    ("aws", 0, "[default]\naws_access_key_id = x\nrole_arn = y\n", "[default]\nrole_arn = y\n"),
    (
        "aws",
        1,
        "[default]\nregion = cn-beijing\ns3 =\n    # mine\n    addressing_style = virtual\n",
        "[default]\n    # mine\n",
    ),
    ("aws", 1, "[default]\nregion = cn-beijing\noutput = json\n", "[default]\noutput = json\n"),
    ("aliyun-log", 0, "[main]\naccess-id = x\nregion-id = y\n", "[main]\nregion-id = y\n"),
    (
        "ossutil",
        0,
        "[Credentials]\nlanguage=CH\nendpoint=oss-accelerate.aliyuncs.com\naccessKeyID=x\n",
        "[Credentials]\nlanguage=CH\nendpoint=oss-accelerate.aliyuncs.com\n",
    ),
    (
        "ossutil",
        0,
        "[Credentials]\nlanguage=CH\nendpoint=oss-cn-beijing-internal.aliyuncs.com\naccessKeyID=x\n",
        "[Credentials]\nlanguage=CH\n",
    ),
    ("ossutil", 0, "[Credentials]\nlanguage=EN\nendpoint=oss-cn-beijing.aliyuncs.com\naccessKeyID=x\n", ""),
    (
        "ossutil",
        0,
        "[Credentials]\nlanguage=EN\naccessKeyID=x\noutputDir=y\n",
        "[Credentials]\nlanguage=EN\noutputDir=y\n",
    ),
    ("ossutil", 0, "[default]\nmode=RamRoleArn\naccessKeyID=x\nregion=y\n", "[default]\nmode=RamRoleArn\n"),
    (
        "aliyun",
        0,
        r#"{"profiles":[{"name":"default","mode":"AK","access_key_id":"x","region_id":"y","output_format":"table","language":"zh","sts_token":"","expired_seconds":0,"verified":null,"auto_plugin_install":false}]}"#,
        r#"{"profiles":[]}"#,
    ),
    (
        "aliyun",
        0,
        r#"{"profiles":[{"name":"default","mode":"RamRoleArn","access_key_id":"x","region_id":"y","ram_role_arn":"z","sts_expiration":1}]}"#,
        r#"{"profiles":[{"name":"default","ram_role_arn":"z"}]}"#,
    ),
    (
        "aliyun",
        0,
        r#"{"profiles":[{"name":"default","mode":"AK","access_key_id":"x","proxy":"","language":"en"}]}"#,
        r#"{"profiles":[{"name":"default","proxy":"","language":"en"}]}"#,
    ),
    (
        "aliyun",
        0,
        r#"{"profiles":[{"name":"default","mode":"AK","access_key_id":"x","retry_count":3}]}"#,
        r#"{"profiles":[{"name":"default","retry_count":3}]}"#,
    ),
    (
        "aliyun",
        0,
        r#"{"profiles":[{"name":"default","mode":"External","process_command":"/bin/akvault credential-process a --home /h","region_id":"y"}]}"#,
        r#"{"profiles":[]}"#,
    ),
    (
        "aliyun",
        0,
        r#"{"profiles":[{"name":"default","mode":"External","process_command":"/bin/other","region_id":"y"}]}"#,
        r#"{"profiles":[{"name":"default","process_command":"/bin/other"}]}"#,
    ),
];

#[test]
fn what_somebody_else_wrote_stays_when_the_entry_goes() {
    for (client, at, text, expected) in TAKEN_OUT {
        let file = File::all_of(by_name(client).unwrap(), &[Family::Sdk]).remove(*at);
        let without = file.remove(text, &ProfileName::default()).unwrap();
        assert_eq!(without.expose(), *expected, "{client}: {text}");
        assert_eq!(file.remove(expected, &ProfileName::default()).unwrap().expose(), *expected, "{client}: {text}");
        let is_bare = file.formats.iter().all(|format| format.is_bare(expected));
        assert_eq!(is_bare, ["", "{}", r#"{"profiles":[]}"#].contains(expected), "{client}: {text}");
    }
}

#[test]
fn entries_go_by_the_names_of_profiles() {
    let texts = [
        (
            "ossutil",
            0,
            "[Credentials]\naccessKeyID=x\n[Default]\nproxyHost=y\n[profile Dev]\nregion=z\n",
            &["default"][..],
        ),
        ("ossutil", 1, "[Credentials]\naccessKeyID=x\n[Default]\nproxyHost=y\n[profile Dev]\nregion=z\n", &["dev"]),
        (
            "aliyun-log",
            0,
            "[__option__]\ndefault-client=a\n[default]\naccess-id=x\n[main]\naccess-id=y\n[a]\n",
            &["client default", "default", "a"],
        ),
        ("rclone", 0, "[minio]\nsecret_access_key = p@ss;\n[default]\naccess_key_id = x\n", &["default"]),
    ];
    for (client, format, text, names) in texts {
        let found = File::of(client).formats[format].entries(text).unwrap();
        assert_eq!(found.into_iter().map(|(name, _)| name).collect::<Vec<_>>(), names, "{client}");
    }
    let entry = Entry { access_key: &key(), region: None };
    let log = File::of("aliyun-log");
    for (profile, section) in [("default", "[main]"), ("main", "[main]"), ("prod", "[prod]")] {
        let text = log.put("[default]\naccess-id=x\n", &ProfileName::new(profile).unwrap(), &entry).unwrap();
        assert!(text.expose().starts_with(&format!("[default]\naccess-id=x\n\n{section}\n")), "{profile}");
    }
}

#[test]
fn modes_and_secrets_are_told_apart() {
    let text =
        r#"{"profiles": [{"name": "default", "mode": "External", "process_command": "x", "access_key_id": null}]}"#;
    let found = File::of("aliyun").find(text, &ProfileName::default()).unwrap().unwrap();
    assert_eq!((found.mode.as_str(), found.id, found.region), ("External", None, None));
    for file in File::first().into_iter().filter(|file| file.client.keeps_tokens() && !file.client.needs_region()) {
        let (profile, entry) = (ProfileName::default(), Entry { access_key: &temporary_key(), region: None });
        let text = file.put("", &profile, &entry).unwrap();
        let found = file.find(text.expose(), &profile).unwrap().unwrap();
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
        "[CANARYcanary\n",
        "[CANARYcanary] CANARYcanary\n",
        "[ CANARYcanary ]\n",
        "[CANARYcanary]\nx = 1\n[CANARYcanary]\n",
        "[default]\nCANARYcanary\n",
        "[default]\nx = CANARYcanary\n    CANARYcanary = 1\ny: CANARYcanary\rCANARYcanary\n",
        "[default]\nTYPE = CANARYcanary\naccess_key_id = CANARYcanary # CANARYcanary\naws_access_key_id = 'CANARYcanary'\n",
        "[main]\naccess-id = CANARYcanary%\n[Credentials]\naccessKeyID = CANARYcanary;\n[profile default]\n[default]\n",
        "SAVED_Ali_Key=$CANARYcanary\nexport CANARYcanary=CANARYcanary\\\n",
        "CANARYcanary CANARYcanary\n",
    ];
    let entry = Entry { access_key: &key(), region: None };
    let mut refusals = 0;
    let files = File::every();
    for (file, text) in files.iter().flat_map(|file| texts.map(|text| (file, text))) {
        if let Err(broken) = file.put(text, &ProfileName::default(), &entry) {
            refusals += 1;
            for shown in [format!("{broken}"), format!("{broken:?}"), format!("{broken:#?}")] {
                assert!(!shown.contains(canary) && !shown.contains(SECRET), "{}: {shown}", file.client.name());
            }
        }
    }
    assert!(refusals > 300, "only {refusals} of the texts were refused");
}

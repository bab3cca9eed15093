//! What holds for every file: the foreign part means the same afterwards, what was written is
//! settled, and no text makes a writer panic.

use std::cell::RefCell;
use std::collections::BTreeMap;

use akvault::clients::Entry;
use akvault::domain::{ProfileName, Region};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use serde_json::{Value as Json, json};

use super::{File, assert_settled, assert_taken_out, cases, key, temporary_key, text_before};

/// The text afterwards, settled; nothing when the file was refused.
fn put(file: &File, before: &str, temporary: bool) -> Option<String> {
    let (profile, region) = (ProfileName::default(), Region::new("cn-hangzhou").unwrap());
    let access_key = if temporary { temporary_key() } else { key() };
    let entry = Entry { access_key: &access_key, region: Some(&region) };
    let after = file.put(before, &profile, &entry).ok()?;
    assert_settled(file, after.expose(), &profile, &entry);
    assert_taken_out(file, before, after.expose(), &profile);
    Some(after.expose().to_owned())
}

const OURS: [&str; 9] = [
    "access_key_id",
    "access_key_secret",
    "security_token",
    "sts_token",
    "sts_expiration",
    "region_id",
    "mode",
    "output_format",
    "language",
];

/// What a document says beside what the writer is there to change, and to make where it is missing.
fn foreign(text: &str) -> Json {
    foreign_but(text, |key, _| OURS.contains(&key))
}

/// The same, but for what goes with a profile although the writer does not change it.
fn foreign_to_removal(text: &str) -> Json {
    let is_empty = |value: &Json| [json!(null), json!(""), json!(0), json!(false)].contains(value);
    let runs_us = |value: &Json| value.as_str().is_some_and(|text| text.contains(" credential-process "));
    foreign_but(text, |key, value| {
        OURS.contains(&key) || is_empty(value) || (key == "process_command" && runs_us(value))
    })
}

fn foreign_but(text: &str, is_ours: impl Fn(&str, &Json) -> bool) -> Json {
    let mut root: serde_json::Map<String, Json> = serde_json::from_str(text).unwrap();
    let profiles = root.get_mut("profiles").and_then(Json::as_array_mut).into_iter().flatten();
    for profile in profiles.filter(|profile| profile["name"] == "default") {
        profile.as_object_mut().unwrap().retain(|key, value| key != "name" && !is_ours(key, value));
    }
    if let Some(profile) = root.get_mut("default").and_then(Json::as_object_mut) {
        profile.retain(|key, value| !is_ours(key, value));
    }
    if let Some(profiles) = root.get_mut("profiles").and_then(Json::as_array_mut) {
        profiles.retain(|profile| *profile != json!({}));
    }
    root.retain(|key, value| match key.as_str() {
        "default" => *value != json!({}),
        "profiles" => *value != json!([]) && !value.is_null(),
        _ => true,
    });
    Json::Object(root)
}

fn any_json() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any::<i64>().prop_map(Json::from),
        any::<String>().prop_map(Json::from),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Json::from),
            prop::collection::btree_map("[a-z_]{0,6}", inner, 0..4).prop_map(|map| map.into_iter().collect()),
        ]
    })
}

fn json_profile() -> impl Strategy<Value = Json> {
    let known =
        prop::sample::select(&["access_key_id", "access_key_secret", "sts_token", "region_id", "security_token"]);
    let extra = prop::collection::btree_map("[a-z]{1,5}x", any_json(), 0..3);
    (prop::collection::btree_map(known, "\\PC{0,9}", 0..4), extra).prop_map(|(known, extra)| {
        let known = known.into_iter().map(|(key, value)| (key.to_owned(), Json::from(value)));
        known.chain(extra).collect()
    })
}

/// A config.json, with and without our profile.
fn aliyun_document() -> impl Strategy<Value = Json> {
    let profiles = prop::collection::vec((prop::sample::select(&["default", "a", "b"]), json_profile()), 0..4);
    (prop::collection::btree_map("[a-z_]{1,5}x", any_json(), 0..3), prop::option::of(profiles)).prop_map(
        |(mut root, profiles)| {
            let named = |(name, mut profile): (&str, Json)| {
                profile.as_object_mut().unwrap().insert("name".to_owned(), Json::from(name));
                profile
            };
            if let Some(profiles) = profiles {
                root.insert("profiles".to_owned(), profiles.into_iter().map(named).collect());
            }
            root.into_iter().collect()
        },
    )
}

fn json_document() -> impl Strategy<Value = Json> {
    let ours = prop::option::of(json_profile());
    (prop::collection::btree_map("[a-z_]{1,5}x", any_json(), 0..4), ours).prop_map(|(mut root, ours)| {
        root.extend(ours.map(|profile| ("default".to_owned(), profile)));
        root.into_iter().collect()
    })
}

/// The same document as different programs would write it.
fn spellings(document: &Json) -> Vec<String> {
    let pretty = format!("{document:#}");
    vec![
        document.to_string(),
        pretty.clone(),
        pretty.replace('\n', "\r\n") + "\r\n",
        pretty.lines().map(|line| line.replacen("  ", "\t", 1) + "\n").collect(),
        pretty.lines().map(str::trim).collect::<Vec<_>>().join("\n"),
        pretty.lines().map(str::trim).collect::<Vec<_>>().join(" "),
    ]
}

fn assert_json_kept(file: &File, before: &str, temporary: bool) {
    let Some(after) = put(file, before, temporary) else { return };
    if before.trim().is_empty() {
        return;
    }
    assert_eq!(foreign(before), foreign(&after), "{before}\n---\n{after}");
    let without = removed(file, &after);
    assert_eq!(foreign_to_removal(before), foreign_to_removal(&without), "{after}\n---\n{without}");
}

/// The text without our entry.
fn removed(file: &File, text: &str) -> String {
    file.remove(text, &ProfileName::default()).unwrap().expose().to_owned()
}

/// Lines of the old text that are not ours are all there, in their order, and so are comments behind ours.
fn assert_lines_kept(before: &str, after: &str, ours: &str) {
    let is_kept = |line: &str| !line.contains(ours) || line.ends_with("# b");
    let rest = |line: &str| if line.contains(ours) { "# b".to_owned() } else { line.to_owned() };
    let foreign = |text: &str| text.lines().filter(|line| is_kept(line)).map(rest).collect::<Vec<_>>();
    assert_eq!(foreign(before), foreign(after), "{before}\n---\n{after}");
}

fn toml_document() -> impl Strategy<Value = toml::Table> {
    let scalar = || {
        prop_oneof![
            any::<i64>().prop_map(toml::Value::from),
            any::<bool>().prop_map(toml::Value::from),
            any::<String>().prop_map(toml::Value::from)
        ]
    };
    let known = prop::sample::select(&["access_key_id", "access_key_secret", "security_token", "region_id"]);
    let table = prop::collection::btree_map("[a-z]{1,3}", scalar(), 0..3);
    let nested = table.prop_map(|table| toml::Value::Table(table.into_iter().collect()));
    let extra = prop::collection::btree_map("[a-z]{1,5}x", prop_oneof![3 => scalar(), 1 => nested], 0..3);
    let profile = (prop::collection::btree_map(known, "\\PC{0,9}", 0..4), extra).prop_map(|(known, extra)| {
        let known = known.into_iter().map(|(key, value)| (key.to_owned(), toml::Value::from(value)));
        toml::Value::Table(known.chain(extra).collect())
    });
    let tables = prop::collection::btree_map(prop::sample::select(&["default", "a", "b.c", "d"]), profile, 0..4);
    let scalars = prop::collection::btree_map("[a-z]{1,4}x", scalar(), 0..3);
    (scalars, tables).prop_map(|(scalars, tables)| {
        let tables = tables.into_iter().map(|(key, value)| (key.to_owned(), value));
        scalars.into_iter().chain(tables).collect()
    })
}

fn foreign_toml(text: &str) -> toml::Table {
    let mut root: toml::Table = text.parse().unwrap();
    if let Some(profile) = root.get_mut("default").and_then(toml::Value::as_table_mut) {
        profile.retain(|key, _| !OURS.contains(&key));
        if profile.is_empty() {
            root.remove("default");
        }
    }
    root
}

/// With a comment above every line and behind it, where no string has several lines.
fn commented(toml: &str) -> Option<String> {
    let is_simple = !["\"\"\"", "'''"].iter().any(|quotes| toml.contains(quotes));
    let lines =
        toml.lines().map(|line| if line.is_empty() { "\n".to_owned() } else { format!("# kept\n{line} # kept\n") });
    is_simple.then(|| lines.collect())
}

fn env_file() -> impl Strategy<Value = String> {
    let foreign = "(# \\PC{0,9}|[ \t]{0,2}|(export )?[A-Z]{1,5}X=[a-z0-9/:]{0,9}( # \\PC{0,4})?|[A-Z]{1,4}X=\"[a-z\n]{0,9}\"|[A-Z]{1,4}X='[a-z\\\\\r\n]{0,9}')";
    let ours = "(export )?ALIBABA_CLOUD_(ACCESS_KEY_ID|ACCESS_KEY_SECRET|SECURITY_TOKEN|REGION_ID|REGION)=('[a-z]{0,5}'|\"[a-z]{0,5}\"|[a-z]{0,5})( # b)?";
    let line = prop_oneof![3 => foreign, 1 => ours];
    (prop::collection::vec(line, 0..8), prop::sample::select(&["\n", "\r\n"]), any::<bool>())
        .prop_map(|(lines, newline, ended)| lines.join(newline) + if ended { newline } else { "" })
}

/// The keys of an INI file that a writer is there to change, in the sections where it does.
struct Ours {
    sections: &'static [&'static str],
    keys: &'static [&'static str],
}

fn ours_in(file: &File) -> Option<Ours> {
    let (sections, keys): (&'static [&'static str], &'static [&'static str]) = match (file.client.name(), file.name) {
        ("sdk", _) => (&["default"], &["enable", "type", "access_key_id", "access_key_secret"]),
        ("ossutil", _) => (
            &["default", "Default", "Credentials", "profile default"],
            &[
                "language",
                "mode",
                "accessKeyID",
                "access-key-id",
                "accessKeySecret",
                "access_key_secret",
                "stsToken",
                "endpoint",
                "region",
                "ramRoleArn",
                "source_profile",
            ],
        ),
        ("aws", "credentials") => (
            &["default"],
            &[
                "aws_access_key_id",
                "aws_secret_access_key",
                "aws_session_token",
                "aws_security_token",
                "role_arn",
                "sso_session",
            ],
        ),
        ("aws", _) => (
            &["default", "profile default"],
            &[
                "region",
                "endpoint_url",
                "request_checksum_calculation",
                "response_checksum_validation",
                "s3",
                "addressing_style",
                "role_arn",
                "sso_session",
            ],
        ),
        ("rclone", _) => (
            &["default"],
            &["type", "provider", "env_auth", "access_key_id", "secret_access_key", "session_token", "endpoint"],
        ),
        ("aliyun-log", _) => (&["main"], &["access-id", "access-key", "region-endpoint", "sts-token"]),
        _ => return None,
    };
    Some(Ours { sections, keys })
}

/// Every line of an INI file that says something, but for those of ours and the headers that they may
/// need: section, and line without its line end. Read by rules of its own, as simple as they come.
fn foreign_ini(text: &str, ours: &Ours) -> Vec<(String, String)> {
    let mut section = "";
    let mut told = Vec::new();
    for line in text.lines().map(str::trim_end).filter(|line| !line.is_empty()) {
        if line.starts_with('[') {
            section = line.trim_start_matches('[').split(']').next().unwrap();
        }
        let is_ours = ours.sections.contains(&section);
        let key = line.split(['=', ':']).next().unwrap().trim();
        match line.chars().next().unwrap() {
            '#' | ';' => told.push((String::new(), line.to_owned())),
            '[' if is_ours => {}
            _ if is_ours && ours.keys.contains(&key) => {}
            _ => told.push((section.to_owned(), line.to_owned())),
        }
    }
    told
}

/// Sections of ours and of others, with keys of ours and of others, in several spellings.
fn ini_file(ours: &Ours) -> impl Strategy<Value = String> + use<> {
    let key = prop_oneof![3 => prop::sample::select(ours.keys).prop_map(str::to_owned), 2 => "[a-z]{1,4}x"];
    let value = prop_oneof![
        2 => "[A-Za-z0-9+/=._:-]{0,9}",
        1 => prop::sample::select(&[
            "AK", "StsToken", "RamRoleArn", "true", "false", "access_key", "s3", "Alibaba", "cn-beijing", "when_required",
            "oss-cn-beijing.aliyuncs.com", "https://s3.oss-cn-hangzhou-internal.aliyuncs.com", "oss.example.com",
        ]).prop_map(str::to_owned),
    ];
    let foreign = "[a-z]{1,4}x( = | =|=|: )[!-~é%#; ]{0,9}(\n  [a-z]{1,3} = [a-z%]{0,3}){0,2}";
    let separator = prop::sample::select(&[" = ", "=", " : "]);
    let pair = (key, separator, value).prop_map(|(key, separator, value)| format!("{key}{separator}{value}"));
    let line = prop_oneof![6 => pair, 2 => foreign, 1 => "[#;] [ -~é]{0,9}", 1 => Just(String::new())];
    let name = prop_oneof![3 => prop::sample::select(ours.sections).prop_map(str::to_owned), 2 => "(profile )?[a-d]"];
    let section = (name, prop::collection::vec(line, 0..6)).prop_map(|(name, lines)| {
        format!("[{name}]\n{}", lines.into_iter().map(|line| line + "\n").collect::<String>())
    });
    (prop::collection::vec(section, 0..4), any::<bool>(), any::<bool>()).prop_map(|(sections, dos, ended)| {
        let text = sections.concat();
        let text = if ended { text } else { text.trim_end().to_owned() };
        if dos { text.replace('\n', "\r\n") } else { text }
    })
}

/// For every file in INI a text of its kind.
fn ini_files() -> impl Strategy<Value = Vec<(usize, String)>> {
    let files = File::every().into_iter().enumerate();
    let strategies = files.filter_map(|(at, file)| ours_in(&file).map(|ours| (Just(at), ini_file(&ours))));
    strategies.collect::<Vec<_>>()
}

/// A golden file with some of its characters cut out or doubled, or with hostile ones put in.
fn damaged() -> impl Strategy<Value = String> {
    let texts: Vec<_> = cases().iter().map(|(_, case)| text_before(case)).collect();
    let pieces = prop::sample::select(&[
        "\"",
        "'",
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "=",
        "\n",
        "\r",
        "\\",
        "\\u",
        "#",
        "\u{feff}",
        "\0",
        "é",
        "\u{202e}",
        "[default]",
        "default.x=1",
        "\"\"\"",
        "null",
        "export ",
        "\\ud800",
        "[default]\n",
        "[Credentials]\n",
        "\n    ",
        " = ",
        ";",
        "%",
    ]);
    let edits = prop::collection::vec((any::<prop::sample::Index>(), 0..4usize, prop::option::of(pieces)), 0..4);
    (prop::sample::select(texts), edits).prop_map(|(text, edits)| {
        edits.into_iter().fold(text, |text, (at, cut, piece)| {
            let at = at.index(text.chars().count().saturating_add(1));
            let tail = text.chars().skip(at).skip(cut);
            text.chars().take(at).chain(piece.unwrap_or_default().chars()).chain(tail).collect()
        })
    })
}

proptest! {
    #[test]
    fn json_documents_keep_what_is_not_ours(aliyun in aliyun_document(), json in json_document(), temporary: bool) {
        for (name, document) in [("aliyun", aliyun), ("json", json)] {
            for text in spellings(&document) {
                assert_json_kept(&File::of(name), &text, temporary);
            }
        }
    }

    #[test]
    fn toml_documents_keep_what_is_not_ours(document in toml_document(), temporary: bool) {
        let pretty = toml::to_string(&document).unwrap();
        let inline: Vec<_> = document.iter().map(|(key, value)| format!("\"{key}\" = {value} # kept\n")).collect();
        let texts = [Some(pretty.replace('\n', "\r\n")), commented(&pretty), Some(pretty), Some(inline.concat())];
        for before in texts.into_iter().flatten() {
            let after = put(&File::of("toml"), &before, temporary).unwrap();
            for text in [&after, &removed(&File::of("toml"), &after)] {
                assert_eq!(foreign_toml(&before), foreign_toml(text), "{before}\n---\n{text}");
                assert_eq!(before.matches("# kept").count(), text.matches("# kept").count(), "{before}\n---\n{text}");
            }
        }
    }

    #[test]
    fn damaged_files_are_refused_or_settled(before in damaged(), temporary: bool) {
        for name in ["aliyun", "json"] {
            assert_json_kept(&File::of(name), &before, temporary);
        }
        for file in File::every() {
            put(&file, &before, temporary);
        }
    }

    #[test]
    fn no_text_makes_a_writer_panic(before in any::<String>(), depth in 0..2000usize) {
        for file in File::every() {
            put(&file, &before, false);
            put(&file, &format!("{}{before}{}", "{\"profiles\":[".repeat(depth), "]}".repeat(depth)), false);
            put(&file, &format!("x={}{before}{}", "[{x=".repeat(depth), "}]".repeat(depth)), false);
            put(&file, &format!("[default]\nx={}{before}", "\n x = [".repeat(depth / 20)), false);
        }
    }
}

/// How many texts of a kind were tried, and how many of them with something in them a writer took.
#[derive(Debug, Default)]
struct Tally(RefCell<BTreeMap<String, (u32, u32)>>);

impl Tally {
    /// The text with our key, if it was not refused.
    fn put(&self, file: &File, before: &str, temporary: bool) -> Option<String> {
        let after = put(file, before, temporary).filter(|_| !before.trim().is_empty());
        let mut counts = self.0.borrow_mut();
        let (tried, taken) = counts.entry(format!("{} {}", file.client.name(), file.name)).or_default();
        *tried += 1;
        *taken += u32::from(after.is_some());
        after
    }

    /// A tenth at least, of each file: what is refused shows nothing of what is kept.
    fn assert_many_taken(&self, files: usize) {
        let counts = self.0.borrow();
        assert_eq!(counts.len(), files, "{counts:?}");
        assert!(counts.values().all(|(tried, taken)| taken * 10 >= *tried), "nearly all are refused: {counts:?}");
    }
}

/// As [`proptest!`] does, and tells afterwards.
fn check_each<S: Strategy>(texts: S, check: impl Fn(S::Value, bool)) {
    let mut runner = TestRunner::new(ProptestConfig::with_source_file(file!()));
    let strategy = (texts, any::<bool>());
    let checked = runner.run(&strategy, |(texts, temporary)| {
        check(texts, temporary);
        Ok(())
    });
    checked.unwrap_or_else(|error| panic!("{error}"));
}

#[test]
fn ini_files_keep_what_is_not_ours() {
    let (files, tally) = (File::every(), Tally::default());
    check_each(ini_files(), |texts, temporary| {
        for (at, before) in texts {
            let (file, ours) = (&files[at], ours_in(&files[at]).unwrap());
            let Some(after) = tally.put(file, &before, temporary && file.client.keeps_tokens()) else { continue };
            for text in [&after, &removed(file, &after)] {
                assert_eq!(foreign_ini(&before, &ours), foreign_ini(text, &ours), "{before}\n---\n{text}");
            }
        }
    });
    tally.assert_many_taken(files.iter().filter_map(ours_in).count());
}

#[test]
fn env_files_keep_what_is_not_ours() {
    let tally = Tally::default();
    check_each(env_file(), |before, temporary| {
        let acme = before.replace("ALIBABA_CLOUD_ACCESS_KEY_ID", "SAVED_Ali_Key");
        let acme = acme.replace("ALIBABA_CLOUD_ACCESS_KEY_", "SAVED_Ali_");
        let files =
            [("env", &before, "ALIBABA_CLOUD_"), ("systemd", &before, "ALIBABA_CLOUD_"), ("acme-sh", &acme, "_Ali_")];
        for (name, before, ours) in files {
            let file = File::of(name);
            let Some(after) = tally.put(&file, before, temporary && file.client.keeps_tokens()) else { continue };
            assert_lines_kept(before, &after, ours);
            // A blank line may be the one that set ours apart.
            let said = |text: &str| text.lines().filter(|line| !line.trim().is_empty()).collect::<Vec<_>>().join("\n");
            assert_lines_kept(&said(before), &said(&removed(&file, &after)), ours);
        }
    });
    tally.assert_many_taken(3);
}

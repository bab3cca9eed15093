//! The INI files of the SDKs.

use super::*;

fn ini(more: &str) -> String {
    format!("[default]\n{more}access_key_id = {TWO}\naccess_key_secret = SECRET\n")
}

#[test]
fn the_ini_has_two_names_and_comes_after_the_config_file() {
    let good = ini("enable = true\ntype = access_key\n");
    let text = plain();
    for (file, readers) in [
        ("/home/a/.alibabacloud/credentials", ["go-sdk", "node-sdk", "php-sdk", "go-sdk-v1"].as_slice()),
        ("/home/a/.alibabacloud/credentials.ini", &["python-sdk", "java-sdk", "csharp-sdk"]),
    ] {
        for sdk in SDKS {
            let expected = if readers.contains(&sdk) { "ini 0002" } else { "none" };
            assert_verdict(sdk, &[], &[(file, &good)], expected);
        }
        for sdk in readers {
            let answer = answer(sdk, &world(&[], &[(file, &good), (CONFIG, &text)]));
            assert_eq!((verdict(&answer).as_str(), place(&answer, Kind::Ini).state), ("config 0001", State::Shadowed));
            let disabled = [("ALIBABA_CLOUD_CLI_PROFILE_DISABLED", "true")];
            assert_verdict(sdk, &disabled, &[(file, &good), (CONFIG, &text)], "ini 0002");
        }
    }
}

#[test]
fn sdks_ask_for_different_things_in_a_section_of_the_ini() {
    let everywhere = |text: &str, word: &str| {
        let files =
            ["/home/a/.alibabacloud/credentials", "/home/a/.alibabacloud/credentials.ini"].map(|file| (file, text));
        answer(word, &world(&[], &files))
    };
    let cases = [
        ("type = access_key\n", [("python-sdk", "ini 0002"), ("java-sdk", "none"), ("go-sdk", "ini 0002")]),
        (
            "enable = false\ntype = access_key\n",
            [("python-sdk", "ini 0002"), ("java-sdk", "none"), ("go-sdk", "ini 0002")],
        ),
        ("enable = true\n", [("python-sdk", "none"), ("java-sdk", "none"), ("csharp-sdk", "none")]),
        ("enable = true\ntype = sts\n", [("python-sdk", "none"), ("java-sdk", "ini 0002"), ("csharp-sdk", "ini 0002")]),
        (
            "enable = true\ntype = ram_role_arn\n",
            [("python-sdk", "ini 0002"), ("java-sdk", "ini 0002"), ("go-sdk", "ini 0002")],
        ),
        ("enable = true\ntype = rsa_key_pair\n", [("python-sdk", "ini"), ("java-sdk", "ini"), ("go-sdk", "none")]),
        ("enable = true\ntype = ecs_ram_role\n", [("php-sdk", "ini"), ("java-sdk", "ini"), ("node-sdk", "ini")]),
    ];
    for (more, expected) in cases {
        for (word, expected) in expected {
            let answer = everywhere(&ini(more), word);
            assert_eq!(verdict(&answer), expected, "{more} {word}: {answer:#?}");
        }
    }
    let off = everywhere(&ini("type = access_key\n"), "java-sdk");
    assert_eq!(place(&off, Kind::Ini).state, State::Disabled);
    assert!(place(&off, Kind::Ini).notes[0].contains("enable = true"));
    let dropped = everywhere(&ini("enable = true\ntype = sts\n"), "java-sdk");
    assert!(place(&dropped, Kind::Ini).notes[0].contains("without a token"));
}

#[test]
fn php_lower_cases_the_names_of_sections() {
    let text = format!("[Prod]\ntype = access_key\naccess_key_id = {TWO}\naccess_key_secret = SECRET\n");
    let files = [("/home/a/.alibabacloud/credentials", text.as_str())];
    for (profile, php, go) in [("Prod", "none", "ini 0002"), ("prod", "ini 0002", "none")] {
        assert_verdict("php-sdk", &[("ALIBABA_CLOUD_PROFILE", profile)], &files, php);
        assert_verdict("go-sdk", &[("ALIBABA_CLOUD_PROFILE", profile)], &files, go);
    }
}

#[test]
fn a_variable_names_the_ini_and_clashes_with_terraform() {
    let good = ini("type = access_key\n");
    let answer = answer("python-sdk", &world(&[("ALIBABA_CLOUD_CREDENTIALS_FILE", "/x/c")], &[("/x/c", &good)]));
    assert_eq!(verdict(&answer), "ini 0002");
    let notes = place(&answer, Kind::Ini).notes.join("; ");
    assert!(
        notes.contains("named by ALIBABA_CLOUD_CREDENTIALS_FILE") && notes.contains("a config.json to Terraform"),
        "{notes}"
    );
    let files = [("/home/a/c", good.as_str()), ("c", &good)];
    assert_verdict("python-sdk", &[("ALIBABA_CLOUD_CREDENTIALS_FILE", "~/c")], &files, "none");
    let relative = ask(by_word("go-sdk").unwrap(), &world(&[("ALIBABA_CLOUD_CREDENTIALS_FILE", "c")], &files));
    assert!(place(&relative, Kind::Ini).notes[0].ends_with("from where the program runs"), "{relative:#?}");
    let text = plain();
    let json = [("/x/c", text.as_str())];
    let wrong = ask(by_word("go-sdk").unwrap(), &world(&[("ALIBABA_CLOUD_CREDENTIALS_FILE", "/x/c")], &json));
    assert_eq!(place(&wrong, Kind::Ini).state, State::Broken, "no reader takes JSON for an INI");
}

/// Nobody is said to win, but that a key may be there.
#[track_caller]
fn assert_doubt(answer: &Answer, kind: Kind, why: &str) {
    assert_eq!(verdict(answer), "none", "{answer:#?}");
    assert_eq!(answer.doubts().map(|place| place.kind).collect::<Vec<_>>(), [kind], "{answer:#?}");
    assert!(place(answer, kind).notes.join("; ").contains(why), "{answer:#?}");
}

#[test]
fn what_akvault_refuses_other_readers_of_ini_may_read() {
    let good = ini("type = access_key\nenable = true\n");
    let odd = ["[a]\n[a]\n", "[b]\nx = 1\nx = 2\n", "[b]\nx = 1\n  y = 2\n", "[b]\nno value\n", "[ b ]\n"];
    for more in odd {
        let text = format!("{good}{more}");
        for (sdk, file) in [("go-sdk", "credentials"), ("java-sdk", "credentials.ini")] {
            let path = format!("/home/a/.alibabacloud/{file}");
            assert_doubt(&answer(sdk, &world(&[], &[(&path, &text)])), Kind::Ini, "the reader may be able to");
        }
    }
    let mut latin = world(&[], &[]);
    let bytes = [good.as_bytes(), b"# caf\xe9\n"].concat();
    latin.look = Box::new(move |path| {
        let glimpse = || Glimpse { bytes: bytes.clone().into(), mode: 0o600, uid: 1000, link: None };
        Ok((path == Path::new("/home/a/.alibabacloud/credentials")).then(glimpse))
    });
    assert_doubt(&answer("node-sdk", &latin), Kind::Ini, "not UTF-8");
    // botocore is as strict as akvault.
    let aws = "[default]\naws_access_key_id = a\naws_secret_access_key = b\n[x]\n[x]\n";
    assert_verdict("aws", &[], &[("/home/a/.aws/credentials", aws)], "stops at file");
}

#[test]
fn a_foreign_profile_that_is_odd_hides_no_other() {
    let odd = "{\"name\": \"work\", \"mode\": \"AK\", \"access_key_id\": 5}";
    let text = config(&[&profile("default", "AK", ONE), odd]);
    let files = [(CONFIG, text.as_str())];
    for sdk in ["python-sdk", "java-sdk", "csharp-sdk", "node-sdk", "php-sdk"] {
        assert_verdict(sdk, &[], &files, "config 0001");
    }
    let work = world(&[("ALIBABA_CLOUD_PROFILE", "work")], &files);
    assert_doubt(&answer("python-sdk", &work), Kind::Config, "readers take the profile `work` differently");
    // Go's decoder fails at a wrong type, wherever it stands.
    for reader in ["go-sdk", "go-sdk-v1", "aliyun"] {
        assert_doubt(&answer(reader, &world(&[], &files)), Kind::Config, "may refuse the whole file: line 1");
    }
}

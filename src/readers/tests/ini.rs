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
    assert_eq!(place(&wrong, Kind::Ini).state, State::Broken);
}

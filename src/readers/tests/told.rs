//! What is told of a place, and what is not.

use super::*;

#[test]
fn words_are_words_and_each_reader_has_its_own() {
    let words: Vec<&str> = READERS.iter().map(|reader| reader.word()).collect();
    let mut sorted = words.clone();
    sorted.sort_unstable();
    sorted.dedup();
    assert_eq!(sorted.len(), words.len());
    assert!(words.iter().all(|word| word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')));
    assert!(READERS.iter().all(|reader| !reader.name().is_empty()));
}

#[test]
fn an_empty_world_gives_nothing_to_anybody() {
    for reader in READERS {
        let answer = ask(*reader, &world(&[], &[]));
        assert!(answer.winner().is_none() && answer.failure().is_none() && !answer.finds_something(), "{answer:#?}");
        assert!(!answer.places.is_empty());
    }
}

#[test]
fn a_secret_in_the_place_of_a_mode_or_a_profile_is_not_told() {
    const CANARY: &str = "CANARYxCANARYxCANARYxCANARYx01";
    let json = config(&[&profile(CANARY, CANARY, ONE), &profile("default", CANARY, ONE)]);
    let ini = format!(
        "[default]\nenable = true\ntype = {CANARY}\nmode = {CANARY}\nprovider = {CANARY}\naccessKeyID = {ONE}\n"
    );
    let remotes = format!("[{CANARY}a]\ntype = s3\naccess_key_id = x\n[{CANARY}]\ntype = s3\naccess_key_id = x\n");
    let files = [
        (CONFIG, json.as_str()),
        ("/home/a/.alibabacloud/credentials", &ini),
        ("/home/a/.alibabacloud/credentials.ini", &ini),
        ("/home/a/.ossutilconfig", &ini),
        ("/home/a/.aws/credentials", &ini),
        ("/home/a/.aws/config", &ini),
        ("/home/a/.aliyunlogcli", &ini),
        ("/home/a/.config/rclone/rclone.conf", &remotes),
    ];
    let names = [
        "ALIBABA_CLOUD_PROFILE",
        "ALICLOUD_PROFILE",
        "AWS_PROFILE",
        "OSSUTIL_PROFILE",
        "ALIYUN_LOG_CLI_CLIENT_NAME",
        "RCLONE_CONFIG_CANARYXCANARYXCANARYXCANARYX01_ACCESS_KEY_ID",
    ];
    let variables = names.map(|name| (name, CANARY));
    for (variables, files) in [(&variables[..], &files[..]), (&[], &files), (&variables, &[])] {
        for told in [None, Some(CANARY.to_owned())] {
            let told = World { profile: told, ..world(variables, files) };
            for reader in READERS {
                let answer = ask(*reader, &told);
                let places = answer.places.iter().map(|place| Place { id: None, ..place.clone() });
                let shown = format!("{:?}", places.collect::<Vec<_>>());
                assert!(!shown.to_lowercase().contains("canary"), "{shown}");
            }
        }
    }
}

#[test]
fn a_uri_is_named_by_its_variable_and_never_shown() {
    let answer = answer("go-sdk", &world(&[("ALIBABA_CLOUD_CREDENTIALS_URI", "http://127.0.0.1/CANARY")], &[]));
    let uri = place(&answer, Kind::Uri);
    assert_eq!(uri.state, State::Unseen);
    assert!(answer.finds_something() && !format!("{answer:?}").contains("CANARY"));
}

#[test]
fn secrets_in_the_place_of_an_id_are_hidden_wholly() {
    let swapped = [("ALIBABA_CLOUD_ACCESS_KEY_ID", "CANARYcanaryCANARYcanaryCANARY"), ENV[1]];
    let answer = answer("go-sdk", &world(&swapped, &[]));
    assert_eq!(answer.winner().unwrap().masked().unwrap(), "****");
}

#[test]
fn nothing_is_said_of_the_environment_of_somebody_else() {
    let text = plain();
    let files = [(CONFIG, text.as_str())];
    let mut other = world(&ENV, &files);
    other.variable = None;
    let answer = answer("python-sdk", &other);
    assert_eq!(verdict(&answer), "config 0001");
    assert!([Kind::Environment, Kind::Oidc, Kind::Uri].iter().all(|kind| place(&answer, *kind).state == State::Unseen));
    assert_eq!(answer.doubts().count(), 2, "{answer:#?}");
}

#[test]
fn a_file_elsewhere_takes_the_place_of_the_clients_own() {
    let (here, there) = (config(&[&profile("default", "AK", ONE)]), config(&[&profile("default", "AK", TWO)]));
    let files = [(CONFIG, here.as_str()), ("/x/config.json", there.as_str())];
    for (path, is_directory) in [("/x/config.json", false), ("/x", true)] {
        let mut other = world(&[], &files);
        other.configs = vec![Elsewhere { client: "aliyun", path: path.into(), is_directory }];
        assert_eq!(verdict(&answer("python-sdk", &other)), "config 0002");
    }
}

#[test]
fn what_cannot_be_read_is_told_as_what_it_is() {
    type Made = fn(&Path) -> Error;
    let cases: [(Made, State, &str); 4] = [
        (|path| Error::Link { path: path.to_owned() }, State::Unseen, "--follow"),
        (|path| Error::NotRegular { path: path.to_owned() }, State::Broken, "not a regular file"),
        (|path| Error::TooLarge { path: path.to_owned(), cap: 9 }, State::Unseen, "larger than 9"),
        (
            |path| Error::System {
                doing: "read",
                path: path.to_owned(),
                source: std::io::ErrorKind::PermissionDenied.into(),
            },
            State::Broken,
            "cannot read it",
        ),
    ];
    for (error, state, note) in cases {
        let mut other = world(&[], &[]);
        other.look = Box::new(move |path| if path == Path::new(CONFIG) { Err(error(path)) } else { Ok(None) });
        let answer = answer("go-sdk", &other);
        let config = place(&answer, Kind::Config);
        assert_eq!(config.state, state);
        assert!(config.notes[0].contains(note) && answer.finds_something(), "{config:?}");
    }
}

#[test]
fn the_mode_the_owner_and_a_link_are_remarked() {
    let text = plain();
    let mut other = world(&[], &[]);
    other.look = Box::new(move |path| {
        let glimpse = || Glimpse {
            bytes: text.clone().into_bytes().into(),
            mode: 0o644,
            uid: 0,
            link: Some("/home/a/.aliyun".into()),
        };
        Ok((path == Path::new(CONFIG)).then(glimpse))
    });
    let answer = answer("go-sdk", &other);
    let config = place(&answer, Kind::Config);
    assert_eq!(config.mode, Some(0o644));
    let notes = config.notes.join("; ");
    assert!(
        ["symbolic link /home/a/.aliyun", "belongs to user 0", "others can use"]
            .iter()
            .all(|note| notes.contains(note)),
        "{notes}"
    );
}

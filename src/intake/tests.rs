//! The room as a whole: detection, choice, hostile input, and that no error ever tells a secret.

use std::collections::BTreeSet;
use std::error::Error as _;

use super::*;

pub(super) const ID: &str = "LTAI5tEXAMPLEexample0001";
pub(super) const SECRET: &str = "EXAMPLEexampleEXAMPLEexample01";
pub(super) const OTHER_ID: &str = "LTAI5tEXAMPLEexample0002";
pub(super) const OTHER_SECRET: &str = "EXAMPLEexampleEXAMPLEexample02";

/// Unlike anything that an error says, so that a few characters of it prove a leak.
const CANARY: &str = "Qz7Wx9Kv3Jp5Yh1Bn8Gt6Fd4Rm2Uc0";

pub(super) fn read(text: &str) -> Result<Vec<Found>, Error> {
    read_bytes(text.as_bytes())
}

fn read_bytes(bytes: &[u8]) -> Result<Vec<Found>, Error> {
    super::read(&bytes.to_vec().into(), None)
}

pub(super) fn ids(found: &[Found]) -> Vec<String> {
    found.iter().map(|found| found.access_key.id.to_string()).collect()
}

/// One source of each format, in the order of the registry.
fn sources(id: &str, secret: &str) -> [String; 6] {
    [
        format!("AccessKey ID,AccessKey Secret,User\n{id},{secret},alice\n"),
        format!(r#"{{"RequestId":"1","AccessKey":{{"AccessKeyId":"{id}","AccessKeySecret":"{secret}"}}}}"#),
        format!("{{\n\t\"AccessKeyId\": \"{id}\",\n\t\"AccessKeySecret\": \"{secret}\"\n}}"),
        format!(
            r#"{{"current":"AccessKey","profiles":[{{"name":"AccessKey","mode":"AK","access_key_id":"{id}","access_key_secret":"{secret}","region_id":"cn-hangzhou"}}]}}"#
        ),
        format!("[default]\ntype = access_key\naccess_key_id = {id}\naccess_key_secret = {secret}\nregion = {id}\n"),
        format!("export ALIBABA_CLOUD_ACCESS_KEY_ID={id}\nALIBABA_CLOUD_ACCESS_KEY_SECRET=\"{secret}\"\n"),
    ]
}

#[test]
fn every_format_is_recognised_by_itself_alone_and_found_by_its_name() {
    for (source, format) in sources(ID, SECRET).iter().zip(FORMATS) {
        assert_eq!(recognised(source).unwrap().name(), format.name());
        assert_eq!(by_name(format.name()).unwrap().about(), format.about());
        let with_mark = format!("\u{feff}{source}");
        let found = super::read(&with_mark.into_bytes().into(), Some(*format)).unwrap();
        assert_eq!(ids(&found), [ID], "{}", format.name());
        assert_eq!(found[0].access_key.secret.expose(), SECRET);
    }
    assert!(by_name("CSV").is_none());
    assert_eq!(FORMATS.len(), sources(ID, SECRET).len());
}

#[test]
fn what_is_no_key_file_is_refused_in_its_own_words() {
    let cases: [(&[u8], &str); 8] = [
        (b"", "the source is empty"),
        (b"\xef\xbb\xbf \r\n\t", "the source is empty"),
        (b"\xff\xfeA\0", "UTF-16"),
        (b"AccessKey ID\nx\xff", "line 2 is not UTF-8"),
        (b"[default]\n\n\0", "line 3 is not UTF-8"),
        (b"Dear Alice,\nhere is your key", "csv, create-access-key, terraform, aliyun, ini, env"),
        (b"{}", "none of the known kinds"),
        (b"%PDF-1.7", "none of the known kinds"),
    ];
    for (bytes, expected) in cases {
        let error = read_bytes(bytes).unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    }
}

#[test]
fn the_only_key_needs_no_id_and_one_of_several_does() {
    let several =
        || read(&format!("AccessKey ID,AccessKey Secret\n{ID},{SECRET}\n{OTHER_ID},{OTHER_SECRET}\n")).unwrap();
    let (second, absent) = (AccessKeyId::new(OTHER_ID).unwrap(), AccessKeyId::new("LTAI5tEXAMPLEexample0003").unwrap());
    assert_eq!(choose(several(), Some(&second)).unwrap().access_key.id, second);
    assert_eq!(choose(several().drain(..1).collect(), None).unwrap().access_key.id.as_str(), ID);
    let cases = [
        (choose(several(), None), "there are several AccessKeys (LTAI****0001, LTAI****0002)"),
        (choose(several(), Some(&absent)), "there is no AccessKey LTAI****0003, only LTAI****0001, LTAI****0002"),
        (choose(Vec::new(), None), "the source is empty"),
    ];
    for (chosen, expected) in cases {
        let error = chosen.unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    }
}

#[test]
fn the_same_key_twice_is_one_and_two_secrets_for_one_id_are_refused() {
    let twice = format!("AccessKey ID,AccessKey Secret,User\n{ID},{SECRET},\n{ID},{SECRET},alice\n");
    let found = read(&twice).unwrap();
    assert_eq!((found.len(), found[0].user.as_deref()), (1, Some("alice")));

    let differing = [
        format!("AccessKey ID,AccessKey Secret\n{ID},{SECRET}\n{ID},{OTHER_SECRET}\n"),
        sources(ID, SECRET)[5].clone() + &format!("OSS_ACCESS_KEY_ID={ID}\nOSS_ACCESS_KEY_SECRET={OTHER_SECRET}\n"),
        sources(ID, SECRET)[4].clone() + &format!("[b]\naccess_key_id={ID}\naccess_key_secret={OTHER_SECRET}\n"),
    ];
    for text in differing {
        assert_eq!(read(&text).unwrap_err(), Error::Ambiguous { masked: "LTAI****0001".to_owned() });
    }
}

#[test]
fn a_hundred_thousand_rows_are_read_and_named_briefly() {
    use std::fmt::Write as _;
    let mut text = "AccessKey ID,AccessKey Secret\n".to_owned();
    for number in 0..100_000 {
        writeln!(text, "LTAI5tEXAMPLEexam{number:07},EXAMPLEexampleEXAMPLEex{number:07}").unwrap();
    }
    let found = read(&text).unwrap();
    assert_eq!(found.len(), 100_000);
    let error = choose(found, None).unwrap_err().to_string();
    assert!(error.len() < 300 && error.contains("and 99990 more"), "{error}");
}

#[test]
fn hostile_sources_end_in_an_error() {
    let huge = 1 << 18;
    let hostile = [
        format!("{{\"AccessKey\":{}", "[".repeat(huge)),
        format!("{{\"profiles\":{}", "{\"a\":".repeat(huge / 5)),
        "{\"AccessKey\":{}}".repeat(huge / 16),
        format!("AccessKey ID,AccessKey Secret\n{}", "x".repeat(huge)),
        format!("AccessKey ID,AccessKey Secret\n{ID},{}", "\"\n".repeat(huge / 2)),
        ",".repeat(huge) + "AccessKey ID",
        "\n".repeat(huge) + "AccessKey ID,AccessKey Secret\n\u{9b}31m,x",
        format!("[{}", "[".repeat(huge)),
        "[a]\n".repeat(huge / 4),
        format!("[a]\naccess_key_id={}\naccess_key_secret=x", "y".repeat(huge)),
        format!("ACCESS_KEY_ID={}", "=".repeat(huge)),
        format!("ACCESS_KEY_ID={ID}\nACCESS_KEY_SECRET=a\u{1b}]52;c;eA==\u{7}b"),
        format!("ACCESS_KEY_ID={ID}\nACCESS_KEY_SECRET=a\u{85}b"),
    ];
    for text in hostile {
        let error = read(&text).unwrap_err().to_string();
        assert!(error.len() < 300 && !error.chars().any(char::is_control), "{error}");
        for format in FORMATS {
            assert!(super::read(&text.clone().into_bytes().into(), Some(*format)).is_err());
        }
    }
}

#[test]
fn no_error_ever_tells_a_secret() {
    let mut told = BTreeSet::new();
    for (id, secret) in [(ID, CANARY), (CANARY, ID)] {
        for (source, own) in sources(id, secret).iter().zip(FORMATS) {
            told.extend(FORMATS.iter().flat_map(|forced| all_told(source.as_bytes(), Some(*forced))));
            for broken in breakages(source) {
                told.extend(all_told(&broken, None));
                told.extend(all_told(&broken, Some(*own)));
            }
        }
    }
    assert!(told.len() > 100, "the breakages do not reach the errors");
    let canaries: Vec<&str> = CANARY.as_bytes().windows(5).map(|part| std::str::from_utf8(part).unwrap()).collect();
    for text in told {
        assert!(!canaries.iter().any(|canary| text.contains(canary)), "{text}");
    }
}

/// The source itself, twice, cut off at every byte, and with every byte lost or replaced.
fn breakages(source: &str) -> Vec<Vec<u8>> {
    let bytes = source.as_bytes();
    let bracketed = source.replace(CANARY, &format!("[{CANARY}]")).into_bytes();
    let unquoted = source.replace('"', "").into_bytes();
    let mut all = vec![[bytes, bytes].concat(), bracketed, unquoted];
    for at in 0..bytes.len() {
        let (head, tail) = bytes.split_at(at);
        let tail = &tail[1..];
        all.push(head.to_vec());
        for instead in [&b""[..], b"\"", b"\\", b"\n", b"\xff", b","] {
            all.push([head, instead, tail].concat());
        }
    }
    all
}

/// Whatever reading and choosing say of the source, in every way in which an error can be printed.
fn all_told(bytes: &[u8], forced: Option<&dyn Format>) -> Vec<String> {
    let absent = AccessKeyId::new(CANARY).unwrap();
    let errors = match super::read(&bytes.to_vec().into(), forced) {
        Err(error) => vec![error],
        Ok(found) if found.len() > 1 => vec![choose(found, None).unwrap_err()],
        Ok(found) => choose(found, Some(&absent)).err().into_iter().collect(),
    };
    errors.iter().map(|error| format!("{error} {error:?} {:?}", error.source())).collect()
}

//! Readings and writings of URIs.

use proptest::prelude::*;

use super::super::parameters::{Algorithm, Digits, Period};
use super::super::seed::Seed;
use super::*;

const SEED: &str = "EXAMPLEEXAMPLEEXAMPLEEXAMPLEEXAM";

fn label(uri: &str) -> (Option<String>, String) {
    let Label { issuer, account } = Otpauth::read(uri).unwrap().label;
    (issuer, account)
}

fn made(issuer: Option<&str>, account: &str, parameters: Parameters) -> Otpauth {
    let token = Token { seed: Seed::from_base32(SEED).unwrap(), parameters };
    Otpauth::new(Label::new(issuer, account).unwrap(), token)
}

#[test]
fn what_servers_write_is_read() {
    let cases = [
        ("Aliyun:dev%40123456?secret=S&issuer=Aliyun", Some("Aliyun"), "dev@123456"),
        ("Aliyun:dev@123456?secret=S&issuer=Aliyun", Some("Aliyun"), "dev@123456"),
        ("Aliyun%3Adev@123456?secret=S", Some("Aliyun"), "dev@123456"),
        ("ACME%20Co:%20john?secret=S&issuer=ACME+Co", Some("ACME Co"), "john"),
        ("john@example.com?secret=S", None, "john@example.com"),
        ("john?secret=S&issuer=", None, "john"),
        (":john?secret=S", None, "john"),
        ("%E9%98%BF%E9%87%8C%E4%BA%91:%E7%8E%8B%E8%8A%B3?secret=S", Some("阿里云"), "王芳"),
        ("阿里云:王芳?secret=S", Some("阿里云"), "王芳"),
        ("Old:a:b?secret=S&issuer=New", Some("New"), "a:b"),
        ("GitHub/x:y?secret=S", Some("GitHub/x"), "y"),
        ("a b?ISSUER=I&Secret=S", Some("I"), "a b"),
        ("a?secret=S&image=https%3A%2F%2Fexample.com%2Fi.png&codeDisplay=2&&x", None, "a"),
        ("a?secret=S#top", None, "a"),
    ];
    for (rest, issuer, account) in cases {
        for scheme in ["otpauth://totp/", "OTPAUTH://TOTP/"] {
            let uri = format!("{scheme}{}", rest.replace("=S", &format!("={SEED}")));
            assert_eq!(label(&uri), (issuer.map(str::to_owned), account.to_owned()), "{uri}");
            let read = Otpauth::read(&format!(" {uri}\r\n")).unwrap();
            assert_eq!(read.uri().expose(), uri);
            assert_eq!(read.token.seed.base32().expose(), SEED);
            assert_eq!(read.token.parameters, Parameters::default());
        }
    }
}

#[test]
fn seeds_are_read_in_every_spelling() {
    let lower = SEED.to_lowercase();
    let spaced = SEED.replace("EXAM", "EXAM%20");
    for spelling in [SEED, &lower, &spaced, &spaced.replace("%20", "-")] {
        let read = Otpauth::read(&format!("otpauth://totp/a?secret={spelling}")).unwrap();
        assert_eq!(read.token.seed.base32().expose(), SEED);
    }
    let padded = Otpauth::read("otpauth://totp/a?secret=MZXW6YQ%3D").unwrap();
    assert_eq!(padded.token.seed.base32().expose(), "MZXW6YQ");
}

#[test]
fn parameters_count_and_the_unknown_ones_are_kept_in_their_order() {
    let uri = format!("otpauth://totp/a?zoo=1&period=60&algorithm=sha512&secret={SEED}&apple=%41&digits=8");
    let read = Otpauth::read(&uri).unwrap();
    let Parameters { algorithm, digits, period } = read.token.parameters;
    assert_eq!((algorithm, digits.count(), period.seconds()), (Algorithm::Sha512, 8, 60));
    assert_eq!(read.uri().expose(), uri);
}

#[test]
fn what_would_give_other_codes_is_refused() {
    let cases = [
        ("otpauth://hotp/a?secret=S&counter=0", Error::Hotp),
        ("otpauth://HOTP/a?secret=S", Error::Hotp),
        ("otpauth://steam/a?secret=S", Error::UnknownType),
        ("otpauth:///a?secret=S", Error::UnknownType),
        ("otpauth://totp/a?secret=S&digits=5", Error::Parameter { name: "digits", known: "6, 7 or 8" }),
        ("otpauth://totp/a?secret=S&digits=10", Error::Parameter { name: "digits", known: "6, 7 or 8" }),
        ("otpauth://totp/a?secret=S&period=0", Error::Parameter { name: "period", known: "1 to 3600" }),
        ("otpauth://totp/a?secret=S&period=", Error::Parameter { name: "period", known: "1 to 3600" }),
        ("otpauth://totp/a?secret=S&encoder=steam", Error::Parameter { name: "encoder", known: "none" }),
        ("otpauth://totp/a?secret=S&secret=S", Error::BrokenUri("a parameter is given twice")),
        ("otpauth://totp/a", Error::BrokenUri("it has no secret")),
        ("otpauth://totp/a?issuer=b", Error::BrokenUri("it has no secret")),
        ("otpauth://totp/a?secret=", Error::Empty),
        ("otpauth://totp/a?secret=JBSWY3DPEHPK3PX", Error::Cut),
        ("otpauth://totp/a?secret=S1", Error::NotBase32 { position: 33 }),
        ("otpauth://totp/%4?secret=S", Error::BrokenUri("a % is not followed by two hexadecimal digits")),
        ("otpauth://totp/%+1?secret=S", Error::BrokenUri("a % is not followed by two hexadecimal digits")),
        ("otpauth://totp/%ff?secret=S", Error::BrokenUri("what is encoded with % is not UTF-8")),
        ("otpauth://totp/a\nb?secret=S", Error::BrokenUri("it holds control characters")),
        ("otpauth://totp/a%00b?secret=S", Error::BrokenUri("its label holds characters that cannot be shown")),
        ("otpauth://totp/a?secret=S&issuer=%1b", Error::BrokenUri("its label holds characters that cannot be shown")),
        ("otpauth://totp/a%E2%80%AEb?secret=S", Error::BrokenUri("its label holds characters that cannot be shown")),
        ("otpauth://totp/?secret=S", Error::BrokenUri("it names no account; its seed alone is taken, with --account")),
        ("otpauth://totp?secret=S", Error::BrokenUri("it names no account; its seed alone is taken, with --account")),
        (
            "otpauth://totp/I:%20?secret=S",
            Error::BrokenUri("it names no account; its seed alone is taken, with --account"),
        ),
        ("otpauth-migration://offline?data=S", Error::NotOtpauth),
        ("https://totp/a?secret=S", Error::NotOtpauth),
        ("otpauth:totp/a?secret=S", Error::NotOtpauth),
        ("", Error::NotOtpauth),
    ];
    for (uri, expected) in cases {
        let uri = uri.replace("secret=S", &format!("secret={SEED}"));
        assert_eq!(Otpauth::read(&uri).err(), Some(expected), "{uri}");
    }
    let long = format!("otpauth://totp/{}?secret={SEED}", "a".repeat(4096));
    assert_eq!(Otpauth::read(&long).err(), Some(Error::BrokenUri("it is longer than 4096 bytes")));
}

#[test]
fn no_error_holds_what_it_could_not_read() {
    for bad in ["JBSWY3DPEHPK3PX1", "JBSWY3DPEHPK3PX", "%zzJBSWY3DPEHPK3PX"] {
        let error = Otpauth::read(&format!("otpauth://totp/a?secret={bad}")).unwrap_err();
        assert!(!format!("{error} {error:?}").contains("JBSWY"), "{error}");
    }
}

#[test]
fn what_is_odd_is_said() {
    let odd = |uri: &str| Otpauth::read(uri).unwrap().oddities().len();
    assert_eq!(odd(&format!("otpauth://totp/I:a?secret={SEED}&issuer=I")), 0);
    assert_eq!(odd(&format!("otpauth://totp/I:a?secret={SEED}&issuer=J")), 1);
    assert_eq!(odd("otpauth://totp/a?secret=JBSWY3DPEHPK3PXP"), 1);
}

#[test]
fn defaults_are_not_written() {
    let plain = made(Some("Aliyun"), "dev@123456", Parameters::default());
    let expected = format!("otpauth://totp/Aliyun:dev@123456?secret={SEED}&issuer=Aliyun");
    assert_eq!(plain.uri().expose(), expected);
    let changed =
        Parameters { algorithm: Algorithm::Sha256, digits: Digits::new(8).unwrap(), period: Period::new(60).unwrap() };
    let expected = format!("otpauth://totp/%E7%8E%8B%3A?secret={SEED}&algorithm=SHA256&digits=8&period=60");
    assert_eq!(made(None, "王", changed).uri().expose(), expected.replace("%3A", ""));
    let expected = format!("otpauth://totp/A%20%26%20B:x%3Ay%2B1?secret={SEED}&issuer=A%20%26%20B");
    assert_eq!(made(Some("A & B"), "x:y+1", Parameters::default()).uri().expose(), expected);
}

#[test]
fn labels_that_would_not_come_back_are_refused() {
    let long = "x".repeat(129);
    let bad = [
        (None, ""),
        (None, " "),
        (None, "a:b"),
        (Some("a:b"), "c"),
        (Some(""), "c"),
        (None, "a\u{202e}b"),
        (None, "a\nb"),
    ];
    for (issuer, account) in bad.into_iter().chain([(None, long.as_str()), (Some(long.as_str()), "c")]) {
        assert_eq!(Label::new(issuer, account), Err(Error::Label), "{issuer:?} {account:?}");
    }
}

proptest! {
    #[test]
    fn what_was_written_is_read(
        issuer in prop::option::of("\\PC{1,20}"),
        account in "\\PC{1,20}",
        seed in prop::collection::vec(any::<u8>(), 1..=64),
        algorithm in prop::sample::select(vec![Algorithm::Sha1, Algorithm::Sha256, Algorithm::Sha512]),
        digits in 6_u8..=8,
        period in 1_u16..=3600,
    ) {
        let Ok(label) = Label::new(issuer.as_deref(), &account) else { return Ok(()) };
        let parameters = Parameters { algorithm, digits: Digits::new(digits).unwrap(), period: Period::new(period).unwrap() };
        let token = Token { seed: Seed::new(Secret::from(seed)).unwrap(), parameters };
        let written = Otpauth::new(label.clone(), token);
        let read = Otpauth::read(written.uri().expose()).unwrap();
        prop_assert_eq!(read.uri().expose(), written.uri().expose());
        prop_assert_eq!(&read.label, &label);
        prop_assert_eq!(read.token.parameters, parameters);
        prop_assert!(read.token.seed.same_as(&written.token.seed));
        prop_assert!(!read.oddities().contains(&"labels"));
    }

    #[test]
    fn every_uri_that_is_read_comes_back_as_it_was_spelt(
        label in "[ -~]{0,30}",
        before in prop::collection::vec("[a-z]{1,6}=[!-%'-~]{0,6}", 0..4),
        after in prop::collection::vec("[a-z]{1,6}=\\PC{0,6}", 0..4),
    ) {
        let secret = format!("secret={SEED}");
        let query: Vec<&str> = before.iter().map(String::as_str).chain([secret.as_str()]).chain(after.iter().map(String::as_str)).collect();
        let uri = format!("otpauth://totp/{label}?{}", query.join("&"));
        if let Ok(read) = Otpauth::read(&uri) {
            prop_assert_eq!(read.uri().expose(), uri.trim());
        }
    }

    #[test]
    fn any_text_is_read_or_refused(text in "(otpauth://(totp|hotp|x)/)?\\PC{0,80}(secret=)?\\PC{0,20}") {
        drop(Otpauth::read(&text));
    }
}

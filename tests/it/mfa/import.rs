//! All that a seed may come in.

use akvault::mfa::png;
use akvault::secret::Secret;

use super::{SEED, exported, uri, vault};
use crate::sandbox::Sandbox;

/// The export with which several readers of them test themselves.
const EXPORT: &str =
    "otpauth-migration://offline?data=CjEKCkhlbGxvId6tvu8SGEV4YW1wbGU6YWxpY2VAZ29vZ2xlLmNvbRoHRXhhbXBsZTAC";
/// Three accounts: `a`, the counter-based `h`, and `b`.
const SEVERAL: &str = "otpauth-migration://offline?data=Ch8KFEVYQU1QTEVFWEFNUExFRVhBTVBMEgFhIAEoATACCh8KFEVYQU1QTEVFWEFNUExFRVhBTVBMEgFoIAEoATABCh8KFEVYQU1QTEVFWEFNUExFRVhBTVBMEgFiIAEoATACEAEYAiAA";

#[track_caller]
fn kept(source: &[u8], more: &[&str]) -> String {
    let sandbox = vault();
    sandbox.write("source", source);
    sandbox.run(&[&["mfa", "import", "dev", "source"], more].concat()).succeeds();
    exported(&sandbox, "dev").trim_end().to_owned()
}

#[test]
fn a_bare_seed_is_read_however_it_is_written() {
    let spaced = format!("{}\r\n", SEED.to_lowercase().replace("exam", "exam "));
    for seed in [SEED.to_owned(), spaced, SEED.replace("PLE", "PLE-")] {
        assert_eq!(kept(seed.as_bytes(), &[]), format!("otpauth://totp/dev?secret={SEED}"));
    }
    let labelled = kept(SEED.as_bytes(), &["--issuer", "Aliyun", "--account", "dev@123456"]);
    assert_eq!(labelled, uri("dev"));
    let sandbox = vault();
    let piped = sandbox.run_with_input(&["mfa", "import", "short", "-"], b"JBSWY3DPEHPK3PXP");
    piped.says(&["less than 128 bits"]).succeeds();
}

/// It would be kept otherwise than was meant.
#[test]
fn what_only_a_bare_seed_needs_is_refused_for_every_other_source() {
    let sandbox = vault();
    let sources = [uri("dev").into_bytes(), EXPORT.into(), answer(SEED, "").into_bytes()];
    for source in sources {
        sandbox.write("source", source);
        for (option, value) in
            [("--issuer", "I"), ("--account", "a"), ("--algorithm", "SHA1"), ("--digits", "6"), ("--period", "30")]
        {
            let refused = sandbox.refuses(2, &["mfa", "import", "dev", "source", option, value]);
            refused.says(&[option, "is for a bare seed", &format!("leave {option} away")]);
        }
    }
    let look = ["--issuer", "I", "--account", "a", "--algorithm", "SHA256", "--digits", "8", "--period", "60"];
    let expected = format!("otpauth://totp/I:a?secret={SEED}&issuer=I&algorithm=SHA256&digits=8&period=60");
    assert_eq!(kept(SEED.as_bytes(), &look), expected);
}

#[test]
fn pictures_and_exports_are_read() {
    assert_eq!(kept(png(&Secret::from(uri("dev"))).unwrap().expose(), &[]), uri("dev"));
    let alice = "otpauth://totp/Example:alice@google.com?secret=JBSWY3DPEHPK3PXP&issuer=Example";
    assert_eq!(kept(EXPORT.as_bytes(), &[]), alice);
    assert_eq!(kept(png(&Secret::from(EXPORT)).unwrap().expose(), &[]), alice);
}

#[test]
fn of_several_accounts_one_is_chosen_or_all_are_kept() {
    let sandbox = vault();
    sandbox.write("export", SEVERAL);
    let import = ["mfa", "import", "dev", "export"];
    let refused = sandbox.refuses(2, &import);
    refused.says(&["holds 2 accounts", "1 a, 2 b", "`h` is left out", "HOTP", "part 1 of 2"]);
    sandbox.refuses(9, &[&import[..], &["--number", "3"]].concat()).says(&["no account 3"]);
    sandbox.run(&[&import[..], &["--number", "2", "--dry-run"]].concat()).shows(&["Would keep"]).succeeds();
    sandbox.run(&[&import[..], &["--number", "2"]].concat()).succeeds();
    assert!(exported(&sandbox, "dev").starts_with("otpauth://totp/b?"));
    let all = sandbox.run(&["mfa", "import", "all", "export", "--all", "--json"]).json();
    assert_eq!((&all["devices"][0]["name"], &all["devices"][1]["name"]), (&"all".into(), &"all-2".into()));
    assert!(exported(&sandbox, "all-2").starts_with("otpauth://totp/b?"));
    sandbox.write("lines", format!("{}\n{}\n", uri("x"), uri("y")));
    sandbox.refuses(8, &["mfa", "import", "all", "lines", "--all"]).says(&["`all`"]);
}

fn answer(seed: &str, picture: &str) -> String {
    format!(
        "{{\"RequestId\": \"04F0\", \"VirtualMFADevice\": {{\"SerialNumber\": \"acs:ram::123456:mfa/dev\", \
         \"Base32StringSeed\": \"{seed}\", \"QRCodePNG\": \"{picture}\"}}}}"
    )
}

/// The seeds of the API have 64 characters.
fn ram_seed() -> String {
    SEED.repeat(2)
}

#[test]
fn the_answer_of_the_api_gives_seed_and_serial_number() {
    let sandbox = vault();
    sandbox.write("answer.json", answer(&ram_seed(), ""));
    sandbox.run(&["mfa", "import", "dev", "answer.json"]).shows(&["acs:ram::123456:mfa/dev"]).succeeds();
    let expected = format!("otpauth://totp/Aliyun:dev@123456?secret={}&issuer=Aliyun\n", ram_seed());
    assert_eq!(exported(&sandbox, "dev"), expected);
    let bind = ["mfa", "bind", "dev", "--no-wait", "--user", "dev@example.onaliyun.com", "-i", "identity.txt"];
    sandbox.run(&bind).shows(&["--SerialNumber acs:ram::123456:mfa/dev --UserPrincipalName dev@"]).succeeds();
}

#[test]
fn what_is_no_seed_is_refused_and_not_told() {
    let sandbox = vault();
    let hotp = uri("dev").replace("totp", "hotp");
    let long = "A".repeat(200);
    let cases: Vec<(Vec<u8>, &str)> = vec![
        (Vec::new(), "empty"),
        (b"\x00\xff\xfe".to_vec(), "neither text nor a PNG"),
        (b"\xff\xfeJ\0B\0".to_vec(), "UTF-16 text"),
        (b"\xfe\xff\0J\0B".to_vec(), "next: save it as UTF-8"),
        (format!("otpauth://totp/?secret={SEED}").into_bytes(), "names no account"),
        (uri("%07").into_bytes(), "characters that cannot be shown"),
        (SEED.split_at(30).0.into(), "ends in the middle of a byte"),
        (format!("{SEED}0").into_bytes(), "character 33"),
        (long.into_bytes(), "longer than 64 bytes"),
        (hotp.into_bytes(), "counter-based codes (HOTP)"),
        (uri("dev").replace("secret", "secrets").into_bytes(), "it has no secret"),
        (format!("{}&digits=5", uri("dev")).into_bytes(), "another `digits`"),
        (b"https://example.com".to_vec(), "not an otpauth URI"),
        (b"{}".to_vec(), "CreateVirtualMFADevice"),
        (answer(SEED, "AAAA").into_bytes(), "neither text nor a PNG"),
        (answer(SEED, "").replace("mfa/", "user/").into_bytes(), "serial number"),
        (b"\x89PNG\r\n\x1a\nxxxx".to_vec(), "does not decode as PNG"),
        (b"GIF89a".to_vec(), "a GIF"),
        (png(&Secret::from("https://example.com")).unwrap().expose().to_vec(), "something else than an MFA seed"),
        (EXPORT.split_at(60).0.into(), "export is broken"),
    ];
    for (source, word) in cases {
        sandbox.write("source", &source);
        let refused = sandbox.refuses(5, &["mfa", "import", "dev", "source"]).says(&[word]);
        assert!(!refused.err.contains("EXAMPLE"), "{refused:?}");
    }
    sandbox.refuses(9, &["mfa", "import", "dev", "nowhere"]);
    sandbox.refuses(10, &["mfa", "import", "dev"]);
    let mut huge = vec![0; 17 << 20];
    huge[..8].copy_from_slice(b"\x89PNG\r\n\x1a\n");
    sandbox.write("source", &huge);
    sandbox.refuses(5, &["mfa", "import", "dev", "source"]).says(&["larger than"]);
}

#[test]
fn a_seed_on_the_command_line_is_refused_and_not_repeated() {
    let sandbox = vault();
    for seed in [SEED.to_owned(), "JBSWY3DPEHPK3PXP".to_owned(), SEED.to_lowercase(), uri("dev")] {
        let refused = sandbox.refuses(2, &["mfa", "import", "dev", &seed]).says(&["next: leave it away and type it"]);
        assert!(!refused.err.contains(&seed), "{}", refused.err);
    }
    let (shouted, answer) = (uri("dev").replace("otpauth", " OTPAUTH"), answer(SEED, ""));
    for told in [shouted.as_str(), &answer, "EXAMPLEEXAMPL", "secret=x"] {
        let refused = sandbox.refuses(2, &["mfa", "import", "dev", told]);
        assert!(!refused.err.contains(told), "{}", refused.err);
    }
    // The name was forgotten, or the seed not quoted.
    for seed in [SEED, "jbswy3dpehpk3pxp"] {
        assert!(!sandbox.refuses(2, &["mfa", "import", seed]).err.contains(seed));
    }
    sandbox.refuses(10, &["mfa", "import", "productionmfaroot"]);
    let groups = sandbox.refuses(2, &["mfa", "import", "dev", "JBSW", "Y3DP", "EHPK", "3PXP"]);
    assert!(groups.err.contains("an argument too many") && !groups.err.contains("Y3DP"), "{}", groups.err);
    for file in ["nowhere.txt", "virtual-device-seed", "My-Device-Seeds"] {
        sandbox.refuses(9, &["mfa", "import", "dev", file]).says(&[file]);
    }
    crate::sandbox::make_directory(&sandbox.path("mydirectoryofseeds"));
    let folder = sandbox.run(&["mfa", "import", "dev", "mydirectoryofseeds"]);
    assert!(folder.says(&["is not a regular file"]).code != 0);
    // A file may be called so.
    sandbox.write(SEED, SEED);
    sandbox.run(&["mfa", "import", "dev", SEED]).succeeds();
    sandbox.refuses(9, &["mfa", "remove", "dve", "--force"]).says(&["did you mean `dev`? `akvault mfa list`"]);
}

#[test]
fn hostile_names_in_a_source_reach_no_terminal_raw() {
    let sandbox: Sandbox = vault();
    let hostile = uri("dev").replace("dev@", "%1b%5d52%3bc%3beA%07%c2%9b%0a%E2%80%AE@");
    sandbox.write("source", hostile);
    let refused = sandbox.refuses(5, &["mfa", "import", "dev", "source"]).says(&["cannot be shown"]);
    assert!(!refused.err.contains("]52"), "{refused:?}");
    sandbox.write("source", uri("dev"));
    sandbox.run(&["mfa", "import", "dev", "source"]).succeeds();
    // A record is a file, and anybody may have written it.
    let record = super::record(&sandbox, "dev").replace("\"dev@", "\"\\u001b]52;c;eA\\u0007\\u009b\\n\\u202e@");
    assert!(record.contains("]52"), "{record}");
    std::fs::write(sandbox.vault("mfa/dev.toml"), record).unwrap();
    let told = [sandbox.run(&["mfa", "list"])];
    for outcome in told {
        let bad = |c: char| c != '\n' && akvault::printable::is_unprintable(c);
        assert!(!outcome.out.contains(bad) && !outcome.err.contains(bad), "{outcome:?}");
        outcome.succeeds();
    }
}

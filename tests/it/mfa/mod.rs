//! Virtual MFA: seeds that are made and imported, their codes, and how they leave the vault.

mod handover;
mod import;
mod terminal;

use std::fs;

use akvault::mfa::{Otpauth, png};
use akvault::secret::Secret;

use crate::sandbox::{CHOSEN, Outcome, Sandbox, base32_bytes, mode_of};

/// The day on which the vault is made.
const DAY: &str = "2026-11-23";
/// How the vault of these tests opens, which takes no work.
const KEY: [&str; 2] = ["-i", "identity.txt"];
/// The same for a run in this process.
const PLACED_KEY: [&str; 2] = ["-i", "@identity.txt"];
/// Recognisably fake: 32 characters, 160 bits.
const SEED: &str = "EXAMPLEEXAMPLEEXAMPLEEXAMPLEEXAM";

/// A vault that is sealed to the key pair in `identity.txt`.
fn vault() -> Sandbox {
    let sandbox = Sandbox::with_key();
    sandbox.run(&["init", "--identity", "identity.txt"]).succeeds();
    sandbox
}

fn uri(account: &str) -> String {
    format!("otpauth://totp/Aliyun:{account}@123456?secret={SEED}&issuer=Aliyun")
}

/// A vault with the device `dev`, of [`uri`].
fn with_device() -> Sandbox {
    let sandbox = vault();
    sandbox.write("dev.txt", uri("dev"));
    sandbox.run(&["mfa", "import", "dev", "dev.txt"]).succeeds();
    sandbox
}

/// Runs a verb of `mfa` that opens the vault.
fn mfa(sandbox: &Sandbox, arguments: &[&str]) -> Outcome {
    sandbox.run(&[&["mfa"], arguments, &KEY].concat())
}

/// The URI that leaves the vault.
#[track_caller]
fn exported(sandbox: &Sandbox, name: &str) -> String {
    mfa(sandbox, &["export", name, "--reveal"]).succeeds()
}

fn record(sandbox: &Sandbox, name: &str) -> String {
    fs::read_to_string(sandbox.vault(&format!("mfa/{name}.toml"))).unwrap()
}

#[test]
fn a_new_seed_is_kept_sealed_and_shown_to_nobody() {
    let sandbox = vault();
    let arguments = ["mfa", "new", "dev", "--issuer", "Example", "--account", "alice@example.com", "--bits", "512"];
    let made = sandbox.run(&arguments).shows(&[
        "Keeps the new MFA device `dev`, sealed",
        "6 digits, 30 s, SHA1",
        "alice@example.com",
    ]);
    assert!(!made.succeeds().contains("secret="));
    let uri = exported(&sandbox, "dev");
    let otpauth = Otpauth::read(&uri).unwrap();
    assert_eq!(otpauth.token.seed.base32().expose().len(), 103);
    assert!(uri.starts_with("otpauth://totp/Example:alice@example.com?secret="), "{uri}");
    assert_eq!(mode_of(&sandbox.vault("mfa/dev.toml")), 0o600);
    let all = ["mfa", "new", "other", "--algorithm", "sha512", "--digits", "8", "--period", "60"];
    sandbox.run(&all).shows(&["8 digits, 60 s, SHA512"]).succeeds();
    let other = exported(&sandbox, "other");
    assert!(other.ends_with("&algorithm=SHA512&digits=8&period=60\n") && other.contains("/other?"), "{other}");
    assert_ne!(uri, other);
}

#[test]
fn wrong_parameters_are_refused_and_no_name_is_taken_twice() {
    let sandbox = with_device();
    for (option, value, word) in [
        ("--bits", "120", "multiple of 8"),
        ("--bits", "130", "multiple of 8"),
        ("--digits", "9", "6, 7 or 8 digits"),
        ("--period", "0", "1 to 3600"),
        ("--algorithm", "MD5", "SHA1, SHA256 or SHA512"),
        ("--issuer", "a:b", "without a colon"),
        ("--account", "", "1 to 128"),
    ] {
        sandbox.refuses(2, &["mfa", "new", "ops", option, value]).says(&[word]);
    }
    sandbox.refuses(8, &["mfa", "new", "dev"]).says(&["an MFA device `dev`", "no device was made"]);
    sandbox.refuses(8, &["mfa", "import", "dev", "dev.txt"]).says(&["an MFA device `dev`"]);
    let empty = Sandbox::new();
    empty.refuses(9, &["mfa", "new", "dev"]).says(&["there is no vault", "akvault init"]);
}

#[test]
fn not_one_byte_of_a_seed_is_on_the_disk_in_the_clear() {
    let sandbox = with_device();
    let raw = base32_bytes(SEED);
    assert_eq!(base32_bytes("GEZDGNBVGY3TQOJQ"), b"1234567890", "as RFC 6238 has it");
    sandbox.write("raw", &raw);
    let before = sandbox.inventory();
    assert_eq!((before.holding(&raw).len(), before.holding(SEED.as_bytes()).len()), (1, 1), "only what we wrote");
    sandbox.write("raw", "");
    sandbox.write("dev.txt", "");
    for arguments in [&["code", "dev"][..], &["rename", "dev", "ops"], &["export", "ops", "--reveal"]] {
        mfa(&sandbox, arguments).succeeds();
    }
    mfa(&sandbox, &["rename", "ops", "dev"]).succeeds();
    sandbox.run(&["mfa", "list"]).succeeds();
    let after = sandbox.inventory();
    for needle in [SEED.as_bytes(), &SEED.as_bytes()[..16], &raw, &raw[..8]] {
        assert!(after.holding(needle).is_empty(), "{:?}", after.holding(needle));
    }
    assert!(record(&sandbox, "dev").contains("-----BEGIN AGE ENCRYPTED FILE-----"));
}

#[test]
fn the_list_needs_no_key_and_shows_no_seed() {
    let sandbox = vault();
    sandbox.run(&["mfa", "list"]).shows(&["There is no MFA device"]).succeeds();
    sandbox.write("seed", SEED);
    sandbox.run(&["mfa", "import", "b", "seed", "--issuer", "王芳", "--digits", "8"]).succeeds();
    sandbox.write("seed", uri("dev"));
    sandbox.run(&["mfa", "import", "a", "seed"]).succeeds();
    let table = sandbox.run(&["mfa", "list"]).succeeds();
    let lines: Vec<&str> = table.lines().collect();
    assert!(lines[1].starts_with("a ") && lines[1].contains("dev@123456"), "{table}");
    assert!(lines[2].starts_with("b ") && lines[2].contains("王芳") && lines[2].contains("8 digits"), "{table}");
    assert!(!table.contains("EXAMPLE"), "{table}");
    let json = sandbox.run(&["mfa", "list", "--json"]).json();
    assert_eq!((&json["devices"][1]["issuer"], &json["devices"][0]["period"]), (&"王芳".into(), &30.into()));
    fs::write(sandbox.vault("mfa/b.toml"), "version = 9\n").unwrap();
    let json = sandbox.run(&["mfa", "list", "--json"]).says(&["format version 9"]).json();
    assert_eq!((json["devices"].as_array().unwrap().len(), json["unreadable"].as_array().unwrap().len()), (1, 1));
}

#[test]
fn a_code_stands_alone_and_its_time_beside_it() {
    let sandbox = with_device();
    let on = |more: &[&str]| sandbox.run_on(DAY, &[&["mfa", "code", "dev"], more, &PLACED_KEY].concat());
    let now = on(&[]).says(&["holds for 30 seconds more"]).succeeds();
    let next = on(&["--next"]).says(&["holds in 30 seconds"]).succeeds();
    assert!(now.len() == 7 && now.trim_end().bytes().all(|byte| byte.is_ascii_digit()), "{now}");
    assert_ne!(now, next);
    let at = on(&["--at", "2026-11-23T12:00:30Z"]);
    assert_eq!((at.err.as_str(), at.out.as_str()), ("", next.as_str()));
    let json = on(&["--json"]).json();
    assert_eq!(json["code"], now.trim_end());
    assert_eq!((&json["from"], &json["until"]), (&"2026-11-23T12:00:00Z".into(), &"2026-11-23T12:00:30Z".into()));
    assert_eq!(json["seconds_left"], 30);
    assert_eq!(mfa(&sandbox, &["code", "dev", "--quiet"]).err, "");
    sandbox.refuses(2, &["mfa", "code", "dev", "--at", "1969-12-31T00:00:00Z", "-i", "identity.txt"]).says(&["1970"]);
    sandbox.refuses(2, &["mfa", "code", "dev", "--at", "noon"]).says(&["2026-11-23T12:00:00Z"]);
    sandbox.refuses(9, &["mfa", "code", "ops", "-i", "identity.txt"]).says(&["no MFA device `ops`", "mfa list"]);
    sandbox.refuses(10, &["mfa", "code", "dev", "--watch", "-i", "identity.txt"]).says(&["no terminal to watch on"]);
    sandbox.refuses(9, &["mfa", "code", "dev"]).says(&["identity.age"]);
}

#[test]
fn binding_takes_two_consecutive_codes_and_prints_the_whole_command() {
    let sandbox = with_device();
    let on = |more: &[&str]| sandbox.run_on(DAY, &[&["mfa"], more, &PLACED_KEY].concat());
    let first = on(&["code", "dev"]).succeeds();
    let second = on(&["code", "dev", "--next"]).succeeds();
    assert_eq!(on(&["bind", "dev"]).succeeds(), format!("{first}{second}"));
    assert_eq!(on(&["bind", "dev", "--no-wait"]).succeeds(), format!("{first}{second}"));
    let serial = ["--serial-number", "acs:ram::123456:mfa/dev"];
    on(&[&["bind", "dev"], &serial[..]].concat()).says(&["give --user"]).succeeds();
    let whole = on(&[&["bind", "dev", "--user", "alice@example.onaliyun.com"], &serial[..]].concat()).succeeds();
    let expected = format!(
        "aliyun ims BindMFADevice --SerialNumber acs:ram::123456:mfa/dev --UserPrincipalName alice@example.onaliyun.com \
         --AuthenticationCode1 {} --AuthenticationCode2 {}\n",
        first.trim_end(),
        second.trim_end()
    );
    assert_eq!(whole, expected);
    let at = on(&["bind", "dev", "--at", "2026-11-23T12:00:00Z", "--json"]).json();
    assert_eq!((&at["codes"][0], &at["codes"][1]), (&first.trim_end().into(), &second.trim_end().into()));
    sandbox.run(&["mfa", "new", "other", "--digits", "8", "--period", "60"]).succeeds();
    assert!(!on(&["bind", "dev"]).err.contains("warning"));
    on(&["bind", "other", "--no-wait"]).says(&["6 digits, 30 s, SHA1", "no codes of 8 digits, 60 s, SHA1"]).succeeds();
    sandbox.refuses(2, &["mfa", "bind", "dev", "--user", "$(id)"]).says(&["letters, digits"]);
    sandbox.refuses(2, &["mfa", "bind", "dev", "--serial-number", "acs:ram::1:mfa/;id"]).says(&["acs:ram::ACCOUNT"]);
}

#[test]
fn a_code_is_verified_and_a_clock_that_is_wrong_is_told_of() {
    let sandbox = with_device();
    let on = |more: &[&str]| sandbox.run_on(DAY, &[&["mfa"], more, &PLACED_KEY].concat());
    let code = |at: &str| on(&["code", "dev", "--at", at]).succeeds().trim_end().to_owned();
    let now = code("2026-11-23T12:00:00Z");
    let right = on(&["verify", "dev", &now]);
    assert_eq!((right.err.as_str(), right.out.as_str()), ("", "The code is right.\n"));
    let (first, second) = now.split_at(3);
    let spaced = format!("{first} {second}");
    on(&["verify", "dev", &spaced, "--window", "0"]).succeeds();
    let before = code("2026-11-23T11:59:59Z");
    on(&["verify", "dev", &before]).says(&["1 step (30 s) behind", "clocks"]).succeeds();
    on(&["verify", "dev", &before, "--window", "0"]).fails(4).says(&["1 step (30 s) behind", "compare the clocks"]);
    let json = on(&["verify", "dev", &code("2026-11-23T12:00:30Z"), "--json"]).json();
    assert_eq!((&json["right"], &json["drift_steps"], &json["drift_seconds"]), (&true.into(), &1.into(), &30.into()));
    on(&["verify", "dev", &code("2026-11-23T12:03:00Z")]).fails(4).says(&["6 steps (180 s) ahead"]);
    on(&["verify", "dev", &code("2026-11-23T12:03:00Z"), "--window", "6"]).says(&["6 steps"]).succeeds();
    on(&["verify", "dev", &code("2026-11-23T13:00:00Z")]).fails(4).says(&["not of this seed"]);
    on(&["verify", "dev", &code("2026-11-23T13:00:00Z"), "--at", "2026-11-23T13:00:29Z"]).succeeds();
    on(&["verify", "dev", "12345"]).fails(2).says(&["6 digits"]);
    on(&["verify", "dev", &now, "--window", "11"]).fails(2).says(&["11"]);
}

#[test]
fn a_picture_is_owner_only_new_and_leads_back_to_the_same_seed() {
    let sandbox = with_device();
    mfa(&sandbox, &["qr", "dev", "-o", "dev.png"]).shows(&["dev.png", "has the seed"]).succeeds();
    assert_eq!(sandbox.mode("dev.png"), 0o600);
    assert_eq!(sandbox.bytes("dev.png"), png(&Secret::from(uri("dev"))).unwrap().expose());
    sandbox.run(&["mfa", "import", "again", "dev.png"]).succeeds();
    assert_eq!(exported(&sandbox, "again").trim_end(), uri("dev"));
    mfa(&sandbox, &["qr", "dev", "--out", "dev.SVG"]).succeeds();
    assert_eq!(sandbox.mode("dev.SVG"), 0o600);
    assert!(sandbox.read("dev.SVG").contains("<svg"));
    let refused = ["mfa", "qr", "dev", "-i", "identity.txt"];
    sandbox.refuses(8, &[&refused[..], &["-o", "dev.png"]].concat()).says(&["exists already"]);
    for other in ["-", "dev.jpg", "dev"] {
        sandbox.refuses(2, &[&refused[..], &["-o", other]].concat()).says(&[".png or .svg"]);
    }
    sandbox.refuses(10, &refused).says(&["no terminal to show", "-o FILE.png"]);
}

#[test]
fn a_uri_leaves_the_vault_as_it_came_noted_and_only_when_that_is_meant() {
    let sandbox = vault();
    let odd = format!("otpauth://TOTP/Old%3aa%20b?Secret={}&zoo=%41&issuer=New+One&&x#y", SEED.to_lowercase());
    sandbox.write("odd", format!("{odd}\n"));
    sandbox.run(&["mfa", "import", "odd", "odd"]).says(&["another issuer"]).succeeds();
    sandbox.refuses(2, &["mfa", "export", "odd", "-i", "identity.txt"]).says(&["--reveal", "holds the seed"]);
    assert_eq!(exported(&sandbox, "odd"), format!("{odd}\n"));
    assert_eq!(mfa(&sandbox, &["export", "odd", "--reveal", "--json"]).json()["uri"], odd);
    let record = record(&sandbox, "odd");
    assert_eq!(record.matches("event = \"revealed\"").count(), 2, "{record}");
    sandbox.refuses(4, &["mfa", "export", "odd", "--reveal", "-i", &other_identity(&sandbox)]);
}

/// One that opens nothing here.
fn other_identity(sandbox: &Sandbox) -> String {
    sandbox.write("other.txt", akvault::seal::generate().secret.expose());
    "other.txt".to_owned()
}

#[test]
fn a_device_gets_another_name_and_takes_its_seed_along() {
    let sandbox = with_device();
    sandbox.run(&["mfa", "new", "taken"]).succeeds();
    sandbox.refuses(8, &["mfa", "rename", "dev", "taken", "-i", "identity.txt"]).says(&["`taken`"]);
    mfa(&sandbox, &["rename", "dev", "ops"]).shows(&["`dev` is now called `ops`"]).succeeds();
    assert_eq!(exported(&sandbox, "ops").trim_end(), uri("dev"));
    assert!(!sandbox.vault("mfa/dev.toml").exists());
    assert!(record(&sandbox, "ops").contains("event = \"renamed\""));
    // Under the old name, the old record would not open.
    fs::write(sandbox.vault("mfa/dev.toml"), record(&sandbox, "ops").replace("name = \"ops\"", "name = \"dev\""))
        .unwrap();
    mfa(&sandbox, &["code", "dev"]).fails(5).says(&["belongs to another record"]);
}

#[test]
fn a_device_is_removed_only_when_somebody_agrees() {
    let sandbox = with_device();
    sandbox.refuses(10, &["mfa", "remove", "dev"]).says(&["--force"]);
    sandbox.run(&["mfa", "remove", "dev", "--dry-run"]).shows(&["Would remove"]).succeeds();
    sandbox.run(&["mfa", "remove", "dev", "--force"]).shows(&["Removed the MFA device `dev`"]).succeeds();
    sandbox.refuses(9, &["mfa", "remove", "dev", "-f"]).says(&["no MFA device `dev`"]);
    fs::write(sandbox.vault("mfa/bad.toml"), "version = 9\n").unwrap();
    sandbox.run(&["mfa", "remove", "bad", "-f", "--json"]).succeeds();
}

#[test]
fn new_keys_of_the_vault_open_the_devices_too() {
    let sandbox = Sandbox::new();
    sandbox.write("pass", CHOSEN);
    sandbox.write("dev.txt", uri("dev"));
    let by_file = ["--passphrase-file", "@pass"];
    let on = |arguments: &[&str]| sandbox.run_on(DAY, &[arguments, &by_file].concat());
    on(&["init"]).succeeds();
    sandbox.run_on(DAY, &["mfa", "import", "dev", "@dev.txt"]).succeeds();
    let before = record(&sandbox, "dev");
    on(&["rekey", "--new-identity"]).shows(&["Sealed 1 secrets"]).succeeds();
    assert_ne!(record(&sandbox, "dev"), before);
    assert_eq!(on(&["mfa", "export", "dev", "--reveal"]).succeeds().trim_end(), uri("dev"));
    on(&["verify"]).shows(&["MFA devices     1", "secrets opened  1", "faults          0"]).succeeds();
    // What was sealed to the identity that is gone keeps no further identity from being made.
    fs::write(sandbox.vault("mfa/dev.toml"), before).unwrap();
    let listed = on(&["verify", "--json"]);
    assert_eq!(listed.code, 22, "{listed:?}");
    let kept = on(&["rekey", "--new-identity"]);
    assert!(kept.code == 5 && kept.out.contains("The old identity stays"), "{kept:?}");
}

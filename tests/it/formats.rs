//! akvault-formats(5), proved: a second implementation, written from the page and from no source of ours. It reads
//! what akvault writes, and akvault reads what it writes. Of crates it takes age, two hashes, JSON and TOML.

use std::collections::BTreeSet;
use std::fs;
use std::io::{Read as _, Write as _};

use hmac::{Hmac, Mac as _};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use toml::Table;

use crate::sandbox::{ID, SECRET, Sandbox, write_private};

// The second implementation.

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The first `length` characters in Crockford's base32, in groups of four.
fn base32(bytes: &[u8], length: usize) -> String {
    let bits: Vec<u8> = bytes.iter().flat_map(|byte| (0..8).rev().map(move |at| byte >> at & 1)).collect();
    let value = |bits: &[u8]| bits.iter().fold(0, |value, bit| value << 1 | usize::from(*bit));
    let characters: Vec<u8> = bits.chunks(5).take(length).map(|bits| ALPHABET[value(bits)]).collect();
    let groups: Vec<&str> = characters.chunks(4).map(|group| std::str::from_utf8(group).unwrap()).collect();
    groups.join("-")
}

/// `K7Q2-M3XD` of the long id.
fn short(long_id: &str) -> &str {
    long_id.get(..9).unwrap()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat()
}

fn unhex(text: &str) -> Vec<u8> {
    let digits: Vec<char> = text.chars().collect();
    digits.chunks(2).map(|pair| u8::from_str_radix(&String::from_iter(pair), 16).unwrap()).collect()
}

/// The binary file in an armor.
fn without_armor(text: &str) -> Vec<u8> {
    let mut binary = Vec::new();
    age::armor::ArmoredReader::new(text.as_bytes()).read_to_end(&mut binary).unwrap();
    binary
}

fn opened(text: &str, identity: &dyn age::Identity) -> Vec<u8> {
    let decryptor = age::Decryptor::new(age::armor::ArmoredReader::new(text.as_bytes())).unwrap();
    let mut plain = Vec::new();
    decryptor.decrypt(std::iter::once(identity)).unwrap().read_to_end(&mut plain).unwrap();
    plain
}

fn sealed(plain: &[u8], recipient: &dyn age::Recipient) -> String {
    let mut armored = age::armor::ArmoredWriter::wrap_output(Vec::new(), age::armor::Format::AsciiArmor).unwrap();
    let encryptor = age::Encryptor::with_recipients(std::iter::once(recipient)).unwrap();
    let mut writer = encryptor.wrap_output(&mut armored).unwrap();
    writer.write_all(plain).unwrap();
    writer.finish().unwrap();
    String::from_utf8(armored.finish().unwrap()).unwrap()
}

fn receipt_code(receipt_key: &[u8], long_id: &str, host: &str, day: &str) -> String {
    let mut mac = <Hmac<Sha256>>::new_from_slice(receipt_key).unwrap();
    for line in ["akvault receipt 1", long_id, "installed", host, day] {
        mac.update(format!("{line}\n").as_bytes());
    }
    base32(&mac.finalize().into_bytes(), 12)
}

/// What an event's chain is a hash of.
fn chained_bytes(before: &str, event: &Table) -> String {
    let mut row = vec![before, event["at"].as_str().unwrap(), event["event"].as_str().unwrap()];
    let facts: BTreeSet<&String> =
        event.keys().filter(|key| !["at", "event", "chain"].contains(&key.as_str())).collect();
    row.extend(facts.into_iter().flat_map(|fact| [fact.as_str(), event[fact].as_str().unwrap()]));
    row.iter().map(|text| format!("{}:{text}", text.len())).collect::<Vec<_>>().concat()
}

fn chain_of(before: &str, event: &Table) -> String {
    hex(&Sha256::digest(chained_bytes(before, event)))
}

/// The first event that does not follow from those before it, counted from 1.
fn broken_at(record: &Table) -> Option<usize> {
    let mut before = String::new();
    for (number, event) in (1..).zip(record["history"].as_array().unwrap()) {
        let event = event.as_table().unwrap();
        if event["chain"].as_str() != Some(&chain_of(&before, event)) {
            return Some(number);
        }
        event["chain"].as_str().unwrap().clone_into(&mut before);
    }
    None
}

// What it is given, and what it gives.

/// The key pair of the sandbox.
fn identity(sandbox: &Sandbox) -> age::x25519::Identity {
    sandbox.read("identity.txt").trim().parse().unwrap()
}

fn record(sandbox: &Sandbox, place: &str) -> Table {
    fs::read_to_string(sandbox.path(place)).unwrap().parse().unwrap()
}

#[test]
fn a_second_implementation_opens_a_bundle_confirms_it_and_follows_the_history() {
    let sandbox = Sandbox::with_key();
    let bundle = sandbox.bundle(&["--region", "cn-hangzhou"]);
    let armored = sandbox.read(&bundle);
    let digest = Sha256::digest(without_armor(&armored));
    let (short_id, long_id) = (base32(&digest, 8), base32(&digest, 20));
    let told = sandbox.run(&["inspect", &bundle, "--json"]).json();
    assert_eq!((told["id"].as_str(), told["long_id"].as_str()), (Some(&*short_id), Some(&*long_id)));

    let document: Value = serde_json::from_slice(&opened(&armored, &identity(&sandbox))).unwrap();
    assert_eq!((&document["version"], &document["kind"]), (&json!(1), &json!("access-key")));
    assert_eq!(document["access_key"], json!({"id": ID, "secret": SECRET}));
    assert_eq!((&document["holder"], &document["region"]), (&json!("alice@example.com"), &json!("cn-hangzhou")));
    let key = unhex(document["receipt_key"].as_str().unwrap());

    let noted = record(&sandbox, "operator/keys/alice.toml");
    let sealed = noted["bundle"][0]["sealed"].as_str().unwrap();
    assert_eq!(noted["bundle"][0]["id"].as_str(), Some(&*long_id));
    for host in [&["--host", "web-1"][..], &[]] {
        let code = receipt_code(&key, &long_id, host.get(1).copied().unwrap_or_default(), sealed);
        let receipt = ["receipt", &short_id, &code, "--home", "operator"];
        sandbox.run(&[&receipt[..], host].concat()).shows(&["Installed on"]).succeeds();
    }
    let yesterday = receipt_code(&key, &long_id, "web-1", "2026-01-01");
    sandbox.refuses(5, &["receipt", &short_id, &yesterday, "--host", "web-1", "--home", "operator"]);

    let mut noted = record(&sandbox, "operator/keys/alice.toml");
    assert_eq!((noted["history"].as_array().unwrap().len(), broken_at(&noted)), (4, None));
    noted["history"][1]["holder"] = "mallory@example.com".into();
    assert_eq!(broken_at(&noted), Some(2));
}

#[test]
fn akvault_installs_a_bundle_of_a_second_implementation_and_gives_the_receipt_that_it_expects() {
    const WORDS: &str = "legal-winner-thank-year-wave-sausage-worth-useful-legal-winner-thank-yellow";
    let sandbox = Sandbox::new();
    let receipt_key = [0xa5; 32];
    // In no order, in one line, and with no member that is optional.
    let document = json!({
        "receipt_key": hex(&receipt_key), "kind": "access-key", "version": 1,
        "holder": "alice@example.com", "issuer": "another program",
        "created": "2026-11-23", "rotate_by": "2027-02-21", "install_before": "9999-12-31",
        "access_key": {"secret": SECRET, "id": ID},
    });
    let mut recipient = age::scrypt::Recipient::new(WORDS.to_owned().into());
    recipient.set_work_factor(15);
    let armored = sealed(document.to_string().as_bytes(), &recipient);
    let long_id = base32(&Sha256::digest(without_armor(&armored)), 20);
    // As a mail gateway passes it on.
    sandbox.write("bundle.age", format!("\r\n{}\r\n\r\n", armored.replace('\n', "\r\n")));
    sandbox.write("words", format!("{}: {}\n", short(&long_id), WORDS.to_uppercase().replace('-', " ")));
    let install = ["install", "bundle.age", "--passphrase-file", "words", "--client", "json", "--config", "key.json"];
    let told = sandbox.run(&[&install[..], &["--host", "web-1"]].concat()).succeeds();
    let day = record(&sandbox, "../vault/keys/alice.toml")["installed"][0]["day"].as_str().unwrap().to_owned();
    let code = receipt_code(&receipt_key, &long_id, "web-1", &day);
    let line = format!("akvault receipt {} {code} --host web-1", short(&long_id));
    assert_eq!(told.lines().last(), Some(&*line));
    assert!(sandbox.read("key.json").contains(SECRET));
}

#[test]
fn akvault_keeps_what_a_second_implementation_has_written_into_the_vault() {
    let sandbox = Sandbox::with_key();
    sandbox.run(&["init", "--identity", "identity.txt"]).succeeds();
    let public = identity(&sandbox).to_public();
    let key = json!({"version": 1, "kind": "access-key", "name": "shop", "access_key": {"id": ID, "secret": SECRET}});
    let first: Table = "at = '2026-11-23T12:00:00Z'\nevent = 'issued'\ncreated = '2026-11-23'".parse().unwrap();
    let second: Table = "at = '2026-11-23T12:00:01Z'\nevent = 'moved'\nfrom = 'a notebook'\nby = 'us'".parse().unwrap();
    let chains = [chain_of("", &first), chain_of(&chain_of("", &first), &second)];
    let [one, two] = chains;
    let history = format!("[[history]]\nchain = '{one}'\n{first}\n[[history]]\nchain = '{two}'\n{second}\n");
    let text = format!(
        "name = \"shop\"\nkind = \"access-key\"\nversion = 1\naccess_key_id = \"{ID}\"\nholder = \"shop\"\n\
         issuer = \"another program\"\ncreated = \"2026-11-23\"\nrotate_every = \"90d\"\nrotate_by = \"2027-02-21\"\n\
         sealed_secret = '''\n{}'''\n{history}",
        sealed(key.to_string().as_bytes(), &public)
    );
    write_private(&sandbox.vault("keys/shop.toml"), text.as_bytes());
    sandbox.run(&["verify", "-i", "identity.txt"]).succeeds();
    sandbox.run(&["audit-log", "shop"]).shows(&["moved", "a notebook"]).succeeds();
    let printed = sandbox.run(&["exec", "shop", "-i", "identity.txt", "--", "env"]).succeeds();
    assert!(printed.contains(SECRET));
    write_private(&sandbox.vault("keys/shop.toml"), text.replace("a notebook", "a safe").as_bytes());
    assert_eq!(sandbox.run(&["verify", "-i", "identity.txt"]).code, 22);
}

#[test]
fn the_second_implementation_opens_what_the_vault_keeps() {
    let sandbox = Sandbox::with_key();
    sandbox.run(&["init", "--identity", "identity.txt"]).succeeds();
    sandbox.run(&["add", "shop", "AccessKey.csv", "--for", "shop"]).succeeds();
    let uri = "otpauth://totp/Aliyun:dev@1?secret=EXAMPLEEXAMPLEEXAMPLEEXAMPLEEXAM&issuer=Aliyun";
    sandbox.write("dev.txt", uri);
    sandbox.run(&["mfa", "import", "dev", "dev.txt"]).succeeds();
    let part = |place: &str, member: &str| -> Value {
        let record = record(&sandbox, place);
        assert_eq!(broken_at(&record), None);
        serde_json::from_slice(&opened(record[member].as_str().unwrap(), &identity(&sandbox))).unwrap()
    };
    let key = json!({"version": 1, "kind": "access-key", "name": "shop", "access_key": {"id": ID, "secret": SECRET}});
    assert_eq!(part("../vault/keys/shop.toml", "sealed_secret"), key);
    let seed = json!({"version": 1, "kind": "mfa", "name": "dev", "otpauth": uri});
    assert_eq!(part("../vault/mfa/dev.toml", "sealed_seed"), seed);
}

// The page itself.

/// As a person reads it, without the marks of the macro language.
fn page() -> String {
    let mut pages = akvault::commands::man::written_pages("");
    let (_, text) = pages.find(|(name, _)| name == "akvault-formats.5").unwrap();
    text.replace("\\-", "-")
}

/// What stands between `.EX` and `.EE`.
fn examples() -> Vec<String> {
    page().split(".EX\n").skip(1).map(|rest| rest.split(".EE").next().unwrap().to_owned()).collect()
}

#[test]
fn the_examples_of_the_page_are_what_its_words_say() {
    let examples = examples();
    let [receipt, statement, chained, chain, ..] = &examples[..] else { panic!("{examples:#?}") };
    let lines: Vec<&str> = statement.lines().collect();
    let [_, long_id, _, host, day] = lines[..] else { panic!("{lines:?}") };
    let code = receipt_code(&[0xa5; 32], long_id, host, day);
    assert_eq!(*receipt, format!("akvault receipt {} {code} --host {host}\n", short(long_id)));
    assert_eq!(format!("{}\n", hex(&Sha256::digest(chained.trim_end()))), *chain);
    let event: Table = "at = '2026-11-23T12:00:00Z'\nevent = 'issued'\ncreated = '2026-11-23'".parse().unwrap();
    assert_eq!(chained.trim_end(), chained_bytes("", &event));
}

/// The words that stand out on a page: what follows a macro for bold.
fn bold_words() -> BTreeSet<String> {
    let page = page();
    let lines = page.lines().filter_map(|line| line.strip_prefix(".B").and_then(|rest| rest.split_once(' ')));
    let words =
        lines.flat_map(|(_, rest)| rest.split([' ', '"', ','])).map(|word| word.trim_matches(['.', ';', '(', ')']));
    words.map(str::to_owned).collect()
}

#[test]
fn every_member_of_every_document_is_on_the_page() {
    let mut members = BTreeSet::new();
    let document: Value = serde_json::from_str(include_str!("fixtures/manifest-1.json")).unwrap();
    members.extend(document.as_object().unwrap().keys().cloned());
    members.extend(["security_token", "made_file", "sealed_secret", "events"].map(str::to_owned));
    for record in [
        include_str!("fixtures/record-1.toml"),
        include_str!("fixtures/record-1-rotation.toml"),
        include_str!("fixtures/device-1.toml"),
        include_str!("fixtures/password-1.toml"),
    ] {
        let record: Table = record.parse().unwrap();
        for (member, value) in &record {
            members.insert(member.clone());
            let tables = value.as_array().into_iter().flatten().filter_map(toml::Value::as_table);
            if member != "history" {
                members.extend(tables.flat_map(Table::keys).cloned());
            }
        }
        members
            .extend(record.get("rotation").and_then(toml::Value::as_table).into_iter().flat_map(Table::keys).cloned());
    }
    let missing: Vec<_> = members.difference(&bold_words()).cloned().collect();
    assert_eq!(missing, Vec::<String>::new());
}

#[test]
fn every_event_is_on_the_page() {
    let source = include_str!("../../src/vault/history.rs");
    let arms = source.lines().filter_map(|line| line.trim().strip_prefix("Self::")?.split_once(" => \""));
    let events: BTreeSet<String> = arms.map(|(_, word)| word.trim_end_matches("\",").to_owned()).collect();
    assert!(events.contains("rotation-aborted") && events.len() > 15, "{events:?}");
    let missing: Vec<_> = events.difference(&bold_words()).cloned().collect();
    assert_eq!(missing, Vec::<String>::new());
}

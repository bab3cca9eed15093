//! `inspect`: what an age file tells without a passphrase.

use crate::sandbox::{ALICE, ID, SECRET, Sandbox, id_in};

#[test]
fn a_bundle_tells_its_id_and_how_it_opens_and_nothing_of_its_content() {
    let sandbox = Sandbox::with_key();
    let arguments = ["seal", "AccessKey.csv", "--for", ALICE, "--out", "mail", "--passphrase-out", "sms/text"];
    sandbox.run(&arguments).succeeds();
    let name = sandbox.names("mail").remove(0);
    let told = sandbox.run(&["inspect", &format!("mail/{name}")]);
    let told =
        told.shows(&[id_in(&name), "passphrase (generated words)", "scrypt 2^15", "armor           yes"]).succeeds();
    assert!(![ID, SECRET, ALICE, "alice"].iter().any(|word| told.contains(word)));
}

#[test]
fn text_and_bytes_of_one_bundle_have_one_id() {
    let sandbox = Sandbox::with_key();
    let bundle = sandbox.bundle(&[]);
    let text = sandbox.read(&bundle);
    let told = sandbox.run(&["inspect", &bundle, "--json"]).json();
    assert_eq!((told["mode"].as_str(), told["armored"].as_bool()), (Some("recipients"), Some(true)));
    assert!(told["scrypt_log_n"].is_null() && told["recipients"][0] == "X25519");
    let by_a_gateway = text.replace('\n', "\r\n");
    let again = sandbox.run_with_input(&["inspect", "-", "--json"], by_a_gateway.as_bytes()).json();
    assert_eq!(again["long_id"], told["long_id"]);
    assert!(told["long_id"].as_str().unwrap().starts_with(told["id"].as_str().unwrap()));
}

#[test]
fn what_is_no_bundle_is_named() {
    let sandbox = Sandbox::with_key();
    for (content, says) in [
        ("", "this is not an age file"),
        ("PK\u{3}\u{4}", "this is not an age file"),
        ("age-encryption.org/v2\n", "only v1 is"),
        ("Dear Alice,\n-----BEGIN AGE ENCRYPTED FILE-----\n", "text stands before it"),
        (
            "age-encryption.org/v1\n-> scrypt bBjlhJVYZeE4aqUdmtRHfw 30\nN3pgrXkbIn/RrVt0T0G3sQr1wGWuclqKxTSWHSqGdkc\n--- x\n",
            "2^30",
        ),
    ] {
        sandbox.write("other", content);
        sandbox.refuses(5, &["inspect", "other"]).says(&[says, "next: ", "other: "]);
    }
    sandbox.refuses(9, &["inspect", "nowhere"]).says(&["nowhere"]);
    sandbox.refuses(2, &["inspect"]).says(&["<BUNDLE>"]);
}

//! The drafts of `--eml`, read by Python's `email`: no defect, and the attachment is the bundle to the byte.

use super::world::{World, succeed};

const READ: &str = r#"
import email, email.policy, pathlib, sys
draft, bundle, plain = sys.argv[1:]
message = email.message_from_bytes(pathlib.Path(draft).read_bytes(), policy=email.policy.default.clone(raise_on_defect=True))
parts = list(message.walk())
assert not any(part.defects for part in parts) and not any(value.defects for value in message.values())
assert message["X-Unsent"] == "1" and message["Date"].datetime.tzinfo and message["MIME-Version"] == "1.0"
assert ("@" in plain) == (message["To"] is not None)
if message["To"]:
    assert [address.addr_spec for address in message["To"].addresses] == [plain]
text = message.get_body(("plain",)).get_content()
assert plain in text and "akvault install" in text, text
(attachment,) = message.iter_attachments()
assert attachment.get_filename() == pathlib.Path(bundle).name, attachment.get_filename()
assert attachment.get_content() == pathlib.Path(bundle).read_bytes()
"#;

#[test]
#[ignore = "needs python3"]
fn reads_a_draft_as_it_was_meant() {
    let world = World::new();
    let source = world.path("AccessKey.csv");
    std::fs::write(&source, "AccessKey ID,AccessKey Secret\nLTAI5tEXAMPLEexample0001,EXAMPLEexampleEXAMPLEexample01\n")
        .unwrap();
    let recipient = akvault::seal::generate().recipient;
    for (holder, more) in [("alice@example.com", None), ("\u{738b}\u{82b3}", Some("--binary"))] {
        let out = world.folder(if more.is_some() { "two" } else { "one" });
        let mut command = world.akvault();
        command.args(["seal", "--force", "--for", holder, "-r", &recipient, "--out"]).arg(&out).arg("--eml").arg(&out);
        succeed(command.args(more).arg(&source));
        let named = |ending: &str| {
            let mut paths = std::fs::read_dir(&out).unwrap().map(|entry| entry.unwrap().path());
            paths.find(|path| path.extension().is_some_and(|extension| extension == ending)).unwrap()
        };
        succeed(world.command("python3").args(["-c", READ]).arg(named("eml")).arg(named("age")).arg(holder));
    }
}

//! What any implementation of age must exchange with akvault, in both directions.

use std::process::Command;

use super::world::{ID, SECRET, World, converse, succeed};

/// An implementation of age: its programs and the prompts by which it asks.
pub(super) struct Peer {
    pub(super) program: &'static str,
    pub(super) keygen: &'static str,
    pub(super) opening: &'static str,
    pub(super) choosing: &'static str,
    pub(super) confirming: &'static str,
}

/// More than one chunk of 64 KiB, with every byte value.
fn content() -> Vec<u8> {
    (0..=u8::MAX).cycle().take(200_000).collect()
}

impl Peer {
    fn command(&self, world: &World) -> Command {
        let mut command = world.command(self.program);
        command.env("PINENTRY_PROGRAM", ""); // rage: ask on the terminal
        command
    }

    /// Flags come first: age takes what follows its input for more input.
    fn decrypt(&self, world: &World, key: &[&str], input: &str) -> Command {
        let mut command = self.command(world);
        command.args(["-d", "-o", "theirs"]).args(key).arg(input);
        command
    }

    /// A key pair: the file of the identity, and the recipient.
    fn keys(&self, world: &World) -> (String, String) {
        succeed(world.command(self.keygen).args(["-o", "identity"]));
        let recipient = succeed(world.command(self.keygen).args(["-y", "identity"]));
        ("identity".to_owned(), recipient.trim().to_owned())
    }

    /// A bundle opens with the words typed, and its text is what `akvault open` gives.
    pub(super) fn opens_a_bundle_with_typed_words(&self) {
        for form in [&[] as &[&str], &["--binary"]] {
            let world = World::new();
            let words = world.seal_key(form);
            converse(self.decrypt(&world, &[], "bundle.age"), &[(self.opening, &words)]);
            succeed(world.akvault().args(["open", "bundle.age", "-o", "ours", "--passphrase-file", "words/sms"]));
            let text = String::from_utf8(world.read("theirs")).unwrap();
            assert!(text.contains(ID) && text.contains(SECRET), "both halves of the key are in the text");
            assert_eq!(text.as_bytes(), world.read("ours"));
        }
    }

    /// A file sealed to a recipient opens with the identity.
    pub(super) fn opens_what_is_sealed_to_its_recipient(&self) {
        let world = World::new();
        let (identity, recipient) = self.keys(&world);
        self.opens_for(&world, &recipient, &identity);
    }

    pub(super) fn opens_what_is_sealed_to_an_ssh_key(&self) {
        let world = World::new();
        self.opens_for(&world, &ssh_key(&world), "ssh");
    }

    fn opens_for(&self, world: &World, recipient: &str, identity: &str) {
        world.write("plain", content());
        for (out, form) in [("armored.age", &[] as &[&str]), ("binary.age", &["--binary"])] {
            let mut seal = world.akvault();
            seal.args(["seal", "plain", "--as-is", "--for", "shop", "-r", recipient, "--out", out]);
            succeed(seal.args(form));
            succeed(&mut self.decrypt(world, &["-i", identity], out));
            assert!(world.read("theirs") == content(), "{out}: byte for byte");
            std::fs::remove_file(world.path("theirs")).unwrap();
        }
    }

    /// `akvault open` restores what the peer sealed under a typed passphrase.
    pub(super) fn seals_with_a_typed_passphrase_for_us(&self) {
        let world = World::new();
        world.write("plain", content());
        let passphrase = "correct horse battery staple";
        world.write("passphrase", format!("{passphrase}\n"));
        let mut seal = self.command(&world);
        seal.args(["-p", "-a", "-o", "sealed.age", "plain"]);
        converse(seal, &[(self.choosing, passphrase), (self.confirming, passphrase)]);
        opens_here(&world, &["--passphrase-file", "passphrase"]);
    }

    pub(super) fn seals_to_a_recipient_for_us(&self) {
        let world = World::new();
        let (identity, recipient) = self.keys(&world);
        self.seals_for(&world, &recipient, &identity);
    }

    pub(super) fn seals_to_an_ssh_key_for_us(&self) {
        let world = World::new();
        self.seals_for(&world, &ssh_key(&world), "ssh");
    }

    fn seals_for(&self, world: &World, recipient: &str, identity: &str) {
        world.write("plain", content());
        for form in [&[] as &[&str], &["-a"]] {
            succeed(self.command(world).args(form).args(["-r", recipient, "-o", "sealed.age", "plain"]));
            opens_here(world, &["-i", identity]);
            std::fs::remove_file(world.path("ours")).unwrap();
            std::fs::remove_file(world.path("sealed.age")).unwrap();
        }
    }
}

fn opens_here(world: &World, key: &[&str]) {
    succeed(world.akvault().args(["open", "sealed.age", "-o", "ours"]).args(key));
    assert!(world.read("ours") == content(), "byte for byte");
}

/// A new ssh-ed25519 key in `ssh`; gives its public half.
fn ssh_key(world: &World) -> String {
    succeed(world.command("ssh-keygen").args(["-q", "-t", "ed25519", "-N", "", "-C", "shop", "-f", "ssh"]));
    String::from_utf8(world.read("ssh.pub")).unwrap().trim().to_owned()
}

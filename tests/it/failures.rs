//! Every error of every room as a person is told it, in one snapshot: message, what is unchanged,
//! what to do next, and the exit code. A new variant does not compile until it has a line here.
//! `SNAPSHOTS=overwrite cargo test` rewrites `fixtures/failures.txt`.

use std::fmt::Write as _;
use std::io::{Error as IoError, ErrorKind};
use std::path::Path;

use akvault::bundle::passphrase::UnknownWord;
use akvault::bundle::{manifest, passphrase};
use akvault::clients::Broken;
use akvault::domain::{Invalid, Name};
use akvault::failure::Failure;
use akvault::intake::Error as Intake;
use akvault::keyring::Error as Keyring;
use akvault::mfa::Error as Mfa;
use akvault::private_file::Error as File;
use akvault::seal::{Error as Seal, IdentityProblem, Place, RecipientProblem};
use akvault::terminal::Error as Terminal;
use akvault::vault::{Error as Vault, Fault, Unfit};

/// Samples of each variant of an error, with the variant's name. The patterns make a match that must
/// be exhaustive, so that the list is.
macro_rules! samples {
    ($kind:ty { $($pattern:pat => $($sample:expr),+;)+ }) => {{
        fn name(error: &$kind) -> &'static str {
            match error { $($pattern => stringify!($pattern),)+ }
        }
        let mut samples: Vec<(&'static str, $kind)> = Vec::new();
        $($(
            let sample: $kind = $sample;
            assert_eq!(name(&sample), stringify!($pattern));
            samples.push((stringify!($pattern), sample));
        )+)+
        samples
    }};
}

fn path() -> std::path::PathBuf {
    "/home/alice/.aliyun/config.json".into()
}

fn place(source: &str, line: Option<usize>) -> Place {
    Place { source: source.to_owned(), line }
}

fn io(kind: ErrorKind) -> IoError {
    IoError::from(kind)
}

fn domain() -> Vec<(&'static str, Invalid)> {
    samples!(Invalid {
        Invalid::AccessKeyId => Invalid::AccessKeyId;
        Invalid::AccessKeySecret => Invalid::AccessKeySecret;
        Invalid::Name(_) => Invalid::Name("A B".into());
        Invalid::Holder => Invalid::Holder;
        Invalid::HostLabel(_) => Invalid::HostLabel("a b".into());
        Invalid::ProfileName(_) => Invalid::ProfileName("A".into());
        Invalid::Region(_) => Invalid::Region("a b".into());
        Invalid::Day(_) => Invalid::Day("soon".into());
        Invalid::Days(_) => Invalid::Days("90".into());
        Invalid::Code { .. } => Invalid::Code { typed: "K7Q2".into(), length: 8 };
    })
}

fn private_file() -> Vec<(&'static str, File)> {
    let system = |kind| File::System { doing: "write", path: path(), source: io(kind) };
    samples!(File {
        File::System { .. } => File::System { doing: "write", path: path(), source: io(ErrorKind::NotFound) },
            File::System { doing: "write", path: path(), source: io(ErrorKind::PermissionDenied) },
            File::System { doing: "write", path: path(), source: io(ErrorKind::StorageFull) },
            File::System { doing: "write", path: path(), source: io(ErrorKind::QuotaExceeded) },
            File::System { doing: "write", path: path(), source: io(ErrorKind::ReadOnlyFilesystem) },
            File::System { doing: "write", path: path(), source: io(ErrorKind::Other) };
        File::TooLarge { .. } => File::TooLarge { path: path(), cap: 1 << 20 };
        File::Link { .. } => File::Link { path: path() };
        File::ForeignLink { .. } => File::ForeignLink { path: path(), uid: 1001 };
        File::HardLink { .. } => File::HardLink { path: path() };
        File::NotRegular { .. } => File::NotRegular { path: path() };
        File::NotDirectory { .. } => File::NotDirectory { path: path() };
        File::Foreign { .. } => File::Foreign { path: path(), uid: 1001, wanted: 0 },
            File::Foreign { path: path(), uid: 0, wanted: 1001 };
        File::OpenDirectory { .. } => File::OpenDirectory { path: "/srv/app".into(), mode: 0o777 };
        File::Exists { .. } => File::Exists { path: path() };
        File::Changed { .. } => File::Changed { path: path() };
        File::Busy { .. } => File::Busy { path: path() };
        File::NoSuchOwner { .. } => File::NoSuchOwner { name: "nobody-here".into() };
        File::NotRoot => File::NotRoot;
        File::Journal { .. } => File::Journal { path: path() };
        File::Unsynced { .. } => File::Unsynced { source: Box::new(system(ErrorKind::Other)) };
        File::HalfWay { .. } => File::HalfWay { source: Box::new(system(ErrorKind::StorageFull)) };
    })
}

fn seal() -> Vec<(&'static str, Seal)> {
    let recipient = Seal::Recipient { place: place("team.txt", Some(3)), problem: RecipientProblem::NotARecipient };
    let identity = Seal::Identity { place: place("id.txt", None), problem: IdentityProblem::NotAnIdentity };
    samples!(Seal {
        Seal::NotAge => Seal::NotAge;
        Seal::UnknownVersion => Seal::UnknownVersion;
        Seal::TooLarge { .. } => Seal::TooLarge { limit: 1 << 20 };
        Seal::HeaderTooLarge => Seal::HeaderTooLarge;
        Seal::TooManyStanzas => Seal::TooManyStanzas;
        Seal::BadHeader { .. } => Seal::BadHeader { line: 2, what: "the X25519 stanza is malformed" };
        Seal::BadArmor { .. } => Seal::BadArmor { what: "text stands before it" };
        Seal::ExcessiveWork { .. } => Seal::ExcessiveWork { log_n: 30 };
        Seal::NeedsPassphrase => Seal::NeedsPassphrase;
        Seal::NeedsIdentity => Seal::NeedsIdentity;
        Seal::EmptyPassphrase => Seal::EmptyPassphrase;
        Seal::WrongPassphrase => Seal::WrongPassphrase;
        Seal::NoMatch => Seal::NoMatch;
        Seal::Damaged => Seal::Damaged;
        Seal::NoRecipients => Seal::NoRecipients;
        Seal::TooManyRecipients => Seal::TooManyRecipients;
        Seal::Recipient { .. } => recipient;
        Seal::Identity { .. } => identity;
        Seal::PassphraseNotGiven { .. } => Seal::PassphraseNotGiven { name: "id.age".into() };
        Seal::Sealing => Seal::Sealing;
    })
}

fn recipients() -> Vec<(&'static str, RecipientProblem)> {
    samples!(RecipientProblem {
        RecipientProblem::SshRsa => RecipientProblem::SshRsa;
        RecipientProblem::OtherSsh => RecipientProblem::OtherSsh;
        RecipientProblem::PostQuantum => RecipientProblem::PostQuantum;
        RecipientProblem::Plugin => RecipientProblem::Plugin;
        RecipientProblem::SecretKey => RecipientProblem::SecretKey;
        RecipientProblem::Weak => RecipientProblem::Weak;
        RecipientProblem::NotARecipient => RecipientProblem::NotARecipient;
        RecipientProblem::Empty => RecipientProblem::Empty;
    })
}

fn identities() -> Vec<(&'static str, IdentityProblem)> {
    samples!(IdentityProblem {
        IdentityProblem::SshRsa => IdentityProblem::SshRsa;
        IdentityProblem::OtherSsh => IdentityProblem::OtherSsh;
        IdentityProblem::KeyFormat => IdentityProblem::KeyFormat;
        IdentityProblem::Cipher => IdentityProblem::Cipher;
        IdentityProblem::ExcessiveRounds { .. } => IdentityProblem::ExcessiveRounds { most: 1024 };
        IdentityProblem::DamagedKey => IdentityProblem::DamagedKey;
        IdentityProblem::PostQuantum => IdentityProblem::PostQuantum;
        IdentityProblem::Plugin => IdentityProblem::Plugin;
        IdentityProblem::PublicKey => IdentityProblem::PublicKey;
        IdentityProblem::NotAnIdentity => IdentityProblem::NotAnIdentity;
        IdentityProblem::Empty => IdentityProblem::Empty;
        IdentityProblem::SealedToRecipients => IdentityProblem::SealedToRecipients;
        IdentityProblem::Sealed(_) => IdentityProblem::Sealed(Box::new(Seal::Damaged));
    })
}

fn manifest() -> Vec<(&'static str, manifest::Error)> {
    use manifest::Error;
    samples!(Error {
        Error::NotAManifest => Error::NotAManifest;
        Error::Newer(_) => Error::Newer(2);
        Error::Broken { .. } => Error::Broken { line: 3, column: 7 };
        Error::Invalid(_) => Error::Invalid(Invalid::Holder);
        Error::ReceiptKey => Error::ReceiptKey;
        Error::TooLarge => Error::TooLarge;
    })
}

fn passphrase() -> Vec<(&'static str, passphrase::Error)> {
    use passphrase::Error;
    let unknown = |position| UnknownWord { position, word: "abandom".into(), nearest: vec!["abandon", "random"] };
    samples!(Error {
        Error::UnknownWords(_) => Error::UnknownWords(vec![unknown(1), unknown(7)]);
        Error::WrongCount(_) => Error::WrongCount(11);
        Error::BadChecksum => Error::BadChecksum;
        Error::OtherBundle { .. } => Error::OtherBundle { typed: "K7Q2-M3XD".into(), bundle: "0000-0000".into() };
        Error::Weak { .. } => Error::Weak { guesses_log10: 6 };
        Error::Unusable => Error::Unusable;
        Error::Empty => Error::Empty;
    })
}

fn intake() -> Vec<(&'static str, Intake)> {
    let masked = || vec!["LTAI****0001".to_owned(), "LTAI****0002".to_owned()];
    samples!(Intake {
        Intake::NotText { .. } => Intake::NotText { line: 2 };
        Intake::Utf16 => Intake::Utf16;
        Intake::Empty => Intake::Empty;
        Intake::Unrecognised => Intake::Unrecognised;
        Intake::Broken { .. } => Intake::Broken { format: "csv", line: 2, column: Some(5), what: "this is no row" };
        Intake::Invalid { .. } => Intake::Invalid { format: "env", line: 2, invalid: Invalid::AccessKeySecret };
        Intake::NoKey { .. } => Intake::NoKey { format: "ini" };
        Intake::Ambiguous { .. } => Intake::Ambiguous { masked: "LTAI****0001".into() };
        Intake::Several { .. } => Intake::Several { masked: masked() };
        Intake::NotThere { .. } => Intake::NotThere { wanted: "LTAI****0009".into(), masked: masked() };
    })
}

fn vault() -> Vec<(&'static str, Vault)> {
    let alice = || Name::new("alice").unwrap();
    samples!(Vault {
        Vault::File(_) => Vault::File(File::NotRoot);
        Vault::Record { .. } => Vault::Record { name: alice(), fault: Fault::Broken { line: 3 } };
        Vault::Secret { .. } => Vault::Secret { name: alice(), unfit: Unfit::Seal(Seal::NoMatch) }, Vault::Secret { name: alice(), unfit: Unfit::Newer(9) }, Vault::Secret { name: alice(), unfit: Unfit::OtherRecord("name") };
        Vault::NotKept(_) => Vault::NotKept(alice());
        Vault::NoVault(_) => Vault::NoVault("/home/alice/vault".into());
        Vault::VaultExists { .. } => Vault::VaultExists { home: "/home/alice/vault".into(), file: "identity.age" };
        Vault::Keys { .. } => Vault::Keys { file: "recipients.txt", source: Seal::NoRecipients };
        Vault::NoSuchDevice(..) => Vault::NoSuchDevice(alice(), None);
        Vault::NoSuchPassword(..) => Vault::NoSuchPassword(alice(), None);
        Vault::DeviceExists(_) => Vault::DeviceExists(alice());
        Vault::NoSuchRecord(..) => Vault::NoSuchRecord(alice(), None);
        Vault::NameTaken { .. } => Vault::NameTaken { name: alice(), masked: Some("LTAI****0001".into()) }, Vault::NameTaken { name: alice(), masked: None };
    })
}

fn faults() -> Vec<(&'static str, Fault)> {
    samples!(Fault {
        Fault::Newer(_) => Fault::Newer(9);
        Fault::Broken { .. } => Fault::Broken { line: 3 };
        Fault::Invalid(_) => Fault::Invalid(Invalid::Day("soon".into()));
        Fault::Device(_) => Fault::Device(Mfa::Digits);
        Fault::ReceiptKey => Fault::ReceiptKey;
        Fault::Rotation => Fault::Rotation;
        Fault::OtherName(_) => Fault::OtherName("bob".into());
    })
}

fn unfit() -> Vec<(&'static str, Unfit)> {
    samples!(Unfit {
        Unfit::Seal(_) => Unfit::Seal(Seal::Damaged);
        Unfit::Newer(_) => Unfit::Newer(9);
        Unfit::Broken => Unfit::Broken;
        Unfit::Invalid(_) => Unfit::Invalid(Invalid::AccessKeySecret);
        Unfit::OtherRecord(_) => Unfit::OtherRecord("AccessKey ID");
    })
}

fn mfa() -> Vec<(&'static str, Mfa)> {
    samples!(Mfa {
        Mfa::Empty => Mfa::Empty;
        Mfa::NotText => Mfa::NotText;
        Mfa::Utf16 => Mfa::Utf16;
        Mfa::NotBase32 { .. } => Mfa::NotBase32 { position: 8 };
        Mfa::Cut => Mfa::Cut;
        Mfa::TooLong => Mfa::TooLong;
        Mfa::NotOtpauth => Mfa::NotOtpauth;
        Mfa::Hotp => Mfa::Hotp;
        Mfa::UnknownType => Mfa::UnknownType;
        Mfa::BrokenUri(_) => Mfa::BrokenUri("it has no secret");
        Mfa::Parameter { .. } => Mfa::Parameter { name: "digits", known: "6, 7 or 8" };
        Mfa::Algorithm => Mfa::Algorithm;
        Mfa::Digits => Mfa::Digits;
        Mfa::Period => Mfa::Period;
        Mfa::Label => Mfa::Label;
        Mfa::Code(_) => Mfa::Code(6);
        Mfa::BeforeEpoch => Mfa::BeforeEpoch;
        Mfa::NotIssued { .. } => Mfa::NotIssued { line: 3 };
        Mfa::SerialNumber => Mfa::SerialNumber;
        Mfa::Contradiction => Mfa::Contradiction;
        Mfa::BrokenMigration(_) => Mfa::BrokenMigration("it has no data");
        Mfa::Md5 => Mfa::Md5;
        Mfa::OtherPicture(_) => Mfa::OtherPicture("a GIF");
        Mfa::BrokenPicture(_) => Mfa::BrokenPicture("PNG");
        Mfa::HugePicture { .. } => Mfa::HugePicture { width: 100_000, height: 100_000 };
        Mfa::NoCode => Mfa::NoCode;
        Mfa::UnreadableCode => Mfa::UnreadableCode;
        Mfa::SeveralCodes(_) => Mfa::SeveralCodes(2);
        Mfa::OtherCode => Mfa::OtherCode;
        Mfa::TooMuch => Mfa::TooMuch;
    })
}

fn keyring() -> Vec<(&'static str, Keyring)> {
    samples!(Keyring {
        Keyring::NotHere => Keyring::NotHere;
        Keyring::Refused => Keyring::Refused;
        Keyring::Full => Keyring::Full;
    })
}

fn terminal() -> Vec<(&'static str, Terminal)> {
    samples!(Terminal {
        Terminal::NoTerminal => Terminal::NoTerminal;
        Terminal::Cancelled => Terminal::Cancelled;
        Terminal::NotText => Terminal::NotText;
        Terminal::TooSmall { .. } => Terminal::TooSmall { columns: 53, rows: 33 };
        Terminal::System(_) => Terminal::System(io(ErrorKind::BrokenPipe));
    })
}

fn own() -> Vec<(&'static str, Failure)> {
    let broken = Broken { line: 2, column: 1, what: "this is no JSON object" };
    vec![
        ("no_home", Failure::no_home()),
        ("no_random_numbers", Failure::no_random_numbers()),
        ("output", Failure::output(&io(ErrorKind::StorageFull))),
        ("output", Failure::output(&io(ErrorKind::InvalidData))),
        ("broken_config", Failure::broken_config(Path::new("/etc/x"), &broken)),
    ]
}

/// One paragraph a sample.
fn told(room: &str, samples: Vec<(&'static str, impl Into<Failure>)>) -> String {
    let mut text = String::new();
    for (name, sample) in samples {
        let failure = sample.into();
        let variant = name.rsplit("::").next().unwrap().split(['(', ' ']).next().unwrap();
        writeln!(text, "[{room}] {variant}: exit {}\n  {failure}\n", failure.kind().code()).unwrap();
    }
    text
}

#[test]
fn every_error_says_what_failed_and_what_to_do() {
    let alice = || Name::new("alice").unwrap();
    let recipient = |problem| Seal::Recipient { place: place("--recipient", None), problem };
    let identity = |problem| Seal::Identity { place: place("id.txt", None), problem };
    let actual = [
        told("domain", domain()),
        told("private_file", private_file()),
        told("terminal", terminal()),
        told("seal", seal()),
        told("seal, recipients", recipients().into_iter().map(|(name, problem)| (name, recipient(problem))).collect()),
        told("seal, identities", identities().into_iter().map(|(name, problem)| (name, identity(problem))).collect()),
        told("intake", intake()),
        told("manifest", manifest()),
        told("passphrase", passphrase()),
        told("vault", vault()),
        told(
            "vault, faults",
            faults().into_iter().map(|(name, fault)| (name, Vault::Record { name: alice(), fault })).collect(),
        ),
        told(
            "vault, secrets",
            unfit().into_iter().map(|(name, unfit)| (name, Vault::Secret { name: alice(), unfit })).collect(),
        ),
        told("keyring", keyring()),
        told("mfa", mfa()),
        told("failure", own()),
    ]
    .concat();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/fixtures/failures.txt");
    if std::env::var_os("SNAPSHOTS").is_some_and(|action| action == "overwrite") {
        std::fs::write(&path, &actual).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    snapbox::assert_data_eq!(actual, expected);
}

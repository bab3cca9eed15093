//! What each room's errors come to: one `From` a room, with its exit code and what to do next.

use std::io;

use crate::bundle::{manifest, passphrase};
use crate::domain::{Invalid, Name};
use crate::near::question;
use crate::{intake, keyring, mfa, private_file, seal, systemd_creds, terminal, vault};

use super::{Failure, Kind};

impl From<Invalid> for Failure {
    fn from(invalid: Invalid) -> Self {
        Self::new(Kind::Usage, invalid.to_string()).next("correct it, and run the command again")
    }
}

impl From<private_file::Error> for Failure {
    fn from(error: private_file::Error) -> Self {
        use private_file::Error as E;
        let failure = Self::new(kind_of_place(&error), error.to_string());
        match error {
            E::System { source, .. } => failure.next(next_after(&source)),
            E::TooLarge { .. } => failure.next("check that this is the right file"),
            E::Link { .. } => {
                failure.next("name the file that the link leads to, or, where the command has it, give --follow if every link on the way is yours")
            }
            E::ForeignLink { .. } => failure.next("name a place that only you can change"),
            E::HardLink { .. } => failure.next("replace it by a copy of its own: cp FILE COPY && mv COPY FILE"),
            E::NotRegular { .. } | E::NotDirectory { .. } => failure.next("name another place"),
            E::Foreign { wanted: 0, .. } => {
                failure.next("run the command as that user; or give --owner USER for their config files, --home DIR for a ledger of yours")
            }
            E::Foreign { .. } => failure.next("run the command as that user, or name a place of your own"),
            E::OpenDirectory { path, .. } => {
                failure.next(format!("take the permission away: chmod go-w '{}'", path.display()))
            }
            E::Exists { .. } => failure.next("name another file, or move this one away first"),
            E::Changed { .. } => failure.next("run the command again"),
            E::Busy { .. } => failure.next("wait for the other run to end"),
            E::NoSuchOwner { .. } => failure.next("give --owner USER or USER:GROUP as the system knows them"),
            E::NotRoot => failure.next("run the command as root, or without --owner"),
            E::Journal { .. } => failure.next("check the config files of the last run, then remove the journal"),
            E::Unsynced { .. } => failure
                .unchanged("nothing is lost: each file is wholly old or wholly new")
                .next("look after the disk, and run the command again"),
            E::HalfWay { .. } => failure
                .unchanged("each file is wholly old or wholly new")
                .next("run the command again: it finishes the rest first"),
        }
    }
}

fn kind_of_place(error: &private_file::Error) -> Kind {
    use private_file::Error as E;
    match error {
        E::System { source, .. } if source.kind() == io::ErrorKind::NotFound => Kind::NotFound,
        E::System { .. } | E::HalfWay { .. } | E::Unsynced { .. } => Kind::InputOutput,
        E::TooLarge { .. } | E::Journal { .. } => Kind::Damaged,
        E::Link { .. } | E::ForeignLink { .. } | E::HardLink { .. } | E::NotRegular { .. } | E::NotDirectory { .. } => {
            Kind::UnsafePlace
        }
        E::Foreign { .. } | E::OpenDirectory { .. } | E::NotRoot => Kind::UnsafePlace,
        E::Exists { .. } => Kind::Conflict,
        E::Changed { .. } | E::Busy { .. } => Kind::Busy,
        E::NoSuchOwner { .. } => Kind::Usage,
    }
}

fn next_after(source: &io::Error) -> &'static str {
    match source.kind() {
        io::ErrorKind::NotFound => "check the path",
        io::ErrorKind::PermissionDenied => "check the permissions, or run the command as the owner",
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "make room on the disk, and run the command again",
        io::ErrorKind::InvalidFilename => "give a shorter name",
        io::ErrorKind::ReadOnlyFilesystem => "name a place on a file system that can be written",
        _ => "look after the disk, and run the command again",
    }
}

impl From<seal::Error> for Failure {
    fn from(error: seal::Error) -> Self {
        use seal::Error as E;
        let next = match &error {
            E::NotAge => "give the .age file that came by e-mail",
            E::UnknownVersion => "ask the sender for an age v1 file",
            E::TooLarge { .. } => "send large files by other means",
            E::HeaderTooLarge | E::TooManyStanzas | E::BadHeader { .. } | E::ExcessiveWork { .. } => {
                "do not trust this file: ask the sender, by another channel, what was sent"
            }
            E::BadArmor { .. } | E::Damaged => "get the file again: save the attachment itself, not its text",
            E::NeedsPassphrase => "leave -i away and give the passphrase",
            E::NeedsIdentity => "give the identity file with -i FILE",
            E::EmptyPassphrase => "give the passphrase of the second channel",
            E::WrongPassphrase => "compare the id in the text message with the bundle's, and type it again",
            E::NoMatch => "give the identity whose recipient the sender used, with -i FILE",
            E::NoRecipients => "give at least one recipient, with -r or -R",
            E::PassphraseNotGiven { .. } => {
                "run the command on a terminal, or give an identity file without a passphrase"
            }
            E::TooManyRecipients => "seal a bundle for each group of recipients",
            E::Recipient { .. } => "give an age1... or ssh-ed25519 public key",
            E::Identity { .. } => "give the file of an age or ssh-ed25519 secret key",
            E::Sealing => "run the command again",
        };
        Self::new(kind_of_seal(&error), error.to_string()).next(next)
    }
}

fn kind_of_seal(error: &seal::Error) -> Kind {
    use seal::Error as E;
    match error {
        E::WrongPassphrase | E::NoMatch | E::NeedsIdentity | E::NeedsPassphrase => Kind::WrongKey,
        E::PassphraseNotGiven { .. } => Kind::NoTerminal,
        E::NoRecipients | E::TooManyRecipients | E::Recipient { .. } | E::Identity { .. } | E::EmptyPassphrase => {
            Kind::Usage
        }
        E::Sealing => Kind::Failed,
        _ => Kind::Damaged,
    }
}

impl From<manifest::Error> for Failure {
    fn from(error: manifest::Error) -> Self {
        use manifest::Error as E;
        let failure = Self::new(Kind::Damaged, error.to_string());
        match error {
            E::NotAManifest => failure.next("restore the file with `akvault open BUNDLE -o FILE`"),
            E::Newer(_) => failure.next("update akvault"),
            E::Broken { .. } | E::Invalid(_) | E::ReceiptKey => failure.next("ask the sender to seal it again"),
            E::TooLarge => failure.next("shorten the holder, account or user"),
        }
    }
}

impl From<passphrase::Error> for Failure {
    fn from(error: passphrase::Error) -> Self {
        use passphrase::Error as E;
        let failure = Self::new(Kind::WrongKey, error.to_string());
        match error {
            E::UnknownWords(_) | E::WrongCount(_) | E::BadChecksum => {
                failure.next("compare with the text message, word for word")
            }
            E::OtherBundle { .. } => failure.next("find the e-mail and the text message that show the same id"),
            E::Weak { .. } => Self { kind: Kind::Usage, ..failure }
                .next("leave --passphrase-file away: a passphrase is then generated"),
            E::Unusable | E::Empty => Self { kind: Kind::Usage, ..failure }.next("give one line of text"),
        }
    }
}

impl From<intake::Error> for Failure {
    fn from(error: intake::Error) -> Self {
        use intake::Error as E;
        let kind = match error {
            E::Several { .. } => Kind::Usage,
            E::NotThere { .. } => Kind::NotFound,
            _ => Kind::Damaged,
        };
        let failure = Self::new(kind, error.to_string());
        match error {
            E::Several { .. } => failure.next("give --id with the whole AccessKey ID of the one that is meant"),
            E::NotThere { .. } => failure.next("check the AccessKey ID"),
            E::Unrecognised => failure.next("give --format with the kind of file; `akvault help formats` lists them"),
            E::Utf16 => failure.next("save it as UTF-8"),
            E::Empty | E::NotText { .. } => failure.next("give the file that the console or the API gave"),
            E::NoKey { .. } => failure.next("give a file that holds an AccessKey ID and its secret"),
            E::Broken { .. } | E::Invalid { .. } | E::Ambiguous { .. } => {
                failure.next("mend the file, or export it again")
            }
        }
    }
}

impl From<systemd_creds::Error> for Failure {
    fn from(error: systemd_creds::Error) -> Self {
        use systemd_creds::Error as E;
        let failure = Self::new(Kind::Failed, error.to_string());
        match error {
            E::NotHere => Self { kind: Kind::NotFound, ..failure }
                .next("give a file without `.cred` at its end: it becomes an EnvironmentFile"),
            E::NotSealed(_) => failure.next("run the command as root on the machine where the unit runs"),
            E::NotOpened(_) => Self { kind: Kind::Damaged, ..failure }
                .next("as root, on the machine that sealed it, give the credential under the name that it was sealed with; or move it away"),
            E::System(_) => Self { kind: Kind::InputOutput, ..failure }.next("run the command again"),
        }
    }
}

fn not_found(error: &vault::Error, near: Option<&Name>, list: &str) -> Failure {
    Failure::new(Kind::NotFound, error.to_string()).next(format!("{}`{list}` shows all names", question(near)))
}

impl From<vault::Error> for Failure {
    fn from(error: vault::Error) -> Self {
        use vault::Error as E;
        match error {
            E::File(error @ private_file::Error::Link { .. }) => Self::from(error).next(
                "name the directory that it leads to, with --home DIR; links inside the vault are never followed",
            ),
            E::File(error) => error.into(),
            E::NoSuchRecord(_, ref near) => not_found(&error, near.as_ref(), "akvault list"),
            E::NoSuchDevice(_, ref near) => not_found(&error, near.as_ref(), "akvault mfa list"),
            E::NoSuchPassword(_, ref near) => not_found(&error, near.as_ref(), "akvault password list"),
            E::DeviceExists(_) => Self::new(Kind::Conflict, error.to_string()).next("give another name"),
            E::NameTaken { .. } => Self::new(Kind::Conflict, error.to_string()).next("give another --name"),
            E::NotKept(_) => {
                Self::new(Kind::NotFound, error.to_string()).next("`akvault add NAME FILE --for HOLDER` keeps it")
            }
            E::NoVault(_) => Self::new(Kind::NotFound, error.to_string()).next("make one: akvault init"),
            E::VaultExists { .. } => Self::new(Kind::Conflict, error.to_string()).next(
                "`akvault passwd` changes its passphrase, `akvault rekey` its keys; --home DIR makes another one",
            ),
            E::Keys { .. } => Self::new(Kind::Damaged, error.to_string()).next("mend it, or restore it from a backup"),
            E::Secret { unfit: vault::Unfit::Seal(seal::Error::NoMatch), .. } => {
                Self::new(Kind::WrongKey, error.to_string())
                    .next("give the identity of one of the public keys that it was sealed to, with -i FILE")
            }
            E::Secret { unfit: vault::Unfit::Newer(_), .. } | E::Record { fault: vault::Fault::Newer(_), .. } => {
                Self::new(Kind::Damaged, error.to_string()).next("update akvault")
            }
            E::Secret { .. } => Self::new(Kind::Damaged, error.to_string())
                .next("restore the record from a backup; `akvault verify` lists every fault"),
            E::Record { .. } => {
                Self::new(Kind::Damaged, error.to_string()).next("restore the record from a backup, or mend it by hand")
            }
        }
    }
}

impl From<mfa::Error> for Failure {
    fn from(error: mfa::Error) -> Self {
        use mfa::Error as E;
        let (kind, next) = match &error {
            E::Algorithm | E::Digits | E::Period | E::Label | E::BeforeEpoch | E::TooMuch => {
                (Kind::Usage, "correct it, and run the command again")
            }
            E::Code(_) => (Kind::Usage, "type the digits that the device shows"),
            E::Empty | E::NotText | E::NotBase32 { .. } | E::TooLong | E::NotOtpauth | E::NotIssued { .. } => {
                (Kind::Damaged, "give a base32 seed, an otpauth URI, a picture of its QR code, or the API's answer")
            }
            E::Cut | E::SerialNumber => (Kind::Damaged, "copy it again, whole"),
            E::Hotp | E::UnknownType | E::Parameter { .. } | E::Md5 => {
                (Kind::Damaged, "enrol again where it was issued, with a time-based device")
            }
            E::BrokenUri(_) | E::BrokenMigration(_) => (Kind::Damaged, "export or copy it again"),
            E::Contradiction => (Kind::Damaged, "do not bind it: delete the device, and create another one"),
            E::OtherPicture(_) => (Kind::Damaged, "save it as PNG or JPEG"),
            E::BrokenPicture(_) => (Kind::Damaged, "save it again"),
            E::Utf16 => (Kind::Damaged, "save it as UTF-8"),
            E::HugePicture { .. } | E::NoCode | E::UnreadableCode | E::SeveralCodes(_) => {
                (Kind::Damaged, "take a picture of the one QR code, straight and large")
            }
            E::OtherCode => (Kind::Damaged, "give the picture that the console shows for a virtual MFA device"),
        };
        Self::new(kind, error.to_string()).next(next)
    }
}

impl From<keyring::Error> for Failure {
    fn from(error: keyring::Error) -> Self {
        Self::new(Kind::Failed, error.to_string())
            .next("give --passphrase-file FILE or -i IDENTITY to each command instead")
    }
}

impl From<terminal::Error> for Failure {
    fn from(error: terminal::Error) -> Self {
        use terminal::Error as E;
        match error {
            E::NoTerminal => Self::new(Kind::NoTerminal, error.to_string()).next("run it on a terminal"),
            E::Cancelled => {
                Self::new(Kind::Cancelled, error.to_string()).next("run the command again when you are ready")
            }
            E::NotText => Self::new(Kind::Usage, error.to_string()).next("type it again"),
            E::TooSmall { .. } => {
                Self::new(Kind::Failed, error.to_string()).next("make the window larger, or leave --qr away")
            }
            E::System(_) => Self::new(Kind::InputOutput, error.to_string()).next("run it on another terminal"),
        }
    }
}

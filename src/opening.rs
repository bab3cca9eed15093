//! How a bundle is read and opened: from a file or standard input, by passphrase or identity. What
//! `open` and `install` share.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::bundle::{BundleId, passphrase};
use crate::context::Context;
use crate::failure::{Failure, Kind};
use crate::harden;
use crate::private_file::{read_descriptor, read_file, read_stdin};
use crate::seal::{self, Identities, Sealed};
use crate::secret::Secret;

/// A passphrase file may hold a line, not a book: bytes.
const PASSPHRASE_CAP: usize = 64 * 1024;
/// The largest identity or recipients file, in bytes.
const KEY_FILE_CAP: usize = 1 << 20;
/// The most content of any age file that is opened, in bytes. A bundle of ours has at most
/// [`PAYLOAD_CAP`](crate::bundle::PAYLOAD_CAP).
pub const OPEN_CAP: usize = 20 << 20;
/// How often a terminal is asked for the passphrase.
const TRIES: u32 = 3;

/// What to do where nobody can type the passphrase.
pub const BY_PASSPHRASE: &str = "run it on a terminal, or give --passphrase-file FILE or --passphrase-fd N";

/// Where the passphrase or the identity comes from.
#[derive(Debug, Args)]
pub struct KeyArgs {
    /// Read the passphrase from the first line of FILE (- for standard input)
    #[arg(long, value_name = "FILE", group = "passphrase-source")]
    pub passphrase_file: Option<PathBuf>,
    /// Read the passphrase from the first line of the open file descriptor N
    #[arg(long, value_name = "N", group = "passphrase-source")]
    pub passphrase_fd: Option<u32>,
    /// Open with the age or ssh-ed25519 identity in FILE; may be given several times
    #[arg(short, long, value_name = "FILE", conflicts_with = "passphrase-source")]
    pub identity: Vec<PathBuf>,
}

/// A bundle that has been read, but not opened.
#[derive(Debug)]
pub struct Bundle {
    /// The age file.
    pub sealed: Sealed,
    /// What it is called.
    pub id: BundleId,
    /// Bytes as they lay on the disk.
    pub size: usize,
}

impl Bundle {
    /// Reads a bundle, or any age file, from a file or standard input (`-`), with at most `most`
    /// bytes of content.
    ///
    /// # Errors
    /// When it cannot be read or is no age file.
    pub fn read(path: &Path, most: usize) -> Result<Self, Failure> {
        let bytes = read_argument(path, seal::input_limit(most))?;
        let sealed = Sealed::parse_within(bytes.expose(), most)
            .map_err(|error| Failure::from(error).while_doing(&shown(path)))?;
        let id = BundleId::of(&sealed);
        Ok(Self { sealed, id, size: bytes.expose().len() })
    }

    /// Opens it: with the identities given, the passphrase given, or the one that is asked for.
    ///
    /// # Errors
    /// A wrong passphrase or identity, a damaged file, nobody to ask.
    pub fn open(&self, keys: &KeyArgs, context: &Context) -> Result<Secret<[u8]>, Failure> {
        if !keys.identity.is_empty() {
            let identities = read_identities(&keys.identity, context)?;
            return Ok(seal::open_with_identities(&self.sealed, &identities)?);
        }
        if self.sealed.work_factor().is_none() {
            return Err(seal::Error::NeedsIdentity.into());
        }
        match keys.passphrase()? {
            Some(given) => self.open_with(given),
            None => self.open_by_asking(context),
        }
    }

    fn open_with(&self, given: Secret) -> Result<Secret<[u8]>, Failure> {
        let passphrase = passphrase::interpret(given, &self.id, self.sealed.work_factor())?;
        self.sealed.work_factor().map_or(Ok(()), check_memory)?;
        Ok(seal::open_with_passphrase(&self.sealed, &passphrase)?)
    }

    /// Three tries, since words get mistyped; anything but a wrong passphrase ends it.
    fn open_by_asking(&self, context: &Context) -> Result<Secret<[u8]>, Failure> {
        let prompt = format!("Passphrase for bundle {}:", self.id);
        let ask = || context.ask_hidden(&prompt, BY_PASSPHRASE);
        for _ in 1..TRIES {
            match self.open_with(ask()?) {
                Err(failure) if failure.kind() == Kind::WrongKey => {
                    context.output.error(&failure.to_string());
                    context.terminal.forget_typed();
                }
                answer => return answer,
            }
        }
        self.open_with(ask()?)
    }
}

impl KeyArgs {
    /// The passphrase that was given by file or descriptor.
    ///
    /// # Errors
    /// When it cannot be read or is no text.
    pub fn passphrase(&self) -> Result<Option<Secret>, Failure> {
        read_passphrase(self.passphrase_file.as_deref(), self.passphrase_fd)
    }

    /// Whether a passphrase or an identity was given.
    pub fn is_given(&self) -> bool {
        !self.identity.is_empty() || self.passphrase_file.is_some() || self.passphrase_fd.is_some()
    }

    /// Refuses keys for a run that opens nothing.
    ///
    /// # Errors
    /// A usage error.
    pub fn refuse_without(&self, option: &str) -> Result<(), Failure> {
        if !self.is_given() {
            return Ok(());
        }
        Err(Failure::new(Kind::Usage, format!("without {option} nothing is opened, and no key is needed"))
            .next(format!("give {option} too, or leave the passphrase and the identity away")))
    }

    /// Whether the passphrase comes from standard input, which then serves nothing else.
    pub fn uses_stdin(&self) -> bool {
        self.passphrase_file.as_deref().is_some_and(is_dash) || self.passphrase_fd == Some(0)
    }

    /// Refuses standard input for two purposes.
    ///
    /// # Errors
    /// A usage error.
    pub fn check_stdin(&self, argument: &Path) -> Result<(), Failure> {
        let identities = self.identity.iter().filter(|path| is_dash(path)).count();
        let uses = [usize::from(is_dash(argument)), usize::from(self.uses_stdin()), identities];
        if uses.into_iter().sum::<usize>() > 1 {
            return Err(stdin_twice());
        }
        Ok(())
    }
}

/// Standard input was asked for twice.
pub fn stdin_twice() -> Failure {
    Failure::new(Kind::Usage, "standard input can serve one purpose only").next("give one of the two as a file")
}

/// The first line of a file or descriptor: one line end is cut, nothing is trimmed.
///
/// # Errors
/// When it cannot be read or is no text.
pub fn read_passphrase(file: Option<&Path>, descriptor: Option<u32>) -> Result<Option<Secret>, Failure> {
    let bytes = match (file, descriptor) {
        (Some(path), _) => read_argument(path, PASSPHRASE_CAP)?,
        (None, Some(number)) => read_descriptor(number, PASSPHRASE_CAP)?,
        (None, None) => return Ok(None),
    };
    let text = bytes.into_text().map_err(|_| Failure::new(Kind::Usage, "the passphrase is not UTF-8 text"))?;
    let line = text.expose().split('\n').next().unwrap_or_default();
    Ok(Some(Secret::from(line.strip_suffix('\r').unwrap_or(line))))
}

/// Whether scrypt's memory, 2^`log_n` KiB, may be taken.
///
/// # Errors
/// When a limit of this process forbids it.
pub fn check_memory(log_n: u8) -> Result<(), Failure> {
    let needed = 1_u64.checked_shl(u32::from(log_n).saturating_add(10)).unwrap_or(u64::MAX);
    if harden::has_room_for(needed) { Ok(()) } else { Err(Failure::no_memory(needed >> 20)) }
}

/// Reads a file argument, where `-` is standard input.
///
/// # Errors
/// When it cannot be read.
pub fn read_argument(path: &Path, cap: usize) -> Result<Secret<[u8]>, Failure> {
    Ok(if is_dash(path) { read_stdin(cap)? } else { read_file(path, cap)? })
}

/// A text file of keys.
///
/// # Errors
/// When it cannot be read or is no text.
pub fn read_key_file(path: &Path) -> Result<Secret, Failure> {
    let bytes = read_argument(path, KEY_FILE_CAP)?;
    bytes.into_text().map_err(|_| Failure::new(Kind::Usage, format!("{}: this is not UTF-8 text", shown(path))))
}

/// The identities in these files; their passphrases are asked for.
///
/// # Errors
/// When one cannot be read, or is none.
pub fn read_identities(files: &[PathBuf], context: &Context) -> Result<Identities, Failure> {
    let mut all = Identities::default();
    for file in files {
        let bytes = read_argument(file, KEY_FILE_CAP)?;
        let mut refusal = None;
        let mut ask = |what: seal::Ask<'_>| match context.terminal.ask_hidden(&format!("The {what}:")) {
            Ok(passphrase) => Some(passphrase),
            Err(error) => {
                refusal = Some(error);
                None
            }
        };
        let parsed = Identities::parse(&bytes, &shown(file), &mut ask);
        match (parsed, refusal) {
            (Ok(identities), _) => all.extend(identities),
            (Err(seal::Error::PassphraseNotGiven { .. }), Some(refusal)) => return Err(refusal.into()),
            (Err(error), _) => return Err(error.into()),
        }
    }
    Ok(all)
}

/// Whether a file argument means standard input or output.
pub fn is_dash(path: &Path) -> bool {
    path == Path::new("-")
}

fn shown(path: &Path) -> String {
    if is_dash(path) { "standard input".to_owned() } else { path.display().to_string() }
}

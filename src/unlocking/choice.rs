//! A new passphrase for the vault: given in a file, typed twice, or made here and shown once.

use std::path::{Path, PathBuf};

use crate::bundle::passphrase;
use crate::context::Context;
use crate::failure::{Failure, Kind};
use crate::opening::{is_dash, read_passphrase};
use crate::private_file::{Error, Policy, Staged, Target};
use crate::secret::Secret;

/// How often a terminal is asked for a good passphrase.
const TRIES: u32 = 3;

/// What the options say.
#[derive(Debug, Clone, Copy)]
pub struct Choice<'a> {
    /// It stands in the first line of this file.
    pub file: Option<&'a Path>,
    /// Or of this descriptor.
    pub descriptor: Option<u32>,
    /// It is made here and shown.
    pub generate: bool,
    /// It is made here and written into this new file.
    pub out: Option<&'a PathBuf>,
}

/// A new passphrase.
#[derive(Debug)]
pub struct Chosen {
    /// The text that derives the key.
    pub passphrase: Secret,
    /// The new file that it goes into.
    out: Option<PathBuf>,
    is_made_here: bool,
}

impl Choice<'_> {
    /// Whether the passphrase comes from standard input.
    pub fn uses_stdin(&self) -> bool {
        self.file.is_some_and(is_dash) || self.descriptor == Some(0)
    }

    /// Decides on one. A generated one needs somebody or some file to take it, so that is looked
    /// after first.
    ///
    /// # Errors
    /// When it can be guessed, is not typed twice alike, or nobody is there to type or read it.
    pub fn decide(&self, context: &Context) -> Result<Chosen, Failure> {
        if self.out.is_some_and(|out| is_dash(out)) {
            return Err(Failure::new(Kind::Usage, "the passphrase never goes to standard output")
                .next("give --passphrase-out FILE"));
        }
        self.out.map_or(Ok(()), |out| context.keep_out_of_vault(out))?;
        self.out.map_or(Ok(()), |out| refuse_existing(out, Target::look(out, Policy::strict())?.is_some()))?;
        if self.generate {
            context.require_screen("the passphrase", "give --passphrase-out FILE")?;
        }
        if self.generate || self.out.is_some() {
            let passphrase = passphrase::from_entropy(&context.random()?);
            return Ok(Chosen { passphrase, out: self.out.cloned(), is_made_here: true });
        }
        let passphrase = match read_passphrase(self.file, self.descriptor)? {
            Some(given) => judged(given)?,
            None => typed_twice(context)?,
        };
        Ok(Chosen { passphrase, out: None, is_made_here: false })
    }
}

impl Chosen {
    /// Shows a passphrase that was made here and goes into no file, once.
    ///
    /// # Errors
    /// After Ctrl-C or Ctrl-D.
    pub fn show_once(&self, context: &Context) -> Result<(), Failure> {
        if !self.is_made_here || self.out.is_some() {
            return Ok(());
        }
        let screen = Secret::from(format!(
            "This is the passphrase of the vault. Nobody can find it out for you later:\n\n{}\n\n\
             Press any key once it is noted: the screen is cleared then.\n",
            self.passphrase.expose(),
        ));
        Ok(context.terminal.show_once(&screen, None)?)
    }

    /// The file with the passphrase, waiting to be committed before `identity`, in another directory
    /// than that one.
    ///
    /// # Errors
    /// When both would lie together, or it cannot be written.
    pub fn stage(self, identity: &Staged) -> Result<Option<Staged>, Failure> {
        let Some(path) = &self.out else { return Ok(None) };
        let target = Target::open(path, Policy::strict())?;
        refuse_existing(path, target.before().is_some())?;
        let mut line = String::with_capacity(self.passphrase.expose().len().saturating_add(1));
        line.push_str(self.passphrase.expose());
        line.push('\n');
        let staged = target.stage(Secret::from(line).expose().as_bytes())?;
        let vault = identity.path();
        if vault.parent().is_some_and(|vault| staged.path().starts_with(vault)) {
            return Err(Failure::new(Kind::Usage, "the passphrase may not lie in the vault")
                .next("give --passphrase-out a file in another directory"));
        }
        Ok(Some(staged))
    }
}

fn refuse_existing(path: &Path, exists: bool) -> Result<(), Failure> {
    if exists { Err(Error::Exists { path: path.to_owned() }.into()) } else { Ok(()) }
}

fn judged(chosen: Secret) -> Result<Secret, Failure> {
    passphrase::judge(&chosen).map_err(|error| match error {
        passphrase::Error::Weak { .. } => {
            Failure::from(error).next("choose a longer one, or let --generate make one of twelve words")
        }
        other => other.into(),
    })?;
    Ok(chosen)
}

/// Three tries for a good one that is typed twice alike.
fn typed_twice(context: &Context) -> Result<Secret, Failure> {
    for _ in 1..TRIES {
        match typed(context) {
            Err(failure) if failure.kind() == Kind::Usage => {
                context.output.error(&failure.to_string());
                context.terminal.forget_typed();
            }
            answer => return answer,
        }
    }
    typed(context)
}

fn typed(context: &Context) -> Result<Secret, Failure> {
    let otherwise = "run it on a terminal, or let --passphrase-out FILE make one";
    let first = judged(context.ask_hidden("New passphrase for the vault:", otherwise)?)?;
    let second = context.ask_hidden("The same again:", otherwise)?;
    if first.same_as(&second) {
        return Ok(first);
    }
    Err(Failure::new(Kind::Usage, "the two passphrases are not the same").next("type the same one twice"))
}

//! The command by which an External profile asks the vault for a key: what `install --external` writes
//! into `process_command`, and `check` reads there.

use std::fmt;

use super::Name;

/// The command, of words without spaces or quotes: clients do not agree on how to split others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CredentialProcess {
    /// Where akvault is.
    pub program: String,
    /// The record that keeps the key.
    pub name: Name,
    /// The vault's directory.
    pub home: Option<String>,
    /// What unlocks the vault without asking.
    pub passphrase_file: Option<String>,
    /// The same, as identities.
    pub identities: Vec<String>,
}

const VERB: &str = "credential-process";
const HOME: &str = "--home";
const PASSPHRASE_FILE: &str = "--passphrase-file";
const IDENTITY: &str = "-i";

impl CredentialProcess {
    /// Reads such a command; nothing of one that is not ours, or that somebody has changed.
    pub fn parse(command: &str) -> Option<Self> {
        let mut words = command.split(' ').map(str::to_owned);
        let program = words.next()?;
        words.next().filter(|verb| verb == VERB)?;
        let name = Name::new(&words.next()?).ok()?;
        let mut process = Self { program, name, home: None, passphrase_file: None, identities: Vec::new() };
        while let Some(option) = words.next() {
            match option.as_str() {
                HOME => process.home = Some(words.next()?),
                PASSPHRASE_FILE => process.passphrase_file = Some(words.next()?),
                IDENTITY => process.identities.push(words.next()?),
                _ => return None,
            }
        }
        Some(process)
    }

    /// The files without which it gives no key.
    pub fn needs(&self) -> impl Iterator<Item = &str> {
        [&self.program].into_iter().chain(&self.passphrase_file).chain(&self.identities).map(String::as_str)
    }
}

impl fmt::Display for CredentialProcess {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {VERB} {}", self.program, self.name)?;
        let home = self.home.iter().map(|home| (HOME, home));
        let file = self.passphrase_file.iter().map(|file| (PASSPHRASE_FILE, file));
        let identities = self.identities.iter().map(|identity| (IDENTITY, identity));
        home.chain(file).chain(identities).try_for_each(|(option, value)| write!(f, " {option} {value}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        for command in [
            "/usr/bin/akvault credential-process alice",
            "/usr/bin/akvault credential-process alice --home /v --passphrase-file /p",
            "/usr/bin/akvault credential-process a.b-c --home /v -i /one -i /two",
        ] {
            assert_eq!(CredentialProcess::parse(command).unwrap().to_string(), command);
        }
    }

    #[test]
    fn another_command_is_none() {
        for command in
            ["", "akvault", "vendor get alice", "akvault credential-process ../a", "a credential-process b --x"]
        {
            assert_eq!(CredentialProcess::parse(command), None, "{command}");
        }
    }
}

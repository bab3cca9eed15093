//! Encrypted credentials of systemd (systemd-creds(1)): sealed to this machine, opened for one unit.
//!
//! Their format is systemd's own, so systemd's own program seals and opens them. It is the only
//! program that is started here, and only because the person named a `.cred` file: by its place in the
//! system and not by `PATH`, without the environment, the content through pipes.

use std::io::{self, Read as _, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::secret::Secret;

/// Where distributions put it.
const PROGRAMS: [&str; 2] = ["/usr/bin/systemd-creds", "/bin/systemd-creds"];
/// More than the largest config file is, encrypted, in bytes.
const CAP: u64 = 4 << 20;

/// Why a credential was not sealed or opened.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No such program on this machine.
    #[error("there is no systemd-creds on this machine")]
    NotHere,
    /// It said no, in its own words.
    #[error("systemd-creds says: {0}")]
    Refused(String),
    /// It could not be started, or talked to.
    #[error("systemd-creds cannot be run: {0}")]
    System(#[from] io::Error),
}

/// Seals `text` to this machine, to be loaded under `name`: systemd refuses it under any other.
///
/// # Errors
/// See [`Error`].
pub fn encrypt(name: &str, text: &Secret) -> Result<Secret<[u8]>, Error> {
    run("encrypt", name, text.expose().as_bytes())
}

/// What a credential of this machine holds.
///
/// # Errors
/// See [`Error`].
pub fn decrypt(name: &str, sealed: &Secret<[u8]>) -> Result<Secret<[u8]>, Error> {
    run("decrypt", name, sealed.expose())
}

fn program() -> Option<&'static Path> {
    PROGRAMS.iter().map(Path::new).find(|program| program.exists())
}

/// It reads all of its input before it writes, so neither side waits for the other.
fn run(verb: &str, name: &str, input: &[u8]) -> Result<Secret<[u8]>, Error> {
    let mut command = Command::new(program().ok_or(Error::NotHere)?);
    command.env_clear().arg(verb).arg(format!("--name={name}")).args(["-", "-"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    let fed = child.stdin.take().map_or(Ok(()), |mut pipe| pipe.write_all(input));
    let (output, words) = (drain(child.stdout.take())?, drain(child.stderr.take())?);
    finish(child, &words)?;
    fed?;
    Ok(output.into())
}

fn drain(pipe: Option<impl io::Read>) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    pipe.map_or(Ok(0), |pipe| pipe.take(CAP).read_to_end(&mut bytes))?;
    Ok(bytes)
}

fn finish(mut child: Child, words: &[u8]) -> Result<(), Error> {
    if child.wait()?.success() {
        return Ok(());
    }
    let words = String::from_utf8_lossy(words);
    Err(Error::Refused(words.lines().last().unwrap_or("nothing").trim().to_owned()))
}

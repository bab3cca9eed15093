//! A home of its own for each test, and the programs run in it.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::Duration;

use expectrl::process::unix::WaitStatus;
use expectrl::session::OsSession;
use expectrl::{Eof, Expect as _, Session};
use tempfile::TempDir;

pub(super) const ID: &str = "LTAI5tEXAMPLEexample0001";
pub(super) const SECRET: &str = "EXAMPLEexampleEXAMPLEexample01";

/// A directory that is HOME, and goes away with the test.
pub(super) struct World(TempDir);

impl World {
    pub(super) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub(super) fn folder(&self, name: &str) -> PathBuf {
        fs::create_dir_all(self.path(name)).unwrap();
        self.path(name)
    }

    pub(super) fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::write(&path, content).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
        path
    }

    pub(super) fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).unwrap()
    }

    /// A program in this home, which is also its working directory; of the environment it gets PATH alone.
    pub(super) fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        command.current_dir(self.0.path()).env_clear().env("HOME", self.0.path()).env("TERM", "xterm-256color");
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command
    }

    pub(super) fn akvault(&self) -> Command {
        self.command(env!("CARGO_BIN_EXE_akvault"))
    }

    /// Seals the sample AccessKey into `bundle.age`, with its passphrase in `words/sms`, which is returned.
    pub(super) fn seal_key(&self, more: &[&str]) -> String {
        let source = self.write("AccessKey.csv", format!("AccessKey ID,AccessKey Secret\r\n{ID},{SECRET}\r\n"));
        let sms = self.folder("words").join("sms");
        let mut seal = self.akvault();
        seal.arg("seal").arg(source).args(["--for", "shop", "--region", "cn-hangzhou", "--out", "bundle.age"]);
        succeed(seal.arg("--passphrase-out").arg(sms).args(more));
        words(&String::from_utf8(self.read("words/sms")).unwrap())
    }
}

/// The passphrase in the text of the second channel.
pub(super) fn words(text: &str) -> String {
    text.trim_end().split_once(": ").unwrap().1.to_owned()
}

/// Runs a program that must be there and must succeed; gives what it printed.
pub(super) fn succeed(command: &mut Command) -> String {
    let output = run(command);
    let talk = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}: {}\n{talk}", output.status);
    String::from_utf8_lossy(&output.stdout).into_owned()
}

pub(super) fn run(command: &mut Command) -> Output {
    command.output().unwrap_or_else(|error| panic!("{} cannot be run: {error}", program(command)))
}

/// Runs a program on a terminal of its own, answers its prompts in their order, and gives what it printed after them.
pub(super) fn converse(command: Command, answers: &[(&str, &str)]) -> String {
    let mut session = on_a_terminal(command);
    for (prompt, answer) in answers {
        session.expect(prompt).unwrap_or_else(|error| panic!("waiting for {prompt:?}: {error}"));
        session.send_line(answer).unwrap();
    }
    let rest = session.expect(Eof).unwrap();
    let rest = String::from_utf8_lossy(rest.before()).into_owned();
    let status = session.get_process().wait().unwrap();
    assert!(matches!(status, WaitStatus::Exited(_, 0)), "{status:?}: {rest}");
    rest
}

/// A terminal that is large enough for a QR code.
pub(super) fn on_a_terminal(command: Command) -> OsSession {
    let name = program(&command);
    let mut session = Session::spawn(command).unwrap_or_else(|error| panic!("{name} cannot be run: {error}"));
    session.set_expect_timeout(Some(Duration::from_mins(1)));
    session.get_process_mut().set_window_size(200, 100).unwrap();
    session
}

fn program(command: &Command) -> String {
    Path::new(command.get_program()).display().to_string()
}

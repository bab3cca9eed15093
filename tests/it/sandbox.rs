//! A world of its own for each test: a directory with a home, a cleared environment, no terminal;
//! and what a run of the program gave.
//!
//! The real program runs in it through [`Sandbox::run`], with a terminal through
//! [`terminal`](crate::terminal), and in this process, with a clock that stands still, through
//! [`Sandbox::run_on`].

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::Write as _;
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use akvault::bundle::Sealing;
use akvault::context::{Clock, Context, Places};
use akvault::domain::HostLabel;
use akvault::output::{Output, Style};
use akvault::seal::WorkFactor;
use akvault::terminal::Terminal;

use crate::schemas;

pub(crate) const ID: &str = "LTAI5tEXAMPLEexample0001";
pub(crate) const SECRET: &str = "EXAMPLEexampleEXAMPLEexample01";
pub(crate) const MASKED: &str = "LTAI****0001";
pub(crate) const OTHER_ID: &str = "LTAI5tEXAMPLEexample0002";
pub(crate) const OTHER_SECRET: &str = "EXAMPLEexampleEXAMPLEexample02";
/// Somebody for whom most keys are sealed.
pub(crate) const ALICE: &str = "alice@example.com";
/// Chosen by a person, and good enough.
pub(crate) const CHOSEN: &str = "korrekt2 Pferd! Batterie; Heftklammer 77";

/// What the console's download looks like.
pub(crate) fn csv(id: &str, secret: &str) -> String {
    format!("\u{feff}\"AccessKey ID\",\"AccessKey Secret\"\r\n\"{id}\",\"{secret}\"\r\n")
}

/// The bytes that whole groups of base32 stand for.
pub(crate) fn base32_bytes(text: &str) -> Vec<u8> {
    let value = |symbol: u8| if symbol.is_ascii_digit() { symbol - b'2' + 26 } else { symbol - b'A' };
    let group = |group: &[u8]| {
        group.iter().fold(0_u64, |bits, symbol| bits << 5 | u64::from(value(*symbol))).to_be_bytes()[3..].to_vec()
    };
    text.as_bytes().chunks(8).flat_map(group).collect()
}

/// A directory that is the whole world of one test. The program runs in `work`; `home` and `vault`
/// lie beside it. All is 0700, below a sticky `/tmp`.
pub(crate) struct Sandbox {
    root: tempfile::TempDir,
}

/// Every file of a sandbox but the locks, which stay by design: kind, mode, inode and content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Inventory(BTreeMap<PathBuf, (String, Vec<u8>)>);

impl Inventory {
    /// The files with this in their content.
    pub(crate) fn holding(&self, needle: &[u8]) -> Vec<&PathBuf> {
        let holds = |(_, (_, content)): &(&PathBuf, &(String, Vec<u8>))| {
            content.windows(needle.len()).any(|window| window == needle)
        };
        self.0.iter().filter(holds).map(|(path, _)| path).collect()
    }
}

impl Sandbox {
    pub(crate) fn new() -> Self {
        let root = tempfile::Builder::new().prefix("akvault-it-").tempdir().unwrap();
        let sandbox = Self { root };
        for directory in ["cwd", "home"] {
            make_directory(&sandbox.root().join(directory));
        }
        sandbox
    }

    /// One with the console's download in `AccessKey.csv`, and a key pair in `identity.txt` and
    /// `recipients.txt`.
    pub(crate) fn with_key() -> Self {
        let sandbox = Self::new();
        sandbox.write("AccessKey.csv", csv(ID, SECRET));
        sandbox.write_key_pair();
        sandbox
    }

    fn root(&self) -> PathBuf {
        self.root.path().canonicalize().unwrap()
    }

    /// A place in the working directory.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.root().join("cwd").join(name)
    }

    /// A place in the home directory.
    pub(crate) fn home(&self, name: &str) -> PathBuf {
        self.root().join("home").join(name)
    }

    /// A place in the vault.
    pub(crate) fn vault(&self, name: &str) -> PathBuf {
        self.root().join("vault").join(name)
    }

    /// Makes a file, 0600, and its directories, 0700.
    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        write_private(&self.path(name), content.as_ref());
    }

    pub(crate) fn read(&self, name: &str) -> String {
        String::from_utf8(self.bytes(name)).unwrap()
    }

    pub(crate) fn bytes(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).unwrap()
    }

    /// The permission bits.
    pub(crate) fn mode(&self, name: &str) -> u32 {
        mode_of(&self.path(name))
    }

    pub(crate) fn set_mode(&self, name: &str, mode: u32) {
        fs::set_permissions(self.path(name), fs::Permissions::from_mode(mode)).unwrap();
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.path(name).symlink_metadata().is_ok()
    }

    /// The names in a directory, locks apart, sorted.
    pub(crate) fn names(&self, directory: &str) -> Vec<String> {
        let Ok(entries) = fs::read_dir(self.path(directory)) else { return Vec::new() };
        let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<String> = names.filter(|name| !is_lock(Path::new(name))).collect();
        names.sort();
        names
    }

    /// A new X25519 key pair in `identity.txt` and `recipients.txt`. Gives the public key.
    pub(crate) fn write_key_pair(&self) -> String {
        let pair = akvault::seal::generate();
        self.write("identity.txt", pair.secret.expose());
        self.write("recipients.txt", &pair.recipient);
        pair.recipient
    }

    /// Seals `AccessKey.csv` to the key pair, with a ledger of its own, and gives the bundle's path.
    /// Takes no time: no passphrase is stretched.
    #[track_caller]
    pub(crate) fn bundle(&self, more: &[&str]) -> String {
        let count = self.names("mail").len();
        let path = format!("mail/{count}.age");
        let mut arguments = vec!["seal", "AccessKey.csv", "--home", "operator", "-R", "recipients.txt", "--out", &path];
        arguments.extend(more);
        if !more.contains(&"--for") {
            arguments.extend(["--for", ALICE]);
        }
        self.run(&arguments).succeeds();
        path
    }

    /// As [`Sandbox::bundle`], with another key in `AccessKey.csv`.
    #[track_caller]
    pub(crate) fn bundle_of(&self, id: &str, secret: &str, more: &[&str]) -> String {
        self.write("AccessKey.csv", csv(id, secret));
        self.bundle(more)
    }

    /// Runs the program without a terminal and with nothing on standard input.
    #[track_caller]
    pub(crate) fn run(&self, arguments: &[&str]) -> Outcome {
        self.run_with_input(arguments, b"")
    }

    #[track_caller]
    pub(crate) fn run_with_input(&self, arguments: &[&str], input: &[u8]) -> Outcome {
        let mut command = without_terminal(program());
        command.args(arguments);
        self.finish(command, input)
    }

    /// Runs with these variables in the environment beside those of every run.
    #[track_caller]
    pub(crate) fn run_with_variables(&self, variables: &[(&str, &str)], arguments: &[&str]) -> Outcome {
        let mut command = without_terminal(program());
        command.args(arguments);
        self.world(&mut command);
        command.envs(variables.iter().copied());
        complete(command, b"")
    }

    /// Runs a line of shell in which `"$0"` is the program: for descriptors and umasks.
    #[track_caller]
    pub(crate) fn shell(&self, line: &str) -> Outcome {
        let mut command = without_terminal("sh");
        command.args([OsStr::new("-c"), line.as_ref(), program()]);
        self.finish(command, b"")
    }

    /// Runs, and is refused with this exit code: with nothing on standard output, an error that says
    /// what was left unchanged, and not one file made, changed or removed.
    #[track_caller]
    pub(crate) fn refuses(&self, code: u8, arguments: &[&str]) -> Refused {
        let before = self.inventory();
        let refused = self.run(arguments).fails(code);
        self.assert_unchanged(&before);
        refused
    }

    /// Runs in this process, on a day and with next to no work for passphrases. This process stands
    /// elsewhere, so an argument `@NAME` is that place in the working directory.
    #[track_caller]
    pub(crate) fn run_on(&self, day: &str, arguments: &[&str]) -> Outcome {
        let style = Style { json: arguments.contains(&"--json"), ..Style::default() };
        let cheap = WorkFactor::new(2).unwrap();
        let home = |name: &str| self.root().join(name);
        let placed = |argument: &&str| match argument.strip_prefix('@') {
            Some(name) => self.path(name).into_os_string(),
            None => argument.into(),
        };
        let arguments: Vec<OsString> = std::iter::once(&"akvault").chain(arguments).map(placed).collect();
        let named = arguments.iter().skip_while(|argument| *argument != "--home").nth(1);
        let context = Context {
            places: Places {
                home: Some(home("home")),
                vault: Some(named.map_or_else(|| home("vault"), PathBuf::from)),
                variable: |_| None,
                login: || "olga".to_owned(),
                host: Some(HostLabel::new("web-1").unwrap()),
            },
            clock: Clock::Fixed(format!("{day}T12:00:00Z").parse().unwrap()),
            terminal: Terminal::new(false, None),
            output: Output::captured(style),
            sealing: Sealing { generated: cheap, chosen: cheap },
            successor: RefCell::default(),
            has_locked: Cell::default(),
        };
        let code = akvault::cli::run_in(&context, &arguments);
        let taken = context.output.taken();
        schemas::check(&arguments, &taken.out);
        Outcome { code: i32::from(code), out: taken.out, err: taken.err, raw: Vec::new() }
    }

    /// A command in this world: cleared environment, working directory.
    pub(crate) fn world(&self, command: &mut Command) {
        command.env_clear().current_dir(self.path(""));
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.env("HOME", self.root().join("home")).env("AKVAULT_HOME", self.root().join("vault"));
        command.env("TERM", "xterm-256color").env("RUST_BACKTRACE", "full");
    }

    #[track_caller]
    fn finish(&self, mut command: Command, input: &[u8]) -> Outcome {
        self.world(&mut command);
        complete(command, input)
    }

    /// All files that there are.
    pub(crate) fn inventory(&self) -> Inventory {
        let mut files = BTreeMap::new();
        let mut pending = vec![self.root()];
        while let Some(directory) = pending.pop() {
            for entry in fs::read_dir(&directory).unwrap() {
                let path = entry.unwrap().path();
                let stat = path.symlink_metadata().unwrap();
                if stat.is_dir() {
                    pending.push(path);
                } else if !is_lock(&path) {
                    let kind = format!("mode {:o}, inode {}", stat.mode(), stat.ino());
                    let content = if stat.is_file() { fs::read(&path).unwrap() } else { Vec::new() };
                    files.insert(path, (kind, content));
                }
            }
        }
        Inventory(files)
    }

    /// Not one file was made, changed, replaced or removed since.
    #[track_caller]
    pub(crate) fn assert_unchanged(&self, before: &Inventory) {
        let after = self.inventory();
        let differs = |path: &&PathBuf| before.0.get(*path) != after.0.get(*path);
        let different: Vec<&PathBuf> = before.0.keys().chain(after.0.keys()).filter(differs).collect();
        assert!(different.is_empty(), "changed: {different:#?}");
    }
}

/// What a run gave.
#[must_use = "a run that nobody looks at proves nothing"]
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
    /// Standard output as bytes, from a real process.
    pub(crate) raw: Vec<u8>,
}

impl Outcome {
    /// Exit code 0. Gives standard output.
    #[track_caller]
    pub(crate) fn succeeds(self) -> String {
        assert_eq!(self.code, 0, "{self:#?}");
        self.out
    }

    /// The same as JSON of schema 1.
    #[track_caller]
    pub(crate) fn json(self) -> serde_json::Value {
        let value: serde_json::Value = serde_json::from_str(&self.succeeds()).unwrap();
        assert_eq!(value["schema"], 1);
        value
    }

    /// This exit code, nothing on standard output, and an error that says what was left unchanged, or
    /// what to do next.
    #[track_caller]
    pub(crate) fn fails(self, code: u8) -> Refused {
        assert_eq!((self.code, self.out.as_str()), (i32::from(code), ""), "{self:#?}");
        assert!(self.err.contains("akvault: error: "), "{self:#?}");
        let helps = ["\n  unchanged: ", "\n  next: "].iter().any(|help| self.err.contains(help));
        assert!(helps, "{self:#?}");
        Refused { err: self.err }
    }

    /// Standard error holds each of these.
    #[track_caller]
    pub(crate) fn says(self, fragments: &[&str]) -> Self {
        for fragment in fragments {
            assert!(self.err.contains(fragment), "`{fragment}` is not in {self:#?}");
        }
        self
    }

    /// Standard output holds each of these.
    #[track_caller]
    pub(crate) fn shows(self, fragments: &[&str]) -> Self {
        for fragment in fragments {
            assert!(self.out.contains(fragment), "`{fragment}` is not in {self:#?}");
        }
        self
    }
}

/// What a run said that was refused as it should be.
#[derive(Debug)]
pub(crate) struct Refused {
    pub(crate) err: String,
}

impl Refused {
    /// Standard error holds each of these.
    #[track_caller]
    pub(crate) fn says(self, fragments: &[&str]) -> Self {
        for fragment in fragments {
            assert!(self.err.contains(fragment), "`{fragment}` is not in {self:#?}");
        }
        self
    }
}

#[track_caller]
fn complete(mut command: Command, input: &[u8]) -> Outcome {
    // Those of the program, whatever it is started by.
    let arguments: Vec<OsString> = std::iter::once(command.get_program())
        .chain(command.get_args())
        .skip_while(|word| *word != program())
        .map(OsStr::to_owned)
        .collect();
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // A program that does not read its input closes it.
    drop(child.stdin.take().unwrap().write_all(input));
    let output = child.wait_with_output().unwrap();
    schemas::check(&arguments, &String::from_utf8_lossy(&output.stdout));
    Outcome {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
        raw: output.stdout,
    }
}

pub(crate) fn program() -> &'static OsStr {
    OsStr::new(env!("CARGO_BIN_EXE_akvault"))
}

/// A session of its own has no terminal to ask on, whether the tests have one or not. Where there is
/// no `setsid`, the tests are run without a terminal, as in CI.
fn without_terminal(program: impl AsRef<OsStr>) -> Command {
    let setsid = Path::new("/usr/bin/setsid");
    if setsid.exists() {
        let mut command = Command::new(setsid);
        command.arg("--wait").arg(program.as_ref());
        return command;
    }
    Command::new(program)
}

pub(crate) fn make_directory(path: &Path) {
    fs::DirBuilder::new().recursive(true).mode(0o700).create(path).unwrap();
}

pub(crate) fn make_fifo(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
}

pub(crate) fn write_private(path: &Path, content: &[u8]) {
    make_directory(path.parent().unwrap());
    let mut file = fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(path).unwrap();
    file.write_all(content).unwrap();
}

pub(crate) fn mode_of(path: &Path) -> u32 {
    path.symlink_metadata().unwrap().mode() & 0o7777
}

/// Lock files are empty and stay, since to remove one would race.
fn is_lock(path: &Path) -> bool {
    let name = path.file_name().and_then(OsStr::to_str).unwrap_or_default();
    name.starts_with('.') && path.extension().is_some_and(|extension| extension == "lock")
}

/// The arguments that install a bundle to the key pair for the aliyun CLI in the home directory.
pub(crate) fn to_install(bundle: &str) -> Vec<&str> {
    vec!["install", bundle, "-i", "identity.txt", "--client", "aliyun", "--region", "cn-hangzhou"]
}

/// The id in the path of a bundle that was put into a directory.
pub(crate) fn id_in(name: &str) -> &str {
    name.strip_suffix(".age").unwrap()
}

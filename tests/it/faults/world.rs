//! A sandbox on the disk with a home, a vault and the files that the verbs work on.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::os::unix::process::ExitStatusExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

pub(super) const BIN: &str = env!("CARGO_BIN_EXE_akvault");
pub(super) const ID: &str = "LTAI5tEXAMPLEexample0001";
pub(super) const SECRET: &str = "EXAMPLEexampleEXAMPLEexample01";
/// A secret of somebody else that stands in the config files before.
pub(super) const FOREIGN_SECRET: &str = "FOREIGNforeignFOREIGNforeign02";
/// After so many seconds a run counts as hanging.
const PATIENCE: &str = "30";

/// A directory of its own; removed when dropped.
pub(super) struct World {
    pub(super) root: PathBuf,
    _holder: Option<tempfile::TempDir>,
}

/// How a run ended.
#[derive(Debug, Clone)]
pub(super) struct Ran {
    /// The exit code; 128 and the signal's number after a signal.
    pub(super) code: i32,
    pub(super) out: String,
    pub(super) err: String,
}

impl Ran {
    pub(super) fn of(output: &Output) -> Self {
        let signal = output.status.signal().map_or(-1, |signal| 128 + signal);
        Self {
            code: output.status.code().unwrap_or(signal),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    /// The run, if it did what it was asked for.
    #[track_caller]
    pub(super) fn well(self) -> Self {
        assert_eq!(self.code, 0, "{self:?}");
        self
    }

    pub(super) fn was_killed(&self) -> bool {
        self.code == 128 + 9
    }

    pub(super) fn hung(&self) -> bool {
        self.code == 124
    }

    /// Ended by itself, and nothing that a person should never see.
    #[track_caller]
    pub(super) fn is_decent(&self, what: &str) {
        assert!(!self.hung(), "{what}: hangs");
        for bad in ["panicked", "stack backtrace", "RUST_BACKTRACE", "has a defect", SECRET, FOREIGN_SECRET] {
            assert!(!self.err.contains(bad) && !self.out.contains(bad), "{what}: shows `{bad}`: {self:?}");
        }
        assert!(self.code < 128 || self.was_killed(), "{what}: died by a signal: {self:?}");
    }
}

impl World {
    pub(super) fn new() -> Self {
        let holder = tempfile::Builder::new().prefix("akvault-faults-").tempdir().unwrap();
        let world = Self { root: holder.path().canonicalize().unwrap(), _holder: Some(holder) };
        for name in ["home", "out", "second"] {
            world.folder(name, 0o700);
        }
        world.file("AccessKey.csv", &format!("AccessKey ID,AccessKey Secret\r\n{ID},{SECRET}\r\n"));
        world
    }

    /// The world that stands in a directory that is there already.
    pub(super) fn at(root: &Path) -> Self {
        Self { root: root.to_owned(), _holder: None }
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    pub(super) fn text(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    pub(super) fn file(&self, name: &str, text: &str) {
        let path = self.path(name);
        self.folder(Path::new(name).parent().unwrap().to_str().unwrap(), 0o700);
        fs::write(&path, text).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
    }

    pub(super) fn folder(&self, name: &str, mode: u32) {
        let path = self.path(name);
        if !path.exists() {
            fs::create_dir_all(&path).unwrap();
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
        }
    }

    /// `program` in this world's environment.
    pub(super) fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command
            .env_clear()
            .env("PATH", "/usr/sbin:/usr/bin:/sbin:/bin")
            .env("HOME", self.path("home"))
            .env("AKVAULT_HOME", self.path("vault"))
            .env("RUST_BACKTRACE", "full")
            .current_dir(&self.root)
            .stdin(Stdio::null());
        command
    }

    /// Runs akvault; `@` in an argument stands for the root of the world.
    pub(super) fn run(&self, arguments: &[&str]) -> Ran {
        self.under(&[], arguments)
    }

    /// Runs akvault under other programs, such as strace.
    pub(super) fn under(&self, wrapper: &[&str], arguments: &[&str]) -> Ran {
        Ran::of(&self.command("timeout").args(self.line(wrapper, arguments)).output().unwrap())
    }

    /// What stands after `timeout`, which gives 124 when the time is up.
    fn line(&self, wrapper: &[&str], arguments: &[&str]) -> Vec<String> {
        let fixed = ["-k", "2", PATIENCE].iter().chain(wrapper).chain(&[BIN]);
        fixed.map(ToString::to_string).chain(self.spelt(arguments)).collect()
    }

    pub(super) fn spelt(&self, arguments: &[&str]) -> Vec<String> {
        let root = self.root.to_str().unwrap();
        arguments.iter().map(|argument| argument.replace('@', root)).collect()
    }

    /// Every file and directory with its mode; paths relative to the root.
    pub(super) fn tree(&self) -> BTreeMap<String, (u32, bool)> {
        let mut found = BTreeMap::new();
        gather(&self.root, &self.root, &mut found);
        found
    }

    /// The temporaries that are there.
    pub(super) fn temporaries(&self) -> Vec<String> {
        self.tree().into_keys().filter(|path| path.ends_with(".akvault-tmp")).collect()
    }

    /// The same once a run has swept. One that is refused, or finds nothing to do, does not lock: a copy of what is
    /// derived, and that alone, may wait for the next run that shows or changes the ledger.
    pub(super) fn left_after(&self) -> Vec<String> {
        let left = self.temporaries();
        if left == ["vault/local/.derived.akvault-tmp"] {
            self.run(&["list"]).well();
            return self.temporaries();
        }
        left
    }

    /// A copy of everything at `to`, which is emptied first.
    pub(super) fn copy_to(&self, to: &Path) -> Self {
        if to.exists() {
            fs::remove_dir_all(to).unwrap();
        }
        copy(&self.root, to);
        Self::at(to)
    }
}

fn gather(root: &Path, folder: &Path, found: &mut BTreeMap<String, (u32, bool)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let about = fs::symlink_metadata(&path).unwrap();
        let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
        found.insert(name, (about.mode() & 0o7777, about.is_dir()));
        if about.is_dir() {
            gather(root, &path, found);
        }
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    fs::set_permissions(to, fs::metadata(from).unwrap().permissions()).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), &target).unwrap();
        }
        let about = entry.metadata().unwrap();
        if about.uid() != 0 {
            std::os::unix::fs::chown(&target, Some(about.uid()), Some(about.gid())).unwrap();
        }
    }
}

/// An X25519 identity in `identity.txt`; gives its recipient.
pub(super) fn give_identity(world: &World) -> String {
    let generated = akvault::seal::generate();
    world.file("identity.txt", &format!("{}\n", generated.secret.expose()));
    generated.recipient
}

/// Seals the key of `AccessKey.csv` to the world's identity, as `out/bundle.age`.
pub(super) fn seal_bundle(world: &World) {
    let recipient = give_identity(world);
    let seal = ["seal", "AccessKey.csv", "--for", "alice", "-r", &recipient, "-o", "out/bundle.age"];
    world.run(&[&seal[..], &["--profile", "work", "--region", "cn-hangzhou"]].concat()).well();
}

/// The arguments that install `out/bundle.age` into four files.
pub(super) const INSTALL_FOUR: &[&str] = &[
    "install",
    "out/bundle.age",
    "-i",
    "identity.txt",
    "--host",
    "web-1",
    "--client",
    "aliyun,json,toml,env",
    "--config",
    "json=@/apps/app.json",
    "--config",
    "toml=@/apps/app.toml",
    "--config",
    "env=@/apps/app.env",
];

/// Config files of somebody else's content, in which the key is merged.
pub(super) fn give_configs(world: &World) {
    world.file(
        "home/.aliyun/config.json",
        &format!(
            "{{\n\t\"current\": \"other\",\n\t\"profiles\": [\n\t\t{{\n\t\t\t\"name\": \"other\",\n\t\t\t\"mode\": \"AK\",\n\t\t\t\"access_key_id\": \"LTAI5tEXAMPLEforeign0002\",\n\t\t\t\"access_key_secret\": \"{FOREIGN_SECRET}\",\n\t\t\t\"region_id\": \"cn-beijing\"\n\t\t}}\n\t],\n\t\"meta_path\": \"\"\n}}\n"
        ),
    );
    world.file("apps/app.json", &format!("{{\n  \"other\": {{\n    \"password\": \"{FOREIGN_SECRET}\"\n  }}\n}}\n"));
    world.file("apps/app.toml", &format!("# mine\n[database]\npassword = \"{FOREIGN_SECRET}\"\n"));
    world.file("apps/app.env", &format!("# mine\nDATABASE_PASSWORD={FOREIGN_SECRET}\n"));
}

/// The files that [`INSTALL_FOUR`] writes.
pub(super) const FOUR: &[&str] = &["home/.aliyun/config.json", "apps/app.json", "apps/app.toml", "apps/app.env"];

/// The arguments that install `out/bundle.age` for five clients, into six files.
pub(super) const INSTALL_FIVE: &[&str] = &[
    "install",
    "out/bundle.age",
    "-i",
    "identity.txt",
    "--host",
    "web-1",
    "--client",
    "aliyun,sdk,ossutil,json,env",
    "--config",
    "json=@/apps/app.json",
    "--config",
    "env=@/apps/app.env",
];

/// The files that [`INSTALL_FIVE`] writes. The last is new.
pub(super) const FIVE: &[&str] = &[
    "home/.aliyun/config.json",
    "home/.alibabacloud/credentials",
    "home/.ossutilconfig",
    "apps/app.json",
    "apps/app.env",
    "home/.alibabacloud/credentials.ini",
];

/// As [`give_configs`], for the five.
pub(super) fn give_five_configs(world: &World) {
    give_configs(world);
    let section = |name: &str, id: &str, secret: &str| {
        format!("# mine\n[{name}]\n{id} = LTAI5tEXAMPLEforeign0002\n{secret} = {FOREIGN_SECRET}\n")
    };
    let sdk = section("other", "type = access_key\naccess_key_id", "access_key_secret");
    world.file("home/.alibabacloud/credentials", &sdk);
    world.file("home/.ossutilconfig", &section("profile other", "accessKeyID", "accessKeySecret"));
}

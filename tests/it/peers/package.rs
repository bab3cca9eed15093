//! The Debian package that `packaging/build` makes, installed by dpkg into a root of its own, where the programs
//! that look for its parts find them. `PEERS_DEB` names it.

use std::ffi::OsStr;
use std::path::PathBuf;

use super::readers::installed;
use super::world::{World, succeed};

/// A root with the package in it.
struct Root {
    world: World,
    root: PathBuf,
}

impl Root {
    fn new() -> Self {
        let package = installed("PEERS_DEB");
        let world = World::new();
        for folder in ["info", "updates", "triggers"] {
            world.folder(&format!("root/var/lib/dpkg/{folder}"));
        }
        world.write("root/var/lib/dpkg/status", "");
        let root = world.path("root");
        let mut dpkg = world.command("dpkg");
        // What it depends on is not in this root.
        dpkg.arg("--root").arg(&root).args(["--force-depends", "--force-not-root", "--log=/dev/null", "--install"]);
        succeed(dpkg.arg(package));
        Self { world, root }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    /// A program of the system on a script, in which `$ROOT` is this root.
    fn says(&self, program: &str, arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> String {
        succeed(self.world.command(program).env("ROOT", &self.root).args(arguments))
    }
}

#[test]
#[ignore = "needs cargo-deb, dpkg"]
fn the_installed_program_runs_and_the_package_can_be_taken_out_again() {
    let root = Root::new();
    let version = root.says(root.path("usr/bin/akvault").to_str().unwrap(), ["--version"]);
    assert_eq!(version, format!("akvault {}\n", env!("CARGO_PKG_VERSION")));
    let listed = root.says("dpkg", ["--root", root.root.to_str().unwrap(), "--listfiles", "akvault"]);
    for file in ["LICENSE-MIT", "LICENSE-APACHE", "copyright", "README.md"] {
        assert!(listed.contains(&format!("/usr/share/doc/akvault/{file}\n")), "{file}: {listed}");
    }
    let remove = ["--force-not-root", "--log=/dev/null", "--purge", "akvault"];
    root.says("dpkg", [&["--root", root.root.to_str().unwrap()][..], &remove].concat());
    assert!(!root.path("usr/bin/akvault").exists() && !root.path("usr/share/man").exists());
}

#[test]
#[ignore = "needs cargo-deb, dpkg, mandoc"]
fn man_finds_every_page() {
    let root = Root::new();
    for page in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/man")).unwrap() {
        let page = page.unwrap().file_name().into_string().unwrap();
        let (name, section) = page.rsplit_once('.').unwrap();
        let pages = root.path("usr/share/man");
        let found = root.says("mman", ["-M", pages.to_str().unwrap(), "-w", section, name]);
        assert!(found.contains(&format!("/man{section}/{page}")), "{page}: {found}");
    }
}

#[test]
#[ignore = "needs cargo-deb, dpkg, bash, zsh, fish"]
fn the_shells_load_the_completions_from_their_directories() {
    let root = Root::new();
    let bash = ". \"$ROOT/usr/share/bash-completion/completions/akvault\" && complete -p akvault";
    assert!(root.says("bash", ["-c", bash]).contains("akvault"));
    let zsh = "fpath=($ROOT/usr/share/zsh/vendor-completions $fpath); autoload -U compinit; compinit -u -D; print $_comps[akvault]";
    assert_eq!(root.says("zsh", ["-f", "-c", zsh]), "_akvault\n");
    let fish = "set -p fish_complete_path $ROOT/usr/share/fish/vendor_completions.d; set -p PATH $ROOT/usr/bin; complete -C 'akvault insp'";
    assert!(root.says("fish", ["--no-config", "-c", fish]).starts_with("inspect"));
}

#[test]
#[ignore = "needs cargo-deb, dpkg, systemd-analyze"]
fn systemd_finds_nothing_wrong_with_the_units() {
    let root = Root::new();
    let units = root.path("usr/lib/systemd/user");
    // Outside of the root the program is where the root is.
    let service = std::fs::read_to_string(units.join("akvault-status.service")).unwrap();
    let program = root.path("usr/bin/akvault");
    let moved = service.replace("/usr/bin/akvault", program.to_str().unwrap());
    assert_ne!(moved, service);
    std::fs::write(units.join("akvault-status.service"), moved).unwrap();
    let mut verify = root.world.command("systemd-analyze");
    verify.env("XDG_RUNTIME_DIR", root.world.folder("run"));
    verify
        .args(["verify", "--user", "--man=no"])
        .args(["service", "timer"].map(|kind| units.join(format!("akvault-status.{kind}"))));
    let output = super::world::run(&mut verify);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success() && !said.contains("akvault"), "{said}");
}

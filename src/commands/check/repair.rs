//! What `--fix` does: takes rights away from others, and takes out what SDKs wrote back. Nothing is
//! removed but what a killed run of akvault left, and nothing is touched that is not the caller's own.

use std::path::{Path, PathBuf};

use crate::clients;
use crate::destination::{Attempt, persist};
use crate::domain::ProfileName;
use crate::failure::{Failure, Kind};
use crate::interrupt::shield;
use crate::printable::shell_quoted;
use crate::private_file::{Policy, Target, commit, sweep_leftover, tighten_directory, tighten_file};

/// One repair. In this order they are made: a file is only safe in a safe directory.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Repair {
    /// Takes rights on a directory away.
    Directory { path: PathBuf, mode: u32 },
    /// Finishes what a killed run has left to the next one. Locking the ledger does it.
    Interrupted { journal: PathBuf },
    /// Removes this copy, which a killed run left beside its file.
    Leftover { path: PathBuf },
    /// Takes the credentials out of an External profile, which leaves the file read-only.
    Credentials { path: PathBuf, profile: ProfileName },
    /// Takes rights on a file away, and its ACL.
    File { path: PathBuf, mode: u32 },
}

impl Repair {
    /// The command that does it, for one finding.
    pub(super) fn command(&self) -> String {
        match self {
            Self::Directory { path, mode } | Self::File { path, mode } => {
                format!("chmod {mode:o} {}", shell_quoted(path))
            }
            Self::Interrupted { .. } => {
                "akvault check --fix; any other akvault command that writes does it too".to_owned()
            }
            Self::Leftover { .. } | Self::Credentials { .. } => "akvault check --fix".to_owned(),
        }
    }

    /// What it does, in one line.
    pub(super) fn describe(&self) -> String {
        match self {
            Self::Directory { path, mode } => format!("directory {}: mode {mode:04o}", path.display()),
            Self::File { path, mode } => format!("file {}: mode {mode:04o}, no access control list", path.display()),
            Self::Interrupted { journal } => format!("journal {}: the interrupted run finished", journal.display()),
            Self::Leftover { path } => format!("copy {}: removed", path.display()),
            Self::Credentials { path, profile } => {
                format!("file {}: no credentials in the External profile {profile}, mode 0400", path.display())
            }
        }
    }

    /// Whether it writes as other verbs do, which sweeps what waits beside a file: then the ledger is
    /// locked first, so that nothing that an interrupted run needs is swept.
    pub(super) fn needs_ledger(&self) -> bool {
        matches!(self, Self::Interrupted { .. } | Self::Leftover { .. } | Self::Credentials { .. })
    }

    /// Does it. The ledger is locked where that is needed.
    pub(super) fn make(&self) -> Result<(), Failure> {
        let made = match self {
            Self::Directory { path, mode } => tighten_directory(path, *mode).map_err(Failure::from),
            Self::File { path, mode } => tighten_file(path, *mode).map_err(Failure::from),
            Self::Interrupted { .. } => Ok(()),
            Self::Leftover { path } => sweep_leftover(path).map_err(Failure::from),
            Self::Credentials { path, profile } => persist(|| take_out(path, profile)),
        };
        made.map_err(|failure| failure.while_doing(&format!("cannot mend `{}`", self.path().display())))
    }

    fn path(&self) -> &PathBuf {
        match self {
            Self::Directory { path, .. }
            | Self::Interrupted { journal: path }
            | Self::Leftover { path }
            | Self::Credentials { path, .. }
            | Self::File { path, .. } => path,
        }
    }
}

/// Looks again, under the lock: a profile that is not External any more keeps what it has.
fn take_out(path: &Path, profile: &ProfileName) -> Result<(), Attempt> {
    let target = Target::open(path, Policy::strict())?;
    let broken = |broken| Failure::broken_config(path, &broken);
    let text = target.before().and_then(|before| std::str::from_utf8(before.bytes.expose()).ok()).unwrap_or_default();
    if !clients::is_external(text, profile).map_err(broken)? {
        let what = format!("the profile {profile} is not External any more");
        return Err(Failure::new(Kind::Busy, what).next("run akvault check again").into());
    }
    let after = clients::without_credentials(text, profile).map_err(broken)?;
    let _shield = shield();
    let staged = target.stage(after.expose().as_bytes())?.read_only()?;
    Ok(commit(vec![staged])?)
}

/// Every repair once, in the order in which they are made.
pub(super) fn in_order(repairs: impl IntoIterator<Item = Repair>) -> Vec<Repair> {
    let mut repairs: Vec<Repair> = repairs.into_iter().collect();
    repairs.sort();
    repairs.dedup();
    repairs
}

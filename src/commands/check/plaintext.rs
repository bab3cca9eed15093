//! Keys where none should be: environment files, shell histories, downloads, what editors leave
//! behind, and git work trees. Only files of such names are read, each to a limit.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};

use super::finding::{Code, Finding};
use super::known::Seen;
use super::repair::Repair;
use super::skipped::{Reason, Skipped};
use crate::printable::shell_quoted;
use crate::private_file::{self, Bounds, FILE_CAP, Facts, Identity, LeftOut, Owner, Policy, Survey, Walk, stands_in};
use crate::scan::{Trace, scan};

/// The histories of shells and interpreters, below the home directory.
const HISTORIES: &[&str] = &[
    ".bash_history",
    ".zsh_history",
    ".zhistory",
    ".histfile",
    ".history",
    ".sh_history",
    ".ash_history",
    ".ksh_history",
    ".python_history",
    ".node_repl_history",
    ".irb_history",
    ".local/share/fish/fish_history",
    ".local/share/powershell/PSReadLine/ConsoleHost_history.txt",
    ".local/share/nushell/history.txt",
    ".config/nushell/history.txt",
];
/// A history may be longer than any config file.
const HISTORY_CAP: usize = 16 << 20;
/// Where downloads and deleted files go, below the home directory: read at every depth.
const DOWNLOADS: &[&str] = &["Downloads", "Desktop", ".local/share/Trash/files", ".Trash"];
/// What editors and `patch` put behind the name of a file.
const BACKUPS: &[&str] = &["~", ".bak", ".backup", ".old", ".orig", ".save", ".swp", ".swo"];
/// What a killed run of akvault leaves: `.NAME.akvault-tmp`.
const LEFTOVER: &str = ".akvault-tmp";
/// Ends of names of files that are there for variables, and of Terraform's, whose state holds the
/// secrets that it made (`alicloud_ram_access_key`).
const READ: &[&str] = &[".env", ".tfstate", ".tfvars"];
/// Directories of tools, which hold many files and no keys of their user's.
const TOOLS: &[&str] = &[
    ".cache",
    ".cargo",
    ".git",
    ".gradle",
    ".hg",
    ".m2",
    ".npm",
    ".nvm",
    ".rustup",
    ".svn",
    ".tox",
    ".venv",
    "__pycache__",
    "node_modules",
    "site-packages",
    "target",
    "venv",
];
/// Names that are read at most; half a million take about a second.
const NAMES: usize = 500_000;
/// Bytes that are read at most, of all files together.
const BYTES: usize = 256 << 20;

/// What was found, and how much was looked at.
pub(super) struct Search {
    pub(super) findings: Vec<Finding>,
    /// Names that were seen.
    pub(super) names: usize,
    read: BTreeSet<PathBuf>,
    bytes: usize,
    /// The known files, which are no findings here.
    known: BTreeSet<Identity>,
}

/// Looks through the home directory down to `depth`, and, where that does not reach, through the
/// places for downloads and the directories of the known files.
///
/// # Errors
/// When the home directory itself cannot be looked into.
pub(super) fn search(
    home: &Path,
    depth: u32,
    seen: &[Seen<'_>],
    skipped: &mut Skipped,
) -> Result<Search, private_file::Error> {
    let known = seen.iter().filter_map(|seen| Some(seen.facts.as_ref()?.identity)).collect();
    let mut search = Search { findings: Vec::new(), names: 0, read: BTreeSet::new(), bytes: 0, known };
    if !search.walk(home, Bounds { depth, through_link: true, ..ONE_LEVEL }, skipped)? {
        let source = io::ErrorKind::NotFound.into();
        return Err(private_file::Error::System { doing: "look into", path: home.to_owned(), source });
    }
    let beside = seen.iter().filter_map(|seen| seen.path().parent()).map(Path::to_owned);
    let more: BTreeSet<PathBuf> = DOWNLOADS.iter().map(|directory| home.join(directory)).chain(beside).collect();
    for directory in more.iter().filter(|directory| !is_reached(directory, home, depth)) {
        let is_blocked = Survey::of(directory, Policy::strict()).is_ok_and(|survey| survey.is_blocked());
        if is_blocked {
            skipped.add(Reason::LeftOut(LeftOut::Link), directory);
        } else if let Err(error) = search.walk(directory, ONE_LEVEL, skipped) {
            skipped.add(Reason::of(&error), directory);
        }
    }
    for history in HISTORIES {
        search.history(&home.join(history), skipped);
    }
    Ok(search)
}

const ONE_LEVEL: Bounds = Bounds {
    depth: 1,
    names: NAMES,
    passed_over: is_of_a_tool,
    through_link: false,
    wanted: |name| kind(name).is_some(),
};

fn is_reached(directory: &Path, home: &Path, depth: u32) -> bool {
    let below = directory.strip_prefix(home).map(|below| below.components().count());
    below.is_ok_and(|levels| levels < usize::try_from(depth).unwrap_or(usize::MAX))
}

fn is_of_a_tool(below: &Path) -> bool {
    let name = below.file_name().unwrap_or_default();
    TOOLS.iter().any(|tool| name == *tool) || below.ends_with("go/pkg")
}

/// What a file of this name would be, if it held a key.
fn kind(name: &OsStr) -> Option<Code> {
    let name = name.to_string_lossy().to_lowercase();
    let squeezed: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    // aliyun-cli and credentials-python write `config.json` by way of `.config.json.tmp-*`.
    let is_temporary = name.contains("config.json.tmp-") || (name.starts_with('#') && name.ends_with('#'));
    if is_temporary || BACKUPS.iter().any(|ending| name.ends_with(ending)) {
        return Some(Code::EditorBackup);
    }
    if name.starts_with('.') && name.ends_with(LEFTOVER) {
        return Some(Code::Leftover);
    }
    if squeezed.starts_with("accesskey") {
        return Some(Code::DownloadedCsv);
    }
    let is_read = name.starts_with(".env") || READ.iter().any(|ending| name.ends_with(ending));
    is_read.then_some(Code::Plaintext)
}

impl Search {
    /// Whether there is such a directory.
    fn walk(&mut self, top: &Path, bounds: Bounds, skipped: &mut Skipped) -> Result<bool, private_file::Error> {
        let Some(mut walk) = Walk::below(top, bounds)? else { return Ok(false) };
        for entry in walk.by_ref() {
            if self.bytes > BYTES {
                skipped.add(Reason::LeftOut(LeftOut::TooMany), &entry.path);
                continue;
            }
            match entry.read(FILE_CAP) {
                Ok((facts, bytes)) => {
                    self.bytes = self.bytes.saturating_add(bytes.expose().len());
                    self.take(&entry.path, &facts, &scan(bytes.expose()));
                }
                Err(error) => skipped.add(Reason::of(&error), &entry.path),
            }
        }
        self.names = self.names.saturating_add(walk.names());
        skipped.add_walk(&walk);
        Ok(true)
    }

    fn take(&mut self, path: &Path, facts: &Facts, traces: &[Trace]) {
        let code = path.file_name().and_then(kind).unwrap_or(Code::Plaintext);
        if !self.known.contains(&facts.identity) && self.read.insert(path.to_owned()) {
            self.findings.extend(finding(code, path, facts, traces));
        }
    }

    fn history(&mut self, path: &Path, skipped: &mut Skipped) {
        let read = || {
            let survey = Survey::of(path, Policy::strict())?;
            if survey.is_blocked() {
                return Err(private_file::Error::Link { path: path.to_owned() });
            }
            match survey.file()? {
                Some(facts) => Ok(survey.read(HISTORY_CAP)?.map(|bytes| (facts, bytes))),
                None => Ok(None),
            }
        };
        match read() {
            Ok(Some((facts, bytes))) => {
                let found = finding(Code::ShellHistory, path, &facts, &scan(bytes.expose()));
                self.findings.extend(found);
            }
            Ok(None) => {}
            Err(error) => skipped.add(Reason::of(&error), path),
        }
    }
}

/// One for a file, at the first key in it.
fn finding(code: Code, path: &Path, facts: &Facts, traces: &[Trace]) -> Option<Finding> {
    let first = traces.first()?;
    let whose = match (&first.id, traces.len().saturating_sub(1)) {
        (Some(id), 0) => format!("{} with its secret stands here", id.masked()),
        (Some(id), more) => format!("{} and {more} more keys stand here with their secrets", id.masked()),
        (None, _) => "an AccessKey secret stands here".to_owned(),
    };
    let readers = if facts.is_open() || facts.has_acl { ", and others can read it" } else { "" };
    let what = format!("{whose}{readers}");
    let finding = match leftover(code, path) {
        Some(repair) => {
            let is_own = facts.uid == Owner::effective().uid;
            Finding::mended_by(code, path, what, repair).mended_only_if(is_own)
        }
        None => Finding::new(code, path, what, mend(code, path, first.line)),
    };
    let finding = finding.at_line(first.line).critical_if(!readers.is_empty());
    Some(match &first.id {
        Some(id) => finding.of_key(id),
        None => finding,
    })
}

fn leftover(code: Code, path: &Path) -> Option<Repair> {
    let name = path.file_name()?.to_str()?.strip_prefix('.')?.strip_suffix(LEFTOVER)?;
    (code == Code::Leftover && !name.is_empty()).then(|| Repair::Leftover { path: path.with_file_name(name) })
}

fn mend(code: Code, path: &Path, line: Option<usize>) -> String {
    let quoted = shell_quoted(path);
    match code {
        Code::ShellHistory => {
            let line =
                line.map_or_else(|| "the lines".to_owned(), |line| format!("line {line} and what belongs to it"));
            format!("delete {line} in every open shell and in {quoted}, then have the key replaced")
        }
        Code::DownloadedCsv => format!("akvault seal {quoted} --for HOLDER --remove-source; or rm {quoted}"),
        Code::EditorBackup | Code::Leftover => format!("rm {quoted}"),
        _ => format!("take the key out; or let the ledger know: akvault install BUNDLE --client env --config {quoted}"),
    }
}

/// Files with a key in the work trees of git. Whether git ignores them only git can say, and a wrong
/// `git add -f` is all that it takes.
pub(super) fn in_git(seen: &[Seen<'_>], plaintext: &[Finding]) -> Vec<Finding> {
    let known = seen.iter().filter(|seen| seen.holds_secret()).map(Seen::path);
    let paths: BTreeSet<&Path> = known.chain(plaintext.iter().map(|finding| finding.path.as_path())).collect();
    let mut is_tree: BTreeMap<&Path, bool> = BTreeMap::new();
    let mut findings = Vec::new();
    for path in paths {
        let mut above = path.ancestors().skip(1);
        let tree = above.find(|above| *is_tree.entry(above).or_insert_with(|| stands_in(above, ".git")));
        findings.extend(tree.map(|tree| {
            let what = format!("a file with a key stands inside the git work tree {}", tree.display());
            let fix = format!(
                "move it out of the tree, or: git -C {} rm --cached {}, and name it in .gitignore",
                shell_quoted(tree),
                shell_quoted(path)
            );
            Finding::new(Code::InGit, path, what, fix)
        }));
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_what_is_read() {
        for (name, expected) in [
            (".env", Some(Code::Plaintext)),
            (".env.production", Some(Code::Plaintext)),
            ("prod.ENV", Some(Code::Plaintext)),
            ("terraform.tfstate", Some(Code::Plaintext)),
            ("AccessKey.csv", Some(Code::DownloadedCsv)),
            ("access_key (1).CSV", Some(Code::DownloadedCsv)),
            (".config.json.swp", Some(Code::EditorBackup)),
            ("config.json~", Some(Code::EditorBackup)),
            (".env.bak", Some(Code::EditorBackup)),
            (".ossutilconfig.bak", Some(Code::EditorBackup)),
            (".config.json.akvault-tmp", Some(Code::Leftover)),
            ("config.json.tmp-1700000000", Some(Code::EditorBackup)),
            ("config.json", None),
            ("environment.yml", None),
            ("notes.txt", None),
        ] {
            assert_eq!(kind(OsStr::new(name)), expected, "{name}");
        }
    }

    #[test]
    fn directories_of_tools_are_passed_over() {
        let passed = |path: &str| is_of_a_tool(Path::new(path));
        assert!(passed("node_modules") && passed("a/.git") && passed("go/pkg") && passed("work/go/pkg"));
        assert!(!passed("pkg") && !passed("go") && !passed("Downloads"));
    }

    #[test]
    fn places_that_the_walk_reaches_are_not_walked_twice() {
        let reached = |directory: &str, depth| is_reached(Path::new(directory), Path::new("/home/a"), depth);
        assert!(reached("/home/a", 1) && reached("/home/a/Downloads", 2) && !reached("/home/a/Downloads", 1));
        assert!(!reached("/srv/app", 9) && !reached("/home/a/.local/share/Trash/files", 4));
    }
}

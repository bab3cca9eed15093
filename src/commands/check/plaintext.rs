//! Keys where none should be: environment files, shell histories, downloads, what editors leave
//! behind, and git work trees. Only files of such names are read, each to a limit.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use super::finding::{Code, Finding};
use super::known::Seen;
use super::repair::Repair;
use super::skipped::{Reason, Skipped};
use crate::clients::CLIENTS;
use crate::intake;
use crate::printable::shell_quoted;
use crate::private_file::{
    self, Bounds, FILE_CAP, Facts, Identity, LeftOut, Owner, Policy, Survey, Walk, left_beside, stands_in,
};
use crate::scan::{Trace, scan};
use crate::secret::Secret;

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
/// Ends of names of files that are there for variables, and of Terraform's, whose state holds the
/// secrets that it made (`alicloud_ram_access_key`).
const READ: &[&str] = &[".env", ".tf", ".tfstate", ".tfvars"];
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
    /// The known files, and the copies that wait for a run to be finished, which are no findings here.
    known: BTreeSet<Identity>,
}

/// Looks through the places for downloads, the directories of the known files and the histories, and
/// then through the home directory down to `depth`: what is likely comes before there is too much.
///
/// # Errors
/// When the home directory itself cannot be looked into.
pub(super) fn search(
    home: &Path,
    depth: u32,
    seen: &[Seen<'_>],
    waiting: &[PathBuf],
    skipped: &mut Skipped,
) -> Result<Search, private_file::Error> {
    let known = seen.iter().filter_map(|seen| Some(seen.facts.as_ref()?.identity));
    let known = known.chain(waiting.iter().filter_map(|path| identity(path))).collect();
    let mut search = Search { findings: Vec::new(), names: 0, read: BTreeSet::new(), bytes: 0, known };
    let beside = seen.iter().filter_map(|seen| seen.path().parent()).map(Path::to_owned);
    let likely: BTreeSet<PathBuf> = DOWNLOADS.iter().map(|directory| home.join(directory)).chain(beside).collect();
    for directory in &likely {
        search.likely(directory, is_reached(directory, home, depth), skipped);
    }
    for history in HISTORIES {
        search.history(&home.join(history), skipped);
    }
    if search.walk(home, Bounds { depth, through_link: true, ..ONE_LEVEL }, skipped)?.is_none() {
        return Err(private_file::Error::missing("look into", home));
    }
    Ok(search)
}

fn identity(path: &Path) -> Option<Identity> {
    let survey = Survey::of(path, Policy::strict()).ok()?;
    Some(survey.file().ok()??.identity)
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
    if left_beside(name).is_some() {
        return Some(Code::Leftover);
    }
    let name = name.to_string_lossy().to_lowercase();
    let squeezed: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    // aliyun-cli and credentials-python write `config.json` by way of `.config.json.tmp-*`.
    let is_temporary = name.contains("config.json.tmp-") || (name.starts_with('#') && name.ends_with('#'));
    if is_temporary || BACKUPS.iter().any(|ending| name.ends_with(ending)) {
        return Some(Code::EditorBackup);
    }
    if squeezed.starts_with("accesskey") {
        return Some(Code::DownloadedCsv);
    }
    let is_read = name.starts_with(".env") || READ.iter().any(|ending| name.ends_with(ending)) || is_of_a_client(&name);
    is_read.then_some(Code::Plaintext)
}

/// Whether a client's file is called so: copies lie in other directories, such as a repository of dotfiles.
fn is_of_a_client(name: &str) -> bool {
    CLIENTS.iter().flat_map(|client| client.parts()).any(|part| part.file.eq_ignore_ascii_case(name))
}

impl Search {
    /// Of what the walk through the home directory reaches as well, that one tells what was left out.
    fn likely(&mut self, directory: &Path, is_reached: bool, skipped: &mut Skipped) {
        let names = self.names;
        let mut left_out = Skipped::default();
        let is_blocked = Survey::of(directory, Policy::strict()).is_ok_and(|survey| survey.is_blocked());
        if is_blocked {
            left_out.add(Reason::LeftOut(LeftOut::Link), directory);
        } else if let Err(error) = self.walk(directory, ONE_LEVEL, &mut left_out) {
            left_out.add(Reason::of(&error), directory);
        }
        if is_reached {
            self.names = names;
        } else {
            skipped.add_all(left_out);
        }
    }

    /// Nothing when there is no such directory.
    fn walk(&mut self, top: &Path, bounds: Bounds, skipped: &mut Skipped) -> Result<Option<()>, private_file::Error> {
        let Some(mut walk) = Walk::below(top, bounds)? else { return Ok(None) };
        for entry in walk.by_ref() {
            if self.read.contains(&entry.path) {
                continue;
            }
            if self.bytes > BYTES {
                skipped.add(Reason::LeftOut(LeftOut::TooMany), &entry.path);
                continue;
            }
            match entry.read(FILE_CAP) {
                Ok((facts, bytes)) => {
                    self.bytes = self.bytes.saturating_add(bytes.expose().len());
                    self.take(&entry.path, &facts, &bytes);
                }
                Err(error) => skipped.add(Reason::of(&error), &entry.path),
            }
        }
        self.names = self.names.saturating_add(walk.names());
        skipped.add_walk(&walk);
        Ok(Some(()))
    }

    fn take(&mut self, path: &Path, facts: &Facts, bytes: &Secret<[u8]>) {
        self.read.insert(path.to_owned());
        if self.known.contains(&facts.identity) {
            return;
        }
        let code = path.file_name().and_then(kind).unwrap_or(Code::Plaintext);
        // A name like that of our copies is one of them only beside the lock that each run leaves.
        let is_strange = code == Code::Leftover && !has_lock(path);
        let code = if is_strange { Code::Plaintext } else { code };
        let is_sealable = code == Code::DownloadedCsv && is_sealable(bytes);
        self.findings.extend(finding(code, path, facts, &scan(bytes.expose()), is_sealable));
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
                let found = finding(Code::ShellHistory, path, &facts, &scan(bytes.expose()), false);
                self.findings.extend(found);
            }
            Ok(None) => {}
            Err(error) => skipped.add(Reason::of(&error), path),
        }
    }
}

fn has_lock(copy: &Path) -> bool {
    let lock = copy.file_name().and_then(left_beside).map(|name| format!(".{}.lock", name.to_string_lossy()));
    copy.parent().zip(lock).is_some_and(|(directory, lock)| stands_in(directory, &lock))
}

/// Whether `seal` reads the file, and may delete it: it holds one key and nothing else.
fn is_sealable(bytes: &Secret<[u8]>) -> bool {
    intake::read(bytes, None).is_ok_and(|found| found.len() == 1) && !intake::holds_more(bytes, None)
}

/// One for a file, at the first key in it.
fn finding(code: Code, path: &Path, facts: &Facts, traces: &[Trace], is_sealable: bool) -> Option<Finding> {
    let first = traces.first()?;
    let whose = match (&first.id, traces.len().saturating_sub(1)) {
        (Some(id), 0) => format!("{} with its secret stands here", id.masked()),
        (Some(id), more) => format!("{} and {more} more keys stand here with their secrets", id.masked()),
        (None, _) => "an AccessKey secret stands here".to_owned(),
    };
    let readers = if facts.is_open() || facts.has_acl { ", and others can read it" } else { "" };
    let what = format!("{whose}{readers}");
    let finding = if code == Code::Leftover {
        let is_own = facts.uid == Owner::effective().uid;
        Finding::mended_by(code, path, what, Repair::Leftover { path: path.to_owned() }).mended_only_if(is_own)
    } else {
        Finding::new(code, path, what, mend(code, path, first.line, is_sealable))
    };
    let finding = finding.at_line(first.line).critical_if(!readers.is_empty());
    Some(match &first.id {
        Some(id) => finding.of_key(id),
        None => finding,
    })
}

fn mend(code: Code, path: &Path, line: Option<usize>, is_sealable: bool) -> String {
    let quoted = shell_quoted(path);
    match code {
        Code::ShellHistory => {
            let line =
                line.map_or_else(|| "the lines".to_owned(), |line| format!("line {line} and what belongs to it"));
            format!("delete {line} in every open shell and in {quoted}, then have the key replaced")
        }
        Code::DownloadedCsv if is_sealable => {
            format!("akvault seal {quoted} --for HOLDER --remove-source; or rm {quoted}")
        }
        Code::DownloadedCsv | Code::EditorBackup | Code::Leftover => format!("rm {quoted}"),
        _ if is_of_variables(path) => {
            format!("take the key out; or let the ledger know: akvault install BUNDLE --client env --config {quoted}")
        }
        _ => format!("take the key out of {quoted}, or keep the file where nobody else gets at it"),
    }
}

/// Those that `--client env` writes; Terraform's are none.
fn is_of_variables(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    name.starts_with(".env") || path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("env"))
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
                "move it out of the tree, or: git -C {} rm --cached --ignore-unmatch {}, and name it in .gitignore",
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
            ("..akvault-tmp", None),
            ("...akvault-tmp", None),
            ("config.json.akvault-tmp", None),
            ("config.json.tmp-1700000000", Some(Code::EditorBackup)),
            ("config.json", Some(Code::Plaintext)),
            (".OSSUTILconfig", Some(Code::Plaintext)),
            ("main.tf", Some(Code::Plaintext)),
            ("settings.json", None),
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

//! Modes, owners, links and ACLs: of the known files, of the directories above them, of the vault.

use std::path::{Path, PathBuf};

use super::finding::{Code, Finding};
use super::known::Seen;
use super::repair::Repair;
use super::skipped::{Reason, Skipped};
use crate::printable::shell_quoted;
use crate::private_file::{Bounds, Error, Facts, Kind, LeftOut, Owner, Policy, Survey, Walk};

/// What is wrong with the place of a known file.
pub(super) fn judge(seen: &Seen<'_>) -> Vec<Finding> {
    let mut findings: Vec<Finding> =
        seen.survey.troubles.iter().filter_map(|trouble| on_the_way(seen, trouble)).collect();
    findings.extend(seen.trouble.clone());
    if let Some(facts) = &seen.facts {
        findings.extend(file(seen, facts));
    }
    let is_told = findings.iter().any(|finding| finding.code == Code::OpenDirectory);
    findings.extend(directory_acl(seen).filter(|_| !is_told));
    findings
}

fn on_the_way(seen: &Seen<'_>, trouble: &Error) -> Option<Finding> {
    Some(match trouble {
        Error::OpenDirectory { path, mode } => {
            let what = format!("others can write to this directory (mode {mode:04o})");
            let is_last = seen.path().parent() == Some(path);
            let repair = Repair::Directory { path: path.clone(), mode: 0o700 };
            match is_last {
                true if seen.known.has_own_directory && seen.is_own() => {
                    Finding::mended_by(Code::OpenDirectory, path, what, repair)
                }
                true => Finding::new(Code::OpenDirectory, path, what, format!("chmod go-w {}", shell_quoted(path))),
                false => Finding::new(Code::OpenParent, path, what, format!("chmod go-w {}", shell_quoted(path))),
            }
        }
        Error::Foreign { path, uid, wanted } => foreign(path, *uid, *wanted),
        Error::Link { path } | Error::ForeignLink { path, .. } => {
            let fix = format!("put the directory itself in the place of the link {}", shell_quoted(path));
            Finding::new(Code::Link, path, "a symbolic link stands where a directory should; it is not followed", fix)
        }
        Error::NotDirectory { path } => not_regular(path),
        _ => return None,
    })
}

fn file(seen: &Seen<'_>, facts: &Facts) -> Vec<Finding> {
    let path = seen.path();
    match facts.kind {
        Kind::Link => {
            // What it leads to stays: it may be of use to others there.
            let fix = format!("cp --remove-destination \"$(readlink -f {0})\" {0}", shell_quoted(path));
            return vec![Finding::new(Code::Link, path, "a symbolic link; it is not followed", fix)];
        }
        Kind::Directory | Kind::Other => return vec![not_regular(path)],
        Kind::Regular => {}
    }
    let wanted = seen.known.policy.owner.uid;
    let mut findings = Vec::new();
    if facts.uid != wanted {
        let finding = foreign(path, facts.uid, wanted);
        findings.push(Finding { fix: seen.with_care(finding.fix.clone()), ..finding });
    }
    if facts.has_other_names {
        let fix = format!("cp -p {0} {0}.new && mv {0}.new {0}", shell_quoted(path));
        let what = "a hard link: the file has other names too";
        findings.push(Finding::new(Code::HardLink, path, what, seen.with_care(fix)));
    }
    // A file with two names may be of use to somebody at the other one.
    let is_own = facts.uid == Owner::effective().uid && seen.is_own() && !facts.has_other_names;
    let repair = Repair::File { path: path.to_owned(), mode: seen.wanted_mode() };
    if facts.is_open() {
        let what = format!("others have rights on this file (mode {:04o})", facts.mode);
        let finding = Finding::mended_by(Code::LooseMode, path, what, repair.clone()).mended_only_if(is_own);
        findings.push(Finding { fix: seen.with_care(repair.command()), ..finding });
    }
    if facts.has_acl {
        let what = "an access control list gives others rights";
        let finding = Finding::mended_by(Code::Acl, path, what, repair.clone()).mended_only_if(is_own);
        let command = format!("setfacl -b {0} && {1}", shell_quoted(path), repair.command());
        findings.push(Finding { fix: seen.with_care(command), ..finding });
    }
    findings
}

/// With an ACL, the bits of the group are its mask: what any of its entries may do at most.
fn directory_acl(seen: &Seen<'_>) -> Option<Finding> {
    let directory = seen.survey.directory.as_ref().filter(|facts| facts.has_acl && facts.mode & 0o020 != 0)?;
    let path = seen.path().parent().filter(|_| directory.kind == Kind::Directory)?;
    let what = "an access control list lets others write to this directory";
    Some(Finding::new(Code::Acl, path, what, format!("setfacl -b {}", shell_quoted(path))))
}

fn foreign(path: &Path, uid: u32, wanted: u32) -> Finding {
    let what = format!("it belongs to user {uid}, not to user {wanted}");
    Finding::new(Code::ForeignOwner, path, what, format!("as root: chown {wanted} {}", shell_quoted(path)))
}

fn not_regular(path: &Path) -> Finding {
    let fix = format!("move it away: mv {0} {0}.away", shell_quoted(path));
    Finding::new(Code::NotRegular, path, "neither a file nor a directory, where one should be", fix)
}

/// How deep a vault is, and how many names are looked at in it.
const VAULT: Bounds = Bounds { depth: 4, names: 1 << 20, passed_over: |_| false, through_link: true, wanted: |_| true };

/// What is wrong with the vault: with its directory and the way to it, and with what is in it. A
/// hundred thousand records are one finding.
pub(super) fn judge_vault(home: &Path, policy: Policy, skipped: &mut Skipped) -> Vec<Finding> {
    let inside = home.join("keys");
    let survey = match Survey::of(&inside, policy) {
        Ok(survey) => survey,
        Err(error) => {
            skipped.add(Reason::of(&error), home);
            return Vec::new();
        }
    };
    let mut findings: Vec<Finding> =
        survey.troubles.iter().filter_map(|trouble| vault_on_the_way(home, trouble)).collect();
    let directories = [survey.directory.as_ref().map(|facts| (home, facts))];
    let keys = survey.file().ok().flatten();
    let directories = directories.into_iter().flatten().chain(keys.as_ref().map(|facts| (inside.as_path(), facts)));
    for (path, facts) in directories.filter(|(_, facts)| facts.is_open()) {
        let what = format!("others have rights on this directory of the ledger (mode {:04o})", facts.mode);
        let repair = Repair::Directory { path: path.to_owned(), mode: 0o700 };
        let finding = Finding::mended_by(Code::LooseMode, path, what, repair);
        findings.push(finding.mended_only_if(facts.uid == Owner::effective().uid));
    }
    if survey.directory.is_some_and(|facts| facts.uid == policy.owner.uid) {
        findings.extend(records(home, policy.owner.uid, skipped));
    }
    findings
}

fn vault_on_the_way(home: &Path, trouble: &Error) -> Option<Finding> {
    Some(match trouble {
        // The mode of the vault's own directory is told once, with what others may do in it.
        Error::OpenDirectory { path, .. } if path == home => return None,
        Error::OpenDirectory { path, mode } => {
            let what = format!("others can write to this directory above the ledger (mode {mode:04o})");
            Finding::new(Code::OpenParent, path, what, format!("chmod go-w {}", shell_quoted(path)))
        }
        Error::Foreign { path, uid, wanted } => foreign(path, *uid, *wanted),
        Error::Link { path } | Error::ForeignLink { path, .. } => {
            let what = "a symbolic link on the way to the ledger; it is not followed";
            Finding::new(Code::Link, path, what, "name the directory itself, with --home or in AKVAULT_HOME")
        }
        Error::NotDirectory { path } => not_regular(path),
        _ => return None,
    })
}

/// One finding for all files of one kind: a hundred thousand records may be of that kind.
fn records(home: &Path, uid: u32, skipped: &mut Skipped) -> Vec<Finding> {
    let Ok(Some(mut walk)) = Walk::below(home, VAULT) else {
        skipped.add(Reason::Unreadable, home);
        return Vec::new();
    };
    let (mut open, mut foreign, mut hard) = (Vec::new(), Vec::new(), Vec::new());
    for entry in walk.by_ref() {
        match entry.look() {
            Ok(Some(facts)) if facts.uid != uid => foreign.push(entry.path),
            Ok(Some(facts)) if facts.kind == Kind::Regular && facts.has_other_names => hard.push(entry.path),
            Ok(Some(facts)) if facts.kind == Kind::Regular && (facts.is_open() || facts.has_acl) => {
                open.push(entry.path);
            }
            Ok(_) => {}
            Err(error) => skipped.add(Reason::of(&error), &entry.path),
        }
    }
    let links = walk.left_out().get(&LeftOut::Link).map(|links| links.named.clone()).unwrap_or_default();
    let told = [
        of_the_ledger(
            home,
            Code::ForeignOwner,
            &foreign,
            "belong to another user",
            &format!("as root: chown -R {uid}"),
        ),
        of_the_ledger(home, Code::HardLink, &hard, "are hard links", "replace by copies the files in"),
        of_the_ledger(home, Code::Link, &links, "are symbolic links", "remove the links from"),
        of_the_ledger(home, Code::LooseMode, &open, "give others rights", "chmod -R go-rwx").map(|finding| {
            let repairs = open.into_iter().map(|path| Repair::File { path, mode: 0o600 }).collect();
            Finding { repairs, ..finding }.mended_only_if(uid == Owner::effective().uid)
        }),
    ];
    told.into_iter().flatten().collect()
}

fn of_the_ledger(home: &Path, code: Code, paths: &[PathBuf], what: &str, fix: &str) -> Option<Finding> {
    let example = paths.first()?.strip_prefix(home).unwrap_or(home);
    let what = format!("files of the ledger {what}: {} of them, such as {}", paths.len(), example.display());
    Some(Finding::new(code, home, what, format!("{fix} {}", shell_quoted(home))))
}

//! Profiles whose credentials come from another program (`External` mode). The SDKs for Go, Python, Node,
//! Java and C# write what it gives back into the file, unless they cannot; and those that ask this vault
//! get nothing when the record has gone.

use std::path::Path;

use super::finding::{Code, Finding};
use super::key::Ledger;
use super::known::{Entry, Seen};
use super::repair::Repair;
use crate::domain::{AccessKeyId, CredentialProcess, ProfileName};
use crate::private_file::{Facts, Owner, stands_in};

/// What is wrong with the External profiles of a file.
pub(super) fn judge(seen: &Seen<'_>, ledger: &Ledger, vault: &Path) -> Vec<Finding> {
    let mut findings: Vec<Finding> = seen.external().filter_map(|entry| written_back(seen, entry)).collect();
    findings.extend(perhaps_written_back(seen));
    findings.extend(seen.external().filter_map(|entry| dead(seen, entry, ledger, vault)));
    if let (Some(first), Some(facts)) = (seen.external().next(), &seen.facts) {
        findings.extend(writable(seen, first, facts));
        findings.extend(open_directory(seen, first));
    }
    findings
}

fn written_back(seen: &Seen<'_>, entry: &Entry) -> Option<Finding> {
    let present = &entry.present;
    if present.secret.is_none() && present.id.is_none() && present.token.is_none() {
        return None;
    }
    let what = format!("the External profile `{}` holds credentials in plaintext", entry.profile);
    let finding = if let Ok(profile) = ProfileName::new(&entry.profile) {
        let repair = Repair::Credentials { path: seen.path().to_owned(), profile };
        Finding::mended_by(Code::WrittenBack, seen.path(), what, repair).mended_only_if(seen.is_own())
    } else {
        let fix = "take access_key_id, access_key_secret and sts_token out of the profile, then chmod 400";
        Finding::new(Code::WrittenBack, seen.path(), what, fix)
    };
    let id = present.id.as_deref().and_then(|id| AccessKeyId::new(id).ok());
    Some(Finding { id: id.map(|id| id.masked()), ..finding.in_profile(&entry.profile) })
}

/// In a file that cannot be parsed nobody can say which profile it is.
fn perhaps_written_back(seen: &Seen<'_>) -> Option<Finding> {
    let first = seen.traces.first().filter(|_| seen.names_external)?;
    let what = "credentials stand in plaintext in a file with External profiles, which cannot be read";
    let fix = "mend the file by hand, then akvault check --fix";
    let finding = Finding::new(Code::WrittenBack, seen.path(), what, fix).at_line(first.line);
    Some(Finding { id: first.id.as_ref().map(AccessKeyId::masked), ..finding })
}

fn writable(seen: &Seen<'_>, entry: &Entry, facts: &Facts) -> Option<Finding> {
    let is_own = seen.is_own() && facts.uid == Owner::effective().uid && !facts.has_other_names;
    let what = format!("a program gives the credentials, and the file can be written (mode {:04o})", facts.mode);
    let repair = Repair::File { path: seen.path().to_owned(), mode: seen.wanted_mode() };
    let finding = Finding::mended_by(Code::ExternalWritable, seen.path(), what, repair).mended_only_if(is_own);
    (facts.mode & 0o222 != 0).then(|| finding.in_profile(&entry.profile))
}

/// credentials-python makes its temporary file at the mode of the umask, with the secret in it.
fn open_directory(seen: &Seen<'_>, entry: &Entry) -> Option<Finding> {
    let path = seen.path().parent()?;
    let directory = seen.survey.directory.as_ref().filter(|facts| facts.is_open())?;
    let what = format!("others can look into the directory of an External profile (mode {:04o})", directory.mode);
    let repair = Repair::Directory { path: path.to_owned(), mode: 0o700 };
    let is_own = seen.known.has_own_directory && seen.is_own() && directory.uid == Owner::effective().uid;
    let finding = Finding::mended_by(Code::ExternalWritable, path, what, repair).mended_only_if(is_own);
    Some(finding.in_profile(&entry.profile))
}

/// A profile of this vault that gets no key any more, and whose program finds out only when it runs.
fn dead(seen: &Seen<'_>, entry: &Entry, ledger: &Ledger, vault: &Path) -> Option<Finding> {
    let process = entry.present.process.as_deref().and_then(CredentialProcess::parse)?;
    let is_asked = process.home.as_deref().map(Path::new) == std::path::absolute(vault).ok().as_deref();
    if !is_asked {
        return None;
    }
    let record = ledger.records.iter().find(|record| record.name == process.name);
    let gone = process.needs().map(Path::new).find(|file| !is_there(file));
    let why = match (gone, record) {
        (Some(file), _) => format!("runs by `{}`, which is not there", file.display()),
        (None, None) if ledger.is_whole => format!("asks the vault for `{}`, which it does not have", process.name),
        (None, Some(record)) if !record.is_kept() => {
            format!("asks the vault for `{}`, whose secret it does not keep", process.name)
        }
        _ => return None,
    };
    let what = format!("the External profile `{}` {why}", entry.profile);
    let arguments = seen.known.arguments(Some(&entry.profile));
    let fix = format!("akvault install --external NAME {arguments}; or akvault uninstall {arguments}");
    Some(Finding::new(Code::DeadExternal, seen.path(), what, fix).in_profile(&entry.profile))
}

fn is_there(file: &Path) -> bool {
    let name = file.file_name().and_then(|name| name.to_str());
    file.parent().zip(name).is_some_and(|(directory, name)| stands_in(directory, name))
}

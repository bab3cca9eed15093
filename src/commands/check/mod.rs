//! `check`: what is wrong with this machine's keys: where they lie, who can get at them, which are
//! old, and which should not be there.
//!
//! It reads known places, and the home directory to a stated depth; it follows no link, waits for
//! nothing, and says what it left out. Without `--fix` it changes nothing.

mod external;
mod finding;
mod key;
mod known;
mod place;
mod plaintext;
mod repair;
mod skipped;
mod told;

use std::path::{Path, PathBuf};

use clap::Args;

use self::finding::{Code, Finding};
use self::key::Ledger;
use self::known::Seen;
use self::repair::Repair;
use self::skipped::{Reason, Skipped};
use super::report;
use crate::context::Context;
use crate::failure::{Failure, Kind};
use crate::printable::shell_quoted;
use crate::private_file::{self, Owner, Pending, Policy, Survey};
use crate::vault::{self, Vault};
use crate::verdict::Verdict;

/// Check this machine: who can get at its AccessKeys, which are old, and which should not be there
///
/// Looks at the config file of every client, where variables name another one too, at every place in the
/// ledger, at the ledger itself, and for AccessKeys in plaintext in the home directory: environment files,
/// Terraform's, copies of config files, shell histories, downloads, what editors leave behind. No link is
/// followed, no other file system entered, and what was left out is counted; --json lists it.
///
/// Exit codes: 22 when anything is found but deadlines, else 21 when a key is overdue, else 20 when one
/// is due within 14 days, else 0. With --nagios: 2 when anything critical is found, 1 when anything is, 3
/// when it cannot be found out, or when there was more to look at than is read at most.
///
/// Critical: open-directory, open-parent, foreign-owner, loose-mode, acl, written-back, overdue-installed;
/// and a key in plaintext that others can read.
///
/// Warning: link, hard-link, not-regular, unreadable, broken-config, external-writable, dead-external,
/// due-soon, superseded-installed, disabled-installed, unknown-key, same-key-twice, plaintext,
/// shell-history, downloaded-csv, editor-backup, interrupted, leftover, in-git.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  akvault check --nagios")]
pub struct CheckArgs {
    /// Mend what can be mended safely, after asking: modes and access control lists of your own config
    /// files, secrets that SDKs wrote back, and what killed runs of akvault left
    #[arg(long)]
    fix: bool,
    /// With --fix: do not ask
    #[arg(short, long, requires = "fix")]
    force: bool,
    /// With --fix: only say what would be mended
    #[arg(short = 'n', long, requires = "fix")]
    dry_run: bool,
    /// How many levels of the home directory are looked through; 1 is the directory alone
    #[arg(long, value_name = "N", default_value_t = 4, value_parser = clap::value_parser!(u32).range(1..=32))]
    depth: u32,
    /// One line for a monitoring system, with its exit codes: 0 ok, 1 warning, 2 critical, 3 unknown
    #[arg(long, conflicts_with = "fix")]
    nagios: bool,
}

/// Runs the verb.
///
/// # Errors
/// When there is no home directory; with `--fix`, when nobody agrees.
pub fn run(args: &CheckArgs, context: &Context) -> Result<Verdict, Failure> {
    if args.nagios && context.output.is_json() {
        return Err(Failure::new(Kind::Usage, "--nagios and --json are two different outputs").next("give one of them"));
    }
    let found = examine(args.depth, context)?;
    if args.nagios {
        context.output.text(&found.plugin_line()).map_err(|error| Failure::output(&error))?;
        return Ok(Verdict::Plugin(found.state()));
    }
    let repairs = repair::in_order(found.findings.iter().flat_map(|finding| finding.repairs.clone()));
    if !args.fix || args.dry_run || repairs.is_empty() {
        let planned = if args.dry_run { repairs } else { Vec::new() };
        report(context, &told::Told { found: &found, fixed: Vec::new(), planned, is_to_fix: args.fix })?;
        return Ok(found.verdict());
    }
    agree(args, &repairs, context)?;
    let fixed = mend(repairs, context);
    tell_what_is_left(args, fixed, context)
        .map_err(|failure| failure.unchanged("what was mended stays mended; only the report is missing"))
}

fn tell_what_is_left(args: &CheckArgs, fixed: Vec<Repair>, context: &Context) -> Result<Verdict, Failure> {
    let found = examine(args.depth, context)?;
    report(context, &told::Told { found: &found, fixed, planned: Vec::new(), is_to_fix: true })?;
    Ok(found.verdict())
}

/// All that was found, and what was looked at.
struct Found {
    findings: Vec<Finding>,
    skipped: Skipped,
    home: PathBuf,
    depth: u32,
    files: usize,
    records: usize,
    names: usize,
}

fn examine(depth: u32, context: &Context) -> Result<Found, Failure> {
    let no_home = || Failure::new(Kind::NotFound, "there is no home directory to look into").next("set HOME");
    let home = context.places.home.clone().ok_or_else(no_home)?;
    let mut skipped = Skipped::default();
    let (owner, vault) = (owner_of(&home)?, context.vault()?);
    let keeper = if vault.home().starts_with(&home) { owner } else { Owner::effective() };
    let mut findings = place::judge_vault(vault.home(), Policy::new(keeper, false), &mut skipped);
    let ledger = read_ledger(&vault, &mut skipped);
    let world = context.world(Policy::new(owner, false));
    let known = known::all(&home, owner, &ledger.records, &world);
    let look = |known| Seen::look(known, &mut findings, &mut skipped);
    let seen: Vec<Seen<'_>> = known.iter().filter_map(look).collect();
    let (interrupted, waiting) = interrupted(&vault);
    findings.extend(interrupted);
    findings.extend(seen.iter().flat_map(place::judge));
    findings.extend(key::judge(&seen, &ledger, context.today()));
    findings.extend(seen.iter().flat_map(|seen| external::judge(seen, &ledger, vault.home())));
    let search = plaintext::search(&home, depth, &seen, &waiting, &mut skipped)?;
    findings.extend(plaintext::in_git(&seen, &search.findings));
    findings.extend(search.findings);
    Ok(Found {
        findings: in_order(findings),
        skipped,
        home,
        depth,
        files: seen.len(),
        records: ledger.records.len(),
        names: search.names,
    })
}

/// Root with another user's HOME looks at that user's files, and as theirs.
fn owner_of(home: &Path) -> Result<Owner, Failure> {
    let owner = Owner::effective();
    let directory = Survey::of(&home.join("any"), Policy::strict())?.directory;
    let uid = directory.filter(|_| owner.is_root()).map_or(owner.uid, |facts| facts.uid);
    Ok(Owner { uid, ..owner })
}

/// What a killed run has left to the next one, and the copies that wait for it: they are no leftovers.
fn interrupted(vault: &Vault) -> (Option<Finding>, Vec<PathBuf>) {
    match vault.pending() {
        Ok(Some(Pending { journal, copies })) => {
            let what = "a run of akvault was interrupted, and its files wait to be finished";
            let repair = Repair::Interrupted { journal: journal.clone() };
            (Some(Finding::mended_by(Code::Interrupted, &journal, what, repair)), copies)
        }
        Err(vault::Error::File(private_file::Error::Journal { path })) => {
            let what = "a run of akvault was interrupted, and its journal cannot be read";
            let fix = format!("check the config files of the last run, then rm {}", shell_quoted(&path));
            (Some(Finding::new(Code::Interrupted, &path, what, fix)), Vec::new())
        }
        // What is wrong with the place of the ledger is told elsewhere.
        Ok(None) | Err(_) => (None, Vec::new()),
    }
}

/// A record that cannot be read is told as skipped: there is much else to look at.
fn read_ledger(vault: &Vault, skipped: &mut Skipped) -> Ledger {
    let Ok(all) = vault.records() else {
        skipped.add(Reason::Record, vault.home());
        return Ledger { records: Vec::new(), is_whole: false };
    };
    let (good, bad): (Vec<_>, Vec<_>) = all.into_iter().partition(Result::is_ok);
    for error in bad.iter().filter_map(|record| record.as_ref().err()) {
        match error {
            vault::Error::Record { name, .. } => skipped.add(Reason::Record, &vault.home().join(name.as_str())),
            _ => skipped.add(Reason::Record, vault.home()),
        }
    }
    Ledger { records: good.into_iter().flatten().collect(), is_whole: bad.is_empty() }
}

/// Each finding once, by file: a directory above several files is told for one of them.
fn in_order(mut findings: Vec<Finding>) -> Vec<Finding> {
    let is_of_a_directory = |code| matches!(code, Code::OpenDirectory | Code::OpenParent);
    let key = |finding: &Finding| (finding.path.clone(), finding.code, finding.line, finding.profile.clone());
    findings.sort_by_key(key);
    findings.dedup_by(|later, earlier| {
        let is_same_directory = is_of_a_directory(later.code) && is_of_a_directory(earlier.code);
        later == earlier || (later.path == earlier.path && is_same_directory)
    });
    findings
}

/// One question for all of it, and no lock held while it is asked.
fn agree(args: &CheckArgs, repairs: &[Repair], context: &Context) -> Result<(), Failure> {
    if args.force {
        return Ok(());
    }
    let otherwise = "give --force to mend without asking, or --dry-run to see what would be mended";
    let agreed = context.confirm(&question(repairs), "fix", otherwise);
    agreed.map_err(|failure| failure.unchanged("nothing was mended"))
}

/// As much of it as fits a screen. A name may hold a line end, and must not make a line of its own.
fn question(repairs: &[Repair]) -> String {
    const LINES: usize = 20;
    let line = |repair: &Repair| format!("  {}\n", repair.describe().replace(['\n', '\t'], " "));
    let lines: Vec<String> = repairs.iter().take(LINES).map(line).collect();
    let more = match repairs.len().saturating_sub(LINES) {
        0 => String::new(),
        more => format!("  and {more} more; --dry-run lists them all\n"),
    };
    format!("This will be mended:\n{}{more}", lines.concat())
}

/// First the directories, without which nothing is safe; then, under the lock of the ledger, what may
/// sweep the copies that an interrupted run needs: locking finishes that run.
fn mend(repairs: Vec<Repair>, context: &Context) -> Vec<Repair> {
    let (contents, rights): (Vec<_>, Vec<_>) = repairs.into_iter().partition(Repair::needs_ledger);
    let (directories, files) = rights.into_iter().partition(|repair| matches!(repair, Repair::Directory { .. }));
    let mut made = make(directories, context);
    if !contents.is_empty() {
        match context.lock_ledger() {
            Ok(_ledger) => made.extend(make(contents, context)),
            Err(failure) => context.output.warn(&failure.while_doing("cannot lock the ledger to mend").to_string()),
        }
    }
    made.extend(make(files, context));
    made
}

/// What cannot be mended is said, and is found again.
fn make(repairs: Vec<Repair>, context: &Context) -> Vec<Repair> {
    let mut made = Vec::new();
    for repair in repairs {
        match repair.make() {
            Ok(()) => made.push(repair),
            Err(failure) => context.output.warn(&failure.to_string()),
        }
    }
    made
}

#[cfg(test)]
mod tests {
    use super::finding::Severity;
    use super::*;

    /// The table and what help says of it.
    #[test]
    fn help_names_every_code_with_its_severity() {
        let help = CheckArgs::augment_args(clap::Command::new("check")).get_long_about().unwrap().to_string();
        let (critical, warning) = help.split_once("Warning: ").unwrap();
        let critical = critical.split_once("Critical: ").unwrap().1;
        let words = |text: &str| -> Vec<String> {
            let is_end = |c: char| c == ',' || c == ';' || c == '.' || c.is_whitespace();
            text.split(is_end).filter(|word| !word.is_empty()).map(str::to_owned).collect()
        };
        for code in Code::ALL {
            let (here, there) = match code.severity() {
                Severity::Critical => (critical, warning),
                Severity::Warning => (warning, critical),
            };
            let word = code.word().to_owned();
            assert!(words(here).contains(&word), "{word}");
            // A copy of a key in plaintext may be either.
            assert!(code == Code::Plaintext || !words(there).contains(&word), "{word}");
        }
    }

    #[test]
    fn a_long_list_is_cut_and_a_name_makes_no_line() {
        let repair = |number: usize| Repair::Leftover { path: format!("/a\nb{number}").into() };
        let asked = question(&(0..25).map(repair).collect::<Vec<_>>());
        assert_eq!(asked.lines().count(), 22, "{asked}");
        assert!(asked.ends_with("  and 5 more; --dry-run lists them all\n"), "{asked}");
    }
}

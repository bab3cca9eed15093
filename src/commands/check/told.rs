//! What `check` tells: people, by file; programs; and a monitoring system, in one line.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Value, json};

use super::Found;
use super::finding::{Finding, Severity};
use super::repair::Repair;
use crate::output::{Page, Report};
use crate::verdict::{State, Verdict};

/// The whole report.
pub(super) struct Told<'f> {
    pub(super) found: &'f Found,
    pub(super) fixed: Vec<Repair>,
    /// What `--fix` would do, in a dry run.
    pub(super) planned: Vec<Repair>,
    /// Whether `--fix` was asked for.
    pub(super) is_to_fix: bool,
}

impl Found {
    fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity).count()
    }

    /// The worst of the findings: anything that is not as it should be, before what is late.
    pub(super) fn verdict(&self) -> Verdict {
        let order = [Verdict::Drift, Verdict::Overdue, Verdict::DueSoon];
        let is_found = |verdict: &Verdict| self.findings.iter().any(|finding| finding.code.verdict() == *verdict);
        order.into_iter().find(is_found).unwrap_or(Verdict::Done)
    }

    /// Of a record that cannot be read nobody knows when its key is due, and what was not looked at for
    /// want of room may be anything.
    pub(super) fn state(&self) -> State {
        match (self.count(Severity::Critical), self.count(Severity::Warning)) {
            (0, 0) if self.skipped.records() > 0 || self.skipped.is_cut_short() => State::Unknown,
            (0, 0) => State::Ok,
            (0, _) => State::Warning,
            _ => State::Critical,
        }
    }

    /// `AKVAULT CRITICAL - 1 critical, 1 warning: loose-mode 1, due-soon 1 | findings=2 ...`
    pub(super) fn plugin_line(&self) -> String {
        let mut codes: BTreeMap<&str, usize> = BTreeMap::new();
        for finding in &self.findings {
            let count = codes.entry(finding.code.word()).or_default();
            *count = count.saturating_add(1);
        }
        let codes: Vec<String> = codes.into_iter().map(|(code, count)| format!("{code} {count}")).collect();
        let (critical, warning) = (self.count(Severity::Critical), self.count(Severity::Warning));
        let text = match self.state() {
            State::Ok => format!("nothing found in {}", self.scope()),
            State::Unknown if self.skipped.records() == 0 => format!("the look was not complete: {CUT_SHORT}"),
            State::Unknown => "the ledger, or a record in it, cannot be read".to_owned(),
            _ => format!("{critical} critical, {warning} warning: {}", codes.join(", ")),
        };
        let numbers = [
            ("findings", self.findings.len()),
            ("critical", critical),
            ("warning", warning),
            ("skipped", self.skipped.count()),
        ];
        self.state().line(&text, &numbers)
    }

    /// What was looked at.
    fn scope(&self) -> String {
        let count = |number: usize, one: &str, more: &str| format!("{number} {}", if number == 1 { one } else { more });
        format!(
            "{}, {} and {} down to level {} of {}",
            count(self.files, "config file", "config files"),
            count(self.records, "record", "records"),
            count(self.names, "name", "names"),
            self.depth,
            self.home.display()
        )
    }
}

/// What a clean report is worth then.
const CUT_SHORT: &str = "there is more than is read at most, and it may hold keys";

impl Report for Told<'_> {
    fn human(&self, page: &mut Page) {
        for repair in &self.fixed {
            page.line(&format!("fixed: {}", repair.describe()));
        }
        for repair in &self.planned {
            page.line(&format!("would fix: {}", repair.describe()));
        }
        if self.is_to_fix && self.fixed.is_empty() && self.planned.is_empty() {
            page.line("Nothing was fixed.");
        }
        let (scope, skipped) = (self.found.scope(), self.found.skipped.phrase());
        if self.found.findings.is_empty() {
            page.line(&format!("Nothing found in {scope}; skipped: {skipped}."));
            return self.warn_of_limits(page);
        }
        let mut path: Option<&Path> = None;
        for finding in &self.found.findings {
            if path.replace(&finding.path) != Some(&finding.path) {
                page.line(&finding.path.display().to_string());
            }
            tell(finding, page);
        }
        let (critical, warning) = (self.found.count(Severity::Critical), self.found.count(Severity::Warning));
        page.paragraph("", &format!("Found {critical} critical, {warning} warning in {scope}."));
        page.paragraph("", &format!("Skipped: {skipped}."));
        self.warn_of_limits(page);
    }

    fn json(&self) -> Value {
        let skipped =
            self.found.skipped.named().map(|(path, why)| json!({ "path": path.to_string_lossy(), "why": why }));
        let described = |repairs: &[Repair]| repairs.iter().map(Repair::describe).collect::<Vec<_>>();
        json!({
            "findings": self.found.findings.iter().map(member).collect::<Vec<_>>(),
            "skipped": skipped.collect::<Vec<_>>(),
            "skipped_counts": self.found.skipped.counts(),
            "fixed": described(&self.fixed),
            "planned": described(&self.planned),
            "looked_at": {
                "home": self.found.home.to_string_lossy(),
                "depth": self.found.depth,
                "names": self.found.names,
                "config_files": self.found.files,
                "records": self.found.records,
                "complete": !self.found.skipped.is_cut_short(),
            },
        })
    }
}

impl Told<'_> {
    fn warn_of_limits(&self, page: &mut Page) {
        if self.found.skipped.is_cut_short() {
            page.paragraph("", &format!("The look was not complete: {CUT_SHORT}."));
        }
    }
}

fn tell(finding: &Finding, page: &mut Page) {
    let at = finding.line.map_or(String::new(), |line| format!(", line {line}"));
    let profile = finding.profile.as_ref().map_or(String::new(), |profile| format!(", profile {profile}"));
    let head = format!("{} {}{at}{profile}: ", finding.severity.word(), finding.code.word());
    page.paragraph(&format!("  {head}"), &finding.what);
    page.paragraph("    ", &format!("why: {}", finding.code.why()));
    // A command is not broken: it is there to be copied.
    page.line(&format!("    fix: {}", finding.fix));
}

fn member(finding: &Finding) -> Value {
    json!({
        "code": finding.code.word(),
        "severity": finding.severity.word(),
        "path": finding.path.to_string_lossy(),
        "what": finding.what,
        "why": finding.code.why(),
        "fix": finding.fix,
        "fixable": !finding.repairs.is_empty(),
        "line": finding.line,
        "profile": finding.profile,
        "access_key_id": finding.id,
    })
}

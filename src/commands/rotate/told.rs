//! What `rotate` tells: how far it is, the next step, and what is missing for it.

use serde_json::{Value, json};

use crate::domain::rotation::{Facts, Mark, Missing, Next, Step};
use crate::domain::{Day, Days};
use crate::output::{Page, Report};

/// Where the rotation stands.
pub(super) struct Told {
    facts: Facts,
    next: Next,
    /// The step that was to be noted now, and what came of it.
    noted: Option<(&'static str, Noting)>,
}

/// What came of a step that was to be noted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Noting {
    /// It is noted now.
    Noted,
    /// It would be, but for `--dry-run`.
    Wanted,
    /// It was known before.
    Known,
}

impl Told {
    pub(super) fn new(facts: Facts, wait: Days, today: Day) -> Self {
        let next = facts.next(wait, today);
        Self { facts, next, noted: None }
    }

    /// The same after a step was to be noted.
    pub(super) fn after(self, step: &'static str, noting: Noting) -> Self {
        Self { noted: Some((step, noting)), ..self }
    }

    fn stage(&self) -> &'static str {
        self.facts.stage().map_or("active", Step::reached)
    }

    /// `[x] successor issued  2027-02-10`
    fn step(&self, step: Step) -> String {
        let because = self.facts.forced_because(step).map(|reason| format!("forced: {reason}"));
        let (mark, day, note) = match self.facts.mark(step) {
            Mark::Open => (' ', None, None),
            Mark::Skipped => ('-', None, Some(because.map_or("skipped".to_owned(), |why| format!("skipped, {why}")))),
            Mark::Done(day) => ('x', Some(day.to_string()), because),
        };
        let more: Vec<String> = day.into_iter().chain(note.map(|note| format!("({note})"))).collect();
        format!("  [{mark}] {}  {}", step.reached(), more.join(" ")).trim_end().to_owned()
    }

    fn step_member(&self, step: Step) -> Value {
        json!({
            "step": step.as_str(),
            "reached": step.reached(),
            "day": self.facts.day(step).map(|day| day.to_string()),
            "state": match self.facts.mark(step) {
                Mark::Open => "open",
                Mark::Skipped => "skipped",
                Mark::Done(_) => "done",
            },
            "forced_because": self.facts.forced_because(step),
        })
    }
}

impl Report for Told {
    fn human(&self, page: &mut Page) {
        let Self { facts, next, noted } = self;
        if let Some((step, noting)) = noted {
            let verb = match noting {
                Noting::Noted => "Noted",
                Noting::Wanted => "Would note",
                Noting::Known => "Nothing new to note",
            };
            page.line(&format!("{verb}: `{step}` of `{}`.", facts.name));
        }
        page.line(&format!("`{}` ({}) of {}: {}", facts.name, facts.id.masked(), facts.holder, self.stage()));
        for step in Step::ALL {
            page.line(&self.step(step));
        }
        page.field("successor", facts.successor.as_ref().map(|new| new.name.as_str()));
        page.field("last used", facts.last_used.map(|day| day.to_string()).as_deref());
        page.field("next", Some(&next.what));
        page.field("who", next.step.map(|_| next.who.to_string()).as_deref());
        page.field("command", next.command.as_deref());
        page.field("then", next.note.as_deref());
        next.missing.iter().for_each(|missing| page.field("missing", Some(&missing.to_string())));
        next.remarks.iter().for_each(|remark| page.paragraph("note            ", remark));
    }

    fn json(&self) -> Value {
        let Self { facts, next, noted } = self;
        json!({
            "name": facts.name.as_str(),
            "access_key_id": facts.id.masked(),
            "holder": facts.holder.as_str(),
            "user": facts.user,
            "stage": facts.stage().map_or("active", Step::as_str),
            "steps": Step::ALL.map(|step| self.step_member(step)),
            "successor": facts.successor.as_ref().map(|new| new.name.as_str()),
            "last_used": facts.last_used.map(|day| day.to_string()),
            "next": {
                "step": next.step.map(Step::as_str),
                "what": next.what,
                "who": next.step.map(|_| next.who.to_string()),
                "command": next.command,
                "note": next.note,
                "missing": next.missing.iter().map(Missing::to_string).collect::<Vec<_>>(),
                "remarks": next.remarks,
            },
            "noted": noted.filter(|(_, noting)| *noting == Noting::Noted).map(|(step, _)| step),
        })
    }
}

/// What is left of a rotation that was given up.
pub(super) struct Aborted {
    pub(super) facts: Facts,
    pub(super) successors: Vec<Facts>,
    pub(super) done: bool,
}

impl Aborted {
    fn enabling(&self) -> Option<String> {
        self.facts.noted.day(Step::Disabled).map(|_| self.facts.enabling())
    }
}

impl Report for Aborted {
    fn human(&self, page: &mut Page) {
        let verb = if self.done { "Gave up" } else { "Would give up" };
        page.line(&format!("{verb} the rotation of `{}` ({}).", self.facts.name, self.facts.id.masked()));
        page.field("enable it", self.enabling().as_deref());
        for new in &self.successors {
            page.line(&format!("`{}` ({}) is a key of its own now. If nobody needs it:", new.name, new.id.masked()));
            page.field("disable it", Some(&new.disabling()));
            page.field("then delete it", Some(&new.deleting()));
        }
    }

    fn json(&self) -> Value {
        let new =
            |new: &Facts| json!({ "name": new.name.as_str(), "disable": new.disabling(), "delete": new.deleting() });
        json!({
            "name": self.facts.name.as_str(),
            "aborted": self.done,
            "enable": self.enabling(),
            "successors": self.successors.iter().map(new).collect::<Vec<_>>(),
        })
    }
}

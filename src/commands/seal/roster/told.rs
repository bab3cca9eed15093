//! What a roster tells: a line for each row.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::halves::Gone;
use crate::output::{Page, Report};
use crate::verdict::Verdict;

/// One row, sealed now, or before.
pub(super) struct Done {
    pub(super) line: usize,
    pub(super) holder: String,
    pub(super) masked: Option<String>,
    pub(super) id: Option<String>,
    pub(super) path: Option<PathBuf>,
    pub(super) name: Option<String>,
    pub(super) phone: Option<String>,
    pub(super) is_before: bool,
    /// What is not there any more of a row that was sealed before.
    pub(super) gone: Gone,
    /// What seals its key anew.
    pub(super) again: String,
}

impl Done {
    pub(super) fn is_new(&self) -> bool {
        self.path.is_some()
    }

    fn state(&self) -> &'static str {
        match (self.is_before, self.is_new()) {
            (true, _) => "sealed before",
            (false, true) => "sealed",
            (false, false) => "would be sealed",
        }
    }
}

impl Done {
    fn told_state(&self) -> String {
        if self.gone.is_any() { format!("{}, {}", self.state(), self.gone.what()) } else { self.state().to_owned() }
    }
}

/// All of them, in the order of the roster.
pub(super) struct Told {
    pub(super) done: Vec<Done>,
    pub(super) is_dry: bool,
}

impl Told {
    fn count(&self, state: &str) -> usize {
        self.done.iter().filter(|one| one.state() == state).count()
    }

    fn gone(&self) -> impl Iterator<Item = &Done> {
        self.done.iter().filter(|one| one.gone.is_any())
    }

    /// That a half is gone is no failure, and nothing that should stay untold.
    pub(super) fn verdict(&self) -> Verdict {
        if self.gone().next().is_some() { Verdict::Drift } else { Verdict::Done }
    }

    fn tell_gone(&self, page: &mut Page) {
        if self.gone().next().is_none() {
            return;
        }
        page.line(&format!("Of {} that were sealed before, a half is not where it was put:", self.gone().count()));
        for one in self.gone() {
            page.line(&format!("  line {}: {}; to seal it anew: {}", one.line, one.gone.what(), one.again));
        }
        page.paragraph(
            "",
            "If both were sent already, nothing is lost: they are not looked for once a receipt is back. What was only moved \
             is found again where it was. Else nobody can open that bundle: the command above seals its key anew, which notes \
             a further bundle in the same record; the receipt of either one counts.",
        );
    }
}

impl Report for Told {
    fn human(&self, page: &mut Page) {
        let cell = |text: Option<&String>| text.cloned().unwrap_or_else(|| "-".to_owned());
        let row = |one: &Done| {
            vec![
                one.line.to_string(),
                one.holder.clone(),
                cell(one.masked.as_ref()),
                cell(one.id.as_ref()),
                cell(one.name.as_ref()),
                cell(one.phone.as_ref()),
                one.told_state(),
            ]
        };
        let rows: Vec<Vec<String>> = self.done.iter().map(row).collect();
        page.table(&["LINE", "HOLDER", "ACCESSKEY", "BUNDLE", "NAME", "PHONE", "STATE"], &rows);
        if self.is_dry {
            page.line(&format!(
                "{} would be sealed, {} were sealed before.",
                self.count("would be sealed"),
                self.count("sealed before")
            ));
        } else {
            page.line(&format!("{} sealed, {} sealed before.", self.count("sealed"), self.count("sealed before")));
            page.line("Send the bundles by one channel (e-mail), and each text by another (text message).");
        }
        self.tell_gone(page);
    }

    fn json(&self) -> Value {
        let row = |one: &Done| {
            json!({
                "line": one.line,
                "holder": one.holder,
                "access_key_id": one.masked,
                "id": one.id,
                "path": one.path.as_deref().map(Path::to_string_lossy),
                "name": one.name,
                "phone": one.phone,
                "state": one.state(),
                "gone": one.gone.members(),
                "again": one.gone.is_any().then_some(&one.again),
            })
        };
        json!({
            "rows": self.done.iter().map(row).collect::<Vec<_>>(),
            "sealed": self.count("sealed"),
            "sealed_before": self.count("sealed before"),
            "gone": self.gone().count(),
        })
    }
}

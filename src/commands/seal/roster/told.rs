//! What a roster tells: a line for each row.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::output::{Page, Report};

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

/// All of them, in the order of the roster.
pub(super) struct Told {
    pub(super) done: Vec<Done>,
    pub(super) is_dry: bool,
}

impl Told {
    fn count(&self, state: &str) -> usize {
        self.done.iter().filter(|one| one.state() == state).count()
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
                one.state().to_owned(),
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
            return;
        }
        page.line(&format!("{} sealed, {} sealed before.", self.count("sealed"), self.count("sealed before")));
        page.line("Send the bundles by one channel (e-mail), and each text by another (text message).");
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
            })
        };
        json!({
            "rows": self.done.iter().map(row).collect::<Vec<_>>(),
            "sealed": self.count("sealed"),
            "sealed_before": self.count("sealed before"),
        })
    }
}

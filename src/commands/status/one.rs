//! `status NAME`: one record in detail, from its own file.

use serde_json::{Value, json};

use super::told::Told;
use crate::commands::{report, warn_of_break};
use crate::context::Context;
use crate::domain::HostLabel;
use crate::failure::Failure;
use crate::output::{Page, Report};
use crate::vault::{Kind, Record};

pub(super) fn tell(record: &Record, told: &Told, context: &Context) -> Result<(), Failure> {
    warn_of_break(record, context);
    report(context, &One { record, told })
}

struct One<'r> {
    record: &'r Record,
    told: &'r Told,
}

impl Report for One<'_> {
    fn human(&self, page: &mut Page) {
        let Some(item) = self.told.iter().next() else { return };
        let record = self.record;
        page.field("name", Some(record.name.as_str()));
        page.field("access key id", record.masked_id().as_deref());
        page.field("kind", (record.kind == Kind::File).then_some("file"));
        page.field("holder", Some(record.holder.as_str()));
        page.field("state", Some(record.state()));
        page.field("created", Some(&format!("{} ({} days ago)", record.created, item.age())));
        page.field("rotate by", Some(&format!("{} ({})", record.rotate_by, item.due())));
        for receipt in &record.receipts {
            let host = receipt.host.as_ref().map_or("an unnamed host", HostLabel::as_str);
            page.field("installed on", Some(&format!("{host}, receipt of {}", receipt.day)));
        }
        for place in &record.installed {
            page.field(
                "installed here",
                Some(&format!("{} for {}, {}", place.path.display(), place.client, place.day)),
            );
        }
        page.field("next step", Some(item.next_step().as_deref().unwrap_or("nothing to do")));
    }

    fn json(&self) -> Value {
        let record = self.record;
        let receipts = record.receipts.iter().map(
            |receipt| json!({ "host": receipt.host.as_ref().map(HostLabel::as_str), "day": receipt.day.to_string() }),
        );
        let places = record.installed.iter().map(|place| {
            json!({ "client": place.client, "path": place.path.to_string_lossy(), "day": place.day.to_string() })
        });
        let (receipts, places): (Vec<Value>, Vec<Value>) = (receipts.collect(), places.collect());
        let mut value = self.told.json();
        if let Some(key) = value.pointer_mut("/keys/0").and_then(Value::as_object_mut) {
            key.insert("receipts".into(), receipts.into());
            key.insert("installed_here".into(), places.into());
            key.insert("history_intact".into(), record.history_breaks_at().is_none().into());
        }
        value
    }
}

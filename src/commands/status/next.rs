//! The single next step for a record: what is left to do, by whoever reads it.

use crate::domain::Standing;
use crate::vault::{Kind, Row};

/// What to do next, in a few words; nothing where there is nothing to do. A rotation that has begun goes
/// on: `rotate` tells its step.
pub(super) fn next_step(row: &Row<'_>, standing: Standing, has_successor: bool) -> Option<String> {
    match (row.kind, standing, row.state) {
        (_, _, "deleted") => None,
        (Kind::AccessKey, Standing::Overdue | Standing::DueSoon, _) | (Kind::AccessKey, _, "disabled") => {
            Some(format!("akvault rotate {}", row.name))
        }
        (Kind::AccessKey, ..) if has_successor => Some(format!("akvault rotate {}", row.name)),
        (Kind::File, Standing::Overdue | Standing::DueSoon, _) => Some("replace what the file holds".to_owned()),
        (Kind::AccessKey, Standing::Fresh, "sealed") => {
            let bundle = row.bundles.rsplit(' ').next().and_then(|id| id.get(..SHORT)).unwrap_or("ID");
            Some(format!("wait for the receipt of {bundle}"))
        }
        _ => None,
    }
}

/// Characters of a short bundle id, with its dash.
const SHORT: usize = 9;

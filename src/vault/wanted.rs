//! Records by what stands in them. The index says which ones may be meant; each of those is read before it counts.

use std::path::Path;

use super::{Error, Name, Record, Row, Vault};
use crate::domain::AccessKeyId;

/// What is looked for.
#[derive(Debug, Clone, Copy)]
pub enum Wanted<'w> {
    /// The records of an AccessKey.
    Key(&'w AccessKeyId),
    /// The records of keys that replace this one.
    SuccessorOf(&'w AccessKeyId),
    /// The records of a bundle, by its canonical id, short or long.
    Bundle(&'w str),
    /// The records of an installation that made this file.
    MadeFile(&'w Path),
}

impl Wanted<'_> {
    fn may_be(&self, row: &Row<'_>) -> bool {
        match self {
            Self::Key(id) => row.access_key_id == Some(id.as_str()),
            Self::SuccessorOf(id) => row.supersedes == Some(id.as_str()),
            Self::Bundle(id) => row.bundles.split(' ').any(|bundle| bundle.starts_with(id)),
            Self::MadeFile(_) => row.places > 0,
        }
    }

    fn is(&self, record: &Record) -> bool {
        match self {
            Self::Key(id) => record.is_of(id),
            Self::SuccessorOf(id) => record.supersedes.as_ref() == Some(id),
            Self::Bundle(id) => record.bundles.iter().any(|bundle| bundle.is_called(id)),
            Self::MadeFile(path) => record.installed.iter().any(|place| place.path == *path && place.made_file),
        }
    }
}

impl Vault {
    /// The records that are wanted. Those that cannot be read are passed over: [`super::Ledger::faults`] names them.
    ///
    /// # Errors
    /// As [`Vault::find`].
    pub fn find_by(&self, wanted: &Wanted<'_>) -> Result<Vec<Record>, Error> {
        let rows = self.rows()?;
        let names = rows.iter().filter(|row| wanted.may_be(row)).filter_map(|row| Name::new(row.name).ok());
        let records: Vec<_> = names.map(|name| self.read_now(&name)).collect();
        let faults = rows.into_faults().into_iter().map(Err);
        super::picked(faults.chain(records), |record| wanted.is(record))
    }
}

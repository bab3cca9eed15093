//! The formats that are ours, `json` and `toml`: a key is a table of its profile.

use std::borrow::Cow;

use super::{Broken, Entry, Field, Present, Share};
use crate::secret::Secret;

const ID: &str = "access_key_id";
const SECRET: &str = "access_key_secret";
const TOKEN: &str = "security_token";
const REGION: &str = "region_id";

/// What an entry is made of, and all that goes with it: whatever else stands beside it is the program's.
pub(super) const PLAIN: [&str; 4] = [ID, SECRET, TOKEN, REGION];

pub(super) fn plain_fields<'a>(entry: &Entry<'a>) -> Vec<Field<'a>> {
    let mut fields = vec![(ID, Some(entry.id())), (SECRET, Some(entry.secret())), (TOKEN, entry.token())];
    fields.extend(entry.region().map(|region| (REGION, Some(region))));
    fields
}

impl Present {
    /// What a file of [`plain_fields`] holds.
    pub(super) fn plain<'t>(read: impl Fn(&str) -> Result<Option<Cow<'t, str>>, Broken>) -> Result<Self, Broken> {
        Ok(Self {
            mode: "AK".to_owned(),
            id: read(ID)?.map(String::from),
            secret: read(SECRET)?.map(|text| Secret::from(text.as_ref())),
            token: read(TOKEN)?.map(|text| Secret::from(text.as_ref())),
            region: read(REGION)?.map(String::from),
            process: None,
            share: Share::All,
        })
    }
}

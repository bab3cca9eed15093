//! Two files of one value each, for lego and what is built on it (Traefik): the variables
//! `ALICLOUD_ACCESS_KEY_FILE` and `ALICLOUD_SECRET_KEY_FILE` name them (lego
//! `providers/dns/alidns/alidns.go`).
//!
//! lego `platform/env/env.go`, `GetOrFile`, cuts one line feed off the end and nothing else, so what is
//! written ends in one; a file with white space in its value is refused. A token would take a third
//! variable, which is for credentials that expire before the next certificate is due.

use super::{
    Broken, Client, Entry, Format, Named, Part, Placed, Present, Share, is_new, refuse_byte_order_mark, refuse_token,
    word,
};
use crate::domain::ProfileName;
use crate::secret::Secret;

#[derive(Debug)]
pub(super) struct Lego;

/// One half of a key, alone in its file.
#[derive(Debug)]
struct OneValue {
    variable: &'static str,
    share: Share,
}

const ID: OneValue = OneValue { variable: "ALICLOUD_ACCESS_KEY", share: Share::Id };
const SECRET: OneValue = OneValue { variable: "ALICLOUD_SECRET_KEY", share: Share::Secret };

impl Client for Lego {
    fn name(&self) -> &'static str {
        "lego"
    }

    fn about(&self) -> &'static str {
        "--config DIRECTORY: lego, Traefik, a file per value"
    }

    fn directory(&self) -> Option<&'static str> {
        None
    }

    fn parts(&self) -> &'static [Part] {
        &[
            Part { file: ID.variable, format: &ID, family: None },
            Part { file: SECRET.variable, format: &SECRET, family: None },
        ]
    }

    fn keeps_tokens(&self) -> bool {
        false
    }

    fn has_profiles(&self) -> bool {
        false
    }

    fn is_inseparable(&self) -> bool {
        true
    }

    fn afterwards(&self, placed: &Placed<'_>) -> Vec<String> {
        let variables = [ID.variable, SECRET.variable];
        placed.paths.iter().zip(variables).map(|(path, variable)| format!("{variable}_FILE={}", word(path))).collect()
    }
}

impl Format for OneValue {
    fn find(&self, text: &str, _: &ProfileName) -> Result<Option<Present>, Broken> {
        let value = value(text)?;
        let mine = |share| Some(value).filter(|_| self.share == share);
        let present = Present {
            mode: "AK".to_owned(),
            id: mine(Share::Id).map(str::to_owned),
            secret: mine(Share::Secret).map(Secret::from),
            token: None,
            region: None,
            process: None,
            share: self.share,
        };
        Ok(Some(present).filter(|_| !value.is_empty()))
    }

    fn put(&self, text: &str, _: &ProfileName, entry: &Entry<'_>) -> Result<Secret, Broken> {
        refuse_token(text, entry)?;
        let new = if self.share == Share::Id { entry.id() } else { entry.secret() };
        let is_there = value(text)? == new && !text.contains('\r');
        Ok(if is_there { Secret::from(text) } else { Secret::from(format!("{new}\n")) })
    }

    fn remove(&self, text: &str, _: &ProfileName) -> Result<Secret, Broken> {
        let is_there = !value(text)?.is_empty();
        Ok(Secret::from(if is_there { "" } else { text }))
    }

    /// The one value goes by the name of its variable.
    fn named(&self, text: &str) -> Result<Named, Broken> {
        let found = self.find(text, &ProfileName::default())?;
        Ok(found.map(|present| (self.variable.to_owned(), Ok(present))).into_iter().collect())
    }
}

/// Without the line end; nothing in a new file.
fn value(text: &str) -> Result<&str, Broken> {
    refuse_byte_order_mark(text)?;
    let value = if is_new(text) { "" } else { text.trim_end_matches(['\r', '\n']) };
    match value.find(|c: char| c.is_whitespace() || c.is_control()) {
        Some(at) => Err(Broken::at(text, at, "this file should hold one value, without white space")),
        None => Ok(value),
    }
}

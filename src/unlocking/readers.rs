//! Whom the vault's secrets are sealed to. Whoever can write to its directory can put a public key into
//! `recipients.txt`, so the verbs that seal say how many there are, and `rekey` and `verify` which.

use serde_json::{Value, json};

use crate::output::Page;
use crate::seal::{Identities, Recipients};

/// The public keys of `recipients.txt`.
#[derive(Debug, Default)]
pub struct Readers(Vec<Reader>);

#[derive(Debug)]
struct Reader {
    key: String,
    /// Whether an identity at hand belongs to it; not known where none was opened.
    is_at_hand: Option<bool>,
}

impl Readers {
    /// All of them, compared with the identities that were opened.
    pub fn of(recipients: &Recipients, identities: Option<&Identities>) -> Self {
        let known: Option<Vec<String>> = identities.map(|identities| identities.public_keys().collect());
        let reader = |key: String| Reader { is_at_hand: known.as_ref().map(|known| known.contains(&key)), key };
        Self(recipients.keys().map(reader).collect())
    }

    /// A field for each.
    pub fn fields(&self, page: &mut Page) {
        for Reader { key, is_at_hand } in &self.0 {
            let hint = if *is_at_hand == Some(true) { " (its identity is at hand)" } else { "" };
            page.field("sealed to", Some(&format!("{key}{hint}")));
        }
    }

    /// A member for each.
    pub fn members(&self) -> Value {
        self.0.iter().map(|reader| json!({ "key": reader.key, "identity_at_hand": reader.is_at_hand })).collect()
    }
}

/// How a verb says that something is sealed: to how many keys, where there is more than the vault's own.
pub fn sealed_to(recipients: &Recipients) -> String {
    match recipients.len() {
        0 | 1 => "sealed".to_owned(),
        many => format!("sealed to {many} public keys"),
    }
}

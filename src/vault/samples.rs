//! What the tests of this room begin with.

use super::{Issued, Record};
use crate::domain::{AccessKeyId, Day, Holder, Name};
use crate::seal::{self, Identities, Recipients};
use crate::secret::Secret;

/// A new key pair.
pub(crate) fn keys() -> (Identities, Recipients) {
    let pair = seal::generate();
    let text = Secret::from(pair.secret.expose().as_bytes().to_vec());
    let mut recipients = Recipients::none();
    recipients.add(&pair.recipient, "test").unwrap();
    (Identities::parse(&text, "test", &mut |_| None).unwrap(), recipients)
}

/// The record of an AccessKey.
pub(crate) fn record(name: &str, id: &str, holder: &str, user: Option<&str>) -> Record {
    let day = |text| Day::parse(text).unwrap();
    let issued = Issued {
        issuer: "olga@desk".into(),
        created: day("2026-11-23"),
        rotate_by: day("2027-02-21"),
        supersedes: None,
        profile: None,
        region: None,
        account: None,
        user: user.map(str::to_owned),
    };
    let now = "2026-11-23T12:00:00Z".parse().unwrap();
    let id = Some(AccessKeyId::new(id).unwrap());
    Record::new(Name::new(name).unwrap(), id, Holder::new(holder).unwrap(), issued, now)
}

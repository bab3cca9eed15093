//! `--eml`: where the unsent e-mail goes, and what it says.

use std::path::{Path, PathBuf};

use super::SealArgs;
use super::parcel::Parcel;
use crate::bundle::draft::address;
use crate::bundle::{BundleId, Draft};
use crate::context::Context;
use crate::domain::Holder;
use crate::failure::Failure;
use crate::private_file::{Policy, Staged};
use crate::vault::Kind;

/// What the holder types; the long id is the second channel's, so that it is shown to the operator alone.
pub(super) fn command(bundle: &str, kind: Kind, has_region: bool, expect: Option<&str>) -> String {
    match kind {
        Kind::File => return format!("akvault open {bundle} -o FILE"),
        Kind::Seed => return format!("akvault install {bundle} --mfa NAME"),
        Kind::AccessKey => {}
    }
    let region = if has_region { "" } else { " --region REGION" };
    let identity = expect.map(|long| format!(" -i IDENTITY --expect {long}")).unwrap_or_default();
    format!("akvault install {bundle} --client aliyun{region}{identity}")
}

/// A directory gets a file of the bundle's name; what ends in `.eml` is the file itself.
fn path(given: &Path, id: &BundleId) -> PathBuf {
    let is_file = given.extension().is_some_and(|extension| extension == "eml") && !given.is_dir();
    if is_file { given.to_owned() } else { given.join(format!("{id}.eml")) }
}

/// One draft, which can be made anywhere.
pub(super) struct Sheet<'a> {
    pub(super) parcel: &'a Parcel,
    pub(super) to_recipients: bool,
    pub(super) now: jiff::Timestamp,
}

impl Sheet<'_> {
    /// The draft of a bundle, waiting for its name.
    pub(super) fn stage(&self, given: &Path, id: &BundleId, bundle: &[u8], policy: Policy) -> Result<Staged, Failure> {
        let parcel = self.parcel;
        let expect = self.to_recipients.then_some("LONG-ID");
        let command = command(&format!("{id}.age"), parcel.kind, parcel.issued.region.is_some(), expect);
        let draft = Draft {
            id,
            holder: &parcel.holder,
            issuer: &parcel.issued.issuer,
            command: &command,
            to_recipients: self.to_recipients,
            created: parcel.issued.created,
            rotate_by: parcel.issued.rotate_by,
            install_before: parcel.install_before,
            bundle,
        };
        Ok(Staged::new_file(&path(given, id), policy, draft.message(self.now).as_bytes())?)
    }
}

/// The draft that was asked for, if one was.
pub(super) fn stage(
    args: &SealArgs,
    parcel: &Parcel,
    id: &BundleId,
    bundle: &[u8],
    policy: Policy,
    context: &Context,
) -> Result<Option<Staged>, Failure> {
    let sheet = Sheet { parcel, to_recipients: args.is_to_recipients(), now: context.clock.now() };
    args.eml.as_deref().map(|given| sheet.stage(given, id, bundle, policy)).transpose()
}

/// Whoever sends such a draft has to type whom it is for.
pub(super) fn warn_of_no_address<'h, H: Iterator<Item = &'h Holder>>(holders: H, context: &Context) {
    let mut unaddressed = holders.filter(|holder| address(holder).is_none());
    let Some(first) = unaddressed.next() else { return };
    let more = match unaddressed.count() {
        0 => String::new(),
        more => format!(" (and {more} more)"),
    };
    context.output.warn(&format!("{first}{more} is no plain mail address: the draft is addressed to nobody yet"));
}

//! What is going to be sealed: gathered, and described for the ledger.

use super::SealArgs;
use crate::bundle::manifest::RECEIPT_KEY;
use crate::bundle::{Manifest, Packed};
use crate::context::Context;
use crate::domain::{AccessKeyId, Day, Holder, Name};
use crate::failure::Failure;
use crate::gathering::{Gathered, oddity_of_deadline, oddity_of_source};
use crate::intake;
use crate::mfa::Otpauth;
use crate::private_file::Source;
use crate::secret::Secret;
use crate::vault::{FORCED, Issued, Kind, Record, SealedBundle, Vault, What};

/// One payload, with what is known of it.
pub(super) struct Parcel {
    pub(super) payload: Secret<[u8]>,
    pub(super) holder: Holder,
    /// What the ledger takes over.
    pub(super) issued: Issued,
    pub(super) install_before: Day,
    pub(super) today: Day,
    /// The key; none for a file that is sealed as it is, and for a seed.
    pub(super) key: Option<Key>,
    /// What it is.
    pub(super) kind: Kind,
    /// Where it came from, when that may be deleted.
    pub(super) source: Option<Source>,
    /// Whether it is for this holder although it is another one's.
    pub(super) is_forced: bool,
}

/// What the ledger notes of a key.
pub(super) struct Key {
    pub(super) id: AccessKeyId,
    pub(super) receipt_key: Secret<[u8]>,
}

impl Parcel {
    /// Reads the source, checks it, and says what the operator should know.
    pub(super) fn gather(args: &SealArgs, holder: Holder, context: &Context) -> Result<Self, Failure> {
        match args.source.file.as_deref().filter(|_| args.as_is) {
            Some(path) => {
                let (bytes, source) = args.source.read(path)?;
                Self::of_file(bytes, source, args, holder, context)
            }
            None => Self::of_one_key(args.source.gather(&holder, context)?, args, holder, context),
        }
    }

    fn of_file(
        bytes: Secret<[u8]>,
        source: Option<Source>,
        args: &SealArgs,
        holder: Holder,
        context: &Context,
    ) -> Result<Self, Failure> {
        if bytes.expose().is_empty() {
            return Err(intake::Error::Empty.into());
        }
        let issued = args.source.dated(None, None, context);
        let oddities =
            oddity_of_source(source.as_ref()).into_iter().chain(oddity_of_deadline(issued.rotate_by, context.today()));
        oddities.for_each(|oddity| context.output.warn(&oddity));
        let (today, install_before) = (context.today(), args.install_before.day(context.today()));
        Ok(Self {
            payload: bytes,
            holder,
            issued,
            install_before,
            today,
            key: None,
            kind: Kind::File,
            source,
            is_forced: false,
        })
    }

    /// The document of the one key that was gathered, and what the operator should know.
    pub(super) fn of_one_key(
        gathered: Gathered,
        args: &SealArgs,
        holder: Holder,
        context: &Context,
    ) -> Result<Self, Failure> {
        gathered.oddities(context.today()).for_each(|oddity| context.output.warn(&oddity));
        Self::of_key(gathered, args, holder, context)
    }

    /// The document of a key that was gathered.
    pub(super) fn of_key(
        gathered: Gathered,
        args: &SealArgs,
        holder: Holder,
        context: &Context,
    ) -> Result<Self, Failure> {
        let Gathered { access_key, issued, source } = gathered;
        let id = access_key.id.clone();
        let receipt_key: Secret<[u8]> = context.random::<RECEIPT_KEY>()?.to_vec().into();
        let (today, install_before) = (context.today(), args.install_before.day(context.today()));
        let Issued { issuer, created, rotate_by, supersedes, profile, region, account, user } = issued.clone();
        let manifest = Manifest {
            access_key,
            holder: holder.clone(),
            issuer,
            created,
            rotate_by,
            install_before,
            supersedes,
            profile,
            region,
            account,
            user,
            receipt_key: receipt_key.expose().to_vec().into(),
        };
        let (payload, key) = (manifest.encode()?, Some(Key { id, receipt_key }));
        Ok(Self {
            payload,
            holder,
            issued,
            install_before,
            today,
            key,
            kind: Kind::AccessKey,
            source,
            is_forced: args.source.force,
        })
    }

    /// The otpauth URI of an MFA device: a bundle holds it or an AccessKey, never both.
    pub(super) fn of_seed(otpauth: &Otpauth, args: &SealArgs, holder: Holder, context: &Context) -> Self {
        let issued = args.source.dated(None, None, context);
        let (today, install_before) = (context.today(), args.install_before.day(context.today()));
        let line = Secret::from(format!("{}\n", otpauth.uri().expose()));
        let payload = Secret::from(line.expose().as_bytes().to_vec());
        Self {
            payload,
            holder,
            issued,
            install_before,
            today,
            key: None,
            kind: Kind::Seed,
            source: None,
            is_forced: false,
        }
    }

    /// Who has the AccessKey and the seed has all that there is of the user.
    pub(super) fn warn_of_the_other_factor(&self, vault: &Vault, context: &Context) -> Result<(), Failure> {
        self.warn_of(vault.find(|record| self.is_completed_by(record))?.first(), context);
        Ok(())
    }

    /// Whether a record is of the other factor, sealed for the same holder today.
    pub(super) fn is_completed_by(&self, record: &Record) -> bool {
        let is_other =
            matches!((self.kind, record.kind), (Kind::AccessKey, Kind::Seed) | (Kind::Seed, Kind::AccessKey));
        is_other
            && record.holder.resembles(&self.holder)
            && record.bundles.iter().any(|bundle| bundle.sealed == self.today)
    }

    /// Says it, if there is such a record.
    pub(super) fn warn_of(&self, other: Option<&Record>, context: &Context) {
        let Some(record) = other else { return };
        let what = if record.kind == Kind::Seed { "an MFA seed" } else { "an AccessKey" };
        context.output.warn(&format!(
            "{what} was sealed for {} today too (record `{}`): the two must not go by the same channel",
            self.holder, record.name
        ));
    }

    /// The key's record with this bundle in it, and `more` about it; a new one, under a free name, for a new key.
    pub(super) fn noted(
        &self,
        known: Option<Record>,
        packed: &Packed,
        more: &[(&str, &str)],
        now: jiff::Timestamp,
        free_name: impl FnOnce() -> Result<Name, Failure>,
    ) -> Result<Record, Failure> {
        let (id, until) = (packed.id.long(), self.install_before.to_string());
        let mut record = if let Some(mut record) = known {
            record.update(self.issued.clone());
            record
        } else {
            let id = self.access_key_id().cloned();
            Record { kind: self.kind, ..Record::new(free_name()?, id, self.holder.clone(), self.issued.clone(), now) }
        };
        record.bundles.push(SealedBundle {
            id: id.to_owned(),
            sealed: self.today,
            install_before: self.install_before,
            receipt_key: self.key.as_ref().map(|key| key.receipt_key.expose().to_vec().into()),
        });
        let facts = [("bundle", id), ("holder", self.holder.as_str()), ("install_before", &until)];
        let forced = self.is_forced.then_some(FORCED);
        let facts: Vec<_> = facts.iter().chain(more).copied().chain(forced).collect();
        record.history.note(now, What::Sealed, &facts);
        Ok(record)
    }

    pub(super) fn access_key_id(&self) -> Option<&AccessKeyId> {
        self.key.as_ref().map(|key| &key.id)
    }

    /// What may be meant.
    pub(super) fn warn(&self, context: &Context) {
        if self.install_before < self.today {
            context.output.warn("the last day to install this bundle has passed already");
        }
    }

    /// One AccessKey is for one person or application.
    pub(super) fn refuse_second_holder(&self, args: &SealArgs, vault: &Vault) -> Result<(), Failure> {
        let id = self.access_key_id();
        id.map_or(Ok(()), |id| args.source.refuse_second_holder(id, &self.holder, vault))
    }
}

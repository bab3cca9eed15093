//! What is going to be sealed: read from its source, checked, and described for the ledger.

use std::path::Path;

use super::SealArgs;
use crate::bundle::manifest::RECEIPT_KEY;
use crate::bundle::{Manifest, PAYLOAD_CAP};
use crate::context::Context;
use crate::domain::{AccessKey, AccessKeyId, Day, Holder, Standing};
use crate::failure::{Failure, Kind as FailureKind};
use crate::intake::{self, FORMATS, Found};
use crate::opening::is_dash;
use crate::private_file::{Source, read_stdin};
use crate::secret::Secret;
use crate::vault::{Issued, Kind, Record, Vault};

/// The names for `--format`.
pub(super) fn format_names() -> Vec<&'static str> {
    FORMATS.iter().map(|format| format.name()).collect()
}

/// One payload, with what is known of it.
pub(super) struct Parcel {
    pub(super) payload: Secret<[u8]>,
    pub(super) holder: Holder,
    pub(super) issuer: String,
    pub(super) created: Day,
    pub(super) rotate_by: Day,
    pub(super) install_before: Day,
    pub(super) supersedes: Option<AccessKeyId>,
    pub(super) today: Day,
    /// Public facts of the key; none for a file that is sealed as it is.
    pub(super) facts: Option<Facts>,
    /// Where it came from, when that may be deleted.
    pub(super) source: Option<Source>,
}

/// What the ledger notes of a key.
pub(super) struct Facts {
    pub(super) id: AccessKeyId,
    pub(super) receipt_key: Secret<[u8]>,
    pub(super) account: Option<String>,
    pub(super) user: Option<String>,
    pub(super) region: Option<crate::domain::Region>,
    oddities: Vec<&'static str>,
}

impl Parcel {
    /// Reads the source and checks it.
    pub(super) fn gather(args: &SealArgs, context: &Context) -> Result<Self, Failure> {
        let Some(path) = args.file.as_deref() else { return Self::of_key(ask(context)?, args, context) };
        let Input { bytes, source } = Input::read(path)?;
        let parcel = if args.as_is {
            Self::of_file(bytes, args, context)?
        } else {
            Self::of_key(choose(&bytes, args)?, args, context)?
        };
        if args.remove_source {
            source.as_ref().map_or(Ok(()), Source::removable)?;
        }
        Ok(Self { source, ..parcel })
    }

    fn of_file(bytes: Secret<[u8]>, args: &SealArgs, context: &Context) -> Result<Self, Failure> {
        if bytes.expose().is_empty() {
            return Err(intake::Error::Empty.into());
        }
        Ok(Self::dated(bytes, None, None, args, context))
    }

    fn of_key(found: Found, args: &SealArgs, context: &Context) -> Result<Self, Failure> {
        refuse_temporary(&found.access_key)?;
        if args.supersedes.as_ref() == Some(&found.access_key.id) {
            return Err(Failure::new(FailureKind::Usage, "a key does not replace itself")
                .next("give --supersedes the old AccessKey ID"));
        }
        let oddities = [found.access_key.id.oddity(), found.access_key.secret_oddity()].into_iter().flatten().collect();
        let region = args.region.clone().or(found.region);
        let facts = Facts {
            id: found.access_key.id.clone(),
            receipt_key: context.random::<RECEIPT_KEY>()?.to_vec().into(),
            account: found.account,
            user: found.user,
            region,
            oddities,
        };
        let known = known(&facts.id, &args.holder, context)?;
        // The source knows best when a key was created, then the ledger.
        let created = found.created.or(known.as_ref().map(|record| record.created));
        let empty = Secret::from(Vec::new());
        let mut parcel = Self::dated(empty, Some(facts), created, args, context);
        parcel.supersedes = args.supersedes.clone().or(known.and_then(|record| record.supersedes));
        parcel.payload = parcel.manifest(found.access_key, args)?.encode()?;
        Ok(parcel)
    }

    fn dated(
        payload: Secret<[u8]>,
        facts: Option<Facts>,
        known: Option<Day>,
        args: &SealArgs,
        context: &Context,
    ) -> Self {
        let today = context.today();
        let created = args.created.or(known).unwrap_or(today);
        Self {
            payload,
            holder: args.holder.clone(),
            issuer: context.places.issuer(),
            created,
            rotate_by: created.plus(args.rotate_every),
            install_before: args.install_before.day(today),
            supersedes: None,
            today,
            facts,
            source: None,
        }
    }

    fn manifest(&self, access_key: AccessKey, args: &SealArgs) -> Result<Manifest, Failure> {
        let facts = self.facts.as_ref().ok_or(intake::Error::Empty)?;
        Ok(Manifest {
            access_key,
            holder: self.holder.clone(),
            issuer: self.issuer.clone(),
            created: self.created,
            rotate_by: self.rotate_by,
            install_before: self.install_before,
            supersedes: self.supersedes.clone(),
            profile: args.profile.clone(),
            region: facts.region.clone(),
            account: facts.account.clone(),
            user: facts.user.clone(),
            receipt_key: facts.receipt_key.expose().to_vec().into(),
        })
    }

    /// What was sealed.
    pub(super) fn kind(&self) -> Kind {
        if self.facts.is_some() { Kind::AccessKey } else { Kind::File }
    }

    pub(super) fn access_key_id(&self) -> Option<&AccessKeyId> {
        self.facts.as_ref().map(|facts| &facts.id)
    }

    /// What the ledger takes over.
    pub(super) fn issued(&self, args: &SealArgs) -> Issued {
        let facts = self.facts.as_ref();
        Issued {
            issuer: self.issuer.clone(),
            created: self.created,
            rotate_by: self.rotate_by,
            supersedes: self.supersedes.clone(),
            profile: args.profile.clone(),
            region: facts.and_then(|facts| facts.region.clone()),
            account: facts.and_then(|facts| facts.account.clone()),
            user: facts.and_then(|facts| facts.user.clone()),
        }
    }

    /// What the operator should know, but may be meant.
    pub(super) fn warn(&self, context: &Context) {
        for oddity in self.facts.iter().flat_map(|facts| &facts.oddities) {
            context.output.warn(oddity);
        }
        if let Some(mode) = self.source.as_ref().and_then(Source::open_to_others) {
            context.output.warn(&format!(
                "others can read the source (mode {mode:04o}): if this machine has other users, they may have seen it"
            ));
        }
        if Standing::of(self.rotate_by, self.today) == Standing::Overdue {
            context.output.warn(&format!("this key was due to be replaced on {}", self.rotate_by));
        }
        if self.install_before < self.today {
            context.output.warn("the last day to install this bundle has passed already");
        }
    }

    /// One AccessKey is for one person or application.
    pub(super) fn refuse_second_holder(&self, args: &SealArgs, vault: &Vault) -> Result<(), Failure> {
        let Some(facts) = self.facts.as_ref().filter(|_| !args.force) else { return Ok(()) };
        let records = vault.find(|record| record.is_of(&facts.id))?;
        if records.iter().any(|record| record.holder == self.holder) {
            return Ok(());
        }
        match records.first() {
            None => Ok(()),
            Some(first) => Err(Failure::new(
                FailureKind::Conflict,
                format!(
                    "the AccessKey {} was sealed for {} before (record `{}`)",
                    facts.id.masked(),
                    first.holder,
                    first.name
                ),
            )
            .next("create an AccessKey of its own for each person and application; --force seals it all the same")),
        }
    }
}

/// What was read, and from where, when that is a file.
struct Input {
    bytes: Secret<[u8]>,
    source: Option<Source>,
}

impl Input {
    fn read(path: &Path) -> Result<Self, Failure> {
        if is_dash(path) {
            return Ok(Self { bytes: read_stdin(PAYLOAD_CAP)?, source: None });
        }
        let mut source = Source::read(path, PAYLOAD_CAP)?;
        Ok(Self { bytes: source.take_bytes(), source: Some(source) })
    }
}

fn choose(bytes: &Secret<[u8]>, args: &SealArgs) -> Result<Found, Failure> {
    let format = args.format.as_deref().and_then(intake::by_name);
    let found = intake::read(bytes, format)?;
    if args.remove_source && found.len() > 1 {
        return Err(Failure::new(
            FailureKind::Usage,
            format!("the source holds {} AccessKeys, and deleting it would lose the others", found.len()),
        )
        .next("leave --remove-source away until each of them is sealed"));
    }
    if args.remove_source && intake::holds_more(bytes, format) {
        return Err(Failure::new(
            FailureKind::Usage,
            "the source may hold more than this AccessKey, and deleting it would lose that",
        )
        .next("leave --remove-source away, and take the key out of the file by hand"));
    }
    Ok(intake::choose(found, args.id.as_ref())?)
}

/// Asks for a pair on the terminal, without echo: ids get pasted together with their secrets.
fn ask(context: &Context) -> Result<Found, Failure> {
    let id = context.terminal.ask_hidden("AccessKey ID (not shown):")?;
    let id = AccessKeyId::new(id.expose().trim())?;
    let secret = context.terminal.ask_hidden(&format!("AccessKey secret of {} (not shown):", id.masked()))?;
    Ok(Found::from(AccessKey::new(id, Secret::from(secret.expose().trim()))?))
}

fn refuse_temporary(key: &AccessKey) -> Result<(), Failure> {
    if !key.id.is_temporary() && key.security_token.is_none() {
        return Ok(());
    }
    Err(Failure::new(
        FailureKind::Usage,
        format!(
            "{} is a temporary STS credential: it expires by itself within hours, long before a bundle is installed",
            key.id.masked()
        ),
    )
    .next("seal a long-lived AccessKey; on an ECS instance use an instance RAM role instead"))
}

/// What the ledger knows of a key that was sealed before.
fn known(id: &AccessKeyId, holder: &Holder, context: &Context) -> Result<Option<Record>, Failure> {
    let records = context.vault()?.find(|record| record.is_of(id))?;
    let (mine, others): (Vec<Record>, Vec<Record>) = records.into_iter().partition(|record| record.holder == *holder);
    Ok(mine.into_iter().chain(others).next())
}

//! How an AccessKey is gathered from its source: a file, standard input, or the terminal; checked,
//! dated, and compared with the ledger. What `seal` and `add` share.
//!
//! It refuses temporary credentials, a key for a second holder, and to delete a source that may hold
//! more than the one key.

use std::path::{Path, PathBuf};

use clap::Args;
use clap::builder::PossibleValuesParser;

use crate::bundle::PAYLOAD_CAP;
use crate::context::Context;
use crate::domain::rotation::Step;
use crate::domain::{AccessKey, AccessKeyId, Day, Days, Holder, ProfileName, Region, Standing};
use crate::failure::{Failure, Kind};
use crate::intake::{self, FORMATS, Found};
use crate::opening::is_dash;
use crate::private_file::{Source, read_stdin};
use crate::secret::Secret;
use crate::vault::{Issued, Record, Vault, Wanted};

/// What whoever had the source deleted should know.
pub const SOURCE_IS_DELETED: &str = "The source is deleted. On an SSD or a journaling file system its blocks may survive for a while: if that disk is not encrypted, replace the key soon.";

/// Where the key comes from, and what is known of it besides.
#[derive(Debug, Args)]
pub struct SourceArgs {
    /// The file that holds the AccessKey (- for standard input)
    pub file: Option<PathBuf>,
    /// Which key, when FILE holds several: its whole AccessKey ID
    #[arg(long, value_name = "AKID", value_parser = AccessKeyId::new)]
    id: Option<AccessKeyId>,
    /// Read FILE as this format instead of detecting it
    #[arg(long, value_name = "FORMAT", value_parser = PossibleValuesParser::new(format_names()))]
    format: Option<String>,
    /// The profile to install the key under
    #[arg(long, value_name = "PROFILE", value_parser = ProfileName::new)]
    pub profile: Option<ProfileName>,
    /// The region of that profile
    #[arg(long, value_name = "REGION", value_parser = Region::new)]
    region: Option<Region>,
    /// When the key was created (UTC) [default: what FILE says, else what the ledger knows, else today]
    #[arg(long, value_name = "DATE", value_parser = Day::parse)]
    created: Option<Day>,
    /// Replace the key after so long [default: what the ledger knows, else 90d]
    #[arg(long, value_name = "DAYS", value_parser = Days::parse)]
    rotate_every: Option<Days>,
    /// The AccessKey ID that this key replaces
    #[arg(long, value_name = "AKID", value_parser = AccessKeyId::new)]
    supersedes: Option<AccessKeyId>,
    /// Delete FILE once the key is on the disk and was read back
    #[arg(long, requires = "file")]
    pub remove_source: bool,
    /// Go on although the key is another holder's already: one AccessKey is for one person or application
    #[arg(short, long)]
    pub force: bool,
}

/// One key, with what is known of it.
#[derive(Debug)]
pub struct Gathered {
    /// The key.
    pub access_key: AccessKey,
    /// What the ledger notes of it.
    pub issued: Issued,
    /// Where it came from, when that may be deleted.
    pub source: Option<Source>,
}

impl SourceArgs {
    /// What clap cannot know.
    ///
    /// # Errors
    /// A usage error.
    pub fn check(&self, context: &Context) -> Result<(), Failure> {
        if self.remove_source && self.file.as_deref().is_some_and(is_dash) {
            return Err(Failure::new(Kind::Usage, "standard input cannot be deleted")
                .next("name the file, or leave --remove-source away"));
        }
        check_dates(self.created, self.rotate_every, context.today())
    }

    /// Reads the key from its source, or asks for it.
    ///
    /// # Errors
    /// When the source is not in order, or the key is none that lasts.
    pub fn gather(&self, holder: &Holder, context: &Context) -> Result<Gathered, Failure> {
        let Some(path) = self.file.as_deref() else { return self.completed(ask(context)?, None, holder, context) };
        let (bytes, source) = self.read(path)?;
        self.completed(self.choose(&bytes)?, source, holder, context)
    }

    /// The bytes, and the file that may be deleted.
    ///
    /// # Errors
    /// When the source cannot be read, or could not be deleted afterwards.
    pub fn read(&self, path: &Path) -> Result<(Secret<[u8]>, Option<Source>), Failure> {
        if is_dash(path) {
            return Ok((read_stdin(PAYLOAD_CAP)?, None));
        }
        let mut source = Source::read(path, PAYLOAD_CAP)?;
        if self.remove_source {
            source.removable()?;
        }
        Ok((source.take_bytes(), Some(source)))
    }

    /// The same for one row of a roster, which says these itself.
    #[must_use]
    pub fn for_row(
        &self,
        profile: Option<ProfileName>,
        region: Option<Region>,
        supersedes: Option<AccessKeyId>,
    ) -> Self {
        Self {
            file: None,
            id: None,
            format: None,
            profile,
            region,
            created: self.created,
            rotate_every: self.rotate_every,
            supersedes,
            remove_source: false,
            force: self.force,
        }
    }

    /// The format that the source is to be read as.
    pub fn forced(&self) -> Option<&'static dyn intake::Format> {
        self.format.as_deref().and_then(intake::by_name)
    }

    fn completed(
        &self,
        found: Found,
        source: Option<Source>,
        holder: &Holder,
        context: &Context,
    ) -> Result<Gathered, Failure> {
        let known = known(&found.access_key.id, holder, context)?;
        self.complete(found, source, known.as_ref(), context)?.as_successor(holder, context)
    }

    /// What is known of a key: what the flags say, else its source, else the ledger.
    ///
    /// # Errors
    /// When it is none that lasts, or would replace itself.
    pub fn complete(
        &self,
        found: Found,
        source: Option<Source>,
        known: Option<&Record>,
        context: &Context,
    ) -> Result<Gathered, Failure> {
        let Found { access_key, created, user, account, region, .. } = found;
        refuse_temporary(&access_key)?;
        // The source knows best when a key was created, then the ledger.
        let created = created.or(known.map(|record| record.created));
        let issued = Issued { region, account, user, ..self.dated(created, known, context) };
        self.gathered(access_key, issued, source)
    }

    /// The same for a key that the vault keeps.
    ///
    /// # Errors
    /// When it would replace itself.
    pub fn gather_kept(&self, access_key: AccessKey, record: &Record, context: &Context) -> Result<Gathered, Failure> {
        let dated = self.dated(Some(record.created), Some(record), context);
        let Issued { profile, region, account, user, .. } = record.issued();
        let issued = Issued { profile: dated.profile.clone().or(profile), region, account, user, ..dated };
        self.gathered(access_key, issued, None)
    }

    fn gathered(&self, access_key: AccessKey, issued: Issued, source: Option<Source>) -> Result<Gathered, Failure> {
        if issued.supersedes.as_ref() == Some(&access_key.id) {
            return Err(Failure::new(Kind::Usage, "a key does not replace itself")
                .next("give --supersedes the old AccessKey ID"));
        }
        let issued = Issued { region: self.region.clone().or(issued.region), ..issued };
        Ok(Gathered { access_key, issued, source })
    }

    /// Who issues it, and its days.
    pub fn dated(&self, created: Option<Day>, known: Option<&Record>, context: &Context) -> Issued {
        let created = self.created.or(created).unwrap_or_else(|| context.today());
        let rotate_every = self.rotate_every.or(known.map(|record| record.rotate_every)).unwrap_or(Days::ROTATION);
        Issued {
            issuer: context.places.issuer(),
            created,
            rotate_by: created.plus(rotate_every),
            supersedes: self.supersedes.clone().or(known.and_then(|record| record.supersedes.clone())),
            profile: self.profile.clone(),
            region: None,
            account: None,
            user: None,
        }
    }

    fn choose(&self, bytes: &Secret<[u8]>) -> Result<Found, Failure> {
        let format = self.forced();
        let found = intake::read(bytes, format)?;
        if self.remove_source && found.len() > 1 {
            return Err(Failure::new(
                Kind::Usage,
                format!("the source holds {} AccessKeys, and deleting it would lose the others", found.len()),
            )
            .next("leave --remove-source away until each of them is sealed"));
        }
        if self.remove_source && intake::holds_more(bytes, format) {
            return Err(Failure::new(
                Kind::Usage,
                "the source may hold more than this AccessKey, and deleting it would lose that",
            )
            .next("leave --remove-source away, and take the key out of the file by hand"));
        }
        Ok(intake::choose(found, self.id.as_ref())?)
    }

    /// One AccessKey is for one person or application.
    ///
    /// # Errors
    /// When the ledger knows it as another holder's.
    pub fn refuse_second_holder(&self, id: &AccessKeyId, holder: &Holder, vault: &Vault) -> Result<(), Failure> {
        self.refuse_holder_beside(&vault.find_by(&Wanted::Key(id))?, holder)
    }

    /// The same among the records of that key.
    ///
    /// # Errors
    /// When none of them is this holder's.
    pub fn refuse_holder_beside(&self, records: &[Record], holder: &Holder) -> Result<(), Failure> {
        match records.first() {
            Some(first) if !self.force && records.iter().all(|record| record.holder != *holder) => {
                let known = format!("was sealed for {} before (record `{}`)", first.holder, first.name);
                let masked = first.masked_id().unwrap_or_default();
                Err(Failure::new(Kind::Conflict, format!("the AccessKey {masked} {known}")).next(
                    "create an AccessKey of its own for each person and application; --force goes on all the same",
                ))
            }
            _ => Ok(()),
        }
    }
}

impl Gathered {
    /// As the successor that it is said to be, in the ledger.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn as_successor(self, holder: &Holder, context: &Context) -> Result<Self, Failure> {
        let Some(old) = self.issued.supersedes.clone() else { return Ok(self) };
        let vault = context.vault()?;
        let (replaced, successors) = (vault.find_by(&Wanted::Key(&old))?, vault.find_by(&Wanted::SuccessorOf(&old))?);
        Ok(self.replacing(&replaced, successors.iter(), holder, context))
    }

    /// A successor is of the same RAM user as the key that it replaces. Says what cannot be meant, of the records of
    /// that key and of those that say that they replace it.
    #[must_use]
    pub fn replacing<'r, S: Iterator<Item = &'r Record>>(
        self,
        replaced: &[Record],
        mut successors: S,
        holder: &Holder,
        context: &Context,
    ) -> Self {
        let Self { access_key, issued, source } = self;
        let old = issued.supersedes.as_ref().map(AccessKeyId::masked).unwrap_or_default();
        if replaced.is_empty() {
            context.output.warn(&format!("the ledger does not know {old}, which this key is to replace"));
        }
        if let Some(first) = replaced.first().filter(|_| !replaced.iter().any(|one| one.holder.resembles(holder))) {
            context.output.warn(&format!("{old}, which this key is to replace, is {}'s, not {holder}'s", first.holder));
        }
        let is_another = |one: &&Record| !one.is_of(&access_key.id) && one.rotation.day(Step::Deleted).is_none();
        if let Some(other) = successors.find(is_another) {
            context
                .output
                .warn(&format!("`{}` is to replace {old} too, and a RAM user has at most two AccessKeys", other.name));
        }
        let of_user = replaced.iter().find(|record| record.user.is_some()).filter(|_| issued.user.is_none());
        let issued = match of_user {
            Some(record) => Issued {
                user: record.user.clone(),
                account: issued.account.or_else(|| record.account.clone()),
                ..issued
            },
            None => issued,
        };
        Self { access_key, issued, source }
    }

    /// What the operator should know, but may be meant.
    pub fn oddities(&self, today: Day) -> impl Iterator<Item = String> {
        let shape = [self.access_key.id.oddity(), self.access_key.secret_oddity()].into_iter().flatten();
        shape
            .map(str::to_owned)
            .chain(oddity_of_source(self.source.as_ref()))
            .chain(oddity_of_deadline(self.issued.rotate_by, today))
    }
}

/// Who could have read the source.
pub fn oddity_of_source(source: Option<&Source>) -> Option<String> {
    let mode = source.and_then(Source::open_to_others)?;
    Some(format!(
        "others can read the source (mode {mode:04o}): if this machine has other users, they may have seen it"
    ))
}

/// That it is late already.
pub fn oddity_of_deadline(rotate_by: Day, today: Day) -> Option<String> {
    let is_late = Standing::of(rotate_by, today) == Standing::Overdue;
    is_late.then(|| format!("this key was due to be replaced on {rotate_by}"))
}

/// Days that no key has.
///
/// # Errors
/// A usage error.
pub fn check_dates(created: Option<Day>, rotate_every: Option<Days>, today: Day) -> Result<(), Failure> {
    if rotate_every.is_some_and(|every| every.count() == 0) {
        return Err(Failure::new(Kind::Usage, "a key that is replaced after 0 days is never used")
            .next("give --rotate-every 90d"));
    }
    if created.is_some_and(|day| day.is_to_come(today)) {
        return Err(Failure::new(Kind::Usage, "the key cannot have been created in the future")
            .next("check --created and the clock"));
    }
    Ok(())
}

/// The names for `--format`.
fn format_names() -> Vec<&'static str> {
    FORMATS.iter().map(|format| format.name()).collect()
}

/// Asks for a pair on the terminal, without echo: ids get pasted together with their secrets.
fn ask(context: &Context) -> Result<Found, Failure> {
    let otherwise = "name the file that holds the AccessKey, or give it on standard input as -";
    let id = context.ask_hidden("AccessKey ID (not shown):", otherwise)?;
    let id = AccessKeyId::new(id.expose().trim())?;
    let secret = context.ask_hidden(&format!("AccessKey secret of {} (not shown):", id.masked()), otherwise)?;
    Ok(Found::from(AccessKey::new(id, Secret::from(secret.expose().trim()))?))
}

fn refuse_temporary(key: &AccessKey) -> Result<(), Failure> {
    if !key.id.is_temporary() && key.security_token.is_none() {
        return Ok(());
    }
    Err(Failure::new(
        Kind::Usage,
        format!(
            "{} is a temporary STS credential: it expires by itself within hours, long before a bundle is installed",
            key.id.masked()
        ),
    )
    .next("seal a long-lived AccessKey; on an ECS instance use an instance RAM role instead"))
}

/// What the ledger knows of a key that was sealed before.
fn known(id: &AccessKeyId, holder: &Holder, context: &Context) -> Result<Option<Record>, Failure> {
    let records = context.vault()?.find_by(&Wanted::Key(id))?;
    let (mine, others): (Vec<Record>, Vec<Record>) = records.into_iter().partition(|record| record.holder == *holder);
    Ok(mine.into_iter().chain(others).next())
}

//! What the ledger knows of one AccessKey, or of one file that was sealed as it is.

use std::path::{Path, PathBuf};

use super::{History, What};
use crate::clients::EXTERNAL;
use crate::domain::rotation::{Rotation, Step};
use crate::domain::{AccessKeyId, Day, Days, Holder, HostLabel, Name, ProfileName, Region, Standing};
use crate::secret::Secret;

/// The fact of an event that `--force` was given.
pub const FORCED: (&str, &str) = ("forced", "true");

/// One record: public facts, deadlines and history, and, if it is kept, the AccessKey secret, sealed.
#[derive(Debug)]
pub struct Record {
    /// What it is called here.
    pub name: Name,
    /// What was sealed.
    pub kind: Kind,
    /// The key; none for a file that was sealed as it is.
    pub access_key_id: Option<AccessKeyId>,
    /// Whose it is.
    pub holder: Holder,
    /// Who sealed it.
    pub issuer: String,
    /// When the key was created.
    pub created: Day,
    /// How long it may be used.
    pub rotate_every: Days,
    /// When it must be replaced.
    pub rotate_by: Day,
    /// The key that it replaces.
    pub supersedes: Option<AccessKeyId>,
    /// The profile it is meant for.
    pub profile: Option<ProfileName>,
    /// The region of that profile.
    pub region: Option<Region>,
    /// The cloud account, if known.
    pub account: Option<String>,
    /// The RAM user, if known.
    pub user: Option<String>,
    /// When it was used last, as the cloud tells.
    pub last_used: Option<Day>,
    /// Until when the cloud has told that.
    pub used_checked: Option<Day>,
    /// When the cloud last listed it as active although it is noted as disabled; none once it is listed as inactive.
    pub seen_active: Option<Day>,
    /// How far its rotation has come.
    pub rotation: Rotation,
    /// The secret, if the vault keeps it: an age file in armor.
    pub sealed_secret: Option<String>,
    /// The bundles it travelled in.
    pub bundles: Vec<SealedBundle>,
    /// The receipts that came back.
    pub receipts: Vec<Delivered>,
    /// Where it was installed on this machine.
    pub installed: Vec<Installed>,
    /// What happened, oldest first.
    pub history: History,
}

/// What a record is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// An AccessKey.
    AccessKey,
    /// A file that was sealed byte for byte.
    File,
    /// The seed of an MFA device.
    Seed,
}

impl Kind {
    /// All, in the order of their numbers in the index.
    pub(super) const ALL: [Self; 3] = [Self::AccessKey, Self::File, Self::Seed];
}

/// One sealed bundle.
#[derive(Debug)]
pub struct SealedBundle {
    /// Its long id.
    pub id: String,
    /// When it was sealed.
    pub sealed: Day,
    /// The last day on which it may be installed.
    pub install_before: Day,
    /// Verifies receipts; none for a file that was sealed as it is.
    pub receipt_key: Option<Secret<[u8]>>,
}

impl SealedBundle {
    /// Whether a canonical id, short or long, names this bundle.
    pub fn is_called(&self, id: &str) -> bool {
        self.id == id || self.short_id() == id
    }

    /// `K7Q2-M3XD`
    pub fn short_id(&self) -> &str {
        self.id.get(..SHORT).unwrap_or(&self.id)
    }
}

/// One receipt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivered {
    /// The long id of the bundle.
    pub bundle: String,
    /// Where the key was installed.
    pub host: Option<HostLabel>,
    /// When, by the receipt.
    pub day: Day,
}

impl Installed {
    /// Whether both are the same profile in the same file.
    pub fn is_same_place(&self, other: &Self) -> bool {
        self.path == other.path && self.profile == other.profile
    }
}

/// One place on this machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Installed {
    /// The client whose file it is.
    pub client: String,
    /// The file.
    pub path: PathBuf,
    /// The profile in it.
    pub profile: Option<ProfileName>,
    /// When.
    pub day: Day,
    /// Whether the file was made for it, so that it goes when it is empty again.
    pub made_file: bool,
}

impl Kind {
    /// The word in records and reports.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::AccessKey => "access-key",
            Self::File => "file",
            Self::Seed => "mfa",
        }
    }
}

/// What [`Record::state`] may say.
pub const STATES: [&str; 5] = ["kept", "sealed", "installed", "disabled", "deleted"];
/// The states in which nobody can use the key any more, so that its deadline is none.
pub(super) const OVER: [&str; 2] = ["disabled", "deleted"];

/// Characters of a short bundle id, with its dash.
pub(super) const SHORT: usize = 9;

/// What is known of a key when it enters the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issued {
    /// Who sealed it.
    pub issuer: String,
    /// When it was created.
    pub created: Day,
    /// When it must be replaced.
    pub rotate_by: Day,
    /// The key that it replaces.
    pub supersedes: Option<AccessKeyId>,
    /// The profile it is meant for.
    pub profile: Option<ProfileName>,
    /// The region of that profile.
    pub region: Option<Region>,
    /// The cloud account, if known.
    pub account: Option<String>,
    /// The RAM user, if known.
    pub user: Option<String>,
}

impl Record {
    /// A key, or with no id a file, that enters the ledger.
    pub fn new(
        name: Name,
        access_key_id: Option<AccessKeyId>,
        holder: Holder,
        issued: Issued,
        now: jiff::Timestamp,
    ) -> Self {
        let mut history = History::default();
        history.note(now, What::Issued, &[("created", &issued.created.to_string())]);
        let kind = if access_key_id.is_some() { Kind::AccessKey } else { Kind::File };
        let mut record = Self {
            name,
            kind,
            access_key_id,
            holder,
            issuer: String::new(),
            created: issued.created,
            rotate_every: Days::ROTATION,
            rotate_by: issued.rotate_by,
            supersedes: None,
            profile: None,
            region: None,
            account: None,
            user: None,
            last_used: None,
            used_checked: None,
            seen_active: None,
            rotation: Rotation::default(),
            sealed_secret: None,
            bundles: Vec::new(),
            receipts: Vec::new(),
            installed: Vec::new(),
            history,
        };
        record.update(issued);
        record
    }

    /// Takes over what is known now; what is not known any more stays. Tells whether that changed
    /// anything.
    pub fn update(&mut self, now: Issued) -> bool {
        let before = self.issued();
        let after = Issued {
            supersedes: now.supersedes.or(before.supersedes.clone()),
            profile: now.profile.or(before.profile.clone()),
            region: now.region.or(before.region.clone()),
            account: now.account.or(before.account.clone()),
            user: now.user.or(before.user.clone()),
            ..now
        };
        let changes = after != before;
        let Issued { issuer, created, rotate_by, supersedes, profile, region, account, user } = after;
        self.rotate_every = Days::between(created, rotate_by);
        (self.issuer, self.created, self.rotate_by, self.supersedes) = (issuer, created, rotate_by, supersedes);
        (self.profile, self.region, self.account, self.user) = (profile, region, account, user);
        changes
    }

    /// What it says of the key.
    pub fn issued(&self) -> Issued {
        Issued {
            issuer: self.issuer.clone(),
            created: self.created,
            rotate_by: self.rotate_by,
            supersedes: self.supersedes.clone(),
            profile: self.profile.clone(),
            region: self.region.clone(),
            account: self.account.clone(),
            user: self.user.clone(),
        }
    }

    /// The first event of its history, counted from 1, that is not as it was noted, or that is missing. Every record
    /// begins with an event, and each bundle and each receipt has one.
    pub fn history_breaks_at(&self) -> Option<usize> {
        self.history.falls_short_at(self.bundles.len(), self.receipts.len())
    }

    /// Whether a file was made by an installation of this key.
    pub fn has_made(&self, path: &Path) -> bool {
        self.made_at(path).next().is_some()
    }

    /// Where in a file of its making it was installed.
    pub fn made_at(&self, path: &Path) -> impl Iterator<Item = &Installed> {
        self.installed.iter().filter(move |place| place.path == path && place.made_file)
    }

    /// Whether the key was given to this holder although it is another one's, as somebody insisted.
    pub fn is_forced(&self) -> bool {
        let (fact, value) = FORCED;
        self.history.events().iter().any(|event| event.facts.get(fact).is_some_and(|found| found == value))
    }

    /// Whether a profile was written that asks the vault for this key, by its name.
    pub fn is_asked_for(&self) -> bool {
        self.history.events().iter().any(|event| event.facts.get("mode").is_some_and(|mode| mode == EXTERNAL))
    }

    /// Whether this is the record of an AccessKey.
    pub fn is_of(&self, id: &AccessKeyId) -> bool {
        self.access_key_id.as_ref() == Some(id)
    }

    /// The masked AccessKey ID.
    pub fn masked_id(&self) -> Option<String> {
        self.access_key_id.as_ref().map(AccessKeyId::masked)
    }

    /// `deleted` or `disabled` in the cloud; else `installed` once a receipt came back or it was installed
    /// here, `sealed` before; `kept` when it never left the vault.
    pub fn state(&self) -> &'static str {
        if let Some(gone) = [Step::Deleted, Step::Disabled].into_iter().find(|step| self.rotation.day(*step).is_some())
        {
            return gone.as_str();
        }
        match (self.receipts.is_empty() && self.installed.is_empty(), self.bundles.is_empty()) {
            (false, _) => "installed",
            (true, true) if self.is_kept() => "kept",
            (true, _) => "sealed",
        }
    }

    /// How its deadline stands.
    pub fn standing(&self, today: Day) -> Standing {
        Standing::of(self.rotate_by, today)
    }
}

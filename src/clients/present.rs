//! What a file holds: under one profile, and under each of its names.

use super::{Broken, Entry};
use crate::domain::AccessKey;
use crate::secret::Secret;

/// What of an entry a file has a place for; another file, or nothing, holds the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Share {
    /// The key and its region.
    All,
    /// The key.
    Key,
    /// The AccessKey ID alone.
    Id,
    /// The AccessKey secret alone.
    Secret,
    /// The region alone.
    Region,
}

/// What a file holds under a profile now. An empty value counts as none.
#[derive(Debug)]
pub struct Present {
    /// How the profile gets its credentials: `AK`, `StsToken`, ... as spelt in the file; always
    /// `AK` in files that know no modes.
    pub mode: String,
    /// The AccessKey ID.
    pub id: Option<String>,
    /// Its secret.
    pub secret: Option<Secret>,
    /// The security token of temporary credentials.
    pub token: Option<Secret>,
    /// The region.
    pub region: Option<String>,
    /// The command that gives the credentials, in a profile of the aliyun CLI that has one.
    pub process: Option<String>,
    /// What of these the file has a place for.
    pub share: Share,
}

impl Present {
    /// Whether the key stands in the profile itself; in any other mode the credentials come by other
    /// means.
    pub fn is_plain(&self) -> bool {
        matches!(self.mode.as_str(), "" | "AK" | "StsToken")
    }

    /// Whether there is nothing of a key: a place that waits for one.
    pub fn is_vacant(&self) -> bool {
        self.id.is_none() && self.secret.is_none() && self.token.is_none()
    }

    /// Whether the other half of the key stands in another file.
    pub fn is_half(&self) -> bool {
        matches!(self.share, Share::Id | Share::Secret)
    }

    /// Whether `entry`, with whatever mode, is what the file holds, as far as it has a place for it.
    pub fn holds(&self, entry: &Entry<'_>) -> bool {
        let tells_region = matches!(self.share, Share::All | Share::Region) && entry.region.is_some();
        self.holds_key(entry.access_key) && (!tells_region || self.region.as_deref() == entry.region())
    }

    /// Whether the file holds this key, in whatever region.
    pub fn holds_key(&self, key: &AccessKey) -> bool {
        let same = |here: Option<&Secret>, there: Option<&Secret>| match (here, there) {
            (Some(here), Some(there)) => here.same_as(there),
            (None, None) => true,
            _ => false,
        };
        let has_id = self.id.as_deref() == Some(key.id.as_str());
        let has_secret = same(self.secret.as_ref(), Some(&key.secret));
        match self.share {
            Share::All | Share::Key => has_id && has_secret && same(self.token.as_ref(), key.security_token.as_ref()),
            Share::Id => has_id,
            Share::Secret => has_secret,
            Share::Region => true,
        }
    }
}

/// One for each name in a file.
pub type Each<T> = Vec<(String, T)>;

/// What stands under each name, or why that cannot be told: readers take it differently.
pub type Named = Each<Result<Present, Broken>>;

/// What can be told, apart from what cannot.
pub fn parted(named: Named) -> (Each<Present>, Each<Broken>) {
    let (mut entries, mut odd) = (Vec::new(), Vec::new());
    for (name, present) in named {
        match present {
            Ok(present) => entries.push((name, present)),
            Err(broken) => odd.push((name, broken)),
        }
    }
    (entries, odd)
}

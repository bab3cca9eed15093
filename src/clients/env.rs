//! Environment variables as `NAME=value` lines, for a shell, a container or a dotenv library.
//!
//! The names come in families. `ALIBABA_CLOUD_*` is of aliyun-cli `config/profile.go` and of the
//! SDKs' environment providers; the region is `ALIBABA_CLOUD_REGION_ID` there and
//! `ALIBABA_CLOUD_REGION` in Terraform (`alicloud/provider.go`), so it is written under both.
//! `ALICLOUD_*` is of Terraform, Packer and lego; `OSS_*` of the OSS SDKs and ossutil.
//!
//! There are no profiles here: what stands under these names is the entry.

use super::env_text::{DOTENV, Dialect, Lines};
use super::{Broken, Client, Entry, Field, Format, Named, Part, Placed, Present, Share, is_new, refuse_token, word};
use crate::domain::ProfileName;
use crate::secret::Secret;

/// Programs that read the same names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    /// `ALIBABA_CLOUD_*`: the SDKs, the aliyun CLI, Terraform.
    Sdk,
    /// `ALICLOUD_*`: Terraform, Packer, Ansible, lego.
    Terraform,
    /// `OSS_*`: the OSS SDKs and ossutil.
    Oss,
}

impl Family {
    /// Every family.
    pub const ALL: [Self; 3] = [Self::Sdk, Self::Terraform, Self::Oss];

    /// The word for `--client-env`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sdk => "sdk",
            Self::Terraform => "terraform",
            Self::Oss => "oss",
        }
    }
}

/// The variables of one family.
#[derive(Debug)]
pub(super) struct Variables {
    pub(super) id: &'static str,
    pub(super) secret: &'static str,
    pub(super) token: Option<&'static str>,
    /// The region goes under each of these.
    pub(super) regions: &'static [&'static str],
    /// How the file is read.
    pub(super) dialect: &'static Dialect,
}

/// Every name under which some program looks for a security token (aliyun-cli `config/profile.go`,
/// terraform-provider-alicloud `alicloud/provider.go`, the OSS SDKs, aliyun-log-cli). A token of another key
/// would be taken for that of whatever key stands beside it.
pub const TOKENS: [&str; 9] = [
    "ALIBABA_CLOUD_SECURITY_TOKEN",
    "ALIBABACLOUD_SECURITY_TOKEN",
    "ALICLOUD_SECURITY_TOKEN",
    "SECURITY_TOKEN",
    "OSS_SESSION_TOKEN",
    "OSS_STS_TOKEN",
    "ALIBABA_CLOUD_STS_TOKEN",
    "ALICLOUD_STS_TOKEN",
    "ALIYUN_LOG_CLI_STS_TOKEN",
];

/// The variables of a family with what they hold of an entry. A region that is not known is left alone.
pub fn variables(family: Family, entry: &Entry<'_>) -> Vec<(&'static str, Secret)> {
    let names = match family {
        Family::Sdk => &SDK,
        Family::Terraform => &TERRAFORM,
        Family::Oss => &OSS,
    };
    let key = [(names.id, entry.id()), (names.secret, entry.secret())];
    let regions = entry.region().into_iter().flat_map(|region| names.regions.iter().map(move |name| (*name, region)));
    let all = key.into_iter().chain(names.token.zip(entry.token())).chain(regions);
    all.map(|(name, value)| (name, Secret::from(value))).collect()
}

pub(super) const SDK: Variables = Variables {
    id: "ALIBABA_CLOUD_ACCESS_KEY_ID",
    secret: "ALIBABA_CLOUD_ACCESS_KEY_SECRET",
    token: Some("ALIBABA_CLOUD_SECURITY_TOKEN"),
    regions: &["ALIBABA_CLOUD_REGION_ID", "ALIBABA_CLOUD_REGION"],
    dialect: &DOTENV,
};

pub(super) const TERRAFORM: Variables = Variables {
    id: "ALICLOUD_ACCESS_KEY",
    secret: "ALICLOUD_SECRET_KEY",
    token: Some("ALICLOUD_SECURITY_TOKEN"),
    regions: &["ALICLOUD_REGION"],
    dialect: &DOTENV,
};

pub(super) const OSS: Variables = Variables {
    id: "OSS_ACCESS_KEY_ID",
    secret: "OSS_ACCESS_KEY_SECRET",
    token: Some("OSS_SESSION_TOKEN"),
    regions: &["OSS_REGION"],
    dialect: &DOTENV,
};

/// What an environment file holds, family by family.
const PARTS: &[Part] = &[
    Part { file: ".env", format: &SDK, family: Some(Family::Sdk) },
    Part { file: ".env", format: &TERRAFORM, family: Some(Family::Terraform) },
    Part { file: ".env", format: &OSS, family: Some(Family::Oss) },
];

#[derive(Debug)]
pub(super) struct Env;

impl Client for Env {
    fn name(&self) -> &'static str {
        "env"
    }

    fn about(&self) -> &'static str {
        "--config PATH: shells, containers, dotenv"
    }

    fn directory(&self) -> Option<&'static str> {
        None
    }

    fn parts(&self) -> &'static [Part] {
        PARTS
    }

    fn has_profiles(&self) -> bool {
        false
    }

    fn afterwards(&self, placed: &Placed<'_>) -> Vec<String> {
        let line = |path| format!("set -a; . {path}; set +a   # brings it into a shell");
        placed.paths.iter().map(|path| line(word(path))).collect()
    }
}

impl Format for Variables {
    /// A region counts when all of its variables agree on it; without a key, any of them does.
    fn find(&self, text: &str, _: &ProfileName) -> Result<Option<Present>, Broken> {
        let lines = Lines::parse(text, self.dialect)?;
        let token = self.token.map_or(Ok(None), |name| lines.value(name))?;
        let (id, secret) = (lines.value(self.id)?, lines.value(self.secret)?);
        let regions = self.regions.iter().map(|name| lines.value(name)).collect::<Result<Vec<_>, _>>()?;
        let mut present = Present {
            mode: "AK".to_owned(),
            id,
            secret: secret.map(Secret::from),
            token: token.map(Secret::from),
            region: None,
            process: None,
            share: if self.regions.is_empty() { Share::Key } else { Share::All },
        };
        let first = regions.iter().flatten().next().cloned();
        let is_one = present.is_vacant() || regions.iter().all(|region| *region == first);
        present.region = first.filter(|_| is_one);
        Ok(Some(present).filter(|present| !present.is_vacant() || present.region.is_some()))
    }

    fn put(&self, text: &str, profile: &ProfileName, entry: &Entry<'_>) -> Result<Secret, Broken> {
        if self.token.is_none() {
            refuse_token(text, entry)?;
        }
        if self.find(text, profile)?.is_some_and(|present| present.holds(entry)) {
            return Ok(Secret::from(text));
        }
        self.with_fields(if is_new(text) { "" } else { text }, self.fields(entry))
    }

    fn remove(&self, text: &str, _: &ProfileName) -> Result<Secret, Broken> {
        let names = [self.id, self.secret].into_iter().chain(self.token).chain(self.regions.iter().copied());
        self.with_fields(text, names.map(|name| (name, None)).collect())
    }

    /// The one entry goes by the name of the variable of its id.
    fn named(&self, text: &str) -> Result<Named, Broken> {
        let found = self.find(text, &ProfileName::default())?;
        Ok(found.map(|present| (self.id.to_owned(), Ok(present))).into_iter().collect())
    }
}

impl Variables {
    fn fields<'a>(&self, entry: &Entry<'a>) -> Vec<Field<'a>> {
        let region = entry.region();
        let regions = self.regions.iter().map(|name| (*name, region)).filter(|_| region.is_some());
        let key = [(self.id, Some(entry.id())), (self.secret, Some(entry.secret()))];
        key.into_iter().chain(regions).chain(self.token.map(|name| (name, entry.token()))).collect()
    }

    fn with_fields(&self, text: &str, fields: Vec<Field<'_>>) -> Result<Secret, Broken> {
        let mut edited = Secret::from(text);
        for (name, value) in fields {
            let next = Lines::parse(edited.expose(), self.dialect)?.with(name, value)?;
            edited = next.unwrap_or(edited);
        }
        Ok(edited)
    }
}

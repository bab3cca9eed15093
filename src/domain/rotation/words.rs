//! Conditions and commands in words. Commands name ids, never a secret.

use std::fmt;

use super::{Facts, Missing, Refusal, Step, WAIT};
use crate::domain::{Days, Holder};

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Step(step) => write!(f, "the step `{}` is not done yet", step.as_str()),
            Self::Place(others) => {
                let names: Vec<String> = others.iter().map(|name| format!("`{name}`")).collect();
                write!(f, "a RAM user has at most two AccessKeys, and this one has {} too", names.join(", "))
            }
            Self::Successor => f.write_str("no sealed key in the ledger supersedes this one"),
            Self::Receipt(Some(host)) => write!(f, "no receipt for the new key from {host}, which has the old one"),
            Self::Receipt(None) => {
                f.write_str("no receipt for the new key from an unnamed host, which has the old one")
            }
            Self::AnyReceipt => f.write_str("no receipt for the new key has come back from anywhere"),
            Self::Here => f.write_str("the old key is installed on this machine"),
            Self::Used { day, switch } => write!(f, "the old key was used on {day}, after the switch on {switch}"),
            Self::Unchecked { import } => {
                write!(f, "nothing was imported of its use since it is disabled; run `{import}`")
            }
            Self::SeenActive { day } => {
                write!(f, "the cloud listed the old key as active on {day}, after it was noted as disabled")
            }
            Self::Wait { until } => write!(f, "the old key has to stay disabled until {until}"),
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Future => f.write_str("the day is still to come"),
            Self::BeforeKey(day) => write!(f, "the old key itself was created on {day}"),
            Self::Before(step, day) => write!(f, "the step before, `{}`, was done on {day}", step.as_str()),
            Self::Missing(missing) => {
                let all: Vec<String> = missing.iter().map(ToString::to_string).collect();
                f.write_str(&all.join("; "))
            }
        }
    }
}

impl Facts {
    /// A command of the RAM API for this key's user. Ram knows users by their name, Ims by their
    /// principal name (`alice@123.onaliyun.com`); both have these actions.
    pub(super) fn cloud(&self, action: &str, more: &[&str]) -> String {
        let (product, option) = match &self.user {
            Some(user) if user.contains('@') => ("ims", "--UserPrincipalName"),
            _ => ("ram", "--UserName"),
        };
        let user = self.user.as_deref().map_or_else(|| "USER".to_owned(), shell_word);
        let words = ["aliyun", product, action, option, &user].into_iter().chain(more.iter().copied());
        words.collect::<Vec<_>>().join(" ")
    }

    /// The same for the key itself.
    pub(super) fn cloud_key(&self, action: &str, more: &[&str]) -> String {
        self.cloud(action, &[&["--UserAccessKeyId", self.id.as_str()], more].concat())
    }

    /// Disables the key in the cloud.
    pub fn disabling(&self) -> String {
        self.cloud_key("UpdateAccessKey", &["--Status", "Inactive"])
    }

    /// Enables the key in the cloud.
    pub fn enabling(&self) -> String {
        self.cloud_key("UpdateAccessKey", &["--Status", "Active"])
    }

    /// Deletes the key in the cloud.
    pub fn deleting(&self) -> String {
        self.cloud_key("DeleteAccessKey", &[])
    }

    /// Asks the cloud for the last use, and tells the ledger.
    pub(super) fn importing(&self) -> String {
        let last_used = self.cloud_key("GetAccessKeyLastUsed", &[]);
        format!("{last_used} > FILE && akvault import --last-used FILE --id {}", self.id)
    }

    /// Seals the successor for one of the holders.
    pub(super) fn sealing(&self, holder: &Holder) -> String {
        let mut command = format!("akvault seal FILE --for {} --supersedes {}", shell_word(holder.as_str()), self.id);
        let profile = self.profile.as_ref().map(|profile| format!(" --profile {profile}"));
        let region = self.region.as_ref().map(|region| format!(" --region {region}"));
        [profile, region].into_iter().flatten().for_each(|option| command.push_str(&option));
        command.push_str(" --remove-source");
        command
    }

    /// Notes a step here.
    pub(super) fn noting(&self, step: Step, wait: Days) -> String {
        let is_usual = step < Step::Unused || Days::parse(WAIT) == Ok(wait);
        let wait = if is_usual { String::new() } else { format!(" --wait {wait}") };
        format!("akvault rotate {} --done {}{wait}", self.name, step.as_str())
    }
}

/// A word as a POSIX shell takes it: within single quotes, unless it is plain.
pub fn shell_word(word: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "@%+=:,./_-".contains(c);
    if !word.is_empty() && word.chars().all(is_plain) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', r"'\''"))
}

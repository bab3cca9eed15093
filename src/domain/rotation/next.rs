//! The single next step, told to whoever must do it.

use std::fmt;

use super::{Facts, Missing, Share, Step};
use crate::domain::{Day, Days, Holder};

/// Who must do it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    /// Whoever may change RAM users, which the key itself should not.
    Administrator,
    /// Whoever keeps this ledger.
    Operator,
    /// Whoever uses the key.
    Holder(Holder),
    /// Nobody.
    Nobody,
}

impl fmt::Display for Who {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Administrator => f.write_str("an administrator of the RAM users"),
            Self::Operator => f.write_str("the operator of this ledger"),
            Self::Holder(holder) => holder.fmt(f),
            Self::Nobody => f.write_str("nobody"),
        }
    }
}

/// The next step.
#[derive(Debug, Clone)]
pub struct Next {
    /// Which; none once the old key is deleted.
    pub step: Option<Step>,
    /// What is to be done.
    pub what: String,
    /// By whom.
    pub who: Who,
    /// With which command.
    pub command: Option<String>,
    /// The command that notes it here, where the ledger does not see it by itself.
    pub note: Option<String>,
    /// Why it cannot be noted as done yet.
    pub missing: Vec<Missing>,
    /// What one should know.
    pub remarks: Vec<String>,
}

const SECOND_IDENTITY: &str = "Run it with another identity than this key: under leak protection a key is shut out of all of Ram and Ims, and cannot rotate itself.";
const TWO_KEYS: &str = "A RAM user has at most two AccessKeys.";
const ANSWER: &str = "The answer holds the secret: run `umask 077` first, and send it into a file with `> FILE`, not to the screen. It is not repeatable: after a timeout, look with ListAccessKeys before you try again.";
const RESTART: &str = "A running program has read its key once: it takes the new one when it is started again.";
const RECYCLE_BIN: &str = "It goes to the recycle bin: it can be restored for 30 days, and a user has room for three there; the oldest goes first.";
const LAG: &str = "The cloud tells the last use about two hours late, and not for every service.";

impl Facts {
    /// The single next step on a day.
    pub fn next(&self, wait: Days, today: Day) -> Next {
        let Some(step) = Step::after(self.stage()) else { return self.end() };
        let missing = self.conditions(step, wait, today);
        let noted = |next: Next| Next { note: Some(self.noting(step, wait)), ..next };
        let mut next = match step {
            Step::Issued => noted(self.issue(&missing)),
            Step::Sealed => self.seal(&self.holder),
            Step::Installed => self.install(),
            Step::Disabled => noted(self.disable()),
            Step::Unused => noted(self.verify()),
            Step::Deleted => noted(self.delete()),
        };
        next.remarks.extend(self.too_many());
        let breaks_something = matches!(step, Step::Disabled | Step::Deleted);
        let next = if breaks_something && !missing.is_empty() { next.not_yet() } else { next };
        Next { step: Some(step), missing, ..next }
    }

    fn end(&self) -> Next {
        let what = format!("nothing: {} is deleted", self.id.masked());
        Next { note: None, ..told(what, Who::Nobody, None, Vec::new()) }
    }

    fn issue(&self, missing: &[Missing]) -> Next {
        if let [Missing::Place(others)] = missing
            && let Some(other) = others.first()
        {
            let what = format!("make room for the successor: `{other}` is to be deleted first");
            return told(what, Who::Operator, Some(format!("akvault rotate {other}")), vec![TWO_KEYS.to_owned()]);
        }
        let what = format!("create the successor of {}", self.id.masked());
        let mut remarks =
            vec![ANSWER.to_owned(), TWO_KEYS.to_owned(), self.network_policy(), SECOND_IDENTITY.to_owned()];
        remarks.extend(self.unknown_user());
        told(what, Who::Administrator, Some(self.cloud("CreateAccessKey", &[])), remarks)
    }

    fn seal(&self, holder: &Holder) -> Next {
        let what = format!("seal the successor for {holder}; FILE is the answer of CreateAccessKey");
        told(what, Who::Operator, Some(self.sealing(holder)), vec![self.network_policy()])
    }

    /// By the first holder who lacks it somewhere; one for whom no successor was sealed cannot begin.
    fn install(&self) -> Next {
        let lacks = |share: &&Share| self.waited_for(share).next().is_some();
        match self.shares.iter().find(lacks).or(self.shares.first()) {
            Some(Share { holder, bundle: None, .. }) if self.shares.len() > 1 => self.seal(holder),
            share => self.wait_for_receipt(share),
        }
    }

    fn wait_for_receipt(&self, share: Option<&Share>) -> Next {
        let bundle = share.and_then(|share| share.bundle.as_deref()).unwrap_or("BUNDLE");
        let holder = share.map_or(&self.holder, |share| &share.holder);
        let host = share.into_iter().flat_map(|share| self.waited_for(share)).find_map(Option::as_ref);
        let host = host.map(|host| format!(" --host {host}")).unwrap_or_default();
        let what = "install the successor wherever the old key is; the line that comes out goes back to the operator, who runs it";
        let command = format!("akvault receipt {bundle} CODE{host}");
        told(what.to_owned(), Who::Holder(holder.clone()), Some(command), vec![RESTART.to_owned()])
    }

    fn disable(&self) -> Next {
        let mut remarks =
            vec![format!("If something breaks, enable it again: {}", self.enabling()), SECOND_IDENTITY.to_owned()];
        remarks.extend(self.unknown_user());
        told(format!("disable the old key {}", self.id.masked()), Who::Administrator, Some(self.disabling()), remarks)
    }

    fn verify(&self) -> Next {
        let what = format!("make sure that nothing uses or misses {}", self.id.masked());
        told(what, Who::Operator, Some(self.importing()), vec![LAG.to_owned()])
    }

    fn delete(&self) -> Next {
        let mut remarks = vec![RECYCLE_BIN.to_owned()];
        remarks.extend(self.unknown_user());
        told(format!("delete the old key {}", self.id.masked()), Who::Administrator, Some(self.deleting()), remarks)
    }

    fn network_policy(&self) -> String {
        let get = format!("aliyun ims GetAccessKeyPolicy --UserAccessKeyId {}", self.id);
        format!(
            "A new key has no network policy until the old key's is copied: {get}, then SetAccessKeyPolicy for the new one, before it is handed out."
        )
    }

    /// Two are the limit, and a successor is there.
    fn too_many(&self) -> Option<String> {
        let others: Vec<String> = self.others.iter().map(|other| format!("`{other}`")).collect();
        let is_so = self.successor.is_some() && !others.is_empty();
        is_so.then(|| format!("{TWO_KEYS} Besides this one and its successor the ledger has {}.", others.join(", ")))
    }

    fn unknown_user(&self) -> Option<String> {
        let how = format!("akvault edit {} --user USER", self.name);
        self.user.is_none().then(|| format!("The ledger does not know the RAM user: {how}"))
    }
}

fn told(what: String, who: Who, command: Option<String>, remarks: Vec<String>) -> Next {
    Next { step: None, what, who, command, note: None, missing: Vec::new(), remarks }
}

impl Next {
    /// What breaks something is no command to copy before its time: first somebody sees to what is missing.
    fn not_yet(self) -> Self {
        Self { what: format!("not yet: {}", self.what), who: Who::Operator, command: None, note: None, ..self }
    }

    /// What could be shown in a table.
    pub fn short(&self) -> &str {
        self.command.as_deref().unwrap_or(&self.what)
    }
}

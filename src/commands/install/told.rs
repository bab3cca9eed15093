//! What `install` tells: what changed or would change, masked, and the receipt.

use std::path::Path;

use serde_json::{Value, json};

use super::Order;
use super::plan::Plan;
use super::shadow::Shadow;
use crate::bundle::receipt::Statement;
use crate::clients::{Client, Placed, Present};
use crate::domain::{AccessKeyId, HostLabel, ProfileName};
use crate::output::{Page, Report};
use crate::secret::Secret;

/// One file of the report.
struct File {
    client: &'static str,
    path: String,
    profile: Option<String>,
    outcome: &'static str,
    /// What is left to do for the client, under the last of its files.
    afterwards: Vec<String>,
}

impl File {
    /// One for each client of the file.
    fn of(plan: &Plan<'_>, plans: &[Plan<'_>], order: &Order<'_>) -> Vec<Self> {
        let file = |client: &&'static dyn Client| Self {
            client: client.name(),
            path: plan.place.path.display().to_string(),
            profile: plan.profile.as_ref().map(ProfileName::to_string),
            outcome: plan.outcome(&order.manifest.access_key.id),
            afterwards: afterwards(*client, plan, plans, &order.profile()),
        };
        plan.place.clients.iter().map(file).collect()
    }

    fn json(&self) -> Value {
        json!({ "client": self.client, "path": self.path, "profile": self.profile, "outcome": self.outcome,
                "afterwards": self.afterwards })
    }
}

fn afterwards(client: &dyn Client, plan: &Plan<'_>, plans: &[Plan<'_>], profile: &ProfileName) -> Vec<String> {
    let is_its_own = |plan: &&Plan<'_>| plan.place.clients.iter().any(|other| other.name() == client.name());
    let paths: Vec<&Path> = plans.iter().filter(is_its_own).map(|plan| plan.place.path.as_path()).collect();
    if paths.last() != Some(&plan.place.path.as_path()) {
        return Vec::new();
    }
    client.afterwards(&Placed { paths: &paths, is_home: plan.place.is_home, profile })
}

/// What the bundle says of its key.
struct Bundled {
    masked: String,
    holder: String,
    issuer: String,
    bundle: String,
    long_id: String,
    rotate_by: String,
}

impl Bundled {
    fn of(order: &Order<'_>) -> Self {
        let manifest = order.manifest;
        Self {
            masked: manifest.access_key.id.masked(),
            holder: manifest.holder.to_string(),
            issuer: manifest.issuer.clone(),
            bundle: order.id.short().to_owned(),
            long_id: order.id.long().to_owned(),
            rotate_by: manifest.rotate_by.to_string(),
        }
    }

    /// With these members, which differ between what is done and what is planned.
    fn json(&self, dry_run: bool, files: &[Value]) -> Value {
        json!({
            "dry_run": dry_run,
            "access_key_id": self.masked,
            "holder": self.holder,
            "issuer": self.issuer,
            "id": self.bundle,
            "long_id": self.long_id,
            "rotate_by": self.rotate_by,
            "files": files,
        })
    }
}

/// The key is installed.
pub(super) struct Done {
    what: Bundled,
    code: String,
    host: Option<HostLabel>,
    is_kept: bool,
    files: Vec<File>,
    /// What readers take instead.
    pub(super) shadowed_by: Vec<Shadow>,
}

impl Done {
    pub(super) fn of(order: &Order<'_>, plans: &[Plan<'_>]) -> Self {
        let host = order.args.host.clone().or_else(|| order.context.places.host.clone());
        let statement = Statement::installed(order.id, host.as_ref(), order.context.today());
        let code = statement.code(&order.manifest.receipt_key);
        Self {
            what: Bundled::of(order),
            code,
            host,
            is_kept: order.args.keep,
            files: plans.iter().flat_map(|plan| File::of(plan, plans, order)).collect(),
            shadowed_by: Vec::new(),
        }
    }

    /// The line that the sender runs.
    fn receipt(&self) -> String {
        let host = self.host.as_ref().map_or(String::new(), |host| format!(" --host {host}"));
        format!("akvault receipt {} {}{host}", self.what.bundle, self.code)
    }
}

impl Report for Done {
    fn human(&self, page: &mut Page) {
        page.line(&format!("Installed {} for {}", self.what.masked, self.what.holder));
        for file in &self.files {
            let profile = file.profile.as_ref().map_or(String::new(), |profile| format!(", profile {profile}"));
            page.field(file.client, Some(&format!("{}{profile}: {}", file.path, file.outcome)));
            for line in &file.afterwards {
                page.field("", Some(line));
            }
        }
        page.field("vault", self.is_kept.then_some("keeps the secret, sealed"));
        page.field("rotate by", Some(&self.what.rotate_by));
        page.line(&format!("Send this line back to {}, by any channel:", self.what.issuer));
        page.line(&self.receipt());
    }

    fn json(&self) -> Value {
        let mut told = self.what.json(false, &self.files.iter().map(File::json).collect::<Vec<_>>());
        let shadowed_by = self.shadowed_by.iter().map(Shadow::json).collect::<Vec<_>>();
        let host = self.host.as_ref().map(HostLabel::as_str);
        if let Some(members) = told.as_object_mut() {
            members.insert("kept".into(), self.is_kept.into());
            members.insert("shadowed_by".into(), shadowed_by.into());
            members.insert("receipt".into(), json!({ "id": self.what.bundle, "code": self.code, "host": host }));
        }
        told
    }
}

/// What a dry run shows: the lines that would go and come, without their secrets.
pub(super) struct Planned {
    what: Bundled,
    files: Vec<(File, Vec<String>)>,
}

impl Planned {
    pub(super) fn of(order: &Order<'_>, plans: &[Plan<'_>]) -> Self {
        let rows = |plan| {
            File::of(plan, plans, order).into_iter().map(|file| (file, changes(plan, order))).collect::<Vec<_>>()
        };
        Self { what: Bundled::of(order), files: plans.iter().flat_map(rows).collect() }
    }
}

impl Report for Planned {
    fn human(&self, page: &mut Page) {
        page.line(&format!("Would install {}; nothing is changed", self.what.masked));
        for (file, lines) in &self.files {
            let profile = file.profile.as_ref().map_or(String::new(), |profile| format!(", profile {profile}"));
            page.line(&format!("{} ({}{profile}): {}", file.path, file.client, file.outcome));
            for line in lines {
                page.line(&format!("  {line}"));
            }
        }
    }

    fn json(&self) -> Value {
        let files = self.files.iter().map(|(file, changes)| {
            let mut value = file.json();
            if let Some(members) = value.as_object_mut() {
                members.insert("changes".into(), changes.clone().into());
            }
            value
        });
        self.what.json(true, &files.collect::<Vec<_>>())
    }
}

/// Old and new of each field that differs, as the file has a place for it. A diff of the file's lines could
/// show what stands beside the profile, since a file may be one long line.
fn changes(plan: &Plan<'_>, order: &Order<'_>) -> Vec<String> {
    if !plan.must_write {
        return Vec::new();
    }
    let profile = order.profile();
    let after = plan.place.each(|format| format.find(plan.after.expose(), &profile)).unwrap_or_default();
    let after: Vec<Present> = after.into_iter().flatten().collect();
    let (old, new) = (plan.present.as_slice(), after.as_slice());
    let open = |label, field: fn(&Present) -> Option<&String>, shown: fn(&str) -> String| {
        let [old, new] = [old, new].map(|all| all.iter().find_map(field).map(String::as_str));
        let differs = old != new;
        change(label, old.map(shown).filter(|_| differs), new.map(shown).filter(|_| differs))
    };
    let hidden = |label, field: fn(&Present) -> Option<&Secret>| {
        let [old, new] = [old, new].map(|all| all.iter().find_map(field));
        let differs = !matches!((old, new), (Some(old), Some(new)) if old.same_as(new));
        let shown = |secret: Option<&Secret>| secret.filter(|_| differs).map(|_| "****".to_owned());
        change(label, shown(old), shown(new))
    };
    let rows = [
        open("access_key_id", |present| present.id.as_ref(), AccessKeyId::mask),
        hidden("access_key_secret", |present| present.secret.as_ref()),
        open("region", |present| present.region.as_ref(), str::to_owned),
        hidden("token", |present| present.token.as_ref()),
    ];
    rows.concat()
}

fn change(label: &str, old: Option<String>, new: Option<String>) -> Vec<String> {
    let line = |sign: char, value: String| format!("{sign} {label} {value}");
    old.map(|value| line('-', value)).into_iter().chain(new.map(|value| line('+', value))).collect()
}

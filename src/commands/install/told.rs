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

/// The key is installed.
pub(super) struct Done {
    masked: String,
    holder: String,
    issuer: String,
    bundle: String,
    long_id: String,
    rotate_by: String,
    code: String,
    host: Option<HostLabel>,
    is_kept: bool,
    files: Vec<File>,
    /// What readers take instead.
    pub(super) shadowed_by: Vec<Shadow>,
}

impl Done {
    pub(super) fn of(order: &Order<'_>, plans: &[Plan<'_>]) -> Self {
        let manifest = order.manifest;
        let host = order.args.host.clone().or_else(|| order.context.places.host.clone());
        let statement = Statement::installed(order.id, host.as_ref(), order.context.today());
        let code = statement.code(&manifest.receipt_key);
        Self {
            masked: manifest.access_key.id.masked(),
            holder: manifest.holder.to_string(),
            issuer: manifest.issuer.clone(),
            bundle: order.id.short().to_owned(),
            long_id: order.id.long().to_owned(),
            rotate_by: manifest.rotate_by.to_string(),
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
        format!("akvault receipt {} {}{host}", self.bundle, self.code)
    }
}

impl Report for Done {
    fn human(&self, page: &mut Page) {
        page.line(&format!("Installed {} for {}", self.masked, self.holder));
        for file in &self.files {
            let profile = file.profile.as_ref().map_or(String::new(), |profile| format!(", profile {profile}"));
            page.field(file.client, Some(&format!("{}{profile}: {}", file.path, file.outcome)));
            for line in &file.afterwards {
                page.field("", Some(line));
            }
        }
        page.field("vault", self.is_kept.then_some("keeps the secret, sealed"));
        page.field("rotate by", Some(&self.rotate_by));
        page.line(&format!("Send this line back to {}, by any channel:", self.issuer));
        page.line(&self.receipt());
    }

    fn json(&self) -> Value {
        json!({
            "dry_run": false,
            "access_key_id": self.masked,
            "holder": self.holder,
            "issuer": self.issuer,
            "id": self.bundle,
            "long_id": self.long_id,
            "rotate_by": self.rotate_by,
            "kept": self.is_kept,
            "files": self.files.iter().map(File::json).collect::<Vec<_>>(),
            "shadowed_by": self.shadowed_by.iter().map(Shadow::json).collect::<Vec<_>>(),
            "receipt": { "id": self.bundle, "code": self.code, "host": self.host.as_ref().map(HostLabel::as_str) },
        })
    }
}

/// What a dry run shows: the lines that would go and come, without their secrets.
pub(super) struct Planned {
    masked: String,
    files: Vec<(File, Vec<String>)>,
}

impl Planned {
    pub(super) fn of(order: &Order<'_>, plans: &[Plan<'_>]) -> Self {
        let id = &order.manifest.access_key.id;
        let rows = |plan| {
            File::of(plan, plans, order).into_iter().map(|file| (file, changes(plan, order))).collect::<Vec<_>>()
        };
        Self { masked: id.masked(), files: plans.iter().flat_map(rows).collect() }
    }
}

impl Report for Planned {
    fn human(&self, page: &mut Page) {
        page.line(&format!("Would install {}; nothing is changed", self.masked));
        for (file, lines) in &self.files {
            let profile = file.profile.as_ref().map_or(String::new(), |profile| format!(", profile {profile}"));
            page.line(&format!("{} ({}{profile}): {}", file.path, file.client, file.outcome));
            for line in lines {
                page.line(line);
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
        json!({ "access_key_id": self.masked, "dry_run": true, "files": files.collect::<Vec<_>>() })
    }
}

/// Old and new of each field that differs. A diff of the file's lines could show what stands beside
/// the profile, since a file may be one long line.
fn changes(plan: &Plan<'_>, order: &Order<'_>) -> Vec<String> {
    if !plan.must_write {
        return Vec::new();
    }
    let key = &order.manifest.access_key;
    let present = plan.present.first();
    let old = |field: fn(&Present) -> Option<String>| present.and_then(field);
    let old_id = present.and_then(|present| present.id.as_deref()).map(AccessKeyId::mask);
    let id_differs = present.is_some_and(|present| present.id.as_deref() != Some(key.id.as_str()));
    let secret_stays = present.and_then(|present| present.secret.as_ref()).is_some_and(|old| old.same_as(&key.secret));
    let had_secret = old(|present| present.secret.as_ref().map(|_| "****".to_owned()));
    let rows = [
        ("access_key_id", old_id, Some(key.id.masked()), id_differs),
        ("access_key_secret", had_secret, Some("****".to_owned()), !secret_stays),
        ("region", old(|present| present.region.clone()), order.region().map(ToString::to_string), false),
        (
            "token",
            old(|present| present.token.as_ref().map(|_| "****".to_owned())),
            key.security_token.as_ref().map(|_| "****".to_owned()),
            false,
        ),
    ];
    rows.into_iter().flat_map(|(label, old, new, differs)| change(label, old, new, differs)).collect()
}

fn change(label: &str, old: Option<String>, new: Option<String>, differs: bool) -> Vec<String> {
    if old == new && !differs {
        return Vec::new();
    }
    // A region that the bundle does not name is left alone.
    if label == "region" && new.is_none() {
        return Vec::new();
    }
    let line = |sign: char, value: String| format!("  {sign} {label} {value}");
    old.map(|value| line('-', value)).into_iter().chain(new.map(|value| line('+', value))).collect()
}

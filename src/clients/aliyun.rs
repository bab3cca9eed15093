//! `~/.aliyun/config.json`, read by the aliyun CLI, the SDKs' CLI-profile providers, Terraform and
//! Packer.
//!
//! aliyun-cli `config/configuration.go` writes it with `json.MarshalIndent(conf, "", "\t")` and no
//! line end after it; `config/profile.go` asks of a profile:
//!
//! - a `region_id` that matches `^[a-zA-Z0-9-]*$` and is not empty;
//! - in mode `AK`: `access_key_id` and `access_key_secret`; in mode `StsToken`: `sts_token` as well.
//!   Modes are compared as they are spelt.
//!
//! `current` names the profile that is used without `--profile`. It is the person's choice: a new
//! file needs one, an existing one keeps its own. `sts_expiration` dates the token that was there
//! before, so it goes with it.
//!
//! A profile goes whole when it holds nothing but the entry and what the CLI and the SDKs put there by
//! themselves: how it prints, and empty values of fields that they know (credentials-go writes them all).
//! Anything else somebody has set, such as a role or a proxy. Then the profile stays with it, and loses
//! the credentials, the region and the mode, whatever that is: it is no profile of ours any more, and
//! gives nobody credentials until it is configured again.

use jsonc_parser::ast::{Array, Object, ObjectProp, Value};
use jsonc_parser::common::Ranged as _;

use super::json_layout::New;
use super::json_text::{Document, with_fields};
use super::{Broken, Client, Entry, Field, Format, Named, Part, Present, Share, is_new};
use crate::domain::{CredentialProcess, ProfileName, Region};
use crate::secret::Secret;

const UNIT: &str = "\t";

#[derive(Debug)]
pub(super) struct Aliyun;

impl Client for Aliyun {
    fn name(&self) -> &'static str {
        "aliyun"
    }

    fn about(&self) -> &'static str {
        "~/.aliyun/config.json: the aliyun CLI, SDKs, Terraform"
    }

    fn directory(&self) -> Option<&'static str> {
        Some(".aliyun")
    }

    fn parts(&self) -> &'static [Part] {
        &[Part { file: "config.json", format: &Aliyun, family: None }]
    }

    fn needs_region(&self) -> bool {
        true
    }
}

impl Format for Aliyun {
    fn find(&self, text: &str, profile: &ProfileName) -> Result<Option<Present>, Broken> {
        if is_new(text) {
            return Ok(None);
        }
        let document = Document::parse(text)?;
        let Some(object) = locate(&document, profile)? else { return Ok(None) };
        let present = present(&document, object)?;
        let is_there = !present.mode.is_empty() || !present.is_vacant() || present.region.is_some();
        Ok(Some(present).filter(|_| is_there))
    }

    fn put(&self, text: &str, profile: &ProfileName, entry: &Entry<'_>) -> Result<Secret, Broken> {
        if is_new(text) {
            return Ok(Secret::from(new_file(profile, entry).to_file(UNIT)));
        }
        let document = Document::parse(text)?;
        let Some(object) = locate(&document, profile)? else {
            return with_profile(&document, new_profile(profile, entry));
        };
        let present = present(&document, object)?;
        if present.mode == entry.mode() && present.holds(entry) {
            return Ok(Secret::from(text));
        }
        with_fields(text, profile, locate, fields(entry))
    }

    fn remove(&self, text: &str, profile: &ProfileName) -> Result<Secret, Broken> {
        if is_new(text) {
            return Ok(Secret::from(text));
        }
        let document = Document::parse(text)?;
        match (profiles(&document)?, locate(&document, profile)?) {
            (Some(array), Some(object)) if object.properties.iter().all(goes) => {
                Ok(document.without_element(array, object))
            }
            (_, Some(object)) => {
                let process = object.properties.iter().find(|member| is_our_process(member));
                let gone = ENTRY.into_iter().chain(process.map(|_| PROCESS));
                with_fields(text, profile, locate, gone.map(|key| (key, None)).collect())
            }
            (_, None) => Ok(Secret::from(text)),
        }
    }

    /// What is odd in one profile is no reason not to see the others. A name that is odd itself is none.
    fn named(&self, text: &str) -> Result<Named, Broken> {
        if is_new(text) {
            return Ok(Vec::new());
        }
        let document = Document::parse(text)?;
        let entry = |object| {
            let name = document.text_of(object, "name").map(|name| name.unwrap_or_default().to_owned());
            (name.clone().unwrap_or_default(), name.and_then(|_| present(&document, object)))
        };
        let elements = profiles(&document)?.into_iter().flat_map(|array| &array.elements);
        Ok(elements.filter_map(Value::as_object).map(entry).collect())
    }

    /// `current` says nothing once there is no profile.
    fn is_bare(&self, text: &str) -> bool {
        let is_bare = |document: Document<'_>| {
            let is_ours = |name: &str| ["current", "profiles", "meta_path"].contains(&name);
            let is_empty = profiles(&document).is_ok_and(|array| array.is_none_or(|array| array.elements.is_empty()));
            is_empty && document.root().properties.iter().all(|member| is_ours(member.name.as_str()))
        };
        is_new(text) || Document::parse(text).is_ok_and(is_bare)
    }
}

/// The profile that is used when none is named.
///
/// # Errors
/// [`Broken`]
pub fn current(text: &str) -> Result<Option<String>, Broken> {
    if is_new(text) {
        return Ok(None);
    }
    let document = Document::parse(text)?;
    Ok(document.text_of(document.root(), "current")?.map(str::to_owned))
}

/// `text` without the credentials of `profile`, which stays: what SDKs write back into an
/// `External` profile (credentials-go `providers/external.go`, and its sisters).
///
/// # Errors
/// [`Broken`]
pub fn without_credentials(text: &str, profile: &ProfileName) -> Result<Secret, Broken> {
    let written_back = ["access_key_id", "access_key_secret", "sts_token", "sts_expiration"];
    with_fields(text, profile, locate, written_back.map(|key| (key, None)).to_vec())
}

/// The mode of a profile whose credentials another program gives, as aliyun-cli `config/profile.go`
/// spells it.
pub const EXTERNAL: &str = "External";

/// Whether a profile gets its credentials from another program.
///
/// # Errors
/// [`Broken`]
pub fn is_external(text: &str, profile: &ProfileName) -> Result<bool, Broken> {
    Ok(Aliyun.find(text, profile)?.is_some_and(|present| present.mode == EXTERNAL))
}

/// `text` with an `External` profile that runs `process`; no credentials stand in it, nor what SDKs have
/// written back before.
///
/// # Errors
/// [`Broken`]
pub fn with_process(
    text: &str,
    profile: &ProfileName,
    process: &str,
    region: Option<&Region>,
) -> Result<Secret, Broken> {
    let mut fields: Vec<Field<'_>> = vec![("mode", Some(EXTERNAL))];
    fields.extend(["access_key_id", "access_key_secret", "sts_token", "sts_expiration"].map(|key| (key, None)));
    fields.extend(region.map(|region| ("region_id", Some(region.as_str()))));
    fields.push((PROCESS, Some(process)));
    if is_new(text) {
        return Ok(Secret::from(file_of(profile, profile_of(profile, fields)).to_file(UNIT)));
    }
    let document = Document::parse(text)?;
    match locate(&document, profile)? {
        None => with_profile(&document, profile_of(profile, fields)),
        Some(_) => with_fields(text, profile, locate, fields),
    }
}

/// What an entry is made of.
const ENTRY: [&str; 6] = ["mode", "access_key_id", "access_key_secret", "sts_token", "sts_expiration", "region_id"];
const PROCESS: &str = "process_command";
/// What the CLI gives every profile.
const DEFAULTS: [&str; 3] = ["name", "output_format", "language"];
/// What the CLI knows besides (`config/profile.go`), and Go writes when it is empty.
const KNOWN: &[&str] = &[
    "access_token",
    "auto_plugin_install",
    "auto_plugin_install_enable_pre",
    "bearer_token",
    "bearer_token_header_key",
    "cloud_sso_access_config",
    "cloud_sso_access_token_expire",
    "cloud_sso_account_id",
    "cloud_sso_sign_in_url",
    "connect_timeout",
    "credentials_uri",
    "enable_vpc",
    "endpoint",
    "endpoint_type",
    "expired_seconds",
    "external_account_type",
    "external_id",
    "key_pair_name",
    "oauth_access_token",
    "oauth_access_token_expire",
    "oauth_refresh_token",
    "oauth_refresh_token_expire",
    "oauth_site_type",
    "oidc_provider_arn",
    "oidc_token_file",
    "policy",
    "private_key",
    PROCESS,
    "ram_role_arn",
    "ram_role_name",
    "ram_session_name",
    "read_timeout",
    "retry_count",
    "retry_timeout",
    "site",
    "source_profile",
    "sts_endpoint",
    "sts_region",
    "verified",
];

/// Whether nobody has set it.
fn goes(member: &ObjectProp<'_>) -> bool {
    let name = member.name.as_str();
    let is_empty = match &member.value {
        Value::StringLit(text) => text.value.is_empty(),
        Value::NumberLit(number) => number.value == "0",
        Value::BooleanLit(word) => !word.value,
        Value::NullKeyword(_) => true,
        Value::Object(_) | Value::Array(_) => false,
    };
    let is_ours = ENTRY.contains(&name) || DEFAULTS.contains(&name) || is_our_process(member);
    is_ours || (is_empty && KNOWN.contains(&name))
}

/// What `install --external` has the profile run.
fn is_our_process(member: &ObjectProp<'_>) -> bool {
    let process = member.value.as_string_lit().and_then(|text| CredentialProcess::parse(&text.value));
    member.name.as_str() == PROCESS && process.is_some()
}

fn locate<'d, 't>(document: &'d Document<'t>, profile: &ProfileName) -> Result<Option<&'d Object<'t>>, Broken> {
    document.text_of(document.root(), "current")?;
    let mut found = None;
    for element in profiles(document)?.into_iter().flat_map(|array| &array.elements) {
        let Value::Object(object) = element else {
            return Err(document.broken(element.start(), "a profile should be an object"));
        };
        if document.text_of(object, "name")? == Some(profile.as_str()) && found.replace(object).is_some() {
            return Err(document.broken(object.range.start, "a second profile of the same name"));
        }
    }
    Ok(found)
}

fn profiles<'d, 't>(document: &'d Document<'t>) -> Result<Option<&'d Array<'t>>, Broken> {
    match document.field(document.root(), "profiles")?.map(|member| &member.value) {
        None | Some(Value::NullKeyword(_)) => Ok(None),
        Some(Value::Array(array)) => Ok(Some(array)),
        Some(other) => Err(document.broken(other.start(), "`profiles` should be an array")),
    }
}

fn present(document: &Document<'_>, object: &Object<'_>) -> Result<Present, Broken> {
    let text = |key| document.text_of(object, key);
    Ok(Present {
        mode: text("mode")?.unwrap_or_default().to_owned(),
        id: text("access_key_id")?.map(str::to_owned),
        secret: text("access_key_secret")?.map(Secret::from),
        token: text("sts_token")?.map(Secret::from),
        region: text("region_id")?.map(str::to_owned),
        process: text(PROCESS)?.map(str::to_owned),
        share: Share::All,
    })
}

fn with_profile(document: &Document<'_>, profile: New<'_>) -> Result<Secret, Broken> {
    Ok(match (profiles(document)?, document.field(document.root(), "profiles")?) {
        (Some(array), _) => document.with_element(array, &profile, UNIT),
        (None, Some(null)) => document.with_value(&null.value, &New::Array(vec![profile]), UNIT),
        (None, None) => document.with_member(document.root(), "profiles", &New::Array(vec![profile]), UNIT),
    })
}

fn new_file<'a>(profile: &'a ProfileName, entry: &Entry<'a>) -> New<'a> {
    file_of(profile, new_profile(profile, entry))
}

fn file_of<'a>(name: &'a ProfileName, profile: New<'a>) -> New<'a> {
    New::Object(vec![
        ("current", New::Text(name.as_str())),
        ("profiles", New::Array(vec![profile])),
        ("meta_path", New::Text("")),
    ])
}

fn new_profile<'a>(profile: &'a ProfileName, entry: &Entry<'a>) -> New<'a> {
    profile_of(profile, fields(entry))
}

fn profile_of<'a>(profile: &'a ProfileName, fields: Vec<Field<'a>>) -> New<'a> {
    let known = fields.into_iter().filter_map(|(key, value)| Some((key, New::Text(value?))));
    let defaults = [("output_format", New::Text("json")), ("language", New::Text("en"))];
    New::Object([("name", New::Text(profile.as_str()))].into_iter().chain(known).chain(defaults).collect())
}

/// In the order of Go's struct.
fn fields<'a>(entry: &Entry<'a>) -> Vec<Field<'a>> {
    let mut fields = vec![
        ("mode", Some(entry.mode())),
        ("access_key_id", Some(entry.id())),
        ("access_key_secret", Some(entry.secret())),
        ("sts_token", entry.token()),
        ("sts_expiration", None),
    ];
    fields.extend(entry.region().map(|region| ("region_id", Some(region))));
    fields
}

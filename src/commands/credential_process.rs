//! `credential-process`: a key that the vault keeps, as Alibaba Cloud's `External` mode and the OSS SDK
//! v2 read it from a program.
//!
//! Standard output gets one JSON object or nothing: the callers show whatever else stands there, and
//! some show all of it when they do not understand it. Prompts go to the terminal alone.

use clap::Args;
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;

use crate::context::Context;
use crate::cursor::Values;
use crate::domain::{AccessKey, Name};
use crate::failure::Failure;
use crate::opening::KeyArgs;
use crate::secret::Secret;
use crate::unlocking;

/// The key itself does not expire. Without a time every SDK runs the process again for each request;
/// with a long one, a key that was replaced here would be used for as long.
const VALID: SignedDuration = SignedDuration::from_mins(15);

/// Print a key from the vault as JSON, for programs that ask a process for their credentials
///
/// The aliyun CLI and the SDKs run it as `process_command` of an External profile, which
/// `akvault install --client aliyun --external NAME` sets up; the OSS SDK v2 reads the same object. The
/// key counts as valid for 15 minutes; then it is asked for again.
#[derive(Debug, Args)]
pub struct CredentialProcessArgs {
    /// The record
    #[arg(value_parser = Name::new, add = Values::Kept)]
    name: Name,
    #[command(flatten)]
    keys: KeyArgs,
}

/// Runs the verb.
///
/// # Errors
/// When there is no such record, or its secret does not open. Nothing is on standard output then.
pub fn run(args: &CredentialProcessArgs, context: &Context) -> Result<(), Failure> {
    let record = context.vault()?.record(&args.name)?;
    let key = unlocking::access_key(&record, &args.keys, context)?;
    let text = document(&key, context.clock.now())?;
    context.output.reveal(&text).map_err(|error| Failure::output(&error))
}

/// Both dialects in one object. `mode` must not be missing: the aliyun CLI would run the process again
/// and again (aliyun-cli `config/profile.go`).
#[derive(Serialize)]
struct Document<'a> {
    mode: &'static str,
    access_key_id: &'a str,
    access_key_secret: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    sts_token: Option<&'a str>,
    expiration: &'a str,
    #[serde(rename = "AccessKeyId")]
    id: &'a str,
    #[serde(rename = "AccessKeySecret")]
    secret: &'a str,
    #[serde(rename = "SecurityToken", skip_serializing_if = "Option::is_none")]
    token: Option<&'a str>,
    #[serde(rename = "Expiration")]
    until: &'a str,
}

fn document(key: &AccessKey, now: Timestamp) -> Result<Secret<[u8]>, Failure> {
    // To the second and with a Z: the Python SDK takes nothing else.
    let until = now.saturating_add(VALID).unwrap_or(now).strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
    let token = key.security_token.as_ref().map(Secret::expose);
    let (id, secret) = (key.id.as_str(), key.secret.expose());
    let mode = if token.is_some() { "StsToken" } else { "AK" };
    let document = Document {
        mode,
        access_key_id: id,
        access_key_secret: secret,
        sts_token: token,
        expiration: &until,
        id,
        secret,
        token,
        until: &until,
    };
    let mut bytes = Vec::with_capacity(4096);
    serde_json::to_writer(&mut bytes, &document).map_err(|error| Failure::output(&error.into()))?;
    bytes.push(b'\n');
    Ok(bytes.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::AccessKeyId;

    #[test]
    fn both_dialects_say_the_same_and_tokens_come_along() {
        let id = AccessKeyId::new("STS.EXAMPLEexample0001").unwrap();
        let key = AccessKey::new(id, "EXAMPLEsecret".into()).unwrap();
        let now = "2026-11-23T12:00:00.5Z".parse().unwrap();
        let text = |key: &AccessKey| String::from_utf8(document(key, now).unwrap().expose().to_vec()).unwrap();
        assert_eq!(
            text(&key),
            "{\"mode\":\"AK\",\"access_key_id\":\"STS.EXAMPLEexample0001\",\"access_key_secret\":\"EXAMPLEsecret\",\
             \"expiration\":\"2026-11-23T12:15:00Z\",\"AccessKeyId\":\"STS.EXAMPLEexample0001\",\
             \"AccessKeySecret\":\"EXAMPLEsecret\",\"Expiration\":\"2026-11-23T12:15:00Z\"}\n"
        );
        let temporary = text(&key.with_token("EXAMPLEtoken".into()).unwrap());
        assert!(
            temporary.starts_with("{\"mode\":\"StsToken\",") && temporary.contains("\"sts_token\":\"EXAMPLEtoken\"")
        );
        assert!(temporary.contains("\"SecurityToken\":\"EXAMPLEtoken\""));
    }
}

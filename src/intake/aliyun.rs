//! `~/.aliyun/config.json`, the profiles of the aliyun CLI (aliyun-cli `config/profile.go`).

use serde::Deserialize;

use super::{Format, Found, Problem, filled, json, pair, region};

pub(super) struct Aliyun;

#[derive(Deserialize)]
struct Config {
    profiles: Option<Vec<Profile>>,
}

/// The fields of use here; a profile has about fifty.
#[derive(Deserialize)]
struct Profile {
    name: Option<String>,
    mode: Option<String>,
    access_key_id: Option<String>,
    access_key_secret: Option<String>,
    sts_token: Option<String>,
    region_id: Option<String>,
}

impl Format for Aliyun {
    fn name(&self) -> &'static str {
        "aliyun"
    }

    fn about(&self) -> &'static str {
        "~/.aliyun/config.json of the aliyun CLI"
    }

    fn recognises(&self, text: &str) -> bool {
        json::has_key(text, "profiles")
    }

    fn read(&self, text: &str) -> Result<Vec<Found>, Problem> {
        let configs: Vec<Config> = json::documents(text)?;
        let profiles = configs.into_iter().flat_map(|config| config.profiles.unwrap_or_default());
        profiles.filter(Profile::has_key).map(|profile| profile.found(text)).collect()
    }
}

impl Profile {
    /// The modes whose pair is the user's own. In the others a pair is left behind by a refresh:
    /// the SDKs write what `External` and the sign-ins gave them back into the profile.
    fn has_key(&self) -> bool {
        let given = |field: &Option<String>| field.as_deref().is_some_and(|text| !text.trim().is_empty());
        let kept = match self.mode.as_deref().unwrap_or_default() {
            "" | "AK" | "RamRoleArn" | "RamRoleArnWithRoleName" => true,
            "StsToken" => given(&self.sts_token),
            _ => false,
        };
        kept && given(&self.access_key_id) && given(&self.access_key_secret)
    }

    fn found(self, text: &str) -> Result<Found, Problem> {
        let id = self.access_key_id.unwrap_or_default();
        let secret = self.access_key_secret.unwrap_or_default();
        // In other modes the CLI ignores a token that stands there.
        let token = self.sts_token.filter(|_| self.mode.as_deref() == Some("StsToken"));
        let key = pair(&id, &secret, token.as_deref()).map_err(|what| what.at(json::line_of(text, &[&id, &secret])))?;
        let label = self.name.as_deref().and_then(filled);
        Ok(Found { label, region: self.region_id.as_deref().and_then(region), ..Found::from(key) })
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{ID, OTHER_ID, OTHER_SECRET, SECRET, ids, read};

    fn config(profiles: &[String]) -> String {
        format!(
            "{{\n\t\"current\": \"default\",\n\t\"profiles\": [\n{}\n\t],\n\t\"meta_path\": \"\"\n}}",
            profiles.join(",\n")
        )
    }

    fn profile(name: &str, mode: &str, id: &str, secret: &str, rest: &str) -> String {
        format!(
            r#"{{"name": "{name}", "mode": "{mode}", "access_key_id": "{id}", "access_key_secret": "{secret}", "language": "en"{rest}}}"#
        )
    }

    #[test]
    fn profiles_with_a_key_are_read_with_name_and_region() {
        let text = config(&[
            profile("default", "AK", ID, SECRET, r#", "region_id": "cn-hangzhou", "sts_token": "left behind""#),
            profile("other", "RamRoleArn", OTHER_ID, OTHER_SECRET, r#", "region_id": "no region""#),
        ]);
        let found = read(&text).unwrap();
        assert_eq!(ids(&found), [ID, OTHER_ID]);
        assert_eq!(found[0].label.as_deref(), Some("default"));
        assert_eq!(found[0].region.as_ref().unwrap().as_str(), "cn-hangzhou");
        assert!(found[0].access_key.security_token.is_none());
        assert_eq!(found[1].region, None);
    }

    #[test]
    fn temporary_credentials_keep_their_token() {
        let found = read(&config(&[profile("sts", "StsToken", "STS.EXAMPLE", SECRET, r#", "sts_token": "EXAMPLE=""#)]));
        let key = &found.unwrap()[0].access_key;
        assert!(key.id.is_temporary());
        assert_eq!(key.security_token.as_ref().unwrap().expose(), "EXAMPLE=");
    }

    #[test]
    fn profiles_without_a_key_of_their_own_are_passed_over() {
        let profiles = [
            profile("role", "EcsRamRole", "", "", ""),
            profile("written-back", "External", ID, SECRET, ""),
            profile("new", "AK", "", "", ""),
            profile("half", "AK", ID, "", ""),
            profile("sts", "StsToken", ID, SECRET, ""),
            r#"{"name": "bare"}"#.to_owned(),
        ];
        let error = read(&config(&profiles)).unwrap_err();
        assert_eq!(error.to_string(), "read as aliyun, there is no AccessKey in it");
        assert!(read(r#"{"profiles": null}"#).is_err());
    }

    #[test]
    fn broken_files_are_named_by_line_and_column() {
        let good = profile("default", "AK", ID, SECRET, "");
        let cases = [
            (config(&[good.clone() + ","]), "line 5, column 2: this is not valid JSON"),
            (config(&[good.clone(), profile("x", "AK", "no id", SECRET, "")]), "line 5: this is not an AccessKey ID"),
            (config(&[good.replace(&format!("\"{SECRET}\""), "{}")]), "line 4, column 100: a value here"),
            (r#"{"profiles": "none"}"#.to_owned(), "line 1, column 19: a value here"),
        ];
        for (text, expected) in cases {
            let error = read(&text).unwrap_err().to_string();
            assert!(error.starts_with("read as aliyun, ") && error.contains(expected), "{error}");
        }
    }
}

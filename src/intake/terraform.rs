//! The `secret_file` of Terraform's `alicloud_ram_access_key`: the key of the API's answer alone,
//! through Go's `MarshalIndent` (terraform-provider-alicloud `resource_alicloud_ram_access_key.go`).

use super::create_access_key::Issued;
use super::{Format, Found, Problem, json};

pub(super) struct Terraform;

impl Format for Terraform {
    fn name(&self) -> &'static str {
        "terraform"
    }

    fn about(&self) -> &'static str {
        "secret_file of Terraform's alicloud_ram_access_key"
    }

    fn recognises(&self, text: &str) -> bool {
        json::has_key(text, "AccessKeyId")
    }

    fn holds_more(&self, _text: &str) -> bool {
        false
    }

    fn read(&self, text: &str) -> Result<Vec<Found>, Problem> {
        let issued: Vec<Issued> = json::documents(text)?;
        issued.into_iter().map(|issued| issued.found(text)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{ID, SECRET, ids, read};

    #[test]
    fn the_flat_object_is_read() {
        let text = format!(
            "{{\n\t\"AccessKeyId\": \"{ID}\",\n\t\"AccessKeySecret\": \"{SECRET}\",\n\t\"CreateDate\": \
             \"2026-11-01T00:00:00Z\",\n\t\"Status\": \"Active\"\n}}"
        );
        let found = read(&text).unwrap();
        assert_eq!(ids(&found), [ID]);
        assert_eq!(found[0].access_key.secret.expose(), SECRET);
        assert_eq!(found[0].created.unwrap().to_string(), "2026-11-01");
    }

    #[test]
    fn a_secret_that_is_absent_or_no_text_is_refused_in_its_own_words() {
        let cases = [("", "line 1: this key has no AccessKey Secret"), (", \"AccessKeySecret\": [7]", "a value here")];
        for (rest, expected) in cases {
            let error = read(&format!("{{\"AccessKeyId\": \"{ID}\"{rest}}}")).unwrap_err().to_string();
            assert!(error.starts_with("read as terraform, ") && error.contains(expected), "{error}");
        }
    }
}

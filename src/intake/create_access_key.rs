//! The answer of the API `CreateAccessKey`, as `aliyun ram CreateAccessKey` prints it.

use serde::Deserialize;

use super::{Format, Found, Problem, day, json, pair};

pub(super) struct CreateAccessKey;

/// Ram 2015-05-01 and Ims 2019-08-15 answer alike; other fields come and go.
#[derive(Deserialize)]
struct Answer {
    #[serde(rename = "AccessKey")]
    access_key: Option<Issued>,
}

/// The key in the answer; Terraform keeps only this.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Issued {
    access_key_id: Option<String>,
    access_key_secret: Option<String>,
    create_date: Option<String>,
}

impl Format for CreateAccessKey {
    fn name(&self) -> &'static str {
        "create-access-key"
    }

    fn about(&self) -> &'static str {
        "JSON answer of the API CreateAccessKey"
    }

    fn recognises(&self, text: &str) -> bool {
        json::has_key(text, "AccessKey")
    }

    fn holds_more(&self, _text: &str) -> bool {
        false
    }

    fn read(&self, text: &str) -> Result<Vec<Found>, Problem> {
        let answers: Vec<Answer> = json::documents(text)?;
        answers.into_iter().filter_map(|answer| answer.access_key).map(|issued| issued.found(text)).collect()
    }
}

impl Issued {
    pub(super) fn found(self, text: &str) -> Result<Found, Problem> {
        let id = self.access_key_id.unwrap_or_default();
        let secret = self.access_key_secret.unwrap_or_default();
        let key = pair(&id, &secret, None).map_err(|what| what.at(json::line_of(text, &[&id, &secret])))?;
        Ok(Found { created: self.create_date.as_deref().and_then(day), ..Found::from(key) })
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{ID, OTHER_ID, OTHER_SECRET, SECRET, ids, read};
    use super::*;

    fn answer(id: &str, secret: &str) -> String {
        format!(
            "{{\n  \"AccessKey\": {{\n    \"AccessKeyId\": \"{id}\",\n    \"AccessKeySecret\": \"{secret}\",\n    \
             \"Status\": \"Active\", \"CreateDate\": \"2020-10-15T08:08:54Z\"\n  }},\n  \"RequestId\": \"04F0\"\n}}\n"
        )
    }

    #[test]
    fn the_answer_of_the_api_is_read_with_its_date() {
        let found = read(&answer(ID, SECRET)).unwrap();
        assert_eq!(ids(&found), [ID]);
        assert_eq!(found[0].access_key.secret.expose(), SECRET);
        assert_eq!(found[0].created.unwrap().to_string(), "2020-10-15");
    }

    #[test]
    fn answers_gathered_in_one_file_are_all_read() {
        let gathered = answer(ID, SECRET) + &answer(OTHER_ID, OTHER_SECRET);
        assert_eq!(ids(&read(&gathered).unwrap()), [ID, OTHER_ID]);
    }

    #[test]
    fn what_is_missing_or_wrong_is_named_with_its_line() {
        let cases = [
            (answer(ID, ""), "line 3: this key has no AccessKey Secret"),
            (answer("", SECRET), "line 4: there is no AccessKey ID"),
            (answer(SECRET, ID), "line 3: the AccessKey ID and the AccessKey Secret seem to be swapped"),
            (answer("LTAI 5t", SECRET), "line 3: this is not an AccessKey ID"),
            (answer(ID, "two words"), "line 3: the AccessKey secret is empty or holds white space"),
            (answer(ID, SECRET).replace("\"Status\"", "\"AccessKeyId\""), "line 5, column 17: a value here"),
            (answer(ID, SECRET).replace("},", "}"), "line 7, column 3: this is not valid JSON"),
            (r#"{"AccessKey": ""#.to_owned(), "the JSON ends too early"),
            (r#"{"AccessKeys": {"AccessKey": []}}"#.to_owned(), "there is no AccessKey in it"),
            (r#"{"AccessKey": null}"#.to_owned(), "there is no AccessKey in it"),
        ];
        for (text, expected) in cases {
            let error = read(&text).unwrap_err().to_string();
            assert!(error.starts_with("read as create-access-key, ") && error.contains(expected), "{error}");
        }
    }

    #[test]
    fn a_missing_or_odd_date_is_no_reason_to_refuse_a_key() {
        for odd in ["", "yesterday", "2020-13-45T00:00:00Z", "\u{738b}\u{738b}\u{738b}\u{738b}"] {
            let text = answer(ID, SECRET).replace("2020-10-15T08:08:54Z", odd);
            assert_eq!(CreateAccessKey.read(&text).unwrap()[0].created, None, "{odd}");
        }
    }
}

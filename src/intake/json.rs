//! What the JSON formats share. The parser's own error texts quote the document (``invalid type:
//! string "the secret"``), so only the position and category of its errors are used.

use serde::de::DeserializeOwned;
use serde_json::error::Category;

use super::{Problem, What};

/// The documents in the text: the API's answers are often gathered one after another with `>>`.
pub(super) fn documents<T: DeserializeOwned>(text: &str) -> Result<Vec<T>, Problem> {
    let documents = serde_json::Deserializer::from_str(text).into_iter();
    documents.map(|document| document.map_err(|error| problem(&error))).collect()
}

fn problem(error: &serde_json::Error) -> Problem {
    let what = match error.classify() {
        Category::Eof => "the JSON ends too early: was it copied whole?",
        Category::Data => "a value here is of the wrong type, or a key is given twice",
        Category::Syntax | Category::Io => "this is not valid JSON",
    };
    let column = Some(error.column()).filter(|column| *column > 0);
    Problem { line: error.line().max(1), column, what: What::Broken(what) }
}

/// Whether a JSON object begins here and one in it has the key, even if it is broken further on.
pub(super) fn has_key(text: &str, key: &str) -> bool {
    let is_key = |(at, quoted): (usize, &str)| {
        let after = text.get(at.saturating_add(quoted.len())..).unwrap_or_default();
        after.trim_start().starts_with(':')
    };
    text.trim_start().starts_with('{') && text.match_indices(&format!("\"{key}\"")).any(is_key)
}

/// The line on which the first of these values stands, or else the first line.
pub(super) fn line_of(text: &str, values: &[&str]) -> usize {
    let value = values.iter().find(|value| !value.is_empty()).unwrap_or(&"");
    let before = text.find(&format!("\"{value}\"")).and_then(|at| text.get(..at)).unwrap_or_default();
    before.matches('\n').count().saturating_add(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_told_from_values_and_from_parts_of_keys() {
        let cases = [
            (r#"{"AccessKey":{"#, true),
            ("\n { \"x\": 1, \"AccessKey\"\n : 2", true),
            (r#"{"name": "AccessKey"}"#, false),
            (r#"{"AccessKeyId": 1}"#, false),
            (r#"{"text": "\"AccessKey\": 1"}"#, false),
            (r#"["AccessKey":"#, false),
            ("", false),
        ];
        for (text, expected) in cases {
            assert_eq!(has_key(text, "AccessKey"), expected, "{text}");
        }
    }
}

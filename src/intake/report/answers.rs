//! The answers of ListAccessKeys and GetAccessKeyLastUsed, of Ram 2015-05-01 and Ims 2019-08-15 alike.

use serde::Deserialize;

use super::super::{Error, Problem, day, json, text_of};
use super::{ListedKey, Oddity, Read, is_none};
use crate::domain::{AccessKeyId, Day};
use crate::secret::Secret;

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Listing {
    access_keys: Option<Keys>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Keys {
    access_key: Option<Vec<Key>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Key {
    access_key_id: Option<String>,
    status: Option<String>,
    create_date: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Usage {
    access_key_last_used: Option<LastUsed>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct LastUsed {
    last_used_date: Option<String>,
}

/// Reads one or several answers of ListAccessKeys.
///
/// # Errors
/// When it is no JSON, or no such answer.
pub fn listed_keys(bytes: &Secret<[u8]>) -> Result<Read<Vec<ListedKey>>, Error> {
    let text = text_of(bytes.expose())?;
    listed(text).map_err(|problem| problem.within("ListAccessKeys"))
}

fn listed(text: &str) -> Result<Read<Vec<ListedKey>>, Problem> {
    let answers: Vec<Listing> = json::documents(text)?;
    let mut read = Read { read: Vec::new(), oddities: Vec::new() };
    for answer in answers {
        let keys = answer.access_keys.and_then(|keys| keys.access_key);
        for key in keys.ok_or(Problem::broken(1, "there is no list `AccessKeys.AccessKey` in it"))? {
            let found = key.read(text, &read.read, &mut read.oddities);
            read.read.extend(found);
        }
    }
    Ok(read)
}

impl Key {
    fn read(self, text: &str, known: &[ListedKey], oddities: &mut Vec<Oddity>) -> Option<ListedKey> {
        let (raw, status, created) = (
            self.access_key_id.unwrap_or_default(),
            self.status.unwrap_or_default(),
            self.create_date.unwrap_or_default(),
        );
        let line = json::line_of(text, &[&raw, &status, &created]);
        let mut odd = |column: &str, what| oddities.push(Oddity { line, column: column.to_owned(), what });
        let Ok(id) = AccessKeyId::new(raw.trim()) else {
            odd("AccessKeyId", "this is not an AccessKey ID");
            return None;
        };
        if known.iter().any(|key| key.id == id) {
            odd("AccessKeyId", "this key is listed twice; the first is read");
            return None;
        }
        let is_active = match status.to_ascii_lowercase().as_str() {
            "active" => Some(true),
            "inactive" => Some(false),
            _ => {
                odd("Status", "this is neither Active nor Inactive");
                None
            }
        };
        if day(&created).is_none() && !is_none(&created) {
            odd("CreateDate", "this is not a time such as 2026-11-23T08:00:00Z");
        }
        Some(ListedKey { id, is_active, created: day(&created) })
    }
}

/// Reads an answer of GetAccessKeyLastUsed: none when the key was never used.
///
/// # Errors
/// When it is no JSON, or no such answer.
pub fn last_used(bytes: &Secret<[u8]>) -> Result<Read<Option<Day>>, Error> {
    let text = text_of(bytes.expose())?;
    used(text).map_err(|problem| problem.within("GetAccessKeyLastUsed"))
}

fn used(text: &str) -> Result<Read<Option<Day>>, Problem> {
    let missing = || Problem::broken(1, "there is no `AccessKeyLastUsed` in it");
    let answers: Vec<Usage> = json::documents(text)?;
    let mut answers = answers.into_iter();
    let (Some(answer), None) = (answers.next(), answers.next()) else {
        return Err(Problem::broken(1, "this is not one answer: it does not say of which key each is"));
    };
    let date = answer.access_key_last_used.ok_or_else(missing)?.last_used_date.unwrap_or_default();
    let read = day(&date);
    let is_odd = read.is_none() && !is_none(&date);
    let odd = || Oddity {
        line: json::line_of(text, &[&date]),
        column: "LastUsedDate".to_owned(),
        what: "this is not a time such as 2026-11-23T08:00:00Z",
    };
    Ok(Read { read, oddities: is_odd.then(odd).into_iter().collect() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(text: &str) -> Secret<[u8]> {
        text.as_bytes().to_vec().into()
    }

    fn list(keys: &str) -> String {
        format!("{{\"RequestId\": \"x\",\n\"AccessKeys\": {{\"AccessKey\": [{keys}]}}}}\n")
    }

    #[test]
    fn lists_are_read_one_after_the_other() {
        let key = |id: &str, status: &str| {
            format!(
                "{{\"AccessKeyId\": \"{id}\", \"Status\": \"{status}\", \"CreateDate\": \"2026-10-15T08:08:54Z\", \"UpdateDate\": \"x\"}}"
            )
        };
        let one = list(&format!(
            "{},\n{}",
            key("LTAI5tEXAMPLEexample0001", "Active"),
            key("LTAI5tEXAMPLEexample0002", "Inactive")
        ));
        let read = listed_keys(&bytes(&(one + &list("")))).unwrap();
        let told: Vec<_> =
            read.read.iter().map(|key| (key.id.masked(), key.is_active, key.created.is_some())).collect();
        assert_eq!(told, [("LTAI****0001".into(), Some(true), true), ("LTAI****0002".into(), Some(false), true)]);
        let keys = [
            key("a b", "Active"),
            key("LTAI5tEXAMPLEexample0003", "Asleep"),
            key("LTAI5tEXAMPLEexample0003", "Active"),
        ];
        let odd = listed_keys(&bytes(&list(&keys.join(",\n")))).unwrap();
        let told: Vec<_> = odd.oddities.iter().map(|odd| (odd.line, odd.column.as_str())).collect();
        assert_eq!((odd.read.len(), odd.read[0].is_active), (1, None), "the first mention counts");
        assert_eq!(told, [(2, "AccessKeyId"), (3, "Status"), (3, "AccessKeyId")]);
    }

    #[test]
    fn the_last_use_is_a_day_or_never() {
        let answer = |date: &str| {
            bytes(&format!("{{\"AccessKeyLastUsed\": {{\"LastUsedDate\": \"{date}\"}}, \"RequestId\": \"x\"}}"))
        };
        assert_eq!(last_used(&answer("2026-11-20T01:00:00Z")).unwrap().read.unwrap().to_string(), "2026-11-20");
        for (told, day) in [
            ("2026-11-20T01:00:00+08:00", "2026-11-19"),
            ("2026-11-20T20:00:00-05:00", "2026-11-21"),
            ("2026-11-20 08:00:00", "2026-11-20"),
        ] {
            assert_eq!(last_used(&answer(told)).unwrap().read.unwrap().to_string(), day, "{told}");
        }
        for never in ["", "N/A", "-"] {
            assert_eq!(last_used(&answer(never)).unwrap(), Read { read: None, oddities: vec![] });
        }
        assert_eq!(last_used(&answer("soon")).unwrap().oddities[0].column, "LastUsedDate");
    }

    #[test]
    fn other_json_is_refused() {
        for text in ["{}", "[1]", "{\"AccessKeys\": 1}", "{", "{\"AccessKeyLastUsed\": null}"] {
            assert!(listed_keys(&bytes(text)).is_err() && last_used(&bytes(text)).is_err(), "{text}");
        }
    }
}

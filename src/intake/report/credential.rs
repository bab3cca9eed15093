//! The credential report, a CSV: `user`, password and MFA columns, and four columns for each key. GetCredentialReport
//! gives it as Base64 in the member `Content`, which people save alone, or with the whole answer.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use zeroize::Zeroizing;

use super::super::csv::{Row, check_quotes, rows};
use super::super::{Error, Problem, day, json, text_of};
use super::{Oddity, Read, ReportedKey, User, is_none};
use crate::domain::base64;
use crate::secret::Secret;

const FORMAT: &str = "credential report";
/// Columns that are known, and tell nothing that is kept.
const PASSED_OVER: &[&str] = &["user_creation_time", "user_last_logon", "password_exist", "password_next_rotation"];
const WANTED: &[&str] = &["password_active", "password_last_changed", "mfa_active", "access_key_1_exist"];
/// The ends of the columns of a key, such as `access_key_1_exist`.
const OF_KEY: &[&str] = &["_exist", "_active", "_last_rotated", "_last_used"];

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Answer {
    content: Option<String>,
    is_truncated: Option<serde_json::Value>,
}

impl Answer {
    /// The API gives a large report in pieces.
    fn has_more(&self) -> bool {
        self.is_truncated.as_ref().is_some_and(|told| told == true || told == "true")
    }
}

/// Reads a credential report, decoded or as the API gives it.
///
/// # Errors
/// When it is no text, no CSV, or has no column `user`.
pub fn credential_report(bytes: &Secret<[u8]>) -> Result<Read<Vec<User>>, Error> {
    let text = text_of(bytes.expose())?;
    let read = if text.trim_start().starts_with('{') {
        answers(text)
    } else {
        match decoded(text.trim().trim_matches('"')) {
            Some(decoded) => report(text_of(&decoded)?),
            None => report(text),
        }
    };
    read.map(once_each)
}

/// A user who stands in several rows is read once, and told.
fn once_each(Read { read, mut oddities }: Read<Vec<User>>) -> Read<Vec<User>> {
    let mut seen = BTreeSet::new();
    let (once, again): (Vec<User>, Vec<User>) =
        read.into_iter().partition(|user| seen.insert(user.name.to_lowercase()));
    let what = "this user stands in a row above, which is read; this row is passed over";
    oddities.extend(again.iter().map(|user| Oddity { line: user.line, column: "user".to_owned(), what }));
    Read { read: once, oddities }
}

/// The pieces of a report, each with a header of its own.
fn answers(text: &str) -> Result<Read<Vec<User>>, Error> {
    let broken = |what| Problem::broken(1, what).within(FORMAT);
    let answers: Vec<Answer> = json::documents(text).map_err(|problem| problem.within(FORMAT))?;
    let mut all = Read { read: Vec::new(), oddities: Vec::new() };
    for answer in &answers {
        let content = answer.content.as_deref().ok_or_else(|| broken("there is no `Content` in this answer"))?;
        let content = decoded(content).ok_or_else(|| broken("`Content` is not the Base64 of a credential report"))?;
        let Read { read, oddities } = report(text_of(&content)?)?;
        all.read.extend(read);
        all.oddities.extend(oddities);
    }
    if answers.last().is_some_and(Answer::has_more) {
        let what = "the report goes on: ask for the rest with NextToken, and append that answer";
        all.oddities.push(Oddity { line: 1, column: "IsTruncated".to_owned(), what });
    }
    Ok(all)
}

/// Base64 of a report, broken into lines or not, padded or not. Whatever else is no Base64, or of something else.
fn decoded(text: &str) -> Option<Zeroizing<Vec<u8>>> {
    let symbols: Zeroizing<Vec<u8>> =
        text.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect::<Vec<_>>().into();
    let unpadded = symbols.strip_suffix(b"==").or_else(|| symbols.strip_suffix(b"=")).unwrap_or(&symbols);
    let decoded = base64::decode(unpadded)?;
    let header = text_of(&decoded).ok()?.lines().next()?.to_ascii_lowercase();
    header.contains("user").then_some(decoded)
}

fn report(text: &str) -> Result<Read<Vec<User>>, Error> {
    rows_of(text).map_err(|problem| problem.within(FORMAT))
}

fn rows_of(text: &str) -> Result<Read<Vec<User>>, Problem> {
    check_quotes(text)?;
    let mut rows = rows(text, b',');
    let header = rows.next().transpose()?.ok_or(Problem::broken(1, "there is no header"))?;
    let header = Header::new(&header)?;
    let mut read = Read { read: Vec::new(), oddities: header.oddities.clone() };
    for row in rows {
        let row = row?;
        let mut reader = RowReader { header: &header, row: &row, oddities: &mut read.oddities };
        let user = reader.user();
        read.read.extend(user);
    }
    Ok(read)
}

/// Where each column stands, and the keys that have columns.
struct Header {
    places: BTreeMap<String, usize>,
    width: usize,
    keys: Vec<String>,
    oddities: Vec<Oddity>,
}

impl Header {
    fn new(row: &Row) -> Result<Self, Problem> {
        let mut header =
            Self { places: BTreeMap::new(), width: row.cells.len(), keys: Vec::new(), oddities: Vec::new() };
        for (at, name) in row.cells.iter().enumerate() {
            header.add(at, &name.to_ascii_lowercase(), row.line);
        }
        if !header.places.contains_key("user") {
            return Err(Problem::broken(row.line, "the header has no column `user`: this is no credential report"));
        }
        for wanted in WANTED.iter().filter(|wanted| !header.places.contains_key(**wanted)) {
            header.oddities.push(Oddity {
                line: row.line,
                column: (*wanted).to_owned(),
                what: "this column is missing",
            });
        }
        Ok(header)
    }

    fn add(&mut self, at: usize, name: &str, line: usize) {
        let mut odd = |what| self.oddities.push(Oddity { line, column: name.to_owned(), what });
        let key = OF_KEY.iter().find_map(|end| name.strip_suffix(end)).filter(|key| key.contains("access_key"));
        let is_known = name == "user" || WANTED.contains(&name) || PASSED_OVER.contains(&name) || key.is_some();
        if self.places.contains_key(name) {
            return odd("this column occurs twice; the first is read");
        }
        if !is_known {
            odd("this column is not known");
        }
        self.places.insert(name.to_owned(), at);
        if let Some(key) = key.filter(|key| !self.keys.iter().any(|known| known == key)) {
            self.keys.push(key.to_owned());
        }
    }
}

struct RowReader<'a> {
    header: &'a Header,
    row: &'a Row,
    oddities: &'a mut Vec<Oddity>,
}

impl RowReader<'_> {
    fn user(&mut self) -> Option<User> {
        let name = self.cell("user").unwrap_or_default().to_owned();
        if name.is_empty() {
            self.odd("user", "this row has no user");
            return None;
        }
        if self.row.cells.len() != self.header.width {
            self.odd("user", "this row has more or fewer cells than the header");
        }
        Some(User {
            line: self.row.line,
            name,
            has_password: self.flag("password_active"),
            password_changed: self.day("password_last_changed"),
            has_mfa: self.flag("mfa_active"),
            keys: self.header.keys.clone().into_iter().filter_map(|key| self.key(key)).collect(),
        })
    }

    /// A key that is there, or that is active although nothing says that it is there.
    fn key(&mut self, column: String) -> Option<ReportedKey> {
        let exists = self.flag(&format!("{column}_exist"));
        let is_active = self.flag(&format!("{column}_active"));
        let created = self.day(&format!("{column}_last_rotated"));
        let odd = self.oddities.len();
        let last_used = self.day(&format!("{column}_last_used"));
        let tells_use = self.oddities.len() == odd;
        let is_there = exists.or(is_active).unwrap_or(created.is_some());
        is_there.then_some(ReportedKey { column, is_active, created, last_used, tells_use })
    }

    fn cell(&self, column: &str) -> Option<&str> {
        self.row.cells.get(*self.header.places.get(column)?)
    }

    fn flag(&mut self, column: &str) -> Option<bool> {
        let value = self.cell(column)?.to_ascii_lowercase();
        match value.as_str() {
            "true" => Some(true),
            "false" => Some(false),
            other if is_none(other) => None,
            _ => {
                self.odd(column, "this is not TRUE, FALSE, N/A or -");
                None
            }
        }
    }

    fn day(&mut self, column: &str) -> Option<crate::domain::Day> {
        let value = self.cell(column)?;
        let read = day(value);
        if read.is_none() && !is_none(value) {
            self.odd(column, "this is not a time such as 2026-11-23T08:00:00Z, N/A or -");
        }
        read
    }

    fn odd(&mut self, column: &str, what: &'static str) {
        self.oddities.push(Oddity { line: self.row.line, column: column.to_owned(), what });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str = "user,user_creation_time,user_last_logon,password_exist,password_active,password_last_changed,\
                          password_next_rotation,mfa_active,access_key_1_exist,access_key_1_active,\
                          access_key_1_last_rotated,access_key_1_last_used,access_key_2_exist,access_key_2_active,\
                          access_key_2_last_rotated,access_key_2_last_used";

    fn read(text: &str) -> Result<Read<Vec<User>>, Error> {
        credential_report(&text.as_bytes().to_vec().into())
    }

    fn told(oddities: &[Oddity]) -> Vec<String> {
        oddities.iter().map(|odd| format!("{} {}: {}", odd.line, odd.column, odd.what)).collect()
    }

    #[test]
    fn a_report_is_read_whatever_its_line_ends_and_quotes() {
        let root =
            "<root>,2019-01-01T00:00:00Z,-,TRUE,TRUE,2026-01-01T00:00:00Z,-,TRUE,FALSE,FALSE,-,-,N/A,N/A,N/A,N/A";
        let alice = "\"alice@123.onaliyun.com\",2019-01-01T00:00:00Z,-,true,FALSE,N/A,N/A,FALSE,TRUE,TRUE,2026-10-01T08:00:00Z,2026-11-20T01:00:00Z,TRUE,FALSE,2026-01-02T00:00:00Z,-";
        for text in [format!("{HEADER}\n{root}\n{alice}\n"), format!("\u{feff}{HEADER}\r\n\r\n{root}\r\n{alice}")] {
            let Read { read: users, oddities } = read(&text).unwrap();
            assert!(
                oddities.is_empty() && users.len() == 2 && users[0].is_root() && users[0].keys.is_empty(),
                "{oddities:?}"
            );
            assert_eq!(
                (users[1].has_password, users[1].has_mfa, users[1].password_changed),
                (Some(false), Some(false), None)
            );
            let keys: Vec<_> =
                users[1].keys.iter().map(|key| (key.column.as_str(), key.is_active, key.last_used.is_some())).collect();
            assert_eq!(keys, [("access_key_1", Some(true), true), ("access_key_2", Some(false), false)]);
        }
    }

    /// As `base64 -w 76` writes it.
    fn encoded(text: &str) -> String {
        const SYMBOLS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        let group = |group: &[u8]| {
            let bits = (0..3).fold(0_usize, |bits, at| bits << 8 | usize::from(*group.get(at).unwrap_or(&0)));
            let symbols = [18, 12, 6, 0].map(|shift| char::from(SYMBOLS[bits >> shift & 63]));
            symbols.into_iter().take(group.len().saturating_add(1)).chain(['=', '=']).take(4).collect::<String>()
        };
        let symbols: String = text.as_bytes().chunks(3).map(group).collect();
        symbols.as_bytes().chunks(76).map(|line| String::from_utf8(line.to_vec()).unwrap() + "\n").collect()
    }

    #[test]
    fn a_report_is_read_as_the_api_gives_it() {
        let rows = "alice,-,-,TRUE,TRUE,-,-,TRUE,TRUE,TRUE,2026-10-01T08:00:00Z,-,-,-,-,-\n";
        let plain = read(&format!("{HEADER}\n{rows}")).unwrap();
        assert_eq!((plain.read.len(), plain.oddities.len()), (1, 0));
        for more in ["", " ", "\n\n"] {
            let lines = encoded(&format!("{HEADER}\n{rows}{more}"));
            let line = lines.replace('\n', "");
            let answer = format!("{{\"Content\": \"{line}\", \"GeneratedTime\": \"2026-11-23T00:00:00Z\"}}\n");
            for text in [lines.clone(), line.clone(), line.replace('=', ""), format!("\"{line}\"\n"), answer] {
                assert_eq!(read(&text).unwrap(), plain, "{text}");
            }
        }
        let piece = |user: &str, truncated: &str| {
            let content = encoded(&format!("user,mfa_active\n{user},TRUE\n")).replace('\n', "");
            format!("{{\"Content\": \"{content}\", \"IsTruncated\": {truncated}}}\n")
        };
        let both = read(&(piece("alice", "true") + &piece("bob", "false"))).unwrap();
        assert!(both.read.len() == 2 && !told(&both.oddities).iter().any(|odd| odd.contains("NextToken")));
        assert!(told(&read(&piece("alice", "true")).unwrap().oddities).pop().unwrap().contains("with NextToken"));
        for (text, says) in [
            ("{\"RequestId\": \"x\"}".to_owned(), "there is no `Content` in this answer"),
            ("{\"Content\": \"user,x\"}".to_owned(), "`Content` is not the Base64 of a credential report"),
            (encoded("name,key\n"), "the header has no column `user`"),
            ("{\"Content\": ".to_owned(), "the JSON ends too early"),
        ] {
            let refused = read(&text).unwrap_err().to_string();
            assert!(refused.contains(says), "{text}: {refused}");
        }
        assert_eq!(read("user\nalic").unwrap().read[0].name, "alic", "a name may be Base64 by chance");
    }

    #[test]
    fn a_user_who_stands_in_two_rows_is_told() {
        let rows = "alice,TRUE\nbob,TRUE\nAlice,FALSE\n";
        let Read { read: users, oddities } = read(&format!("user,mfa_active\n{rows}")).unwrap();
        let names: Vec<&str> = users.iter().map(|user| user.name.as_str()).collect();
        assert_eq!((names, users[0].has_mfa), (vec!["alice", "bob"], Some(true)));
        let expected = "4 user: this user stands in a row above, which is read; this row is passed over";
        assert_eq!(told(&oddities).last().map(String::as_str), Some(expected));
    }

    #[test]
    fn further_keys_have_columns_of_their_own() {
        let text = "user,additional_access_key_1_exist,additional_access_key_1_active\nold,TRUE,TRUE\n";
        assert_eq!(read(text).unwrap().read[0].keys[0].column, "additional_access_key_1");
    }

    #[test]
    fn what_is_not_understood_is_named_with_its_line_and_column() {
        let text = format!(
            "{HEADER},shoe_size\nalice,-,-,TRUE,maybe,soon,-,TRUE,TRUE,TRUE,2026-10-01T08:00:00Z,-,-,-,-,-,42\n,x\nbob\n"
        );
        let Read { read: users, oddities } = read(&text).unwrap();
        assert_eq!(users.len(), 2);
        assert_eq!(
            told(&oddities),
            [
                "1 shoe_size: this column is not known",
                "2 password_active: this is not TRUE, FALSE, N/A or -",
                "2 password_last_changed: this is not a time such as 2026-11-23T08:00:00Z, N/A or -",
                "3 user: this row has no user",
                "4 user: this row has more or fewer cells than the header",
            ]
        );
        assert_eq!(
            told(&read("user,user\nx,y").unwrap().oddities)[0],
            "1 user: this column occurs twice; the first is read"
        );
    }

    #[test]
    fn what_is_no_report_is_refused() {
        for (text, says) in [("", "empty"), ("a,b\n", "no column `user`"), ("user\n\"x", "a quote is left open")] {
            assert!(read(text).unwrap_err().to_string().contains(says), "{text}");
        }
        assert!(credential_report(&vec![0xff, 0xfe, 0, 0].into()).is_err());
    }
}

//! Finds AccessKeys in bytes of any kind: a shell's history, an editor's swap file, a downloaded
//! table. Pure, and without regular expressions. It tells ids and lines, never what stands there.
//!
//! An AccessKey ID alone is public. It counts with its secret: thirty letters and digits near it, or
//! a longer one behind a name such as `access_key_secret`. A secret behind such a name counts alone,
//! too, since its id may be in another file.
//!
//! The shapes are those of gitleaks (`LTAI` and 20 more) and of the rules for older keys (12 more),
//! bounded by anything but letters, digits and underscores; see [`AccessKeyId::oddity`].

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

use crate::domain::AccessKeyId;

/// How far a secret stands from its id, in bytes: a few lines of JSON, some variables between them.
const NEAR: usize = 300;
/// How much of a line is read for the name of a value.
const LABEL: usize = 80;
/// Every issued secret; those of temporary credentials are longer.
const SECRET: usize = 30;
/// The shortest value that a name makes a secret.
const NAMED_SECRET: usize = 24;

/// Ends of names, without case and punctuation, that only Alibaba Cloud's secrets have.
const OWN_NAMES: &[&str] = &["accesskeysecret", "alicloudsecretkey", "aliyunsecretkey", "alisecret"];
/// Ends of names that mean a secret beside an AccessKey ID.
const NAMES: &[&str] = &["secret", "secretkey", "secretaccesskey", "accesskey", "sk"];

/// A key that stands somewhere in plaintext.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trace {
    /// Its id, where that stands near the secret.
    pub id: Option<AccessKeyId>,
    /// The line, from 1; none in what is not text.
    pub line: Option<usize>,
}

/// Every key in `bytes`, once, in the order in which they stand there.
pub fn scan(bytes: &[u8]) -> Vec<Trace> {
    let bytes = &*without_utf16(bytes);
    let (mut ids, mut secrets, mut own) = (Vec::new(), Vec::new(), Vec::new());
    for word in words(bytes) {
        if let Some(id) = word.id() {
            ids.push((word.at.start, id));
        } else if word.is_secret() || word.is_named_secret(NAMES) {
            own.extend(word.is_named_secret(OWN_NAMES).then_some(word.at.start));
            secrets.push(word.at.start);
        }
    }
    let places: Vec<usize> = ids.iter().map(|(at, _)| *at).collect();
    let with_id = ids.iter().filter(|(at, _)| is_near(*at, &secrets)).map(|(at, id)| (*at, Some(id)));
    let alone = own.iter().filter(|at| !is_near(**at, &places)).map(|at| (*at, None));
    let mut found: Vec<(usize, Option<&AccessKeyId>)> = with_id.chain(alone).collect();
    found.sort_by_key(|(at, _)| *at);
    let mut seen = BTreeSet::new();
    found.retain(|(_, id)| seen.insert(*id));
    found.into_iter().map(|(at, id)| Trace { id: id.cloned(), line: line(bytes, at) }).collect()
}

/// Whether one of `others`, which stand in order, stands near.
fn is_near(at: usize, others: &[usize]) -> bool {
    let first = others.partition_point(|other| other.saturating_add(NEAR) < at);
    others.get(first).is_some_and(|other| other.abs_diff(at) <= NEAR)
}

/// A run of letters, digits and underscores.
struct Word<'b> {
    bytes: &'b [u8],
    at: Range<usize>,
}

impl Word<'_> {
    fn text(&self) -> &str {
        let word = self.bytes.get(self.at.clone()).unwrap_or_default();
        std::str::from_utf8(word).unwrap_or_default()
    }

    /// What stands before it on its line.
    fn before(&self) -> &[u8] {
        let from = self.at.start.saturating_sub(LABEL);
        let before = self.bytes.get(from..self.at.start).unwrap_or_default();
        before.rsplit(|byte| *byte == b'\n').next().unwrap_or_default()
    }

    fn id(&self) -> Option<AccessKeyId> {
        let word = self.text();
        if !word.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return None;
        }
        let is_lasting = word.strip_prefix("LTAI").is_some_and(|rest| (12..=21).contains(&rest.len()));
        if is_lasting {
            return AccessKeyId::new(word).ok();
        }
        let prefix = ["STS.", "TMP."].into_iter().find(|prefix| self.before().ends_with(prefix.as_bytes()))?;
        if word.len() < 16 { None } else { AccessKeyId::new(&format!("{prefix}{word}")).ok() }
    }

    /// The shape of an issued secret. One in capitals or in small letters alone is somebody's example.
    fn is_secret(&self) -> bool {
        self.at.len() == SECRET && is_random(self.text())
    }

    /// A value that is called one of `names`, which are compared by their letters and digits.
    fn is_named_secret(&self, names: &[&str]) -> bool {
        let has_digit = self.text().bytes().any(|byte| byte.is_ascii_digit());
        if self.at.len() < NAMED_SECRET || !is_random(self.text()) || !has_digit {
            return false;
        }
        let letters = self.before().iter().filter(|byte| byte.is_ascii_alphanumeric());
        let label: Vec<u8> = letters.map(u8::to_ascii_lowercase).collect();
        names.iter().any(|name| label.ends_with(name.as_bytes()))
    }
}

fn is_random(word: &str) -> bool {
    let has = |kind: fn(&u8) -> bool| word.as_bytes().iter().any(kind);
    word.bytes().all(|byte| byte.is_ascii_alphanumeric()) && has(u8::is_ascii_uppercase) && has(u8::is_ascii_lowercase)
}

fn words(bytes: &[u8]) -> impl Iterator<Item = Word<'_>> {
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
    let mut from = 0;
    std::iter::from_fn(move || {
        let rest = bytes.get(from..)?;
        let start = from.saturating_add(rest.iter().position(is_part)?);
        let run = bytes.get(start..)?.iter().take_while(|byte| is_part(byte)).count();
        from = start.saturating_add(run);
        Some(Word { bytes, at: start..from })
    })
}

/// Windows programs save UTF-16, with a mark in front: of ASCII, every other byte is then a zero.
fn without_utf16(bytes: &[u8]) -> Cow<'_, [u8]> {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return bytes.iter().copied().filter(|byte| *byte != 0).collect();
    }
    bytes.into()
}

fn line(bytes: &[u8], at: usize) -> Option<usize> {
    let lines = bytes.get(..at)?.split(|byte| *byte == b'\n').count();
    (!bytes.contains(&0)).then_some(lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "LTAI5tEXAMPLEexample0001";
    const SECRET: &str = "EXAMPLEexampleEXAMPLEexample01";

    fn found(text: &str) -> Vec<(Option<String>, Option<usize>)> {
        let trace = |trace: Trace| (trace.id.map(|id| id.to_string()), trace.line);
        scan(text.as_bytes()).into_iter().map(trace).collect()
    }

    fn key(id: &str, line: usize) -> (Option<String>, Option<usize>) {
        (Some(id.to_owned()), Some(line))
    }

    #[test]
    fn a_key_is_found_however_it_is_written() {
        let old = "LTAIEXAMPLE00001";
        for (text, expected) in [
            (format!("AccessKey ID,AccessKey Secret\r\n{ID},{SECRET}\r\n"), key(ID, 2)),
            (format!("{ID}:{SECRET}"), key(ID, 1)),
            (format!("SECRET={SECRET}\n#\nID={ID}\n"), key(ID, 3)),
            (format!("aliyun configure set --access-key-id {ID} --access-key-secret {SECRET}"), key(ID, 1)),
            (format!("{{\n \"id\": \"{old}\",\n \"secret\": \"{SECRET}\"}}"), key(old, 2)),
            (
                format!("STS.NEXAMPLEexample0001\nexport ALIBABA_CLOUD_ACCESS_KEY_SECRET='{SECRET}andmore1'"),
                key("STS.NEXAMPLEexample0001", 1),
            ),
        ] {
            assert_eq!(found(&text), [expected], "{text}");
        }
    }

    #[test]
    fn a_secret_by_its_name_is_found_without_an_id() {
        for name in [
            "ALIBABA_CLOUD_ACCESS_KEY_SECRET=",
            "\"AccessKeySecret\": \"",
            "SAVED_Ali_Secret='",
            "ALICLOUD_SECRET_KEY = ",
        ] {
            assert_eq!(found(&format!("first\n{name}{SECRET}")), [(None, Some(2))], "{name}");
        }
        assert_eq!(found(&format!("session={SECRET}")), [], "anyone's thirty letters are no key");
    }

    #[test]
    fn what_is_public_or_an_example_is_no_finding() {
        let far = " ".repeat(NEAR);
        for text in [
            format!("id={ID}"),
            format!("{ID}\n{far}{SECRET}"),
            format!("{ID} YOURACCESSKEYSECRETGOESHERE000"),
            format!("{ID} access_key_secret=yourAccessKeySecret"),
            format!("{ID} access_key_secret=****"),
            format!("my_{ID} {SECRET}"),
            format!("{ID}XYZ {SECRET}"),
            format!("LTAI5tEXAMPLE {SECRET}"),
            format!("{ID} x{SECRET}"),
            format!("OSSAccessKeyId={ID}&Signature=AbCdEf0123456789%2BAbCdEf01%3D"),
        ] {
            assert_eq!(found(&text), [], "{text}");
        }
    }

    #[test]
    fn each_key_is_told_once_where_it_stands_first() {
        let other = "LTAI5tEXAMPLEexample0002";
        let text = format!("{ID},{SECRET}\n{other},{SECRET}\n{ID},{SECRET}\n");
        assert_eq!(found(&text), [key(ID, 1), key(other, 2)]);
    }

    #[test]
    fn bytes_that_are_no_text_are_read_too() {
        let swap = [b"b0VIM\0\xff\xfe\x80".as_slice(), ID.as_bytes(), b"\0", SECRET.as_bytes()].concat();
        assert_eq!(scan(&swap), [Trace { id: AccessKeyId::new(ID).ok(), line: None }]);
        let wide: Vec<u8> = format!("\u{feff}\n{ID},{SECRET}").encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(scan(&wide), [Trace { id: AccessKeyId::new(ID).ok(), line: Some(2) }]);
        assert_eq!(scan(&[0xff; 4096]), []);
    }
}

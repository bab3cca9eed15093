//! `~/.alibabacloud/credentials` (or `credentials.ini`) of the SDKs, `~/.ossutilconfig` and
//! `~/.aliyuncli/credentials` of the old CLI. Keys are matched as ossutil does (`lib/config_helper.go`):
//! `accessKeyID`, `access-key-id` and `access_key_id` are one.

use super::ini_lines::{self, Kind, Line};
use super::parts::{Field, Parts, unquoted};
use super::{Format, Found, Problem, plain};

pub(super) struct Ini;

#[derive(Default)]
struct Section<'a> {
    name: Option<&'a str>,
    mode: String,
    parts: Parts<'a>,
}

impl Format for Ini {
    fn name(&self) -> &'static str {
        "ini"
    }

    fn about(&self) -> &'static str {
        "~/.alibabacloud/credentials of the SDKs, or ~/.ossutilconfig"
    }

    fn recognises(&self, text: &str) -> bool {
        let first = ini_lines::lines(text).find(|line| !matches!(line.kind, Kind::Silent));
        first.is_some_and(|line| matches!(line.kind, Kind::Header))
    }

    fn read(&self, text: &str) -> Result<Vec<Found>, Problem> {
        let sections = sections(text)?;
        sections.into_iter().filter_map(|section| section.found().transpose()).collect()
    }
}

fn sections(text: &str) -> Result<Vec<Section<'_>>, Problem> {
    let mut done = Vec::new();
    let mut section = Section::default();
    for line in ini_lines::lines(text) {
        match line.kind {
            Kind::Silent => {}
            Kind::Header => {
                done.push(section);
                section = Section { name: line.section, ..Section::default() };
            }
            Kind::Pair { key, value } => section.note(&line, key, value)?,
            Kind::Other => {
                return Err(Problem::broken(
                    line.number,
                    "this is neither a section, nor `key = value`, nor a comment",
                ));
            }
        }
    }
    done.push(section);
    Ok(done)
}

impl<'a> Section<'a> {
    fn note(&mut self, line: &Line<'_>, key: &str, value: &'a str) -> Result<(), Problem> {
        let field = match plain(key).as_str() {
            "accesskeyid" | "aliyunaccesskeyid" => Field::Id,
            "accesskeysecret" | "aliyunaccesskeysecret" => Field::Secret,
            "ststoken" | "securitytoken" => Field::Token,
            "region" | "regionid" => Field::Region,
            "type" | "mode" => {
                self.mode = plain(value);
                return Ok(());
            }
            _ => return Ok(()),
        };
        let value = unquoted(value).ok_or(Problem::broken(line.number, "a quote is left open"))?;
        self.parts.take(field, line.number, value)
    }

    fn found(self) -> Result<Option<Found>, Problem> {
        if !self.has_key() {
            return Ok(None);
        }
        // ossutil v2 and the old CLI write `[profile NAME]`.
        let label = self.name.map(|name| name.strip_prefix("profile ").unwrap_or(name).trim().to_owned());
        Ok(self.parts.found()?.map(|found| Found { label, ..found }))
    }

    /// Roles and other types may hold a pair too, but what such a section gives is not that pair.
    fn has_key(&self) -> bool {
        match self.mode.as_str() {
            "" | "accesskey" | "ak" => true,
            "sts" | "ststoken" => self.parts.has_token(),
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{ID, OTHER_ID, OTHER_SECRET, SECRET, ids, read};

    #[test]
    fn sections_with_a_key_are_read_with_name_and_region() {
        let text = format!(
            "# mine\r\n[default]\r\nenable = true\r\ntype = access_key\r\naccess_key_id = {ID}\r\naccess_key_secret = \
             {SECRET}\r\nregion_id = cn-beijing\r\n\r\n[role]\r\ntype = ecs_ram_role\r\nrole_name = x\r\n\r\n[profile \
             two]\r\naccess_key_id={OTHER_ID}\r\naccess_key_secret={OTHER_SECRET}\r\n"
        );
        let found = read(&text).unwrap();
        assert_eq!(ids(&found), [ID, OTHER_ID]);
        assert_eq!(found[0].label.as_deref(), Some("default"));
        assert_eq!(found[0].region.as_ref().unwrap().as_str(), "cn-beijing");
        assert_eq!(found[1].label.as_deref(), Some("two"));
        assert_eq!(found[1].access_key.secret.expose(), OTHER_SECRET);
    }

    #[test]
    fn every_spelling_of_the_clients_is_known() {
        let spellings = [
            ("accessKeyID", "accessKeySecret"),
            ("access-key-id", "access-key-secret"),
            ("ACCESS_KEY_ID", "AccessKeySecret"),
            ("aliyun_access_key_id", "aliyun_access_key_secret"),
        ];
        for (id, secret) in spellings {
            let text = format!("[Credentials]\nlanguage=EN\n{id} = {ID}\n{secret}= '{SECRET}'\n[Bucket-Endpoint]\n");
            let found = read(&text).unwrap();
            assert_eq!((ids(&found), found[0].access_key.secret.expose()), (vec![ID.to_owned()], SECRET), "{id}");
        }
    }

    #[test]
    fn signs_that_clients_stumble_over_are_part_of_the_value() {
        let text = format!("[default]\naccess_key_id={ID}\naccess_key_secret=EXAMPLE=+/#;%x==\n");
        assert_eq!(read(&text).unwrap()[0].access_key.secret.expose(), "EXAMPLE=+/#;%x==");
    }

    #[test]
    fn temporary_credentials_keep_their_token() {
        let text = format!(
            "[Credentials]\nmode=StsToken\naccessKeyID=STS.EXAMPLE\naccessKeySecret={SECRET}\nstsToken=EXAMPLE==\n"
        );
        let found = read(&text).unwrap();
        assert_eq!(found[0].access_key.security_token.as_ref().unwrap().expose(), "EXAMPLE==");
    }

    #[test]
    fn what_is_missing_or_wrong_is_named_with_its_line() {
        let both = format!("access_key_id={ID}\naccess_key_secret={SECRET}\n");
        let cases = [
            (
                format!("[a]\naccess_key_id={ID}\n[b]\naccess_key_secret={SECRET}"),
                "line 2: this AccessKey ID has no AccessKey Secret",
            ),
            (format!("[a]\naccess_key_secret={SECRET}"), "line 2: this AccessKey Secret has no AccessKey ID"),
            (format!("[a]\naccess_key_id={ID}\naccess_key_secret=\n"), "line 2: this AccessKey ID has no"),
            (format!("[a]\n{both}access_key_secret=x"), "line 4: this is given a second time"),
            (format!("[a]\n{both}EXAMPLE"), "line 4: this is neither a section"),
            (format!("[a]\naccess_key_id='{ID}"), "line 2: a quote is left open"),
            (format!("[a]\naccess_key_id={ID}\naccess_key_secret=a b"), "line 3: the AccessKey secret is empty or"),
            (format!("[a]\naccess_key_id=a b\naccess_key_secret={SECRET}"), "line 2: this is not an AccessKey ID"),
            (format!("[a]\ntype=ram_role_arn\n{both}"), "there is no AccessKey in it"),
            ("[a]\nregion=cn-hangzhou".to_owned(), "there is no AccessKey in it"),
        ];
        for (text, expected) in cases {
            let error = read(&text).unwrap_err().to_string();
            assert!(error.starts_with("read as ini, ") && error.contains(expected), "{error}");
        }
    }
}

//! Environment files: `KEY=VALUE` lines, perhaps with `export`, as dotenv, systemd and shells read them.
//! Quotes come off; nothing is expanded, since only a shell could know what was meant.

use super::parts::{Field, Parts, unquoted};
use super::{Format, Found, Problem};

pub(super) struct Env;

/// The variables of one family of clients.
struct Family {
    id: &'static str,
    secret: &'static str,
    token: &'static str,
    regions: [&'static str; 2],
}

const FAMILIES: [Family; 7] = [
    Family {
        id: "ALIBABA_CLOUD_ACCESS_KEY_ID",
        secret: "ALIBABA_CLOUD_ACCESS_KEY_SECRET",
        token: "ALIBABA_CLOUD_SECURITY_TOKEN",
        regions: ["ALIBABA_CLOUD_REGION_ID", "ALIBABA_CLOUD_REGION"],
    },
    Family {
        id: "ALIBABACLOUD_ACCESS_KEY_ID",
        secret: "ALIBABACLOUD_ACCESS_KEY_SECRET",
        token: "ALIBABACLOUD_SECURITY_TOKEN",
        regions: ["ALIBABACLOUD_REGION_ID", "ALIBABACLOUD_REGION"],
    },
    Family {
        id: "ALICLOUD_ACCESS_KEY_ID",
        secret: "ALICLOUD_ACCESS_KEY_SECRET",
        token: "ALICLOUD_SECURITY_TOKEN",
        regions: ["ALICLOUD_REGION_ID", "ALICLOUD_REGION"],
    },
    // Terraform, Packer, lego.
    Family {
        id: "ALICLOUD_ACCESS_KEY",
        secret: "ALICLOUD_SECRET_KEY",
        token: "ALICLOUD_SECURITY_TOKEN",
        regions: ["ALICLOUD_REGION", "ALICLOUD_REGION_ID"],
    },
    Family {
        id: "OSS_ACCESS_KEY_ID",
        secret: "OSS_ACCESS_KEY_SECRET",
        token: "OSS_SESSION_TOKEN",
        regions: ["OSS_REGION_ID", "OSS_REGION"],
    },
    Family {
        id: "ACCESS_KEY_ID",
        secret: "ACCESS_KEY_SECRET",
        token: "SECURITY_TOKEN",
        regions: ["REGION_ID", "REGION"],
    },
    Family {
        id: "ALIYUN_ACCESS_KEY_ID",
        secret: "ALIYUN_ACCESS_KEY_SECRET",
        token: "ALIYUN_SECURITY_TOKEN",
        regions: ["ALIYUN_REGION_ID", "ALIYUN_REGION"],
    },
];

impl Format for Env {
    fn name(&self) -> &'static str {
        "env"
    }

    fn about(&self) -> &'static str {
        "environment file with ALIBABA_CLOUD_ACCESS_KEY_ID= or the like"
    }

    fn recognises(&self, text: &str) -> bool {
        let names_a_key = |family: &Family, name: &str| matches!(family.field(name), Some(Field::Id | Field::Secret));
        text.lines().filter_map(assignment).any(|(name, _)| FAMILIES.iter().any(|family| names_a_key(family, name)))
    }

    fn holds_more(&self, text: &str) -> bool {
        let is_foreign = |name: &str| FAMILIES.iter().all(|family| family.field(name).is_none());
        text.lines().filter_map(assignment).any(|(name, _)| is_foreign(name))
    }

    fn read(&self, text: &str) -> Result<Vec<Found>, Problem> {
        let mut all: [Parts<'_>; 7] = Default::default();
        for (number, line) in (1..).zip(text.lines()) {
            let Some((name, value)) = assignment(line) else { continue };
            for (family, parts) in FAMILIES.iter().zip(&mut all) {
                if let Some(field) = family.field(name) {
                    parts.take(field, number, literal(number, value)?)?;
                }
            }
        }
        all.into_iter().filter_map(|parts| parts.found().transpose()).collect()
    }
}

impl Family {
    /// Windows does not tell upper from lower case here, so neither does this.
    fn field(&self, name: &str) -> Option<Field> {
        let is = |known: &str| known.eq_ignore_ascii_case(name);
        let region = self.regions.into_iter().any(is).then_some(Field::Region);
        let own = [(self.id, Field::Id), (self.secret, Field::Secret), (self.token, Field::Token)];
        own.into_iter().find_map(|(known, field)| is(known).then_some(field)).or(region)
    }
}

/// Name and value of a line. Others, such as a script's commands, cannot hold a key.
fn assignment(line: &str) -> Option<(&str, &str)> {
    let line = line.trim();
    let exported = line.strip_prefix("export").filter(|rest| rest.starts_with(char::is_whitespace));
    let (name, value) = exported.unwrap_or(line).split_once('=')?;
    let name = name.trim();
    (!name.starts_with('#')).then_some((name, value.trim()))
}

fn literal(line: usize, value: &str) -> Result<&str, Problem> {
    let bare = unquoted(value).ok_or(Problem::broken(line, "a quote is left open, or something follows it"))?;
    if bare.starts_with(['$', '`']) && !value.starts_with('\'') {
        return Err(Problem::broken(line, "this refers to another variable or a command: give the value itself"));
    }
    Ok(bare)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{ID, OTHER_ID, OTHER_SECRET, SECRET, ids, read};
    use super::FAMILIES;

    #[test]
    fn every_family_is_read_with_token_and_region() {
        for family in &FAMILIES {
            for region in family.regions {
                let text = format!(
                    "# {ID}\nPATH=/bin\n\nexport {}={ID}\r\n{}=\"{SECRET}\"\n{}='EXAMPLE=='\nset -e\n{region}=cn-hangzhou\n",
                    family.id, family.secret, family.token
                );
                let found = read(&text).unwrap();
                assert_eq!(ids(&found), [ID], "{}", family.id);
                assert_eq!(found[0].access_key.secret.expose(), SECRET);
                assert_eq!(found[0].access_key.security_token.as_ref().unwrap().expose(), "EXAMPLE==");
                assert_eq!(found[0].region.as_ref().unwrap().as_str(), "cn-hangzhou");
            }
        }
    }

    #[test]
    fn several_families_give_several_keys_and_the_same_key_once() {
        let first = format!("ALICLOUD_ACCESS_KEY={ID}\nALICLOUD_SECRET_KEY={SECRET}\n");
        let same = format!("OSS_ACCESS_KEY_ID={ID}\nOSS_ACCESS_KEY_SECRET={SECRET}\nOSS_REGION=cn-beijing\n");
        let other = format!("access_key_id = {OTHER_ID}\naccess_key_secret = {OTHER_SECRET}\n");
        let found = read(&(first + &same + &other)).unwrap();
        assert_eq!(ids(&found), [ID, OTHER_ID]);
        assert_eq!(found[0].region.as_ref().unwrap().as_str(), "cn-beijing");
    }

    #[test]
    fn what_is_missing_or_wrong_is_named_with_its_line() {
        let id = format!("ACCESS_KEY_ID={ID}\n");
        let cases = [
            (id.clone(), "line 1: this AccessKey ID has no AccessKey Secret"),
            (format!("\nACCESS_KEY_SECRET={SECRET}"), "line 2: this AccessKey Secret has no AccessKey ID"),
            (format!("{id}ACCESS_KEY_SECRET=$THE_SECRET"), "line 2: this refers to another variable"),
            (format!("{id}ACCESS_KEY_SECRET=\"$(pass show x)\""), "line 2: this refers to another variable"),
            (format!("{id}ACCESS_KEY_SECRET=\"{SECRET}"), "line 2: a quote is left open"),
            (
                format!("{id}ACCESS_KEY_SECRET={SECRET} # mine"),
                "line 2: the AccessKey secret is empty or holds white space",
            ),
            (format!("{id}ACCESS_KEY_SECRET=a\nACCESS_KEY_SECRET=b"), "line 3: this is given a second time"),
            (format!("{id}ACCESS_KEY_SECRET=\nACCESS_KEY_SECRET=''"), "line 1: this AccessKey ID has no"),
        ];
        for (text, expected) in cases {
            let error = read(&text).unwrap_err().to_string();
            assert!(error.starts_with("read as env, ") && error.contains(expected), "{error}");
        }
    }
}

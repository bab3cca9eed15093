//! Entries as sections of an INI file. A client is a table here: which section, and what stands under
//! which key of it.
//!
//! A section is found by the profile that its reader makes of its name. What stays when an entry goes,
//! and its section with it:
//!
//! - keys that the table does not name, and comments: they are somebody else's;
//! - a value that is never written: another language, a host of no region, a role. It is the person's
//!   choice, for which the AccessKey in the section was not needed.

pub(super) use super::ini_keys::Is;
use super::ini_keys::{block, region_of};
use super::ini_text::{Document, Pair, Section, is_safe};
use super::{Broken, Entry, Format, Named, Present, Share, is_new, refuse_token};
use crate::domain::ProfileName;
use crate::secret::Secret;

/// How a client keeps entries.
#[derive(Debug)]
pub(super) struct Sections {
    /// The name of a profile's section; nothing for a profile that has none in this file.
    pub(super) name: fn(&ProfileName) -> Option<String>,
    /// The profile that the client makes of a section's name.
    pub(super) profile: fn(&str) -> Option<String>,
    /// How the client spells a key, where it knows several spellings.
    pub(super) spelling: fn(&str) -> String,
    /// What is written, in this order.
    pub(super) keys: &'static [(&'static str, Is)],
    /// Keys that give the credentials by other means, and with which ours would not be used.
    pub(super) others: &'static [&'static str],
    /// Whether blocks of indented lines belong to the key above them.
    pub(super) nests: bool,
    /// Whether the section is not the profile alone: without a key or a region in it there is no entry.
    pub(super) is_shared: bool,
    /// What of an entry the file has a place for.
    pub(super) share: Share,
}

/// A key that clients spell in one way.
pub(super) fn as_spelled(key: &str) -> String {
    key.to_owned()
}

impl Format for Sections {
    fn find(&self, text: &str, profile: &ProfileName) -> Result<Option<Present>, Broken> {
        let document = self.parse(text)?;
        let Some(section) = self.locate(&document, profile)? else { return Ok(None) };
        let has_ours = section.pairs.iter().any(|pair| self.goes(&document, pair));
        Ok(self.present(&document, section)?.filter(|present| has_ours || !present.is_plain()))
    }

    fn put(&self, text: &str, profile: &ProfileName, entry: &Entry<'_>) -> Result<Secret, Broken> {
        let Some(name) = (self.name)(profile) else { return Ok(Secret::from(text)) };
        let document = self.parse(text)?;
        let section = self.locate(&document, profile)?;
        if !self.keeps_tokens() {
            refuse_token(text, entry)?;
        }
        check(entry).map_err(|what| document.broken(section.map_or(text.len(), |section| section.start), what))?;
        let Some(section) = section else {
            return Ok(document.with_section(&name, &self.new_pairs(entry)));
        };
        let is_plain = self.present(&document, section)?.is_none_or(|present| present.is_plain());
        self.keys.iter().try_fold(self.without_others(text, profile)?, |text, key| {
            self.edit(&text, profile, |document, section| self.with_key(document, section, *key, entry, is_plain))
        })
    }

    fn remove(&self, text: &str, profile: &ProfileName) -> Result<Secret, Broken> {
        let whole = self.without_section(&Secret::from(text), profile)?;
        let text = self.keys.iter().try_fold(whole, |text, key| {
            self.edit(&text, profile, |document, section| self.without_key(document, section, *key))
        })?;
        self.without_section(&text, profile)
    }

    /// By the names of the profiles, not of their sections. Another service's section may hold what
    /// cannot be read here, which is no reason not to see ours.
    fn named(&self, text: &str) -> Result<Named, Broken> {
        let document = self.parse(text)?;
        let entry = |section: &Section<'_>| {
            let name = (self.profile)(section.name)?;
            Some((name, self.present(&document, section).transpose()?))
        };
        Ok(document.sections.iter().filter_map(entry).collect())
    }
}

impl Sections {
    fn parse<'t>(&self, text: &'t str) -> Result<Document<'t>, Broken> {
        Document::parse(if is_new(text) { "" } else { text }, self.nests)
    }

    /// A file without keys leaves that to the file with them.
    fn keeps_tokens(&self) -> bool {
        let has = |wanted: Is| self.keys.iter().any(|(_, is)| *is == wanted);
        has(Is::Token) || !has(Is::Id)
    }

    fn locate<'d, 't>(
        &self,
        document: &'d Document<'t>,
        profile: &ProfileName,
    ) -> Result<Option<&'d Section<'t>>, Broken> {
        let own = (self.name)(profile);
        document
            .section(|name| own.as_deref() == Some(name) || (self.profile)(name).as_deref() == Some(profile.as_str()))
    }

    /// The one key of a section in one of its spellings.
    fn pair<'d, 't>(
        &self,
        document: &Document<'t>,
        section: &'d Section<'t>,
        key: &str,
    ) -> Result<Option<&'d Pair<'t>>, Broken> {
        let wanted = (self.spelling)(key);
        let is_odd = |pair: &&Pair<'_>| {
            let spelled = (self.spelling)(pair.key);
            spelled != wanted && spelled.eq_ignore_ascii_case(&wanted)
        };
        if let Some(odd) = section.pairs.iter().find(is_odd) {
            return Err(document.broken(odd.start, "this key should be all lower-case"));
        }
        let mut pairs = section.pairs.iter().filter(|pair| (self.spelling)(pair.key) == wanted);
        match (pairs.next(), pairs.next()) {
            (_, Some(second)) => Err(document.broken(second.start, "this key stands twice, in two spellings")),
            (pair, None) => Ok(pair),
        }
    }

    fn value<'t>(&self, document: &Document<'t>, section: &Section<'t>, key: &str) -> Result<Option<&'t str>, Broken> {
        self.pair(document, section, key)?.map_or(Ok(None), |pair| document.value(pair))
    }

    /// The first value of its kind.
    fn first<'t>(
        &self,
        document: &Document<'t>,
        section: &Section<'t>,
        is_wanted: impl Fn(Is) -> bool,
    ) -> Result<Option<&'t str>, Broken> {
        let mut wanted = self.keys.iter().filter(|(_, is)| is_wanted(*is));
        wanted.try_fold(None, |found: Option<&str>, (key, _)| Ok(found.or(self.value(document, section, key)?)))
    }

    /// Nothing where a section that others use has nothing of ours.
    fn present(&self, document: &Document<'_>, section: &Section<'_>) -> Result<Option<Present>, Broken> {
        let text = |wanted: Is| self.first(document, section, |is| is == wanted);
        let token = self.first(document, section, |is| matches!(is, Is::Token | Is::OldToken))?;
        let (region, is_custom) = self.region(document, section)?;
        let present = Present {
            mode: self.mode(document, section)?,
            id: text(Is::Id)?.map(str::to_owned),
            secret: text(Is::Secret)?.map(Secret::from),
            // aliyun-log-cli writes `ID::TOKEN` (`cli_core.py`, `verify_sts_token`).
            token: token.and_then(|token| token.rsplit("::").next()).map(Secret::from),
            region,
            process: None,
            share: if is_custom && self.share == Share::All { Share::Key } else { self.share },
        };
        let is_something = !present.is_plain() || present.id.is_some() || present.secret.is_some();
        let is_there = is_something || present.token.is_some() || present.region.is_some();
        Ok(Some(present).filter(|_| is_there || !self.is_shared))
    }

    /// The region on which all keys agree, and whether one of them names a host of no region.
    fn region(&self, document: &Document<'_>, section: &Section<'_>) -> Result<(Option<String>, bool), Broken> {
        let (mut regions, mut is_custom) = (Vec::new(), false);
        for (key, is) in self.keys {
            let value = self.value(document, section, key);
            match (is, is.is_place().then_some(value).transpose()?.flatten()) {
                (Is::Region, value) => regions.push(value),
                (Is::Host(head, tail) | Is::OwnHost(head, tail), Some(host)) => match region_of(host, head, tail) {
                    Some(region) => regions.push(Some(region)),
                    None => is_custom = true,
                },
                (Is::Host(..), None) => regions.push(None),
                _ => {}
            }
        }
        let mut regions = regions.into_iter();
        let region = regions.next().flatten().filter(|region| regions.all(|other| other == Some(*region)));
        Ok((region.map(str::to_owned), is_custom))
    }

    /// What stands where other means would be, as it is spelled; `AK` where the key itself counts.
    fn mode(&self, document: &Document<'_>, section: &Section<'_>) -> Result<String, Broken> {
        for key in self.others {
            if self.pair(document, section, key)?.is_some() {
                return Ok((*key).to_owned());
            }
        }
        let has_region = self.first(document, section, |is| is == Is::Region)?.is_some();
        for (key, is) in self.keys {
            let value = if is.is_mode() { self.value(document, section, key)? } else { None };
            match (is, value) {
                (Is::Fixed(fixed), Some(value)) if value != *fixed => return Ok(format!("{key}={value}")),
                (Is::Mode, Some(value)) => return Ok(value.to_owned()),
                (Is::OwnHost(head, tail), Some(host)) if region_of(host, head, tail).is_none() => {
                    return Ok((*key).to_owned());
                }
                (Is::OwnHost(..), None) if has_region => return Ok("another region".to_owned()),
                _ => {}
            }
        }
        Ok("AK".to_owned())
    }

    fn new_pairs(&self, entry: &Entry<'_>) -> Vec<(&'static str, String)> {
        let spelled = |(key, is): &(&'static str, Is)| Some((*key, is.new_value(entry)?));
        self.keys.iter().filter_map(spelled).collect()
    }

    /// One edit of the section, if there is anything to edit.
    fn edit(
        &self,
        text: &Secret,
        profile: &ProfileName,
        edit: impl for<'t> Fn(&Document<'t>, &Section<'t>) -> Result<Option<Secret>, Broken>,
    ) -> Result<Secret, Broken> {
        let document = self.parse(text.expose())?;
        let edited = match self.locate(&document, profile)? {
            Some(section) => edit(&document, section)?,
            None => None,
        };
        Ok(edited.unwrap_or_else(|| Secret::from(text.expose())))
    }

    /// The section goes when nothing in it is anybody else's.
    fn without_section(&self, text: &Secret, profile: &ProfileName) -> Result<Secret, Broken> {
        self.edit(text, profile, |document, section| {
            let is_ours = section.pairs.iter().all(|pair| self.is_ours(document, pair));
            Ok((is_ours && !document.is_commented(section)).then(|| document.without_section(section)))
        })
    }

    fn without_others(&self, text: &str, profile: &ProfileName) -> Result<Secret, Broken> {
        self.others.iter().try_fold(Secret::from(text), |text, key| {
            self.edit(&text, profile, |document, section| {
                Ok(self.pair(document, section, key)?.map(|pair| document.without_pair(pair)))
            })
        })
    }

    /// Nothing when the key is as it should be.
    fn with_key(
        &self,
        document: &Document<'_>,
        section: &Section<'_>,
        (key, is): (&str, Is),
        entry: &Entry<'_>,
        is_plain: bool,
    ) -> Result<Option<Secret>, Broken> {
        let pair = self.pair(document, section, key)?;
        if let Is::Block(line, value) = is {
            return Ok(match pair {
                None => Some(document.with_pair(section, key, &block(line, value))),
                Some(pair) if has_line(document, pair, line) => None,
                Some(pair) if !document.is_empty(pair) => {
                    return Err(document.broken(pair.start, "this key should have a block of lines, and no value"));
                }
                Some(pair) => Some(document.with_nested(pair, &format!("{line} = {value}"))),
            });
        }
        let old = pair.map_or(Ok(None), |pair| document.value(pair))?;
        let new = match is {
            Is::First(_) => return Ok(None),
            Is::Mode if pair.is_none() && is_plain => return Ok(None),
            Is::Mode => Some(entry.mode().to_owned()),
            Is::Host(head, tail) | Is::OwnHost(head, tail)
                if old.is_some_and(|host| {
                    region_of(host, head, tail).map_or(is_plain, |old| Some(old) == entry.region())
                }) =>
            {
                return Ok(None);
            }
            is if is.is_place() && entry.region.is_none() => return Ok(None),
            is => is.new_value(entry),
        };
        Ok(match (pair, new) {
            (Some(_), Some(new)) if old == Some(new.as_str()) => None,
            (Some(pair), Some(new)) => Some(document.with_value(pair, &new)),
            (Some(pair), None) if old.is_some() => Some(document.without_pair(pair)),
            (None, Some(new)) => Some(document.with_pair(section, key, &new)),
            (_, None) => None,
        })
    }

    /// The key, or our line of its block; not what is the person's choice.
    fn without_key(
        &self,
        document: &Document<'_>,
        section: &Section<'_>,
        (key, is): (&str, Is),
    ) -> Result<Option<Secret>, Broken> {
        let Some(pair) = self.pair(document, section, key)? else { return Ok(None) };
        if self.goes(document, pair) {
            return Ok(Some(document.without_pair(pair)));
        }
        let Is::Block(line, value) = is else { return Ok(None) };
        let ours = pair.block.iter().find(|nested| document.nested(nested) == (line, value));
        Ok(ours.map(|nested| document.without_nested(nested)))
    }

    /// Whether the key goes from a section that stays: what is written into a new section alone was
    /// there before.
    fn goes<'t>(&self, document: &Document<'t>, pair: &Pair<'t>) -> bool {
        self.is_ours(document, pair) && !matches!(self.kind_of(pair), Some(Is::First(_)))
    }

    /// Whether what stands under the key belongs to the entry.
    fn is_ours<'t>(&self, document: &Document<'t>, pair: &Pair<'t>) -> bool {
        match self.kind_of(pair) {
            None => false,
            Some(Is::Block(line, value)) => {
                document.is_empty(pair) && pair.block.iter().all(|nested| document.nested(nested) == (line, value))
            }
            Some(is) => document.is_empty(pair) || is.may_be(document.raw(pair)),
        }
    }

    fn kind_of(&self, pair: &Pair<'_>) -> Option<Is> {
        let is_named = |key: &str| (self.spelling)(pair.key) == (self.spelling)(key);
        self.keys.iter().find(|(key, _)| is_named(key)).map(|(_, is)| *is)
    }
}

fn has_line(document: &Document<'_>, pair: &Pair<'_>, line: &str) -> bool {
    pair.block.iter().any(|nested| document.nested(nested).0 == line)
}

/// There is no quoting on which readers agree.
fn check(entry: &Entry<'_>) -> Result<(), &'static str> {
    let values = [Some(entry.id()), Some(entry.secret()), entry.token()];
    if values.into_iter().flatten().all(is_safe) {
        return Ok(());
    }
    Err("the new key has characters that readers of INI files take differently")
}

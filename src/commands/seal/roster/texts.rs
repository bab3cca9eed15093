//! The texts of the second channel, in one owner-only file: `phone,holder,text`. It is the journal of the
//! roster too: a text stands here before its bundle is on the disk.

use std::collections::HashSet;
use std::path::Path;

use crate::failure::{Failure, Kind};
use crate::intake::roster::{text_row, text_rows};
use crate::private_file::{Before, Policy, Staged, Target};
use crate::secret::Secret;

/// How the file begins; another file is never replaced.
const HEADER: &str = "phone,holder,text\n";

/// One text.
pub(super) struct Text {
    pub(super) phone: String,
    pub(super) holder: String,
    pub(super) message: Secret,
}

impl Text {
    /// The bundle's id: what stands before the words, or the beginning of the long id.
    fn id(&self) -> &str {
        let text = self.message.expose();
        text.split(':').next().unwrap_or(text).get(..9).unwrap_or(text)
    }
}

/// The ids of the bundles that have a text in a file; none where there is no such file.
pub(super) fn ids(path: &Path, policy: Policy) -> Result<HashSet<String>, Failure> {
    let Some(before) = Target::look(path, policy)? else { return Ok(HashSet::new()) };
    let rows = read_or_refuse(path, &before)?;
    Ok(rows.iter().map(|text| text.id().to_owned()).collect())
}

/// The file, locked.
pub(super) struct Texts {
    target: Target,
    rows: Vec<Text>,
}

impl Texts {
    /// What is there.
    pub(super) fn open(path: &Path, policy: Policy) -> Result<Self, Failure> {
        let target = Target::open(path, policy)?;
        let rows = target.before().map(|before| read_or_refuse(path, before)).transpose()?;
        Ok(Self { rows: rows.unwrap_or_default(), target })
    }

    /// Takes out the texts of bundles that nobody knows, and gives their ids.
    pub(super) fn without_unknown(&mut self, is_known: impl Fn(&str) -> bool) -> Vec<String> {
        let (known, unknown): (Vec<Text>, Vec<Text>) =
            std::mem::take(&mut self.rows).into_iter().partition(|text| is_known(text.id()));
        self.rows = known;
        unknown.iter().map(|text| text.id().to_owned()).collect()
    }

    pub(super) fn add(&mut self, rows: impl Iterator<Item = Text>) {
        self.rows.extend(rows);
    }

    pub(super) fn stage(self) -> Result<Staged, Failure> {
        let row = |text: &Text| text_row([&text.phone, &text.holder, text.message.expose()]);
        let content: String = std::iter::once(HEADER.to_owned()).chain(self.rows.iter().map(row)).collect();
        Ok(self.target.stage(Secret::from(content).expose().as_bytes())?)
    }
}

fn read_or_refuse(path: &Path, before: &Before) -> Result<Vec<Text>, Failure> {
    read(before.bytes.expose()).ok_or_else(|| {
        let what = format!("`{}` exists already, and is not a file of a roster's texts", path.display());
        Failure::new(Kind::Conflict, what).next("name another file, or move this one away first")
    })
}

fn read(bytes: &[u8]) -> Option<Vec<Text>> {
    let rows = text_rows(std::str::from_utf8(bytes).ok()?, HEADER)?;
    let text = |[phone, holder, message]: [Secret; 3]| Text {
        phone: phone.expose().to_owned(),
        holder: holder.expose().to_owned(),
        message,
    };
    Some(rows.into_iter().map(text).collect())
}

//! The roster: a CSV with a row for each key that is to be handed out. Columns: `holder`, and `source` (a
//! file that holds the key) or `id` (of a key that the vault keeps; or, beside `source`, which key in it);
//! `user`, `profile`, `region`, `recipient`, `phone`, `supersedes`, in any order.
//!
//! Strict, unlike the readers of keys: a column that nobody knows may be a misspelt one that matters.

use super::csv::{Row, check_quotes, rows};
use super::{Error, Problem, What, filled, plain, text_of};
use crate::domain::{AccessKeyId, Holder, ProfileName, Region};
use crate::secret::Secret;

const FORMAT: &str = "roster";
const COLUMNS: [&str; 9] = ["holder", "source", "id", "user", "profile", "region", "recipient", "phone", "supersedes"];

/// One key for one holder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// From 1.
    pub line: usize,
    /// Whom it is for.
    pub holder: Holder,
    /// The file that holds it; none when the vault keeps it.
    pub source: Option<String>,
    /// Which key.
    pub id: Option<AccessKeyId>,
    /// The RAM user.
    pub user: Option<String>,
    /// The profile to install it under.
    pub profile: Option<ProfileName>,
    /// The region of that profile.
    pub region: Option<Region>,
    /// A public key to seal to; none for a passphrase.
    pub recipient: Option<String>,
    /// Where the text goes, as the operator calls it.
    pub phone: Option<String>,
    /// The key that it replaces.
    pub supersedes: Option<AccessKeyId>,
}

/// Reads a roster.
///
/// # Errors
/// At the first thing that is not understood.
pub fn roster(bytes: &Secret<[u8]>) -> Result<Vec<Entry>, Error> {
    let text = text_of(bytes.expose())?;
    read(text).map_err(|problem| problem.within(FORMAT))
}

fn read(text: &str) -> Result<Vec<Entry>, Problem> {
    check_quotes(text)?;
    let delimiter = if text.lines().next().is_some_and(|line| line.contains(';')) { b';' } else { b',' };
    let mut rows = rows(text, delimiter);
    let header = rows.next().transpose()?.ok_or(Problem::broken(1, "there is no header"))?;
    let places = places(&header)?;
    rows.map(|row| entry(&row?, &places, header.cells.len())).collect()
}

/// Where each of the columns stands.
fn places(header: &Row) -> Result<[Option<usize>; 9], Problem> {
    let names: Vec<String> = header.cells.iter().map(plain).collect();
    let broken = |what| Err(Problem::broken(header.line, what));
    if names.iter().any(|name| !name.is_empty() && !COLUMNS.contains(&name.as_str())) {
        return broken("the header has a column that no roster has");
    }
    if COLUMNS.iter().any(|column| names.iter().filter(|name| name == column).count() > 1) {
        return broken("a column occurs twice in the header");
    }
    let places = COLUMNS.map(|column| names.iter().position(|name| name == column));
    let [holder, source, id, ..] = places;
    if holder.is_none() || (source.is_none() && id.is_none()) {
        return broken("the header needs the columns `holder`, and `source` or `id`");
    }
    Ok(places)
}

fn entry(row: &Row, places: &[Option<usize>; 9], width: usize) -> Result<Entry, Problem> {
    if row.cells.len() != width {
        return Err(Problem::broken(row.line, "this row has more or fewer cells than the header"));
    }
    let [holder, source, id, user, profile, region, recipient, phone, supersedes] =
        places.map(|place| place.and_then(|at| row.cells.get(at)).and_then(filled));
    let invalid = |invalid| What::Invalid(invalid).at(row.line);
    if source.is_none() && id.is_none() {
        return Err(Problem::broken(row.line, "this row has neither a source nor an id"));
    }
    Ok(Entry {
        line: row.line,
        holder: Holder::new(&holder.unwrap_or_default()).map_err(invalid)?,
        source,
        id: id.as_deref().map(AccessKeyId::new).transpose().map_err(invalid)?,
        user,
        profile: profile.as_deref().map(ProfileName::new).transpose().map_err(invalid)?,
        region: region.as_deref().map(Region::new).transpose().map_err(invalid)?,
        recipient,
        phone,
        supersedes: supersedes.as_deref().map(AccessKeyId::new).transpose().map_err(invalid)?,
    })
}

/// A row of the texts of the second channel: where it goes, whose it is, and the text.
pub fn text_row(cells: [&str; 3]) -> String {
    let quoted = cells.map(|cell| {
        let is_plain = !cell.contains(['"', ',', '\n', '\r']);
        if is_plain { cell.to_owned() } else { format!("\"{}\"", cell.replace('"', "\"\"")) }
    });
    format!("{}\n", quoted.join(","))
}

/// The cells of such a file, without its header; nothing when it is another file.
pub fn text_rows(text: &str, header: &str) -> Option<Vec<[Secret; 3]>> {
    let rest = text.strip_prefix(header)?;
    let row = |row: Result<Row, Problem>| {
        let cells = row.ok()?.cells;
        (cells.len() == 3).then(|| [0, 1, 2].map(|at| Secret::from(cells.get(at).unwrap_or_default())))
    };
    rows(rest, b',').map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> String {
        roster(&text.as_bytes().to_vec().into()).unwrap_err().to_string()
    }

    #[test]
    fn columns_stand_in_any_order() {
        let text = "\u{feff}Phone;Source;Holder;Profile\n+49 1;a.csv;alice;prod\n\n;b.csv;bob;\n";
        let read = roster(&text.as_bytes().to_vec().into()).unwrap();
        assert_eq!((read.len(), read[0].line, read[0].phone.as_deref()), (2, 2, Some("+49 1")));
        assert_eq!((read[1].line, read[1].profile.clone(), read[1].holder.as_str()), (4, None, "bob"));
    }

    #[test]
    fn whatever_is_unclear_is_named_with_its_line() {
        for (text, says) in [
            ("holder,source,fone\n", "line 1: the header has a column that no roster has"),
            ("holder,holder,id\n", "line 1: a column occurs twice"),
            ("source\nx\n", "line 1: the header needs the columns"),
            ("holder,source\nalice\n", "line 2: this row has more or fewer cells"),
            ("holder,source\nalice,\n", "line 2: this row has neither a source nor an id"),
            ("holder,source\n,x\n", "line 2: a holder is"),
            ("holder,id\nalice,a b\n", "line 2: this is not an AccessKey ID"),
            ("holder,source,profile\nalice,x,Not.One\n", "line 2: `Not.One` is not a profile name"),
            ("holder,source\nalice,\"x\n", "a quote is left open"),
        ] {
            assert!(told(text).contains(says), "{text}: {}", told(text));
        }
    }

    #[test]
    fn texts_are_read_as_they_were_written() {
        let text = format!("h\n{}{}", text_row(["+1, \"x\"", "alice", "K7Q2-M3XD: a-b"]), text_row(["", "bob", "y"]));
        let rows = text_rows(&text, "h\n").unwrap();
        assert_eq!((rows.len(), rows[0][0].expose(), rows[0][2].expose()), (2, "+1, \"x\"", "K7Q2-M3XD: a-b"));
        assert!(text_rows("other\n", "h\n").is_none() && text_rows("h\na,b\n", "h\n").is_none());
    }
}

//! The console's `AccessKey.csv` and its kin: a header with `AccessKey ID,AccessKey Secret`, and
//! perhaps other columns, in any order and spelling.

use csv::{ReaderBuilder, StringRecord, Trim};

use super::{Format, Found, Problem, day, filled, pair, plain, region};
use crate::domain::AccessKeyId;

pub(super) struct Csv;

/// Spreadsheets of many countries write semicolons.
const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];

const ID: &[&str] = &["accesskeyid"];
const SECRET: &[&str] = &["accesskeysecret"];
const USER: &[&str] = &["username", "logonname", "loginname", "userprincipalname", "user"];
const CREATED: &[&str] = &["createdate", "createtime", "creationdate", "creationtime", "created"];
const ACCOUNT: &[&str] = &["accountid", "account"];
const REGION: &[&str] = &["regionid", "region"];
/// Whether the key was active when it was downloaded: nothing to keep.
const STATUS: &[&str] = &["status"];

/// The cells of a row, and its line, counted from 1.
pub(super) struct Row {
    pub(super) line: usize,
    pub(super) cells: StringRecord,
}

impl Format for Csv {
    fn name(&self) -> &'static str {
        "csv"
    }

    fn about(&self) -> &'static str {
        "AccessKey.csv of the RAM console"
    }

    fn recognises(&self, text: &str) -> bool {
        delimiter(text).is_some() || lacks_header(text)
    }

    fn holds_more(&self, text: &str) -> bool {
        let Some(delimiter) = delimiter(text) else { return true };
        let mut rows = rows(text, delimiter).filter_map(Result::ok);
        let Some(header) = rows.next() else { return true };
        let is_known =
            |name: &str| [ID, SECRET, USER, CREATED, ACCOUNT, REGION, STATUS].concat().contains(&plain(name).as_str());
        let foreign =
            |row: Row| row.cells.iter().zip(&header.cells).any(|(cell, name)| !cell.is_empty() && !is_known(name));
        rows.any(foreign)
    }

    fn read(&self, text: &str) -> Result<Vec<Found>, Problem> {
        let delimiter = delimiter(text).ok_or_else(|| no_header(text))?;
        check_quotes(text)?;
        let mut rows = rows(text, delimiter);
        let Some(first) = rows.next().transpose()? else { return Ok(Vec::new()) };
        let header = Header::new(&first)?;
        rows.map(|row| header.found(&row?)).collect()
    }
}

/// Where each column stands; of several that tell the same, all.
struct Header {
    id: usize,
    secret: usize,
    users: Vec<usize>,
    created: Vec<usize>,
    accounts: Vec<usize>,
    regions: Vec<usize>,
}

impl Header {
    fn new(row: &Row) -> Result<Self, Problem> {
        let names: Vec<String> = row.cells.iter().map(plain).collect();
        let places = |known: &[&str]| -> Vec<usize> {
            known
                .iter()
                .flat_map(|known| names.iter().enumerate().filter(move |(_, name)| name == known))
                .map(|(at, _)| at)
                .collect()
        };
        let single = |known: &[&str], missing: &'static str| match *places(known).as_slice() {
            [place] => Ok(place),
            [] => Err(Problem::broken(row.line, missing)),
            _ => Err(Problem::broken(row.line, "a column of the AccessKey occurs twice in the header")),
        };
        Ok(Self {
            id: single(ID, "the header has no column `AccessKey ID`")?,
            secret: single(
                SECRET,
                "the header has no column `AccessKey Secret` (the console gives the secret only when the key is created)",
            )?,
            users: places(USER),
            created: places(CREATED),
            accounts: places(ACCOUNT),
            regions: places(REGION),
        })
    }

    fn found(&self, row: &Row) -> Result<Found, Problem> {
        let cell = |at: usize| row.cells.get(at).unwrap_or_default();
        let (id, secret) = (cell(self.id), cell(self.secret));
        if secret.is_empty() {
            return Err(Problem::broken(row.line, "this row has no AccessKey Secret"));
        }
        let key = pair(id, secret, None).map_err(|what| what.at(row.line))?;
        Ok(Found {
            user: self.users.iter().find_map(|at| filled(cell(*at))),
            created: self.created.iter().find_map(|at| day(cell(*at))),
            account: self.accounts.iter().find_map(|at| filled(cell(*at))),
            region: self.regions.iter().find_map(|at| region(cell(*at))),
            ..Found::from(key)
        })
    }
}

/// The delimiter with which the first row names the id.
fn delimiter(text: &str) -> Option<u8> {
    let names_id = |delimiter: &u8| {
        first_row(text, *delimiter).is_some_and(|row| row.cells.iter().any(|cell| ID.contains(&plain(cell).as_str())))
    };
    DELIMITERS.into_iter().find(names_id)
}

/// An open quote takes all further rows into one cell, which the crate lets pass: keys would be lost.
pub(super) fn check_quotes(text: &str) -> Result<(), Problem> {
    if text.matches('"').count().is_multiple_of(2) {
        return Ok(());
    }
    let before = text.rsplit_once('"').map_or("", |(before, _)| before);
    Err(Problem::broken(before.matches('\n').count().saturating_add(1), "a quote is left open in or above this line"))
}

fn no_header(text: &str) -> Problem {
    let line = first_row(text, b',').map_or(1, |row| row.line);
    Problem::broken(line, "the header is missing: put `AccessKey ID,AccessKey Secret` above the rows")
}

/// Whether the first row is an id and a secret, as people note them down.
fn lacks_header(text: &str) -> bool {
    let looks_like_id =
        |cell: &str| AccessKeyId::new(cell).is_ok_and(|id| id.as_str().starts_with("LTAI") || id.oddity().is_none());
    let is_pair = |row: Row| row.cells.len() == 2 && row.cells.iter().any(looks_like_id);
    DELIMITERS.into_iter().filter_map(|delimiter| first_row(text, delimiter)).any(is_pair)
}

fn first_row(text: &str, delimiter: u8) -> Option<Row> {
    rows(text, delimiter).next()?.ok()
}

/// The rows that hold anything.
pub(super) fn rows(text: &str, delimiter: u8) -> impl Iterator<Item = Result<Row, Problem>> {
    let reader = ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .trim(Trim::All)
        .from_reader(text.as_bytes());
    // The crate's own error texts stay inside: they may quote.
    let row = move |cells: Result<StringRecord, _>| match cells {
        Ok(cells) => Ok(Row { line: line_of(text, &cells), cells }),
        Err(_) => Err(Problem::broken(1, "this is not valid CSV")),
    };
    let blank = |row: &Row| row.cells.iter().all(str::is_empty);
    reader.into_records().map(row).filter(move |row| !row.as_ref().is_ok_and(blank))
}

/// The crate says where the row before ended; blank lines may lie between.
fn line_of(text: &str, cells: &StringRecord) -> usize {
    let Some(position) = cells.position() else { return 1 };
    let start = usize::try_from(position.byte()).ok().and_then(|byte| text.get(byte..)).unwrap_or_default();
    let between = start.bytes().take_while(|byte| matches!(byte, b'\r' | b'\n'));
    let blank_lines = between.filter(|byte| *byte == b'\n').count();
    usize::try_from(position.line()).unwrap_or(1).saturating_add(blank_lines)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{ID, OTHER_ID, OTHER_SECRET, SECRET, ids, read};

    #[test]
    fn the_console_file_is_read_however_it_was_saved() {
        let files = [
            format!("AccessKey ID,AccessKey Secret\n{ID},{SECRET}\n"),
            format!("\u{feff}AccessKey ID,AccessKey Secret\r\n{ID},{SECRET}\r\n"),
            format!("\"AccessKey ID\",\"AccessKey Secret\"\n\"{ID}\",\"{SECRET}\""),
            format!("\n\n access_key_id ; ACCESS-KEY-SECRET \n\n {ID} ; {SECRET} \n;\n"),
            format!("AccessKeySecret\tStatus\tAccessKeyId\n{SECRET}\tActive\t{ID}\n"),
            format!("AccessKeyId,Access Key Secret,,\n,,,\n{ID},{SECRET}\n   \n"),
        ];
        for file in files {
            let found = read(&file).unwrap();
            assert_eq!(ids(&found), [ID], "{file}");
            assert_eq!(found[0].access_key.secret.expose(), SECRET);
        }
    }

    #[test]
    fn further_columns_tell_user_account_region_and_day() {
        let text = format!(
            "User Name,User Principal Name,Account ID,Region,AccessKey ID,AccessKey Secret,Create Date\n\
             ,alice@example.com,123,cn-hangzhou,{ID},{SECRET},2026-11-01 10:00:00\n\
             bob,,,,{OTHER_ID},{OTHER_SECRET},soon\n"
        );
        let found = read(&text).unwrap();
        assert_eq!(found[0].user.as_deref(), Some("alice@example.com"));
        assert_eq!(found[0].account.as_deref(), Some("123"));
        assert_eq!(found[0].region.as_ref().unwrap().as_str(), "cn-hangzhou");
        assert_eq!(found[0].created.unwrap().to_string(), "2026-11-01");
        assert_eq!(found[1].user.as_deref(), Some("bob"));
        assert_eq!((found[1].created, found[1].region.is_none()), (None, true));
    }

    #[test]
    fn what_is_missing_or_wrong_is_named_with_its_line() {
        let header = "AccessKey ID,AccessKey Secret,Note\n";
        let cases = [
            (format!("{header}{ID},{SECRET}\n\r\n\n{OTHER_ID}\n"), "line 5: this row has no AccessKey Secret"),
            (format!("{header}{ID},,x\n"), "line 2: this row has no AccessKey Secret"),
            (format!("{header},{SECRET}\n"), "line 2: there is no AccessKey ID"),
            (
                format!("{header}{SECRET},{ID}\n"),
                "line 2: the AccessKey ID and the AccessKey Secret seem to be swapped",
            ),
            (format!("{header}{ID},\"{SECRET}\n{OTHER_ID}\","), "line 2: the AccessKey secret is empty or holds"),
            (format!("{header}{ID},{SECRET},\"x\n{OTHER_ID},{OTHER_SECRET}\n"), "line 2: a quote is left open"),
            (format!("{header}\u{1b}[31m,{SECRET}\n"), "line 2: this is not an AccessKey ID"),
            (format!("{ID},{SECRET}\n"), "line 1: the header is missing"),
            (format!("\n{SECRET};{ID}\n"), "line 2: the header is missing"),
            (format!("AccessKey ID,Status\n{ID},Active\n"), "line 1: the header has no column `AccessKey Secret`"),
            (
                format!("AccessKey ID,AccessKeyId,AccessKey Secret\n{ID},{ID},x\n"),
                "line 1: a column of the AccessKey occurs twice",
            ),
            (header.to_owned(), "there is no AccessKey in it"),
        ];
        for (text, expected) in cases {
            let error = read(&text).unwrap_err().to_string();
            assert!(error.starts_with("read as csv, ") && error.contains(expected), "{error}");
        }
    }
}

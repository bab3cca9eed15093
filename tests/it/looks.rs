//! How it looks on terminals that are narrow or wide, without colour, or dumb: nothing is lost, nothing stands
//! askew, and nothing is said by colour or lines alone.

use unicode_width::UnicodeWidthStr as _;

use crate::sandbox::{ALICE, OTHER_ID, OTHER_SECRET, Sandbox, csv};
use crate::terminal::Ended;

const CJK: &str = "石井さん@例え.jp";

/// A ledger with two keys, of which one is for somebody with wide letters.
fn with_ledger() -> Sandbox {
    let sandbox = Sandbox::with_key();
    let seal = |holder, name, out| {
        let seal = ["seal", "AccessKey.csv", "--for", holder, "--name", name, "-R", "recipients.txt", "-o", out];
        sandbox.run(&seal).succeeds();
    };
    seal(ALICE, "alice", "mail/alice.age");
    sandbox.write("AccessKey.csv", csv(OTHER_ID, OTHER_SECRET));
    seal(CJK, "ishii", "mail/ishii.age");
    sandbox
}

/// Runs with standard output on a terminal of so many columns, in an environment that is `setting`.
fn on(sandbox: &Sandbox, columns: usize, setting: &str, arguments: &[&str]) -> Ended {
    sandbox.start(&format!("cols {columns}; {setting} exec \"$0\" \"$@\""), arguments).ends()
}

/// What stands on the screen, without the key that was pressed before.
fn lines(ended: &Ended) -> Vec<String> {
    ended.seen.lines().map(|line| line.trim_end().to_owned()).skip_while(String::is_empty).collect()
}

/// Columns of the terminal before each place where a column of a table begins.
fn begin(line: &str, word: &str) -> usize {
    let (before, _) = line.split_once(word).unwrap_or_else(|| panic!("`{word}` is not in `{line}`"));
    before.width()
}

#[test]
fn a_table_stands_straight_on_a_wide_terminal_whatever_the_width_of_its_letters() {
    let sandbox = with_ledger();
    for (verb, next_column) in [("list", "sealed"), ("status", "sealed")] {
        let shown = lines(&on(&sandbox, 200, "", &[verb]));
        let row = |name: &str| shown.iter().find(|line| line.contains(name)).unwrap_or_else(|| panic!("{shown:#?}"));
        assert_eq!(begin(row(ALICE), ALICE), begin(row(CJK), CJK), "{shown:#?}");
        assert_eq!(begin(row(ALICE), next_column), begin(row(CJK), next_column), "{shown:#?}");
    }
}

#[test]
fn what_is_too_narrow_for_a_table_shows_every_word_of_it_within_the_terminal() {
    let sandbox = with_ledger();
    for arguments in [&["list"][..], &["list", "--wide"], &["status"], &["audit-log"], &["who", CJK], &["which"]] {
        let whole = sandbox.run(arguments).succeeds();
        for columns in [40, 80, 200] {
            let shown = lines(&on(&sandbox, columns, "", arguments));
            let text = shown.join("\n");
            for word in whole.split_whitespace() {
                assert!(text.contains(word), "{arguments:?} on {columns}: `{word}` is not in\n{text}");
            }
            // A line that may be copied is the terminal's to break.
            let is_too_wide = |line: &&String| line.width() > columns && line.split_whitespace().count() > 2;
            let is_table = !matches!(arguments[0], "who" | "which");
            assert_eq!(shown.iter().filter(|_| is_table).find(is_too_wide), None, "{arguments:?} on {columns}");
        }
    }
}

#[test]
fn a_narrow_terminal_gets_a_row_in_two_lines_or_as_a_list_of_its_cells() {
    let sandbox = with_ledger();
    let folded = lines(&on(&sandbox, 40, "", &["list"]));
    assert!(folded.iter().any(|line| line == &format!("ishii  LTAI****0002  {CJK}")), "{folded:#?}");
    assert_eq!(folded.iter().filter(|line| line.starts_with("    0d ")).count(), 2, "{folded:#?}");
    let shown = lines(&on(&sandbox, 40, "", &["status"]));
    assert_eq!(shown.iter().filter(|line| line.starts_with("NAME ")).count(), 2, "{shown:#?}");
    assert!(shown.contains(&format!("HOLDER     {CJK}")), "{shown:#?}");
}

#[test]
fn help_is_broken_to_the_terminal() {
    let sandbox = Sandbox::new();
    for columns in [40, 80, 200] {
        for arguments in [&["--help"][..], &["-h"], &["help"], &["help", "receipt"]] {
            let shown = lines(&on(&sandbox, columns, "", arguments));
            // A line that is to be typed is the terminal's to break.
            let too_wide = shown.iter().find(|line| line.width() > columns.min(100) && !line.starts_with("Usage: "));
            assert!(too_wide.is_none() && shown.len() > 10, "{arguments:?} on {columns}: {too_wide:?}");
        }
    }
}

#[test]
fn messages_are_broken_between_words_and_a_command_in_them_is_not() {
    let sandbox = with_ledger();
    for columns in [40, 60] {
        let told = lines(&on(&sandbox, columns, "export NO_COLOR=1;", &["show", "alcie"]));
        let (next, others) = told.split_last().unwrap();
        assert!(others.iter().all(|line| line.width() <= columns), "{told:#?}");
        let whole = others.iter().map(|line| line.trim()).collect::<Vec<_>>().join(" ");
        assert!(whole.starts_with("akvault: error: there is no record `alcie` in the ledger unchanged: "), "{told:#?}");
        // What is to be typed is the terminal's to break.
        assert_eq!(next, "  next: did you mean `alice`? `akvault list` shows all names");
        assert!(told.len() > 3 || columns > 40, "{told:#?}");
    }
    assert!(lines(&on(&sandbox, 40, "", &[])).iter().all(|line| line.width() <= 60));
}

#[test]
fn colour_goes_where_it_is_wanted_and_the_words_are_the_same_without() {
    let sandbox = Sandbox::new();
    let shown = |setting| on(&sandbox, 80, setting, &["show", "nobody"]).with(9).seen;
    let coloured = shown("");
    assert!(coloured.contains("\u{1b}[31merror\u{1b}[0m: there is no record"), "{coloured:?}");
    for setting in ["export NO_COLOR=1;", "export TERM=dumb;", "unset TERM;"] {
        assert_eq!(shown(setting), coloured.replace("\u{1b}[31m", "").replace("\u{1b}[0m", ""), "{setting}");
    }
}

#[test]
fn nothing_is_drawn_with_lines_that_a_screen_reader_reads_aloud() {
    let sandbox = with_ledger();
    let is_drawn = |c: char| matches!(c, '\u{2190}'..='\u{21ff}' | '\u{2500}'..='\u{25ff}' | '\u{2700}'..='\u{27bf}');
    for arguments in
        [&["list"][..], &["status"], &["status", "alice"], &["who", ALICE], &["which"], &["check"], &["help"]]
    {
        let seen = on(&sandbox, 80, "", arguments).seen;
        assert!(!seen.contains(is_drawn) && !seen.contains('\u{1b}'), "{arguments:?}: {seen:?}");
    }
}

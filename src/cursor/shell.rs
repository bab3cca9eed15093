//! What a shell is given: candidates as words of its own, and what it is to add by itself.
//!
//! bash, PowerShell and Nushell put a candidate into the line as it stands, so it is quoted here, and only those
//! that go on what was typed are given. The others match and quote by themselves.

use std::borrow::Cow;

use clap::ValueEnum;

use super::line::{Line, Word};
use super::place::Place;
use crate::printable::{Printable, is_plain, is_unprintable};

/// A shell that has completions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Shell {
    /// GNU Bash
    Bash,
    /// Z shell
    Zsh,
    /// fish
    Fish,
    /// Elvish
    Elvish,
    /// PowerShell
    Powershell,
    /// Nushell
    Nushell,
}

/// What a shell adds by itself.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Adds {
    /// Nothing.
    #[default]
    Nothing,
    /// Files.
    Files,
    /// Files, those of bundles first.
    Bundles,
    /// Directories.
    Directories,
    /// What completes the command after `--`.
    Command,
}

/// All that may stand at the cursor: the candidates of a ledger of any size in one text.
#[derive(Debug)]
pub struct Answer<'t> {
    /// What the shell adds.
    pub adds: Adds,
    /// Whether more of the same word may follow: a list, or `CLIENT=`.
    pub goes_on: bool,
    /// What of the value stands before the file that the shell adds: `CLIENT=`.
    pub before_file: String,
    shell: Shell,
    typed: &'t Typed,
    place: &'t Place<'t>,
    lines: String,
}

/// The line at the cursor, as a shell tells it.
#[derive(Debug)]
pub struct Typed {
    /// The words before the one at the cursor, without the program.
    pub words: Vec<String>,
    /// The word at the cursor.
    pub word: Word,
    /// What of that word the shell is going to leave as it is.
    kept: Option<String>,
    /// Whether a redirection wants a file here.
    pub is_redirection: bool,
}

impl Typed {
    /// bash gives the line up to the cursor, and the end of it that it is going to replace; the others give
    /// the words, and the one at the cursor.
    pub fn read(shell: Shell, current: &str, given: &[String]) -> Self {
        if shell != Shell::Bash {
            let word = Word { raw: current.to_owned(), text: current.to_owned(), quote: None };
            return Self { words: given.to_vec(), word, kept: Some(String::new()), is_redirection: false };
        }
        let Line { words, last, is_redirection } = Line::read(&given.concat());
        let kept = last.raw.strip_suffix(current).map(|kept| Line::read(&format!("_ {kept}")).last.text);
        Self { words, word: last, kept, is_redirection }
    }
}

impl<'t> Answer<'t> {
    /// Nothing so far.
    pub fn new(shell: Shell, typed: &'t Typed, place: &'t Place<'t>) -> Self {
        let (adds, before_file, lines) = (Adds::Nothing, String::new(), String::new());
        Self { adds, goes_on: false, before_file, shell, typed, place, lines }
    }

    /// Whether a value is a candidate here. One that is more, or other, than it looks is none: nobody types it.
    pub fn takes(&self, value: &str) -> bool {
        let goes_on = self.shell.matches_itself() || after(&self.place.typed, value).is_some();
        goes_on && (is_plain(value) || !value.chars().any(|c| is_unprintable(c) || c.is_control()))
    }

    /// Adds a candidate, if it is one, and what it is, for the shells that show it.
    pub fn offer<A: AsRef<str>>(&mut self, value: &str, about: impl FnOnce() -> A) {
        if !self.takes(value) {
            return;
        }
        let before = self.place.before.as_str();
        let word = if before.is_empty() { Cow::Borrowed(value) } else { Cow::Owned([before, value].concat()) };
        let Some(word) = self.shell.quoted(&word, self.typed) else { return };
        self.lines.push_str(&word);
        if self.shell != Shell::Bash {
            self.describe(about().as_ref());
        }
        self.lines.push('\n');
    }

    /// Adds candidates of the ledger, a line each, with a tab before what it is.
    pub fn offer_lines(&mut self, lines: &str) {
        // As they stand they are what most shells are given, and then nothing is looked at twice.
        if self.shell.matches_itself() && self.place.before.is_empty() && Printable(lines).is_itself() {
            self.lines.push_str(lines);
            return;
        }
        for line in lines.lines() {
            let (value, about) = line.split_once('\t').unwrap_or((line, ""));
            self.offer(value, || about);
        }
    }

    fn describe(&mut self, about: &str) {
        if about.is_empty() {
            return;
        }
        self.lines.push('\t');
        if is_plain(about) {
            self.lines.push_str(about);
        } else {
            self.lines.push_str(&about.replace(['\n', '\t'], " "));
        }
    }

    /// Whether there is no candidate.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// What the script of the shell reads: what the shell adds and whether more may follow, then what stands
    /// before the value in the word, then a line for each candidate.
    pub fn text(&self) -> String {
        let after = if self.goes_on { "goes-on" } else { "ends" };
        let before = [self.place.before.as_str(), &self.before_file].concat();
        format!("{} {after}\n{before}\n{}", self.adds.word(), self.lines)
    }
}

impl Adds {
    fn word(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::Files => "files",
            Self::Bundles => "bundles",
            Self::Directories => "directories",
            Self::Command => "command",
        }
    }
}

impl Shell {
    fn matches_itself(self) -> bool {
        matches!(self, Self::Zsh | Self::Fish | Self::Elvish)
    }

    /// A word as it is put into the line; none where it does not go on what the shell leaves there.
    fn quoted<'w>(self, word: &'w str, typed: &Typed) -> Option<Cow<'w, str>> {
        match self {
            Self::Bash => {
                let rest = after(typed.kept.as_deref()?, word)?;
                Some(if is_bare(rest) { rest.into() } else { for_bash(rest, typed.word.quote).into() })
            }
            Self::Zsh | Self::Fish | Self::Elvish => Some(word.into()),
            Self::Powershell => Some(for_powershell(word).into()),
            Self::Nushell => Some(for_nushell(word).into()),
        }
    }
}

/// What of a word follows what was typed. Where that is nothing, nothing is compared: for ten thousand words, glibc
/// takes a millisecond to read no byte from an empty text.
fn after<'w>(typed: &str, word: &'w str) -> Option<&'w str> {
    if typed.is_empty() { Some(word) } else { word.strip_prefix(typed) }
}

/// Within a quote that the person opened, and bash closes.
fn for_bash(word: &str, quote: Option<char>) -> String {
    let mut quoted = String::new();
    for (at, c) in word.char_indices() {
        match quote {
            Some('\'') if c == '\'' => quoted.push_str(r"'\''"),
            // History is expanded even there, and a backslash before it would stay.
            Some('"') if c == '!' => quoted.push_str("\"'!'\""),
            Some('"') if "$`\"\\".contains(c) => quoted.extend(['\\', c]),
            None if " \t\\'\"$`!&();<>|*?[]{}^~".contains(c) || (at == 0 && c == '#') => {
                quoted.extend(['\\', c]);
            }
            _ => quoted.push(c),
        }
    }
    quoted
}

/// Whether no shell sees more in it than a word, in quotes or not.
fn is_bare(word: &str) -> bool {
    let is_mark = |byte: u8| matches!(byte, b'_' | b'-' | b'.' | b'/' | b':' | b'=' | b'+');
    word.bytes().all(|byte| byte.is_ascii_alphanumeric() || is_mark(byte))
}

/// Single quotes of every kind end a string (`about_Quoting_Rules`); a comma would make two arguments.
fn for_powershell(word: &str) -> String {
    if is_bare(word) || word.strip_suffix('=').is_some_and(is_bare) {
        return word.to_owned();
    }
    let doubled = |c: char| std::iter::repeat_n(c, if "'‘’‚‛".contains(c) { 2 } else { 1 });
    format!("'{}'", word.chars().flat_map(doubled).collect::<String>())
}

/// A string in single quotes holds anything but those; only in double quotes are there escapes.
fn for_nushell(word: &str) -> String {
    let is_bare = is_bare(&word.replace([',', '@'], ""));
    match (is_bare, word.contains('\'')) {
        (true, _) => word.to_owned(),
        (false, false) => format!("'{word}'"),
        (false, true) => format!("\"{}\"", word.replace('\\', r"\\").replace('"', "\\\"")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOSTILE: &str = "$(touch pwned) `id` 'a' \"b\" \\ ! ; | & <x> *?[z]{1,2} ~ # 王芳";

    fn for_bash_at(line: &str, replaced: &str, word: &str) -> Option<String> {
        Shell::Bash.quoted(word, &Typed::read(Shell::Bash, replaced, &[line.to_owned()])).map(Cow::into_owned)
    }

    #[test]
    fn what_bash_puts_into_the_line_means_the_word_again() {
        for open in ["", "'", "\""] {
            let quoted = for_bash_at(&format!("akvault who {open}"), "", HOSTILE).unwrap();
            let read = Line::read(&format!("akvault who {open}{quoted}{open}"));
            assert_eq!((read.last.text.as_str(), read.last.quote), (HOSTILE, None), "{quoted}");
        }
        assert_eq!(for_bash_at("akvault who ~", "~", "~#~#"), Some(r"\~#\~#".to_owned()));
    }

    #[test]
    fn bash_is_given_only_the_part_of_the_word_that_it_replaces() {
        assert_eq!(for_bash_at("akvault who app:bi", "bi", "app:billing"), Some("billing".to_owned()));
        assert_eq!(for_bash_at("akvault who \"app:bi", "app:bi", "app:billing"), Some("app:billing".to_owned()));
        assert_eq!(for_bash_at("akvault x --for=a@e", "e", "--for=a@ex"), Some("ex".to_owned()));
        assert_eq!(for_bash_at("akvault who app:bi", "bi", "other:bi"), None);
    }

    #[test]
    fn powershell_and_nushell_are_given_strings_without_expansions() {
        assert_eq!((for_powershell("alice-2"), for_nushell("alice-2")), ("alice-2".to_owned(), "alice-2".to_owned()));
        assert_eq!(for_powershell("env,o'neil $(x)"), "'env,o''neil $(x)'");
        assert_eq!(for_powershell("a\u{2019}b"), "'a\u{2019}\u{2019}b'");
        assert_eq!(for_nushell("$(x) \"y\" \\"), "'$(x) \"y\" \\'");
        assert_eq!(for_nushell("o'neil \"$x\" \\"), "\"o'neil \\\"$x\\\" \\\\\"");
    }

    #[test]
    fn what_hides_or_is_more_than_one_line_is_no_candidate() {
        let (definition, typed) = (clap::Command::new("akvault"), Typed::read(Shell::Zsh, "", &[]));
        let place = Place::find(&definition, &[], "");
        let mut answer = Answer::new(Shell::Zsh, &typed, &place);
        for value in ["good", "two\nlines", "a\u{202e}b", "\u{1b}[2J", "tab\tbed"] {
            answer.offer(value, || "two\nlines\tof it".to_owned());
        }
        assert_eq!(answer.text(), "nothing ends\n\ngood\ttwo lines of it\n");
    }
}

//! A line of bash up to the cursor, as words. bash itself hands a completion words that are cut at `=`, `:` and
//! `@` and still quoted, so the whole line is read here. Nothing is expanded: a variable stands for itself.

/// The words of a command, the last of which is still being typed.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Line {
    /// Those before the cursor, without the program and without redirections.
    pub(super) words: Vec<String>,
    /// The word at the cursor.
    pub(super) last: Word,
    /// Whether that is the file of a redirection.
    pub(super) is_redirection: bool,
}

/// A word as far as it was typed.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Word {
    /// As it stands in the line.
    pub raw: String,
    /// What it means.
    pub text: String,
    /// The quote that is open at its end.
    pub quote: Option<char>,
}

impl Line {
    /// Reads a line that ends at the cursor.
    pub(super) fn read(line: &str) -> Self {
        let mut read = Self::default();
        let mut chars = line.chars();
        while let Some(c) = chars.next() {
            match (read.last.quote, c) {
                (None, ' ' | '\t' | '\n') => read.end_word(),
                (None, '<' | '>') => {
                    read.last.forget_descriptor();
                    read.end_word();
                    read.is_redirection = true;
                }
                (None | Some('"'), '\\') => read.last.push_escaped(chars.next()),
                (None, '\'' | '"') => read.last.open(c),
                (Some(quote), c) if quote == c => read.last.close(c),
                (_, c) => read.last.push(c, Some(c)),
            }
        }
        if !read.words.is_empty() {
            drop(read.words.remove(0));
        }
        read
    }

    fn end_word(&mut self) {
        let word = std::mem::take(&mut self.last);
        if word.raw.is_empty() {
            return;
        }
        if !std::mem::take(&mut self.is_redirection) {
            self.words.push(word.text);
        }
    }
}

impl Word {
    fn push(&mut self, raw: char, text: Option<char>) {
        self.raw.push(raw);
        self.text.extend(text);
    }

    fn open(&mut self, quote: char) {
        self.push(quote, None);
        self.quote = Some(quote);
    }

    fn close(&mut self, quote: char) {
        self.push(quote, None);
        self.quote = None;
    }

    /// Within double quotes a backslash escapes these alone (bash(1), QUOTING).
    fn push_escaped(&mut self, next: Option<char>) {
        let is_literal = self.quote.is_some() && next.is_none_or(|next| !"$`\"\\\n".contains(next));
        self.push('\\', is_literal.then_some('\\'));
        if let Some(next) = next {
            self.push(next, Some(next));
        }
    }

    /// The `2` of `2>`.
    fn forget_descriptor(&mut self) {
        if self.raw.chars().all(|c| c.is_ascii_digit() || c == '&') {
            *self = Self::default();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(line: &str) -> (Vec<String>, String) {
        let read = Line::read(line);
        (read.words, read.last.text)
    }

    #[test]
    fn words_are_cut_and_unquoted_as_bash_does() {
        let cases = [
            ("akvault", vec![], "akvault"),
            ("akvault ", vec![], ""),
            ("akvault show al", vec!["show"], "al"),
            (r"akvault  who 'a b' --for=x:y@z c\ d", vec!["who", "a b", "--for=x:y@z"], "c d"),
            (r#"akvault "a\"b\c$x" "o'ne"#, vec![r#"a"b\c$x"#], "o'ne"),
            (r"akvault a\", vec![], "a"),
            ("akvault 'it'\\''s' x", vec!["it's"], "x"),
            ("akvault show x > out 2>err y", vec!["show", "x"], "y"),
        ];
        for (line, before, last) in cases {
            assert_eq!(words(line), (before.into_iter().map(str::to_owned).collect(), last.to_owned()), "{line}");
        }
    }

    #[test]
    fn an_open_quote_and_a_redirection_are_known_at_the_cursor() {
        let quoted = Line::read("akvault who \"al").last;
        assert_eq!((quoted.raw.as_str(), quoted.quote), ("\"al", Some('"')));
        assert!(Line::read("akvault show x >").is_redirection && Line::read("akvault show x > fi").is_redirection);
        assert!(!Line::read("akvault show x > file ").is_redirection);
    }
}

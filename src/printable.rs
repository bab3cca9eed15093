//! Text from outside, made safe for a terminal.
//!
//! A holder, a file name or an argument may carry escape sequences that repaint the screen, set the
//! clipboard or hide text. Everything that is shown goes through [`Printable`]. What is shown to be
//! copied into a shell is quoted for it besides.

use std::borrow::Cow;
use std::ffi::OsStr;
use std::fmt;

/// Shows its text with every dangerous character escaped, such as `\u{1b}`. Line feeds and tabs stay.
#[derive(Debug, Clone, Copy)]
pub struct Printable<'a>(pub &'a str);

impl<'a> Printable<'a> {
    /// The same as a text, which is not copied where there is nothing to escape.
    pub fn text(self) -> Cow<'a, str> {
        if self.is_itself() { Cow::Borrowed(self.0) } else { Cow::Owned(self.to_string()) }
    }

    /// Whether it is ASCII with nothing to escape, as nearly every text is.
    pub fn is_itself(self) -> bool {
        all_bytes(self.0, |byte| matches!(byte, b' '..=b'~' | b'\n' | b'\t'))
    }
}

impl fmt::Display for Printable<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use fmt::Write as _;
        if self.is_itself() {
            return f.write_str(self.0);
        }
        for c in self.0.chars() {
            if is_unprintable(c) {
                write!(f, "{}", c.escape_unicode())?;
            } else {
                f.write_char(c)?;
            }
        }
        Ok(())
    }
}

/// Whether a text is nothing but printable ASCII: one line, as wide as it has bytes.
pub fn is_plain(text: &str) -> bool {
    all_bytes(text, |byte| matches!(byte, b' '..=b'~'))
}

/// Eight bytes at a time, as nearly all texts are long and printable ASCII.
fn all_bytes(text: &str, is_good: impl Fn(&u8) -> bool) -> bool {
    let (words, rest) = text.as_bytes().as_chunks::<8>();
    words.iter().all(|word| is_printable_ascii(u64::from_ne_bytes(*word)) || word.iter().all(&is_good))
        && rest.iter().all(is_good)
}

/// Whether each byte is in ` `..=`~`: one that is not leaves its highest bit set, in itself, less a space, or more one.
/// What it takes from the next byte, or gives it, changes nothing in that.
fn is_printable_ascii(word: u64) -> bool {
    const ONE: u64 = u64::from_ne_bytes([1; 8]);
    const SPACE: u64 = u64::from_ne_bytes([b' '; 8]);
    const HIGHEST: u64 = u64::from_ne_bytes([0x80; 8]);
    (word | word.wrapping_sub(SPACE) | word.wrapping_add(ONE)) & HIGHEST == 0
}

/// C0 (but line feed and tab), DEL, C1, line and paragraph separators, and the characters that
/// reorder or hide text: the bidirectional controls of Unicode UAX #9, zero-width ones and tags.
pub fn is_unprintable(c: char) -> bool {
    match c {
        '\n' | '\t' => false,
        '\u{ad}'
        | '\u{61c}'
        | '\u{180e}'
        | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}' => true,
        _ => c.is_control(),
    }
}

/// A path, or any other text, as one word of a shell.
pub fn shell_quoted(text: impl AsRef<OsStr>) -> String {
    format!("'{}'", text.as_ref().to_string_lossy().replace('\'', "'\\''"))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn a_path_is_one_word_of_a_shell() {
        assert_eq!(shell_quoted(Path::new("/home/o'neil/a b")), "'/home/o'\\''neil/a b'");
        assert_eq!(shell_quoted("$(id)"), "'$(id)'");
    }

    #[test]
    fn text_is_seen_to_be_plain_byte_by_byte_wherever_one_stands() {
        for byte in 0..=0x7f_u8 {
            for at in 0..20 {
                let mut text = [b'a'; 20];
                text[at] = byte;
                let text = std::str::from_utf8(&text).unwrap();
                let expected = matches!(byte, b' '..=b'~');
                assert_eq!(is_plain(text), expected, "{byte} at {at}");
                assert_eq!(Printable(text).is_itself(), expected || matches!(byte, b'\n' | b'\t'), "{byte} at {at}");
            }
        }
        for text in ["aaaaaa\u{80}a", "aaaaaaa\u{ff}", "a\u{10ffff}aaa", "王芳王芳"] {
            assert!(!is_plain(text) && !Printable(text).is_itself(), "{text}");
        }
    }

    #[test]
    fn control_and_bidi_characters_are_escaped() {
        let hostile = "a\u{1b}]52;c;eA==\u{7}b\u{9b}31m\rc\u{202e}d\u{7f}\u{85}";
        let shown = Printable(hostile).to_string();
        assert!(!shown.chars().any(is_unprintable), "{shown:?}");
        assert!(shown.starts_with("a\\u{1b}]52;c;eA==\\u{7}b"));
        assert_eq!(Printable("two\n\tlines, 王芳").to_string(), "two\n\tlines, 王芳");
    }
}

//! Edits that keep every other byte: new text in the place of a range of the old.

use std::ops::Range;

use crate::secret::Secret;

/// `text` with `new` in the place of `range`. The buffer is never grown, so no copy is left behind.
pub(super) fn splice(text: &str, range: Range<usize>, new: &str) -> Secret {
    let before = text.get(..range.start).unwrap_or(text);
    let after = text.get(range.end..).unwrap_or_default();
    let mut spliced = String::with_capacity(before.len().saturating_add(new.len()).saturating_add(after.len()));
    spliced.push_str(before);
    spliced.push_str(new);
    spliced.push_str(after);
    Secret::from(spliced)
}

/// The line end that the text uses. A carriage return at its end would become half of one.
pub(super) fn newline(text: &str) -> &'static str {
    if text.contains("\r\n") || text.ends_with('\r') { "\r\n" } else { "\n" }
}

/// What is put behind the text to give it one more line. A last line without a line end stays one,
/// so that [`whole_lines`] takes the new line out without a trace.
pub(super) fn one_more_line(text: &str, line: &str) -> String {
    let newline = newline(text);
    let is_ended = text.is_empty() || text.ends_with('\n');
    if is_ended { format!("{line}{newline}") } else { format!("{newline}{line}") }
}

/// The line end at `offset`; the text's where the last line has none.
pub(super) fn newline_at(text: &str, offset: usize) -> &'static str {
    match text.get(offset..) {
        Some(rest) if rest.starts_with('\n') => "\n",
        Some(rest) if rest.starts_with("\r\n") => "\r\n",
        _ => newline(text),
    }
}

/// What is put behind the text to give it more lines after a blank one, likewise; [`without_gap`] is
/// its counterpart.
pub(super) fn one_more_paragraph(text: &str, lines: &str) -> String {
    let newline = newline(text);
    let gap = if text.is_empty() { "" } else { newline };
    if text.is_empty() || text.ends_with('\n') {
        format!("{gap}{lines}{newline}")
    } else {
        format!("{newline}{gap}{lines}")
    }
}

/// Where the line of `offset` begins.
pub(super) fn line_start(text: &str, offset: usize) -> usize {
    text.get(..offset).and_then(|before| before.rfind('\n')).map_or(0, |at| at.saturating_add(1))
}

/// Where the line of `offset` ends, before its line end.
pub(super) fn line_end(text: &str, offset: usize) -> usize {
    let rest = text.get(offset..).unwrap_or_default();
    let line = rest.split('\n').next().unwrap_or_default();
    offset.saturating_add(line.strip_suffix('\r').unwrap_or(line).len())
}

/// Where the next line begins; the end of the text after the last.
pub(super) fn next_line(text: &str, offset: usize) -> usize {
    let rest = text.get(offset..).unwrap_or_default();
    rest.find('\n').map_or(text.len(), |at| offset.saturating_add(at).saturating_add(1))
}

/// The whole lines of a range, with one line end: the one before them where there is none behind.
pub(super) fn whole_lines(text: &str, range: &Range<usize>) -> Range<usize> {
    let (start, end) = (line_start(text, range.start), next_line(text, range.end));
    if text.ends_with('\n') || end < text.len() {
        return start..end;
    }
    let before = text.get(..start).unwrap_or_default();
    let kept = before.strip_suffix('\n').map_or(before, |kept| kept.strip_suffix('\r').unwrap_or(kept));
    kept.len()..end
}

/// Whole lines, with the blank line before them that set them apart, where there is one.
pub(super) fn without_gap(text: &str, lines: Range<usize>) -> Range<usize> {
    let before = text.get(..lines.start).unwrap_or_default();
    let ends = |text: &str| text.strip_suffix('\n').map(|text| text.strip_suffix('\r').unwrap_or(text).len());
    let at_the_end = lines.end == text.len() && !text.ends_with('\n');
    let gap = match ends(before) {
        // The range begins with the line end of the line before it.
        Some(gap) if at_the_end => Some(gap),
        Some(line) => before.get(..line).filter(|line| line.is_empty() || line.ends_with('\n')).map(str::len),
        None => None,
    };
    gap.unwrap_or(lines.start)..lines.end
}

/// The white space before the first character of the line of `offset`.
pub(super) fn indentation(text: &str, offset: usize) -> &str {
    let before = text.get(line_start(text, offset)..offset).unwrap_or_default();
    let bare = before.trim_start_matches([' ', '\t']);
    before.get(..before.len().saturating_sub(bare.len())).unwrap_or_default()
}

/// Whether nothing but white space comes before `offset` in its line, and a line before it.
pub(super) fn begins_line(text: &str, offset: usize) -> bool {
    let start = line_start(text, offset);
    start > 0 && text.get(start..offset).is_some_and(|before| before.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_before_their_line_end() {
        let text = "a\r\n  b\nc";
        assert_eq!((line_start(text, 5), line_end(text, 5), next_line(text, 5)), (3, 6, 7));
        assert_eq!((line_start(text, 0), line_end(text, 0), next_line(text, 0)), (0, 1, 3));
        assert_eq!((line_start(text, 7), line_end(text, 7), next_line(text, 7)), (7, 8, 8));
        assert_eq!(indentation(text, 5), "  ");
        assert!(begins_line(text, 5) && !begins_line(text, 6) && !begins_line(text, 0));
    }

    #[test]
    fn removed_lines_leave_the_last_line_end_as_it_was() {
        assert_eq!(whole_lines("a\nb\nc\n", &(2..3)), 2..4);
        assert_eq!(whole_lines("a\nb\n", &(2..3)), 2..4);
        assert_eq!(whole_lines("a\r\nb", &(3..4)), 1..4);
        assert_eq!(whole_lines("a", &(0..1)), 0..1);
    }

    #[test]
    fn a_splice_changes_its_range_alone() {
        assert_eq!(splice("abc", 1..2, "XY").expose(), "aXYc");
        assert_eq!(splice("abc", 3..3, "!").expose(), "abc!");
    }
}

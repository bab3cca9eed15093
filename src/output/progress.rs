//! How far a long work is, for somebody who waits.

use std::time::{Duration, Instant};

use super::Output;

/// Work that ends sooner is not counted aloud; and a screen reader is not interrupted more often.
const PATIENCE: Duration = Duration::from_secs(1);

/// One line on a terminal, which is overwritten and in the end erased. It says nothing elsewhere, and
/// nothing of work that does not last.
#[derive(Debug)]
pub struct Progress<'a> {
    output: &'a Output,
    what: &'static str,
    total: usize,
    done: usize,
    since: Instant,
    is_shown: bool,
}

impl<'a> Progress<'a> {
    pub(super) fn new(output: &'a Output, what: &'static str, total: usize) -> Self {
        Self { output, what, total, done: 0, since: Instant::now(), is_shown: false }
    }

    /// So many parts more are done.
    pub fn add(&mut self, parts: usize) {
        self.done = self.done.saturating_add(parts);
        if self.is_seen() && self.since.elapsed() >= PATIENCE {
            self.output.overwrite(&format!("{} of {} {}", self.done, self.total, self.what));
            self.since = Instant::now();
            self.is_shown = true;
        }
    }

    fn is_seen(&self) -> bool {
        let style = self.output.style;
        style.overwrites && !style.quiet && !style.json
    }
}

impl Drop for Progress<'_> {
    fn drop(&mut self) {
        if self.is_shown {
            self.output.overwrite("");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::Style;

    /// What is said of three parts, of which each takes this long.
    fn said(style: Style, each: Duration) -> String {
        let output = Output::captured(style);
        let mut progress = output.progress("sealed", 3);
        for _ in 0..3 {
            progress.since = progress.since.checked_sub(each).unwrap();
            progress.add(1);
        }
        drop(progress);
        output.taken().err
    }

    #[test]
    fn long_work_is_counted_on_one_line_that_is_erased_in_the_end() {
        let terminal = Style { overwrites: true, ..Style::default() };
        let counted = "\r\u{1b}[K1 of 3 sealed\r\u{1b}[K2 of 3 sealed\r\u{1b}[K3 of 3 sealed\r\u{1b}[K";
        assert_eq!(said(terminal, PATIENCE), counted);
    }

    #[test]
    fn nothing_is_said_elsewhere_or_where_nobody_wants_it() {
        let overwrites = true;
        for style in [
            Style::default(),
            Style { overwrites, quiet: true, ..Style::default() },
            Style { overwrites, json: true, ..Style::default() },
        ] {
            assert_eq!(said(style, PATIENCE), "");
        }
    }
}

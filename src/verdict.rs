//! What a command found that did its work: for the shell, an exit code; for a monitoring system, the
//! one line and the code of a plugin.
//!
//! A finding is a result, and no failure: it is told on standard output, and only the code differs.
//! The line follows the guidelines of the Monitoring Plugins project: `SERVICE STATE - text |
//! performance data`, where the state is 0, 1, 2 or 3.

use std::ffi::OsStr;

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing that anybody must know of.
    Done,
    /// A deadline is near.
    DueSoon,
    /// A deadline has passed.
    Overdue,
    /// Something is not as it should be.
    Drift,
    /// What a monitoring system is told.
    Plugin(State),
}

impl Verdict {
    /// What so many deadlines make of a run. Where something cannot be read, nobody knows when that is due.
    pub fn of_deadlines(overdue: usize, soon: usize, unreadable: usize) -> Self {
        match (overdue, soon, unreadable) {
            (0, 0, 0) => Self::Done,
            (0, 0, _) => Self::Drift,
            (0, _, _) => Self::DueSoon,
            _ => Self::Overdue,
        }
    }

    /// The exit code.
    pub fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::DueSoon => 20,
            Self::Overdue => 21,
            Self::Drift => 22,
            Self::Plugin(state) => state.code(),
        }
    }
}

/// The states of a monitored service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// All is well.
    Ok,
    /// Somebody should look.
    Warning,
    /// Somebody must look now.
    Critical,
    /// It could not be found out.
    Unknown,
}

impl State {
    /// The exit code of a plugin.
    pub fn code(self) -> u8 {
        match self {
            Self::Ok => 0,
            Self::Warning => 1,
            Self::Critical => 2,
            Self::Unknown => 3,
        }
    }

    /// The line of a plugin, with its line end. A bar would begin the performance data, and a line end
    /// the long text.
    pub fn line(self, text: &str, numbers: &[(&str, usize)]) -> String {
        let word = match self {
            Self::Ok => "OK",
            Self::Warning => "WARNING",
            Self::Critical => "CRITICAL",
            Self::Unknown => "UNKNOWN",
        };
        let text = text.replace('|', "/").replace(['\n', '\r', '\t'], " ");
        let numbers: Vec<String> = numbers.iter().map(|(name, number)| format!("{name}={number}")).collect();
        let bar = if numbers.is_empty() { "" } else { " | " };
        format!("AKVAULT {word} - {text}{bar}{}\n", numbers.join(" "))
    }
}

/// Whether a monitoring system gave these arguments, so that whatever goes wrong is told its way.
pub fn is_for_monitoring(arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> bool {
    let is_flag = |argument: &OsStr| argument == "--nagios" || argument.as_encoded_bytes().starts_with(b"--nagios=");
    arguments.into_iter().take_while(|argument| argument.as_ref() != "--").any(|argument| is_flag(argument.as_ref()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_one_line_with_one_bar() {
        let line = State::Warning.line("a|b\nc", &[("findings", 2), ("critical", 0)]);
        assert_eq!(line, "AKVAULT WARNING - a/b c | findings=2 critical=0\n");
        assert_eq!(State::Unknown.line("no home", &[]), "AKVAULT UNKNOWN - no home\n");
    }

    #[test]
    fn the_flag_counts_wherever_an_option_may_stand() {
        assert!(is_for_monitoring(["akvault", "--nagios", "chekc"]) && is_for_monitoring(["akvault", "--nagios=1"]));
        assert!(!is_for_monitoring(["akvault", "exec", "--", "--nagios"]) && !is_for_monitoring(["--nagiosity"]));
    }
}

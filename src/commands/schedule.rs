//! `schedule`: what makes the system run `status` every morning, printed for its scheduler. It installs nothing.
//!
//! What is printed is whole: a comment in it says where it goes and what switches it on.

use std::path::{Path, PathBuf};

use clap::{ArgGroup, Args};
use serde_json::{Value, json};

use super::report;
use crate::context::{Context, Places};
use crate::domain::Days;
use crate::failure::{Failure, Kind};
use crate::output::{Page, Report};

/// Print a timer that runs `akvault status` every morning, for systemd, cron or launchd
#[derive(Debug, Args)]
#[command(group(ArgGroup::new("scheduler").required(true)))]
#[command(after_long_help = "\
Examples:
  akvault schedule --systemd")]
pub struct ScheduleArgs {
    /// A service and a timer of the user's systemd
    #[arg(long, group = "scheduler")]
    systemd: bool,
    /// A line for `crontab -e`
    #[arg(long, group = "scheduler")]
    cron: bool,
    /// A property list for macOS
    #[arg(long, group = "scheduler")]
    launchd: bool,
    /// When, by the machine's clock
    #[arg(long, value_name = "HH:MM", default_value = "08:30", value_parser = Moment::parse)]
    at: Moment,
    /// What counts as due soon
    #[arg(long, value_name = "DAYS", value_parser = Days::parse)]
    due: Option<Days>,
    /// Write the metrics into this file too, on every run
    #[arg(long, value_name = "FILE")]
    prometheus: Option<PathBuf>,
}

/// A time of day.
#[derive(Debug, Clone, Copy)]
struct Moment {
    hour: u8,
    minute: u8,
}

impl Moment {
    fn parse(text: &str) -> Result<Self, String> {
        let number = |text: &str, most: u8| {
            let is_shaped = text.len() == 2 && text.bytes().all(|digit| digit.is_ascii_digit());
            text.parse().ok().filter(|number| is_shaped && *number <= most)
        };
        let parts = text.split_once(':').and_then(|(hour, minute)| Some((number(hour, 23)?, number(minute, 59)?)));
        parts.map(|(hour, minute)| Self { hour, minute }).ok_or_else(|| "use HH:MM, such as 08:30".to_owned())
    }
}

/// Runs the verb.
///
/// # Errors
/// When the system does not tell where the program is, or a path cannot stand in such a file.
pub fn run(args: &ScheduleArgs, context: &Context) -> Result<(), Failure> {
    let command = command(args, context)?;
    let text = match (args.systemd, args.cron) {
        (true, _) => systemd(&command, args.at),
        (_, true) => cron(&command, args.at),
        _ => launchd(&command, args.at, context.places.home.as_deref().map(word).transpose()?.as_deref()),
    };
    report(context, &Schedule { text, command })
}

/// The whole command line, word by word.
fn command(args: &ScheduleArgs, context: &Context) -> Result<Vec<String>, Failure> {
    let vault = context.vault()?;
    let mut words = vec![word(&Places::program()?)?, "--home".to_owned(), word(vault.home())?, "status".to_owned()];
    // cron mails whatever is printed, so nothing is printed where nothing is due.
    words.extend(args.cron.then(|| "--motd".to_owned()));
    if let Some(due) = args.due {
        words.extend(["--due".to_owned(), due.to_string()]);
    }
    if let Some(file) = &args.prometheus {
        words.extend(["--prometheus".to_owned(), word(file)?]);
    }
    Ok(words)
}

/// A scheduler runs it elsewhere, and reads its file line by line.
fn word(path: &Path) -> Result<String, Failure> {
    let whole = std::path::absolute(path).ok();
    let text = whole.as_deref().and_then(Path::to_str).filter(|text| !text.chars().any(char::is_control));
    text.map(str::to_owned).ok_or_else(|| {
        let message = format!("`{}` cannot stand in the file of a scheduler", path.display());
        Failure::new(Kind::Usage, message).next("give it a name of printable UTF-8")
    })
}

struct Schedule {
    text: String,
    command: Vec<String>,
}

impl Report for Schedule {
    fn human(&self, page: &mut Page) {
        self.text.lines().for_each(|line| page.line(line));
    }

    fn json(&self) -> Value {
        json!({ "text": self.text, "command": self.command })
    }
}

/// Due soon and overdue are results, and no failures of the service.
fn systemd(command: &[String], at: Moment) -> String {
    let command: Vec<String> = command.iter().map(|word| systemd_word(word)).collect();
    let Moment { hour, minute } = at;
    format!(
        "# Save the first part as ~/.config/systemd/user/akvault-status.service, the second as akvault-status.timer\n\
         # beside it; then: systemctl --user daemon-reload && systemctl --user enable --now akvault-status.timer\n\
         # What it says: journalctl --user -u akvault-status\n\
         \n\
         # akvault-status.service\n\
         [Unit]\n\
         Description=AccessKeys that are due\n\
         \n\
         [Service]\n\
         Type=oneshot\n\
         ExecStart={command}\n\
         SuccessExitStatus=20 21\n\
         NoNewPrivileges=yes\n\
         \n\
         # akvault-status.timer\n\
         [Unit]\n\
         Description=Every morning: AccessKeys that are due\n\
         \n\
         [Timer]\n\
         OnCalendar=*-*-* {hour:02}:{minute:02}:00\n\
         Persistent=yes\n\
         \n\
         [Install]\n\
         WantedBy=timers.target\n",
        command = command.join(" ")
    )
}

/// systemd.service(5), "Command lines": `%` and `$` are doubled, and a word with anything else stands in quotes.
fn systemd_word(word: &str) -> String {
    let escaped = word.replace('\\', "\\\\").replace('"', "\\\"").replace('%', "%%").replace('$', "$$");
    if is_plain(word) { escaped } else { format!("\"{escaped}\"") }
}

/// crontab(5): `%` ends the command unless a backslash stands before it. cron mails what is printed.
fn cron(command: &[String], at: Moment) -> String {
    let command: Vec<String> = command.iter().map(|word| shell_word(word).replace('%', "\\%")).collect();
    let Moment { hour, minute } = at;
    format!(
        "# Add this line with `crontab -e`. cron mails what it prints: set MAILTO=you@example.com above it.\n\
         {minute} {hour} * * * {}\n",
        command.join(" ")
    )
}

fn shell_word(word: &str) -> String {
    if is_plain(word) { word.to_owned() } else { format!("'{}'", word.replace('\'', "'\\''")) }
}

fn is_plain(word: &str) -> bool {
    word.chars().all(|c| c.is_ascii_alphanumeric() || "/._-+:,@".contains(c))
}

/// launchd.plist(5)
fn launchd(command: &[String], at: Moment, home: Option<&str>) -> String {
    let words: Vec<String> = command.iter().map(|word| format!("    <string>{}</string>\n", xml(word))).collect();
    let Moment { hour, minute } = at;
    let log = home.map(|home| {
        format!("  <key>StandardOutPath</key>\n  <string>{}/Library/Logs/akvault-status.txt</string>\n", xml(home))
    });
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">\n\
         <!-- Save it as ~/Library/LaunchAgents/akvault.status.plist, then:\n     \
         launchctl bootstrap gui/$UID ~/Library/LaunchAgents/akvault.status.plist -->\n\
         <plist version=\"1.0\">\n\
         <dict>\n  \
           <key>Label</key>\n  <string>akvault.status</string>\n  \
           <key>ProgramArguments</key>\n  <array>\n{words}  </array>\n  \
           <key>StartCalendarInterval</key>\n  <dict>\n    \
             <key>Hour</key>\n    <integer>{hour}</integer>\n    \
             <key>Minute</key>\n    <integer>{minute}</integer>\n  </dict>\n\
         {log}\
         </dict>\n\
         </plist>\n",
        words = words.concat(),
        log = log.unwrap_or_default()
    )
}

fn xml(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odd_words_are_written_as_each_scheduler_reads_them() {
        let odd = "/a b/50%\"$x'<&>";
        assert_eq!(systemd_word(odd), "\"/a b/50%%\\\"$$x'<&>\"");
        assert_eq!(shell_word(odd), "'/a b/50%\"$x'\\''<&>'");
        assert_eq!(xml(odd), "/a b/50%\"$x'&lt;&amp;&gt;");
        let at = Moment { hour: 7, minute: 5 };
        let words = ["/usr/bin/akvault".to_owned(), "--home".to_owned(), odd.to_owned()];
        assert!(cron(&words, at).ends_with("\n5 7 * * * /usr/bin/akvault --home '/a b/50\\%\"$x'\\''<&>'\n"));
    }

    #[test]
    fn only_times_of_a_day_are_read() {
        assert!(["", "8:30", "24:00", "08:60", "+8:30", "08:30:00"].iter().all(|bad| Moment::parse(bad).is_err()));
        assert!(Moment::parse("23:59").is_ok_and(|at| (at.hour, at.minute) == (23, 59)));
    }
}

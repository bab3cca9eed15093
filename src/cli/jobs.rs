//! Which verb is for which job: the headings of `--help`; and the first page, for who types `akvault` alone.

use crate::output::Page;

/// Every verb, by the job that it is for. A test keeps it whole.
pub const JOBS: &[(&str, &[&str])] = &[
    ("Distribute", &["seal", "receipt", "inspect"]),
    ("Install", &["install", "uninstall", "open", "which", "check"]),
    ("Use", &["exec", "credential-process", "unlock", "lock"]),
    ("Rotate", &["status", "schedule", "rotate", "import", "who", "audit-log"]),
    ("Keep", &["init", "add", "list", "show", "edit", "rename", "remove", "verify", "passwd", "rekey"]),
    ("MFA and passwords", &["mfa", "password"]),
    ("Shell", &["help", "completions", "man"]),
];

/// As wide as clap makes help.
pub(super) const COLUMNS: usize = 100;
/// Below this, what a verb does stands under it.
const NARROW: usize = 60;

/// clap knows no headings for verbs, so they are a part of the template.
pub(super) fn by_job(command: clap::Command, columns: usize) -> clap::Command {
    let verbs = verbs(&command, columns.min(COLUMNS));
    let template = format!(
        "{{before-help}}{{about-with-newline}}\n{{usage-heading}} {{usage}}\n\n{verbs}Options:\n{{options}}{{after-help}}"
    );
    command.help_template(template)
}

fn verbs(command: &clap::Command, columns: usize) -> String {
    let mut page = Page::of(Some(columns));
    for (job, names) in JOBS {
        page.line(&format!("{job}:"));
        for verb in names.iter().filter_map(|name| command.find_subcommand(name)) {
            let (name, about) = (verb.get_name(), verb.get_about().map(ToString::to_string).unwrap_or_default());
            if columns < NARROW {
                page.line(&format!("  {name}"));
                page.paragraph("      ", &about);
            } else {
                page.paragraph(&format!("  {name:<20}"), &about);
            }
        }
        page.line("");
    }
    page.as_str().to_owned()
}

/// The two jobs, and how each begins.
pub(super) fn first_page(columns: Option<usize>) -> String {
    let mut page = Page::of(columns);
    page.paragraph("", "akvault gets AccessKeys safely from the person who creates them to the place that uses them.");
    for (job, command) in [
        ("Operator: seal a key for somebody", "akvault seal AccessKey.csv --for alice@example.com"),
        ("Developer: install the key that you were sent", "akvault install K7Q2-M3XD.age --client aliyun"),
        ("Both: see what is due, and what to do about it", "akvault status"),
    ] {
        page.line("");
        page.paragraph("", job);
        page.line(&format!("  {command}"));
    }
    page.line("");
    page.paragraph("", "`akvault --help` lists all verbs, `akvault VERB --help` explains one.");
    page.as_str().to_owned()
}

//! Every command line that the documents give is run: those in README.md, in all manual pages, and below `Examples:`
//! in the help of a verb. Where a line cannot run here, [`ELSEWHERE`] says why, and what does not stand in the
//! documents any more may not stand there either. What is quoted in a sentence names verbs and options that exist.

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::Path;

use akvault::commands::man;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::sandbox::{ALICE, CHOSEN, OTHER_ID, OTHER_SECRET, Sandbox, csv, make_directory, program};

/// Lines that are not run here, by their beginning, and where or why not.
const ELSEWHERE: &[(&str, &str, &str)] = &[
    ("README.md", "tests/samples/quick-start", "builds a release first: .ci/run runs it in a fresh clone"),
    ("README.md", "cargo ", "builds, and is what runs this"),
    ("akvault-formats.5", "age ", "needs age: peers::age runs it"),
    ("akvault-vault.7", "sed ", "needs age: peers::vault runs the section step by step"),
    ("akvault-vault.7", "(umask 077; age ", "needs age: as above"),
    ("akvault-vault.7", "rm identity.txt", "is the last of these steps"),
];

/// What asks, and what is typed. The words of a bundle are put in where `WORDS` stands.
const ANSWERS: &[(&str, &str)] = &[
    ("Press any key", "x"),
    ("Passphrase for bundle", "WORDS\n"),
    ("Passphrase of the vault:", VAULT),
    ("New passphrase for the vault:", VAULT),
    ("The same again:", VAULT),
];
const VAULT: &str = "korrekt2 Pferd! Batterie; Heftklammer 77\n";

/// Verbs whose exit code tells what they found.
const TELLERS: [&str; 4] = ["akvault status", "akvault check", "akvault import", "akvault who"];

/// A command line in a document.
#[derive(Debug, Clone)]
pub(crate) struct Example {
    document: String,
    section: String,
    pub(crate) line: String,
}

impl Example {
    pub(crate) fn is_in(&self, document: &str, section: &str) -> bool {
        (self.document.as_str(), self.section.as_str()) == (document, section)
    }

    fn runs_elsewhere(&self) -> bool {
        ELSEWHERE.iter().any(|exception| self.is_excepted_by(exception))
    }

    fn is_excepted_by(&self, (document, beginning, _): &(&str, &str, &str)) -> bool {
        self.document == *document && self.line.starts_with(beginning)
    }
}

/// All of them, in their order.
pub(crate) fn written_down() -> Vec<Example> {
    let mut examples = in_markdown("README.md");
    man::written_pages("").for_each(|(name, page)| examples.extend(in_manual(&name, &page)));
    examples.extend(in_help("akvault", &akvault::cli::definition()));
    examples
}

fn text_of(document: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(document)).unwrap()
}

/// The lines of its blocks of `sh`. A backslash at the end goes on in the next line.
fn in_markdown(document: &str) -> Vec<Example> {
    let (mut section, mut is_block, mut examples) = (String::new(), false, Vec::new());
    for line in text_of(document).replace("\\\n", "").lines() {
        match (is_block, line) {
            (false, "```sh") => is_block = true,
            (true, "```") => is_block = false,
            (true, line) => examples.push(example(document, &section, line)),
            (false, line) => {
                if let Some(title) = line.strip_prefix("## ") {
                    title.clone_into(&mut section);
                }
            }
        }
    }
    examples
}

/// The lines after a dollar sign between `.EX` and `.EE`.
fn in_manual(name: &str, page: &str) -> Vec<Example> {
    let (mut section, mut is_block, mut examples) = (String::new(), false, Vec::new());
    for line in page.lines() {
        match line {
            ".EX" => is_block = true,
            ".EE" => is_block = false,
            _ => {
                if let Some(title) = line.strip_prefix(".SH ") {
                    title.clone_into(&mut section);
                }
                if let Some(command) = line.strip_prefix("$ ").filter(|_| is_block) {
                    examples.push(example(name, &section, &without_roff(command)));
                }
            }
        }
    }
    examples
}

/// The lines below `Examples:` in the help of a verb and of the verbs below it, which its manual page repeats.
fn in_help(title: &str, command: &clap::Command) -> Vec<Example> {
    let text = command.get_after_long_help().map(ToString::to_string).unwrap_or_default();
    let lines = text.lines().filter(|line| line.starts_with("  "));
    let mut examples: Vec<Example> =
        lines.map(|line| example(&format!("{title}.1"), "EXAMPLES", line.trim_start())).collect();
    for verb in command.get_subcommands() {
        examples.extend(in_help(&format!("{title}-{}", verb.get_name()), verb));
    }
    examples
}

fn example(document: &str, section: &str, line: &str) -> Example {
    Example { document: document.to_owned(), section: section.to_owned(), line: line.to_owned() }
}

fn without_roff(text: &str) -> String {
    text.replace("\\-", "-").replace("\\(aq", "'").replace("\\&", "")
}

/// A world that has what the examples name.
struct Story {
    sandbox: Sandbox,
    /// The bundle that was sealed last.
    id: String,
    words: String,
    /// What goes back to the sender.
    receipt: String,
}

impl Story {
    /// With the console's download, programs, and nothing that akvault has made.
    fn bare() -> Self {
        let sandbox = Sandbox::with_key();
        for (name, text) in [("deploy", "exit 0"), ("bin/aliyun", ALIYUN)] {
            sandbox.write(name, format!("#!/bin/sh\n{text}\n"));
            fs::set_permissions(sandbox.path(name), fs::Permissions::from_mode(0o700)).unwrap();
        }
        symlink(program(), sandbox.path("bin/akvault")).unwrap();
        sandbox.write("kubeconfig", "a: 1\n");
        sandbox.write("ci.json", CREATED);
        Self { sandbox, id: String::new(), words: String::new(), receipt: String::new() }
    }

    /// With a vault that keeps `prod` and the device `ops`, a key that was sealed for alice, and its bundle at hand.
    fn furnished() -> Self {
        let mut story = Self::bare();
        let sandbox = &story.sandbox;
        make_directory(&sandbox.path("sms"));
        let region = ["--region", "cn-hangzhou"];
        let seal = ["seal", "AccessKey.csv", "--for", ALICE, "-o", ".", "--passphrase-out", "sms/text"];
        sandbox.run(&[&seal[..], &region].concat()).succeeds();
        sandbox.write("pass", CHOSEN);
        sandbox.run_on("2026-11-23", &["init", "--passphrase-file", "@pass"]).succeeds();
        sandbox.write("other.csv", csv(OTHER_ID, OTHER_SECRET));
        sandbox.run(&[&["add", "prod", "other.csv", "--for", "shop"][..], &region].concat()).succeeds();
        sandbox.write("ops.txt", "otpauth://totp/Aliyun:ops@1?secret=EXAMPLEEXAMPLEEXAMPLEEXAMPLEEXAM");
        sandbox.run(&["mfa", "import", "ops", "ops.txt"]).succeeds();
        sandbox.write("AccessKey.csv", csv("LTAI5tEXAMPLEexample0003", "EXAMPLEexampleEXAMPLEexample03"));
        let text = story.sandbox.read("sms/text");
        story.note_text(&text);
        story
    }

    fn of(document: &str, section: &str) -> Self {
        match (document, section) {
            ("README.md", "Seal, install, confirm" | "The vault") => Self::bare(),
            _ => Self::furnished(),
        }
    }

    /// The text for the second channel, wherever it shows: `K7Q2-M3XD: word-word-...`.
    fn note_text(&mut self, shown: &str) {
        let words: Vec<&str> = shown.split_whitespace().collect();
        if let Some([id, passphrase]) = words.array_windows().find(|[_, word]| word.matches('-').count() == 11) {
            (self.id, self.words) = (id.trim_end_matches(':').to_owned(), (*passphrase).to_owned());
        }
    }

    /// Runs a line as a person does, on a terminal.
    fn runs(&mut self, example: &Example) {
        let line = example.line.replace("K7Q2-M3XD ABCD-EFGH-JKMN --host web-1", &self.receipt);
        let line = line.replace("K7Q2-M3XD", &self.id);
        let shell = format!("stty sane echo rows 60 cols 100; PATH=$PWD/bin:$PATH; {{ {line}\n}} >out");
        let answers: Vec<(&str, String)> =
            ANSWERS.iter().map(|(prompt, keys)| (*prompt, keys.replace("WORDS", &self.words))).collect();
        let answers: Vec<(&str, &str)> = answers.iter().map(|(prompt, keys)| (*prompt, keys.as_str())).collect();
        let ended = self.sandbox.start_line(&shell, &[]).answers(&answers);
        let found = TELLERS.iter().any(|teller| line.starts_with(teller)) && matches!(ended.how, Ok(20..=22));
        assert!(ended.how == Ok(0) || found, "{example:?}: {ended:?}");
        self.note_text(&ended.seen);
        let told = self.sandbox.read("out");
        if let Some(receipt) = told.lines().find_map(|line| line.strip_prefix("akvault receipt ")) {
            receipt.clone_into(&mut self.receipt);
        }
    }
}

/// What the cloud answers when a key is created.
const CREATED: &str = r#"{"AccessKey": {"AccessKeyId": "LTAI5tEXAMPLEexample0004", "AccessKeySecret": "EXAMPLEexampleEXAMPLEexample04", "CreateDate": "2026-11-23T12:00:00Z", "Status": "Active"}, "RequestId": "x"}"#;

/// The cloud's own command line, as far as the documents ask it.
const ALIYUN: &str = r#"echo '{"VirtualMFADevice": {"SerialNumber": "acs:ram::123456:mfa/dev", "QRCodePNG": "", "Base32StringSeed": "EXAMPLEEXAMPLEEXAMPLEEXAMPLEEXAMEXAMPLEEXAMPLEEXAMPLEEXAMPLEEXAM"}}'"#;

#[test]
fn every_command_line_in_the_documents_runs() {
    let examples: Vec<Example> = written_down().into_iter().filter(|example| !example.runs_elsewhere()).collect();
    assert!(examples.len() > 10, "{examples:#?}");
    for section in examples.chunk_by(|one, next| one.is_in(&next.document, &next.section)) {
        let mut story = Story::of(&section[0].document, &section[0].section);
        for example in section {
            story.runs(example);
        }
    }
}

#[test]
fn every_exception_is_still_written_down() {
    let examples = written_down();
    for exception in ELSEWHERE {
        assert!(examples.iter().any(|example| example.is_excepted_by(exception)), "{exception:?}");
    }
}

/// What stands in a sentence: between backticks, or in bold in a manual page.
fn quoted() -> Vec<String> {
    let readme = in_backticks(&text_of("README.md"));
    let help = helps(&mut akvault::cli::definition());
    let help = help.iter().flat_map(|help| in_backticks(help));
    let pages = man::written_pages("").flat_map(|(_, page)| in_bold(&page));
    readme.into_iter().chain(help).chain(pages).collect()
}

/// Of the command and of every verb below it.
fn helps(command: &mut clap::Command) -> Vec<String> {
    let own = command.render_long_help().to_string();
    std::iter::once(own).chain(command.get_subcommands_mut().flat_map(helps)).collect()
}

fn in_backticks(text: &str) -> Vec<String> {
    let outside: String = text.split("```").step_by(2).collect();
    outside.split('`').skip(1).step_by(2).map(|code| code.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

fn in_bold(page: &str) -> Vec<String> {
    let lines = page.lines().filter_map(|line| line.strip_prefix(".BR \"").or_else(|| line.strip_prefix(".B ")));
    lines.map(|line| without_roff(line.split('"').next().unwrap())).collect()
}

/// Placeholders are no values, and a sentence leaves away what does not matter in it.
fn is_abridged(error: &clap::Error) -> bool {
    let is_value_missing =
        matches!(error.get(ContextKind::InvalidValue), Some(ContextValue::String(value)) if value.is_empty());
    let unimportant = [
        ErrorKind::ValueValidation,
        ErrorKind::MissingRequiredArgument,
        ErrorKind::DisplayHelp,
        ErrorKind::DisplayVersion,
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand,
    ];
    is_value_missing || unimportant.contains(&error.kind())
}

#[test]
fn what_a_sentence_quotes_are_verbs_and_options_that_exist() {
    let definition = akvault::cli::definition();
    let is_verb = |word: &str| definition.find_subcommand(word).is_some();
    let mut count = 0;
    for code in quoted() {
        let words: Vec<&str> =
            code.split(' ').filter(|word| *word != "...").take_while(|word| !word.starts_with(['>', '|'])).collect();
        let (names_us, words) = if words[0] == "akvault" { (true, &words[1..]) } else { (false, &words[..]) };
        // A word alone may be anything: `env` is a client too.
        if words.is_empty() || !names_us && (words.len() == 1 || !is_verb(words[0])) {
            continue;
        }
        count += 1;
        let read = definition.clone().try_get_matches_from(std::iter::once("akvault").chain(words.iter().copied()));
        let error = read.err().filter(|error| !is_abridged(error));
        assert!(error.is_none(), "`{code}`: {}", error.unwrap());
    }
    assert!(count > 20, "{count}");
}

/// Links of a Markdown text that lead to a file of the tree.
fn relative_links(text: &str) -> Vec<String> {
    let markdown = text.split("](").skip(1).map(|rest| rest.split(')').next().unwrap());
    let html =
        text.split("src=\"").skip(1).chain(text.split("href=\"").skip(1)).map(|rest| rest.split('"').next().unwrap());
    let targets = markdown.chain(html).map(|target| target.split('#').next().unwrap());
    targets.filter(|target| !target.is_empty() && !target.contains("://")).map(str::to_owned).collect()
}

#[test]
fn every_relative_link_leads_to_a_file() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for document in ["README.md", "ARCHITECTURE.md", "CHANGELOG.md"] {
        for target in relative_links(&text_of(document)) {
            assert!(root.join(&target).exists(), "{document}: {target}");
        }
    }
    assert!(relative_links(&text_of("README.md")).len() > 5);
}

/// Paths in backticks that the README gives as the place of a test or a file.
#[test]
fn every_path_that_the_readme_names_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let beginnings = ["src/", "tests/", "man/", "docs/", "benches/", "completions/"];
    for path in in_backticks(&text_of("README.md")) {
        let is_path = beginnings.iter().any(|beginning| path.starts_with(beginning)) && !path.contains(' ');
        assert!(!is_path || root.join(&path).exists(), "{path}");
    }
}

#[test]
fn the_readme_and_the_page_on_security_promise_the_same_number_of_things() {
    let (_, page) = man::written_pages("").find(|(name, _)| name == "akvault-security.7").unwrap();
    let numbers =
        |text: &str, number: &dyn Fn(&str) -> Option<u32>| text.lines().filter_map(number).collect::<Vec<_>>();
    let of_readme = numbers(&text_of("README.md"), &|line| line.strip_prefix("| ")?.split(' ').next()?.parse().ok());
    let of_page = numbers(&page, &|line| line.strip_suffix('.')?.parse().ok());
    assert_eq!((&of_readme, of_page), (&(1..=14).collect(), (1..=14).collect()));
}

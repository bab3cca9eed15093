//! Prompts and the passphrase's screen, on a real pseudo-terminal: what a person sees there, and in
//! what state the terminal is afterwards.

use std::ffi::OsStr;
use std::process::Command;
use std::time::Duration;

use expectrl::process::unix::{Signal, WaitStatus};
use expectrl::session::OsSession;
use expectrl::{Any, Eof, Expect as _, Session};

use crate::sandbox::{ALICE, ID, MASKED, SECRET, Sandbox, csv, mode_of, program, write_private};

pub(crate) const CTRL_C: &str = "\u{3}";
pub(crate) const CTRL_D: &str = "\u{4}";
pub(crate) const ENTER_SCREEN: &str = "\u{1b}[?1049h";
pub(crate) const CLEAR_AND_LEAVE_SCREEN: &str = "\u{1b}[2J\u{1b}[H\u{1b}[?1049l";
/// Far more than anything takes; nobody waits for it unless something is wrong.
const PATIENCE: Duration = Duration::from_mins(1);

/// The program on a terminal of its own. What it shows is kept from the beginning.
pub(crate) struct OnTerminal {
    session: OsSession,
    seen: String,
}

/// How a run ended.
#[derive(Debug)]
pub(crate) struct Ended {
    pub(crate) seen: String,
    /// The exit code, or the name of the signal.
    pub(crate) how: Result<i32, Signal>,
    pub(crate) echoes: bool,
}

impl Sandbox {
    /// Starts the program on a terminal that echoes, of 80 columns and 24 rows unless `setting`, a
    /// line of shell, says otherwise. Standard output goes into the file `out`.
    pub(crate) fn start(&self, setting: &str, arguments: &[&str]) -> OnTerminal {
        self.start_line(&format!("stty sane echo {setting}; exec \"$0\" \"$@\" >out"), arguments)
    }

    /// The same with standard output on the terminal too.
    pub(crate) fn start_on_screen(&self, arguments: &[&str]) -> OnTerminal {
        self.start_line("stty sane echo; exec \"$0\" \"$@\"", arguments)
    }

    /// Starts a line of shell in which `"$0"` is the program and `"$@"` are the arguments.
    pub(crate) fn start_line(&self, line: &str, arguments: &[&str]) -> OnTerminal {
        let mut command = Command::new("sh");
        // The terminal gets its first size only after the start, so the shell waits for a key.
        let line = format!("read -r _; {line}");
        command.args([OsStr::new("-c"), line.as_ref(), program()]).args(arguments);
        self.world(&mut command);
        let mut session = Session::spawn(command).unwrap();
        session.set_expect_timeout(Some(PATIENCE));
        session.send("\n").unwrap();
        OnTerminal { session, seen: String::new() }
    }
}

impl OnTerminal {
    /// Waits until it shows this.
    #[track_caller]
    pub(crate) fn shows(mut self, text: &str) -> Self {
        let seen = self.session.expect(text).unwrap_or_else(|error| panic!("`{text}`: {error}: {:?}", self.seen));
        self.seen.push_str(&String::from_utf8_lossy(seen.as_bytes()));
        self
    }

    /// Waits for a prompt, at which nothing that is typed may be seen.
    #[track_caller]
    pub(crate) fn asks_hidden(self, prompt: &str) -> Self {
        let at_prompt = self.shows(prompt);
        assert!(!at_prompt.echoes(), "the echo is on at `{prompt}`");
        at_prompt
    }

    pub(crate) fn types(mut self, keys: &str) -> Self {
        self.session.send(keys).unwrap();
        self
    }

    pub(crate) fn signal(mut self, signal: Signal) -> Self {
        self.session.get_process_mut().signal(signal).unwrap();
        self
    }

    fn echoes(&self) -> bool {
        self.session.get_process().get_echo().unwrap()
    }

    /// Answers these prompts, each as often as it shows, until nothing more is shown.
    #[track_caller]
    pub(crate) fn answers(mut self, answers: &[(&str, &str)]) -> Ended {
        let needles = || Any::boxed(answers.iter().map(|(prompt, _)| Box::new(prompt.to_string()) as _).collect());
        loop {
            match self.session.expect(needles()) {
                Ok(seen) => self.seen.push_str(&String::from_utf8_lossy(seen.as_bytes())),
                Err(expectrl::Error::ExpectTimeout) => panic!("nothing more comes: {:?}", self.seen),
                Err(_) => return self.ends(),
            }
            let (_, keys) = answers.iter().find(|(prompt, _)| self.seen.ends_with(prompt)).unwrap();
            self.session.send(keys).unwrap();
        }
    }

    #[track_caller]
    pub(crate) fn ends(mut self) -> Ended {
        // On Linux a terminal whose other side is closed reads as an error instead of the end.
        if let Ok(rest) = self.session.expect(Eof) {
            self.seen.push_str(&String::from_utf8_lossy(rest.as_bytes()));
        }
        let how = match self.session.get_process().wait().unwrap() {
            WaitStatus::Exited(_, code) => Ok(code),
            WaitStatus::Signaled(_, signal, _) => Err(signal),
            other => panic!("{other:?}"),
        };
        Ended { echoes: self.echoes(), seen: self.seen, how }
    }
}

impl Ended {
    /// It ended with this code, and with a terminal as it was before.
    #[track_caller]
    pub(crate) fn with(self, code: i32) -> Self {
        assert_eq!((self.how, self.echoes), (Ok(code), true), "{self:?}");
        self
    }
}

/// `mail/a.age` under the words in `sms/text`.
fn sealed_by_passphrase() -> (Sandbox, String) {
    let sandbox = Sandbox::with_key();
    let seal = ["seal", "AccessKey.csv", "--for", ALICE, "-o", "mail/a.age", "--passphrase-out", "sms/text"];
    sandbox.run(&seal).succeeds();
    let words = sandbox.read("sms/text").trim_end().split_once(": ").unwrap().1.to_owned();
    (sandbox, words)
}

#[test]
fn the_passphrase_is_shown_on_a_screen_of_its_own_which_a_key_clears() {
    let sandbox = Sandbox::with_key();
    let seal = ["seal", "AccessKey.csv", "--for", ALICE, "-o", "mail"];
    let shown = sandbox.start("", &seal).shows(ENTER_SCREEN).shows("Press any key").shows("cleared then.");
    assert!(!shown.echoes() && sandbox.names("mail").is_empty(), "nothing is written before the passphrase is noted");
    let ended = shown.types("x").ends().with(0);
    let id = sandbox.names("mail")[0].replace(".age", "");
    let words = ended.seen.split(&format!("{id}: ")).nth(1).unwrap().split_whitespace().next().unwrap();
    assert_eq!(words.split('-').count(), 12);
    let (_, after) = ended.seen.split_once(CLEAR_AND_LEAVE_SCREEN).unwrap();
    assert!(!after.contains(words) && !sandbox.read("out").contains(words));
    let (before, _) = ended.seen.split_once(ENTER_SCREEN).unwrap();
    assert!(!before.contains(words) && sandbox.read("out").contains("shown on the terminal"));
    sandbox.write("typed", words);
    sandbox.run(&["open", &format!("mail/{id}.age"), "--passphrase-file", "typed"]).shows(&[MASKED]).succeeds();
}

#[test]
fn a_dumb_terminal_gets_no_sequences() {
    let sandbox = Sandbox::with_key();
    let seal = ["seal", "AccessKey.csv", "--for", ALICE, "-o", "mail"];
    let ended = sandbox.start("; export TERM=dumb", &seal).shows("Press any key").types("x").ends().with(0);
    assert!(!ended.seen.contains('\u{1b}') && !ended.seen.contains("is cleared"), "{ended:?}");
}

#[test]
fn what_would_stay_on_a_terminal_that_cannot_be_cleared_is_not_shown() {
    for term in ["; export TERM=dumb", "; unset TERM"] {
        let sandbox = Sandbox::with_key();
        for (arguments, next) in [
            (&["init", "--generate"][..], "give --passphrase-out FILE"),
            (&["password", "new"], "give --out FILE"),
            (&["seal", "AccessKey.csv", "--for", ALICE, "-o", "mail", "--qr"], "leave --qr away"),
        ] {
            let ended = sandbox.start(term, arguments).ends().with(10);
            assert!(ended.seen.contains("would stay on this terminal") && ended.seen.contains(next), "{ended:?}");
            assert!(!ended.seen.contains('\u{1b}') && !ended.seen.contains("Press any key"), "{ended:?}");
        }
    }
}

#[test]
fn nothing_is_sealed_when_the_screen_is_left_by_ctrl_c_or_ctrl_d() {
    for key in [CTRL_C, CTRL_D] {
        let sandbox = Sandbox::with_key();
        let before = sandbox.inventory();
        let seal = ["seal", "AccessKey.csv", "--for", ALICE, "-o", "mail"];
        let ended = sandbox.start("", &seal).shows("Press any key").types(key).ends();
        assert!(ended.how != Ok(0) && ended.echoes && ended.seen.contains(CLEAR_AND_LEAVE_SCREEN), "{ended:?}");
        std::fs::remove_file(sandbox.path("out")).unwrap();
        sandbox.assert_unchanged(&before);
    }
}

#[test]
fn a_code_for_a_phone_needs_a_window_that_holds_it() {
    let sandbox = Sandbox::with_key();
    let seal = ["seal", "AccessKey.csv", "--for", ALICE, "-o", "mail", "--qr"];
    let small = sandbox.start("", &seal).shows("window is too small").ends().with(1);
    assert!(!small.seen.contains(ENTER_SCREEN) && sandbox.names("mail").is_empty());
    let large = sandbox.start("rows 80 columns 132", &seal).shows("Press any key").types("x").ends().with(0);
    let drawn = large.seen.lines().filter(|line| line.contains("\u{1b}[30;107m")).count();
    assert!(drawn > 20, "{large:?}");
}

#[test]
fn a_key_is_asked_for_without_echo() {
    let sandbox = Sandbox::with_key();
    let asked = sandbox.start("", &["seal", "--for", ALICE, "-R", "recipients.txt", "-o", "mail/a.age"]);
    let asked = asked.asks_hidden("AccessKey ID (not shown):").types(&format!("{ID}\n"));
    let ended = asked.asks_hidden("AccessKey secret of LTAI****0001").types(&format!("{SECRET}\n")).ends().with(0);
    assert!(!ended.seen.contains(SECRET) && !ended.seen.contains(ID));
    sandbox.run(&["open", "mail/a.age", "-i", "identity.txt", "--reveal"]).shows(&[ID, SECRET]).succeeds();
}

#[test]
fn the_passphrase_of_a_bundle_is_asked_for_with_its_id() {
    let (sandbox, words) = sealed_by_passphrase();
    let id = sandbox.run(&["inspect", "mail/a.age", "--json"]).json()["id"].as_str().unwrap().to_owned();
    let asked = sandbox.start("", &["open", "mail/a.age"]).asks_hidden(&format!("Passphrase for bundle {id}:"));
    let ended = asked.types(&format!("{}\n", words.to_uppercase())).ends().with(0);
    assert!(!ended.seen.to_lowercase().contains(&words) && sandbox.read("out").contains(MASKED));
}

#[test]
fn words_get_three_tries() {
    let (sandbox, words) = sealed_by_passphrase();
    let wrong = format!("zoo {}\n", words.split_once('-').unwrap().1.split_once('-').unwrap().1);
    let open = || sandbox.start("", &["open", "mail/a.age"]).asks_hidden("Passphrase for").types(&wrong);
    let right = open().shows("11 words").asks_hidden("Passphrase for").types(&format!("{words}\n")).ends().with(0);
    assert!(right.seen.contains("compare with the text message"));
    let second = open().shows("11 words").asks_hidden("Passphrase for").types(&wrong);
    let never = second.shows("11 words").asks_hidden("Passphrase for").types(&wrong).ends().with(4);
    assert_eq!(never.seen.matches("11 words").count(), 3);
    assert!(never.seen.contains("unchanged: no content was written"));
}

#[test]
fn an_empty_answer_and_the_end_of_input_are_no_yes() {
    let (sandbox, _) = sealed_by_passphrase();
    sandbox.write("out", "");
    let before = sandbox.inventory();
    for (arguments, prompt) in [
        (&["open", "mail/a.age"][..], "Passphrase for bundle"),
        (&["install", "mail/a.age", "--client", "aliyun", "--region", "cn-beijing"], "Passphrase for bundle"),
        (&["install", "mail/a.age"], "For which clients"),
        (&["seal", "--for", ALICE, "-R", "recipients.txt", "-o", "mail"], "AccessKey ID"),
        (&["remove", "alice"], "to go on:"),
    ] {
        for keys in ["\n", CTRL_D] {
            let ended = sandbox.start("", arguments).shows(prompt).types(keys).ends().with(3);
            assert!(ended.seen.contains("error") && ended.seen.contains("cancelled"), "{arguments:?} {ended:?}");
        }
    }
    sandbox.assert_unchanged(&before);
}

#[test]
fn however_a_prompt_is_interrupted_the_echo_comes_back() {
    let (sandbox, _) = sealed_by_passphrase();
    for signal in [Signal::SIGINT, Signal::SIGTERM, Signal::SIGHUP, Signal::SIGQUIT] {
        let ended = sandbox.start("", &["open", "mail/a.age"]).asks_hidden("Passphrase for").signal(signal).ends();
        assert_eq!((ended.how, ended.echoes), (Err(signal), true), "{ended:?}");
    }
    let by_key = sandbox.start("", &["open", "mail/a.age"]).asks_hidden("Passphrase for").types(CTRL_C).ends();
    assert!(by_key.how != Ok(0) && by_key.echoes, "{by_key:?}");
}

#[test]
fn however_the_screen_is_interrupted_it_is_cleared() {
    for signal in [Signal::SIGINT, Signal::SIGTERM, Signal::SIGHUP, Signal::SIGQUIT] {
        let sandbox = Sandbox::with_key();
        let seal = ["seal", "AccessKey.csv", "--for", ALICE, "-o", "mail"];
        let ended = sandbox.start("", &seal).shows("cleared then.").signal(signal).ends();
        assert_eq!((ended.how, ended.echoes), (Err(signal), true), "{ended:?}");
        assert!(ended.seen.contains(CLEAR_AND_LEAVE_SCREEN) && sandbox.names("mail").is_empty());
    }
}

#[test]
fn removing_takes_the_name_typed_again() {
    let sandbox = Sandbox::with_key();
    sandbox.run(&["seal", "AccessKey.csv", "--for", ALICE, "-R", "recipients.txt", "-o", "mail"]).succeeds();
    let no = sandbox.start("", &["remove", "alice"]).shows("Type `alice` to go on:").types("yes\n").ends().with(3);
    assert!(no.seen.contains("unchanged: the ledger is as it was") && sandbox.vault("keys/alice.toml").exists());
    let _yes = sandbox.start("", &["remove", "alice"]).shows("Type `alice` to go on:").types("alice\n").ends().with(0);
    assert!(!sandbox.vault("keys/alice.toml").exists());
}

#[test]
fn mending_takes_one_question_that_lists_all_of_it() {
    let sandbox = Sandbox::with_key();
    let config = sandbox.home(".aliyun/config.json");
    write_private(&config, b"{}");
    let loose = || std::fs::set_permissions(&config, std::os::unix::fs::PermissionsExt::from_mode(0o644)).unwrap();
    loose();
    let asked = || sandbox.start("", &["check", "--fix"]).shows("config.json: mode 0600").shows("Type `fix` to go on:");
    for answer in ["yes\n", "\n", CTRL_D] {
        let no = asked().types(answer).ends().with(3);
        assert!(no.seen.contains("unchanged: nothing was mended") && mode_of(&config) == 0o644, "{no:?}");
    }
    let _yes = asked().types("fix\n").ends().with(0);
    assert_eq!(mode_of(&config), 0o600);
    assert!(sandbox.read("out").starts_with("fixed: file "));
}

#[test]
fn clients_are_chosen_where_none_is_named() {
    let sandbox = Sandbox::with_key();
    let bundle = sandbox.bundle(&["--region", "cn-beijing"]);
    let install = ["install", &bundle, "-i", "identity.txt"];
    let wrong = sandbox
        .start("", &install)
        .shows("lego, acme-sh, aliyun-log, systemd, terraform)?")
        .types("sdkk\n")
        .ends()
        .with(2);
    assert!(wrong.seen.contains("no client `sdkk`"));
    let _right = sandbox.start("", &install).shows("which clients").types(" aliyun \n").ends().with(0);
    assert!(sandbox.home(".aliyun/config.json").exists());
}

#[test]
fn a_locked_identity_is_asked_for_its_passphrase() {
    let sandbox = Sandbox::with_key();
    let bundle = sandbox.bundle(&[]);
    let seal = ["seal", "identity.txt", "--as-is", "--for", "me", "-o", "mine.age", "--passphrase-out", "sms/mine"];
    sandbox.run(&seal).succeeds();
    let words = sandbox.read("sms/mine").trim_end().split_once(": ").unwrap().1.to_owned();
    let asked =
        sandbox.start("", &["open", &bundle, "-i", "mine.age"]).asks_hidden("passphrase of the identity file mine.age");
    let _opened = asked.types(&format!("{words}\n")).ends().with(0);
    assert!(sandbox.read("out").contains(MASKED));
}

#[test]
fn no_input_never_asks_even_on_a_terminal() {
    let (sandbox, _) = sealed_by_passphrase();
    sandbox.write("AccessKey.csv", csv(ID, SECRET));
    for arguments in [
        &["open", "mail/a.age", "--no-input"][..],
        &["remove", "alice", "--no-input"],
        &["seal", "AccessKey.csv", "--for", ALICE, "--no-input"],
    ] {
        let ended = sandbox.start("", arguments).ends().with(10);
        assert!(ended.seen.contains("no terminal"), "{ended:?}");
    }
}

#[test]
fn content_that_would_repaint_the_terminal_is_not_shown_on_it() {
    let sandbox = Sandbox::with_key();
    sandbox.write("notes", "\u{1b}[2Jhello");
    let seal = ["seal", "notes", "--as-is", "--for", ALICE, "-R", "recipients.txt", "-o", "mail/n.age"];
    sandbox.run(&seal).succeeds();
    let mut command = Command::new(program());
    command.args(["open", "mail/n.age", "-i", "identity.txt", "--reveal", "--color", "never"]);
    sandbox.world(&mut command);
    let mut session = Session::spawn(command).unwrap();
    session.set_expect_timeout(Some(PATIENCE));
    let ended = OnTerminal { session, seen: String::new() }.shows("would repaint").ends();
    assert!(ended.how == Ok(2) && !ended.seen.contains('\u{1b}'), "{ended:?}");
}

//! The completion scripts, loaded by the shells themselves: somebody types on a terminal, presses Tab, and what is
//! then on the screen is read. tmux is the terminal.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use super::readers::installed;
use super::world::{ID, SECRET, World, succeed};

/// Far more than anything takes; nobody waits for it unless something is wrong.
const PATIENCE: Duration = Duration::from_mins(1);
/// Begins with a letter, so that it can be typed alike in every shell.
const HOSTILE: &str = "x$(touch pwned) `touch pwned` 'a' \"b\" \\ ; & ! 王芳";

/// A ledger, a client's file, a bundle and a script.
fn world(shell: &str, file: &str) -> World {
    let world = World::new();
    let script = succeed(world.akvault().args(["completions", shell]));
    world.folder("scripts");
    world.write(&format!("scripts/{file}"), script);
    let recipient = akvault::seal::generate();
    world.write("identity.txt", recipient.secret.expose());
    succeed(world.akvault().args(["init", "--identity", "identity.txt"]));
    world.write("AccessKey.csv", format!("AccessKey ID,AccessKey Secret\r\n{ID},{SECRET}\r\n"));
    succeed(world.akvault().args(["add", "alice", "AccessKey.csv", "--for", "app:billing"]));
    let seal = ["seal", "AccessKey.csv", "--force", "-r", &recipient.recipient];
    succeed(world.akvault().args(seal).args(["--name", "ci.deploy", "--for", HOSTILE, "-o", "bundle.age"]));
    succeed(world.akvault().args(seal).args(["--for", "bob@example.com", "--home", "there", "-o", "other.age"]));
    succeed(world.akvault().args(["mfa", "new", "root-phone"]));
    world.folder(".alibabacloud");
    world.write(".alibabacloud/credentials", "[work]\ntype = access_key\naccess_key_id = x\naccess_key_secret = y\n");
    world
}

/// A shell on a terminal, with the prompt `ready>`.
struct Screen<'w> {
    world: &'w World,
    socket: PathBuf,
    /// The key that empties the line. Ctrl-C is a signal to most shells, with which the keys behind it are lost.
    wipe: &'static str,
}

impl<'w> Screen<'w> {
    /// `setup` is what is typed first.
    fn start(world: &'w World, shell: &[&str], setup: &str) -> Self {
        let screen =
            Self { world, socket: world.path("tmux"), wipe: if shell.contains(&"elvish") { "C-c" } else { "C-u" } };
        let size = ["-f", "/dev/null", "new-session", "-d", "-x", "200", "-y", "50", "--"];
        let mut tmux = screen.tmux();
        let program = Path::new(env!("CARGO_BIN_EXE_akvault")).parent().unwrap().display();
        let path = std::env::var("PATH").unwrap_or_default();
        tmux.env("PATH", format!("{program}:{path}")).env("LC_ALL", "C.UTF-8").env("SHELL", "/bin/sh");
        succeed(tmux.args(size).args(shell));
        screen.is("the shell's own prompt", |text| !text.is_empty());
        screen.types(setup);
        screen.presses("Enter");
        screen.is("the prompt", |text| text.lines().last() == Some("ready>"));
        screen
    }

    fn tmux(&self) -> Command {
        let mut tmux = self.world.command("tmux");
        tmux.arg("-u").arg("-S").arg(&self.socket);
        tmux
    }

    fn types(&self, text: &str) {
        succeed(self.tmux().args(["send-keys", "-l", "--", text]));
    }

    fn presses(&self, key: &str) {
        succeed(self.tmux().args(["send-keys", key]));
    }

    fn text(&self) -> String {
        succeed(self.tmux().args(["capture-pane", "-p"])).trim_end().to_owned()
    }

    /// Waits until the screen is so.
    #[track_caller]
    fn is(&self, what: &str, is_so: impl Fn(&str) -> bool) {
        let is_so = self.becomes(PATIENCE, is_so);
        assert!(is_so, "{what}:\n{}", self.text());
    }

    /// Whether the screen is so in time.
    fn becomes(&self, patience: Duration, is_so: impl Fn(&str) -> bool) -> bool {
        let begun = Instant::now();
        while !is_so(&self.text()) {
            if begun.elapsed() > patience {
                return false;
            }
            std::thread::sleep(Duration::from_millis(30));
        }
        true
    }

    /// Types this behind an empty prompt on an empty screen.
    #[track_caller]
    fn at_prompt(&self, typed: &str) {
        let is_empty = (0..6).any(|_| self.empties());
        assert!(is_empty, "{}", self.text());
        self.types(typed);
        self.is(typed, |text| text.contains(&format!("ready> {}", typed.trim_end())));
    }

    /// Elvish forgets what is typed before its next prompt is there: then it takes another time.
    fn empties(&self) -> bool {
        self.presses(self.wipe);
        self.types("clear");
        self.presses("Enter");
        self.becomes(PATIENCE / 6, |text| text == "ready>")
    }

    /// A Tab turns what was typed into this.
    #[track_caller]
    fn completes(&self, typed: &str, whole: &str) {
        self.at_prompt(typed);
        self.presses("Tab");
        let line = format!("ready> {whole}");
        self.is(&line, |text| text.lines().any(|at| at.trim_end() == line));
    }

    /// A Tab shows each of these below.
    #[track_caller]
    fn offers(&self, typed: &str, candidates: &[&str]) {
        self.at_prompt(typed);
        self.presses("Tab");
        let below = |text: &str| text.lines().skip(1).flat_map(|line| [" ", line, " "]).collect::<String>();
        let is_there = |text: &str, candidate: &str| below(text).contains(&format!(" {candidate} "));
        self.is(typed, |text| candidates.iter().all(|candidate| is_there(text, candidate)));
    }

    /// What every shell does alike.
    fn completes_all_there_is(&self) {
        self.completes("akvault sea", "akvault seal");
        self.completes("akvault mfa cod", "akvault mfa code");
        self.offers("akvault seal --re", &["--region", "--remove-source", "--recipients-file"]);
        self.completes("akvault rotate --don", "akvault rotate --done");
        self.completes("akvault show ali", "akvault show alice");
        self.offers("akvault show ", &["alice", "ci.deploy"]);
        self.completes("akvault --home there show bo", "akvault --home there show bob");
        self.completes("akvault exec ", "akvault exec alice");
        self.completes("akvault list --for app:", "akvault list --for app:billing");
        self.completes("akvault --home there who bob@", "akvault --home there who bob@example.com");
        self.completes("akvault list --for=app", "akvault list --for=app:billing");
        self.completes("akvault mfa code ", "akvault mfa code root-phone");
        self.completes("akvault uninstall --client sdk --profile ", "akvault uninstall --client sdk --profile work");
        self.completes("akvault install bun", "akvault install bundle.age");
        self.completes("akvault seal Acc", "akvault seal AccessKey.csv");
        self.completes("akvault man --out scr", "akvault man --out scripts/");
        self.completes("akvault install --config env=./Acc", "akvault install --config env=./AccessKey.csv");
        self.completes("akvault rotate alice --done dis", "akvault rotate alice --done disabled");
        self.completes("akvault exec alice -- akvaul", "akvault exec alice -- akvault");
    }

    fn completes_lists(&self) {
        self.completes("akvault install --client ali,env,acm", "akvault install --client ali,env,acme-sh");
        self.offers("akvault install --client env,s", &["env,sdk", "env,systemd"]);
        self.completes("akvault install --client=env,acm", "akvault install --client=env,acme-sh");
    }

    /// What bash, zsh and fish do alike, in each of their quotes.
    fn completes_and_quotes(&self) {
        self.completes_all_there_is();
        self.completes_lists();
        for open in ["", "\"", "'"] {
            self.takes_a_hostile_holder_for_a_word(&format!("akvault who {open}x"));
        }
    }

    /// What a Tab has put into the line means the holder to the shell, and nothing else.
    fn takes_a_hostile_holder_for_a_word(&self, typed: &str) {
        self.at_prompt(typed);
        self.presses("Tab");
        self.is("the holder", |text| text.contains("王芳"));
        self.presses("Enter");
        self.is("the record of the holder", |text| text.contains("ci.deploy"));
        assert!(!self.world.path("pwned").exists());
    }
}

impl Drop for Screen<'_> {
    fn drop(&mut self) {
        drop(self.tmux().arg("kill-server").output());
    }
}

fn bash_completes(first: &str) {
    let world = world("bash", "akvault.bash");
    let setup = format!("{first}; source scripts/akvault.bash; bind 'set show-all-if-ambiguous on'; PS1='ready> '");
    let screen = Screen::start(&world, &["bash", "--noprofile", "--norc", "-i"], &setup);
    screen.completes_and_quotes();
}

#[test]
#[ignore = "needs bash and tmux"]
fn bash_alone_completes_names_as_they_are_quoted_for_it() {
    bash_completes(":");
}

#[test]
#[ignore = "needs bash, bash-completion and tmux"]
fn bash_with_the_package_bash_completion_completes_as_well() {
    bash_completes(". /usr/share/bash-completion/bash_completion");
}

/// As completion frameworks call it, which know nothing of a line.
#[test]
#[ignore = "needs bash"]
fn bash_completes_words_where_no_line_is_told() {
    let world = world("bash", "akvault.bash");
    let script = "source scripts/akvault.bash; PATH=$0:$PATH
        COMP_WORDS=(akvault se) COMP_CWORD=1
        _akvault akvault se akvault
        echo \"${COMPREPLY[@]}\"";
    let program = Path::new(env!("CARGO_BIN_EXE_akvault")).parent().unwrap();
    let mut bash = world.command("bash");
    let candidates = succeed(bash.args(["--noprofile", "--norc", "-eu", "-c", script]).arg(program));
    assert_eq!(candidates.trim(), "seal");
}

#[test]
#[ignore = "needs zsh and tmux"]
fn zsh_completes_names_and_quotes_them() {
    let world = world("zsh", "_akvault");
    let setup = "PS1='ready> '; fpath=(scripts $fpath); autoload -U compinit && compinit -u -D";
    let screen = Screen::start(&world, &["zsh", "-f", "-i"], setup);
    screen.completes_and_quotes();
}

#[test]
#[ignore = "needs fish and tmux"]
fn fish_completes_names_and_quotes_them() {
    let world = world("fish", "akvault.fish");
    let setup =
        "set -g fish_autosuggestion_enabled 0; function fish_prompt; echo 'ready> '; end; source scripts/akvault.fish";
    let screen = Screen::start(&world, &["fish", "--no-config", "-i"], setup);
    screen.completes_and_quotes();
}

/// Nushell is asked by its completer, as its line editor asks it.
#[test]
#[ignore = "needs Nushell"]
fn nushell_is_given_candidates_as_words_of_its_own() {
    let world = world("nushell", "akvault.nu");
    let ask = |spans: &str| {
        let script = format!(
            "source scripts/akvault.nu; do $env.config.completions.external.completer {spans} | to json --raw | print"
        );
        let program = Path::new(env!("CARGO_BIN_EXE_akvault")).parent().unwrap().display();
        let path = std::env::var("PATH").unwrap_or_default();
        let mut nu = world.command(installed("PEERS_NODE_MODULES").join("@nushell/linux-x64/bin/nu"));
        nu.env("PATH", format!("{program}:{path}")).args(["--no-config-file", "--commands", &script]);
        let answer: serde_json::Value = serde_json::from_str(&succeed(&mut nu)).unwrap();
        answer
    };
    let values = |answer: &serde_json::Value| -> Vec<String> {
        let values = answer.as_array().unwrap().iter().map(|one| one["value"].as_str().unwrap().to_owned());
        values.collect()
    };
    assert_eq!(values(&ask("[akvault sea]")), ["seal"]);
    assert_eq!(values(&ask("[akvault show \"\"]")), ["alice", "ci.deploy"]);
    assert_eq!(values(&ask("[akvault install --client \"env,acm\"]")), ["env,acme-sh"]);
    assert_eq!(values(&ask("[akvault --home there show \"\"]")), ["bob"]);
    let quoted = format!("\"{}\"", HOSTILE.replace('\\', "\\\\").replace('"', "\\\""));
    assert_eq!(values(&ask("[akvault who x]")), [quoted]);
    assert_eq!(ask("[akvault install bun]"), serde_json::Value::Null, "files are Nushell's own");
    assert_eq!(ask("[other x]"), serde_json::Value::Null);
}

#[test]
#[ignore = "needs elvish and tmux"]
fn elvish_completes_names_and_quotes_them() {
    let world = world("elvish", "akvault.elv");
    let setup =
        "set edit:prompt = { print 'ready> ' }; set edit:rprompt = (constantly ''); eval (slurp <scripts/akvault.elv)";
    let screen = Screen::start(&world, &["elvish", "-norc"], setup);
    screen.completes("akvault sea", "akvault seal");
    screen.completes("akvault show ali", "akvault show alice");
    screen.offers("akvault show ", &["alice", "ci.deploy"]);
    screen.completes("akvault uninstall --client sdk --profile wo", "akvault uninstall --client sdk --profile work");
    screen.completes("akvault install bun", "akvault install bundle.age");
    screen.completes("akvault install --client env,acm", "akvault install --client 'env,acme-sh'");
    screen.completes("akvault who x", &format!("akvault who '{}'", HOSTILE.replace('\'', "''")));
}

//! `exec`: the program gets the key in its environment, everything else as if we had not been there.

use std::process::{Command, Stdio};

use super::{BY_FILE, with_secrets};
use crate::sandbox::CHOSEN;
use crate::sandbox::{ID, Outcome, SECRET, Sandbox, program};

/// Runs a line of shell with the key `alice`.
fn exec(sandbox: &Sandbox, more: &[&str], line: &str) -> Outcome {
    sandbox.run(&[&["exec", "alice"][..], &BY_FILE, more, &["--", "sh", "-c", line]].concat())
}

fn variables(sandbox: &Sandbox, more: &[&str]) -> Vec<String> {
    let told = exec(sandbox, more, "env").succeeds();
    let mut variables: Vec<String> =
        told.lines().filter(|line| line.starts_with("ALI") || line.starts_with("OSS")).map(str::to_owned).collect();
    variables.sort();
    variables
}

#[test]
fn the_variables_are_those_of_the_client() {
    let sandbox = with_secrets();
    let sdk = [
        format!("ALIBABA_CLOUD_ACCESS_KEY_ID={ID}"),
        format!("ALIBABA_CLOUD_ACCESS_KEY_SECRET={SECRET}"),
        "ALIBABA_CLOUD_IGNORE_PROFILE=TRUE".to_owned(),
    ];
    assert_eq!(variables(&sandbox, &[]), sdk);
    let terraform = [format!("ALICLOUD_ACCESS_KEY={ID}"), format!("ALICLOUD_SECRET_KEY={SECRET}")];
    assert_eq!(variables(&sandbox, &["--client-env", "terraform"]), terraform);
    let oss = [format!("OSS_ACCESS_KEY_ID={ID}"), format!("OSS_ACCESS_KEY_SECRET={SECRET}")];
    assert_eq!(variables(&sandbox, &["--client-env", "oss"]), oss);
    sandbox.run(&["edit", "alice", "--region", "cn-hangzhou"]).succeeds();
    let all = variables(&sandbox, &["--client-env", "all"]);
    assert_eq!(all.len(), 3 + 2 + 2 + 4, "{all:?}");
    assert!(all.contains(&"ALIBABA_CLOUD_REGION_ID=cn-hangzhou".to_owned()));
    sandbox.refuses(2, &["exec", "alice", "--client-env", "pink", "--", "true"]).says(&["sdk, terraform, oss, all"]);
}

#[test]
fn what_belongs_to_another_key_is_taken_away_and_the_rest_stays() {
    let sandbox = with_secrets();
    let line = "ALIBABA_CLOUD_SECURITY_TOKEN=stale ALIBABA_CLOUD_ACCESS_KEY_ID=stale MINE=1 \
                exec \"$0\" exec alice --passphrase-file pass -- env";
    let told = sandbox.shell(line).succeeds();
    assert!(!told.contains("stale") && told.contains("MINE=1") && told.contains("AKVAULT_HOME="), "{told}");
}

/// Whichever family the program reads.
#[test]
fn no_token_of_another_key_reaches_the_program() {
    let sandbox = with_secrets();
    let tokens = "ALIBABA_CLOUD_SECURITY_TOKEN ALIBABACLOUD_SECURITY_TOKEN ALICLOUD_SECURITY_TOKEN SECURITY_TOKEN \
                  OSS_SESSION_TOKEN OSS_STS_TOKEN ALIBABA_CLOUD_STS_TOKEN ALICLOUD_STS_TOKEN ALIYUN_LOG_CLI_STS_TOKEN";
    crate::sandbox::make_directory(&sandbox.path("run"));
    let stale = format!("export RUNTIME_DIRECTORY=\"$PWD/run\"; for name in {tokens}; do export $name=stale; done");
    for how in ["--client-env sdk", "--client-env terraform", "--client-env oss", "--client-env all", "--file json"] {
        let run = format!("exec \"$0\" exec alice --passphrase-file pass {how} -- env");
        let told = sandbox.shell(&format!("{stale}; {run}")).succeeds();
        assert!(!told.contains("stale") && told.contains("RUNTIME_DIRECTORY="), "{how}: {told}");
    }
}

#[test]
fn arguments_exit_code_and_signals_are_the_programs_own() {
    let sandbox = with_secrets();
    let words = ["--", "printf", "%s|", "a b", "", "*", "--json", "-i", "--", "$HOME"];
    let told = sandbox.run(&[&["exec", "alice"][..], &BY_FILE, &words].concat()).succeeds();
    assert_eq!(told, "a b||*|--json|-i|--|$HOME|");
    assert_eq!(exec(&sandbox, &[], "exit 42").code, 42);
    let killed = sandbox.shell("\"$0\" exec alice --passphrase-file pass -- sh -c 'kill -TERM $$'; echo $?");
    assert_eq!(killed.succeeds().trim(), "143");
    let piped = sandbox.run_with_input(&[&["exec", "alice"][..], &BY_FILE, &["--", "cat"]].concat(), b"input");
    assert_eq!(piped.succeeds(), "input");
}

#[test]
fn the_program_takes_our_place() {
    let sandbox = with_secrets();
    let mut command = Command::new(program());
    command.args(["exec", "alice", "--passphrase-file", "pass", "--", "sh", "-c", "echo $$"]);
    sandbox.world(&mut command);
    let child = command.stdout(Stdio::piped()).spawn().unwrap();
    let pid = child.id();
    let told = child.wait_with_output().unwrap().stdout;
    assert_eq!(String::from_utf8(told).unwrap().trim(), pid.to_string());
}

/// Umask, core limit, signals and descriptors of a shell, with us before it and without. Of the signals
/// the first 28, since the C library uses some of the last ones for its threads.
#[test]
fn limits_signals_and_descriptors_are_as_they_were() {
    let sandbox = with_secrets();
    let look = "umask; ulimit -c; ulimit -Hc; grep -E \"^Sig(Blk|Ign)\" /proc/self/status | grep -o \".......$\"; ls /proc/self/fd | wc -l";
    let start = |before: &str, wrap: &str| {
        let told = sandbox.shell(&format!("{before}; {wrap} sh -c '{look}'"));
        told.succeeds()
    };
    for before in ["umask 022", "umask 027; trap '' HUP", "ulimit -Sc 0"] {
        let by_us = start(before, "\"$0\" exec alice --passphrase-fd 4 4<pass --");
        assert_eq!(by_us, start(before, ""), "{before}");
    }
}

#[test]
fn nothing_is_written() {
    let sandbox = with_secrets();
    let before = sandbox.inventory();
    exec(&sandbox, &[], "true").succeeds();
    sandbox.assert_unchanged(&before);
}

#[test]
fn a_program_that_cannot_be_run_is_told() {
    let sandbox = with_secrets();
    let run = |words: &[&'static str]| [&["exec", "alice"][..], &BY_FILE, words].concat();
    sandbox
        .refuses(9, &run(&["--", "no-such-program"]))
        .says(&["cannot run `no-such-program`", "no program was started"]);
    sandbox.refuses(11, &run(&["--", "/"])).says(&["cannot run `/`"]);
    sandbox.refuses(2, &run(&[])).says(&["<CMD>..."]);
    sandbox.refuses(2, &run(&["true"])).says(&["unexpected argument"]);
    sandbox.refuses(9, &["exec", "nobody", "--", "true"]).says(&["no record `nobody`", "no program was started"]);
    sandbox.refuses(10, &["exec", "alice", "--", "true"]).says(&["no terminal", "--passphrase-file"]);
    sandbox.refuses(4, &["exec", "alice", "-i", "identity.txt", "--", "true"]).says(&["none of the identities opens"]);
}

#[test]
fn the_terminal_is_the_programs_after_the_prompt() {
    let sandbox = with_secrets();
    let exec = ["exec", "alice", "--", "sh", "-c", "stty -a </dev/tty; read -r line </dev/tty; echo \"got $line\""];
    let asked = sandbox.start("", &exec).asks_hidden("Passphrase of the vault:").types(&format!("{CHOSEN}\n"));
    let ended = asked.types("hello\n").ends().with(0);
    let out = sandbox.read("out");
    assert!(out.contains("got hello") && out.contains(" echo ") && out.contains(" icanon "), "{out} {ended:?}");
}

/// A session with a runtime directory, and the line of shell that runs in it.
fn exec_with_file(sandbox: &Sandbox, client: &str, line: &str) -> Outcome {
    crate::sandbox::make_directory(&sandbox.path("run"));
    let exec = format!("\"$0\" exec alice --passphrase-file pass --file {client} -- sh -c '{line}'");
    sandbox.shell(&format!("export XDG_RUNTIME_DIR=\"$PWD/run\"; {exec}"))
}

#[test]
fn a_client_that_reads_no_variables_gets_its_file_as_long_as_it_runs() {
    let sandbox = with_secrets();
    sandbox.run(&["edit", "alice", "--region", "cn-hangzhou"]).succeeds();
    let look = "cat \"$AKVAULT_FILE\"; stat -c \"%a %n\" \"$AKVAULT_FILE\" \"${AKVAULT_FILE%/*}\"; env; umask";
    let told = exec_with_file(&sandbox, "aliyun", look).succeeds();
    assert!(
        told.contains("\"access_key_secret\": \"EXAMPLE") && told.contains("\"region_id\": \"cn-hangzhou\""),
        "{told}"
    );
    assert!(told.contains("600 ") && told.contains("700 ") && !told.contains("ALIBABA_CLOUD_"), "{told}");
    assert_eq!(sandbox.names("run/akvault"), Vec::<String>::new());
    assert_eq!(sandbox.mode("run/akvault"), 0o700);
    let ended = exec_with_file(&sandbox, "json", "exit 42");
    assert_eq!((ended.code, sandbox.names("run/akvault").len()), (42, 0));
    let killed = exec_with_file(&sandbox, "toml", "kill -KILL $$");
    assert_eq!((killed.code, sandbox.names("run/akvault").len()), (137, 0), "as a shell tells it");
}

#[test]
fn signals_go_to_the_program_and_the_file_goes_with_it() {
    let sandbox = with_secrets();
    let line = "trap \"echo got it; exit 7\" TERM; kill -TERM $PPID; sleep 5 & wait";
    let told = exec_with_file(&sandbox, "json", line);
    assert_eq!((told.code, told.out.as_str()), (7, "got it\n"), "{told:?}");
    assert_eq!(sandbox.names("run/akvault").len(), 0);
}

#[test]
fn what_a_kill_leaves_the_next_run_sweeps_and_no_running_one_loses_its_file() {
    let sandbox = with_secrets();
    let _killed = exec_with_file(&sandbox, "json", "kill -KILL $PPID");
    assert_eq!(sandbox.names("run/akvault").len(), 1);
    let inner = "XDG_RUNTIME_DIR=\"$PWD/run\" \"$1\" exec alice --passphrase-file pass --file toml -- true; cat \"$AKVAULT_FILE\"";
    let nested = format!(
        "export XDG_RUNTIME_DIR=\"$PWD/run\"; \"$0\" exec alice --passphrase-file pass --file json -- sh -c '{inner}' sh \"$0\""
    );
    sandbox.shell(&nested).shows(&[SECRET]).succeeds();
    assert_eq!(sandbox.names("run/akvault"), Vec::<String>::new());
    let left = std::fs::read_dir(sandbox.path("run/akvault")).unwrap().count();
    assert_eq!(left, 0, "not even a lock");
}

#[test]
fn without_a_runtime_directory_no_file_is_made() {
    let sandbox = with_secrets();
    let run = |client: &'static str| [&["exec", "alice"][..], &BY_FILE, &["--file", client, "--", "true"]].concat();
    sandbox.refuses(9, &run("json")).says(&["XDG_RUNTIME_DIR", "no program was started"]);
    sandbox.refuses(2, &run("aliyun")).says(&["without a region", "akvault edit alice --region"]);
    sandbox.refuses(2, &run("lego")).says(&["invalid value"]);
    let relative = "XDG_RUNTIME_DIR=run exec \"$0\" exec alice --passphrase-file pass --file json -- true";
    sandbox.shell(relative).fails(9).says(&["XDG_RUNTIME_DIR"]);
    let none = sandbox
        .shell("XDG_RUNTIME_DIR=\"$PWD\" \"$0\" exec alice --passphrase-file pass --file json -- no-such-program");
    none.fails(9).says(&["cannot run `no-such-program`"]);
}

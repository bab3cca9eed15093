//! What a Tab is told, in no shell yet: what may follow on a line, from the ledger and the files of clients, without
//! a question, a trace or a secret.

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;

use akvault::cursor::Values;
use clap::{Arg, Command};

use crate::sandbox::{ALICE, ID, OTHER_ID, OTHER_SECRET, Outcome, SECRET, Sandbox, make_directory, write_private};

const DAY: &str = "2026-11-23";
/// A holder who tries to be run by every shell, and means no more than any other text.
const HOSTILE: &str = "$(touch pwned) `touch pwned` 'a' \"b\" \\ ; & ! 王芳";

/// A vault that keeps `alice`, has sent `kept-no-more` to somebody else, and knows a device and a password.
fn ledger() -> Sandbox {
    let sandbox = Sandbox::with_key();
    sandbox.run(&["init", "--identity", "identity.txt"]).succeeds();
    sandbox.run(&["add", "alice", "AccessKey.csv", "--for", ALICE]).succeeds();
    sandbox.write("other.csv", crate::sandbox::csv(OTHER_ID, OTHER_SECRET));
    let seal =
        ["seal", "other.csv", "--for", HOSTILE, "--name", "ci.deploy", "--profile", "ci", "--region", "cn-beijing"];
    sandbox.run(&[&seal[..], &["-R", "recipients.txt", "-o", "mail/a.age"]].concat()).succeeds();
    sandbox.run(&["mfa", "new", "root-phone"]).succeeds();
    sandbox.run(&["password", "track", "olga", "--changed", DAY]).succeeds();
    sandbox
}

fn complete(sandbox: &Sandbox, shell: &str, words: &[&str], current: &str) -> Outcome {
    sandbox.run(&[&["complete", shell, "--current", current, "--"], words].concat())
}

/// What a shell that matches and quotes by itself is told: what it is to add, and the candidates.
#[track_caller]
fn told(sandbox: &Sandbox, line: &str) -> (String, Vec<String>) {
    let mut words: Vec<&str> = line.split(' ').collect();
    let current = words.pop().unwrap();
    let outcome = complete(sandbox, "zsh", &words, current);
    assert_eq!(outcome.err, "", "{line}");
    let text = outcome.succeeds();
    let mut lines = text.lines();
    let (adds, _before) = (lines.next().unwrap().to_owned(), lines.next().unwrap());
    (adds, lines.map(|line| line.split('\t').next().unwrap().to_owned()).collect())
}

#[track_caller]
fn candidates(sandbox: &Sandbox, line: &str) -> Vec<String> {
    told(sandbox, line).1
}

#[test]
fn verbs_and_options_are_those_of_the_command_that_was_typed() {
    let sandbox = Sandbox::new();
    let verbs = candidates(&sandbox, "");
    assert!(verbs.contains(&"seal".into()) && verbs.contains(&"mfa".into()) && !verbs.contains(&"complete".into()));
    assert!(candidates(&sandbox, "mfa ").contains(&"code".into()));
    assert!(candidates(&sandbox, "--json -q mfa ").contains(&"code".into()));
    let options = candidates(&sandbox, "rotate --wait 3d -n --");
    assert!(options.contains(&"--done".into()) && options.contains(&"--home".into()));
    assert!(!options.contains(&"--wait".into()) && !options.contains(&"--dry-run".into()), "given already");
    assert_eq!(
        candidates(&sandbox, "install -c"),
        candidates(&sandbox, "install --")
            .iter()
            .map(|option| { if option == "--client" { "-c".to_owned() } else { option.clone() } })
            .collect::<Vec<_>>()
    );
    assert!(candidates(&sandbox, "open -i id.txt -").contains(&"--identity".into()), "may be given several times");
    assert_eq!(candidates(&sandbox, "list extra "), Vec::<String>::new());
}

#[test]
fn each_kind_of_name_stands_where_it_is_meant() {
    let sandbox = ledger();
    let both = ["alice", "ci.deploy"];
    for line in ["show ", "rotate ", "edit ", "rename ", "remove ", "status ", "audit-log ", "rotate --done sealed "] {
        assert_eq!(candidates(&sandbox, line), both, "{line}");
    }
    for line in ["exec ", "credential-process ", "install --external ", "seal --from-vault ", "exec --client-env sdk "]
    {
        assert_eq!(candidates(&sandbox, line), ["alice"], "{line}");
    }
    for line in
        ["who ", "list --for ", "list --for=", "seal AccessKey.csv --for ", "audit-log --for ", "status --holder "]
    {
        let prefix = if line.ends_with('=') { "--for=" } else { "" };
        assert_eq!(candidates(&sandbox, line), [HOSTILE, ALICE].map(|holder| format!("{prefix}{holder}")), "{line}");
    }
    for line in ["mfa code ", "mfa remove ", "mfa bind -i id.txt ", "seal --from-mfa "] {
        assert_eq!(candidates(&sandbox, line), ["root-phone"], "{line}");
    }
    assert_eq!(candidates(&sandbox, "password forget "), ["olga"]);
    assert_eq!(candidates(&sandbox, "edit alice --profile "), ["ci"]);
    assert_eq!(candidates(&sandbox, "install x.age --region "), ["cn-beijing"]);
    let id = sandbox.run(&["inspect", "mail/a.age", "--json"]).json()["id"].as_str().unwrap().to_owned();
    assert_eq!(candidates(&sandbox, "receipt "), [id]);
    for line in ["rename alice ", "add ", "mfa new ", "install --mfa ", "seal --name ", "edit alice --supersedes "] {
        assert_eq!(candidates(&sandbox, line), Vec::<String>::new(), "{line}");
    }
}

#[test]
fn words_of_a_list_are_completed_one_by_one_and_not_twice() {
    let sandbox = Sandbox::new();
    let (adds, clients) = told(&sandbox, "install x.age --client env,");
    assert_eq!(adds, "nothing goes-on");
    assert!(clients.contains(&"env,sdk".into()) && !clients.contains(&"env,env".into()), "{clients:?}");
    assert!(candidates(&sandbox, "install --client=env,").contains(&"--client=env,sdk".into()));
    assert!(candidates(&sandbox, "install -cenv,").contains(&"-cenv,sdk".into()));
    assert!(candidates(&sandbox, "rotate alice --done ").contains(&"disabled".into()));
    assert!(candidates(&sandbox, "list --state ").contains(&"sealed".into()));
    let topics = candidates(&sandbox, "help ");
    assert!(topics.contains(&"exit-codes".into()) && topics.contains(&"seal".into()));
    assert_eq!(candidates(&sandbox, "help mfa "), candidates(&sandbox, "mfa "));
    assert_eq!(candidates(&sandbox, "help seal "), [""; 0]);
}

#[test]
fn files_are_left_to_the_shell() {
    let sandbox = Sandbox::new();
    for (line, adds) in [
        ("open ", "bundles ends"),
        ("install ", "bundles ends"),
        ("seal ", "files ends"),
        ("seal --out ", "files ends"),
        ("man --out ", "directories ends"),
        ("--home ", "directories ends"),
        ("exec alice -- ", "command ends"),
        ("exec alice -- git ", "command ends"),
        ("install --config ", "files ends"),
    ] {
        assert_eq!(told(&sandbox, line), (adds.to_owned(), Vec::new()), "{line}");
    }
    let two = told(&sandbox, "install -c env -c sdk --config env=x --config ");
    assert_eq!(two, ("files goes-on".to_owned(), vec!["sdk=".to_owned()]));
    complete(&sandbox, "zsh", &["install", "--client=env"], "--config=env=./f")
        .shows(&["files ends\n--config=env=\n"])
        .succeeds();
    complete(&sandbox, "bash", &["akvault show alice > f"], "f").shows(&["files ends\n"]).succeeds();
}

#[test]
fn profiles_are_those_of_the_files_of_the_clients_that_were_typed() {
    let sandbox = ledger();
    let ini = "[work]\ntype = access_key\naccess_key_id = x\naccess_key_secret = y\n\n[Odd Name]\ntype = access_key\n";
    write_private(&sandbox.home(".alibabacloud/credentials"), ini.as_bytes());
    sandbox.write("there/app.toml", "[staging]\naccess_key_id = \"x\"\naccess_key_secret = \"y\"\n");
    assert_eq!(candidates(&sandbox, "uninstall --client sdk --profile "), ["work"]);
    assert_eq!(candidates(&sandbox, "install x.age -c toml --config there/app.toml --profile "), ["staging"]);
    let of_both = "uninstall --client sdk,toml --config toml=there/app.toml --profile ";
    assert_eq!(candidates(&sandbox, of_both), ["staging", "work"]);
    fs::rename(sandbox.path("there"), sandbox.home("there")).unwrap();
    assert_eq!(candidates(&sandbox, "uninstall -c toml --config ~/there/app.toml --profile "), ["staging"]);
    for nothing in ["-c toml", "-c no-client", "-c env --config missing", "-c sdk --owner nobody-of-this-name"] {
        assert_eq!(candidates(&sandbox, &format!("uninstall {nothing} --profile ")), Vec::<String>::new(), "{nothing}");
    }
    assert_eq!(candidates(&sandbox, "install x.age --profile "), ["ci"], "of the ledger, where no client was typed");
}

#[test]
fn the_ledger_that_was_typed_is_read() {
    let sandbox = ledger();
    sandbox.run(&["seal", "AccessKey.csv", "--home", "there", "--for", "bob", "-R", "recipients.txt"]).succeeds();
    for line in ["--home there show ", "show --home=there ", "show --home there "] {
        assert_eq!(candidates(&sandbox, line), ["bob"], "{line}");
    }
    fs::rename(sandbox.path("there"), sandbox.home("there")).unwrap();
    assert_eq!(candidates(&sandbox, "show --home ~/there "), ["bob"]);
    assert_eq!(candidates(&sandbox, "show --home nowhere "), Vec::<String>::new());
}

#[test]
fn every_argument_says_what_completes_it() {
    fn check(command: &Command, title: &str) {
        for argument in command.get_arguments().filter(|argument| argument.get_action().takes_values()) {
            let is_said = !argument.get_possible_values().is_empty() || Values::of(argument).is_some();
            assert!(is_said, "{title} {}: mark it, or add its name in src/cursor/values.rs", argument.get_id());
        }
        command.get_subcommands().for_each(|verb| check(verb, &format!("{title} {}", verb.get_name())));
    }
    check(&akvault::cli::definition(), "akvault");
}

/// Every place on the command line where a value is wanted, as words.
fn places(command: &Command, words: &[String]) -> Vec<Vec<String>> {
    let spelt = |argument: &Arg| argument.get_long().map(|long| [words, &[format!("--{long}")]].concat());
    let options = command.get_arguments().filter(|argument| argument.get_action().takes_values()).filter_map(spelt);
    let positionals =
        (0..command.get_positionals().count()).map(|count| [words, &vec!["x".to_owned(); count]].concat());
    let below =
        command.get_subcommands().flat_map(|verb| places(verb, &[words, &[verb.get_name().to_owned()]].concat()));
    options.chain(positionals).chain(below).collect()
}

#[test]
fn at_no_place_is_anything_written_asked_or_secret() {
    let sandbox = ledger();
    let home = sandbox.home(".alibabacloud/credentials");
    write_private(&home, format!("[work]\naccess_key_id = {ID}\naccess_key_secret = {SECRET}\n").as_bytes());
    let (before, names) = (sandbox.inventory(), sandbox.vault("").read_dir().unwrap().count());
    let definition = akvault::cli::definition();
    let places = places(&definition, &[]);
    assert!(places.len() > 150, "{}", places.len());
    for words in &places {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let outcome = sandbox.run_on(DAY, &[&["complete", "fish", "--current", "", "--"], &words[..]].concat());
        assert_eq!((outcome.code, outcome.err.as_str()), (0, ""), "{words:?}");
        for secret in [ID, OTHER_ID, SECRET, OTHER_SECRET, "AGE-SECRET-KEY"] {
            assert!(!outcome.out.contains(secret), "{words:?}: {outcome:?}");
        }
    }
    sandbox.assert_unchanged(&before);
    assert_eq!(sandbox.vault("").read_dir().unwrap().count(), names, "no lock and no index were made");
}

#[test]
fn whatever_is_wrong_with_the_ledger_there_are_no_candidates_and_no_words() {
    let line = "show ";
    let nothing = ("nothing ends".to_owned(), Vec::<String>::new());
    let spoilers: [fn(PathBuf); 4] = [
        |vault| fs::remove_dir_all(vault).unwrap(),
        |vault| fs::set_permissions(vault.join("keys"), fs::Permissions::from_mode(0o777)).unwrap(),
        |vault| {
            fs::rename(vault.join("keys"), vault.join("away")).unwrap();
            std::os::unix::fs::symlink("away", vault.join("keys")).unwrap();
        },
        |vault| {
            fs::remove_dir_all(vault.join("keys")).unwrap();
            fs::write(vault.join("keys"), "").unwrap();
        },
    ];
    for spoil in spoilers {
        let sandbox = ledger();
        spoil(sandbox.vault(""));
        assert_eq!(told(&sandbox, line), nothing);
    }
    let sandbox = ledger();
    fs::write(sandbox.vault("keys/alice.toml"), "no record").unwrap();
    make_directory(&sandbox.vault("keys/folder.toml"));
    assert_eq!(candidates(&sandbox, line), ["ci.deploy"], "what can be read is there");
}

#[test]
fn a_holder_is_quoted_for_the_line_and_one_that_hides_is_none() {
    let sandbox = ledger();
    let record = fs::read_to_string(sandbox.vault("keys/ci.deploy.toml")).unwrap();
    let holders = |shell: &str| -> BTreeSet<String> {
        let words = if shell == "bash" { vec!["akvault who "] } else { vec!["who"] };
        let text = complete(&sandbox, shell, &words, "").succeeds();
        text.lines().skip(2).map(str::to_owned).collect()
    };
    let bash = r#"\$\(touch\ pwned\)\ \`touch\ pwned\`\ \'a\'\ \"b\"\ \\\ \;\ \&\ \!\ 王芳"#;
    assert_eq!(holders("bash"), BTreeSet::from([ALICE.to_owned(), bash.to_owned()]));
    assert!(holders("powershell").contains(&format!("'{}'", HOSTILE.replace('\'', "''"))));
    assert!(holders("nushell").contains(&format!("\"{}\"", HOSTILE.replace('\\', "\\\\").replace('"', "\\\""))));
    // Written by hand: akvault itself takes no such holder.
    let hidden =
        record.lines().map(|line| if line.starts_with("holder = ") { "holder = \"two\\nlines\\u202e\"" } else { line });
    fs::remove_file(sandbox.vault("keys/ci.deploy.toml")).unwrap();
    fs::write(sandbox.vault("keys/ci.deploy.toml"), hidden.collect::<Vec<_>>().join("\n")).unwrap();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell", "nushell"] {
        assert_eq!(holders(shell).len(), 1, "{shell}");
    }
}

#[test]
fn what_a_command_has_changed_is_known_to_a_tab_that_looks_at_no_record() {
    let sandbox = ledger();
    sandbox.run(&["edit", "alice", "--profile", "later"]).succeeds();
    sandbox.run(&["rename", "ci.deploy", "ci"]).succeeds();
    // In place, which the directory does not show.
    for name in ["alice", "ci"] {
        fs::write(sandbox.vault(&format!("keys/{name}.toml")), "no record").unwrap();
    }
    assert_eq!(candidates(&sandbox, "show "), ["alice", "ci"]);
    assert_eq!(candidates(&sandbox, "exec "), ["alice"]);
    assert_eq!(candidates(&sandbox, "edit alice --profile "), ["ci", "later"]);
    // Whoever looks sees it, and a Tab after that.
    sandbox.run(&["list"]).says(&["`alice` cannot be read", "`ci` cannot be read"]).succeeds();
    assert_eq!(candidates(&sandbox, "show "), Vec::<String>::new());
}

#[test]
fn nobody_sees_the_verb_that_scripts_call() {
    let sandbox = Sandbox::new();
    let help = sandbox.run(&["--help"]).succeeds();
    assert!(help.contains("completions") && !help.lines().any(|line| line.trim_start().starts_with("complete ")));
    assert!(!sandbox.run(&["man"]).succeeds().contains("akvault\\-complete(1)"));
}

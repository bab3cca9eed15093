//! Help, usage errors, and the small verbs `help`, `man` and `completions`.

use akvault::cli::jobs::JOBS;
use akvault::failure::EXIT_CODES;

use crate::sandbox::Sandbox;

#[test]
fn the_exit_codes_are_printed() {
    let told = Sandbox::new().run(&["help", "exit-codes"]).succeeds();
    let codes: Vec<&str> = told.lines().map(|line| line.trim_start().split("  ").next().unwrap()).collect();
    assert_eq!(codes, ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "20", "21", "22", "130"]);
    assert!(EXIT_CODES.iter().all(|(_, meaning)| told.contains(meaning)));
}

#[test]
fn every_verb_and_every_flag_is_explained() {
    let sandbox = Sandbox::new();
    let whole = sandbox.run(&["help"]).succeeds();
    for verb in akvault::cli::definition().get_subcommands().filter(|verb| !verb.is_hide_set()) {
        let name = verb.get_name();
        assert!(whole.contains(&format!("  {name} ")), "{name}");
        let of_verb = sandbox.run(&["help", name]).succeeds();
        assert_eq!(of_verb, sandbox.run(&[name, "--help"]).succeeds(), "{name}");
        for inner in verb.get_subcommands().map(clap::Command::get_name) {
            let of_inner = sandbox.run(&["help", name, inner]).succeeds();
            assert_eq!(of_inner, sandbox.run(&[name, inner, "--help"]).succeeds(), "{name} {inner}");
        }
        assert!(verb.get_about().is_some(), "{name}");
        for argument in verb.get_arguments() {
            assert!(argument.get_help().is_some(), "{name} {}", argument.get_id());
        }
    }
    sandbox.run(&["help", "json"]).shows(&["schemas/VERB.json", "members are only added"]).succeeds();
    sandbox.run(&["help", "formats"]).shows(&["csv", "terraform", "env"]).succeeds();
    sandbox.run(&["help", "clients"]).shows(&["aliyun", "json", "toml", "env"]).succeeds();
    sandbox.refuses(2, &["help", "nothing"]).says(&["no verb or subject `nothing`", "akvault --help"]);
}

#[test]
fn clients_are_listed_where_they_are_named_and_a_slip_is_put_right() {
    let sandbox = Sandbox::new();
    let listed = sandbox.run(&["help", "clients"]).succeeds();
    assert_eq!(listed.lines().count(), akvault::clients::CLIENTS.len());
    for verb in ["install", "uninstall"] {
        assert_eq!(sandbox.run(&[verb, "--client", "help"]).succeeds(), listed);
        sandbox.refuses(2, &[verb, "--client", "alyun"]).says(&["did you mean `aliyun`?"]);
    }
}

#[test]
fn the_version_is_the_packages() {
    let told = Sandbox::new().run(&["--version"]).succeeds();
    assert_eq!(told, format!("akvault {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn unknown_words_are_usage_errors_with_the_nearest_word_and_the_next_command() {
    let sandbox = Sandbox::new();
    let says = |arguments: &[&str], message: &str, next: &str| {
        let refused = sandbox.refuses(2, arguments);
        assert_eq!(refused.err, format!("akvault: error: {message}\n  next: {next}\n"));
    };
    says(&["seall"], "there is no verb `seall`", "did you mean `akvault seal`? `akvault --help` lists all verbs");
    let mfa = "did you mean `akvault mfa import`? `akvault mfa --help` lists all verbs";
    says(&["mfa", "imprt"], "there is no verb `imprt`", mfa);
    says(&["xyzzy"], "there is no verb `xyzzy`", "`akvault --help` lists all verbs");
    says(&["--json"], "no verb is given", "`akvault --help` lists all verbs");
    let list = "`akvault list --help` tells what it takes";
    says(&["list", "--jsno"], "unexpected argument `--jsno`", &format!("did you mean `--json`? {list}"));
    says(&["--client", "sdk"], "unexpected argument `--client`", "`akvault --help` tells what it takes");
    says(&["--home", "seal", "list", "-Z"], "unexpected argument `-Z`", list);
    let values = "(possible values: auto, always, never)";
    says(&["list", "--color", "pink"], &format!("invalid value `pink` for `--color <WHEN>` {values}"), list);
    says(&["list", "--color"], &format!("`--color <WHEN>` needs a value {values}"), list);
    says(&["list", "--json", "--json"], "`--json` cannot be used more than once", list);
    sandbox.refuses(2, &["status", "--due", "x"]).says(&["invalid value `x` for `--due <DAYS>`: `x` is not a number"]);
    let seal = "akvault seal --for <HOLDER> [FILE]; `akvault seal --help` tells what it takes";
    says(&["seal"], "missing: `--for <HOLDER>`", seal);
    let exec = sandbox.refuses(2, &["exec", "web", "true"]).says(&["unexpected argument `true`"]);
    exec.says(&["next: akvault exec", " -- <CMD>...; `akvault exec --help` tells"]);
    sandbox.refuses(2, &["help", "sael"]).says(&["no verb or subject `sael`", "did you mean `akvault help seal`?"]);
    let inner = |arguments, says| sandbox.refuses(2, arguments).says(says);
    inner(&["help", "mfa", "cod"], &["`mfa` has no verb `cod`", "did you mean `akvault help mfa code`?"]);
    inner(&["help", "mfq", "code"], &["no verb or subject `mfq`", "did you mean `akvault help mfa`?"]);
    inner(&["help", "exit"], &["did you mean `akvault help exit-codes`?"]);
    inner(&["mfa", "nwe"], &["did you mean `akvault mfa new`?"]);
    inner(&["rotate", "alice", "--dome", "x"], &["did you mean `--done`?"]);
    inner(&["help", "json", "list"], &["`json` has no verb `list`", "next: `akvault help json`"]);
}

#[test]
fn the_name_alone_shows_the_two_jobs_and_how_each_begins_and_is_no_success() {
    let alone = Sandbox::new().run(&[]);
    let fragments =
        ["Operator: seal", "\n  akvault seal ", "Developer: install", "\n  akvault install ", "akvault --help"];
    assert!(fragments.iter().all(|fragment| alone.err.contains(fragment)), "{alone:?}");
    assert_eq!((alone.code, alone.out.as_str()), (2, ""));
    assert!(alone.err.lines().count() < 16 && alone.err.lines().all(|line| line.len() <= 80), "{alone:?}");
    let group = Sandbox::new().run(&["mfa"]);
    assert!(group.code == 2 && group.out.is_empty() && group.err.contains("Usage: akvault mfa"), "{group:?}");
}

#[test]
fn help_groups_every_verb_by_its_job() {
    let verbs = akvault::cli::definition();
    let mut named: Vec<&str> = JOBS.iter().flat_map(|(_, verbs)| verbs.iter().copied()).collect();
    let mut defined: Vec<&str> =
        verbs.get_subcommands().filter(|verb| !verb.is_hide_set()).map(clap::Command::get_name).collect();
    named.sort_unstable();
    defined.sort_unstable();
    assert_eq!(named, defined);
    for help in ["-h", "--help", "help"] {
        let told = Sandbox::new().run(&[help]).succeeds();
        for (job, verbs) in JOBS {
            let (_, group) = told.split_once(&format!("\n{job}:\n")).unwrap();
            let (group, _) = group.split_once("\n\n").unwrap();
            assert!(verbs.iter().all(|verb| group.contains(&format!("  {verb} "))), "{job}: {group}");
        }
    }
}

#[test]
fn a_secret_as_an_argument_is_refused_with_the_reason_and_not_repeated() {
    let sandbox = Sandbox::new();
    for flag in ["--passphrase", "--password", "--secret", "--access-key-secret"] {
        for arguments in [&["open", "a.age", flag, "CANARY"][..], &["seal", "x", "--for", "y", flag, "CANARY"]] {
            let refused = sandbox.refuses(2, arguments).says(&["never given as arguments", "--passphrase-file"]);
            assert!(!refused.err.contains("CANARY"), "{refused:?}");
        }
    }
    let joined = sandbox.refuses(2, &["open", "a.age", "--passphrase=CANARY"]).says(&["never given as arguments"]);
    assert!(!joined.err.contains("CANARY"), "{joined:?}");
}

#[test]
fn colour_repeats_what_a_word_says_and_only_where_it_is_wanted() {
    let sandbox = Sandbox::new();
    let shown = |more: &[&str]| sandbox.run(&[&["show", "nobody"], more].concat()).err;
    assert!(shown(&["--color", "always"]).starts_with("akvault: \u{1b}[31merror\u{1b}[0m: there is no record"));
    assert!(shown(&[]).starts_with("akvault: error: ") && shown(&["--color", "never"]).starts_with("akvault: error: "));
    let quiet = shown(&["--quiet"]);
    assert!(quiet.contains("there is no record"), "an error is told even then: {quiet}");
}

#[test]
fn the_pages_are_printed_and_written_for_everyone() {
    let sandbox = Sandbox::new();
    sandbox.run(&["man"]).shows(&[".TH AKVAULT 1", ".SH \"EXIT STATUS\""]).succeeds();
    for _ in 0..2 {
        sandbox.run(&["man", "--out", "share/man1"]).shows(&["share/man1/akvault.1", "akvault-seal.1"]).succeeds();
    }
    let below = |verb: &clap::Command| 1 + verb.get_subcommands().count();
    let definition = akvault::cli::definition();
    let verbs: usize = definition.get_subcommands().filter(|verb| !verb.is_hide_set()).map(below).sum();
    let written = akvault::commands::man::written_pages("").count();
    let pages = sandbox.names("share/man1").len();
    assert_eq!((pages, sandbox.mode("share/man1/akvault.1")), (1 + verbs + written, 0o644));
    sandbox.set_mode("share", 0o777);
    sandbox.refuses(7, &["man", "--out", "share/man1"]).says(&["others can write"]);
}

#[test]
fn each_shell_has_its_script() {
    let sandbox = Sandbox::new();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell", "nushell"] {
        let script = sandbox.run(&["completions", shell]).succeeds();
        assert!(script.contains(&format!("complete {shell} ")), "{script}");
    }
    sandbox.refuses(2, &["completions", "csh"]).says(&["csh", "bash"]);
}

#[test]
fn a_reader_that_goes_away_or_a_full_disk_is_no_panic() {
    let sandbox = Sandbox::new();
    let early = sandbox.shell("\"$0\" completions bash | head -c 1 >/dev/null; exec \"$0\" help exit-codes >&-");
    assert!(matches!(early.code, 0 | 11) && !early.err.contains("defect"), "{early:?}");
    if std::path::Path::new("/dev/full").exists() {
        let full = sandbox.shell("exec \"$0\" help exit-codes >/dev/full");
        full.fails(11).says(&["cannot write the result to standard output"]);
    }
}

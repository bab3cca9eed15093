//! What a person sees on a real pseudo-terminal.

use super::{KEY, SEED, exported, uri, vault, with_device};
use crate::terminal::{CLEAR_AND_LEAVE_SCREEN, CTRL_C, ENTER_SCREEN};
use expectrl::process::unix::Signal;

const QR: [&str; 5] = ["mfa", "qr", "dev", "-i", "identity.txt"];

#[test]
fn a_code_shows_on_a_screen_of_its_own_which_a_key_clears() {
    let sandbox = with_device();
    let shown = sandbox.start("cols 80 rows 50", &QR).shows(ENTER_SCREEN).shows("Press any key");
    let ended = shown.types("x").ends().with(0);
    assert!(ended.seen.contains("Aliyun: dev@123456") && ended.seen.ends_with(CLEAR_AND_LEAVE_SCREEN), "{ended:?}");
    assert!(ended.seen.contains("\u{1b}[30;107m"));
    assert_eq!(sandbox.read("out"), "");
}

#[test]
fn a_signal_clears_the_screen_too() {
    let sandbox = with_device();
    let shown = sandbox.start("cols 80 rows 50", &QR).shows("Press any key").shows("cleared then.");
    let ended = shown.signal(Signal::SIGTERM).ends();
    assert!(ended.seen.contains(CLEAR_AND_LEAVE_SCREEN) && ended.how == Err(Signal::SIGTERM), "{ended:?}");
}

#[test]
fn a_window_that_is_too_small_is_told_what_is_needed() {
    let sandbox = with_device();
    let ended = sandbox.start("cols 80 rows 20", &QR).ends();
    assert!(ended.seen.contains("the window is too small: it needs ") && ended.how != Ok(0), "{ended:?}");
    assert!(!ended.seen.contains('▀') && !ended.seen.contains("--qr"), "{ended:?}");
    assert!(ended.seen.contains("make the window larger, or give -o FILE.png"), "{ended:?}");
}

#[test]
fn a_terminal_that_cannot_be_cleared_gets_no_code() {
    let sandbox = with_device();
    for term in ["cols 80 rows 50; export TERM=dumb", "cols 80 rows 50; unset TERM"] {
        let ended = sandbox.start(term, &QR).ends().with(10);
        assert!(
            ended.seen.contains("would stay on this terminal") && ended.seen.contains("give -o FILE.png"),
            "{ended:?}"
        );
        assert!(!ended.seen.contains('\u{1b}') && !ended.seen.contains('▀'), "{ended:?}");
    }
}

#[test]
fn a_countdown_runs_until_it_is_interrupted() {
    let sandbox = with_device();
    let watch = [&["mfa", "code", "dev", "--watch"], &KEY[..]].concat();
    let shown = sandbox.start("", &watch).shows(" s ").shows(" s ");
    let ended = shown.types(CTRL_C).ends();
    assert!(ended.how == Err(Signal::SIGINT) || ended.how == Ok(130), "{ended:?}");
    assert!(ended.seen.contains("\r\u{1b}[K") && ended.seen.ends_with('\n'), "{ended:?}");
}

#[test]
fn a_seed_is_typed_without_an_echo() {
    let sandbox = vault();
    let asked = sandbox.start("", &["mfa", "import", "dev"]).asks_hidden("Seed or otpauth URI (not shown):");
    let ended = asked.types(&format!("{}\n", uri("dev"))).ends().with(0);
    assert!(!ended.seen.contains(SEED), "{ended:?}");
    assert_eq!(exported(&sandbox, "dev").trim_end(), uri("dev"));
    let asked = sandbox.start("", &["mfa", "import", "ops"]).asks_hidden("(not shown):");
    asked.types(CTRL_C).ends();
    assert!(!sandbox.vault("mfa/ops.toml").exists());
}

#[test]
fn removing_asks_for_the_name() {
    let sandbox = with_device();
    let asked = sandbox.start("", &["mfa", "remove", "dev"]).shows("Type `dev` to go on:");
    asked.types("yes\n").ends().with(3);
    assert_eq!(exported(&sandbox, "dev").trim_end(), uri("dev"));
    let asked = sandbox.start("", &["mfa", "remove", "dev"]).shows("Type `dev` to go on:");
    asked.types("dev\n").ends().with(0);
    assert!(!sandbox.vault("mfa/dev.toml").exists());
}

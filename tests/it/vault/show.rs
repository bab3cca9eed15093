//! `show`: masked, whatever is kept; the reveal needs a terminal (see `terminal.rs`).

use super::{BY_FILE, with_secrets};
use crate::sandbox::{ID, SECRET};

#[test]
fn what_is_kept_is_shown_masked() {
    let sandbox = with_secrets();
    let told = sandbox.run(&["show", "alice"]).shows(&["**** (kept in the vault)", "state           kept"]).succeeds();
    let json = sandbox.run(&["show", "alice", "--json"]).json();
    assert!(json["access_key_secret"].is_null() && json["secret_kept"] == true);
    let json = json.to_string();
    assert!(
        [&told, &json].iter().all(|text| !text.contains(ID) && !text.contains(SECRET) && !text.contains("BEGIN AGE"))
    );
}

#[test]
fn nothing_is_revealed_without_somebody_at_a_terminal() {
    let sandbox = with_secrets();
    for more in [&BY_FILE[..], &[]] {
        let refused = sandbox.refuses(10, &[&["show", "alice", "--reveal"], more].concat());
        assert!(!refused.err.contains(SECRET));
        refused.says(&["on a terminal alone", "akvault exec"]);
    }
    sandbox.refuses(2, &[&["show", "alice"][..], &BY_FILE].concat()).says(&["without --reveal nothing is opened"]);
}

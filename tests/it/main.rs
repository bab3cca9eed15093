//! The table of contents of the integration tests: one binary, one file per subject.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test may fail anywhere, also in a helper outside its own function"
)]
#![expect(clippy::disallowed_methods, reason = "a sandbox makes and reads files that hold no real secret")]

mod sandbox; // a world of its own for each test, and what a run of the program gave

mod clients; // the writers of client config files: golden folders and properties

mod check; // what is wrong with this machine, and what --fix mends
mod complete; // what a Tab is told: names, files, and nothing secret
mod draft; // the e-mail of the first channel, unsent
mod import; // what the cloud tells of users and keys, against the ledger
mod inspect; // what an age file tells without a passphrase
mod install; // into the config files of clients: merged, owner-only, all or nothing
mod install_clients; // where the files of each client lie, and what is told afterwards
mod journal; // what a killed run left, and what somebody else wrote in its place
mod ledger; // list, show, remove
mod mfa; // virtual MFA: seeds, codes, QR codes, and how they are handed over
mod open; // the masked summary, and the content byte for byte
mod password; // console passwords: made, checked, reminded of
mod receipt; // the way back
mod roster; // many keys, each for its holder
mod rotate; // one key's way from its successor to its deletion
mod schedule; // timers for the schedulers of the system
mod seal; // from a source to the two halves
mod status; // what is due, in each form, and with a clock that runs back
mod time; // deadlines, with a clock that stands still
mod uninstall; // out of the config files again, everything else untouched
mod vault; // secrets kept sealed, and used without writing them down
mod which; // where readers look, and which key wins
mod who; // what one person could have opened; what happened, and where it breaks

mod hostile; // control characters from outside, damaged bundles, and that no secret is told
mod terminal; // prompts and the passphrase's screen, on a real pseudo-terminal

mod architecture; // which room may use which, and words that may not stand in the tree
mod drift; // man/ and completions/ are what the library makes
mod examples; // every command line in the documents is run
mod failures; // every error as it is told, in one snapshot
mod formats; // a second implementation, written from akvault-formats(5)
mod help; // help, usage errors, and the small verbs
mod looks; // on terminals that are narrow, wide, dumb or without colour
mod options; // the names of options agree over all verbs
mod packaging; // what is in the Debian package, and where
mod pictures; // the pictures of the README: what they hold and what not
mod schemas; // --json as it is documented, strictly

mod faults; // every call failing, kills, races, limits, and the memory at exit: needs strace
mod peers; // programs that are not ours: need age, rage, Python, Node and others

//! What may stand for the value of an argument: said by a mark at the argument, else by the name of its value.

use clap::Arg;
use clap::builder::ArgExt;

/// A kind of values. What an argument takes by its own list of words needs none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Values {
    /// A record of the ledger.
    Record,
    /// A record whose secret the vault keeps.
    Kept,
    /// An MFA device.
    Device,
    /// A console password that is watched.
    Password,
    /// Whom the ledger knows.
    Holder,
    /// The id of a bundle in the ledger.
    BundleId,
    /// A profile of the clients that are named, else of the ledger.
    Profile,
    /// A region of the ledger.
    Region,
    /// A verb, or one of these words.
    VerbOr(&'static [&'static str]),
    /// A verb of the verb that stands for this other argument.
    VerbOf(&'static str),
    /// Any file.
    File,
    /// A file, most likely one that ends in `.age`.
    Bundle,
    /// A directory.
    Directory,
    /// A file, or `CLIENT=` and a file.
    Config,
    /// A program, and then its own arguments.
    Program,
    /// Nothing that anybody but the person knows. Also ids of AccessKeys, which are shown masked everywhere:
    /// a Tab in front of others shows no whole one.
    Free,
}

/// A mark at an argument: `#[arg(add = Values::Kept)]`.
impl ArgExt for Values {}

/// The names of values. A new one is added here, or its argument marked; `tests/it/complete.rs` looks.
const NAMES: &[(&str, Values)] = &[
    ("NAME", Values::Record),
    ("OLD", Values::Record),
    ("HOLDER", Values::Holder),
    ("ID", Values::BundleId),
    ("PROFILE", Values::Profile),
    ("REGION", Values::Region),
    ("FILE", Values::File),
    ("REPORT", Values::File),
    ("DIR|FILE.age", Values::File),
    ("DIR|FILE.eml", Values::File),
    ("BUNDLE", Values::Bundle),
    ("DIR", Values::Directory),
    ("PATH", Values::Config),
    ("CMD", Values::Program),
];

/// The names of values that only the person knows.
const FREE: &[&str] = &[
    "ACCOUNT",
    "AKID",
    "ARN",
    "CODE",
    "DATE",
    "DAYS",
    "DAYS|DATE",
    "EVENT",
    "HASH",
    "HH:MM",
    "ISSUER",
    "KEY",
    "LABEL",
    "N",
    "NEW",
    "NEW_NAME",
    "SECONDS",
    "STEPS",
    "TEXT",
    "TIME",
    "USER",
    "USER[:GROUP]",
    "WORD",
    "WORDS",
];

impl Values {
    /// Of an argument; none where neither a mark nor the name of its value tells.
    pub fn of(argument: &Arg) -> Option<Self> {
        if let Some(marked) = argument.get::<Self>() {
            return Some(*marked);
        }
        let name = value_name(argument);
        let listed = NAMES.iter().find(|(listed, _)| *listed == name).map(|(_, values)| *values);
        listed.or_else(|| FREE.contains(&name.as_str()).then_some(Self::Free))
    }
}

/// As help shows it: named, else the argument's own name in capitals.
fn value_name(argument: &Arg) -> String {
    let named = argument.get_value_names().and_then(|names| names.first());
    named.map_or_else(|| argument.get_id().as_str().to_uppercase(), ToString::to_string)
}

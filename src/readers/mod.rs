//! Programs that read AccessKeys: for each, every place that it looks, in its order, and which of them wins.
//!
//! To add a reader, write an `impl Reader` in the file of its family, and add it to [`READERS`]. Nothing is
//! written, asked or contacted here: the environment, and a way to look at files, come in as a [`World`]. How
//! a file is written is the business of [`clients`](crate::clients); where it is, and who else is asked before
//! it, is told here, after the sources of the readers.
//!
//! What cannot be seen from outside a program is a place all the same, and is named: arguments in its code,
//! Java's system properties, the role of the instance, credentials behind a URI. It is never contacted.

mod aliyun;
mod ansible;
mod answer;
mod aws;
mod config;
mod dns;
mod files;
mod log;
mod oss;
mod place;
mod rclone;
mod sdk;
mod search;
mod terraform;
#[cfg(test)]
mod tests;
mod words;
mod world;

use std::fmt;

pub use self::answer::Answer;
pub use self::place::{At, Kind, Origin, Place, State};
pub use self::search::Search;
pub use self::world::{Elsewhere, Look, Variable, World};

/// Every reader, in the order in which they are told.
pub const READERS: &[&dyn Reader] = &[
    &sdk::PYTHON,
    &sdk::JAVA,
    &sdk::CSHARP,
    &sdk::GO,
    &sdk::NODE,
    &sdk::PHP,
    &sdk::GO_V1,
    &sdk::PythonCore,
    &aliyun::Aliyun,
    &terraform::Terraform,
    &terraform::Packer,
    &ansible::Ansible,
    &oss::Sdk,
    &oss::OssutilOne,
    &oss::OssutilTwo,
    &aws::Aws,
    &rclone::Rclone,
    &dns::Lego,
    &dns::AcmeSh,
    &log::LogCli,
];

/// The reader of that name.
pub fn by_word(word: &str) -> Option<&'static dyn Reader> {
    READERS.iter().copied().find(|reader| reader.word() == word)
}

/// The readers of a client's files, or of the variables that it writes.
pub fn of_client(client: &str) -> impl Iterator<Item = &'static dyn Reader> {
    READERS.iter().copied().filter(move |reader| reader.clients().contains(&client))
}

/// A program that looks for an AccessKey.
pub trait Reader: fmt::Debug + Sync {
    /// The word for `--reader`.
    fn word(&self) -> &'static str;

    /// What people call it, as in "the Python SDK takes ...".
    fn name(&self) -> &'static str;

    /// The clients whose files it reads, its own first.
    fn clients(&self) -> &'static [&'static str];

    /// The variable that names a profile of such a file to it, where there is one.
    fn profile_variable(&self, _file: Kind) -> Option<&'static str> {
        None
    }

    /// What it calls the profile there.
    fn profile_word<'p>(&self, _file: Kind, profile: &'p str) -> &'p str {
        profile
    }

    /// Whether it reads nothing of a file until a profile is named.
    fn waits_for_a_profile(&self) -> bool {
        false
    }

    /// Every place, in its order.
    fn look(&self, search: &mut Search<'_>);
}

/// Where a reader looks in this world, and what wins.
pub fn ask(reader: &'static dyn Reader, world: &World<'_>) -> Answer {
    let mut search = Search::in_the(world);
    reader.look(&mut search);
    Answer::of(reader, search.into_places())
}

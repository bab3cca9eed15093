//! Patience with programs that write the same file and know nothing of our locks.

use crate::failure::{Failure, Kind};
use crate::{private_file, vault};

/// How often a file that another program keeps changing is read anew; each time takes milliseconds.
const ATTEMPTS: u32 = 100;

/// Why an attempt did not succeed.
#[derive(Debug)]
pub enum Attempt {
    /// Another program was faster: worth another try.
    Changed,
    /// Nothing that another try would mend.
    Failed(Failure),
}

/// Reads, plans and writes anew as long as another program is faster.
///
/// # Errors
/// That of the attempt; [`Kind::Busy`] when the other program never rests.
pub fn persist<T>(mut attempt: impl FnMut() -> Result<T, Attempt>) -> Result<T, Failure> {
    for _ in 0..ATTEMPTS {
        match attempt() {
            Err(Attempt::Changed) => {}
            Err(Attempt::Failed(failure)) => return Err(failure),
            Ok(done) => return Ok(done),
        }
    }
    let busy = Failure::new(Kind::Busy, "another program keeps changing the config file");
    Err(busy.next("stop it, and run the command again"))
}

impl From<Failure> for Attempt {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

impl From<private_file::Error> for Attempt {
    fn from(error: private_file::Error) -> Self {
        match error {
            private_file::Error::Changed { .. } => Self::Changed,
            // Some files are done. The next attempt finishes them first, and plans the rest anew.
            private_file::Error::HalfWay { source } if matches!(*source, private_file::Error::Changed { .. }) => {
                Self::Changed
            }
            error => Self::Failed(error.into()),
        }
    }
}

impl From<vault::Error> for Attempt {
    fn from(error: vault::Error) -> Self {
        match error {
            vault::Error::File(error) => error.into(),
            error => Self::Failed(error.into()),
        }
    }
}

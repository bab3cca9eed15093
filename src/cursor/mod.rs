//! What stands at the cursor of a half-typed command line: which argument of the definition it has come to, what
//! kind of value that takes, and how a shell is told the candidates.
//!
//! Pure: the values themselves come from whoever knows the ledger. There is one understanding of a line for all
//! shells; their scripts in `completions/` only carry it here, and the answer back.

mod line;
mod place;
mod shell;
mod values;

pub use place::{Place, Wanted};
pub use shell::{Adds, Answer, Shell, Typed};
pub use values::Values;

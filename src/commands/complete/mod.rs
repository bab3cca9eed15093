//! `complete`, which no help shows: what the completion scripts ask for at every Tab.
//!
//! It reads the ledger, and for profiles the files of the clients that are named. It writes nothing, takes no lock,
//! asks nothing, and tells nothing that is sealed or shown masked elsewhere. Whatever fails has no candidates.

mod candidates;

use std::ffi::OsString;

use clap::Args;

use crate::context::Context;
use crate::cursor::{Adds, Answer, Place, Shell, Typed};
use crate::failure::Failure;

/// Tell the completion script of a shell what may stand at the cursor
#[derive(Debug, Args)]
#[command(hide = true)]
pub struct CompleteArgs {
    /// The shell
    shell: Shell,
    /// The word at the cursor; for bash, the end of it that is going to be replaced
    #[arg(long, value_name = "WORD", allow_hyphen_values = true)]
    current: OsString,
    /// The words before it; for bash, the line up to the cursor
    #[arg(last = true)]
    words: Vec<OsString>,
}

/// Runs the verb.
///
/// # Errors
/// Never: nobody reads them while a line is typed.
pub fn run(args: &CompleteArgs, context: &Context, definition: &clap::Command) -> Result<(), Failure> {
    let words: Vec<String> = args.words.iter().map(|word| word.to_string_lossy().into_owned()).collect();
    let typed = Typed::read(args.shell, &args.current.to_string_lossy(), &words);
    let place = Place::find(definition, &typed.words, &typed.word.text);
    let mut answer = Answer::new(args.shell, &typed, &place);
    if typed.is_redirection {
        answer.adds = Adds::Files;
    } else {
        candidates::offer(&place, context, &mut answer);
    }
    drop(context.output.text(&answer.text()));
    Ok(())
}

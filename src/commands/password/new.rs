//! `password new`: a password that RAM takes, shown once. It never goes to standard output.

use std::path::PathBuf;

use clap::Args;
use serde_json::{Value, json};

use crate::commands::report;
use crate::context::Context;
use crate::domain::console_password::{LENGTHS, generate};
use crate::failure::{Failure, Kind};
use crate::interrupt::shield;
use crate::opening::is_dash;
use crate::output::{Page, Report};
use crate::private_file::{Owner, Policy, Staged, commit};
use crate::secret::Secret;

/// Make a password with all the kinds of characters that RAM's policy can ask for
///
/// It shows on a screen of its own, which is cleared with the next key. It is not kept.
#[derive(Debug, Args)]
pub(super) struct NewArgs {
    /// Its length, 8 to 32 characters
    #[arg(long, value_name = "N", default_value = "20", value_parser = length)]
    length: usize,
    /// Write it into the new file FILE instead
    #[arg(short, long, value_name = "FILE")]
    out: Option<PathBuf>,
}

fn length(text: &str) -> Result<usize, &'static str> {
    let length = text.parse().ok().filter(|length| LENGTHS.contains(length));
    length.ok_or("RAM takes 8 to 32 characters")
}

/// Runs the verb.
///
/// # Errors
/// When nobody is there to read it, or the file cannot be written.
pub(super) fn run(args: &NewArgs, context: &Context) -> Result<(), Failure> {
    make(args, context).map_err(|failure| failure.unchanged("no password was made"))
}

fn make(args: &NewArgs, context: &Context) -> Result<(), Failure> {
    if args.out.as_deref().is_some_and(is_dash) {
        return Err(Failure::new(Kind::Usage, "a password never goes to standard output").next("give --out FILE"));
    }
    if args.out.is_none() {
        context.require_screen("the password", "give --out FILE")?;
    }
    let password = loop {
        let random = Secret::from(context.random::<4096>()?.to_vec());
        if let Some(password) = generate(args.length, random.expose()) {
            break password;
        }
    };
    let Some(path) = &args.out else {
        let screen = format!("{}\n\nPress any key once it is noted: the screen is cleared then.\n", password.expose());
        return Ok(context.terminal.show_once(&Secret::from(screen), None)?);
    };
    let line = Secret::from(format!("{}\n", password.expose()));
    context.keep_out_of_vault(path)?;
    let staged = Staged::new_file(path, Policy::new(Owner::effective(), false), line.expose().as_bytes())?;
    let written = Written { path: staged.path() };
    {
        let _shield = shield();
        commit(vec![staged])?;
    }
    report(context, &written)
        .map_err(|failure| failure.unchanged("the password is written; only the report is missing"))
}

struct Written {
    path: PathBuf,
}

impl Report for Written {
    fn human(&self, page: &mut Page) {
        page.line(&format!("Wrote a new password to {}", self.path.display()));
    }

    fn json(&self) -> Value {
        json!({ "path": self.path.to_string_lossy() })
    }
}

//! The files that `status` writes for others: whole or not at all, one run at a time.

use std::path::Path;

use super::told::Told;
use super::{StatusArgs, calendar, monitored};
use crate::context::Context;
use crate::failure::Failure;
use crate::private_file::{Error, Policy, Staged, commit};

/// Writes those that are asked for. Whether there are any.
pub(super) fn files(args: &StatusArgs, told: &Told, context: &Context) -> Result<bool, Failure> {
    let now = context.clock.now().as_second();
    if let Some(file) = &args.prometheus {
        write(file, &monitored::metrics(told, now), Staged::for_everyone, context)?;
    }
    if let Some(file) = &args.ics {
        write(file, &calendar::calendar(told), Ok, context)?;
    }
    Ok(args.prometheus.is_some() || args.ics.is_some())
}

/// With the mode of a private file, unless `opened` changes it.
fn write(
    file: &Path,
    text: &str,
    opened: fn(Staged) -> Result<Staged, Error>,
    context: &Context,
) -> Result<(), Failure> {
    if file.as_os_str() == "-" {
        return context.output.document(text).map_err(|error| Failure::output(&error));
    }
    let staged = Staged::whole_file(file, Policy::strict(), text.as_bytes()).and_then(opened);
    let done = staged.and_then(|staged| commit(vec![staged]));
    done.map_err(|error| Failure::from(error).unchanged("the file is as it was"))?;
    context.output.say(&format!("akvault: wrote {}", file.display()));
    Ok(())
}

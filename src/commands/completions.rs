//! `completions`: a script for the shell.

use clap::{Args, ValueEnum};
use clap_complete::{Shell, generate};
use clap_complete_nushell::Nushell;

use crate::context::Context;
use crate::failure::Failure;

/// Print the completion script of a shell
#[derive(Debug, Args)]
pub struct CompletionsArgs {
    /// The shell
    shell: SupportedShell,
}

/// A shell that has completions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SupportedShell {
    /// GNU Bash
    Bash,
    /// Z shell
    Zsh,
    /// fish
    Fish,
    /// Elvish
    Elvish,
    /// PowerShell
    Powershell,
    /// Nushell
    Nushell,
}

impl SupportedShell {
    /// The name under which the script is installed.
    pub fn file_name(self) -> &'static str {
        match self {
            Self::Bash => "akvault.bash",
            Self::Zsh => "_akvault",
            Self::Fish => "akvault.fish",
            Self::Elvish => "akvault.elv",
            Self::Powershell => "akvault.ps1",
            Self::Nushell => "akvault.nu",
        }
    }
}

/// Runs the verb.
///
/// # Errors
/// When standard output does not take it.
pub fn run(args: &CompletionsArgs, context: &Context, definition: clap::Command) -> Result<(), Failure> {
    context.output.text(&script(args.shell, definition)).map_err(|error| Failure::output(&error))
}

/// The script of a shell.
pub fn script(shell: SupportedShell, mut definition: clap::Command) -> String {
    let mut bytes = Vec::new();
    let name = "akvault";
    match shell {
        SupportedShell::Bash => generate(Shell::Bash, &mut definition, name, &mut bytes),
        SupportedShell::Zsh => generate(Shell::Zsh, &mut definition, name, &mut bytes),
        SupportedShell::Fish => generate(Shell::Fish, &mut definition, name, &mut bytes),
        SupportedShell::Elvish => generate(Shell::Elvish, &mut definition, name, &mut bytes),
        SupportedShell::Powershell => generate(Shell::PowerShell, &mut definition, name, &mut bytes),
        SupportedShell::Nushell => generate(Nushell, &mut definition, name, &mut bytes),
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

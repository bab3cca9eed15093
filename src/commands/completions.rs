//! `completions`: a script for the shell. The scripts stand in `completions/` as they are; what may be typed they
//! ask `akvault complete` for.

use clap::Args;

use crate::context::Context;
use crate::cursor::Shell;
use crate::failure::Failure;

/// Print the completion script of a shell
///
/// bash: `akvault completions bash >~/.local/share/bash-completion/completions/akvault`, or, without the package
/// bash-completion, `source <(akvault completions bash)` in ~/.bashrc.
///
/// zsh: `akvault completions zsh >DIR/_akvault` for a DIR that stands in $fpath before compinit runs.
///
/// fish: `akvault completions fish >~/.config/fish/completions/akvault.fish`
///
/// Elvish: `akvault completions elvish >~/.config/elvish/lib/akvault.elv`, and `use akvault` in rc.elv.
///
/// PowerShell: `akvault completions powershell | Out-String | Invoke-Expression` in $PROFILE.
///
/// Nushell: `akvault completions nushell | save -f akvault.nu`, and `source akvault.nu` in config.nu.
///
/// The scripts need `akvault` in PATH, and ask it at every Tab for what may follow: verbs, options, and names of
/// records, holders, MFA devices, bundles and profiles. It reads the ledger, and the config files of the clients
/// that were typed; it asks for no passphrase, opens nothing that is sealed, writes nothing, and tells no secret
/// and no whole AccessKey ID. `--home DIR` on the line is followed. Where it can't read, there are no candidates.
#[derive(Debug, Args)]
pub struct CompletionsArgs {
    /// The shell
    shell: Shell,
}

/// Runs the verb.
///
/// # Errors
/// When standard output does not take it.
pub fn run(args: &CompletionsArgs, context: &Context) -> Result<(), Failure> {
    let (_, script) = script(args.shell);
    context.output.text(script).map_err(|error| Failure::output(&error))
}

/// The script of a shell, and the name under which it is installed.
pub fn script(shell: Shell) -> (&'static str, &'static str) {
    match shell {
        Shell::Bash => ("akvault.bash", include_str!("../../completions/akvault.bash")),
        Shell::Zsh => ("_akvault", include_str!("../../completions/_akvault")),
        Shell::Fish => ("akvault.fish", include_str!("../../completions/akvault.fish")),
        Shell::Elvish => ("akvault.elv", include_str!("../../completions/akvault.elv")),
        Shell::Powershell => ("akvault.ps1", include_str!("../../completions/akvault.ps1")),
        Shell::Nushell => ("akvault.nu", include_str!("../../completions/akvault.nu")),
    }
}

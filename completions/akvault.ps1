
using namespace System.Management.Automation
using namespace System.Management.Automation.Language

Register-ArgumentCompleter -Native -CommandName 'akvault' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $commandElements = $commandAst.CommandElements
    $command = @(
        'akvault'
        for ($i = 1; $i -lt $commandElements.Count; $i++) {
            $element = $commandElements[$i]
            if ($element -isnot [StringConstantExpressionAst] -or
                $element.StringConstantType -ne [StringConstantType]::BareWord -or
                $element.Value.StartsWith('-') -or
                $element.Value -eq $wordToComplete) {
                break
        }
        $element.Value
    }) -join ';'

    $completions = @(switch ($command) {
        'akvault' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colour `warning` and `error` on standard error')
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform''s data directory]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Write JSON to standard output, for programs')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors on standard error')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors on standard error')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail instead')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('seal', 'seal', [CompletionResultType]::ParameterValue, 'Seal an AccessKey into a bundle for one channel and a passphrase for another')
            [CompletionResult]::new('inspect', 'inspect', [CompletionResultType]::ParameterValue, 'Show what a bundle is, without opening it')
            [CompletionResult]::new('open', 'open', [CompletionResultType]::ParameterValue, 'Open a bundle, or any age file, and show what it holds without its secrets')
            [CompletionResult]::new('install', 'install', [CompletionResultType]::ParameterValue, 'Install the AccessKey of a bundle into the config files of its clients')
            [CompletionResult]::new('uninstall', 'uninstall', [CompletionResultType]::ParameterValue, 'Take a profile out of the config files of its clients again')
            [CompletionResult]::new('receipt', 'receipt', [CompletionResultType]::ParameterValue, 'Confirm a delivery with the receipt that the installer sent back')
            [CompletionResult]::new('which', 'which', [CompletionResultType]::ParameterValue, 'Show where programs look for AccessKeys, in their order, and which key wins')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Check this machine: who can get at its AccessKeys, which are old, and which should not be there')
            [CompletionResult]::new('init', 'init', [CompletionResultType]::ParameterValue, 'Make a vault, which keeps secrets sealed on this machine')
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Keep an AccessKey in the vault, sealed')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the AccessKeys in the ledger: who has them, and when they must be replaced')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show what the ledger knows of one AccessKey')
            [CompletionResult]::new('edit', 'edit', [CompletionResultType]::ParameterValue, 'Change what the ledger says of an AccessKey')
            [CompletionResult]::new('rename', 'rename', [CompletionResultType]::ParameterValue, 'Give a record another name')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Remove a record from the ledger')
            [CompletionResult]::new('verify', 'verify', [CompletionResultType]::ParameterValue, 'Check all records, and with --secrets all secrets that are kept')
            [CompletionResult]::new('exec', 'exec', [CompletionResultType]::ParameterValue, 'Run a program with a key from the vault in its environment')
            [CompletionResult]::new('credential-process', 'credential-process', [CompletionResultType]::ParameterValue, 'Print a key from the vault as JSON, for programs that ask a process for their credentials')
            [CompletionResult]::new('unlock', 'unlock', [CompletionResultType]::ParameterValue, 'Keep the vault unlocked for a while, in the kernel''s keyring (Linux)')
            [CompletionResult]::new('lock', 'lock', [CompletionResultType]::ParameterValue, 'Lock the vault again, before its time is up')
            [CompletionResult]::new('passwd', 'passwd', [CompletionResultType]::ParameterValue, 'Change the passphrase of the vault')
            [CompletionResult]::new('rekey', 'rekey', [CompletionResultType]::ParameterValue, 'Seal all secrets anew, to the public keys in recipients.txt')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Print the completion script of a shell')
            [CompletionResult]::new('man', 'man', [CompletionResultType]::ParameterValue, 'Print the manual page, or write all pages into a directory')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Explain a verb, or one of: exit-codes, formats, clients')
            break
        }
        'akvault;seal' {
            [CompletionResult]::new('--id', '--id', [CompletionResultType]::ParameterName, 'Which key, when FILE holds several: its whole AccessKey ID')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'Read FILE as this format instead of detecting it')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The profile to install the key under')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'The region of that profile')
            [CompletionResult]::new('--created', '--created', [CompletionResultType]::ParameterName, 'When the key was created (UTC) [default: what FILE says, else what the ledger knows, else today]')
            [CompletionResult]::new('--rotate-every', '--rotate-every', [CompletionResultType]::ParameterName, 'Replace the key after so long [default: what the ledger knows, else 90d]')
            [CompletionResult]::new('--supersedes', '--supersedes', [CompletionResultType]::ParameterName, 'The AccessKey ID that this key replaces')
            [CompletionResult]::new('--from-vault', '--from-vault', [CompletionResultType]::ParameterName, 'Seal the key that the vault keeps as NAME')
            [CompletionResult]::new('--vault-passphrase-file', '--vault-passphrase-file', [CompletionResultType]::ParameterName, 'Unlock the vault by the passphrase in the first line of FILE (- for standard input)')
            [CompletionResult]::new('--vault-passphrase-fd', '--vault-passphrase-fd', [CompletionResultType]::ParameterName, 'Unlock the vault by the passphrase in the first line of the open file descriptor N')
            [CompletionResult]::new('-i', '-i', [CompletionResultType]::ParameterName, 'Unlock the vault by the age or ssh-ed25519 identity in FILE; may be given several times')
            [CompletionResult]::new('--identity', '--identity', [CompletionResultType]::ParameterName, 'Unlock the vault by the age or ssh-ed25519 identity in FILE; may be given several times')
            [CompletionResult]::new('--for', '--for', [CompletionResultType]::ParameterName, 'The one person or application that the key is for [default with --from-vault: whose it is there]')
            [CompletionResult]::new('--name', '--name', [CompletionResultType]::ParameterName, 'Call the record in the ledger NAME [default: made from the holder]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Put the bundle into the directory DIR or the new file FILE.age (- for standard output)')
            [CompletionResult]::new('--out', '--out', [CompletionResultType]::ParameterName, 'Put the bundle into the directory DIR or the new file FILE.age (- for standard output)')
            [CompletionResult]::new('--passphrase-out', '--passphrase-out', [CompletionResultType]::ParameterName, 'Put the text for the second channel into the new file FILE, in another directory than the bundle')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'Seal under the passphrase in the first line of FILE instead of a generated one (- for standard input)')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'As --passphrase-file, from the open file descriptor N')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'Seal to this age or ssh-ed25519 public key instead of a passphrase; may be given several times')
            [CompletionResult]::new('--recipient', '--recipient', [CompletionResultType]::ParameterName, 'Seal to this age or ssh-ed25519 public key instead of a passphrase; may be given several times')
            [CompletionResult]::new('-R', '-R ', [CompletionResultType]::ParameterName, 'Seal to the public keys in FILE; may be given several times')
            [CompletionResult]::new('--recipients-file', '--recipients-file', [CompletionResultType]::ParameterName, 'Seal to the public keys in FILE; may be given several times')
            [CompletionResult]::new('--install-before', '--install-before', [CompletionResultType]::ParameterName, 'Install the bundle within so long, or until this day')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colour `warning` and `error` on standard error')
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform''s data directory]')
            [CompletionResult]::new('--remove-source', '--remove-source', [CompletionResultType]::ParameterName, 'Delete FILE once the key is on the disk and was read back')
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'Go on although the key is another holder''s already: one AccessKey is for one person or application')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Go on although the key is another holder''s already: one AccessKey is for one person or application')
            [CompletionResult]::new('--as-is', '--as-is', [CompletionResultType]::ParameterName, 'Seal FILE byte for byte, whatever it is; `open -o` restores it')
            [CompletionResult]::new('--binary', '--binary', [CompletionResultType]::ParameterName, 'Write the bundle as bytes instead of text that mail programs leave alone')
            [CompletionResult]::new('--qr', '--qr', [CompletionResultType]::ParameterName, 'Show the second channel''s text as a QR code too, which a phone turns into a message')
            [CompletionResult]::new('--follow', '--follow', [CompletionResultType]::ParameterName, 'Accept directories behind symbolic links of yours')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Check the source and the options and say what would be sealed, but write nothing')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Check the source and the options and say what would be sealed, but write nothing')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Write JSON to standard output, for programs')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors on standard error')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors on standard error')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail instead')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'akvault;inspect' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colour `warning` and `error` on standard error')
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform''s data directory]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Write JSON to standard output, for programs')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors on standard error')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors on standard error')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail instead')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'akvault;open' {
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Write the content, byte for byte, to the new file FILE, readable by you alone (- for standard output)')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Write the content, byte for byte, to the new file FILE, readable by you alone (- for standard output)')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'Read the passphrase from the first line of FILE (- for standard input)')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read the passphrase from the first line of the open file descriptor N')
            [CompletionResult]::new('-i', '-i', [CompletionResultType]::ParameterName, 'Open with the age or ssh-ed25519 identity in FILE; may be given several times')
            [CompletionResult]::new('--identity', '--identity', [CompletionResultType]::ParameterName, 'Open with the age or ssh-ed25519 identity in FILE; may be given several times')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colour `warning` and `error` on standard error')
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform''s data directory]')
            [CompletionResult]::new('--reveal', '--reveal', [CompletionResultType]::ParameterName, 'Show the secrets too, on standard output')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Write JSON to standard output, for programs')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors on standard error')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors on standard error')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail instead')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'akvault;install' {
            [CompletionResult]::new('--external', '--external', [CompletionResultType]::ParameterName, 'Instead of a bundle: let the profile ask the vault for the key that it keeps as NAME')
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The clients, separated by commas; `--client help` lists them')
            [CompletionResult]::new('--client', '--client', [CompletionResultType]::ParameterName, 'The clients, separated by commas; `--client help` lists them')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this file instead of the client''s own, or this directory if it has several files; with several clients, CLIENT=PATH for each')
            [CompletionResult]::new('--client-env', '--client-env', [CompletionResultType]::ParameterName, 'The names of variables in environment files [install: sdk, uninstall: all]')
            [CompletionResult]::new('--owner', '--owner', [CompletionResultType]::ParameterName, 'As root: write for this user, into files and directories of theirs')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The profile to install under [default: what the bundle says, else `default`]')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'The region of the profile [default: what the bundle says]')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'Read the passphrase from the first line of FILE (- for standard input)')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read the passphrase from the first line of the open file descriptor N')
            [CompletionResult]::new('-i', '-i', [CompletionResultType]::ParameterName, 'Open with the age or ssh-ed25519 identity in FILE; may be given several times')
            [CompletionResult]::new('--identity', '--identity', [CompletionResultType]::ParameterName, 'Open with the age or ssh-ed25519 identity in FILE; may be given several times')
            [CompletionResult]::new('--expect', '--expect', [CompletionResultType]::ParameterName, 'Go on only if this is the bundle''s id, short or long, as it came by the second channel')
            [CompletionResult]::new('--host', '--host', [CompletionResultType]::ParameterName, 'The name of this machine in the receipt [default: its host name]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colour `warning` and `error` on standard error')
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform''s data directory]')
            [CompletionResult]::new('--follow', '--follow', [CompletionResultType]::ParameterName, 'Accept config files and directories behind symbolic links of yours')
            [CompletionResult]::new('--replace', '--replace', [CompletionResultType]::ParameterName, 'Replace another AccessKey that stands under the profile')
            [CompletionResult]::new('--keep', '--keep', [CompletionResultType]::ParameterName, 'Keep the key in this machine''s vault too, sealed')
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'Install although the bundle has expired, or is older than what is installed')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Install although the bundle has expired, or is older than what is installed')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Show, masked, what would change, but change nothing')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show, masked, what would change, but change nothing')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Write JSON to standard output, for programs')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors on standard error')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors on standard error')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail instead')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'akvault;uninstall' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'The clients, separated by commas; `--client help` lists them')
            [CompletionResult]::new('--client', '--client', [CompletionResultType]::ParameterName, 'The clients, separated by commas; `--client help` lists them')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Use this file instead of the client''s own, or this directory if it has several files; with several clients, CLIENT=PATH for each')
            [CompletionResult]::new('--client-env', '--client-env', [CompletionResultType]::ParameterName, 'The names of variables in environment files [install: sdk, uninstall: all]')
            [CompletionResult]::new('--owner', '--owner', [CompletionResultType]::ParameterName, 'As root: write for this user, into files and directories of theirs')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The profile; clients without profiles need none')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colour `warning` and `error` on standard error')
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform''s data directory]')
            [CompletionResult]::new('--follow', '--follow', [CompletionResultType]::ParameterName, 'Accept config files and directories behind symbolic links of yours')
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'Take out a key that the ledger does not know, too')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Take out a key that the ledger does not know, too')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Show what would change, but change nothing')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Show what would change, but change nothing')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Write JSON to standard output, for programs')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors on standard error')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors on standard error')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail instead')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'akvault;receipt' {
            [CompletionResult]::new('--host', '--host', [CompletionResultType]::ParameterName, 'The machine, as in the line that was sent back')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colour `warning` and `error` on standard error')
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform''s data directory]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Write JSON to standard output, for programs')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors on standard error')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors on standard error')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail instead')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'akvault;which' {
            [CompletionResult]::new('-c', '-c', [CompletionResultType]::ParameterName, 'Only the readers of these clients'' files, separated by commas; `--client help` lists the clients')
            [CompletionResult]::new('--client', '--client', [CompletionResultType]::ParameterName, 'Only the readers of these clients'' files, separated by commas; `--client help` lists the clients')
            [CompletionResult]::new('--reader', '--reader', [CompletionResultType]::ParameterName, 'Only these readers, separated by commas')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Look as if the readers were told to use this profile')
            [CompletionResult]::new('--config', '--config', [CompletionResultType]::ParameterName, 'Look as if the readers were told to use this file, or the files in this directory; CLIENT=PATH, or PATH alone for a single client')
            [CompletionResult]::new('--owner', '--owner', [CompletionResultType]::ParameterName, 'As root: look into this user''s files')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colour `warning` and `error` on standard error')
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform''s data directory]')
            [CompletionResult]::new('--follow', '--follow', [CompletionResultType]::ParameterName, 'Look behind symbolic links of the user''s')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Write JSON to standard output, for programs')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors on standard error')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors on standard error')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail instead')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'akvault;check' {
            [CompletionResult]::new('--depth', '--depth', [CompletionResultType]::ParameterName, 'How many levels of the home directory are looked through; 1 is the directory alone')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colour `warning` and `error` on standard error')
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform''s data directory]')
            [CompletionResult]::new('--fix', '--fix', [CompletionResultType]::ParameterName, 'Mend what can be mended safely, after asking: modes and access control lists of your own config files, secrets that SDKs wrote back, and what killed runs of akvault left')
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'With --fix: do not ask')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'With --fix: do not ask')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'With --fix: only say what would be mended')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'With --fix: only say what would be mended')
            [CompletionResult]::new('--nagios', '--nagios', [CompletionResultType]::ParameterName, 'One line for a monitoring system, with its exit codes: 0 ok, 1 warning, 2 critical, 3 unknown')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Write JSON to standard output, for programs')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors on standard error')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors on standard error')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail instead')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'akvault;init' {
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'Use the passphrase in the first line of FILE (- for standard input)')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Use the passphrase in the first line of the open file descriptor N')
            [CompletionResult]::new('--passphrase-out', '--passphrase-out', [CompletionResultType]::ParameterName, 'Make a passphrase of twelve words, and write it into the new file FILE, outside the vault')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'Seal secrets to this age or ssh-ed25519 public key; may be given several times')
            [CompletionResult]::new('--recipient', '--recipient', [CompletionResultType]::ParameterName, 'Seal secrets to this age or ssh-ed25519 public key; may be given several times')
            [CompletionResult]::new('-i', '-i', [CompletionResultType]::ParameterName, 'Seal secrets to the public key of the age or ssh-ed25519 identity in FILE; may be given several times')
            [CompletionResult]::new('--identity', '--identity', [CompletionResultType]::ParameterName, 'Seal secrets to the public key of the age or ssh-ed25519 identity in FILE; may be given several times')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colour `warning` and `error` on standard error')
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform''s data directory]')
            [CompletionResult]::new('--generate', '--generate', [CompletionResultType]::ParameterName, 'Make a passphrase of twelve words, and show it once')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Write JSON to standard output, for programs')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors on standard error')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors on standard error')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail instead')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'akvault;add' {
            [CompletionResult]::new('--id', '--id', [CompletionResultType]::ParameterName, 'Which key, when FILE holds several: its whole AccessKey ID')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'Read FILE as this format instead of detecting it')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The profile to install the key under')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'The region of that profile')
            [CompletionResult]::new('--created', '--created', [CompletionResultType]::ParameterName, 'When the key was created (UTC) [default: what FILE says, else what the ledger knows, else today]')
            [CompletionResult]::new('--rotate-every', '--rotate-every', [CompletionResultType]::ParameterName, 'Replace the key after so long [default: what the ledger knows, else 90d]')
            [CompletionResult]::new('--supersedes', '--supersedes', [CompletionResultType]::ParameterName, 'The AccessKey ID that this key replaces')
            [CompletionResult]::new('--for', '--for', [CompletionResultType]::ParameterName, 'The one person or application that the key is for')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colour `warning` and `error` on standard error')
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform''s data directory]')
            [CompletionResult]::new('--remove-source', '--remove-source', [CompletionResultType]::ParameterName, 'Delete FILE once the key is on the disk and was read back')
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'Go on although the key is another holder''s already: one AccessKey is for one person or application')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Go on although the key is another holder''s already: one AccessKey is for one person or application')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Check the source and the options and say what would be kept, but write nothing')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Check the source and the options and say what would be kept, but write nothing')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Write JSON to standard output, for programs')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors on standard error')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors on standard error')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail instead')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'akvault;list' {
            [CompletionResult]::new('--for', '--for', [CompletionResultType]::ParameterName, 'Only those of this holder')
            [CompletionResult]::new('--state', '--state', [CompletionResultType]::ParameterName, 'Only those in this state')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colour `warning` and `error` on standard error')
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform''s data directory]')
            [CompletionResult]::new('-w', '-w', [CompletionResultType]::ParameterName, 'Show more of each: kind, profile, region, user, bundles, and whether the vault keeps the secret')
            [CompletionResult]::new('--wide', '--wide', [CompletionResultType]::ParameterName, 'Show more of each: kind, profile, region, user, bundles, and whether the vault keeps the secret')
            [CompletionResult]::new('--due', '--due', [CompletionResultType]::ParameterName, 'Only those that are overdue or due soon')
            [CompletionResult]::new('--kept', '--kept', [CompletionResultType]::ParameterName, 'Only those whose secret the vault keeps')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Write JSON to standard output, for programs')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors on standard error')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors on standard error')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail instead')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'akvault;show' {
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'Read the passphrase from the first line of FILE (- for standard input)')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read the passphrase from the first line of the open file descriptor N')
            [CompletionResult]::new('-i', '-i', [CompletionResultType]::ParameterName, 'Open with the age or ssh-ed25519 identity in FILE; may be given several times')
            [CompletionResult]::new('--identity', '--identity', [CompletionResultType]::ParameterName, 'Open with the age or ssh-ed25519 identity in FILE; may be given several times')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colour `warning` and `error` on standard error')
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform''s data directory]')
            [CompletionResult]::new('--reveal', '--reveal', [CompletionResultType]::ParameterName, 'Show the secret too, once somebody at the terminal has agreed; it is noted in the history')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Write JSON to standard output, for programs')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors on standard error')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors on standard error')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail instead')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'akvault;edit' {
            [CompletionResult]::new('--for', '--for', [CompletionResultType]::ParameterName, 'The one person or application that the key is for')
            [CompletionResult]::new('--created', '--created', [CompletionResultType]::ParameterName, 'When the key was created (UTC)')
            [CompletionResult]::new('--rotate-every', '--rotate-every', [CompletionResultType]::ParameterName, 'Replace the key so long after it was created')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The profile to install the key under')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'The region of that profile')
            [CompletionResult]::new('--supersedes', '--supersedes', [CompletionResultType]::ParameterName, 'The AccessKey ID that this key replaces')
            [CompletionResult]::new('--account', '--account', [CompletionResultType]::ParameterName, 'The cloud account')
            [CompletionResult]::new('--user', '--user', [CompletionResultType]::ParameterName, 'The RAM user')
            [CompletionResult]::new('--clear', '--clear', [CompletionResultType]::ParameterName, 'Forget what is said there')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colour `warning` and `error` on standard error')
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform''s data directory]')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Only say what would change')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Only say what would change')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Write JSON to standard output, for programs')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors on standard error')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors on standard error')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail instead')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'akvault;rename' {
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'Read the passphrase from the first line of FILE (- for standard input)')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read the passphrase from the first line of the open file descriptor N')
            [CompletionResult]::new('-i', '-i', [CompletionResultType]::ParameterName, 'Open with the age or ssh-ed25519 identity in FILE; may be given several times')
            [CompletionResult]::new('--identity', '--identity', [CompletionResultType]::ParameterName, 'Open with the age or ssh-ed25519 identity in FILE; may be given several times')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colour `warning` and `error` on standard error')
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform''s data directory]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Write JSON to standard output, for programs')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors on standard error')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors on standard error')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail instead')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'akvault;remove' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colour `warning` and `error` on standard error')
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform''s data directory]')
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'Do not ask')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Do not ask')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Only say what would be removed')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Only say what would be removed')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Write JSON to standard output, for programs')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors on standard error')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors on standard error')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail instead')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'akvault;verify' {
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'Read the passphrase from the first line of FILE (- for standard input)')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read the passphrase from the first line of the open file descriptor N')
            [CompletionResult]::new('-i', '-i', [CompletionResultType]::ParameterName, 'Open with the age or ssh-ed25519 identity in FILE; may be given several times')
            [CompletionResult]::new('--identity', '--identity', [CompletionResultType]::ParameterName, 'Open with the age or ssh-ed25519 identity in FILE; may be given several times')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colour `warning` and `error` on standard error')
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform''s data directory]')
            [CompletionResult]::new('--secrets', '--secrets', [CompletionResultType]::ParameterName, 'Open every secret too; a passphrase or an identity that is given means the same')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Write JSON to standard output, for programs')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors on standard error')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors on standard error')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail instead')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'akvault;exec' {
            [CompletionResult]::new('--client-env', '--client-env', [CompletionResultType]::ParameterName, 'The names of the variables')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'Read the passphrase from the first line of FILE (- for standard input)')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read the passphrase from the first line of the open file descriptor N')
            [CompletionResult]::new('-i', '-i', [CompletionResultType]::ParameterName, 'Open with the age or ssh-ed25519 identity in FILE; may be given several times')
            [CompletionResult]::new('--identity', '--identity', [CompletionResultType]::ParameterName, 'Open with the age or ssh-ed25519 identity in FILE; may be given several times')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colour `warning` and `error` on standard error')
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform''s data directory]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Write JSON to standard output, for programs')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors on standard error')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors on standard error')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail instead')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'akvault;credential-process' {
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'Read the passphrase from the first line of FILE (- for standard input)')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read the passphrase from the first line of the open file descriptor N')
            [CompletionResult]::new('-i', '-i', [CompletionResultType]::ParameterName, 'Open with the age or ssh-ed25519 identity in FILE; may be given several times')
            [CompletionResult]::new('--identity', '--identity', [CompletionResultType]::ParameterName, 'Open with the age or ssh-ed25519 identity in FILE; may be given several times')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colour `warning` and `error` on standard error')
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform''s data directory]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Write JSON to standard output, for programs')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors on standard error')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors on standard error')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail instead')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'akvault;unlock' {
            [CompletionResult]::new('--for', '--for', [CompletionResultType]::ParameterName, 'For so long: seconds, minutes or hours, such as 90s, 15m or 8h, at most 24h')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'Read the passphrase from the first line of FILE (- for standard input)')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read the passphrase from the first line of the open file descriptor N')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colour `warning` and `error` on standard error')
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform''s data directory]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Write JSON to standard output, for programs')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors on standard error')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors on standard error')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail instead')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'akvault;lock' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colour `warning` and `error` on standard error')
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform''s data directory]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Write JSON to standard output, for programs')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors on standard error')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors on standard error')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail instead')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'akvault;passwd' {
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'Read the old passphrase from the first line of FILE (- for standard input)')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read the old passphrase from the first line of the open file descriptor N')
            [CompletionResult]::new('--new-passphrase-file', '--new-passphrase-file', [CompletionResultType]::ParameterName, 'Read the new passphrase from the first line of FILE (- for standard input)')
            [CompletionResult]::new('--new-passphrase-fd', '--new-passphrase-fd', [CompletionResultType]::ParameterName, 'Read the new passphrase from the first line of the open file descriptor N')
            [CompletionResult]::new('--passphrase-out', '--passphrase-out', [CompletionResultType]::ParameterName, 'Make a passphrase of twelve words, and write it into the new file FILE, outside the vault')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colour `warning` and `error` on standard error')
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform''s data directory]')
            [CompletionResult]::new('--generate', '--generate', [CompletionResultType]::ParameterName, 'Make a passphrase of twelve words, and show it once')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Write JSON to standard output, for programs')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors on standard error')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors on standard error')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail instead')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'akvault;rekey' {
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'Read the passphrase from the first line of FILE (- for standard input)')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'Read the passphrase from the first line of the open file descriptor N')
            [CompletionResult]::new('-i', '-i', [CompletionResultType]::ParameterName, 'Open with the age or ssh-ed25519 identity in FILE; may be given several times')
            [CompletionResult]::new('--identity', '--identity', [CompletionResultType]::ParameterName, 'Open with the age or ssh-ed25519 identity in FILE; may be given several times')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colour `warning` and `error` on standard error')
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform''s data directory]')
            [CompletionResult]::new('--new-identity', '--new-identity', [CompletionResultType]::ParameterName, 'Make a new identity for the vault first, under the same passphrase')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Write JSON to standard output, for programs')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors on standard error')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors on standard error')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail instead')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'akvault;completions' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colour `warning` and `error` on standard error')
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform''s data directory]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Write JSON to standard output, for programs')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors on standard error')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors on standard error')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail instead')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'akvault;man' {
            [CompletionResult]::new('--out', '--out', [CompletionResultType]::ParameterName, 'Write akvault.1, one page a verb and akvault-vault.7 into DIR')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colour `warning` and `error` on standard error')
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform''s data directory]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Write JSON to standard output, for programs')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors on standard error')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors on standard error')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail instead')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'akvault;help' {
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colour `warning` and `error` on standard error')
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform''s data directory]')
            [CompletionResult]::new('--json', '--json', [CompletionResultType]::ParameterName, 'Write JSON to standard output, for programs')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Say nothing but errors on standard error')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Say nothing but errors on standard error')
            [CompletionResult]::new('--no-input', '--no-input', [CompletionResultType]::ParameterName, 'Never ask: fail instead')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
    })

    $completions.Where{ $_.CompletionText -like "$wordToComplete*" } |
        Sort-Object -Property ListItemText
}

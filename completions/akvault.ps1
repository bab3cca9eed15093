
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
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Check this machine: who can get at its AccessKeys, which are old, and which should not be there')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the AccessKeys in the ledger: who has them, and when they must be replaced')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show what the ledger knows of one AccessKey')
            [CompletionResult]::new('which', 'which', [CompletionResultType]::ParameterValue, 'Show where programs look for AccessKeys, in their order, and which key wins')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Remove a record from the ledger')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Print the completion script of a shell')
            [CompletionResult]::new('man', 'man', [CompletionResultType]::ParameterValue, 'Print the manual page, or write all pages into a directory')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Explain a verb, or one of: exit-codes, formats, clients')
            break
        }
        'akvault;seal' {
            [CompletionResult]::new('--for', '--for', [CompletionResultType]::ParameterName, 'The one person or application that the key is for')
            [CompletionResult]::new('--name', '--name', [CompletionResultType]::ParameterName, 'Call the record in the ledger NAME [default: made from the holder]')
            [CompletionResult]::new('--id', '--id', [CompletionResultType]::ParameterName, 'Which key, when FILE holds several: its whole AccessKey ID')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'Read FILE as this format instead of detecting it')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Put the bundle into the directory DIR or the new file FILE.age (- for standard output)')
            [CompletionResult]::new('--out', '--out', [CompletionResultType]::ParameterName, 'Put the bundle into the directory DIR or the new file FILE.age (- for standard output)')
            [CompletionResult]::new('--passphrase-out', '--passphrase-out', [CompletionResultType]::ParameterName, 'Put the text for the second channel into the new file FILE, in another directory than the bundle')
            [CompletionResult]::new('--passphrase-file', '--passphrase-file', [CompletionResultType]::ParameterName, 'Seal under the passphrase in the first line of FILE instead of a generated one (- for standard input)')
            [CompletionResult]::new('--passphrase-fd', '--passphrase-fd', [CompletionResultType]::ParameterName, 'As --passphrase-file, from the open file descriptor N')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'Seal to this age or ssh-ed25519 public key instead of a passphrase; may be given several times')
            [CompletionResult]::new('--recipient', '--recipient', [CompletionResultType]::ParameterName, 'Seal to this age or ssh-ed25519 public key instead of a passphrase; may be given several times')
            [CompletionResult]::new('-R', '-R ', [CompletionResultType]::ParameterName, 'Seal to the public keys in FILE; may be given several times')
            [CompletionResult]::new('--recipients-file', '--recipients-file', [CompletionResultType]::ParameterName, 'Seal to the public keys in FILE; may be given several times')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The profile to install the key under')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'The region of that profile')
            [CompletionResult]::new('--created', '--created', [CompletionResultType]::ParameterName, 'When the key was created (UTC) [default: what FILE says, else today]')
            [CompletionResult]::new('--rotate-every', '--rotate-every', [CompletionResultType]::ParameterName, 'Replace the key after so long')
            [CompletionResult]::new('--install-before', '--install-before', [CompletionResultType]::ParameterName, 'Install the bundle within so long, or until this day')
            [CompletionResult]::new('--supersedes', '--supersedes', [CompletionResultType]::ParameterName, 'The AccessKey ID that this key replaces')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colour `warning` and `error` on standard error')
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform''s data directory]')
            [CompletionResult]::new('--remove-source', '--remove-source', [CompletionResultType]::ParameterName, 'Delete FILE once the bundle is on the disk and was read back')
            [CompletionResult]::new('--as-is', '--as-is', [CompletionResultType]::ParameterName, 'Seal FILE byte for byte, whatever it is; `open -o` restores it')
            [CompletionResult]::new('--binary', '--binary', [CompletionResultType]::ParameterName, 'Write the bundle as bytes instead of text that mail programs leave alone')
            [CompletionResult]::new('--qr', '--qr', [CompletionResultType]::ParameterName, 'Show the second channel''s text as a QR code too, which a phone turns into a message')
            [CompletionResult]::new('--follow', '--follow', [CompletionResultType]::ParameterName, 'Accept directories behind symbolic links of yours')
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'Seal for a second holder although one AccessKey is for one person or application')
            [CompletionResult]::new('--force', '--force', [CompletionResultType]::ParameterName, 'Seal for a second holder although one AccessKey is for one person or application')
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
        'akvault;check' {
            [CompletionResult]::new('--depth', '--depth', [CompletionResultType]::ParameterName, 'How many levels of the home directory are looked through; 1 is the directory alone')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'Colour `warning` and `error` on standard error')
            [CompletionResult]::new('--home', '--home', [CompletionResultType]::ParameterName, 'Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform''s data directory]')
            [CompletionResult]::new('--fix', '--fix', [CompletionResultType]::ParameterName, 'Mend what can be mended safely, after asking: modes and access control lists of your own config files, and secrets that SDKs wrote back')
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
        'akvault;list' {
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
        'akvault;show' {
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
            [CompletionResult]::new('--out', '--out', [CompletionResultType]::ParameterName, 'Write akvault.1 and one page a verb into DIR')
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

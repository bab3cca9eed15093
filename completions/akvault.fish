# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_akvault_global_optspecs
    string join \n json q/quiet no-input color= home= h/help V/version
end

function __fish_akvault_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_akvault_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_akvault_using_subcommand
    set -l cmd (__fish_akvault_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c akvault -n "__fish_akvault_needs_command" -l color -d 'Colour `warning` and `error` on standard error' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or `TERM` is `dumb`'
always\t'Always'
never\t'Never'"
complete -c akvault -n "__fish_akvault_needs_command" -l home -d 'Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform\'s data directory]' -r -F
complete -c akvault -n "__fish_akvault_needs_command" -l json -d 'Write JSON to standard output, for programs'
complete -c akvault -n "__fish_akvault_needs_command" -s q -l quiet -d 'Say nothing but errors on standard error'
complete -c akvault -n "__fish_akvault_needs_command" -l no-input -d 'Never ask: fail instead'
complete -c akvault -n "__fish_akvault_needs_command" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c akvault -n "__fish_akvault_needs_command" -s V -l version -d 'Print version'
complete -c akvault -n "__fish_akvault_needs_command" -f -a "seal" -d 'Seal an AccessKey into a bundle for one channel and a passphrase for another'
complete -c akvault -n "__fish_akvault_needs_command" -f -a "inspect" -d 'Show what a bundle is, without opening it'
complete -c akvault -n "__fish_akvault_needs_command" -f -a "open" -d 'Open a bundle, or any age file, and show what it holds without its secrets'
complete -c akvault -n "__fish_akvault_needs_command" -f -a "install" -d 'Install the AccessKey of a bundle into the config files of its clients'
complete -c akvault -n "__fish_akvault_needs_command" -f -a "uninstall" -d 'Take a profile out of the config files of its clients again'
complete -c akvault -n "__fish_akvault_needs_command" -f -a "receipt" -d 'Confirm a delivery with the receipt that the installer sent back'
complete -c akvault -n "__fish_akvault_needs_command" -f -a "rotate" -d 'Replace an AccessKey step by step: show the next step, and note what is done'
complete -c akvault -n "__fish_akvault_needs_command" -f -a "import" -d 'Compare what the cloud tells of its users and keys with the ledger'
complete -c akvault -n "__fish_akvault_needs_command" -f -a "who" -d 'Show all that one person could have opened, and what to do about each'
complete -c akvault -n "__fish_akvault_needs_command" -f -a "audit-log" -d 'Show what happened to the AccessKeys in the ledger, in the order of time'
complete -c akvault -n "__fish_akvault_needs_command" -f -a "status" -d 'Show what is due: each key, where it is, its age, its deadline and the next step'
complete -c akvault -n "__fish_akvault_needs_command" -f -a "schedule" -d 'Print a timer that runs `akvault status` every morning, for systemd, cron or launchd'
complete -c akvault -n "__fish_akvault_needs_command" -f -a "which" -d 'Show where programs look for AccessKeys, in their order, and which key wins'
complete -c akvault -n "__fish_akvault_needs_command" -f -a "check" -d 'Check this machine: who can get at its AccessKeys, which are old, and which should not be there'
complete -c akvault -n "__fish_akvault_needs_command" -f -a "init" -d 'Make a vault, which keeps secrets sealed on this machine'
complete -c akvault -n "__fish_akvault_needs_command" -f -a "add" -d 'Keep an AccessKey in the vault, sealed'
complete -c akvault -n "__fish_akvault_needs_command" -f -a "list" -d 'List the AccessKeys in the ledger: who has them, and when they must be replaced'
complete -c akvault -n "__fish_akvault_needs_command" -f -a "show" -d 'Show what the ledger knows of one AccessKey'
complete -c akvault -n "__fish_akvault_needs_command" -f -a "edit" -d 'Change what the ledger says of an AccessKey'
complete -c akvault -n "__fish_akvault_needs_command" -f -a "rename" -d 'Give a record another name'
complete -c akvault -n "__fish_akvault_needs_command" -f -a "remove" -d 'Remove a record from the ledger'
complete -c akvault -n "__fish_akvault_needs_command" -f -a "verify" -d 'Check all records, and with --secrets all secrets that are kept'
complete -c akvault -n "__fish_akvault_needs_command" -f -a "exec" -d 'Run a program with a key from the vault in its environment'
complete -c akvault -n "__fish_akvault_needs_command" -f -a "credential-process" -d 'Print a key from the vault as JSON, for programs that ask a process for their credentials'
complete -c akvault -n "__fish_akvault_needs_command" -f -a "unlock" -d 'Keep the vault unlocked for a while, in the kernel\'s keyring (Linux)'
complete -c akvault -n "__fish_akvault_needs_command" -f -a "lock" -d 'Lock the vault again, before its time is up'
complete -c akvault -n "__fish_akvault_needs_command" -f -a "passwd" -d 'Change the passphrase of the vault'
complete -c akvault -n "__fish_akvault_needs_command" -f -a "rekey" -d 'Seal all secrets anew, to the public keys in recipients.txt'
complete -c akvault -n "__fish_akvault_needs_command" -f -a "mfa" -d 'Keep the seeds of virtual MFA devices, and make their codes'
complete -c akvault -n "__fish_akvault_needs_command" -f -a "password" -d 'Make and check console passwords, and know when they must be changed'
complete -c akvault -n "__fish_akvault_needs_command" -f -a "completions" -d 'Print the completion script of a shell'
complete -c akvault -n "__fish_akvault_needs_command" -f -a "man" -d 'Print the manual page, or write all pages into a directory'
complete -c akvault -n "__fish_akvault_needs_command" -f -a "help" -d 'Explain a verb, or one of: exit-codes, formats, clients'
complete -c akvault -n "__fish_akvault_using_subcommand seal" -l id -d 'Which key, when FILE holds several: its whole AccessKey ID' -r
complete -c akvault -n "__fish_akvault_using_subcommand seal" -l format -d 'Read FILE as this format instead of detecting it' -r -f -a "csv\t''
create-access-key\t''
terraform\t''
aliyun\t''
ini\t''
env\t''"
complete -c akvault -n "__fish_akvault_using_subcommand seal" -l profile -d 'The profile to install the key under' -r
complete -c akvault -n "__fish_akvault_using_subcommand seal" -l region -d 'The region of that profile' -r
complete -c akvault -n "__fish_akvault_using_subcommand seal" -l created -d 'When the key was created (UTC) [default: what FILE says, else what the ledger knows, else today]' -r
complete -c akvault -n "__fish_akvault_using_subcommand seal" -l rotate-every -d 'Replace the key after so long [default: what the ledger knows, else 90d]' -r
complete -c akvault -n "__fish_akvault_using_subcommand seal" -l supersedes -d 'The AccessKey ID that this key replaces' -r
complete -c akvault -n "__fish_akvault_using_subcommand seal" -l from-vault -d 'Seal the key that the vault keeps as NAME' -r
complete -c akvault -n "__fish_akvault_using_subcommand seal" -l from-mfa -d 'Seal the seed of the MFA device that the vault keeps as NAME, in a bundle of its own' -r
complete -c akvault -n "__fish_akvault_using_subcommand seal" -l vault-passphrase-file -d 'Unlock the vault by the passphrase in the first line of FILE (- for standard input)' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand seal" -l vault-passphrase-fd -d 'Unlock the vault by the passphrase in the first line of the open file descriptor N' -r
complete -c akvault -n "__fish_akvault_using_subcommand seal" -s i -l identity -d 'Unlock the vault by the age or ssh-ed25519 identity in FILE; may be given several times' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand seal" -l for -d 'The one person or application that the key is for [default with --from-vault: whose it is there]' -r
complete -c akvault -n "__fish_akvault_using_subcommand seal" -l roster -d 'Seal a key for each row of the CSV in FILE (- for standard input): columns holder, source (a file) or id (of a key that the vault keeps), user, profile, region, recipient, phone, supersedes' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand seal" -l name -d 'Call the record in the ledger NAME [default: made from the holder]' -r
complete -c akvault -n "__fish_akvault_using_subcommand seal" -s o -l out -d 'Put the bundle into the directory DIR or the new file FILE.age (- for standard output)' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand seal" -l passphrase-out -d 'Put the text for the second channel into the new file FILE, in another directory than the bundle' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand seal" -l eml -d 'Write an unsent e-mail to the holder too, with the bundle attached: into the directory DIR or the new file FILE.eml' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand seal" -l passphrase-file -d 'Seal under the passphrase in the first line of FILE instead of a generated one (- for standard input)' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand seal" -l passphrase-fd -d 'As --passphrase-file, from the open file descriptor N' -r
complete -c akvault -n "__fish_akvault_using_subcommand seal" -s r -l recipient -d 'Seal to this age or ssh-ed25519 public key instead of a passphrase; may be given several times' -r
complete -c akvault -n "__fish_akvault_using_subcommand seal" -s R -l recipients-file -d 'Seal to the public keys in FILE; may be given several times' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand seal" -l install-before -d 'Install the bundle within so long, or until this day' -r
complete -c akvault -n "__fish_akvault_using_subcommand seal" -l color -d 'Colour `warning` and `error` on standard error' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or `TERM` is `dumb`'
always\t'Always'
never\t'Never'"
complete -c akvault -n "__fish_akvault_using_subcommand seal" -l home -d 'Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform\'s data directory]' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand seal" -l remove-source -d 'Delete FILE once the key is on the disk and was read back'
complete -c akvault -n "__fish_akvault_using_subcommand seal" -s f -l force -d 'Go on although the key is another holder\'s already: one AccessKey is for one person or application'
complete -c akvault -n "__fish_akvault_using_subcommand seal" -l as-is -d 'Seal FILE byte for byte, whatever it is; `open -o` restores it'
complete -c akvault -n "__fish_akvault_using_subcommand seal" -l binary -d 'Write the bundle as bytes instead of text that mail programs leave alone'
complete -c akvault -n "__fish_akvault_using_subcommand seal" -l qr -d 'Show the second channel\'s text as a QR code too, which a phone turns into a message'
complete -c akvault -n "__fish_akvault_using_subcommand seal" -l follow -d 'Accept directories behind symbolic links of yours'
complete -c akvault -n "__fish_akvault_using_subcommand seal" -s n -l dry-run -d 'Check the source and the options and say what would be sealed, but write nothing'
complete -c akvault -n "__fish_akvault_using_subcommand seal" -l json -d 'Write JSON to standard output, for programs'
complete -c akvault -n "__fish_akvault_using_subcommand seal" -s q -l quiet -d 'Say nothing but errors on standard error'
complete -c akvault -n "__fish_akvault_using_subcommand seal" -l no-input -d 'Never ask: fail instead'
complete -c akvault -n "__fish_akvault_using_subcommand seal" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c akvault -n "__fish_akvault_using_subcommand inspect" -l color -d 'Colour `warning` and `error` on standard error' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or `TERM` is `dumb`'
always\t'Always'
never\t'Never'"
complete -c akvault -n "__fish_akvault_using_subcommand inspect" -l home -d 'Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform\'s data directory]' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand inspect" -l json -d 'Write JSON to standard output, for programs'
complete -c akvault -n "__fish_akvault_using_subcommand inspect" -s q -l quiet -d 'Say nothing but errors on standard error'
complete -c akvault -n "__fish_akvault_using_subcommand inspect" -l no-input -d 'Never ask: fail instead'
complete -c akvault -n "__fish_akvault_using_subcommand inspect" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c akvault -n "__fish_akvault_using_subcommand open" -s o -l output -d 'Write the content, byte for byte, to the new file FILE, readable by you alone (- for standard output)' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand open" -l passphrase-file -d 'Read the passphrase from the first line of FILE (- for standard input)' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand open" -l passphrase-fd -d 'Read the passphrase from the first line of the open file descriptor N' -r
complete -c akvault -n "__fish_akvault_using_subcommand open" -s i -l identity -d 'Open with the age or ssh-ed25519 identity in FILE; may be given several times' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand open" -l color -d 'Colour `warning` and `error` on standard error' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or `TERM` is `dumb`'
always\t'Always'
never\t'Never'"
complete -c akvault -n "__fish_akvault_using_subcommand open" -l home -d 'Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform\'s data directory]' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand open" -l reveal -d 'Show the secrets too, on standard output'
complete -c akvault -n "__fish_akvault_using_subcommand open" -l json -d 'Write JSON to standard output, for programs'
complete -c akvault -n "__fish_akvault_using_subcommand open" -s q -l quiet -d 'Say nothing but errors on standard error'
complete -c akvault -n "__fish_akvault_using_subcommand open" -l no-input -d 'Never ask: fail instead'
complete -c akvault -n "__fish_akvault_using_subcommand open" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c akvault -n "__fish_akvault_using_subcommand install" -l external -d 'Instead of a bundle: let the profile ask the vault for the key that it keeps as NAME' -r
complete -c akvault -n "__fish_akvault_using_subcommand install" -l mfa -d 'Keep the seed of an MFA device, which the bundle holds, in this machine\'s vault as NAME' -r
complete -c akvault -n "__fish_akvault_using_subcommand install" -s c -l client -d 'The clients, separated by commas; `--client help` lists them' -r -f -a "aliyun\t'~/.aliyun/config.json: the aliyun CLI, SDKs, Terraform'
sdk\t'~/.alibabacloud/credentials{,.ini}: the SDKs in every language'
ossutil\t'~/.ossutilconfig: ossutil 1 and 2'
env\t'--config PATH: shells, containers, dotenv'
json\t'--config PATH: your programs, by JSON object'
toml\t'--config PATH: your programs, by TOML table'
aws\t'~/.aws/{credentials,config}: AWS tools, on OSS\'s S3 API'
rclone\t'~/.config/rclone/rclone.conf: rclone, a remote per profile'
lego\t'--config DIRECTORY: lego, Traefik, a file per value'
acme-sh\t'~/.acme.sh/account.conf: acme.sh\'s hook dns_ali'
aliyun-log\t'~/.aliyunlogcli: aliyunlog, the Log Service\'s CLI'
systemd\t'--config PATH: units, by file or NAME.cred'
terraform\t'~/.aliyun/config.json: Terraform and its OSS backend'"
complete -c akvault -n "__fish_akvault_using_subcommand install" -l config -d 'Use this file instead of the client\'s own, or this directory if it has several files; with several clients, CLIENT=PATH for each' -r
complete -c akvault -n "__fish_akvault_using_subcommand install" -l client-env -d 'The names of variables in environment files [install: sdk, uninstall: all]' -r -f -a "sdk\t''
terraform\t''
oss\t''
all\t''"
complete -c akvault -n "__fish_akvault_using_subcommand install" -l owner -d 'As root: write for this user, into files and directories of theirs' -r
complete -c akvault -n "__fish_akvault_using_subcommand install" -l profile -d 'The profile to install under [default: what the bundle says, else `default`]' -r
complete -c akvault -n "__fish_akvault_using_subcommand install" -l region -d 'The region of the profile [default: what the bundle says]' -r
complete -c akvault -n "__fish_akvault_using_subcommand install" -l passphrase-file -d 'Read the passphrase from the first line of FILE (- for standard input)' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand install" -l passphrase-fd -d 'Read the passphrase from the first line of the open file descriptor N' -r
complete -c akvault -n "__fish_akvault_using_subcommand install" -s i -l identity -d 'Open with the age or ssh-ed25519 identity in FILE; may be given several times' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand install" -l expect -d 'Go on only if this is the bundle\'s id, short or long, as it came by the second channel' -r
complete -c akvault -n "__fish_akvault_using_subcommand install" -l host -d 'The name of this machine in the receipt [default: its host name]' -r
complete -c akvault -n "__fish_akvault_using_subcommand install" -l color -d 'Colour `warning` and `error` on standard error' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or `TERM` is `dumb`'
always\t'Always'
never\t'Never'"
complete -c akvault -n "__fish_akvault_using_subcommand install" -l home -d 'Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform\'s data directory]' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand install" -l follow -d 'Accept config files and directories behind symbolic links of yours'
complete -c akvault -n "__fish_akvault_using_subcommand install" -l replace -d 'Replace another AccessKey that stands under the profile'
complete -c akvault -n "__fish_akvault_using_subcommand install" -l keep -d 'Keep the key in this machine\'s vault too, sealed'
complete -c akvault -n "__fish_akvault_using_subcommand install" -s f -l force -d 'Install although the bundle has expired, or is older than what is installed'
complete -c akvault -n "__fish_akvault_using_subcommand install" -s n -l dry-run -d 'Show, masked, what would change, but change nothing'
complete -c akvault -n "__fish_akvault_using_subcommand install" -l json -d 'Write JSON to standard output, for programs'
complete -c akvault -n "__fish_akvault_using_subcommand install" -s q -l quiet -d 'Say nothing but errors on standard error'
complete -c akvault -n "__fish_akvault_using_subcommand install" -l no-input -d 'Never ask: fail instead'
complete -c akvault -n "__fish_akvault_using_subcommand install" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c akvault -n "__fish_akvault_using_subcommand uninstall" -s c -l client -d 'The clients, separated by commas; `--client help` lists them' -r -f -a "aliyun\t'~/.aliyun/config.json: the aliyun CLI, SDKs, Terraform'
sdk\t'~/.alibabacloud/credentials{,.ini}: the SDKs in every language'
ossutil\t'~/.ossutilconfig: ossutil 1 and 2'
env\t'--config PATH: shells, containers, dotenv'
json\t'--config PATH: your programs, by JSON object'
toml\t'--config PATH: your programs, by TOML table'
aws\t'~/.aws/{credentials,config}: AWS tools, on OSS\'s S3 API'
rclone\t'~/.config/rclone/rclone.conf: rclone, a remote per profile'
lego\t'--config DIRECTORY: lego, Traefik, a file per value'
acme-sh\t'~/.acme.sh/account.conf: acme.sh\'s hook dns_ali'
aliyun-log\t'~/.aliyunlogcli: aliyunlog, the Log Service\'s CLI'
systemd\t'--config PATH: units, by file or NAME.cred'
terraform\t'~/.aliyun/config.json: Terraform and its OSS backend'"
complete -c akvault -n "__fish_akvault_using_subcommand uninstall" -l config -d 'Use this file instead of the client\'s own, or this directory if it has several files; with several clients, CLIENT=PATH for each' -r
complete -c akvault -n "__fish_akvault_using_subcommand uninstall" -l client-env -d 'The names of variables in environment files [install: sdk, uninstall: all]' -r -f -a "sdk\t''
terraform\t''
oss\t''
all\t''"
complete -c akvault -n "__fish_akvault_using_subcommand uninstall" -l owner -d 'As root: write for this user, into files and directories of theirs' -r
complete -c akvault -n "__fish_akvault_using_subcommand uninstall" -l profile -d 'The profile; clients without profiles need none' -r
complete -c akvault -n "__fish_akvault_using_subcommand uninstall" -l color -d 'Colour `warning` and `error` on standard error' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or `TERM` is `dumb`'
always\t'Always'
never\t'Never'"
complete -c akvault -n "__fish_akvault_using_subcommand uninstall" -l home -d 'Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform\'s data directory]' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand uninstall" -l follow -d 'Accept config files and directories behind symbolic links of yours'
complete -c akvault -n "__fish_akvault_using_subcommand uninstall" -s f -l force -d 'Take out a key that the ledger does not know, too'
complete -c akvault -n "__fish_akvault_using_subcommand uninstall" -s n -l dry-run -d 'Show what would change, but change nothing'
complete -c akvault -n "__fish_akvault_using_subcommand uninstall" -l json -d 'Write JSON to standard output, for programs'
complete -c akvault -n "__fish_akvault_using_subcommand uninstall" -s q -l quiet -d 'Say nothing but errors on standard error'
complete -c akvault -n "__fish_akvault_using_subcommand uninstall" -l no-input -d 'Never ask: fail instead'
complete -c akvault -n "__fish_akvault_using_subcommand uninstall" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c akvault -n "__fish_akvault_using_subcommand receipt" -l host -d 'The machine, as in the line that was sent back' -r
complete -c akvault -n "__fish_akvault_using_subcommand receipt" -l color -d 'Colour `warning` and `error` on standard error' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or `TERM` is `dumb`'
always\t'Always'
never\t'Never'"
complete -c akvault -n "__fish_akvault_using_subcommand receipt" -l home -d 'Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform\'s data directory]' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand receipt" -l json -d 'Write JSON to standard output, for programs'
complete -c akvault -n "__fish_akvault_using_subcommand receipt" -s q -l quiet -d 'Say nothing but errors on standard error'
complete -c akvault -n "__fish_akvault_using_subcommand receipt" -l no-input -d 'Never ask: fail instead'
complete -c akvault -n "__fish_akvault_using_subcommand receipt" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c akvault -n "__fish_akvault_using_subcommand rotate" -l done -d 'Note that this step is done' -r -f -a "issued\t'The successor is created in the cloud'
sealed\t'The successor is sealed for the holder'
installed\t'Every host that has the old key has the new one'
disabled\t'The old key is disabled in the cloud'
unused\t'The old key was disabled long enough, and nothing has used it'
deleted\t'The old key is deleted in the cloud'
enabled\t'The old key had to be enabled again'"
complete -c akvault -n "__fish_akvault_using_subcommand rotate" -l date -d 'When it was done (UTC) [default: today]' -r
complete -c akvault -n "__fish_akvault_using_subcommand rotate" -l wait -d 'How long the old key stays disabled before it may be deleted' -r
complete -c akvault -n "__fish_akvault_using_subcommand rotate" -l reason -d 'Why, for the history' -r
complete -c akvault -n "__fish_akvault_using_subcommand rotate" -l color -d 'Colour `warning` and `error` on standard error' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or `TERM` is `dumb`'
always\t'Always'
never\t'Never'"
complete -c akvault -n "__fish_akvault_using_subcommand rotate" -l home -d 'Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform\'s data directory]' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand rotate" -s f -l force -d 'Note it although a condition is missing'
complete -c akvault -n "__fish_akvault_using_subcommand rotate" -l abort -d 'Give the rotation up: the old key stays, and its successor becomes a key of its own'
complete -c akvault -n "__fish_akvault_using_subcommand rotate" -s n -l dry-run -d 'Only say what would be noted'
complete -c akvault -n "__fish_akvault_using_subcommand rotate" -l json -d 'Write JSON to standard output, for programs'
complete -c akvault -n "__fish_akvault_using_subcommand rotate" -s q -l quiet -d 'Say nothing but errors on standard error'
complete -c akvault -n "__fish_akvault_using_subcommand rotate" -l no-input -d 'Never ask: fail instead'
complete -c akvault -n "__fish_akvault_using_subcommand rotate" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c akvault -n "__fish_akvault_using_subcommand import" -l list-access-keys -d 'Read answers of ListAccessKeys from FILE (- for standard input)' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand import" -l last-used -d 'Read an answer of GetAccessKeyLastUsed from FILE (- for standard input); --id says of which key' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand import" -l user -d 'The RAM user whose keys were listed' -r
complete -c akvault -n "__fish_akvault_using_subcommand import" -l id -d 'The key whose last use was asked for: its whole AccessKey ID' -r
complete -c akvault -n "__fish_akvault_using_subcommand import" -l date -d 'When the cloud told this (UTC) [default: today]' -r
complete -c akvault -n "__fish_akvault_using_subcommand import" -l color -d 'Colour `warning` and `error` on standard error' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or `TERM` is `dumb`'
always\t'Always'
never\t'Never'"
complete -c akvault -n "__fish_akvault_using_subcommand import" -l home -d 'Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform\'s data directory]' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand import" -s n -l dry-run -d 'Only say what would change'
complete -c akvault -n "__fish_akvault_using_subcommand import" -l json -d 'Write JSON to standard output, for programs'
complete -c akvault -n "__fish_akvault_using_subcommand import" -s q -l quiet -d 'Say nothing but errors on standard error'
complete -c akvault -n "__fish_akvault_using_subcommand import" -l no-input -d 'Never ask: fail instead'
complete -c akvault -n "__fish_akvault_using_subcommand import" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c akvault -n "__fish_akvault_using_subcommand who" -l color -d 'Colour `warning` and `error` on standard error' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or `TERM` is `dumb`'
always\t'Always'
never\t'Never'"
complete -c akvault -n "__fish_akvault_using_subcommand who" -l home -d 'Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform\'s data directory]' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand who" -l json -d 'Write JSON to standard output, for programs'
complete -c akvault -n "__fish_akvault_using_subcommand who" -s q -l quiet -d 'Say nothing but errors on standard error'
complete -c akvault -n "__fish_akvault_using_subcommand who" -l no-input -d 'Never ask: fail instead'
complete -c akvault -n "__fish_akvault_using_subcommand who" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c akvault -n "__fish_akvault_using_subcommand audit-log" -l since -d 'Only what was noted on this day (UTC) or later' -r
complete -c akvault -n "__fish_akvault_using_subcommand audit-log" -l event -d 'Only events of this kind, such as sealed, receipt, revealed or disabled' -r
complete -c akvault -n "__fish_akvault_using_subcommand audit-log" -l holder -d 'Only of keys that are, or were sealed, for this person or application' -r
complete -c akvault -n "__fish_akvault_using_subcommand audit-log" -l color -d 'Colour `warning` and `error` on standard error' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or `TERM` is `dumb`'
always\t'Always'
never\t'Never'"
complete -c akvault -n "__fish_akvault_using_subcommand audit-log" -l home -d 'Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform\'s data directory]' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand audit-log" -l json -d 'Write JSON to standard output, for programs'
complete -c akvault -n "__fish_akvault_using_subcommand audit-log" -s q -l quiet -d 'Say nothing but errors on standard error'
complete -c akvault -n "__fish_akvault_using_subcommand audit-log" -l no-input -d 'Never ask: fail instead'
complete -c akvault -n "__fish_akvault_using_subcommand audit-log" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c akvault -n "__fish_akvault_using_subcommand status" -l due -d 'Only what is overdue or due within this time, such as 30d or 4w [default: all, and 14d counts as soon]' -r
complete -c akvault -n "__fish_akvault_using_subcommand status" -l holder -d 'Only those of this holder' -r
complete -c akvault -n "__fish_akvault_using_subcommand status" -l state -d 'Only those in this state' -r -f -a "kept\t''
sealed\t''
installed\t''
disabled\t''
deleted\t''"
complete -c akvault -n "__fish_akvault_using_subcommand status" -l prometheus -d 'Write metrics for Prometheus\' textfile collector, readable by everyone; `-` is standard output' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand status" -l ics -d 'Write the deadlines as a calendar with alarms, which an import updates; `-` is standard output' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand status" -l color -d 'Colour `warning` and `error` on standard error' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or `TERM` is `dumb`'
always\t'Always'
never\t'Never'"
complete -c akvault -n "__fish_akvault_using_subcommand status" -l home -d 'Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform\'s data directory]' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand status" -l csv -d 'Write a table for spreadsheets'
complete -c akvault -n "__fish_akvault_using_subcommand status" -l nagios -d 'One line for a monitoring system, with its exit codes: 0 ok, 1 due soon, 2 overdue, 3 unknown'
complete -c akvault -n "__fish_akvault_using_subcommand status" -l motd -d 'A few lines to greet whoever logs in; nothing when nothing is due'
complete -c akvault -n "__fish_akvault_using_subcommand status" -l json -d 'Write JSON to standard output, for programs'
complete -c akvault -n "__fish_akvault_using_subcommand status" -s q -l quiet -d 'Say nothing but errors on standard error'
complete -c akvault -n "__fish_akvault_using_subcommand status" -l no-input -d 'Never ask: fail instead'
complete -c akvault -n "__fish_akvault_using_subcommand status" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c akvault -n "__fish_akvault_using_subcommand schedule" -l at -d 'When, by the machine\'s clock' -r
complete -c akvault -n "__fish_akvault_using_subcommand schedule" -l due -d 'What counts as due soon' -r
complete -c akvault -n "__fish_akvault_using_subcommand schedule" -l prometheus -d 'Write the metrics into this file too, on every run' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand schedule" -l color -d 'Colour `warning` and `error` on standard error' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or `TERM` is `dumb`'
always\t'Always'
never\t'Never'"
complete -c akvault -n "__fish_akvault_using_subcommand schedule" -l home -d 'Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform\'s data directory]' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand schedule" -l systemd -d 'A service and a timer of the user\'s systemd'
complete -c akvault -n "__fish_akvault_using_subcommand schedule" -l cron -d 'A line for `crontab -e`'
complete -c akvault -n "__fish_akvault_using_subcommand schedule" -l launchd -d 'A property list for macOS'
complete -c akvault -n "__fish_akvault_using_subcommand schedule" -l json -d 'Write JSON to standard output, for programs'
complete -c akvault -n "__fish_akvault_using_subcommand schedule" -s q -l quiet -d 'Say nothing but errors on standard error'
complete -c akvault -n "__fish_akvault_using_subcommand schedule" -l no-input -d 'Never ask: fail instead'
complete -c akvault -n "__fish_akvault_using_subcommand schedule" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c akvault -n "__fish_akvault_using_subcommand which" -s c -l client -d 'Only the readers of these clients\' files, separated by commas; `--client help` lists the clients' -r -f -a "aliyun\t'~/.aliyun/config.json: the aliyun CLI, SDKs, Terraform'
sdk\t'~/.alibabacloud/credentials{,.ini}: the SDKs in every language'
ossutil\t'~/.ossutilconfig: ossutil 1 and 2'
env\t'--config PATH: shells, containers, dotenv'
json\t'--config PATH: your programs, by JSON object'
toml\t'--config PATH: your programs, by TOML table'
aws\t'~/.aws/{credentials,config}: AWS tools, on OSS\'s S3 API'
rclone\t'~/.config/rclone/rclone.conf: rclone, a remote per profile'
lego\t'--config DIRECTORY: lego, Traefik, a file per value'
acme-sh\t'~/.acme.sh/account.conf: acme.sh\'s hook dns_ali'
aliyun-log\t'~/.aliyunlogcli: aliyunlog, the Log Service\'s CLI'
systemd\t'--config PATH: units, by file or NAME.cred'
terraform\t'~/.aliyun/config.json: Terraform and its OSS backend'"
complete -c akvault -n "__fish_akvault_using_subcommand which" -l reader -d 'Only these readers, separated by commas' -r -f -a "python-sdk\t''
java-sdk\t''
csharp-sdk\t''
go-sdk\t''
node-sdk\t''
php-sdk\t''
go-sdk-v1\t''
python-sdk-core\t''
aliyun\t''
terraform\t''
packer\t''
ansible\t''
oss-sdk\t''
ossutil-v1\t''
ossutil-v2\t''
aws\t''
rclone\t''
lego\t''
acme-sh\t''
aliyun-log\t''"
complete -c akvault -n "__fish_akvault_using_subcommand which" -l profile -d 'Look as if the readers were told to use this profile' -r
complete -c akvault -n "__fish_akvault_using_subcommand which" -l config -d 'Look as if the readers were told to use this file, or the files in this directory; CLIENT=PATH, or PATH alone for a single client' -r
complete -c akvault -n "__fish_akvault_using_subcommand which" -l owner -d 'As root: look into this user\'s files' -r
complete -c akvault -n "__fish_akvault_using_subcommand which" -l color -d 'Colour `warning` and `error` on standard error' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or `TERM` is `dumb`'
always\t'Always'
never\t'Never'"
complete -c akvault -n "__fish_akvault_using_subcommand which" -l home -d 'Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform\'s data directory]' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand which" -l follow -d 'Look behind symbolic links of the user\'s'
complete -c akvault -n "__fish_akvault_using_subcommand which" -l json -d 'Write JSON to standard output, for programs'
complete -c akvault -n "__fish_akvault_using_subcommand which" -s q -l quiet -d 'Say nothing but errors on standard error'
complete -c akvault -n "__fish_akvault_using_subcommand which" -l no-input -d 'Never ask: fail instead'
complete -c akvault -n "__fish_akvault_using_subcommand which" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c akvault -n "__fish_akvault_using_subcommand check" -l depth -d 'How many levels of the home directory are looked through; 1 is the directory alone' -r
complete -c akvault -n "__fish_akvault_using_subcommand check" -l color -d 'Colour `warning` and `error` on standard error' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or `TERM` is `dumb`'
always\t'Always'
never\t'Never'"
complete -c akvault -n "__fish_akvault_using_subcommand check" -l home -d 'Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform\'s data directory]' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand check" -l fix -d 'Mend what can be mended safely, after asking: modes and access control lists of your own config files, secrets that SDKs wrote back, and what killed runs of akvault left'
complete -c akvault -n "__fish_akvault_using_subcommand check" -s f -l force -d 'With --fix: do not ask'
complete -c akvault -n "__fish_akvault_using_subcommand check" -s n -l dry-run -d 'With --fix: only say what would be mended'
complete -c akvault -n "__fish_akvault_using_subcommand check" -l nagios -d 'One line for a monitoring system, with its exit codes: 0 ok, 1 warning, 2 critical, 3 unknown'
complete -c akvault -n "__fish_akvault_using_subcommand check" -l json -d 'Write JSON to standard output, for programs'
complete -c akvault -n "__fish_akvault_using_subcommand check" -s q -l quiet -d 'Say nothing but errors on standard error'
complete -c akvault -n "__fish_akvault_using_subcommand check" -l no-input -d 'Never ask: fail instead'
complete -c akvault -n "__fish_akvault_using_subcommand check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c akvault -n "__fish_akvault_using_subcommand init" -l passphrase-file -d 'Use the passphrase in the first line of FILE (- for standard input)' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand init" -l passphrase-fd -d 'Use the passphrase in the first line of the open file descriptor N' -r
complete -c akvault -n "__fish_akvault_using_subcommand init" -l passphrase-out -d 'Make a passphrase of twelve words, and write it into the new file FILE, outside the vault' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand init" -s r -l recipient -d 'Seal secrets to this age or ssh-ed25519 public key; may be given several times' -r
complete -c akvault -n "__fish_akvault_using_subcommand init" -s i -l identity -d 'Seal secrets to the public key of the age or ssh-ed25519 identity in FILE; may be given several times' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand init" -l color -d 'Colour `warning` and `error` on standard error' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or `TERM` is `dumb`'
always\t'Always'
never\t'Never'"
complete -c akvault -n "__fish_akvault_using_subcommand init" -l home -d 'Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform\'s data directory]' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand init" -l generate -d 'Make a passphrase of twelve words, and show it once'
complete -c akvault -n "__fish_akvault_using_subcommand init" -l json -d 'Write JSON to standard output, for programs'
complete -c akvault -n "__fish_akvault_using_subcommand init" -s q -l quiet -d 'Say nothing but errors on standard error'
complete -c akvault -n "__fish_akvault_using_subcommand init" -l no-input -d 'Never ask: fail instead'
complete -c akvault -n "__fish_akvault_using_subcommand init" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c akvault -n "__fish_akvault_using_subcommand add" -l id -d 'Which key, when FILE holds several: its whole AccessKey ID' -r
complete -c akvault -n "__fish_akvault_using_subcommand add" -l format -d 'Read FILE as this format instead of detecting it' -r -f -a "csv\t''
create-access-key\t''
terraform\t''
aliyun\t''
ini\t''
env\t''"
complete -c akvault -n "__fish_akvault_using_subcommand add" -l profile -d 'The profile to install the key under' -r
complete -c akvault -n "__fish_akvault_using_subcommand add" -l region -d 'The region of that profile' -r
complete -c akvault -n "__fish_akvault_using_subcommand add" -l created -d 'When the key was created (UTC) [default: what FILE says, else what the ledger knows, else today]' -r
complete -c akvault -n "__fish_akvault_using_subcommand add" -l rotate-every -d 'Replace the key after so long [default: what the ledger knows, else 90d]' -r
complete -c akvault -n "__fish_akvault_using_subcommand add" -l supersedes -d 'The AccessKey ID that this key replaces' -r
complete -c akvault -n "__fish_akvault_using_subcommand add" -l for -d 'The one person or application that the key is for' -r
complete -c akvault -n "__fish_akvault_using_subcommand add" -l color -d 'Colour `warning` and `error` on standard error' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or `TERM` is `dumb`'
always\t'Always'
never\t'Never'"
complete -c akvault -n "__fish_akvault_using_subcommand add" -l home -d 'Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform\'s data directory]' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand add" -l remove-source -d 'Delete FILE once the key is on the disk and was read back'
complete -c akvault -n "__fish_akvault_using_subcommand add" -s f -l force -d 'Go on although the key is another holder\'s already: one AccessKey is for one person or application'
complete -c akvault -n "__fish_akvault_using_subcommand add" -s n -l dry-run -d 'Check the source and the options and say what would be kept, but write nothing'
complete -c akvault -n "__fish_akvault_using_subcommand add" -l json -d 'Write JSON to standard output, for programs'
complete -c akvault -n "__fish_akvault_using_subcommand add" -s q -l quiet -d 'Say nothing but errors on standard error'
complete -c akvault -n "__fish_akvault_using_subcommand add" -l no-input -d 'Never ask: fail instead'
complete -c akvault -n "__fish_akvault_using_subcommand add" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c akvault -n "__fish_akvault_using_subcommand list" -l for -d 'Only those of this holder' -r
complete -c akvault -n "__fish_akvault_using_subcommand list" -l state -d 'Only those in this state' -r -f -a "kept\t'It never left the vault'
sealed\t'It was sealed into a bundle'
installed\t'It is where it is used'
disabled\t'It is disabled in the cloud'
deleted\t'It is deleted in the cloud'"
complete -c akvault -n "__fish_akvault_using_subcommand list" -l color -d 'Colour `warning` and `error` on standard error' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or `TERM` is `dumb`'
always\t'Always'
never\t'Never'"
complete -c akvault -n "__fish_akvault_using_subcommand list" -l home -d 'Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform\'s data directory]' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand list" -s w -l wide -d 'Show more of each: kind, profile, region, user, bundles, and whether the vault keeps the secret'
complete -c akvault -n "__fish_akvault_using_subcommand list" -l due -d 'Only those that are overdue or due soon'
complete -c akvault -n "__fish_akvault_using_subcommand list" -l kept -d 'Only those whose secret the vault keeps'
complete -c akvault -n "__fish_akvault_using_subcommand list" -l json -d 'Write JSON to standard output, for programs'
complete -c akvault -n "__fish_akvault_using_subcommand list" -s q -l quiet -d 'Say nothing but errors on standard error'
complete -c akvault -n "__fish_akvault_using_subcommand list" -l no-input -d 'Never ask: fail instead'
complete -c akvault -n "__fish_akvault_using_subcommand list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c akvault -n "__fish_akvault_using_subcommand show" -l passphrase-file -d 'Read the passphrase from the first line of FILE (- for standard input)' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand show" -l passphrase-fd -d 'Read the passphrase from the first line of the open file descriptor N' -r
complete -c akvault -n "__fish_akvault_using_subcommand show" -s i -l identity -d 'Open with the age or ssh-ed25519 identity in FILE; may be given several times' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand show" -l color -d 'Colour `warning` and `error` on standard error' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or `TERM` is `dumb`'
always\t'Always'
never\t'Never'"
complete -c akvault -n "__fish_akvault_using_subcommand show" -l home -d 'Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform\'s data directory]' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand show" -l reveal -d 'Show the secret too, once somebody at the terminal has agreed; it is noted in the history'
complete -c akvault -n "__fish_akvault_using_subcommand show" -l json -d 'Write JSON to standard output, for programs'
complete -c akvault -n "__fish_akvault_using_subcommand show" -s q -l quiet -d 'Say nothing but errors on standard error'
complete -c akvault -n "__fish_akvault_using_subcommand show" -l no-input -d 'Never ask: fail instead'
complete -c akvault -n "__fish_akvault_using_subcommand show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c akvault -n "__fish_akvault_using_subcommand edit" -l for -d 'The one person or application that the key is for' -r
complete -c akvault -n "__fish_akvault_using_subcommand edit" -l created -d 'When the key was created (UTC)' -r
complete -c akvault -n "__fish_akvault_using_subcommand edit" -l rotate-every -d 'Replace the key so long after it was created' -r
complete -c akvault -n "__fish_akvault_using_subcommand edit" -l profile -d 'The profile to install the key under' -r
complete -c akvault -n "__fish_akvault_using_subcommand edit" -l region -d 'The region of that profile' -r
complete -c akvault -n "__fish_akvault_using_subcommand edit" -l supersedes -d 'The AccessKey ID that this key replaces' -r
complete -c akvault -n "__fish_akvault_using_subcommand edit" -l account -d 'The cloud account' -r
complete -c akvault -n "__fish_akvault_using_subcommand edit" -l user -d 'The RAM user' -r
complete -c akvault -n "__fish_akvault_using_subcommand edit" -l clear -d 'Forget what is said there' -r -f -a "profile\t'The profile'
region\t'The region'
supersedes\t'The key that it replaces'
account\t'The cloud account'
user\t'The RAM user'"
complete -c akvault -n "__fish_akvault_using_subcommand edit" -l color -d 'Colour `warning` and `error` on standard error' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or `TERM` is `dumb`'
always\t'Always'
never\t'Never'"
complete -c akvault -n "__fish_akvault_using_subcommand edit" -l home -d 'Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform\'s data directory]' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand edit" -s n -l dry-run -d 'Only say what would change'
complete -c akvault -n "__fish_akvault_using_subcommand edit" -l json -d 'Write JSON to standard output, for programs'
complete -c akvault -n "__fish_akvault_using_subcommand edit" -s q -l quiet -d 'Say nothing but errors on standard error'
complete -c akvault -n "__fish_akvault_using_subcommand edit" -l no-input -d 'Never ask: fail instead'
complete -c akvault -n "__fish_akvault_using_subcommand edit" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c akvault -n "__fish_akvault_using_subcommand rename" -l passphrase-file -d 'Read the passphrase from the first line of FILE (- for standard input)' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand rename" -l passphrase-fd -d 'Read the passphrase from the first line of the open file descriptor N' -r
complete -c akvault -n "__fish_akvault_using_subcommand rename" -s i -l identity -d 'Open with the age or ssh-ed25519 identity in FILE; may be given several times' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand rename" -l color -d 'Colour `warning` and `error` on standard error' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or `TERM` is `dumb`'
always\t'Always'
never\t'Never'"
complete -c akvault -n "__fish_akvault_using_subcommand rename" -l home -d 'Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform\'s data directory]' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand rename" -l json -d 'Write JSON to standard output, for programs'
complete -c akvault -n "__fish_akvault_using_subcommand rename" -s q -l quiet -d 'Say nothing but errors on standard error'
complete -c akvault -n "__fish_akvault_using_subcommand rename" -l no-input -d 'Never ask: fail instead'
complete -c akvault -n "__fish_akvault_using_subcommand rename" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c akvault -n "__fish_akvault_using_subcommand remove" -l color -d 'Colour `warning` and `error` on standard error' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or `TERM` is `dumb`'
always\t'Always'
never\t'Never'"
complete -c akvault -n "__fish_akvault_using_subcommand remove" -l home -d 'Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform\'s data directory]' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand remove" -s f -l force -d 'Do not ask'
complete -c akvault -n "__fish_akvault_using_subcommand remove" -s n -l dry-run -d 'Only say what would be removed'
complete -c akvault -n "__fish_akvault_using_subcommand remove" -l json -d 'Write JSON to standard output, for programs'
complete -c akvault -n "__fish_akvault_using_subcommand remove" -s q -l quiet -d 'Say nothing but errors on standard error'
complete -c akvault -n "__fish_akvault_using_subcommand remove" -l no-input -d 'Never ask: fail instead'
complete -c akvault -n "__fish_akvault_using_subcommand remove" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c akvault -n "__fish_akvault_using_subcommand verify" -l passphrase-file -d 'Read the passphrase from the first line of FILE (- for standard input)' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand verify" -l passphrase-fd -d 'Read the passphrase from the first line of the open file descriptor N' -r
complete -c akvault -n "__fish_akvault_using_subcommand verify" -s i -l identity -d 'Open with the age or ssh-ed25519 identity in FILE; may be given several times' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand verify" -l color -d 'Colour `warning` and `error` on standard error' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or `TERM` is `dumb`'
always\t'Always'
never\t'Never'"
complete -c akvault -n "__fish_akvault_using_subcommand verify" -l home -d 'Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform\'s data directory]' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand verify" -l secrets -d 'Open every secret too; a passphrase or an identity that is given means the same'
complete -c akvault -n "__fish_akvault_using_subcommand verify" -l json -d 'Write JSON to standard output, for programs'
complete -c akvault -n "__fish_akvault_using_subcommand verify" -s q -l quiet -d 'Say nothing but errors on standard error'
complete -c akvault -n "__fish_akvault_using_subcommand verify" -l no-input -d 'Never ask: fail instead'
complete -c akvault -n "__fish_akvault_using_subcommand verify" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c akvault -n "__fish_akvault_using_subcommand exec" -l client-env -d 'The names of the variables' -r -f -a "sdk\t''
terraform\t''
oss\t''
all\t''"
complete -c akvault -n "__fish_akvault_using_subcommand exec" -l file -d 'Write the file of a client that reads no variables, for as long as the program runs: `AKVAULT_FILE` names it' -r -f -a "aliyun\t''
ossutil\t''
env\t''
json\t''
toml\t''
rclone\t''
acme-sh\t''
aliyun-log\t''
systemd\t''
terraform\t''"
complete -c akvault -n "__fish_akvault_using_subcommand exec" -l passphrase-file -d 'Read the passphrase from the first line of FILE (- for standard input)' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand exec" -l passphrase-fd -d 'Read the passphrase from the first line of the open file descriptor N' -r
complete -c akvault -n "__fish_akvault_using_subcommand exec" -s i -l identity -d 'Open with the age or ssh-ed25519 identity in FILE; may be given several times' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand exec" -l color -d 'Colour `warning` and `error` on standard error' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or `TERM` is `dumb`'
always\t'Always'
never\t'Never'"
complete -c akvault -n "__fish_akvault_using_subcommand exec" -l home -d 'Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform\'s data directory]' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand exec" -l json -d 'Write JSON to standard output, for programs'
complete -c akvault -n "__fish_akvault_using_subcommand exec" -s q -l quiet -d 'Say nothing but errors on standard error'
complete -c akvault -n "__fish_akvault_using_subcommand exec" -l no-input -d 'Never ask: fail instead'
complete -c akvault -n "__fish_akvault_using_subcommand exec" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c akvault -n "__fish_akvault_using_subcommand credential-process" -l passphrase-file -d 'Read the passphrase from the first line of FILE (- for standard input)' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand credential-process" -l passphrase-fd -d 'Read the passphrase from the first line of the open file descriptor N' -r
complete -c akvault -n "__fish_akvault_using_subcommand credential-process" -s i -l identity -d 'Open with the age or ssh-ed25519 identity in FILE; may be given several times' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand credential-process" -l color -d 'Colour `warning` and `error` on standard error' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or `TERM` is `dumb`'
always\t'Always'
never\t'Never'"
complete -c akvault -n "__fish_akvault_using_subcommand credential-process" -l home -d 'Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform\'s data directory]' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand credential-process" -l json -d 'Write JSON to standard output, for programs'
complete -c akvault -n "__fish_akvault_using_subcommand credential-process" -s q -l quiet -d 'Say nothing but errors on standard error'
complete -c akvault -n "__fish_akvault_using_subcommand credential-process" -l no-input -d 'Never ask: fail instead'
complete -c akvault -n "__fish_akvault_using_subcommand credential-process" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c akvault -n "__fish_akvault_using_subcommand unlock" -l for -d 'For so long: seconds, minutes or hours, such as 90s, 15m or 8h, at most 24h' -r
complete -c akvault -n "__fish_akvault_using_subcommand unlock" -l passphrase-file -d 'Read the passphrase from the first line of FILE (- for standard input)' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand unlock" -l passphrase-fd -d 'Read the passphrase from the first line of the open file descriptor N' -r
complete -c akvault -n "__fish_akvault_using_subcommand unlock" -l color -d 'Colour `warning` and `error` on standard error' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or `TERM` is `dumb`'
always\t'Always'
never\t'Never'"
complete -c akvault -n "__fish_akvault_using_subcommand unlock" -l home -d 'Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform\'s data directory]' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand unlock" -l json -d 'Write JSON to standard output, for programs'
complete -c akvault -n "__fish_akvault_using_subcommand unlock" -s q -l quiet -d 'Say nothing but errors on standard error'
complete -c akvault -n "__fish_akvault_using_subcommand unlock" -l no-input -d 'Never ask: fail instead'
complete -c akvault -n "__fish_akvault_using_subcommand unlock" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c akvault -n "__fish_akvault_using_subcommand lock" -l color -d 'Colour `warning` and `error` on standard error' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or `TERM` is `dumb`'
always\t'Always'
never\t'Never'"
complete -c akvault -n "__fish_akvault_using_subcommand lock" -l home -d 'Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform\'s data directory]' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand lock" -l json -d 'Write JSON to standard output, for programs'
complete -c akvault -n "__fish_akvault_using_subcommand lock" -s q -l quiet -d 'Say nothing but errors on standard error'
complete -c akvault -n "__fish_akvault_using_subcommand lock" -l no-input -d 'Never ask: fail instead'
complete -c akvault -n "__fish_akvault_using_subcommand lock" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c akvault -n "__fish_akvault_using_subcommand passwd" -l passphrase-file -d 'Read the old passphrase from the first line of FILE (- for standard input)' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand passwd" -l passphrase-fd -d 'Read the old passphrase from the first line of the open file descriptor N' -r
complete -c akvault -n "__fish_akvault_using_subcommand passwd" -l new-passphrase-file -d 'Read the new passphrase from the first line of FILE (- for standard input)' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand passwd" -l new-passphrase-fd -d 'Read the new passphrase from the first line of the open file descriptor N' -r
complete -c akvault -n "__fish_akvault_using_subcommand passwd" -l passphrase-out -d 'Make a passphrase of twelve words, and write it into the new file FILE, outside the vault' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand passwd" -l color -d 'Colour `warning` and `error` on standard error' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or `TERM` is `dumb`'
always\t'Always'
never\t'Never'"
complete -c akvault -n "__fish_akvault_using_subcommand passwd" -l home -d 'Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform\'s data directory]' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand passwd" -l generate -d 'Make a passphrase of twelve words, and show it once'
complete -c akvault -n "__fish_akvault_using_subcommand passwd" -l json -d 'Write JSON to standard output, for programs'
complete -c akvault -n "__fish_akvault_using_subcommand passwd" -s q -l quiet -d 'Say nothing but errors on standard error'
complete -c akvault -n "__fish_akvault_using_subcommand passwd" -l no-input -d 'Never ask: fail instead'
complete -c akvault -n "__fish_akvault_using_subcommand passwd" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c akvault -n "__fish_akvault_using_subcommand rekey" -l passphrase-file -d 'Read the passphrase from the first line of FILE (- for standard input)' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand rekey" -l passphrase-fd -d 'Read the passphrase from the first line of the open file descriptor N' -r
complete -c akvault -n "__fish_akvault_using_subcommand rekey" -s i -l identity -d 'Open with the age or ssh-ed25519 identity in FILE; may be given several times' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand rekey" -l color -d 'Colour `warning` and `error` on standard error' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or `TERM` is `dumb`'
always\t'Always'
never\t'Never'"
complete -c akvault -n "__fish_akvault_using_subcommand rekey" -l home -d 'Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform\'s data directory]' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand rekey" -l new-identity -d 'Make a new identity for the vault first, under the same passphrase'
complete -c akvault -n "__fish_akvault_using_subcommand rekey" -l json -d 'Write JSON to standard output, for programs'
complete -c akvault -n "__fish_akvault_using_subcommand rekey" -s q -l quiet -d 'Say nothing but errors on standard error'
complete -c akvault -n "__fish_akvault_using_subcommand rekey" -l no-input -d 'Never ask: fail instead'
complete -c akvault -n "__fish_akvault_using_subcommand rekey" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and not __fish_seen_subcommand_from new import list code bind verify qr export rename remove" -l color -d 'Colour `warning` and `error` on standard error' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or `TERM` is `dumb`'
always\t'Always'
never\t'Never'"
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and not __fish_seen_subcommand_from new import list code bind verify qr export rename remove" -l home -d 'Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform\'s data directory]' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and not __fish_seen_subcommand_from new import list code bind verify qr export rename remove" -l json -d 'Write JSON to standard output, for programs'
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and not __fish_seen_subcommand_from new import list code bind verify qr export rename remove" -s q -l quiet -d 'Say nothing but errors on standard error'
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and not __fish_seen_subcommand_from new import list code bind verify qr export rename remove" -l no-input -d 'Never ask: fail instead'
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and not __fish_seen_subcommand_from new import list code bind verify qr export rename remove" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and not __fish_seen_subcommand_from new import list code bind verify qr export rename remove" -f -a "new" -d 'Make a seed, and keep it sealed in the vault'
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and not __fish_seen_subcommand_from new import list code bind verify qr export rename remove" -f -a "import" -d 'Keep the seed of an MFA device in the vault, sealed'
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and not __fish_seen_subcommand_from new import list code bind verify qr export rename remove" -f -a "list" -d 'List the MFA devices in the vault'
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and not __fish_seen_subcommand_from new import list code bind verify qr export rename remove" -f -a "code" -d 'Show the code of an MFA device'
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and not __fish_seen_subcommand_from new import list code bind verify qr export rename remove" -f -a "bind" -d 'Show two consecutive codes, which bind an MFA device to its user'
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and not __fish_seen_subcommand_from new import list code bind verify qr export rename remove" -f -a "verify" -d 'Check a code that another device shows for the same seed'
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and not __fish_seen_subcommand_from new import list code bind verify qr export rename remove" -f -a "qr" -d 'Show the QR code of an MFA device, for an authenticator app'
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and not __fish_seen_subcommand_from new import list code bind verify qr export rename remove" -f -a "export" -d 'Write the otpauth URI of an MFA device to standard output, with its seed'
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and not __fish_seen_subcommand_from new import list code bind verify qr export rename remove" -f -a "rename" -d 'Give an MFA device another name'
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and not __fish_seen_subcommand_from new import list code bind verify qr export rename remove" -f -a "remove" -d 'Remove an MFA device from the vault, with its seed'
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from new" -l issuer -d 'The service that issues the seed' -r
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from new" -l account -d 'The account at that service [default: the name of the device]' -r
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from new" -l algorithm -d 'The hash: SHA1, SHA256 or SHA512 [default: SHA1, which every app knows]' -r
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from new" -l digits -d 'The digits of a code: 6, 7 or 8 [default: 6, which every app knows]' -r
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from new" -l period -d 'The seconds for which a code holds, 1 to 3600 [default: 30, which every app knows]' -r
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from new" -l bits -d 'The length of the seed: 128 to 512 bits, in whole bytes' -r
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from new" -l color -d 'Colour `warning` and `error` on standard error' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or `TERM` is `dumb`'
always\t'Always'
never\t'Never'"
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from new" -l home -d 'Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform\'s data directory]' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from new" -l json -d 'Write JSON to standard output, for programs'
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from new" -s q -l quiet -d 'Say nothing but errors on standard error'
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from new" -l no-input -d 'Never ask: fail instead'
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from new" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from import" -l issuer -d 'The service that issues the seed' -r
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from import" -l account -d 'The account at that service [default: the name of the device]' -r
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from import" -l algorithm -d 'The hash: SHA1, SHA256 or SHA512 [default: SHA1, which every app knows]' -r
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from import" -l digits -d 'The digits of a code: 6, 7 or 8 [default: 6, which every app knows]' -r
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from import" -l period -d 'The seconds for which a code holds, 1 to 3600 [default: 30, which every app knows]' -r
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from import" -l number -d 'Which account, when FILE holds several: its number in the list that the error shows' -r
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from import" -l color -d 'Colour `warning` and `error` on standard error' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or `TERM` is `dumb`'
always\t'Always'
never\t'Never'"
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from import" -l home -d 'Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform\'s data directory]' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from import" -l all -d 'Keep every account in FILE: the first as NAME, the others as NAME-2, NAME-3'
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from import" -s n -l dry-run -d 'Only say what would be kept'
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from import" -l json -d 'Write JSON to standard output, for programs'
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from import" -s q -l quiet -d 'Say nothing but errors on standard error'
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from import" -l no-input -d 'Never ask: fail instead'
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from import" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from list" -l color -d 'Colour `warning` and `error` on standard error' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or `TERM` is `dumb`'
always\t'Always'
never\t'Never'"
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from list" -l home -d 'Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform\'s data directory]' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from list" -l json -d 'Write JSON to standard output, for programs'
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say nothing but errors on standard error'
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask: fail instead'
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from code" -l passphrase-file -d 'Read the passphrase from the first line of FILE (- for standard input)' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from code" -l passphrase-fd -d 'Read the passphrase from the first line of the open file descriptor N' -r
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from code" -s i -l identity -d 'Open with the age or ssh-ed25519 identity in FILE; may be given several times' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from code" -l at -d 'Show the code of another time, such as 2026-11-23T12:00:00Z' -r
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from code" -l color -d 'Colour `warning` and `error` on standard error' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or `TERM` is `dumb`'
always\t'Always'
never\t'Never'"
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from code" -l home -d 'Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform\'s data directory]' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from code" -l next -d 'Show the code that comes next'
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from code" -l watch -d 'Show the code on the terminal with a countdown, and the next ones, until Ctrl-C'
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from code" -l json -d 'Write JSON to standard output, for programs'
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from code" -s q -l quiet -d 'Say nothing but errors on standard error'
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from code" -l no-input -d 'Never ask: fail instead'
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from code" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from bind" -l passphrase-file -d 'Read the passphrase from the first line of FILE (- for standard input)' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from bind" -l passphrase-fd -d 'Read the passphrase from the first line of the open file descriptor N' -r
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from bind" -s i -l identity -d 'Open with the age or ssh-ed25519 identity in FILE; may be given several times' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from bind" -l user -d 'The user to bind it to, by the whole logon name, such as alice@example.onaliyun.com' -r
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from bind" -l serial-number -d 'The serial number, where the import did not tell it' -r
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from bind" -l at -d 'Take the codes of another time, such as 2026-11-23T12:00:00Z' -r
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from bind" -l color -d 'Colour `warning` and `error` on standard error' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or `TERM` is `dumb`'
always\t'Always'
never\t'Never'"
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from bind" -l home -d 'Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform\'s data directory]' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from bind" -l no-wait -d 'Do not wait for a fresh code'
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from bind" -l json -d 'Write JSON to standard output, for programs'
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from bind" -s q -l quiet -d 'Say nothing but errors on standard error'
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from bind" -l no-input -d 'Never ask: fail instead'
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from bind" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from verify" -l passphrase-file -d 'Read the passphrase from the first line of FILE (- for standard input)' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from verify" -l passphrase-fd -d 'Read the passphrase from the first line of the open file descriptor N' -r
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from verify" -s i -l identity -d 'Open with the age or ssh-ed25519 identity in FILE; may be given several times' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from verify" -l window -d 'Accept the codes of so many steps before and after, 0 to 10' -r
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from verify" -l at -d 'Check for another time, such as 2026-11-23T12:00:00Z' -r
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from verify" -l color -d 'Colour `warning` and `error` on standard error' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or `TERM` is `dumb`'
always\t'Always'
never\t'Never'"
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from verify" -l home -d 'Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform\'s data directory]' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from verify" -l json -d 'Write JSON to standard output, for programs'
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from verify" -s q -l quiet -d 'Say nothing but errors on standard error'
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from verify" -l no-input -d 'Never ask: fail instead'
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from verify" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from qr" -l passphrase-file -d 'Read the passphrase from the first line of FILE (- for standard input)' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from qr" -l passphrase-fd -d 'Read the passphrase from the first line of the open file descriptor N' -r
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from qr" -s i -l identity -d 'Open with the age or ssh-ed25519 identity in FILE; may be given several times' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from qr" -s o -l out -d 'Write a picture into the new file FILE instead, which ends in .png or .svg' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from qr" -l color -d 'Colour `warning` and `error` on standard error' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or `TERM` is `dumb`'
always\t'Always'
never\t'Never'"
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from qr" -l home -d 'Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform\'s data directory]' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from qr" -l json -d 'Write JSON to standard output, for programs'
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from qr" -s q -l quiet -d 'Say nothing but errors on standard error'
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from qr" -l no-input -d 'Never ask: fail instead'
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from qr" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from export" -l passphrase-file -d 'Read the passphrase from the first line of FILE (- for standard input)' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from export" -l passphrase-fd -d 'Read the passphrase from the first line of the open file descriptor N' -r
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from export" -s i -l identity -d 'Open with the age or ssh-ed25519 identity in FILE; may be given several times' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from export" -l color -d 'Colour `warning` and `error` on standard error' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or `TERM` is `dumb`'
always\t'Always'
never\t'Never'"
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from export" -l home -d 'Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform\'s data directory]' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from export" -l reveal -d 'Show the seed; it is noted in the history'
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from export" -l json -d 'Write JSON to standard output, for programs'
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from export" -s q -l quiet -d 'Say nothing but errors on standard error'
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from export" -l no-input -d 'Never ask: fail instead'
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from export" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from rename" -l passphrase-file -d 'Read the passphrase from the first line of FILE (- for standard input)' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from rename" -l passphrase-fd -d 'Read the passphrase from the first line of the open file descriptor N' -r
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from rename" -s i -l identity -d 'Open with the age or ssh-ed25519 identity in FILE; may be given several times' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from rename" -l color -d 'Colour `warning` and `error` on standard error' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or `TERM` is `dumb`'
always\t'Always'
never\t'Never'"
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from rename" -l home -d 'Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform\'s data directory]' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from rename" -l json -d 'Write JSON to standard output, for programs'
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from rename" -s q -l quiet -d 'Say nothing but errors on standard error'
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from rename" -l no-input -d 'Never ask: fail instead'
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from rename" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from remove" -l color -d 'Colour `warning` and `error` on standard error' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or `TERM` is `dumb`'
always\t'Always'
never\t'Never'"
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from remove" -l home -d 'Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform\'s data directory]' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from remove" -s f -l force -d 'Do not ask'
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from remove" -s n -l dry-run -d 'Only say what would be removed'
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from remove" -l json -d 'Write JSON to standard output, for programs'
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from remove" -s q -l quiet -d 'Say nothing but errors on standard error'
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from remove" -l no-input -d 'Never ask: fail instead'
complete -c akvault -n "__fish_akvault_using_subcommand mfa; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c akvault -n "__fish_akvault_using_subcommand password; and not __fish_seen_subcommand_from new check track list forget" -l color -d 'Colour `warning` and `error` on standard error' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or `TERM` is `dumb`'
always\t'Always'
never\t'Never'"
complete -c akvault -n "__fish_akvault_using_subcommand password; and not __fish_seen_subcommand_from new check track list forget" -l home -d 'Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform\'s data directory]' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand password; and not __fish_seen_subcommand_from new check track list forget" -l json -d 'Write JSON to standard output, for programs'
complete -c akvault -n "__fish_akvault_using_subcommand password; and not __fish_seen_subcommand_from new check track list forget" -s q -l quiet -d 'Say nothing but errors on standard error'
complete -c akvault -n "__fish_akvault_using_subcommand password; and not __fish_seen_subcommand_from new check track list forget" -l no-input -d 'Never ask: fail instead'
complete -c akvault -n "__fish_akvault_using_subcommand password; and not __fish_seen_subcommand_from new check track list forget" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c akvault -n "__fish_akvault_using_subcommand password; and not __fish_seen_subcommand_from new check track list forget" -f -a "new" -d 'Make a password with all the kinds of characters that RAM\'s policy can ask for'
complete -c akvault -n "__fish_akvault_using_subcommand password; and not __fish_seen_subcommand_from new check track list forget" -f -a "check" -d 'Check a password against the rules that RAM\'s policy can have, and how soon it could be guessed'
complete -c akvault -n "__fish_akvault_using_subcommand password; and not __fish_seen_subcommand_from new check track list forget" -f -a "track" -d 'Note the day on which a password was changed'
complete -c akvault -n "__fish_akvault_using_subcommand password; and not __fish_seen_subcommand_from new check track list forget" -f -a "list" -d 'List the passwords whose changes are noted'
complete -c akvault -n "__fish_akvault_using_subcommand password; and not __fish_seen_subcommand_from new check track list forget" -f -a "forget" -d 'Forget when a password was changed'
complete -c akvault -n "__fish_akvault_using_subcommand password; and __fish_seen_subcommand_from new" -l length -d 'Its length, 8 to 32 characters' -r
complete -c akvault -n "__fish_akvault_using_subcommand password; and __fish_seen_subcommand_from new" -s o -l out -d 'Write it into the new file FILE instead' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand password; and __fish_seen_subcommand_from new" -l color -d 'Colour `warning` and `error` on standard error' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or `TERM` is `dumb`'
always\t'Always'
never\t'Never'"
complete -c akvault -n "__fish_akvault_using_subcommand password; and __fish_seen_subcommand_from new" -l home -d 'Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform\'s data directory]' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand password; and __fish_seen_subcommand_from new" -l json -d 'Write JSON to standard output, for programs'
complete -c akvault -n "__fish_akvault_using_subcommand password; and __fish_seen_subcommand_from new" -s q -l quiet -d 'Say nothing but errors on standard error'
complete -c akvault -n "__fish_akvault_using_subcommand password; and __fish_seen_subcommand_from new" -l no-input -d 'Never ask: fail instead'
complete -c akvault -n "__fish_akvault_using_subcommand password; and __fish_seen_subcommand_from new" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c akvault -n "__fish_akvault_using_subcommand password; and __fish_seen_subcommand_from check" -l user -d 'The user whose password it is, whose name may not be in it' -r
complete -c akvault -n "__fish_akvault_using_subcommand password; and __fish_seen_subcommand_from check" -l color -d 'Colour `warning` and `error` on standard error' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or `TERM` is `dumb`'
always\t'Always'
never\t'Never'"
complete -c akvault -n "__fish_akvault_using_subcommand password; and __fish_seen_subcommand_from check" -l home -d 'Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform\'s data directory]' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand password; and __fish_seen_subcommand_from check" -l json -d 'Write JSON to standard output, for programs'
complete -c akvault -n "__fish_akvault_using_subcommand password; and __fish_seen_subcommand_from check" -s q -l quiet -d 'Say nothing but errors on standard error'
complete -c akvault -n "__fish_akvault_using_subcommand password; and __fish_seen_subcommand_from check" -l no-input -d 'Never ask: fail instead'
complete -c akvault -n "__fish_akvault_using_subcommand password; and __fish_seen_subcommand_from check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c akvault -n "__fish_akvault_using_subcommand password; and __fish_seen_subcommand_from track" -l changed -d 'The day (UTC) [default: today]' -r
complete -c akvault -n "__fish_akvault_using_subcommand password; and __fish_seen_subcommand_from track" -l rotate-every -d 'Change it again after so long' -r
complete -c akvault -n "__fish_akvault_using_subcommand password; and __fish_seen_subcommand_from track" -l color -d 'Colour `warning` and `error` on standard error' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or `TERM` is `dumb`'
always\t'Always'
never\t'Never'"
complete -c akvault -n "__fish_akvault_using_subcommand password; and __fish_seen_subcommand_from track" -l home -d 'Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform\'s data directory]' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand password; and __fish_seen_subcommand_from track" -l json -d 'Write JSON to standard output, for programs'
complete -c akvault -n "__fish_akvault_using_subcommand password; and __fish_seen_subcommand_from track" -s q -l quiet -d 'Say nothing but errors on standard error'
complete -c akvault -n "__fish_akvault_using_subcommand password; and __fish_seen_subcommand_from track" -l no-input -d 'Never ask: fail instead'
complete -c akvault -n "__fish_akvault_using_subcommand password; and __fish_seen_subcommand_from track" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c akvault -n "__fish_akvault_using_subcommand password; and __fish_seen_subcommand_from list" -l color -d 'Colour `warning` and `error` on standard error' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or `TERM` is `dumb`'
always\t'Always'
never\t'Never'"
complete -c akvault -n "__fish_akvault_using_subcommand password; and __fish_seen_subcommand_from list" -l home -d 'Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform\'s data directory]' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand password; and __fish_seen_subcommand_from list" -l json -d 'Write JSON to standard output, for programs'
complete -c akvault -n "__fish_akvault_using_subcommand password; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Say nothing but errors on standard error'
complete -c akvault -n "__fish_akvault_using_subcommand password; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask: fail instead'
complete -c akvault -n "__fish_akvault_using_subcommand password; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c akvault -n "__fish_akvault_using_subcommand password; and __fish_seen_subcommand_from forget" -l color -d 'Colour `warning` and `error` on standard error' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or `TERM` is `dumb`'
always\t'Always'
never\t'Never'"
complete -c akvault -n "__fish_akvault_using_subcommand password; and __fish_seen_subcommand_from forget" -l home -d 'Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform\'s data directory]' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand password; and __fish_seen_subcommand_from forget" -l json -d 'Write JSON to standard output, for programs'
complete -c akvault -n "__fish_akvault_using_subcommand password; and __fish_seen_subcommand_from forget" -s q -l quiet -d 'Say nothing but errors on standard error'
complete -c akvault -n "__fish_akvault_using_subcommand password; and __fish_seen_subcommand_from forget" -l no-input -d 'Never ask: fail instead'
complete -c akvault -n "__fish_akvault_using_subcommand password; and __fish_seen_subcommand_from forget" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c akvault -n "__fish_akvault_using_subcommand completions" -l color -d 'Colour `warning` and `error` on standard error' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or `TERM` is `dumb`'
always\t'Always'
never\t'Never'"
complete -c akvault -n "__fish_akvault_using_subcommand completions" -l home -d 'Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform\'s data directory]' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand completions" -l json -d 'Write JSON to standard output, for programs'
complete -c akvault -n "__fish_akvault_using_subcommand completions" -s q -l quiet -d 'Say nothing but errors on standard error'
complete -c akvault -n "__fish_akvault_using_subcommand completions" -l no-input -d 'Never ask: fail instead'
complete -c akvault -n "__fish_akvault_using_subcommand completions" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c akvault -n "__fish_akvault_using_subcommand man" -l out -d 'Write akvault.1, one page a verb, and the pages on formats, security and the vault into DIR' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand man" -l color -d 'Colour `warning` and `error` on standard error' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or `TERM` is `dumb`'
always\t'Always'
never\t'Never'"
complete -c akvault -n "__fish_akvault_using_subcommand man" -l home -d 'Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform\'s data directory]' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand man" -l json -d 'Write JSON to standard output, for programs'
complete -c akvault -n "__fish_akvault_using_subcommand man" -s q -l quiet -d 'Say nothing but errors on standard error'
complete -c akvault -n "__fish_akvault_using_subcommand man" -l no-input -d 'Never ask: fail instead'
complete -c akvault -n "__fish_akvault_using_subcommand man" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c akvault -n "__fish_akvault_using_subcommand help" -l color -d 'Colour `warning` and `error` on standard error' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or `TERM` is `dumb`'
always\t'Always'
never\t'Never'"
complete -c akvault -n "__fish_akvault_using_subcommand help" -l home -d 'Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform\'s data directory]' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand help" -l json -d 'Write JSON to standard output, for programs'
complete -c akvault -n "__fish_akvault_using_subcommand help" -s q -l quiet -d 'Say nothing but errors on standard error'
complete -c akvault -n "__fish_akvault_using_subcommand help" -l no-input -d 'Never ask: fail instead'
complete -c akvault -n "__fish_akvault_using_subcommand help" -s h -l help -d 'Print help (see more with \'--help\')'

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
complete -c akvault -n "__fish_akvault_using_subcommand seal" -l vault-passphrase-file -d 'Unlock the vault by the passphrase in the first line of FILE (- for standard input)' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand seal" -l vault-passphrase-fd -d 'Unlock the vault by the passphrase in the first line of the open file descriptor N' -r
complete -c akvault -n "__fish_akvault_using_subcommand seal" -s i -l identity -d 'Unlock the vault by the age or ssh-ed25519 identity in FILE; may be given several times' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand seal" -l for -d 'The one person or application that the key is for [default with --from-vault: whose it is there]' -r
complete -c akvault -n "__fish_akvault_using_subcommand seal" -l name -d 'Call the record in the ledger NAME [default: made from the holder]' -r
complete -c akvault -n "__fish_akvault_using_subcommand seal" -s o -l out -d 'Put the bundle into the directory DIR or the new file FILE.age (- for standard output)' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand seal" -l passphrase-out -d 'Put the text for the second channel into the new file FILE, in another directory than the bundle' -r -F
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
installed\t'It is where it is used'"
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
complete -c akvault -n "__fish_akvault_using_subcommand completions" -l color -d 'Colour `warning` and `error` on standard error' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or `TERM` is `dumb`'
always\t'Always'
never\t'Never'"
complete -c akvault -n "__fish_akvault_using_subcommand completions" -l home -d 'Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform\'s data directory]' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand completions" -l json -d 'Write JSON to standard output, for programs'
complete -c akvault -n "__fish_akvault_using_subcommand completions" -s q -l quiet -d 'Say nothing but errors on standard error'
complete -c akvault -n "__fish_akvault_using_subcommand completions" -l no-input -d 'Never ask: fail instead'
complete -c akvault -n "__fish_akvault_using_subcommand completions" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c akvault -n "__fish_akvault_using_subcommand man" -l out -d 'Write akvault.1, one page a verb and akvault-vault.7 into DIR' -r -F
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

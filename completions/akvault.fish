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
complete -c akvault -n "__fish_akvault_needs_command" -f -a "check" -d 'Check this machine: who can get at its AccessKeys, which are old, and which should not be there'
complete -c akvault -n "__fish_akvault_needs_command" -f -a "list" -d 'List the AccessKeys in the ledger: who has them, and when they must be replaced'
complete -c akvault -n "__fish_akvault_needs_command" -f -a "show" -d 'Show what the ledger knows of one AccessKey'
complete -c akvault -n "__fish_akvault_needs_command" -f -a "which" -d 'Show where programs look for AccessKeys, in their order, and which key wins'
complete -c akvault -n "__fish_akvault_needs_command" -f -a "remove" -d 'Remove a record from the ledger'
complete -c akvault -n "__fish_akvault_needs_command" -f -a "completions" -d 'Print the completion script of a shell'
complete -c akvault -n "__fish_akvault_needs_command" -f -a "man" -d 'Print the manual page, or write all pages into a directory'
complete -c akvault -n "__fish_akvault_needs_command" -f -a "help" -d 'Explain a verb, or one of: exit-codes, formats, clients'
complete -c akvault -n "__fish_akvault_using_subcommand seal" -l for -d 'The one person or application that the key is for' -r
complete -c akvault -n "__fish_akvault_using_subcommand seal" -l name -d 'Call the record in the ledger NAME [default: made from the holder]' -r
complete -c akvault -n "__fish_akvault_using_subcommand seal" -l id -d 'Which key, when FILE holds several: its whole AccessKey ID' -r
complete -c akvault -n "__fish_akvault_using_subcommand seal" -l format -d 'Read FILE as this format instead of detecting it' -r -f -a "csv\t''
create-access-key\t''
terraform\t''
aliyun\t''
ini\t''
env\t''"
complete -c akvault -n "__fish_akvault_using_subcommand seal" -s o -l out -d 'Put the bundle into the directory DIR or the new file FILE.age (- for standard output)' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand seal" -l passphrase-out -d 'Put the text for the second channel into the new file FILE, in another directory than the bundle' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand seal" -l passphrase-file -d 'Seal under the passphrase in the first line of FILE instead of a generated one (- for standard input)' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand seal" -l passphrase-fd -d 'As --passphrase-file, from the open file descriptor N' -r
complete -c akvault -n "__fish_akvault_using_subcommand seal" -s r -l recipient -d 'Seal to this age or ssh-ed25519 public key instead of a passphrase; may be given several times' -r
complete -c akvault -n "__fish_akvault_using_subcommand seal" -s R -l recipients-file -d 'Seal to the public keys in FILE; may be given several times' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand seal" -l profile -d 'The profile to install the key under' -r
complete -c akvault -n "__fish_akvault_using_subcommand seal" -l region -d 'The region of that profile' -r
complete -c akvault -n "__fish_akvault_using_subcommand seal" -l created -d 'When the key was created (UTC) [default: what FILE says, else today]' -r
complete -c akvault -n "__fish_akvault_using_subcommand seal" -l rotate-every -d 'Replace the key after so long' -r
complete -c akvault -n "__fish_akvault_using_subcommand seal" -l install-before -d 'Install the bundle within so long, or until this day' -r
complete -c akvault -n "__fish_akvault_using_subcommand seal" -l supersedes -d 'The AccessKey ID that this key replaces' -r
complete -c akvault -n "__fish_akvault_using_subcommand seal" -l color -d 'Colour `warning` and `error` on standard error' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or `TERM` is `dumb`'
always\t'Always'
never\t'Never'"
complete -c akvault -n "__fish_akvault_using_subcommand seal" -l home -d 'Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform\'s data directory]' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand seal" -l remove-source -d 'Delete FILE once the bundle is on the disk and was read back'
complete -c akvault -n "__fish_akvault_using_subcommand seal" -l as-is -d 'Seal FILE byte for byte, whatever it is; `open -o` restores it'
complete -c akvault -n "__fish_akvault_using_subcommand seal" -l binary -d 'Write the bundle as bytes instead of text that mail programs leave alone'
complete -c akvault -n "__fish_akvault_using_subcommand seal" -l qr -d 'Show the second channel\'s text as a QR code too, which a phone turns into a message'
complete -c akvault -n "__fish_akvault_using_subcommand seal" -l follow -d 'Accept directories behind symbolic links of yours'
complete -c akvault -n "__fish_akvault_using_subcommand seal" -s f -l force -d 'Seal for a second holder although one AccessKey is for one person or application'
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
complete -c akvault -n "__fish_akvault_using_subcommand check" -l depth -d 'How many levels of the home directory are looked through; 1 is the directory alone' -r
complete -c akvault -n "__fish_akvault_using_subcommand check" -l color -d 'Colour `warning` and `error` on standard error' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or `TERM` is `dumb`'
always\t'Always'
never\t'Never'"
complete -c akvault -n "__fish_akvault_using_subcommand check" -l home -d 'Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform\'s data directory]' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand check" -l fix -d 'Mend what can be mended safely, after asking: modes and access control lists of your own config files, and secrets that SDKs wrote back'
complete -c akvault -n "__fish_akvault_using_subcommand check" -s f -l force -d 'With --fix: do not ask'
complete -c akvault -n "__fish_akvault_using_subcommand check" -s n -l dry-run -d 'With --fix: only say what would be mended'
complete -c akvault -n "__fish_akvault_using_subcommand check" -l nagios -d 'One line for a monitoring system, with its exit codes: 0 ok, 1 warning, 2 critical, 3 unknown'
complete -c akvault -n "__fish_akvault_using_subcommand check" -l json -d 'Write JSON to standard output, for programs'
complete -c akvault -n "__fish_akvault_using_subcommand check" -s q -l quiet -d 'Say nothing but errors on standard error'
complete -c akvault -n "__fish_akvault_using_subcommand check" -l no-input -d 'Never ask: fail instead'
complete -c akvault -n "__fish_akvault_using_subcommand check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c akvault -n "__fish_akvault_using_subcommand list" -l color -d 'Colour `warning` and `error` on standard error' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or `TERM` is `dumb`'
always\t'Always'
never\t'Never'"
complete -c akvault -n "__fish_akvault_using_subcommand list" -l home -d 'Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform\'s data directory]' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand list" -l json -d 'Write JSON to standard output, for programs'
complete -c akvault -n "__fish_akvault_using_subcommand list" -s q -l quiet -d 'Say nothing but errors on standard error'
complete -c akvault -n "__fish_akvault_using_subcommand list" -l no-input -d 'Never ask: fail instead'
complete -c akvault -n "__fish_akvault_using_subcommand list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c akvault -n "__fish_akvault_using_subcommand show" -l color -d 'Colour `warning` and `error` on standard error' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or `TERM` is `dumb`'
always\t'Always'
never\t'Never'"
complete -c akvault -n "__fish_akvault_using_subcommand show" -l home -d 'Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform\'s data directory]' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand show" -l json -d 'Write JSON to standard output, for programs'
complete -c akvault -n "__fish_akvault_using_subcommand show" -s q -l quiet -d 'Say nothing but errors on standard error'
complete -c akvault -n "__fish_akvault_using_subcommand show" -l no-input -d 'Never ask: fail instead'
complete -c akvault -n "__fish_akvault_using_subcommand show" -s h -l help -d 'Print help (see more with \'--help\')'
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
complete -c akvault -n "__fish_akvault_using_subcommand completions" -l color -d 'Colour `warning` and `error` on standard error' -r -f -a "auto\t'On a terminal, unless `NO_COLOR` is set or `TERM` is `dumb`'
always\t'Always'
never\t'Never'"
complete -c akvault -n "__fish_akvault_using_subcommand completions" -l home -d 'Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform\'s data directory]' -r -F
complete -c akvault -n "__fish_akvault_using_subcommand completions" -l json -d 'Write JSON to standard output, for programs'
complete -c akvault -n "__fish_akvault_using_subcommand completions" -s q -l quiet -d 'Say nothing but errors on standard error'
complete -c akvault -n "__fish_akvault_using_subcommand completions" -l no-input -d 'Never ask: fail instead'
complete -c akvault -n "__fish_akvault_using_subcommand completions" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c akvault -n "__fish_akvault_using_subcommand man" -l out -d 'Write akvault.1 and one page a verb into DIR' -r -F
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

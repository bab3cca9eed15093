
use builtin;
use str;

set edit:completion:arg-completer[akvault] = {|@words|
    fn spaces {|n|
        builtin:repeat $n ' ' | str:join ''
    }
    fn cand {|text desc|
        edit:complex-candidate $text &display=$text' '(spaces (- 14 (wcswidth $text)))$desc
    }
    var command = 'akvault'
    for word $words[1..-1] {
        if (str:has-prefix $word '-') {
            break
        }
        set command = $command';'$word
    }
    var completions = [
        &'akvault'= {
            cand --color 'Colour `warning` and `error` on standard error'
            cand --home 'Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform''s data directory]'
            cand --json 'Write JSON to standard output, for programs'
            cand -q 'Say nothing but errors on standard error'
            cand --quiet 'Say nothing but errors on standard error'
            cand --no-input 'Never ask: fail instead'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand seal 'Seal an AccessKey into a bundle for one channel and a passphrase for another'
            cand inspect 'Show what a bundle is, without opening it'
            cand open 'Open a bundle, or any age file, and show what it holds without its secrets'
            cand install 'Install the AccessKey of a bundle into the config files of its clients'
            cand receipt 'Confirm a delivery with the receipt that the installer sent back'
            cand list 'List the AccessKeys in the ledger: who has them, and when they must be replaced'
            cand show 'Show what the ledger knows of one AccessKey'
            cand which 'Show where programs look for AccessKeys, in their order, and which key wins'
            cand remove 'Remove a record from the ledger'
            cand completions 'Print the completion script of a shell'
            cand man 'Print the manual page, or write all pages into a directory'
            cand help 'Explain a verb, or one of: exit-codes, formats, clients'
        }
        &'akvault;seal'= {
            cand --for 'The one person or application that the key is for'
            cand --name 'Call the record in the ledger NAME [default: made from the holder]'
            cand --id 'Which key, when FILE holds several: its whole AccessKey ID'
            cand --format 'Read FILE as this format instead of detecting it'
            cand -o 'Put the bundle into the directory DIR or the new file FILE.age (- for standard output)'
            cand --out 'Put the bundle into the directory DIR or the new file FILE.age (- for standard output)'
            cand --passphrase-out 'Put the text for the second channel into the new file FILE, in another directory than the bundle'
            cand --passphrase-file 'Seal under the passphrase in the first line of FILE instead of a generated one (- for standard input)'
            cand --passphrase-fd 'As --passphrase-file, from the open file descriptor N'
            cand -r 'Seal to this age or ssh-ed25519 public key instead of a passphrase; may be given several times'
            cand --recipient 'Seal to this age or ssh-ed25519 public key instead of a passphrase; may be given several times'
            cand -R 'Seal to the public keys in FILE; may be given several times'
            cand --recipients-file 'Seal to the public keys in FILE; may be given several times'
            cand --profile 'The profile to install the key under'
            cand --region 'The region of that profile'
            cand --created 'When the key was created (UTC) [default: what FILE says, else today]'
            cand --rotate-every 'Replace the key after so long'
            cand --install-before 'Install the bundle within so long, or until this day'
            cand --supersedes 'The AccessKey ID that this key replaces'
            cand --color 'Colour `warning` and `error` on standard error'
            cand --home 'Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform''s data directory]'
            cand --remove-source 'Delete FILE once the bundle is on the disk and was read back'
            cand --as-is 'Seal FILE byte for byte, whatever it is; `open -o` restores it'
            cand --binary 'Write the bundle as bytes instead of text that mail programs leave alone'
            cand --qr 'Show the second channel''s text as a QR code too, which a phone turns into a message'
            cand --follow 'Accept directories behind symbolic links of yours'
            cand -f 'Seal for a second holder although one AccessKey is for one person or application'
            cand --force 'Seal for a second holder although one AccessKey is for one person or application'
            cand -n 'Check the source and the options and say what would be sealed, but write nothing'
            cand --dry-run 'Check the source and the options and say what would be sealed, but write nothing'
            cand --json 'Write JSON to standard output, for programs'
            cand -q 'Say nothing but errors on standard error'
            cand --quiet 'Say nothing but errors on standard error'
            cand --no-input 'Never ask: fail instead'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'akvault;inspect'= {
            cand --color 'Colour `warning` and `error` on standard error'
            cand --home 'Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform''s data directory]'
            cand --json 'Write JSON to standard output, for programs'
            cand -q 'Say nothing but errors on standard error'
            cand --quiet 'Say nothing but errors on standard error'
            cand --no-input 'Never ask: fail instead'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'akvault;open'= {
            cand -o 'Write the content, byte for byte, to the new file FILE, readable by you alone (- for standard output)'
            cand --output 'Write the content, byte for byte, to the new file FILE, readable by you alone (- for standard output)'
            cand --passphrase-file 'Read the passphrase from the first line of FILE (- for standard input)'
            cand --passphrase-fd 'Read the passphrase from the first line of the open file descriptor N'
            cand -i 'Open with the age or ssh-ed25519 identity in FILE; may be given several times'
            cand --identity 'Open with the age or ssh-ed25519 identity in FILE; may be given several times'
            cand --color 'Colour `warning` and `error` on standard error'
            cand --home 'Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform''s data directory]'
            cand --reveal 'Show the secrets too, on standard output'
            cand --json 'Write JSON to standard output, for programs'
            cand -q 'Say nothing but errors on standard error'
            cand --quiet 'Say nothing but errors on standard error'
            cand --no-input 'Never ask: fail instead'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'akvault;install'= {
            cand -c 'The clients, separated by commas; `--client help` lists them'
            cand --client 'The clients, separated by commas; `--client help` lists them'
            cand --config 'Use this file instead of the client''s own, or this directory; with several clients, CLIENT=PATH for each'
            cand --client-env 'The names of variables in environment files'
            cand --owner 'As root: write for this user, into files and directories of theirs'
            cand --profile 'The profile to install under [default: what the bundle says, else `default`]'
            cand --region 'The region of the profile [default: what the bundle says]'
            cand --passphrase-file 'Read the passphrase from the first line of FILE (- for standard input)'
            cand --passphrase-fd 'Read the passphrase from the first line of the open file descriptor N'
            cand -i 'Open with the age or ssh-ed25519 identity in FILE; may be given several times'
            cand --identity 'Open with the age or ssh-ed25519 identity in FILE; may be given several times'
            cand --expect 'Go on only if this is the bundle''s id, short or long, as it came by the second channel'
            cand --host 'The name of this machine in the receipt [default: its host name]'
            cand --color 'Colour `warning` and `error` on standard error'
            cand --home 'Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform''s data directory]'
            cand --follow 'Accept config files and directories behind symbolic links of yours'
            cand --replace 'Replace another AccessKey that stands under the profile'
            cand -f 'Install although the bundle has expired, or is older than what is installed'
            cand --force 'Install although the bundle has expired, or is older than what is installed'
            cand -n 'Show, masked, what would change, but change nothing'
            cand --dry-run 'Show, masked, what would change, but change nothing'
            cand --json 'Write JSON to standard output, for programs'
            cand -q 'Say nothing but errors on standard error'
            cand --quiet 'Say nothing but errors on standard error'
            cand --no-input 'Never ask: fail instead'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'akvault;receipt'= {
            cand --host 'The machine, as in the line that was sent back'
            cand --color 'Colour `warning` and `error` on standard error'
            cand --home 'Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform''s data directory]'
            cand --json 'Write JSON to standard output, for programs'
            cand -q 'Say nothing but errors on standard error'
            cand --quiet 'Say nothing but errors on standard error'
            cand --no-input 'Never ask: fail instead'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'akvault;list'= {
            cand --color 'Colour `warning` and `error` on standard error'
            cand --home 'Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform''s data directory]'
            cand --json 'Write JSON to standard output, for programs'
            cand -q 'Say nothing but errors on standard error'
            cand --quiet 'Say nothing but errors on standard error'
            cand --no-input 'Never ask: fail instead'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'akvault;show'= {
            cand --color 'Colour `warning` and `error` on standard error'
            cand --home 'Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform''s data directory]'
            cand --json 'Write JSON to standard output, for programs'
            cand -q 'Say nothing but errors on standard error'
            cand --quiet 'Say nothing but errors on standard error'
            cand --no-input 'Never ask: fail instead'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'akvault;which'= {
            cand -c 'Only the readers of these clients'' files, separated by commas; `--client help` lists the clients'
            cand --client 'Only the readers of these clients'' files, separated by commas; `--client help` lists the clients'
            cand --reader 'Only these readers, separated by commas'
            cand --profile 'Look as if the readers were told to use this profile'
            cand --config 'Look as if the readers were told to use this file, or the files in this directory; CLIENT=PATH, or PATH alone for a single client'
            cand --owner 'As root: look into this user''s files'
            cand --color 'Colour `warning` and `error` on standard error'
            cand --home 'Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform''s data directory]'
            cand --follow 'Look behind symbolic links of the user''s'
            cand --json 'Write JSON to standard output, for programs'
            cand -q 'Say nothing but errors on standard error'
            cand --quiet 'Say nothing but errors on standard error'
            cand --no-input 'Never ask: fail instead'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'akvault;remove'= {
            cand --color 'Colour `warning` and `error` on standard error'
            cand --home 'Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform''s data directory]'
            cand -f 'Do not ask'
            cand --force 'Do not ask'
            cand -n 'Only say what would be removed'
            cand --dry-run 'Only say what would be removed'
            cand --json 'Write JSON to standard output, for programs'
            cand -q 'Say nothing but errors on standard error'
            cand --quiet 'Say nothing but errors on standard error'
            cand --no-input 'Never ask: fail instead'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'akvault;completions'= {
            cand --color 'Colour `warning` and `error` on standard error'
            cand --home 'Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform''s data directory]'
            cand --json 'Write JSON to standard output, for programs'
            cand -q 'Say nothing but errors on standard error'
            cand --quiet 'Say nothing but errors on standard error'
            cand --no-input 'Never ask: fail instead'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'akvault;man'= {
            cand --out 'Write akvault.1 and one page a verb into DIR'
            cand --color 'Colour `warning` and `error` on standard error'
            cand --home 'Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform''s data directory]'
            cand --json 'Write JSON to standard output, for programs'
            cand -q 'Say nothing but errors on standard error'
            cand --quiet 'Say nothing but errors on standard error'
            cand --no-input 'Never ask: fail instead'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'akvault;help'= {
            cand --color 'Colour `warning` and `error` on standard error'
            cand --home 'Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform''s data directory]'
            cand --json 'Write JSON to standard output, for programs'
            cand -q 'Say nothing but errors on standard error'
            cand --quiet 'Say nothing but errors on standard error'
            cand --no-input 'Never ask: fail instead'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
    ]
    $completions[$command]
}

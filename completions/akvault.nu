module completions {

  def "nu-complete akvault color" [] {
    [ "auto" "always" "never" ]
  }

  # Get AccessKeys safely from the person who creates them to the place that uses them, and know when they must be replaced
  export extern akvault [
    --json                    # Write JSON to standard output, for programs
    --quiet(-q)               # Say nothing but errors on standard error
    --no-input                # Never ask: fail instead
    --color: string@"nu-complete akvault color" # Colour `warning` and `error` on standard error
    --home: path              # Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform's data directory]
    --help(-h)                # Print help (see more with '--help')
    --version(-V)             # Print version
  ]

  def "nu-complete akvault seal format" [] {
    [ "csv" "create-access-key" "terraform" "aliyun" "ini" "env" ]
  }

  def "nu-complete akvault seal color" [] {
    [ "auto" "always" "never" ]
  }

  # Seal an AccessKey into a bundle for one channel and a passphrase for another
  export extern "akvault seal" [
    --id: string              # Which key, when FILE holds several: its whole AccessKey ID
    --format: string@"nu-complete akvault seal format" # Read FILE as this format instead of detecting it
    --profile: string         # The profile to install the key under
    --region: string          # The region of that profile
    --created: string         # When the key was created (UTC) [default: what FILE says, else what the ledger knows, else today]
    --rotate-every: string    # Replace the key after so long [default: what the ledger knows, else 90d]
    --supersedes: string      # The AccessKey ID that this key replaces
    --remove-source           # Delete FILE once the key is on the disk and was read back
    --force(-f)               # Go on although the key is another holder's already: one AccessKey is for one person or application
    --from-vault: string      # Seal the key that the vault keeps as NAME
    --vault-passphrase-file: path # Unlock the vault by the passphrase in the first line of FILE (- for standard input)
    --vault-passphrase-fd: string # Unlock the vault by the passphrase in the first line of the open file descriptor N
    --identity(-i): path      # Unlock the vault by the age or ssh-ed25519 identity in FILE; may be given several times
    --for: string             # The one person or application that the key is for [default with --from-vault: whose it is there]
    --name: string            # Call the record in the ledger NAME [default: made from the holder]
    --out(-o): path           # Put the bundle into the directory DIR or the new file FILE.age (- for standard output)
    --passphrase-out: path    # Put the text for the second channel into the new file FILE, in another directory than the bundle
    --passphrase-file: path   # Seal under the passphrase in the first line of FILE instead of a generated one (- for standard input)
    --passphrase-fd: string   # As --passphrase-file, from the open file descriptor N
    --recipient(-r): string   # Seal to this age or ssh-ed25519 public key instead of a passphrase; may be given several times
    --recipients-file(-R): path # Seal to the public keys in FILE; may be given several times
    --install-before: string  # Install the bundle within so long, or until this day
    --as-is                   # Seal FILE byte for byte, whatever it is; `open -o` restores it
    --binary                  # Write the bundle as bytes instead of text that mail programs leave alone
    --qr                      # Show the second channel's text as a QR code too, which a phone turns into a message
    --follow                  # Accept directories behind symbolic links of yours
    --dry-run(-n)             # Check the source and the options and say what would be sealed, but write nothing
    --json                    # Write JSON to standard output, for programs
    --quiet(-q)               # Say nothing but errors on standard error
    --no-input                # Never ask: fail instead
    --color: string@"nu-complete akvault seal color" # Colour `warning` and `error` on standard error
    --home: path              # Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform's data directory]
    --help(-h)                # Print help (see more with '--help')
    file?: path               # The file that holds the AccessKey (- for standard input)
  ]

  def "nu-complete akvault inspect color" [] {
    [ "auto" "always" "never" ]
  }

  # Show what a bundle is, without opening it
  export extern "akvault inspect" [
    --json                    # Write JSON to standard output, for programs
    --quiet(-q)               # Say nothing but errors on standard error
    --no-input                # Never ask: fail instead
    --color: string@"nu-complete akvault inspect color" # Colour `warning` and `error` on standard error
    --home: path              # Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform's data directory]
    --help(-h)                # Print help (see more with '--help')
    bundle: path              # The bundle, or any age file (- for standard input)
  ]

  def "nu-complete akvault open color" [] {
    [ "auto" "always" "never" ]
  }

  # Open a bundle, or any age file, and show what it holds without its secrets
  export extern "akvault open" [
    --output(-o): path        # Write the content, byte for byte, to the new file FILE, readable by you alone (- for standard output)
    --reveal                  # Show the secrets too, on standard output
    --passphrase-file: path   # Read the passphrase from the first line of FILE (- for standard input)
    --passphrase-fd: string   # Read the passphrase from the first line of the open file descriptor N
    --identity(-i): path      # Open with the age or ssh-ed25519 identity in FILE; may be given several times
    --json                    # Write JSON to standard output, for programs
    --quiet(-q)               # Say nothing but errors on standard error
    --no-input                # Never ask: fail instead
    --color: string@"nu-complete akvault open color" # Colour `warning` and `error` on standard error
    --home: path              # Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform's data directory]
    --help(-h)                # Print help (see more with '--help')
    bundle: path              # The bundle, or any age file (- for standard input)
  ]

  def "nu-complete akvault install client" [] {
    [ "aliyun" "sdk" "ossutil" "env" "json" "toml" "aws" "rclone" "lego" "acme-sh" "aliyun-log" "systemd" "terraform" ]
  }

  def "nu-complete akvault install client_env" [] {
    [ "sdk" "terraform" "oss" "all" ]
  }

  def "nu-complete akvault install color" [] {
    [ "auto" "always" "never" ]
  }

  # Install the AccessKey of a bundle into the config files of its clients
  export extern "akvault install" [
    --external: string        # Instead of a bundle: let the profile ask the vault for the key that it keeps as NAME
    --client(-c): string@"nu-complete akvault install client" # The clients, separated by commas; `--client help` lists them
    --config: string          # Use this file instead of the client's own, or this directory if it has several files; with several clients, CLIENT=PATH for each
    --client-env: string@"nu-complete akvault install client_env" # The names of variables in environment files [install: sdk, uninstall: all]
    --owner: string           # As root: write for this user, into files and directories of theirs
    --follow                  # Accept config files and directories behind symbolic links of yours
    --profile: string         # The profile to install under [default: what the bundle says, else `default`]
    --region: string          # The region of the profile [default: what the bundle says]
    --passphrase-file: path   # Read the passphrase from the first line of FILE (- for standard input)
    --passphrase-fd: string   # Read the passphrase from the first line of the open file descriptor N
    --identity(-i): path      # Open with the age or ssh-ed25519 identity in FILE; may be given several times
    --expect: string          # Go on only if this is the bundle's id, short or long, as it came by the second channel
    --replace                 # Replace another AccessKey that stands under the profile
    --keep                    # Keep the key in this machine's vault too, sealed
    --host: string            # The name of this machine in the receipt [default: its host name]
    --force(-f)               # Install although the bundle has expired, or is older than what is installed
    --dry-run(-n)             # Show, masked, what would change, but change nothing
    --json                    # Write JSON to standard output, for programs
    --quiet(-q)               # Say nothing but errors on standard error
    --no-input                # Never ask: fail instead
    --color: string@"nu-complete akvault install color" # Colour `warning` and `error` on standard error
    --home: path              # Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform's data directory]
    --help(-h)                # Print help (see more with '--help')
    bundle?: path             # The bundle (- for standard input)
  ]

  def "nu-complete akvault uninstall client" [] {
    [ "aliyun" "sdk" "ossutil" "env" "json" "toml" "aws" "rclone" "lego" "acme-sh" "aliyun-log" "systemd" "terraform" ]
  }

  def "nu-complete akvault uninstall client_env" [] {
    [ "sdk" "terraform" "oss" "all" ]
  }

  def "nu-complete akvault uninstall color" [] {
    [ "auto" "always" "never" ]
  }

  # Take a profile out of the config files of its clients again
  export extern "akvault uninstall" [
    --client(-c): string@"nu-complete akvault uninstall client" # The clients, separated by commas; `--client help` lists them
    --config: string          # Use this file instead of the client's own, or this directory if it has several files; with several clients, CLIENT=PATH for each
    --client-env: string@"nu-complete akvault uninstall client_env" # The names of variables in environment files [install: sdk, uninstall: all]
    --owner: string           # As root: write for this user, into files and directories of theirs
    --follow                  # Accept config files and directories behind symbolic links of yours
    --profile: string         # The profile; clients without profiles need none
    --force(-f)               # Take out a key that the ledger does not know, too
    --dry-run(-n)             # Show what would change, but change nothing
    --json                    # Write JSON to standard output, for programs
    --quiet(-q)               # Say nothing but errors on standard error
    --no-input                # Never ask: fail instead
    --color: string@"nu-complete akvault uninstall color" # Colour `warning` and `error` on standard error
    --home: path              # Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform's data directory]
    --help(-h)                # Print help (see more with '--help')
  ]

  def "nu-complete akvault receipt color" [] {
    [ "auto" "always" "never" ]
  }

  # Confirm a delivery with the receipt that the installer sent back
  export extern "akvault receipt" [
    --host: string            # The machine, as in the line that was sent back
    --json                    # Write JSON to standard output, for programs
    --quiet(-q)               # Say nothing but errors on standard error
    --no-input                # Never ask: fail instead
    --color: string@"nu-complete akvault receipt color" # Colour `warning` and `error` on standard error
    --home: path              # Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform's data directory]
    --help(-h)                # Print help (see more with '--help')
    id: string                # The bundle's id, such as K7Q2-M3XD
    code: string              # The receipt code, such as ABCD-EFGH-JKMN
  ]

  def "nu-complete akvault which client" [] {
    [ "aliyun" "sdk" "ossutil" "env" "json" "toml" "aws" "rclone" "lego" "acme-sh" "aliyun-log" "systemd" "terraform" ]
  }

  def "nu-complete akvault which reader" [] {
    [ "python-sdk" "java-sdk" "csharp-sdk" "go-sdk" "node-sdk" "php-sdk" "go-sdk-v1" "python-sdk-core" "aliyun" "terraform" "packer" "ansible" "oss-sdk" "ossutil-v1" "ossutil-v2" "aws" "rclone" "lego" "acme-sh" "aliyun-log" ]
  }

  def "nu-complete akvault which color" [] {
    [ "auto" "always" "never" ]
  }

  # Show where programs look for AccessKeys, in their order, and which key wins
  export extern "akvault which" [
    --client(-c): string@"nu-complete akvault which client" # Only the readers of these clients' files, separated by commas; `--client help` lists the clients
    --reader: string@"nu-complete akvault which reader" # Only these readers, separated by commas
    --profile: string         # Look as if the readers were told to use this profile
    --config: string          # Look as if the readers were told to use this file, or the files in this directory; CLIENT=PATH, or PATH alone for a single client
    --owner: string           # As root: look into this user's files
    --follow                  # Look behind symbolic links of the user's
    --json                    # Write JSON to standard output, for programs
    --quiet(-q)               # Say nothing but errors on standard error
    --no-input                # Never ask: fail instead
    --color: string@"nu-complete akvault which color" # Colour `warning` and `error` on standard error
    --home: path              # Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform's data directory]
    --help(-h)                # Print help (see more with '--help')
  ]

  def "nu-complete akvault check color" [] {
    [ "auto" "always" "never" ]
  }

  # Check this machine: who can get at its AccessKeys, which are old, and which should not be there
  export extern "akvault check" [
    --fix                     # Mend what can be mended safely, after asking: modes and access control lists of your own config files, secrets that SDKs wrote back, and what killed runs of akvault left
    --force(-f)               # With --fix: do not ask
    --dry-run(-n)             # With --fix: only say what would be mended
    --depth: string           # How many levels of the home directory are looked through; 1 is the directory alone
    --nagios                  # One line for a monitoring system, with its exit codes: 0 ok, 1 warning, 2 critical, 3 unknown
    --json                    # Write JSON to standard output, for programs
    --quiet(-q)               # Say nothing but errors on standard error
    --no-input                # Never ask: fail instead
    --color: string@"nu-complete akvault check color" # Colour `warning` and `error` on standard error
    --home: path              # Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform's data directory]
    --help(-h)                # Print help (see more with '--help')
  ]

  def "nu-complete akvault init color" [] {
    [ "auto" "always" "never" ]
  }

  # Make a vault, which keeps secrets sealed on this machine
  export extern "akvault init" [
    --passphrase-file: path   # Use the passphrase in the first line of FILE (- for standard input)
    --passphrase-fd: string   # Use the passphrase in the first line of the open file descriptor N
    --generate                # Make a passphrase of twelve words, and show it once
    --passphrase-out: path    # Make a passphrase of twelve words, and write it into the new file FILE, outside the vault
    --recipient(-r): string   # Seal secrets to this age or ssh-ed25519 public key; may be given several times
    --identity(-i): path      # Seal secrets to the public key of the age or ssh-ed25519 identity in FILE; may be given several times
    --json                    # Write JSON to standard output, for programs
    --quiet(-q)               # Say nothing but errors on standard error
    --no-input                # Never ask: fail instead
    --color: string@"nu-complete akvault init color" # Colour `warning` and `error` on standard error
    --home: path              # Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform's data directory]
    --help(-h)                # Print help (see more with '--help')
  ]

  def "nu-complete akvault add format" [] {
    [ "csv" "create-access-key" "terraform" "aliyun" "ini" "env" ]
  }

  def "nu-complete akvault add color" [] {
    [ "auto" "always" "never" ]
  }

  # Keep an AccessKey in the vault, sealed
  export extern "akvault add" [
    --id: string              # Which key, when FILE holds several: its whole AccessKey ID
    --format: string@"nu-complete akvault add format" # Read FILE as this format instead of detecting it
    --profile: string         # The profile to install the key under
    --region: string          # The region of that profile
    --created: string         # When the key was created (UTC) [default: what FILE says, else what the ledger knows, else today]
    --rotate-every: string    # Replace the key after so long [default: what the ledger knows, else 90d]
    --supersedes: string      # The AccessKey ID that this key replaces
    --remove-source           # Delete FILE once the key is on the disk and was read back
    --force(-f)               # Go on although the key is another holder's already: one AccessKey is for one person or application
    --for: string             # The one person or application that the key is for
    --dry-run(-n)             # Check the source and the options and say what would be kept, but write nothing
    --json                    # Write JSON to standard output, for programs
    --quiet(-q)               # Say nothing but errors on standard error
    --no-input                # Never ask: fail instead
    --color: string@"nu-complete akvault add color" # Colour `warning` and `error` on standard error
    --home: path              # Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform's data directory]
    --help(-h)                # Print help (see more with '--help')
    name: string              # What the record is called
    file?: path               # The file that holds the AccessKey (- for standard input)
  ]

  def "nu-complete akvault list state" [] {
    [ "kept" "sealed" "installed" ]
  }

  def "nu-complete akvault list color" [] {
    [ "auto" "always" "never" ]
  }

  # List the AccessKeys in the ledger: who has them, and when they must be replaced
  export extern "akvault list" [
    --wide(-w)                # Show more of each: kind, profile, region, user, bundles, and whether the vault keeps the secret
    --for: string             # Only those of this holder
    --state: string@"nu-complete akvault list state" # Only those in this state
    --due                     # Only those that are overdue or due soon
    --kept                    # Only those whose secret the vault keeps
    --json                    # Write JSON to standard output, for programs
    --quiet(-q)               # Say nothing but errors on standard error
    --no-input                # Never ask: fail instead
    --color: string@"nu-complete akvault list color" # Colour `warning` and `error` on standard error
    --home: path              # Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform's data directory]
    --help(-h)                # Print help (see more with '--help')
  ]

  def "nu-complete akvault show color" [] {
    [ "auto" "always" "never" ]
  }

  # Show what the ledger knows of one AccessKey
  export extern "akvault show" [
    --reveal                  # Show the secret too, once somebody at the terminal has agreed; it is noted in the history
    --passphrase-file: path   # Read the passphrase from the first line of FILE (- for standard input)
    --passphrase-fd: string   # Read the passphrase from the first line of the open file descriptor N
    --identity(-i): path      # Open with the age or ssh-ed25519 identity in FILE; may be given several times
    --json                    # Write JSON to standard output, for programs
    --quiet(-q)               # Say nothing but errors on standard error
    --no-input                # Never ask: fail instead
    --color: string@"nu-complete akvault show color" # Colour `warning` and `error` on standard error
    --home: path              # Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform's data directory]
    --help(-h)                # Print help (see more with '--help')
    name: string              # The record
  ]

  def "nu-complete akvault edit clear" [] {
    [ "profile" "region" "supersedes" "account" "user" ]
  }

  def "nu-complete akvault edit color" [] {
    [ "auto" "always" "never" ]
  }

  # Change what the ledger says of an AccessKey
  export extern "akvault edit" [
    --for: string             # The one person or application that the key is for
    --created: string         # When the key was created (UTC)
    --rotate-every: string    # Replace the key so long after it was created
    --profile: string         # The profile to install the key under
    --region: string          # The region of that profile
    --supersedes: string      # The AccessKey ID that this key replaces
    --account: string         # The cloud account
    --user: string            # The RAM user
    --clear: string@"nu-complete akvault edit clear" # Forget what is said there
    --dry-run(-n)             # Only say what would change
    --json                    # Write JSON to standard output, for programs
    --quiet(-q)               # Say nothing but errors on standard error
    --no-input                # Never ask: fail instead
    --color: string@"nu-complete akvault edit color" # Colour `warning` and `error` on standard error
    --home: path              # Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform's data directory]
    --help(-h)                # Print help (see more with '--help')
    name: string              # The record
  ]

  def "nu-complete akvault rename color" [] {
    [ "auto" "always" "never" ]
  }

  # Give a record another name
  export extern "akvault rename" [
    --passphrase-file: path   # Read the passphrase from the first line of FILE (- for standard input)
    --passphrase-fd: string   # Read the passphrase from the first line of the open file descriptor N
    --identity(-i): path      # Open with the age or ssh-ed25519 identity in FILE; may be given several times
    --json                    # Write JSON to standard output, for programs
    --quiet(-q)               # Say nothing but errors on standard error
    --no-input                # Never ask: fail instead
    --color: string@"nu-complete akvault rename color" # Colour `warning` and `error` on standard error
    --home: path              # Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform's data directory]
    --help(-h)                # Print help (see more with '--help')
    old: string               # The record
    new: string               # What it is going to be called
  ]

  def "nu-complete akvault remove color" [] {
    [ "auto" "always" "never" ]
  }

  # Remove a record from the ledger
  export extern "akvault remove" [
    --force(-f)               # Do not ask
    --dry-run(-n)             # Only say what would be removed
    --json                    # Write JSON to standard output, for programs
    --quiet(-q)               # Say nothing but errors on standard error
    --no-input                # Never ask: fail instead
    --color: string@"nu-complete akvault remove color" # Colour `warning` and `error` on standard error
    --home: path              # Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform's data directory]
    --help(-h)                # Print help (see more with '--help')
    name: string              # The record
  ]

  def "nu-complete akvault verify color" [] {
    [ "auto" "always" "never" ]
  }

  # Check all records, and with --secrets all secrets that are kept
  export extern "akvault verify" [
    --secrets                 # Open every secret too; a passphrase or an identity that is given means the same
    --passphrase-file: path   # Read the passphrase from the first line of FILE (- for standard input)
    --passphrase-fd: string   # Read the passphrase from the first line of the open file descriptor N
    --identity(-i): path      # Open with the age or ssh-ed25519 identity in FILE; may be given several times
    --json                    # Write JSON to standard output, for programs
    --quiet(-q)               # Say nothing but errors on standard error
    --no-input                # Never ask: fail instead
    --color: string@"nu-complete akvault verify color" # Colour `warning` and `error` on standard error
    --home: path              # Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform's data directory]
    --help(-h)                # Print help (see more with '--help')
  ]

  def "nu-complete akvault exec client_env" [] {
    [ "sdk" "terraform" "oss" "all" ]
  }

  def "nu-complete akvault exec color" [] {
    [ "auto" "always" "never" ]
  }

  # Run a program with a key from the vault in its environment
  export extern "akvault exec" [
    --client-env: string@"nu-complete akvault exec client_env" # The names of the variables
    --passphrase-file: path   # Read the passphrase from the first line of FILE (- for standard input)
    --passphrase-fd: string   # Read the passphrase from the first line of the open file descriptor N
    --identity(-i): path      # Open with the age or ssh-ed25519 identity in FILE; may be given several times
    --json                    # Write JSON to standard output, for programs
    --quiet(-q)               # Say nothing but errors on standard error
    --no-input                # Never ask: fail instead
    --color: string@"nu-complete akvault exec color" # Colour `warning` and `error` on standard error
    --home: path              # Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform's data directory]
    --help(-h)                # Print help (see more with '--help')
    name: string              # The record
  ]

  def "nu-complete akvault credential-process color" [] {
    [ "auto" "always" "never" ]
  }

  # Print a key from the vault as JSON, for programs that ask a process for their credentials
  export extern "akvault credential-process" [
    --passphrase-file: path   # Read the passphrase from the first line of FILE (- for standard input)
    --passphrase-fd: string   # Read the passphrase from the first line of the open file descriptor N
    --identity(-i): path      # Open with the age or ssh-ed25519 identity in FILE; may be given several times
    --json                    # Write JSON to standard output, for programs
    --quiet(-q)               # Say nothing but errors on standard error
    --no-input                # Never ask: fail instead
    --color: string@"nu-complete akvault credential-process color" # Colour `warning` and `error` on standard error
    --home: path              # Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform's data directory]
    --help(-h)                # Print help (see more with '--help')
    name: string              # The record
  ]

  def "nu-complete akvault unlock color" [] {
    [ "auto" "always" "never" ]
  }

  # Keep the vault unlocked for a while, in the kernel's keyring (Linux)
  export extern "akvault unlock" [
    --for: string             # For so long: seconds, minutes or hours, such as 90s, 15m or 8h, at most 24h
    --passphrase-file: path   # Read the passphrase from the first line of FILE (- for standard input)
    --passphrase-fd: string   # Read the passphrase from the first line of the open file descriptor N
    --json                    # Write JSON to standard output, for programs
    --quiet(-q)               # Say nothing but errors on standard error
    --no-input                # Never ask: fail instead
    --color: string@"nu-complete akvault unlock color" # Colour `warning` and `error` on standard error
    --home: path              # Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform's data directory]
    --help(-h)                # Print help (see more with '--help')
  ]

  def "nu-complete akvault lock color" [] {
    [ "auto" "always" "never" ]
  }

  # Lock the vault again, before its time is up
  export extern "akvault lock" [
    --json                    # Write JSON to standard output, for programs
    --quiet(-q)               # Say nothing but errors on standard error
    --no-input                # Never ask: fail instead
    --color: string@"nu-complete akvault lock color" # Colour `warning` and `error` on standard error
    --home: path              # Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform's data directory]
    --help(-h)                # Print help (see more with '--help')
  ]

  def "nu-complete akvault passwd color" [] {
    [ "auto" "always" "never" ]
  }

  # Change the passphrase of the vault
  export extern "akvault passwd" [
    --passphrase-file: path   # Read the old passphrase from the first line of FILE (- for standard input)
    --passphrase-fd: string   # Read the old passphrase from the first line of the open file descriptor N
    --new-passphrase-file: path # Read the new passphrase from the first line of FILE (- for standard input)
    --new-passphrase-fd: string # Read the new passphrase from the first line of the open file descriptor N
    --generate                # Make a passphrase of twelve words, and show it once
    --passphrase-out: path    # Make a passphrase of twelve words, and write it into the new file FILE, outside the vault
    --json                    # Write JSON to standard output, for programs
    --quiet(-q)               # Say nothing but errors on standard error
    --no-input                # Never ask: fail instead
    --color: string@"nu-complete akvault passwd color" # Colour `warning` and `error` on standard error
    --home: path              # Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform's data directory]
    --help(-h)                # Print help (see more with '--help')
  ]

  def "nu-complete akvault rekey color" [] {
    [ "auto" "always" "never" ]
  }

  # Seal all secrets anew, to the public keys in recipients.txt
  export extern "akvault rekey" [
    --new-identity            # Make a new identity for the vault first, under the same passphrase
    --passphrase-file: path   # Read the passphrase from the first line of FILE (- for standard input)
    --passphrase-fd: string   # Read the passphrase from the first line of the open file descriptor N
    --identity(-i): path      # Open with the age or ssh-ed25519 identity in FILE; may be given several times
    --json                    # Write JSON to standard output, for programs
    --quiet(-q)               # Say nothing but errors on standard error
    --no-input                # Never ask: fail instead
    --color: string@"nu-complete akvault rekey color" # Colour `warning` and `error` on standard error
    --home: path              # Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform's data directory]
    --help(-h)                # Print help (see more with '--help')
  ]

  def "nu-complete akvault completions shell" [] {
    [ "bash" "zsh" "fish" "elvish" "powershell" "nushell" ]
  }

  def "nu-complete akvault completions color" [] {
    [ "auto" "always" "never" ]
  }

  # Print the completion script of a shell
  export extern "akvault completions" [
    --json                    # Write JSON to standard output, for programs
    --quiet(-q)               # Say nothing but errors on standard error
    --no-input                # Never ask: fail instead
    --color: string@"nu-complete akvault completions color" # Colour `warning` and `error` on standard error
    --home: path              # Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform's data directory]
    --help(-h)                # Print help (see more with '--help')
    shell: string@"nu-complete akvault completions shell" # The shell
  ]

  def "nu-complete akvault man color" [] {
    [ "auto" "always" "never" ]
  }

  # Print the manual page, or write all pages into a directory
  export extern "akvault man" [
    --out: path               # Write akvault.1, one page a verb and akvault-vault.7 into DIR
    --json                    # Write JSON to standard output, for programs
    --quiet(-q)               # Say nothing but errors on standard error
    --no-input                # Never ask: fail instead
    --color: string@"nu-complete akvault man color" # Colour `warning` and `error` on standard error
    --home: path              # Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform's data directory]
    --help(-h)                # Print help (see more with '--help')
  ]

  def "nu-complete akvault help color" [] {
    [ "auto" "always" "never" ]
  }

  # Explain a verb, or one of: exit-codes, formats, clients
  export extern "akvault help" [
    --json                    # Write JSON to standard output, for programs
    --quiet(-q)               # Say nothing but errors on standard error
    --no-input                # Never ask: fail instead
    --color: string@"nu-complete akvault help color" # Colour `warning` and `error` on standard error
    --home: path              # Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform's data directory]
    --help(-h)                # Print help (see more with '--help')
    topic?: string            # A verb or a subject
  ]

}

export use completions *

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
    --from-mfa: string        # Seal the seed of the MFA device that the vault keeps as NAME, in a bundle of its own
    --vault-passphrase-file: path # Unlock the vault by the passphrase in the first line of FILE (- for standard input)
    --vault-passphrase-fd: string # Unlock the vault by the passphrase in the first line of the open file descriptor N
    --identity(-i): path      # Unlock the vault by the age or ssh-ed25519 identity in FILE; may be given several times
    --for: string             # The one person or application that the key is for [default with --from-vault: whose it is there]
    --roster: path            # Seal a key for each row of the CSV in FILE (- for standard input): columns holder, source (a file) or id (of a key that the vault keeps), user, profile, region, recipient, phone, supersedes
    --name: string            # Call the record in the ledger NAME [default: made from the holder]
    --out(-o): path           # Put the bundle into the directory DIR or the new file FILE.age (- for standard output)
    --passphrase-out: path    # Put the text for the second channel into the new file FILE, in another directory than the bundle
    --eml: path               # Write an unsent e-mail to the holder too, with the bundle attached: into the directory DIR or the new file FILE.eml
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
    --mfa: string             # Keep the seed of an MFA device, which the bundle holds, in this machine's vault as NAME
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

  def "nu-complete akvault rotate done" [] {
    [ "issued" "sealed" "installed" "disabled" "unused" "deleted" "enabled" ]
  }

  def "nu-complete akvault rotate color" [] {
    [ "auto" "always" "never" ]
  }

  # Replace an AccessKey step by step: show the next step, and note what is done
  export extern "akvault rotate" [
    --done: string@"nu-complete akvault rotate done" # Note that this step is done
    --date: string            # When it was done (UTC) [default: today]
    --wait: string            # How long the old key stays disabled before it may be deleted
    --force(-f)               # Note it although a condition is missing
    --reason: string          # Why, for the history
    --abort                   # Give the rotation up: the old key stays, and its successor becomes a key of its own
    --dry-run(-n)             # Only say what would be noted
    --json                    # Write JSON to standard output, for programs
    --quiet(-q)               # Say nothing but errors on standard error
    --no-input                # Never ask: fail instead
    --color: string@"nu-complete akvault rotate color" # Colour `warning` and `error` on standard error
    --home: path              # Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform's data directory]
    --help(-h)                # Print help (see more with '--help')
    name: string              # The record of the old key
  ]

  def "nu-complete akvault import color" [] {
    [ "auto" "always" "never" ]
  }

  # Compare what the cloud tells of its users and keys with the ledger
  export extern "akvault import" [
    --list-access-keys: path  # Read answers of ListAccessKeys from FILE (- for standard input)
    --last-used: path         # Read an answer of GetAccessKeyLastUsed from FILE (- for standard input); --id says of which key
    --user: string            # The RAM user whose keys were listed
    --id: string              # The key whose last use was asked for: its whole AccessKey ID
    --date: string            # When the cloud told this (UTC) [default: today]
    --dry-run(-n)             # Only say what would change
    --json                    # Write JSON to standard output, for programs
    --quiet(-q)               # Say nothing but errors on standard error
    --no-input                # Never ask: fail instead
    --color: string@"nu-complete akvault import color" # Colour `warning` and `error` on standard error
    --home: path              # Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform's data directory]
    --help(-h)                # Print help (see more with '--help')
    report?: path             # The credential report of the RAM console or of GetCredentialReport, decoded (- for standard input)
  ]

  def "nu-complete akvault who color" [] {
    [ "auto" "always" "never" ]
  }

  # Show all that one person could have opened, and what to do about each
  export extern "akvault who" [
    --json                    # Write JSON to standard output, for programs
    --quiet(-q)               # Say nothing but errors on standard error
    --no-input                # Never ask: fail instead
    --color: string@"nu-complete akvault who color" # Colour `warning` and `error` on standard error
    --home: path              # Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform's data directory]
    --help(-h)                # Print help (see more with '--help')
    holder: string            # The person or application, as in the ledger (upper and lower case alike)
  ]

  def "nu-complete akvault audit-log color" [] {
    [ "auto" "always" "never" ]
  }

  # Show what happened to the AccessKeys in the ledger, in the order of time
  export extern "akvault audit-log" [
    --since: string           # Only what was noted on this day (UTC) or later
    --event: string           # Only events of this kind, such as sealed, receipt, revealed or disabled
    --holder: string          # Only of keys that are, or were sealed, for this person or application
    --json                    # Write JSON to standard output, for programs
    --quiet(-q)               # Say nothing but errors on standard error
    --no-input                # Never ask: fail instead
    --color: string@"nu-complete akvault audit-log color" # Colour `warning` and `error` on standard error
    --home: path              # Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform's data directory]
    --help(-h)                # Print help (see more with '--help')
    name?: string             # Only this record
  ]

  def "nu-complete akvault status state" [] {
    [ "kept" "sealed" "installed" "disabled" "deleted" ]
  }

  def "nu-complete akvault status color" [] {
    [ "auto" "always" "never" ]
  }

  # Show what is due: each key, where it is, its age, its deadline and the next step
  export extern "akvault status" [
    --due: string             # Only what is overdue or due within this time, such as 30d or 4w [default: all, and 14d counts as soon]
    --holder: string          # Only those of this holder
    --state: string@"nu-complete akvault status state" # Only those in this state
    --csv                     # Write a table for spreadsheets
    --nagios                  # One line for a monitoring system, with its exit codes: 0 ok, 1 due soon, 2 overdue, 3 unknown
    --motd                    # A few lines to greet whoever logs in; nothing when nothing is due
    --prometheus: path        # Write metrics for Prometheus' textfile collector, readable by everyone; `-` is standard output
    --ics: path               # Write the deadlines as a calendar with alarms, which an import updates; `-` is standard output
    --json                    # Write JSON to standard output, for programs
    --quiet(-q)               # Say nothing but errors on standard error
    --no-input                # Never ask: fail instead
    --color: string@"nu-complete akvault status color" # Colour `warning` and `error` on standard error
    --home: path              # Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform's data directory]
    --help(-h)                # Print help (see more with '--help')
    name?: string             # This record alone, in detail
  ]

  def "nu-complete akvault schedule color" [] {
    [ "auto" "always" "never" ]
  }

  # Print a timer that runs `akvault status` every morning, for systemd, cron or launchd
  export extern "akvault schedule" [
    --systemd                 # A service and a timer of the user's systemd
    --cron                    # A line for `crontab -e`
    --launchd                 # A property list for macOS
    --at: string              # When, by the machine's clock
    --due: string             # What counts as due soon
    --prometheus: path        # Write the metrics into this file too, on every run
    --json                    # Write JSON to standard output, for programs
    --quiet(-q)               # Say nothing but errors on standard error
    --no-input                # Never ask: fail instead
    --color: string@"nu-complete akvault schedule color" # Colour `warning` and `error` on standard error
    --home: path              # Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform's data directory]
    --help(-h)                # Print help (see more with '--help')
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
    [ "kept" "sealed" "installed" "disabled" "deleted" ]
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

  def "nu-complete akvault exec file" [] {
    [ "aliyun" "ossutil" "env" "json" "toml" "rclone" "acme-sh" "aliyun-log" "systemd" "terraform" ]
  }

  def "nu-complete akvault exec color" [] {
    [ "auto" "always" "never" ]
  }

  # Run a program with a key from the vault in its environment
  export extern "akvault exec" [
    --client-env: string@"nu-complete akvault exec client_env" # The names of the variables
    --file: string@"nu-complete akvault exec file" # Write the file of a client that reads no variables, for as long as the program runs: `AKVAULT_FILE` names it
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

  def "nu-complete akvault mfa color" [] {
    [ "auto" "always" "never" ]
  }

  # Keep the seeds of virtual MFA devices, and make their codes
  export extern "akvault mfa" [
    --json                    # Write JSON to standard output, for programs
    --quiet(-q)               # Say nothing but errors on standard error
    --no-input                # Never ask: fail instead
    --color: string@"nu-complete akvault mfa color" # Colour `warning` and `error` on standard error
    --home: path              # Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform's data directory]
    --help(-h)                # Print help (see more with '--help')
  ]

  def "nu-complete akvault mfa new color" [] {
    [ "auto" "always" "never" ]
  }

  # Make a seed, and keep it sealed in the vault
  export extern "akvault mfa new" [
    --issuer: string          # The service that issues the seed
    --account: string         # The account at that service [default: the name of the device]
    --algorithm: string       # The hash: SHA1, SHA256 or SHA512 [default: SHA1, which every app knows]
    --digits: string          # The digits of a code: 6, 7 or 8 [default: 6, which every app knows]
    --period: string          # The seconds for which a code holds, 1 to 3600 [default: 30, which every app knows]
    --bits: string            # The length of the seed: 128 to 512 bits, in whole bytes
    --json                    # Write JSON to standard output, for programs
    --quiet(-q)               # Say nothing but errors on standard error
    --no-input                # Never ask: fail instead
    --color: string@"nu-complete akvault mfa new color" # Colour `warning` and `error` on standard error
    --home: path              # Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform's data directory]
    --help(-h)                # Print help (see more with '--help')
    name: string              # What the device is called here
  ]

  def "nu-complete akvault mfa import color" [] {
    [ "auto" "always" "never" ]
  }

  # Keep the seed of an MFA device in the vault, sealed
  export extern "akvault mfa import" [
    --issuer: string          # The service that issues the seed
    --account: string         # The account at that service [default: the name of the device]
    --algorithm: string       # The hash: SHA1, SHA256 or SHA512 [default: SHA1, which every app knows]
    --digits: string          # The digits of a code: 6, 7 or 8 [default: 6, which every app knows]
    --period: string          # The seconds for which a code holds, 1 to 3600 [default: 30, which every app knows]
    --number: string          # Which account, when FILE holds several: its number in the list that the error shows
    --all                     # Keep every account in FILE: the first as NAME, the others as NAME-2, NAME-3
    --dry-run(-n)             # Only say what would be kept
    --json                    # Write JSON to standard output, for programs
    --quiet(-q)               # Say nothing but errors on standard error
    --no-input                # Never ask: fail instead
    --color: string@"nu-complete akvault mfa import color" # Colour `warning` and `error` on standard error
    --home: path              # Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform's data directory]
    --help(-h)                # Print help (see more with '--help')
    name: string              # What the device is called here
    file?: path               # The file that holds the seed (- for standard input)
  ]

  def "nu-complete akvault mfa list color" [] {
    [ "auto" "always" "never" ]
  }

  # List the MFA devices in the vault
  export extern "akvault mfa list" [
    --json                    # Write JSON to standard output, for programs
    --quiet(-q)               # Say nothing but errors on standard error
    --no-input                # Never ask: fail instead
    --color: string@"nu-complete akvault mfa list color" # Colour `warning` and `error` on standard error
    --home: path              # Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform's data directory]
    --help(-h)                # Print help (see more with '--help')
  ]

  def "nu-complete akvault mfa code color" [] {
    [ "auto" "always" "never" ]
  }

  # Show the code of an MFA device
  export extern "akvault mfa code" [
    --passphrase-file: path   # Read the passphrase from the first line of FILE (- for standard input)
    --passphrase-fd: string   # Read the passphrase from the first line of the open file descriptor N
    --identity(-i): path      # Open with the age or ssh-ed25519 identity in FILE; may be given several times
    --next                    # Show the code that comes next
    --at: string              # Show the code of another time, such as 2026-11-23T12:00:00Z
    --watch                   # Show the code on the terminal with a countdown, and the next ones, until Ctrl-C
    --json                    # Write JSON to standard output, for programs
    --quiet(-q)               # Say nothing but errors on standard error
    --no-input                # Never ask: fail instead
    --color: string@"nu-complete akvault mfa code color" # Colour `warning` and `error` on standard error
    --home: path              # Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform's data directory]
    --help(-h)                # Print help (see more with '--help')
    name: string              # The device
  ]

  def "nu-complete akvault mfa bind color" [] {
    [ "auto" "always" "never" ]
  }

  # Show two consecutive codes, which bind an MFA device to its user
  export extern "akvault mfa bind" [
    --passphrase-file: path   # Read the passphrase from the first line of FILE (- for standard input)
    --passphrase-fd: string   # Read the passphrase from the first line of the open file descriptor N
    --identity(-i): path      # Open with the age or ssh-ed25519 identity in FILE; may be given several times
    --user: string            # The user to bind it to, by the whole logon name, such as alice@example.onaliyun.com
    --serial-number: string   # The serial number, where the import did not tell it
    --at: string              # Take the codes of another time, such as 2026-11-23T12:00:00Z
    --no-wait                 # Do not wait for a fresh code
    --json                    # Write JSON to standard output, for programs
    --quiet(-q)               # Say nothing but errors on standard error
    --no-input                # Never ask: fail instead
    --color: string@"nu-complete akvault mfa bind color" # Colour `warning` and `error` on standard error
    --home: path              # Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform's data directory]
    --help(-h)                # Print help (see more with '--help')
    name: string              # The device
  ]

  def "nu-complete akvault mfa verify color" [] {
    [ "auto" "always" "never" ]
  }

  # Check a code that another device shows for the same seed
  export extern "akvault mfa verify" [
    --passphrase-file: path   # Read the passphrase from the first line of FILE (- for standard input)
    --passphrase-fd: string   # Read the passphrase from the first line of the open file descriptor N
    --identity(-i): path      # Open with the age or ssh-ed25519 identity in FILE; may be given several times
    --window: string          # Accept the codes of so many steps before and after, 0 to 10
    --at: string              # Check for another time, such as 2026-11-23T12:00:00Z
    --json                    # Write JSON to standard output, for programs
    --quiet(-q)               # Say nothing but errors on standard error
    --no-input                # Never ask: fail instead
    --color: string@"nu-complete akvault mfa verify color" # Colour `warning` and `error` on standard error
    --home: path              # Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform's data directory]
    --help(-h)                # Print help (see more with '--help')
    name: string              # The device
    code: string              # The code, as the device shows it
  ]

  def "nu-complete akvault mfa qr color" [] {
    [ "auto" "always" "never" ]
  }

  # Show the QR code of an MFA device, for an authenticator app
  export extern "akvault mfa qr" [
    --passphrase-file: path   # Read the passphrase from the first line of FILE (- for standard input)
    --passphrase-fd: string   # Read the passphrase from the first line of the open file descriptor N
    --identity(-i): path      # Open with the age or ssh-ed25519 identity in FILE; may be given several times
    --out(-o): path           # Write a picture into the new file FILE instead, which ends in .png or .svg
    --json                    # Write JSON to standard output, for programs
    --quiet(-q)               # Say nothing but errors on standard error
    --no-input                # Never ask: fail instead
    --color: string@"nu-complete akvault mfa qr color" # Colour `warning` and `error` on standard error
    --home: path              # Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform's data directory]
    --help(-h)                # Print help (see more with '--help')
    name: string              # The device
  ]

  def "nu-complete akvault mfa export color" [] {
    [ "auto" "always" "never" ]
  }

  # Write the otpauth URI of an MFA device to standard output, with its seed
  export extern "akvault mfa export" [
    --passphrase-file: path   # Read the passphrase from the first line of FILE (- for standard input)
    --passphrase-fd: string   # Read the passphrase from the first line of the open file descriptor N
    --identity(-i): path      # Open with the age or ssh-ed25519 identity in FILE; may be given several times
    --reveal                  # Show the seed; it is noted in the history
    --json                    # Write JSON to standard output, for programs
    --quiet(-q)               # Say nothing but errors on standard error
    --no-input                # Never ask: fail instead
    --color: string@"nu-complete akvault mfa export color" # Colour `warning` and `error` on standard error
    --home: path              # Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform's data directory]
    --help(-h)                # Print help (see more with '--help')
    name: string              # The device
  ]

  def "nu-complete akvault mfa rename color" [] {
    [ "auto" "always" "never" ]
  }

  # Give an MFA device another name
  export extern "akvault mfa rename" [
    --passphrase-file: path   # Read the passphrase from the first line of FILE (- for standard input)
    --passphrase-fd: string   # Read the passphrase from the first line of the open file descriptor N
    --identity(-i): path      # Open with the age or ssh-ed25519 identity in FILE; may be given several times
    --json                    # Write JSON to standard output, for programs
    --quiet(-q)               # Say nothing but errors on standard error
    --no-input                # Never ask: fail instead
    --color: string@"nu-complete akvault mfa rename color" # Colour `warning` and `error` on standard error
    --home: path              # Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform's data directory]
    --help(-h)                # Print help (see more with '--help')
    name: string              # The device
    new_name: string          # The new name
  ]

  def "nu-complete akvault mfa remove color" [] {
    [ "auto" "always" "never" ]
  }

  # Remove an MFA device from the vault, with its seed
  export extern "akvault mfa remove" [
    --force(-f)               # Do not ask
    --dry-run(-n)             # Only say what would be removed
    --json                    # Write JSON to standard output, for programs
    --quiet(-q)               # Say nothing but errors on standard error
    --no-input                # Never ask: fail instead
    --color: string@"nu-complete akvault mfa remove color" # Colour `warning` and `error` on standard error
    --home: path              # Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform's data directory]
    --help(-h)                # Print help (see more with '--help')
    name: string              # The device
  ]

  def "nu-complete akvault password color" [] {
    [ "auto" "always" "never" ]
  }

  # Make and check console passwords, and know when they must be changed
  export extern "akvault password" [
    --json                    # Write JSON to standard output, for programs
    --quiet(-q)               # Say nothing but errors on standard error
    --no-input                # Never ask: fail instead
    --color: string@"nu-complete akvault password color" # Colour `warning` and `error` on standard error
    --home: path              # Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform's data directory]
    --help(-h)                # Print help (see more with '--help')
  ]

  def "nu-complete akvault password new color" [] {
    [ "auto" "always" "never" ]
  }

  # Make a password with all the kinds of characters that RAM's policy can ask for
  export extern "akvault password new" [
    --length: string          # Its length, 8 to 32 characters
    --out(-o): path           # Write it into the new file FILE instead
    --json                    # Write JSON to standard output, for programs
    --quiet(-q)               # Say nothing but errors on standard error
    --no-input                # Never ask: fail instead
    --color: string@"nu-complete akvault password new color" # Colour `warning` and `error` on standard error
    --home: path              # Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform's data directory]
    --help(-h)                # Print help (see more with '--help')
  ]

  def "nu-complete akvault password check color" [] {
    [ "auto" "always" "never" ]
  }

  # Check a password against the rules that RAM's policy can have, and how soon it could be guessed
  export extern "akvault password check" [
    --user: string            # The user whose password it is, whose name may not be in it
    --json                    # Write JSON to standard output, for programs
    --quiet(-q)               # Say nothing but errors on standard error
    --no-input                # Never ask: fail instead
    --color: string@"nu-complete akvault password check color" # Colour `warning` and `error` on standard error
    --home: path              # Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform's data directory]
    --help(-h)                # Print help (see more with '--help')
  ]

  def "nu-complete akvault password track color" [] {
    [ "auto" "always" "never" ]
  }

  # Note the day on which a password was changed
  export extern "akvault password track" [
    --changed: string         # The day (UTC) [default: today]
    --rotate-every: string    # Change it again after so long
    --json                    # Write JSON to standard output, for programs
    --quiet(-q)               # Say nothing but errors on standard error
    --no-input                # Never ask: fail instead
    --color: string@"nu-complete akvault password track color" # Colour `warning` and `error` on standard error
    --home: path              # Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform's data directory]
    --help(-h)                # Print help (see more with '--help')
    name: string              # What the password is called here, such as the name of its user
  ]

  def "nu-complete akvault password list color" [] {
    [ "auto" "always" "never" ]
  }

  # List the passwords whose changes are noted
  export extern "akvault password list" [
    --json                    # Write JSON to standard output, for programs
    --quiet(-q)               # Say nothing but errors on standard error
    --no-input                # Never ask: fail instead
    --color: string@"nu-complete akvault password list color" # Colour `warning` and `error` on standard error
    --home: path              # Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform's data directory]
    --help(-h)                # Print help (see more with '--help')
  ]

  def "nu-complete akvault password forget color" [] {
    [ "auto" "always" "never" ]
  }

  # Forget when a password was changed
  export extern "akvault password forget" [
    --json                    # Write JSON to standard output, for programs
    --quiet(-q)               # Say nothing but errors on standard error
    --no-input                # Never ask: fail instead
    --color: string@"nu-complete akvault password forget color" # Colour `warning` and `error` on standard error
    --home: path              # Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform's data directory]
    --help(-h)                # Print help (see more with '--help')
    name: string              # What it is called here
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
    --out: path               # Write akvault.1, one page a verb, and the pages on formats, security and the vault into DIR
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

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
    --for: string             # The one person or application that the key is for
    --name: string            # Call the record in the ledger NAME [default: made from the holder]
    --id: string              # Which key, when FILE holds several: its whole AccessKey ID
    --format: string@"nu-complete akvault seal format" # Read FILE as this format instead of detecting it
    --out(-o): path           # Put the bundle into the directory DIR or the new file FILE.age (- for standard output)
    --passphrase-out: path    # Put the text for the second channel into the new file FILE, in another directory than the bundle
    --passphrase-file: path   # Seal under the passphrase in the first line of FILE instead of a generated one (- for standard input)
    --passphrase-fd: string   # As --passphrase-file, from the open file descriptor N
    --recipient(-r): string   # Seal to this age or ssh-ed25519 public key instead of a passphrase; may be given several times
    --recipients-file(-R): path # Seal to the public keys in FILE; may be given several times
    --profile: string         # The profile to install the key under
    --region: string          # The region of that profile
    --created: string         # When the key was created (UTC) [default: what FILE says, else today]
    --rotate-every: string    # Replace the key after so long
    --install-before: string  # Install the bundle within so long, or until this day
    --supersedes: string      # The AccessKey ID that this key replaces
    --remove-source           # Delete FILE once the bundle is on the disk and was read back
    --as-is                   # Seal FILE byte for byte, whatever it is; `open -o` restores it
    --binary                  # Write the bundle as bytes instead of text that mail programs leave alone
    --qr                      # Show the second channel's text as a QR code too, which a phone turns into a message
    --follow                  # Accept directories behind symbolic links of yours
    --force(-f)               # Seal for a second holder although one AccessKey is for one person or application
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
    --host: string            # The name of this machine in the receipt [default: its host name]
    --force(-f)               # Install although the bundle has expired, or is older than what is installed
    --dry-run(-n)             # Show, masked, what would change, but change nothing
    --json                    # Write JSON to standard output, for programs
    --quiet(-q)               # Say nothing but errors on standard error
    --no-input                # Never ask: fail instead
    --color: string@"nu-complete akvault install color" # Colour `warning` and `error` on standard error
    --home: path              # Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform's data directory]
    --help(-h)                # Print help (see more with '--help')
    bundle: path              # The bundle (- for standard input)
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

  def "nu-complete akvault check color" [] {
    [ "auto" "always" "never" ]
  }

  # Check this machine: who can get at its AccessKeys, which are old, and which should not be there
  export extern "akvault check" [
    --fix                     # Mend what can be mended safely, after asking: modes and access control lists of your own config files, and secrets that SDKs wrote back
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

  def "nu-complete akvault list color" [] {
    [ "auto" "always" "never" ]
  }

  # List the AccessKeys in the ledger: who has them, and when they must be replaced
  export extern "akvault list" [
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
    --json                    # Write JSON to standard output, for programs
    --quiet(-q)               # Say nothing but errors on standard error
    --no-input                # Never ask: fail instead
    --color: string@"nu-complete akvault show color" # Colour `warning` and `error` on standard error
    --home: path              # Keep the ledger in DIR [default: `$AKVAULT_HOME`, else the platform's data directory]
    --help(-h)                # Print help (see more with '--help')
    name: string              # The record
  ]

  def "nu-complete akvault which client" [] {
    [ "aliyun" "sdk" "ossutil" "env" "json" "toml" "aws" "rclone" "lego" "acme-sh" "aliyun-log" "systemd" "terraform" ]
  }

  def "nu-complete akvault which reader" [] {
    [ "python-sdk" "java-sdk" "csharp-sdk" "go-sdk" "node-sdk" "php-sdk" "go-sdk-v1" "python-sdk-core" "aliyun" "terraform" "packer" "oss-sdk" "ossutil-v1" "ossutil-v2" "aws" "rclone" "lego" "acme-sh" "aliyun-log" ]
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
    --out: path               # Write akvault.1 and one page a verb into DIR
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

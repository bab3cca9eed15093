# Completion of akvault for Nushell: `akvault completions nushell` prints this.
#
# akvault itself says what may follow, quoted for the line. Other commands keep the completer that there was.

$env.config.completions.external.completer = (do {
    let others = $env.config.completions.external.completer?
    {|spans: list<string>|
        if ($spans.0 | str replace --regex '^\^' '') != akvault {
            if $others == null { null } else { do $others $spans }
        } else {
            let words = $spans | skip 1 | drop 1
            let lines = try {
                do { ^akvault complete nushell $"--current=($spans | last)" -- ...$words } | complete | get stdout | lines
            } catch { [] }
            let candidates = $lines | skip 2 | each {|line|
                let parts = $line | split row "\t"
                { value: $parts.0, description: ($parts.1? | default "") }
            }
            let wants_files = not ($lines | get 0? | default "nothing" | str starts-with "nothing")
            # Null leaves it to Nushell, which completes files.
            if $wants_files and ($candidates | is-empty) { null } else { $candidates }
        }
    }
})

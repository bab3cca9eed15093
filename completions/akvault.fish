# Completion of akvault for fish: `akvault completions fish` prints this.
#
# akvault itself says what may follow; fish matches and quotes.

function __akvault_complete
    command --query akvault
    or return
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    set -l answer (command akvault complete fish --current="$current" -- $words[2..] 2>/dev/null)
    or return
    set -l before $answer[2]
    set -l path (string sub --start (math (string length -- "$before") + 1) -- "$current")
    printf '%s\n' $answer[3..]
    switch $answer[1]
        case 'files *'
            for file in (__fish_complete_path "$path")
                printf '%s%s\n' "$before" $file
            end
        case 'bundles *'
            __fish_complete_suffix "$current" .age
        case 'directories *'
            for directory in (__fish_complete_directories "$path" '')
                printf '%s%s\n' "$before" $directory
            end
        case 'command *'
            set -l at (contains --index -- -- $words)
            and complete --do-complete (string join ' ' -- (string escape -- $words[(math $at + 1)..]) "$current")
    end
end

complete --command akvault --no-files --arguments '(__akvault_complete)'

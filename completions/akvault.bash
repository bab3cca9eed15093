# Completion of akvault for bash: `akvault completions bash` prints this.
#
# akvault itself says what may follow. It is given the line up to the cursor, since bash cuts its own words at
# = : @ too, and the part that bash is going to replace; it gives candidates that are quoted for the line.

_akvault() {
    local line=${COMP_LINE-${COMP_WORDS[*]}} adds='' after='' candidate at
    COMPREPLY=()
    {
        read -r adds after
        read -r _
        while IFS= read -r candidate; do
            COMPREPLY+=("$candidate")
        done
    } < <(command akvault complete bash --current="$2" -- "${line:0:${COMP_POINT-${#line}}}" 2>/dev/null)
    if [[ $after == goes-on ]]; then
        compopt -o nospace 2>/dev/null
    fi
    case $adds in
        files)
            if ((${#COMPREPLY[@]})); then
                while IFS= read -r candidate; do
                    COMPREPLY+=("$candidate")
                done < <(compgen -f -- "$2")
            else
                compopt -o default 2>/dev/null
            fi
            ;;
        bundles)
            while IFS= read -r candidate; do
                COMPREPLY+=("$candidate")
            done < <(compgen -f -X '!*.age' -- "$2" && compgen -d -- "$2")
            compopt -o filenames -o default 2>/dev/null
            ;;
        directories) compopt -o dirnames 2>/dev/null ;;
        command)
            if declare -F _command_offset >/dev/null; then
                for at in "${!COMP_WORDS[@]}"; do
                    if [[ ${COMP_WORDS[at]} == -- ]]; then
                        _command_offset $((at + 1))
                        break
                    fi
                done
            else
                while IFS= read -r candidate; do
                    COMPREPLY+=("$candidate")
                done < <(compgen -c -- "$2")
                compopt -o default 2>/dev/null
            fi
            ;;
    esac
    return 0
}

complete -F _akvault akvault

# bash completion for dateline(1)

_dateline_options() { # COMMAND: its long options, from its own help
    "${COMP_WORDS[0]}" $1 --help 2>/dev/null | grep -oE -- '--[a-z-]+' | sort -u
}

_dateline() {
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} command=${COMP_WORDS[1]-}
    COMPREPLY=()
    if [ "$COMP_CWORD" -eq 1 ]; then
        COMPREPLY=($(compgen -W "geocode geoparse extract ingest query show map export gazetteer --help --version" -- "$word"))
        return
    fi
    if [ "$command" = gazetteer ]; then
        if [ "$COMP_CWORD" -eq 2 ]; then
            COMPREPLY=($(compgen -W "info build check" -- "$word"))
            return
        fi
        command="gazetteer ${COMP_WORDS[2]}"
    fi
    case $before in
    --format | -f) COMPREPLY=($(compgen -W "table json jsonl csv geojson" -- "$word")) ;;
    --theme) COMPREPLY=($(compgen -W "light dark print grey" -- "$word")) ;;
    --profile) COMPREPLY=($(compgen -W "acled ucdp" -- "$word")) ;;
    --type)
        COMPREPLY=($(compgen -W "strike explosion clash attack interception abduction arrest seizure movement protest riot meeting" -- "$word"))
        ;;
    --status)
        COMPREPLY=($(compgen -W "reported claimed alleged denied planned threatened prevented all" -- "$word"))
        ;;
    *)
        if [[ $word == -* ]]; then
            COMPREPLY=($(compgen -W "$(_dateline_options "$command")" -- "$word"))
        else
            COMPREPLY=($(compgen -f -- "$word"))
        fi
        ;;
    esac
}
complete -o filenames -F _dateline dateline

# bash completion for dateline(1)

_dateline_options() { # COMMAND…: its long options, from its own help
    "${COMP_WORDS[0]}" "$@" --help 2>/dev/null | grep -oE -- '(^|[ ,])--[a-z-]+' | grep -oE -- '--[a-z-]+' | sort -u
}

_dateline_commands() { # from the program's own help
    "${COMP_WORDS[0]}" --help 2>/dev/null | sed -nE 's/^  ([a-z]+)  .*/\1/p'
}

# Values of an option; of a list with commas, the last one.
_dateline_values() { # WORD VALUE…
    local word=$1 begun=
    shift
    [[ $word != *,* ]] || begun=${word%,*},
    mapfile -t COMPREPLY < <(compgen -P "$begun" -W "$*" -- "${word#"$begun"}")
}

_dateline() {
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} command=("${COMP_WORDS[1]-}")
    COMPREPLY=()
    # readline takes --option=value for three words.
    if [[ $word == = ]]; then
        word=
    elif [[ $before == = ]]; then
        before=${COMP_WORDS[COMP_CWORD - 2]}
    fi
    if [ "$COMP_CWORD" -eq 1 ]; then
        mapfile -t COMPREPLY < <(compgen -W "$(_dateline_commands) --help --version" -- "$word")
        return
    fi
    if [ "${command[0]}" = gazetteer ]; then
        if [ "$COMP_CWORD" -eq 2 ]; then
            mapfile -t COMPREPLY < <(compgen -W "info build check" -- "$word")
            return
        fi
        command+=("${COMP_WORDS[2]}")
    fi
    if [ "${command[0]}" = place ] && [ "$COMP_CWORD" -eq 2 ]; then
        mapfile -t COMPREPLY < <(compgen -W "add list remove" -- "$word")
        return
    fi
    case $before in
    --format | -f) _dateline_values "$word" table json jsonl csv geojson ;;
    --theme) _dateline_values "$word" light dark print grey ;;
    --density) _dateline_values "$word" hexagon heat ;;
    --size-by) _dateline_values "$word" count fatalities casualties ;;
    --language) _dateline_values "$word" en ar ;;
    --series) _dateline_values "$word" day week month ;;
    --profile) _dateline_values "$word" acled ucdp ;;
    --type)
        _dateline_values "$word" strike explosion clash attack interception abduction arrest \
            seizure movement protest riot meeting
        ;;
    --status)
        _dateline_values "$word" reported claimed alleged denied planned threatened prevented all
        ;;
    --group-by) _dateline_values "$word" type status actor country admin1 place day week month ;;
    --review) _dateline_values "$word" unreviewed accepted rejected all ;;
    *) # files are readline's own default
        [[ $word != -* ]] ||
            mapfile -t COMPREPLY < <(compgen -W "$(_dateline_options "${command[@]}")" -- "$word")
        ;;
    esac
}
complete -o bashdefault -o default -F _dateline dateline

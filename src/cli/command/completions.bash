
# bash takes `=` and `:` for the ends of words. A value such as html=FILE is one word:
# it is put together before the program is asked, and of each answer only that is
# handed back which bash believes to be the last word.
_dutyphone() {
    local rest=$COMP_LINE last=0 place piece trimmed behind before
    local -a whole=()
    for ((place = 0; place < ${#COMP_WORDS[@]}; place++)); do
        piece=${COMP_WORDS[place]}
        trimmed=${rest#"${rest%%[![:space:]]*}"}
        behind=${trimmed#"$piece"}
        if ((place == COMP_CWORD)) && [[ $piece != [=:] ]]; then
            piece=$2
        fi
        if ((place > 0)) && [[ $trimmed == "$rest" ]]; then
            whole[${#whole[@]} - 1]+=$piece
        else
            whole+=("$piece")
        fi
        if ((place == COMP_CWORD)); then
            last=$((${#whole[@]} - 1))
        fi
        rest=$behind
    done
    local COMP_CWORD=$last
    local -a COMP_WORDS=("${whole[@]}")
    _clap_complete_dutyphone "$1" "${whole[last]}" "$3"
    before=${whole[last]%"${whole[last]##*[=:]}"}
    if [[ -n $before && $COMP_WORDBREAKS == *"${before: -1}"* ]]; then
        COMPREPLY=("${COMPREPLY[@]#"$before"}")
    fi
}

# made from the tables of src/cli/options.c: do not edit
_rapporteur()
{
    local cur=${COMP_WORDS[COMP_CWORD]} words=
    if [ "$COMP_CWORD" -eq 1 ]; then
        words=" read add overview talks timeline said events positions differ copies names search cite changes check forget settle export serve work"
        COMPREPLY=($(compgen -W "$words" -- "$cur"))
        return
    fi
    case "${COMP_WORDS[1]}:${COMP_WORDS[COMP_CWORD-1]}" in
    read:--from) words="text html warc feed jsonl mbox" ;;
    add:--from) words="text html warc feed jsonl mbox" ;;
    timeline:--status) words="actual claimed alleged planned expected hypothetical negated attitude background" ;;
    said:--wording) words="direct mixed indirect" ;;
    events:--status) words="actual claimed alleged planned expected hypothetical negated attitude background" ;;
    search:--origin) words="independent copy" ;;
    check:--table) words="attribution figure event position round document pledge disagreement" ;;
    export:--as) words="jsonl csv conllu plover acled ucdp dna timelinejs gexf geojson csljson memo brat inception webanno html" ;;
    export:--table) words="report entity attribution figure event position round document pledge disagreement copy story chronology judgement" ;;
    esac
    if [ -z "$words" ] && [ "${cur:0:1}" = - ]; then
    case "${COMP_WORDS[1]}" in
    read) words=" --layers --published --between --from --verbatim --no-parse --jobs --max-bytes --seconds --shard --gazetteer --with-source --no-color --help" ;;
    add) words=" --layers --published --between --from --verbatim --no-parse --jobs --max-bytes --seconds --shard --engine --settle --brief --mentions --no-color --help" ;;
    overview) words=" --print-brief --since --json --plain --width --no-color --help" ;;
    talks) words=" --party --speaker --issue --from --to --report --json --plain --width --no-color --help" ;;
    timeline) words=" --party --speaker --issue --from --to --report --kind --status --json --plain --width --no-color --help" ;;
    said) words=" --party --speaker --issue --from --to --report --of --wording --words --json --plain --width --no-color --help" ;;
    events) words=" --party --speaker --issue --from --to --report --kind --status --json --plain --width --no-color --help" ;;
    positions) words=" --party --speaker --issue --from --to --report --as-of --own --pledges --history --conditions --json --plain --width --no-color --help" ;;
    differ) words=" --party --speaker --issue --from --to --report --json --plain --width --no-color --help" ;;
    copies) words=" --party --from --to --report --json --plain --width --no-color --help" ;;
    names) words=" --merge --split --set --date --undo --coder --json --plain --width --no-color --help" ;;
    search) words=" --party --speaker --issue --from --to --report --place --month --outlet --source --origin --facets --json --plain --width --no-color --help" ;;
    cite) words=" --check --json --plain --width --no-color --help" ;;
    changes) words=" --party --issue --since --json --plain --width --no-color --help" ;;
    check) words=" --sample --accept --reject --edit --note --undo --coder --table --json --plain --width --no-color --help" ;;
    forget) words=" --no-color --help" ;;
    settle) words=" --no-color --help" ;;
    export) words=" --as --to --table --no-text --full-text --digest --no-color --help" ;;
    serve) words=" --port --no-color --help" ;;
    work) words=" --until-empty --once --settle --status --retry --jobs --batch --lease --root --no-color --help" ;;
    esac
    fi
    if [ -n "$words" ]; then
        COMPREPLY=($(compgen -W "$words" -- "$cur"))
    else
        COMPREPLY=($(compgen -f -- "$cur"))
    fi
}
complete -o filenames -F _rapporteur rapporteur

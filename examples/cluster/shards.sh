#!/bin/sh
# Read the inputs in parts, side by side, without any service, and put the records into one dossier.
# usage: shards.sh DOSSIER INPUT...
# On several machines: with GNU parallel, LOGINS="-S host1,host2 --workdir ." (they must see the same files).
# PARTS: how many parts (16); RAPPORTEUR: the program.
set -eu
dossier=$1; shift
parts=${PARTS:-16} program=${RAPPORTEUR:-rapporteur} records=$(mktemp -d ./records.XXXXXX)
# Exit 65 says that some report was bad, which is told in its place: no reason to stop.
read_part() { # part, inputs
    part=$1; shift
    status=0
    "$program" read --jobs 1 --with-source --shard "$part/$parts" -- "$@" > "$records/$part.jsonl" || status=$?
    [ $status = 0 ] || [ $status = 65 ]
}
if command -v parallel >/dev/null 2>&1; then
    # shellcheck disable=SC2086
    seq "$parts" | parallel ${LOGINS:-} --halt soon,fail=1 \
        "$program read --jobs 1 --with-source --shard {}/$parts -- $* > $records/{}.jsonl || [ \$? = 65 ]"
else
    for part in $(seq "$parts"); do read_part "$part" "$@"; done
fi
"$program" add "$dossier" "$records"/*.jsonl
rm -r "$records"

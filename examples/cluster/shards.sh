#!/bin/sh
# Read the inputs in parts, side by side, without any service, and put the records into one dossier.
# usage: shards.sh DOSSIER INPUT...
#   PARTS       how many parts (16)
#   LOGINS      options for GNU parallel: LOGINS="-S host1,host2 --workdir $PWD" reads on these machines too,
#               which must see the same files and this folder.  Without GNU parallel parts are read in turn.
#   RAPPORTEUR  the program
set -eu
dossier=$1; shift
parts=${PARTS:-16} program=${RAPPORTEUR:-rapporteur}
records=$(mktemp -d ./records.XXXXXX)

# Exit 65 says that some report was bad, which is told in its place: no reason to stop.
cat > "$records/read.sh" <<'SCRIPT'
program=$1 part=$2 parts=$3 out=$4; shift 4
"$program" read --jobs 1 --with-source --shard "$part/$parts" -- "$@" > "$out/$part.jsonl" || [ $? = 65 ]
SCRIPT
if command -v parallel >/dev/null 2>&1; then
    # shellcheck disable=SC2086
    seq "$parts" | parallel ${LOGINS:-} --halt soon,fail=1 -q sh "$records/read.sh" "$program" {} "$parts" "$records" "$@"
else
    for part in $(seq "$parts"); do sh "$records/read.sh" "$program" "$part" "$parts" "$records" "$@"; done
fi
"$program" add "$dossier" "$records"/*.jsonl
rm -r "$records"

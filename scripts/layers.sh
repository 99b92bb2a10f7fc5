#!/bin/sh
# Fails when a file reaches up: src/LAYERS lists the rooms from the ground, and includes go down only.
cd "${1:-src}" || exit 2
find . -name '*.[ch]' | LC_ALL=C sort | xargs awk '
    FNR == 1 { split(substr(FILENAME, 3), part, "/"); own = part[1] }
    BEGIN { while ((getline line < "LAYERS") > 0) level[line] = ++n }
    /^#include "[a-z]+\// {
        split($2, p, "[\"/]"); room = p[2]
        if (!(own in level)) { print FILENAME ": not in LAYERS"; bad = 1 }
        else if (!(room in level) || level[room] > level[own]) { print FILENAME ": includes " room; bad = 1 }
    }
    END { exit bad }'

#!/bin/sh
# Which lines and branches the tests run: scripts/coverage.sh [FOLDER] builds with counters, runs the unit tests, the golden test and the harnesses' seeds, and prints a
# table by room.  A branch that only a refused allocation takes (RAP_NODISCARD chains "if (rc != RAP_OK)") counts like any other.
set -eu
build=${1:-build-coverage}
scripts/build.sh "$build" -Db_coverage=true -Dbuildtype=debug -Db_ndebug=true
find "$build" -name '*.gcda' -delete
meson test -C "$build" --no-rebuild --no-suite browser --no-suite figures >"$build/test.out" 2>&1 || tail -n 20 "$build/test.out" >&2
for room in $(grep -v '^#' src/LAYERS); do
    [ -d "src/$room" ] || continue
    gcovr -r . --object-directory "$build" --filter "src/$room/" --exclude-throw-branches --exclude-unreachable-branches --json-summary 2>/dev/null |
        python3 -c 'import json, sys; s = json.load(sys.stdin); print("%-10s lines %5.1f  branches %5.1f" % (sys.argv[1], s["line_percent"], s["branch_percent"]))' "$room"
done

#!/bin/sh
# Which branches the tests run: scripts/coverage.sh [FOLDER] builds with counters and without optimisation (a branch that the compiler has folded away would not be
# counted), runs the unit tests and the tests of the whole program, prints a table by room and fails when a room falls below its floor in tests/rooms.tsv.
# COVERAGE_SUITES=unit is the short way; the suite cluster is skipped where PostgreSQL is not installed. An allocation that is refused counts like any other branch.
set -eu
build=${1:-build-coverage}
scripts/build.sh "$build" -Db_coverage=true -Dbuildtype=debug -Doptimization=0 -Db_ndebug=true -Dc_args=-DRAP_COVERAGE
find "$build" -name '*.gcda' -delete
suites=
for suite in ${COVERAGE_SUITES:-unit whole cluster}; do
    suites="$suites --suite $suite"
done
# shellcheck disable=SC2086
meson test -C "$build" --no-rebuild -t 5 $suites >"$build/test.out" 2>&1 || tail -n 20 "$build/test.out" >&2
# one thread: gcovr 5.2 waits for ever where one of several fails
gcovr -r . --object-directory "$build" --filter 'src/' --exclude-throw-branches --exclude-unreachable-branches -j 1 \
    --gcov-ignore-parse-errors --json "$build/coverage.json" "$build" >/dev/null 2>&1
python3 scripts/covered.py "$build/coverage.json" tests/rooms.tsv "${COVERAGE_SUITES:-unit whole cluster}"

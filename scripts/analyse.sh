#!/bin/sh
# Static analysis of src/: gcc's analyzer, cppcheck, clang-tidy (.clang-tidy).  scripts/analyse.sh [FOLDER]; each tool may find nothing.
set -eu
build=${1:-build-analyse}
[ -f "$build/build.ninja" ] || meson setup "$build" --buildtype=debug >/dev/null
ninja -C "$build" --quiet
found=0
log=$build/analyse.log
: >"$log"
if command -v cppcheck >/dev/null 2>&1; then
    cppcheck --language=c --std=c11 --enable=warning,portability,performance --inline-suppr --suppressions-list=scripts/cppcheck.txt -q -j"$(nproc)" \
        -Iinclude -Isrc -I"$build" src >>"$log" 2>&1 || true
fi
# (It does not see that rap_fail, in another file, never returns RAP_OK, and takes what only success fills for unset or NULL: -Wmaybe-uninitialized and the sanitizers look there.
# -c: with -fsyntax-only the analyzer does not run at all)
libs=$(pkg-config --cflags libpq uchardet 2>/dev/null || true)
git ls-files 'src/*.c' | grep -v -e atlastool -e /embed | xargs -P"$(nproc)" -n 1 \
    gcc -fanalyzer -Wno-analyzer-use-of-uninitialized-value -Wno-analyzer-null-argument -c -o /dev/null -std=c17 -D_FORTIFY_SOURCE=0 -O1 -Iinclude -Isrc -I"$build" -I"$build/src" $libs -DRAP_VERSION='"0"' >>"$log" 2>&1 || true
if command -v clang-tidy >/dev/null 2>&1; then
    git ls-files 'src/*.c' | grep -v -e atlastool | xargs -P"$(nproc)" -n 20 clang-tidy --quiet -p "$build" >>"$log" 2>/dev/null || true
fi
found=$(grep -cE '(warning|error|portability|performance): ' "$log" || true)
echo "$found findings; see $log"
[ "$found" = 0 ]

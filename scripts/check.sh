#!/bin/sh
# Everything that must hold before a change goes in: build with gcc and clang under
# -Werror, the tests, the tests again under ASan and UBSan, format, layers, house rules.
# Ends with "N passed, N failed[, N skipped]" and that many failures as the exit status.
set -u
passed=0 failed=0 skipped=0
tests='([0-9]+)'

told() { # name, exit status, log
    if [ "$2" = 0 ]; then
        passed=$((passed + 1)); echo "ok      $1"
    elif [ "$2" = 77 ]; then
        skipped=$((skipped + 1)); echo "skipped $1: $(tail -n 1 "$3")"
    else
        failed=$((failed + 1)); echo "FAILED  $1"; tail -n 40 "$3" | sed 's/^/        /'
    fi
}
step() { # name, command ...
    name=$1; shift
    log=$(mktemp)
    "$@" >"$log" 2>&1 </dev/null
    told "$name" $? "$log"
    rm -f "$log"
}
suite() { # build folder, options: count its tests, print what failed
    # One more at a time than there are processors: some tests mostly wait.
    meson test -C "$@" --num-processes $(($(nproc) + 1)) --no-rebuild --print-errorlogs >"$1/test.out" 2>&1 </dev/null
    ok=$(sed -nE "s/^Ok: +$tests.*/\1/p" "$1/test.out"); bad=$(sed -nE "s/^(Fail|Timeout|Unexpected Pass): +$tests.*/\2/p" "$1/test.out" | awk '{n+=$1} END{print n+0}')
    skip=$(sed -nE "s/^Skipped: +$tests.*/\1/p" "$1/test.out")
    passed=$((passed + ${ok:-0})); failed=$((failed + bad)); skipped=$((skipped + ${skip:-0}))
    echo "tests in $1: ${ok:-0} ok, $bad failed, ${skip:-0} skipped"
    [ "$bad" = 0 ] || grep -vE '^ *[0-9]+/[0-9]+ .* OK ' "$1/test.out" | tail -n 120
    [ -n "${ok:-}" ] || { failed=$((failed + 1)); tail -n 30 "$1/test.out"; }
}

step "gcc builds without a warning" scripts/build.sh build-check --werror
step "clang builds without a warning" env CC=clang scripts/build.sh build-clang --werror -Doptimization=1
step "gcc builds under ASan and UBSan" scripts/build.sh build-asan --werror -Db_sanitize=address,undefined -Dbuildtype=debugoptimized -Doptimization=1 -Ddebug=false -Dc_args=-g1
step "files include their own and earlier rooms only" scripts/layers.sh src
step "the house rules hold" python3 scripts/house.py
step "files are formatted" scripts/format.sh check
suite build-check
suite build-clang --suite unit
suite build-asan --no-suite figures --no-suite browser --no-suite cluster --no-suite quoted --no-suite bytes
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ]

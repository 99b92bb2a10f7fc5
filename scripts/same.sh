#!/bin/sh
# The program by gcc and clang, each at -O0, -O2 and -O3, and without vector instructions, with those of AVX2, with all: every one must print the same bytes, under 1 to 8
# jobs, five time zones, two locales and any order of the input.  SAME="gcc-0 clang-2" names some of the builds; SAME_BUILD the folder that keeps them.
set -eu
to=${SAME_BUILD:-build-same}
others=
for one in ${SAME:-gcc-0 gcc-2 gcc-3 clang-0 clang-2 clang-3}; do
    [ -f "$to/$one/build.ninja" ] || CC=${one%-*} meson setup "$to/$one" "-Doptimization=${one#*-}" >"$to-$one.log" 2>&1 || { tail -n 30 "$to-$one.log" >&2; exit 1; }
    rm -f "$to-$one.log"
    ninja -C "$to/$one" --quiet rapporteur tests/rapporteur_plain tests/rapporteur_avx2
    others="$others $to/$one/rapporteur $to/$one/tests/rapporteur_plain"
    case $(cat /proc/cpuinfo) in *" avx2 "*) others="$others $to/$one/tests/rapporteur_avx2" ;; esac
done
# shellcheck disable=SC2086
set -- $others
exec python3 tests/same.py "$1" . "$@"

#!/bin/sh
# libFuzzer over the public reader and every parser, a share of so many seconds of processor time each, starting from examples/ and fuzz/seeds/.
# FUZZ="f_html f_mail" names some of them; FUZZ_BUILD the folder that keeps what was found between runs; FUZZ_LOG a file to which a line is added for each, which
# scripts/fuzzed.py adds up.
set -eu
build=${FUZZ_BUILD:-build-fuzz}
[ -f "$build/build.ninja" ] || CC=clang CFLAGS=-fsanitize=fuzzer-no-link meson setup "$build" -Db_sanitize=address,undefined -Db_lundef=false -Dbuildtype=debugoptimized \
    -Doptimization=1 >"$build.log" 2>&1 || { tail -n 30 "$build.log" >&2; exit 1; }
rm -f "$build.log"
ninja -C "$build" --quiet librapporteur_inner.a
packages=$(PKG_CONFIG_PATH=$build/meson-private pkg-config --print-requires-private rapporteur | awk '{print $1}')
names=${FUZZ:-f_read f_html f_warc f_feed f_mail f_archive f_json f_record f_brief f_times f_request f_unpack}
share=$((${1:-600} / $(echo "$names" | wc -w)))
for name in $names; do
    more=
    [ "$name" != f_request ] || more="src/serve/gate.c src/serve/head.c src/serve/post.c"
    # shellcheck disable=SC2086,SC2046
    clang -std=c17 -g -O1 -DRAP_LIBFUZZER -fsanitize=fuzzer,address,undefined -Iinclude -Isrc "fuzz/$name.c" $more \
        "$build/librapporteur_inner.a" $(pkg-config --libs $packages) -lpthread -o "$build/${name}_fuzz"
    mkdir -p "$build/corpus_$name"
done
# Without -entropic=0 the fuzzer weighs inputs by the rarity of their features, of which there are up to 200,000 here: a third to nineteen
# twentieths of the time.
for name in $names; do
    seeds=fuzz/seeds
    length=20000
    case $name in
    f_read) # all layers, a hundred times slower than one parser: short texts
        seeds="examples/reports fuzz/seeds"
        length=2000
        ;;
    f_html | f_warc | f_feed | f_mail | f_archive) seeds="examples/web fuzz/seeds" ;;
    esac
    # shellcheck disable=SC2086
    python3 scripts/fuzzed.py "$name" "$share" "$build" "${FUZZ_LOG:-}" -- "$build/${name}_fuzz" -max_len=$length -entropic=0 -timeout=300 -print_final_stats=1 \
        -artifact_prefix="$build/$name-" "$build/corpus_$name" $seeds || { tail -n 30 "$build/$name.log" >&2; echo "$name: a finding, in $build/" >&2; exit 1; }
done

#!/bin/sh
# libFuzzer over the public reader and every parser, a share of so many seconds each, starting from examples/ and fuzz/seeds/.
# FUZZ="f_html f_mail" names some of them; FUZZ_BUILD the folder that keeps what was found between runs.
set -eu
build=${FUZZ_BUILD:-build-fuzz}
CC=clang CFLAGS=-fsanitize=fuzzer-no-link scripts/build.sh "$build" -Db_sanitize=address,undefined -Db_lundef=false -Dbuildtype=debugoptimized
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
for name in $names; do
    seeds=fuzz/seeds
    case $name in
    f_read) seeds=examples/reports ;;
    f_html | f_warc | f_feed | f_mail | f_archive) seeds=examples/web ;;
    esac
    "$build/${name}_fuzz" -max_total_time="$share" -max_len=20000 -timeout=20 -print_final_stats=1 -artifact_prefix="$build/" \
        "$build/corpus_$name" "$seeds" 2>"$build/$name.log" ||
        { tail -n 30 "$build/$name.log" >&2; echo "$name: a finding, in $build/" >&2; exit 1; }
    echo "$name: $(sed -n 's/^stat::number_of_executed_units: *//p' "$build/$name.log") inputs in $share s, none bad"
done

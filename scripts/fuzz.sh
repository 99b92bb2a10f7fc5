#!/bin/sh
# libFuzzer over the public reader, pages and the readers of containers, a share of so many seconds each, starting from examples/.
set -eu
CC=clang CFLAGS=-fsanitize=fuzzer-no-link scripts/build.sh build-fuzz -Db_sanitize=address,undefined -Db_lundef=false -Dbuildtype=debugoptimized
packages=$(PKG_CONFIG_PATH=build-fuzz/meson-private pkg-config --print-requires-private rapporteur | awk '{print $1}')
names="f_read f_html f_warc f_feed f_mail f_archive"
share=$((${1:-600} / 6))
for name in $names; do
    clang -std=c17 -g -O1 -DRAP_LIBFUZZER -fsanitize=fuzzer,address,undefined -Iinclude -Isrc "fuzz/$name.c" \
        build-fuzz/librapporteur_inner.a $(pkg-config --libs $packages) -lpthread -o "build-fuzz/${name}_fuzz"
    mkdir -p "build-fuzz/corpus_$name"
done
for name in $names; do
    seeds=examples/web
    [ "$name" != f_read ] || seeds=examples/reports
    "build-fuzz/${name}_fuzz" -max_total_time="$share" -max_len=20000 -timeout=20 "build-fuzz/corpus_$name" "$seeds"
done

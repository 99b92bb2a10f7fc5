#!/bin/sh
# libFuzzer over the public reader and over the WARC reader, half of so many seconds each, starting from examples/.
set -eu
CC=clang CFLAGS=-fsanitize=fuzzer-no-link scripts/build.sh build-fuzz -Db_sanitize=address,undefined -Db_lundef=false -Dbuildtype=debugoptimized
packages=$(PKG_CONFIG_PATH=build-fuzz/meson-private pkg-config --print-requires-private rapporteur | awk '{print $1}')
half=$((${1:-600} / 2))
for name in f_read f_warc; do
    clang -std=c17 -g -O1 -DRAP_LIBFUZZER -fsanitize=fuzzer,address,undefined -Iinclude -Isrc "fuzz/$name.c" \
        build-fuzz/librapporteur_inner.a $(pkg-config --libs $packages) -lpthread -o "build-fuzz/${name}_fuzz"
    mkdir -p "build-fuzz/corpus_$name"
done
build-fuzz/f_read_fuzz -max_total_time="$half" -max_len=20000 -timeout=20 build-fuzz/corpus_f_read examples/reports
build-fuzz/f_warc_fuzz -max_total_time="$half" -max_len=20000 -timeout=20 build-fuzz/corpus_f_warc examples/web

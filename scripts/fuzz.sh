#!/bin/sh
# libFuzzer over the reader for so many seconds each: reports, pages, crawls.  FUZZ=f_html takes one of them.
set -eu
CC=clang CFLAGS=-fsanitize=fuzzer-no-link scripts/build.sh build-fuzz -Db_sanitize=address,undefined -Db_lundef=false -Dbuildtype=debugoptimized
libraries=$(pkg-config --libs zlib libzstd libbrotlidec nettle sqlite3 icu-uc uchardet)
for target in ${FUZZ:-$(basename -s .c fuzz/f_*.c)}; do
    clang -std=c17 -g -O1 -DRAP_LIBFUZZER -fsanitize=fuzzer,address,undefined -Iinclude -Isrc "fuzz/$target.c" \
        build-fuzz/librapporteur_inner.a $libraries -lpthread -lm -o "build-fuzz/${target}_fuzz"
    case $target in f_read) seeds=examples/reports ;; *) seeds=examples/web ;; esac
    mkdir -p "build-fuzz/$target"
    "build-fuzz/${target}_fuzz" -max_total_time="${1:-600}" -max_len=20000 -timeout=20 "build-fuzz/$target" "$seeds"
done

#!/bin/sh
# libFuzzer over the public reader for so many seconds, starting from examples/.
set -eu
CC=clang CFLAGS=-fsanitize=fuzzer-no-link scripts/build.sh build-fuzz -Db_sanitize=address,undefined -Db_lundef=false -Dbuildtype=debugoptimized
clang -std=c17 -g -O1 -DRAP_LIBFUZZER -fsanitize=fuzzer,address,undefined -Iinclude fuzz/f_read.c \
    build-fuzz/librapporteur_inner.a $(pkg-config --libs zlib libzstd nettle sqlite3) -lpthread -o build-fuzz/f_read_fuzz
mkdir -p build-fuzz/corpus
exec build-fuzz/f_read_fuzz -max_total_time="${1:-600}" -max_len=20000 -timeout=20 build-fuzz/corpus examples/reports

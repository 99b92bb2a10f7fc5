/*
 * fuzz/f_warc.c - any bytes as a WARC file, packed or not: no crash, no leak, an end.
 *
 * The first byte chooses: plain, as it comes, or packed into gzip members here, so that
 * the fuzzer sees heads and codings and not only checksums.  main() replays files.
 */
/* SPDX-License-Identifier: MIT */
#include "base/buf.h"
#include "intake/container.h"

#include <stdio.h>
#include <stdlib.h>
#include <zlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { STEPS_MAX = 100000, MEMBER = 4096 };

/* Pack `in` into members of a few thousand bytes. */
static void pack(rap_buf *to, rap_str in)
{
    for (size_t at = 0; at < in.n; at += MEMBER) {
        z_stream z = {0};
        rap_str part = rap_str_cut(in, at, at + MEMBER);
        uint8_t bytes[MEMBER];
        memcpy(bytes, part.p, part.n);
        if (deflateInit2(&z, 1, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY) != Z_OK) return;
        if (!rap_buf_room(to, 2 * MEMBER)) abort();
        z.next_in = bytes;
        z.avail_in = (uInt)part.n;
        z.next_out = (uint8_t *)to->p + to->n;
        z.avail_out = 2 * MEMBER;
        if (deflate(&z, Z_FINISH) != Z_STREAM_END) abort();
        to->n += 2 * MEMBER - z.avail_out;
        (void)deflateEnd(&z);
    }
}

static void walk(rap_window *w)
{
    const rap_container_options options = {RAP_STR("fuzz"), 1 << 16};
    rap_container *c;
    if (rap_container_warc.open(&c, w, &options, NULL) != RAP_OK) abort();
    bool end = false;
    for (size_t i = 0; !end; i++) {
        rap_report r = {0};
        rap_err err;
        rap_arena *a = rap_arena_new(1 << 20);
        rap_code rc = rap_container_warc.next(c, &r, &end, a, &err);
        if (rc != RAP_OK && r.key.n == 0) abort();
        if (rc == RAP_OK && !end && r.bytes.n > options.max_bytes) abort();
        char part[100];
        size_t got = 1;
        while (rc == RAP_OK && !end && r.media == RAP_MEDIA_NONE && got)
            if (rap_container_warc.read(c, &got, part, sizeof part, NULL) != RAP_OK)
                break;
        rap_arena_free(a);
        if (i > STEPS_MAX) abort();
    }
    rap_container_warc.close(c);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 1) return 0;
    rap_str in = {(const char *)data + 1, size - 1};
    rap_buf packed = {0};
    if (data[0] & 1) {
        pack(&packed, in);
        in = rap_buf_str(&packed);
    }
    rap_window *w;
    if (rap_window_of_bytes(&w, in, NULL) != RAP_OK) return 0;
    if (rap_window_unpack(&w, RAP_STR("fuzz.warc.gz"), NULL) == RAP_OK) walk(w);
    rap_window_close(w);
    rap_buf_done(&packed);
    return 0;
}

#ifndef RAP_LIBFUZZER
/* Prefixes of a file and some bytes flipped, as they are and packed. */
static int replay(const char *path)
{
    FILE *f = fopen(path, "rb");
    if (!f) return 1;
    static uint8_t bytes[1 << 18];
    size_t n = 1 + fread(bytes + 1, 1, sizeof bytes - 1, f);
    (void)fclose(f);
    for (int way = 0; way < 2; way++) {
        bytes[0] = (uint8_t)way;
        size_t step = n / 61 + 1;
        for (size_t k = 1; k < n; k += step) {
            (void)LLVMFuzzerTestOneInput(bytes, k);
            bytes[k] ^= 0x55;
            (void)LLVMFuzzerTestOneInput(bytes, n);
            bytes[k] ^= 0x55;
        }
        (void)LLVMFuzzerTestOneInput(bytes, n);
    }
    return 0;
}

int main(int argc, char **argv)
{
    int failed = 0;
    for (int i = 1; i < argc; i++)
        failed += replay(argv[i]);
    (void)printf("%d files replayed\n", argc - 1 - failed);
    return failed || argc < 2;
}
#endif

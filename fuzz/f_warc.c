/*
 * fuzz/f_warc.c - any bytes as a WARC file, packed or not: no crash, no leak, an end.
 *
 * As it comes, and packed into gzip members here, so that the fuzzer sees heads and
 * codings and not only checksums.
 */
/* SPDX-License-Identifier: MIT */
#include "base/buf.h"
#include "walking.h"

#include <zlib.h>

enum { MEMBER = 4096 };

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

static void walk(rap_str in)
{
    rap_window *w;
    if (rap_window_of_bytes(&w, in, NULL) != RAP_OK) return;
    if (rap_window_unpack(&w, RAP_STR("fuzz.warc.gz"), NULL) == RAP_OK)
        walk_window(&rap_container_warc, w);
    rap_window_close(w);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    rap_str in = {(const char *)data, size};
    rap_buf packed = {0};
    walk(in);
    pack(&packed, in);
    walk(rap_buf_str(&packed));
    rap_buf_done(&packed);
    return 0;
}

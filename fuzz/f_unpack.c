/*
 * fuzz/f_unpack.c - any bytes as gzip, zlib, deflate, zstd or brotli: never more is
 * eaten or given than there is, and in steps of any size the same comes out.
 */
/* SPDX-License-Identifier: MIT */
#include "base/unpack.h"
#include "replaying.h"

#include <stdlib.h>
#include <string.h>

enum { MOST = 1 << 16 };

/* At most MOST bytes of one member, `step` bytes of room at a time. */
static size_t run(rap_packing how, rap_str in, size_t step, char *out,
                  rap_unpack_state *end)
{
    rap_unpack *u = rap_unpack_new(how);
    size_t at = 0, n = 0;
    *end = RAP_UNPACK_NOMEM;
    for (int i = 0; u && i < 4 * MOST; i++) {
        size_t eaten = 0, given = 0, room = n + step > MOST ? MOST - n : step;
        *end = rap_unpack_step(u, rap_str_cut(in, at, in.n), &eaten, out + n, room,
                               &given);
        if (eaten > in.n - at || given > room) abort();
        at += eaten;
        n += given;
        if (*end != RAP_UNPACK_ON || n == MOST || (eaten == 0 && given == 0)) break;
    }
    rap_unpack_free(u);
    return n;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static char once[MOST], steps[MOST];
    rap_str in = {(const char *)data, size};
    for (int how = RAP_PACKING_NONE + 1; how <= RAP_PACKING_BROTLI; how++) {
        rap_unpack_state a, b;
        size_t n = run((rap_packing)how, in, MOST, once, &a);
        size_t m = run((rap_packing)how, in, 97, steps, &b);
        size_t same = n < m ? n : m;
        if (memcmp(once, steps, same) != 0) abort();
        if (a == RAP_UNPACK_END && (b != a || n != m)) abort();
    }
    return 0;
}

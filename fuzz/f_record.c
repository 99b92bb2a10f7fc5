/*
 * fuzz/f_record.c - any bytes as a record that is read back: every span lies in the
 * source and every reference leads somewhere, or it is refused.
 */
/* SPDX-License-Identifier: MIT */
#include "pile/filed.h"
#include "replaying.h"

#include <stdlib.h>

static void inside(const rap_filed *f, rap_span at)
{
    if (at.from > at.to || at.to > f->bytes) abort();
}

static void walk(const rap_filed *f, rap_arena *arena)
{
    for (uint32_t i = 0; i < f->n_mentions; i++) {
        inside(f, f->mentions[i].at);
        (void)rap_filed_quote(f, f->mentions[i].at, arena);
        (void)rap_filed_attribution_at(f, f->mentions[i].at);
    }
    for (uint32_t i = 0; i < f->n_entities; i++) {
        int32_t side = rap_filed_side(f, (int32_t)i);
        if (side < -1 || side >= (int32_t)f->n_entities) abort();
    }
    for (uint32_t i = 0; i < f->n_blocks; i++)
        inside(f, f->blocks[i].at);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    rap_arena *arena = rap_arena_new((size_t)1 << 26);
    rap_filed f;
    rap_err err = {.code = RAP_OK};
    if (!arena) return 0;
    rap_code rc = rap_filed_parse(&f, (rap_str){(const char *)data, size}, arena, &err);
    if (rc == RAP_OK)
        walk(&f, arena);
    else if (err.code != rc || err.msg[0] == 0)
        abort();
    rap_arena_free(arena);
    return 0;
}

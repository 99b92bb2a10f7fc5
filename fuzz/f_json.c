/*
 * fuzz/f_json.c - any bytes as JSON: it ends, and what is told of a value is true.
 */
/* SPDX-License-Identifier: MIT */
#include "base/jsonin.h"
#include "replaying.h"

#include <stdlib.h>

/* Values of a tree, without recursion: children are counted where they are listed. */
static size_t count(const rap_value *v, size_t most)
{
    const rap_value *open[512];
    size_t n = 0, depth = 0;
    open[depth++] = v;
    while (depth > 0) {
        const rap_value *x = open[--depth];
        uint32_t children = 0;
        if (++n > most) abort(); /* more values than bytes */
        for (const rap_value *c = x->first; c; c = c->next, children++)
            if (depth < 512) open[depth++] = c;
        if (children != x->n) abort();
    }
    return n;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    rap_str text = {(const char *)data, size};
    rap_arena *arena = rap_arena_new((size_t)1 << 26);
    rap_value *v = NULL;
    rap_err err = {.code = RAP_OK};
    if (!arena) return 0;
    rap_code rc = rap_jsonin_parse(&v, text, arena, &err);
    if (rc == RAP_OK)
        (void)count(v, size);
    else if (err.code != rc || (err.at != RAP_NOWHERE && err.at > size))
        abort();
    rap_arena_free(arena);
    return 0;
}

/*
 * fuzz/f_brief.c - any bytes as a brief: its lines are counted upwards, and its items
 * lie in its lines.
 */
/* SPDX-License-Identifier: MIT */
#include "pile/brief.h"
#include "replaying.h"

#include <stdlib.h>

static bool lies_in(rap_str part, rap_str all)
{
    return part.n == 0 || (part.p >= all.p && part.p + part.n <= all.p + all.n);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    rap_str text = {(const char *)data, size};
    rap_brief it = rap_brief_of(text);
    rap_brief_line line;
    uint32_t last = 0;
    while (rap_brief_next(&it, &line)) {
        if (line.line <= last) abort();
        last = line.line;
        if (!lies_in(line.key, text) || !lies_in(line.name, text) ||
            !lies_in(line.rest, text))
            abort();
        rap_str item;
        size_t at = 0, before = 0;
        while (rap_brief_item(line.rest, &at, &item)) {
            if (!lies_in(item, line.rest) || at <= before) abort();
            before = at;
        }
    }
    return 0;
}

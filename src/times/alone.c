/*
 * times/alone.c - what a text by itself tells of the days on which it can have been
 * written.
 */
/* SPDX-License-Identifier: MIT */
#include "times/alone.h"

#include "times/clues.h"

static rap_code cut_lines(rap_layout *out, rap_str text, rap_arena *arena, rap_err *err)
{
    RAP_LIST(rap_block) blocks = {0};
    for (size_t at = 0; at < text.n;) {
        size_t end = rap_str_find(text, RAP_STR("\n"), at);
        if (end > text.n) end = text.n;
        rap_block *b = end > at ? RAP_PUSH(arena, &blocks) : NULL;
        if (end > at && !b) return rap_fail_memory(err);
        if (b)
            *b = (rap_block){.at = {(uint32_t)at, (uint32_t)end},
                             .kind = RAP_BLOCK_PARAGRAPH};
        at = end + 1;
    }
    *out = (rap_layout){.blocks = blocks.v, .n_blocks = blocks.n};
    return RAP_OK;
}

rap_code rap_times_alone(rap_spread *out, rap_str text, rap_days between,
                         rap_arena *arena, rap_err *err)
{
    const rap_mended mended = {.text = text};
    rap_published told = {.n_evidence = 0};
    mark_list marks = {0};
    rap_layout layout;
    rap_prose p;
    rap_code rc = cut_lines(&layout, text, arena, err);
    if (rc == RAP_OK) rc = rap_prose_read(&p, &mended, &layout, arena, err);
    if (rc == RAP_OK) rc = times_marks(&marks, &p, err);
    if (rc != RAP_OK) return rc;
    rap_spread s;
    rap_spread_new(&s, between, arena);
    if (s.n == 0) return rap_fail_memory(err);
    times_weigh(&s, &p, &marks, false, &told);
    *out = s;
    return RAP_OK;
}

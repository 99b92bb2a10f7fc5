/*
 * words/prose.c - stands in until the room is furnished.
 */
/* SPDX-License-Identifier: MIT */
#include "words/prose.h"

rap_code rap_prose_read(rap_prose *out, const rap_mended *m, const rap_layout *layout,
                        rap_arena *arena, rap_err *err)
{
    (void)err;
    *out = (rap_prose){.arena = arena, .mended = m, .layout = layout, .text = m->text};
    return RAP_OK;
}

const char *rap_upos_name(rap_upos upos)
{
    (void)upos;
    return "X";
}

int rap_prose_match(const rap_prose *p, const rap_table *t, uint32_t token, uint32_t *n)
{
    (void)p, (void)t, (void)token, (void)n;
    return RAP_TABLE_NONE;
}

int rap_prose_match_lemma(const rap_prose *p, const rap_table *t, uint32_t token)
{
    (void)p, (void)t, (void)token;
    return RAP_TABLE_NONE;
}

bool rap_prose_noun_phrase(const rap_prose *p, uint32_t token, uint32_t *first,
                           uint32_t *last)
{
    (void)p, (void)token, (void)first, (void)last;
    return false;
}

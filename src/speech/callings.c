/*
 * speech/callings.c - what kind of source a noun for a calling or an office is.
 */
/* SPDX-License-Identifier: MIT */
#include "speech/callings.h"

#include "names/lexicon.h"

enum { WORDS_MAX = 3 };

rap_unnamed_kind rap_calling_at(const rap_prose *p, uint32_t token)
{
    for (uint32_t n = 0; n < WORDS_MAX && n <= token && token < p->n_tokens; n++) {
        rap_head x;
        if (!rap_head_at(&x, p, token - n) || x.n != n + 1) continue;
        if (x.kind != RAP_HEAD_OFFICE || x.plural) return RAP_UNNAMED_NONE;
        return x.job ? RAP_UNNAMED_PERSON : RAP_UNNAMED_OFFICIAL;
    }
    return RAP_UNNAMED_NONE;
}

bool rap_calling_plural(const rap_prose *p, uint32_t token)
{
    for (uint32_t n = 0; n < WORDS_MAX && n <= token && token < p->n_tokens; n++) {
        rap_head x;
        if (rap_head_at(&x, p, token - n) && x.n == n + 1)
            return x.kind != RAP_HEAD_NONE;
    }
    return false;
}

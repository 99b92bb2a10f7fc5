/*
 * speech/nesting.c - words that one person retells lie inside the telling.
 *
 * "Norland offered to withdraw, Brel said": the offer is heard first and its content
 * would run on over ", Brel said".  When the later cue takes the whole of it as its own
 * content, the earlier telling is cut back and nested, so that it is known from Brel.
 */
/* SPDX-License-Identifier: MIT */
#include "speech/hearing.h"

enum { BACK = 6 }; /* tellings of one sentence that are looked back over */

static bool holds(rap_span outer, uint32_t token)
{
    return outer.from <= token && token < outer.to;
}

/* The content of a telling that stands before its cue, or an empty span. */
static rap_span told_before(const rap_telling *x)
{
    for (uint32_t i = 0; i < x->n_content; i++)
        if (x->content[i].to <= x->cue.from) return x->content[i];
    return (rap_span){0, 0};
}

/* Cut what runs over the end of the outer content; nothing may be left behind it. */
static void cut_back(rap_telling *inner, rap_span outer)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < inner->n_content; i++) {
        rap_span c = inner->content[i];
        if (c.to > outer.to) c.to = outer.to;
        if (c.from < c.to) inner->content[kept++] = c;
    }
    if (kept) inner->n_content = kept;
}

void rap_tellings_nest(rap_hearing *h)
{
    for (uint32_t b = 0; b < h->list.n; b++) {
        const rap_telling *outer = &h->list.v[b];
        rap_span content = told_before(outer);
        if (content.from == content.to || outer->main == RAP_NO_TOKEN) continue;
        for (uint32_t k = 1; k <= BACK && k <= b; k++) {
            rap_telling *inner = &h->list.v[b - k];
            if (inner->main == RAP_NO_TOKEN) continue;
            if (!holds(content, inner->main) || outer->nested_in == (int32_t)(b - k))
                continue;
            cut_back(inner, content);
            if (inner->nested_in < 0) inner->nested_in = (int32_t)b;
        }
    }
}

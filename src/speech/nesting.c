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

/* "He said he said he said ...": every content runs to the end, and written out they
 * would be as long as the square of the text.  All contents together are at most so
 * many times as long as the text up to their end, and SLACK tokens. */
enum { OVER = 8, SLACK = 4096 };

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

static uint64_t length_of(const rap_telling *x, uint32_t *end)
{
    uint64_t n = 0;
    for (uint32_t i = 0; i < x->n_content; i++) {
        n += x->content[i].to - x->content[i].from;
        if (x->content[i].to > *end) *end = x->content[i].to;
    }
    return n;
}

static int32_t moved(const int32_t *to, int32_t telling)
{
    return telling < 0 ? telling : to[telling];
}

rap_code rap_tellings_bound(rap_hearing *h, rap_err *err)
{
    uint32_t n = (uint32_t)h->list.n, kept = 0;
    uint64_t spent = 0;
    int32_t *to = RAP_NEW(h->p->arena, int32_t, (size_t)n + 1);
    if (!to) return rap_fail_memory(err);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t end = 0;
        uint64_t length = length_of(&h->list.v[i], &end);
        bool fits = spent + length <= (uint64_t)OVER * end + SLACK;
        to[i] = fits ? (int32_t)kept : -1;
        if (!fits) continue;
        spent += length;
        h->list.v[kept++] = h->list.v[i];
    }
    h->list.n = kept;
    for (uint32_t i = 0; i < kept; i++) {
        h->list.v[i].nested_in = moved(to, h->list.v[i].nested_in);
        h->list.v[i].carried = moved(to, h->list.v[i].carried);
    }
    return RAP_OK;
}

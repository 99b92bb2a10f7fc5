/*
 * stories/origins.c - from how many independent sources a telling comes.
 */
/* SPDX-License-Identifier: MIT */
#include "stories/origins.h"

#include "base/bisect.h"
#include "base/utf8.h"
#include "pile/groups.h"

#include <stdlib.h>

enum {
    QUOTED_PERCENT = 85,      /* of a passage that is nothing but a quotation */
    ATTRIBUTIONS_MOST = 1000, /* of a report, or it is not looked at */
    PAIRS_MOST = 48           /* tellings that are compared one with another */
};

/* ---- what a copy shares ---- */

static uint32_t overlap(rap_span a, rap_span b)
{
    uint32_t from = a.from > b.from ? a.from : b.from, to = a.to < b.to ? a.to : b.to;
    return to > from ? to - from : 0;
}

/* How many bytes of a span stand in quotations of the report? */
static uint32_t quoted_bytes(const rap_filed *f, rap_span at)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < f->n_attributions; i++) {
        const rap_filed_attribution *a = &f->attributions[i];
        if (!rap_str_is(a->kind, "direct") || a->nested_in >= 0) continue;
        for (uint32_t k = 0; k < a->content.n; k++)
            n += overlap(a->content.v[k], at);
    }
    return n;
}

static bool is_quoted(const rap_filed *f, rap_span at)
{
    return (uint64_t)quoted_bytes(f, at) * 100 >=
           (uint64_t)(at.to - at.from) * QUOTED_PERCENT;
}

static bool find_quoted(const rap_pile *p, const rap_copy *c)
{
    const rap_filed *a = rap_pile_report(p, c->a), *b = rap_pile_report(p, c->b);
    if (a->n_attributions > ATTRIBUTIONS_MOST || b->n_attributions > ATTRIBUTIONS_MOST)
        return false;
    for (uint32_t i = 0; i < c->n; i++)
        if (!is_quoted(a, c->passages[i].a) || !is_quoted(b, c->passages[i].b))
            return false;
    return c->n > 0;
}

bool rap_copy_is_quoted(const rap_pile *p, const rap_copy *c)
{
    return p->origins->quoted[c - p->copies];
}

/* ---- whose reports they are ---- */

static uint64_t key_of(rap_pile *p, rap_str name)
{
    static const rap_str none = {"", 0};
    rap_outlet o = rap_outlet_find(&p->origins->outlets, name, none, p->batch);
    rap_str plain = rap_utf8_plain(p->batch, o.name.n ? o.name : name);
    if (!plain.p) p->failed = true;
    return plain.n ? rap_key_str(RAP_KEY_START, plain) : 0;
}

static uint64_t source_of(rap_pile *p, const rap_filed *f)
{
    rap_str wire = rap_dateline_agency(f);
    return wire.n ? key_of(p, wire) : key_of(p, f->publisher);
}

static uint64_t pair_key(const rap_copy *c)
{
    return (uint64_t)c->a << 32 | c->b;
}

static void sort_pairs(rap_pile *p, uint32_t *v, uint32_t *room)
{
    for (uint32_t wide = 1; wide < p->n_copies; wide *= 2) { /* a merge sort */
        for (uint32_t from = 0; from < p->n_copies; from += 2 * wide) {
            uint32_t mid = from + wide < p->n_copies ? from + wide : p->n_copies;
            uint32_t to = mid + wide < p->n_copies ? mid + wide : p->n_copies;
            uint32_t i = from, k = mid, at = from;
            while (i < mid || k < to) {
                bool left = k >= to || (i < mid && pair_key(&p->copies[v[i]]) <=
                                                       pair_key(&p->copies[v[k]]));
                room[at++] = left ? v[i++] : v[k++];
            }
        }
        memcpy(v, room, p->n_copies * sizeof *v);
    }
}

void rap_pile_find_origins(rap_pile *p)
{
    rap_origins *o = RAP_PILE_NEW(p, rap_origins, 1);
    if (!o) return;
    p->origins = o;
    o->outlets = rap_outlets_of(p->options.brief, p->arena);
    o->sources = RAP_PILE_NEW(p, uint64_t, p->n);
    o->by_pair = RAP_PILE_NEW(p, uint32_t, p->n_copies);
    o->quoted = RAP_PILE_NEW(p, bool, p->n_copies);
    uint32_t *room = RAP_NEW(p->batch, uint32_t, (size_t)p->n_copies + 1);
    p->failed = p->failed || o->outlets.failed || !room;
    for (uint32_t i = 0; i < p->n && !p->failed; i++)
        o->sources[i] = source_of(p, rap_pile_report(p, i));
    for (uint32_t i = 0; i < p->n_copies && !p->failed; i++) {
        o->by_pair[i] = i;
        o->quoted[i] = find_quoted(p, &p->copies[i]);
    }
    if (!p->failed) sort_pairs(p, o->by_pair, room);
    rap_arena_reset(p->batch);
}

/* ---- tellings ---- */

static const rap_copy *copy_of(const rap_pile *p, uint32_t a, uint32_t b)
{
    const rap_origins *o = p->origins;
    uint64_t key = (uint64_t)a << 32 | b;
    uint32_t low = 0;
    RAP_BISECT(uint32_t, low, mid, p->n_copies,
               pair_key(&p->copies[o->by_pair[mid]]) < key);
    if (low >= p->n_copies || pair_key(&p->copies[o->by_pair[low]]) != key) return NULL;
    return &p->copies[o->by_pair[low]];
}

typedef struct {
    uint32_t rank;
    rap_span at;
} told;

static told told_at(const rap_pile *p, const rap_flat *flat, uint32_t i)
{
    rap_ref r = flat->v[i];
    const rap_filed *f = rap_pile_report(p, r.report);
    rap_span at = flat == &p->events ? f->events[r.index].at : f->positions[r.index].at;
    return (told){r.report, at};
}

static bool is_most(rap_span at, rap_span passage)
{
    return overlap(at, passage) * 2 > at.to - at.from;
}

/* Do both sentences stand in one passage that their reports share? */
static bool is_shared(const rap_pile *p, told x, told y)
{
    const rap_copy *c = copy_of(p, x.rank, y.rank);
    for (int turn = 0; turn < 2; turn++) {
        for (uint32_t i = 0; c && !rap_copy_is_quoted(p, c) && i < c->n; i++)
            if (is_most(x.at, c->passages[i].a) && is_most(y.at, c->passages[i].b))
                return true;
        told was = x;
        x = y;
        y = was;
        c = turn ? NULL : copy_of(p, x.rank, y.rank);
    }
    return false;
}

static bool is_one_origin(const rap_pile *p, told x, told y)
{
    uint64_t source = p->origins->sources[x.rank];
    if (x.rank == y.rank || p->copy_group[x.rank] == p->copy_group[y.rank]) return true;
    if (source && source == p->origins->sources[y.rank]) return true;
    return is_shared(p, x, y);
}

static uint32_t lead_of(uint32_t *lead, uint32_t i)
{
    while (lead[i] != i) {
        lead[i] = lead[lead[i]];
        i = lead[i];
    }
    return i;
}

static int by_value(const void *x, const void *y)
{
    uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
    return (a > b) - (a < b);
}

int32_t rap_pile_voices(rap_pile *p, const rap_flat *flat, const uint32_t *members,
                        uint32_t n)
{
    uint32_t *v = RAP_NEW(p->batch, uint32_t, n);
    int32_t origins = 0;
    if (!v) p->failed = true;
    for (uint32_t i = 0; v && i < n; i++)
        v[i] = p->copy_group[flat->v[members[i]].report];
    if (v) qsort(v, n, sizeof *v, by_value);
    for (uint32_t i = 0; v && i < n; i++)
        origins += i == 0 || v[i] != v[i - 1];
    return origins;
}

int32_t rap_pile_origins(rap_pile *p, const rap_flat *flat, const uint32_t *members,
                         uint32_t n)
{
    told x[PAIRS_MOST];
    uint32_t lead[PAIRS_MOST];
    int32_t origins = 0;
    if (n > PAIRS_MOST) return rap_pile_voices(p, flat, members, n);
    for (uint32_t i = 0; i < n; i++) {
        x[i] = told_at(p, flat, members[i]);
        lead[i] = i;
        for (uint32_t k = 0; k < i; k++)
            if (is_one_origin(p, x[i], x[k])) lead[lead_of(lead, i)] = lead_of(lead, k);
    }
    for (uint32_t i = 0; i < n; i++)
        origins += lead_of(lead, i) == i;
    return origins;
}

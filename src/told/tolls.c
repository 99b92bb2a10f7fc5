/*
 * told/tolls.c - persons counted in several reports of one story by what became of
 * them.
 *
 * "49 people had died" and "an attack left dozens dead" are one quantity although they
 * share no subject: in one story, of one day or the next, the same became of those who
 * are counted, and neither sentence names a place or person that the other does not.
 */
/* SPDX-License-Identifier: MIT */
#include "told/tolls.h"

#include "pile/groups.h"
#include "pile/surround.h"

#include <stdlib.h>

enum {
    LEADERS = 12,  /* tolls of one story and fate that are told apart */
    DAYS_APART = 1 /* by which two tellings of one toll may differ */
};

typedef struct {
    uint64_t bucket; /* story and fate */
    uint32_t flat, report;
    int32_t from, to; /* days */
    rap_surround around;
} toll;

static int by_bucket(const void *x, const void *y)
{
    const toll *a = x, *b = y;
    if (a->bucket != b->bucket) return a->bucket < b->bucket ? -1 : 1;
    return (a->flat > b->flat) - (a->flat < b->flat);
}

static const rap_filed_figure *figure_of(const rap_pile *p, uint32_t flat)
{
    rap_ref ref = p->figures.v[flat];
    return &rap_pile_report(p, ref.report)->figures[ref.index];
}

static bool take(const rap_pile *p, uint32_t rank, uint32_t flat, toll *to)
{
    const rap_filed *f = rap_pile_report(p, rank);
    const rap_filed_figure *g = figure_of(p, flat);
    if (!rap_str_is(g->unit, "person")) return false;
    rap_str day = rap_pile_is_full(g->as_of) ? g->as_of : f->published.day;
    *to = (toll){.flat = flat, .report = rank};
    if (!rap_pile_days(day, &to->from, &to->to)) return false;
    to->around = rap_surround_of(f, g->at);
    if (to->around.fate.n == 0) return false;
    to->bucket =
        rap_key_num(rap_key_str(RAP_KEY_START, to->around.fate), p->story_of[rank]);
    return true;
}

static bool is_same(const rap_pile *p, const toll *a, const toll *b)
{
    bool near = a->from <= b->to + DAYS_APART && b->from <= a->to + DAYS_APART;
    if (!near || rap_surround_clash(&a->around, &b->around)) return false;
    if (a->report == b->report || a->around.part || b->around.part)
        return rap_str_eq(figure_of(p, a->flat)->value, figure_of(p, b->flat)->value);
    return rap_str_eq(figure_of(p, a->flat)->value, figure_of(p, b->flat)->value) ||
           rap_surround_scene(&a->around, &b->around);
}

/* One story and fate: each report's toll joins the first that it may be. */
static void join(const rap_pile *p, uint64_t *keys, const toll *v, size_t n)
{
    const toll *leaders[LEADERS];
    uint32_t last[LEADERS], n_leaders = 0; /* the report that told it last */
    for (size_t i = 0; i < n; i++) {
        uint32_t k = 0;
        while (k < n_leaders && (!is_same(p, leaders[k], &v[i]) ||
                                 (last[k] == v[i].report && leaders[k] != &v[i])))
            k++;
        if (k == LEADERS) continue;
        last[k] = v[i].report;
        if (k == n_leaders) {
            leaders[n_leaders++] = &v[i];
            continue;
        }
        uint64_t *to = &keys[leaders[k]->flat];
        if (*to == 0) *to = keys[v[i].flat];
        if (*to == 0) *to = rap_key_num(rap_key_num(RAP_KEY_START, v[i].flat), 3);
        if (keys[v[i].flat] == 0) keys[v[i].flat] = *to;
    }
}

void rap_pile_join_tolls(rap_pile *p, uint64_t *keys)
{
    toll *v = RAP_NEW(p->batch, toll, p->figures.n);
    size_t n = 0;
    if (!v) p->failed = true;
    for (uint32_t r = 0; v && r < p->n; r++) {
        if (p->stories.v[p->story_of[r]].n < 2) continue;
        for (uint32_t i = p->figures.first[r]; i < p->figures.first[r + 1]; i++)
            n += take(p, r, i, &v[n]);
    }
    if (n) qsort(v, n, sizeof *v, by_bucket);
    for (size_t i = 0, end; i < n; i = end) {
        for (end = i + 1; end < n && v[end].bucket == v[i].bucket;)
            end++;
        join(p, keys, v + i, end - i);
    }
    rap_arena_reset(p->batch);
}

/*
 * told/retoldpairs.c - which mentions are held against which.
 *
 * Mentions of one report; of reports of one story; and of reports that share their rare
 * words (likeness.h), since a story may be torn.
 */
/* SPDX-License-Identifier: MIT */
#include "stories/likeness.h"
#include "told/retoldlike.h"

#include <stdlib.h>

enum {
    MATES = 64,        /* reports of its story that one is held against */
    ALIKE = 24,        /* others that are most like it */
    ALIKE_LEAST = 120, /* as rap_retold_likeness has it */
    DEEDS = 160        /* mentions of a report that are held against others */
};

typedef struct {
    uint32_t a, b; /* reports, a <= b */
} meeting;

typedef RAP_LIST(meeting) meetings;

static bool meet(meetings *list, uint32_t a, uint32_t b, rap_arena *arena)
{
    meeting *m = RAP_PUSH(arena, list);
    if (m) *m = a < b ? (meeting){a, b} : (meeting){b, a};
    return m != NULL;
}

typedef struct {
    uint32_t story, report;
} storied;

static int by_story(const void *x, const void *y)
{
    const storied *a = x, *b = y;
    if (a->story != b->story) return a->story < b->story ? -1 : 1;
    return (a->report > b->report) - (a->report < b->report);
}

static bool meet_in_stories(meetings *list, const rap_retolds *d, rap_arena *arena)
{
    storied *v = RAP_NEW(arena, storied, d->n_reports);
    if (!v) return false;
    for (uint32_t i = 0; i < d->n_reports; i++)
        v[i] = (storied){d->reports[i].story, i};
    if (d->n_reports) qsort(v, d->n_reports, sizeof *v, by_story);
    for (uint32_t i = 0; i < d->n_reports; i++)
        for (uint32_t k = i + 1; k-- > 0 && i - k <= MATES;) {
            if (v[k].story != v[i].story) break;
            if (!meet(list, v[k].report, v[i].report, arena)) return false;
        }
    return true;
}

static bool meet_the_alike(meetings *list, const rap_retolds *d, rap_arena *arena)
{
    rap_likeness *l = NULL;
    rap_like like[ALIKE];
    rap_str *texts = RAP_NEW(arena, rap_str, d->n_reports);
    bool *all = RAP_NEW(arena, bool, d->n_reports);
    if (!texts || !all) return false;
    for (uint32_t i = 0; i < d->n_reports; i++) {
        texts[i] = d->reports[i].f->source;
        all[i] = true;
    }
    if (rap_likeness_new(&l, texts, d->n_reports, arena, NULL) != RAP_OK) return false;
    for (uint32_t i = 0; i < d->n_reports; i++) {
        uint32_t n = rap_likeness_of(l, i, all, like, ALIKE);
        for (uint32_t k = 0; k < n; k++)
            if (!meet(list, i, like[k].report, arena)) return false;
    }
    return true;
}

static int by_reports(const void *x, const void *y)
{
    const meeting *a = x, *b = y;
    if (a->a != b->a) return a->a < b->a ? -1 : 1;
    return (a->b > b->b) - (a->b < b->b);
}

static bool pair_reports(const rap_retolds *d, meeting m, rap_retold_take *take,
                         void *with)
{
    const rap_retold_report *x = &d->reports[m.a], *y = &d->reports[m.b];
    rap_retold_alike likeness = {1000, 1000};
    if (m.a != m.b) likeness = rap_retold_likeness(x, y);
    uint32_t n = x->n < DEEDS ? x->n : DEEDS, other = y->n < DEEDS ? y->n : DEEDS;
    if (x->story != y->story && likeness.words < ALIKE_LEAST) return true;
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t k = m.a == m.b ? i + 1 : 0; k < other; k++) {
            rap_retold_pair p = {x->first + i, y->first + k, likeness};
            if (rap_retold_may_be_one(d, &d->v[p.a], &d->v[p.b]) && !take(with, p))
                return false;
        }
    return true;
}

bool rap_retold_each_pair(const rap_retolds *d, rap_retold_take *take, void *with,
                          rap_arena *arena)
{
    meetings list = {0};
    if (!meet_in_stories(&list, d, arena) || !meet_the_alike(&list, d, arena))
        return false;
    if (list.n) qsort(list.v, list.n, sizeof *list.v, by_reports);
    for (size_t i = 0; i < list.n; i++) {
        bool again =
            i && list.v[i].a == list.v[i - 1].a && list.v[i].b == list.v[i - 1].b;
        if (!again && !pair_reports(d, list.v[i], take, with)) return false;
    }
    return true;
}

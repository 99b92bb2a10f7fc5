/*
 * pledges/meant_pledge.c - which of a side's pledges somebody speaks of.
 *
 * The one of the same report, else of the same story, else one with which it shares
 * words: never one that was made later.
 */
/* SPDX-License-Identifier: MIT */
#include "base/bisect.h"
#include "pile/groups.h"
#include "pledges/promised.h"

#include <stdlib.h>

enum {
    PLEDGES_SEEN = 64, /* pledges of one side that are compared */
    SHARED_LEAST = 2,  /* words shared with a pledge of another story */
    SHARED_MAX = 4,
    REPORT_WORDS = 6, /* words of the whole report that count for a pledge */
    REPORT_LEAST = 3,
    NO_DAY = INT32_MIN
};

typedef struct {
    int32_t by;
    uint32_t pledge;
} made;

static int by_side(const void *x, const void *y)
{
    const made *a = x, *b = y;
    if (a->by != b->by) return a->by < b->by ? -1 : 1;
    return (a->pledge > b->pledge) - (a->pledge < b->pledge);
}

void rap_pledges_index(rap_pile *p)
{
    made *v = RAP_PILE_NEW(p, made, p->n_pledges);
    p->pledges_by_side = RAP_PILE_NEW(p, uint32_t, p->n_pledges);
    if (p->failed) return;
    for (uint32_t i = 0; i < p->n_pledges; i++)
        v[i] = (made){p->pledges[i].by, i};
    if (p->n_pledges) qsort(v, p->n_pledges, sizeof *v, by_side);
    for (uint32_t i = 0; i < p->n_pledges; i++)
        p->pledges_by_side[i] = v[i].pledge;
}

static bool has_word(const rap_matter *m, uint32_t hash)
{
    uint32_t low = 0;
    RAP_BISECT(uint32_t, low, mid, m->n_report, m->report[mid] < hash);
    return low < m->n_report && m->report[low] == hash;
}

static int report_words(const rap_pledge *l, const rap_matter *m)
{
    int n = 0;
    for (uint32_t i = 0; i < l->n_words && n < REPORT_WORDS; i++)
        n += has_word(m, l->words[i]);
    return n;
}

static int shared_words(const rap_pledge *l, const rap_matter *m)
{
    int n = 0;
    for (uint32_t i = 0; i < m->n_words; i++)
        for (uint32_t k = 0; k < l->n_words; k++)
            n += l->words[k] == m->words[i].hash;
    return n < SHARED_MAX ? n : SHARED_MAX;
}

/* Day of a report; the last of all when it has none. */
static int32_t day_of(const rap_pile *p, uint32_t rank)
{
    int32_t from, to;
    rap_str day = rap_pile_report(p, rank)->published.day;
    return rap_pile_is_full(day) && rap_pile_days(day, &from, &to) ? from : INT32_MAX;
}

/* How likely it is that this pledge is meant; 0: not at all. */
static int fit(const rap_pile *p, const rap_pledge *l, const rap_matter *m)
{
    bool here = l->rank == m->rank, story = l->story == p->story_of[m->rank];
    int shared = shared_words(l, m), report = report_words(l, m);
    bool before = l->day != NO_DAY && day_of(p, m->rank) < l->day;
    if (before && !here) return 0;
    bool tied =
        shared >= SHARED_LEAST || report >= REPORT_LEAST || (shared && report > 1);
    if (!here && !story && !tied) return 0;
    return 3 * here + 2 * story + 3 * shared + report +
           (here && l->at.from <= m->at.from);
}

int64_t rap_pledge_meant(const rap_pile *p, const rap_matter *m)
{
    uint32_t low = 0;
    RAP_BISECT(uint32_t, low, mid, p->n_pledges,
               p->pledges[p->pledges_by_side[mid]].by < m->by);
    int64_t best = -1;
    int best_fit = 1;
    for (uint32_t i = low; i < p->n_pledges && i < low + PLEDGES_SEEN; i++) {
        const rap_pledge *l = &p->pledges[p->pledges_by_side[i]];
        if (l->by != m->by) break;
        int f = fit(p, l, m);
        if (f < best_fit) continue;
        best = p->pledges_by_side[i];
        best_fit = f;
    }
    return best;
}

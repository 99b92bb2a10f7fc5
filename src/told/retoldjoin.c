/*
 * told/retoldjoin.c - mentions of events put together, one group an event.
 *
 * Every pair that may be one is scored (models/events_same.md).  Pairs are taken from
 * the surest down; the groups of the two become one when the pairs between them are
 * sure enough on average (average linkage: R. Sokal, C. Michener, 1958), a pair that
 * was not scored counting as an unsure one.  Events of two days, or coded as two kinds
 * of deed, are never one.
 */
/* SPDX-License-Identifier: MIT */
#include "told/retoldjoin.h"

#include "model/boosted.h"
#include "pile/groups.h"
#include "told/retoldlike.h"

#include <stdlib.h>

enum {
    SURE = -230,     /* average of the scores between two groups, in 1/256 of a logit */
    UNSCORED = -410, /* what a pair counts that was not scored */
    MEMBERS = 32,    /* of the smaller group that are looked at */
    CAMEO_ROOT = 2,
    LINKS = 512 /* of one mention */
};

typedef struct {
    uint32_t a, b; /* deeds */
    int32_t score;
} edge;

typedef struct {
    uint32_t other;
    int32_t score;
} link;

typedef struct {
    const rap_pile *p;
    rap_retolds deeds;
    rap_arena *arena;
    rap_boosted model;
    RAP_LIST(edge) edges;
    link *links; /* of deed i: [first[i], first[i + 1]) */
    uint32_t *first;
    uint32_t *group, *size; /* of each deed; of each group, named by one of its deeds */
    uint32_t *next;         /* of each deed: another of its group, around */
} retold_joining;

static bool take(void *with, rap_retold_pair pair)
{
    retold_joining *w = with;
    int16_t row[RAP_RETOLD_FEATURES];
    rap_retold_compare(&w->deeds, &pair, row);
    edge *e = RAP_PUSH(w->arena, &w->edges);
    if (e) *e = (edge){pair.a, pair.b, rap_boosted_score(&w->model, row)};
    return e != NULL;
}

static bool index_links(retold_joining *w)
{
    uint32_t n = w->deeds.n;
    w->first = RAP_NEW(w->arena, uint32_t, (size_t)n + 2);
    w->links = RAP_NEW(w->arena, link, w->edges.n * 2);
    if (!w->first || !w->links) return false;
    for (size_t i = 0; i < w->edges.n; i++) {
        w->first[w->edges.v[i].a + 2]++;
        w->first[w->edges.v[i].b + 2]++;
    }
    for (uint32_t i = 0; i < n; i++)
        w->first[i + 2] += w->first[i + 1];
    for (size_t i = 0; i < w->edges.n; i++) {
        const edge *e = &w->edges.v[i];
        w->links[w->first[e->a + 1]++] = (link){e->b, e->score};
        w->links[w->first[e->b + 1]++] = (link){e->a, e->score};
    }
    return true;
}

static bool stand_alone(retold_joining *w)
{
    uint32_t n = w->deeds.n;
    w->group = RAP_NEW(w->arena, uint32_t, n);
    w->size = RAP_NEW(w->arena, uint32_t, n);
    w->next = RAP_NEW(w->arena, uint32_t, n);
    if (!w->group || !w->size || !w->next) return false;
    for (uint32_t i = 0; i < n; i++) {
        w->group[i] = w->next[i] = i;
        w->size[i] = 1;
    }
    return true;
}

static int by_score(const void *x, const void *y)
{
    const edge *a = x, *b = y;
    if (a->score != b->score) return a->score > b->score ? -1 : 1;
    if (a->a != b->a) return a->a < b->a ? -1 : 1;
    return (a->b > b->b) - (a->b < b->b);
}

static const rap_filed_event *event_of(const retold_joining *w, uint32_t deed)
{
    rap_ref ref = w->p->events.v[w->deeds.v[deed].flat];
    return &rap_pile_report(w->p, ref.report)->events[ref.index];
}

/* The first full day that is known of a group; empty. */
static rap_str day_of(const retold_joining *w, uint32_t group)
{
    uint32_t i = group, seen = 0;
    do {
        rap_str day = event_of(w, i)->day;
        if (rap_pile_is_full(day)) return day;
        i = w->next[i];
    } while (i != group && ++seen < MEMBERS);
    return (rap_str){"", 0};
}

/* The root of the first code that is known of a group; empty. */
static rap_str root_of(const retold_joining *w, uint32_t group)
{
    uint32_t i = group, seen = 0;
    do {
        rap_str cameo = event_of(w, i)->cameo;
        if (cameo.n >= CAMEO_ROOT) return rap_str_cut(cameo, 0, CAMEO_ROOT);
        i = w->next[i];
    } while (i != group && ++seen < MEMBERS);
    return (rap_str){"", 0};
}

static bool differ(rap_str a, rap_str b)
{
    return a.n && b.n && !rap_str_eq(a, b);
}

static bool clash(const retold_joining *w, uint32_t a, uint32_t b)
{
    return differ(day_of(w, a), day_of(w, b)) || differ(root_of(w, a), root_of(w, b));
}

/* Are the pairs between the groups sure enough on average?  b is the smaller one. */
static bool are_one(const retold_joining *w, uint32_t a, uint32_t b)
{
    int64_t sum = 0, scored = 0, looked = 0;
    uint32_t i = b;
    do {
        uint32_t end = w->first[i + 1], at = w->first[i];
        for (; at < end && at - w->first[i] < LINKS; at++) {
            bool across = w->group[w->links[at].other] == a;
            sum += across ? w->links[at].score : 0;
            scored += across;
        }
        looked++;
        i = w->next[i];
    } while (i != b && looked < MEMBERS);
    int64_t all = looked * w->size[a];
    return sum + UNSCORED * (all - scored) > SURE * all;
}

static void merge(retold_joining *w, uint32_t a, uint32_t b)
{
    uint32_t i = b;
    do {
        w->group[i] = a;
        i = w->next[i];
    } while (i != b);
    uint32_t behind = w->next[a];
    w->next[a] = w->next[b];
    w->next[b] = behind;
    w->size[a] += w->size[b];
}

static void join_groups(retold_joining *w)
{
    if (w->edges.n) qsort(w->edges.v, w->edges.n, sizeof *w->edges.v, by_score);
    for (size_t i = 0; i < w->edges.n && w->edges.v[i].score > SURE; i++) {
        uint32_t a = w->group[w->edges.v[i].a], b = w->group[w->edges.v[i].b];
        if (a == b) continue;
        if (w->size[a] < w->size[b] || (w->size[a] == w->size[b] && b < a)) {
            uint32_t other = a;
            a = b;
            b = other;
        }
        if (are_one(w, a, b) && !clash(w, a, b)) merge(w, a, b);
    }
}

bool rap_retold_join(const rap_pile *p, uint32_t *lead, rap_arena *arena)
{
    retold_joining w = {.p = p, .arena = arena};
    if (!rap_boosted_open(&w.model, rap_weights_part("events_same"))) return true;
    if (w.model.n_features > RAP_RETOLD_FEATURES) return true;
    if (!rap_retold_read(&w.deeds, p, arena)) return false;
    if (w.deeds.n == 0) return true;
    if (!rap_retold_each_pair(&w.deeds, take, &w, arena)) return false;
    if (!index_links(&w) || !stand_alone(&w)) return false;
    join_groups(&w);
    for (uint32_t i = 0; i < w.deeds.n; i++)
        lead[w.deeds.v[i].flat] = w.deeds.v[w.group[i]].flat;
    return true;
}

/*
 * stories/alike.c - which earlier reports of the same days are most like each report.
 */
/* SPDX-License-Identifier: MIT */
#include "stories/alike_inside.h"
#include "stories/likeness.h"

enum {
    LATEST_FIRST = 3, /* room for reports of a term at first; grows fourfold */
    WINDOW_DAYS = 5,
    WHOLE = 10000,    /* likeness of a report with itself */
    LIKE_LEAST = 600, /* what is less like is not looked at */
    TIES_MAX = 24,    /* of one report with earlier ones */
    DAY_COST = 200,
    NO_DAY_COST = 150, /* where a day is not known */
    SHARED_LEAST = 128 /* fewer reports are not worth asking anybody */
};

const uint32_t rap_alike_rules[RAP_ALIKE_RULES] = {WINDOW_DAYS, WHOLE,    LIKE_LEAST,
                                                   TIES_MAX,    DAY_COST, NO_DAY_COST};

rap_alike *rap_alike_new(uint32_t n, uint32_t n_terms, const rap_helpers *helpers,
                         rap_arena *arena)
{
    rap_alike *w = RAP_NEW(arena, rap_alike, 1);
    if (!w) return NULL;
    w->arena = arena;
    w->room = n;
    w->n_terms = n_terms;
    w->v = RAP_NEW(arena, rap_alike_report, n);
    w->dot = RAP_NEW(arena, uint32_t, n);
    w->touched = RAP_NEW(arena, uint32_t, n);
    w->latest = RAP_NEW(arena, rap_alike_latest, n_terms);
    if (!w->v || !w->dot || !w->touched || !w->latest) return NULL;
    if (!helpers || n < SHARED_LEAST) return w;
    w->parts = rap_alike_parts_new(w, helpers);
    return w->parts ? w : NULL;
}

bool rap_alike_apart(int32_t a, int32_t b)
{
    return a != INT32_MIN && b != INT32_MIN && b - a > WINDOW_DAYS;
}

/* ---- what was there before ---- */

/* Reports come in order of their days; one without a day is near all. */
static bool before_window(const rap_alike *w, uint32_t place)
{
    return place < w->first && w->dated && w->v[place].day != INT32_MIN;
}

static void move_window(rap_alike *w, uint32_t place)
{
    int32_t day = w->v[place].day;
    w->dated = day != INT32_MIN;
    while (
        w->dated && w->first < place &&
        (w->v[w->first].day == INT32_MIN || rap_alike_apart(w->v[w->first].day, day)))
        w->first++;
}

static bool grow_latest(rap_alike *w, rap_alike_latest *l)
{
    uint32_t cap = l->cap ? l->cap * 4 : LATEST_FIRST;
    rap_alike_holder *v = RAP_NEW(w->arena, rap_alike_holder, cap);
    if (!v) return false;
    if (l->n) memcpy(v, l->v, l->n * sizeof *v);
    l->v = v;
    l->cap = cap;
    return true;
}

void rap_alike_hold(rap_alike *w, uint32_t term, rap_alike_holder h)
{
    rap_alike_latest *l = &w->latest[term];
    if (l->n == l->cap && l->cap < RAP_ALIKE_LATEST && !grow_latest(w, l)) {
        w->failed = true;
        return;
    }
    l->v[l->n++ % RAP_ALIKE_LATEST] = h;
}

void rap_alike_remember(rap_alike *w, const rap_alike_term *v, uint32_t n)
{
    for (uint32_t i = 0; i < n && !w->failed; i++)
        rap_alike_hold(w, v[i].term, (rap_alike_holder){w->n - 1, v[i].weight});
}

/* ---- comparing ---- */

/* The latest report first. */
static void compare_term(rap_alike *w, const rap_alike_term *t)
{
    const rap_alike_latest *l = &w->latest[t->term];
    uint32_t at = l->n % RAP_ALIKE_LATEST, n = rap_alike_held(l);
    for (; n > 0; n--) {
        at = (at ? at : RAP_ALIKE_LATEST) - 1;
        const rap_alike_holder *h = &l->v[at];
        if (before_window(w, h->place)) break;
        if (w->dot[h->place] == 0) w->touched[w->n_touched++] = h->place;
        w->dot[h->place] += h->weight * t->weight;
    }
}

static uint32_t cosine_of(const rap_alike *w, uint32_t place, uint32_t other)
{
    uint64_t norms = (uint64_t)w->v[other].norm * w->v[place].norm;
    uint64_t like = (uint64_t)w->dot[other] * WHOLE / (norms ? norms : 1);
    return like < (uint64_t)2 * WHOLE ? (uint32_t)like : (uint32_t)2 * WHOLE;
}

static int32_t cost_of(const rap_alike_report *a, const rap_alike_report *b)
{
    if (a->day == INT32_MIN || b->day == INT32_MIN) return NO_DAY_COST;
    return (b->day > a->day ? b->day - a->day : a->day - b->day) * DAY_COST;
}

void rap_alike_push(rap_alike *w, rap_tie tie)
{
    rap_tie *to = RAP_PUSH(w->arena, &w->ties);
    if (to)
        *to = tie;
    else
        w->failed = true;
}

static void tie(rap_alike *w, uint32_t place)
{
    rap_like v[TIES_MAX]; /* the likest, the earlier of equals first */
    uint32_t n = 0;
    for (uint32_t i = 0; i < w->n_touched; i++) {
        uint32_t other = w->touched[i], like = cosine_of(w, place, other);
        w->dot[other] = 0;
        if (like < LIKE_LEAST) continue;
        n = rap_like_insert(v, n, TIES_MAX, (rap_like){other, like, 0});
    }
    w->n_touched = 0;
    for (uint32_t i = 0; i < n; i++) {
        int32_t cost = cost_of(&w->v[v[i].report], &w->v[place]);
        rap_alike_push(w, (rap_tie){v[i].report, place, (int32_t)v[i].share - cost});
    }
}

void rap_alike_compare(rap_alike *w, const rap_alike_term *v, uint32_t n)
{
    move_window(w, w->n - 1);
    for (uint32_t i = 0; i < n; i++)
        __builtin_prefetch(&w->latest[v[i].term]);
    for (uint32_t i = 0; i < n; i++)
        compare_term(w, &v[i]);
    tie(w, w->n - 1);
}

/* ---- the whole ---- */

void rap_alike_give(rap_alike *w, rap_alike_report report, const rap_alike_term *v,
                    uint32_t n)
{
    if (w->n == w->room || w->failed) return;
    w->v[w->n++] = report;
    if (w->parts) {
        rap_alike_parts_give(w, v, n);
        return;
    }
    rap_alike_compare(w, v, n);
    rap_alike_remember(w, v, n);
}

bool rap_alike_ties(rap_alike *w, const rap_tie **out, uint32_t *n)
{
    if (w->parts && !w->failed) rap_alike_parts_ask(w);
    *out = w->ties.v;
    *n = (uint32_t)w->ties.n;
    return !w->failed;
}

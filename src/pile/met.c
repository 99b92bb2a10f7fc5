/*
 * pile/met.c - rounds of talks: which events of the dossier are one meeting.
 *
 * Comes in: events of meeting and negotiating (CAMEO 036, 04x).  Those that name two
 * sides found a round; those that name one belong to the round of their report in which
 * that side sits.  Two are one round when the sides are the same, the days meet and no
 * other place is named; without a day, when one report or one story tells of both.  A
 * call is not the meeting of the same day.
 */
/* SPDX-License-Identifier: MIT */
#include "pile/met.h"

#include <stdlib.h>

enum {
    DAYS_APART = 1, /* a sitting may go on the next day */
    RANGE_MAX = 31, /* a longer span of days says nothing */
    LOOK_BACK = 24, /* rounds of the same sides that are compared */
    PAIRS_MAX = 32, /* pairs of sides counted in one report */
    PAIR_LEAST = 2,
    OUTCOME_TALKS = 256, /* talks of one report that an outcome may belong to */
    NO_ROUND = -1
};

typedef struct {
    rap_pile *p;
    rap_talk *talks;
    uint32_t n;
    RAP_LIST(rap_round) rounds;
} gathering;

static bool is_talk(const rap_filed_event *e)
{
    return rap_str_begins(e->cameo, RAP_STR("04")) || rap_str_is(e->cameo, "036");
}

/* Sides that can sit at a table: states, bodies, movements; persons for themselves. */
static bool can_sit(const rap_pile *p, int32_t side)
{
    rap_str kind = side < 0 ? (rap_str){"", 0} : p->parties[side].kind;
    return rap_str_is(kind, "country") || rap_str_is(kind, "organization") ||
           rap_str_is(kind, "group");
}

static void add_sides(const rap_pile *p, rap_talk *t, uint32_t rank,
                      rap_filed_refs refs)
{
    for (uint32_t i = 0; i < refs.n; i++) {
        int32_t side = rap_pile_side(p, rap_pile_party(p, rank, refs.v[i]));
        uint32_t at = 0;
        if (!can_sit(p, side)) continue;
        while (at < t->n_sides && t->sides[at] < side)
            at++;
        bool there = at < t->n_sides && t->sides[at] == side;
        if (there || t->n_sides == RAP_SIDES_MAX) continue;
        for (uint32_t k = t->n_sides; k > at; k--)
            t->sides[k] = t->sides[k - 1];
        t->sides[at] = side;
        t->n_sides++;
    }
}

static void set_days(rap_talk *t, rap_str day)
{
    if (!rap_pile_days(day, &t->from, &t->to) || t->to - t->from > RANGE_MAX)
        t->from = t->to = RAP_NO_DAY;
}

static rap_talk read_talk(const rap_pile *p, uint32_t flat)
{
    rap_ref ref = p->events.v[flat];
    const rap_filed *f = rap_pile_report(p, ref.report);
    const rap_filed_event *e = &f->events[ref.index];
    rap_talk t = {.event = flat, .rank = ref.report, .at = e->at, .round = NO_ROUND};
    if (!rap_str_is(e->cameo, "045")) add_sides(p, &t, ref.report, e->source);
    add_sides(p, &t, ref.report, e->target);
    set_days(&t, e->day);
    bool there = e->places.n && !rap_str_is(e->place_relation, "toward");
    t.place = there ? &f->places[e->places.v[0]] : NULL;
    t.is_call = rap_str_is(e->cameo, "041");
    t.state = rap_round_state(e);
    return t;
}

static int by_place_in_text(const void *x, const void *y)
{
    const rap_talk *a = x, *b = y;
    if (a->rank != b->rank) return a->rank < b->rank ? -1 : 1;
    if (a->at.from != b->at.from) return a->at.from < b->at.from ? -1 : 1;
    return (a->event > b->event) - (a->event < b->event);
}

static bool collect(gathering *w)
{
    rap_pile *p = w->p;
    w->talks = RAP_PILE_NEW(p, rap_talk, p->events.n);
    if (!w->talks) return false;
    for (uint32_t i = 0; i < p->events.n; i++) {
        rap_ref ref = p->events.v[i];
        if (is_talk(&rap_pile_report(p, ref.report)->events[ref.index]))
            w->talks[w->n++] = read_talk(p, i);
    }
    if (w->n) qsort(w->talks, w->n, sizeof *w->talks, by_place_in_text);
    return true;
}

static bool same_sides(const rap_talk *a, const rap_talk *b)
{
    return a->n_sides == b->n_sides &&
           memcmp(a->sides, b->sides, a->n_sides * sizeof *a->sides) == 0;
}

static bool same_place(const rap_filed_place *a, const rap_filed_place *b)
{
    return !a || !b || rap_str_eq(a->name, b->name);
}

/* Does a talk with two sides belong to this round? */
static bool is_same(const rap_pile *p, const rap_round *r, const rap_talk *t)
{
    const rap_talk *first = r->sitting;
    if (!same_sides(first, t) || first->is_call != t->is_call) return false;
    if (!same_place(r->place, t->place)) return false;
    if (r->from != RAP_NO_DAY && t->from != RAP_NO_DAY)
        return t->from <= r->to + DAYS_APART && r->from <= t->to + DAYS_APART;
    bool near =
        r->last->rank == t->rank || p->story_of[r->last->rank] == p->story_of[t->rank];
    return near && (r->place || t->place || r->last->rank == t->rank);
}

static void put_in(gathering *w, rap_round *r, rap_talk *t)
{
    t->round = (int32_t)(r - w->rounds.v);
    if (r->last) r->last->next = t;
    if (!r->first) r->first = t;
    if (!r->sitting) r->sitting = t;
    r->last = t;
    r->n++;
    if (!r->place) r->place = t->place;
    if (t->from == RAP_NO_DAY) return;
    if (r->from == RAP_NO_DAY || t->from < r->from) r->from = t->from;
    if (r->to == RAP_NO_DAY || t->to > r->to) r->to = t->to;
}

/* Sorting key of founding talks: same sides together, dated ones first by day. */
static int by_sides_and_day(const void *x, const void *y)
{
    const rap_talk *a = *(rap_talk *const *)x, *b = *(rap_talk *const *)y;
    if (a->n_sides != b->n_sides) return a->n_sides < b->n_sides ? -1 : 1;
    for (uint32_t i = 0; i < a->n_sides; i++)
        if (a->sides[i] != b->sides[i]) return a->sides[i] < b->sides[i] ? -1 : 1;
    if ((a->from == RAP_NO_DAY) != (b->from == RAP_NO_DAY))
        return a->from == RAP_NO_DAY ? 1 : -1;
    if (a->from != b->from) return a->from < b->from ? -1 : 1;
    return by_place_in_text(a, b);
}

/* How often two sides of a report deal with each other. */
typedef struct {
    int32_t a, b;
    uint32_t n;
} dealing;

typedef struct {
    dealing v[PAIRS_MAX];
    uint32_t n;
} dealings;

static void count_pair(dealings *d, int32_t a, int32_t b)
{
    if (a < 0 || b < 0 || a == b) return;
    int32_t low = a < b ? a : b, high = a < b ? b : a;
    uint32_t i = 0;
    while (i < d->n && (d->v[i].a != low || d->v[i].b != high))
        i++;
    if (i == PAIRS_MAX) return;
    if (i == d->n) d->v[d->n++] = (dealing){low, high, 0};
    d->v[i].n++;
}

static int32_t seat(const rap_pile *p, uint32_t rank, rap_filed_refs refs)
{
    int32_t side = refs.n ? rap_pile_side(p, rap_pile_party(p, rank, refs.v[0])) : -1;
    return can_sit(p, side) ? side : -1;
}

static void count_dealings(const rap_pile *p, uint32_t rank, dealings *d)
{
    const rap_filed *f = rap_pile_report(p, rank);
    for (uint32_t i = 0; i < f->n_events; i++)
        count_pair(d, seat(p, rank, f->events[i].source),
                   seat(p, rank, f->events[i].target));
    for (uint32_t i = 0; i < f->n_positions; i++) {
        rap_filed_refs party = {&f->positions[i].party, f->positions[i].party >= 0};
        count_pair(d, seat(p, rank, party), seat(p, rank, f->positions[i].toward));
    }
}

/* Talks of a report that name one side ("the Norlandic peace talks") are held with the
 * side that it deals with most in that report. */
static void complete_sides(gathering *w)
{
    for (uint32_t i = 0, end; i < w->n; i = end) {
        dealings d = {.n = 0};
        count_dealings(w->p, w->talks[i].rank, &d);
        for (end = i; end < w->n && w->talks[end].rank == w->talks[i].rank; end++) {
            rap_talk *t = &w->talks[end];
            const dealing *best = NULL;
            for (uint32_t k = 0; k < d.n && t->n_sides == 1; k++) {
                bool in = d.v[k].a == t->sides[0] || d.v[k].b == t->sides[0];
                if (in && d.v[k].n >= PAIR_LEAST && (!best || d.v[k].n > best->n))
                    best = &d.v[k];
            }
            if (!best) continue;
            t->sides[0] = best->a;
            t->sides[1] = best->b;
            t->n_sides = 2;
        }
    }
}

static bool founds(const rap_talk *t)
{
    return t->n_sides >= 2 && t->state != RAP_ROUND_NONE;
}

static void found_rounds(gathering *w)
{
    rap_talk **v = RAP_PILE_NEW(w->p, rap_talk *, w->n);
    size_t n = 0;
    if (!v) return;
    for (uint32_t i = 0; i < w->n; i++)
        if (founds(&w->talks[i])) v[n++] = &w->talks[i];
    if (n) qsort(v, n, sizeof *v, by_sides_and_day);
    for (size_t i = 0; i < n; i++) {
        size_t back = w->rounds.n;
        rap_round *to = NULL;
        for (int k = 0; k < LOOK_BACK && back > 0 && !to; k++)
            if (is_same(w->p, &w->rounds.v[--back], v[i])) to = &w->rounds.v[back];
        if (!to) {
            to = RAP_PUSH(w->p->arena, &w->rounds);
            if (to) *to = (rap_round){.from = RAP_NO_DAY, .to = RAP_NO_DAY};
        }
        if (to)
            put_in(w, to, v[i]);
        else
            w->p->failed = true;
    }
}

static bool sits_in(const rap_round *r, const rap_talk *t)
{
    uint32_t found = 0;
    for (uint32_t i = 0; i < t->n_sides; i++)
        for (uint32_t k = 0; k < r->sitting->n_sides; k++)
            found += r->sitting->sides[k] == t->sides[i];
    return found == t->n_sides;
}

static bool may_join(const gathering *w, int32_t round, const rap_talk *t)
{
    if (round == NO_ROUND) return false;
    const rap_round *r = &w->rounds.v[round];
    bool apart = r->from != RAP_NO_DAY && t->from != RAP_NO_DAY &&
                 (t->from > r->to + DAYS_APART || r->from > t->to + DAYS_APART);
    return !apart && sits_in(r, t) && same_place(r->place, t->place) &&
           r->sitting->is_call == t->is_call;
}

/* Talks that name fewer than two sides join the nearest round told in their report:
 * the last one before them, else the first behind. */
static void attach(gathering *w)
{
    for (uint32_t i = 0, end; i < w->n; i = end) {
        for (end = i; end < w->n && w->talks[end].rank == w->talks[i].rank;)
            end++;
        int32_t last = NO_ROUND, first = NO_ROUND;
        for (uint32_t k = i; k < end; k++)
            if (first == NO_ROUND) first = w->talks[k].round;
        for (uint32_t k = i; k < end; k++) {
            rap_talk *t = &w->talks[k];
            int32_t to = may_join(w, last, t) ? last : first;
            if (t->round != NO_ROUND)
                last = t->round;
            else if (may_join(w, to, t))
                put_in(w, &w->rounds.v[to], t);
        }
    }
}

/* Tellings in order of the text, reports by rank. */
static void order_tellings(gathering *w)
{
    for (size_t i = 0; i < w->rounds.n; i++)
        w->rounds.v[i].first = w->rounds.v[i].last = NULL;
    for (uint32_t i = 0; i < w->n; i++) {
        rap_talk *t = &w->talks[i];
        if (t->round == NO_ROUND) continue;
        rap_round *r = &w->rounds.v[t->round];
        t->next = NULL;
        if (r->last) r->last->next = t;
        if (!r->first) r->first = t;
        r->last = t;
    }
}

/* What is said to have come of talks, put to the round that the report told of last. */
static void find_outcomes(gathering *w)
{
    rap_pile *p = w->p;
    p->round_of_position = RAP_PILE_NEW(p, uint32_t, p->positions.n);
    for (uint32_t i = 0, at = 0; !p->failed && i < p->positions.n; i++) {
        rap_ref ref = p->positions.v[i];
        const rap_filed_position *x =
            &rap_pile_report(p, ref.report)->positions[ref.index];
        if (!rap_str_is(x->issue, "talks_progress")) continue;
        while (at < w->n && w->talks[at].rank < ref.report)
            at++;
        int32_t round = NO_ROUND;
        for (uint32_t k = at; k < w->n && w->talks[k].rank == ref.report; k++) {
            if (k - at > OUTCOME_TALKS) break;
            bool behind = w->talks[k].at.from > x->at.from;
            if (behind && round != NO_ROUND) break;
            if (w->talks[k].round != NO_ROUND) round = w->talks[k].round;
        }
        p->round_of_position[i] = (uint32_t)(round + 1);
    }
}

static void mark_reports(gathering *w)
{
    int32_t *of = w->p->round_of_report = RAP_PILE_NEW(w->p, int32_t, w->p->n);
    for (uint32_t i = 0; of && i < w->n; i++) {
        const rap_talk *t = &w->talks[i];
        if (t->round == NO_ROUND) continue;
        bool other = of[t->rank] && of[t->rank] != t->round + 1;
        of[t->rank] = other ? -1 : t->round + 1;
    }
}

void rap_pile_find_rounds(rap_pile *p)
{
    gathering w = {.p = p};
    if (!collect(&w)) return;
    complete_sides(&w);
    found_rounds(&w);
    if (p->failed) return;
    attach(&w);
    order_tellings(&w);
    find_outcomes(&w);
    mark_reports(&w);
    p->rounds = w.rounds.v;
    p->n_rounds = (uint32_t)w.rounds.n;
    for (uint32_t i = 0; i < p->n_rounds && !p->failed; i++)
        p->rounds[i].id =
            rap_pile_id(p, 'T', p->rounds[i].first->rank, p->rounds[i].first->at);
}

/*
 * pile/met.c - rounds of talks: which events of the dossier are one meeting.
 *
 * Comes in: events of meeting and negotiating (CAMEO 036, 04x) and the words that tell
 * of talks (worded.c), folded where both tell of the same.  Those that name two sides
 * found a round; those that name one belong to the round of their report in which that
 * side sits.  Two are one round when the sides are the same, the days meet and no other
 * place is named; without a day, when one report or one story tells of both.  A call is
 * not the meeting of the same day.
 */
/* SPDX-License-Identifier: MIT */
#include "pile/met.h"
#include "pile/clause.h"

#include <stdlib.h>

enum {
    DAYS_APART = 1, /* a sitting may go on the next day */
    LOOK_BACK = 24, /* rounds of the same sides that are compared */
    PAIRS_MAX = 32, /* pairs of sides counted in one report */
    PAIR_LEAST = 2,
    OUTCOME_TALKS = 256, /* talks of one report that an outcome may belong to */
    NEIGHBOURS = 4,      /* tellings beside one that may tell of the same */
    KIN_LOOKED = 24,     /* tellings of a report in which sides are looked for */
    KIN_NEAR = 600,      /* bytes */
    DAYS_BACK = 31,      /* talks longer ago are not meant by "the talks" */
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

static void add_sides(const rap_pile *p, rap_talk *t, uint32_t rank,
                      rap_filed_refs refs)
{
    for (uint32_t i = 0; i < refs.n; i++)
        rap_talk_add_side(t, rap_clauses_side(p, rap_pile_party(p, rank, refs.v[i])));
}

static rap_talk read_talk(const rap_pile *p, uint32_t flat)
{
    rap_ref ref = p->events.v[flat];
    const rap_filed *f = rap_pile_report(p, ref.report);
    const rap_filed_event *e = &f->events[ref.index];
    rap_talk t = {.event = flat, .rank = ref.report, .at = e->at, .round = NO_ROUND};
    if (!rap_str_is(e->cameo, "045")) add_sides(p, &t, ref.report, e->source);
    add_sides(p, &t, ref.report, e->target);
    rap_talk_set_days(&t, e->day, (rap_str){"", 0});
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

static bool overlaps(rap_span a, rap_span b)
{
    return a.from < b.to && b.from < a.to;
}

/* What the words around an event tell besides it. */
static void complete(rap_talk *event, const rap_talk *words)
{
    bool host_only = words->goes_on && event->n_sides < 2; /* "will host a round" */
    if (event->n_sides < words->n_sides || host_only) {
        event->n_sides = words->n_sides;
        memcpy(event->sides, words->sides, sizeof event->sides);
    }
    if (!event->place) event->place = words->place;
    bool noun = words->is_noun || words->goes_on; /* the day is that of the verb */
    if (noun || words->from != RAP_NO_DAY || words->state != RAP_ROUND_HELD) {
        event->from = words->from;
        event->to = words->to;
    }
    if (words->state != RAP_ROUND_HELD) event->state = words->state;
    event->goes_on = words->goes_on;
    event->is_noun = words->is_noun;
}

/* Words that tell of the same as an event beside them go; so do readiness and plans
 * that no words call talks. */
static void fold_words(gathering *w)
{
    uint32_t k = 0;
    for (uint32_t i = 0; i < w->n; i++) {
        rap_talk *t = &w->talks[i];
        uint32_t low = i > NEIGHBOURS ? i - NEIGHBOURS : 0;
        bool worded = false;
        for (uint32_t j = low; j < w->n && j <= i + NEIGHBOURS; j++) {
            rap_talk *o = &w->talks[j];
            bool met = o->rank == t->rank && !o->is_weak && overlaps(o->at, t->at);
            if (!met || t->event == RAP_NO_EVENT || o->event != RAP_NO_EVENT) continue;
            if (!o->is_folded) complete(t, o);
            o->is_folded = worded = true;
        }
        t->is_lone = t->event != RAP_NO_EVENT && !worded && t->state != RAP_ROUND_HELD;
    }
    for (uint32_t i = 0; i < w->n; i++)
        if (!w->talks[i].is_folded && !w->talks[i].is_lone) w->talks[k++] = w->talks[i];
    w->n = k;
}

static bool collect(gathering *w)
{
    rap_pile *p = w->p;
    rap_worded words;
    if (!rap_worded_start(&words, p)) return false;
    for (uint32_t r = 0; r < p->n && !p->failed; r++) {
        if (rap_pile_report(p, r)->n_entities) rap_worded_read(&words, r);
        rap_arena_reset(p->batch);
    }
    w->talks = RAP_PILE_NEW(p, rap_talk, p->events.n + words.talks.n);
    if (!w->talks) return false;
    for (uint32_t i = 0; i < p->events.n; i++) {
        rap_ref ref = p->events.v[i];
        if (is_talk(&rap_pile_report(p, ref.report)->events[ref.index]))
            w->talks[w->n++] = read_talk(p, i);
    }
    for (size_t i = 0; i < words.talks.n; i++)
        w->talks[w->n++] = words.talks.v[i];
    if (w->n) qsort(w->talks, w->n, sizeof *w->talks, by_place_in_text);
    fold_words(w);
    p->notes = words.notes.v;
    p->n_notes = (uint32_t)words.notes.n;
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

/* The day before which something told of has been: its own or that of its report. */
static int32_t day_of(const rap_pile *p, const rap_talk *t)
{
    int32_t from, to;
    rap_str day = rap_pile_report(p, t->rank)->published.day;
    if (t->from != RAP_NO_DAY) return t->to;
    return rap_pile_is_full(day) && rap_pile_days(day, &from, &to) ? from : RAP_NO_DAY;
}

/* Was it at most a month before these talks were told of? */
static bool is_lately(const rap_pile *p, const rap_round *r, const rap_talk *t)
{
    int32_t day = day_of(p, t);
    return day != RAP_NO_DAY && t->state == RAP_ROUND_HELD && r->from <= day &&
           day - r->to <= DAYS_BACK;
}

/* Does a talk with two sides belong to this round? */
static bool is_same(const rap_pile *p, const rap_round *r, const rap_talk *t)
{
    const rap_talk *first = r->sitting;
    if (!same_sides(first, t) || first->is_call != t->is_call) return false;
    if (!same_place(r->place, t->place)) return false;
    if (r->from != RAP_NO_DAY && t->from != RAP_NO_DAY)
        return t->from <= r->to + DAYS_APART && r->from <= t->to + DAYS_APART;
    if (r->from != RAP_NO_DAY && r->place && t->place) return is_lately(p, r, t);
    bool near =
        r->last->rank == t->rank || p->story_of[r->last->rank] == p->story_of[t->rank];
    return near && (r->place || t->place || r->last->rank == t->rank);
}

/* "Peace talks between two countries" without a day or place may be all of them. */
static bool founds(const rap_talk *t)
{
    bool fixed = t->from != RAP_NO_DAY || t->place;
    bool vague = t->is_weak || (t->is_noun && t->state == RAP_ROUND_HELD);
    return t->n_sides >= 2 && t->state != RAP_ROUND_NONE && (fixed || !vague);
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
    if (t->from == RAP_NO_DAY || !founds(t)) return;
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

/* Are all sides of `t` among those of `o`? */
static bool is_among(const rap_talk *t, const rap_talk *o)
{
    uint32_t found = 0;
    for (uint32_t i = 0; i < t->n_sides; i++)
        for (uint32_t k = 0; k < o->n_sides; k++)
            found += o->sides[k] == t->sides[i];
    return found == t->n_sides;
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
    return rap_clauses_side(p, side);
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

/* The nearest talks of the same report that name two sides, these among them. */
static const rap_talk *kin_of(const gathering *w, uint32_t i)
{
    const rap_talk *t = &w->talks[i], *best = NULL;
    uint32_t low = i > KIN_LOOKED ? i - KIN_LOOKED : 0, least = UINT32_MAX;
    for (uint32_t k = low; k < w->n && k <= i + KIN_LOOKED; k++) {
        const rap_talk *o = &w->talks[k];
        uint32_t far =
            o->at.from > t->at.from ? o->at.from - t->at.from : t->at.from - o->at.from;
        if (o->rank != t->rank || o->n_sides < 2 || !is_among(t, o)) continue;
        if (far >= least || (!t->goes_on && (far > KIN_NEAR || t->n_sides == 0)))
            continue;
        best = o;
        least = far;
    }
    return best;
}

/* A second round is held by the sides of those told of beside it, and a summit with a
 * day or place but one side by the two that are named next to it. */
static void inherit_sides(gathering *w)
{
    for (uint32_t i = 0; i < w->n; i++) {
        rap_talk *t = &w->talks[i];
        bool fixed = t->from != RAP_NO_DAY || t->place;
        if (t->is_weak || t->n_sides >= 2 || !fixed) continue;
        const rap_talk *kin = kin_of(w, i);
        if (!kin) continue;
        t->n_sides = kin->n_sides;
        memcpy(t->sides, kin->sides, sizeof t->sides);
    }
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

static bool may_join(const gathering *w, int32_t round, const rap_talk *t)
{
    bool real = t->state == RAP_ROUND_HELD || t->state == RAP_ROUND_PLANNED;
    if (round == NO_ROUND || (!real && !t->goes_on)) return false;
    const rap_round *r = &w->rounds.v[round];
    bool apart = r->from != RAP_NO_DAY && t->from != RAP_NO_DAY &&
                 (t->from > r->to + DAYS_APART || r->from > t->to + DAYS_APART);
    return !apart && is_among(t, r->sitting) && same_place(r->place, t->place) &&
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

static int by_first_day(const void *x, const void *y)
{
    const rap_round *a = *(rap_round *const *)x, *b = *(rap_round *const *)y;
    if (a->from != b->from) return a->from < b->from ? -1 : 1;
    return (a > b) - (a < b);
}

/* The last round before that day which these talks can be. */
static rap_round *round_before(const gathering *w, rap_round **v, uint32_t n,
                               const rap_talk *t)
{
    int32_t day = day_of(w->p, t);
    uint32_t low = 0, high = n;
    if (day == RAP_NO_DAY) return NULL;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (v[mid]->from <= day)
            low = mid + 1;
        else
            high = mid;
    }
    for (uint32_t k = 0; k < LOOK_BACK && low > 0; k++) {
        rap_round *r = v[--low];
        bool placed = t->place && r->place;
        if (day - r->to > DAYS_BACK) break;
        if ((placed || t->n_sides) && may_join(w, (int32_t)(r - w->rounds.v), t))
            return r;
    }
    return NULL;
}

/* Talks of other reports: "the first round in Kesh", told of on the day after it. */
static void attach_earlier(gathering *w)
{
    rap_round **v = RAP_PILE_NEW(w->p, rap_round *, w->rounds.n);
    uint32_t n = 0;
    for (size_t i = 0; v && i < w->rounds.n; i++)
        if (w->rounds.v[i].from != RAP_NO_DAY) v[n++] = &w->rounds.v[i];
    if (v && n) qsort(v, n, sizeof *v, by_first_day);
    for (uint32_t i = 0; v && i < w->n; i++) {
        rap_talk *t = &w->talks[i];
        bool dated = t->state == RAP_ROUND_PLANNED && t->from != RAP_NO_DAY && t->place;
        if (t->round != NO_ROUND || (t->state != RAP_ROUND_HELD && !dated)) continue;
        uint32_t known = t->n_sides + (t->place ? 1u : 0u),
                 least = t->is_weak ? 2u : 1u;
        if (known < least) continue;
        rap_round *r = round_before(w, v, n, t);
        if (r) put_in(w, r, t);
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
            if (k >= at + (uint32_t)OUTCOME_TALKS) break;
            bool behind = w->talks[k].at.from > x->at.from;
            if (behind && round != NO_ROUND) break;
            if (w->talks[k].round != NO_ROUND) round = w->talks[k].round;
        }
        p->round_of_position[i] = (uint32_t)(round + 1);
    }
}

/* The only round that a report tells of as held, or the only one that it tells of. */
static void mark_reports(gathering *w)
{
    int32_t *of = w->p->round_of_report = RAP_PILE_NEW(w->p, int32_t, w->p->n);
    bool *held = RAP_PILE_NEW(w->p, bool, w->p->n);
    for (uint32_t i = 0; of && held && i < w->n; i++) {
        const rap_talk *t = &w->talks[i];
        bool now = t->state == RAP_ROUND_HELD;
        if (t->round == NO_ROUND || (held[t->rank] && !now)) continue;
        bool other = of[t->rank] && of[t->rank] != t->round + 1 && held[t->rank] == now;
        of[t->rank] = other ? -1 : t->round + 1;
        held[t->rank] = now;
    }
}

void rap_pile_find_rounds(rap_pile *p)
{
    gathering w = {.p = p};
    if (!collect(&w)) return;
    complete_sides(&w);
    inherit_sides(&w);
    found_rounds(&w);
    if (p->failed) return;
    attach(&w);
    attach_earlier(&w);
    order_tellings(&w);
    find_outcomes(&w);
    mark_reports(&w);
    p->rounds = w.rounds.v;
    p->n_rounds = (uint32_t)w.rounds.n;
    if (!p->failed) rap_attended_find(p, w.talks, w.n);
    for (uint32_t i = 0; i < p->n_rounds && !p->failed; i++)
        p->rounds[i].id =
            rap_pile_id(p, 'T', p->rounds[i].first->rank, p->rounds[i].first->at);
}

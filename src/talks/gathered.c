/*
 * talks/gathered.c - all tellings of talks of a pile, with their sides.
 *
 * Comes in: the words that tell of talks (worded.c) and events of meeting and
 * negotiating (CAMEO 036, 04x).  An event that words tell of too only gives what they
 * leave open.  Talks that name no two sides are held by the two that deal with each
 * other most in their report.
 */
/* SPDX-License-Identifier: MIT */
#include "talks/clause.h"
#include "talks/met.h"

#include <stdlib.h>

enum {
    PAIRS_MAX = 32, /* pairs of sides counted */
    PAIR_LEAST = 2,
    PAIR_OF_TALKS = 4, /* what talks between two sides count against one deed */
    NEIGHBOURS = 4,    /* tellings beside one that may tell of the same */
    TALKS_LEAST = 3,   /* tellings that make a report one on talks */
    NAMES_ASKED = 400, /* entities of a report in which a side is looked for */
    LEAD = 600,        /* bytes in which a report says whom it is about */
    MAIN_SHARE = 2,    /* one in so many names is of the two whose talks are guessed */
    TOLD_SHARE = 4     /* or of those of whose talks it tells */
};

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
    rap_talk t = {.event = flat,
                  .rank = ref.report,
                  .at = e->at,
                  .was = RAP_NO_DAY,
                  .wide_from = RAP_NO_DAY,
                  .wide_to = RAP_NO_DAY,
                  .round = -1};
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

/* What the event tells where the words leave it open. */
static void complete(rap_talk *words, const rap_talk *event)
{
    if (words->n_sides < 2 && !words->is_closed && event->n_sides >= 2 &&
        !words->is_weak) {
        words->n_sides = event->n_sides;
        memcpy(words->sides, event->sides, sizeof words->sides);
    }
}

/* Does somebody stand there for a side: itself, or one who holds an office? */
static bool is_envoy(const rap_filed *f, rap_filed_refs who)
{
    if (who.n == 0 || who.v[0] < 0 || (uint32_t)who.v[0] >= f->n_entities) return false;
    const rap_filed_entity *e = &f->entities[who.v[0]];
    bool person = rap_str_is(e->kind, "person") || rap_str_is(e->kind, "group");
    return !person || e->n_roles > 0;
}

/* May an event that no words call talks be a round? */
static bool is_meeting(const rap_pile *p, const rap_talk *t)
{
    static const char *const codes[] = {"041", "042", "043", "046"};
    rap_ref ref = p->events.v[t->event];
    const rap_filed *f = rap_pile_report(p, ref.report);
    const rap_filed_event *e = &f->events[ref.index];
    bool real = t->state == RAP_ROUND_HELD || t->state == RAP_ROUND_PLANNED;
    if (!is_envoy(f, e->source)) return false;
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        if (rap_str_is(e->cameo, codes[i]))
            return real && t->place && t->n_sides == 2 && t->from != RAP_NO_DAY;
    return false;
}

/* "A delegation arrived in Kesh": it came for the talks there that are told of, with
 * somebody else. */
static bool comes_for(const rap_talk *event, const rap_talk *words)
{
    uint32_t shared = 0;
    if (!event->place || !words->place || words->n_sides < 2) return false;
    for (uint32_t i = 0; i < event->n_sides; i++)
        for (uint32_t k = 0; k < words->n_sides; k++)
            shared += event->sides[i] == words->sides[k];
    return shared == 1 && rap_str_eq(event->place->name, words->place->name);
}

/* Events that words tell of too go, and so do those that are no meeting. */
static void fold_events(rap_gathering *w)
{
    uint32_t k = 0;
    for (uint32_t i = 0; i < w->n; i++) {
        rap_talk *t = &w->talks[i];
        uint32_t low = i > NEIGHBOURS ? i - NEIGHBOURS : 0;
        if (t->event == RAP_NO_EVENT) continue;
        t->is_folded = !is_meeting(w->p, t);
        for (uint32_t j = low; j < w->n && j <= i + NEIGHBOURS; j++) {
            rap_talk *o = &w->talks[j];
            if (o->rank != t->rank || o->event != RAP_NO_EVENT) continue;
            if (comes_for(t, o)) t->is_folded = true;
            if (!overlaps(o->at, t->at)) continue;
            complete(o, t);
            t->is_folded = true;
        }
    }
    for (uint32_t i = 0; i < w->n; i++)
        if (!w->talks[i].is_folded) w->talks[k++] = w->talks[i];
    w->n = k;
}

bool rap_gathering_collect(rap_gathering *w)
{
    rap_pile *p = w->p;
    rap_worded words = {.p = p};
    if (!rap_seats_find(p)) return false;
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
    fold_events(w);
    p->notes = words.notes.v;
    p->n_notes = (uint32_t)words.notes.n;
    return true;
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

static void count_pair(dealings *d, int32_t a, int32_t b, uint32_t weight)
{
    if (a < 0 || b < 0 || a == b) return;
    int32_t low = a < b ? a : b, high = a < b ? b : a;
    uint32_t i = 0;
    while (i < d->n && (d->v[i].a != low || d->v[i].b != high))
        i++;
    if (i == PAIRS_MAX) return;
    if (i == d->n) d->v[d->n++] = (dealing){low, high, 0};
    d->v[i].n += weight;
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
                   seat(p, rank, f->events[i].target), 1);
    for (uint32_t i = 0; i < f->n_positions; i++) {
        rap_filed_refs party = {&f->positions[i].party, f->positions[i].party >= 0};
        count_pair(d, seat(p, rank, party), seat(p, rank, f->positions[i].toward), 1);
    }
}

static void count_talks(const rap_talk *t, dealings *d)
{
    for (uint32_t i = 0; i < t->n_sides; i++)
        for (uint32_t k = i + 1; k < t->n_sides; k++)
            count_pair(d, t->sides[i], t->sides[k], PAIR_OF_TALKS);
}

/* The pair that deals most with each other, `side` among them unless it is -1. */
static const dealing *best_of(const dealings *d, int32_t side)
{
    const dealing *best = NULL;
    for (uint32_t k = 0; k < d->n; k++) {
        bool in = side < 0 || d->v[k].a == side || d->v[k].b == side;
        bool more = !best || d->v[k].n > best->n;
        if (in && d->v[k].n >= PAIR_LEAST && more) best = &d->v[k];
    }
    return best;
}

/* How often each of a few sides is named in a report. */
typedef struct {
    int32_t side[PAIRS_MAX];
    uint32_t times[PAIRS_MAX], n;
} naming;

static void count_name(naming *v, int32_t side)
{
    uint32_t i = 0;
    while (i < v->n && v->side[i] != side)
        i++;
    if (side < 0 || i == PAIRS_MAX) return;
    if (i == v->n) {
        v->side[i] = side;
        v->times[v->n++] = 0;
    }
    v->times[i]++;
}

/* The two sides that a report names most, when no third is named as often. */
static bool most_named(const rap_pile *p, uint32_t rank, dealing *out)
{
    const rap_filed *f = rap_pile_report(p, rank);
    naming v = {.n = 0};
    for (uint32_t i = 0; i < f->n_mentions && i < NAMES_ASKED; i++)
        count_name(&v,
                   rap_clauses_side(p, rap_pile_party(p, rank, f->mentions[i].entity)));
    uint32_t most[3] = {0, 0, 0};
    int32_t side[3] = {-1, -1, -1};
    for (uint32_t i = 0; i < v.n; i++) {
        uint32_t at = 3;
        while (at > 0 && v.times[i] > most[at - 1])
            at--;
        for (uint32_t k = 2; at < 3 && k > at; k--) {
            most[k] = most[k - 1];
            side[k] = side[k - 1];
        }
        if (at == 3) continue;
        most[at] = v.times[i];
        side[at] = v.side[i];
    }
    *out = (dealing){side[0], side[1], 0};
    return most[1] >= PAIR_LEAST && most[1] > most[2];
}

/* Is a side spoken of in this report? */
static bool is_told_of(const rap_pile *p, uint32_t rank, int32_t side)
{
    const rap_filed *f = rap_pile_report(p, rank);
    for (uint32_t i = 0; i < f->n_entities && i < NAMES_ASKED; i++)
        if (rap_clauses_side(p, rap_pile_party(p, rank, (int32_t)i)) == side)
            return true;
    return false;
}

/* Is a report about two sides: both named at its head, one name in `share` theirs, and,
 * where that is MAIN_SHARE, no third named as often? */
static bool is_about(const rap_pile *p, uint32_t rank, const dealing *d, uint32_t share)
{
    const rap_filed *f = rap_pile_report(p, rank);
    uint32_t all = 0, a = 0, b = 0, other = 0;
    bool lead_a = false, lead_b = false;
    naming v = {.n = 0};
    for (uint32_t i = 0; i < f->n_mentions && i < NAMES_ASKED; i++) {
        const rap_filed_mention *m = &f->mentions[i];
        int32_t side = rap_clauses_side(p, rap_pile_party(p, rank, m->entity));
        if (side < 0) continue;
        all++;
        a += side == d->a;
        b += side == d->b;
        lead_a = lead_a || (side == d->a && m->at.from < LEAD);
        lead_b = lead_b || (side == d->b && m->at.from < LEAD);
        if (side != d->a && side != d->b) count_name(&v, side);
    }
    for (uint32_t i = 0; i < v.n; i++)
        if (v.times[i] > other) other = v.times[i];
    bool main = share > MAIN_SHARE || other < (a < b ? a : b);
    return lead_a && lead_b && main && (a + b) * share >= all;
}

static void fill(rap_talk *t, const dealing *d, bool vague)
{
    t->n_sides = 0;
    rap_talk_add_side(t, d->a);
    rap_talk_add_side(t, d->b);
    t->is_guess = true;
    t->is_vague = vague;
}

/* What is known of who talks with whom in one report. */
typedef struct {
    const dealings *pile; /* talks of all reports */
    dealings talks, deeds;
    dealing named;
    bool has_named;
    uint32_t told; /* tellings of talks */
} circle;

static bool fits(const dealing *d, const rap_talk *t)
{
    return t->n_sides == 0 || t->sides[0] == d->a || t->sides[0] == d->b;
}

/* The pair that talks in the report; else in the pile, where the report speaks of both;
 * else the one that deals with each other, or is named most, in it.  A pair of which
 * the report is not makes no round. */
static void complete_talk(const rap_gathering *w, const circle *c, rap_talk *t)
{
    int32_t side = t->n_sides ? t->sides[0] : -1;
    if (t->is_call || t->is_other) return; /* between those who are said to have met */
    const dealing *best = best_of(&c->talks, side);
    if (best) {
        fill(t, best, !t->is_of_two && !is_about(w->p, t->rank, best, TOLD_SHARE));
        return;
    }
    if (t->is_any && t->n_sides == 0) return;
    best = best_of(c->pile, side);
    if (best && is_told_of(w->p, t->rank, best->a) &&
        is_told_of(w->p, t->rank, best->b)) {
        fill(t, best, !is_about(w->p, t->rank, best, MAIN_SHARE));
        return;
    }
    best = best_of(&c->deeds, side);
    bool body = best && (!rap_str_is(w->p->parties[best->a].kind, "country") ||
                         !rap_str_is(w->p->parties[best->b].kind, "country"));
    if ((!best || body) && c->has_named && fits(&c->named, t)) best = &c->named;
    bool one_told = !t->is_weak && t->n_sides == 1;
    bool vague = c->told < TALKS_LEAST && !one_told;
    if (best) fill(t, best, vague || !is_about(w->p, t->rank, best, MAIN_SHARE));
    t->is_half = best && one_told && best != &c->named;
}

static void complete_report(rap_gathering *w, uint32_t from, uint32_t end,
                            const dealings *pile)
{
    uint32_t rank = w->talks[from].rank;
    circle c = {.pile = pile, .told = end - from};
    c.has_named = most_named(w->p, rank, &c.named);
    count_dealings(w->p, rank, &c.deeds);
    for (uint32_t i = from; i < end; i++)
        count_talks(&w->talks[i], &c.talks);
    for (uint32_t i = from; i < end; i++) {
        rap_talk *t = &w->talks[i];
        bool unnamed = t->is_closed && t->n_sides == 0;
        if (t->n_sides < 2 && !unnamed)
            complete_talk(w, &c, t);
        else if (t->is_loose && t->n_sides == 2)
            t->is_vague = !is_about(w->p, rank, &(dealing){t->sides[0], t->sides[1], 0},
                                    TOLD_SHARE);
    }
}

void rap_gathering_complete(rap_gathering *w)
{
    dealings pile = {.n = 0};
    for (uint32_t i = 0; i < w->n; i++)
        count_talks(&w->talks[i], &pile);
    for (uint32_t i = 0, end; i < w->n; i = end) {
        for (end = i; end < w->n && w->talks[end].rank == w->talks[i].rank;)
            end++;
        complete_report(w, i, end, &pile);
    }
}

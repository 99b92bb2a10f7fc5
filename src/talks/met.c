/*
 * talks/met.c - rounds of talks: which tellings (gathered.c) are one meeting.
 *
 * Two are one round when the sides are the same, the days meet, no other place and no
 * other number ("third round") is told; without a day, when one report or one story
 * tells of both.  What one report tells of as held and what it tells of as to come are
 * two; a call is not the meeting of the same day.  Words that only point ("the talks")
 * belong to the round told of last before them.
 */
/* SPDX-License-Identifier: MIT */
#include "talks/met.h"

#include "base/bisect.h"
#include "pile/groups.h"

#include <stdlib.h>

enum {
    DAYS_APART = 1,      /* a sitting may go on the next day */
    LOOK_BACK = 24,      /* rounds of the same sides that are compared */
    OUTCOME_TALKS = 256, /* talks of one report that an outcome may belong to */
    KIN_LOOKED = 24,     /* tellings of a report in which sides are looked for */
    KIN_NEAR = 600,      /* bytes */
    MOVED_FAR = 62,      /* days between the old day of a round and the new one */
    WEEK = 7,
    DAYS_BACK = 31, /* talks longer ago are not meant by "the talks" */
    NO_ROUND = -1
};

static bool is_past(const rap_talk *t)
{
    return t->state == RAP_ROUND_HELD || t->state == RAP_ROUND_UNDER_WAY;
}

static bool has_day(const rap_talk *t)
{
    return t->from != RAP_NO_DAY;
}

static bool has_days(const rap_round *r)
{
    return r->from != RAP_NO_DAY;
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
    int32_t told;
    if (t->from != RAP_NO_DAY) return t->to;
    return rap_talks_told_on(p, t->rank, &told) ? told : RAP_NO_DAY;
}

/* Was it at most a month before these talks were told of? */
static bool is_lately(const rap_pile *p, const rap_round *r, const rap_talk *t)
{
    int32_t day = day_of(p, t);
    return day != RAP_NO_DAY && is_past(t) && r->to != RAP_NO_DAY && r->from <= day &&
           day - r->to <= DAYS_BACK;
}

/* A round that was put off is held when its sides meet next, and one of which nobody
 * has told as held has another day when it is told of by its number. */
static bool is_new_day(const rap_round *r, const rap_talk *t)
{
    bool same = r->ordinal && r->ordinal == t->ordinal;
    if (r->from == RAP_NO_DAY || r->to == RAP_NO_DAY) return false;
    if (t->was != RAP_NO_DAY && t->was >= r->from - DAYS_APART &&
        t->was <= r->to + DAYS_APART)
        return t->from > r->to;
    bool open = r->is_moved || (!r->past_in && (same || t->is_put_off));
    return open && t->from > r->to && t->from - r->to <= MOVED_FAR * (same ? 2 : 1);
}

/* Is it to be at the place, and about the time, of a round with a day? */
static bool is_soon(const rap_pile *p, const rap_round *r, const rap_talk *t)
{
    int32_t told;
    if (is_past(t) || !rap_talks_told_on(p, t->rank, &told)) return false;
    return r->from >= told && r->from - told <= MOVED_FAR;
}

/* A round of that number, or one that was under way, which is told to have ended within
 * the week in which it began. */
static bool is_end_of(const rap_round *r, const rap_talk *t)
{
    bool same = r->ordinal && r->ordinal == t->ordinal;
    bool open = r->last && r->last->state == RAP_ROUND_UNDER_WAY;
    return (same || open) && r->past_in && t->is_over && t->from > r->to &&
           t->from - r->from < WEEK;
}

static bool days_meet(const rap_round *r, const rap_talk *t)
{
    if (is_new_day(r, t) || is_end_of(r, t)) return true;
    return t->from <= r->to + DAYS_APART && r->from <= t->to + DAYS_APART;
}

/* Does one report tell of the round as held, and of these talks as to come? */
static bool is_other_time(const rap_round *r, const rap_talk *t)
{
    if (has_days(r) && has_day(t)) return false;
    if (rap_talk_is_open(t)) return false;
    uint32_t told = is_past(t) ? r->ahead_in : r->past_in;
    return told == t->rank + 1;
}

/* Is the round yet to come when its report tells that these talks were? */
static bool is_too_early(const rap_pile *p, const rap_round *r, const rap_talk *t)
{
    int32_t told;
    return is_past(t) && !rap_talk_is_open(t) && rap_talks_told_on(p, t->rank, &told) &&
           rap_round_is_later(r, told);
}

/* May talks of these sides belong to this round, as far as number, place, time go? */
static bool is_possible(const rap_pile *p, const rap_round *r, const rap_talk *t)
{
    bool other = r->ordinal && t->ordinal && r->ordinal != t->ordinal;
    if (other || r->sitting->is_call != t->is_call) return false;
    if (!same_place(r->place, t->place)) return false;
    if (has_days(r) && has_day(t) && !days_meet(r, t)) return false;
    bool wide = has_days(r) && !has_day(t) && t->wide_from != RAP_NO_DAY;
    if (wide && (r->from > t->wide_to || r->to < t->wide_from)) return false;
    bool open = !has_days(r) && !has_day(t) && !rap_talk_is_open(t);
    if (open && r->sitting->wide_from != t->wide_from) return false;
    return !is_other_time(r, t) && !is_too_early(p, r, t);
}

/* Does the report that tells of these talks, or its story, tell of the round too, and
 * not of the one as held and of the other as to come?  The telling put in last need not
 * be of that report: those without a day come behind all that have one. */
static bool is_beside(const rap_gathering *w, const rap_round *r, const rap_talk *t)
{
    const rap_pile *p = w->p;
    int32_t round = (int32_t)(r - w->rounds.v);
    uint32_t i = (uint32_t)(t - w->talks), low = i > KIN_LOOKED ? i - KIN_LOOKED : 0;
    bool other = false;
    for (uint32_t k = low; k < w->n && k <= i + KIN_LOOKED; k++) {
        const rap_talk *o = &w->talks[k];
        if (o->rank != t->rank || o->round != round) continue;
        if (is_past(o) == is_past(t) || rap_talk_is_open(o)) return true;
        other = true;
    }
    return !other && p->story_of[r->last->rank] == p->story_of[t->rank];
}

/* Does a talk with two sides belong to this round? */
static bool is_same(const rap_gathering *w, const rap_round *r, const rap_talk *t)
{
    if (!same_sides(r->sitting, t) || !is_possible(w->p, r, t)) return false;
    if (has_days(r) && has_day(t)) return true;
    bool numbered = r->ordinal && r->ordinal == t->ordinal;
    bool known = has_days(r) && ((r->place && t->place) || numbered);
    if (known && (is_lately(w->p, r, t) || is_soon(w->p, r, t))) return true;
    return is_beside(w, r, t);
}

/* "Peace talks between two countries" without a day or place may be all of them, and
 * sides that are only guessed make no round. */
static bool founds(const rap_talk *t)
{
    bool fixed = has_day(t) || t->place;
    if (t->n_sides < 2 || t->is_vague || t->state == RAP_ROUND_NONE) return false;
    if (fixed) return true;
    if ((t->is_guess && !t->is_half) || t->is_weak) return false;
    if (t->is_half) return !is_past(t);
    return !t->is_noun || !is_past(t) || t->is_over;
}

static void see_time(rap_round *r, const rap_talk *t)
{
    if (rap_talk_is_open(t)) return;
    if (is_past(t))
        r->past_in = t->rank + 1;
    else
        r->ahead_in = t->rank + 1;
}

static void put_in(rap_gathering *w, rap_round *r, rap_talk *t)
{
    t->round = (int32_t)(r - w->rounds.v);
    if (r->last) r->last->next = t;
    if (!r->first) r->first = t;
    if (!r->sitting) r->sitting = t;
    r->last = t;
    r->n++;
    if (!r->place) r->place = t->place;
    if (!r->ordinal) r->ordinal = t->ordinal;
    see_time(r, t);
    /* "after three days of talks", of which only the first is told */
    if (t->lasted > 1 && has_days(r) && r->from == r->to && !has_day(t))
        r->to = r->from + t->lasted - 1;
    if (!has_day(t) || !founds(t)) return;
    bool anew = is_new_day(r, t);
    if (anew) r->from = r->to = RAP_NO_DAY;
    r->is_moved = !is_past(t) && (t->is_moved || (r->is_moved && !anew));
    if (!has_days(r) || t->from < r->from) r->from = t->from;
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
    return (a > b) - (a < b);
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

/* The nearest talks of the same report that name two sides, these among them. */
static const rap_talk *kin_of(const rap_gathering *w, uint32_t i)
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
static void inherit_sides(rap_gathering *w)
{
    for (uint32_t i = 0; i < w->n; i++) {
        rap_talk *t = &w->talks[i];
        bool fixed = has_day(t) || t->place || t->goes_on || !is_past(t);
        if (t->n_sides >= 2 || !fixed) continue;
        const rap_talk *kin = kin_of(w, i);
        if (!kin) continue;
        t->n_sides = kin->n_sides;
        memcpy(t->sides, kin->sides, sizeof t->sides);
    }
}

static void found_rounds(rap_gathering *w)
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
            if (is_same(w, &w->rounds.v[--back], v[i])) to = &w->rounds.v[back];
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

static bool may_join(const rap_gathering *w, int32_t round, const rap_talk *t)
{
    bool others = t->is_other || (t->is_closed && t->n_sides == 0);
    if (round == NO_ROUND || others || t->state == RAP_ROUND_NONE) return false;
    const rap_round *r = &w->rounds.v[round];
    return is_possible(w->p, r, t) && (t->is_guess || is_among(t, r->sitting));
}

/* Talks that found no round join the nearest round told in their report: the last one
 * before them, else the first behind. */
static void attach(rap_gathering *w)
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

/* How many of the sorted rounds begin at or before a day. */
static uint32_t begun(rap_round **v, uint32_t n, int32_t day)
{
    uint32_t low = 0;
    RAP_BISECT(uint32_t, low, mid, n, v[mid]->from <= day);
    return low;
}

/* The round of the same number, whatever its day became: "the fourth round", of a pair
 * that the report does not name with it. */
static rap_round *round_numbered(const rap_gathering *w, rap_round **v, uint32_t n,
                                 const rap_talk *t)
{
    int32_t day = day_of(w->p, t);
    if (day == RAP_NO_DAY || !t->ordinal || t->n_sides < 2) return NULL;
    uint32_t at = begun(v, n, day), low = at > LOOK_BACK ? at - LOOK_BACK : 0;
    for (uint32_t k = low; k < n && k < at + LOOK_BACK; k++) {
        rap_round *r = v[k];
        bool near = r->from - day <= MOVED_FAR && day - r->to <= MOVED_FAR;
        bool same = r->ordinal == t->ordinal && same_sides(r->sitting, t);
        if (near && same && same_place(r->place, t->place) && !is_too_early(w->p, r, t))
            return r;
    }
    return NULL;
}

/* The last round before that day which these talks can be. */
static rap_round *round_before(const rap_gathering *w, rap_round **v, uint32_t n,
                               const rap_talk *t)
{
    int32_t day = day_of(w->p, t);
    if (day == RAP_NO_DAY) return NULL;
    uint32_t low = begun(v, n, day);
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
static void attach_earlier(rap_gathering *w)
{
    rap_round **v = RAP_PILE_NEW(w->p, rap_round *, w->rounds.n);
    uint32_t n = 0;
    for (size_t i = 0; v && i < w->rounds.n; i++)
        if (w->rounds.v[i].from != RAP_NO_DAY) v[n++] = &w->rounds.v[i];
    if (v && n) qsort(v, n, sizeof *v, by_first_day);
    for (uint32_t i = 0; v && i < w->n; i++) {
        rap_talk *t = &w->talks[i];
        bool dated = t->state == RAP_ROUND_PLANNED && t->from != RAP_NO_DAY && t->place;
        rap_round *same = NULL;
        if (t->round == NO_ROUND) same = round_numbered(w, v, n, t);
        if (same) put_in(w, same, t);
        if (t->round != NO_ROUND || (!is_past(t) && !dated)) continue;
        uint32_t known = t->n_sides + (t->place ? 1u : 0u),
                 least = t->is_weak ? 2u : 1u;
        if (known < least) continue;
        rap_round *r = round_before(w, v, n, t);
        if (r) put_in(w, r, t);
    }
}

/* "The third round of talks, in Kesh on Tuesday": a round whose sides nobody names. */
static bool is_numbered(const rap_talk *t)
{
    bool nobody = t->n_sides == 0 || (t->is_guess && t->is_vague);
    return t->round == NO_ROUND && t->ordinal && nobody && has_day(t) &&
           t->state != RAP_ROUND_NONE && !t->is_other;
}

/* The only round of that number and about that day, or the one without sides, which
 * such talks can be. */
static rap_round *round_of_number(const rap_gathering *w, const rap_talk *t)
{
    rap_round *found = NULL;
    for (size_t k = w->rounds.n, n = 0; k > 0 && n < LOOK_BACK; k--, n++) {
        rap_round *r = &w->rounds.v[k - 1];
        if (r->ordinal != t->ordinal || !has_days(r)) continue;
        int32_t off = t->from > r->from ? t->from - r->from : r->from - t->from;
        if (off > MOVED_FAR || !same_place(r->place, t->place) ||
            r->sitting->is_call != t->is_call)
            continue;
        if (off > DAYS_APART && !(is_past(t) && !r->past_in)) continue;
        if (found) return NULL;
        found = r;
    }
    return found;
}

/* A number, a day and nobody named: a round all the same, held by whom nobody tells. */
static void found_numbered(rap_gathering *w)
{
    for (int past = 1; past >= 0; past--)
        for (uint32_t i = 0; i < w->n && !w->p->failed; i++) {
            rap_talk *t = &w->talks[i];
            if (is_past(t) != (past == 1) || !is_numbered(t)) continue;
            t->n_sides = 0; /* those that were only guessed */
            rap_round *r = round_of_number(w, t);
            if (!r) {
                r = RAP_PUSH(w->p->arena, &w->rounds);
                if (r) *r = (rap_round){.from = t->from, .to = t->to};
            }
            if (r)
                put_in(w, r, t);
            else
                w->p->failed = true;
        }
}

/* Tellings in order of the text, reports by rank. */
static void order_tellings(rap_gathering *w)
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

/* Can something have come of these talks of which their report tells?  Of those long
 * over, which it only recalls, nothing that is said now. */
static bool has_been(const rap_gathering *w, const rap_talk *t)
{
    int32_t told;
    if (t->round == NO_ROUND || !is_past(t) || !w->rounds.v[t->round].past_in)
        return false;
    const rap_round *r = &w->rounds.v[t->round];
    if (!rap_talks_told_on(w->p, t->rank, &told)) return true;
    return !rap_round_is_later(r, told) &&
           !(has_days(r) && told - r->to > RAP_RECALLED);
}

/* What is said to have come of talks, put to the round that the report told of last. */
static void find_outcomes(rap_gathering *w)
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
            if (has_been(w, &w->talks[k])) round = w->talks[k].round;
        }
        p->round_of_position[i] = (uint32_t)(round + 1);
    }
}

/* The only round that a report tells of as held, or the only one that it tells of. */
static void mark_reports(rap_gathering *w)
{
    int32_t *of = w->p->round_of_report = RAP_PILE_NEW(w->p, int32_t, w->p->n);
    bool *held = RAP_PILE_NEW(w->p, bool, w->p->n);
    for (uint32_t i = 0; of && held && i < w->n; i++) {
        const rap_talk *t = &w->talks[i];
        bool now = is_past(t);
        if (t->round == NO_ROUND || (held[t->rank] && !now)) continue;
        bool other = of[t->rank] && of[t->rank] != t->round + 1 && held[t->rank] == now;
        of[t->rank] = other ? -1 : t->round + 1;
        held[t->rank] = now;
    }
}

void rap_pile_find_rounds(rap_pile *p)
{
    rap_gathering w = {.p = p};
    if (!rap_gathering_collect(&w)) return;
    inherit_sides(&w);
    rap_gathering_complete(&w);
    found_rounds(&w);
    if (p->failed) return;
    attach(&w);
    attach_earlier(&w);
    found_numbered(&w);
    order_tellings(&w);
    find_outcomes(&w);
    mark_reports(&w);
    p->talks = w.talks;
    p->n_talks = w.n;
    p->rounds = w.rounds.v;
    p->n_rounds = (uint32_t)w.rounds.n;
    if (!p->failed) rap_attended_find(p, w.talks, w.n);
    for (uint32_t i = 0; i < p->n_rounds && !p->failed; i++)
        p->rounds[i].id =
            rap_pile_id(p, 'T', p->rounds[i].first->rank, p->rounds[i].first->at);
}

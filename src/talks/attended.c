/*
 * talks/attended.c - which round a note belongs to: who came, who stayed away, who went
 * between, and what is said to have come of it.
 *
 * A note belongs to the talks told of last before it in its report, or first behind;
 * what came of talks only to talks that were held, and nobody is a delegate to talks
 * that were refused.
 */
/* SPDX-License-Identifier: MIT */
#include "pile/groups.h"
#include "talks/met.h"

#include <stdlib.h>

enum {
    NEAR = 400,          /* bytes between talks and a note that needs them */
    TALKS_LOOKED = 64,   /* tellings of a report before a note */
    OUTCOME_NEAR = 1500, /* other matters come up further on */
    NOTE_NEAR = 700,
    BESIDE = 4,         /* tellings beside a name in one of them */
    BORDER = 1,         /* days before a round on which something may come of it */
    SEQUEL = 3,         /* and behind it */
    PLANNED_NEAR = 100, /* bytes between talks to come and one whose office they are */
    COPIES_LOOKED = 32  /* notes of a round that one may copy */
};

static uint32_t reach_of(const rap_note *n)
{
    if (n->is_near) return NEAR;
    if (n->kind == RAP_NOTE_DELEGATE) return UINT32_MAX;
    return n->kind == RAP_NOTE_OUTCOME ? OUTCOME_NEAR : NOTE_NEAR;
}

static uint32_t distance(const rap_note *n, const rap_talk *t)
{
    if (t->at.to <= n->at.from) return n->at.from - t->at.to;
    return n->at.to <= t->at.from ? t->at.from - n->at.to : 0;
}

/* Is what is told to have come of a round of another time than it?  "Signed a protocol
 * on Thursday", of talks that are to be held next week. */
static bool is_of_other_time(const rap_pile *p, const rap_note *n, const rap_round *r)
{
    int32_t told;
    if (rap_talks_told_on(p, n->rank, &told) && rap_round_is_later(r, told))
        return true;
    /* what is said now did not come of talks that are only recalled */
    if (n->attribution >= 0 && rap_talks_told_on(p, n->rank, &told) &&
        r->to != RAP_NO_DAY && told - r->to > RAP_RECALLED)
        return true;
    bool days = n->day != RAP_NO_DAY && r->from != RAP_NO_DAY;
    return days && (n->day < r->from - BORDER || n->day > r->to + SEQUEL);
}

static bool fits(const rap_pile *p, const rap_note *n, const rap_talk *t)
{
    if (t->round < 0 || t->rank != n->rank) return false;
    const rap_round *r = &p->rounds[t->round];
    bool held = t->state == RAP_ROUND_HELD || t->state == RAP_ROUND_UNDER_WAY;
    bool ahead = t->state == RAP_ROUND_PLANNED || (held && !r->past_in);
    held = held && !ahead;
    if (n->kind == RAP_NOTE_OUTCOME) return held && !is_of_other_time(p, n, r);
    if (n->kind == RAP_NOTE_DELEGATE && !n->is_seat)
        return held || (ahead && (n->is_there || distance(n, t) <= PLANNED_NEAR));
    return true;
}

/* First telling of the sorted ones that does not begin before a note. */
static uint32_t first_behind(const rap_talk *v, uint32_t n, const rap_note *note)
{
    uint32_t low = 0;
    for (uint32_t high = n; low < high;) {
        uint32_t mid = low + (high - low) / 2;
        bool before = v[mid].rank != note->rank ? v[mid].rank < note->rank
                                                : v[mid].at.from < note->at.from;
        if (before)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

static int32_t round_of(const rap_pile *p, const rap_talk *v, uint32_t n,
                        const rap_note *note)
{
    uint32_t at = first_behind(v, n, note), near = at > BESIDE ? at - BESIDE : 0;
    for (uint32_t i = near; note->is_seat && i < n && i < at + BESIDE; i++)
        if (fits(p, note, &v[i]) && distance(note, &v[i]) == 0) return v[i].round;
    for (uint32_t i = at; i > 0 && at - i < TALKS_LOOKED; i--) {
        if (v[i - 1].rank != note->rank) break;
        if (fits(p, note, &v[i - 1]) && distance(note, &v[i - 1]) <= reach_of(note))
            return v[i - 1].round;
    }
    for (uint32_t i = at; i < n && i - at < TALKS_LOOKED; i++) {
        if (v[i].rank != note->rank) break;
        if (fits(p, note, &v[i]) && distance(note, &v[i]) <= reach_of(note))
            return v[i].round;
    }
    return -1;
}

/* Was this round long over when the report told of it, so that it is only recalled? */
static bool is_recalled(const rap_pile *p, uint32_t rank, int32_t round)
{
    int32_t told;
    const rap_round *r = &p->rounds[round];
    if (r->to == RAP_NO_DAY || !rap_talks_told_on(p, rank, &told)) return false;
    return told - r->to > RAP_RECALLED;
}

/* May a paper named there have been put at these talks?  At some that are yet to come
 * only where it stands with them. */
static bool may_hold(const rap_pile *p, const rap_note *x, const rap_talk *t)
{
    if (t->round < 0 || is_recalled(p, x->rank, t->round)) return false;
    return p->rounds[t->round].past_in || distance(x, t) <= PLANNED_NEAR;
}

int32_t rap_talks_round_at(const rap_pile *p, uint32_t rank, rap_span at, uint32_t far)
{
    rap_note x = {.rank = rank, .at = at};
    uint32_t i = first_behind(p->talks, p->n_talks, &x), n = i;
    for (uint32_t k = 0; i > 0 && k < TALKS_LOOKED; i--, k++) {
        const rap_talk *t = &p->talks[i - 1];
        if (t->rank != rank || distance(&x, t) > far) break;
        if (may_hold(p, &x, t)) return t->round;
    }
    for (uint32_t k = 0; n < p->n_talks && k < TALKS_LOOKED; n++, k++) {
        const rap_talk *t = &p->talks[n];
        if (t->rank != rank || distance(&x, t) > far) break;
        if (may_hold(p, &x, t)) return t->round;
    }
    int32_t only = p->round_of_report[rank] - 1;
    return only >= 0 && p->rounds[only].past_in ? only : -1;
}

const rap_talk *rap_talks_pair_at(const rap_pile *p, uint32_t rank, rap_span at,
                                  uint32_t far)
{
    rap_note x = {.rank = rank, .at = at};
    for (uint32_t i = first_behind(p->talks, p->n_talks, &x), k = 0;
         i > 0 && k < TALKS_LOOKED; i--, k++) {
        const rap_talk *t = &p->talks[i - 1];
        if (t->rank != rank || distance(&x, t) > far) break;
        if (t->n_sides == 2) return t;
    }
    return NULL;
}

static int by_round(const void *x, const void *y)
{
    const rap_note *a = x, *b = y;
    if (a->round != b->round) return a->round < b->round ? -1 : 1;
    if (a->rank != b->rank) return a->rank < b->rank ? -1 : 1;
    if (a->at.from != b->at.from) return a->at.from < b->at.from ? -1 : 1;
    if (a->kind != b->kind) return a->kind < b->kind ? -1 : 1;
    return (a->party > b->party) - (a->party < b->party);
}

void rap_attended_find(rap_pile *p, const rap_talk *talks, uint32_t n)
{
    for (uint32_t i = 0; i < p->n_notes; i++)
        p->notes[i].round = round_of(p, talks, n, &p->notes[i]);
    if (p->n_notes) qsort(p->notes, p->n_notes, sizeof *p->notes, by_round);
    for (uint32_t i = 0; i < p->n_notes; i++) {
        if (p->notes[i].round < 0) continue;
        rap_round *r = &p->rounds[p->notes[i].round];
        if (r->n_notes++ == 0) r->first_note = i;
    }
}

bool rap_attended_is_copied(const rap_pile *p, const rap_round *r, uint32_t note)
{
    const rap_note *n = &p->notes[r->first_note + note];
    uint32_t low = note > COPIES_LOOKED ? note - COPIES_LOOKED : 0;
    for (uint32_t i = low; i < note; i++) {
        const rap_note *o = &p->notes[r->first_note + i];
        if (o->kind != n->kind || o->rank == n->rank) continue;
        if (p->copy_group[o->rank] != p->copy_group[n->rank]) continue;
        if (o->whole.to - o->whole.from != n->whole.to - n->whole.from) continue;
        rap_str a = rap_filed_quote(rap_pile_report(p, o->rank), o->whole, p->batch);
        rap_str b = rap_filed_quote(rap_pile_report(p, n->rank), n->whole, p->batch);
        if (rap_str_eq(a, b)) return true;
    }
    return false;
}

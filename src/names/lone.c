/*
 * names/lone.c - capitalised words that stand alone: what they are, told by all the
 * places of the report where they stand.
 *
 * A word that also stands in lower case is no name.  One that things happen in is a
 * place wherever it stands.  One that acts is a person when somewhere it is called so;
 * else it is somebody, and what, nobody knows.
 */
/* SPDX-License-Identifier: MIT */
#include "names/lone.h"

#include "names/roster.h"

enum { SIEVE = 64 };

typedef struct {
    bool lower, place, person;
    uint32_t places, persons; /* times the labels call it so */
    bool inner;               /* it stands with a capital inside a sentence */
} ballot;

typedef struct {
    rap_finder *f;
    rap_roster by_low;
    RAP_LIST(ballot) ballots;
    uint64_t sieve[SIEVE]; /* bits of the hashes of the words asked about */
} poll;

static bool is_one_word(const rap_finding *x)
{
    return x->last == x->first + 1 &&
           (x->how == RAP_FOUND_LONE || x->learnt ||
            (x->how == RAP_FOUND_NAME && x->kind == RAP_ENTITY_PERSON && x->titled));
}

static ballot *ballot_of(poll *q, rap_str low)
{
    int32_t at = rap_roster_get(&q->by_low, low);
    return at < 0 ? NULL : &q->ballots.v[at];
}

static bool open_ballot(poll *q, rap_str low, uint32_t hash)
{
    q->sieve[hash / 64 % SIEVE] |= (uint64_t)1 << hash % 64;
    if (ballot_of(q, low)) return true;
    ballot *b = RAP_PUSH(q->f->p->arena, &q->ballots);
    return b && rap_roster_set(&q->by_low, low, (int32_t)q->ballots.n - 1);
}

static bool ask(poll *q, const rap_finding *x)
{
    const rap_token *t = &q->f->p->tokens[x->first];
    return !is_one_word(x) || open_ballot(q, t->low, t->hash);
}

static void vote(poll *q, const rap_finding *x)
{
    ballot *b = ballot_of(q, q->f->p->tokens[x->first].low);
    if (!b) return;
    bool given = x->kind == RAP_ENTITY_PERSON && x->gender != RAP_GENDER_NONE;
    b->inner |= !(q->f->p->tokens[x->first].shape & RAP_SHAPE_FIRST);
    b->places += x->kind == RAP_ENTITY_PLACE;
    b->persons += x->kind == RAP_ENTITY_PERSON;
    b->place |= x->kind == RAP_ENTITY_PLACE;
    b->person |= x->titled || given || x->role_last > x->role_first;
}

static void count_lower(poll *q)
{
    const rap_prose *p = q->f->p;
    for (uint32_t i = 0; i < p->n_tokens; i++) {
        uint16_t s = p->tokens[i].shape;
        if (!(s & RAP_SHAPE_LETTER) || (s & RAP_SHAPE_CAPITAL)) continue;
        uint32_t hash = p->tokens[i].hash;
        if (!(q->sieve[hash / 64 % SIEVE] >> hash % 64 & 1)) continue;
        ballot *b = ballot_of(q, p->tokens[i].low);
        if (b) b->lower = true;
    }
}

static void settle(rap_finding *x, const ballot *b)
{
    if (x->kind == RAP_ENTITY_MEDIA || b->person) return;
    if (b->lower)
        x->kind = RAP_ENTITY_THING;
    else if (b->place && x->kind != RAP_ENTITY_ORGANIZATION)
        x->kind = RAP_ENTITY_PLACE;
    else if (x->owns ||
             (x->kind == RAP_ENTITY_PERSON && x->gender == RAP_GENDER_NONE)) {
        x->kind = RAP_ENTITY_THING;
        x->somebody = true;
    }
}

bool rap_lone_settle(rap_finder *f)
{
    poll q = {.f = f};
    if (!rap_roster_init(&q.by_low, f->p->arena)) return false;
    for (size_t i = 0; i < f->list.n; i++)
        if (!ask(&q, &f->list.v[i])) return false;
    if (q.ballots.n == 0) return true;
    for (size_t i = 0; i < f->list.n; i++)
        if (is_one_word(&f->list.v[i])) vote(&q, &f->list.v[i]);
    count_lower(&q);
    for (size_t i = 0; i < f->list.n; i++) {
        rap_finding *x = &f->list.v[i];
        if (!is_one_word(x)) continue;
        const ballot *b = ballot_of(&q, f->p->tokens[x->first].low);
        if (b && x->how == RAP_FOUND_LONE) settle(x, b);
        bool place = b && b->places > 0 && b->places >= b->persons && !b->person;
        if (place && x->learnt && x->kind == RAP_ENTITY_PERSON)
            x->kind = RAP_ENTITY_PLACE;
        if (b && x->learnt && b->lower && !b->inner && x->gender == RAP_GENDER_NONE)
            x->kind = RAP_ENTITY_THING;
    }
    return true;
}

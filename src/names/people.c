/*
 * names/people.c - persons: full names, bare surnames, and the pronouns that mean them.
 *
 * A name is one person's by its first and last word; a bare surname is the person of
 * that name seen last.  A pronoun goes to the first-named person of the nearest
 * sentence who fits its gender, within a few sentences; inside quotation marks only to
 * somebody named there, since the speaker is seldom "he".
 */
/* SPDX-License-Identifier: MIT */
#include "names/join.h"

enum { PRONOUN_REACH = 3 };

static bool fits(const rap_joiner *j, int32_t person, rap_gender gender)
{
    if (person < 0) return false;
    const rap_entity *e = &j->parties.v[person].e;
    return e->kind == RAP_ENTITY_PERSON &&
           (gender == RAP_GENDER_NONE || e->gender == RAP_GENDER_NONE ||
            e->gender == gender);
}

/* First token of the last word, hyphened parts and particles included. */
static uint32_t surname_first(const rap_joiner *j, const rap_finding *x)
{
    uint32_t at = x->last - 1;
    while (at >= x->first + 2 && rap_token_is(j->p, at - 1, "-"))
        at -= 2;
    return at;
}

static int32_t by_surname(const rap_joiner *j, rap_str key, rap_gender gender)
{
    int32_t at = rap_roster_get(&j->surnames, key);
    return fits(j, at, gender) ? at : -1;
}

int32_t rap_join_surname(rap_joiner *j, const rap_finding *x)
{
    rap_str key = rap_join_plain(j, x->first, x->last);
    int32_t at = by_surname(j, key, x->gender);
    if (at < 0 && x->last - x->first > 1)
        at = by_surname(j, rap_join_plain(j, x->last - 1, x->last), x->gender);
    if (at >= 0) return at;
    at = rap_roster_get(&j->firsts, key);
    return fits(j, at, x->gender) ? at : -1;
}

static void register_words(rap_joiner *j, const rap_finding *x, int32_t person)
{
    uint32_t last = surname_first(j, x);
    rap_join_set(j, &j->surnames, rap_join_plain(j, last, x->last), person);
    if (last + 1 < x->last)
        rap_join_set(j, &j->surnames, rap_join_plain(j, x->last - 1, x->last), person);
    if (last == x->first) return;
    rap_str first = rap_join_plain(j, x->first, x->first + 1);
    if (rap_roster_get(&j->firsts, first) < 0)
        rap_join_set(j, &j->firsts, first, person);
}

/* "ana veld" of "Ana Maria Veld". */
static rap_str full_key(rap_joiner *j, const rap_finding *x)
{
    uint32_t last = surname_first(j, x);
    if (last == x->first) return rap_join_plain(j, x->first, x->last);
    return rap_join_key(j, rap_join_plain(j, x->first, x->first + 1),
                        rap_join_plain(j, last, x->last));
}

static int32_t new_person(rap_joiner *j, const rap_finding *x, rap_str key)
{
    int32_t at =
        rap_join_new(j, RAP_ENTITY_PERSON, rap_join_text(j, x->first, x->last));
    if (at < 0) return -1;
    j->parties.v[at].e.gender = x->gender;
    rap_join_set(j, &j->people, key, at);
    register_words(j, x, at);
    return at;
}

int32_t rap_join_person(rap_joiner *j, const rap_finding *x)
{
    rap_str key = full_key(j, x);
    int32_t at = -1;
    if (surname_first(j, x) == x->first) at = rap_join_surname(j, x);
    if (at < 0) at = rap_roster_get(&j->people, key);
    return at >= 0 && fits(j, at, x->gender) ? at : new_person(j, x, key);
}

void rap_join_seen(rap_joiner *j, const rap_finding *x, int32_t person)
{
    rap_party *y = &j->parties.v[person];
    if (y->e.gender == RAP_GENDER_NONE && x->how != RAP_FOUND_PRONOUN)
        y->e.gender = x->gender;
    const rap_token *t = &j->p->tokens[x->first];
    j->recent[j->n_recent++ % RECENT_MAX] =
        (rap_recent){person, t->sentence, (t->shape & RAP_SHAPE_QUOTED) != 0};
    if (x->how != RAP_FOUND_NAME) return;
    rap_str text = rap_join_text(j, x->first, x->last);
    if (text.n > y->e.name.n) y->e.name = text;
    rap_join_set(j, &j->surnames, rap_join_plain(j, surname_first(j, x), x->last),
                 person);
    rap_join_office(j, x, person);
}

/* The first-named of the sentence `back` sentences before that fits, or -1. */
static int32_t topic(const rap_joiner *j, uint32_t sentence, const rap_finding *x)
{
    uint32_t n = j->n_recent < RECENT_MAX ? j->n_recent : RECENT_MAX;
    bool quoted = j->p->tokens[x->first].shape & RAP_SHAPE_QUOTED;
    int32_t found = -1;
    for (uint32_t i = 1; i <= n; i++) {
        const rap_recent *r = &j->recent[(j->n_recent - i) % RECENT_MAX];
        if (r->sentence != sentence || (quoted && !r->quoted)) continue;
        if (fits(j, r->party, x->gender)) found = r->party;
    }
    return found;
}

int32_t rap_join_pronoun(rap_joiner *j, const rap_finding *x)
{
    uint32_t s = j->p->tokens[x->first].sentence;
    for (uint32_t back = 0; back <= PRONOUN_REACH && back <= s; back++) {
        int32_t at = topic(j, s - back, x);
        if (at >= 0) return at;
    }
    return -1;
}

/*
 * names/people.c - persons: full names and bare surnames.
 *
 * A name is one person's by its first and last word; a bare surname is the person of
 * that name seen last.
 */
/* SPDX-License-Identifier: MIT */
#include "names/join.h"
#include "trees/relations.h"

bool rap_join_fits(const rap_joiner *j, int32_t person, rap_gender gender)
{
    if (person < 0) return false;
    const rap_entity *e = &j->parties.v[person].e;
    bool may_be = e->kind == RAP_ENTITY_PERSON || j->parties.v[person].somebody;
    return may_be && (gender == RAP_GENDER_NONE || e->gender == RAP_GENDER_NONE ||
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
    return rap_join_fits(j, at, gender) ? at : -1;
}

int32_t rap_join_surname(rap_joiner *j, const rap_finding *x)
{
    rap_str key = rap_join_plain(j, x->first, x->last);
    int32_t at = by_surname(j, key, x->gender);
    if (at < 0 && x->last - x->first > 1)
        at = by_surname(j, rap_join_plain(j, x->last - 1, x->last), x->gender);
    if (at >= 0) return at;
    at = rap_roster_get(&j->firsts, key);
    return rap_join_fits(j, at, x->gender) ? at : -1;
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
    return at >= 0 && rap_join_fits(j, at, x->gender) ? at : new_person(j, x, key);
}

/* Does the tree make the mention a subject? */
static bool is_tree_subject(const rap_prose *p, const rap_finding *x)
{
    for (uint32_t i = x->first; i < x->last; i++) {
        const rap_token *t = &p->tokens[i];
        if (t->head == RAP_NO_HEAD || (t->head >= x->first && t->head < x->last))
            continue;
        if (rap_deprel_plain((rap_deprel)t->deprel) == RAP_REL_NSUBJ) return true;
    }
    return false;
}

/* Is the mention the subject of a verb, perhaps behind an apposition? */
static bool acts_next(const rap_prose *p, const rap_finding *x)
{
    uint32_t at = x->whole_last > x->last ? x->whole_last : x->last;
    if (at < p->n_tokens && rap_token_is(p, at, ",") && at > x->last) at++;
    return at < p->n_tokens &&
           (p->tokens[at].upos == RAP_VERB || p->tokens[at].upos == RAP_AUX);
}

static void remember(rap_joiner *j, const rap_finding *x, int32_t person)
{
    const rap_token *t = &j->p->tokens[x->first];
    j->recent[j->n_recent++ % RECENT_MAX] =
        (rap_recent){.party = person,
                     .gender = x->gender,
                     .sentence = t->sentence,
                     .quoted = (t->shape & RAP_SHAPE_QUOTED) != 0,
                     .subject = acts_next(j->p, x) || is_tree_subject(j->p, x),
                     .pronoun = x->how == RAP_FOUND_PRONOUN};
}

void rap_join_unseen(rap_joiner *j, const rap_finding *x)
{
    if (x->kind == RAP_ENTITY_PERSON) remember(j, x, -1);
}

void rap_join_seen(rap_joiner *j, const rap_finding *x, int32_t person)
{
    rap_party *y = &j->parties.v[person];
    if (y->e.gender == RAP_GENDER_NONE && x->how != RAP_FOUND_PRONOUN)
        y->e.gender = x->gender;
    remember(j, x, person);
    if (x->how != RAP_FOUND_NAME || y->somebody) return;
    rap_str text = rap_join_text(j, x->first, x->last);
    if (text.n > y->e.name.n) y->e.name = text;
    rap_join_set(j, &j->surnames, rap_join_plain(j, surname_first(j, x), x->last),
                 person);
    rap_join_office(j, x, person);
}

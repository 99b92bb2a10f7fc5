/*
 * names/glued.c - two names that stand side by side without a mark, taken for one.
 *
 * Captions and lines of a page that lost their breaks put "Jon Ruud" and "Mika Dahl"
 * side by side.  When both halves of a name of four words are full names elsewhere in
 * the report, it is cut to its first half: a name less is better than a wrong one.
 */
/* SPDX-License-Identifier: MIT */
#include "names/finding.h"

enum { HALF = 2 /* words of a full name */ };

typedef struct {
    uint32_t *slots; /* hashes of full names, 0 empty */
    uint32_t mask;
} name_set;

/* Hash of the two words from `token` on, never 0. */
static uint32_t hash_of(const rap_prose *p, uint32_t token)
{
    uint32_t h = rap_hash_on(p->tokens[token].hash, p->tokens[token + 1].low);
    return h ? h : 1;
}

static bool is_person(const rap_finding *x, uint32_t words)
{
    return x->kind == RAP_ENTITY_PERSON && x->how == RAP_FOUND_NAME &&
           x->last - x->first == words;
}

static bool find_slot(const name_set *set, uint32_t hash, uint32_t *slot)
{
    *slot = hash & set->mask;
    while (set->slots[*slot] && set->slots[*slot] != hash)
        *slot = (*slot + 1) & set->mask;
    return set->slots[*slot] == hash;
}

bool rap_glued_part(rap_finder *f)
{
    name_set set = {.mask = 1};
    uint32_t slot;
    while (set.mask + 1 < 2 * f->list.n + 2)
        set.mask = set.mask * 2 + 1;
    set.slots = RAP_NEW(f->p->arena, uint32_t, set.mask + 1);
    if (!set.slots) return false;
    for (size_t i = 0; i < f->list.n; i++) {
        const rap_finding *x = &f->list.v[i];
        if (!is_person(x, HALF)) continue;
        uint32_t hash = hash_of(f->p, x->first);
        if (!find_slot(&set, hash, &slot)) set.slots[slot] = hash;
    }
    for (size_t i = 0; i < f->list.n; i++) {
        rap_finding *x = &f->list.v[i];
        if (!is_person(x, 2 * HALF)) continue;
        if (!find_slot(&set, hash_of(f->p, x->first), &slot) ||
            !find_slot(&set, hash_of(f->p, x->first + HALF), &slot))
            continue;
        x->last = x->whole_last = x->first + HALF;
        x->name = (rap_str){0};
    }
    return true;
}

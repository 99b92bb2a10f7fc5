/*
 * facts/idioms.c - phrases of a table in running text, whatever the inflection.
 */
/* SPDX-License-Identifier: MIT */
#include "facts/idioms.h"

typedef enum { AS_WRITTEN, FIRST_LEMMA, ALL_LEMMAS, WAYS } way;

static rap_str word(const rap_prose *p, uint32_t token, uint32_t first, way how)
{
    const rap_token *t = &p->tokens[token];
    bool lemma = how == ALL_LEMMAS || (how == FIRST_LEMMA && token == first);
    return lemma && t->lemma.n ? t->lemma : t->low;
}

/* Does a key of `t` begin with the word of this hash? */
static bool begins(const rap_table *t, uint32_t hash)
{
    return rap_table_probe(t, hash) != RAP_TABLE_NONE;
}

/* The longest key that is read in one way; `hash` is that of the first word. */
static int longest(const rap_prose *p, const rap_table *t, uint32_t first,
                   uint32_t limit, way how, uint32_t hash, uint32_t *n)
{
    int best = RAP_TABLE_NONE;
    uint32_t end = first + t->max_words < limit ? first + t->max_words : limit;
    for (uint32_t i = first; i < end; i++) {
        if (i > first) {
            hash = rap_hash_on(hash, RAP_STR(" "));
            hash = rap_hash_on(hash, word(p, i, first, how));
        }
        int row = rap_table_probe(t, hash);
        if (row == RAP_TABLE_NONE) break;
        if (row < 0) continue;
        best = row;
        *n = i + 1 - first;
    }
    return best;
}

int rap_idioms_find_on(const rap_prose *p, const rap_table *t, uint32_t token,
                       uint32_t limit, uint32_t *n)
{
    const rap_token *at = &p->tokens[token];
    uint32_t hash[WAYS] = {at->hash, at->hash, at->hash};
    bool same = !at->lemma.n || rap_str_eq(at->low, at->lemma);
    *n = 0;
    if (token >= limit || !(at->shape & RAP_SHAPE_LETTER)) return RAP_TABLE_NONE;
    if (!same) hash[FIRST_LEMMA] = hash[ALL_LEMMAS] = at->lemma_hash;
    bool low = begins(t, hash[AS_WRITTEN]);
    bool lemma = same ? low : begins(t, hash[ALL_LEMMAS]);
    int best = RAP_TABLE_NONE;
    for (way how = AS_WRITTEN; how < WAYS; how++) {
        uint32_t length = 0;
        if (how == AS_WRITTEN ? !low : !lemma || (same && how == FIRST_LEMMA)) continue;
        int row = longest(p, t, token, limit, how, hash[how], &length);
        if (row >= 0 && length > *n) {
            best = row;
            *n = length;
        }
    }
    return best;
}

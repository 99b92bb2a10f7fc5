/*
 * facts/phrases.c - phrases of a table in running text, whatever the inflection.
 */
/* SPDX-License-Identifier: MIT */
#include "facts/phrases.h"

typedef enum { AS_WRITTEN, FIRST_LEMMA, ALL_LEMMAS, WAYS } way;

static rap_str word(const rap_prose *p, uint32_t token, uint32_t first, way how)
{
    const rap_token *t = &p->tokens[token];
    bool lemma = how == ALL_LEMMAS || (how == FIRST_LEMMA && token == first);
    return lemma && t->lemma.n ? t->lemma : t->low;
}

/* The longest key that is read in one way. */
static int longest(const rap_prose *p, const rap_table *t, uint32_t first,
                   uint32_t limit, way how, uint32_t *n)
{
    uint32_t hash = RAP_HASH_START;
    int best = RAP_TABLE_NONE;
    uint32_t end = first + t->max_words < limit ? first + t->max_words : limit;
    for (uint32_t i = first; i < end; i++) {
        if (i > first) hash = rap_hash_on(hash, RAP_STR(" "));
        hash = rap_hash_on(hash, word(p, i, first, how));
        int row = rap_table_probe(t, hash);
        if (row == RAP_TABLE_NONE) break;
        if (row < 0) continue;
        best = row;
        *n = i + 1 - first;
    }
    return best;
}

int rap_phrase_find(const rap_prose *p, const rap_table *t, uint32_t token,
                    uint32_t limit, uint32_t *n)
{
    int best = RAP_TABLE_NONE;
    *n = 0;
    for (way how = AS_WRITTEN; how < WAYS; how++) {
        uint32_t length = 0;
        int row = longest(p, t, token, limit, how, &length);
        if (row >= 0 && length > *n) {
            best = row;
            *n = length;
        }
    }
    return best;
}

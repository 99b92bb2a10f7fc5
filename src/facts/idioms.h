/*
 * facts/idioms.h - phrases of a table in running text, whatever the inflection.
 *
 * rap_prose_match compares the words as they stand; here the first word may also stand
 * for its lemma ("called for" meets "call for") or all words may ("trade deals").
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_FACTS_IDIOMS_H
#define RAP_FACTS_IDIOMS_H

#include "words/prose.h"

/* Row of the longest key of `t` that begins at `token` and ends before `limit`, or
 * RAP_TABLE_NONE; *n is its length in tokens.  O(longest key). */
int rap_idioms_find_on(const rap_prose *p, const rap_table *t, uint32_t token,
                       uint32_t limit, uint32_t *n);
static inline int rap_idioms_find(const rap_prose *p, const rap_table *t,
                                  uint32_t token, uint32_t limit, uint32_t *n)
{
    const rap_token *at = &p->tokens[token];
    if (rap_table_may(t, at->hash) || rap_table_may(t, at->lemma_hash))
        return rap_idioms_find_on(p, t, token, limit, n);
    *n = 0;
    return RAP_TABLE_NONE;
}

#endif

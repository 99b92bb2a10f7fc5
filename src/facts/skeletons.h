/*
 * facts/skeletons.h - phrases of a table in a tree, whatever stands between their
 * words.
 *
 * facts/idioms.h reads "impose tariffs" only where the two stand side by side; by the
 * tree "imposed sweeping new tariffs", "tariffs were imposed" and "agreed in principle
 * on Friday to withdraw" are the same phrases.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_FACTS_SKELETONS_H
#define RAP_FACTS_SKELETONS_H

#include "facts/branches.h"

typedef struct {
    uint32_t n;    /* words of the key */
    uint32_t last; /* token that stands for its last word */
} rap_skeleton;

/* Row of the longest key of two words or more that `verb` and what hangs on it - its
 * particle, object, complement, prepositions - make, or RAP_TABLE_NONE.  O(1). */
int rap_skeletons_find(const rap_branches *b, const rap_prose *p, const rap_table *t,
                       uint32_t verb, rap_skeleton *out);

#endif

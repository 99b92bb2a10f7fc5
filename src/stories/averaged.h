/*
 * stories/averaged.h - average linkage: puts together what is alike on the whole, from
 * few pairs of each.
 *
 * The two groups whose pairs are most alike on average are joined again and again,
 * until no two are alike enough (R. R. Sokal, C. D. Michener, "A statistical method for
 * evaluating systematic relationships", 1958).  Pairs that were not given count as
 * little alike, but no more than a few of them, so that a large group is not held
 * against itself for the pairs that nobody looked at.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_STORIES_AVERAGED_H
#define RAP_STORIES_AVERAGED_H

#include "base/arena.h"
#include "base/err.h"

/* Two things, a < b; each pair at most once. */
typedef struct {
    uint32_t a, b;
    int32_t like;
} rap_tie;

typedef struct {
    const rap_tie *v;
    uint32_t n;
    int32_t enough; /* two groups less alike than this stay two */
    int32_t unseen; /* of a pair that is not among `v`; below `enough` */
} rap_ties;

/* Fill leader[n], the smallest of the group of each.  Depends on the pairs alone and
 * not on their order, but for equals.  O(pairs * log). */
RAP_NODISCARD
rap_code rap_link(uint32_t *leader, uint32_t n, rap_ties ties, rap_arena *arena,
                  rap_err *err);

#endif

/*
 * stories/likeness.h - how much of their rare words two reports share.
 *
 * Words and pairs of neighbouring words that stand in few reports, weighed by how few
 * (K. Sparck Jones, "A statistical interpretation of term specificity", 1972), and the
 * cosine of the two sets.  What stands in more than a few dozen reports tells nothing
 * new and is left out, so that the work stays linear.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_STORIES_LIKENESS_H
#define RAP_STORIES_LIKENESS_H

#include "base/arena.h"
#include "base/err.h"

typedef struct rap_likeness rap_likeness;

typedef struct {
    uint32_t report;
    uint32_t share; /* cosine, in thousandths where nothing else is said */
    uint32_t terms; /* that both have */
} rap_like;

/* Put one into a list of the likest, kept in order (equals: the smaller number first)
 * and no longer than `room`; returns how many it holds then.  O(room). */
uint32_t rap_like_insert(rap_like *v, uint32_t n, uint32_t room, rap_like x);

/* Look into n texts (borrowed until this returns).  O(text); memory from the arena. */
RAP_NODISCARD
rap_code rap_likeness_new(rap_likeness **out, const rap_str *texts, uint32_t n,
                          rap_arena *arena, rap_err *err);

/* The reports most like `report` among those marked, the most like first (equals: the
 * smaller number first), at most `room`; returns how many. */
uint32_t rap_likeness_of(rap_likeness *l, uint32_t report, const bool *among,
                         rap_like *out, uint32_t room);

#endif

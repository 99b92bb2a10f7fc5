/*
 * days/sameness.h - how surely a report without a day is one of those among which the
 * dated reports of its pile stand, and not on another matter.
 *
 * Learnt from the pile: how like the others the dated reports are, each held against
 * the rest of them as if its day were not known, tells how like a report of the same
 * matter is; one on another matter is less like by as much as was counted in piles put
 * together.  How many of those without a day are on another matter is fitted
 * (expectation and maximisation; A. P. Dempster, N. M. Laird, D. B. Rubin, "Maximum
 * likelihood from incomplete data via the EM algorithm", 1977).
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_DAYS_SAMENESS_H
#define RAP_DAYS_SAMENESS_H

#include "stories/likeness.h"

typedef struct {
    const rap_str *texts;
    uint32_t n;
    const bool *dated; /* gives its day */
    rap_likeness *likeness;
} rap_sameness_in;

/* Belief, in thousandths, that each of the n is on the dated ones' matter; of dated
 * ones 1000.  With fewer than ten dated ones it goes by what the nearest shares.
 * Memory from the arena.  O(text). */
RAP_NODISCARD
rap_code rap_sameness_weigh(uint16_t **out, const rap_sameness_in *in, rap_arena *arena,
                            rap_err *err);

/* Thousandths: how likely two reports that share so much are on one matter. */
uint32_t rap_sameness_of(uint32_t share);

#endif

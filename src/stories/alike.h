/*
 * stories/alike.h - which earlier reports of the same days are most like each report.
 *
 * Reports come as vectors of weighed terms, in order of their days ("places").  Each is
 * compared (cosine) with the latest reports that hold one of its terms, as far as they
 * are of the same few days; the likest are its ties.  What one report takes is bounded:
 * so many terms, so many reports a term.  Whole numbers throughout.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_STORIES_ALIKE_H
#define RAP_STORIES_ALIKE_H

#include "stories/averaged.h"
#include "stories/shared.h"

enum {
    RAP_ALIKE_TERMS = 256,  /* of one report */
    RAP_ALIKE_LATEST = 48,  /* reports looked at for one term */
    RAP_ALIKE_WEIGHT = 4000 /* of a term, at most: sums stay below 2^32 */
};

typedef struct {
    uint32_t term, weight; /* weight: 1 .. RAP_ALIKE_WEIGHT */
} rap_alike_term;

/* norm: the root of the sum of squares over all its terms, also those that no other
 * report holds and that need not be given. */
typedef struct {
    uint32_t norm;
    int32_t day; /* serial; INT32_MIN when not known */
} rap_alike_report;

typedef struct rap_alike rap_alike;

/* For n reports, whose terms are numbers below n_terms.  In the arena; NULL when it
 * refuses.  `helpers` (may be NULL) are asked for parts, once all reports were given.
 */
rap_alike *rap_alike_new(uint32_t n, uint32_t n_terms, const rap_helpers *helpers,
                         rap_arena *arena);

/* The next report. */
void rap_alike_give(rap_alike *w, rap_alike_report report, const rap_alike_term *v,
                    uint32_t n);

/* The ties of all reports, in order of the later and then of their likeness; false when
 * memory was refused. */
RAP_NODISCARD
bool rap_alike_ties(rap_alike *w, const rap_tie **out, uint32_t *n);

/* The answer to a part (rap_shared_answer). */
RAP_NODISCARD
rap_code rap_alike_answer(rap_buf *out, rap_str input, rap_err *err);

#endif

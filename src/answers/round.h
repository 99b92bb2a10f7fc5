/*
 * answers/round.h - one round of talks with all that is told of it.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_ANSWERS_ROUND_H
#define RAP_ANSWERS_ROUND_H

#include "view/claim.h"
#include "view/wording.h"

enum { RAP_ROUND_PAPERS = 16, RAP_ROUND_TELLINGS = 64 };

typedef struct {
    rap_sign status;
    rap_str state;      /* "held" */
    rap_str place, day; /* day: "from/to" */
    rap_telling *tellings, *outcome;
    uint32_t n_tellings, n_outcome, n_papers;
    rap_item papers[RAP_ROUND_PAPERS];
} rap_round;

RAP_NODISCARD
rap_code rap_round_of(rap_round *out, rap_view *v, const rap_item *item,
                      rap_arena *arena, rap_err *err);

/* The delegates who sit for a side (an id; empty: those without one), by commas. */
void rap_round_delegates(rap_buf *out, const rap_view *v, const rap_item *item,
                         rap_str side);

/* How its status came to be: for each telling that changed it the index; how many.  One
 * telling for each status and report, in order of the reports' days. */
enum { RAP_ROUND_STEPS = 8 };
uint32_t rap_round_history(uint32_t steps[RAP_ROUND_STEPS], const rap_round *r,
                           const rap_view *v);

/* The last telling that has its status, or NULL: nobody else says so. */
const rap_telling *rap_round_teller(const rap_round *r, const rap_view *v);

/* "going on", what a telling makes of the round; empty for one that only names it. */
rap_str rap_round_step(const rap_telling *t);

/* "Istanbul; Russia, Ukraine": place and parties. */
void rap_round_title(rap_buf *out, const rap_view *v, const rap_item *item,
                     const rap_round *r);

#endif

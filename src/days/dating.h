/*
 * days/dating.h - the day of a report that gives none, from the reports that do.
 *
 * For each day near those of the most alike dated reports it is weighed how alike they
 * are, how far such reports lie apart in this pile, and what the report itself says:
 * weekdays, days of months, full dates.  How soon after a weekday that they name
 * reports come out, and how far like ones lie apart, is counted on the dated reports of
 * the pile itself.  (After N. Kanhabua, K. Norvag, "Using temporal language models for
 * document dating", ECML PKDD 2009, with the pile for a corpus.)
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_DAYS_DATING_H
#define RAP_DAYS_DATING_H

#include "pile/filed.h"

typedef struct {
    uint32_t report; /* its place in the list */
    rap_day day;     /* full; none when the pile tells nothing */
    rap_days range;  /* holds the true day with a belief of 90 */
    uint8_t sure;    /* 0..100, that it is this very day */
} rap_dated;

/* Days for those of the n reports that give none themselves; an earlier answer of the
 * pile (basis "pile") counts for nothing, so that the order of adding does not either.
 * `between` bounds the answers, or none.  Memory from the arena.  O(text). */
RAP_NODISCARD
rap_code rap_pile_date(const rap_dated **out, uint32_t *n_out, const rap_filed *reports,
                       uint32_t n, rap_days between, rap_arena *arena, rap_err *err);

#endif

/*
 * answers/sieve.h - the rows of a kind that a filter keeps, one after the other.
 *
 * A filter knows days, names and reports; what a moment or a statement must be asked
 * for besides (its claimants, what it retells) is asked here.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_ANSWERS_SIEVE_H
#define RAP_ANSWERS_SIEVE_H

#include "view/view.h"

/* All borrowed. */
typedef struct {
    rap_view *v;
    const rap_filter *filter;
    rap_arena *row; /* emptied before every row */
    rap_err *err;
} rap_sieve;

/* The next of the rows that it keeps, with its citations; *more is false at the end. */
RAP_NODISCARD
rap_code rap_sieve_next(const rap_sieve *s, rap_rows *rows, rap_item *item, bool *more);

#endif

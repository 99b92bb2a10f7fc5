/*
 * pages/knot.h - who acts on whom, as a drawing: names on a circle, ties between them.
 *
 * The table below it says the same in words; the drawing alone carries nothing.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_PAGES_KNOT_H
#define RAP_PAGES_KNOT_H

#include "pages/leaf.h"

enum { RAP_KNOT_NAMES = 16, RAP_KNOT_TIES = 80 };

typedef struct {
    rap_str names[RAP_KNOT_NAMES]; /* ids */
    struct {
        uint8_t from, to;
        int64_t n;
        rap_str style;
    } ties[RAP_KNOT_TIES];
    uint32_t n_names, n_ties, left_out;
} rap_knot;

/* A tie by ids that outlive the knot; heaviest first.  What does not fit is counted. */
void rap_knot_add(rap_knot *k, rap_str from, rap_str to, rap_str style, int64_t n);

/* Nothing when there is no tie. */
void rap_knot_put(rap_leaf *l, const rap_knot *k);

#endif

/*
 * markup/visibledays.h - the dates that a page prints, and which of them is its own.
 *
 * Printed dates, and the stamps of <time>, are weighed by where they stand: near the
 * title, in a short line, behind "Published", in an element whose class says date; not
 * in a menu, a list of other articles or a comment.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_MARKUP_VISIBLEDAYS_H
#define RAP_MARKUP_VISIBLEDAYS_H

#include "markup/pageclues.h"
#include "markup/pagedates.h"

typedef struct {
    rap_day day;    /* none: nothing was found */
    int score;      /* of this place and of all where the day stands again */
    bool stamped;   /* the day is that of a <time>, its stamp at `at` */
    rap_span at;    /* of the decoded page where stamped, else of mended.text */
    bool modified;  /* it is called the day of a change */
    uint32_t block; /* where it stands */
} rap_visible_day;

enum {
    RAP_VISIBLE_SURE = 20, /* a lower score is a guess */
    RAP_VISIBLE_GOOD = 60  /* alone, near the title */
};

/* Where the visible title stands. */
typedef struct {
    uint32_t node; /* its heading, or RAP_NO_NODE */
    rap_str text;  /* what it says, when no heading does; or empty */
} rap_visible_title;

/* The block of that title; false when it is not visible. */
bool rap_visible_place(uint32_t *block, const rap_page *p,
                       const rap_visible_title *title);

/* The block that holds a node, or the next one. */
uint32_t rap_visible_block(const rap_page *p, uint32_t node);

/* The likeliest day of publication and of change; `near`: only those near the title are
 * looked at.  False when the arena refuses. */
RAP_NODISCARD
bool rap_visible_days(rap_visible_day *published, rap_visible_day *modified,
                      const rap_clues *c, const rap_visible_title *title,
                      rap_day_order order, bool near);

#endif

/*
 * markup/visibledays.h - the dates that a page prints near its title.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_MARKUP_VISIBLEDAYS_H
#define RAP_MARKUP_VISIBLEDAYS_H

#include "markup/pageclues.h"
#include "markup/pagedates.h"

typedef struct {
    rap_day day;    /* none: nothing was found */
    rap_span at;    /* of mended.text */
    int score;      /* higher is surer; below RAP_VISIBLE_SURE it is a guess */
    bool stamped;   /* the day is that of a <time>'s datetime, at `stamp` */
    rap_span stamp; /* of the decoded page */
} rap_visible_day;

enum { RAP_VISIBLE_SURE = 40 };

/* The likeliest day of publication and of change among the printed dates. */
void rap_visible_days(rap_visible_day *published, rap_visible_day *modified,
                      const rap_clues *c, uint32_t heading, rap_day_order order);

#endif

/*
 * days/loudness.h - what the neighbours, the text and its weekdays say of a report's
 * day, put together as loud as each is.
 *
 * How loud each speaks is learnt on dated reports that are dated again as if their days
 * were not known, and so is the belief at which their ranges hold.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_DAYS_LOUDNESS_H
#define RAP_DAYS_LOUDNESS_H

#include "times/spread.h"

enum { RAP_VOICE_NEIGHBOURS, RAP_VOICE_TEXT, RAP_VOICE_WEEKDAYS, RAP_VOICES };

/* How loud each of them speaks, of 256. */
typedef struct {
    int32_t of[RAP_VOICES];
} rap_loudness;

/* What the three say of a report's days, in points. */
typedef struct {
    int32_t *neighbours, *text;
    int32_t *rest; /* shares, in 1e-9, where the neighbours are on another matter */
    int32_t weekday[7]; /* of each, Monday first */
    uint32_t same;      /* in 1e-6: how far the neighbours are believed */
} rap_told_days;

/* A dated report that was heard as if its day were not known. */
typedef struct {
    rap_told_days told;
    int32_t day;
} rap_tried;

/* All three together, as loud as each is, into the scores of a spread: the neighbours
 * as far as they are believed to be on the same matter, else the rest; times what the
 * text and its weekdays say.  `weight`: room for one a day.  O(days). */
void rap_loudness_sum(const rap_told_days *t, const rap_loudness *loud,
                      uint32_t *weight, rap_spread *s);

/* Those tried, and work: room for a weight a day, and a spread over the days. */
typedef struct {
    const rap_tried *v;
    uint32_t n;
    uint32_t *weight;
    rap_spread *work;
    rap_arena *arena;
} rap_trial;

/* How loud each speaks when the own days of those tried get the most points, beginning
 * with *loud.  O(n * days). */
void rap_loudness_learn(rap_loudness *loud, const rap_trial *t);

/* The belief (in a hundred) at which the ranges of those tried hold as many of their
 * days as they ought to. */
uint8_t rap_loudness_held(const rap_loudness *loud, const rap_trial *t);

#endif

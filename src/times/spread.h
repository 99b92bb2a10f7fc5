/*
 * times/spread.h - a belief spread over days: which day is how likely a report's own.
 *
 * Evidence is added in 1/256 bits to intervals of days, in any order (a log-linear
 * sum); what it comes to is read at the end.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_TIMES_SPREAD_H
#define RAP_TIMES_SPREAD_H

#include "base/arena.h"
#include "base/day.h"

enum {
    SPREAD_BIT = 256,    /* points that double a belief */
    SPREAD_FIRST = 1980, /* years of reports for which no window is told */
    SPREAD_LAST = 2026
};

typedef struct {
    int32_t first; /* serial of the first day */
    int32_t n;     /* days; 0 when memory was refused */
    int32_t *score;
} spread;

/* What a spread comes to; beliefs in a hundred. */
typedef struct {
    rap_day day;    /* the likeliest of the likeliest year */
    rap_days range; /* the shortest that holds the true day with a belief of 90 */
    uint8_t year_sure, month_sure;
    uint8_t week_sure; /* that it lies within a week of the day */
    uint8_t day_sure;
    uint8_t date_sure; /* within a week of this day of any year */
} spread_view;

/* Over the days of a window, or those of the usual years. */
void times_spread_new(spread *s, rap_days between, rap_arena *arena);

/* Add points to each of the days from..to (serials) that are in it. */
void times_spread_add(spread *s, int32_t from, int32_t to, int32_t points);

/* False when it is empty.  O(days). */
bool times_spread_read(const spread *s, spread_view *out, rap_arena *arena);

#endif

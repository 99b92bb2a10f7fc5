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
    RAP_SPREAD_BIT = 256,    /* points that double a belief */
    RAP_SPREAD_FIRST = 1980, /* years of reports for which no window is told */
    RAP_SPREAD_LAST = 2026,
    RAP_SPREAD_YEARS = 81 /* that a window touches at most */
};

typedef struct {
    int32_t first; /* serial of the first day */
    int32_t n;     /* days; 0 when memory was refused */
    int32_t *score;
    int32_t temper; /* of 256: how far the sum is believed */
    uint8_t held;   /* belief of the range, in a hundred; 0: the usual */
} rap_spread;

/* From this day of a spread on it has these points, to the next of its steps. */
typedef struct {
    int32_t day, points;
} rap_spread_step;

typedef struct {
    const rap_spread_step *v;
    uint32_t n;
} rap_spread_steps;

/* What a spread comes to; beliefs in a hundred. */
typedef struct {
    rap_day day; /* the likeliest of the likeliest year */
    /* The shortest that holds the true day with a belief of 90, and `day` too. */
    rap_days range;
    uint8_t year_sure, month_sure;
    uint8_t week_sure; /* that it lies within a week of the day */
    uint8_t near_sure; /* within 31 days of it */
    uint8_t day_sure;
    uint8_t date_sure; /* within a week of this day of any year */
} rap_spread_view;

/* Over the days of a window, or those of the usual years. */
void rap_spread_new(rap_spread *s, rap_days between, rap_arena *arena);

/* Add points to each of the days from..to (serials) that are in it. */
void rap_spread_add(rap_spread *s, int32_t from, int32_t to, int32_t points);

/* Rule out the days that do not agree with what is known of the day; none: nothing. */
void rap_spread_hold(rap_spread *s, rap_day known);

/* The years of a window: its first and how many, at most RAP_SPREAD_YEARS. */
void rap_spread_window(rap_days between, int *first, uint32_t *n);

/* Shares of n years from `first` on, of 2^16.  False when memory is refused. */
bool rap_spread_years(const rap_spread *s, int first, uint32_t *share, uint32_t n,
                      rap_arena *arena);

/* The share of one day, as a logarithm in 1/256 bits (at most 0).  O(days). */
int32_t rap_spread_points(const rap_spread *s, int32_t day, rap_arena *arena);

/* Put the points of its days, tempered, into `out` (room for one a day), a step for
 * each run of equal ones; returns how many.  O(days). */
uint32_t rap_spread_pack(const rap_spread *s, rap_spread_step *out);

/* The least belief (in a hundred) at which the shortest run of days holds this one, in
 * steps of five; 100 where none does.  O(days). */
uint8_t rap_spread_holding(const rap_spread *s, int32_t day, rap_arena *arena);

/* False when it is empty.  O(days). */
bool rap_spread_read(const rap_spread *s, rap_spread_view *out, rap_arena *arena);

#endif

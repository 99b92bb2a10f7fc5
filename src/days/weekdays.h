/*
 * days/weekdays.h - how soon after a weekday that they name reports come out.
 *
 * Counted on the dated reports of a pile, with what is usual counting for some of them.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_DAYS_WEEKDAYS_H
#define RAP_DAYS_WEEKDAYS_H

#include "days/dayclues.h"

typedef struct {
    uint32_t after[RAP_WEEKDAY_PLACES][7]; /* days between a weekday and the report */
} rap_weekdays;

/* What is usual, before any report is counted. */
void rap_weekdays_usual(rap_weekdays *out);

/* Count a report of this day (serial). */
void rap_weekdays_count(rap_weekdays *w, const rap_dayclues *c, int32_t day);

/* Add the points (1/256 bits) of each weekday, Monday first, by those that a report
 * names: 0 is what it would be if they told nothing. */
void rap_weekdays_weigh(const rap_weekdays *w, const rap_dayclues *c,
                        int32_t points[7]);

#endif

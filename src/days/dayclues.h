/*
 * days/dayclues.h - what a report itself says of its day: weekdays, the date line at
 * its head.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_DAYS_DAYCLUES_H
#define RAP_DAYS_DAYCLUES_H

#include "pile/filed.h"

enum { RAP_DAYCLUES_WEEKDAYS = 4 /* weekdays named first in a report */ };

/* Where a weekday is named: as the first, at the head; as the first; later. */
enum { RAP_FIRST_AT_HEAD, RAP_FIRST, RAP_LATER, RAP_WEEKDAY_PLACES };

typedef struct {
    uint8_t weekday, place;
} rap_weekday_clue;

typedef struct {
    rap_weekday_clue weekdays[RAP_DAYCLUES_WEEKDAYS];
    uint8_t n_weekdays;
    rap_day known; /* parts of the report's own day that stand at its head */
} rap_dayclues;

/* Out of the times of a report.  O(times). */
void rap_dayclues_read(rap_dayclues *out, const rap_filed *f);

#endif

/*
 * times/clues.h - what a text lets one conclude about the day on which it was written.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_TIMES_CLUES_H
#define RAP_TIMES_CLUES_H

#include "times/expression.h"
#include "times/spread.h"

/* The day that the running text tells, `dateline` (a month and day, or none) taken in;
 * basis "text" or "none".  With a dateline, only its year is looked for. */
void times_from_text(rap_published *out, const rap_prose *p, const mark_list *marks,
                     rap_days between, rap_day dateline);

/* Add all evidence, or (weekdays false) all but that of weekdays alone, and cite it. */
void times_weigh(rap_spread *s, const rap_prose *p, const mark_list *marks,
                 bool weekdays, rap_published *out);

#endif

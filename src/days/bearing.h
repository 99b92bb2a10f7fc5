/*
 * days/bearing.h - how much of a report's day is told of it: no more than is believed.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_DAYS_BEARING_H
#define RAP_DAYS_BEARING_H

#include "days/dating.h"
#include "times/spread.h"

enum { RAP_BEARING_ALONE = 300 /* thousandths: below it no neighbour is leant on */ };

/* The day, its month, its year, or nothing (false), with the belief in what is told and
 * the range.  `same`, in thousandths: how far the report is on its neighbours' matter;
 * more is asked where it rests on none.  Leaves out->report alone. */
bool rap_bearing_tell(rap_dated *out, const rap_spread_view *v, uint16_t same);

#endif

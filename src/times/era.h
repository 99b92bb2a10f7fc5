/*
 * times/era.h - what a text tells of the years in which it can have been written.
 *
 * Private to the room.  Each adds its evidence to a spread, and what it rests on to the
 * report's evidence.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_TIMES_ERA_H
#define RAP_TIMES_ERA_H

#include "times/expression.h"
#include "times/spread.h"

/* Of years that nothing is told about the later ones are likelier. */
void times_era_usual(rap_spread *s);

/* The latest year told of the past, and of the future. */
void times_era_years(rap_spread *s, const rap_prose *p, const mark_list *marks,
                     rap_published *out);

/* holders.c: who is in which office, who was and who will be. */
void times_era_holders(rap_spread *s, const rap_prose *p, const mark_list *marks,
                       rap_published *out);

/* landmarks.c: events and things that have a first day. */
void times_era_landmarks(rap_spread *s, const rap_prose *p, rap_published *out);

/* Put tokens [first, last) into the evidence while there is room. */
void times_era_cite(rap_published *out, const rap_prose *p, uint32_t first,
                    uint32_t last);

#endif

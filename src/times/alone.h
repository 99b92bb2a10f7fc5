/*
 * times/alone.h - what a text by itself tells of the days on which it can have been
 * written.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_TIMES_ALONE_H
#define RAP_TIMES_ALONE_H

#include "base/err.h"
#include "times/spread.h"

/* Spread belief over the days of a window by the years, offices, events and days that a
 * text names, but for weekdays alone.  The text is repaired, a paragraph a line;
 * it is not tagged, so that tenses are told by a few words only.  Memory from the
 * arena.  O(text + days). */
RAP_NODISCARD
rap_code rap_times_alone(rap_spread *out, rap_str text, rap_days between,
                         rap_arena *arena, rap_err *err);

#endif

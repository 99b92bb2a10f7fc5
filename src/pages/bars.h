/*
 * pages/bars.h - small drawings over days: lines of the timeline by month, rounds of
 * talks on a line.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_PAGES_BARS_H
#define RAP_PAGES_BARS_H

#include "pages/leaf.h"

/* The rows of a kind that pass the filters of the page, by month (by year where there
 * are more than ten years); nothing when fewer than two have a day. */
RAP_NODISCARD
rap_code rap_bars_put(rap_leaf *l, const char *kind);

/* Rounds of talks that pass the filters, on a line from the first to the last day. */
RAP_NODISCARD
rap_code rap_rounds_line(rap_leaf *l);

#endif

/*
 * show/bars.h - how many lines of the timeline lie in which month, as a small drawing.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_SHOW_BARS_H
#define RAP_SHOW_BARS_H

#include "show/leaf.h"

/* The rows of a kind that pass the filters of the page, by month (by year where there
 * are more than ten years); nothing when fewer than two have a day. */
RAP_NODISCARD
rap_code rap_bars_put(rap_leaf *l, const char *kind);

#endif

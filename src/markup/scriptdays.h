/*
 * markup/scriptdays.h - a day of publication in the data that a page's scripts carry.
 *
 * Pages that are drawn by scripts hold their article as JSON: "publishedAt":"2022-...".
 * A last source: taken only when every such member of the page gives one and the same
 * day.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_MARKUP_SCRIPTDAYS_H
#define RAP_MARKUP_SCRIPTDAYS_H

#include "base/day.h"
#include "markup/tree.h"

/* The day and its stamp in the decoded page; false when there is none, or two. O(page).
 */
bool rap_script_day(rap_day *out, rap_span *at, const rap_tree *t);

/* Likewise in attributes such as data-publish-date. */
bool rap_attribute_day(rap_day *out, rap_span *at, const rap_tree *t);

#endif

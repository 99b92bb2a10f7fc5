/*
 * told/retoldlike.h - what two mentions of events have in common, as numbers.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_TOLD_RETOLDLIKE_H
#define RAP_TOLD_RETOLDLIKE_H

#include "told/retold.h"

enum { RAP_RETOLD_FEATURES = 48 };

/* May the two be of one event, as far as their own words tell?  O(1). */
bool rap_retold_may_be_one(const rap_retolds *d, const rap_retold *a,
                           const rap_retold *b);

/* Two mentions that may be of one event. */
typedef struct {
    uint32_t a, b;             /* deeds, a < b */
    rap_retold_alike likeness; /* of their reports */
} rap_retold_pair;

/* The numbers that models/events_same.weights judges.  O(1). */
void rap_retold_compare(const rap_retolds *d, const rap_retold_pair *pair,
                        int16_t out[RAP_RETOLD_FEATURES]);

/* Every pair of mentions of one report, of one story, and of reports that are much
 * alike, that may be of one event: `take` is called for each, and ends it with false.
 * Each report is held against a bounded number of others. */
typedef bool rap_retold_take(void *with, rap_retold_pair pair);
RAP_NODISCARD
bool rap_retold_each_pair(const rap_retolds *d, rap_retold_take *take, void *with,
                          rap_arena *arena);

#endif

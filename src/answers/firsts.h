/*
 * answers/firsts.h - by which reports each row is told, as days: what `changes` asks.
 *
 * The days are those of the reports, not the days on which they were added, which a
 * dossier does not keep.  Loaded when first asked for; lives with the view.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_ANSWERS_FIRSTS_H
#define RAP_ANSWERS_FIRSTS_H

#include "view/view.h"

/* The days on which a report may have been published, as serial numbers; of several
 * reports the earliest `last` and the latest `first`, so that "some report is older"
 * and "some report is newer" can be answered.  Without a day: INT32_MAX, INT32_MIN. */
typedef struct {
    int32_t oldest, newest;
} rap_told_days;

/* A row, or one part of it: a telling of a round, a follow-up or (part RAP_FIRST_WHOLE)
 * the making of a pledge, a side of a disagreement. */
enum { RAP_FIRST_WHOLE = 0xFFFFFF };
typedef struct {
    int64_t place; /* of the row */
    uint32_t part;
    rap_told_days days;
    uint32_t value; /* disagreement: hash of the side's value; event: its origins */
} rap_first;

typedef struct {
    rap_first *v;
    uint32_t n;
} rap_first_list;

typedef struct rap_firsts {
    rap_first_list rounds, papers, pledges, differ, events;
    rap_told_days *reports; /* as v->reports */
} rap_firsts;

RAP_NODISCARD
rap_code rap_firsts_of(const rap_firsts **out, rap_view *v, rap_err *err);

/* The days of report number `n`; of one that is not known: no day. */
rap_told_days rap_firsts_report(const rap_firsts *f, const rap_view *v, uint32_t n);

/* Both together. */
static inline rap_told_days rap_told_both(rap_told_days a, rap_told_days b)
{
    if (b.oldest < a.oldest) a.oldest = b.oldest;
    if (b.newest > a.newest) a.newest = b.newest;
    return a;
}

/* Is something told by a report of this day or later, and by none before it? */
static inline bool rap_told_first(rap_told_days d, int32_t since)
{
    return d.newest >= since && d.oldest >= since;
}

#endif

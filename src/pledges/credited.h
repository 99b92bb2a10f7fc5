/*
 * pledges/credited.h - what the positions of others tell of a promise.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_PLEDGES_CREDITED_H
#define RAP_PLEDGES_CREDITED_H

#include "pledges/promised.h"

/* What is found while the pledges of a pile are followed. */
typedef struct {
    rap_pile *p;
    RAP_LIST(rap_followup) followups;
    int32_t *lone; /* per report: the only pledge first told in it, NONE or SEVERAL */
    rap_phrases text; /* of the report that is looked at */
} rap_search;

static inline bool rap_spans_overlap(rap_span a, rap_span b)
{
    return a.from < b.to && b.from < a.to;
}

/* Keep it; nobody doubts or breaks his own promise. */
void rap_followup_add(rap_search *w, rap_followup x);

/* Nobody keeps or breaks an agreement by a measure that he announced, or by what he
 * would do if something happened. */
bool rap_pledge_is_announced(const rap_pile *p, const rap_pledge *l);

/* Look through the positions of report `rank`, whose words are w->text.  O(positions *
 * pledges of a side). */
void rap_credit_find(rap_search *w, uint32_t rank);

#endif

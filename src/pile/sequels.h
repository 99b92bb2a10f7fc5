/*
 * pile/sequels.h - what the sentences behind a promise tell of it without naming it.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_PILE_SEQUELS_H
#define RAP_PILE_SEQUELS_H

#include "pile/promised.h"

/* One of the follow-ups found: number of the promise, where, what; false ends the
 * search. */
typedef bool rap_sequel_take(void *with, rap_followup x);

/* "None had been released": hand every sentence of report `rank` that goes on from a
 * promise told just before it, by the words of data/sequels.tsv, to `take`.  Who says
 * so stands in the attribution; -1 is the report.  O(words). */
void rap_sequels_find(const rap_pile *p, uint32_t rank, const rap_phrases *text,
                      rap_sequel_take *take, void *with);

#endif

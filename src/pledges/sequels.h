/*
 * pledges/sequels.h - what the sentences behind a promise tell of it without naming it.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_PLEDGES_SEQUELS_H
#define RAP_PLEDGES_SEQUELS_H

#include "pledges/promised.h"

/* One of the follow-ups found: number of the promise, where, what; false ends the
 * search. */
typedef bool rap_sequel_take(void *with, rap_followup x);

/* "None had been released": hand every sentence of report `rank` that goes on from a
 * promise told just before it, by the words of data/sequels.tsv, to `take`.  Who says
 * so stands in the attribution; -1 is the report.  O(words). */
void rap_sequels_find(const rap_pile *p, uint32_t rank, const rap_phrases *text,
                      rap_sequel_take *take, void *with);

/* "has not kept", "never honoured": is word i denied by one of the two before it? */
bool rap_sequel_is_denied(const rap_phrases *w, uint32_t i);

/* "was violated 31 times": are words i .. i + n a passive that names nobody? */
bool rap_sequel_is_nobodys(const rap_phrases *w, uint32_t i, uint32_t n);

/* "must be honoured", "would violate": has nothing come of it yet at word i? */
bool rap_sequel_is_thought(const rap_phrases *w, uint32_t i);

/* How many of the longer words of a promise the sentence of word i has too. */
uint32_t rap_sequel_shared(const rap_phrases *w, const rap_pledge *l, uint32_t i);

/* Who is told to doubt at word i: whose cue it is, else whoever is named last before it
 * in its sentence and is not of the side that promised.  -1: nobody. */
int32_t rap_sequel_doubter(const rap_pile *p, uint32_t rank, const rap_phrases *w,
                           uint32_t i, int32_t by);

#endif

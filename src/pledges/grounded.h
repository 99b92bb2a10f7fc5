/*
 * pledges/grounded.h - is what is said really said of this promise?
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_PLEDGES_GROUNDED_H
#define RAP_PLEDGES_GROUNDED_H

#include "pledges/promised.h"

/* Does the sentence at x->at, or the one beside it, say of which promise it speaks: by
 * a word of it, or by naming a promise where only this one can be meant?  False where
 * it names a treaty or a law of which the promise knows nothing.  `text`: the words of
 * report x->rank.  O(words of three sentences). */
bool rap_followup_is_grounded(const rap_pile *p, const rap_phrases *text,
                              const rap_followup *x);

/* "no evidence that they violated", "no sign": is what word i tells not known to have
 * happened? */
bool rap_followup_lacks_proof(const rap_phrases *w, uint32_t i);

#endif

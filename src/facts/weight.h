/*
 * facts/weight.h - which drafts of events say too little to be told.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_FACTS_WEIGHT_H
#define RAP_FACTS_WEIGHT_H

#include "facts/drafts.h"

/* Is the draft no event that an analyst would put down: words to or about nobody who
 * is a side, what the model alone finds between people of no standing, what a quake
 * did, what somebody does to himself?  O(1). */
bool rap_weight_is_light(const rap_scene *s, const rap_draft *d);

#endif

/*
 * facts/sayings.h - what a speaker does by his words, and to whom he says them.
 *
 * Saying is doing: a promise, a demand, a refusal or blame is an event of its own, and
 * so is what one side of a report says of the other.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_FACTS_SAYINGS_H
#define RAP_FACTS_SAYINGS_H

#include "facts/drafts.h"

/* What the speaker of the unit does by its words; without a code where no stance shows
 * but somebody is addressed.  False: nothing that is an act of its own. */
bool rap_sayings_read(const rap_scene *s, const rap_unit *u, rap_draft *out);

#endif

/*
 * facts/mere.h - words of deeds that tell none where they stand.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_FACTS_MERE_H
#define RAP_FACTS_MERE_H

#include "facts/deeds.h"
#include "facts/scene.h"

/* Does the verb or noun tell nothing that was, is or will be done: "the occupied
 * valley", "killed the bill", "lifted the state of emergency", "demanded that it
 * attack"?  data/hollow.tsv.  O(height and width of the tree). */
bool rap_deed_is_mere(const rap_scene *s, const rap_verb *verb);

/* Is it what people do for themselves: tourists who arrive, students who cross over?
 * O(source). */
bool rap_deed_is_private(const rap_scene *s, const rap_verb *verb,
                         const rap_actors *source);

#endif

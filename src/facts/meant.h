/*
 * facts/meant.h - whom "it", "they", "he" and "she" mean, as the tree has it.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_FACTS_MEANT_H
#define RAP_FACTS_MEANT_H

#include "facts/scene.h"

/* The entity that is the subject of a verb which governs the pronoun at `token`
 * ("Norland said it ...", "Norland withdraws when its ..."), or -1: no pronoun, none
 * that fits, or its words are quoted and the verb's are not.  O(1). */
int32_t rap_meant_by_pronoun(const rap_scene *s, uint32_t token);

#endif
